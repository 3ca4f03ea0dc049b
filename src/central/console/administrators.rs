//! The accounts of administrators.

use super::super::CentralError;
use super::super::portal::accounts::Accounts;
use super::super::portal::code::OneTimeCode;
use super::super::portal::officers::{checked_login, checked_name};
use super::super::portal::throttle::Subject;
use crate::text::fold;
use chrono::{DateTime, TimeDelta, Utc};
use tokio_postgres::{Client, Error};
use uuid::Uuid;

/// An account as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorRow {
    /// E-mail address.
    pub login: String,
    /// Name.
    pub name: String,
    /// Whether a password was chosen.
    pub active: bool,
    /// Whether nobody can sign in with it.
    pub disabled: bool,
}

/// Makes an account, or gives a known one a new code in place of its password and opens it again.
pub(in crate::central) async fn add(
    client: &mut Client,
    (login, name): (&str, &str),
    valid: TimeDelta,
) -> Result<(OneTimeCode, DateTime<Utc>), CentralError> {
    let login = checked_login(login)?;
    let name = checked_name(name)?;
    let code = OneTimeCode::fresh().map_err(|error| CentralError::Serve(error.to_string()))?;
    let expires = Utc::now() + valid;
    let transaction = client.transaction().await?;
    let upsert = "insert into administrators
             (administrator_id, login, login_key, name, code_hash, code_expires_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (login_key) do update
         set name = excluded.name, password_hash = null, code_hash = excluded.code_hash,
             code_expires_at = excluded.code_expires_at, disabled_at = null
         returning administrator_id";
    let id = Uuid::now_v7();
    let (key, hash) = (fold(&login), code.hash());
    let row = transaction
        .query_one(upsert, &[&id, &login, &key, &name, &hash, &expires])
        .await?;
    let end = "delete from administrator_sessions where administrator_id = $1";
    transaction.execute(end, &[&row.get::<_, Uuid>(0)]).await?;
    transaction.commit().await?;
    Ok((code, expires))
}

/// Lets nobody sign in with the account any more, and ends its sessions at once.
pub(in crate::central) async fn disable(client: &Client, login: &str) -> Result<(), CentralError> {
    let disable = "with gone as (
             update administrators
                set disabled_at = coalesce(disabled_at, now()), code_hash = null,
                    code_expires_at = null
              where login_key = $1 returning administrator_id),
         ended as (
             delete from administrator_sessions
              where administrator_id in (select administrator_id from gone))
         select administrator_id from gone";
    let row = client.query_opt(disable, &[&fold(login)]).await?;
    row.map(drop)
        .ok_or_else(|| CentralError::NoOfficer(login.to_owned()))
}

/// All accounts.
pub(in crate::central) async fn list(
    client: &Client,
) -> Result<Vec<AdministratorRow>, CentralError> {
    let select = "select login, name, password_hash is not null, disabled_at is not null
           from administrators order by login_key";
    let rows = client.query(select, &[]).await?;
    let row = |row: &tokio_postgres::Row| AdministratorRow {
        login: row.get(0),
        name: row.get(1),
        active: row.get(2),
        disabled: row.get(3),
    };
    Ok(rows.iter().map(row).collect())
}

/// What signing in looks at.
pub(super) struct Account {
    pub(super) id: Uuid,
    pub(super) login: String,
    pub(super) name: String,
    /// `None` until one is chosen, and of a disabled account.
    pub(super) password_hash: Option<String>,
}

/// These accounts, for the way in.
pub(super) struct Administrators;

impl Accounts for Administrators {
    type Account = Account;

    fn subject(login: &str) -> Subject {
        Subject::administrator(login)
    }

    fn password_hash(account: &Account) -> Option<&str> {
        account.password_hash.as_deref()
    }

    fn names(account: &Account) -> (&str, &str) {
        (&account.name, &account.login)
    }

    async fn account(client: &Client, login: &str) -> Result<Option<Account>, Error> {
        let find = "select administrator_id, login, name,
                    case when disabled_at is null then password_hash end
               from administrators where login_key = $1";
        let row = client.query_opt(find, &[&fold(login)]).await?;
        Ok(row.map(|row| Account {
            id: row.get(0),
            login: row.get(1),
            name: row.get(2),
            password_hash: row.get(3),
        }))
    }

    async fn knows_code(
        client: &Client,
        account: &Account,
        code: &OneTimeCode,
    ) -> Result<bool, Error> {
        let find = "select 1 from administrators
              where administrator_id = $1 and code_hash = $2 and code_expires_at > now()
                and disabled_at is null";
        let found = client.query_opt(find, &[&account.id, &code.hash()]).await?;
        Ok(found.is_some())
    }

    async fn choose_password(
        client: &Client,
        account: &Account,
        (code, password_hash): (&OneTimeCode, &str),
    ) -> Result<bool, Error> {
        let choose = "update administrators
                set password_hash = $3, code_hash = null, code_expires_at = null
              where administrator_id = $1 and code_hash = $2 and code_expires_at > now()
                and disabled_at is null";
        let chosen = client
            .execute(choose, &[&account.id, &code.hash(), &password_hash])
            .await?;
        Ok(chosen == 1)
    }
}
