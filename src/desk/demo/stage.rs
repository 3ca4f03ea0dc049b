//! What the made-up days are played on: one transaction, a clock set by hand, four clerks.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::COUNTER;
use super::cases::Case;
use super::people::{CHIEF, PROVINCE, STAFF};
use crate::catalog::Catalog;
use crate::catalog::units::OfficeKind;
use crate::desk::command::{Command, Registration, Session};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::desk::script::Clock;
use crate::desk::usecase::execute;
use crate::domain::application::TopicCode;
use crate::domain::calendar::istanbul_midnight;
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{ApplicationId, Counter, OfficeCode, StaffId, TicketId, VisitId};
use crate::domain::priority::PriorityClaims;
use crate::domain::registration::{AcceptedWarning, RegistrationDraft, RegistrationWarning};
use crate::domain::staff::Role;
use crate::domain::unit::Unit;
use crate::store::Tx;
use crate::text::CleanText;

/// The stage of one made-up office.
pub(super) struct Stage<'w, 's> {
    tx: &'w mut Tx<'s>,
    catalog: &'w Catalog,
    clock: &'w Clock,
    random: StdRng,
    /// One for each counter, from counter 1.
    staff: Vec<StaffId>,
    /// How many people have applied.
    applicants: u32,
}

impl<'w, 's> Stage<'w, 's> {
    pub(super) fn new(
        tx: &'w mut Tx<'s>,
        (catalog, clock): (&'w Catalog, &'w Clock),
        seed: u64,
    ) -> Self {
        Self {
            tx,
            catalog,
            clock,
            // Another stream than the identifiers', which come from the same seed.
            random: StdRng::seed_from_u64(!seed),
            staff: Vec::new(),
            applicants: 0,
        }
    }

    /// It is `instant` from now on.
    pub(super) fn at(&mut self, instant: DateTime<Utc>) {
        self.clock.set(instant);
        self.tx.tick();
    }

    /// A number of the range, by chance.
    pub(super) fn chance(&mut self, range: std::ops::Range<u32>) -> u32 {
        self.random.random_range(range)
    }

    /// Sets the office up on the first of the days.
    pub(super) fn set_up(&mut self, days: &[NaiveDate]) -> Result<Session, DeskError> {
        let opening = days.first().map(|day| local(*day, 8, 15));
        self.at(opening.unwrap_or_else(|| self.tx.now() - TimeDelta::days(1)));
        let [first, others @ ..] = STAFF;
        let office = OfficeConfigured::usual(
            OfficeCode::new(PROVINCE, 0).map_err(|_| DeskError::Defect)?,
            CleanText::line("DEMO Isparta Valiliği"),
        );
        let setup = Command::SetUp {
            office,
            staff: CleanText::line(first),
            role: Role::Supervisor,
            units: reachable(OfficeKind::Province.example_units(self.catalog.topics())),
        };
        if let Done::SetUp { staff } = self.run(None, setup)? {
            self.staff.push(staff);
        }
        let clerks = others.map(|name| (name, Role::Clerk));
        for (name, role) in clerks.into_iter().chain([(CHIEF, Role::Chief)]) {
            let name = CleanText::line(name);
            let session = self.session(COUNTER)?;
            if let Done::StaffAdded { staff } =
                self.run(Some(session), Command::AddStaff { name, role })?
            {
                self.staff.push(staff);
            }
        }
        self.session(COUNTER)
    }

    /// Does a command at a counter.
    pub(super) fn does(&mut self, counter: Counter, command: Command) -> Result<Done, DeskError> {
        let session = self.session(counter)?;
        self.run(Some(session), command)
    }

    pub(super) fn issue(&mut self, claims: PriorityClaims) -> Result<TicketId, DeskError> {
        match self.does(COUNTER, Command::IssueTicket { claims })? {
            Done::TicketIssued { ticket, .. } => Ok(ticket),
            _ => Err(DeskError::Defect),
        }
    }

    /// Who is called, if anybody waits.
    pub(super) fn call(&mut self, counter: Counter) -> Result<Option<TicketId>, DeskError> {
        match self.does(counter, Command::CallNext)? {
            Done::Called(called) => Ok(Some(called.ticket.id)),
            _ => Ok(None),
        }
    }

    pub(super) fn start(
        &mut self,
        counter: Counter,
        ticket: TicketId,
    ) -> Result<VisitId, DeskError> {
        match self.does(counter, Command::StartVisit { ticket })? {
            Done::VisitOpened { visit } => Ok(visit),
            _ => Err(DeskError::Defect),
        }
    }

    /// Registers an application of somebody new.
    pub(super) fn register(
        &mut self,
        counter: Counter,
        visit: VisitId,
        case: &Case,
    ) -> Result<ApplicationId, DeskError> {
        self.applicants += 1;
        self.register_for(counter, visit, (case, self.applicants))
    }

    /// Registers an application of applicant number `nth`.
    pub(super) fn register_for(
        &mut self,
        counter: Counter,
        visit: VisitId,
        (case, nth): (&Case, u32),
    ) -> Result<ApplicationId, DeskError> {
        let form = filled(case, nth);
        let registration = Registration {
            visit: Some(visit),
            draft: None,
            form,
            accepted: vec![AcceptedWarning {
                warning: RegistrationWarning::LikelyDuplicate,
                reason: CleanText::line("Önceki başvurusu sonuçlanmadı, yeniden başvurmak istiyor"),
            }],
        };
        match self.does(counter, Command::Register(Box::new(registration)))? {
            Done::Registered { application, .. } => Ok(application),
            _ => Err(DeskError::Defect),
        }
    }

    fn session(&self, counter: Counter) -> Result<Session, DeskError> {
        let staff = self.staff.get(usize::from(counter) - 1);
        let staff = *staff.ok_or(DeskError::Defect)?;
        Ok(Session { staff, counter })
    }

    fn run(&mut self, session: Option<Session>, command: Command) -> Result<Done, DeskError> {
        execute(self.tx, self.catalog, session, command)
    }
}

/// The units with made-up contacts: numbers nobody has, and addresses under a name kept for
/// examples (RFC 2606).
fn reachable(units: Vec<Unit>) -> Vec<Unit> {
    let made_up = |(unit, nth): (Unit, usize)| {
        let code = unit.code.as_str().to_ascii_lowercase();
        let phone = |extension: usize| CleanText::line(&format!("+90246000{extension:04}"));
        let email = |name: &str| CleanText::line(&format!("{name}@isparta.example"));
        Unit {
            phone: phone(2 * nth),
            email: email(&code),
            head_phone: phone(2 * nth + 1),
            head_email: email(&format!("mudur.{code}")),
            ..unit
        }
    };
    units.into_iter().zip(50..).map(made_up).collect()
}

/// The form of a case, as a clerk types it for applicant number `nth`.
pub(super) fn filled(case: &Case, nth: u32) -> RegistrationDraft {
    let mut form = RegistrationDraft {
        application_kind: case.kind,
        topic: Some(TopicCode(case.topic.into())),
        text: case.text.into(),
        signed_petition: case.signed,
        ..RegistrationDraft::default()
    };
    case.applicant.fill(nth, &mut form);
    form
}

/// An instant of a day by the office's clock.
pub(super) fn local(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let minutes = TimeDelta::minutes(i64::from(hour) * 60 + i64::from(minute));
    istanbul_midnight(day) + minutes
}
