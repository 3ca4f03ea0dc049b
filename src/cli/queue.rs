//! `acikkapi queue …`.

use super::arguments::{QueueAction, QueueWish, Simulation};
use super::{Context, Failure};
use crate::desk::recorded_day;
use crate::fairness::MINUTE;
use crate::fairness::command::{self, Experiment, FairnessError, Wish};
use crate::fairness::day::RecordedDay;
use crate::fairness::model::Model;
use crate::fairness::office::{OfficeChanges, OfficePlan};
use crate::fairness::recommend::Targets;
use crate::store::{self, Location, Reader};
use chrono::NaiveDate;

pub(super) fn act(context: &Context, action: QueueAction) -> Result<(), Failure> {
    let text = &context.text;
    let said = match action {
        QueueAction::Simulate(simulation) => {
            let wish = wish(simulation.wish);
            let experiment = experiment(context, *simulation)?;
            command::simulate(&experiment, &wish, text)
        }
        QueueAction::Replay {
            day,
            until,
            wish: asked,
        } => {
            let days = Days::new(day, until);
            command::replay_days(&days.read(context)?, &wish(asked), text)
        }
    };
    // Figures of our own, aligned in columns.
    context.print(&said.map_err(|error| failed(context, &error))?)
}

fn failed(context: &Context, error: &FairnessError) -> Failure {
    Failure::problem(error.sentence(&context.text))
}

fn wish(asked: QueueWish) -> Wish {
    let minutes = |minutes: u16| u64::from(minutes) * MINUTE;
    Wish {
        ratio: asked.ratio,
        targets: Targets {
            priority: minutes(asked.priority_target),
            ordinary: minutes(asked.ordinary_target),
        },
        json: asked.json,
    }
}

fn experiment(context: &Context, asked: Simulation) -> Result<Experiment, Failure> {
    let plan = match asked.like {
        None => OfficePlan::default(),
        Some(first) => {
            let days = Days::new(first, asked.until);
            let like = OfficePlan::like(&days.read(context)?);
            like.ok_or_else(|| failed(context, &FairnessError::NotLikeThat(days.first, days.last)))?
        }
    };
    let plan = plan.with(OfficeChanges {
        counters: asked.counters,
        visitors_per_hour: asked.per_hour,
        priority_percent: asked.priority,
        service_minutes: asked.minutes,
        variation: asked.variation,
    });
    Ok(Experiment {
        model: Model::new(plan).map_err(|error| failed(context, &error.into()))?,
        visitors: asked.visitors,
        seed: asked.seed,
    })
}

/// Days one after another.
#[derive(Clone, Copy)]
struct Days {
    first: NaiveDate,
    last: NaiveDate,
}

impl Days {
    /// In whichever order they were given.
    fn new(one: NaiveDate, other: Option<NaiveDate>) -> Self {
        let other = other.unwrap_or(one);
        Self {
            first: one.min(other),
            last: one.max(other),
        }
    }

    /// What happened in the desk's queue on them.
    fn read(self, context: &Context) -> Result<Vec<RecordedDay>, Failure> {
        let read = self.read_file(&context.existing_location()?);
        read.map_err(|error| Failure::problem(error.sentence(&context.text)))
    }

    fn read_file(self, location: &Location) -> store::Result<Vec<RecordedDay>> {
        let reader = Reader::open(location)?;
        let days = self.first.iter_days().take_while(|day| *day <= self.last);
        days.map(|day| recorded_day(reader.read(), day)).collect()
    }
}
