//! What the program cannot settle by itself: two desks of an office and a real central come to the
//! same questions, a person decides at one of them, and all have the decision.

mod support;

use acikkapi::catalog::Catalog;
use acikkapi::central::case_file;
use acikkapi::desk::command::{Choice, Command, DecideCommand, Session};
use acikkapi::desk::usecase::execute;
use acikkapi::desk::{DeskError, Done};
use acikkapi::domain::case::{Competent, PauseWhy, Step};
use acikkapi::domain::event::{Event, PersonData, PersonRecorded, StaffName, StaffRegistered};
use acikkapi::domain::ids::{ApplicationId, PersonId, StaffId};
use acikkapi::domain::person::Person;
use acikkapi::domain::person_merge::PersonField;
use acikkapi::domain::staff::Role;
use acikkapi::store::{Review, ReviewKind};
use acikkapi::sync::wire::RejectReason;
use acikkapi::text::CleanText;
use support::cases::{moved, route, unit};
use support::central::Central;
use support::events;
use support::file_desk::FileDesk;
use support::syncing::wait_until;
use uuid::Uuid;

const OFFICE: &str = "06001";
const SUPERVISOR: StaffId = StaffId(Uuid::from_u128(5));

/// Two desks of the office, one of them with somebody who may decide.
fn office(central: &Central) -> [FileDesk; 2] {
    let desks = [(); 2].map(|()| FileDesk::enrolled(OFFICE, central));
    desks[0].append(Event::StaffRegistered(StaffRegistered {
        staff: SUPERVISOR,
        person: PersonId(Uuid::from_u128(6)),
        role: Role::Supervisor,
        private: StaffName {
            name: CleanText::line("Gül Ak"),
        },
    }));
    desks
}

fn sync(desks: &[FileDesk]) {
    for _ in 0..2 {
        desks.iter().for_each(FileDesk::sync_all);
    }
}

fn reviews(desk: &FileDesk) -> Vec<Review> {
    desk.reader().read().reviews(99).expect("read")
}

/// What waits, the same at every desk.
fn same_reviews(desks: &[FileDesk]) -> Vec<Review> {
    let waiting = reviews(&desks[0]);
    for desk in desks {
        assert_eq!(reviews(desk), waiting);
        desk.assert_sound();
    }
    waiting
}

fn kinds(reviews: &[Review]) -> Vec<&ReviewKind> {
    reviews.iter().map(|review| &review.kind).collect()
}

fn decide(desk: &FileDesk, review: &Review, choice: Choice) -> Done {
    let command = Command::Decide(Box::new(DecideCommand {
        item: review.item,
        choice,
        reason: CleanText::line("Başvuranla görüşüldü."),
        draft: None,
    }));
    let session = Some(Session {
        staff: SUPERVISOR,
        counter: 1,
    });
    let (catalog, _) = Catalog::load(None);
    let done = desk
        .store()
        .transact(|tx| execute(tx, &catalog, session, command));
    done.map_err(|error: DeskError| error).expect("decided")
}

fn person(desk: &FileDesk, id: Uuid) -> Person {
    let known = desk.reader().read().person(PersonId(id)).expect("read");
    known.expect("known")
}

fn edit(desk: &FileDesk, id: Uuid, edit: impl FnOnce(&mut Person)) {
    let known = person(desk, id);
    let mut changed = known.clone();
    edit(&mut changed);
    desk.append(Event::PersonRecorded(PersonRecorded {
        person: PersonId(id),
        visitor: None,
        private: PersonData {
            person: changed,
            edited_from: Some(Box::new(known)),
        },
    }));
}

/// The applicant as a unit's officer sees them at central.
fn at_central(central: &Central, application: Uuid) -> Person {
    let file = central.with_pool(async |pool| {
        let mut client = pool.get().await.expect("a connection");
        let transaction = client.transaction().await.expect("a transaction");
        let whose = (OFFICE, &unit("NUFUS"));
        case_file::open(&transaction, whose, ApplicationId(application)).await
    });
    file.expect("read").expect("a case of the unit").applicant
}

fn open_at_central(central: &Central) -> String {
    central
        .database
        .value("select count(*) from reviews where decided_at is null")
}

#[test]
fn two_desks_edit_one_person_and_one_of_them_decides_for_all() {
    let central = Central::start();
    let desks = office(&central);
    let number = desks[0].register("Gönül").to_string();
    let case = desks[0].case_of(&number);
    assert!(desks[0].step(case, route("NUFUS", &[]), "size"));
    sync(&desks);
    let phone = |digits: &str| Some(CleanText::line(digits));
    edit(&desks[0], case.1, |person| {
        person.phone = phone("+905321111111");
        person.given_name = CleanText::line("Ali Can");
    });
    edit(&desks[1], case.1, |person| {
        person.phone = phone("+905322222222");
        person.email = phone("ali@example.org");
    });
    sync(&desks);
    let waiting = same_reviews(&desks);
    assert_eq!(kinds(&waiting), [&ReviewKind::Person(PersonField::Phone)]);
    let merged = Person {
        given_name: CleanText::line("Ali Can"),
        family_name: CleanText::line("Gönül"),
        phone: phone("+905321111111"),
        email: phone("ali@example.org"),
        ..Person::default()
    };
    for desk in &desks {
        assert_eq!(person(desk, case.1), merged);
    }
    assert_eq!(at_central(&central, case.0), merged);
    decide(&desks[1], &waiting[0], Choice::TakeSecond);
    sync(&desks);
    assert_eq!(same_reviews(&desks), []);
    let decided = Person {
        phone: phone("+905322222222"),
        ..merged
    };
    for desk in &desks {
        assert_eq!(person(desk, case.1), decided);
    }
    assert_eq!(at_central(&central, case.0), decided);
    // A desk that comes later reads it all at once.
    let third = FileDesk::enrolled(OFFICE, &central);
    third.sync_all();
    assert_eq!(person(&third, case.1), decided);
    assert_eq!(reviews(&third), []);
    third.assert_sound();
}

#[test]
fn of_two_applications_with_one_number_the_second_gets_its_own_and_both_are_found() {
    let central = Central::start();
    let desks = office(&central);
    let number = events::number(OFFICE, 77, 1);
    let ids = desks.each_ref().map(|desk| {
        let record = events::registered(number, PersonId(Uuid::now_v7()));
        let id = record.application;
        desk.append(Event::PersonRecorded(events::recorded(record.person, "Ak")));
        desk.append(Event::ApplicationRegistered(Box::new(record)));
        id
    });
    sync(&desks);
    let waiting = same_reviews(&desks);
    assert_eq!(kinds(&waiting), [&ReviewKind::NumberClash]);
    assert_eq!(waiting[0].application, Some(ids[1]));
    assert_eq!(open_at_central(&central), "1");
    let Done::Decided {
        number: Some(given),
    } = decide(&desks[0], &waiting[0], Choice::Renumber)
    else {
        panic!("no number");
    };
    sync(&desks);
    assert_eq!(same_reviews(&desks), []);
    assert_eq!(open_at_central(&central), "0");
    let numbers = "select string_agg(number, ' ' order by registered_position)
        from applications where not number_clash";
    assert_eq!(central.database.value(numbers), format!("{number} {given}"));
    for desk in &desks {
        let find = |typed: &str| {
            let found = desk
                .reader()
                .read()
                .find_applications(typed, 9)
                .expect("found");
            let mut ids: Vec<ApplicationId> = found.rows.iter().map(|row| row.id).collect();
            ids.sort();
            ids
        };
        let mut both = ids.to_vec();
        both.sort();
        assert_eq!(find(&number.to_string()), both, "the old number finds both");
        assert_eq!(find(&given.to_string()), [ids[1]]);
    }
}

#[test]
fn a_poisoned_record_in_the_middle_of_a_batch_keeps_nothing_else_waiting() {
    let central = Central::start();
    let desks = office(&central);
    let before = desks[0].register("Önce");
    // As a defect would: the number is another office's.
    let poison = events::registered(events::number("34001", 1, 1), PersonId(Uuid::now_v7()));
    let (application, applicant) = (poison.application, poison.person);
    desks[0].append(Event::PersonRecorded(events::recorded(applicant, "Zehir")));
    desks[0].append(Event::ApplicationRegistered(Box::new(poison)));
    let step = route("NUFUS", &[]);
    desks[0].append(moved((application.0, applicant.0), step, "yine de"));
    let after = desks[0].register("Sonra");
    sync(&desks);
    let known = "select string_agg(number, ' ' order by registered_position) from applications";
    assert_eq!(central.database.value(known), format!("{before} {after}"));
    let rejected = ReviewKind::Rejected(RejectReason::NumberOfAnotherOffice);
    let waiting = same_reviews(&desks);
    assert_eq!(kinds(&waiting), [&rejected]);
    let kept = desks[1]
        .reader()
        .read()
        .operation(waiting[0].item.operation);
    assert!(kept.expect("read").expect("kept").hash_is_right());
    // The office goes on with it meanwhile; said again, central has it with everything since.
    let Done::Decided {
        number: Some(given),
    } = decide(&desks[0], &waiting[0], Choice::SendAgain)
    else {
        panic!("no number");
    };
    sync(&desks);
    assert_eq!(same_reviews(&desks), []);
    assert_eq!(open_at_central(&central), "0");
    assert_eq!(
        central.database.value(known),
        format!("{before} {after} {given}")
    );
    let at_central = central.case(OFFICE, application.0);
    for desk in &desks {
        assert_eq!(desk.case(application.0), at_central);
        assert_eq!(desk.case_of(&given.to_string()).0, application.0);
    }
    assert_eq!(at_central.stage.unit(), Some(&unit("NUFUS")));
    desks[1].assert_sound();
}

#[test]
fn a_step_that_came_second_is_decided_on_once() {
    let central = Central::start();
    let desks = office(&central);
    let number = desks[0].register("Gönül").to_string();
    sync(&desks);
    let case = desks[0].case_of(&number);
    assert!(desks[0].step(case, Step::Withdraw, "vazgeçti"));
    let why = PauseWhy::Applicant;
    assert!(desks[1].step(case, Step::Pause { why }, "belge istendi"));
    sync(&desks);
    let waiting = same_reviews(&desks);
    assert_eq!(kinds(&waiting), [&ReviewKind::CaseStep]);
    assert_eq!(open_at_central(&central), "1");
    // Both decide before they hear of each other.
    decide(&desks[0], &waiting[0], Choice::KeepFirst);
    decide(&desks[1], &waiting[0], Choice::TakeUp);
    sync(&desks);
    assert_eq!(same_reviews(&desks), []);
    assert_eq!(open_at_central(&central), "0");
    let stands = |desk: &FileDesk| desk.reader().read().decision(waiting[0].item);
    let stand = stands(&desks[0]).expect("read");
    assert!(stand.is_some());
    assert_eq!(stands(&desks[1]).expect("read"), stand);
}

#[test]
fn a_case_sent_where_nobody_is_enrolled_is_told_to_the_office_that_sent_it() {
    let central = Central::start();
    let desks = office(&central);
    let number = desks[0].register("Gönül").to_string();
    let case = desks[0].case_of(&number);
    let to = Competent::Office("32001".parse().expect("an office"));
    assert!(desks[0].step(case, Step::Forward { to }, "sizin iliniz"));
    sync(&desks);
    wait_until("it is said", || {
        sync(&desks);
        !reviews(&desks[0]).is_empty()
    });
    let waiting = same_reviews(&desks);
    let there = ReviewKind::UnknownOffice("32001".parse().expect("an office"));
    assert_eq!(kinds(&waiting), [&there]);
    assert_eq!(waiting[0].application, Some(ApplicationId(case.0)));
    decide(&desks[0], &waiting[0], Choice::Dismiss);
    sync(&desks);
    assert_eq!(same_reviews(&desks), []);
    assert_eq!(open_at_central(&central), "0");
}
