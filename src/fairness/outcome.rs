//! What came of a rule, in figures for people and for other programs.

use serde::Serialize;

use super::measure::{Measure, Waits};
use super::model::{Model, Simulation};
use super::rule::Rule;
use super::{MINUTE, minutes};
use crate::domain::priority::Lane;

/// Whose calls these are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "called_by", rename_all = "snake_case")]
pub enum CalledBy {
    /// The desk, on the day itself.
    Record,
    Rule(Rule),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    #[serde(flatten)]
    pub called_by: CalledBy,
    /// In the order they are called.
    pub classes: Vec<Figures>,
    /// Calls made while both lanes waited.
    pub contested: u64,
    /// The longest run of priority calls while somebody waited in the ordinary lane.
    pub longest_run: u64,
}

/// The waits of a class or lane, in minutes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    pub lane: Lane,
    pub visitors: u64,
    pub mean: f64,
    /// Half of the mean's 95 % confidence interval, of a simulation long enough for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_width: Option<f64>,
    /// What theory says the mean is, where there is a formula.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theory: Option<f64>,
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub max: f64,
    /// How many were overtaken by somebody who came later.
    pub overtaken: u64,
    /// By how many in all.
    pub overtakes: u64,
    pub most_overtakes: u64,
}

impl Figures {
    fn of(lane: Lane, waits: &Waits) -> Self {
        let quantile = |p| minutes(waits.quantile(p).unwrap_or_default());
        Self {
            lane,
            visitors: waits.count(),
            mean: waits.mean() / MINUTE as f64,
            half_width: None,
            theory: None,
            p50: quantile(0.5),
            p90: quantile(0.9),
            p99: quantile(0.99),
            max: minutes(waits.max()),
            overtaken: waits.overtaken(),
            overtakes: waits.overtakes(),
            most_overtakes: waits.most_overtakes(),
        }
    }
}

impl Outcome {
    /// Of recorded days.
    #[must_use]
    pub fn of_days(called_by: CalledBy, measure: &Measure, lanes: &[Lane]) -> Self {
        let figures = |lane| Figures::of(lane, &measure.lane(lanes, lane));
        Self {
            called_by,
            classes: [Lane::Priority, Lane::Ordinary].map(figures).into(),
            contested: measure.contested,
            longest_run: measure.longest_run,
        }
    }

    /// Of a simulation, beside theory.
    #[must_use]
    pub fn of_simulation(rule: &Rule, found: &Simulation, model: &Model) -> Self {
        let theory = model.theory(rule);
        let measure = &found.measure;
        let classes = measure.classes.iter().zip(model.lanes()).enumerate();
        let figures = classes.map(|(class, (waits, lane))| Figures {
            half_width: found
                .mean(class)
                .map(|mean| mean.half_width / MINUTE as f64),
            theory: theory
                .as_ref()
                .and_then(|waits| Some(waits.get(class)? / MINUTE as f64)),
            ..Figures::of(lane, waits)
        });
        Self {
            called_by: CalledBy::Rule(rule.clone()),
            classes: figures.collect(),
            contested: measure.contested,
            longest_run: measure.longest_run,
        }
    }
}
