use super::*;
use crate::sync::digest::Days;
use crate::sync::wire::compare::HeldOperation;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn each_night_once_and_a_new_device_at_once() {
    let noon = at("2026-05-04T09:00:00Z");
    assert_eq!(due(None, noon), Due::default());
    // 01:00 in Istanbul is 22:00 UTC of the day before.
    let tonight = due(Some(at("2026-05-04T01:30:00Z")), noon);
    assert_eq!(tonight.after, Duration::from_secs(13 * 3600));
    assert_eq!(tonight.spread, Duration::from_secs(4 * 3600));
    // It runs, and the night has begun: the rest of it.
    let night = due(Some(at("2026-05-04T01:30:00Z")), at("2026-05-04T23:00:00Z"));
    assert_eq!(night.after, Duration::ZERO);
    assert_eq!(night.spread, Duration::from_secs(3 * 3600));
    // Done this night.
    let done = due(Some(at("2026-05-04T22:30:00Z")), at("2026-05-04T23:00:00Z"));
    assert_eq!(done.after, Duration::from_secs(23 * 3600));
    // It was off at night.
    let morning = due(Some(at("2026-05-03T23:00:00Z")), at("2026-05-05T05:30:00Z"));
    assert_eq!(
        (morning.after, morning.spread),
        (Duration::ZERO, MISSED_SPREAD)
    );
    // Its clock was wrong when it compared.
    let future = due(Some(at("2031-01-01T00:00:00Z")), noon);
    assert_eq!(future.after, Duration::from_secs(13 * 3600));
}

#[test]
fn what_was_mended_is_looked_at_once_more() {
    let now = at("2026-05-04T09:00:00Z");
    let mended = CompareReport {
        differing_days: 1,
        fetched: 2,
        ..CompareReport::default()
    };
    assert_eq!(Comparison::next(&mended, false, now).spread, MENDED_SPREAD);
    assert_eq!(Comparison::next(&mended, true, now), due(Some(now), now));
    let stays = CompareReport {
        differing_days: 1,
        unresolved: 1,
        ..CompareReport::default()
    };
    assert_eq!(Comparison::next(&stays, false, now), due(Some(now), now));
}

/// One side: the operations by id, each with its day of May and its hash.
type Side = BTreeMap<u8, (u32, u8)>;

fn id(number: u8) -> Uuid {
    Uuid::from_u128(number.into())
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, number).unwrap()
}

fn hex(hash: u8) -> String {
    data_encoding::HEXLOWER.encode(&[hash; 32])
}

fn digests(side: &Side) -> Vec<DayDigest> {
    let mut days = Days::default();
    for (number, (on, hash)) in side {
        let time = day(*on).and_hms_opt(12, 0, 0).unwrap().and_utc();
        days.add(time, id(*number), [*hash; 32]);
    }
    days.digests()
}

fn of_day(side: &Side, wanted: NaiveDate) -> BTreeMap<Uuid, String> {
    let on_day = side.iter().filter(|(_, (on, _))| day(*on) == wanted);
    on_day
        .map(|(number, (_, hash))| (id(*number), hex(*hash)))
        .collect()
}

/// Central's answer, three operations a page.
fn page(side: &Side, wanted: NaiveDate, after: Option<Uuid>) -> DayResponse {
    let held = of_day(side, wanted).into_iter();
    let rest = held.filter(|(op_id, _)| after.is_none_or(|after| *op_id > after));
    let rest: Vec<(Uuid, String)> = rest.collect();
    let entry = |(op_id, hash): &(Uuid, String)| HeldOperation {
        op_id: *op_id,
        hash: hash.clone(),
        position: 1,
    };
    DayResponse {
        epoch: id(9),
        day: wanted,
        operations: rest.iter().take(3).map(entry).collect(),
        more: rest.len() >= 3,
    }
}

/// Compares to the end: what was looked up, what was marked as lost, and the report.
fn compare(here: &Side, central: &Side) -> (BTreeSet<Uuid>, BTreeSet<Uuid>, CompareReport) {
    let (mut looked_up, mut lost) = (BTreeSet::new(), BTreeSet::new());
    let mut comparison = Comparison::new(id(9), 7, digests(here));
    for _ in 0..1_000 {
        match comparison.ask() {
            Ask::Digest { upto, root } => {
                let days = digests(central);
                let all = root_of(&days);
                assert_eq!((upto, root), (7, root_of(&digests(here))));
                comparison.digest(&DigestResponse {
                    epoch: id(9),
                    upto,
                    root: all,
                    days,
                });
            }
            Ask::Day { day, after, .. } => {
                let page = page(central, day, after);
                let found = comparison.day(&page, &of_day(here, day));
                let lacking = found.lacking.iter().map(|(op_id, _)| *op_id);
                let missing: Vec<Uuid> = lacking.collect();
                lost.extend(found.lost.iter().copied());
                comparison.marked(found.lost.len(), 0);
                comparison.placed(missing.len(), missing);
            }
            Ask::LookUp(wanted) => {
                // As if only some fitted.
                let given: Vec<Uuid> = wanted.iter().take(2).copied().collect();
                looked_up.extend(given.iter().copied());
                comparison.looked_up(&given, 0);
            }
            Ask::Report(report) => return (looked_up, lost, report),
        }
    }
    panic!("it never ends");
}

fn side() -> impl Strategy<Value = Side> {
    // The same operation is of the same day everywhere, since its hash covers the time.
    let numbers = proptest::collection::btree_set(any::<u8>(), 0..50);
    numbers.prop_map(|numbers| {
        let numbers = numbers.into_iter();
        numbers
            .map(|number| (number, (1 + u32::from(number % 5), number)))
            .collect()
    })
}

proptest! {
    #[test]
    fn exactly_what_differs_is_found(common in side(), mine in side(), theirs in side()) {
        let join = |own: &Side| {
            let mut joined = own.clone();
            joined.extend(common.clone());
            joined
        };
        let (here, central) = (join(&mine), join(&theirs));
        let only = |one: &Side, other: &Side| -> BTreeSet<Uuid> {
            one.keys().filter(|number| !other.contains_key(number)).map(|number| id(*number)).collect()
        };
        let (looked_up, lost, report) = compare(&here, &central);
        prop_assert_eq!(&looked_up, &only(&central, &here));
        prop_assert_eq!(&lost, &only(&here, &central));
        prop_assert_eq!(report.fetched as usize, looked_up.len());
        prop_assert_eq!(report.given_back as usize, lost.len());
        prop_assert_eq!(report.unresolved, 0);
        prop_assert_eq!(report.agrees(), here == central);
    }
}

#[test]
fn what_cannot_be_mended_is_counted() {
    let here: Side = [(1, (1, 1)), (2, (1, 1)), (3, (1, 1))].into();
    let central: Side = [(1, (1, 1)), (2, (1, 7)), (4, (1, 1))].into();
    let mut comparison = Comparison::new(id(9), 7, digests(&here));
    let days = digests(&central);
    comparison.digest(&DigestResponse {
        epoch: id(9),
        upto: 7,
        root: root_of(&days),
        days,
    });
    let found = comparison.day(&page(&central, day(1), None), &of_day(&here, day(1)));
    assert_eq!(found.contradictory, 1);
    assert_eq!(
        (found.lost.as_slice(), found.lacking.len()),
        ([id(3)].as_slice(), 1)
    );
    let rest = comparison.day(&page(&central, day(1), Some(id(4))), &of_day(&here, day(1)));
    assert_eq!(rest, Differences::default());
    // Central has refused to take one back, and does not give the other out.
    comparison.marked(1, 1);
    comparison.placed(1, vec![id(4)]);
    assert_eq!(comparison.ask(), Ask::LookUp(vec![id(4)]));
    comparison.looked_up(&[], 0);
    let Ask::Report(report) = comparison.ask() else {
        panic!("{:?}", comparison.ask());
    };
    assert_eq!((report.differing_days, report.unresolved), (1, 3));
    assert_eq!((report.fetched, report.given_back), (0, 0));
}
