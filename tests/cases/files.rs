//! Files of applications: from the desk to central and the unit, and from there to the desk.

use super::intake::{handed_in, open_office, register};
use crate::support::cases::{recorded_unit, route};
use crate::support::central::Central;
use crate::support::file_desk::FileDesk;
use crate::support::syncing::wait_until;
use acikkapi::central::intake::IntakeFile;
use acikkapi::domain::case::{Competent, Step};
use acikkapi::domain::event::Event;
use acikkapi::domain::file::TakenFile;
use acikkapi::domain::ids::{ApplicationId, PersonId};
use acikkapi::domain::staff::Actor;
use acikkapi::store::StoreError;
use acikkapi::sync::client::{CallError, HttpCentral};
use acikkapi::sync::files::{FileJournal, FileName, FileServer, Parts, Worker};
use acikkapi::sync::journal::Journal;
use acikkapi::sync::problem::ProblemCode;
use chrono::Utc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

const PHOTO: &[u8] = b"\xff\xd8\xff a photo of the street";
const PETITION: &[u8] = b"%PDF-1.7 a petition that was scanned";

/// The loop that brings files, as the desk runs it.
fn bring(desk: &FileDesk) -> Worker {
    let parts = Parts {
        journal: Box::new(desk.journal()),
        connect: Box::new(|credentials| Ok(Box::new(HttpCentral::new(credentials)?))),
        syncing: Arc::new(AtomicBool::new(true)),
        clock: Box::new(Utc::now),
    };
    Worker::start(parts).expect("started")
}

fn client(desk: &FileDesk) -> HttpCentral {
    let credentials = desk.journal().credentials().expect("read");
    HttpCentral::new(&credentials.expect("enrolled")).expect("a client")
}

fn kept(desk: &FileDesk, file: &FileName) -> Option<Vec<u8>> {
    let reader = desk.reader();
    let kept = reader.read().attachment(&file.hash).expect("read");
    kept.map(|(_, bytes)| bytes)
}

/// Registers an application with a scan, as the desk does.
fn register_with_scan(desk: &FileDesk) -> (FileName, (uuid::Uuid, uuid::Uuid)) {
    let number = desk.register("Öz");
    let (_, person) = desk.case_of(&number.to_string());
    let number = crate::support::events::number(&desk.office, 97, 1);
    let file = TakenFile::of_bytes("dilekçe.pdf", PETITION.to_vec()).expect("taken");
    let mut record = crate::support::events::registered(number, PersonId(person));
    record.attachments = vec![file.attachment.clone()];
    let application = record.application;
    let stored = desk.store().transact(|tx| {
        tx.store_attachment(&file.attachment, &file.bytes)?;
        tx.use_attachment(application, &file.attachment.hash)?;
        tx.append(
            Actor::Program,
            Event::ApplicationRegistered(Box::new(record)),
        )?;
        Ok::<_, StoreError>(())
    });
    stored.expect("stored");
    let name = FileName {
        application: application.0,
        hash: file.attachment.hash,
    };
    (name, (application.0, person))
}

fn at_central(central: &Central, office: &str) -> String {
    let count = format!("select count(*) from case_files where used and office_id = '{office}'");
    central.database.value(&count)
}

#[test]
fn a_photo_from_the_web_comes_to_every_desk_of_the_office() {
    let central = Central::start();
    let desk = open_office(&central);
    let second = FileDesk::enrolled(&desk.office, &central);
    let mut intake = handed_in();
    let (name, bytes) = ("çukur.jpg".to_owned(), PHOTO.to_vec());
    intake.files.push(IntakeFile { name, bytes });
    register(&central, &intake).expect("registered");
    for desk in [&desk, &second] {
        desk.sync_all();
        let hashes = desk.reader().read().named_files(intake.application);
        let file = FileName {
            application: intake.application.0,
            hash: hashes.expect("read").remove(0),
        };
        assert_eq!(kept(desk, &file), None);
        let _bring = bring(desk);
        wait_until("the photo", || kept(desk, &file).as_deref() == Some(PHOTO));
        desk.assert_sound();
    }
}

#[test]
fn a_scan_goes_to_central_once_its_record_is_there_and_to_the_next_office_with_the_case() {
    let central = Central::start();
    let desk = FileDesk::enrolled("06001", &central);
    let there = FileDesk::enrolled("32001", &central);
    desk.append(recorded_unit("SU"));
    let (file, case) = register_with_scan(&desk);
    let _bring = bring(&desk);
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(
        at_central(&central, "06001"),
        "0",
        "its record is not there"
    );
    desk.sync_all();
    wait_until("the scan", || at_central(&central, "06001") == "1");
    let sealed = "select count(*) from case_files where position('petition' in sealed::text) > 0";
    assert_eq!(central.database.value(sealed), "0");
    let to = Competent::Office("32001".parse().expect("an office"));
    assert!(desk.step(case, route("SU", &[]), ""));
    assert!(desk.step(case, Step::Return, ""));
    assert!(desk.step(case, Step::Forward { to }, ""));
    desk.sync_all();
    wait_until("handed over", || at_central(&central, "32001") == "1");
    there.sync_all();
    let _bring_there = bring(&there);
    wait_until("the scan", || {
        kept(&there, &file).as_deref() == Some(PETITION)
    });
}

#[test]
fn a_restored_central_gets_again_what_it_lacks_and_nothing_else() {
    let central = Central::start();
    let desk = FileDesk::enrolled("06001", &central);
    let (_, _) = register_with_scan(&desk);
    desk.sync_all();
    let _bring = bring(&desk);
    wait_until("the scan", || at_central(&central, "06001") == "1");
    central.database.execute("delete from case_files");
    central.new_epoch();
    desk.sync_all();
    wait_until("the scan again", || at_central(&central, "06001") == "1");
    wait_until("nothing more", || {
        let next = desk.journal().next_to_send(Utc::now());
        next.expect("read").is_none()
    });
}

#[test]
fn nobody_gets_or_gives_what_no_record_of_the_office_names() {
    let central = Central::start();
    let desk = FileDesk::enrolled("06001", &central);
    let stranger = FileDesk::enrolled("32001", &central);
    let (file, _) = register_with_scan(&desk);
    desk.sync_all();
    let refused = |done: Result<(), CallError>| match done {
        Err(CallError::Problem(problem)) => problem.code,
        other => panic!("{other:?}"),
    };
    let own = client(&desk);
    let other = FileName {
        hash: "0".repeat(64),
        ..file.clone()
    };
    assert_eq!(
        refused(own.put(&other, PHOTO.to_vec())),
        ProblemCode::Invalid
    );
    let photo = TakenFile::of_bytes("", PHOTO.to_vec()).expect("taken");
    let unnamed = FileName {
        hash: photo.attachment.hash,
        ..file.clone()
    };
    assert_eq!(
        refused(own.put(&unnamed, PHOTO.to_vec())),
        ProblemCode::NotFound
    );
    assert_eq!(
        refused(own.put(&file, b"MZ".to_vec())),
        ProblemCode::Invalid
    );
    let large = vec![0; 11 * 1024 * 1024];
    assert_eq!(refused(own.put(&file, large)), ProblemCode::TooLarge);
    // Central closes a connection whose request it did not read.
    let own = client(&desk);
    own.put(&file, PETITION.to_vec()).expect("taken");
    own.put(&file, PETITION.to_vec()).expect("taken again");
    assert_eq!(own.get(&file).expect("read").as_deref(), Some(PETITION));
    assert!(own.has(&file).expect("read"));
    let others = client(&stranger);
    assert_eq!(others.get(&file).expect("read"), None);
    assert!(!others.has(&file).expect("read"));
    let put = others.put(&file, PETITION.to_vec());
    assert_eq!(refused(put), ProblemCode::NotFound);
    central.revoke("06001", 1);
    assert!(own.get(&file).is_err());
}

#[test]
fn nothing_is_fetched_of_somebody_who_was_erased() {
    let central = Central::start();
    let desk = open_office(&central);
    let mut intake = handed_in();
    let (name, bytes) = (String::new(), PHOTO.to_vec());
    intake.files.push(IntakeFile { name, bytes });
    let received = register(&central, &intake).expect("registered");
    desk.sync_all();
    let mut journal = desk.journal();
    let wanted = journal.next_to_fetch(Utc::now()).expect("read");
    let wanted = wanted.expect("a file");
    assert_eq!(ApplicationId(wanted.application), intake.application);
    let erased = desk.store().transact(|tx| tx.erase(received.person));
    erased.expect("erased");
    assert_eq!(journal.next_to_fetch(Utc::now()).expect("read"), None);
    journal.fetched(&wanted, PHOTO, Utc::now()).expect("read");
    assert_eq!(kept(&desk, &wanted), None);
    desk.assert_sound();
}
