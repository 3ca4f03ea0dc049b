//! The questions of the first run.

use super::{Answers, QUOTAS};
use crate::catalog::{Office, Places};
use crate::domain::deadline::DeadlineRule;
use crate::domain::staff::Role;
use crate::i18n::Text;
use crate::labels::{at, labels, position};
use crate::text::ascii_digit;
use crate::tui::screens::start::{COUNTERS, NAME_LIMIT};
use crate::tui::widgets::form::{Field, Form};

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Province,
    Office,
    OfficeName,
    Quota,
    Deadline,
    Leave,
    Clerk,
    Role,
    Counter,
}

/// Most letters of an office's name.
const OFFICE_LIMIT: usize = 80;

/// Which office this is.
pub(super) fn office(answers: &Answers, places: &Places, text: &Text) -> Form<Ask> {
    let provinces = places
        .provinces()
        .iter()
        .map(|province| province.name.clone());
    let mut form = Form::new(vec![
        Field::pick(
            Ask::Province,
            text.get("queue-setup-province"),
            provinces.collect(),
        ),
        Field::pick(
            Ask::Office,
            text.get("queue-setup-which-office"),
            Vec::new(),
        ),
        Field::line(
            Ask::OfficeName,
            text.get("queue-setup-office-name"),
            OFFICE_LIMIT,
        )
        .hint(text.get("queue-setup-office-name-hint")),
    ]);
    let province = places
        .provinces()
        .iter()
        .position(|province| Some(province.plate) == answers.province);
    form.choose(Ask::Province, province);
    let offices = offices(answers, places);
    form.set_labels(Ask::Office, names(&offices));
    let office = offices
        .iter()
        .position(|office| Some(office.code) == answers.office);
    form.choose(Ask::Office, office);
    form.set_text(Ask::OfficeName, answers.office_name.as_str());
    form
}

/// The names of [`QUOTAS`].
const QUOTA_NAMES: [&str; QUOTAS.len()] = [
    "queue-setup-quota-1",
    "queue-setup-quota-2",
    "queue-setup-quota-3",
    "queue-setup-quota-4",
    "queue-setup-quota-none",
];

/// Key of what there is to know about a rule.
pub(super) fn explanation(ask: Ask) -> Option<&'static str> {
    match ask {
        Ask::Quota => Some("queue-setup-quota-hint"),
        Ask::Deadline => Some("queue-setup-deadline-hint"),
        Ask::Leave => Some("queue-setup-leave-hint"),
        _ => None,
    }
}

/// How the office works.
pub(super) fn rules(answers: &Answers, text: &Text) -> Form<Ask> {
    let quotas = QUOTA_NAMES.map(|key| text.get(key));
    let rules = DeadlineRule::ALL.map(|rule| {
        text.get(match rule {
            DeadlineRule::Calendar => "queue-setup-deadline-calendar",
            DeadlineRule::Working => "queue-setup-deadline-working",
        })
    });
    let leave = ["queue-setup-leave-no", "queue-setup-leave-yes"].map(|key| text.get(key));
    let mut form = Form::new(vec![
        Field::choice(Ask::Quota, text.get("queue-setup-quota"), quotas.to_vec()),
        Field::choice(
            Ask::Deadline,
            text.get("queue-setup-deadline"),
            rules.to_vec(),
        ),
        Field::choice(Ask::Leave, text.get("queue-setup-leave"), leave.to_vec()),
    ]);
    let quota = QUOTAS
        .iter()
        .position(|quota| *quota == answers.policy.quota);
    form.choose(Ask::Quota, quota);
    let rule = DeadlineRule::ALL
        .iter()
        .position(|rule| *rule == answers.deadline_rule);
    form.choose(Ask::Deadline, rule);
    form.choose(Ask::Leave, Some(usize::from(answers.leave_counts)));
    form
}

/// Who works here, and at which counter.
pub(super) fn clerk(answers: &Answers, text: &Text) -> Form<Ask> {
    let mut form = Form::new(vec![
        Field::line(Ask::Clerk, text.get("queue-setup-name"), NAME_LIMIT),
        Field::choice(
            Ask::Role,
            text.get("queue-setup-role"),
            labels::<Role>(text),
        ),
        Field::line(Ask::Counter, text.get("queue-start-counter"), 2),
    ]);
    form.set_text(Ask::Clerk, answers.clerk.as_str());
    form.choose(Ask::Role, position(answers.role));
    let counter = answers.counter.map(|counter| counter.to_string());
    form.set_text(Ask::Counter, counter.as_deref().unwrap_or_default());
    form
}

/// Takes the answer over, and what follows from it into the other fields.
pub(super) fn take(form: &mut Form<Ask>, answers: &mut Answers, ask: Ask, places: &Places) {
    form.set_warning(ask, None);
    let chosen = form.chosen(ask);
    match ask {
        Ask::Province => {
            let province = chosen.and_then(|at| places.provinces().get(at));
            answers.province = province.map(|province| province.plate);
            answers.office = None;
            form.set_labels(Ask::Office, names(&offices(answers, places)));
            form.choose(Ask::Office, None);
        }
        Ask::Office => {
            let offices = offices(answers, places);
            let office = chosen.and_then(|at| offices.get(at));
            answers.office = office.map(|office| office.code);
            if let Some(office) = office {
                form.set_text(Ask::OfficeName, &office.name);
                form.set_warning(Ask::OfficeName, None);
            }
            answers.office_name = form.text(Ask::OfficeName);
        }
        Ask::OfficeName => answers.office_name = form.text(ask),
        Ask::Quota => {
            if let Some(quota) = chosen.and_then(|at| QUOTAS.get(at)) {
                answers.policy.quota = *quota;
            }
        }
        Ask::Deadline => {
            if let Some(rule) = chosen.and_then(|at| DeadlineRule::ALL.get(at)) {
                answers.deadline_rule = *rule;
            }
        }
        Ask::Leave => answers.leave_counts = chosen == Some(1),
        Ask::Clerk => answers.clerk = form.text(ask),
        Ask::Role => {
            if let Some(role) = chosen.and_then(at) {
                answers.role = role;
            }
        }
        Ask::Counter => {
            let typed = form.text(ask);
            let digits: String = typed.as_str().chars().filter_map(ascii_digit).collect();
            answers.counter = digits.parse().ok().filter(|n| COUNTERS.contains(n));
        }
    }
}

fn offices(answers: &Answers, places: &Places) -> Vec<Office> {
    answers
        .province
        .map(|plate| places.offices(plate))
        .unwrap_or_default()
}

fn names(offices: &[Office]) -> Vec<String> {
    offices.iter().map(|office| office.name.clone()).collect()
}
