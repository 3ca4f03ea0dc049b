//! Forms being typed. They are kept here and nowhere else: nothing has happened yet, so there is
//! no event.

use super::error::Result;
use super::read::Reads;
use super::row::{Json, Micros, time};
use super::writer::Tx;
use crate::domain::ids::{DraftId, PersonId, VisitId};
use crate::domain::registration::Draft;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

impl Tx<'_> {
    /// Keeps a draft as it is now, in the place of what was kept of it before.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        let replace = "insert or replace into drafts (id, counter, visit, form, saved_at)
            values (?1, ?2, ?3, ?4, ?5)";
        self.connection().prepare_cached(replace)?.execute((
            draft.id.0,
            draft.counter,
            draft.visit.map(|visit| visit.0),
            Json(&draft.form),
            Micros(self.now()),
        ))?;
        Ok(())
    }

    /// Forgets a draft; whether there was one.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn delete_draft(&mut self, draft: DraftId) -> Result<bool> {
        let delete = "delete from drafts where id = ?1";
        let mut statement = self.connection().prepare_cached(delete)?;
        Ok(statement.execute([draft.0])? > 0)
    }
}

impl Reads<'_> {
    /// Every draft and when it was saved, the newest first.
    pub fn drafts(self) -> Result<Vec<(Draft, DateTime<Utc>)>> {
        let select = "select * from drafts order by saved_at desc, id desc";
        self.all(select, [], |row| Ok((draft(row)?, time(row, "saved_at")?)))
    }
}

/// Forgets the drafts that were begun for a person.
pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let delete = "delete from drafts where form ->> 'person' = ?1";
    connection
        .prepare_cached(delete)?
        .execute([person.to_string()])?;
    Ok(())
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: DraftId(row.get("id")?),
        counter: row.get("counter")?,
        visit: row.get::<_, Option<_>>("visit")?.map(VisitId),
        form: row.get::<_, Json<_>>("form")?.0,
    })
}

#[cfg(test)]
mod tests {
    use super::super::StoreError;
    use super::super::fixture::desk;
    use super::*;
    use crate::domain::registration::RegistrationDraft;
    use uuid::Uuid;

    fn draft(id: u128, person: Option<u128>, text: &str) -> Draft {
        Draft {
            id: DraftId(Uuid::from_u128(id)),
            counter: 3,
            visit: Some(VisitId(Uuid::from_u128(9))),
            form: RegistrationDraft {
                person: person.map(Uuid::from_u128).map(PersonId),
                text: text.into(),
                ..RegistrationDraft::default()
            },
        }
    }

    #[test]
    fn the_last_save_of_each_draft_is_kept_as_typed() {
        let (_folder, mut store) = desk();
        let typed = draft(1, None, "Köyümüzün\tyolu \u{1b}[31m");
        let kept = store
            .transact(|tx| -> Result<_> {
                tx.save_draft(&draft(1, None, "Köy"))?;
                tx.save_draft(&draft(2, None, "başka"))?;
                tx.tick();
                tx.save_draft(&typed)?;
                tx.read().drafts()
            })
            .unwrap();
        let ids: Vec<u128> = kept.iter().map(|(draft, _)| draft.id.0.as_u128()).collect();
        assert_eq!(ids, [1, 2]);
        assert_eq!(kept[0].0, typed);
        assert!(kept[0].1 > kept[1].1);
        let deleted = store.transact(|tx| -> Result<_, StoreError> {
            Ok((tx.delete_draft(typed.id)?, tx.delete_draft(typed.id)?))
        });
        assert_eq!(deleted.unwrap(), (true, false));
    }

    #[test]
    fn erasing_a_person_forgets_what_was_typed_for_them() {
        let (_folder, mut store) = desk();
        let left = store
            .transact(|tx| -> Result<_> {
                tx.save_draft(&draft(1, Some(7), "onun"))?;
                tx.save_draft(&draft(2, Some(8), "başkasının"))?;
                tx.save_draft(&draft(3, None, "kimsenin"))?;
                tx.erase(PersonId(Uuid::from_u128(7)))?;
                tx.read().drafts()
            })
            .unwrap();
        let mut ids: Vec<u128> = left.iter().map(|(draft, _)| draft.id.0.as_u128()).collect();
        ids.sort_unstable();
        assert_eq!(ids, [2, 3]);
    }
}
