//! Prints a paper: makes it, keeps it in the folder for papers, and hands it to the program that
//! prints. It reads on a connection of its own, on a thread of its own: a printer is slow.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use chrono::NaiveDate;

use super::done::Done;
use super::error::DeskError;
use super::papers::{Asked, paper};
use super::save_files::save_files;
use crate::catalog::Catalog;
use crate::config::Papers;
use crate::domain::ids::ApplicationId;
use crate::i18n::{Locale, Text};
use crate::papers::{Paper, PaperKind, keep};
use crate::store::{Location, Reader};

/// Which paper of which application, in which language; a letter is always Turkish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintOrder {
    pub application: ApplicationId,
    pub kind: PaperKind,
    pub language: Locale,
}

/// What printing needs.
#[derive(Clone)]
pub(super) struct Printer {
    pub(super) location: Location,
    pub(super) catalog: Catalog,
    pub(super) papers: Papers,
}

impl Printer {
    /// Prints a paper on the day `today`.
    pub(super) fn print(&self, order: PrintOrder, today: NaiveDate) -> Result<Done, DeskError> {
        let paper = self.find(order, today)?;
        let language = match order.kind {
            PaperKind::Receipt => order.language,
            PaperKind::Letter => Locale::Tr,
        };
        let bytes = paper.pdf(&Text::new(language));
        let bytes = bytes.map_err(|_| DeskError::Defect)?;
        let file = self.papers.folder.join(paper.file_name());
        keep(&file, &bytes).map_err(|error| DeskError::PaperNotKept(Arc::new(error)))?;
        let printed = self.hand_over(&file)?;
        Ok(Done::Printed { file, printed })
    }

    /// Saves the files of an application beside the papers.
    pub(super) fn save_files(&self, application: ApplicationId) -> Result<Done, DeskError> {
        let reader = Reader::open(&self.location)?;
        let saved = save_files(&reader, application, &self.papers.folder)?;
        Ok(Done::FilesSaved(saved))
    }

    fn find(&self, order: PrintOrder, today: NaiveDate) -> Result<Paper, DeskError> {
        let asked = Asked {
            kind: order.kind,
            contact: &self.papers.contact,
            catalog: &self.catalog,
            today,
            language: order.language,
        };
        let reader = Reader::open(&self.location)?;
        let found = reader.snapshot(|read| paper(read, order.application, &asked))?;
        found.ok_or(DeskError::NotFound)
    }

    /// Gives the file to the program that prints. Whether there is one.
    fn hand_over(&self, file: &Path) -> Result<bool, DeskError> {
        let mut words = self.papers.print_command.as_str().split_whitespace();
        let Some(program) = words.next() else {
            return Ok(false);
        };
        let ended = Command::new(program)
            .args(words)
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match ended {
            Ok(status) if status.success() => Ok(true),
            _ => Err(DeskError::NotPrinted(PathBuf::from(file))),
        }
    }
}

#[cfg(test)]
#[path = "print_tests.rs"]
mod tests;
