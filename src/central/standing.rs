//! Where a case stands, as central keeps it: the case, and what a unit's lists ask of it beside.

use crate::domain::case::{Case, IllegalStep, Step};
use crate::domain::unit::UnitCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A case and what its steps mean to the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The case, equal in every database of the office.
    pub case: Case,
    /// The desk has answered the unit's question, and the unit has not acted on it.
    pub replied: bool,
    /// The chief sent the answer back, and the unit has not answered again.
    pub sent_back: bool,
    /// Units asked for their part, and whether they gave it.
    pub parts: BTreeMap<UnitCode, bool>,
}

impl Standing {
    /// Where a case stands at first.
    #[must_use]
    pub fn of(case: Case) -> Self {
        Self {
            case,
            replied: false,
            sent_back: false,
            parts: BTreeMap::new(),
        }
    }

    /// Where it stands after a step.
    ///
    /// # Errors
    /// [`IllegalStep`] when the case does not allow it; nothing changes then.
    pub fn after(&self, step: &Step) -> Result<Self, IllegalStep> {
        let case = self.case.after(step)?;
        let stays = case.stage == self.case.stage;
        let replied = match step {
            Step::Reply => true,
            Step::Ask => false,
            _ => self.replied && stays,
        };
        let sent_back = matches!(step, Step::SendBack { .. }) || (self.sent_back && stays);
        let given = |unit: &UnitCode| {
            let now = matches!(step, Step::Contribute { unit: by, .. } if by == unit);
            now || self.parts.get(unit).copied().unwrap_or(false)
        };
        let parts = case.others.iter();
        let parts = parts.map(|unit| (unit.clone(), given(unit))).collect();
        Ok(Self {
            case,
            replied,
            sent_back,
            parts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Holidays;
    use crate::domain::case::{AnswerSource, Outcome, PauseWhy};
    use crate::domain::deadline::DeadlineRule;
    use crate::domain::review::Checklist;
    use crate::domain::term::Term;

    fn unit(code: &str) -> UnitCode {
        UnitCode::new(code).unwrap()
    }

    fn term() -> Term {
        let from = "2026-03-10".parse().unwrap();
        Term::new(from, DeadlineRule::Calendar, 7, &Holidays::default())
    }

    fn route(to: &str, others: &[&str]) -> Step {
        Step::Route {
            unit: unit(to),
            others: others.iter().map(|code| unit(code)).collect(),
        }
    }

    fn answer() -> Step {
        Step::Answer {
            outcome: Outcome::Negative,
            source: AnswerSource::Portal,
            attachments: Vec::new(),
        }
    }

    fn contribute(by: &str) -> Step {
        Step::Contribute {
            unit: unit(by),
            attachments: Vec::new(),
        }
    }

    fn after(steps: &[Step]) -> Standing {
        let first = Standing::of(Case::registered(term()));
        let step = |standing: Standing, step| standing.after(step).unwrap();
        steps.iter().fold(first, step)
    }

    #[test]
    fn a_reply_stands_until_the_unit_asks_again_or_the_case_goes_on() {
        let mut steps = vec![route("A", &["B"]), Step::Ask];
        assert!(!after(&steps).replied);
        steps.push(Step::Reply);
        assert!(after(&steps).replied);
        let why = PauseWhy::Applicant;
        steps.extend([Step::Pause { why }, contribute("B")]);
        assert!(after(&steps).replied, "nothing of that answers it");
        for end in [Step::Ask, answer(), Step::Return] {
            assert!(!after(&[steps.clone(), vec![end]].concat()).replied);
        }
    }

    #[test]
    fn what_was_sent_back_is_so_until_it_is_answered() {
        let checks = Checklist::default();
        let mut steps = vec![route("A", &[]), answer(), Step::Object { checks }];
        assert!(!after(&steps).sent_back);
        steps.push(Step::SendBack { term: term() });
        assert!(after(&steps).sent_back);
        steps.push(Step::Ask);
        assert!(after(&steps).sent_back);
        steps.push(answer());
        assert!(!after(&steps).sent_back);
    }

    #[test]
    fn parts_are_those_of_the_units_asked_now() {
        let parts = |steps: &[Step]| -> Vec<(String, bool)> {
            let parts = after(steps).parts.into_iter();
            parts
                .map(|(unit, given)| (unit.to_string(), given))
                .collect()
        };
        let mut steps = vec![route("A", &["B", "C"]), contribute("C")];
        assert_eq!(parts(&steps), [("B".into(), false), ("C".into(), true)]);
        steps.push(route("D", &["C", "E"]));
        assert_eq!(parts(&steps), [("C".into(), true), ("E".into(), false)]);
        steps.push(Step::Return);
        assert_eq!(parts(&steps), []);
    }
}
