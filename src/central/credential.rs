//! Who is asking: the office and device come from the credential, never from the body.

use super::answer::Refusal;
use crate::sync::enrol::secret_hash;
use crate::sync::problem::ProblemCode;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use deadpool_postgres::Pool;
use uuid::Uuid;

/// A device that proved who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Office `PPUUU`.
    pub office: String,
    /// The device.
    pub id: Uuid,
}

/// `Bearer PPUUU.<device>.<secret>`.
struct Bearer<'a> {
    office: &'a str,
    device: Uuid,
    secret: &'a str,
}

/// Checks the credential of a request. A revoked or quarantined device is refused here, and again
/// under its row's lock before anything is stored.
pub(super) async fn authenticate(pool: &Pool, headers: &HeaderMap) -> Result<Device, Refusal> {
    let bearer = bearer(headers).ok_or_else(unknown)?;
    let client = pool.get().await?;
    let find = client
        .prepare_cached(
            "select encode(secret_hash, 'hex'), revoked_at is not null, quarantined_at is not null
               from devices where office_id = $1 and device_id = $2",
        )
        .await?;
    let row = client
        .query_opt(&find, &[&bearer.office, &bearer.device])
        .await?
        .ok_or_else(unknown)?;
    // Hashes are compared, so the time the comparison takes tells nothing about the secret.
    if row.get::<_, String>(0) != secret_hash(bearer.secret) {
        return Err(unknown());
    }
    check_standing(row.get(1), row.get(2))?;
    Ok(Device {
        office: bearer.office.to_owned(),
        id: bearer.device,
    })
}

/// Refuses a revoked or quarantined device.
pub(super) fn check_standing(revoked: bool, quarantined: bool) -> Result<(), Refusal> {
    if revoked {
        let title = "the device's credential was withdrawn";
        return Err(Refusal::new(ProblemCode::Revoked, title));
    }
    if quarantined {
        let title = "the device is set aside after a fork of its history";
        return Err(Refusal::new(ProblemCode::Quarantined, title));
    }
    Ok(())
}

fn unknown() -> Refusal {
    Refusal::new(ProblemCode::Unauthorised, "unknown credential")
}

fn bearer(headers: &HeaderMap) -> Option<Bearer<'_>> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let mut parts = value.strip_prefix("Bearer ")?.splitn(3, '.');
    Some(Bearer {
        office: parts.next()?,
        device: parts.next()?.parse().ok()?,
        secret: parts.next()?,
    })
}
