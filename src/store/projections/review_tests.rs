//! Desks of one office that are apart, and a central that gives places: whatever arrives when, all
//! come to the same.

use super::super::super::fixture::{Script, desk, event, location, staff};
use super::super::super::read::{Review, ReviewKind};
use super::super::super::{Reader, SqliteJournal, Store, StoreError, check};
use super::*;
use crate::domain::decision::{Decision, ReviewItem};
use crate::domain::event::{Event, PersonData, PersonRecorded};
use crate::domain::person::Person;
use crate::sync::journal::Journal;
use crate::sync::wire::{
    FeedEntry, FeedResponse, Operation, Outcome, PersonKey, PushResponse, Receipt, operation_hash,
};
use crate::text::CleanText;
use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

const PERSON: PersonId = PersonId(Uuid::from_u128(7));
const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(8));

/// A central that takes everything.
#[derive(Default)]
struct Central {
    feed: Vec<Operation>,
    keys: Vec<PersonKey>,
    /// What it finds about an operation.
    verdicts: Vec<(Uuid, Outcome)>,
}

impl Central {
    fn outcome(&self, operation: Uuid) -> Outcome {
        let known = self.verdicts.iter().find(|(of, _)| *of == operation);
        known.map_or(Outcome::Applied, |(_, outcome)| outcome.clone())
    }
}

/// A desk of the office.
struct Desk {
    folder: TempDir,
    store: Store,
    journal: SqliteJournal,
    acked: u64,
    cursor: u64,
}

impl Desk {
    fn new() -> Self {
        let (folder, store) = desk();
        let journal = SqliteJournal::open(&location(&folder), Box::new(Script::new())).unwrap();
        let mut desk = Self {
            folder,
            store,
            journal,
            acked: 0,
            cursor: 0,
        };
        desk.append(event::office());
        desk
    }

    fn append(&mut self, event: Event) {
        let appended = |tx: &mut super::super::super::Tx<'_>| tx.append(staff(4), event).map(drop);
        self.store.transact::<_, StoreError>(appended).unwrap();
    }

    /// Sends everything; the places come with the receipts or later with the feed.
    fn push(&mut self, central: &mut Central, told: bool) {
        let batch = self.journal.batch(self.acked).unwrap();
        let mut receipts = Vec::new();
        for operation in batch.operations {
            self.acked = operation.dseq;
            receipts.push(Receipt {
                op_id: operation.op_id,
                dseq: operation.dseq,
                outcome: central.outcome(operation.op_id),
                position: told.then_some(central.feed.len() as u64 + 1),
            });
            central.feed.push(operation);
        }
        central.keys.extend(batch.keys);
        let response = PushResponse {
            epoch: Uuid::from_u128(1),
            acked_dseq: self.acked,
            feed_head: central.feed.len() as u64,
            receipts,
            server_time: self
                .store
                .transact(|tx| Ok::<_, StoreError>(tx.now()))
                .unwrap(),
        };
        let at = response.server_time;
        self.journal.record_receipts(&response, at).unwrap();
    }

    fn pull(&mut self, central: &Central) {
        let own = self.store.device_id().unwrap();
        let after = self.cursor;
        let new = central.feed.iter().zip(1..).skip(after as usize);
        let entries = new.map(|(operation, position)| FeedEntry {
            position,
            outcome: central.outcome(operation.op_id),
            operation: (operation.device != own).then(|| operation.clone()),
            own_dseq: (operation.device == own).then_some(operation.dseq),
        });
        let page = FeedResponse {
            epoch: Uuid::from_u128(1),
            after,
            feed_head: central.feed.len() as u64,
            entries: entries.collect(),
            keys: central.keys.clone(),
        };
        self.cursor = page.feed_head;
        self.journal.apply_feed(&page).unwrap();
    }

    fn person(&mut self) -> Person {
        let known = self.store.transact(|tx| tx.read().person(PERSON)).unwrap();
        known.unwrap_or_default()
    }

    fn reviews(&mut self) -> Vec<Review> {
        self.store.transact(|tx| tx.read().reviews(99)).unwrap()
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Person)) {
        let known = self.person();
        let mut person = known.clone();
        edit(&mut person);
        self.append(Event::PersonRecorded(PersonRecorded {
            person: PERSON,
            visitor: None,
            private: PersonData {
                person,
                edited_from: Some(Box::new(known)),
            },
        }));
    }

    fn decide(&mut self, item: ReviewItem, decision: Decision) {
        let about_person = item.field.is_some();
        self.append(Event::ReviewDecided(Box::new(ReviewDecided {
            item,
            application: (!about_person).then_some(APPLICATION),
            person: PERSON,
            decision,
            private: Note {
                note: CleanText::line("başvuran söyledi"),
            },
        })));
    }

    /// Decides on the first thing that waits, if any.
    fn decide_first(&mut self, second: bool) {
        let decision = if second {
            Decision::TakeSecond
        } else {
            Decision::KeepFirst
        };
        if let Some(review) = self.reviews().first() {
            self.decide(review.item, decision);
        }
    }

    fn assert_sound(&self) {
        let location = location(&self.folder);
        let different = check::projections(&location, &mut Script::new()).unwrap();
        assert_eq!(different, []);
    }

    fn number(&self) -> (String, Vec<String>) {
        let reader = Reader::open(&location(&self.folder)).unwrap();
        let record = reader.read().application(APPLICATION).unwrap().unwrap();
        let former = reader.read().former_numbers(APPLICATION).unwrap();
        let former = former.iter().map(ToString::to_string).collect();
        (record.number.to_string(), former)
    }
}

fn phone(digits: &str) -> Option<CleanText> {
    Some(CleanText::line(digits))
}

/// Desks that know one person.
fn office(desks: usize) -> (Central, Vec<Desk>) {
    let mut central = Central::default();
    let mut desks: Vec<Desk> = (0..desks).map(|_| Desk::new()).collect();
    desks[0].append(event::person(7, "Elif", "Kaya"));
    sync(&mut central, &mut desks);
    (central, desks)
}

fn sync(central: &mut Central, desks: &mut [Desk]) {
    for desk in desks.iter_mut() {
        desk.push(central, true);
    }
    for desk in desks {
        desk.pull(central);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Phone(u8),
    Email(u8),
    Name(u8),
    Decide(bool),
    Push(bool),
    Pull,
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let step = prop_oneof![
        (0..4u8).prop_map(Step::Phone),
        (0..3u8).prop_map(Step::Email),
        (0..3u8).prop_map(Step::Name),
        any::<bool>().prop_map(Step::Decide),
        any::<bool>().prop_map(Step::Push),
        Just(Step::Pull),
        Just(Step::Pull),
    ];
    (0..3usize, step)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn desks_that_were_apart_come_to_the_same_person_and_the_same_open_questions(
        steps in proptest::collection::vec(step(), 1..24),
    ) {
        let (mut central, mut desks) = office(3);
        for (at, step) in steps {
            let desk = &mut desks[at];
            match step {
                Step::Phone(n) => desk.edit(|person| person.phone = phone(&n.to_string())),
                Step::Email(n) => desk.edit(|person| person.email = phone(&format!("{n}@b.org"))),
                Step::Name(n) => desk.edit(|person| {
                    person.given_name = CleanText::line(&format!("Elif {n}"));
                }),
                Step::Decide(second) => desk.decide_first(second),
                Step::Push(told) => desk.push(&mut central, told),
                Step::Pull => desk.pull(&central),
            }
        }
        sync(&mut central, &mut desks);
        let (person, reviews) = (desks[0].person(), desks[0].reviews());
        for desk in &mut desks {
            prop_assert_eq!(desk.person(), person.clone());
            prop_assert_eq!(desk.reviews(), reviews.clone());
            desk.assert_sound();
        }
    }
}

#[test]
fn the_same_field_waits_for_a_decision_that_reaches_everybody() {
    let (mut central, mut desks) = office(2);
    desks[0].edit(|person| person.phone = phone("1"));
    desks[1].edit(|person| {
        person.phone = phone("2");
        person.email = phone("a@b.org");
    });
    sync(&mut central, &mut desks);
    for desk in &mut desks {
        let person = desk.person();
        assert_eq!((person.phone, person.email), (phone("1"), phone("a@b.org")));
        assert_eq!(desk.reviews().len(), 1);
    }
    // Two decide without knowing of each other: the first in the feed stands.
    desks[1].decide_first(true);
    desks[0].decide_first(false);
    assert_eq!(desks[1].person().phone, phone("2"));
    desks[0].push(&mut central, false);
    sync(&mut central, &mut desks);
    for desk in &mut desks {
        assert_eq!(desk.person().phone, phone("1"));
        assert_eq!(desk.reviews(), []);
        desk.assert_sound();
    }
}

#[test]
fn an_erased_person_leaves_nothing_to_decide() {
    let (mut central, mut desks) = office(2);
    desks[0].edit(|person| person.phone = phone("1"));
    desks[1].edit(|person| person.phone = phone("2"));
    sync(&mut central, &mut desks);
    desks[1].decide_first(true);
    desks[0].store.transact(|tx| tx.erase(PERSON)).unwrap();
    sync(&mut central, &mut desks);
    let desk = &mut desks[0];
    assert_eq!(desk.person(), Person::default());
    assert_eq!(desk.reviews(), []);
    desk.assert_sound();
    let connection = Reader::open(&location(&desk.folder)).unwrap();
    let count = "select count(*) from person_versions where data like '%Elif%'
        or edited_from is not null";
    let left: i64 = connection
        .connection()
        .query_row(count, [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
    let told = "select count(*) from review_decisions where decided like '%söyledi%'";
    let left: i64 = connection
        .connection()
        .query_row(told, [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn an_application_goes_on_under_the_number_decided_first_and_is_found_by_every_one() {
    let (mut central, mut desks) = office(2);
    let registered = event::registered((APPLICATION, PERSON), (51, 1), "Yol");
    let first = registered.number;
    desks[1].append(Event::ApplicationRegistered(Box::new(registered)));
    let acked = desks[1].acked;
    let operation = desks[1].journal.batch(acked).unwrap().operations[0].op_id;
    let review = Uuid::from_u128(5);
    central
        .verdicts
        .push((operation, Outcome::Conflict { review }));
    sync(&mut central, &mut desks);
    let number = |sequence| {
        let office = "06001".parse().unwrap();
        ApplicationNumber::new(office, 2026, 51, sequence).unwrap()
    };
    for (desk, sequence) in desks.iter_mut().zip([2, 3]) {
        let waiting = desk.reviews();
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        assert_eq!(waiting[0].kind, ReviewKind::NumberClash);
        assert_eq!(waiting[0].application, Some(APPLICATION));
        let number = number(sequence);
        desk.decide(waiting[0].item, Decision::Renumber { number });
    }
    desks[1].push(&mut central, true);
    sync(&mut central, &mut desks);
    let mut former = [first, number(2)].map(|number| number.to_string());
    former.sort();
    for desk in &mut desks {
        assert_eq!(desk.number(), (number(3).to_string(), former.to_vec()));
        assert_eq!(desk.reviews(), []);
        for number in [first, number(2), number(3)] {
            let found = desk
                .store
                .transact(|tx| tx.read().find_applications(&number.to_string(), 9));
            assert_eq!(found.unwrap().rows.len(), 1, "{number}");
        }
        desk.assert_sound();
    }
}

#[test]
fn a_record_that_contradicts_the_log_waits_until_somebody_says_what_was_done() {
    let (mut central, mut desks) = office(2);
    // A copy of the first desk's disk said something else in its last place, before a restore of
    // central.
    let own = desks[0].store.device_id().unwrap();
    let last = central
        .feed
        .iter()
        .rfind(|operation| operation.device == own);
    let mut other = last.unwrap().clone();
    other.op_id = Uuid::from_u128(99);
    other.kind = "visit_closed".into();
    other.case_id = Some(APPLICATION.0);
    other.hash = operation_hash(&other);
    central.feed.push(other.clone());
    desks[1].pull(&central);
    let waiting = desks[1].reviews();
    let kind = ReviewKind::Contradiction(Box::new(other.clone()));
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (&waiting[0].kind, waiting[0].item.operation),
        (&kind, other.op_id)
    );
    assert_eq!(waiting[0].application, Some(APPLICATION));
    let held = desks[1].store.transact(|tx| tx.read().in_place_of(&other));
    assert_ne!(held.unwrap().unwrap().op_id, other.op_id);
    desks[1].decide(waiting[0].item, Decision::Dismissed);
    assert_eq!(desks[1].reviews(), []);
    desks[1].assert_sound();
}

#[test]
fn what_waits_is_found_without_going_through_the_log() {
    let desk = Desk::new();
    let reader = Reader::open(&location(&desk.folder)).unwrap();
    let plan = reader.read().plan_of_reviews().unwrap().join("\n");
    for table in ["operations", "case_steps", "person_versions"] {
        let whole = plan
            .lines()
            .find(|line| line.contains(&format!("SCAN {table}")) && !line.contains("USING INDEX"));
        assert_eq!(whole, None, "{plan}");
    }
    assert!(plan.contains("case_steps_refused"), "{plan}");
}
