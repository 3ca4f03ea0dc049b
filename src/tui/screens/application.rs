//! One application, whole.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::refresh::Refresh;
use crate::catalog::Catalog;
use crate::desk::view::ApplicationView;
use crate::desk::{Answer, DeskError, Query};
use crate::domain::calendar::{date_and_time, istanbul_day};
use crate::domain::date::write_date;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::person::{Birth, Person};
use crate::domain::phone;
use crate::i18n::Text;
use crate::labels::{self, Label, warning_key};
use crate::text::masked;
use crate::tui::chord::Chord;
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::LIST;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::scroll::{Scroll, draw_more};
use crate::tui::widgets::{fit, place};

/// Shows or hides the numbers of the person.
const UNMASK: Action = Action::new("application.unmask");
/// Another application of the same person.
const ANOTHER: Action = Action::new("application.another");

/// Keys of the page.
pub static APPLICATION: KeyTable = KeyTable::new(
    "application",
    "search-keys-application",
    &[
        Binding::new(UNMASK, &[Chord::char('1')], "search-unmask").weight(92),
        Binding::new(ANOTHER, &[Chord::char('2'), Chord::f(4)], "search-another").weight(91),
    ],
);

/// Digits shown at both ends of an identity number and of a telephone while they are masked, with `*`
/// for the others as in official letters.
pub const OPEN_NUMBER: (usize, usize) = (3, 2);
const OPEN_PHONE: (usize, usize) = (4, 2);

/// Cells of the labels.
const LABELS: u16 = 12;

/// The text stands beside the facts from this width on.
const TWO_COLUMNS: u16 = 104;

/// Somebody an application was just looked at of, given back to the screen beneath: they want
/// another one registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamePerson {
    pub id: PersonId,
    pub person: Person,
}

/// The page.
pub struct ApplicationScreen {
    catalog: Catalog,
    asked: Refresh,
    view: Option<Box<ApplicationView>>,
    /// The desk has answered that there is none.
    missing: bool,
    open: bool,
    scroll: Scroll,
}

/// A line of facts: its label, what is said, how.
struct Fact {
    label: &'static str,
    said: String,
    style: Style,
}

impl Fact {
    fn new(label: &'static str, said: String, style: Style) -> Self {
        Self { label, said, style }
    }
}

impl ApplicationScreen {
    /// The page of an application.
    #[must_use]
    pub fn new(catalog: Catalog, id: ApplicationId) -> Self {
        Self {
            catalog,
            asked: Refresh::new(Query::Application(id)),
            view: None,
            missing: false,
            open: false,
            scroll: Scroll::default(),
        }
    }

    fn show(&mut self, result: Result<Answer, DeskError>, cx: &mut Context<'_>) {
        match result {
            Ok(Answer::Application(view)) => {
                self.missing = view.is_none();
                self.view = view;
            }
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    fn facts(&self, view: &ApplicationView, cx: &ViewContext<'_>) -> Vec<Fact> {
        let mut facts = self.who(view, cx);
        facts.extend(self.what(view, cx));
        facts.extend(terms(view, cx));
        facts.extend(listed("search-fact-files", files(view), cx.theme.text));
        let warnings = warnings(view, cx.text);
        facts.extend(listed("search-fact-warnings", warnings, cx.theme.muted));
        let receipt = if view.receipt {
            "search-receipt"
        } else {
            "search-no-receipt"
        };
        let receipt = cx.text.get(receipt);
        facts.push(Fact::new("search-fact-central", receipt, cx.theme.muted));
        facts.retain(|fact| !fact.said.is_empty());
        facts
    }

    fn who(&self, view: &ApplicationView, cx: &ViewContext<'_>) -> Vec<Fact> {
        let (person, text, theme) = (&view.person, cx.text, cx.theme);
        let name = person.full_name();
        let erased = name.is_empty() && view.record.private.text.is_empty();
        let name = if erased {
            text.get("search-erased")
        } else {
            name
        };
        vec![
            Fact::new("search-fact-applicant", name, theme.title),
            Fact::new("", self.numbers(person, text), theme.text),
            Fact::new("", self.home(person), theme.text),
            Fact::new("", traits(person, text), theme.muted),
        ]
    }

    fn what(&self, view: &ApplicationView, cx: &ViewContext<'_>) -> [Fact; 2] {
        let (record, text, theme) = (&view.record, cx.text, cx.theme);
        let topic = match &record.topic {
            Some(code) => self.catalog.topics().full_name(&code.0, text.locale()),
            None => text.get("search-no-topic"),
        };
        let kind = text.get(record.application_kind.key());
        let mut how = vec![kind, text.get(record.channel.key())];
        if record.signed_petition {
            how.push(text.get("search-petition"));
        }
        [
            Fact::new("search-fact-topic", topic, theme.text),
            Fact::new("search-fact-kind", how.join(" · "), theme.text),
        ]
    }

    fn numbers(&self, person: &Person, text: &Text) -> String {
        let shown = |number: &str, open| {
            if self.open {
                number.to_owned()
            } else {
                masked(number, open)
            }
        };
        let number = person.number.as_ref();
        let number = number.map(|number| shown(number.as_str(), OPEN_NUMBER));
        let phone = person.phone.as_ref();
        let phone = phone.map(|phone| shown(&phone::spelled(phone.as_str()), OPEN_PHONE));
        let kind = text.get(person.kind.key());
        let kind = match number {
            Some(number) => format!("{kind} {number}"),
            None => kind,
        };
        std::iter::once(kind)
            .chain(phone)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    fn home(&self, person: &Person) -> String {
        let neighbourhood = person.neighbourhood.as_ref().map(ToString::to_string);
        let place = person.place.and_then(|p| self.catalog.places().name(p));
        let parts = neighbourhood.into_iter().chain(place);
        parts.collect::<Vec<_>>().join(", ")
    }

    fn head(&self, view: &ApplicationView, cx: &ViewContext<'_>) -> Line<'static> {
        let at = date_and_time(view.record.registered_at);
        let by = match &view.registered_by {
            Some(name) => format!("{at} · {name}"),
            None => at,
        };
        Line::from(vec![
            Span::styled(format!(" {}", view.record.number), cx.theme.accent),
            Span::styled(format!("   {by}"), cx.theme.muted),
        ])
    }

    /// The facts in lines of so many cells.
    fn fact_lines(
        &self,
        view: &ApplicationView,
        width: u16,
        cx: &ViewContext<'_>,
    ) -> Vec<Line<'static>> {
        let room = usize::from(width.saturating_sub(LABELS + 2));
        let mut lines = Vec::new();
        for fact in self.facts(view, cx) {
            let label = match fact.label {
                "" => String::new(),
                key => cx.text.get(key),
            };
            for (nth, said) in fit::wrap(&fact.said, room).into_iter().enumerate() {
                let label = if nth == 0 { label.as_str() } else { "" };
                let label = fit::exactly(label, usize::from(LABELS), cx.theme.glyphs.ellipsis);
                lines.push(Line::from(vec![
                    Span::styled(format!(" {label}"), cx.theme.muted),
                    Span::styled(said, fact.style),
                ]));
            }
        }
        lines
    }

    fn text_lines(view: &ApplicationView, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let room = usize::from(width.saturating_sub(2));
        let text = &view.record.private.text;
        let text = if text.is_blank() {
            cx.text.get("search-no-text")
        } else {
            text.to_string()
        };
        let lines = fit::wrap(&text, room).into_iter();
        lines.map(|line| Line::from(format!(" {line}"))).collect()
    }

    /// Draws lines from the one scrolled to.
    fn draw_scrolled(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: Vec<Line<'static>>,
        cx: &ViewContext<'_>,
    ) {
        let more = self.scroll.draw(frame, area, lines);
        draw_more(frame, area, more, cx);
    }
}

/// Birth, gender, education and work, as far as they were told.
fn traits(person: &Person, text: &Text) -> String {
    let birth = match &person.birth {
        Some(Birth::Date(date)) => Some(write_date(*date)),
        Some(Birth::Group(group)) => Some(text.get(group.key())),
        Some(Birth::AsTyped(typed)) => Some(typed.to_string()),
        None => None,
    };
    let gender = person.gender.map(|gender| text.get(gender.key()));
    let education = person.education.map(|education| text.get(education.key()));
    let sector = person.sector.map(|sector| text.get(sector.key()));
    let told = [birth, gender, education, sector].into_iter().flatten();
    told.collect::<Vec<_>>().join(" · ")
}

/// By when the office answers, and the law's own term.
fn terms(view: &ApplicationView, cx: &ViewContext<'_>) -> Vec<Fact> {
    let (record, text, theme) = (&view.record, cx.text, cx.theme);
    let today = istanbul_day(cx.now);
    let due = &record.deadline;
    let style = if due.is_overdue(today) {
        theme.danger
    } else {
        theme.text
    };
    let left = labels::days_left(due.days_left(today), text);
    let rule = labels::rule(due.rule, text);
    let day = labels::long_date(due.due, text);
    let answer = format!("{day} · {left} · {rule}");
    let mut terms = vec![Fact::new("search-fact-due", answer, style)];
    if let Some(legal) = &record.legal_deadline {
        let law = labels::law(legal.rule, text);
        let day = labels::long_date(legal.due, text);
        let legal = format!("{day} · {law}");
        terms.push(Fact::new("search-fact-legal", legal, theme.text));
    }
    terms
}

/// Several things under one label.
fn listed(label: &'static str, all: Vec<String>, style: Style) -> impl Iterator<Item = Fact> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    labels
        .zip(all)
        .map(move |(label, said)| Fact::new(label, said, style))
}

/// The warnings that stood when it was registered, with the clerk's reasons.
fn warnings(view: &ApplicationView, text: &Text) -> Vec<String> {
    let accepted = view.record.private.accepted.iter();
    accepted
        .map(|accepted| {
            let warning = text.get(warning_key(accepted.warning));
            let reason = if accepted.reason.is_blank() {
                text.get("search-no-reason")
            } else {
                accepted.reason.to_string()
            };
            format!("{warning} → {reason}")
        })
        .collect()
}

fn files(view: &ApplicationView) -> Vec<String> {
    let names = &view.record.private.file_names;
    let files = view.record.attachments.iter().enumerate();
    files
        .map(|(at, file)| {
            let name = names.get(at).map(ToString::to_string).unwrap_or_default();
            format!("{name} ({})", labels::size(file.size))
                .trim()
                .to_owned()
        })
        .collect()
}

impl Screen for ApplicationScreen {
    fn title(&self, text: &Text) -> String {
        match &self.view {
            Some(view) => view.record.number.to_string(),
            None => text.get("search-title-application"),
        }
    }

    fn keys(&self) -> Keys {
        let keys = Keys::new().and(&LIST).and(&APPLICATION);
        let none = self.view.is_none();
        keys.without_if(none, UNMASK).without_if(none, ANOTHER)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown | Message::Changed => self.asked.ask(cx),
            Message::Answered(request, result) if self.asked.answered(request, cx) => {
                self.show(result, cx);
            }
            Message::Action(UNMASK) => self.open = !self.open,
            Message::Action(ANOTHER) => {
                if let Some(view) = &self.view {
                    cx.give_back(SamePerson {
                        id: view.record.person,
                        person: view.person.clone(),
                    });
                }
            }
            Message::Action(action) => self.scroll.update(action),
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let Some(view) = &self.view else {
            if self.missing {
                let said = format!("  {}", cx.text.get("search-missing"));
                frame.render_widget(Line::styled(said, cx.theme.warning), area);
            }
            return;
        };
        frame.render_widget(self.head(view, cx), place::row(area, 0));
        let rest = place::below(area, 2);
        if area.width >= TWO_COLUMNS {
            let left = Rect {
                width: area.width / 2,
                ..rest
            };
            let right = Rect {
                x: left.right(),
                width: area.width - left.width,
                ..rest
            };
            for (row, line) in left.rows().zip(self.fact_lines(view, left.width, cx)) {
                frame.render_widget(line, row);
            }
            self.draw_scrolled(frame, right, Self::text_lines(view, right.width, cx), cx);
        } else {
            let mut lines = self.fact_lines(view, area.width, cx);
            lines.push(Line::default());
            lines.extend(Self::text_lines(view, area.width, cx));
            self.draw_scrolled(frame, rest, lines, cx);
        }
    }
}

#[cfg(test)]
#[path = "application_tests.rs"]
mod tests;
