//! Steps of cases, at a desk's file, in a memory desk's log, and at central.

use super::central::Central;
use super::desk::Desk;
use super::file_desk::FileDesk;
use acikkapi::central::cases::{self, NewStep, StepError};
use acikkapi::central::own::Appended;
use acikkapi::domain::case::{AnswerSource, Case, CaseMoved, Outcome, Said, Step};
use acikkapi::domain::event::Event;
use acikkapi::domain::ids::{ApplicationId, PersonId, StaffId};
use acikkapi::domain::staff::Actor;
use acikkapi::domain::unit::{Unit, UnitCode};
use acikkapi::store::StoreError;
use acikkapi::sync::wire::Operation;
use acikkapi::system::System;
use acikkapi::text::CleanText;
use uuid::Uuid;

pub fn unit(code: &str) -> UnitCode {
    UnitCode::new(code).expect("a code")
}

pub fn recorded_unit(code: &str) -> Event {
    let name = CleanText::line(&format!("{code} Müdürlüğü"));
    Event::UnitRecorded(Box::new(Unit::new(unit(code), name)))
}

pub fn route(to: &str, others: &[&str]) -> Step {
    Step::Route {
        unit: unit(to),
        others: others.iter().map(|code| unit(code)).collect(),
    }
}

pub fn answer(outcome: Outcome) -> Step {
    Step::Answer {
        outcome,
        source: AnswerSource::Portal,
        attachments: Vec::new(),
    }
}

pub fn moved((application, person): (Uuid, Uuid), step: Step, text: &str) -> Event {
    Event::CaseMoved(Box::new(CaseMoved {
        application: ApplicationId(application),
        person: PersonId(person),
        step,
        private: Said::text(CleanText::block(text)),
    }))
}

impl Desk {
    /// Appends a step, fitting or not.
    pub fn step(&self, case: (Uuid, Uuid), step: Step) -> Operation {
        self.say(&moved(case, step, "çünkü"))
    }
}

impl FileDesk {
    /// The application of an applicant and its person, by the number.
    pub fn case_of(&self, number: &str) -> (Uuid, Uuid) {
        let reader = self.reader();
        let found = reader.read().find_applications(number, 9).expect("found");
        let id = found.rows[0].id;
        let record = reader.read().application(id).expect("read");
        (id.0, record.expect("known").person.0)
    }

    pub fn case(&self, application: Uuid) -> Case {
        let case = self.reader().read().case(ApplicationId(application));
        case.expect("read").expect("a case")
    }

    /// Takes a step if the case allows it here now.
    pub fn step(&self, case: (Uuid, Uuid), step: Step, text: &str) -> bool {
        let legal = self.case(case.0).allows(&step);
        if legal {
            let event = moved(case, step, text);
            let taken = self
                .store()
                .transact(|tx| tx.append(Actor::Program, event).map(drop));
            taken.map_err(|error: StoreError| error).expect("appended");
        }
        legal
    }
}

impl Central {
    /// Takes a step as a unit's officer does in the portal.
    pub fn step(&self, office: &str, application: Uuid, step: Step) -> Result<Appended, StepError> {
        let new = NewStep {
            application: ApplicationId(application),
            step,
            said: Said::text(CleanText::block("uygun görülmüştür")),
        };
        let actor = Actor::Staff(StaffId(Uuid::from_u128(77)));
        self.with_pool(async |pool| {
            let mut client = pool.get().await.expect("a connection");
            let transaction = client.transaction().await?;
            let taken = cases::take_step(&transaction, office, (actor, new), &mut System).await?;
            transaction.commit().await?;
            Ok(taken)
        })
    }

    /// Where a case stands at central.
    pub fn case(&self, office: &str, application: Uuid) -> Case {
        let standing = self.with_pool(async |pool| {
            let client = pool.get().await.expect("a connection");
            cases::standing(&client, office, ApplicationId(application)).await
        });
        standing.expect("read").expect("a case").0.case
    }
}
