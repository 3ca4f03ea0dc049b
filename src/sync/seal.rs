//! Seals the personal part of an event under the person's own key.
//!
//! An event's body may have a field `private`. Before the event is stored, that field is taken
//! out, encrypted with XChaCha20-Poly1305 and put back as `sealed`; the log, the hash chain and
//! central know only the sealed form. The seal is bound to its operation: a box moved to another
//! operation, kind or person does not open.

use crate::domain::source::Source;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The field with the personal part, in the clear.
const PRIVATE: &str = "private";
/// The field that stands for it when it is sealed.
const SEALED: &str = "sealed";
/// First bytes of the data a seal is bound to; changes only if the sealing does.
const DOMAIN: &[u8] = b"acikkapi seal 1";
const NONCE_BYTES: usize = 24;

/// A body or its personal part is not what an event's is: a defect of the program, since events
/// are written by it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event's personal part cannot be sealed")]
pub struct SealError;

/// The key of one person.
pub struct PersonalKey(Zeroizing<[u8; 32]>);

impl PersonalKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A fresh key.
    pub fn random(source: &mut dyn Source) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        source.fill(bytes.as_mut());
        Self(bytes)
    }

    /// The key of bytes from a table or the wire; `None` when they are not 32.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self::new(bytes.try_into().ok()?))
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.0))
    }
}

/// What a seal is bound to.
#[derive(Debug, Clone, Copy)]
pub struct Binding<'a> {
    /// The operation.
    pub op_id: Uuid,
    /// Its kind.
    pub kind: &'a str,
    /// Whose key it is.
    pub person: Uuid,
}

impl Binding<'_> {
    /// Fields of fixed length first, so that no two bindings share an encoding.
    fn bytes(&self) -> Vec<u8> {
        let parts: [&[u8]; 4] = [
            DOMAIN,
            self.op_id.as_bytes(),
            self.person.as_bytes(),
            self.kind.as_bytes(),
        ];
        parts.concat()
    }
}

/// `sealed` in a body.
#[derive(Serialize, Deserialize)]
struct SealedPart {
    person: Uuid,
    nonce: String,
    #[serde(rename = "box")]
    sealed_box: String,
}

/// Takes the personal part out of a body. One that says nothing (null or empty all the way down)
/// is only left out: there is nothing to seal, and it is read as empty again.
pub fn take_private(body: &mut Value) -> Option<Value> {
    let private = body.as_object_mut()?.remove(PRIVATE)?;
    (!says_nothing(&private)).then_some(private)
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(says_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Puts the sealed form of `private` into a body.
///
/// # Errors
/// [`SealError`] when the body is no JSON object.
pub fn seal(
    body: &mut Value,
    private: &Value,
    (key, binding): (&PersonalKey, Binding<'_>),
    source: &mut dyn Source,
) -> Result<(), SealError> {
    let plain = Zeroizing::new(serde_json::to_vec(private).map_err(|_| SealError)?);
    let mut nonce = [0; NONCE_BYTES];
    source.fill(&mut nonce);
    let payload = Payload {
        msg: &plain,
        aad: &binding.bytes(),
    };
    let sealed_box = key
        .cipher()
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| SealError)?;
    let sealed = SealedPart {
        person: binding.person,
        nonce: BASE64.encode(&nonce),
        sealed_box: BASE64.encode(&sealed_box),
    };
    let sealed = serde_json::to_value(sealed).map_err(|_| SealError)?;
    body.as_object_mut()
        .ok_or(SealError)?
        .insert(SEALED.to_owned(), sealed);
    Ok(())
}

/// Seals bytes that stand apart from an event, such as a file, bound to `binding`: nonce, then box.
///
/// # Errors
/// [`SealError`] for more bytes than the cipher takes, which nothing here has.
pub fn seal_bytes(
    plain: &[u8],
    binding: &[u8],
    key: &PersonalKey,
    source: &mut dyn Source,
) -> Result<Vec<u8>, SealError> {
    let mut nonce = [0; NONCE_BYTES];
    source.fill(&mut nonce);
    let payload = Payload {
        msg: plain,
        aad: binding,
    };
    let sealed = key.cipher().encrypt(&XNonce::from(nonce), payload);
    Ok([nonce.as_slice(), &sealed.map_err(|_| SealError)?].concat())
}

/// Opens what [`seal_bytes`] sealed; `None` where it does not open with this key and binding.
#[must_use]
pub fn open_bytes(sealed: &[u8], binding: &[u8], key: &PersonalKey) -> Option<Vec<u8>> {
    let (nonce, sealed_box) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let payload = Payload {
        msg: sealed_box,
        aad: binding,
    };
    key.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
}

/// Whose data is sealed in a body.
#[must_use]
pub fn person(body: &Value) -> Option<Uuid> {
    sealed_part(body.as_object()?).map(|sealed| sealed.person)
}

/// Whose data is sealed in a stored body.
#[must_use]
pub fn person_in(body: &str) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Body {
        sealed: SealedPart,
    }
    let body: Body = serde_json::from_str(body).ok()?;
    Some(body.sealed.person)
}

/// Opens what is sealed in a body; `None` where nothing is, or where it does not open with this
/// key for this operation.
#[must_use]
pub fn open(body: &Value, key: &PersonalKey, op_id: Uuid, kind: &str) -> Option<Value> {
    let sealed = sealed_part(body.as_object()?)?;
    let nonce = BASE64.decode(sealed.nonce.as_bytes()).ok()?;
    let nonce: [u8; NONCE_BYTES] = nonce.as_slice().try_into().ok()?;
    let sealed_box = BASE64.decode(sealed.sealed_box.as_bytes()).ok()?;
    let person = sealed.person;
    let binding = Binding {
        op_id,
        kind,
        person,
    };
    let payload = Payload {
        msg: &sealed_box,
        aad: &binding.bytes(),
    };
    let plain = key.cipher().decrypt(&XNonce::from(nonce), payload).ok()?;
    serde_json::from_slice(&Zeroizing::new(plain)).ok()
}

/// Seals a body anew for another operation, since a seal is bound to its own. What does not open
/// with this key stays as it is: nobody can read it, here or there.
///
/// # Errors
/// See [`seal`].
pub fn reseal(
    body: &mut Value,
    (key, kind): (&PersonalKey, &str),
    (from, to): (Uuid, Uuid),
    source: &mut dyn Source,
) -> Result<(), SealError> {
    let Some(private) = open(body, key, from, kind) else {
        return Ok(());
    };
    // It opened, so the body names whose it is.
    let person = person(body).ok_or(SealError)?;
    let binding = Binding {
        op_id: to,
        kind,
        person,
    };
    seal(body, &private, (key, binding), source)
}

/// Takes the sealed form out of a body and puts the personal part, where it opened, in its place.
pub fn put_private(body: &mut Value, private: Option<Value>) {
    if let Some(body) = body.as_object_mut() {
        body.remove(SEALED);
        if let Some(private) = private {
            body.insert(PRIVATE.to_owned(), private);
        }
    }
}

fn sealed_part(body: &Map<String, Value>) -> Option<SealedPart> {
    SealedPart::deserialize(body.get(SEALED)?).ok()
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
