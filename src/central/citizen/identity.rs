//! Which applications were made by somebody who was signed in.
//!
//! They are kept under a keyed hash of the identity number. Its key is a file beside the certificate
//! authority's: who has the database alone cannot try all numbers.

use super::super::error::CentralError;
use super::super::files;
use super::session::Identity;
use crate::domain::ids::ApplicationId;
use crate::domain::number::ApplicationNumber;
use crate::domain::source::Source;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error};
use zeroize::Zeroizing;

const FILE: &str = "citizen.key";
const KEY_BYTES: usize = 32;
/// First bytes of what is hashed; changes only if the hash does.
const DOMAIN: &[u8] = b"acikkapi citizen 1";
/// Applications listed at most; the latest.
const MOST_LISTED: i64 = 100;

/// The key of the hashes.
#[derive(Clone)]
pub(super) struct IdentityKey(Arc<Zeroizing<Vec<u8>>>);

impl IdentityKey {
    /// Reads it from the data folder, or makes it.
    pub(super) fn open(folder: &Path, source: &mut dyn Source) -> Result<Self, CentralError> {
        let path = folder.join(FILE);
        if !path.exists() {
            let mut bytes = Zeroizing::new([0; KEY_BYTES]);
            source.fill(bytes.as_mut());
            let text = Zeroizing::new(HEXLOWER.encode(bytes.as_ref()));
            files::write_private(&path, &text)?;
        }
        let text = Zeroizing::new(files::read(&path)?);
        let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok();
        let bytes = bytes.filter(|bytes| bytes.len() == KEY_BYTES);
        let bytes = bytes.ok_or_else(|| {
            let error = std::io::Error::other("not a key of 32 bytes in hexadecimal");
            CentralError::File { path, error }
        })?;
        Ok(Self(Arc::new(Zeroizing::new(bytes))))
    }

    fn hash(&self, identity: &Identity) -> Vec<u8> {
        let digest = Sha256::new()
            .chain_update(DOMAIN)
            .chain_update(self.0.as_slice())
            .chain_update(identity.identity_number.as_bytes());
        digest.finalize().to_vec()
    }
}

/// Remembers that an application was made by somebody.
pub(super) async fn link(
    client: &Client,
    (key, identity): (&IdentityKey, &Identity),
    (application, number): (ApplicationId, ApplicationNumber),
) -> Result<(), Error> {
    let insert = "insert into citizen_applications (identity_hash, application_id, number)
         values ($1, $2, $3) on conflict do nothing";
    let values: [&(dyn ToSql + Sync); 3] =
        [&key.hash(identity), &application.0, &number.to_string()];
    client.execute(insert, &values).await?;
    Ok(())
}

/// The number of an application, if it was made by somebody.
pub(super) async fn number_of(
    client: &Client,
    (key, identity): (&IdentityKey, &Identity),
    application: ApplicationId,
) -> Result<Option<ApplicationNumber>, Error> {
    let select = "select number from citizen_applications
          where identity_hash = $1 and application_id = $2";
    let row = client
        .query_opt(select, &[&key.hash(identity), &application.0])
        .await?;
    Ok(row.and_then(|row| row.get::<_, &str>(0).parse().ok()))
}

/// The applications of somebody, the latest first.
pub(super) async fn applications(
    client: &Client,
    (key, identity): (&IdentityKey, &Identity),
) -> Result<Vec<ApplicationNumber>, Error> {
    let select = "select number from citizen_applications
          where identity_hash = $1 order by applied_at desc, number limit $2";
    let rows = client
        .query(select, &[&key.hash(identity), &MOST_LISTED])
        .await?;
    // What was written as a number is read as one.
    let numbers = rows.iter().map(|row| row.get::<_, &str>(0).parse().ok());
    Ok(numbers.flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::System;

    #[test]
    fn the_key_is_made_once_and_hashes_differ_without_it() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = |folder: &Path| IdentityKey::open(folder, &mut System).unwrap();
        let identity = Identity {
            identity_number: "10000000146".into(),
            given_name: "Ali".into(),
            family_name: "Kaya".into(),
        };
        let first = key(one.path()).hash(&identity);
        assert_eq!(first, key(one.path()).hash(&identity));
        assert_ne!(first, key(other.path()).hash(&identity));
        std::fs::write(one.path().join(FILE), "short").unwrap();
        assert!(IdentityKey::open(one.path(), &mut System).is_err());
    }
}
