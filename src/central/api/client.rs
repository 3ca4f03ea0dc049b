//! Clients: the programs of other channels, as the administrator registers them.
//!
//! A client is known by its id and an Ed25519 key its requests are signed with, or, for Open311
//! alone, by an API key. Channels and offices it may hand in under are part of the registration: a
//! request can choose among them and never beyond.

use super::super::error::CentralError;
use crate::domain::application::Channel;
use crate::domain::ids::OfficeCode;
use crate::text::CleanText;
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde::Deserialize;
use serde::de::value::{Error as NameError, StrDeserializer};
use sha2::{Digest, Sha256};
use tokio_postgres::{Client as Connection, Row};

/// What precedes the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4).
const SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];
const KEY_BYTES: usize = 32;
const MOST_ID: usize = 40;
const MOST_NAME: usize = 100;

/// Requests a minute unless set otherwise.
pub const DEFAULT_PER_MINUTE: u32 = 600;

/// What a client proves itself with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Signatures this Ed25519 key verifies.
    Key([u8; KEY_BYTES]),
    /// An API key, for Open311 alone; it is made here.
    ApiKey,
}

/// A client to register.
#[derive(Debug, Clone)]
pub struct NewClient {
    /// Lower-case letters, digits and hyphens; the `keyid` of its signatures.
    pub id: String,
    /// What the administrator calls it.
    pub name: String,
    /// What it proves itself with.
    pub proof: Proof,
    /// Channels it may hand in under, at least one.
    pub channels: Vec<Channel>,
    /// Offices it may hand in to; all where none is named.
    pub offices: Vec<OfficeCode>,
    /// Requests it may send in a minute.
    pub per_minute: u32,
}

/// A client as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it signs; otherwise it has an API key.
    pub signs: bool,
    /// Channels it may hand in under.
    pub channels: Vec<Channel>,
    /// Offices it may hand in to; all where none is named.
    pub offices: Vec<OfficeCode>,
    /// Requests a minute.
    pub per_minute: u32,
    /// Applications it has handed in.
    pub applications: u64,
    /// Whether it is no longer let in.
    pub revoked: bool,
}

/// A client that proved who it is.
#[derive(Debug, Clone)]
pub(in crate::central) struct Client {
    pub(in crate::central) id: String,
    pub(in crate::central) channels: Vec<Channel>,
    /// All where none is named.
    pub(in crate::central) offices: Vec<OfficeCode>,
    pub(in crate::central) per_minute: u32,
    pub(in crate::central) revoked: bool,
    pub(in crate::central) key: Option<Vec<u8>>,
}

impl Client {
    /// Whether it may hand in to an office.
    pub(in crate::central) fn may_reach(&self, office: OfficeCode) -> bool {
        self.offices.is_empty() || self.offices.contains(&office)
    }
}

/// Reads an Ed25519 public key as `openssl pkey -pubout` writes it.
///
/// # Errors
/// [`CentralError::ClientKey`] when it is none.
pub fn read_key(pem: &str) -> Result<[u8; KEY_BYTES], CentralError> {
    let lines = pem.lines().map(str::trim);
    let inner: String = lines.filter(|line| !line.starts_with("-----")).collect();
    let der = BASE64.decode(inner.as_bytes()).ok();
    let key = der.as_deref().and_then(|der| der.strip_prefix(&SPKI));
    key.and_then(|key| key.try_into().ok())
        .ok_or(CentralError::ClientKey)
}

/// The hash an API key is known by.
pub(super) fn api_key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// A channel's name on the command line and in the table.
pub(super) fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "in_person",
        Channel::Web => "web",
        Channel::MobileApp => "mobile_app",
        Channel::EGovernment => "e_government",
        Channel::Other => "other",
    }
}

/// The channel of this name.
#[must_use]
pub fn channel_named(name: &str) -> Option<Channel> {
    Channel::deserialize(StrDeserializer::<NameError>::new(name)).ok()
}

/// Registers a client; the API key of one that does not sign.
///
/// # Errors
/// [`CentralError`] when something of it cannot be used or the id is taken.
pub(in super::super) async fn add(
    client: &Connection,
    new: &NewClient,
) -> Result<Option<String>, CentralError> {
    check(new)?;
    let name = CleanText::line(&new.name).into_string();
    let api_key = match new.proof {
        Proof::Key(_) => None,
        Proof::ApiKey => Some(random_key()?),
    };
    let key = match &new.proof {
        Proof::Key(key) => Some(key.as_slice()),
        Proof::ApiKey => None,
    };
    let hash = api_key.as_deref().map(api_key_hash);
    let channels = new.channels.iter().copied();
    let channels: Vec<&str> = channels.map(channel_name).collect();
    let offices: Vec<String> = new.offices.iter().map(OfficeCode::to_string).collect();
    let per_minute = i32::try_from(new.per_minute).unwrap_or(i32::MAX);
    let insert = "insert into api_clients
              (client_id, name, public_key, api_key_hash, channels, offices, per_minute)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = [
        &new.id,
        &name,
        &key,
        &hash,
        &channels,
        &offices,
        &per_minute,
    ];
    if client.execute(insert, &values).await? == 0 {
        return Err(CentralError::ClientTaken(new.id.clone()));
    }
    Ok(api_key)
}

fn check(new: &NewClient) -> Result<(), CentralError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if new.id.is_empty() || new.id.len() > MOST_ID || !new.id.chars().all(plain) {
        return Err(CentralError::ClientId(new.id.clone()));
    }
    let name = CleanText::line(&new.name);
    if name.is_blank() || name.as_str().chars().count() > MOST_NAME {
        return Err(CentralError::ClientName(name.into_string()));
    }
    Ok(())
}

fn random_key() -> Result<String, CentralError> {
    let mut random = [0; KEY_BYTES];
    getrandom::fill(&mut random).map_err(|error| CentralError::Serve(error.to_string()))?;
    Ok(BASE64URL_NOPAD.encode(&random))
}

/// All clients, by id.
pub(in super::super) async fn list(client: &Connection) -> Result<Vec<ClientRow>, CentralError> {
    let select = "select client_id, name, public_key is not null, channels, offices, per_minute,
                (select count(*) from api_requests
                  where client_id = client.client_id and answer is not null),
                revoked_at is not null
           from api_clients client order by client_id";
    let rows = client.query(select, &[]).await?;
    let row = |row: &Row| ClientRow {
        id: row.get(0),
        name: row.get(1),
        signs: row.get(2),
        channels: channels(row, 3),
        offices: offices(row, 4),
        per_minute: u32::try_from(row.get::<_, i32>(5)).unwrap_or(0),
        applications: u64::try_from(row.get::<_, i64>(6)).unwrap_or(0),
        revoked: row.get(7),
    };
    Ok(rows.iter().map(row).collect())
}

/// Lets a client in no more, from its next request on.
pub(in super::super) async fn revoke(client: &Connection, id: &str) -> Result<(), CentralError> {
    let revoke = "update api_clients set revoked_at = coalesce(revoked_at, now())
          where client_id = $1";
    match client.execute(revoke, &[&id]).await? {
        0 => Err(CentralError::NoClient(id.to_owned())),
        _ => Ok(()),
    }
}

/// The client with this id.
pub(super) async fn by_id(
    client: &deadpool_postgres::Client,
    id: &str,
) -> Result<Option<Client>, tokio_postgres::Error> {
    let find = client
        .prepare_cached(
            "select client_id, channels, offices, per_minute, revoked_at is not null, public_key
               from api_clients where client_id = $1",
        )
        .await?;
    let row = client.query_opt(&find, &[&id]).await?;
    Ok(row.as_ref().map(known))
}

/// The client with this API key.
pub(in crate::central) async fn by_api_key(
    client: &deadpool_postgres::Client,
    key: &str,
) -> Result<Option<Client>, tokio_postgres::Error> {
    let find = client
        .prepare_cached(
            "select client_id, channels, offices, per_minute, revoked_at is not null, public_key
               from api_clients where api_key_hash = $1",
        )
        .await?;
    let row = client.query_opt(&find, &[&api_key_hash(key)]).await?;
    Ok(row.as_ref().map(known))
}

fn known(row: &Row) -> Client {
    Client {
        id: row.get(0),
        channels: channels(row, 1),
        offices: offices(row, 2),
        per_minute: u32::try_from(row.get::<_, i32>(3)).unwrap_or(0),
        revoked: row.get(4),
        key: row.get(5),
    }
}

fn channels(row: &Row, column: usize) -> Vec<Channel> {
    let names: Vec<&str> = row.get(column);
    names.into_iter().filter_map(channel_named).collect()
}

fn offices(row: &Row, column: usize) -> Vec<OfficeCode> {
    let codes: Vec<&str> = row.get(column);
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_openssl_writes_it() {
        // RFC 9421 appendix B.1.4.
        let pem = "-----BEGIN PUBLIC KEY-----\n\
                   MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n\
                   -----END PUBLIC KEY-----\n";
        assert_eq!(read_key(pem).unwrap()[..3], [0x26, 0xb4, 0x0b]);
        // Another kind of key, a cut one, and none.
        for wrong in [
            pem.replace("AyEA", "BCEA"),
            pem.replace("0bs=", ""),
            String::new(),
        ] {
            assert!(matches!(read_key(&wrong), Err(CentralError::ClientKey)));
        }
    }

    #[test]
    fn every_channel_is_known_by_its_name() {
        for channel in Channel::ALL {
            assert_eq!(channel_named(channel_name(channel)), Some(channel));
        }
        assert_eq!(channel_named("fax"), None);
    }

    #[test]
    fn an_office_that_is_not_named_is_not_reached() {
        let mut client = Client {
            id: "web".into(),
            channels: vec![Channel::Web],
            offices: vec!["32000".parse().unwrap()],
            per_minute: 1,
            revoked: false,
            key: None,
        };
        assert!(client.may_reach("32000".parse().unwrap()));
        assert!(!client.may_reach("32001".parse().unwrap()));
        client.offices.clear();
        assert!(client.may_reach("32001".parse().unwrap()));
    }
}
