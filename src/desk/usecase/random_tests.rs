//! Days of random commands: whatever clerks press, the rules of the queue hold.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;

use super::fixture::{Play, line, ordinary, veteran};
use crate::desk::command::{Command, Registration};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::desk::script::Script;
use crate::domain::calendar::istanbul_day;
use crate::domain::ids::{Counter, TicketId, VisitId};
use crate::domain::queue::{Policy, next_run};
use crate::domain::registration::RegistrationDraft;
use crate::store::{Location, Reader, check};

/// Something a clerk does; numbers choose among what there is.
#[derive(Debug, Clone, Copy)]
enum Act {
    Issue { priority: bool },
    CallNext(Counter),
    CallOutOfOrder(Counter, usize),
    Recall(usize),
    Undo(usize),
    NoShow(usize),
    Hold(usize, Option<i64>),
    Return(usize),
    Reinstate(usize),
    Leave(usize),
    Correct(usize, bool),
    Start(Counter, usize),
    OpenVisit(Counter),
    Finish(usize),
    Register(Option<usize>),
    OpenDay,
    CloseDay,
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let counter = || 1_u16..=3;
    let of = || any::<usize>();
    prop_oneof![
        6 => any::<bool>().prop_map(|priority| Act::Issue { priority }),
        6 => counter().prop_map(Act::CallNext),
        1 => (counter(), of()).prop_map(|(counter, of)| Act::CallOutOfOrder(counter, of)),
        3 => of().prop_map(Act::Recall),
        1 => of().prop_map(Act::Undo),
        2 => of().prop_map(Act::NoShow),
        1 => (of(), proptest::option::of(0_i64..20)).prop_map(|(of, time)| Act::Hold(of, time)),
        1 => of().prop_map(Act::Return),
        1 => of().prop_map(Act::Reinstate),
        1 => of().prop_map(Act::Leave),
        1 => (of(), any::<bool>()).prop_map(|(of, priority)| Act::Correct(of, priority)),
        5 => (counter(), of()).prop_map(|(counter, of)| Act::Start(counter, of)),
        1 => counter().prop_map(Act::OpenVisit),
        4 => of().prop_map(Act::Finish),
        1 => proptest::option::of(of()).prop_map(Act::Register),
        1 => Just(Act::OpenDay),
        1 => Just(Act::CloseDay),
        2 => (0_i64..900).prop_map(Act::Wait),
    ]
}

fn claims(priority: bool) -> crate::domain::priority::PriorityClaims {
    if priority { veteran() } else { ordinary() }
}

/// A day under way, and what was given out in it.
struct Day {
    play: Play,
    tickets: Vec<TicketId>,
    visits: Vec<VisitId>,
}

impl Day {
    fn new(policy: Policy) -> Self {
        Self {
            play: Play::with_policy(policy),
            tickets: Vec::new(),
            visits: Vec::new(),
        }
    }

    /// The command of an act, and the counter it is given at; `None` for one that is about
    /// nothing there is.
    fn command(&self, act: Act) -> Option<(Counter, Command)> {
        let ticket = |of: usize| self.tickets.get(of % self.tickets.len().max(1)).copied();
        let visit = |of: usize| self.visits.get(of % self.visits.len().max(1)).copied();
        Some(match act {
            Act::Issue { priority } => (
                1,
                Command::IssueTicket {
                    claims: claims(priority),
                },
            ),
            Act::CallNext(counter) => (counter, Command::CallNext),
            Act::CallOutOfOrder(counter, of) => {
                let (ticket, reason) = (ticket(of)?, line("gerekçe"));
                (counter, Command::CallOutOfOrder { ticket, reason })
            }
            Act::Recall(of) => (
                1,
                Command::Recall {
                    ticket: ticket(of)?,
                },
            ),
            Act::Undo(of) => (
                1,
                Command::UndoCall {
                    ticket: ticket(of)?,
                },
            ),
            Act::NoShow(of) => (
                1,
                Command::NoShow {
                    ticket: ticket(of)?,
                },
            ),
            Act::Hold(of, minutes) => {
                let (ticket, time) = (ticket(of)?, minutes.map(TimeDelta::minutes));
                let reason = None;
                (
                    1,
                    Command::Hold {
                        ticket,
                        time,
                        reason,
                    },
                )
            }
            Act::Return(of) => (
                1,
                Command::Return {
                    ticket: ticket(of)?,
                },
            ),
            Act::Reinstate(of) => (
                1,
                Command::Reinstate {
                    ticket: ticket(of)?,
                },
            ),
            Act::Leave(of) => (
                1,
                Command::Leave {
                    ticket: ticket(of)?,
                },
            ),
            Act::Correct(of, priority) => {
                let (ticket, claims) = (ticket(of)?, claims(priority));
                (1, Command::CorrectClaims { ticket, claims })
            }
            Act::Start(counter, of) => (
                counter,
                Command::StartVisit {
                    ticket: ticket(of)?,
                },
            ),
            Act::OpenVisit(counter) => (counter, Command::OpenVisit),
            Act::Finish(of) => (1, Command::FinishVisit { visit: visit(of)? }),
            Act::Register(of) => {
                let registration = Registration {
                    visit: of.and_then(visit),
                    draft: None,
                    form: RegistrationDraft::default(),
                    accepted: Vec::new(),
                };
                (1, Command::Register(Box::new(registration)))
            }
            Act::OpenDay => (1, Command::OpenDay),
            Act::CloseDay => (1, Command::CloseDay),
            Act::Wait(_) => return None,
        })
    }

    /// Does an act. What the rules refuse is refused; nothing else may go wrong.
    fn take(&mut self, act: Act) -> Result<(), TestCaseError> {
        if let Act::Wait(minutes) = act {
            self.play.wait(minutes);
        }
        let Some((counter, command)) = self.command(act) else {
            return Ok(());
        };
        match self.play.try_at(counter, command) {
            Ok(Done::TicketIssued { ticket, .. }) => self.tickets.push(ticket),
            Ok(Done::VisitOpened { visit }) => self.visits.push(visit),
            Ok(_)
            | Err(DeskError::Ticket(_) | DeskError::CounterBusy(_) | DeskError::OtherCounter(_)) => {
            }
            Err(error) => return Err(TestCaseError::fail(format!("{act:?}: {error}"))),
        }
        Ok(())
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        // No number and no place is given twice on a day.
        for column in ["number", "place"] {
            let twice =
                format!("select {column} from tickets group by day, {column} having count(*) > 1");
            prop_assert_eq!(self.play.numbers(&twice), Vec::<i64>::new());
        }
        // A counter has one visitor: called, or in a visit.
        let crowded = "select counter from (
                 select counter from tickets where state = 'called'
                 union all select counter from visits where closed_at is null)
             group by counter having count(*) > 1";
        prop_assert_eq!(self.play.numbers(crowded), Vec::<i64>::new());
        // Whoever is being served is so in one open visit, and the other way round.
        let lost = "select count(*) from visits left join tickets on tickets.id = visits.ticket
             where (closed_at is null and ticket is not null) <> (tickets.state = 'serving')
               and ticket is not null";
        prop_assert_eq!(self.play.numbers(lost), [0]);
        let alone = "select count(*) from tickets where state = 'serving'
             and id not in (select ticket from visits where closed_at is null and ticket is not null)";
        prop_assert_eq!(self.play.numbers(alone), [0]);
        // Application numbers follow one another.
        let sequences = self
            .play
            .numbers("select sequence from applications order by n");
        let dense = (1..).take(sequences.len());
        prop_assert!(sequences.into_iter().eq(dense));
        Ok(())
    }

    /// The file is sound, the log is whole, and the tables say what it says.
    fn check_file(&self) -> Result<(), TestCaseError> {
        let location = Location::without_key(self.play.folder.path().join("desk.db"));
        let reader = Reader::open(&location).unwrap();
        prop_assert_eq!(check::integrity(&reader).unwrap(), Vec::<String>::new());
        prop_assert!(check::chain(&reader).unwrap().fault.is_none());
        let mut source = Script::new(&self.play.clock, 2);
        prop_assert_eq!(check::projections(&location, &mut source).unwrap(), []);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_is_pressed_the_queue_stays_in_order(
        quota in 0_u32..4,
        acts in vec(act(), 1..80),
    ) {
        let mut day = Day::new(Policy { quota: std::num::NonZeroU32::new(quota) });
        for act in acts {
            day.take(act)?;
            day.check()?;
        }
        day.check_file()?;
    }

    /// Nobody waits longer than the ticket said, and an undone call is as if not made.
    #[test]
    fn whoever_waits_is_called_within_the_calls_the_ticket_said(
        quota in 0_u32..4,
        acts in vec(prop_oneof![
            3 => any::<bool>().prop_map(Some),
            4 => Just(None),
        ], 1..120),
        mistakes in vec(any::<bool>(), 120),
    ) {
        let mut play = Play::with_policy(Policy { quota: std::num::NonZeroU32::new(quota) });
        // Calls left until each ticket must have been called.
        let mut promised: BTreeMap<TicketId, u64> = BTreeMap::new();
        let mut run = 0;
        let day = istanbul_day("2026-03-10T07:30:00Z".parse().unwrap());
        for (act, mistake) in acts.into_iter().zip(mistakes) {
            match act {
                Some(priority) => {
                    let claims = claims(priority);
                    let issued = play.at(1, Command::IssueTicket { claims });
                    let Done::TicketIssued { ticket, within, .. } = issued else { unreachable!() };
                    promised.extend(within.map(|within| (ticket, within)));
                }
                None => {
                    if mistake && let Some(called) = play.call(1) {
                        let ticket = called.ticket.id;
                        play.at(1, Command::UndoCall { ticket });
                        prop_assert_eq!(play.read(|read| read.run(day)), run);
                    }
                    let Some(called) = play.call(1) else { continue };
                    for left in promised.values_mut() {
                        prop_assert!(*left > 0);
                        *left -= 1;
                    }
                    promised.remove(&called.ticket.id);
                    prop_assert!(promised.values().all(|left| *left > 0));
                    run = next_run(run, called.ticket.lane);
                    prop_assert_eq!(play.read(|read| read.run(day)), run);
                    let visit = play.start(1, called.ticket.id);
                    play.at(1, Command::FinishVisit { visit });
                }
            }
        }
    }
}
