//! Central in memory: the same checks and decisions, the same wire types, another store.
//!
//! What PostgreSQL does with a transaction is taken for granted: a batch is stored whole or not at
//! all, and stays. So the state here changes at once, and a crash is before or after it. A backup is
//! a copy of the state.

use super::mutation::Mutation;
use super::random::Random;
use acikkapi::central::Device;
use acikkapi::central::batch::{self, Batch, Checked};
use acikkapi::domain::case::{Case, CaseMoved, Step};
use acikkapi::domain::event::Event;
use acikkapi::domain::term::Term;
use acikkapi::sync::body;
use acikkapi::sync::ledger::{Held, Judgement, Link, judge};
use acikkapi::sync::problem::{Problem, ProblemCode};
use acikkapi::sync::wire::*;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::rc::Rc;
use uuid::Uuid;

/// An operation in the feed of its office.
#[derive(Debug)]
pub struct Stored {
    pub operation: Operation,
    pub position: u64,
    pub outcome: Outcome,
    pub person: Option<Uuid>,
}

/// What central holds of a device.
#[derive(Debug, Clone)]
pub struct Row {
    pub held: Held,
    pub quarantined: bool,
}

/// A case as central sees it.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// As it was registered; `None` before.
    term: Option<Term>,
    pub person: Uuid,
    /// Its steps, in the order of the feed, with their places.
    pub steps: Vec<(u64, Step)>,
}

impl Kept {
    /// Where it stands.
    pub fn case(&self) -> Option<Case> {
        let mut case = Case::registered(self.term.clone()?);
        for (_, step) in &self.steps {
            case = case.after(step).unwrap_or(case);
        }
        Some(case)
    }
}

/// An office.
#[derive(Debug, Clone, Default)]
pub struct Office {
    pub feed: Vec<Rc<Stored>>,
    feed_base: u64,
    pub devices: BTreeMap<Uuid, Row>,
    /// Where in the feed the operation at a place of a device's history stands.
    pub places: BTreeMap<(Uuid, u64), usize>,
    pub keys: BTreeMap<Uuid, String>,
    pub cases: BTreeMap<Uuid, Kept>,
    numbers: BTreeMap<u64, Uuid>,
    last_device_number: u8,
    pub forks: u32,
    /// What is held of central itself, by the device it was in each epoch.
    pub centrals: BTreeMap<Uuid, Held>,
}

/// Everything central would have in PostgreSQL.
#[derive(Debug, Clone)]
pub struct State {
    pub epoch: Uuid,
    pub previous_epoch: Option<Uuid>,
    pub offices: BTreeMap<String, Office>,
}

/// Central.
pub struct Server {
    pub state: State,
    /// What a crash leaves; only kept when the planted bug makes it differ.
    durable: Option<State>,
    backup: Option<State>,
    pub mutation: Option<Mutation>,
    random: Random,
    /// Most entries of a page of the feed here, so that there are several.
    pub page: usize,
}

/// What any body may have.
#[derive(Default, Deserialize)]
struct AnyBody {
    sealed: Option<Sealed>,
    repeats_operation: Option<Uuid>,
}

#[derive(Deserialize)]
struct Sealed {
    person: Uuid,
}

/// Kinds central reads.
const READ: [&str; 5] = [
    "application_registered",
    "case_moved",
    "unit_recorded",
    "message_queued",
    "message_moved",
];

impl Server {
    pub fn new(mut random: Random, mutation: Option<Mutation>) -> Self {
        let page = usize::try_from(random.between(3, 60)).expect("a small number");
        let state = State {
            epoch: epoch(&mut random, None),
            previous_epoch: None,
            offices: BTreeMap::new(),
        };
        Self {
            durable: (mutation == Some(Mutation::AcknowledgesBeforeDurable)).then(|| state.clone()),
            state,
            backup: None,
            mutation,
            random,
            page,
        }
    }

    fn has(&self, mutation: Mutation) -> bool {
        self.mutation == Some(mutation)
    }

    /// Lets a device in, as an enrolment does; the `DD` of its numbers.
    pub fn enrol(&mut self, device: &Device) -> u8 {
        let office = self.state.offices.entry(device.office.clone()).or_default();
        let new = Row {
            held: Held {
                acked: 0,
                hash: vec![0; 32],
            },
            quarantined: false,
        };
        office.devices.entry(device.id).or_insert(new);
        office.last_device_number += 1;
        let number = office.last_device_number;
        self.flush();
        number
    }

    /// Makes everything durable, where the planted bug did not.
    pub fn flush(&mut self) {
        if let Some(durable) = &mut self.durable {
            *durable = self.state.clone();
        }
    }

    /// Dies and is started again.
    pub fn crash(&mut self) {
        if let Some(durable) = &self.durable {
            self.state = durable.clone();
        }
    }

    pub fn back_up(&mut self) {
        self.backup = Some(self.state.clone());
    }

    /// Puts the last backup back; whether there was one.
    pub fn restore(&mut self) -> bool {
        let Some(backup) = self.backup.clone() else {
            return false;
        };
        let heads: Vec<u64> = self.state.offices.values().map(Office::head).collect();
        let before = std::mem::replace(&mut self.state, backup);
        if self.has(Mutation::EpochUnchanged) {
            return true;
        }
        self.state.previous_epoch = Some(self.state.epoch);
        self.state.epoch = epoch(&mut self.random, Some(before.epoch));
        for (office, head_before) in self.state.offices.values_mut().zip(heads) {
            office.feed_base = match self.mutation {
                Some(Mutation::FeedBaseTooHigh) => head_before,
                _ => office.head(),
            };
        }
        self.flush();
        true
    }

    /// How much of a device a crash would leave.
    pub fn held_for_good(&self, device: &Device) -> Option<u64> {
        let state = self.durable.as_ref().unwrap_or(&self.state);
        let row = state.offices.get(&device.office)?.devices.get(&device.id)?;
        Some(row.held.acked)
    }

    pub fn office(&self, device: &Device) -> Result<(&Office, &Row), Problem> {
        let unknown = || Problem::new(ProblemCode::Unauthorised, "unknown credential");
        let office = self.state.offices.get(&device.office).ok_or_else(unknown)?;
        let row = office.devices.get(&device.id).ok_or_else(unknown)?;
        if row.quarantined {
            let title = "the device is set aside after a fork of its history";
            return Err(Problem::new(ProblemCode::Quarantined, title));
        }
        Ok((office, row))
    }

    /// `GET /v1/state`.
    pub fn state(&self, device: &Device, now: DateTime<Utc>) -> Result<StateResponse, Problem> {
        let (office, row) = self.office(device)?;
        Ok(StateResponse {
            epoch: self.state.epoch,
            previous_epoch: self.state.previous_epoch,
            feed_base: office.feed_base,
            acked_dseq: row.held.acked,
            acked_hash: data_encoding::HEXLOWER.encode(&row.held.hash),
            feed_head: office.head(),
            oldest_schema: OLDEST_SCHEMA,
            newest_schema: SCHEMA,
            server_time: now,
        })
    }

    /// `GET /v1/feed`.
    pub fn feed(&self, device: &Device, after: u64) -> Result<FeedResponse, Problem> {
        let (office, _) = self.office(device)?;
        let first = usize::try_from(after).unwrap_or(usize::MAX);
        let page = office.feed.iter().skip(first).take(self.page);
        let misplaced = u64::from(self.has(Mutation::MisplacesOwn));
        let mut keys = BTreeMap::new();
        let mut hidden = !self.has(Mutation::HidesOthersOperation);
        let entries = page
            .map(|stored| {
                let mut own = stored.operation.device == device.id;
                if !own && !hidden && stored.position % 5 == 0 {
                    (own, hidden) = (true, true);
                }
                let person = stored.person.filter(|_| !own);
                if let Some((person, key)) = person.and_then(|who| office.keys.get_key_value(&who))
                {
                    keys.insert(*person, key.clone());
                }
                FeedEntry {
                    position: stored.position,
                    outcome: stored.outcome.clone(),
                    operation: (!own).then(|| stored.operation.clone()),
                    own_dseq: own.then_some(stored.operation.dseq + misplaced),
                }
            })
            .collect();
        Ok(FeedResponse {
            epoch: self.state.epoch,
            after,
            feed_head: office.head(),
            entries,
            keys: keys
                .into_iter()
                .map(|(person, key)| PersonKey { person, key })
                .collect(),
        })
    }

    /// `POST /v1/ops`.
    pub fn push(
        &mut self,
        device: &Device,
        request: &PushRequest,
        now: DateTime<Utc>,
    ) -> Result<PushResponse, Problem> {
        let Batch { operations, .. } = batch::check(request.clone(), device)?;
        let (office, row) = self.office(device)?;
        let links: Vec<Link<'_>> = operations.iter().map(Checked::link).collect();
        let hashes: BTreeMap<u64, Vec<u8>> = links
            .iter()
            .filter_map(|link| {
                let stored = &office.feed[*office.places.get(&(device.id, link.dseq))?];
                let hash = data_encoding::HEXLOWER.decode(stored.operation.hash.as_bytes());
                Some((link.dseq, hash.ok()?))
            })
            .collect();
        let known = |dseq| hashes.get(&dseq).map(Vec::as_slice);
        let judgement = self.misjudge(judge(&row.held, &links, known), &row.held, &links);
        let (repeated, held) = match judgement {
            Judgement::Gap { expected } => return Err(Problem::gap(expected)),
            Judgement::Fork { .. } => {
                self.set_aside(device);
                let title = "another operation is held at this place of the device's history";
                return Err(Problem::new(ProblemCode::Fork, title));
            }
            Judgement::Take { repeated, held } => (repeated, held),
        };
        let mut receipts = Vec::new();
        for (index, checked) in operations.iter().enumerate() {
            receipts.push(if index < repeated {
                self.repeat(device, &checked.operation)
            } else {
                self.store(device, &checked.operation)
            });
        }
        if !self.has(Mutation::LosesKeys) {
            let keys = &mut self
                .state
                .offices
                .get_mut(&device.office)
                .expect("known")
                .keys;
            for key in &request.keys {
                keys.entry(key.person).or_insert_with(|| key.key.clone());
            }
        }
        let office = self.state.offices.get_mut(&device.office).expect("known");
        let row = office.devices.get_mut(&device.id).expect("known");
        row.held = held;
        Ok(PushResponse {
            epoch: self.state.epoch,
            acked_dseq: row.held.acked,
            feed_head: office.head(),
            receipts,
            server_time: now,
        })
    }

    /// What a central with the planted bug makes of its judgement.
    fn misjudge(&self, judgement: Judgement, held: &Held, links: &[Link<'_>]) -> Judgement {
        let last = links.last().map_or_else(
            || held.clone(),
            |last| Held {
                acked: last.dseq.max(held.acked),
                hash: last.hash.to_vec(),
            },
        );
        let new = links.iter().filter(|link| link.dseq > held.acked).count();
        match (self.mutation, judgement) {
            (Some(Mutation::GapUnseen), Judgement::Gap { .. })
            | (Some(Mutation::StoresRepeats), Judgement::Take { .. }) => Judgement::Take {
                repeated: 0,
                held: last,
            },
            (Some(Mutation::ForkUnseen), Judgement::Fork { .. }) => Judgement::Take {
                repeated: links.len() - new,
                held: last,
            },
            (_, judgement) => judgement,
        }
    }

    fn set_aside(&mut self, device: &Device) {
        let office = self.state.offices.get_mut(&device.office).expect("known");
        office.forks += 1;
        let row = office.devices.get_mut(&device.id).expect("known");
        row.quarantined = true;
    }

    pub fn repeat(&self, device: &Device, operation: &Operation) -> Receipt {
        let office = &self.state.offices[&device.office];
        let stored = office.places.get(&(device.id, operation.dseq));
        let stored = stored.map(|index| &office.feed[*index]);
        let outcome = match stored.map(|stored| &stored.outcome) {
            Some(Outcome::Applied) | None => Outcome::Exists,
            Some(other) => other.clone(),
        };
        receipt(operation, outcome, stored.map(|stored| stored.position))
    }

    /// Stores an operation at the end of its office's feed.
    pub fn store(&mut self, device: &Device, operation: &Operation) -> Receipt {
        let review = uuid(&mut self.random);
        let skips = self.has(Mutation::SkipsPosition);
        let office = self.state.offices.get_mut(&device.office).expect("known");
        let any: AnyBody = serde_json::from_str(&operation.body).unwrap_or_default();
        let outcome = office.apply(&device.office, operation, (any.repeats_operation, review));
        let gap = u64::from(skips && office.head() % 7 == 6);
        let position = office.head() + 1 + gap;
        let place = (device.id, operation.dseq);
        office.places.insert(place, office.feed.len());
        office.feed.push(Rc::new(Stored {
            operation: operation.clone(),
            position,
            outcome: outcome.clone(),
            person: any.sealed.map(|sealed| sealed.person),
        }));
        receipt(operation, outcome, Some(position))
    }
}

fn receipt(operation: &Operation, outcome: Outcome, position: Option<u64>) -> Receipt {
    Receipt {
        op_id: operation.op_id,
        dseq: operation.dseq,
        outcome,
        position,
    }
}

impl Office {
    pub fn head(&self) -> u64 {
        self.feed.last().map_or(0, |last| last.position)
    }

    /// What is held of central as this device.
    pub fn own(&self, device: Uuid) -> Held {
        let nothing = || Held {
            acked: 0,
            hash: vec![0; 32],
        };
        self.centrals.get(&device).cloned().unwrap_or_else(nothing)
    }

    /// Enters what central understands.
    fn apply(
        &mut self,
        own: &str,
        operation: &Operation,
        (repeats, review): (Option<Uuid>, Uuid),
    ) -> Outcome {
        let reject = |reason| Outcome::Rejected { reason };
        let is_json = serde_json::from_str::<serde_json::Value>(&operation.body).is_ok();
        let event = match operation.schema <= SCHEMA {
            true => body::impersonal(&operation.kind, &operation.body),
            false => None,
        };
        let unreadable = event.is_none()
            && operation.schema <= SCHEMA
            && READ.contains(&operation.kind.as_str());
        if !is_json || unreadable {
            return reject(RejectReason::InvalidBody);
        }
        let is_held = |op_id: Uuid| self.feed.iter().any(|held| held.operation.op_id == op_id);
        let without_effect = repeats.is_some_and(is_held);
        match event {
            Some(Event::ApplicationRegistered(record)) => {
                if record.number.office().to_string() != own {
                    return reject(RejectReason::NumberOfAnotherOffice);
                }
                let case = self.cases.entry(record.application.0).or_default();
                if case.term.is_some() {
                    return reject(RejectReason::ApplicationExists);
                }
                case.term = Some(record.term());
                case.person = record.person.0;
                let number = record.number.digits().parse().expect("digits");
                let application = record.application.0;
                if *self.numbers.entry(number).or_insert(application) != application {
                    return Outcome::Conflict { review };
                }
                Outcome::Applied
            }
            Some(Event::CaseMoved(moved)) if !without_effect => {
                self.step(&moved, (self.head() + 1, review))
            }
            _ => Outcome::Applied,
        }
    }

    fn step(&mut self, moved: &CaseMoved, (position, review): (u64, Uuid)) -> Outcome {
        let case = self.cases.entry(moved.application.0).or_default();
        let fits = case.case().is_some_and(|case| case.allows(&moved.step));
        case.steps.push((position, moved.step.clone()));
        if fits {
            Outcome::Applied
        } else {
            Outcome::Conflict { review }
        }
    }
}

/// A UUIDv7 later than `after`.
fn epoch(random: &mut Random, after: Option<Uuid>) -> Uuid {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let millis = after.map_or(1_780_000_000_000, |after| {
        u64::try_from(after.as_u128() >> 80).expect("48 bits") + 1
    });
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

fn uuid(random: &mut Random) -> Uuid {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
