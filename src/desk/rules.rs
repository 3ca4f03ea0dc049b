//! `acikkapi office …`: the office's rules, shown and changed.
//!
//! A change is an event like any other: what was decided by the old rules stays, and reports know
//! which rule a day was worked by.

use std::num::NonZeroU32;

use crate::domain::deadline::DeadlineRule;
use crate::domain::event::OfficeConfigured;
use crate::domain::ladder::{Ladder, LadderError, Rung};
use crate::domain::queue::Policy;
use crate::domain::term::Moment;
use crate::i18n::{Text, Value};
use crate::store::{Reads, Store};

use super::error::DeskError;
use super::usecase::configure;

/// What is to be another; what is `None` stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleChanges {
    pub policy: Option<Policy>,
    pub deadline_rule: Option<DeadlineRule>,
    pub leave_counts: Option<bool>,
    pub reopen_days: Option<u16>,
    pub correction_days: Option<u16>,
    pub ladder: Option<Ladder>,
}

impl RuleChanges {
    fn apply(self, office: &OfficeConfigured) -> OfficeConfigured {
        let mut office = office.clone();
        let rules = &mut office.case_rules;
        rules.reopen_days = self.reopen_days.unwrap_or(rules.reopen_days);
        rules.correction_days = self.correction_days.unwrap_or(rules.correction_days);
        rules.ladder = self.ladder.unwrap_or(rules.ladder);
        office.policy = self.policy.unwrap_or(office.policy);
        office.deadline_rule = self.deadline_rule.unwrap_or(office.deadline_rule);
        office.leave_counts = self.leave_counts.unwrap_or(office.leave_counts);
        office
    }
}

/// How many priority calls may follow one another: a number, or `none` for as many as there are.
#[must_use]
pub fn read_policy(written: &str) -> Option<Policy> {
    if written == "none" {
        return Some(Policy { quota: None });
    }
    let quota: NonZeroU32 = written.parse().ok()?;
    Some(Policy { quota: Some(quota) })
}

/// A ladder as it is written: four moments, the unit's first, such as `approaching,due,1,3`, where
/// a number is working days after the last day.
///
/// # Errors
/// `None`: a moment cannot be read, or there are not four; [`LadderError`]: their order is wrong.
pub fn read_ladder(written: &str) -> Result<Ladder, Option<LadderError>> {
    let moments: Option<Vec<Moment>> = written.split(',').map(read_moment).collect();
    let moments: [Moment; 4] = moments
        .and_then(|moments| moments.try_into().ok())
        .ok_or(None)?;
    Ladder::new(moments).map_err(Some)
}

fn read_moment(written: &str) -> Option<Moment> {
    match written.trim() {
        "approaching" => Some(Moment::Approaching),
        "due" => Some(Moment::DueToday),
        days => days.parse().ok().map(Moment::Overdue),
    }
}

/// The office and its rules, a line each.
///
/// # Errors
/// When the desk's file cannot be read, or the office is not set up.
pub fn show(read: Reads<'_>, text: &Text) -> Result<String, DeskError> {
    let office = read.office()?.ok_or(DeskError::NotSetUp)?;
    Ok(shown(&office, text))
}

/// Changes rules, and shows them as they are then.
///
/// # Errors
/// Why nothing was changed.
pub fn change(store: &mut Store, changes: RuleChanges, text: &Text) -> Result<String, DeskError> {
    let office = store.transact(|tx| {
        let office = tx.read().office()?.ok_or(DeskError::NotSetUp)?;
        let changed = changes.apply(&office);
        if changed != office {
            configure(tx, changed.clone())?;
        }
        Ok::<_, DeskError>(changed)
    })?;
    Ok(shown(&office, text))
}

fn shown(office: &OfficeConfigured, text: &Text) -> String {
    let rules = &office.case_rules;
    let number = |number: u16| Value::from(u32::from(number));
    let run = match office.policy.quota {
        Some(quota) => text.with("desk-rules-run", &[("run", quota.get().into())]),
        None => text.get("desk-rules-run-none"),
    };
    let count = match office.deadline_rule {
        DeadlineRule::Calendar => "desk-rules-calendar",
        DeadlineRule::Working => "desk-rules-working",
    };
    let leave = if office.leave_counts {
        "desk-rules-leave-counts"
    } else {
        "desk-rules-leave-worked"
    };
    let mut lines = vec![
        format!("{}  {}", office.office, office.name),
        run,
        text.get(count),
        text.get(leave),
        text.with("desk-rules-reopen", &[("days", number(rules.reopen_days))]),
        text.with(
            "desk-rules-correction",
            &[("days", number(rules.correction_days))],
        ),
        text.get("desk-rules-ladder"),
    ];
    for (rung, moment) in Rung::ALL.into_iter().zip(rules.ladder.moments()) {
        lines.push(format!(
            "  {}: {}",
            text.get(rung_key(rung)),
            when(moment, text)
        ));
    }
    lines.join("\n") + "\n"
}

fn rung_key(rung: Rung) -> &'static str {
    match rung {
        Rung::Unit => "desk-rules-unit",
        Rung::Head => "desk-rules-head",
        Rung::Supervisor => "desk-rules-supervisor",
        Rung::Chief => "desk-rules-chief",
    }
}

fn when(moment: Moment, text: &Text) -> String {
    match moment {
        Moment::Approaching => text.get("desk-rules-approaching"),
        Moment::DueToday => text.get("desk-rules-due"),
        Moment::Overdue(days) => text.with("desk-rules-over", &[("days", u32::from(days).into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_is_four_moments_in_order() {
        assert_eq!(read_ladder("approaching,due,1,3"), Ok(Ladder::default()));
        assert!(read_ladder("due, due, 0, 65535").is_ok());
        for wrong in [
            "",
            "approaching,due,1",
            "approaching,due,1,3,4",
            "a,b,c,d",
            "-1,1,2,3",
        ] {
            assert_eq!(read_ladder(wrong), Err(None), "{wrong}");
        }
        assert_eq!(read_ladder("3,due,1,3"), Err(Some(LadderError)));
    }

    #[test]
    fn a_policy_is_a_number_or_none() {
        assert_eq!(read_policy("2"), Some(Policy::default()));
        assert_eq!(read_policy("none"), Some(Policy { quota: None }));
        for wrong in ["0", "-1", "iki", ""] {
            assert_eq!(read_policy(wrong), None, "{wrong}");
        }
    }
}
