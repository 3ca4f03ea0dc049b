//! Plays days at the office, command by command.

use std::collections::VecDeque;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::Plan;
use super::days;
use super::lives::Lives;
use super::people::{PROVINCE, Population, Who};
use super::wishes::Wishes;
use crate::catalog::Catalog;
use crate::catalog::units::OfficeKind;
use crate::desk::command::{Command, Registration, Session};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::desk::script::Clock;
use crate::desk::usecase::execute;
use crate::domain::application::Channel;
use crate::domain::calendar::{istanbul_day, istanbul_midnight};
use crate::domain::case::Stage;
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{ApplicationId, Counter, OfficeCode, StaffId, TicketId, VisitId};
use crate::domain::registration::RegistrationDraft;
use crate::domain::staff::Role;
use crate::domain::visit::GuidanceOutcome;
use crate::store::Tx;
use crate::text::CleanText;

/// Says on every screen and receipt what this is.
const OFFICE: &str = "Deneme Valiliği (örnek kayıtlar)";
/// Who works there, one at each counter.
const STAFF: [&str; 4] = [
    "Ayşe Demir",
    "Mehmet Yalçın",
    "Zeynep Kılıç",
    "Hasan Öztürk",
];
/// The `DD` of the application numbers: that of a desk that is not enrolled.
const DATABASE: u8 = 50;

/// When the office opens, after midnight.
const OPENS: TimeDelta = TimeDelta::hours(9);
/// Seconds it is open.
const OPEN_SECONDS: i64 = 8 * 3600;
/// Visitors who take tickets before the first of them is called, at most.
const CROWD: usize = 6;
/// For each applicant at the counter so many come for guidance alone.
const GUIDANCE: f64 = 0.3;
/// Share of those called who have left.
const LEFT: f64 = 0.03;

/// The office, its clock, and everybody who comes.
pub(super) struct Play<'c> {
    catalog: &'c Catalog,
    clock: Clock,
    random: StdRng,
    population: Population,
    wishes: Wishes,
    lives: Lives,
    staff: Vec<StaffId>,
    registered: u32,
    at: DateTime<Utc>,
    /// Between one command and the next.
    step: TimeDelta,
    turn: usize,
}

/// Somebody in the waiting room.
struct Visitor {
    who: Who,
    /// `None`: guidance will do.
    application: Option<RegistrationDraft>,
}

impl<'c> Play<'c> {
    pub(super) fn new(catalog: &'c Catalog, clock: Clock, seed: u64) -> Self {
        Self {
            catalog,
            clock,
            random: StdRng::seed_from_u64(seed),
            population: Population::new(catalog),
            wishes: Wishes::new(catalog),
            lives: Lives::default(),
            staff: Vec::new(),
            registered: 0,
            at: DateTime::UNIX_EPOCH,
            step: TimeDelta::zero(),
            turn: 0,
        }
    }

    /// The days of a plan and how many applications each brings.
    pub(super) fn days(&mut self, plan: Plan) -> Vec<(NaiveDate, u32)> {
        let holidays = self.catalog.holidays();
        days::spread(plan.applications, plan.last_day, holidays, &mut self.random)
    }

    /// Applications so far.
    pub(super) fn registered(&self) -> u32 {
        self.registered
    }

    /// Plays a day.
    pub(super) fn day(
        &mut self,
        tx: &mut Tx<'_>,
        day: NaiveDate,
        applications: u32,
    ) -> Result<(), DeskError> {
        let (mut room, desk_work) = self.comers(applications);
        let commands = 5 * room.len() + desk_work.len() + self.lives.due_on(day) + 2 * STAFF.len();
        self.open(day, commands);
        if self.staff.is_empty() {
            self.set_up(tx)?;
        }
        while !room.is_empty() {
            let crowd = self.random.random_range(1..=CROWD).min(room.len());
            self.serve(tx, room.drain(..crowd), day)?;
        }
        for visitor in desk_work {
            self.register(tx, 0, visitor, None)?;
        }
        while let Some(step) = self.lives.step(day, &mut self.random) {
            self.at_counter(tx, 0, Command::Case(Box::new(step)))?;
        }
        Ok(())
    }

    /// Who comes to the office, and whose applications came another way.
    fn comers(&mut self, applications: u32) -> (VecDeque<Visitor>, Vec<Visitor>) {
        let (mut room, mut desk_work) = (VecDeque::new(), Vec::new());
        for _ in 0..applications {
            let who = self.population.applicant(&mut self.random);
            let mut form = RegistrationDraft::default();
            self.wishes.fill(&mut form, &mut self.random);
            let in_person = form.channel == Channel::InPerson;
            let visitor = Visitor {
                who,
                application: Some(form),
            };
            if !in_person {
                desk_work.push(visitor);
                continue;
            }
            room.push_back(visitor);
            if self.random.random_bool(GUIDANCE) {
                room.push_back(Visitor {
                    who,
                    application: None,
                });
            }
        }
        (room, desk_work)
    }

    /// Opens the office for so many commands.
    fn open(&mut self, day: NaiveDate, commands: usize) {
        self.at = istanbul_midnight(day) + OPENS;
        let commands = i32::try_from(commands.max(1)).unwrap_or(i32::MAX);
        self.step = TimeDelta::seconds(OPEN_SECONDS) / commands;
    }

    fn set_up(&mut self, tx: &mut Tx<'_>) -> Result<(), DeskError> {
        tx.set_device_number(DATABASE)?;
        let office = OfficeConfigured::usual(
            OfficeCode::new(PROVINCE, 0).map_err(|_| DeskError::Defect)?,
            CleanText::line(OFFICE),
        );
        let [first, others @ ..] = STAFF.map(CleanText::line);
        let units = OfficeKind::Province.example_units(self.catalog.topics());
        self.lives.units = units.iter().map(|unit| unit.code.clone()).collect();
        let first = Command::SetUp {
            office,
            staff: first,
            role: Role::Supervisor,
            units,
        };
        let others = others.map(|name| Command::AddStaff {
            name,
            role: Role::Clerk,
        });
        for command in [first].into_iter().chain(others) {
            match self.execute(tx, None, command)? {
                Done::SetUp { staff } | Done::StaffAdded { staff } => self.staff.push(staff),
                _ => return Err(DeskError::Defect),
            }
        }
        Ok(())
    }

    /// Everybody takes a ticket; then all are called in the order of the policy.
    fn serve(
        &mut self,
        tx: &mut Tx<'_>,
        crowd: impl Iterator<Item = Visitor>,
        day: NaiveDate,
    ) -> Result<(), DeskError> {
        let mut waiting: Vec<(TicketId, Visitor)> = Vec::new();
        for visitor in crowd {
            let claims = self.population.claims(visitor.who, day);
            match self.at_counter(tx, 0, Command::IssueTicket { claims })? {
                Done::TicketIssued { ticket, .. } => waiting.push((ticket, visitor)),
                _ => return Err(DeskError::Defect),
            }
        }
        while !waiting.is_empty() {
            self.turn = (self.turn + 1) % STAFF.len();
            let counter = self.turn;
            let Done::Called(called) = self.at_counter(tx, counter, Command::CallNext)? else {
                return Err(DeskError::Defect);
            };
            let ticket = called.ticket.id;
            let nth = waiting.iter().position(|(waits, _)| *waits == ticket);
            let (_, visitor) = waiting.swap_remove(nth.ok_or(DeskError::Defect)?);
            if visitor.application.is_none() && self.random.random_bool(LEFT) {
                self.at_counter(tx, counter, Command::Leave { ticket })?;
            } else {
                self.visit(tx, counter, ticket, visitor)?;
            }
        }
        Ok(())
    }

    fn visit(
        &mut self,
        tx: &mut Tx<'_>,
        counter: usize,
        ticket: TicketId,
        visitor: Visitor,
    ) -> Result<(), DeskError> {
        let started = self.at_counter(tx, counter, Command::StartVisit { ticket })?;
        let Done::VisitOpened { visit } = started else {
            return Err(DeskError::Defect);
        };
        if visitor.application.is_some() {
            self.register(tx, counter, visitor, Some(visit))?;
        } else {
            let guidance = Command::GiveGuidance {
                visit,
                topic: None,
                outcome: GuidanceOutcome::ALL
                    [self.random.random_range(0..GuidanceOutcome::ALL.len())],
                note: CleanText::default(),
            };
            self.at_counter(tx, counter, guidance)?;
        }
        self.at_counter(tx, counter, Command::FinishVisit { visit })?;
        Ok(())
    }

    fn register(
        &mut self,
        tx: &mut Tx<'_>,
        counter: usize,
        visitor: Visitor,
        visit: Option<VisitId>,
    ) -> Result<(), DeskError> {
        let mut form = visitor.application.unwrap_or_default();
        self.population.fill(visitor.who, &mut form);
        let registration = Registration {
            visit,
            draft: None,
            form,
            accepted: Vec::new(),
        };
        let register = Command::Register(Box::new(registration));
        match self.at_counter(tx, counter, register)? {
            Done::Registered {
                application,
                person,
                ..
            } => {
                self.population.registered(visitor.who, person);
                self.registered += 1;
                self.begin_life(tx, application)?;
                Ok(())
            }
            _ => Err(DeskError::Defect),
        }
    }

    fn begin_life(&mut self, tx: &Tx<'_>, application: ApplicationId) -> Result<(), DeskError> {
        let case = tx.read().case(application)?.ok_or(DeskError::Defect)?;
        let in_triage = case.stage == Stage::Triage;
        let day = istanbul_day(self.at);
        let begun = (application, in_triage);
        self.lives.begin(begun, day, &mut self.random);
        Ok(())
    }

    fn at_counter(
        &mut self,
        tx: &mut Tx<'_>,
        nth: usize,
        command: Command,
    ) -> Result<Done, DeskError> {
        let session = Session {
            staff: self.staff[nth],
            counter: Counter::try_from(nth + 1).map_err(|_| DeskError::Defect)?,
        };
        self.execute(tx, Some(session), command)
    }

    fn execute(
        &mut self,
        tx: &mut Tx<'_>,
        session: Option<Session>,
        command: Command,
    ) -> Result<Done, DeskError> {
        self.at += self.step;
        self.clock.set(self.at);
        tx.tick();
        execute(tx, self.catalog, session, command)
    }
}
