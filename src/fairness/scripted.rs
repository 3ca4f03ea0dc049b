//! A desk for tests: it plays a script by the desk's rules and writes the events a real one
//! would. Written apart from the replay, on purpose: it keeps tickets in one list and sorts.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::day::RecordedDay;
use super::record::DayRecorder;
use crate::domain::event::{
    CallBasis, Claims, Event, Reason, TicketCalled, TicketClaimsCorrected, TicketEnded, TicketHeld,
    TicketIssued, TicketReinstated, TicketStep, VisitClosed, VisitOpened,
};
use crate::domain::ids::{Counter, PersonId, TicketId, VisitId};
use crate::domain::priority::Lane;
use crate::domain::queue::{Policy, decide, next_run};
use crate::domain::ticket::TicketEnd;

/// What is done next; `who` and `counter` choose among those it can be done to.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Issue {
        priority: bool,
        rank: u8,
    },
    CallNext {
        counter: Counter,
    },
    CallOutOfOrder {
        counter: Counter,
        who: usize,
    },
    /// What the counter does with its visitor: starts the visit, or ends it.
    Serve {
        counter: Counter,
    },
    NoShow {
        counter: Counter,
    },
    Hold {
        counter: Counter,
    },
    UndoLastCall,
    PutAside {
        who: usize,
    },
    Return {
        who: usize,
    },
    Reinstate {
        who: usize,
    },
    Leave {
        who: usize,
    },
    Correct {
        who: usize,
        priority: bool,
        rank: u8,
    },
    /// A visit without a ticket begins or ends.
    WithoutTicket {
        counter: Counter,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Aside,
    Called(Counter),
    Serving(Counter, VisitId),
    NoShow,
    Over,
}

#[derive(Debug, Clone)]
struct Ticket {
    id: TicketId,
    number: u32,
    place: u32,
    lane: Lane,
    rank: u8,
    state: State,
}

/// The desk.
#[derive(Debug)]
pub struct ScriptedDesk {
    policy: Policy,
    now: DateTime<Utc>,
    ids: u128,
    run: u32,
    places: u32,
    tickets: Vec<Ticket>,
    visits: Vec<(Counter, VisitId)>,
    /// The last call, as long as no other was made, and the run before it.
    last_call: Option<(TicketId, u32)>,
    pub events: Vec<(DateTime<Utc>, Event)>,
}

/// The day all scripts play on.
pub fn script_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

impl ScriptedDesk {
    pub fn opening(policy: Policy) -> Self {
        Self {
            policy,
            now: "2026-03-02T08:30:00+03:00".parse().unwrap(),
            ids: 0,
            run: 0,
            places: 0,
            tickets: Vec::new(),
            visits: Vec::new(),
            last_call: None,
            events: Vec::new(),
        }
    }

    /// The recorded day of all that happened.
    pub fn recorded(&self) -> RecordedDay {
        let mut recorder = DayRecorder::new(script_day(), self.policy);
        for (at, event) in &self.events {
            recorder.note(*at, event);
        }
        recorder.finish()
    }

    /// Lets time pass and then does something, if it can be done.
    pub fn after(&mut self, pause: TimeDelta, act: Act) -> Option<()> {
        self.now += pause;
        match act {
            Act::Issue { priority, rank } => self.issue(priority, rank),
            Act::CallNext { counter } => self.call_next(counter)?,
            Act::CallOutOfOrder { counter, who } => {
                self.is_free(counter).then_some(())?;
                let ticket = self.choose(who, |state| {
                    matches!(state, State::Waiting | State::Aside | State::NoShow)
                })?;
                self.call(ticket, counter, CallBasis::OutOfOrder);
            }
            Act::Serve { counter } => self.serve(counter)?,
            Act::NoShow { counter } => {
                let ticket = self.choose(0, |state| state == State::Called(counter))?;
                self.tickets[ticket].state = State::NoShow;
                self.write(Event::TicketNoShow(self.step(ticket)));
            }
            Act::Hold { counter } => {
                let ticket = self.choose(0, |state| state == State::Called(counter))?;
                self.put_aside(ticket);
            }
            Act::UndoLastCall => self.undo()?,
            Act::PutAside { who } => {
                let ticket = self.choose(who, |state| state == State::Waiting)?;
                self.put_aside(ticket);
            }
            Act::Return { who } => {
                let ticket = self.choose(who, |state| state == State::Aside)?;
                self.tickets[ticket].state = State::Waiting;
                self.write(Event::TicketReturned(self.step(ticket)));
            }
            Act::Reinstate { who } => {
                let ticket = self.choose(who, |state| state == State::NoShow)?;
                self.places += 1;
                let reinstated = TicketReinstated {
                    ticket: self.tickets[ticket].id,
                    place: self.places,
                };
                self.tickets[ticket].state = State::Waiting;
                self.tickets[ticket].place = self.places;
                self.write(Event::TicketReinstated(reinstated));
            }
            Act::Leave { who } => {
                let ticket = self.choose(who, |state| {
                    !matches!(state, State::Serving(..) | State::Over)
                })?;
                self.end(ticket, TicketEnd::Left);
            }
            Act::Correct {
                who,
                priority,
                rank,
            } => {
                let ticket = self.choose(who, |state| state != State::Over)?;
                self.correct(ticket, priority, rank);
            }
            Act::WithoutTicket { counter } => self.without_ticket(counter)?,
        }
        Some(())
    }

    /// Ends what is open, as the desk does in the evening.
    pub fn close(&mut self) {
        for ticket in 0..self.tickets.len() {
            if !matches!(self.tickets[ticket].state, State::Serving(..) | State::Over) {
                self.end(ticket, TicketEnd::DayOver);
            }
        }
    }

    fn issue(&mut self, priority: bool, rank: u8) {
        let (lane, rank) = lane_and_rank(priority, rank);
        self.places += 1;
        let ticket = Ticket {
            id: TicketId(self.id()),
            number: self.tickets.len() as u32 + 1,
            place: self.places,
            lane,
            rank,
            state: State::Waiting,
        };
        self.write(Event::TicketIssued(TicketIssued {
            ticket: ticket.id,
            day: script_day(),
            number: ticket.number,
            place: ticket.place,
            lane,
            rank,
            visitor: PersonId(Uuid::nil()),
            private: Claims::default(),
        }));
        self.tickets.push(ticket);
    }

    fn call_next(&mut self, counter: Counter) -> Option<()> {
        self.is_free(counter).then_some(())?;
        let first = |lane| {
            (0..self.tickets.len())
                .filter(|i| self.tickets[*i].lane == lane)
                .filter(|i| self.tickets[*i].state == State::Waiting)
                .min_by_key(|i| (self.tickets[*i].rank, self.tickets[*i].place))
        };
        let (ordinary, priority) = (first(Lane::Ordinary), first(Lane::Priority));
        let waits = (ordinary.is_some(), priority.is_some());
        let (lane, why) = decide(&self.policy, self.run, waits.0, waits.1)?;
        let ticket = match lane {
            Lane::Ordinary => ordinary?,
            Lane::Priority => priority?,
        };
        let before = self.run;
        self.run = next_run(self.run, lane);
        self.call(ticket, counter, CallBasis::Policy(why));
        self.last_call = Some((self.tickets[ticket].id, before));
        Some(())
    }

    fn call(&mut self, ticket: usize, counter: Counter, basis: CallBasis) {
        self.tickets[ticket].state = State::Called(counter);
        self.last_call = None;
        self.write(Event::TicketCalled(TicketCalled {
            ticket: self.tickets[ticket].id,
            counter,
            visitor: PersonId(Uuid::nil()),
            basis,
            private: Reason::default(),
        }));
    }

    fn undo(&mut self) -> Option<()> {
        let (id, run) = self.last_call.take()?;
        let called = |ticket: &Ticket| ticket.id == id && matches!(ticket.state, State::Called(_));
        let ticket = self.tickets.iter().position(called)?;
        self.run = run;
        self.tickets[ticket].state = State::Waiting;
        self.write(Event::TicketCallUndone(self.step(ticket)));
        Some(())
    }

    fn serve(&mut self, counter: Counter) -> Option<()> {
        let at_counter = |state| match state {
            State::Called(at) | State::Serving(at, _) => at == counter,
            _ => false,
        };
        let ticket = self.choose(0, at_counter)?;
        if let State::Serving(_, visit) = self.tickets[ticket].state {
            self.tickets[ticket].state = State::Over;
            self.write(Event::VisitClosed(VisitClosed { visit }));
        } else {
            let visit = VisitId(self.id());
            self.tickets[ticket].state = State::Serving(counter, visit);
            let ticket = Some(self.tickets[ticket].id);
            self.open(visit, ticket, counter);
        }
        Some(())
    }

    fn without_ticket(&mut self, counter: Counter) -> Option<()> {
        if let Some(open) = self.visits.iter().position(|(at, _)| *at == counter) {
            let (_, visit) = self.visits.remove(open);
            self.write(Event::VisitClosed(VisitClosed { visit }));
        } else {
            self.is_free(counter).then_some(())?;
            let visit = VisitId(self.id());
            self.visits.push((counter, visit));
            self.open(visit, None, counter);
        }
        Some(())
    }

    fn open(&mut self, visit: VisitId, ticket: Option<TicketId>, counter: Counter) {
        self.write(Event::VisitOpened(VisitOpened {
            visit,
            ticket,
            counter,
            visitor: PersonId(Uuid::nil()),
        }));
    }

    fn put_aside(&mut self, ticket: usize) {
        self.tickets[ticket].state = State::Aside;
        self.write(Event::TicketHeld(TicketHeld {
            ticket: self.tickets[ticket].id,
            visitor: PersonId(Uuid::nil()),
            until: None,
            private: Reason::default(),
        }));
    }

    fn correct(&mut self, ticket: usize, priority: bool, rank: u8) {
        let (lane, rank) = lane_and_rank(priority, rank);
        let known = &mut self.tickets[ticket];
        (known.lane, known.rank) = (lane, rank);
        let corrected = TicketClaimsCorrected {
            ticket: known.id,
            lane,
            rank,
            visitor: PersonId(Uuid::nil()),
            private: Claims::default(),
        };
        self.write(Event::TicketClaimsCorrected(corrected));
    }

    fn end(&mut self, ticket: usize, how: TicketEnd) {
        self.tickets[ticket].state = State::Over;
        let ticket = self.tickets[ticket].id;
        self.write(Event::TicketEnded(TicketEnded { ticket, how }));
    }

    fn is_free(&self, counter: Counter) -> bool {
        let busy = |ticket: &Ticket| match ticket.state {
            State::Called(at) | State::Serving(at, _) => at == counter,
            _ => false,
        };
        let visit = self.visits.iter().any(|(at, _)| *at == counter);
        !visit && !self.tickets.iter().any(busy)
    }

    fn choose(&self, who: usize, fits: impl Fn(State) -> bool) -> Option<usize> {
        let fitting: Vec<usize> = (0..self.tickets.len())
            .filter(|i| fits(self.tickets[*i].state))
            .collect();
        fitting.get(who % fitting.len().max(1)).copied()
    }

    fn step(&self, ticket: usize) -> TicketStep {
        TicketStep {
            ticket: self.tickets[ticket].id,
        }
    }

    fn write(&mut self, event: Event) {
        self.events.push((self.now, event));
    }

    fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }
}

fn lane_and_rank(priority: bool, rank: u8) -> (Lane, u8) {
    if priority {
        (Lane::Priority, rank)
    } else {
        (Lane::Ordinary, 0)
    }
}

/// Acts after which the office's own policy has ordered every call.
fn regular_act() -> impl Strategy<Value = Act> {
    let counter = 1_u16..4;
    let rank = 0_u8..3;
    prop_oneof![
        8 => (any::<bool>(), rank.clone()).prop_map(|(priority, rank)| Act::Issue { priority, rank }),
        6 => counter.clone().prop_map(|counter| Act::CallNext { counter }),
        9 => counter.clone().prop_map(|counter| Act::Serve { counter }),
        1 => counter.clone().prop_map(|counter| Act::NoShow { counter }),
        1 => counter.clone().prop_map(|counter| Act::Hold { counter }),
        1 => counter.prop_map(|counter| Act::WithoutTicket { counter }),
        1 => Just(Act::UndoLastCall),
        1 => any::<usize>().prop_map(|who| Act::PutAside { who }),
        2 => any::<usize>().prop_map(|who| Act::Return { who }),
        1 => any::<usize>().prop_map(|who| Act::Reinstate { who }),
        1 => any::<usize>().prop_map(|who| Act::Leave { who }),
        1 => (any::<usize>(), any::<bool>(), rank)
            .prop_map(|(who, priority, rank)| Act::Correct { who, priority, rank }),
    ]
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        20 => regular_act(),
        1 => (1_u16..4, any::<usize>())
            .prop_map(|(counter, who)| Act::CallOutOfOrder { counter, who }),
    ]
}

/// A day played from acts, many of them in the same microsecond.
fn played(acts: impl Strategy<Value = Act>) -> impl Strategy<Value = ScriptedDesk> {
    let pause = prop_oneof![Just(0_i64), 0_i64..3, 0_i64..60_000_000];
    let steps = prop::collection::vec((pause, acts), 0..150);
    (0_u32..4, steps, any::<bool>()).prop_map(|(k, steps, closed)| {
        let quota = std::num::NonZeroU32::new(k);
        let mut desk = ScriptedDesk::opening(Policy { quota });
        for (pause, act) in steps {
            // What cannot be done now is left out.
            let _ = desk.after(TimeDelta::microseconds(pause), act);
        }
        if closed {
            desk.close();
        }
        desk
    })
}

/// A day called by the office's policy throughout.
pub fn regular_day() -> impl Strategy<Value = RecordedDay> {
    played(regular_act()).prop_map(|desk| desk.recorded())
}

/// A day with calls out of order.
pub fn any_day() -> impl Strategy<Value = RecordedDay> {
    played(any_act()).prop_map(|desk| desk.recorded())
}
