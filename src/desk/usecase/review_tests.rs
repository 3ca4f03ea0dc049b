use super::*;
use crate::desk::command::{Command, Registration};
use crate::desk::usecase::fixture::{Play, line};
use crate::domain::application::Registered;
use crate::domain::decision::ReviewItem;
use crate::domain::ids::{ApplicationId, OfficeCode};
use crate::domain::message::MessageStage;
use crate::domain::person_merge::PersonField;
use crate::domain::registration::RegistrationDraft;
use crate::domain::staff::Actor;
use crate::store::{Location, Message, ReviewKind, SqliteJournal, check};
use crate::sync::journal::Journal;
use crate::sync::wire::{Outcome, PushResponse, Receipt, RejectReason};
use crate::system::System;
use crate::text::CleanText;
use uuid::Uuid;

impl Play {
    fn location(&self) -> Location {
        Location::without_key(self.folder.path().join("desk.db"))
    }

    /// What central says of the registration of an application.
    fn central_says(&mut self, application: ApplicationId, outcome: &Outcome) -> Uuid {
        let mut journal = SqliteJournal::open(&self.location(), Box::new(System)).unwrap();
        let sent = journal.batch(0).unwrap().operations;
        let meant = sent.iter().find(|operation| {
            operation.case_id == Some(application.0) && operation.kind == "application_registered"
        });
        let op_id = meant.unwrap().op_id;
        let receipts = sent.iter().map(|operation| Receipt {
            op_id: operation.op_id,
            dseq: operation.dseq,
            position: Some(operation.dseq),
            outcome: match operation.op_id == op_id {
                true => outcome.clone(),
                false => Outcome::Applied,
            },
        });
        let response = PushResponse {
            epoch: Uuid::from_u128(1),
            acked_dseq: sent.len() as u64,
            feed_head: sent.len() as u64,
            receipts: receipts.collect(),
            server_time: "2026-03-10T08:00:00Z".parse().unwrap(),
        };
        let at = response.server_time;
        journal.record_receipts(&response, at).unwrap();
        op_id
    }

    fn try_decide(
        &mut self,
        item: ReviewItem,
        choice: Choice,
        reason: &str,
    ) -> Result<Done, DeskError> {
        let decide = DecideCommand {
            item,
            choice,
            reason: CleanText::block(reason),
            draft: None,
        };
        self.try_at(1, Command::Decide(Box::new(decide)))
    }

    fn waiting(&mut self) -> Vec<Review> {
        self.read(|read| read.reviews(9))
    }

    fn record(&mut self, application: ApplicationId) -> Registered {
        self.read(|read| read.application(application)).unwrap()
    }

    fn assert_rebuilt_equal(&self) {
        let different = check::projections(&self.location(), &mut System).unwrap();
        assert_eq!(different, []);
    }
}

fn form() -> RegistrationDraft {
    RegistrationDraft {
        given_name: "Elif".into(),
        family_name: "Kaya".into(),
        phone: "0532 111 11 11".into(),
        text: "Sokağımızın suyu akmıyor.".into(),
        ..RegistrationDraft::default()
    }
}

fn register(play: &mut Play, form: RegistrationDraft) -> PersonId {
    let registration = Registration {
        visit: None,
        draft: None,
        form,
        accepted: Vec::new(),
    };
    match play.at(1, Command::Register(Box::new(registration))) {
        Done::Registered { person, .. } => person,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_second_of_two_with_one_number_gets_another_and_the_applicant_is_told() {
    let mut play = Play::new();
    let application = play.apply("12.01");
    let before = play.record(application).number;
    let review = Uuid::from_u128(1);
    let operation = play.central_says(application, &Outcome::Conflict { review });
    let waiting = play.waiting();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].kind, ReviewKind::NumberClash);
    assert_eq!(waiting[0].item, ReviewItem::of(operation));
    let done = play
        .try_decide(waiting[0].item, Choice::Renumber, "")
        .unwrap();
    let now = play.record(application).number;
    assert_eq!(done, Done::Decided { number: Some(now) });
    assert_ne!(now, before);
    assert_eq!(play.read(|read| read.former_numbers(application)), [before]);
    let told = play.read(|read| read.messages_of(application));
    let is_first_message = |message: &&Message| message.stage == MessageStage::Registered;
    let last = told.iter().rfind(is_first_message).unwrap();
    assert_eq!(last.round, 1);
    assert!(
        last.text.as_str().contains(&now.to_string()),
        "{}",
        last.text
    );
    assert_eq!(play.waiting(), []);
    let again = play.try_decide(waiting[0].item, Choice::Dismiss, "yok");
    assert!(matches!(again, Err(DeskError::AlreadyDecided)), "{again:?}");
    // The next registration goes on after the number that was given.
    let next = play.apply("12.01");
    assert_eq!(play.record(next).number.sequence(), now.sequence() + 1);
    play.assert_rebuilt_equal();
}

#[test]
fn what_central_did_not_take_is_said_again_with_a_number_of_the_office() {
    let mut play = Play::new();
    let application = play.apply("12.01");
    // As if a defect had given the number of another office.
    let mut record = play.record(application);
    let other: OfficeCode = "34001".parse().unwrap();
    record.number = ApplicationNumber::new(other, 2026, 51, 7).unwrap();
    record.application = ApplicationId(Uuid::from_u128(77));
    let application = record.application;
    let event = Event::ApplicationRegistered(Box::new(record));
    let appended = play
        .store
        .transact(|tx| -> Result<_, DeskError> { Ok(tx.append(Actor::Program, event)?) });
    appended.unwrap();
    let reason = RejectReason::NumberOfAnotherOffice;
    let operation = play.central_says(application, &Outcome::Rejected { reason });
    let waiting = play.waiting();
    assert_eq!(waiting[0].kind, ReviewKind::Rejected(reason));
    let item = waiting[0].item;
    let silent = play.try_decide(item, Choice::Dismiss, " ");
    assert!(
        matches!(silent, Err(DeskError::ReasonMissing)),
        "{silent:?}"
    );
    play.try_decide(item, Choice::SendAgain, "").unwrap();
    let number = play.record(application).number;
    assert_ne!(number.office(), other);
    let mut journal = SqliteJournal::open(&play.location(), Box::new(System)).unwrap();
    let sent = journal.batch(0).unwrap().operations;
    let again = sent
        .iter()
        .rfind(|operation| operation.kind == "application_registered")
        .unwrap();
    assert!(again.body.contains(&number.to_string()), "{}", again.body);
    assert!(
        again.body.contains(&operation.to_string()),
        "{}",
        again.body
    );
    let decided = play.read(|read| read.decision(item)).unwrap();
    let expected = Decision::SentAgain {
        again: again.op_id,
        number: Some(number),
    };
    assert_eq!(decided.decision, expected);
    assert_eq!(play.waiting(), []);
    play.assert_rebuilt_equal();
}

#[test]
fn what_was_changed_at_another_counter_meanwhile_is_not_overwritten() {
    let mut play = Play::new();
    let person = register(&mut play, form());
    let known = play.read(|read| read.person(person)).unwrap();
    let mut filled = form();
    filled.fill_person(person, &known);
    let mut other = filled.clone();
    other.phone = "0532 222 22 22".into();
    other.neighbourhood = "Kavaklı".into();
    register(&mut play, other);
    // Filled in before, finished after: it changes what it changed and nothing else.
    let mut first = filled.clone();
    first.email = "elif@example.org".into();
    register(&mut play, first);
    let now = play.read(|read| read.person(person)).unwrap();
    assert_eq!(now.phone.unwrap().as_str(), "+905322222222");
    assert_eq!(now.email.unwrap().as_str(), "elif@example.org");
    assert_eq!(play.waiting(), []);
    filled.phone = "0532 333 33 33".into();
    register(&mut play, filled);
    let waiting = play.waiting();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].kind, ReviewKind::Person(PersonField::Phone));
    play.try_decide(waiting[0].item, Choice::TakeSecond, "Başvuran söyledi.")
        .unwrap();
    let now = play.read(|read| read.person(person)).unwrap();
    assert_eq!(now.phone.unwrap().as_str(), "+905323333333");
    assert_eq!(play.waiting(), []);
    play.assert_rebuilt_equal();
}

#[test]
fn a_clerk_does_not_decide() {
    let mut play = Play::new();
    let application = play.apply("12.01");
    let review = Uuid::from_u128(1);
    play.central_says(application, &Outcome::Conflict { review });
    let item = play.waiting()[0].item;
    let add = Command::AddStaff {
        name: line("Veli Ak"),
        role: Role::Clerk,
    };
    let Done::StaffAdded { staff } = play.at(1, add) else {
        panic!("not added");
    };
    play.staff = staff;
    let refused = play.try_decide(item, Choice::Renumber, "");
    assert!(
        matches!(refused, Err(DeskError::SupervisorDecides)),
        "{refused:?}"
    );
    assert_eq!(play.waiting().len(), 1);
}
