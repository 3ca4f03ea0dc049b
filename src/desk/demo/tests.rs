use std::collections::BTreeSet;

use super::cases::{CASES, UNFINISHED};
use super::guidance::ANSWERS;
use super::*;
use crate::desk::answer::answer;
use crate::desk::query::{Answer, Query};
use crate::desk::usecase::fixture::catalog;
use crate::desk::view::{QueueView, StartView};
use crate::store::Reader;

const NOON: &str = "2026-03-10T09:12:00Z";

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

fn make(instant: &str) -> Demo {
    Demo::make(catalog(), at(instant), 1).unwrap()
}

fn ask(demo: &Demo, instant: &str, query: &Query) -> Answer {
    let reader = Reader::open(&demo.location()).unwrap();
    answer(reader.read(), catalog(), query, at(instant)).unwrap()
}

fn queue(demo: &Demo, instant: &str) -> QueueView {
    match ask(demo, instant, &Query::Queue { counter: COUNTER }) {
        Answer::Queue(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn start(demo: &Demo) -> StartView {
    match ask(demo, NOON, &Query::Start { counter: None }) {
        Answer::Start(view) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_office_is_in_the_middle_of_its_day() {
    let demo = make(NOON);
    let view = queue(&demo, NOON);
    assert_eq!(view.issued, 48);
    assert!((24..=34).contains(&view.served), "{}", view.served);
    assert!(
        (2..=6).contains(&view.priority.count),
        "{}",
        view.priority.count
    );
    assert!(
        (6..=14).contains(&view.ordinary.count),
        "{}",
        view.ordinary.count
    );
    assert_eq!((view.held.len(), view.absent.len()), (2, 2));
    assert!(view.mine.is_none() && view.next.is_some());
    assert_eq!(view.at_counters.len(), 3);
    assert!(view.at_counters.iter().any(|row| row.calls == Some(1)));
    let start = start(&demo);
    assert!(start.office.unwrap().name.as_str().starts_with("DEMO"));
    assert_eq!(start.staff.len(), 5);
    assert_eq!(start.drafts.len(), 1);
    assert_eq!(start.drafts[0].draft.counter, COUNTER);
}

#[test]
fn applications_of_ten_days_are_found() {
    let demo = make(NOON);
    let search = |typed: &str| {
        let typed = typed.to_owned();
        match ask(&demo, NOON, &Query::Search { typed }) {
            Answer::Search(found) => found.rows,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(search("fatma aydogan").len(), 2);
    assert_eq!(search("ısık zehra").len(), 1);
    let reader = Reader::open(&demo.location()).unwrap();
    let office = reader.read().office().unwrap().unwrap().office;
    let (_, database) = reader.read().device().unwrap();
    let last = reader
        .read()
        .last_sequence(office, 26, database.unwrap())
        .unwrap();
    assert!((23..=26).contains(&last), "{last}");
}

#[test]
fn any_time_of_any_day_will_do() {
    for instant in [
        "2026-03-09T21:00:00Z",
        "2026-03-09T21:00:01Z",
        "2026-03-10T20:59:59Z",
        "2026-01-01T09:00:00Z",
        "2026-03-23T07:00:00Z",
        "2028-02-29T12:00:00Z",
        "2040-06-03T12:00:00Z",
    ] {
        let demo = make(instant);
        let view = queue(&demo, instant);
        assert_eq!(view.issued, 48, "{instant}");
        assert_eq!(view.held.len(), 2, "{instant}");
    }
}

#[test]
fn the_same_seed_gives_the_same_office() {
    let one = make(NOON);
    let other = make(NOON);
    assert_eq!(queue(&one, NOON), queue(&other, NOON));
    assert_eq!(one.session(), other.session());
    let another = Demo::make(catalog(), at(NOON), 2).unwrap();
    assert_ne!(queue(&one, NOON), queue(&another, NOON));
}

#[test]
fn what_the_days_are_made_of_is_in_the_lists() {
    let topics = catalog().topics();
    let cases = CASES.iter().chain([&UNFINISHED]).map(|case| case.topic);
    for topic in cases.chain(ANSWERS.map(|(topic, _, _)| topic)) {
        assert!(topics.get(topic).is_some(), "{topic}");
    }
    let people: BTreeSet<_> = CASES
        .iter()
        .map(|case| (case.applicant.given, case.applicant.family))
        .collect();
    assert_eq!(people.len(), CASES.len());
}
