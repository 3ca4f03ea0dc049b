//! A sign-in under way: from the way to the provider until the way back.
//!
//! The state goes to the provider and into a cookie of the browser that began; both have to come back.
//! What belongs to it, the nonce and the proof of PKCE (RFC 7636), is sealed in the database under a key
//! made of the state, and is taken out once: an answer that is sent again finds nothing.

use crate::domain::source::Source;
use crate::sync::seal::{PersonalKey, open_bytes, seal_bytes};
use crate::system::System;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio_postgres::{Client, Error};

/// Minutes a sign-in at the provider may take.
pub(super) const MINUTES: i32 = 10;
const BINDING: &[u8] = b"acikkapi oidc attempt 1";
const RANDOM_BYTES: usize = 32;

/// What a sign-in is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) state: String,
    pub(super) secrets: Secrets,
}

/// What belongs to the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Secrets {
    pub(super) nonce: String,
    /// Of PKCE: 43 characters.
    pub(super) verifier: String,
}

impl Secrets {
    /// What the provider is told of the verifier before it sees it (RFC 7636 §4.2, S256).
    pub(super) fn challenge(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(self.verifier.as_bytes()))
    }
}

fn random() -> String {
    let mut bytes = [0; RANDOM_BYTES];
    System.fill(&mut bytes);
    BASE64URL_NOPAD.encode(&bytes)
}

fn key(state: &str) -> PersonalKey {
    let digest = Sha256::new().chain_update(BINDING).chain_update(state);
    PersonalKey::new(digest.finalize().into())
}

fn hash(state: &str) -> Vec<u8> {
    Sha256::digest(state.as_bytes()).to_vec()
}

/// Begins one.
pub(super) async fn begin(client: &Client) -> Result<Attempt, Error> {
    let attempt = Attempt {
        state: random(),
        secrets: Secrets {
            nonce: random(),
            verifier: random(),
        },
    };
    let json = serde_json::to_vec(&attempt.secrets).expect("texts are plain data");
    let sealed = seal_bytes(&json, BINDING, &key(&attempt.state), &mut System)
        .expect("a short text can be sealed");
    let forget = "delete from oidc_attempts where ends_at < now()";
    client.execute(forget, &[]).await?;
    let insert = "insert into oidc_attempts (state_hash, sealed, ends_at)
         values ($1, $2, now() + make_interval(mins => $3))";
    client
        .execute(insert, &[&hash(&attempt.state), &sealed, &MINUTES])
        .await?;
    Ok(attempt)
}

/// Takes one out; `None` where there is none, or none any more.
pub(super) async fn redeem(client: &Client, state: &str) -> Result<Option<Secrets>, Error> {
    let take = "delete from oidc_attempts where state_hash = $1 returning sealed, ends_at > now()";
    let row = client.query_opt(take, &[&hash(state)]).await?;
    Ok(row.and_then(|row| {
        let opened = open_bytes(row.get(0), BINDING, &key(state))?;
        let secrets = serde_json::from_slice(&opened).ok()?;
        row.get::<_, bool>(1).then_some(secrets)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        // RFC 7636 appendix B.
        let secrets = Secrets {
            nonce: String::new(),
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into(),
        };
        assert_eq!(
            secrets.challenge(),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
