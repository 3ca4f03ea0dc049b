//! Signatures of requests: HTTP Message Signatures (RFC 9421) with Ed25519.
//!
//! [`Presented::read`] takes the signature out of the headers, [`Presented::check_cover`] sees that
//! everything that matters is signed, [`Presented::check_time`] that it is fresh, and
//! [`Presented::is_of`] that the key made it. The body is covered through its digest
//! ([`check_digest`], RFC 9530), so nothing of a body has to be read before its sender is known.

use axum::http::header::HeaderName;
use axum::http::{HeaderMap, Method};
use chrono::{DateTime, TimeDelta, Utc};
use ring::signature::{ED25519, UnparsedPublicKey};
use sfv::{BareItem, Dictionary, FieldType, InnerList, Item, ListEntry, ListSerializer, Parser};
use sha2::{Digest, Sha256, Sha512};

/// A signature is good for at most this long: the nonces of that time have to be remembered.
const LONGEST: TimeDelta = TimeDelta::minutes(5);
/// Clocks may differ by this much.
const SKEW: TimeDelta = TimeDelta::seconds(30);
/// Longest nonce.
const MOST_NONCE: usize = 64;

pub(super) const SIGNATURE_INPUT: HeaderName = HeaderName::from_static("signature-input");
pub(super) const SIGNATURE: HeaderName = HeaderName::from_static("signature");
pub(super) const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
pub(in crate::central) const IDEMPOTENCY_KEY: HeaderName =
    HeaderName::from_static("idempotency-key");

/// Why a signature is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    #[error("the request is not signed: Signature-Input and Signature are missing")]
    Missing,
    #[error("Signature-Input and Signature cannot be read, or carry more than one signature")]
    Unreadable,
    #[error("the signature has no {0}")]
    NoParameter(&'static str),
    #[error("only ed25519 is taken as alg")]
    Algorithm,
    #[error("a covered component is unknown, has parameters, occurs twice, or is not there")]
    Component,
    #[error("the signature does not cover {0}")]
    NotCovered(&'static str),
    #[error("the signature is not yet valid, is over, or would be valid for more than 300 seconds")]
    Time,
    #[error("the signature does not fit the request")]
    Wrong,
    #[error("Content-Digest cannot be read or has neither sha-256 nor sha-512")]
    DigestUnreadable,
    #[error("the body is not the one Content-Digest tells of")]
    DigestWrong,
}

/// What is signed of a request besides its body.
pub(super) struct Signed<'a> {
    pub(super) method: &'a Method,
    /// Host and port as the client wrote them.
    pub(super) authority: &'a str,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) headers: &'a HeaderMap,
}

impl Signed<'_> {
    /// Value of a component (RFC 9421 §2).
    fn component(&self, name: &str) -> Option<String> {
        let query = self.query.map(|query| format!("?{query}"));
        let query = query.as_deref();
        Some(match name {
            "@method" => self.method.as_str().to_owned(),
            "@authority" => self.authority(),
            "@scheme" => "https".into(),
            "@path" => self.path.to_owned(),
            "@query" => query.unwrap_or("?").to_owned(),
            "@request-target" => format!("{}{}", self.path, query.unwrap_or_default()),
            "@target-uri" => {
                let (authority, query) = (self.authority(), query.unwrap_or_default());
                format!("https://{authority}{}{query}", self.path)
            }
            _ => return self.header(name),
        })
    }

    /// Lower case, without the scheme's own port (§2.2.3).
    fn authority(&self) -> String {
        let authority = self.authority.to_ascii_lowercase();
        let host = authority.strip_suffix(":443");
        host.map_or_else(|| authority.clone(), str::to_owned)
    }

    /// All lines of a field, trimmed, joined by a comma and a space (§2.1).
    fn header(&self, name: &str) -> Option<String> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        joined(self.headers, &name)
    }
}

fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines = headers.get_all(name).into_iter();
    let lines: Option<Vec<_>> = lines.map(|line| Some(line.to_str().ok()?.trim())).collect();
    lines
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.join(", "))
}

fn field<T: FieldType>(headers: &HeaderMap, name: &HeaderName) -> Option<T> {
    Parser::new(&joined(headers, name)?).parse().ok()
}

/// The signature a request carries.
#[derive(Debug)]
pub(super) struct Presented {
    /// Who says to have signed.
    pub(super) key_id: String,
    /// Never twice.
    pub(super) nonce: String,
    pub(super) created: DateTime<Utc>,
    pub(super) expires: DateTime<Utc>,
    components: Vec<String>,
    /// The covered components and parameters as they are signed.
    parameters: String,
    signature: Vec<u8>,
}

impl Presented {
    /// Reads the one signature of a request.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, Fault> {
        if !headers.contains_key(SIGNATURE_INPUT) || !headers.contains_key(SIGNATURE) {
            return Err(Fault::Missing);
        }
        let inputs: Dictionary = field(headers, &SIGNATURE_INPUT).ok_or(Fault::Unreadable)?;
        let values: Dictionary = field(headers, &SIGNATURE).ok_or(Fault::Unreadable)?;
        let [(label, ListEntry::InnerList(input))] = &inputs.iter().collect::<Vec<_>>()[..] else {
            return Err(Fault::Unreadable);
        };
        let signature = match values.get(label.as_str()) {
            Some(ListEntry::Item(item)) if values.len() == 1 => item.bare_item.as_byte_sequence(),
            _ => None,
        };
        let signature = signature.ok_or(Fault::Unreadable)?.to_vec();
        let text = |name| {
            let value = input.params.get(name).and_then(BareItem::as_string);
            value.map(|value| value.as_str().to_owned())
        };
        let instant = |name: &'static str| {
            let value = input.params.get(name).and_then(BareItem::as_integer);
            let instant = value.and_then(|value| DateTime::from_timestamp(value.into(), 0));
            instant.ok_or(Fault::NoParameter(name))
        };
        if text("alg").is_some_and(|alg| alg != "ed25519") {
            return Err(Fault::Algorithm);
        }
        let sound = |nonce: &String| !nonce.is_empty() && nonce.len() <= MOST_NONCE;
        Ok(Self {
            key_id: text("keyid").ok_or(Fault::NoParameter("keyid"))?,
            nonce: text("nonce")
                .filter(sound)
                .ok_or(Fault::NoParameter("nonce"))?,
            created: instant("created")?,
            expires: instant("expires")?,
            components: components(&input.items)?,
            parameters: serialised(input).ok_or(Fault::Unreadable)?,
            signature,
        })
    }

    /// Refuses a signature that leaves something open: method, whole target, the body's digest
    /// where one is sent, and the idempotency key.
    pub(super) fn check_cover(&self, request: &Signed<'_>) -> Result<(), Fault> {
        let covers = |name: &str| self.components.iter().any(|covered| covered == name);
        let demand = |name: &'static str, needed: bool| match needed && !covers(name) {
            true => Err(Fault::NotCovered(name)),
            false => Ok(()),
        };
        demand("@method", true)?;
        if !covers("@target-uri") {
            demand("@authority", true)?;
            if !covers("@request-target") {
                demand("@path", true)?;
                demand("@query", request.query.is_some())?;
            }
        }
        let sent = |name: &HeaderName| request.headers.contains_key(name);
        demand("content-digest", sent(&CONTENT_DIGEST))?;
        demand("idempotency-key", sent(&IDEMPOTENCY_KEY))
    }

    /// Refuses a signature that is not valid at `now`.
    pub(super) fn check_time(&self, now: DateTime<Utc>) -> Result<(), Fault> {
        let begun = self.created <= now + SKEW;
        let lasts = now <= self.expires + SKEW;
        let window = self.expires - self.created;
        let short = window > TimeDelta::zero() && window <= LONGEST;
        if begun && lasts && short {
            Ok(())
        } else {
            Err(Fault::Time)
        }
    }

    /// Until when the nonce has to be remembered.
    pub(super) fn forgotten_at(&self) -> DateTime<Utc> {
        self.expires + SKEW
    }

    /// Refuses a signature the key did not make over this request.
    pub(super) fn is_of(&self, key: &[u8], request: &Signed<'_>) -> Result<(), Fault> {
        let base = self.base(request)?;
        let key = UnparsedPublicKey::new(&ED25519, key);
        key.verify(base.as_bytes(), &self.signature)
            .map_err(|_| Fault::Wrong)
    }

    /// The signature base (§2.5).
    fn base(&self, request: &Signed<'_>) -> Result<String, Fault> {
        let mut base = String::new();
        for name in &self.components {
            let value = request.component(name).ok_or(Fault::Component)?;
            base.push_str(&format!("\"{name}\": {value}\n"));
        }
        base.push_str(&format!("\"@signature-params\": {}", self.parameters));
        Ok(base)
    }
}

/// Names of the covered components. Parameters (§2.1) would mean other values; none is taken.
fn components(items: &[Item]) -> Result<Vec<String>, Fault> {
    let mut names: Vec<String> = Vec::with_capacity(items.len());
    for item in items {
        let name = item.bare_item.as_string().map(|name| name.as_str());
        match name {
            Some(name) if item.params.is_empty() && !names.iter().any(|known| known == name) => {
                names.push(name.to_owned());
            }
            _ => return Err(Fault::Component),
        }
    }
    Ok(names)
}

fn serialised(list: &InnerList) -> Option<String> {
    let mut serializer = ListSerializer::new();
    let mut inner = serializer.inner_list();
    inner.items(&list.items);
    inner.finish().parameters(&list.params);
    serializer.finish()
}

/// Refuses a body that is not the one the signed `Content-Digest` tells of. A request without the
/// header must have no body.
pub(super) fn check_digest(headers: &HeaderMap, body: &[u8]) -> Result<(), Fault> {
    if !headers.contains_key(CONTENT_DIGEST) {
        let unsigned = Fault::NotCovered("content-digest");
        return if body.is_empty() {
            Ok(())
        } else {
            Err(unsigned)
        };
    }
    let digests: Dictionary = field(headers, &CONTENT_DIGEST).ok_or(Fault::DigestUnreadable)?;
    let mut checked = false;
    for (name, entry) in &digests {
        let right = match name.as_str() {
            "sha-256" => Sha256::digest(body).to_vec(),
            "sha-512" => Sha512::digest(body).to_vec(),
            _ => continue,
        };
        let ListEntry::Item(item) = entry else {
            return Err(Fault::DigestUnreadable);
        };
        if item.bare_item.as_byte_sequence() != Some(right.as_slice()) {
            return Err(Fault::DigestWrong);
        }
        checked = true;
    }
    if checked {
        Ok(())
    } else {
        Err(Fault::DigestUnreadable)
    }
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod tests;
