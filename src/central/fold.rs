//! Where the cases stand: the fold of registrations and steps in the order of the office's feed.
//!
//! Central sees the feed in its order, so a case only ever goes on from where it stands. There is
//! one exception: after a restore of central the desks send again what was lost, each at its own
//! pace, and a step may arrive before the registration. It is kept as refused, and counts once the
//! registration is there, as it does at the desks.

use super::case_tables::{self, Beginning, Early, Kept, StepRow};
use super::standing::Standing;
use crate::domain::application::Registered;
use crate::domain::case::{Case, CaseMoved, Competent, Step};
use deadpool_postgres::Transaction;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use tokio::try_join;
use tokio_postgres::Error;
use uuid::Uuid;

/// Something that happened to a case.
pub(super) struct Happened<'a> {
    /// Its place in the feed.
    pub(super) position: i64,
    /// Who did it, as the operation names the actor.
    pub(super) actor: &'a str,
    /// Central wrote it itself; such a step hands no case over to another office.
    pub(super) by_central: bool,
    pub(super) what: What<'a>,
}

/// What happened.
pub(super) enum What<'a> {
    Registered(&'a Registered),
    Moved(&'a CaseMoved),
}

/// Folds what happened, in the order of the feed, into the tables; the positions of the steps that
/// did not fit.
pub(super) async fn fold(
    transaction: &Transaction<'_>,
    office: &str,
    happened: &[Happened<'_>],
) -> Result<HashSet<i64>, Error> {
    if happened.is_empty() {
        return Ok(HashSet::new());
    }
    let mut fold = Fold::read(transaction, office, happened).await?;
    for one in happened {
        match one.what {
            What::Registered(record) => fold.begin(one, record),
            What::Moved(moved) => fold.step(one, moved),
        }
    }
    fold.write(transaction, office).await?;
    let steps = fold.steps.into_iter();
    Ok(steps
        .filter(|step| step.refused)
        .map(|step| step.position)
        .collect())
}

/// The cases a batch is about, and what becomes of them.
#[derive(Default)]
struct Fold {
    cases: HashMap<Uuid, Kept>,
    /// Steps that arrived before the registration.
    early: HashMap<Uuid, Vec<Early>>,
    steps: Vec<StepRow>,
    /// Operations of early steps that fit after all.
    come_right: Vec<Uuid>,
    /// Cases to be handed over: position of the step, application, office.
    handovers: Vec<(i64, Uuid, String)>,
}

impl Fold {
    async fn read(
        transaction: &Transaction<'_>,
        office: &str,
        happened: &[Happened<'_>],
    ) -> Result<Self, Error> {
        let mut begun = Vec::new();
        let mut moved = Vec::new();
        for one in happened {
            match one.what {
                What::Registered(record) => begun.push(record.application.0),
                What::Moved(step) => moved.push(step.application.0),
            }
        }
        let (cases, early) = try_join!(
            case_tables::known(transaction, office, &moved),
            case_tables::early(transaction, office, &begun),
        )?;
        Ok(Self {
            cases,
            early,
            ..Self::default()
        })
    }

    fn begin(&mut self, one: &Happened<'_>, record: &Registered) {
        let application = record.application.0;
        let mut case = Kept {
            standing: Standing::of(Case::registered(record.term())),
            last_position: one.position,
            refused: 0,
            new: Some(Beginning {
                person: record.person.0,
                position: one.position,
                registered_at: record.registered_at,
                clerk: one.actor.to_owned(),
                kind: name(&record.application_kind),
                topic: record.topic.as_ref().map(|topic| topic.0.clone()),
                legal_due: record.legal_deadline.as_ref().map(|legal| legal.due),
            }),
            changed: true,
        };
        for early in self.early.remove(&application).unwrap_or_default() {
            if case.step(early.position, &early.moved.step) {
                self.come_right.push(early.op_id);
                self.hand_over(early.position, application, &early.moved.step);
            }
        }
        self.cases.insert(application, case);
    }

    fn step(&mut self, one: &Happened<'_>, moved: &CaseMoved) {
        let application = moved.application.0;
        let case = self.cases.get_mut(&application);
        let fits = case.is_some_and(|case| case.step(one.position, &moved.step));
        if fits && !one.by_central {
            self.hand_over(one.position, application, &moved.step);
        }
        self.steps.push(StepRow {
            application,
            position: one.position,
            refused: !fits,
        });
    }

    /// Notes that a step hands its case over, if it does.
    fn hand_over(&mut self, position: i64, application: Uuid, step: &Step) {
        if let Step::Forward {
            to: Competent::Office(to),
        } = step
        {
            self.handovers.push((position, application, to.to_string()));
        }
    }

    async fn write(&self, transaction: &Transaction<'_>, office: &str) -> Result<(), Error> {
        let changed = self.cases.iter().filter(|(_, case)| case.changed);
        let (new, old): (Vec<_>, Vec<_>) = changed.partition(|(_, case)| case.new.is_some());
        let both = [new.as_slice(), old.as_slice()].concat();
        // Each into a table or rows of its own, so that their order tells nothing.
        try_join!(
            case_tables::insert_cases(transaction, office, &new),
            case_tables::update_cases(transaction, office, &old),
            case_tables::write_parts(transaction, office, &both),
            case_tables::insert_steps(transaction, office, &self.steps),
        )?;
        case_tables::come_right(transaction, office, &self.come_right).await?;
        case_tables::hand_over(transaction, office, &self.handovers).await
    }
}

impl Kept {
    /// Takes a step; whether it fits.
    fn step(&mut self, position: i64, step: &Step) -> bool {
        let after = self.standing.after(step);
        let fits = after.is_ok();
        self.changed = true;
        self.last_position = self.last_position.max(position);
        self.refused += i32::from(!fits);
        if let Ok(standing) = after {
            self.standing = standing;
        }
        fits
    }
}

/// The name a plain enum is written as.
fn name(value: &impl Serialize) -> String {
    case_tables::json(value).trim_matches('"').to_owned()
}
