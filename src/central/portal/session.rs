//! Sessions: who is asking.
//!
//! The token is 256 random bits in a cookie no script reads and no other site sends; the database
//! keeps its hash. It ends half an hour after the last request, and after a working day in any case.

use super::super::secret::Secret;
use super::super::web::{cookie, session_cookie};
use super::fault::Fault;
use super::page::Who;
use crate::domain::unit::UnitCode;
use axum::http::HeaderMap;
use tokio_postgres::Client;
use uuid::Uuid;

const COOKIE_NAME: &str = "__Host-birim";
/// Minutes without a request after which a session ends.
const IDLE_MINUTES: i32 = 30;
/// Hours after which it ends whatever happens.
const LONGEST_HOURS: i32 = 10;

/// An officer who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Officer {
    /// Office `PPUUU`, from the session, never from the request.
    pub(super) office: String,
    pub(super) id: Uuid,
    pub(super) unit: UnitCode,
    /// Name of the unit, its code where the directory does not know it.
    pub(super) unit_name: String,
    pub(super) name: String,
    secret: Secret,
}

impl From<Officer> for Who {
    fn from(officer: Officer) -> Self {
        Self {
            csrf: officer.csrf(),
            id: officer.id,
            name: officer.name,
            unit: officer.unit_name,
        }
    }
}

impl Officer {
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

/// `PPUUU.<token>`.
fn presented(headers: &HeaderMap) -> Option<(&str, &str)> {
    cookie(headers, COOKIE_NAME)?.split_once('.')
}

/// Begins a session; the cookie to set.
pub(super) async fn begin(client: &Client, office: &str, officer: Uuid) -> Result<String, Fault> {
    let forget = "delete from officer_sessions
          where office_id = $1 and least(idle_ends_at, ends_at) < now()";
    client.execute(forget, &[&office]).await?;
    let secret = Secret::fresh().map_err(|_| Fault::Away)?;
    let insert = "insert into officer_sessions
              (office_id, token_hash, officer_id, idle_ends_at, ends_at)
         values ($1, $2, $3, now() + make_interval(mins => $4), now() + make_interval(hours => $5))";
    let hash = secret.hash();
    client
        .execute(
            insert,
            &[&office, &hash, &officer, &IDLE_MINUTES, &LONGEST_HOURS],
        )
        .await?;
    Ok(set_cookie(&format!("{office}.{}", secret.as_str())))
}

/// Who is asking; `None` when nobody is signed in any more. Another half hour begins.
pub(super) async fn current(
    client: &Client,
    headers: &HeaderMap,
) -> Result<Option<Officer>, Fault> {
    match presented(headers) {
        Some(presented) => by_token(client, presented).await,
        None => Ok(None),
    }
}

/// Who a session just begun is of, by the cookie that is set for it.
pub(super) async fn by_cookie(client: &Client, set: &str) -> Result<Option<Officer>, Fault> {
    let value = set.split(';').next().and_then(|pair| pair.split_once('='));
    match value.and_then(|(_, value)| value.split_once('.')) {
        Some(presented) => by_token(client, presented).await,
        None => Ok(None),
    }
}

async fn by_token(
    client: &Client,
    (office, token): (&str, &str),
) -> Result<Option<Officer>, Fault> {
    let find = "update officer_sessions session
            set idle_ends_at = least(session.ends_at, now() + make_interval(mins => $3))
           from officers officer
          where session.office_id = $1 and session.token_hash = $2
            and least(session.idle_ends_at, session.ends_at) > now()
            and officer.office_id = session.office_id
            and officer.officer_id = session.officer_id
            and officer.disabled_at is null
         returning officer.officer_id, officer.unit_code, officer.name,
                   (select nullif(record::json ->> 'name', '') from units
                     where office_id = officer.office_id and unit = officer.unit_code)";
    let secret = Secret::presented(token);
    let hash = secret.hash();
    let row = client
        .query_opt(find, &[&office, &hash, &IDLE_MINUTES])
        .await?;
    Ok(row.and_then(|row| {
        // A code that is none was never given.
        let unit = UnitCode::new(row.get::<_, String>(1)).ok()?;
        let unit_name: Option<String> = row.get(3);
        Some(Officer {
            office: office.to_owned(),
            id: row.get(0),
            unit_name: unit_name.unwrap_or_else(|| unit.to_string()),
            unit,
            name: row.get(2),
            secret,
        })
    }))
}

/// Who is asking, or the way to the sign-in page.
pub(super) async fn required(client: &Client, headers: &HeaderMap) -> Result<Officer, Fault> {
    current(client, headers).await?.ok_or(Fault::SignedOut)
}

/// Ends the session of a request, if it has one.
pub(super) async fn end(client: &Client, headers: &HeaderMap) -> Result<(), Fault> {
    if let Some((office, token)) = presented(headers) {
        let end = "delete from officer_sessions where office_id = $1 and token_hash = $2";
        client
            .execute(end, &[&office, &Secret::presented(token).hash()])
            .await?;
    }
    Ok(())
}

/// Ends all sessions of an officer.
pub(super) async fn end_all(
    client: &tokio_postgres::Transaction<'_>,
    office: &str,
    officer: Uuid,
) -> Result<(), tokio_postgres::Error> {
    let end = "delete from officer_sessions where office_id = $1 and officer_id = $2";
    client.execute(end, &[&office, &officer]).await?;
    Ok(())
}

fn set_cookie(value: &str) -> String {
    session_cookie(COOKIE_NAME, value, "Strict")
}

/// The cookie that takes the session's away.
pub(super) fn no_cookie() -> String {
    format!("{}; Max-Age=0", set_cookie(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            COOKIE,
            HeaderValue::from_static("a=1; __Host-birim=32000.x"),
        );
        headers.append(COOKIE, HeaderValue::from_static("__Host-birimx=9; dil=en"));
        assert_eq!(presented(&headers), Some(("32000", "x")));
        assert_eq!(cookie(&headers, "dil"), Some("en"));
        assert_eq!(cookie(&headers, "b"), None);
    }

    #[test]
    fn the_cookie_goes_to_nobody_else() {
        let set = set_cookie("32000.x");
        for property in ["Path=/;", "Secure", "HttpOnly", "SameSite=Strict"] {
            assert!(set.contains(property), "{set}");
        }
        assert!(!set.contains("Domain"));
    }
}
