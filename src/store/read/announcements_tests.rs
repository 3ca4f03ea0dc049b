use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use super::*;
use crate::domain::event::{
    CallBasis, Claims, Event, Reason, TicketCalled, TicketHeld, TicketIssued, TicketStep,
    VisitOpened,
};
use crate::domain::ids::{PersonId, VisitId};
use crate::domain::priority::{Lane, PriorityClaims};
use crate::store::connection::{self, Use};
use crate::store::fixture::{self, event, staff};
use crate::store::{Store, StoreError};

fn today() -> NaiveDate {
    "2026-03-10".parse().unwrap()
}

fn id(number: u32) -> TicketId {
    TicketId(Uuid::from_u128(u128::from(number)))
}

fn visitor(number: u32) -> PersonId {
    PersonId(Uuid::from_u128(u128::from(number)))
}

fn issued(number: u32, day: NaiveDate) -> Event {
    Event::TicketIssued(TicketIssued {
        ticket: id(number),
        day,
        number,
        place: number,
        lane: Lane::Ordinary,
        rank: 0,
        visitor: visitor(number),
        private: Claims {
            claims: PriorityClaims::none(),
        },
    })
}

fn called(number: u32, counter: Counter) -> Event {
    Event::TicketCalled(TicketCalled {
        ticket: id(number),
        counter,
        visitor: visitor(number),
        basis: CallBasis::OutOfOrder,
        private: Reason::default(),
    })
}

fn step(number: u32) -> TicketStep {
    TicketStep { ticket: id(number) }
}

fn recalled(number: u32) -> Event {
    Event::TicketRecalled(step(number))
}

fn undone(number: u32) -> Event {
    Event::TicketCallUndone(step(number))
}

fn held(number: u32) -> Event {
    Event::TicketHeld(TicketHeld {
        ticket: id(number),
        until: None,
        visitor: visitor(number),
        private: Reason::default(),
    })
}

fn begun(number: u32, counter: Counter) -> Event {
    Event::VisitOpened(VisitOpened {
        visit: VisitId(Uuid::from_u128(u128::from(1_000 + number))),
        ticket: Some(id(number)),
        counter,
        visitor: visitor(number),
    })
}

fn append(store: &mut Store, events: impl IntoIterator<Item = Event>) {
    let events = events.into_iter();
    let stored: Result<()> = store.transact(|tx| {
        for event in events {
            tx.append(staff(1), event)?;
        }
        Ok::<_, StoreError>(())
    });
    stored.unwrap();
}

/// A morning with six tickets given, and what happens then: the numbers and counters announced.
fn after(events: impl IntoIterator<Item = Event>) -> Vec<(u32, Counter)> {
    let (folder, mut store) = fixture::desk();
    append(&mut store, [event::office()]);
    append(&mut store, (1..=6).map(|number| issued(number, today())));
    append(&mut store, events);
    let connection = connection::open(&fixture::location(&folder), Use::Read).unwrap();
    let found = Reads::new(&connection).announcements(today(), 4).unwrap();
    assert!(found.is_sorted_by(|one, next| one.seq > next.seq));
    found
        .iter()
        .map(|call| (call.number, call.counter))
        .collect()
}

#[test]
fn the_latest_first_whatever_became_of_them() {
    assert_eq!(after([]), []);
    assert_eq!(after([called(2, 7), begun(2, 7)]), [(2, 7)]);
    let five = (1..=5).map(|number| called(number, 10));
    assert_eq!(after(five), [(5, 10), (4, 10), (3, 10), (2, 10)]);
    assert_eq!(
        after([called(1, 3), called(2, 4), held(2)]),
        [(2, 4), (1, 3)]
    );
}

#[test]
fn a_recall_is_a_call_and_stays_one_when_the_visitor_has_come() {
    let recall = [called(1, 3), called(2, 4), recalled(1)];
    assert_eq!(after(recall.clone()), [(1, 3), (2, 4)]);
    assert_eq!(
        after(recall.into_iter().chain([begun(1, 3)])),
        [(1, 3), (2, 4)]
    );
}

#[test]
fn an_old_call_comes_back_by_a_recall() {
    let five = (1..=5).map(|number| called(number, 10 + number as Counter));
    let found = after(five.chain([recalled(1)]));
    assert_eq!(found, [(1, 11), (5, 15), (4, 14), (3, 13)]);
}

#[test]
fn a_call_taken_back_was_never_made() {
    assert_eq!(after([called(1, 3), called(2, 4), undone(2)]), [(1, 3)]);
    // With its recalls.
    let all = [called(1, 3), called(2, 4), recalled(2), undone(2)];
    assert_eq!(after(all), [(1, 3)]);
    // The call before it of the same visitor stands, at its own place.
    let back = [
        called(1, 3),
        held(1),
        called(2, 4),
        called(1, 9),
        recalled(1),
        undone(1),
    ];
    assert_eq!(after(back), [(2, 4), (1, 3)]);
}

#[test]
fn a_number_called_again_elsewhere_is_there_once() {
    let again = [called(1, 3), held(1), called(2, 4), called(1, 9)];
    assert_eq!(after(again), [(1, 9), (2, 4)]);
}

/// The steps SQLite takes with so many tickets called on days before.
fn steps(earlier: u32) -> u64 {
    let (folder, mut store) = fixture::desk();
    append(&mut store, [event::office()]);
    for number in 100..100 + earlier {
        let yesterday = today() - chrono::Days::new(1);
        append(&mut store, [issued(number, yesterday), called(number, 3)]);
    }
    append(&mut store, (1..=6).map(|number| issued(number, today())));
    append(&mut store, [called(1, 3), called(2, 4), recalled(1)]);
    let mut connection = connection::open(&fixture::location(&folder), Use::Read).unwrap();
    let taken = Arc::new(AtomicU64::new(0));
    let counting = Arc::clone(&taken);
    let count = move || {
        counting.fetch_add(1, Ordering::Relaxed);
        false
    };
    connection.progress_handler(1, Some(count)).unwrap();
    let read = Reads::new(&connection);
    assert_eq!(read.announcements(today(), 4).unwrap().len(), 2);
    assert_eq!(read.waiting_total(today()).unwrap(), 4);
    taken.load(Ordering::Relaxed)
}

#[test]
fn it_takes_no_longer_with_the_years() {
    assert_eq!(steps(100), steps(2));
}
