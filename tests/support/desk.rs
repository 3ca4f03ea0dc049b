//! A desk's side of the protocol in memory: a log, and the journal over it.

use super::events;
use acikkapi::domain::event::Event;
use acikkapi::domain::ids::PersonId;
use acikkapi::sync::body::Unsealed;
use acikkapi::sync::client::{CallError, Central as _, HttpCentral};
use acikkapi::sync::engine::Position;
use acikkapi::sync::enrol::{EnrolError, enrol};
use acikkapi::sync::journal::{Credentials, Identity, Journal, JournalError, Progress};
use acikkapi::sync::problem::{Problem, ProblemCode};
use acikkapi::sync::seal::PersonalKey;
use acikkapi::sync::wire::*;
use acikkapi::system::System;
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use uuid::Uuid;

/// What the desk has, shared with its journal.
#[derive(Debug, Clone, Default)]
pub struct Content {
    pub log: Vec<Operation>,
    pub keys: Vec<PersonKey>,
    pub position: Position,
    pub receipts: BTreeMap<u64, Outcome>,
    /// Operations of other devices, by feed position.
    pub received: Vec<(u64, Operation)>,
    pub received_keys: BTreeMap<Uuid, String>,
    pub credentials: Option<Credentials>,
    pub last_receipt: Option<DateTime<Utc>>,
    pub device_number: Option<u8>,
    lease: Option<(Uuid, DateTime<Utc>)>,
}

/// A desk.
#[derive(Clone)]
pub struct Desk {
    pub office: String,
    pub device: Uuid,
    content: Arc<Mutex<Content>>,
}

impl Desk {
    /// A desk that central does not know yet.
    pub fn new(office: &str) -> Self {
        Self {
            office: office.into(),
            device: Uuid::now_v7(),
            content: Arc::default(),
        }
    }

    /// A desk enrolled at central.
    pub fn enrolled(office: &str, central: &super::central::Central) -> Self {
        let mut desk = Self::new(office);
        desk.enrol(&central.url(), &central.code(office))
            .expect("enrolled");
        desk
    }

    /// The same device with its own copy of the log, as a copied disk gives.
    pub fn cloned_disk(&self) -> Self {
        Self {
            content: Arc::new(Mutex::new(self.content().clone())),
            ..self.clone()
        }
    }

    pub fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().expect("no test panicked with it")
    }

    pub fn enrol(&mut self, url: &str, code: &str) -> Result<Credentials, EnrolError> {
        let secret = pair(Uuid::now_v7(), self.device);
        enrol(&mut self.clone(), url, code, secret)
    }

    pub fn client(&self) -> HttpCentral {
        let credentials = self.content().credentials.clone().expect("enrolled");
        HttpCentral::new(&credentials).expect("a client")
    }

    /// Appends an operation.
    pub fn append(&self, kind: &str, body: serde_json::Value) -> Operation {
        self.append_raw(kind, body.to_string())
    }

    pub fn append_raw(&self, kind: &str, body: String) -> Operation {
        self.append_as(Uuid::now_v7(), None, (kind.into(), body))
    }

    /// Appends an event, sealed under a key the desk keeps for its person.
    pub fn say(&self, event: &Event) -> Operation {
        let person = event.subject().map(|person| person.0);
        let key = person.map_or([0; 32], |person| self.key(person));
        self.append_event(event, key)
    }

    /// Appends an event, its personal part sealed under this key of its subject.
    fn append_event(&self, event: &Event, key: [u8; 32]) -> Operation {
        let op_id = Uuid::now_v7();
        let unsealed = Unsealed::of(event).expect("it has a subject");
        if let Some(person) = unsealed.person() {
            let key = BASE64.encode(&key);
            let keys = &mut self.content().keys;
            if keys.iter().all(|known| known.person != person) {
                keys.push(PersonKey { person, key });
            }
        }
        let key = PersonalKey::new(key);
        let sealed = unsealed.seal(op_id, Some(&key), &mut System);
        self.append_as(op_id, event.case(), sealed.expect("it has a key"))
    }

    /// The key of a person, or one to be its own.
    fn key(&self, person: Uuid) -> [u8; 32] {
        let content = self.content();
        let known = content.keys.iter().find(|key| key.person == person);
        let Some(known) = known else {
            return pair(person, self.device);
        };
        let bytes = BASE64.decode(known.key.as_bytes()).expect("Base64");
        bytes.try_into().expect("32 bytes")
    }

    fn append_as(
        &self,
        op_id: Uuid,
        case_id: Option<Uuid>,
        (kind, body): (String, String),
    ) -> Operation {
        let mut content = self.content();
        let dseq = content.log.len() as u64 + 1;
        let prev_hash = content
            .log
            .last()
            .map_or(GENESIS_HASH.into(), |last| last.hash.clone());
        let mut operation = Operation {
            op_id,
            office: self.office.clone(),
            device: self.device,
            dseq,
            prev_hash,
            hash: String::new(),
            actor: "clerk-1".into(),
            role_version: 1,
            schema: SCHEMA,
            kind,
            case_id,
            base_revision: None,
            body,
            device_time: "2026-05-04T07:30:00.123456Z".parse().expect("a time"),
        };
        operation.hash = operation_hash(&operation);
        content.log.push(operation.clone());
        operation
    }

    /// Appends the registration of the application with a sequence in its number; its application
    /// and person.
    pub fn register(&self, sequence: u64) -> (Uuid, Uuid) {
        let person = PersonId(Uuid::now_v7());
        let record = events::registered(events::number(&self.office, 1, sequence), person);
        let application = record.application.0;
        self.say(&Event::ApplicationRegistered(Box::new(record)));
        (application, person.0)
    }

    /// The request for operations `first..=last`.
    pub fn batch_of(&self, first: u64, last: u64) -> PushRequest {
        let content = self.content();
        let range = first as usize - 1..last as usize;
        PushRequest {
            operations: content.log[range].to_vec(),
            keys: content.keys.clone(),
        }
    }

    /// Pushes everything in one batch.
    pub fn push_all(&self) -> Result<PushResponse, CallError> {
        let last = self.content().log.len() as u64;
        self.client().push(&self.batch_of(1, last))
    }
}

/// Any 32 bytes that differ for each pair.
fn pair(one: Uuid, other: Uuid) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(one.as_bytes());
    bytes[16..].copy_from_slice(other.as_bytes());
    bytes
}

/// The problem an answer must be.
pub fn problem<T: std::fmt::Debug>(answer: Result<T, CallError>) -> Problem {
    match answer {
        Err(CallError::Problem(problem)) => problem,
        other => panic!("expected a problem, got {other:?}"),
    }
}

/// The code of the problem an answer must be.
pub fn code<T: std::fmt::Debug>(answer: Result<T, CallError>) -> ProblemCode {
    problem(answer).code
}

impl Journal for Desk {
    fn identity(&mut self) -> Result<Identity, JournalError> {
        Ok(Identity {
            office: self.office.clone(),
            device: self.device,
            device_number: self.content().device_number,
        })
    }

    fn credentials(&mut self) -> Result<Option<Credentials>, JournalError> {
        Ok(self.content().credentials.clone())
    }

    fn store_credentials(&mut self, credentials: &Credentials) -> Result<(), JournalError> {
        let mut content = self.content();
        content.credentials = Some(credentials.clone());
        content.device_number = Some(credentials.device_number);
        Ok(())
    }

    fn progress(&mut self) -> Result<Progress, JournalError> {
        let content = self.content();
        let unsent = content.log.get(content.position.acked as usize);
        Ok(Progress {
            head: content.log.len() as u64,
            position: content.position,
            // As if just written: a test does not want to wait for an outage's spread.
            oldest_unsent: unsent.map(|_| Utc::now() - TimeDelta::seconds(1)),
            last_receipt: content.last_receipt,
        })
    }

    fn batch(&mut self, after: u64) -> Result<PushRequest, JournalError> {
        let content = self.content();
        let operations = content.log.iter().skip(after as usize);
        Ok(PushRequest {
            operations: operations.take(40).cloned().collect(),
            keys: content.keys.clone(),
        })
    }

    fn hash_at(&mut self, dseq: u64) -> Result<Option<String>, JournalError> {
        let content = self.content();
        let operation = content.log.get((dseq as usize).wrapping_sub(1));
        Ok(operation.map(|operation| operation.hash.clone()))
    }

    fn record_receipts(
        &mut self,
        response: &PushResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        let mut content = self.content();
        for receipt in &response.receipts {
            content
                .receipts
                .insert(receipt.dseq, receipt.outcome.clone());
        }
        content.position.acked = response.acked_dseq;
        content.last_receipt = Some(at);
        Ok(())
    }

    fn apply_feed(&mut self, page: &FeedResponse) -> Result<(), JournalError> {
        let mut content = self.content();
        for entry in &page.entries {
            if let Some(operation) = &entry.operation {
                let known = content.received.iter();
                if known
                    .clone()
                    .all(|(_, known)| known.op_id != operation.op_id)
                {
                    content.received.push((entry.position, operation.clone()));
                }
            }
            content.position.cursor = entry.position;
        }
        for key in &page.keys {
            content.received_keys.insert(key.person, key.key.clone());
        }
        Ok(())
    }

    fn store_position(&mut self, position: Position) -> Result<(), JournalError> {
        self.content().position = position;
        Ok(())
    }

    fn take_lease(
        &mut self,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, JournalError> {
        let mut content = self.content();
        let free = content
            .lease
            .is_none_or(|(owner, end)| owner == holder || end <= now);
        if free {
            content.lease = Some((holder, until));
        }
        Ok(free)
    }

    fn release_lease(&mut self, holder: Uuid) -> Result<(), JournalError> {
        let mut content = self.content();
        content.lease = content.lease.filter(|(owner, _)| *owner != holder);
        Ok(())
    }
}
