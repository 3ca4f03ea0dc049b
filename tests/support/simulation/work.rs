//! What counters write: the events of a desk's day, through the real store.

use super::events;
use super::random::Random;
use acikkapi::domain::case::*;
use acikkapi::domain::event::*;
use acikkapi::domain::ids::*;
use acikkapi::domain::ladder::Rung;
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::domain::priority::Lane;
use acikkapi::domain::review::Checklist;
use acikkapi::domain::staff::Actor;
use acikkapi::domain::unit::{Unit, UnitCode};
use acikkapi::domain::visit::GuidanceOutcome;
use acikkapi::store::{Store, StoreError, Tx};
use acikkapi::sync::wire::MAX_BODY_BYTES;
use acikkapi::text::CleanText;
use uuid::Uuid;

/// Something a counter was told is stored, and which no fault may take away or do twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    Guidance(Uuid),
    Person(Uuid),
    Application(Uuid),
    /// A step of a case, told by the words said with it.
    Step(String),
    /// A ticket of this desk's own queue.
    Ticket(Uuid),
}

/// What was written in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Written {
    pub what: &'static str,
    pub facts: Vec<Fact>,
    /// Ids of the operations.
    pub operations: Vec<Uuid>,
}

/// What a counter knows when it decides what to do.
pub struct Scene<'a> {
    pub office: &'a str,
    /// Applications registered anywhere in the office so far.
    pub applications: &'a [Uuid],
    /// A number that nothing else has.
    pub serial: u64,
    /// Whether it may also do what the program should never do.
    pub poison: bool,
}

/// One thing a counter does.
pub fn act(
    store: &mut Store,
    scene: &Scene<'_>,
    random: &mut Random,
) -> Result<Written, StoreError> {
    let kind = random.below(100);
    store.transact(|tx| {
        let mut writing = Writing {
            tx,
            written: Written::default(),
        };
        match kind {
            0..25 => writing.guide(scene)?,
            25..50 => writing.register(scene, random)?,
            50..84 => writing.step(scene, random)?,
            84..90 => writing.edit(scene, random)?,
            90..94 => writing.ticket(scene)?,
            94..98 if scene.poison => writing.other_number(scene)?,
            98.. if scene.poison => writing.oversized()?,
            _ => writing.guide(scene)?,
        }
        Ok(writing.written)
    })
}

struct Writing<'t, 's> {
    tx: &'t mut Tx<'s>,
    written: Written,
}

impl Writing<'_, '_> {
    fn say(&mut self, event: Event, fact: Option<Fact>) -> Result<(), StoreError> {
        let recorded = self.tx.append(Actor::Program, event)?;
        self.written.operations.push(recorded.op_id);
        self.written.facts.extend(fact);
        Ok(())
    }

    fn guide(&mut self, scene: &Scene<'_>) -> Result<(), StoreError> {
        self.written.what = "guidance";
        let guidance = GuidanceId(self.tx.id());
        let event = Event::GuidanceGiven(GuidanceGiven {
            guidance,
            visit: VisitId(self.tx.id()),
            visitor: PersonId(self.tx.id()),
            topic: None,
            outcome: GuidanceOutcome::Solved,
            minutes: 5,
            private: Note {
                note: CleanText::line(&format!("soru {}", scene.serial)),
            },
        });
        self.say(event, Some(Fact::Guidance(guidance.0)))
    }

    fn register(&mut self, scene: &Scene<'_>, random: &mut Random) -> Result<(), StoreError> {
        self.written.what = "registration";
        let person = PersonId(self.tx.id());
        let recorded = events::recorded(person, &format!("Kişi{}", scene.serial));
        self.say(
            Event::PersonRecorded(recorded),
            Some(Fact::Person(person.0)),
        )?;
        let number = self.number(scene.office)?;
        let application = self.application(number, person)?;
        if random.chance(500) {
            let marker = format!("{} sevk", scene.serial);
            self.moved((application, person), random_route(random), marker)?;
        }
        Ok(())
    }

    fn application(
        &mut self,
        number: ApplicationNumber,
        person: PersonId,
    ) -> Result<ApplicationId, StoreError> {
        let application = ApplicationId(self.tx.id());
        let record = acikkapi::domain::application::Registered {
            application,
            ..events::registered(number, person)
        };
        let fact = Fact::Application(application.0);
        self.say(Event::ApplicationRegistered(Box::new(record)), Some(fact))?;
        Ok(application)
    }

    fn number(&mut self, office: &str) -> Result<ApplicationNumber, StoreError> {
        let (_, database) = self.tx.read().device()?;
        let database = database.unwrap_or(99);
        let code = office.parse().expect("an office");
        let sequence = self.tx.read().last_sequence(code, 26, database)? + 1;
        Ok(ApplicationNumber::new(code, 2026, database, sequence).expect("a number"))
    }

    fn step(&mut self, scene: &Scene<'_>, random: &mut Random) -> Result<(), StoreError> {
        let Some(application) = random.pick(scene.applications).copied() else {
            return self.guide(scene);
        };
        let application = ApplicationId(application);
        let known = self.tx.read().case(application)?;
        let record = self.tx.read().application(application)?;
        let (Some(case), Some(record)) = (known, record) else {
            return self.guide(scene);
        };
        self.written.what = "step";
        let allowed: Vec<Step> = steps(random)
            .into_iter()
            .filter(|step| case.allows(step))
            .collect();
        let step = random.pick(&allowed).expect("a contact is always allowed");
        let marker = format!("{} adım", scene.serial);
        self.moved((application, record.person), step.clone(), marker)
    }

    /// Changes what is known of an applicant, whom others may be changing, too.
    fn edit(&mut self, scene: &Scene<'_>, random: &mut Random) -> Result<(), StoreError> {
        let Some(application) = random.pick(scene.applications).copied() else {
            return self.guide(scene);
        };
        let record = self.tx.read().application(ApplicationId(application))?;
        let Some(record) = record else {
            return self.guide(scene);
        };
        let Some(known) = self.tx.read().person(record.person)? else {
            return self.guide(scene);
        };
        self.written.what = "edit";
        let mut person = known.clone();
        let text = Some(CleanText::line(&format!("0532 {:07}", scene.serial)));
        match random.below(3) {
            0 => person.phone = text,
            1 => person.email = text,
            _ => person.family_name = CleanText::line(&format!("Yeni{}", scene.serial)),
        }
        let event = Event::PersonRecorded(PersonRecorded {
            person: record.person,
            visitor: None,
            private: PersonData {
                person,
                edited_from: Some(Box::new(known)),
            },
        });
        self.say(event, None)
    }

    fn moved(
        &mut self,
        (application, person): (ApplicationId, PersonId),
        step: Step,
        marker: String,
    ) -> Result<(), StoreError> {
        let event = Event::CaseMoved(Box::new(CaseMoved {
            application,
            person,
            step,
            private: Said::text(CleanText::line(&marker)),
        }));
        self.say(event, Some(Fact::Step(marker)))
    }

    fn ticket(&mut self, scene: &Scene<'_>) -> Result<(), StoreError> {
        self.written.what = "ticket";
        let day = acikkapi::domain::calendar::istanbul_day(self.tx.now());
        let number = self.tx.read().last_number(day)? + 1;
        let ticket = TicketId(self.tx.id());
        let visitor = PersonId(self.tx.id());
        let recorded = events::recorded(visitor, &format!("Bekleyen{}", scene.serial));
        self.say(
            Event::PersonRecorded(recorded),
            Some(Fact::Person(visitor.0)),
        )?;
        let event = Event::TicketIssued(TicketIssued {
            ticket,
            day,
            number,
            place: number,
            lane: Lane::Ordinary,
            rank: 0,
            visitor,
            private: Claims::default(),
        });
        self.say(event, Some(Fact::Ticket(ticket.0)))
    }

    /// A number that is another office's: central must keep it and refuse to enter it.
    fn other_number(&mut self, scene: &Scene<'_>) -> Result<(), StoreError> {
        let person = PersonId(self.tx.id());
        let recorded = events::recorded(person, &format!("Yanlış{}", scene.serial));
        self.say(
            Event::PersonRecorded(recorded),
            Some(Fact::Person(person.0)),
        )?;
        let number = events::number("81999", 1, scene.serial + 1);
        self.application(number, person)?;
        self.written.what = "a number of another office";
        Ok(())
    }

    /// A record larger than any: the store must refuse it whole.
    fn oversized(&mut self) -> Result<(), StoreError> {
        let code = UnitCode::new("UZUN").expect("a code");
        let name = CleanText::line(&"x".repeat(MAX_BODY_BYTES));
        self.say(Event::UnitRecorded(Box::new(Unit::new(code, name))), None)
    }
}

fn random_route(random: &mut Random) -> Step {
    let units = ["FEN", "YAZI", "SOSYAL"];
    let unit = random.pick(&units).expect("units");
    Step::Route {
        unit: UnitCode::new(*unit).expect("a code"),
        others: std::collections::BTreeSet::new(),
    }
}

/// Steps to choose from.
pub fn steps(random: &mut Random) -> Vec<Step> {
    let term = || events::term("2026-03-20");
    vec![
        random_route(random),
        Step::Return,
        Step::Take {
            officer: StaffId(Uuid::from_u128(7)),
        },
        Step::Ask,
        Step::Reply,
        Step::Answer {
            outcome: Outcome::Positive,
            source: AnswerSource::Paper,
            attachments: Vec::new(),
        },
        Step::Accept {
            checks: Checklist::default(),
        },
        Step::Object {
            checks: Checklist::default(),
        },
        Step::SendBack { term: term() },
        Step::Uphold,
        Step::Pause {
            why: PauseWhy::Applicant,
        },
        Step::Resume { term: term() },
        Step::Withdraw,
        Step::Reopen { term: term() },
        Step::Escalate {
            meant: Rung::Supervisor,
            reached: None,
        },
        Step::Contact {
            way: ContactWay::Call,
            reached: true,
            call_back: None,
        },
        Step::Satisfied { solved: true },
    ]
}
