//! Sessions of citizens: who proved what.
//!
//! A session begins when somebody signs in ([`start`]) or types the one-time code of an application
//! ([`grant`]). The token is 256 random bits in a cookie no script reads; the database keeps its hash,
//! and what it knows of the person is sealed under a key made of the token. It ends twenty minutes
//! after the last request, and after two hours in any case: phones and computers are shared.

use super::super::error::CentralError;
use super::super::secret::Secret;
use super::super::web::{cookie, session_cookie};
use super::fault::Fault;
use crate::domain::number::ApplicationNumber;
use crate::sync::seal::{PersonalKey, open_bytes, seal_bytes};
use crate::system::System;
use axum::http::HeaderMap;
use deadpool_postgres::{GenericClient, Pool};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio_postgres::Client;

const COOKIE_NAME: &str = "__Host-kisi";
/// Minutes without a request after which a session ends.
const IDLE_MINUTES: i32 = 20;
/// Hours after which it ends whatever happens.
const LONGEST_HOURS: i32 = 2;
/// What a sealed identity is bound to.
const BINDING: &[u8] = b"acikkapi citizen identity 1";

/// Who signed in, by the word of e-Devlet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// TCKN, or YKN of a foreigner.
    pub identity_number: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
}

impl std::fmt::Debug for Identity {
    /// Never prints who.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

/// Somebody with a session.
pub(super) struct Visitor {
    /// The application whose code was typed.
    pub(super) number: Option<ApplicationNumber>,
    /// Who signed in.
    pub(super) identity: Option<Identity>,
}

/// Begins a session of somebody who signed in. The value of the `Set-Cookie` header to send.
///
/// # Errors
/// The database cannot be reached, or there is no randomness.
pub async fn start(pool: &Pool, identity: &Identity) -> Result<String, CentralError> {
    let client = pool.get().await?;
    let token = Secret::fresh().map_err(|error| CentralError::Serve(error.to_string()))?;
    let json = serde_json::to_vec(identity).expect("texts are plain data");
    let sealed = seal_bytes(&json, BINDING, &key(&token), &mut System)
        .map_err(|error| CentralError::Serve(error.to_string()))?;
    insert(&client, &token, (None, Some(&sealed))).await?;
    Ok(set_cookie(token.as_str()))
}

/// Lets whoever sent this request read an application; the cookie to set, unless they have a session
/// already.
pub(super) async fn grant(
    client: &Client,
    headers: &HeaderMap,
    number: ApplicationNumber,
) -> Result<Option<String>, Fault> {
    let number = number.to_string();
    if let Some(token) = presented(headers) {
        let update = "update citizen_sessions set number = $2
              where token_hash = $1 and identity is not null
                and least(idle_ends_at, ends_at) > now()";
        let kept = client.execute(update, &[&token.hash(), &number]).await?;
        if kept > 0 {
            return Ok(None);
        }
        end(client, headers).await?;
    }
    let token = Secret::fresh().map_err(|_| Fault::Away)?;
    insert(client, &token, (Some(&number), None)).await?;
    Ok(Some(set_cookie(token.as_str())))
}

/// Who is asking; `None` when it is nobody known. Another twenty minutes begin; that is written down
/// once a minute at most, so that reading a page writes nothing.
pub(super) async fn current(
    client: &impl GenericClient,
    headers: &HeaderMap,
) -> Result<Option<Visitor>, tokio_postgres::Error> {
    let Some(token) = presented(headers) else {
        return Ok(None);
    };
    let find = client
        .prepare_cached(
            "select number, identity,
                    idle_ends_at < least(ends_at, now() + make_interval(mins => $2)) as stale
               from citizen_sessions
              where token_hash = $1 and least(idle_ends_at, ends_at) > now()",
        )
        .await?;
    let hash = token.hash();
    let fresh = IDLE_MINUTES - 1;
    let Some(row) = client.query_opt(&find, &[&hash, &fresh]).await? else {
        return Ok(None);
    };
    if row.get("stale") {
        let go_on = client
            .prepare_cached(
                "update citizen_sessions
                    set idle_ends_at = least(ends_at, now() + make_interval(mins => $2))
                  where token_hash = $1",
            )
            .await?;
        client.execute(&go_on, &[&hash, &IDLE_MINUTES]).await?;
    }
    let number: Option<&str> = row.get("number");
    let sealed: Option<&[u8]> = row.get("identity");
    let opened = sealed.and_then(|sealed| open_bytes(sealed, BINDING, &key(&token)));
    Ok(Some(Visitor {
        // What was written as a number is read as one.
        number: number.and_then(|number| number.parse().ok()),
        identity: opened.and_then(|json| serde_json::from_slice(&json).ok()),
    }))
}

/// Ends the session of a request, if it has one.
pub(super) async fn end(client: &Client, headers: &HeaderMap) -> Result<(), tokio_postgres::Error> {
    if let Some(token) = presented(headers) {
        let end = "delete from citizen_sessions where token_hash = $1";
        client.execute(end, &[&token.hash()]).await?;
    }
    Ok(())
}

async fn insert(
    client: &Client,
    token: &Secret,
    (number, identity): (Option<&str>, Option<&[u8]>),
) -> Result<(), tokio_postgres::Error> {
    let insert = "insert into citizen_sessions (token_hash, number, identity, idle_ends_at, ends_at)
         values ($1, $2, $3, now() + make_interval(mins => $4), now() + make_interval(hours => $5))";
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] = [
        &token.hash(),
        &number,
        &identity,
        &IDLE_MINUTES,
        &LONGEST_HOURS,
    ];
    client.execute(insert, &values).await?;
    Ok(())
}

fn presented(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, COOKIE_NAME).map(Secret::presented)
}

fn key(token: &Secret) -> PersonalKey {
    let digest = Sha256::new()
        .chain_update(BINDING)
        .chain_update(token.as_str());
    PersonalKey::new(digest.finalize().into())
}

/// Lax: whoever comes back from signing in elsewhere is known on the first page already. What changes
/// something is a form of our own pages in any case.
fn set_cookie(value: &str) -> String {
    session_cookie(COOKIE_NAME, value, "Lax")
}

/// The cookie that takes the session's away.
pub(super) fn no_cookie() -> String {
    format!("{}; Max-Age=0", set_cookie(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_and_no_other_site_gets_the_cookie() {
        let set = set_cookie("x");
        for property in ["Path=/;", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(set.contains(property), "{set}");
        }
        assert!(!set.contains("Domain"));
    }

    #[test]
    fn an_identity_opens_with_its_token_alone() {
        let key = |token| key(&Secret::presented(token));
        let sealed = seal_bytes(b"x", BINDING, &key("one"), &mut System).unwrap();
        assert!(open_bytes(&sealed, BINDING, &key("one")).is_some());
        assert!(open_bytes(&sealed, BINDING, &key("two")).is_none());
    }
}
