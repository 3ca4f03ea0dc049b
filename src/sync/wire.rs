//! What a desk and central say to each other, and the hash that chains a desk's operations.
//!
//! Everything travels as JSON over HTTPS under `/v1`. A field is only ever added, never renamed:
//! central speaks to clients two versions back.

pub mod compare;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Most operations in one batch.
pub const MAX_BATCH_OPERATIONS: usize = 500;

/// Bytes of JSON a device puts in one batch before compression; one larger operation still
/// travels, alone.
pub const MAX_BATCH_BYTES: usize = 1024 * 1024;

/// Longest body of a single operation, in bytes. The desk refuses to write a longer one, so that
/// nothing it has written can be too large to send.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Most entries in one page of the feed: few requests for a new device that reads all of it.
pub const MAX_FEED_ENTRIES: u32 = 2_000;

/// Operation schema this build writes.
pub const SCHEMA: u32 = 1;

/// Oldest operation schema central still accepts: two versions back.
pub const OLDEST_SCHEMA: u32 = 1;

/// `prev_hash` of a device's first operation: 32 zero bytes in hexadecimal.
pub const GENESIS_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// First field of the hashed encoding; changes only if the encoding does.
const HASH_DOMAIN: &[u8] = b"acikkapi operation 1";

/// One thing that happened at a desk: an event, as it is logged, sent, stored and forwarded.
///
/// `(device, dseq)` is dense from 1 and each operation carries the hash of the one before, so a
/// lost, changed or cloned history shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// UUIDv7 given once, before the operation is stored; the same for ever.
    pub op_id: Uuid,
    /// Office `PPUUU`.
    pub office: String,
    /// The database the operation was made in.
    pub device: Uuid,
    /// Position in the device's history, dense from 1.
    pub dseq: u64,
    /// Hash of operation `dseq - 1` of the device, or [`GENESIS_HASH`].
    pub prev_hash: String,
    /// [`operation_hash`] of this operation, lower-case hexadecimal.
    pub hash: String,
    /// Who acted (staff id, never a name).
    pub actor: String,
    /// Version of the role table the actor's permission was checked against.
    pub role_version: u32,
    /// Schema of `kind` and `body`.
    pub schema: u32,
    /// Event kind, snake case, such as `application_registered`.
    pub kind: String,
    /// The case (application) it belongs to, if any.
    pub case_id: Option<Uuid>,
    /// Revision of the case the actor saw, if it changes one.
    pub base_revision: Option<u64>,
    /// The event as exact JSON bytes; its personal part is sealed under a person key.
    pub body: String,
    /// The device's clock, to the microsecond. Informs people; never decides anything.
    pub device_time: DateTime<Utc>,
}

impl Operation {
    /// Whether `hash` is the hash of the other fields.
    pub fn hash_is_right(&self) -> bool {
        self.hash == operation_hash(self)
    }

    /// Upper bound of the bytes this operation takes in a JSON batch.
    pub fn wire_bytes(&self) -> usize {
        const ENVELOPE: usize = 640;
        const CONTROL_ESCAPE: usize = 6;
        let body: usize = self
            .body
            .bytes()
            .map(|byte| match byte {
                b'"' | b'\\' => 2,
                0..0x20 => CONTROL_ESCAPE,
                _ => 1,
            })
            .sum();
        ENVELOPE + body + 2 * (self.actor.len() + self.kind.len())
    }
}

/// SHA-256 over a length-prefixed encoding of every field of `operation` but `hash`, as
/// lower-case hexadecimal.
///
/// Numbers are eight bytes big-endian, text is preceded by its length, an absent value is a zero
/// byte and a present one a one byte and the value: no two operations share an encoding.
pub fn operation_hash(operation: &Operation) -> String {
    let mut encoding = Encoding(Sha256::new());
    encoding.text(HASH_DOMAIN);
    encoding.text(operation.op_id.as_bytes());
    encoding.text(operation.office.as_bytes());
    encoding.text(operation.device.as_bytes());
    encoding.number(operation.dseq);
    encoding.text(operation.prev_hash.as_bytes());
    encoding.text(operation.actor.as_bytes());
    encoding.number(operation.role_version.into());
    encoding.number(operation.schema.into());
    encoding.text(operation.kind.as_bytes());
    encoding.optional(operation.case_id.as_ref(), |encoding, case| {
        encoding.text(case.as_bytes());
    });
    encoding.optional(operation.base_revision.as_ref(), |encoding, revision| {
        encoding.number(*revision);
    });
    encoding.text(operation.body.as_bytes());
    encoding.time(operation.device_time);
    data_encoding::HEXLOWER.encode(&encoding.0.finalize())
}

/// The device central is in an office in one epoch.
///
/// It follows from both, and is of UUID version 8 (RFC 9562 §5.8), which no desk's is: whoever sees
/// an operation knows whether central made it. A new epoch makes a new device, so that a central
/// restored from a backup never gives a place of its history twice.
#[must_use]
pub fn central_device(office: &str, epoch: Uuid) -> Uuid {
    let mut encoding = Encoding(Sha256::new());
    encoding.text(b"acikkapi central device 1");
    encoding.text(office.as_bytes());
    encoding.text(epoch.as_bytes());
    let digest = encoding.0.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

struct Encoding(Sha256);

impl Encoding {
    fn number(&mut self, number: u64) {
        self.0.update(number.to_be_bytes());
    }

    fn text(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    fn time(&mut self, time: DateTime<Utc>) {
        self.0.update(time.timestamp_micros().to_be_bytes());
    }

    fn optional<T>(&mut self, value: Option<&T>, encode: impl FnOnce(&mut Self, &T)) {
        match value {
            None => self.0.update([0]),
            Some(value) => {
                self.0.update([1]);
                encode(self, value);
            }
        }
    }
}

/// The random key a person's data is sealed under. Destroying it destroys the data everywhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonKey {
    /// The person.
    pub person: Uuid,
    /// The key, 32 bytes in standard Base64.
    pub key: String,
}

impl std::fmt::Debug for PersonKey {
    /// Never prints the key.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PersonKey")
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}

/// `POST /v1/ops`: consecutive operations of the sending device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// At most [`MAX_BATCH_OPERATIONS`], in `dseq` order without gaps.
    pub operations: Vec<Operation>,
    /// Keys of the persons in them.
    #[serde(default)]
    pub keys: Vec<PersonKey>,
}

/// What became of one operation. All of them are stored durably; none needs sending again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Outcome {
    /// Stored and applied now.
    Applied,
    /// It was stored and applied before; a repeated operation that met a conflict or was
    /// rejected gets that answer again instead.
    Exists,
    /// Stored, and a person has to decide.
    Conflict {
        /// The review item.
        review: Uuid,
    },
    /// Stored with its bytes, not applied.
    Rejected {
        /// Why.
        reason: RejectReason,
    },
}

/// Why an operation was stored but not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// The body is not JSON, or lacks a field its kind must have.
    InvalidBody,
    /// The application number does not belong to the office.
    NumberOfAnotherOffice,
    /// The application was already registered by another operation.
    ApplicationExists,
    /// A reason a newer central gives.
    #[serde(other)]
    Other,
}

/// The receipt of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The operation.
    pub op_id: Uuid,
    /// Its place in the device's history.
    pub dseq: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Its place in the office's feed; absent from a central that does not tell it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
}

/// Answer to a push, given only when the whole batch is durably stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResponse {
    /// See [`StateResponse::epoch`].
    pub epoch: Uuid,
    /// Highest operation of the device central holds; all before it are held too.
    pub acked_dseq: u64,
    /// Last position of the office's feed.
    pub feed_head: u64,
    /// One receipt per operation, in order.
    pub receipts: Vec<Receipt>,
    /// Central's clock.
    pub server_time: DateTime<Utc>,
}

/// `GET /v1/state`: what central holds of the asking device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateResponse {
    /// Changes when central may have lost data (restored from a backup).
    pub epoch: Uuid,
    /// The epoch before this one, as far as central knows.
    pub previous_epoch: Option<Uuid>,
    /// Up to here the office's feed is the same as in `previous_epoch`.
    pub feed_base: u64,
    /// Highest operation of the device central holds.
    pub acked_dseq: u64,
    /// Hash of that operation ([`GENESIS_HASH`] when there is none).
    pub acked_hash: String,
    /// Last position of the office's feed.
    pub feed_head: u64,
    /// Oldest operation schema central accepts.
    pub oldest_schema: u32,
    /// Newest operation schema central understands; newer ones are stored and forwarded.
    pub newest_schema: u32,
    /// Central's clock.
    pub server_time: DateTime<Utc>,
}

/// One position of an office's feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedEntry {
    /// Dense from 1 in the office.
    pub position: u64,
    /// What became of the operation at central.
    pub outcome: Outcome,
    /// The operation; absent when the asking device made it, since it has it.
    pub operation: Option<Operation>,
    /// Which of its operations, when the asking device made it; absent from a central that does
    /// not tell it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_dseq: Option<u64>,
}

/// `GET /v1/feed?after=&limit=`: the office's operations after a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedResponse {
    /// See [`StateResponse::epoch`].
    pub epoch: Uuid,
    /// The position asked after.
    pub after: u64,
    /// Last position of the office's feed.
    pub feed_head: u64,
    /// Entries `after + 1`, `after + 2`, … without gaps.
    pub entries: Vec<FeedEntry>,
    /// Keys of the persons in them; a destroyed key is missing.
    pub keys: Vec<PersonKey>,
}

/// Answer to `GET /v1/news`, which waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsResponse {
    /// Last position known of the office's feed; the one asked with when there is no news.
    pub feed_head: u64,
}

/// `POST /v1/enrol`: a device asks to be trusted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// Which code, as [`super::code::EnrolmentCode::id_text`] writes it.
    pub code_id: String,
    /// The code's secret part; never the whole code.
    pub code_secret: String,
    /// The device.
    pub device: Uuid,
    /// The office the desk was set up for; refused when the code is for another one.
    pub office: String,
    /// SHA-256 of the device's own secret, lower-case hexadecimal. The device keeps the secret.
    pub secret_hash: String,
    /// The device number its application numbers carry so far, if it has issued any.
    pub device_number: Option<u8>,
    /// Program version, for the administrator's list.
    pub version: String,
}

/// Answer to an enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolResponse {
    /// The office of the code.
    pub office: String,
    /// The `DD` of every application number issued from now on, 1–99, no other device's.
    pub device_number: u8,
    /// Central's private authority (PEM): the only one the device trusts from now on.
    pub ca_certificate: String,
    /// Central's clock.
    pub server_time: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Operation {
        let mut operation = Operation {
            op_id: Uuid::from_u128(7),
            office: "32001".into(),
            device: Uuid::from_u128(9),
            dseq: 1,
            prev_hash: GENESIS_HASH.into(),
            hash: String::new(),
            actor: "g.kaya".into(),
            role_version: 1,
            schema: SCHEMA,
            kind: "application_registered".into(),
            case_id: Some(Uuid::from_u128(3)),
            base_revision: None,
            body: r#"{"number":"32001-26-01-00001-00"}"#.into(),
            device_time: DateTime::from_timestamp_micros(1_780_000_000_123_456).unwrap(),
        };
        operation.hash = operation_hash(&operation);
        operation
    }

    #[test]
    fn the_encoding_never_changes() {
        // A changed value here means every log in the field stops verifying.
        assert_eq!(sample().hash, PINNED_HASH);
    }

    const PINNED_HASH: &str = "0c25dd031567bdb655fc65ca0e51cab6f7c23e7406ae806a5f27a18390f729b1";

    #[test]
    fn every_field_counts() {
        let changes: Vec<fn(&mut Operation)> = vec![
            |o| o.op_id = Uuid::from_u128(8),
            |o| o.office = "32002".into(),
            |o| o.device = Uuid::from_u128(8),
            |o| o.dseq = 2,
            |o| o.prev_hash = "1".repeat(64),
            |o| o.actor = "x".into(),
            |o| o.role_version = 2,
            |o| o.schema = 2,
            |o| o.kind = "visit_opened".into(),
            |o| o.case_id = None,
            |o| o.base_revision = Some(0),
            |o| o.body = "{}".into(),
            |o| o.device_time += chrono::TimeDelta::microseconds(1),
        ];
        for change in changes {
            let mut operation = sample();
            change(&mut operation);
            assert!(!operation.hash_is_right(), "{operation:?}");
        }
    }

    #[test]
    fn json_keeps_an_operation_to_the_microsecond() {
        let json = serde_json::to_string(&sample()).unwrap();
        let back: Operation = serde_json::from_str(&json).unwrap();
        assert_eq!(back, sample());
        assert!(back.hash_is_right());
    }

    #[test]
    fn outcomes_read_as_status_and_details() {
        let json = serde_json::to_value(Outcome::Rejected {
            reason: RejectReason::InvalidBody,
        })
        .unwrap();
        assert_eq!(
            json,
            serde_json::json!({"status": "rejected", "reason": "invalid_body"})
        );
        let newer: Outcome =
            serde_json::from_str(r#"{"status":"rejected","reason":"a_reason_of_2031"}"#).unwrap();
        assert_eq!(
            newer,
            Outcome::Rejected {
                reason: RejectReason::Other
            }
        );
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = PersonKey {
            person: Uuid::nil(),
            key: "c2VjcmV0".into(),
        };
        assert!(!format!("{key:?}").contains("c2VjcmV0"));
    }

    proptest! {
        #[test]
        fn moving_text_between_fields_changes_the_hash(text in "[a-z]{2,20}", cut in 1usize..19) {
            let cut = cut.min(text.len() - 1);
            let mut one = sample();
            one.actor = text[..cut].into();
            one.kind = text[cut..].into();
            let mut other = sample();
            other.actor = text.clone();
            other.kind = String::new();
            prop_assert_ne!(operation_hash(&one), operation_hash(&other));
        }

        #[test]
        fn wire_bytes_is_an_upper_bound(body in any::<String>()) {
            let mut operation = sample();
            operation.body = body;
            let json = serde_json::to_string(&operation).unwrap();
            prop_assert!(json.len() <= operation.wire_bytes());
        }
    }
}
