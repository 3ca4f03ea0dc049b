//! Enrolment codes and devices: who is let in, and who no longer is.

use super::answer::Refusal;
use super::compare::reports::compared;
use super::error::CentralError;
use crate::sync::code::{CODE_ENTROPY, EnrolmentCode};
use crate::sync::journal::Compared;
use crate::sync::problem::ProblemCode;
use crate::sync::wire::{EnrolRequest, EnrolResponse};
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use deadpool_postgres::{Pool, Transaction};
use sha2::{Digest, Sha256};
use tokio_postgres::{Client, Row};
use uuid::Uuid;

/// Wrong secrets a code takes before it is blocked.
const ATTEMPTS: i16 = 10;
const MAX_VERSION_BYTES: usize = 40;

/// Whether `text` is an office `PPUUU`.
pub(super) fn check_office(text: &str) -> Result<(), CentralError> {
    if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(CentralError::Office(text.to_owned()))
    }
}

/// Makes a code for `office` that is good for `valid`. Only its hash is stored.
pub(super) async fn issue(
    client: &mut Client,
    office: &str,
    valid: TimeDelta,
    ca_fingerprint: &[u8; 32],
) -> Result<(EnrolmentCode, DateTime<Utc>), CentralError> {
    check_office(office)?;
    let transaction = client.transaction().await?;
    transaction
        .execute(
            "insert into offices (office_id) values ($1) on conflict do nothing",
            &[&office],
        )
        .await?;
    let code = loop {
        let mut random = [0; CODE_ENTROPY];
        getrandom::fill(&mut random).map_err(|error| CentralError::Serve(error.to_string()))?;
        let code = EnrolmentCode::new(random, ca_fingerprint);
        let taken = "select 1 from enrolment_codes where code_id = $1 and expires_at > now()";
        if transaction
            .query_opt(taken, &[&code.id_text()])
            .await?
            .is_none()
        {
            break code;
        }
    };
    let expires = Utc::now() + valid;
    transaction
        .execute(
            "insert into enrolment_codes (office_id, code_id, secret_hash, expires_at, attempts_left)
             values ($1, $2, $3, $4, $5)",
            &[
                &office,
                &code.id_text(),
                &code_hash(&code.secret_text()),
                &expires,
                &ATTEMPTS,
            ],
        )
        .await?;
    transaction.commit().await?;
    Ok((code, expires))
}

fn code_hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// `POST /v1/enrol`.
pub(super) async fn enrol(
    pool: &Pool,
    request: &EnrolRequest,
    ca_certificate: &str,
) -> Result<EnrolResponse, Refusal> {
    let secret_hash = HEXLOWER
        .decode(request.secret_hash.as_bytes())
        .ok()
        .filter(|hash| hash.len() == 32)
        .ok_or_else(|| refuse(ProblemCode::Invalid, "the secret's hash is not a SHA-256"))?;
    let texts = [&request.version, &request.code_id, &request.code_secret];
    if texts
        .iter()
        .any(|text| text.contains('\0') || text.len() > MAX_VERSION_BYTES)
    {
        return Err(refuse(ProblemCode::Invalid, "a text is too long"));
    }
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let office = match redeem(&transaction, request, &secret_hash).await? {
        Ok(office) => office,
        Err(refusal) => {
            // A wrong attempt counts, so it has to be committed.
            transaction.commit().await?;
            return Err(refusal);
        }
    };
    let number = admit(&transaction, &office, request, &secret_hash).await?;
    let server_time = transaction.query_one("select now()", &[]).await?.get(0);
    transaction.commit().await?;
    tracing::info!(office, device = %request.device, number, "device enrolled");
    Ok(EnrolResponse {
        office,
        // The column holds 1–99.
        device_number: number as u8,
        ca_certificate: ca_certificate.to_owned(),
        server_time,
    })
}

/// Checks the code and uses it up; the office it is for.
async fn redeem(
    transaction: &Transaction<'_>,
    request: &EnrolRequest,
    secret_hash: &[u8],
) -> Result<Result<String, Refusal>, Refusal> {
    let find = "select code.office_id, code.created_at, code.secret_hash, code.attempts_left,
                code.expires_at <= now() as expired, code.used_at is not null as used,
                code.used_by = $2 and device.secret_hash = $3 as same
           from enrolment_codes code
           left join devices device
             on device.office_id = code.office_id and device.device_id = code.used_by
          where code.code_id = $1
          order by code.created_at desc limit 1 for update of code";
    let row = transaction
        .query_opt(find, &[&request.code_id, &request.device, &secret_hash])
        .await?;
    let Some(row) = row else {
        return Ok(Err(refuse(
            ProblemCode::CodeWrong,
            "no such enrolment code",
        )));
    };
    let office: String = row.get("office_id");
    let created: DateTime<Utc> = row.get("created_at");
    if let Err(refusal) = check_code(&row, request) {
        if row.get::<_, Vec<u8>>("secret_hash") != code_hash(&request.code_secret) {
            let count = "update enrolment_codes set attempts_left = greatest(attempts_left - 1, 0)
                  where office_id = $1 and code_id = $2 and created_at = $3";
            transaction
                .execute(count, &[&office, &request.code_id, &created])
                .await?;
        }
        return Ok(Err(refusal));
    }
    let mark = "update enrolment_codes set used_at = coalesce(used_at, now()), used_by = $4
          where office_id = $1 and code_id = $2 and created_at = $3";
    transaction
        .execute(
            mark,
            &[&office, &request.code_id, &created, &request.device],
        )
        .await?;
    Ok(Ok(office))
}

fn check_code(row: &Row, request: &EnrolRequest) -> Result<(), Refusal> {
    if row.get::<_, i16>("attempts_left") <= 0 {
        let title = "too many wrong attempts on this enrolment code";
        return Err(refuse(ProblemCode::CodeBlocked, title));
    }
    if row.get::<_, Vec<u8>>("secret_hash") != code_hash(&request.code_secret) {
        return Err(refuse(ProblemCode::CodeWrong, "no such enrolment code"));
    }
    // The same device with the same secret asks again because the answer was lost.
    let same = row.get::<_, Option<bool>>("same").unwrap_or(false);
    if row.get("used") && !same {
        let title = "the enrolment code was used before";
        return Err(refuse(ProblemCode::CodeUsed, title));
    }
    if row.get("expired") && !same {
        return Err(refuse(
            ProblemCode::CodeExpired,
            "the enrolment code has expired",
        ));
    }
    if row.get::<_, String>("office_id") != request.office {
        let title = "the enrolment code is for another office than the desk";
        return Err(refuse(ProblemCode::OfficeMismatch, title));
    }
    Ok(())
}

/// Enters the device, or gives a known one a new credential; its device number.
///
/// A device keeps its number. A new one gets the number its applications carry so far if no other
/// device ever had it, else the lowest free one: numbers already given stay as they are.
async fn admit(
    transaction: &Transaction<'_>,
    office: &str,
    request: &EnrolRequest,
    secret_hash: &[u8],
) -> Result<i16, Refusal> {
    // The office's row keeps two devices enrolling at once from choosing the same number.
    transaction
        .execute(
            "select 1 from offices where office_id = $1 for update",
            &[&office],
        )
        .await?;
    let again = "update devices
            set secret_hash = $3, version = $4, enrolled_at = now(), revoked_at = null
          where office_id = $1 and device_id = $2 returning device_number";
    let known = transaction
        .query_opt(
            again,
            &[&office, &request.device, &secret_hash, &request.version],
        )
        .await?;
    if let Some(row) = known {
        return Ok(row.get(0));
    }
    let number = free_number(transaction, office, request.device_number).await?;
    transaction
        .execute(
            "insert into devices (office_id, device_id, device_number, secret_hash, version)
             values ($1, $2, $3, $4, $5)",
            &[
                &office,
                &request.device,
                &number,
                &secret_hash,
                &request.version,
            ],
        )
        .await?;
    Ok(number)
}

/// The wanted device number if no device of the office ever had it, else the lowest such one.
async fn free_number(
    transaction: &Transaction<'_>,
    office: &str,
    wanted: Option<u8>,
) -> Result<i16, Refusal> {
    let choose = "select number::smallint from generate_series(1, 99) as number
          where not exists (select from devices
                where office_id = $1 and device_number = number)
            and not exists (select from central_devices
                where office_id = $1 and device_number = number)
          order by number = $2 desc, number limit 1";
    let wanted = i32::from(wanted.unwrap_or(0));
    let free = transaction.query_opt(choose, &[&office, &wanted]).await?;
    let free = free.ok_or_else(|| {
        let title = "all 99 device numbers of the office are taken";
        refuse(ProblemCode::NumbersExhausted, title)
    })?;
    Ok(free.get(0))
}

fn refuse(code: ProblemCode, title: &str) -> Refusal {
    Refusal::new(code, title)
}

/// A device as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Office `PPUUU`.
    pub office: String,
    /// Its `DD`.
    pub number: u8,
    /// The device.
    pub device: Uuid,
    /// Program version at enrolment.
    pub version: String,
    /// When it was enrolled.
    pub enrolled_at: DateTime<Utc>,
    /// When it was last heard of.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Operations held of it.
    pub acked: u64,
    /// Whether its credential was withdrawn.
    pub revoked: bool,
    /// Whether it is set aside after a fork.
    pub quarantined: bool,
    /// What it found when it last compared what it holds with what central holds.
    pub compared: Option<Compared>,
}

/// Devices of one office, or of all.
pub(super) async fn devices(
    client: &Client,
    office: Option<&str>,
) -> Result<Vec<DeviceRow>, CentralError> {
    office.map(check_office).transpose()?;
    let rows = client
        .query(
            "select office_id, device_number, device_id, version, enrolled_at, last_seen_at,
                    acked_dseq, revoked_at is not null, quarantined_at is not null,
                    compared_at, upto, differing_days, fetched, given_back, unresolved
               from devices left join comparisons using (office_id, device_id)
              where office_id = $1 or $1 is null
              order by office_id, device_number",
            &[&office],
        )
        .await?;
    Ok(rows.iter().map(device_row).collect())
}

fn device_row(row: &Row) -> DeviceRow {
    DeviceRow {
        office: row.get(0),
        number: u8::try_from(row.get::<_, i16>(1)).unwrap_or(0),
        device: row.get(2),
        version: row.get(3),
        enrolled_at: row.get(4),
        last_seen_at: row.get(5),
        acked: u64::try_from(row.get::<_, i64>(6)).unwrap_or(0),
        revoked: row.get(7),
        quarantined: row.get(8),
        compared: compared(row),
    }
}

/// Withdraws a device's credential, at once.
pub(super) async fn revoke(client: &Client, office: &str, number: u8) -> Result<(), CentralError> {
    check_office(office)?;
    let revoked = client
        .execute(
            "update devices set revoked_at = coalesce(revoked_at, now())
              where office_id = $1 and device_number = $2",
            &[&office, &i16::from(number)],
        )
        .await?;
    if revoked == 0 {
        return Err(CentralError::NoDevice {
            office: office.to_owned(),
            device: format!("{number:02}"),
        });
    }
    Ok(())
}
