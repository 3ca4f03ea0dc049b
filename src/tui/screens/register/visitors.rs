//! The returning visitors found by what is typed.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::catalog::Places;
use crate::desk::view::PersonRow;
use crate::desk::{Query, RequestId};
use crate::domain::calendar::written_day;
use crate::domain::ids::PersonId;
use crate::domain::person::{Birth, Person};
use crate::i18n::Text;
use crate::labels::Label;
use crate::text::{ascii_digit, masked};
use crate::tui::screen::{Context, Message, ViewContext};
use crate::tui::screens::case::OPEN_NUMBER;
use crate::tui::screens::following::Following;
use crate::tui::widgets::modal;
use crate::tui::widgets::table::{Column, Row, Table, Tone, Width};

/// Signs from which it is worth looking.
const FEWEST: usize = 2;

/// Rows of visitors shown at most.
const MOST_ROWS: u16 = 12;

/// What a row stands for: a visitor, or nobody yet.
type Key = Option<PersonId>;

/// The list under the field that asks who it is. Its first row is somebody new, so that a hasty
/// Enter never takes one visitor for another.
pub struct Visitors {
    asked: Following,
    found: Vec<PersonRow>,
    /// The answer has come.
    known: bool,
    table: Table<Key>,
}

impl Visitors {
    /// Nobody looked for yet.
    #[must_use]
    pub fn new(text: &Text) -> Self {
        let columns = vec![
            Column::new(text.get("register-column-name"), Width::Share(3)),
            Column::new(text.get("register-column-born"), Width::Cells(6)),
            Column::new(text.get("register-column-place"), Width::Share(2)),
            Column::new(text.get("register-column-number"), Width::Cells(11)),
            Column::new(text.get("register-column-last"), Width::Cells(10)),
            Column::new(text.get("register-column-count"), Width::Cells(5)).right(),
        ];
        Self {
            asked: Following::default(),
            found: Vec::new(),
            known: false,
            table: Table::new(columns, ""),
        }
    }

    /// Looks for what is typed.
    pub fn look_for(&mut self, typed: &str, cx: &mut Context<'_>) {
        let typed = typed.trim();
        if typed.chars().count() < FEWEST {
            self.found.clear();
            self.known = false;
            self.asked.want(None, cx);
        } else {
            let typed = typed.to_owned();
            self.asked.want(Some(Query::Persons { typed }), cx);
        }
    }

    /// The answer to a question, if it was one of these.
    pub fn answered(&mut self, request: RequestId, cx: &mut Context<'_>) -> Option<bool> {
        self.asked.answered(request, cx)
    }

    /// Shows who was found for `typed`.
    pub fn show(&mut self, found: Vec<PersonRow>, typed: &str, places: &Places, text: &Text) {
        let newcomer = Row::new(None).toned(
            text.with("register-newcomer", &[("typed", typed.into())]),
            Tone::Accent,
        );
        let rows = found.iter().map(|row| visitor_row(row, places, text));
        self.table
            .set_rows(std::iter::once(newcomer).chain(rows).collect());
        self.found = found;
        self.known = true;
        // The whole number of one visitor leaves no doubt.
        if let [only] = self.found.as_slice()
            && is_number_of(&only.person, typed)
        {
            self.table.select(&Some(only.id));
        }
    }

    /// Whether somebody was found.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.found.is_empty()
    }

    /// Whether nobody was found.
    #[must_use]
    pub fn none(&self) -> bool {
        self.known && self.found.is_empty()
    }

    /// The visitor selected.
    #[must_use]
    pub fn selected(&self) -> Option<&PersonRow> {
        let id = (*self.table.selected()?)?;
        self.found.iter().find(|row| row.id == id)
    }

    /// Moves the selection.
    pub fn update(&mut self, message: &Message) {
        self.table.update(message);
    }

    /// Draws the list in a box under the field.
    pub fn draw(&self, frame: &mut Frame<'_>, field: Rect, room: Rect, cx: &ViewContext<'_>) {
        const FRAME_AND_HEADINGS: u16 = 3;
        let rows = u16::try_from(self.found.len() + 1).unwrap_or(u16::MAX);
        let top = field.bottom();
        let height = rows.min(MOST_ROWS) + FRAME_AND_HEADINGS;
        let area = Rect {
            x: room.x,
            y: top,
            width: room.width,
            height: height.min(room.bottom().saturating_sub(top)),
        };
        let inside = modal::boxed(frame, area, "", cx);
        self.table.draw(frame, inside, true, cx);
    }
}

fn visitor_row(row: &PersonRow, places: &Places, text: &Text) -> Row<Key> {
    let person = &row.person;
    let number = person
        .number
        .as_ref()
        .map(|number| masked(number.as_str(), OPEN_NUMBER));
    let district = person.place.and_then(|place| {
        let district = places.district(place).map(|district| district.name.clone());
        district.or_else(|| places.name(place))
    });
    Row::new(Some(row.id))
        .cell(person.full_name())
        .cell(born(person, text))
        .cell(district.unwrap_or_default())
        .cell(number.unwrap_or_default())
        .cell(row.last.map(written_day).unwrap_or_default())
        .cell(row.applications.to_string())
}

/// Year of birth or age group.
fn born(person: &Person, text: &Text) -> String {
    match &person.birth {
        Some(Birth::Date(date)) => date.format("%Y").to_string(),
        Some(Birth::Group(group)) => text.get(group.key()),
        Some(Birth::AsTyped(_)) | None => String::new(),
    }
}

fn is_number_of(person: &Person, typed: &str) -> bool {
    let digits = |text: &str| text.chars().filter_map(ascii_digit).collect::<String>();
    let typed = digits(typed);
    let number = person.number.as_ref().map(|number| digits(number.as_str()));
    typed.len() == 11 && number == Some(typed)
}
