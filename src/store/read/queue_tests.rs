use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use super::*;
use crate::domain::event::{Claims, Event, TicketEnded, TicketIssued};
use crate::domain::priority::PriorityClaims;
use crate::domain::ticket::TicketEnd;
use crate::store::StoreError;
use crate::store::connection::{self, Use};
use crate::store::fixture::{self, event, staff};

fn today() -> NaiveDate {
    "2026-03-10".parse().unwrap()
}

fn issued(number: u32, day: NaiveDate) -> Event {
    Event::TicketIssued(TicketIssued {
        ticket: id(number),
        day,
        number,
        place: number,
        lane: Lane::Ordinary,
        rank: 0,
        visitor: PersonId(Uuid::from_u128(u128::from(number))),
        private: Claims {
            claims: PriorityClaims::none(),
        },
    })
}

fn id(number: u32) -> TicketId {
    TicketId(Uuid::from_u128(u128::from(number)))
}

/// The steps SQLite takes for each question, in an office with so many tickets that have ended
/// and three that wait.
fn steps(ended: u32) -> Vec<u64> {
    let (folder, mut store) = fixture::desk();
    store
        .transact(|tx| {
            tx.append(staff(1), event::office())?;
            for number in 1..=ended {
                let day = today() - chrono::Days::new(u64::from(number % 2));
                tx.append(staff(1), issued(number, day))?;
                let over = TicketEnded {
                    ticket: id(number),
                    how: TicketEnd::Left,
                };
                tx.append(staff(1), Event::TicketEnded(over))?;
            }
            for number in ended + 1..=ended + 3 {
                tx.append(staff(1), issued(number, today()))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let mut connection = connection::open(&fixture::location(&folder), Use::Read).unwrap();
    let taken = Arc::new(AtomicU64::new(0));
    let counting = Arc::clone(&taken);
    connection
        .progress_handler(
            1,
            Some(move || {
                counting.fetch_add(1, Ordering::Relaxed);
                false
            }),
        )
        .unwrap();
    let (read, day) = (Reads::new(&connection), today());
    let questions: [&dyn Fn() -> usize; 9] = [
        &|| read.open_tickets(Some(day)).unwrap().len(),
        &|| read.open_tickets(None).unwrap().len(),
        &|| read.waiting(day, Lane::Ordinary, 200).unwrap().len(),
        &|| {
            read.first_waiting(day, Lane::Priority)
                .unwrap()
                .iter()
                .len()
        },
        &|| read.tickets_in("held").unwrap().len(),
        &|| read.held_due(DateTime::UNIX_EPOCH).unwrap().len(),
        &|| read.called_to(1).unwrap().iter().len(),
        &|| read.last_number(day).unwrap() as usize,
        &|| read.run(day).unwrap() as usize,
    ];
    questions
        .iter()
        .map(|ask| {
            let before = taken.load(Ordering::Relaxed);
            ask();
            taken.load(Ordering::Relaxed) - before
        })
        .collect()
}

#[test]
fn no_question_takes_longer_with_the_years() {
    assert_eq!(steps(200), steps(4));
}
