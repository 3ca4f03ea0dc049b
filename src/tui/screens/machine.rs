//! What the screens know of the machine they run on, and who works there now.

use std::path::PathBuf;
use std::rc::Rc;

use super::queue::QueueScreen;
use super::register::AtCounter;
use super::work::WorkScreen;
use crate::catalog::Catalog;
use crate::desk::Session;
use crate::domain::ids::{Counter, OfficeCode, StaffId};
use crate::domain::staff::Role;
use crate::text::CleanText;
use crate::tui::screen::{Context, StatusChange};

/// The machine, the same for as long as the program runs.
#[derive(Debug)]
pub struct Machine {
    /// The lists to choose from.
    pub catalog: Catalog,
    /// The desk's file.
    pub database: PathBuf,
    /// The file of the key it is encrypted with; `None` for a demonstration, which has none.
    pub key_file: Option<PathBuf>,
    /// The counter this terminal was last used at.
    pub counter: Option<Counter>,
    /// Who worked here last.
    pub clerk: Option<StaffId>,
    /// A made-up office, looked at by this clerk: nobody is asked who works.
    pub demo: Option<Session>,
}

/// Who works at which counter of which office.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The machine they work at.
    pub machine: Rc<Machine>,
    /// The clerk and the counter, as commands name them.
    pub session: Session,
    /// The clerk's name.
    pub clerk: CleanText,
    /// What the clerk does here.
    pub role: Role,
    /// The office.
    pub office: OfficeCode,
    /// The office's name.
    pub office_name: CleanText,
}

impl Duty {
    /// Where forms are filled.
    #[must_use]
    pub fn at_counter(&self) -> AtCounter {
        AtCounter {
            counter: self.session.counter,
            office: self.office,
            catalog: self.machine.catalog.clone(),
        }
    }

    /// Begins to work, in the place of the screen that asked who works: with the queue, and over
    /// it the work lists for those whose day begins with them.
    pub fn begin(self, cx: &mut Context<'_>) {
        cx.replace(QueueScreen::new(self.clone()));
        if matches!(self.role, Role::Supervisor | Role::Chief) {
            cx.push(WorkScreen::new(self));
        }
    }

    /// Tells the status line and the desk who works here.
    pub fn announce(&self, cx: &mut Context<'_>) {
        cx.work_as(Some(self.session));
        cx.status(StatusChange {
            office: Some(self.office_name.clone()),
            counter: Some(self.session.counter),
            clerk: Some(self.clerk.clone()),
            waiting: None,
        });
    }
}
