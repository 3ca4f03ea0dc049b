//! The page on which a person decides: what happened, both sides with what differs marked, and the
//! reason below.

use super::{keys, words};
use crate::catalog::Catalog;
use crate::desk::command::Choice;
use crate::desk::view::{ApplicationView, HistoryLine, PersonSide, ReviewView, Sides};
use crate::domain::calendar::date_and_time;
use crate::domain::person_merge::PersonField;
use crate::i18n::Text;
use crate::sync::wire::Operation;
use crate::tui::keymap::{Action, KeyTable};
use crate::tui::screens::case::sheet::{Ask, Decide, Plan, Taken};
use crate::tui::screens::case::steps::text_field;
use crate::tui::screens::case::words as case_words;

/// Stands before a line that is not the same on both sides.
const DIFFERS: &str = "* ";
const SAME: &str = "  ";
/// Characters of a topic and a text that are enough to know an application by.
const GLIMPSE: usize = 70;
/// Rows of a reason and its hint, so that both sides are seen on the smallest terminal.
const FORM_ROWS: u16 = 6;

/// What the page of a question shows and asks. Who does not decide reads it.
pub(super) fn plan(view: &ReviewView, decides: bool, (catalog, text): (&Catalog, &Text)) -> Plan {
    let item = view.row.item;
    let way = |choice: Choice| -> (Action, Decide) {
        let decide: Decide =
            Box::new(move |form| Ok(Taken::Decision(item, choice, form.text(Ask::Text))));
        (action(choice), decide)
    };
    let choices = view.choices().iter().copied();
    let owes = view
        .choices()
        .iter()
        .any(|choice| ReviewView::owes_reason(*choice));
    let hint = if owes {
        "reviews-reason-owed"
    } else {
        "reviews-reason-hint"
    };
    let mut plan = Plan {
        title: "reviews-decide",
        keys: if decides { table(view) } else { &keys::READ },
        lead: Vec::new(),
        fields: Box::new(move |text| match decides {
            true => vec![text_field(text, "case-reason", hint)],
            false => Vec::new(),
        }),
        form_rows: FORM_ROWS,
        ways: choices.filter(|_| decides).map(way).collect(),
    };
    plan = plan.reading("reviews-read-about", about(view, decides, text));
    match &view.sides {
        Sides::Person {
            field,
            first,
            second,
        } => {
            let side = |side: &PersonSide| person(*field, side, (catalog, text));
            plan.reading("reviews-read-first", side(first))
                .reading("reviews-read-second", side(second))
        }
        Sides::Step {
            refused,
            before,
            case,
        } => {
            let stands = before.as_ref().map(|line| step(line, text));
            let stands = stands.unwrap_or_else(|| text.get("case-step-registered"));
            let now = case_words::turn(case, text);
            plan.reading("reviews-read-first", format!("{stands}\n{now}"))
                .reading("reviews-read-second", step(refused, text))
        }
        Sides::Numbers { first, second } => {
            let side = |one: &Option<Box<ApplicationView>>| {
                one.as_deref()
                    .map(|view| application(view, (catalog, text)))
            };
            let (first, second) = marked(side(first), side(second));
            plan.reading("reviews-read-first", first)
                .reading("reviews-read-second", second)
        }
        Sides::Rejected { operation, .. } => {
            plan.reading("reviews-read-record", record(operation, text).join("\n"))
        }
        Sides::Contradiction { held, offered } => {
            let here = held.as_ref().map(|held| record(held, text));
            let (here, there) = marked(here, Some(record(offered, text)));
            plan.reading("reviews-read-here", here)
                .reading("reviews-read-central", there)
        }
        Sides::Office(office) => {
            let name = catalog.places().office(*office).map(|office| office.name);
            plan.reading(
                "reviews-read-office",
                name.unwrap_or_else(|| office.to_string()),
            )
        }
    }
}

/// What happened, to whom; and who decides, for those who do not.
fn about(view: &ReviewView, decides: bool, text: &Text) -> String {
    let mut about = words::about(&view.row.kind, text);
    let number = view.row.application.map(|(_, number)| number.to_string());
    let whom: Vec<String> = number.into_iter().chain([words::whom(&view.row)]).collect();
    about = format!("{}\n{about}", whom.join(" · "));
    if !decides {
        about = format!("{about}\n{}", text.get("reviews-not-yours"));
    }
    about
}

fn action(choice: Choice) -> Action {
    match choice {
        Choice::KeepFirst => keys::KEEP,
        Choice::TakeSecond => keys::TAKE,
        Choice::Renumber => keys::RENUMBER,
        Choice::SendAgain => keys::SEND,
        Choice::TakeUp => keys::TAKE_UP,
        Choice::Dismiss => keys::DISMISS,
    }
}

fn table(view: &ReviewView) -> &'static KeyTable {
    match view.choices() {
        [_, Choice::TakeSecond] => &keys::PERSON,
        [_, Choice::TakeUp] => &keys::STEP,
        [Choice::Renumber, _] => &keys::NUMBERS,
        [Choice::SendAgain, _] => &keys::REJECTED,
        _ => &keys::NOTED,
    }
}

/// The value, marked, and whose it is.
fn person(field: PersonField, side: &PersonSide, (catalog, text): (&Catalog, &Text)) -> String {
    let name = text.get(words::field_key(field));
    let value = words::value(field, &side.person, (catalog.places(), text));
    let by = words::by(side.by.as_ref(), text);
    let at = date_and_time(side.at);
    format!("{DIFFERS}{name}: {value}\n{SAME}{by} · {at}")
}

fn step(line: &HistoryLine, text: &Text) -> String {
    let by = words::by(line.by.as_ref(), text);
    let mut said = vec![format!(
        "{} · {by} · {}",
        case_words::step(line, &[], text),
        date_and_time(line.at)
    )];
    let spoken = case_words::said(line, text).into_iter();
    said.extend(spoken.map(String::from));
    said.join("\n")
}

/// What tells two applications apart.
fn application(view: &ApplicationView, (catalog, text): (&Catalog, &Text)) -> Vec<String> {
    let record = &view.record;
    let topic = record.topic.as_ref();
    let topic = topic.and_then(|code| catalog.topics().get(&code.0));
    let topic = topic.map(|topic| topic.name(text.locale()).to_owned());
    let topic = topic.unwrap_or_else(|| text.get("work-no-topic"));
    let about = format!("{topic} — {}", record.private.text).replace('\n', " ");
    vec![
        view.person.full_name(),
        format!(
            "{} · {}",
            date_and_time(record.registered_at),
            words::by(view.registered_by.as_ref(), text)
        ),
        about.chars().take(GLIMPSE).collect(),
    ]
}

/// What is known of a record without reading it.
fn record(operation: &Operation, text: &Text) -> Vec<String> {
    let kind = text.get(match operation.kind.as_str() {
        "application_registered" => "reviews-record-registered",
        "case_moved" => "reviews-record-moved",
        "person_recorded" => "reviews-record-person",
        _ => "reviews-record-other",
    });
    let values = [
        ("number", operation.dseq.into()),
        (
            "hash",
            operation.hash.chars().take(16).collect::<String>().into(),
        ),
    ];
    vec![
        format!("{kind} ({})", operation.kind),
        date_and_time(operation.device_time),
        text.with("reviews-record-place", &values),
    ]
}

/// Two sides, line by line, those that differ marked.
fn marked(first: Option<Vec<String>>, second: Option<Vec<String>>) -> (String, String) {
    let (first, second) = (first.unwrap_or_default(), second.unwrap_or_default());
    let mark = |mine: &[String], other: &[String]| {
        let lines = mine.iter().enumerate().map(|(at, line)| {
            let mark = if other.get(at) == Some(line) {
                SAME
            } else {
                DIFFERS
            };
            format!("{mark}{line}")
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    (mark(&first, &second), mark(&second, &first))
}
