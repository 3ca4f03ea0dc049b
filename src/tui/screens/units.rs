//! The directory of service units: whom to call, and what each is responsible for.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::refresh::Refresh;
use crate::catalog::Catalog;
use crate::desk::view::{UnitRounds, UnitsView};
use crate::desk::{Answer, Query};
use crate::domain::phone;
use crate::domain::unit::{Unit, UnitCode};
use crate::i18n::Text;
use crate::text::fold;
use crate::tui::keymap::Keys;
use crate::tui::keys::{LIST, WRITING};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::table::{Column, Row, Table, Tone, Width};
use crate::tui::widgets::{fit, place};

/// Most characters typed.
const LIMIT: usize = 100;

/// Lines about the selected unit.
const DETAIL: u16 = 5;

/// The directory.
pub struct UnitsScreen {
    catalog: Catalog,
    input: LineInput,
    asked: Refresh,
    /// What is known; `None` until the desk has answered.
    view: Option<UnitsView>,
    /// What can be looked for of each unit, folded, in the order of the view.
    searched: Vec<String>,
    table: Option<Table<UnitCode>>,
}

impl UnitsScreen {
    /// The whole directory.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        Self {
            catalog,
            input: LineInput::new(LIMIT),
            asked: Refresh::new(Query::Units),
            view: None,
            searched: Vec::new(),
            table: None,
        }
    }

    fn take(&mut self, view: UnitsView, text: &Text) {
        self.searched = view
            .units
            .iter()
            .map(|unit| self.searched_of(unit))
            .collect();
        self.view = Some(view);
        self.list(text);
    }

    /// Everything a unit can be found by: name, code, head, telephone and its topics.
    fn searched_of(&self, unit: &Unit) -> String {
        let topics = self.catalog.topics();
        let names = unit.topics.iter().filter_map(|code| topics.get(&code.0));
        let names: Vec<&str> = names.map(|topic| topic.name.as_str()).collect();
        let phone = phone::spelled(unit.phone.as_str());
        fold(&format!(
            "{} {} {} {phone} {}",
            unit.name,
            unit.code,
            unit.head,
            names.join(" ")
        ))
    }

    fn list(&mut self, text: &Text) {
        let typed = fold(self.input.as_str());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let units = self.view.iter().flat_map(|view| &view.units);
        let found = units
            .zip(&self.searched)
            .filter(|(_, searched)| words.iter().all(|word| searched.contains(word)));
        let rows = found.map(|(unit, _)| listed(unit, text)).collect();
        let table = self
            .table
            .get_or_insert_with(|| Table::new(columns(text), text.get("units-nothing")));
        table.set_rows(rows);
    }

    fn selected(&self) -> Option<&Unit> {
        let code = self.table.as_ref()?.selected()?;
        let view = self.view.as_ref()?;
        view.units.iter().find(|unit| unit.code == *code)
    }

    /// Five lines about a unit.
    fn detail(&self, unit: &Unit, text: &Text) -> [String; DETAIL as usize] {
        let known = |key, value: &str| {
            let value = if value.is_empty() { "—" } else { value };
            format!("{}: {value}", text.get(key))
        };
        let phone = |number: &str| phone::spelled(number);
        let topics = self.catalog.topics();
        let names = unit.topics.iter();
        let names = names.map(|code| match topics.get(&code.0) {
            Some(topic) => topic.name(text.locale()).to_owned(),
            None => code.to_string(),
        });
        let names = names.collect::<Vec<_>>().join(", ");
        [
            [
                known("units-phone", &phone(unit.phone.as_str())),
                known("units-email", unit.email.as_str()),
            ]
            .join(" · "),
            [
                known("units-head", unit.head.as_str()),
                known("units-head-phone", &phone(unit.head_phone.as_str())),
                known("units-head-email", unit.head_email.as_str()),
            ]
            .join(" · "),
            known("units-address", unit.address.as_str()),
            known("units-topics", &names),
            self.answers(&unit.code, text),
        ]
    }

    /// How the answers of a unit fared.
    fn answers(&self, code: &UnitCode, text: &Text) -> String {
        let view = self.view.iter();
        let found = view
            .flat_map(|view| &view.rounds)
            .find(|rounds: &&UnitRounds| rounds.unit == *code);
        match found {
            Some(rounds) => {
                let values = [
                    ("answered", rounds.answered.into()),
                    ("rounds", rounds.rounds.into()),
                ];
                text.with("units-rounds", &values)
            }
            None => text.get("units-no-answers"),
        }
    }
}

fn columns(text: &Text) -> Vec<Column> {
    vec![
        Column::new(text.get("units-column-name"), Width::Share(3)),
        Column::new(text.get("units-column-phone"), Width::Cells(14)),
        Column::new(text.get("units-head"), Width::Share(2)),
        Column::new(text.get("units-column-code"), Width::Cells(16)).from_width(100),
    ]
}

fn listed(unit: &Unit, text: &Text) -> Row<UnitCode> {
    let name = unit.name.to_string();
    let (name, tone) = if unit.closed {
        (
            format!("{name} ({})", text.get("units-closed")),
            Tone::Muted,
        )
    } else {
        (name, Tone::Text)
    };
    Row::new(unit.code.clone())
        .toned(name, tone)
        .cell(phone::spelled(unit.phone.as_str()))
        .toned(unit.head.to_string(), Tone::Muted)
        .toned(unit.code.to_string(), Tone::Muted)
}

impl Screen for UnitsScreen {
    fn title(&self, text: &Text) -> String {
        text.get("units-title")
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&WRITING).and(&LIST).typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            // Units change seldom: not asked again on every change of the desk.
            Message::Shown => self.asked.ask(cx),
            Message::Translated => {
                self.table = None;
                self.list(cx.text);
            }
            Message::Answered(request, result) if self.asked.answered(request, cx) => {
                match result {
                    Ok(Answer::Units(view)) => self.take(view, cx.text),
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            message => {
                let moved = self.table.as_mut().map(|table| table.update(&message));
                if moved.is_some_and(|reply| reply.taken()) {
                    return;
                }
                if self.input.update(&message).changed() {
                    self.list(cx.text);
                }
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let label = cx.text.get("units-label");
        let lead = u16::try_from(fit::width(&label)).unwrap_or(0) + 2;
        let top = place::row(inside, 0);
        frame.render_widget(Line::styled(label, cx.theme.focus), top);
        let field = Rect {
            x: inside.x + lead.min(inside.width),
            width: inside.width.saturating_sub(lead),
            ..top
        };
        self.input.draw(frame, field, true, cx);
        let hint = cx.text.get("units-hint");
        self.input.draw_placeholder(frame, field, &hint, cx);
        let Some(table) = &self.table else {
            let loading = Line::styled(cx.text.get("units-loading"), cx.theme.muted);
            frame.render_widget(loading, place::row(inside, 2));
            return;
        };
        let height = inside.height.saturating_sub(2 + DETAIL + 1);
        table.draw(frame, place::rows(inside, 2, height), true, cx);
        let below = place::below(inside, inside.height.saturating_sub(DETAIL));
        if let Some(unit) = self.selected() {
            let cells = usize::from(below.width);
            for (at, said) in (0..).zip(self.detail(unit, cx.text)) {
                let said = fit::cut(&said, cells, cx.theme.glyphs.ellipsis);
                let line = Line::styled(said, cx.theme.muted);
                frame.render_widget(line, place::row(below, at));
            }
        }
    }
}

#[cfg(test)]
#[path = "units_tests.rs"]
mod tests;
