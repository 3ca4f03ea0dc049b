//! What an administrator does at central's terminal.

use super::api::client::{self, ClientRow, NewClient};
use super::authority::Authority;
use super::console::administrators::{self, AdministratorRow};
use super::database;
use super::dispatch::{self, MessageCount};
use super::enrolment::{self, DeviceRow};
use super::epoch;
use super::error::CentralError;
use super::files;
use super::forks::{self, Fork};
use super::portal::code::OneTimeCode;
use super::portal::officers::{self, NewOfficer, OfficerRow};
use super::settings::Settings;
use super::watermark::Watermark;
use crate::sync::code::EnrolmentCode;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use tokio_postgres::Client;
use uuid::Uuid;

/// Hours an enrolment code is good for unless said otherwise.
pub const DEFAULT_CODE_HOURS: u16 = 24;

/// Hours an officer's one-time code is good for unless said otherwise: over a weekend.
pub const DEFAULT_OFFICER_HOURS: u16 = 72;

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
    let mut client = open(settings).await?;
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
    let client = open(settings).await?;
    enrolment::devices(&client, office).await
}

/// How the messages of `office`, or of all offices, stand.
pub async fn messages(
    settings: &Settings,
    office: Option<&str>,
) -> Result<Vec<MessageCount>, CentralError> {
    let client = open(settings).await?;
    dispatch::counts(&client, office).await
}

/// Withdraws the credential of device `number` of `office`, at once.
pub async fn revoke(settings: &Settings, office: &str, number: u8) -> Result<(), CentralError> {
    let client = open(settings).await?;
    enrolment::revoke(&client, office, number).await
}

/// A device of an office, and each time it was set aside.
pub async fn device(
    settings: &Settings,
    office: &str,
    number: u8,
) -> Result<(DeviceRow, Vec<Fork>), CentralError> {
    let client = open(settings).await?;
    let device = forks::device(&client, office, number).await?;
    let mut devices = enrolment::devices(&client, Some(office)).await?;
    devices.retain(|row| row.device == device);
    let row = devices.pop().ok_or_else(|| CentralError::NoDevice {
        office: office.to_owned(),
        device: format!("{number:02}"),
    })?;
    Ok((row, forks::of_device(&client, office, device).await?))
}

/// Lets device `number` of `office` send again; whether it was set aside.
pub async fn release(settings: &Settings, office: &str, number: u8) -> Result<bool, CentralError> {
    let mut client = open(settings).await?;
    let device = forks::device(&client, office, number).await?;
    forks::release(&mut client, office, device).await
}

/// A new code for an officer. It is shown once; central keeps only a hash.
#[derive(Debug)]
pub struct OfficerCode {
    /// The code.
    pub code: OneTimeCode,
    /// Until when it can be used.
    pub expires: DateTime<Utc>,
}

/// Makes an account for a unit officer, and a code good for `hours`.
pub async fn add_officer(
    settings: &Settings,
    new: &NewOfficer<'_>,
    hours: u16,
) -> Result<OfficerCode, CentralError> {
    let pool = database::open(settings, &Arc::new(watermark(settings)?)).await?;
    let mut client = pool.get().await?;
    let valid = TimeDelta::hours(hours.into());
    let (code, expires) = officers::add(&mut client, new, valid).await?;
    Ok(OfficerCode { code, expires })
}

/// Takes an officer's password away and makes a new code.
pub async fn reset_officer(
    settings: &Settings,
    login: &str,
    hours: u16,
) -> Result<OfficerCode, CentralError> {
    let mut client = open(settings).await?;
    let valid = TimeDelta::hours(hours.into());
    let (code, expires) = officers::reset(&mut client, login, valid).await?;
    Ok(OfficerCode { code, expires })
}

/// Lets an officer in no more, at once.
pub async fn disable_officer(settings: &Settings, login: &str) -> Result<(), CentralError> {
    let mut client = open(settings).await?;
    officers::disable(&mut client, login).await
}

/// The officers of `office`, or of all offices.
pub async fn officers(
    settings: &Settings,
    office: Option<&str>,
) -> Result<Vec<OfficerRow>, CentralError> {
    let client = open(settings).await?;
    officers::list(&client, office).await
}

/// Makes an account for an administrator, or gives a known one a new code; good for `hours`.
pub async fn add_administrator(
    settings: &Settings,
    (login, name): (&str, &str),
    hours: u16,
) -> Result<OfficerCode, CentralError> {
    let mut client = open(settings).await?;
    let valid = TimeDelta::hours(hours.into());
    let (code, expires) = administrators::add(&mut client, (login, name), valid).await?;
    Ok(OfficerCode { code, expires })
}

/// Lets an administrator in no more, at once.
pub async fn disable_administrator(settings: &Settings, login: &str) -> Result<(), CentralError> {
    let client = open(settings).await?;
    administrators::disable(&client, login).await
}

/// The administrators.
pub async fn administrators(settings: &Settings) -> Result<Vec<AdministratorRow>, CentralError> {
    let client = open(settings).await?;
    administrators::list(&client).await
}

/// Brings the database to this program's schema while instances serve; the versions it got.
pub async fn migrate(settings: &Settings) -> Result<Vec<i32>, CentralError> {
    database::migrate(settings).await
}

/// Registers a client of the API; the API key of one that does not sign. It is shown once; central
/// keeps only a hash.
pub async fn add_client(
    settings: &Settings,
    new: &NewClient,
) -> Result<Option<String>, CentralError> {
    client::add(&open(settings).await?, new).await
}

/// The clients of the API.
pub async fn clients(settings: &Settings) -> Result<Vec<ClientRow>, CentralError> {
    client::list(&open(settings).await?).await
}

/// Lets a client of the API in no more, from its next request on.
pub async fn revoke_client(settings: &Settings, id: &str) -> Result<(), CentralError> {
    client::revoke(&open(settings).await?, id).await
}

/// Starts a new epoch, after a restore PostgreSQL itself does not show.
pub async fn new_epoch(settings: &Settings) -> Result<Uuid, CentralError> {
    let watermark = watermark(settings)?;
    let mut client = database::open_one(settings, &watermark).await?;
    epoch::begin_new(&mut client, &watermark).await
}

async fn open(settings: &Settings) -> Result<Client, CentralError> {
    database::open_one(settings, &watermark(settings)?).await
}

fn watermark(settings: &Settings) -> Result<Watermark, CentralError> {
    files::create_folder(&settings.data_dir)?;
    Ok(Watermark::open(&settings.data_dir))
}
