//! `acikkapi queue simulate` and `acikkapi queue replay`: what the subcommands do, and what they
//! say.

use std::num::NonZeroU32;

use chrono::NaiveDate;
use serde::Serialize;

use super::advice::advised;
use super::day::{Irregularities, RecordedDay};
use super::measure::Measure;
use super::model::{Model, ModelError, ModelFigures, Simulation};
use super::outcome::{CalledBy, Outcome};
use super::recommend::{Recommendation, TRIED, Targets, Trial, recommend};
use super::replay::{Replay, as_it_happened, lanes, replay};
use super::rule::Rule;
use super::table::{self, percent, written};
use crate::domain::date::write_date;
use crate::domain::priority::Lane;
use crate::domain::queue::Policy;
use crate::i18n::{Text, Value};

/// The lanes of the two classes days are summed up in.
const LANES: [Lane; 2] = [Lane::Priority, Lane::Ordinary];

/// What both subcommands want to know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// In accumulating priority, what the ordinary lane gathers where the priority lane
    /// gathers 1; 0 to 1.
    pub ratio: f64,
    pub targets: Targets,
    /// JSON instead of a table.
    pub json: bool,
}

/// A model and how long to simulate it.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    pub model: Model,
    pub visitors: u64,
    pub seed: u64,
}

/// Why nothing was compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FairnessError {
    #[error(transparent)]
    Model(#[from] ModelError),
    /// No ticket was given on these days.
    #[error("no ticket was given from {0} to {1}")]
    NothingRecorded(NaiveDate, NaiveDate),
    /// Too few visits for a model like these days.
    #[error("too few visits from {0} to {1} for a model")]
    NotLikeThat(NaiveDate, NaiveDate),
    #[error("the report cannot be written as JSON")]
    Json,
}

impl FairnessError {
    /// What is wrong and what to do, for the user.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Model(error) => model_sentence(error, text),
            Self::NothingRecorded(from, to) => {
                let values = [("days", days_written(*from, *to).into())];
                text.with("fairness-nothing-recorded", &values)
            }
            Self::NotLikeThat(from, to) => {
                let values = [("days", days_written(*from, *to).into())];
                text.with("fairness-model-not-like", &values)
            }
            Self::Json => text.get("fairness-json-failed"),
        }
    }
}

fn model_sentence(error: &ModelError, text: &Text) -> String {
    match error {
        ModelError::Counters => {
            let most = [("most", Model::MOST_COUNTERS.into())];
            text.with("fairness-model-counters", &most)
        }
        ModelError::Interval => text.get("fairness-model-arrivals"),
        ModelError::Shares => text.get("fairness-model-shares"),
        ModelError::Service(_) => text.get("fairness-model-service"),
        ModelError::Overloaded { load, needed } => {
            let values = [
                ("load", percent(*load, 0, text).into()),
                ("needed", (*needed).into()),
            ];
            text.with("fairness-model-overloaded", &values)
        }
    }
}

/// The rules that are compared, in the order they are shown.
fn rules(lanes: &[Lane], ratio: f64) -> Vec<Rule> {
    let mut rules = vec![Rule::FirstCome, Rule::Strict];
    rules.extend(quotas().map(quota));
    rules.push(Rule::accumulating_by_lane(lanes, ratio));
    rules
}

fn quotas() -> impl Iterator<Item = NonZeroU32> {
    TRIED.filter_map(NonZeroU32::new)
}

fn quota(k: NonZeroU32) -> Rule {
    Rule::Quota(Policy { quota: Some(k) })
}

/// The quota a rule stands for.
fn quota_of(rule: &Rule) -> Option<NonZeroU32> {
    match rule {
        Rule::Quota(policy) => policy.quota,
        _ => None,
    }
}

/// The rule as the tables list it: absolute priority is strict priority.
fn listed(policy: Policy) -> Rule {
    policy.quota.map_or(Rule::Strict, quota)
}

/// Simulates an office under every rule.
///
/// # Errors
/// [`FairnessError::Json`].
pub fn simulate(
    experiment: &Experiment,
    wish: &Wish,
    text: &Text,
) -> Result<String, FairnessError> {
    let Experiment {
        model,
        visitors,
        seed,
    } = experiment;
    let rules = rules(&model.lanes(), wish.ratio);
    let found: Vec<Simulation> = rules
        .iter()
        .map(|rule| model.simulate(rule, *visitors, *seed))
        .collect();
    let outcomes: Vec<Outcome> = rules
        .iter()
        .zip(&found)
        .map(|(rule, found)| Outcome::of_simulation(rule, found, model))
        .collect();
    let trials: Vec<Trial> = rules
        .iter()
        .zip(&found)
        .filter_map(|(rule, found)| {
            Some(Trial::of(quota_of(rule)?, &found.measure, &model.lanes()))
        })
        .collect();
    let advice = recommend(&trials, wish.targets);
    if wish.json {
        return json(&SimulationReport {
            model: model.figures(),
            visitors: *visitors,
            seed: *seed,
            outcomes: &outcomes,
            targets: wish.targets,
            advice,
        });
    }
    let mut said = experiment_words(experiment, text) + "\n\n";
    said += &table::outcomes(&outcomes, None, text);
    said += &text.get("fairness-legend");
    said.push('\n');
    said += &(accuracy(&outcomes, text) + "\n\n");
    said += &advice.map_or_else(String::new, |advice| advised(&advice, wish.targets, text));
    Ok(said)
}

/// What was simulated.
fn experiment_words(experiment: &Experiment, text: &Text) -> String {
    let figures = experiment.model.figures();
    let one_digit = |value| text.decimal(value, 1);
    let values = [
        ("counters", figures.counters.into()),
        ("rate", one_digit(figures.visitors_per_hour).into()),
        ("service", one_digit(figures.service_minutes).into()),
        ("load", percent(figures.load, 0, text).into()),
        ("visitors", written(experiment.visitors)),
        ("seed", written(experiment.seed)),
    ];
    text.with("fairness-simulated", &values)
}

#[derive(Serialize)]
struct SimulationReport<'a> {
    model: ModelFigures,
    visitors: u64,
    seed: u64,
    outcomes: &'a [Outcome],
    targets: Targets,
    advice: Option<Recommendation>,
}

/// How exact the means are, and how far from theory.
fn accuracy(outcomes: &[Outcome], text: &Text) -> String {
    let classes = || outcomes.iter().flat_map(|outcome| &outcome.classes);
    let waited = classes().filter(|class| class.visitors > 0);
    let widths: Option<Vec<f64>> = waited
        .map(|class| Some(class.half_width? / class.mean))
        .collect();
    let Some(widths) = widths else {
        return text.get("fairness-accuracy-none");
    };
    let widest = percent(widths.into_iter().fold(0.0, f64::max), 1, text);
    let off = classes().filter_map(|class| Some((class.mean / class.theory? - 1.0).abs()));
    let width = ("width", widest.into());
    match off.reduce(f64::max) {
        None => text.with("fairness-accuracy", &[width]),
        Some(farthest) => {
            let farthest = ("farthest", percent(farthest, 1, text).into());
            text.with("fairness-accuracy-theory", &[width, farthest])
        }
    }
}

/// Plays recorded days again under every rule; `days` is not empty.
///
/// # Errors
/// [`FairnessError::NothingRecorded`], [`FairnessError::Json`].
pub fn replay_days(
    days: &[RecordedDay],
    wish: &Wish,
    text: &Text,
) -> Result<String, FairnessError> {
    let nothing = || {
        let day = |day: Option<&RecordedDay>| day.map(|day| day.day).unwrap_or_default();
        FairnessError::NothingRecorded(day(days.first()), day(days.last()))
    };
    let days: Vec<&RecordedDay> = days.iter().filter(|day| !day.turns.is_empty()).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Err(nothing());
    };
    let own = listed(last.policy);
    let mut rules = rules(&LANES, wish.ratio);
    if !rules.contains(&own) {
        rules.push(own.clone());
    }
    let recorded = summed(&days, as_it_happened);
    let mut outcomes = vec![Outcome::of_days(CalledBy::Record, &recorded, &LANES)];
    let mut trials = Vec::new();
    for rule in rules {
        let measure = summed(&days, |day| replay(day, &for_day(&rule, day, wish.ratio)));
        trials.extend(quota_of(&rule).map(|k| Trial::of(k, &measure, &LANES)));
        outcomes.push(Outcome::of_days(CalledBy::Rule(rule), &measure, &LANES));
    }
    trials.sort_by_key(|trial| trial.quota);
    let advice = recommend(&trials, wish.targets);
    let reproduced: Vec<Reproduction> = days.iter().map(|day| Reproduction::of(day)).collect();
    if wish.json {
        return json(&ReplayReport {
            days: &reproduced,
            outcomes: &outcomes,
            targets: wish.targets,
            advice,
        });
    }
    let mut said = summary(&days, (first.day, last.day), text);
    for day in &reproduced {
        said += &(day.sentence(text) + "\n");
    }
    said.push('\n');
    said += &table::outcomes(&outcomes, Some(&own), text);
    said += &(text.get("fairness-legend") + "\n" + &text.get("fairness-legend-own") + "\n\n");
    said += &advice.map_or_else(String::new, |advice| advised(&advice, wish.targets, text));
    Ok(said)
}

#[derive(Serialize)]
struct ReplayReport<'a> {
    days: &'a [Reproduction],
    outcomes: &'a [Outcome],
    targets: Targets,
    advice: Option<Recommendation>,
}

/// The rule for the classes of this day.
fn for_day(rule: &Rule, day: &RecordedDay, ratio: f64) -> Rule {
    match rule {
        Rule::Accumulating { .. } => Rule::accumulating_by_lane(&lanes(day), ratio),
        other => other.clone(),
    }
}

/// The days together, by lane.
fn summed(days: &[&RecordedDay], play: impl Fn(&RecordedDay) -> Replay) -> Measure {
    let mut sum = Measure::new(LANES.len());
    for day in days {
        let Replay { measure, lanes, .. } = play(day);
        sum.merge(&measure.by_lane(&lanes));
    }
    sum
}

/// How the office's own rule and the record agree on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Reproduction {
    day: NaiveDate,
    quota: Option<NonZeroU32>,
    calls: usize,
    /// Calls that were the same before the first that was not.
    same: usize,
    irregular: Irregularities,
}

impl Reproduction {
    fn of(day: &RecordedDay) -> Self {
        let again = replay(day, &Rule::Quota(day.policy));
        let both = again.calls.iter().zip(&day.calls);
        Self {
            day: day.day,
            quota: day.policy.quota,
            calls: day.calls.len(),
            same: both
                .take_while(|(again, call)| again.turn == call.turn)
                .count(),
            irregular: day.irregular,
        }
    }

    fn sentence(&self, text: &Text) -> String {
        let own = CalledBy::Rule(listed(Policy { quota: self.quota }));
        let mut values = vec![
            ("day", write_date(self.day).into()),
            ("rule", table::name(&own, text).into()),
            ("calls", written(self.calls as u64)),
        ];
        if self.same == self.calls {
            return text.with("fairness-reproduced", &values);
        }
        values.extend([
            ("same", written(self.same as u64)),
            ("chosen", self.irregular.out_of_order.into()),
            ("undone", self.irregular.undone.into()),
            ("changes", self.irregular.policy_changes.into()),
        ]);
        text.with("fairness-not-reproduced", &values)
    }
}

fn summary(days: &[&RecordedDay], (from, to): (NaiveDate, NaiveDate), text: &Text) -> String {
    let sum = |count: &dyn Fn(&RecordedDay) -> usize| -> Value<'static> {
        written(days.iter().map(|day| count(day) as u64).sum())
    };
    let counters = days.iter().map(|day| day.counters().len()).max();
    let values = [
        ("days", days_written(from, to).into()),
        ("turns", sum(&|day| day.turns.len())),
        ("uncalled", sum(&RecordedDay::uncalled)),
        ("counters", counters.unwrap_or_default().into()),
    ];
    let mut said = text.with("fairness-replayed", &values) + "\n";
    let assumed: u32 = days.iter().map(|day| day.irregular.ends_assumed).sum();
    if assumed > 0 {
        said += &(text.with("fairness-ends-assumed", &[("count", assumed.into())]) + "\n");
    }
    said
}

fn days_written(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        write_date(from)
    } else {
        format!("{} – {}", write_date(from), write_date(to))
    }
}

fn json(report: &impl Serialize) -> Result<String, FairnessError> {
    let json = serde_json::to_string_pretty(report).map_err(|_| FairnessError::Json)?;
    Ok(json + "\n")
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
