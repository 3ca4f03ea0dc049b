//! What each step asks for.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::sheet::{Ask, Plan};
use super::words;
use crate::catalog::Catalog;
use crate::desk::command::CaseAction;
use crate::desk::view::CaseView;
use crate::domain::calendar::istanbul_midnight;
use crate::domain::case::{AnswerSource, Competent, ContactWay, Outcome, PauseWhy, Said, Step};
use crate::domain::date::read_date;
use crate::domain::ids::{ApplicationId, OfficeCode};
use crate::domain::unit::UnitCode;
use crate::i18n::Text;
use crate::labels::{at, labels};
use crate::text::{CleanText, ascii_digit};
use crate::tui::widgets::form::{Field, Form};

/// Longest text of a step, in characters.
pub(super) const LONGEST: usize = 20_000;
/// Rows a text is shown in; more where there is room.
const ROWS: u16 = 4;
/// When somebody is called back where no time is told.
const MORNING: TimeDelta = TimeDelta::hours(9);
/// How an answer that the desk types can have come.
const TYPED: [AnswerSource; 2] = [AnswerSource::Paper, AnswerSource::Telephone];

/// A text of many lines.
pub(in crate::tui::screens) fn text_field(text: &Text, label: &str, hint: &str) -> Field<Ask> {
    Field::area(Ask::Text, text.get(label), LONGEST, ROWS).hint(text.get(hint))
}

/// A step that asks for its reason alone.
fn reasoned(
    title: &'static str,
    hint: &'static str,
    step: impl Fn(CleanText) -> CaseAction + 'static,
) -> Plan {
    let fields = move |text: &Text| vec![text_field(text, "case-reason", hint)];
    Plan::step(title, fields, move |form| Ok(step(form.text(Ask::Text))))
}

/// The unit said that it is not competent.
pub(super) fn returned() -> Plan {
    reasoned("case-return", "case-return-hint", |reason| {
        CaseAction::Return { reason }
    })
}

/// The applicant takes it back.
pub(super) fn withdrawn() -> Plan {
    reasoned("case-withdraw", "case-withdraw-hint", |reason| {
        CaseAction::Withdraw { reason }
    })
}

/// It is looked at once more.
pub(super) fn reopened() -> Plan {
    reasoned("case-reopen", "case-reopen-hint", |reason| {
        CaseAction::Reopen { reason }
    })
}

/// The unit asked; the desk answers.
pub(super) fn reply(view: &CaseView) -> Plan {
    let fields = |text: &Text| vec![text_field(text, "case-reply-text", "case-reply-hint")];
    let step = |form: &Form<Ask>| {
        let text = form.text(Ask::Text);
        Ok(CaseAction::Reply { text })
    };
    let asked = last_said(view, |step| matches!(step, Step::Ask));
    Plan::step("case-reply", fields, step).reading("case-read-question", asked)
}

/// The unit's answer, that came by paper or telephone.
pub(super) fn answer() -> Plan {
    let fields = |text: &Text| {
        let sources = TYPED.map(|source| text.get(words::source_key(source)));
        vec![
            Field::choice(
                Ask::Choice,
                text.get("case-outcome"),
                labels::<Outcome>(text),
            ),
            Field::choice(Ask::Second, text.get("case-source"), sources.to_vec()).always(0),
            text_field(text, "case-answer-text", "case-answer-hint"),
            Field::area(Ask::Ground, text.get("case-answer-ground"), LONGEST, 2)
                .hint(text.get("case-ground-hint")),
        ]
    };
    Plan::step("case-answer", fields, |form| {
        let outcome = form.chosen(Ask::Choice).and_then(at::<Outcome>);
        let source = form.chosen(Ask::Second).and_then(|at| TYPED.get(at));
        Ok(CaseAction::Answer {
            outcome: outcome.ok_or("case-outcome-missing")?,
            source: source.copied().unwrap_or(AnswerSource::Paper),
            said: Said {
                legal_ground: form.text(Ask::Ground),
                ..Said::text(form.text(Ask::Text))
            },
            attachments: Vec::new(),
        })
    })
}

/// The part of another unit, that came by paper or telephone.
pub(super) fn contribution(view: &CaseView) -> Plan {
    let units: Vec<UnitCode> = view.case.others.iter().cloned().collect();
    let names: Vec<String> = units.iter().map(ToString::to_string).collect();
    let fields = move |text: &Text| {
        vec![
            Field::choice(Ask::Choice, text.get("case-unit"), names.clone()).always(0),
            text_field(text, "case-answer-text", "case-contribute-hint"),
        ]
    };
    Plan::step("case-contribute", fields, move |form| {
        let unit = form.chosen(Ask::Choice).and_then(|at| units.get(at));
        Ok(CaseAction::Contribute {
            unit: unit.cloned().ok_or("case-unit-missing")?,
            said: Said::text(form.text(Ask::Text)),
            attachments: Vec::new(),
        })
    })
}

/// The clock stands.
pub(super) fn paused() -> Plan {
    let fields = |text: &Text| {
        vec![
            Field::choice(
                Ask::Choice,
                text.get("case-pause-why"),
                labels::<PauseWhy>(text),
            )
            .always(0),
            text_field(text, "case-reason", "case-pause-hint"),
        ]
    };
    Plan::step("case-pause", fields, |form| {
        let why = form.chosen(Ask::Choice).and_then(at::<PauseWhy>);
        Ok(CaseAction::Pause {
            why: why.unwrap_or(PauseWhy::Applicant),
            reason: form.text(Ask::Text),
        })
    })
}

/// The clock goes on.
pub(super) fn resumed(view: &CaseView) -> Plan {
    let fields = |text: &Text| vec![text_field(text, "case-note", "case-resume-hint")];
    let step = |form: &Form<Ask>| {
        let note = form.text(Ask::Text);
        Ok(CaseAction::Resume { note })
    };
    let why = last_said(view, |step| matches!(step, Step::Pause { .. }));
    Plan::step("case-resume", fields, step).reading("case-read-pause", why)
}

/// More time.
pub(super) fn extended() -> Plan {
    let fields = |text: &Text| {
        vec![
            Field::line(Ask::Days, text.get("case-days"), 3).hint(text.get("case-days-hint")),
            text_field(text, "case-reason", "case-extend-hint"),
        ]
    };
    Plan::step("case-extend", fields, |form| {
        Ok(CaseAction::Extend {
            days: number(form.text(Ask::Days).as_str()).ok_or("case-days-wrong")?,
            reason: form.text(Ask::Text),
        })
    })
}

/// It repeats another application.
pub(super) fn merged(into: ApplicationId, shown: String) -> Plan {
    let fields = |text: &Text| vec![text_field(text, "case-note", "case-merge-hint")];
    let step = move |form: &Form<Ask>| {
        let note = form.text(Ask::Text);
        Ok(CaseAction::Merge { into, note })
    };
    Plan::step("case-merge", fields, step).reading("case-read-merge", shown)
}

/// Somebody else is competent.
pub(super) fn forwarded(catalog: &Catalog) -> Plan {
    let places = catalog.places();
    let offices: Vec<(OfficeCode, String)> = places
        .provinces()
        .iter()
        .flat_map(|province| places.offices(province.plate))
        .map(|office| (office.code, office.name))
        .collect();
    let names: Vec<String> = offices.iter().map(|(_, name)| name.clone()).collect();
    let fields = move |text: &Text| {
        vec![
            Field::pick_or_text(Ask::Whom, text.get("case-whom"), names.clone())
                .hint(text.get("case-whom-hint")),
            text_field(text, "case-reason", "case-forward-hint"),
        ]
    };
    Plan::step("case-forward", fields, move |form| {
        let office = form.chosen(Ask::Whom).and_then(|at| offices.get(at));
        let to = match office {
            Some((code, _)) => Competent::Office(*code),
            None => Competent::Authority(form.text(Ask::Whom)),
        };
        let reason = form.text(Ask::Text);
        Ok(CaseAction::Forward { to, reason })
    })
}

/// The applicant was spoken to, or not reached.
pub(super) fn contact() -> Plan {
    let fields = |text: &Text| {
        let reached = ["case-reached", "case-not-reached"].map(|key| text.get(key));
        vec![
            Field::choice(
                Ask::Choice,
                text.get("case-way"),
                labels::<ContactWay>(text),
            )
            .always(0),
            Field::choice(Ask::Second, text.get("case-whether"), reached.to_vec()).always(0),
            Field::date(Ask::Day, text.get("case-back-day")).hint(text.get("case-back-hint")),
            Field::line(Ask::Time, text.get("case-back-time"), 5).beside(),
            text_field(text, "case-note", "case-contact-hint"),
        ]
    };
    Plan::step("case-contact", fields, |form| {
        let way = form.chosen(Ask::Choice).and_then(at::<ContactWay>);
        let day = form.text(Ask::Day);
        let time = form.text(Ask::Time);
        let call_back = match (day.is_blank(), time.is_blank()) {
            (true, true) => None,
            (true, false) => return Err("case-day-wrong"),
            _ => Some(moment(day.as_str(), time.as_str())?),
        };
        Ok(CaseAction::Contact {
            way: way.unwrap_or(ContactWay::Call),
            reached: form.chosen(Ask::Second) != Some(1),
            call_back,
            note: form.text(Ask::Text),
        })
    })
}

/// Whether the matter is solved.
pub(super) fn satisfied() -> Plan {
    let fields = |text: &Text| {
        let solved = ["case-step-solved", "case-step-not-solved"].map(|key| text.get(key));
        vec![
            Field::choice(Ask::Choice, text.get("case-says"), solved.to_vec()),
            text_field(text, "case-note", "case-satisfied-hint"),
        ]
    };
    Plan::step("case-satisfied", fields, |form| {
        let chosen = form.chosen(Ask::Choice).ok_or("case-says-missing")?;
        Ok(CaseAction::Satisfied {
            solved: chosen == 0,
            note: form.text(Ask::Text),
        })
    })
}

/// What was said with the last step of a kind.
pub(super) fn last_said(view: &CaseView, wanted: impl Fn(&Step) -> bool) -> String {
    let mut steps = view.history.iter().rev().filter(|line| !line.refused);
    let found = steps.find(|line| wanted(&line.moved.step));
    found.map_or_else(String::new, |line| line.moved.private.text.to_string())
}

fn number(typed: &str) -> Option<u16> {
    let digits: Option<String> = typed.trim().chars().map(ascii_digit).collect();
    digits?.parse().ok().filter(|days| *days > 0)
}

/// A day and a time as they are typed: `14`, `14:30`, `1430`; the morning where none is.
fn moment(day: &str, time: &str) -> Result<DateTime<Utc>, &'static str> {
    let day: NaiveDate = read_date(day).map_err(|_| "case-day-wrong")?;
    let digits: String = time.chars().filter_map(ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        0 => return Ok(istanbul_midnight(day) + MORNING),
        1 | 2 => (digits.as_str(), "0"),
        length => digits.split_at(length - 2),
    };
    let part = |text: &str, most: i64| text.parse::<i64>().ok().filter(|part| *part <= most);
    match (part(hours, 23), part(minutes, 59)) {
        (Some(hours), Some(minutes)) => {
            let time = TimeDelta::hours(hours) + TimeDelta::minutes(minutes);
            Ok(istanbul_midnight(day) + time)
        }
        _ => Err("case-time-wrong"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::date_and_time;

    #[test]
    fn days_and_times_as_people_type_them() {
        assert_eq!(number(" 10 "), Some(10));
        assert_eq!(number("١٠"), Some(10));
        for wrong in ["", "0", "on", "-3", "70000"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
        for (time, written) in [
            ("", "09:00"),
            ("14", "14:00"),
            ("14:30", "14:30"),
            ("930", "09:30"),
        ] {
            let at = moment("02.12.2026", time).map(date_and_time);
            assert_eq!(at, Ok(format!("02.12.2026 {written}")), "{time}");
        }
        assert_eq!(moment("02.13.2026", ""), Err("case-day-wrong"));
        assert_eq!(moment("02.12.2026", "25:00"), Err("case-time-wrong"));
    }
}
