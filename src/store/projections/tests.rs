use super::super::fixture::{Script, desk, event, open, staff};
use super::super::{Reader, Result, Store, StoreError, Tx, check};
use crate::domain::application::Registered;
use crate::domain::event::*;
use crate::domain::ids::*;
use crate::domain::priority::{Basis, Lane, PriorityClaims, PriorityClass};
use crate::domain::queue::CallReason;
use crate::domain::ticket::{TicketEnd, TicketState};
use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

const COUNTERS: Counter = 3;

fn today() -> NaiveDate {
    "2026-03-10".parse().unwrap()
}

/// Plays steps drawn at random: each does something that is legal then, or nothing.
struct Player {
    visits: Vec<VisitId>,
    persons: Vec<PersonId>,
    applications: u64,
}

impl Player {
    fn new() -> Self {
        Self {
            visits: Vec::new(),
            persons: Vec::new(),
            applications: 0,
        }
    }

    fn play(&mut self, tx: &mut Tx<'_>, (step, draw): (u8, u32)) -> Result<()> {
        tx.tick();
        let events = match step {
            0..=2 => vec![Self::issue(tx, draw)?],
            3..=4 => Self::call(tx, draw)?,
            5..=9 => Self::step(tx, step, draw)?,
            10 => self.open(tx, draw)?,
            11 => self.close(tx)?,
            12..=13 => vec![self.person(tx, draw)],
            14..=15 => self.register(tx, draw)?,
            _ => self.note(tx, draw),
        };
        for event in events {
            tx.append(staff(u128::from(draw % 3)), event)?;
        }
        Ok(())
    }

    fn claims(draw: u32) -> PriorityClaims {
        PriorityClass::ALL
            .into_iter()
            .filter(|class| draw % 7 == *class as u32)
            .map(|class| (class, Basis::Declaration))
            .collect()
    }

    fn issue(tx: &mut Tx<'_>, draw: u32) -> Result<Event> {
        let claims = Self::claims(draw);
        Ok(Event::TicketIssued(TicketIssued {
            ticket: TicketId(tx.id()),
            day: today(),
            number: tx.read().last_number(today())? + 1,
            place: tx.read().last_place(today())? + 1,
            lane: claims.lane(),
            rank: 0,
            visitor: PersonId(tx.id()),
            private: Claims { claims },
        }))
    }

    fn call(tx: &mut Tx<'_>, draw: u32) -> Result<Vec<Event>> {
        let lane = Lane::ALL[draw as usize % 2];
        let Some(ticket) = tx.read().first_waiting(today(), lane)? else {
            return Ok(Vec::new());
        };
        let basis = if draw.is_multiple_of(5) {
            CallBasis::OutOfOrder
        } else {
            CallBasis::Policy(CallReason::AbsolutePriority)
        };
        Ok(vec![Event::TicketCalled(TicketCalled {
            ticket: ticket.id,
            counter: 1 + draw as Counter % COUNTERS,
            visitor: ticket.visitor,
            basis,
            private: Reason::default(),
        })])
    }

    fn step(tx: &mut Tx<'_>, step: u8, draw: u32) -> Result<Vec<Event>> {
        let open = tx.read().open_tickets(None)?;
        let Some((ticket, state)) = open.get(draw as usize % open.len().max(1)).copied() else {
            return Ok(Vec::new());
        };
        let visitor = tx.read().ticket(ticket)?.unwrap().visitor;
        let plain = TicketStep { ticket };
        let event = match step {
            5 => Event::TicketRecalled(plain),
            6 if matches!(state, TicketState::Held { .. }) => Event::TicketReturned(plain),
            6 if state == TicketState::NoShow => Event::TicketReinstated(TicketReinstated {
                ticket,
                place: tx.read().last_place(today())? + 1,
            }),
            6 => Event::TicketCallUndone(plain),
            7 => Event::TicketNoShow(plain),
            8 => Event::TicketHeld(TicketHeld {
                ticket,
                visitor,
                until: Some(tx.now() + TimeDelta::minutes(draw.into())),
                private: Reason {
                    reason: Some(crate::text::CleanText::line("gone to the bank")),
                },
            }),
            _ if draw.is_multiple_of(3) => Event::TicketEnded(TicketEnded {
                ticket,
                how: TicketEnd::Left,
            }),
            _ => {
                let claims = Self::claims(draw / 3);
                return Ok(vec![Event::TicketClaimsCorrected(TicketClaimsCorrected {
                    ticket,
                    lane: claims.lane(),
                    rank: 1,
                    visitor,
                    private: Claims { claims },
                })]);
            }
        };
        let (_, step) = event.ticket_move().unwrap();
        Ok(if state.after(step).is_ok() {
            vec![event]
        } else {
            Vec::new()
        })
    }

    fn open(&mut self, tx: &mut Tx<'_>, draw: u32) -> Result<Vec<Event>> {
        let counter = 1 + draw as Counter % COUNTERS;
        let called = tx.read().called_to(counter)?;
        let visit = VisitId(tx.id());
        self.visits.push(visit);
        let visitor = called.as_ref().map(|ticket| ticket.visitor);
        Ok(vec![Event::VisitOpened(VisitOpened {
            visit,
            ticket: called.map(|ticket| ticket.id),
            counter,
            visitor: visitor.unwrap_or(PersonId(tx.id())),
        })])
    }

    fn close(&mut self, tx: &Tx<'_>) -> Result<Vec<Event>> {
        let open = tx.read().open_visits(None)?;
        Ok(open
            .first()
            .map(|visit| Event::VisitClosed(VisitClosed { visit: visit.id }))
            .into_iter()
            .collect())
    }

    fn person(&mut self, tx: &mut Tx<'_>, draw: u32) -> Event {
        let known = self.persons.get(draw as usize % 9).copied();
        let person = known.unwrap_or_else(|| PersonId(tx.id()));
        self.persons.push(person);
        let names = ["Şükrü", "Işıl", "ISPARTA", "Ümit", "Çağla"];
        let Event::PersonRecorded(mut event) =
            event::person(0, names[draw as usize % 5], names[(draw / 5) as usize % 5])
        else {
            unreachable!("a person is recorded");
        };
        event.person = person;
        event.visitor = Some(PersonId(Uuid::from_u128(u128::from(draw))));
        Event::PersonRecorded(event)
    }

    fn register(&mut self, tx: &mut Tx<'_>, draw: u32) -> Result<Vec<Event>> {
        let Some(person) = self.persons.last().copied() else {
            return Ok(Vec::new());
        };
        let office = "06001".parse().unwrap();
        let sequence = tx.read().last_sequence(office, 26, 51)? + 1;
        self.applications += 1;
        assert_eq!(sequence, self.applications);
        Ok(vec![Event::ApplicationRegistered(Box::new(Registered {
            visit: self.visits.last().copied(),
            ..event::registered(
                (ApplicationId(tx.id()), person),
                (51, sequence),
                &format!("text {draw}"),
            )
        }))])
    }

    fn note(&mut self, tx: &mut Tx<'_>, draw: u32) -> Vec<Event> {
        let Event::GuidanceGiven(mut event) = event::note(u128::from(draw), "a note") else {
            unreachable!("guidance is given");
        };
        event.visit = self.visits.last().copied().unwrap_or(VisitId(tx.id()));
        vec![Event::GuidanceGiven(event)]
    }
}

fn play(store: &mut Store, steps: &[(u8, u32)]) -> Player {
    let mut player = Player::new();
    store
        .transact(|tx| {
            tx.append(staff(1), event::office())?;
            steps.iter().try_for_each(|step| player.play(tx, *step))
        })
        .unwrap();
    player
}

fn assert_sound(store: &Store) {
    let location = store.location();
    let reader = Reader::open(location).unwrap();
    assert_eq!(check::chain(&reader).unwrap().fault, None);
    assert_eq!(check::integrity(&reader).unwrap(), [""; 0]);
    let different = check::projections(location, &mut Script::new()).unwrap();
    assert_eq!(different, []);
}

/// A day of a few hundred steps, always the same.
fn a_day() -> Vec<(u8, u32)> {
    (0..300_u32)
        .map(|n| ((n * 7 % 18) as u8, n * 31 % 101))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_tables_say_what_the_log_says(
        steps in prop::collection::vec((0..18u8, 0..100u32), 0..160),
        erased in any::<prop::sample::Index>(),
    ) {
        let (_folder, mut store) = desk();
        let player = play(&mut store, &steps);
        assert_sound(&store);
        if !player.persons.is_empty() {
            let person = player.persons[erased.index(player.persons.len())];
            store.transact(|tx| tx.erase(person)).unwrap();
            assert_sound(&store);
        }
    }
}

#[test]
fn a_changed_table_is_found() {
    let (_folder, mut store) = desk();
    play(&mut store, &a_day());
    assert_sound(&store);
    for (change, table) in [
        (
            "update tickets set number = number + 1 where number = 3",
            "tickets",
        ),
        (
            "update applications set folded = 'x' where sequence = 1",
            "applications",
        ),
        (
            "delete from calls where seq = (select min(seq) from calls)",
            "calls",
        ),
        (
            "update persons set phone = '1' where n = (select min(n) from persons)",
            "persons",
        ),
    ] {
        let connection =
            super::super::connection::open(store.location(), super::super::connection::Use::Write)
                .unwrap();
        connection.execute(change, []).unwrap();
        let different = check::projections(store.location(), &mut Script::new()).unwrap();
        let tables: Vec<_> = different.iter().map(|found| found.table).collect();
        assert!(tables.contains(&table), "{change}: {tables:?}");
    }
}

#[test]
fn a_program_with_other_rules_projects_the_log_afresh() {
    let (folder, mut store) = desk();
    play(&mut store, &a_day());
    let connection =
        super::super::connection::open(store.location(), super::super::connection::Use::Write)
            .unwrap();
    connection
        .execute_batch(
            "delete from calls; update persons set data = '{}', folded = 'x';
             insert into person_search (person_search) values ('rebuild');
             update projection_state set version = 0;",
        )
        .unwrap();
    drop((connection, store));
    assert_sound(&open(&folder));
}

#[test]
fn erasing_a_person_leaves_no_trace_in_the_tables() {
    let (_folder, mut store) = desk();
    let person = PersonId(Uuid::from_u128(77));
    let visitor = PersonId(Uuid::from_u128(78));
    store
        .transact(|tx| {
            tx.append(staff(1), event::office())?;
            let Event::PersonRecorded(mut recorded) = event::person(77, "Zübeyde", "Zorlu") else {
                unreachable!("a person is recorded");
            };
            recorded.visitor = Some(visitor);
            tx.append(staff(1), Event::PersonRecorded(recorded))?;
            tx.append(staff(1), event::note(78, "Zübeyde Hanım sordu"))?;
            let application = ApplicationId(tx.id());
            let registered = event::registered((application, person), (51, 1), "Zorlu davası");
            let registered = Box::new(registered);
            tx.append(staff(1), Event::ApplicationRegistered(registered))
        })
        .unwrap();
    let holds = |store: &Store, word: &str| {
        let reader = Reader::open(store.location()).unwrap();
        let mut found = 0;
        for (table, column) in [
            ("persons", "data || folded"),
            ("applications", "record || folded"),
            ("guidance", "note"),
        ] {
            let count =
                format!("select count(*) from {table} where instr(lower({column}), ?1) > 0");
            let rows: u32 = reader
                .connection()
                .query_row(&count, [word], |row| row.get(0))
                .unwrap();
            found += rows;
        }
        for index in ["person_search", "application_search"] {
            let blocks = format!("select block from {index}_data");
            let mut statement = reader.connection().prepare(&blocks).unwrap();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let block: Vec<u8> = row.get(0).unwrap();
                let has = block
                    .windows(word.len())
                    .any(|part| part == word.as_bytes());
                found += u32::from(has);
            }
        }
        found
    };
    assert!(holds(&store, "zorlu") >= 4 && holds(&store, "beyde") >= 3);
    store.transact(|tx| tx.erase(person)).unwrap();
    assert_eq!((holds(&store, "zorlu"), holds(&store, "beyde")), (0, 0));
    assert_sound(&store);
}

#[test]
fn who_is_next_is_found_by_the_index_of_open_tickets() {
    let (_folder, store) = desk();
    let reader = Reader::open(store.location()).unwrap();
    let plan = |sql: &str| {
        let mut statement = reader
            .connection()
            .prepare(&format!("explain query plan {sql}"))
            .unwrap();
        let lines = statement.query_map([], |row| row.get::<_, String>("detail"));
        lines
            .unwrap()
            .collect::<rusqlite::Result<Vec<_>>>()
            .unwrap()
            .join("\n")
    };
    let next = plan(
        "select * from tickets
             where state <> 'ended' and state = 'waiting' and day = '2026-03-10' and lane = 'x'
             order by rank, place limit 1",
    );
    assert!(
        next.contains("tickets_open") && !next.contains("TEMP B-TREE"),
        "{next}"
    );
    let run = plan(
        "select max(seq) from calls
        where by_policy and not undone and day = '2026-03-10' and lane = 'x'",
    );
    assert!(run.contains("calls_run"), "{run}");
}

#[test]
fn the_run_counts_standing_calls_by_policy() {
    let (_folder, mut store) = desk();
    let call = |tx: &mut Tx<'_>, lane, policy| -> Result<TicketId> {
        let claims = match lane {
            Lane::Ordinary => PriorityClaims::none(),
            Lane::Priority => [(PriorityClass::Veteran, Basis::Declaration)]
                .into_iter()
                .collect(),
        };
        let ticket = TicketId(tx.id());
        let visitor = PersonId(tx.id());
        let number = tx.read().last_number(today())? + 1;
        tx.append(
            staff(1),
            Event::TicketIssued(TicketIssued {
                ticket,
                day: today(),
                number,
                place: number,
                lane,
                rank: 0,
                visitor,
                private: Claims { claims },
            }),
        )?;
        let basis = if policy {
            CallBasis::Policy(CallReason::AbsolutePriority)
        } else {
            CallBasis::OutOfOrder
        };
        tx.append(
            staff(1),
            Event::TicketCalled(TicketCalled {
                ticket,
                counter: 1,
                visitor,
                basis,
                private: Reason::default(),
            }),
        )?;
        Ok(ticket)
    };
    store
        .transact(|tx| {
            tx.append(staff(1), event::office())?;
            let run = |tx: &Tx<'_>| tx.read().run(today()).unwrap();
            assert_eq!(run(tx), 0);
            call(tx, Lane::Priority, true)?;
            let second = call(tx, Lane::Priority, true)?;
            call(tx, Lane::Priority, false)?;
            assert_eq!(run(tx), 2);
            let ordinary = call(tx, Lane::Ordinary, true)?;
            assert_eq!(run(tx), 0);
            tx.append(
                staff(1),
                Event::TicketCallUndone(TicketStep { ticket: ordinary }),
            )?;
            assert_eq!(run(tx), 2);
            tx.append(
                staff(1),
                Event::TicketCallUndone(TicketStep { ticket: second }),
            )?;
            assert_eq!(run(tx), 1);
            call(tx, Lane::Ordinary, false)?;
            assert_eq!(run(tx), 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
