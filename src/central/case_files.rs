//! Files of cases: sealed under the applicant's key, so that they go with the applicant's data, and
//! named by the SHA-256 of what is in them.
//!
//! A file is kept from the moment it arrives; one no step names within a day was given up with its
//! form, and goes.

use super::own::{Held, OwnError, held_key};
use crate::domain::application::{Attachment, Media};
use crate::domain::ids::{ApplicationId, PersonId};
use crate::sync::seal::{PersonalKey, open_bytes, seal_bytes};
use crate::system::System;
use deadpool_postgres::Transaction;
use std::collections::BTreeSet;
use tokio_postgres::Error;

/// Whose files.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) office: &'a str,
    pub(super) application: ApplicationId,
    pub(super) person: PersonId,
}

impl Of<'_> {
    async fn key(&self, transaction: &Transaction<'_>) -> Result<Option<PersonalKey>, Error> {
        let held = held_key(transaction, self.office, self.person.0).await?;
        Ok(match held {
            Held::Key(key) => Some(key),
            Held::Destroyed | Held::Nothing => None,
        })
    }

    /// What a seal is bound to: a file moved to another case does not open.
    fn binding(&self, hash: &str) -> Vec<u8> {
        format!("case file {} {hash}", self.application).into_bytes()
    }
}

/// Keeps files; `false` when the applicant's data was destroyed.
pub(super) async fn keep(
    transaction: &Transaction<'_>,
    of: Of<'_>,
    files: impl ExactSizeIterator<Item = (&Attachment, &[u8])>,
) -> Result<bool, OwnError> {
    let Some(key) = of.key(transaction).await? else {
        return Ok(files.len() == 0);
    };
    let forget = "delete from case_files
          where office_id = $1 and application_id = $2 and not used
            and taken_at < now() - interval '1 day'";
    transaction
        .execute(forget, &[&of.office, &of.application.0])
        .await?;
    let insert = "insert into case_files
              (office_id, application_id, hash, person_id, size, media, sealed)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (office_id, application_id, hash) do update set taken_at = now()";
    for (attachment, bytes) in files {
        let sealed = seal_bytes(bytes, &of.binding(&attachment.hash), &key, &mut System)?;
        let size = i64::try_from(attachment.size).unwrap_or(i64::MAX);
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = [
            &of.office,
            &of.application.0,
            &attachment.hash,
            &of.person.0,
            &size,
            &media_name(attachment.media),
            &sealed,
        ];
        transaction.execute(insert, &values).await?;
    }
    Ok(true)
}

/// What the files of these hashes are, in their order, and used from now on; those that are no more
/// there are left out.
pub(super) async fn name_in_step(
    transaction: &Transaction<'_>,
    of: Of<'_>,
    hashes: impl Iterator<Item = &str>,
) -> Result<Vec<Attachment>, Error> {
    let mark = "update case_files set used = true
          where office_id = $1 and application_id = $2 and hash = $3 returning size, media";
    let mut named = Vec::new();
    for hash in hashes {
        let row = transaction
            .query_opt(mark, &[&of.office, &of.application.0, &hash])
            .await?;
        named.extend(row.and_then(|row| {
            Some(Attachment {
                hash: hash.to_owned(),
                size: u64::try_from(row.get::<_, i64>(0)).unwrap_or(0),
                media: media_named(row.get(1))?,
            })
        }));
    }
    Ok(named)
}

/// What is in a file.
pub(super) async fn read(
    transaction: &Transaction<'_>,
    of: Of<'_>,
    hash: &str,
) -> Result<Option<(Media, Vec<u8>)>, Error> {
    let find = "select media, sealed from case_files
          where office_id = $1 and application_id = $2 and hash = $3";
    let row = transaction
        .query_opt(find, &[&of.office, &of.application.0, &hash])
        .await?;
    let (Some(row), Some(key)) = (row, of.key(transaction).await?) else {
        return Ok(None);
    };
    let bytes = open_bytes(row.get(1), &of.binding(hash), &key);
    Ok(media_named(row.get(0)).zip(bytes))
}

/// Hashes of the files that records of a case name and that are here.
pub(super) async fn held(
    transaction: &Transaction<'_>,
    office: &str,
    application: ApplicationId,
) -> Result<BTreeSet<String>, Error> {
    let select = transaction
        .prepare_cached(
            "select hash from case_files
              where office_id = $1 and application_id = $2 and used",
        )
        .await?;
    let values = [&office as _, &application.0 as _];
    let rows = transaction.query(&select, &values).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// A file of a case that was handed over goes where the case went.
pub(super) async fn follow_transfers(
    transaction: &Transaction<'_>,
    of: Of<'_>,
    hash: &str,
) -> Result<(), Error> {
    let copy = "insert into case_files
              (office_id, application_id, hash, person_id, size, media, sealed, used)
         select distinct transfer.to_office, file.application_id, file.hash, file.person_id,
                file.size, file.media, file.sealed, true
           from transfers transfer
           join case_files file on file.office_id = transfer.office_id
            and file.application_id = transfer.application_id and file.hash = $3
          where transfer.office_id = $1 and transfer.application_id = $2
            and transfer.done_at is not null
         on conflict do nothing";
    transaction
        .execute(copy, &[&of.office, &of.application.0, &hash])
        .await?;
    Ok(())
}

/// The files of a case go with it to another office, sealed as they are: the key goes too.
pub(super) async fn hand_over(
    transaction: &Transaction<'_>,
    (from, to): (&str, &str),
    application: ApplicationId,
) -> Result<(), Error> {
    let copy = "insert into case_files
              (office_id, application_id, hash, person_id, size, media, sealed, used)
         select $2, application_id, hash, person_id, size, media, sealed, true
           from case_files where office_id = $1 and application_id = $3 and used
         on conflict do nothing";
    transaction
        .execute(copy, &[&from, &to, &application.0])
        .await?;
    Ok(())
}

fn media_name(media: Media) -> &'static str {
    match media {
        Media::Pdf => "pdf",
        Media::Jpeg => "jpeg",
        Media::Png => "png",
        Media::Tiff => "tiff",
    }
}

/// What a browser is told of a file's type.
pub(super) fn mime(media: Media) -> &'static str {
    match media {
        Media::Pdf => "application/pdf",
        Media::Jpeg => "image/jpeg",
        Media::Png => "image/png",
        Media::Tiff => "image/tiff",
    }
}

fn media_named(name: &str) -> Option<Media> {
    let all = [Media::Pdf, Media::Jpeg, Media::Png, Media::Tiff];
    all.into_iter().find(|media| media_name(*media) == name)
}
