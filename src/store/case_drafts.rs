//! Pages of cases being typed. As with the drafts of registrations nothing has happened yet, so
//! there is no event.

use super::error::Result;
use super::person_keys;
use super::read::Reads;
use super::row::{Json, Micros};
use super::writer::Tx;
use crate::domain::case_draft::CaseDraft;
use crate::domain::ids::{ApplicationId, Counter, DraftId, PersonId};
use rusqlite::{Connection, Row};

impl Tx<'_> {
    /// Keeps what is typed at a counter, in the place of what was kept of it there before.
    ///
    /// # Errors
    /// [`StoreError::PersonErased`](super::StoreError::PersonErased), so that a save that comes late
    /// does not bring a text back; else what SQLite met.
    pub fn save_case_draft(&mut self, draft: &CaseDraft, counter: Counter) -> Result<()> {
        if let Some(record) = self.read().application(draft.application)? {
            person_keys::refuse_destroyed(self.connection(), record.person.0)?;
        }
        let replace = "insert or replace into case_drafts
            (id, counter, application, sheet, typed, saved_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
        self.connection().prepare_cached(replace)?.execute((
            draft.id.0,
            counter,
            draft.application.0,
            &draft.sheet,
            Json(&draft.typed),
            Micros(self.now()),
        ))?;
        Ok(())
    }

    /// Forgets a draft at every counter that has it; whether there was one.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn delete_case_draft(&mut self, draft: DraftId) -> Result<bool> {
        let delete = "delete from case_drafts where id = ?1";
        let mut statement = self.connection().prepare_cached(delete)?;
        Ok(statement.execute([draft.0])? > 0)
    }
}

impl Reads<'_> {
    /// What is being typed for a case, the newest first.
    pub fn case_drafts(self, application: ApplicationId) -> Result<Vec<CaseDraft>> {
        let select = "select id, application, sheet, typed from case_drafts
            where application = ?1 order by saved_at desc, id desc, counter";
        self.all(select, [application.0], draft)
    }
}

/// Forgets what was typed for the cases of a person. Comes before the person's applications go.
pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let delete = "delete from case_drafts where application in
        (select id from applications where person = ?1
         union select operation from person_versions where person = ?1
         union select op_id from operations
            where case_id in (select id from applications where person = ?1))";
    connection.prepare_cached(delete)?.execute([person.0])?;
    Ok(())
}

fn draft(row: &Row<'_>) -> rusqlite::Result<CaseDraft> {
    Ok(CaseDraft {
        id: DraftId(row.get("id")?),
        application: ApplicationId(row.get("application")?),
        sheet: row.get("sheet")?,
        typed: row.get::<_, Json<_>>("typed")?.0,
    })
}
