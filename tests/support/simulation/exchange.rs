//! Central in memory: comparing, taking back what it has lost, and what it writes itself.

use super::clock::MachineSource;
use super::server::{Server, Stored};
use super::work;
use acikkapi::central::Device;
use acikkapi::domain::case::{CaseMoved, Said};
use acikkapi::domain::event::Event;
use acikkapi::domain::ids::{ApplicationId, PersonId};
use acikkapi::domain::source::Source;
use acikkapi::sync::body::Unsealed;
use acikkapi::sync::digest::{Days, day_of, root_of};
use acikkapi::sync::ledger::{Held, Link, Return, judge_return};
use acikkapi::sync::problem::Problem;
use acikkapi::sync::seal::PersonalKey;
use acikkapi::sync::wire::compare::*;
use acikkapi::sync::wire::*;
use acikkapi::text::CleanText;
use chrono::{DateTime, NaiveDate, Utc};
use data_encoding::{BASE64, HEXLOWER};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use uuid::Uuid;

fn hash(operation: &Operation) -> Vec<u8> {
    let hash = HEXLOWER.decode(operation.hash.as_bytes());
    hash.expect("its hash was checked")
}

impl Server {
    /// `GET /v1/digest`.
    pub fn digest(&self, device: &Device, upto: u64) -> Result<DigestResponse, Problem> {
        let (office, _) = self.office(device)?;
        let mut days = Days::default();
        for stored in office.feed.iter().filter(|stored| stored.position <= upto) {
            let operation = &stored.operation;
            let leaf = hash(operation).try_into().expect("32 bytes");
            days.add(operation.device_time, operation.op_id, leaf);
        }
        let days = days.digests();
        Ok(DigestResponse {
            epoch: self.state.epoch,
            upto,
            root: root_of(&days),
            days,
        })
    }

    /// `GET /v1/digest/{day}`.
    pub fn day(
        &self,
        device: &Device,
        (day, upto, after): (NaiveDate, u64, Option<Uuid>),
    ) -> Result<DayResponse, Problem> {
        let (office, _) = self.office(device)?;
        let held: BTreeMap<Uuid, &Rc<Stored>> = office
            .feed
            .iter()
            .filter(|stored| stored.position <= upto)
            .filter(|stored| day_of(stored.operation.device_time) == day)
            .filter(|stored| after.is_none_or(|after| stored.operation.op_id > after))
            .map(|stored| (stored.operation.op_id, stored))
            .collect();
        let page = held.values().take(self.page).map(|stored| HeldOperation {
            op_id: stored.operation.op_id,
            hash: stored.operation.hash.clone(),
            position: stored.position,
        });
        Ok(DayResponse {
            epoch: self.state.epoch,
            day,
            operations: page.collect(),
            more: held.len() > self.page,
        })
    }

    /// `POST /v1/operations/lookup`.
    pub fn look_up(
        &self,
        device: &Device,
        wanted: &LookupRequest,
    ) -> Result<LookupResponse, Problem> {
        let (office, _) = self.office(device)?;
        let found = office
            .feed
            .iter()
            .filter(|stored| wanted.operations.contains(&stored.operation.op_id));
        let mut keys = BTreeMap::new();
        let entries = found
            .map(|stored| {
                let person = stored.person;
                if let Some((person, key)) = person.and_then(|who| office.keys.get_key_value(&who))
                {
                    keys.insert(*person, key.clone());
                }
                FeedEntry {
                    position: stored.position,
                    outcome: stored.outcome.clone(),
                    operation: Some(stored.operation.clone()),
                    own_dseq: None,
                }
            })
            .collect();
        Ok(LookupResponse {
            epoch: self.state.epoch,
            entries,
            keys: keys
                .into_iter()
                .map(|(person, key)| PersonKey { person, key })
                .collect(),
        })
    }

    /// `POST /v1/compared`.
    pub fn compared(&self, device: &Device) -> Result<CompareReceipt, Problem> {
        self.office(device)?;
        Ok(CompareReceipt {
            epoch: self.state.epoch,
        })
    }

    /// `POST /v1/returned`.
    pub fn give_back(
        &mut self,
        device: &Device,
        lost: &ReturnRequest,
        now: DateTime<Utc>,
    ) -> Result<ReturnResponse, Problem> {
        self.office(device)?;
        let (mut receipts, mut refused) = (Vec::new(), Vec::new());
        for returned in &lost.operations {
            let operation = &returned.operation;
            match self.judge_returned(device, operation, &lost.epochs) {
                Ok(Return::Exists) => receipts.push(self.repeat_of(operation)),
                Ok(Return::Next) => {
                    let of = Device {
                        office: device.office.clone(),
                        id: operation.device,
                    };
                    receipts.push(self.store(&of, operation));
                    self.go_on(operation);
                }
                // This central loses nothing from the middle.
                Ok(Return::Hole | Return::Fork) => {
                    refused.push((operation.op_id, NotTaken::Fork));
                }
                Ok(Return::Gap) => refused.push((operation.op_id, NotTaken::Gap)),
                Err(reason) => refused.push((operation.op_id, reason)),
            }
        }
        let office = self.state.offices.get_mut(&device.office).expect("known");
        for key in &lost.keys {
            let keys = &mut office.keys;
            keys.entry(key.person).or_insert_with(|| key.key.clone());
        }
        let refused = refused.into_iter();
        Ok(ReturnResponse {
            epoch: self.state.epoch,
            acked_dseq: office.devices[&device.id].held.acked,
            feed_head: office.head(),
            receipts,
            refused: refused
                .map(|(op_id, reason)| NotReturned { op_id, reason })
                .collect(),
            server_time: now,
        })
    }

    fn judge_returned(
        &self,
        sender: &Device,
        operation: &Operation,
        epochs: &[Uuid],
    ) -> Result<Return, NotTaken> {
        let office = &self.state.offices[&sender.office];
        let by_central = epochs
            .iter()
            .any(|epoch| central_device(&sender.office, *epoch) == operation.device);
        let held = match office.devices.get(&operation.device) {
            Some(row) => row.held.clone(),
            None if by_central => office.own(operation.device),
            None => return Err(NotTaken::UnknownDevice),
        };
        let at = office.places.get(&(operation.device, operation.dseq));
        let known = at.map(|index| hash(&office.feed[*index].operation));
        let own = hash(operation);
        let prev_hash = HEXLOWER.decode(operation.prev_hash.as_bytes());
        let link = Link {
            dseq: operation.dseq,
            prev_hash: &prev_hash.unwrap_or_default(),
            hash: &own,
        };
        let judged = judge_return(&held, &link, (known.as_deref(), None));
        let is_now = central_device(&sender.office, self.state.epoch) == operation.device;
        let may_be_lost =
            self.state.previous_epoch.is_some() && !is_now || operation.device == sender.id;
        match judged {
            Return::Next if !may_be_lost => Err(NotTaken::NotLost),
            judged => Ok(judged),
        }
    }

    fn repeat_of(&self, operation: &Operation) -> Receipt {
        let of = Device {
            office: operation.office.clone(),
            id: operation.device,
        };
        self.repeat(&of, operation)
    }

    /// The history of the operation's device goes on with it.
    fn go_on(&mut self, operation: &Operation) {
        let held = Held {
            acked: operation.dseq,
            hash: hash(operation),
        };
        let office = self.state.offices.get_mut(&operation.office);
        let office = office.expect("known");
        match office.devices.get_mut(&operation.device) {
            Some(row) => row.held = held,
            None => {
                office.centrals.insert(operation.device, held);
            }
        }
    }

    /// Ids of operations of an office that a desk or an earlier central made.
    pub fn operations(&self, office: &str) -> BTreeSet<Uuid> {
        let office = self.state.offices.get(office);
        let feed = office.into_iter().flat_map(|office| &office.feed);
        feed.map(|stored| stored.operation.op_id).collect()
    }

    /// An officer of a unit takes a step of some case, as in the portal; what.
    pub fn write(&mut self, name: &str, source: &mut MachineSource, serial: u64) -> Option<String> {
        let office = self.state.offices.get(name)?;
        let known: Vec<Uuid> = office.cases.keys().copied().collect();
        let application = *source.random.pick(&known)?;
        let kept = &office.cases[&application];
        let case = kept.case()?;
        let allowed: Vec<_> = work::steps(&mut source.random)
            .into_iter()
            .filter(|step| case.allows(step))
            .collect();
        let step = source.random.pick(&allowed)?.clone();
        let key = BASE64.decode(office.keys.get(&kept.person)?.as_bytes());
        let key = PersonalKey::of(&key.ok()?)?;
        let event = Event::CaseMoved(Box::new(CaseMoved {
            application: ApplicationId(application),
            person: PersonId(kept.person),
            step,
            private: Said::text(CleanText::line(&format!("{serial} birim"))),
        }));
        let id = central_device(name, self.state.epoch);
        let held = office.own(id);
        let op_id = source.id();
        let unsealed = Unsealed::of(&event).expect("it has a subject");
        let sealed = unsealed.seal(op_id, Some(&key), source);
        let (kind, body) = sealed.expect("it has a key");
        let mut operation = Operation {
            op_id,
            office: name.to_owned(),
            device: id,
            dseq: held.acked + 1,
            prev_hash: HEXLOWER.encode(&held.hash),
            hash: String::new(),
            actor: "program".into(),
            role_version: 1,
            schema: SCHEMA,
            kind,
            case_id: event.case(),
            base_revision: None,
            body,
            device_time: source.stamp(),
        };
        operation.hash = operation_hash(&operation);
        let office = name.to_owned();
        self.store(&Device { office, id }, &operation);
        self.go_on(&operation);
        Some(format!("writes {}", operation.dseq))
    }
}
