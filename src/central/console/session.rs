//! Who is asking. The token is 256 random bits in a cookie no script reads and no other site sends;
//! the database keeps its hash.

use super::super::portal::fault::Fault;
use super::super::web::cookie;
use super::gone::Gone;
use axum::http::HeaderMap;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use tokio_postgres::Client;
use uuid::Uuid;

const COOKIE_NAME: &str = "__Host-yonetim";
const TOKEN_BYTES: usize = 32;
/// Minutes without a request after which a session ends.
const IDLE_MINUTES: i32 = 20;
/// Hours after which it ends whatever happens.
const LONGEST_HOURS: i32 = 10;

/// An administrator who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Administrator {
    pub(super) id: Uuid,
    pub(super) name: String,
    token: String,
}

impl Administrator {
    /// What every form of this session carries.
    pub(super) fn csrf(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(format!("csrf {}", self.token)))
    }

    /// Refuses a form that was not made for this session.
    pub(super) fn check_form(&self, csrf: &str) -> Result<(), Fault> {
        // Both are hashes of a secret, so the time the comparison takes tells nothing.
        if csrf == self.csrf() {
            Ok(())
        } else {
            Err(Fault::Forbidden)
        }
    }
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Begins a session in place of the one of the request; the cookie to set.
pub(super) async fn begin(
    client: &Client,
    headers: &HeaderMap,
    administrator: Uuid,
) -> Result<String, Fault> {
    end(client, headers).await?;
    let forget = "delete from administrator_sessions where least(idle_ends_at, ends_at) < now()";
    client.execute(forget, &[]).await?;
    let mut random = [0; TOKEN_BYTES];
    getrandom::fill(&mut random).map_err(|_| Fault::Away)?;
    let token = BASE64URL_NOPAD.encode(&random);
    let insert = "insert into administrator_sessions
              (token_hash, administrator_id, idle_ends_at, ends_at)
         values ($1, $2, now() + make_interval(mins => $3), now() + make_interval(hours => $4))";
    let hash = token_hash(&token);
    client
        .execute(
            insert,
            &[&hash, &administrator, &IDLE_MINUTES, &LONGEST_HOURS],
        )
        .await?;
    Ok(set_cookie(&token))
}

/// Who is asking; `None` when nobody is signed in any more.
pub(super) async fn current(
    client: &Client,
    headers: &HeaderMap,
) -> Result<Option<Administrator>, Fault> {
    let Some(token) = cookie(headers, COOKIE_NAME) else {
        return Ok(None);
    };
    let find = "update administrator_sessions session
            set idle_ends_at = least(session.ends_at, now() + make_interval(mins => $2))
           from administrators administrator
          where session.token_hash = $1
            and least(session.idle_ends_at, session.ends_at) > now()
            and administrator.administrator_id = session.administrator_id
            and administrator.disabled_at is null
         returning administrator.administrator_id, administrator.name";
    let row = client
        .query_opt(find, &[&token_hash(token), &IDLE_MINUTES])
        .await?;
    Ok(row.map(|row| Administrator {
        id: row.get(0),
        name: row.get(1),
        token: token.to_owned(),
    }))
}

/// Who is asking, or the way to the sign-in page.
pub(super) async fn required(client: &Client, headers: &HeaderMap) -> Result<Administrator, Gone> {
    current(client, headers).await?.ok_or(Gone::SignedOut)
}

/// Ends the session of a request, if it has one.
pub(super) async fn end(client: &Client, headers: &HeaderMap) -> Result<(), Fault> {
    if let Some(token) = cookie(headers, COOKIE_NAME) {
        let end = "delete from administrator_sessions where token_hash = $1";
        client.execute(end, &[&token_hash(token)]).await?;
    }
    Ok(())
}

fn set_cookie(value: &str) -> String {
    format!("{COOKIE_NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Strict")
}

/// The cookie that takes the session's away.
pub(super) fn no_cookie() -> String {
    format!("{}; Max-Age=0", set_cookie(""))
}
