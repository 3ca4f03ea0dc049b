//! Applications that arrive at central, and what the desk then has.

use crate::support::central::Central;
use crate::support::file_desk::FileDesk;
use acikkapi::catalog::Catalog;
use acikkapi::central::intake::{self, Intake, IntakeError, IntakeFile, Received};
use acikkapi::domain::application::{Channel, Media, TopicCode};
use acikkapi::domain::case::Stage;
use acikkapi::domain::event::Event;
use acikkapi::domain::file::Untaken;
use acikkapi::domain::ids::{ApplicationId, OfficeCode};
use acikkapi::domain::message::MessageStage;
use acikkapi::domain::registration::{RegistrationDraft, RegistrationWarning};
use acikkapi::domain::unit::Unit;
use acikkapi::system::System;
use acikkapi::text::CleanText;
use uuid::Uuid;

const OFFICE: &str = "06001";
const TOPIC: &str = "11.04";

fn office() -> OfficeCode {
    OFFICE.parse().expect("an office")
}

pub fn handed_in() -> Intake {
    Intake {
        application: ApplicationId(Uuid::now_v7()),
        office: office(),
        form: RegistrationDraft {
            identity_number: "10000000146".into(),
            given_name: "İrfan\u{202e}".into(),
            family_name: "Şükrü".into(),
            phone: "0532 000 00 01".into(),
            topic: Some(TopicCode(TOPIC.into())),
            text: "Sokağımızda su\u{1b}[31m akmıyor.".into(),
            channel: Channel::Web,
            ..RegistrationDraft::default()
        },
        accepted: Vec::new(),
        files: Vec::new(),
    }
}

pub fn register(central: &Central, intake: &Intake) -> Result<Received, IntakeError> {
    let (catalog, _) = Catalog::load(None);
    central.with_pool(async |pool| intake::register(pool, &catalog, intake, &mut System).await)
}

/// An office whose desk has a unit for the topic.
pub fn open_office(central: &Central) -> FileDesk {
    let desk = FileDesk::enrolled(OFFICE, central);
    let unit = Unit {
        topics: vec![TopicCode(TOPIC.into())],
        ..Unit::new(
            crate::support::cases::unit("SU"),
            CleanText::line("Su İdaresi"),
        )
    };
    desk.append(Event::UnitRecorded(Box::new(unit)));
    desk.sync_all();
    desk
}

#[test]
fn the_desk_has_it_with_its_number_its_unit_its_message_and_its_file() {
    let central = Central::start();
    let desk = open_office(&central);
    let mut intake = handed_in();
    let bytes = b"\xff\xd8\xff a photo".to_vec();
    let name = "çukur\u{202e}.jpg".to_owned();
    intake.files.push(IntakeFile { name, bytes });
    let received = register(&central, &intake).expect("registered");
    assert_eq!(received.warnings, []);
    let unit = received.unit.as_ref().map(CleanText::as_str);
    assert_eq!(unit, Some("Su İdaresi"));
    desk.sync_all();
    let reader = desk.reader();
    let read = reader.read();
    let record = read.application(intake.application).expect("read");
    let record = record.expect("an application");
    assert_eq!(record.number, received.number);
    assert_eq!(record.deadline.due, received.due);
    assert_eq!(record.channel, Channel::Web);
    assert_eq!(record.private.text.as_str(), "Sokağımızda su akmıyor.");
    assert_eq!(record.private.file_names[0].as_str(), "çukur.jpg");
    assert_eq!(record.attachments[0].media, Media::Jpeg);
    let person = read.person(record.person).expect("read").expect("known");
    assert_eq!(person.given_name.as_str(), "İrfan");
    let found = read.find_applications("sukru", 9).expect("found");
    assert_eq!(found.rows.len(), 1, "found by the applicant's name");
    let case = desk.case(intake.application.0);
    assert!(matches!(&case.stage, Stage::AtUnit { unit } if unit.as_str() == "SU"));
    let told = read.messages_of(intake.application).expect("read");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].stage, MessageStage::Registered);
    assert_eq!(told[0].to.as_str(), "+905320000001");
    assert!(told[0].text.as_str().contains(&record.number.to_string()));
    assert_eq!(central.case(OFFICE, intake.application.0), case);
    desk.assert_sound();
    let sealed = central
        .database
        .value("select count(*) from case_files where used");
    assert_eq!(sealed, "1");
}

#[test]
fn handed_in_twice_it_is_registered_once_by_any_number_of_instances() {
    let central = Central::start();
    let desk = open_office(&central);
    let intakes: Vec<Intake> = (0..8).map(|_| handed_in()).collect();
    let mut numbers: Vec<_> = std::thread::scope(|scope| {
        let hands = (0..3).map(|_| {
            scope.spawn(|| {
                let received = intakes.iter().map(|intake| register(&central, intake));
                let received = received.map(|received| received.expect("registered").number);
                received.collect::<Vec<_>>()
            })
        });
        let hands: Vec<_> = hands.collect();
        let hands = hands.into_iter().map(|hand| hand.join().expect("ended"));
        let all: Vec<Vec<_>> = hands.collect();
        assert!(all.iter().all(|numbers| *numbers == all[0]));
        all[0].clone()
    });
    numbers.sort_unstable();
    let sequences: Vec<u64> = numbers.iter().map(|number| number.sequence()).collect();
    assert_eq!(sequences, (1..=8).collect::<Vec<u64>>());
    desk.sync_all();
    let registered = "select count(*) from operations where kind = 'application_registered'";
    assert_eq!(central.database.value(registered), "8");
    let before = register(&central, &intakes[0]).expect("registered");
    assert!(before.before);
    assert_eq!(
        before.unit.as_ref().map(CleanText::as_str),
        Some("Su İdaresi")
    );
}

#[test]
fn central_s_numbers_are_no_device_s_and_others_in_the_next_epoch() {
    let central = Central::start();
    let desk = open_office(&central);
    let own = desk.register("Deniz").database();
    let first = register(&central, &handed_in()).expect("registered").number;
    let second = register(&central, &handed_in()).expect("registered").number;
    assert_eq!(first.database(), second.database());
    assert_eq!(second.sequence(), 2);
    assert_ne!(first.database(), own);
    central.new_epoch();
    let later = register(&central, &handed_in()).expect("registered").number;
    assert_ne!(later.database(), first.database());
    assert_eq!(later.sequence(), 1);
    let taken = format!("{:02}", first.database());
    let next = FileDesk::new(OFFICE).enrol(&central, &central.url());
    assert_ne!(format!("{next:02}"), taken);
}

#[test]
fn nothing_is_refused_but_what_cannot_be_kept() {
    let central = Central::start();
    let nowhere = register(&central, &handed_in());
    assert!(matches!(nowhere, Err(IntakeError::OfficeNotOpen)));
    let _desk = open_office(&central);
    let mut intake = handed_in();
    intake.form = RegistrationDraft::default();
    let received = register(&central, &intake).expect("registered");
    assert!(
        received
            .warnings
            .contains(&RegistrationWarning::TextMissing)
    );
    assert_eq!(received.unit, None);
    let with_file = |bytes: Vec<u8>| {
        let mut intake = handed_in();
        let name = String::new();
        intake.files.push(IntakeFile { name, bytes });
        register(&central, &intake)
    };
    let unknown = with_file(b"MZ a program".to_vec());
    let unknown_type = IntakeError::File(0, Untaken::UnknownType).to_string();
    assert_eq!(unknown.expect_err("refused").to_string(), unknown_type);
    assert!(with_file(Vec::new()).is_err());
    let mut intake = handed_in();
    for _ in 0..=intake::MOST_FILES {
        let (name, bytes) = (String::new(), b"%PDF-".to_vec());
        intake.files.push(IntakeFile { name, bytes });
    }
    let refused = register(&central, &intake);
    assert!(matches!(refused, Err(IntakeError::TooManyFiles)));
    let registered = "select count(*) from applications";
    assert_eq!(central.database.value(registered), "1");
}

#[test]
fn a_number_leads_to_the_office_that_has_the_case_now() {
    use acikkapi::domain::case::{Competent, Step};
    let central = Central::start();
    let desk = open_office(&central);
    let there = FileDesk::enrolled("32001", &central);
    let received = register(&central, &handed_in()).expect("registered");
    let find = |number| {
        central.with_pool(async |pool| {
            let client = pool.get().await.expect("a connection");
            intake::find(&client, number).await.expect("found")
        })
    };
    let found = find(received.number).expect("known");
    assert_eq!((found.office, found.person), (office(), received.person));
    desk.sync_all();
    let case = (received.application.0, received.person.0);
    let to = Competent::Office("32001".parse().expect("an office"));
    assert!(desk.step(case, Step::Return, "bizde değil"));
    assert!(desk.step(case, Step::Forward { to }, "orada"));
    desk.sync_all();
    crate::support::syncing::wait_until("handed over", || {
        find(received.number).is_some_and(|found| found.office.to_string() == "32001")
    });
    there.sync_all();
    assert_eq!(there.case(case.0).stage, Stage::Triage);
    let never = crate::support::events::number(OFFICE, 77, 3);
    assert_eq!(find(never), None);
    let open = central.with_pool(async |pool| {
        let client = pool.get().await.expect("a connection");
        intake::open_offices(&client).await.expect("read")
    });
    assert_eq!(open.len(), 2);
}
