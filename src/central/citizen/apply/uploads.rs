//! Files that came with a form that comes back, kept until it is sent.
//!
//! They are sealed under a secret that is in the form and nowhere else, and go after a day.

use super::super::super::intake::IntakeFile;
use super::super::super::upload::Kept;
use super::super::fault::Fault;
use super::form::Form;
use crate::domain::file::TakenFile;
use crate::domain::ids::OfficeCode;
use crate::sync::seal::{PersonalKey, open_bytes, seal_bytes};
use crate::system::System;
use sha2::{Digest, Sha256};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error};

/// First bytes of what the key is made of; changes only if the sealing does.
const DOMAIN: &[u8] = b"acikkapi citizen upload 1";

/// Whose files.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) office: OfficeCode,
    pub(super) form: &'a Form,
}

impl Of<'_> {
    fn key(&self) -> PersonalKey {
        let digest = Sha256::new()
            .chain_update(DOMAIN)
            .chain_update(self.form.secret.as_bytes());
        PersonalKey::new(digest.finalize().into())
    }

    fn binding(&self, hash: &str) -> Vec<u8> {
        format!("{} {hash}", self.form.application).into_bytes()
    }

    /// Keeps files.
    pub(super) async fn keep(
        &self,
        client: &Client,
        files: &[TakenFile],
    ) -> Result<Vec<Kept>, Fault> {
        let insert = "insert into citizen_uploads (office_id, application_id, hash, sealed)
             values ($1, $2, $3, $4)
             on conflict (office_id, application_id, hash) do update
             set sealed = excluded.sealed, taken_at = now()";
        let office = self.office.to_string();
        let mut kept = Vec::with_capacity(files.len());
        for file in files {
            let hash = &file.attachment.hash;
            let sealed = seal_bytes(&file.bytes, &self.binding(hash), &self.key(), &mut System);
            let sealed = sealed.map_err(|_| Fault::Away)?;
            let application = self.form.application.0;
            let values: [&(dyn ToSql + Sync); 4] = [&office, &application, hash, &sealed];
            client.execute(insert, &values).await?;
            kept.push(Kept {
                hash: hash.clone(),
                name: file.name.as_str().to_owned(),
            });
        }
        Ok(kept)
    }

    /// The files the form says were kept; `None` when one of them is no more there.
    pub(super) async fn read(&self, client: &Client) -> Result<Option<Vec<IntakeFile>>, Error> {
        let select = "select sealed from citizen_uploads
              where office_id = $1 and application_id = $2 and hash = $3";
        let office = self.office.to_string();
        let mut files = Vec::new();
        for kept in &self.form.kept {
            let application = self.form.application.0;
            let values: [&(dyn ToSql + Sync); 3] = [&office, &application, &kept.hash];
            let row = client.query_opt(select, &values).await?;
            let bytes =
                row.and_then(|row| open_bytes(row.get(0), &self.binding(&kept.hash), &self.key()));
            let Some(bytes) = bytes else {
                return Ok(None);
            };
            files.push(IntakeFile {
                name: kept.name.clone(),
                bytes,
            });
        }
        Ok(Some(files))
    }

    /// Forgets them: the application has them now.
    pub(super) async fn forget(&self, client: &Client) -> Result<(), Error> {
        let forget = "delete from citizen_uploads where office_id = $1 and application_id = $2";
        let values: [&(dyn ToSql + Sync); 2] = [&self.office.to_string(), &self.form.application.0];
        client.execute(forget, &values).await?;
        Ok(())
    }
}
