//! Handing in an application.
//!
//! Nothing is registered twice. What was asked under an idempotency key is written down before it is
//! done, and the application's id follows from client and key: after a crash, on another instance or
//! after a restore the same request meets the same application. What was answered is kept, and is the
//! answer of every repetition.

use super::super::intake::{self, Intake, IntakeError, IntakeFile, Received};
use super::client::{Client, channel_name};
use super::problem::{ApiCode, ApiProblem};
use super::shape::{self, NamedFile, NewApplication, Read};
use super::signature::IDEMPOTENCY_KEY;
use super::standing::stored;
use super::{Shared, file};
use crate::domain::application::Channel;
use crate::domain::ids::{ApplicationId, OfficeCode};
use crate::domain::registration::{RegistrationDraft, RegistrationWarning};
use crate::system::System;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};
use uuid::Builder;

/// Longest idempotency key.
const MOST_KEY: usize = 255;
/// Bytes of all files of an application together: they are in memory at once.
const MOST_FILE_BYTES: usize = 30 * 1024 * 1024;
/// What an application's id is derived in.
const ID_DOMAIN: &[u8] = b"acikkapi api application ";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What was registered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Receipt {
    /// The number the applicant is given; it is final.
    #[schema(example = "32000-26-51-00001-07")]
    pub(super) number: String,
    /// The office that received it.
    office: String,
    /// The channel it came under.
    #[schema(schema_with = shape::channel)]
    channel: Channel,
    /// The last day for the answer, in Istanbul.
    due: NaiveDate,
    /// What is unusual and may be worth telling the applicant, such as `phone_missing`. New ones may
    /// come.
    remarks: Vec<String>,
}

/// The header every request that hands in an application has.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)]
pub(super) struct KeyHeader {
    /// Chosen by the client, another one for each application. The same request with the same key
    /// gets the same answer, however often it is sent; another request with it is refused.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$"
    )]
    key: String,
}

/// Hands in an application.
///
/// It is registered by the rules of the desk and is at the responsible desk with its next look, in
/// seconds when it is online.
#[utoipa::path(
    post,
    path = "/api/v1/applications",
    operation_id = "handInApplication",
    tag = "applications",
    params(KeyHeader),
    request_body = NewApplication,
    responses((
        status = 201, description = "Registered", body = Receipt,
        headers(
            ("Location" = String, description = "Where to ask how it stands"),
            ("Idempotency-Replayed" = String, description = "`true` when it was registered before"),
        ),
    )),
)]
pub(super) async fn hand_in(
    State(shared): State<Shared>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiProblem> {
    demand_json(&headers)?;
    let key = idempotency_key(&headers)?;
    let new = NewApplication::of_json(&body)?;
    let read = new.read(&client, &shared.catalog)?;
    let asked = Asked::of(&client, &key, &body);
    let (receipt, before) = asked.register(&shared, read).await?;
    let location = format!("/api/v1/applications/{}", receipt.number);
    let mut response = (StatusCode::CREATED, Json(receipt)).into_response();
    let headers = response.headers_mut();
    if let Ok(location) = location.parse() {
        headers.insert(LOCATION, location);
    }
    if before {
        headers.insert(REPLAYED, axum::http::HeaderValue::from_static("true"));
    }
    Ok(response)
}

fn demand_json(headers: &HeaderMap) -> Result<(), ApiProblem> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next());
    if essence.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Ok(());
    }
    let title = "the body has to be application/json";
    Err(ApiProblem::new(ApiCode::UnsupportedMedia, title))
}

/// The key of a request, plain or as a structured string (draft-ietf-httpapi-idempotency-key-header).
pub(in crate::central) fn idempotency_key(headers: &HeaderMap) -> Result<String, ApiProblem> {
    let mut lines = headers.get_all(IDEMPOTENCY_KEY).into_iter();
    let key = lines
        .next()
        .and_then(|key| key.to_str().ok())
        .map(str::trim);
    let quoted = |key: &str| {
        let inner = key.strip_prefix('"')?.strip_suffix('"')?;
        Some(inner.to_owned())
    };
    let key = key.map(|key| quoted(key).unwrap_or_else(|| key.to_owned()));
    let sound = |key: &String| {
        let visible = key.bytes().all(|byte| byte.is_ascii_graphic());
        visible && (1..=MOST_KEY).contains(&key.len())
    };
    key.filter(sound)
        .filter(|_| lines.next().is_none())
        .ok_or_else(|| {
            let detail = format!("one key of 1 to {MOST_KEY} visible ASCII characters");
            ApiProblem::field("Idempotency-Key", detail)
        })
}

/// How far a request came before.
enum Begun {
    /// Not registered yet.
    Open,
    /// Registered, with its files, and not answered: central stopped in between.
    Registered,
    Answered(Receipt),
}

/// A request to hand in, under its key.
pub(super) struct Asked<'a> {
    client: &'a str,
    key_hash: Vec<u8>,
    body_hash: Vec<u8>,
    /// Follows from client and key (UUIDv8, RFC 9562 §5.8).
    pub(super) application: ApplicationId,
}

impl<'a> Asked<'a> {
    pub(super) fn of(client: &'a Client, key: &str, body: &[u8]) -> Self {
        let key_hash = Sha256::digest(key.as_bytes());
        let seed = [ID_DOMAIN, client.id.as_bytes(), b" ", &key_hash].concat();
        let digest = Sha256::digest(&seed);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self {
            client: &client.id,
            key_hash: key_hash.to_vec(),
            body_hash: Sha256::digest(body).to_vec(),
            application: ApplicationId(Builder::from_custom_bytes(bytes).into_uuid()),
        }
    }

    /// Registers the application unless it was before; the answer, and whether it was.
    pub(super) async fn register(
        &self,
        shared: &Shared,
        read: Read,
    ) -> Result<(Receipt, bool), ApiProblem> {
        let Read {
            office,
            form,
            files,
        } = read;
        let channel = form.channel;
        let taken = match self.begin(shared, office, channel).await? {
            Begun::Answered(receipt) => return Ok((receipt, true)),
            Begun::Registered => Vec::new(),
            Begun::Open => self.files(shared, &files).await?,
        };
        let received = self.hand_over(shared, (office, form), taken).await?;
        let receipt = Receipt {
            number: received.number.to_string(),
            office: office.to_string(),
            channel,
            due: received.due,
            remarks: received.warnings.iter().map(remark).collect(),
        };
        let receipt = self.finish(shared, receipt, &files).await?;
        Ok((receipt, received.before))
    }

    /// Writes down that it is begun, unless it was before; a problem if the key was used for
    /// something else.
    async fn begin(
        &self,
        shared: &Shared,
        office: OfficeCode,
        channel: Channel,
    ) -> Result<Begun, ApiProblem> {
        let database = shared.pool.get().await?;
        let claim = database
            .prepare_cached(
                "insert into api_requests
                      (client_id, key_hash, body_hash, office_id, application_id, channel)
                 values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            )
            .await?;
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 6] = [
            &self.client,
            &self.key_hash,
            &self.body_hash,
            &office.to_string(),
            &self.application.0,
            &channel_name(channel),
        ];
        if database.execute(&claim, &values).await? == 1 {
            return Ok(Begun::Open);
        }
        let held = database
            .prepare_cached(
                "select body_hash = $3, answer from api_requests
                  where client_id = $1 and key_hash = $2",
            )
            .await?;
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&self.client, &self.key_hash, &self.body_hash];
        let row = database.query_one(&held, &values).await?;
        if !row.get::<_, bool>(0) {
            let title = "this idempotency key was used before, for another request";
            return Err(ApiProblem::new(ApiCode::IdempotencyKeyReused, title));
        }
        let answer: Option<&str> = row.get(1);
        if let Some(receipt) = answer.and_then(|answer| serde_json::from_str(answer).ok()) {
            return Ok(Begun::Answered(receipt));
        }
        let registered = stored(&database, office, self.application.0).await?;
        Ok(registered.map_or(Begun::Open, |_| Begun::Registered))
    }

    /// The files it names.
    async fn files(
        &self,
        shared: &Shared,
        named: &[NamedFile],
    ) -> Result<Vec<IntakeFile>, ApiProblem> {
        let database = shared.pool.get().await?;
        let mut files = Vec::with_capacity(named.len());
        let mut size = 0;
        for (index, NamedFile { file, name }) in named.iter().enumerate() {
            let bytes = file::open(&database, self.client, file).await?;
            let Some(bytes) = bytes else {
                let detail = "a file that was handed in and not yet named; hand it in again";
                return Err(ApiProblem::field(&format!("/files/{index}/file"), detail));
            };
            size += bytes.len();
            if size > MOST_FILE_BYTES {
                let title = format!("the files have more than {MOST_FILE_BYTES} bytes together");
                return Err(ApiProblem::new(ApiCode::TooLarge, title));
            }
            let name = name.clone();
            files.push(IntakeFile { name, bytes });
        }
        Ok(files)
    }

    async fn hand_over(
        &self,
        shared: &Shared,
        (office, form): (OfficeCode, RegistrationDraft),
        files: Vec<IntakeFile>,
    ) -> Result<Received, ApiProblem> {
        let intake = Intake {
            application: self.application,
            office,
            form,
            accepted: Vec::new(),
            files,
        };
        let mut source = System;
        let registered = intake::register(&shared.pool, &shared.catalog, &intake, &mut source);
        registered.await.map_err(|error| match error {
            IntakeError::OfficeNotOpen => {
                let title = "the office cannot receive applications from here";
                ApiProblem::new(ApiCode::OfficeNotOpen, title)
            }
            IntakeError::TooManyFiles => ApiProblem::field("/files", error.to_string()),
            IntakeError::File(index, why) => {
                ApiProblem::field(&format!("/files/{index}/file"), why.to_string())
            }
            error @ (IntakeError::Away(_) | IntakeError::Own(_)) => ApiProblem::unavailable(&error),
        })
    }

    /// Keeps what is answered; what is, where another instance was faster.
    async fn finish(
        &self,
        shared: &Shared,
        receipt: Receipt,
        files: &[NamedFile],
    ) -> Result<Receipt, ApiProblem> {
        let answer =
            serde_json::to_string(&receipt).map_err(|error| ApiProblem::unavailable(&error))?;
        let mut database = shared.pool.get().await?;
        let transaction = database.transaction().await?;
        let keep = "update api_requests
                set number = coalesce(number, $3), answer = coalesce(answer, $4),
                    done_at = coalesce(done_at, clock_timestamp())
              where client_id = $1 and key_hash = $2 returning answer";
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&self.client, &self.key_hash, &receipt.number, &answer];
        let row = transaction.query_opt(keep, &values).await?;
        let names = files.iter().map(|named| named.file.as_str());
        file::delete(&transaction, self.client, names).await?;
        transaction.commit().await?;
        let kept = row.and_then(|row| serde_json::from_str(row.get(0)).ok());
        Ok(kept.unwrap_or(receipt))
    }
}

/// A remark's name: `phone_missing`, or `phone.length` of a kind with reasons.
fn remark(warning: &RegistrationWarning) -> String {
    match serde_json::to_value(warning) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(map)) => {
            let mut named = map.iter();
            let named = named.next().map(|(kind, why)| {
                let why = why.as_str().unwrap_or_default();
                format!("{kind}.{why}")
            });
            named.unwrap_or_default()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::IdentityWarning;
    use crate::domain::phone::PhoneWarning;
    use axum::http::HeaderValue;

    fn client(id: &str) -> Client {
        Client {
            id: id.into(),
            channels: vec![Channel::Web],
            offices: Vec::new(),
            per_minute: 1,
            revoked: false,
            key: None,
        }
    }

    #[test]
    fn an_applications_id_follows_from_client_and_key() {
        let id = |client: &Client, key, body: &[u8]| Asked::of(client, key, body).application;
        let (one, other) = (client("one"), client("other"));
        assert_eq!(id(&one, "k", b"a"), id(&one, "k", b"b"));
        assert_ne!(id(&one, "k", b"a"), id(&one, "l", b"a"));
        assert_ne!(id(&one, "k", b"a"), id(&other, "k", b"a"));
        assert_eq!(id(&one, "k", b"a").0.get_version_num(), 8);
    }

    #[test]
    fn a_key_is_read_plain_or_quoted_and_only_once() {
        let read = |keys: &[&str]| {
            let mut headers = HeaderMap::new();
            for key in keys {
                headers.append(IDEMPOTENCY_KEY, HeaderValue::from_str(key).unwrap());
            }
            idempotency_key(&headers).ok()
        };
        assert_eq!(read(&["8e03"]).as_deref(), Some("8e03"));
        assert_eq!(read(&["\"8e03\""]).as_deref(), Some("8e03"));
        let long = "x".repeat(256);
        for wrong in [
            &[][..],
            &["a", "b"],
            &[""],
            &["a b"],
            &["\"\""],
            &[&long],
            &["é"],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn remarks_have_plain_names() {
        for (warning, name) in [
            (RegistrationWarning::PhoneMissing, "phone_missing"),
            (
                RegistrationWarning::Phone(PhoneWarning::Length),
                "phone.length",
            ),
            (
                RegistrationWarning::IdentityNumber(IdentityWarning::Checksum),
                "identity_number.checksum",
            ),
        ] {
            assert_eq!(remark(&warning), name);
        }
    }
}
