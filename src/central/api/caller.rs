//! Who is calling: nothing of a body is read before its sender is known, and nothing happens twice
//! for one signature.

use super::Shared;
use super::client::{self, Client};
use super::problem::{ApiCode, ApiProblem};
use super::signature::{Fault, Presented, Signed, check_digest};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_ENCODING, HOST};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::Utc;

/// A client may be ahead of its even pace by the requests of this many seconds.
const BURST_SECONDS: f64 = 60.0;

/// The routes a middleware is for: what they share, and the largest body they take.
#[derive(Clone)]
pub(super) struct Gate {
    pub(super) shared: Shared,
    pub(super) most_bytes: usize,
}

/// Lets a signed request through, with the [`Client`] among its extensions and its body read and
/// checked.
pub(super) async fn signed(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    match admit(&gate, request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

async fn admit(gate: &Gate, request: Request) -> Result<Request, ApiProblem> {
    let (mut parts, raw) = request.into_parts();
    let client = identify(&gate.shared, &parts).await?;
    if parts.headers.contains_key(CONTENT_ENCODING) {
        let title = "no content encoding is taken";
        return Err(ApiProblem::new(ApiCode::UnsupportedMedia, title));
    }
    // Memory is bounded by the places.
    let _place = gate.shared.bodies.try_acquire();
    let _place = _place.map_err(|_| ApiProblem::busy())?;
    let body = read(raw, gate.most_bytes).await?;
    check_digest(&parts.headers, &body)?;
    parts.extensions.insert(client);
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// Reads a body to its end, or to the limit.
pub(super) async fn read(raw: Body, most: usize) -> Result<Bytes, ApiProblem> {
    axum::body::to_bytes(raw, most).await.map_err(|_| {
        // The only other fault is a connection that broke, where nobody reads the answer.
        let title = format!("the body has more than {most} bytes");
        ApiProblem::new(ApiCode::TooLarge, title)
    })
}

async fn identify(shared: &Shared, parts: &Parts) -> Result<Client, ApiProblem> {
    let presented = Presented::read(&parts.headers)?;
    let request = Signed {
        method: &parts.method,
        authority: authority(parts),
        path: parts.uri.path(),
        query: parts.uri.query(),
        headers: &parts.headers,
    };
    presented.check_cover(&request)?;
    presented.check_time(Utc::now())?;
    let database = shared.pool.get().await?;
    let known = client::by_id(&database, &presented.key_id).await?;
    // An unknown client and a wrong signature look the same from outside.
    let client = known.filter(|client| client.key.is_some());
    let client = client.ok_or(Fault::Wrong)?;
    let key = client.key.as_deref().unwrap_or_default();
    presented.is_of(key, &request)?;
    if client.revoked {
        let title = "the client is no longer let in";
        return Err(ApiProblem::new(ApiCode::ClientRevoked, title));
    }
    take_leave(&database, &client.id, client.per_minute).await?;
    remember(&database, &client, &presented).await?;
    Ok(client)
}

/// Host and port the client wrote: from the address in HTTP/2, from `Host` before.
fn authority(parts: &Parts) -> &str {
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let authority = parts.uri.authority().map(|authority| authority.as_str());
    authority.or(host).unwrap_or_default()
}

/// Refuses a nonce that was received before. It is kept no longer than its signature is good.
async fn remember(
    database: &deadpool_postgres::Client,
    client: &Client,
    presented: &Presented,
) -> Result<(), ApiProblem> {
    let forget = database
        .prepare_cached("delete from api_nonces where client_id = $1 and forgotten_at < now()")
        .await?;
    database.execute(&forget, &[&client.id]).await?;
    let insert = database
        .prepare_cached(
            "insert into api_nonces (client_id, nonce, forgotten_at) values ($1, $2, $3)
                 on conflict do nothing",
        )
        .await?;
    let until = presented.forgotten_at();
    let new = database
        .execute(&insert, &[&client.id, &presented.nonce, &until])
        .await?;
    if new == 0 {
        let title = "a request with this nonce was received before; sign again with another";
        return Err(ApiProblem::new(ApiCode::Replayed, title));
    }
    Ok(())
}

/// Counts a request against what the client may send in a minute; all instances count together.
///
/// The generic cell rate algorithm (ITU-T I.371): each request moves the instant at which all of the
/// minute's requests are free again by its even share; a minute ahead, it has to wait.
pub(in crate::central) async fn take_leave(
    database: &deadpool_postgres::Client,
    client: &str,
    per_minute: u32,
) -> Result<(), ApiProblem> {
    let share = 60.0 / f64::from(per_minute.max(1));
    let count = database
        .prepare_cached(
            "insert into api_rates as held (client_id, free_at)
             values ($1, clock_timestamp() + make_interval(secs => $2))
             on conflict (client_id) do update
                set free_at = greatest(held.free_at, clock_timestamp())
                        + make_interval(secs => $2)
              where greatest(held.free_at, clock_timestamp()) + make_interval(secs => $2)
                    <= clock_timestamp() + make_interval(secs => $3)
             returning true",
        )
        .await?;
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 3] = [&client, &share, &BURST_SECONDS];
    if database.query_opt(&count, &values).await?.is_some() {
        return Ok(());
    }
    let wait = "select ceil(extract(epoch from
                free_at + make_interval(secs => $2::float8 - $3::float8) - clock_timestamp()))::bigint
           from api_rates where client_id = $1";
    let row = database.query_opt(wait, &values).await?;
    let seconds = row.map_or(1, |row| row.get::<_, i64>(0));
    Err(ApiProblem::rate_limited(
        u64::try_from(seconds).unwrap_or(0).max(1),
    ))
}
