//! A device makes itself known to central with a one-time code.

use super::client::{self, CallError};
use super::code::{CodeError, EnrolmentCode};
use super::journal::{Credentials, Journal, JournalError};
use super::problem::ProblemCode;
use super::tls;
use super::wire::{EnrolRequest, EnrolResponse};
use crate::i18n::Text;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use std::time::Duration;
use zeroize::Zeroizing;

/// The reply to an enrolment may be lost after central has used up the code; with the same
/// secret central gives the same answer, so it is asked again at once.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_secs(1);
/// Highest number a device can have in an office.
const LAST_DEVICE_NUMBER: u8 = 99;

/// Why the device is not enrolled. Nothing was changed here.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The typed code is not one.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Central gave no (good) answer, or refused.
    #[error(transparent)]
    Call(#[from] CallError),
    /// Central's answer does not fit the request.
    #[error("central's answer does not fit the request")]
    Senseless,
    /// The desk's store could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl EnrolError {
    /// What happened and what to do, for the user.
    pub fn sentence(&self, text: &Text) -> String {
        text.get(self.key())
    }

    /// Key of the sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Code(CodeError::Character(_)) => "sync-enrol-code-character",
            Self::Code(CodeError::Length(_)) => "sync-enrol-code-length",
            Self::Code(CodeError::Mistyped) => "sync-enrol-code-mistyped",
            Self::Journal(_) => "sync-enrol-store",
            Self::Senseless => "sync-enrol-not-central",
            Self::Call(error) => call_key(error),
        }
    }
}

fn call_key(error: &CallError) -> &'static str {
    let problem = match error {
        CallError::Network(_) => return "sync-enrol-unreachable",
        CallError::Untrusted(_) => return "sync-enrol-untrusted",
        CallError::Senseless(_) => return "sync-enrol-not-central",
        CallError::Setting(_) => return "sync-enrol-address",
        CallError::Problem(problem) => problem,
    };
    match problem.code {
        ProblemCode::CodeWrong => "sync-enrol-code-wrong",
        ProblemCode::CodeExpired => "sync-enrol-code-expired",
        ProblemCode::CodeUsed => "sync-enrol-code-used",
        ProblemCode::CodeBlocked => "sync-enrol-code-blocked",
        ProblemCode::OfficeMismatch => "sync-enrol-office-mismatch",
        ProblemCode::NumbersExhausted => "sync-enrol-numbers-exhausted",
        ProblemCode::Busy | ProblemCode::Unavailable => "sync-enrol-busy",
        _ => "sync-enrol-refused",
    }
}

/// Enrols the journal's database at `server` with the code a person typed. `random` becomes the
/// device's secret. On success the credentials are stored and the sync loop starts by itself.
pub fn enrol(
    journal: &mut dyn Journal,
    server: &str,
    typed_code: &str,
    random: [u8; 32],
) -> Result<Credentials, EnrolError> {
    let code = EnrolmentCode::parse(typed_code)?;
    let server = client::base_address(server)?;
    let identity = journal.identity()?;
    let secret = Zeroizing::new(BASE64URL_NOPAD.encode(&random));
    let request = EnrolRequest {
        code_id: code.id_text(),
        code_secret: code.secret_text(),
        device: identity.device,
        office: identity.office,
        secret_hash: secret_hash(&secret),
        device_number: identity.device_number,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let response = ask(&server, &code, &request)?;
    let number_is_sound = (1..=LAST_DEVICE_NUMBER).contains(&response.device_number);
    if response.office != request.office || !number_is_sound {
        return Err(EnrolError::Senseless);
    }
    let credentials = Credentials {
        server,
        office: response.office,
        device: identity.device,
        secret,
        ca_certificate: response.ca_certificate,
        device_number: response.device_number,
    };
    journal.store_credentials(&credentials)?;
    Ok(credentials)
}

/// What central stores of a device's secret: SHA-256 of its text, lower-case hexadecimal. The
/// secret has 256 random bits, so nothing slower is needed.
pub fn secret_hash(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

fn ask(
    server: &str,
    code: &EnrolmentCode,
    request: &EnrolRequest,
) -> Result<EnrolResponse, EnrolError> {
    let mut attempt = 1;
    loop {
        let (tls, authority) =
            tls::first_contact(code).map_err(|error| CallError::Setting(error.to_string()))?;
        match client::enrol(server, tls, request) {
            Ok(response) if authority.is(&response.ca_certificate) => return Ok(response),
            Ok(_) => return Err(EnrolError::Senseless),
            Err(CallError::Network(_)) if attempt < ATTEMPTS => {
                attempt += 1;
                std::thread::sleep(PAUSE);
            }
            Err(error) => return Err(error.into()),
        }
    }
}
