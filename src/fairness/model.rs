//! An office in the long run, drawn at random: visitors come independently of one another
//! (Poisson), each belongs to a class by chance, and as many counters serve them.
//!
//! The generator is xoshiro256++ from a seed: the same seed gives the same visitors, under every
//! rule the same ones (common random numbers), so that differences are the rules'.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use serde::Serialize;

use super::formula::Load;
use super::measure::{Measure, Overtakes};
use super::office::OfficePlan;
use super::room::{Room, Waiting};
use super::rule::{Call, Caller, Rule};
use super::service::{Service, ServiceError, exponential};
use super::{MINUTE, Micros};
use crate::domain::priority::Lane;

/// Into how many batches the visitors are cut for the confidence intervals.
const BATCHES: usize = 32;
/// Student's t for 97.5 % and 31 degrees of freedom.
const STUDENT: f64 = 2.0395;
/// The office begins empty: one visitor more for so many comes, and as many calls are made first
/// that are not measured.
const WARM_UP: u64 = 32;

/// A model that can be simulated.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    plan: OfficePlan,
    /// The share of each class, the ordinary one last.
    shares: Vec<f64>,
}

/// What [`Model::figures`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ModelFigures {
    pub counters: u32,
    pub visitors_per_hour: f64,
    pub service_minutes: f64,
    /// The share of the counters' time that visits take, 0 to 1.
    pub load: f64,
}

/// Why a model makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ModelError {
    #[error("an office has 1 to {} counters", Model::MOST_COUNTERS)]
    Counters,
    #[error("the mean time between arrivals must be a number over 0")]
    Interval,
    #[error("the shares of the priority classes must be 0 to 1 and at most 1 together")]
    Shares,
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The queue would grow for ever; `needed` counters keep it in bounds.
    #[error("the load is {load:.2}; {needed} counters are needed")]
    Overloaded { load: f64, needed: u32 },
}

impl Model {
    /// The most counters an office may have; see [`crate::domain::ids::Counter`].
    pub const MOST_COUNTERS: u32 = 99;

    /// A model of this office.
    ///
    /// # Errors
    /// [`ModelError`] says what is not possible.
    pub fn new(plan: OfficePlan) -> Result<Self, ModelError> {
        if !(1..=Self::MOST_COUNTERS).contains(&plan.counters) {
            return Err(ModelError::Counters);
        }
        if !(plan.interval.is_finite() && plan.interval > 0.0) {
            return Err(ModelError::Interval);
        }
        let priority: f64 = plan.priority.iter().sum();
        let possible = |share: &f64| (0.0..=1.0).contains(share);
        if !plan.priority.iter().all(possible) || priority > 1.0 + 1e-9 {
            return Err(ModelError::Shares);
        }
        plan.service.check()?;
        let offered = plan.service.mean() / plan.interval;
        if offered >= f64::from(plan.counters) {
            return Err(ModelError::Overloaded {
                load: offered / f64::from(plan.counters),
                needed: offered as u32 + 1,
            });
        }
        let ordinary = (1.0 - priority).max(0.0);
        let shares = plan.priority.iter().copied().chain([ordinary]).collect();
        Ok(Self { plan, shares })
    }

    /// The model in the figures people think in.
    #[must_use]
    pub fn figures(&self) -> ModelFigures {
        let plan = &self.plan;
        ModelFigures {
            counters: plan.counters,
            visitors_per_hour: 60.0 * MINUTE as f64 / plan.interval,
            service_minutes: plan.service.mean() / MINUTE as f64,
            load: plan.service.mean() / plan.interval / f64::from(plan.counters),
        }
    }

    /// The lane of each class.
    #[must_use]
    pub fn lanes(&self) -> Vec<Lane> {
        let mut lanes = vec![Lane::Priority; self.plan.priority.len()];
        lanes.push(Lane::Ordinary);
        lanes
    }

    /// What theory says of the mean wait by class under a rule, in microseconds; `None` where
    /// no formula holds.
    #[must_use]
    pub fn theory(&self, rule: &Rule) -> Option<Vec<f64>> {
        let plan = &self.plan;
        let rates: Vec<f64> = self
            .shares
            .iter()
            .map(|share| share / plan.interval)
            .collect();
        let load = Load::new(plan.counters, &plan.service, &rates)?;
        match rule {
            Rule::FirstCome => Some(vec![load.first_come(); rates.len()]),
            Rule::Strict => Some(load.strict()),
            Rule::Quota(policy) if policy.quota.is_none() => Some(load.strict()),
            Rule::Quota(_) => None,
            Rule::Accumulating { rates } => load.accumulating(rates),
        }
    }

    /// Lets `visitors` visitors come and be called by `rule`.
    #[must_use]
    pub fn simulate(&self, rule: &Rule, visitors: u64, seed: u64) -> Simulation {
        let mut office = Office::new(self, rule, visitors, seed);
        let mut arrivals = Arrivals::new(self, seed);
        for place in 0..office.warm_up + visitors {
            let (at, class) = arrivals.next();
            office.serve_until(at);
            office.arrive(class, Waiting { place, since: at });
        }
        // Nobody comes any more; whoever waits is still served.
        office.serve_until(Micros::MAX);
        office.result
    }
}

/// What a simulation found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation {
    pub measure: Measure,
    /// Sum of waits and number of visitors, by class and batch.
    batches: Vec<[(u128, u64); BATCHES]>,
}

/// A mean with half the width of its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    pub half_width: f64,
}

impl Simulation {
    /// The mean wait of a class, with its interval by the method of batch means: waits of visitors
    /// near one another depend on one another, the means of long batches hardly do (A. M. Law,
    /// Simulation Modeling and Analysis, 5th ed. 2015, §9.5.3). `None` when a batch is empty.
    #[must_use]
    pub fn mean(&self, class: usize) -> Option<Estimate> {
        let batches = self.batches.get(class)?;
        let means: Vec<f64> = batches
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(sum, count)| *sum as f64 / *count as f64)
            .collect();
        if means.len() < BATCHES {
            return None;
        }
        let n = BATCHES as f64;
        let middle = means.iter().sum::<f64>() / n;
        let squares: f64 = means.iter().map(|mean| (mean - middle).powi(2)).sum();
        Some(Estimate {
            mean: self.measure.classes.get(class)?.mean(),
            half_width: STUDENT * (squares / (n - 1.0) / n).sqrt(),
        })
    }
}

/// The stream of arrivals; the same for every rule.
struct Arrivals<'a> {
    random: Xoshiro256PlusPlus,
    model: &'a Model,
    now: f64,
}

impl<'a> Arrivals<'a> {
    fn new(model: &'a Model, seed: u64) -> Self {
        Self {
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            model,
            now: 0.0,
        }
    }

    fn next(&mut self) -> (Micros, usize) {
        self.now += exponential(self.model.plan.interval, &mut self.random);
        let mut left: f64 = self.random.random();
        let class = self.model.shares.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        // Rounding may leave a trace beyond the last share.
        let class = class.unwrap_or(self.model.shares.len() - 1);
        (self.now as Micros, class)
    }
}

/// Counters and waiting room.
struct Office<'a> {
    service: &'a Service,
    random: Xoshiro256PlusPlus,
    room: Room,
    caller: Caller<'a>,
    /// When each counter is free.
    free: Vec<Micros>,
    overtakes: Overtakes,
    calls: u64,
    /// As many calls are made first that are not measured.
    warm_up: u64,
    visitors: u64,
    result: Simulation,
}

impl<'a> Office<'a> {
    fn new(model: &'a Model, rule: &'a Rule, visitors: u64, seed: u64) -> Self {
        let classes = model.shares.len();
        Self {
            service: &model.plan.service,
            // Another stream than that of the arrivals.
            random: Xoshiro256PlusPlus::seed_from_u64(!seed),
            room: Room::new(&model.lanes()),
            caller: Caller::new(rule),
            free: vec![0; model.plan.counters as usize],
            overtakes: Overtakes::default(),
            calls: 0,
            warm_up: visitors / WARM_UP,
            visitors,
            result: Simulation {
                measure: Measure::new(classes),
                batches: vec![[(0, 0); BATCHES]; classes],
            },
        }
    }

    /// The counter that is free first, and when.
    fn next_free(&self) -> (usize, Micros) {
        let mut first = (0, Micros::MAX);
        for (counter, at) in self.free.iter().enumerate() {
            if *at < first.1 {
                first = (counter, *at);
            }
        }
        first
    }

    /// Calls at every counter that becomes free before `until` while somebody waits.
    fn serve_until(&mut self, until: Micros) {
        while self.room.count() > 0 {
            let (counter, at) = self.next_free();
            if at >= until {
                return;
            }
            self.call(counter, at);
        }
    }

    fn arrive(&mut self, class: usize, who: Waiting) {
        self.room.join(class, who);
        let (counter, at) = self.next_free();
        if at <= who.since {
            self.call(counter, who.since);
        }
    }

    fn call(&mut self, counter: usize, at: Micros) {
        let Some(call) = self.caller.call(&mut self.room, at) else {
            return;
        };
        self.free[counter] = at + self.service.draw(&mut self.random) as Micros;
        let overtakes = self.overtakes.call(call.who.place);
        let earliest = self.room.heads().map(|(_, who)| who.place).min();
        self.overtakes
            .forget_before(earliest.unwrap_or(Micros::MAX));
        self.measure(&call, at - call.who.since, overtakes);
    }

    fn measure(&mut self, call: &Call, wait: Micros, overtakes: u64) {
        let index = self.calls.checked_sub(self.warm_up);
        self.calls += 1;
        let Some(index) = index else { return };
        self.result.measure.add(call, wait, overtakes);
        let batch = (u128::from(index) * BATCHES as u128 / u128::from(self.visitors)) as usize;
        let (sum, count) = &mut self.result.batches[call.class][batch];
        *sum += u128::from(wait);
        *count += 1;
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
