//! Files handed in: their bytes once, under their hash, and which applications use them.

use super::error::Result;
use super::read::Reads;
use super::row::{Micros, Name};
use super::writer::Tx;
use crate::domain::application::{Attachment, Media};
use crate::domain::ids::{ApplicationId, PersonId};
use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

impl Tx<'_> {
    /// Keeps a file's bytes. One that is kept already counts as taken in now.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn store_attachment(&mut self, attachment: &Attachment, bytes: &[u8]) -> Result<()> {
        let insert = "insert into attachments (hash, media, bytes, taken_at)
            values (?1, ?2, ?3, ?4) on conflict do update set taken_at = excluded.taken_at";
        self.connection().prepare_cached(insert)?.execute((
            &attachment.hash,
            Name(attachment.media),
            bytes,
            Micros(self.now()),
        ))?;
        Ok(())
    }

    /// Says that an application uses a file, which is kept from now on as long as it does.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn use_attachment(&mut self, application: ApplicationId, hash: &str) -> Result<()> {
        let insert = "insert into attachment_uses (application, hash) values (?1, ?2)
            on conflict do nothing";
        self.connection()
            .prepare_cached(insert)?
            .execute((application.0, hash))?;
        Ok(())
    }

    /// Deletes files taken in longer ago than `age` that neither an application nor a draft uses.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn delete_unused_attachments(&mut self, age: TimeDelta) -> Result<()> {
        let old = "select hash from attachments where taken_at < ?1
            and not exists (select 1 from attachment_uses as used
                where used.hash = attachments.hash)";
        let old: Vec<String> = self
            .read()
            .all(old, [Micros(self.now() - age)], |row| row.get(0))?;
        if old.is_empty() {
            return Ok(());
        }
        let typed = self.in_drafts()?;
        for hash in old.iter().filter(|hash| !typed.contains(*hash)) {
            delete(self.connection(), hash)?;
        }
        Ok(())
    }

    /// Hashes of the files that drafts name.
    fn in_drafts(&self) -> Result<HashSet<String>> {
        let drafts = self.read().drafts()?.into_iter();
        let files = drafts.flat_map(|(draft, _)| draft.form.attachments);
        Ok(files.map(|(file, _)| file.hash).collect())
    }
}

impl Reads<'_> {
    /// A file that is kept here: its type and its bytes.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn attachment(self, hash: &str) -> Result<Option<(Media, Vec<u8>)>> {
        let select = "select media, bytes from attachments where hash = ?1";
        self.first(select, [hash], |row| {
            Ok((row.get::<_, Name<Media>>(0)?.0, row.get(1)?))
        })
    }

    /// Hashes of the files an application and its steps name, in the order of the records.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn named_files(self, application: ApplicationId) -> Result<Vec<String>> {
        let select = "select hash from named_files where application = ?1 order by n, hash";
        self.all(select, [application.0], |row| row.get(0))
    }
}

/// Deletes the files that only this person's applications use.
pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let uses = "delete from attachment_uses
        where application in (select id from applications where person = ?1) returning hash";
    let mut uses = connection.prepare_cached(uses)?;
    let hashes = uses
        .query_map([person.0], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for hash in hashes {
        let used = "select 1 from attachment_uses where hash = ?1";
        let used = connection
            .prepare_cached(used)?
            .query_row([&hash], |_| Ok(()))
            .optional()?;
        if used.is_none() {
            delete(connection, &hash)?;
        }
    }
    Ok(())
}

fn delete(connection: &Connection, hash: &str) -> Result<()> {
    let delete = "delete from attachments where hash = ?1";
    connection.prepare_cached(delete)?.execute([hash])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{desk, event, staff};
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::ids::DraftId;
    use crate::domain::registration::{Draft, RegistrationDraft};
    use uuid::Uuid;

    fn file(letter: char) -> Attachment {
        Attachment {
            hash: letter.to_string().repeat(64),
            size: 1,
            media: Media::Pdf,
        }
    }

    fn kept(tx: &Tx<'_>) -> String {
        let is_kept = |letter: &char| tx.read().attachment(&file(*letter).hash).unwrap().is_some();
        ('a'..='f').filter(is_kept).collect()
    }

    fn take_in(tx: &mut Tx<'_>, letters: &str) {
        for letter in letters.chars() {
            tx.store_attachment(&file(letter), b"%PDF-1").unwrap();
        }
    }

    #[test]
    fn only_old_files_nobody_uses_are_deleted() {
        let (_folder, mut store) = desk();
        store
            .transact(|tx| -> Result<_> {
                take_in(tx, "abc");
                tx.use_attachment(ApplicationId(Uuid::from_u128(1)), &file('a').hash)?;
                let form = RegistrationDraft {
                    attachments: vec![(file('b'), "b.pdf".into())],
                    ..RegistrationDraft::default()
                };
                tx.save_draft(&Draft {
                    id: DraftId(Uuid::from_u128(2)),
                    counter: 1,
                    visit: None,
                    form,
                })?;
                // The scripted clock moves a millisecond with each look.
                tx.tick();
                take_in(tx, "d");
                tx.delete_unused_attachments(TimeDelta::hours(1))?;
                assert_eq!(kept(tx), "abcd");
                tx.delete_unused_attachments(TimeDelta::zero())?;
                assert_eq!(kept(tx), "abd");
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn a_file_taken_in_again_is_new_again() {
        let (_folder, mut store) = desk();
        store
            .transact(|tx| -> Result<_> {
                take_in(tx, "a");
                tx.tick();
                take_in(tx, "a");
                tx.delete_unused_attachments(TimeDelta::zero())?;
                assert_eq!(kept(tx), "a");
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn erasing_a_person_deletes_the_files_only_they_handed_in() {
        let (_folder, mut store) = desk();
        let person = |id| PersonId(Uuid::from_u128(id));
        store
            .transact(|tx| -> Result<_> {
                tx.append(staff(1), event::office())?;
                take_in(tx, "abc");
                for (id, files) in [(1, "ab"), (2, "bc")] {
                    let application = ApplicationId(Uuid::from_u128(id));
                    let registered = event::registered((application, person(id)), (1, 1), "metin");
                    tx.append(staff(1), Event::ApplicationRegistered(Box::new(registered)))?;
                    for letter in files.chars() {
                        tx.use_attachment(application, &file(letter).hash)?;
                    }
                }
                tx.erase(person(1))?;
                assert_eq!(kept(tx), "bc");
                tx.erase(person(2))?;
                assert_eq!(kept(tx), "");
                Ok(())
            })
            .unwrap();
    }
}
