//! A recommendation in words.

use super::recommend::{FEWEST_VISITORS, LaneTrial, Recommendation, Targets, Trial};
use super::table::written;
use super::{Micros, minutes};
use crate::i18n::{Text, Value};

/// The recommendation and its reason.
pub(super) fn advised(advice: &Recommendation, targets: Targets, text: &Text) -> String {
    reason(advice, targets, text) + &remarks(advice, text)
}

fn reason(advice: &Recommendation, targets: Targets, text: &Text) -> String {
    let time = |length| time(length, text);
    let mut values = vec![
        ("priority-target", Value::from(time(targets.priority))),
        ("ordinary-target", time(targets.ordinary).into()),
    ];
    let mut tell = |trial: &Trial| {
        let p90 = |lane: LaneTrial| Value::from(time(lane.p90));
        values.extend([
            ("k", trial.quota.get().into()),
            ("priority", p90(trial.priority)),
            ("ordinary", p90(trial.ordinary)),
            ("guarantee", written(trial.guarantee())),
            ("contested", written(trial.contested)),
        ]);
    };
    let key = match advice {
        Recommendation::TooThin { priority, ordinary } => {
            values.extend([
                ("priority", written(*priority)),
                ("ordinary", written(*ordinary)),
                ("needed", written(FEWEST_VISITORS)),
            ]);
            "fairness-advice-too-thin"
        }
        Recommendation::NoDifference { trial } => {
            tell(trial);
            "fairness-advice-no-difference"
        }
        Recommendation::Take { trial, .. } => {
            tell(trial);
            "fairness-advice-take"
        }
        Recommendation::OrdinaryWaitsTooLong { trial } => {
            tell(trial);
            "fairness-advice-ordinary-too-long"
        }
        Recommendation::PriorityWaitsTooLong { trial } => {
            tell(trial);
            "fairness-advice-priority-too-long"
        }
    };
    text.with(key, &values) + "\n"
}

/// What a smaller quota would do, and how sure this is.
fn remarks(advice: &Recommendation, text: &Text) -> String {
    let Recommendation::Take {
        smaller, certain, ..
    } = advice
    else {
        return String::new();
    };
    let mut said = String::new();
    if let Some(smaller) = smaller {
        let values = [
            ("k", smaller.quota.get().into()),
            ("priority", time(smaller.priority.p90, text).into()),
        ];
        said += &(text.with("fairness-advice-smaller", &values) + "\n");
    }
    if !certain {
        said += &(text.get("fairness-advice-not-certain") + "\n");
    }
    said
}

fn time(length: Micros, text: &Text) -> String {
    text.decimal(minutes(length), 1)
}
