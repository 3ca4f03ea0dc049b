use std::collections::BTreeSet;

use super::*;
use crate::domain::calendar::istanbul_day;
use crate::store::{Reader, check};

const PLAN: Plan = Plan {
    applications: 80,
    seed: 7,
    last_day: NaiveDate::from_ymd_opt(2026, 3, 10).unwrap(),
};

fn made(plan: Plan) -> (TempDir, Location) {
    let folder = tempfile::tempdir().unwrap();
    let (catalog, _) = Catalog::load(None);
    let location = make(folder.path(), &catalog, plan, &mut |_| {}).unwrap();
    (folder, location)
}

/// What follows from the seed, of every application: number, applicant, day, topic.
fn told(location: &Location) -> BTreeSet<String> {
    let reader = Reader::open(location).unwrap();
    let found = ('a'..='z').flat_map(|letter| {
        let found = reader.read().find_applications(&letter.to_string(), 1000);
        found.unwrap().rows
    });
    found
        .map(|row| {
            let day = istanbul_day(row.registered_at);
            format!("{} {} {day} {:?}", row.number, row.applicant, row.topic)
        })
        .collect()
}

#[test]
fn the_files_are_those_of_a_desk_in_good_order() {
    let (folder, location) = made(PLAN);
    assert_eq!(told(&location).len(), 80);
    let reader = Reader::open(&location).unwrap();
    let chain = check::chain(&reader).unwrap();
    assert_eq!(chain.fault, None);
    assert!(chain.records > 300, "{}", chain.records);
    assert_eq!(check::projections(&location, &mut System).unwrap(), []);
    // Some have come again, others only once.
    let persons = reader.read().find_persons("a", 1000).unwrap();
    assert!(persons.iter().any(|person| person.applications > 1));
    assert!(persons.iter().any(|person| person.applications == 1));
    drop(reader);
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".lock"))
        .collect();
    names.sort();
    assert_eq!(names, ["desk.db", "desk.key"]);
}

#[test]
fn a_seed_gives_the_same_people_days_and_numbers() {
    let one = told(&made(PLAN).1);
    assert_eq!(one, told(&made(PLAN).1));
    let other = Plan { seed: 8, ..PLAN };
    assert!(one.is_disjoint(&told(&made(other).1)));
}

#[test]
fn a_folder_with_a_desk_stays_as_it_is() {
    let (folder, location) = made(PLAN);
    for file in files(&location) {
        let before = fs::read(file).unwrap();
        let (catalog, _) = Catalog::load(None);
        let refused = make(folder.path(), &catalog, PLAN, &mut |_| {});
        assert!(matches!(refused, Err(DemoDataError::Taken(_))));
        assert_eq!(fs::read(file).unwrap(), before);
    }
    // Each file alone is enough.
    fs::remove_file(location.key.as_ref().unwrap()).unwrap();
    let (catalog, _) = Catalog::load(None);
    let refused = make(folder.path(), &catalog, PLAN, &mut |_| {});
    assert!(matches!(refused, Err(DemoDataError::Taken(file)) if file == location.database));
    assert!(!location.key.unwrap().exists());
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (catalog, _) = Catalog::load(None);
    // Somebody makes a desk there while the data is being made.
    let theirs = folder.path().join("desk.db");
    let mut meanwhile = |_| fs::write(&theirs, "theirs").unwrap();
    let refused = make(folder.path(), &catalog, PLAN, &mut meanwhile);
    assert!(matches!(refused, Err(DemoDataError::Taken(_))));
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn nothing_to_do_is_an_office_without_a_past() {
    let (_folder, location) = made(Plan {
        applications: 0,
        ..PLAN
    });
    let reader = Reader::open(&location).unwrap();
    assert!(reader.read().office().unwrap().is_some());
}
