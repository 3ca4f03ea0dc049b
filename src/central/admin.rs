//! What an administrator does at central's terminal.

use super::authority::Authority;
use super::database;
use super::enrolment::{self, DeviceRow};
use super::epoch;
use super::error::CentralError;
use super::settings::Settings;
use crate::sync::code::EnrolmentCode;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Hours an enrolment code is good for unless said otherwise.
pub const DEFAULT_CODE_HOURS: u16 = 24;

/// A new enrolment code. It is shown once; central keeps only a hash.
#[derive(Debug)]
pub struct IssuedCode {
    /// The code.
    pub code: EnrolmentCode,
    /// Until when it can be used.
    pub expires: DateTime<Utc>,
}

/// Makes a one-time enrolment code for `office`, good for `hours`.
pub async fn issue_code(
    settings: &Settings,
    office: &str,
    hours: u16,
) -> Result<IssuedCode, CentralError> {
    let authority = Authority::open(&settings.data_dir, Utc::now())?;
    let mut client = database::open_one(settings).await?;
    let valid = TimeDelta::hours(hours.into());
    let fingerprint = authority.fingerprint();
    let (code, expires) = enrolment::issue(&mut client, office, valid, &fingerprint).await?;
    Ok(IssuedCode { code, expires })
}

/// The devices of `office`, or of all offices.
pub async fn devices(
    settings: &Settings,
    office: Option<&str>,
) -> Result<Vec<DeviceRow>, CentralError> {
    let client = database::open_one(settings).await?;
    enrolment::devices(&client, office).await
}

/// Withdraws the credential of device `number` of `office`, at once.
pub async fn revoke(settings: &Settings, office: &str, number: u8) -> Result<(), CentralError> {
    let client = database::open_one(settings).await?;
    enrolment::revoke(&client, office, number).await
}

/// Starts a new epoch, after a restore PostgreSQL itself does not show.
pub async fn new_epoch(settings: &Settings) -> Result<Uuid, CentralError> {
    let mut client = database::open_one(settings).await?;
    epoch::begin_new(&mut client).await
}
