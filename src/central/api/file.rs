//! Files that go with an application: handed in first, named in the application by what was
//! answered.
//!
//! What the client knows a file by is the key it is sealed under; central keeps the key's hash, and
//! cannot open the file until the client names it. A file nobody names is deleted after a day.

use super::Shared;
use super::client::Client;
use super::problem::{ApiCode, ApiProblem};
use crate::domain::application::Media;
use crate::domain::file::{MOST_BYTES, TakenFile, Untaken};
use crate::domain::source::Source;
use crate::sync::seal::{PersonalKey, open_bytes, seal_bytes};
use crate::system::System;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use deadpool_postgres::GenericClient;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// Bytes of files a client may have waiting for their applications.
const MOST_WAITING: i64 = 512 * 1024 * 1024;
/// What the seal of a file begins its binding with.
const BINDING: &[u8] = b"acikkapi api file ";

/// What a file that was taken is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FileType {
    Pdf,
    Jpeg,
    Png,
    Tiff,
}

impl From<Media> for FileType {
    fn from(media: Media) -> Self {
        match media {
            Media::Pdf => Self::Pdf,
            Media::Jpeg => Self::Jpeg,
            Media::Png => Self::Png,
            Media::Tiff => Self::Tiff,
        }
    }
}

/// A file that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TakenAnswer {
    /// What to name in `files` of the application, within a day. Whoever has it can hand the file
    /// in, so it is to be kept like the file.
    #[schema(min_length = 43, max_length = 43)]
    file: String,
    /// Bytes.
    size: u64,
    /// What its first bytes say it is.
    #[serde(rename = "type")]
    kind: FileType,
}

/// Hands in a file, before the application that names it.
///
/// The body is the file itself: PDF, JPEG, PNG or TIFF, told by its bytes, of at most 10 MiB.
#[utoipa::path(
    post,
    path = "/api/v1/files",
    operation_id = "handInFile",
    tag = "applications",
    request_body(content_type = "application/octet-stream", content = FileBytes),
    responses((status = 201, description = "Taken", body = TakenAnswer)),
)]
pub(super) async fn hand_in(
    State(shared): State<Shared>,
    Extension(client): Extension<Client>,
    body: Bytes,
) -> Result<(StatusCode, Json<TakenAnswer>), ApiProblem> {
    let taken = TakenFile::of_bytes("", body.into()).map_err(refused)?;
    let mut key = [0; 32];
    System.fill(&mut key);
    let name = BASE64URL_NOPAD.encode(&key);
    let hash = name_hash(&name);
    let key = PersonalKey::new(key);
    let sealed = seal_bytes(&taken.bytes, &binding(&client.id), &key, &mut System);
    let sealed = sealed.map_err(|error| ApiProblem::unavailable(&error))?;
    let database = shared.pool.get().await?;
    forget(&database, &client.id).await?;
    let size = i64::try_from(taken.attachment.size).unwrap_or(i64::MAX);
    let insert = "insert into api_files (client_id, file_hash, sealed, size)
         select $1, $2, $3, $4
          where (select coalesce(sum(size), 0)::bigint from api_files where client_id = $1) < $5";
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
        [&client.id, &hash, &sealed, &size, &MOST_WAITING];
    if database.execute(insert, &values).await? == 0 {
        let title = "too many files wait for their applications; those not named go after a day";
        return Err(ApiProblem::new(ApiCode::TooLarge, title));
    }
    let answer = TakenAnswer {
        file: name,
        size: taken.attachment.size,
        kind: taken.attachment.media.into(),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code)]
struct FileBytes(Vec<u8>);

fn refused(why: Untaken) -> ApiProblem {
    match why {
        Untaken::Empty => ApiProblem::field("", "the file is empty"),
        Untaken::TooLarge => {
            let title = format!("the file has more than {MOST_BYTES} bytes");
            ApiProblem::new(ApiCode::TooLarge, title)
        }
        Untaken::UnknownType => {
            let title = "the file is neither PDF, JPEG, PNG nor TIFF";
            ApiProblem::new(ApiCode::UnsupportedMedia, title)
        }
    }
}

fn name_hash(name: &str) -> Vec<u8> {
    Sha256::digest(name.as_bytes()).to_vec()
}

/// A seal is bound to the client: another one's name opens nothing.
fn binding(client: &str) -> Vec<u8> {
    [BINDING, client.as_bytes()].concat()
}

/// Deletes what nobody named within a day.
async fn forget(client: &impl GenericClient, id: &str) -> Result<(), tokio_postgres::Error> {
    let forget = "delete from api_files
          where client_id = $1 and taken_at < now() - interval '1 day'";
    client.execute(forget, &[&id]).await.map(drop)
}

/// The bytes of a file by what the client knows it by; `None` when there is none (any more).
pub(super) async fn open(
    database: &impl GenericClient,
    client: &str,
    name: &str,
) -> Result<Option<Vec<u8>>, tokio_postgres::Error> {
    let key = BASE64URL_NOPAD.decode(name.as_bytes()).ok();
    let Some(key) = key.and_then(|key| PersonalKey::of(&key)) else {
        return Ok(None);
    };
    let find = "select sealed from api_files where client_id = $1 and file_hash = $2";
    let row = database
        .query_opt(find, &[&client, &name_hash(name)])
        .await?;
    Ok(row.and_then(|row| open_bytes(row.get(0), &binding(client), &key)))
}

/// Deletes files that are with their application now.
pub(super) async fn delete<'a>(
    database: &impl GenericClient,
    client: &str,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), tokio_postgres::Error> {
    let hashes: Vec<Vec<u8>> = names.map(name_hash).collect();
    let delete = "delete from api_files where client_id = $1 and file_hash = any($2)";
    database
        .execute(delete, &[&client, &hashes])
        .await
        .map(drop)
}
