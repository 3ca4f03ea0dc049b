//! Two files with one identity: both histories are kept, and both desks go on.

use crate::support::central::Central;
use crate::support::desk::{Desk, code};
use crate::support::file_desk::FileDesk;
use crate::support::syncing::Syncing;
use acikkapi::central::HeldThere;
use acikkapi::store::{StoreError, backup};
use acikkapi::sync::command::{Renewal, renewal};
use acikkapi::sync::engine::HaltReason;
use acikkapi::sync::problem::ProblemCode;
use acikkapi::sync::status::SyncState;
use acikkapi::system::System;
use serde_json::json;

const OFFICE: &str = "06001";

/// The desk's folder, copied to another computer.
fn copied(desk: &FileDesk) -> FileDesk {
    let copy = FileDesk {
        office: OFFICE.into(),
        folder: tempfile::tempdir().expect("a folder"),
    };
    for name in ["desk.db", "desk.key"] {
        let (from, to) = (desk.folder.path().join(name), copy.folder.path().join(name));
        std::fs::copy(from, to).expect("copied");
    }
    copy
}

fn wait_halted(desk: &FileDesk, reason: HaltReason) {
    let syncing = Syncing::start(desk.journal());
    syncing.wait_for("halted", |status| status.state == SyncState::Halted(reason));
    syncing.worker.stop();
}

#[test]
fn the_copy_goes_on_as_a_new_device_and_both_have_everything() {
    let central = Central::start();
    let desk = FileDesk::new(OFFICE);
    let number = desk.enrol(&central, &central.url());
    desk.register("Birinci");
    desk.sync_all();
    let copy = copied(&desk);
    assert_eq!(
        renewal(&mut desk.journal()).expect("read"),
        Renewal::NotNeeded
    );
    // Both go on, the first one reaches central first. The other one sees that by itself, and does
    // not disturb it.
    desk.guide(2);
    desk.sync_all();
    copy.register("Kopyada");
    copy.guide(1);
    wait_halted(&copy, HaltReason::Fork);
    desk.guide(1);
    desk.sync_all();
    // It becomes a new device, while nobody has it open.
    assert_eq!(renewal(&mut copy.journal()).expect("read"), Renewal::Needed);
    let open = copy.journal();
    let refused = backup::become_new_device(&copy.location(), &mut System);
    assert!(matches!(refused, Err(StoreError::InUse(_))), "{refused:?}");
    drop(open);
    backup::become_new_device(&copy.location(), &mut System).expect("renewed");
    assert_ne!(copy.enrol(&central, &central.url()), number);
    for _ in 0..2 {
        copy.sync_all();
        desk.sync_all();
    }
    let guidance = "select count(*) from operations where kind = 'guidance_given'";
    assert_eq!(central.database.value(guidance), "4");
    let applications = "select count(*) || ' ' || count(distinct number) from applications";
    assert_eq!(central.database.value(applications), "2 2");
    let new = FileDesk::enrolled(OFFICE, &central);
    new.sync_all();
    for one in [&desk, &copy, &new] {
        let mut names = one.applicants();
        names.sort();
        assert_eq!(names, ["Birinci", "Kopyada"]);
        assert!(one.compare().agrees());
        one.assert_sound();
    }
}

#[test]
fn a_folder_put_back_by_hand_gets_the_records_it_had_forgotten() {
    let central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    desk.register("Birinci");
    desk.sync_all();
    let old = copied(&desk);
    desk.register("Unutulan");
    desk.sync_all();
    drop(desk);
    // The old folder is used, and nobody restored it as one should.
    old.guide(1);
    wait_halted(&old, HaltReason::Fork);
    assert_eq!(renewal(&mut old.journal()).expect("read"), Renewal::Needed);
    backup::become_new_device(&old.location(), &mut System).expect("renewed");
    old.enrol(&central, &central.url());
    old.sync_all();
    old.sync_all();
    let mut names = old.applicants();
    names.sort();
    assert_eq!(names, ["Birinci", "Unutulan"]);
    assert!(old.compare().agrees());
    old.assert_sound();
}

#[test]
fn the_administrator_sees_what_was_offered_and_lets_the_device_in_again() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    let number = desk.content().device_number.expect("enrolled");
    desk.append("visit_opened", json!({}));
    desk.push_all().expect("stored");
    let copy = desk.cloned_disk();
    desk.append("visit_closed", json!({"at": "the desk"}));
    copy.append("guidance_given", json!({"at": "the copy"}));
    copy.append("visit_opened", json!({"at": "the copy"}));
    desk.push_all().expect("the first one is right so far");
    assert!(!central.release(OFFICE, number), "it is not set aside yet");
    assert_eq!(code(copy.push_all()), ProblemCode::Fork);
    assert_eq!(code(desk.push_all()), ProblemCode::Quarantined);
    let forks = central.forks(OFFICE, number);
    assert_eq!(
        (forks.len(), forks[0].held, forks[0].released_at),
        (1, 2, None)
    );
    let offered = forks[0].offered.iter();
    let kinds: Vec<(u64, &str)> = offered.map(|one| (one.dseq, one.kind.as_str())).collect();
    let expected = [
        (1, "visit_opened"),
        (2, "guidance_given"),
        (3, "visit_opened"),
    ];
    assert_eq!(kinds, expected);
    let held = |at: usize| &forks[0].offered[at].held;
    assert_eq!(held(0), &HeldThere::Same);
    assert!(matches!(held(1), HeldThere::Other(kind, _) if kind == "visit_closed"));
    assert_eq!(held(2), &HeldThere::Nothing);
    assert!(central.release(OFFICE, number));
    desk.append("visit_opened", json!({}));
    desk.push_all().expect("it is let in");
    // Released too early, it comes to the same again.
    assert_eq!(code(copy.push_all()), ProblemCode::Fork);
    let forks = central.forks(OFFICE, number);
    assert_eq!(forks.len(), 2);
    assert!(forks[0].released_at.is_none() && forks[1].released_at.is_some());
}
