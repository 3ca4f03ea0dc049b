//! What is looked at before an answer reaches the applicant.

use serde::{Deserialize, Serialize};

use super::case::Outcome;

/// The desk's short checklist for an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Checklist {
    /// It answers what was asked.
    pub answers: bool,
    /// It gives its reasons.
    pub reasoned: bool,
    /// Not wholly positive: it names the legal ground and what the applicant can do next.
    pub grounds: bool,
    pub polite: bool,
    /// It holds no personal data of others.
    pub private: bool,
}

/// One line of the [`Checklist`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    Answers,
    Reasoned,
    Grounds,
    Polite,
    Private,
}

impl Check {
    /// In the order they are looked at.
    pub const ALL: [Self; 5] = [
        Self::Answers,
        Self::Reasoned,
        Self::Grounds,
        Self::Polite,
        Self::Private,
    ];

    /// Whether an answer with this outcome has to stand it: legal ground and next step are asked
    /// of one that is not wholly positive (law 3071 art. 7: the answer is given with its reasons).
    #[must_use]
    pub fn applies_to(self, outcome: Outcome) -> bool {
        self != Self::Grounds || outcome != Outcome::Positive
    }
}

impl Checklist {
    /// An answer that stands every check.
    #[must_use]
    pub fn stood() -> Self {
        let none = Self::default();
        Check::ALL
            .into_iter()
            .fold(none, |list, check| list.with(check, true))
    }

    /// Whether the answer stands a check.
    #[must_use]
    pub fn passes(&self, check: Check) -> bool {
        match check {
            Check::Answers => self.answers,
            Check::Reasoned => self.reasoned,
            Check::Grounds => self.grounds,
            Check::Polite => self.polite,
            Check::Private => self.private,
        }
    }

    /// This with one check set.
    #[must_use]
    pub fn with(mut self, check: Check, passes: bool) -> Self {
        *match check {
            Check::Answers => &mut self.answers,
            Check::Reasoned => &mut self.reasoned,
            Check::Grounds => &mut self.grounds,
            Check::Polite => &mut self.polite,
            Check::Private => &mut self.private,
        } = passes;
        self
    }

    /// The checks an answer with this outcome does not stand.
    pub fn failed(self, outcome: Outcome) -> impl Iterator<Item = Check> {
        Check::ALL
            .into_iter()
            .filter(move |check| check.applies_to(outcome) && !self.passes(*check))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_positive_answer_needs_no_legal_ground() {
        let all = Checklist::stood().with(Check::Grounds, false);
        assert_eq!(all.failed(Outcome::Positive).count(), 0);
        let failed: Vec<Check> = all.failed(Outcome::Negative).collect();
        assert_eq!(failed, [Check::Grounds]);
    }

    #[test]
    fn nothing_checked_is_nothing_passed() {
        let none = Checklist::default();
        assert_eq!(
            none.failed(Outcome::PartlyPositive).count(),
            Check::ALL.len()
        );
    }
}
