//! The desk's real file, synced with a real central.

mod support;

use acikkapi::sync::engine::POLL;
use acikkapi::sync::journal::Journal;
use acikkapi::sync::status::SyncState;
use std::time::{Duration, Instant};
use support::central::Central;
use support::file_desk::FileDesk;
use support::proxy::{Network, Weather};
use support::syncing::{Syncing, wait_until};

const OFFICE: &str = "06001";

/// Operations at central, how many different ones, and how many kinds of trouble a person has to
/// look at.
fn stored(central: &Central) -> String {
    central.database.value(
        "select count(*) || ' ' || count(distinct op_id) || ' ' ||
            ((select count(*) from reviews) +
             (select count(*) from devices where quarantined_at is not null))
         from operations",
    )
}

/// Applications at central, and how many different numbers they have.
fn applications(central: &Central) -> String {
    central
        .database
        .value("select count(*) || ' ' || count(distinct number) from applications")
}

#[test]
fn a_day_arrives_once_through_outages_and_a_second_process() {
    let central = Central::start();
    let network = Network::new(central.address, 7);
    let desk = FileDesk::new(OFFICE);
    desk.register("Önce");
    let number = desk.enrol(&central, &network.url());
    assert_eq!(number, 50, "the number given before enrolment stays");
    let syncing = [
        Syncing::start(desk.journal()),
        Syncing::start(desk.journal()),
    ];
    wait_until("one syncs, the other waits", || {
        let states = syncing.each_ref().map(|one| one.status());
        let state = |wanted| states.iter().flatten().any(|status| status.state == wanted);
        state(SyncState::OtherProcess) && state(SyncState::UpToDate)
    });
    network.set(Weather::Storm);
    for round in 0..10 {
        desk.guide(30);
        desk.register(&format!("Sonra{round}"));
    }
    network.set(Weather::Down);
    desk.guide(5);
    std::thread::sleep(Duration::from_millis(300));
    network.set(Weather::Fine);
    wait_until("everything is at central", || {
        desk.journal()
            .progress()
            .expect("read")
            .oldest_unsent
            .is_none()
    });
    let expected = 1 + 2 + 10 * (30 + 2) + 5;
    assert_eq!(stored(&central), format!("{expected} {expected} 0"));
    assert_eq!(applications(&central), "11 11");
    desk.assert_sound();
}

#[test]
fn two_desks_of_an_office_find_each_others_applications() {
    let central = Central::start();
    let (one, other) = (
        FileDesk::enrolled(OFFICE, &central),
        FileDesk::enrolled(OFFICE, &central),
    );
    let numbers = [one.register("Birinci"), other.register("İkinci")];
    assert_ne!(numbers[0].database(), numbers[1].database());
    one.sync_all();
    other.sync_all();
    one.sync_all();
    assert_eq!(one.applicants(), ["Birinci", "İkinci"]);
    assert_eq!(other.applicants(), ["İkinci", "Birinci"]);
    one.assert_sound();
    other.assert_sound();
    let found = one
        .reader()
        .read()
        .find_applications(&numbers[1].to_string(), 9)
        .expect("found");
    let id = found.rows[0].id;
    let registration = one.reader().read().registration(id).expect("read");
    assert!(registration.expect("known").receipt);
}

#[test]
fn news_comes_before_the_desk_would_look_and_keeps_no_central_from_stopping() {
    let mut central = Central::start();
    let here = FileDesk::enrolled(OFFICE, &central);
    let there = FileDesk::enrolled(OFFICE, &central);
    there.sync_all();
    let syncing = Syncing::start(here.journal());
    for name in ["İlk", "İkinci"] {
        syncing.wait_up_to_date();
        let looked = Instant::now();
        there.register(name);
        there.sync_all();
        wait_until("the news", || here.applicants().contains(&name.to_owned()));
        assert!(looked.elapsed() < POLL, "it looked by itself");
    }
    let stopping = Instant::now();
    central.stop();
    assert!(stopping.elapsed() < POLL, "it waited for whoever waits");
    drop(syncing);
}

#[test]
fn what_was_sent_after_a_backup_comes_home_and_no_number_is_given_twice() {
    let central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    let mut numbers = vec![desk.register("Birinci")];
    let copy = desk.back_up();
    numbers.push(desk.register("İkinci"));
    desk.sync_all();
    let at_central = stored(&central);
    desk.restore(&copy);
    assert_eq!(desk.applicants(), ["Birinci"]);
    // Work goes on before anybody has a code for the enrolment.
    numbers.push(desk.register("Üçüncü"));
    let number = desk.enrol(&central, &central.url());
    numbers.push(desk.register("Dördüncü"));
    assert_eq!(
        numbers[2].database(),
        number,
        "it keeps the number it chose"
    );
    assert_ne!(numbers[2].database(), numbers[0].database());
    desk.sync_all();
    let mut applicants = desk.applicants();
    applicants.sort();
    assert_eq!(applicants, ["Birinci", "Dördüncü", "Üçüncü", "İkinci"]);
    // Two registrations of two records each, and that it was restored.
    let expected: u64 = at_central
        .split(' ')
        .next()
        .unwrap()
        .parse::<u64>()
        .unwrap()
        + 5;
    assert_eq!(stored(&central), format!("{expected} {expected} 0"));
    assert_eq!(applications(&central), "4 4");
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 4);
    desk.assert_sound();
}

#[test]
fn what_a_lost_desk_never_sent_is_sent_from_its_backup_once() {
    let central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    desk.register("Birinci");
    desk.sync_all();
    desk.register("İkinci");
    desk.guide(2);
    let copy = desk.back_up();
    // The machine burns; the copy and the key are put on two new ones, one after the other.
    desk.restore(&copy);
    desk.enrol(&central, &central.url());
    desk.sync_all();
    desk.sync_all();
    assert_eq!(applications(&central), "2 2");
    let guidance = "select count(*) from operations where kind = 'guidance_given'";
    assert_eq!(central.database.value(guidance), "2");
    desk.assert_sound();
    desk.restore(&copy);
    desk.enrol(&central, &central.url());
    desk.sync_all();
    desk.sync_all();
    assert_eq!(applications(&central), "2 2");
    assert_eq!(central.database.value(guidance), "2");
    assert_eq!(desk.applicants(), ["Birinci", "İkinci"]);
    desk.assert_sound();
    // Two epochs in one night: the desk reads the whole feed again, and still sends nothing twice.
    central.new_epoch();
    central.new_epoch();
    desk.sync_all();
    desk.sync_all();
    assert_eq!(applications(&central), "2 2");
    assert_eq!(central.database.value(guidance), "2");
    desk.assert_sound();
    // Another desk of the office reads what was sent again, with its personal part.
    let other = FileDesk::enrolled(OFFICE, &central);
    other.sync_all();
    assert_eq!(other.applicants(), ["Birinci", "İkinci"]);
    other.assert_sound();
}

#[test]
fn a_copied_file_is_found_out_and_set_aside() {
    let central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    desk.guide(1);
    desk.sync_all();
    let copy = FileDesk {
        office: OFFICE.into(),
        folder: tempfile::tempdir().expect("a folder"),
    };
    for name in ["desk.db", "desk.key"] {
        std::fs::copy(desk.folder.path().join(name), copy.folder.path().join(name))
            .expect("copied");
    }
    desk.guide(1);
    desk.sync_all();
    copy.guide(1);
    let syncing = Syncing::start(copy.journal());
    syncing.wait_for("halted", |status| {
        matches!(status.state, SyncState::Halted(_)) && status.queued == 1
    });
}
