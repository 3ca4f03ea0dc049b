//! Reading and checking a pushed batch, before the database is asked anything.

use super::answer::Refusal;
use super::credential::Device;
use crate::sync::ledger::Link;
use crate::sync::problem::{Problem, ProblemCode};
use crate::sync::wire::{
    MAX_BATCH_OPERATIONS, MAX_BODY_BYTES, OLDEST_SCHEMA, Operation, PersonKey, PushRequest,
};
use chrono::Datelike;
use data_encoding::{BASE64, HEXLOWER};
use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;
use std::io::Read;
use uuid::Uuid;

/// Largest request, before and after decompression: several times what a device puts in a batch,
/// so that one large operation still fits, and little enough for many requests at once.
pub(super) const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;

const MAX_KIND_BYTES: usize = 64;
const MAX_ACTOR_BYTES: usize = 200;
const KEY_BYTES: usize = 32;
const HASH_BYTES: usize = 32;

/// A batch that is sound in itself.
#[derive(Debug)]
pub struct Batch {
    /// Dense, chained, of the device; at least one.
    pub operations: Vec<Checked>,
    /// Keys with their raw bytes.
    pub keys: Vec<(Uuid, Vec<u8>)>,
}

/// An operation with its hashes as bytes.
#[derive(Debug)]
pub struct Checked {
    /// As it came.
    pub operation: Operation,
    /// Its place, as PostgreSQL stores it.
    pub dseq: i64,
    /// Its base revision, as PostgreSQL stores it.
    pub base_revision: Option<i64>,
    /// Hash of the operation before it.
    pub prev_hash: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
}

impl Checked {
    /// Its place in the device's history.
    pub fn link(&self) -> Link<'_> {
        Link {
            dseq: self.operation.dseq,
            prev_hash: &self.prev_hash,
            hash: &self.hash,
        }
    }
}

/// Decompresses, parses and checks a request body.
pub(super) fn read(body: &[u8], gzip: bool, device: &Device) -> Result<Batch, Refusal> {
    Ok(check(unpack(body, gzip)?, device)?)
}

/// Decompresses and parses a request body.
pub(super) fn unpack<T: DeserializeOwned>(body: &[u8], gzip: bool) -> Result<T, Refusal> {
    Ok(if gzip {
        parse(&decompress(body)?)?
    } else {
        parse(body)?
    })
}

fn decompress(body: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut json = Vec::with_capacity(body.len().saturating_mul(4).min(MAX_REQUEST_BYTES));
    // One byte more than allowed is enough to know; a bomb is never unpacked.
    GzDecoder::new(body)
        .take(MAX_REQUEST_BYTES as u64 + 1)
        .read_to_end(&mut json)
        .map_err(|_| invalid("the body is not gzip"))?;
    if json.len() > MAX_REQUEST_BYTES {
        let title = "the batch is too large after decompression";
        return Err(Refusal::new(ProblemCode::TooLarge, title));
    }
    Ok(json)
}

fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(json).map_err(|error| {
        // The place and the kind of the fault, never the text around it.
        let category = error.classify();
        let (line, column) = (error.line(), error.column());
        invalid(&format!(
            "the body is not a batch: {category:?} fault at {line}:{column}"
        ))
    })
}

/// Checks a batch of a device in itself.
///
/// # Errors
/// What is wrong with it; none of it is stored then.
pub fn check(request: PushRequest, device: &Device) -> Result<Batch, Problem> {
    if request.operations.is_empty() {
        return Err(invalid("the batch is empty"));
    }
    if request.operations.len() > MAX_BATCH_OPERATIONS {
        let title = "the batch has too many operations";
        return Err(Problem::new(ProblemCode::TooLarge, title));
    }
    let mut operations: Vec<Checked> = Vec::with_capacity(request.operations.len());
    for operation in request.operations {
        let checked = check_operation(operation, device)?;
        if let Some(before) = operations.last() {
            if checked.dseq != before.dseq + 1 {
                return Err(invalid("the batch has a gap"));
            }
            if checked.prev_hash != before.hash {
                return Err(broken("an operation does not continue the one before"));
            }
        }
        operations.push(checked);
    }
    let keys = check_keys(request.keys)?;
    Ok(Batch { operations, keys })
}

/// Keys with their raw bytes.
pub(super) fn check_keys(keys: Vec<PersonKey>) -> Result<Vec<(Uuid, Vec<u8>)>, Problem> {
    let raw = |key: PersonKey| {
        let bytes = BASE64.decode(key.key.as_bytes()).ok();
        let bytes = bytes.filter(|bytes| bytes.len() == KEY_BYTES);
        Some((key.person, bytes?))
    };
    let raw: Option<_> = keys.into_iter().map(raw).collect();
    raw.ok_or_else(|| invalid("a person key is not 32 bytes in Base64"))
}

/// Checks an operation of a device in itself.
pub(super) fn check_operation(operation: Operation, device: &Device) -> Result<Checked, Problem> {
    if operation.office != device.office || operation.device != device.id {
        let title = "an operation names another office or device than the credential";
        return Err(Problem::new(ProblemCode::WrongOrigin, title));
    }
    if operation.schema < OLDEST_SCHEMA {
        let title = "an operation is of a schema no longer accepted";
        return Err(Problem::new(ProblemCode::SchemaTooOld, title));
    }
    let texts = [&operation.kind, &operation.actor, &operation.body];
    if texts.iter().any(|text| text.contains('\0')) {
        return Err(invalid("an operation contains a NUL character"));
    }
    if operation.kind.is_empty()
        || operation.kind.len() > MAX_KIND_BYTES
        || operation.actor.len() > MAX_ACTOR_BYTES
        || operation.body.len() > MAX_BODY_BYTES
    {
        return Err(invalid(
            "a field of an operation is too long, or it has no kind",
        ));
    }
    if !(1900..=9999).contains(&operation.device_time.year()) {
        return Err(invalid("an operation's time is out of range"));
    }
    let dseq = i64::try_from(operation.dseq).ok().filter(|dseq| *dseq > 0);
    let dseq = dseq.ok_or_else(|| invalid("an operation's number is out of range"))?;
    let base_revision = operation.base_revision.map(i64::try_from).transpose();
    let base_revision = base_revision.map_err(|_| invalid("a revision is out of range"))?;
    let prev_hash = hash_bytes(&operation.prev_hash)?;
    let hash = hash_bytes(&operation.hash)?;
    if !operation.hash_is_right() {
        return Err(broken("an operation's hash is not of its content"));
    }
    Ok(Checked {
        operation,
        dseq,
        base_revision,
        prev_hash,
        hash,
    })
}

fn hash_bytes(text: &str) -> Result<Vec<u8>, Problem> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    let bytes = bytes.filter(|bytes| bytes.len() == HASH_BYTES);
    bytes.ok_or_else(|| broken("a hash is not 64 lower-case hexadecimal digits"))
}

fn invalid(title: &str) -> Problem {
    Problem::new(ProblemCode::Invalid, title)
}

fn broken(title: &str) -> Problem {
    Problem::new(ProblemCode::BrokenChain, title)
}
