//! Decides when what is typed goes to the desk, so that a crash costs a moment of typing at most.

use chrono::{DateTime, TimeDelta, Utc};

use crate::desk::RequestId;

/// Nothing was typed for so long: a good moment.
const PAUSE: TimeDelta = TimeDelta::milliseconds(400);

/// Somebody who types without a pause still gets everything kept after so long.
const LONGEST: TimeDelta = TimeDelta::seconds(2);

/// What the desk has of a form, and when it is to get the rest. One draft is on its way at a time,
/// so that a slow disk meets the newest state and not a queue of old ones.
#[derive(Debug)]
pub struct Keeper<T> {
    /// As the desk has it, or gets it just now; `None` when it could not keep the last one.
    kept: Option<T>,
    /// The first and the last change it does not have.
    changed: Option<(DateTime<Utc>, DateTime<Utc>)>,
    on_its_way: Option<RequestId>,
    stored: bool,
    failing: bool,
}

impl<T: PartialEq> Keeper<T> {
    /// For a form that begins as `form`; `stored` tells that the desk has it already.
    #[must_use]
    pub fn new(form: T, stored: bool) -> Self {
        Self {
            kept: Some(form),
            changed: None,
            on_its_way: None,
            stored,
            failing: false,
        }
    }

    /// Something was typed or chosen.
    pub fn changed(&mut self, now: DateTime<Utc>) {
        let first = self.changed.map_or(now, |(first, _)| first);
        self.changed = Some((first, now));
    }

    /// How long until it is time to hand the form over; `None` while there is nothing to hand over
    /// or something is on its way. A clock set back counts as time gone by.
    #[must_use]
    pub fn due_in(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let (first, last) = self.changed.filter(|_| self.is_free())?;
        let wait = (last + PAUSE - now).min(first + LONGEST - now);
        let set_back = now < last;
        Some(if set_back {
            TimeDelta::zero()
        } else {
            wait.max(TimeDelta::zero())
        })
    }

    /// Whether nothing is on its way.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.on_its_way.is_none()
    }

    /// Whether the desk lacks something, whatever is on its way.
    #[must_use]
    pub fn lacks(&self, form: &T) -> bool {
        self.kept.as_ref() != Some(form)
    }

    /// Whether the desk has, or is getting, a draft of this form.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.stored
    }

    /// The form was handed over.
    pub fn sent(&mut self, form: T, request: RequestId) {
        self.kept = Some(form);
        self.changed = None;
        self.on_its_way = Some(request);
        self.stored = true;
    }

    /// The form is as the desk has it after all: nothing to hand over.
    pub fn unchanged(&mut self) {
        self.changed = None;
    }

    /// The answer to a draft handed over. `None`: it was no answer to one. `Some(true)`: the desk
    /// could not keep it, and the clerk does not know yet.
    pub fn answered(
        &mut self,
        request: RequestId,
        stored: bool,
        now: DateTime<Utc>,
    ) -> Option<bool> {
        if self.on_its_way != Some(request) {
            return None;
        }
        self.on_its_way = None;
        if stored {
            self.failing = false;
            return Some(false);
        }
        // Try again at the next pause.
        self.kept = None;
        self.changed(now);
        Some(!std::mem::replace(&mut self.failing, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::registration::RegistrationDraft;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_780_000_000_000 + millis).unwrap()
    }

    fn form(text: &str) -> RegistrationDraft {
        RegistrationDraft {
            text: text.into(),
            ..RegistrationDraft::default()
        }
    }

    fn is_due(keeper: &Keeper<RegistrationDraft>, now: DateTime<Utc>) -> bool {
        keeper.due_in(now).is_some_and(|wait| wait.is_zero())
    }

    fn fresh() -> Keeper<RegistrationDraft> {
        Keeper::new(form(""), false)
    }

    #[test]
    fn a_pause_is_the_moment() {
        let mut keeper = fresh();
        assert!(!is_due(&keeper, at(10_000)), "nothing was typed");
        keeper.changed(at(0));
        keeper.changed(at(300));
        assert!(!is_due(&keeper, at(600)));
        assert_eq!(keeper.due_in(at(600)), Some(TimeDelta::milliseconds(100)));
        assert!(is_due(&keeper, at(700)));
    }

    #[test]
    fn typing_without_a_pause_is_kept_too() {
        let mut keeper = fresh();
        for moment in (0..2_000).step_by(100) {
            keeper.changed(at(moment));
            assert!(!is_due(&keeper, at(moment)));
        }
        keeper.changed(at(2_000));
        assert!(is_due(&keeper, at(2_000)));
    }

    #[test]
    fn one_at_a_time_and_the_newest_last() {
        let mut keeper = fresh();
        keeper.changed(at(0));
        keeper.sent(form("a"), RequestId(1));
        keeper.changed(at(500));
        assert!(!is_due(&keeper, at(5_000)), "one is on its way");
        assert!(keeper.lacks(&form("ab")));
        assert_eq!(keeper.answered(RequestId(9), true, at(5_000)), None);
        assert_eq!(keeper.answered(RequestId(1), true, at(5_000)), Some(false));
        assert!(is_due(&keeper, at(5_000)));
        keeper.sent(form("ab"), RequestId(2));
        assert!(!keeper.lacks(&form("ab")));
    }

    #[test]
    fn a_failure_is_said_once_and_tried_again() {
        let mut keeper = fresh();
        keeper.changed(at(0));
        keeper.sent(form("a"), RequestId(1));
        assert_eq!(keeper.answered(RequestId(1), false, at(900)), Some(true));
        assert!(is_due(&keeper, at(1_300)));
        assert!(keeper.lacks(&form("a")), "the desk does not have it");
        keeper.sent(form("a"), RequestId(2));
        assert_eq!(keeper.answered(RequestId(2), false, at(1_400)), Some(false));
        keeper.sent(form("a"), RequestId(3));
        assert_eq!(keeper.answered(RequestId(3), true, at(1_500)), Some(false));
        keeper.sent(form("b"), RequestId(4));
        assert_eq!(keeper.answered(RequestId(4), false, at(1_600)), Some(true));
    }

    #[test]
    fn a_clock_set_back_keeps_nothing_waiting() {
        let mut keeper = fresh();
        keeper.changed(at(0));
        assert!(is_due(&keeper, at(-3_600_000)));
    }
}
