//! An office with a desk, units and officers, at a real central.

use super::support::central::Central;
use super::support::desk::Desk;
use super::support::events;
use super::visitor::{LOGIN, OFFICE, PASSWORD, Visitor, cookie};
use acikkapi::domain::application::{ApplicationKind, Registered, TopicCode};
use acikkapi::domain::calendar::{Holidays, istanbul_day};
use acikkapi::domain::case::{CaseMoved, Said, Step};
use acikkapi::domain::deadline::{DeadlineRule, deadline};
use acikkapi::domain::event::Event;
use acikkapi::domain::ids::PersonId;
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::domain::term::Term;
use acikkapi::domain::unit::{Unit, UnitCode};
use acikkapi::text::CleanText;
use chrono::{TimeDelta, Utc};
use std::cell::Cell;
use std::collections::BTreeSet;
use uuid::Uuid;

pub const UNIT: &str = "FEN";
pub const UNIT_NAME: &str = "Fen İşleri Müdürlüğü";
pub const OTHER_UNIT: &str = "PARK";

pub struct Office {
    pub central: Central,
    desk: Desk,
    next: Cell<u64>,
}

/// An application of the office.
pub struct Applied {
    pub record: Registered,
}

impl Applied {
    pub fn number(&self) -> ApplicationNumber {
        self.record.number
    }

    pub fn path(&self) -> String {
        format!("/birim/basvuru/{}", self.record.application)
    }
}

pub fn unit(code: &str) -> UnitCode {
    UnitCode::new(code).expect("a code")
}

/// The term that ends so many days from now.
pub fn due_in(days: i64) -> Term {
    let today = istanbul_day(Utc::now());
    let from = today + TimeDelta::days(days - 7);
    let none = Holidays::default();
    let mut term = Term::until(
        from,
        deadline(from, DeadlineRule::Calendar, 7, &none),
        &none,
    );
    // Whatever day of the week it is.
    term.deadline.due = today + TimeDelta::days(days);
    term.warn = term.deadline.due - TimeDelta::days(2);
    term
}

impl Office {
    pub fn new() -> Self {
        let central = Central::start();
        let desk = Desk::enrolled(OFFICE, &central);
        for (code, name) in [
            (UNIT, UNIT_NAME),
            (OTHER_UNIT, "Park ve Bahçeler Müdürlüğü"),
        ] {
            let unit = Unit::new(unit(code), CleanText::line(name));
            desk.say(&Event::UnitRecorded(Box::new(unit)));
        }
        let office = Self {
            central,
            desk,
            next: Cell::new(1),
        };
        office.push();
        office
    }

    pub fn push(&self) {
        self.desk.push_all().expect("accepted");
    }

    /// An officer of a unit, signed in: the session's cookie.
    pub fn officer(&self, unit: &str, login: &str, name: &str) -> String {
        let code = self.central.officer(OFFICE, unit, login, name);
        cookie(&Visitor::of(&self.central).choose_for(login, &code, PASSWORD))
    }

    /// Elif of the unit FEN.
    pub fn elif(&self) -> String {
        self.officer(UNIT, LOGIN, "Elif Aydın")
    }

    /// An application registered at the desk, not yet routed.
    pub fn register(&self, text: &str, due_in_days: i64) -> Applied {
        let sequence = self.next.replace(self.next.get() + 1);
        let person = PersonId(Uuid::now_v7());
        self.desk
            .say(&Event::PersonRecorded(events::recorded(person, "Kaya")));
        let number = events::number(OFFICE, 1, sequence);
        let mut record = events::registered(number, person);
        let term = due_in(due_in_days);
        record.registered_at = Utc::now() - TimeDelta::days(7 - due_in_days);
        record.warn = Some(term.warn);
        record.deadline = term.deadline;
        record.topic = Some(TopicCode("08.07".into()));
        record.application_kind = ApplicationKind::Complaint;
        record.private.text = CleanText::block(text);
        let registered = Event::ApplicationRegistered(Box::new(record.clone()));
        self.desk.say(&registered);
        Applied { record }
    }

    /// An application routed to the unit FEN.
    pub fn routed(&self, text: &str, due_in_days: i64) -> Applied {
        let applied = self.register(text, due_in_days);
        self.route(&applied, UNIT, &[]);
        self.push();
        applied
    }

    pub fn route(&self, applied: &Applied, to: &str, others: &[&str]) {
        let others: BTreeSet<UnitCode> = others.iter().map(|code| unit(code)).collect();
        let step = Step::Route {
            unit: unit(to),
            others,
        };
        self.step(applied, step, "");
    }

    /// What the desk, or the chief at the desk, does to a case.
    pub fn step(&self, applied: &Applied, step: Step, said: &str) {
        let moved = CaseMoved {
            application: applied.record.application,
            person: applied.record.person,
            step,
            private: Said::text(CleanText::block(said)),
        };
        self.desk.say(&Event::CaseMoved(Box::new(moved)));
    }

    /// Where a case stands at central.
    pub fn stage(&self, applied: &Applied) -> String {
        let application = applied.record.application;
        let stage = format!("select stage from cases where application_id = '{application}'");
        self.central.database.value(&stage)
    }

    /// Steps of a case at central, those refused with an exclamation mark.
    pub fn steps(&self, applied: &Applied) -> String {
        let application = applied.record.application;
        self.central.database.value(&format!(
            "select string_agg(body::json ->> 'step' || case when refused then '!' else '' end, ' '
                 order by position)
               from case_steps join operations using (office_id, position)
              where application_id = '{application}'"
        ))
    }
}
