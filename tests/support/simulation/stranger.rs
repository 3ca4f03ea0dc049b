//! A device of another program: older, newer, or broken.
//!
//! It writes what the desk under test never would: kinds of a later version, of a later schema, and
//! bodies that are no JSON. Central has to keep all of it, and the office's desks have to live with it.

use super::random::Random;
use acikkapi::central::Device;
use acikkapi::sync::wire::*;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Such a device, with its history.
pub struct Stranger {
    pub device: Device,
    pub log: Vec<Operation>,
    random: Random,
}

impl Stranger {
    pub fn new(office: &str, mut random: Random) -> Self {
        let id = uuid(&mut random);
        let office = office.to_owned();
        Self {
            device: Device { office, id },
            log: Vec::new(),
            random,
        }
    }

    /// Writes something; what.
    pub fn write(&mut self, now: DateTime<Utc>) -> &'static str {
        let (what, kind, body, schema) = match self.random.below(4) {
            0 => (
                "a kind of 2031",
                "escort_booked_2031",
                "{\"hours\":2}",
                SCHEMA,
            ),
            1 => (
                "a later schema",
                "case_moved",
                "{\"step\":\"teleport\"}",
                SCHEMA + 1,
            ),
            2 => (
                "a body that is no JSON",
                "guidance_given",
                "{\"minutes\":",
                SCHEMA,
            ),
            _ => (
                "a step without a case",
                "case_moved",
                "{\"step\":\"return\"}",
                OLDEST_SCHEMA,
            ),
        };
        let last = self.log.last();
        let mut operation = Operation {
            op_id: uuid(&mut self.random),
            office: self.device.office.clone(),
            device: self.device.id,
            dseq: last.map_or(0, |last| last.dseq) + 1,
            prev_hash: last.map_or(GENESIS_HASH.into(), |last| last.hash.clone()),
            hash: String::new(),
            actor: "program".into(),
            role_version: 1,
            schema,
            kind: kind.into(),
            case_id: None,
            base_revision: None,
            body: body.into(),
            device_time: now,
        };
        operation.hash = operation_hash(&operation);
        self.log.push(operation);
        what
    }

    /// What central lacks, given what it holds.
    pub fn batch(&self, acked: u64) -> PushRequest {
        let held = usize::try_from(acked).unwrap_or(usize::MAX);
        PushRequest {
            operations: self.log.iter().skip(held).take(20).cloned().collect(),
            keys: Vec::new(),
        }
    }
}

fn uuid(random: &mut Random) -> Uuid {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
