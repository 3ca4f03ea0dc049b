//! Every night desk and central compare, and mend what differs.

use crate::support::central::Central;
use crate::support::file_desk::FileDesk;
use crate::support::syncing::wait_until;
use acikkapi::sync::wire::compare::CompareReport;

const OFFICE: &str = "06001";

fn sync(desks: &[&FileDesk]) {
    for _ in 0..2 {
        desks.iter().for_each(|desk| desk.sync_all());
    }
}

/// Two desks that have each other's records.
fn two(central: &Central) -> (FileDesk, FileDesk) {
    let (one, other) = (
        FileDesk::enrolled(OFFICE, central),
        FileDesk::enrolled(OFFICE, central),
    );
    one.register("Birinci");
    other.register("İkinci");
    other.guide(20);
    sync(&[&one, &other]);
    (one, other)
}

fn report_at_central(central: &Central, upto: u64) -> String {
    central.database.value(&format!(
        "select string_agg(differing_days || ' ' || unresolved, ',' order by device_id)
           from comparisons where upto = {upto}"
    ))
}

/// No root is believed any more that was computed before.
fn a_week_later(central: &Central) {
    let older = "update digest_days set computed_at = computed_at - interval '7 days'";
    central.database.execute(older);
}

#[test]
fn a_new_device_compares_once_it_has_read_the_feed() {
    let central = Central::start();
    let (one, _other) = two(&central);
    let new = FileDesk::enrolled(OFFICE, &central);
    new.register("Üçüncü");
    assert_eq!(new.compared(), None);
    new.sync_all();
    wait_until("compared", || {
        new.sync_all();
        new.compared().is_some()
    });
    let found = new.compared().expect("compared").report;
    assert!(found.agrees(), "{found:?}");
    assert!(found.upto >= 27, "everything there was: {found:?}");
    one.sync_all();
    let again = one.compare();
    assert!(again.agrees());
    assert_eq!(
        report_at_central(&central, again.upto).split(',').next(),
        Some("0 0")
    );
}

#[test]
fn what_a_desk_has_lost_is_fetched_and_shown_again() {
    let central = Central::start();
    let (one, other) = two(&central);
    assert!(one.compare().agrees());
    // As if pages of the feed had never come: the other desk's records are gone, without a trace.
    one.damage(
        "delete from operations where seq in (
             select seq from operations where own = 0 order by seq desc limit 22);
         update sqlite_sequence set seq = (select max(seq) from operations)
          where name = 'operations';
         delete from applications; delete from persons; delete from cases;",
    );
    let mut store = one.store();
    store.rebuild_projections().expect("rebuilt");
    drop(store);
    assert_eq!(one.applicants(), ["Birinci"]);
    let found = one.compare();
    assert_eq!((found.fetched, found.unresolved), (22, 0), "{found:?}");
    let again = one.compare();
    assert!(again.agrees(), "{again:?}");
    assert_eq!(one.applicants(), ["Birinci", "İkinci"]);
    one.assert_sound();
    assert!(other.compare().agrees());
}

#[test]
fn one_record_lost_in_the_middle_is_fetched_and_the_chain_holds() {
    let central = Central::start();
    let (one, _other) = two(&central);
    // The last rows but one change their places, so that the numbers stay dense.
    one.damage(
        "delete from operations where seq = (select max(seq) - 1 from operations);
         update operations set seq = seq - 1 where seq = (select max(seq) from operations);
         update sqlite_sequence set seq = seq - 1 where name = 'operations';",
    );
    let found = one.compare();
    assert_eq!((found.fetched, found.unresolved), (1, 0), "{found:?}");
    assert!(one.compare().agrees());
    one.assert_sound();
}

#[test]
fn what_central_has_lost_of_its_rows_is_put_back_in_its_place() {
    let central = Central::start();
    let (one, other) = two(&central);
    let feed =
        "select string_agg(position || ' ' || op_id || ' ' || device_id, ',' order by position)
        from operations";
    let before = central.database.value(feed);
    a_week_later(&central);
    central
        .database
        .execute("delete from operations where position in (3, 4, 9)");
    let found = one.compare();
    assert_eq!((found.given_back, found.unresolved), (3, 0), "{found:?}");
    one.sync_all();
    assert_eq!(central.database.value(feed), before);
    assert!(one.compare().agrees());
    assert!(other.compare().agrees());
    // The feed has no hole: a new desk reads it to its end.
    let new = FileDesk::enrolled(OFFICE, &central);
    new.sync_all();
    let mut names = new.applicants();
    names.sort();
    assert_eq!(names, ["Birinci", "İkinci"]);
}

#[test]
fn damage_at_central_is_told_and_changes_no_desk() {
    let central = Central::start();
    let (one, _other) = two(&central);
    a_week_later(&central);
    central
        .database
        .execute("update operations set hash = sha256('else') where position = 5");
    let found = one.compare();
    let expected = CompareReport {
        upto: found.upto,
        differing_days: 1,
        unresolved: 1,
        ..CompareReport::default()
    };
    assert_eq!(found, expected);
    assert!(report_at_central(&central, found.upto).starts_with("1 1"));
    one.assert_sound();
}

#[test]
fn a_late_record_of_an_old_day_makes_only_that_day_be_computed_again() {
    let central = Central::start();
    let (one, other) = two(&central);
    assert!(one.compare().agrees());
    let computed = "select string_agg(day || ' ' || (root is not null), ',') from digest_days";
    assert!(central.database.value(computed).contains(" true"));
    // As a day long ago would look; its root is never computed from what is there.
    central.database.execute(
        "insert into digest_days (office_id, day, first_position, last_position, operations, root,
             computed_at)
         values ('06001', '2020-01-01', 1, 1, 7, sha256('x'), now())",
    );
    other.register("Geç");
    sync(&[&other, &one]);
    let found = one.compare();
    assert_eq!(
        (found.differing_days, found.fetched),
        (1, 0),
        "the wrong root was believed: {found:?}"
    );
    a_week_later(&central);
    assert!(one.compare().agrees());
}
