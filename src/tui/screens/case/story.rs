//! The facts of a case: who, what, where it is, whose turn, how long left, what was said.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::words;
use crate::catalog::Catalog;
use crate::desk::view::ApplicationView;
use crate::desk::view::CaseView;
use crate::domain::calendar::date_and_time;
use crate::domain::date::write_date;
use crate::domain::person::{Birth, Person};
use crate::domain::phone;
use crate::domain::unit::Unit;
use crate::i18n::Text;
use crate::labels::{self, Label, warning_key};
use crate::text::masked;
use crate::tui::screen::ViewContext;
use crate::tui::widgets::fit;

/// Digits shown at both ends of an identity number and of a telephone while they are masked, with
/// `*` for the others as in official letters.
pub const OPEN_NUMBER: (usize, usize) = (3, 2);
const OPEN_PHONE: (usize, usize) = (4, 2);

/// Cells of the labels.
const LABELS: u16 = 12;

/// Messages shown; the history tells the others.
const MESSAGES: usize = 3;

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

/// Tells a case.
pub(super) struct Story<'a> {
    pub(super) view: &'a CaseView,
    pub(super) catalog: &'a Catalog,
    /// The directory, for names.
    pub(super) units: &'a [Unit],
    /// Whether numbers of the person are shown whole.
    pub(super) open: bool,
}

impl Story<'_> {
    /// The number, when and by whom it was registered.
    pub(super) fn head(&self, cx: &ViewContext<'_>) -> Line<'static> {
        let application = &self.view.application;
        let at = date_and_time(application.record.registered_at);
        let by = match &application.registered_by {
            Some(name) => format!("{at} · {name}"),
            None => at,
        };
        Line::from(vec![
            Span::styled(format!(" {}", application.record.number), cx.theme.accent),
            Span::styled(format!("   {by}"), cx.theme.muted),
        ])
    }

    /// What is to be seen first, in lines of so many cells.
    pub(super) fn first(&self, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let mut facts = self.who(cx);
        facts.extend(self.former(cx));
        facts.extend(self.what(cx));
        facts.extend(self.standing(cx));
        facts.extend(self.terms(cx));
        facts.extend(self.waiting(cx));
        facts.extend(self.told(cx));
        lines(facts, width, cx)
    }

    /// Everything else that is known of the application.
    pub(super) fn more(&self, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let (view, text, theme) = (&self.view.application, cx.text, cx.theme);
        let mut facts = vec![
            Fact::new("case-fact-home", self.home(&view.person), theme.text),
            Fact::new("case-fact-about", traits(&view.person, text), theme.muted),
        ];
        facts.extend(listed("search-fact-files", files(view), theme.text));
        let warnings = warnings(view, text);
        facts.extend(listed("search-fact-warnings", warnings, theme.muted));
        let receipt = if view.receipt {
            "search-receipt"
        } else {
            "search-no-receipt"
        };
        let receipt = text.get(receipt);
        facts.push(Fact::new("search-fact-central", receipt, theme.muted));
        lines(facts, width, cx)
    }

    /// What the applicant says, in lines of so many cells.
    pub(super) fn text(&self, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let room = usize::from(width.saturating_sub(2));
        let text = &self.view.application.record.private.text;
        let text = if text.is_blank() {
            cx.text.get("search-no-text")
        } else {
            text.to_string()
        };
        let lines = fit::wrap(&text, room).into_iter();
        lines.map(|line| Line::from(format!(" {line}"))).collect()
    }

    fn who(&self, cx: &ViewContext<'_>) -> Vec<Fact> {
        let (view, text, theme) = (&self.view.application, cx.text, cx.theme);
        let name = view.person.full_name();
        let erased = name.is_empty() && view.record.private.text.is_empty();
        let name = if erased {
            text.get("search-erased")
        } else {
            name
        };
        vec![
            Fact::new("search-fact-applicant", name, theme.title),
            Fact::new("", self.numbers(&view.person, text), theme.text),
        ]
    }

    fn what(&self, cx: &ViewContext<'_>) -> [Fact; 2] {
        let (record, text, theme) = (&self.view.application.record, cx.text, cx.theme);
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

    /// The numbers it had before, if it was given another one.
    fn former(&self, cx: &ViewContext<'_>) -> Option<Fact> {
        let numbers = self.view.application.former_numbers.iter();
        let numbers: Vec<String> = numbers.map(ToString::to_string).collect();
        let fact = || Fact::new("case-fact-former", numbers.join(", "), cx.theme.text);
        (!numbers.is_empty()).then(fact)
    }

    /// Where it is and whose turn it is.
    fn standing(&self, cx: &ViewContext<'_>) -> [Fact; 2] {
        let place = words::place(self.view, cx.text);
        let turn = words::turn(&self.view.case, cx.text);
        [
            Fact::new("case-fact-place", place, cx.theme.title),
            Fact::new("case-fact-turn", turn, cx.theme.accent),
        ]
    }

    /// By when the office answers, and the law's own term.
    fn terms(&self, cx: &ViewContext<'_>) -> Vec<Fact> {
        let (case, text, theme) = (&self.view.case, cx.text, cx.theme);
        let due = &case.term.deadline;
        let day = labels::long_date(due.due, text);
        let mut terms = Vec::new();
        if case.stage.is_open() {
            let rule = labels::rule(due.rule, text);
            let left = labels::days_left(due.days_left(self.view.today), text);
            let (said, style) = match case.paused {
                Some(why) => {
                    let values = [("why", text.get(why.key()).into())];
                    (text.with("case-paused", &values), theme.warning)
                }
                None if due.is_overdue(self.view.today) => (left, theme.danger),
                None if self.view.today >= case.term.warn => (left, theme.warning),
                None => (left, theme.text),
            };
            let said = format!("{day} · {said} · {rule}");
            terms.push(Fact::new("search-fact-due", said, style));
        }
        if let Some(legal) = &self.view.application.record.legal_deadline {
            let law = labels::law(legal.rule, text);
            let day = labels::long_date(legal.due, text);
            let legal = format!("{day} · {law}");
            terms.push(Fact::new("search-fact-legal", legal, theme.text));
        }
        terms
    }

    /// What somebody waits for beside the step that is due.
    fn waiting(&self, cx: &ViewContext<'_>) -> Vec<Fact> {
        let (case, text, theme) = (&self.view.case, cx.text, cx.theme);
        let mut waiting = Vec::new();
        if let Some(at) = case.call_back {
            let values = [("time", date_and_time(at).into())];
            let style = if at <= cx.now {
                theme.warning
            } else {
                theme.text
            };
            let said = text.with("case-call-back", &values);
            waiting.push(Fact::new("case-fact-call-back", said, style));
        }
        if !case.others.is_empty() && case.stage.is_open() {
            let others = words::unit_names(&case.others, self.units);
            waiting.push(Fact::new("case-fact-others", others, theme.text));
        }
        if case.rounds > 0 {
            let said = text.with("case-rounds", &[("rounds", case.rounds.into())]);
            waiting.push(Fact::new("case-fact-rounds", said, theme.text));
        }
        waiting
    }

    /// What the applicant was told, the latest first.
    fn told(&self, cx: &ViewContext<'_>) -> Vec<Fact> {
        let told = self.view.messages.iter().rev();
        let told = told.filter(|message| message.stage.is_for_applicant());
        let messages = told.take(MESSAGES);
        let told: Vec<String> = messages.map(|one| words::message(one, cx.text)).collect();
        if told.is_empty() {
            let nothing = cx.text.get("case-told-nothing");
            return vec![Fact::new("case-fact-told", nothing, cx.theme.muted)];
        }
        listed("case-fact-told", told, cx.theme.text).collect()
    }

    fn numbers(&self, person: &Person, text: &Text) -> String {
        let shown = |number: &str, ends| {
            if self.open {
                number.to_owned()
            } else {
                masked(number, ends)
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
        let parts = std::iter::once(kind).chain(phone);
        parts.collect::<Vec<_>>().join(" · ")
    }

    fn home(&self, person: &Person) -> String {
        let neighbourhood = person.neighbourhood.as_ref().map(ToString::to_string);
        let place = person.place.and_then(|p| self.catalog.places().name(p));
        let parts = neighbourhood.into_iter().chain(place);
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Facts in lines of so many cells; those that say nothing are left out.
fn lines(facts: Vec<Fact>, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
    let room = usize::from(width.saturating_sub(LABELS + 2));
    let mut lines = Vec::new();
    for fact in facts.iter().filter(|fact| !fact.said.is_empty()) {
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

/// Several things under one label.
fn listed(label: &'static str, all: Vec<String>, style: Style) -> impl Iterator<Item = Fact> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    labels
        .zip(all)
        .map(move |(label, said)| Fact::new(label, said, style))
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
