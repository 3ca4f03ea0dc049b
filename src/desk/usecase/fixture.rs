//! A desk for the tests of the use cases: a file in a temporary folder and a clock set by hand.

use std::cell::OnceCell;
use std::sync::OnceLock;

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

use super::execute;
use crate::catalog::Catalog;
use crate::desk::command::{Command, Registration, Session};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::desk::script::{Clock, Script};
use crate::desk::view::CalledTicket;
use crate::domain::application::TopicCode;
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{ApplicationId, Counter, StaffId, TicketId, VisitId};
use crate::domain::priority::{Basis, PriorityClaims, PriorityClass};
use crate::domain::queue::Policy;
use crate::domain::registration::RegistrationDraft;
use crate::domain::staff::Role;
use crate::store::{Location, Reads, Store};
use crate::text::CleanText;

/// A desk that is set up, at half past ten in Istanbul on Tuesday 10 March 2026.
pub(in crate::desk) struct Play {
    pub(in crate::desk) folder: TempDir,
    /// A connection of the test's own, to look into the tables.
    file: OnceCell<rusqlite::Connection>,
    pub(in crate::desk) store: Store,
    pub(in crate::desk) clock: Clock,
    pub(in crate::desk) staff: StaffId,
}

impl Play {
    pub(in crate::desk) fn new() -> Self {
        Self::with_policy(Policy::default())
    }

    pub(in crate::desk) fn with_policy(policy: Policy) -> Self {
        let mut play = Self::empty();
        let setup = Command::SetUp {
            office: setup(policy),
            staff: line("Ayşe Demir"),
            role: Role::Supervisor,
            units: Vec::new(),
        };
        match play.try_as(None, setup) {
            Ok(Done::SetUp { staff }) => play.staff = staff,
            other => panic!("not set up: {other:?}"),
        }
        play
    }

    /// Before the set-up.
    pub(in crate::desk) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2026-03-10T07:30:00Z".parse().unwrap());
        let location = Location::without_key(folder.path().join("desk.db"));
        let source = Box::new(Script::new(&clock, 1));
        Self {
            store: Store::open(location, source).unwrap(),
            folder,
            file: OnceCell::new(),
            clock,
            staff: StaffId(uuid::Uuid::nil()),
        }
    }

    pub(in crate::desk) fn try_as(
        &mut self,
        session: Option<Session>,
        command: Command,
    ) -> Result<Done, DeskError> {
        self.store
            .transact(|tx| execute(tx, catalog(), session, command))
    }

    pub(in crate::desk) fn session(&self, counter: Counter) -> Option<Session> {
        let staff = self.staff;
        Some(Session { staff, counter })
    }

    /// Registers an application on a topic.
    pub(in crate::desk) fn apply(&mut self, topic: &str) -> ApplicationId {
        let form = RegistrationDraft {
            given_name: "Şükrü".into(),
            family_name: "Iğdır".into(),
            topic: Some(TopicCode(topic.into())),
            text: "Sokağımızın suyu akmıyor.".into(),
            ..RegistrationDraft::default()
        };
        let registration = Registration {
            visit: None,
            draft: None,
            form,
            accepted: Vec::new(),
        };
        match self.at(1, Command::Register(Box::new(registration))) {
            Done::Registered { application, .. } => application,
            other => panic!("{other:?}"),
        }
    }

    /// Tries a command at a counter.
    pub(in crate::desk) fn try_at(
        &mut self,
        counter: Counter,
        command: Command,
    ) -> Result<Done, DeskError> {
        self.try_as(self.session(counter), command)
    }

    /// Does a command at a counter.
    pub(in crate::desk) fn at(&mut self, counter: Counter, command: Command) -> Done {
        let said = format!("{command:?}");
        self.try_at(counter, command)
            .unwrap_or_else(|error| panic!("{said}: {error}"))
    }

    /// Does what falls due by itself; whether there was anything.
    pub(in crate::desk) fn due(&mut self) -> bool {
        let mut pass = super::Pass::default();
        self.store
            .transact(|tx| super::due(tx, catalog(), &mut pass))
            .unwrap()
    }

    /// Gives a ticket: its number and id.
    pub(in crate::desk) fn issue(&mut self, claims: PriorityClaims) -> (u32, TicketId) {
        match self.at(1, Command::IssueTicket { claims }) {
            Done::TicketIssued { ticket, number, .. } => (number, ticket),
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::desk) fn call(&mut self, counter: Counter) -> Option<CalledTicket> {
        match self.at(counter, Command::CallNext) {
            Done::Called(called) => Some(*called),
            Done::NobodyWaits => None,
            other => panic!("{other:?}"),
        }
    }

    /// Calls whoever is next, receives and sends them home: their number.
    pub(in crate::desk) fn serve(&mut self, counter: Counter) -> Option<u32> {
        let called = self.call(counter)?;
        let visit = self.start(counter, called.ticket.id);
        self.at(counter, Command::FinishVisit { visit });
        Some(called.ticket.number)
    }

    pub(in crate::desk) fn start(&mut self, counter: Counter, ticket: TicketId) -> VisitId {
        match self.at(counter, Command::StartVisit { ticket }) {
            Done::VisitOpened { visit } => visit,
            other => panic!("{other:?}"),
        }
    }

    /// Asks the file something.
    pub(in crate::desk) fn read<T>(
        &mut self,
        question: impl FnOnce(Reads<'_>) -> crate::store::Result<T>,
    ) -> T {
        let answer = self
            .store
            .transact(|tx| -> Result<T, DeskError> { Ok(question(tx.read())?) });
        answer.unwrap()
    }

    /// The numbers a query of the file gives.
    pub(in crate::desk) fn numbers(&self, sql: &str) -> Vec<i64> {
        let open = || rusqlite::Connection::open(self.folder.path().join("desk.db")).unwrap();
        let connection = self.file.get_or_init(open);
        let mut statement = connection.prepare_cached(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    pub(in crate::desk) fn wait(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
    }

    pub(in crate::desk) fn set_clock(&self, instant: &str) {
        let instant: DateTime<Utc> = instant.parse().unwrap();
        self.clock.set(instant);
    }
}

/// The shipped lists, read once for all tests.
pub(in crate::desk) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::load(None).0)
}

pub(in crate::desk) fn setup(policy: Policy) -> OfficeConfigured {
    let (office, name) = ("06001".parse().unwrap(), line("Çankaya Kaymakamlığı"));
    OfficeConfigured {
        policy,
        ..OfficeConfigured::usual(office, name)
    }
}

pub(in crate::desk) fn line(text: &str) -> CleanText {
    CleanText::line(text)
}

pub(in crate::desk) fn ordinary() -> PriorityClaims {
    PriorityClaims::none()
}

pub(in crate::desk) fn veteran() -> PriorityClaims {
    PriorityClaims::from_iter([(PriorityClass::Veteran, Basis::DocumentSeen)])
}
