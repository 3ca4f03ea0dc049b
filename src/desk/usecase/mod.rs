//! What each command does: it reads where things stand, asks the domain's rules, and appends what
//! happened, all in the caller's transaction.
//!
//! The rules are the domain's: [`TicketState::after`](crate::domain::ticket::TicketState::after)
//! says which steps a ticket can take and [`queue::decide`](crate::domain::queue::decide) who is
//! next. Here is only what they are asked about. An error leaves the transaction to be rolled
//! back, so that of a command either everything is stored or nothing.

mod attach;
mod call;
mod case;
mod day;
mod draft;
mod guidance;
mod hold;
mod message;
mod number;
mod pass;
mod register;
mod review;
mod setup;
mod ticket;
mod visit;

use chrono::{DateTime, NaiveDate, Utc};

use crate::catalog::Catalog;
use crate::domain::calendar::{Holidays, istanbul_day};
use crate::domain::event::{Event, OfficeConfigured};
use crate::domain::file::TakenFile;
use crate::domain::ids::{TicketId, VisitId};
use crate::domain::staff::Actor;
use crate::domain::ticket::{Ticket, TicketMove};
use crate::domain::unit::Unit;
use crate::store::{Tx, Visit};

pub use pass::Pass;

use super::command::{Command, Session};
use super::done::Done;
use super::error::DeskError;
use super::file;

/// Does a command.
///
/// # Errors
/// Why it cannot be done; the transaction must be rolled back then.
pub fn execute(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    session: Option<Session>,
    command: Command,
) -> Result<Done, DeskError> {
    match command {
        Command::SetUp {
            office,
            staff,
            role,
            units,
        } => setup::set_up(tx, office, (staff, role), units),
        Command::AddStaff { name, role } => setup::add_staff(tx, session, (name, role)),
        Command::OpenDay => day::open(tx),
        command => {
            let work = &mut Work {
                office: tx.read().office()?.ok_or(DeskError::NotSetUp)?,
                session: session.ok_or(DeskError::NoSession)?,
                tx,
                catalog,
            };
            at_counter(work, command)
        }
    }
}

/// Does what falls due without anybody pressing a key: held visitors whose time has come go back
/// to their place, and of cases whose time runs out somebody is told. Whether anything was done.
///
/// # Errors
/// Why it cannot be done; the transaction must be rolled back then.
pub fn due(tx: &mut Tx<'_>, catalog: &Catalog, pass: &mut Pass) -> Result<bool, DeskError> {
    let returned = hold::return_due(tx)?;
    let told = pass.go_on(tx, catalog)?;
    Ok(returned + told > 0)
}

/// Records units of the directory, each whole. Nobody at a counter does this: it is the program's
/// own doing. How many cases of units that are closed now went back to triage.
///
/// # Errors
/// Why it cannot be done; the transaction must be rolled back then.
pub fn record_units(tx: &mut Tx<'_>, units: Vec<Unit>) -> Result<u64, DeskError> {
    case::record_units(tx, Actor::Program, units)
}

/// Records other rules of the office, the program's own doing.
///
/// # Errors
/// Why it cannot be done; the transaction must be rolled back then.
pub fn configure(tx: &mut Tx<'_>, office: OfficeConfigured) -> Result<(), DeskError> {
    tx.append(Actor::Program, Event::OfficeConfigured(office))?;
    Ok(())
}

/// Keeps a file that was read.
///
/// # Errors
/// Why it cannot be kept.
pub fn attach(tx: &mut Tx<'_>, file: TakenFile) -> Result<Done, DeskError> {
    attach::keep(tx, file)
}

/// Every command a clerk gives at a counter.
fn at_counter(work: &mut Work<'_, '_>, command: Command) -> Result<Done, DeskError> {
    match command {
        Command::SetUp { .. } | Command::AddStaff { .. } | Command::OpenDay => {
            unreachable!("done without a session")
        }
        Command::IssueTicket { claims } => ticket::issue(work, claims),
        Command::CorrectClaims { ticket, claims } => ticket::correct(work, ticket, claims),
        Command::CallNext => call::next(work),
        Command::CallOutOfOrder { ticket, reason } => call::out_of_order(work, ticket, reason),
        Command::Recall { ticket } => call::again(work, ticket),
        Command::UndoCall { ticket } => call::undo(work, ticket),
        Command::NoShow { ticket } => ticket::no_show(work, ticket),
        Command::Hold {
            ticket,
            time,
            reason,
        } => hold::hold(work, ticket, time, reason),
        Command::Return { ticket } => hold::give_back(work, ticket),
        Command::Reinstate { ticket } => ticket::reinstate(work, ticket),
        Command::Leave { ticket } => ticket::leave(work, ticket),
        Command::CloseDay => day::close(work),
        Command::StartVisit { ticket } => visit::start(work, ticket),
        Command::OpenVisit => visit::open(work),
        Command::GiveGuidance {
            visit,
            topic,
            outcome,
            note,
        } => guidance::give(
            work,
            visit,
            guidance::Given {
                topic,
                outcome,
                note,
            },
        ),
        Command::Register(registration) => register::register(work, *registration),
        Command::FinishVisit { visit } => visit::finish(work, visit),
        Command::Case(command) => case::step(work, *command),
        Command::Decide(command) => review::decide(work, *command),
        Command::MessageCalled { message } => message::called(work, message),
        Command::RecordUnits(units) => {
            let actor = Actor::Staff(work.session.staff);
            let returned = case::record_units(work.tx, actor, units)?;
            Ok(Done::UnitsRecorded { returned })
        }
        Command::SaveDraft(draft) => draft::save(work, &draft),
        Command::DropDraft(draft) => draft::drop(work, draft),
        Command::SaveCaseDraft(draft) => draft::save_case(work, &draft),
        Command::DropCaseDraft(draft) => draft::drop_case(work, draft),
        // Printing reads alone, and waits for a printer: the desk does it outside any transaction.
        Command::Print(_) | Command::SaveFiles { .. } => Err(DeskError::Defect),
        Command::Attach { file } => attach::keep(work.tx, file::read(&file)?),
    }
}

/// A transaction, who works in it, and what the rules need.
struct Work<'w, 's> {
    tx: &'w mut Tx<'s>,
    catalog: &'w Catalog,
    office: OfficeConfigured,
    session: Session,
}

impl Work<'_, '_> {
    fn now(&self) -> DateTime<Utc> {
        self.tx.now()
    }

    fn today(&self) -> NaiveDate {
        istanbul_day(self.tx.now())
    }

    /// The holiday table as this office counts it.
    fn holidays(&self) -> Holidays {
        let table = self.catalog.holidays().clone();
        table.counting_leave(self.office.leave_counts)
    }

    /// Appends what the clerk did.
    fn append(&mut self, event: Event) -> Result<(), DeskError> {
        self.tx.append(Actor::Staff(self.session.staff), event)?;
        Ok(())
    }

    /// Brings the queue up to date before somebody joins it or is called from it.
    fn settle(&mut self) -> Result<(), DeskError> {
        day::end_earlier(self.tx)?;
        hold::return_due(self.tx)?;
        Ok(())
    }

    fn ticket(&self, ticket: TicketId) -> Result<Ticket, DeskError> {
        let found = self.tx.read().ticket(ticket)?;
        found.ok_or(DeskError::NotFound)
    }

    fn visit(&self, visit: VisitId) -> Result<Visit, DeskError> {
        let found = self.tx.read().visit(visit)?;
        found.ok_or(DeskError::NotFound)
    }

    /// The ticket as it is after a step, if it can take the step.
    fn after(&self, ticket: TicketId, step: TicketMove) -> Result<Ticket, DeskError> {
        let mut ticket = self.ticket(ticket)?;
        ticket.state = ticket.state.after(step)?;
        Ok(ticket)
    }

    /// Nobody may be called or received while the counter has a visitor.
    fn free_counter(&self) -> Result<(), DeskError> {
        let (read, counter) = (self.tx.read(), self.session.counter);
        if read.called_to(counter)?.is_some() || read.visit_at(counter)?.is_some() {
            return Err(DeskError::CounterBusy(counter));
        }
        Ok(())
    }
}

#[cfg(test)]
pub(in crate::desk) mod fixture;
#[cfg(test)]
mod queue_tests;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod register_tests;
