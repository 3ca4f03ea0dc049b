//! The words the screens have for the desk's own terms.

use chrono::TimeDelta;

use crate::domain::event::CallBasis;
use crate::domain::priority::{Basis, Lane, PriorityClaims, PriorityClass};
use crate::domain::queue::CallReason;
use crate::i18n::Text;

/// `genel`, `öncelikli`.
#[must_use]
pub fn lane(lane: Lane, text: &Text) -> String {
    text.get(match lane {
        Lane::Ordinary => "queue-lane-ordinary",
        Lane::Priority => "queue-lane-priority",
    })
}

/// `gazi`, `65 yaş üstü`.
#[must_use]
pub fn class(class: PriorityClass, text: &Text) -> String {
    text.get(match class {
        PriorityClass::MartyrRelative => "queue-class-martyr-relative",
        PriorityClass::Veteran => "queue-class-veteran",
        PriorityClass::VeteranRelative => "queue-class-veteran-relative",
        PriorityClass::Over65 => "queue-class-over-65",
        PriorityClass::Pregnant => "queue-class-pregnant",
        PriorityClass::Disabled => "queue-class-disabled",
    })
}

/// `belge görüldü`, `beyan`.
#[must_use]
pub fn basis(basis: Basis, text: &Text) -> String {
    text.get(match basis {
        Basis::DocumentSeen => "queue-basis-document",
        Basis::Declaration => "queue-basis-declaration",
        Basis::BirthDate => "queue-basis-birth-date",
    })
}

/// `gazi, hamile`.
#[must_use]
pub fn classes(claims: &PriorityClaims, text: &Text) -> String {
    let names: Vec<String> = claims.iter().map(|(of, _)| class(of, text)).collect();
    names.join(", ")
}

/// `gazi (belge görüldü), hamile (beyan)`.
#[must_use]
pub fn claims(claims: &PriorityClaims, text: &Text) -> String {
    let names: Vec<String> = claims
        .iter()
        .map(|(of, on)| format!("{} ({})", class(of, text), basis(on, text)))
        .collect();
    names.join(", ")
}

/// Why a visitor is next, in one sentence.
#[must_use]
pub fn reason(reason: CallReason, text: &Text) -> String {
    match reason {
        CallReason::OnlyOrdinaryWaits => text.get("queue-reason-only-ordinary"),
        CallReason::OnlyPriorityWaits => text.get("queue-reason-only-priority"),
        CallReason::PriorityFirst { run, quota } => text.with(
            "queue-reason-priority-first",
            &[("quota", quota.get().into()), ("turn", (run + 1).into())],
        ),
        CallReason::AbsolutePriority => text.get("queue-reason-absolute"),
        CallReason::OrdinaryTurn { run, .. } => {
            text.with("queue-reason-ordinary-turn", &[("run", run.into())])
        }
    }
}

/// Why a visitor was called, in one sentence.
#[must_use]
pub fn call_basis(basis: CallBasis, text: &Text) -> String {
    match basis {
        CallBasis::Policy(why) => reason(why, text),
        CallBasis::OutOfOrder => text.get("queue-reason-out-of-order"),
    }
}

/// A time in minutes, from one hour on with hours: `11 dk`, `1 sa 5 dk`. A clock set back gives 0.
#[must_use]
pub fn minutes(time: TimeDelta, text: &Text) -> String {
    let minutes = time.num_minutes().max(0);
    if minutes < 60 {
        text.with("queue-minutes", &[("minutes", minutes.into())])
    } else {
        text.with(
            "queue-hours",
            &[
                ("hours", (minutes / 60).into()),
                ("minutes", (minutes % 60).into()),
            ],
        )
    }
}

/// How long ago, in steps of ten seconds at first, so that it does not flicker: `az önce`,
/// `40 sn önce`, `3 dk önce`.
#[must_use]
pub fn ago(time: TimeDelta, text: &Text) -> String {
    match time.num_seconds() {
        ..10 => text.get("queue-just-now"),
        seconds @ 10..60 => text.with(
            "queue-seconds-ago",
            &[("seconds", (seconds / 10 * 10).into())],
        ),
        _ => text.with("queue-ago", &[("age", minutes(time, text).into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn times_are_read_as_they_are_said() {
        let text = Text::new(Locale::Tr);
        for (seconds, waited, passed) in [
            (-30, "0 dk", "az önce"),
            (9, "0 dk", "az önce"),
            (47, "0 dk", "40 sn önce"),
            (60, "1 dk", "1 dk önce"),
            (3_599, "59 dk", "59 dk önce"),
            (3_900, "1 sa 5 dk", "1 sa 5 dk önce"),
        ] {
            let time = TimeDelta::seconds(seconds);
            assert_eq!(minutes(time, &text), waited);
            assert_eq!(ago(time, &text), passed);
        }
    }

    #[test]
    fn claims_are_told_with_their_basis() {
        let text = Text::new(Locale::Tr);
        let both = PriorityClaims::from_iter([
            (PriorityClass::Pregnant, Basis::Declaration),
            (PriorityClass::Veteran, Basis::DocumentSeen),
        ]);
        assert_eq!(classes(&both, &text), "gazi, hamile");
        assert_eq!(claims(&both, &text), "gazi (belge görüldü), hamile (beyan)");
    }

    #[test]
    fn the_sentence_counts_the_call_that_is_about_to_be_made() {
        let text = Text::new(Locale::Tr);
        let two = std::num::NonZeroU32::new(2).unwrap();
        let why = CallReason::PriorityFirst { run: 1, quota: two };
        assert_eq!(
            reason(why, &text),
            "Genelden önce en çok 2 öncelikli çağrılır; bu 2. çağrı."
        );
    }
}
