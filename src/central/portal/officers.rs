//! The accounts of unit officers.

use super::super::{CentralError, own};
use super::accounts::Accounts;
use super::code::OneTimeCode;
use super::session;
use super::throttle::Subject;
use crate::domain::event::{Event, StaffName, StaffRegistered};
use crate::domain::ids::{PersonId, StaffId};
use crate::domain::source::Source;
use crate::domain::staff::{Actor, Role};
use crate::domain::unit::UnitCode;
use crate::system::System;
use crate::text::{CleanText, fold};
use chrono::{DateTime, TimeDelta, Utc};
use tokio_postgres::{Client, Error, Row, Transaction};
use uuid::Uuid;

/// No e-mail address is longer (RFC 5321 section 4.5.3.1.3, less the brackets).
const MAX_LOGIN: usize = 254;
const MAX_NAME: usize = 120;

/// A new officer, as the administrator describes them.
#[derive(Debug, Clone)]
pub struct NewOfficer<'a> {
    /// Office `PPUUU`.
    pub office: &'a str,
    /// Code of the service unit.
    pub unit: &'a str,
    /// E-mail address, the login.
    pub login: &'a str,
    /// Name as the desk is to see it.
    pub name: &'a str,
}

/// An officer as an administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// Office `PPUUU`.
    pub office: String,
    /// Staff id.
    pub officer: Uuid,
    /// Code of the service unit.
    pub unit: String,
    /// E-mail address.
    pub login: String,
    /// Name.
    pub name: String,
    /// How the account stands.
    pub state: OfficerState,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficerState {
    /// A password was chosen.
    Active,
    /// A code waits to be used.
    Invited,
    /// The code was not used in time; a new one is needed.
    Expired,
    /// Nobody can sign in.
    Disabled,
}

/// Makes an account, and the code its owner chooses a password with, good for `valid`.
pub(in crate::central) async fn add(
    client: &mut deadpool_postgres::Client,
    new: &NewOfficer<'_>,
    valid: TimeDelta,
) -> Result<(OneTimeCode, DateTime<Utc>), CentralError> {
    super::super::enrolment::check_office(new.office)?;
    let login = checked_login(new.login)?;
    let name = checked_name(new.name)?;
    let unit = UnitCode::new(new.unit.trim().to_ascii_uppercase())
        .map_err(|_| CentralError::OfficerUnit(new.unit.to_owned()))?;
    let officer = System.id();
    let transaction = client.transaction().await?;
    let office = "insert into offices (office_id) values ($1) on conflict do nothing";
    transaction.execute(office, &[&new.office]).await?;
    check_unit(&transaction, new.office, &unit).await?;
    let claim = "insert into officer_logins (login_key, office_id, officer_id)
         values ($1, $2, $3) on conflict do nothing";
    let claimed = transaction
        .execute(claim, &[&fold(&login), &new.office, &officer])
        .await?;
    if claimed == 0 {
        return Err(CentralError::LoginTaken(login));
    }
    let insert = "insert into officers (office_id, officer_id, unit_code, login, name)
         values ($1, $2, $3, $4, $5)";
    transaction
        .execute(
            insert,
            &[&new.office, &officer, &unit.as_str(), &login, &name],
        )
        .await?;
    tell_desks(&transaction, new.office, officer, &name).await?;
    let issued = give_code(&transaction, new.office, officer, valid).await?;
    transaction.commit().await?;
    Ok(issued)
}

/// A unit has to be in the office's directory, once central has one.
async fn check_unit(
    transaction: &Transaction<'_>,
    office: &str,
    unit: &UnitCode,
) -> Result<(), CentralError> {
    let ask = "select not exists (select from units where office_id = $1)
            or exists (select from units where office_id = $1 and unit = $2 and not closed)";
    let known = transaction
        .query_one(ask, &[&office, &unit.as_str()])
        .await?;
    if known.get(0) {
        Ok(())
    } else {
        Err(CentralError::NoUnit(unit.to_string()))
    }
}

/// Makes the officer known to the desks, whose histories name them.
async fn tell_desks(
    transaction: &deadpool_postgres::Transaction<'_>,
    office: &str,
    officer: Uuid,
    name: &str,
) -> Result<(), CentralError> {
    let known = Event::StaffRegistered(StaffRegistered {
        staff: StaffId(officer),
        person: PersonId(System.id()),
        role: Role::UnitOfficer,
        private: StaffName {
            name: CleanText::line(name),
        },
    });
    own::lock(transaction, office).await?;
    own::append(transaction, office, (Actor::Program, &[known]), &mut System).await?;
    Ok(())
}

/// Takes the password away, ends all sessions, and makes a new code; lets a disabled officer in again.
pub(in crate::central) async fn reset(
    client: &mut Client,
    login: &str,
    valid: TimeDelta,
) -> Result<(OneTimeCode, DateTime<Utc>), CentralError> {
    let transaction = client.transaction().await?;
    let (office, officer) = owner(&transaction, login).await?;
    session::end_all(&transaction, &office, officer).await?;
    let issued = give_code(&transaction, &office, officer, valid).await?;
    transaction.commit().await?;
    Ok(issued)
}

/// Lets nobody sign in with the account any more, and ends its sessions at once.
pub(in crate::central) async fn disable(
    client: &mut Client,
    login: &str,
) -> Result<(), CentralError> {
    let transaction = client.transaction().await?;
    let (office, officer) = owner(&transaction, login).await?;
    session::end_all(&transaction, &office, officer).await?;
    let disable = "update officers
            set disabled_at = coalesce(disabled_at, now()), code_hash = null, code_expires_at = null
          where office_id = $1 and officer_id = $2";
    transaction.execute(disable, &[&office, &officer]).await?;
    transaction.commit().await?;
    Ok(())
}

/// Accounts of one office, or of all.
pub(in crate::central) async fn list(
    client: &Client,
    office: Option<&str>,
) -> Result<Vec<OfficerRow>, CentralError> {
    office
        .map(super::super::enrolment::check_office)
        .transpose()?;
    let rows = client
        .query(
            "select office_id, officer_id, unit_code, login, name, disabled_at is not null,
                    password_hash is not null, coalesce(code_expires_at > now(), false)
               from officers where office_id = $1 or $1 is null
              order by office_id, unit_code, name, officer_id",
            &[&office],
        )
        .await?;
    Ok(rows.iter().map(officer_row).collect())
}

fn officer_row(row: &Row) -> OfficerRow {
    let state = match (row.get(5), row.get(6), row.get(7)) {
        (true, _, _) => OfficerState::Disabled,
        (false, true, _) => OfficerState::Active,
        (false, false, true) => OfficerState::Invited,
        (false, false, false) => OfficerState::Expired,
    };
    OfficerRow {
        office: row.get(0),
        officer: row.get(1),
        unit: row.get(2),
        login: row.get(3),
        name: row.get(4),
        state,
    }
}

async fn give_code(
    client: &Transaction<'_>,
    office: &str,
    officer: Uuid,
    valid: TimeDelta,
) -> Result<(OneTimeCode, DateTime<Utc>), CentralError> {
    let code = OneTimeCode::fresh().map_err(|error| CentralError::Serve(error.to_string()))?;
    let expires = Utc::now() + valid;
    let give = "update officers
            set password_hash = null, code_hash = $3, code_expires_at = $4, disabled_at = null
          where office_id = $1 and officer_id = $2";
    client
        .execute(give, &[&office, &officer, &code.hash(), &expires])
        .await?;
    Ok((code, expires))
}

async fn owner(client: &Transaction<'_>, login: &str) -> Result<(String, Uuid), CentralError> {
    let find = "select office_id, officer_id from officer_logins where login_key = $1";
    let row = client.query_opt(find, &[&fold(login)]).await?;
    let row = row.ok_or_else(|| CentralError::NoOfficer(login.to_owned()))?;
    Ok((row.get(0), row.get(1)))
}

fn checked(
    typed: &str,
    most: usize,
    wrong: fn(String) -> CentralError,
) -> Result<String, CentralError> {
    let text = CleanText::line(typed).into_string();
    if text.is_empty() || text.chars().count() > most {
        return Err(wrong(text));
    }
    Ok(text)
}

/// A name that is one.
pub(in crate::central) fn checked_name(typed: &str) -> Result<String, CentralError> {
    checked(typed, MAX_NAME, CentralError::OfficerName)
}

/// An address has one `@` with something on both sides, and no space.
pub(in crate::central) fn checked_login(typed: &str) -> Result<String, CentralError> {
    let login = checked(typed, MAX_LOGIN, CentralError::OfficerLogin)?;
    let sides = login.split_once('@');
    let sound = sides
        .is_some_and(|(who, place)| !who.is_empty() && place.contains('.') && !place.contains('@'));
    if sound && !login.contains(' ') {
        Ok(login)
    } else {
        Err(CentralError::OfficerLogin(login))
    }
}

/// What signing in looks at.
pub(super) struct Account {
    pub(super) office: String,
    pub(super) officer: Uuid,
    pub(super) login: String,
    pub(super) name: String,
    /// `None` until one is chosen.
    pub(super) password_hash: Option<String>,
    pub(super) disabled: bool,
}

/// These accounts, for the way in.
pub(super) struct Officers;

impl Accounts for Officers {
    type Account = Account;

    fn subject(login: &str) -> Subject {
        Subject::login(login)
    }

    fn password_hash(account: &Account) -> Option<&str> {
        let hash = account.password_hash.as_deref();
        hash.filter(|_| !account.disabled)
    }

    fn names(account: &Account) -> (&str, &str) {
        (&account.name, &account.login)
    }

    async fn account(client: &Client, login: &str) -> Result<Option<Account>, Error> {
        let find = "select officer.office_id, officer.officer_id, officer.login, officer.name,
                    officer.password_hash, officer.disabled_at is not null
               from officer_logins login
               join officers officer
                 on officer.office_id = login.office_id and officer.officer_id = login.officer_id
              where login.login_key = $1";
        let row = client.query_opt(find, &[&fold(login)]).await?;
        Ok(row.map(|row| Account {
            office: row.get(0),
            officer: row.get(1),
            login: row.get(2),
            name: row.get(3),
            password_hash: row.get(4),
            disabled: row.get(5),
        }))
    }

    async fn knows_code(
        client: &Client,
        account: &Account,
        code: &OneTimeCode,
    ) -> Result<bool, Error> {
        let find = "select 1 from officers
              where office_id = $1 and officer_id = $2 and code_hash = $3
                and code_expires_at > now() and disabled_at is null";
        let found = client
            .query_opt(find, &[&account.office, &account.officer, &code.hash()])
            .await?;
        Ok(found.is_some())
    }

    async fn choose_password(
        client: &Client,
        account: &Account,
        (code, password_hash): (&OneTimeCode, &str),
    ) -> Result<bool, Error> {
        let choose = "update officers
                set password_hash = $4, code_hash = null, code_expires_at = null
              where office_id = $1 and officer_id = $2 and code_hash = $3
                and code_expires_at > now() and disabled_at is null";
        let code = code.hash();
        let chosen = client
            .execute(
                choose,
                &[&account.office, &account.officer, &code, &password_hash],
            )
            .await?;
        Ok(chosen == 1)
    }
}
