//! Who is asking. The token is 256 random bits in a cookie no script reads and no other site sends;
//! the database keeps its hash.

use super::super::portal::fault::Fault;
use super::super::portal::page::Who;
use super::super::secret::Secret;
use super::super::web::{cookie, session_cookie};
use axum::http::HeaderMap;
use tokio_postgres::Client;
use uuid::Uuid;

const COOKIE_NAME: &str = "__Host-yonetim";
/// Minutes without a request after which a session ends.
const IDLE_MINUTES: i32 = 20;
/// Hours after which it ends whatever happens.
const LONGEST_HOURS: i32 = 10;

/// An administrator who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Administrator {
    pub(super) id: Uuid,
    pub(super) name: String,
    secret: Secret,
}

impl From<Administrator> for Who {
    fn from(administrator: Administrator) -> Self {
        Self {
            csrf: administrator.csrf(),
            id: administrator.id,
            name: administrator.name,
            unit: String::new(),
        }
    }
}

impl Administrator {
    /// What every form of this session carries.
    fn csrf(&self) -> String {
        self.secret.csrf()
    }

    /// Refuses a form that was not made for this session.
    pub(super) fn check_form(&self, csrf: &str) -> Result<(), Fault> {
        let made = self.secret.has_made(csrf);
        made.then_some(()).ok_or(Fault::Forbidden)
    }
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
    let secret = Secret::fresh().map_err(|_| Fault::Away)?;
    let insert = "insert into administrator_sessions
              (token_hash, administrator_id, idle_ends_at, ends_at)
         values ($1, $2, now() + make_interval(mins => $3), now() + make_interval(hours => $4))";
    let hash = secret.hash();
    client
        .execute(
            insert,
            &[&hash, &administrator, &IDLE_MINUTES, &LONGEST_HOURS],
        )
        .await?;
    Ok(set_cookie(secret.as_str()))
}

/// Who is asking; `None` when nobody is signed in any more.
pub(super) async fn current(
    client: &Client,
    headers: &HeaderMap,
) -> Result<Option<Administrator>, Fault> {
    let Some(secret) = cookie(headers, COOKIE_NAME).map(Secret::presented) else {
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
        .query_opt(find, &[&secret.hash(), &IDLE_MINUTES])
        .await?;
    Ok(row.map(|row| Administrator {
        id: row.get(0),
        name: row.get(1),
        secret,
    }))
}

/// Who is asking, or the way to the sign-in page.
pub(super) async fn required(client: &Client, headers: &HeaderMap) -> Result<Administrator, Fault> {
    current(client, headers).await?.ok_or(Fault::SignedOut)
}

/// Ends the session of a request, if it has one.
pub(super) async fn end(client: &Client, headers: &HeaderMap) -> Result<(), Fault> {
    if let Some(token) = cookie(headers, COOKIE_NAME) {
        let end = "delete from administrator_sessions where token_hash = $1";
        client
            .execute(end, &[&Secret::presented(token).hash()])
            .await?;
    }
    Ok(())
}

fn set_cookie(value: &str) -> String {
    session_cookie(COOKIE_NAME, value, "Strict")
}

/// The cookie that takes the session's away.
pub(super) fn no_cookie() -> String {
    format!("{}; Max-Age=0", set_cookie(""))
}
