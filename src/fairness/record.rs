//! A [`RecordedDay`] from the events of the day.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::Micros;
use super::day::{Irregularities, QueueClass, RecordedCall, RecordedDay, Stay, Turn, median};
use crate::domain::calendar::{istanbul_day, istanbul_midnight};
use crate::domain::event::{CallBasis, Event, TicketCalled, TicketIssued};
use crate::domain::ids::{Counter, TicketId, VisitId};
use crate::domain::queue::Policy;

/// Puts a day together, event by event.
#[derive(Debug)]
pub struct DayRecorder {
    day: NaiveDate,
    midnight: DateTime<Utc>,
    policy: Policy,
    last_policy: Policy,
    now: Micros,
    turns: Vec<Turn>,
    calls: Vec<OpenCall>,
    tickets: HashMap<TicketId, Known>,
    visits: HashMap<VisitId, TicketId>,
    irregular: Irregularities,
}

/// A call that may not have ended yet.
#[derive(Debug)]
struct OpenCall {
    turn: usize,
    counter: Counter,
    at: Micros,
    until: Option<Micros>,
    undone: bool,
}

/// What is known of a ticket.
#[derive(Debug)]
struct Known {
    number: u32,
    place: u32,
    class: QueueClass,
    at: Standing,
}

/// Where a ticket stands, as far as the queue goes.
#[derive(Debug, Clone, Copy)]
enum Standing {
    /// In the queue, in this turn.
    Waiting { turn: usize },
    /// Put aside before having been called; the turn goes on when it comes back.
    Aside { turn: usize },
    /// At a counter, by this call.
    Called { call: usize },
    /// Called before and away, or over.
    Away,
}

impl DayRecorder {
    /// Nothing has happened yet; `policy` is in force.
    #[must_use]
    pub fn new(day: NaiveDate, policy: Policy) -> Self {
        Self {
            day,
            midnight: istanbul_midnight(day),
            policy,
            last_policy: policy,
            now: 0,
            turns: Vec::new(),
            calls: Vec::new(),
            tickets: HashMap::new(),
            visits: HashMap::new(),
            irregular: Irregularities::default(),
        }
    }

    /// Notes what happened next, in the order of the office's own log. What belongs to another
    /// day is passed over, and so is what makes no sense where the ticket stands.
    pub fn note(&mut self, at: DateTime<Utc>, event: &Event) {
        if istanbul_day(at) != self.day {
            return;
        }
        let elapsed = (at - self.midnight).num_microseconds().unwrap_or_default();
        // Things of one transaction, or noted after the clock was set back, keep their order.
        self.now = Micros::try_from(elapsed)
            .unwrap_or_default()
            .max(self.now + 1);
        match event {
            Event::OfficeConfigured(office) => self.configured(office.policy),
            Event::TicketIssued(issued) => self.issued(issued),
            Event::TicketClaimsCorrected(corrected) => {
                let (lane, rank) = (corrected.lane, corrected.rank);
                self.corrected(corrected.ticket, QueueClass { lane, rank });
            }
            Event::TicketCalled(called) => self.called(called),
            Event::TicketCallUndone(step) => self.undone(step.ticket),
            Event::TicketNoShow(step) => self.gone(step.ticket),
            Event::TicketHeld(held) => self.held(held.ticket),
            Event::TicketReturned(step) => self.back(step.ticket),
            Event::TicketReinstated(reinstated) => {
                if let Some(known) = self.tickets.get_mut(&reinstated.ticket) {
                    known.place = reinstated.place;
                }
                self.back(reinstated.ticket);
            }
            Event::TicketEnded(ended) => self.gone(ended.ticket),
            Event::VisitOpened(opened) => {
                if let Some(ticket) = opened.ticket {
                    self.visits.insert(opened.visit, ticket);
                }
            }
            Event::VisitClosed(closed) => {
                if let Some(ticket) = self.visits.remove(&closed.visit) {
                    self.gone(ticket);
                }
            }
            Event::StaffRegistered(_)
            | Event::TicketRecalled(_)
            | Event::PersonRecorded(_)
            | Event::GuidanceGiven(_)
            | Event::ApplicationRegistered(_)
            | Event::UnitRecorded(_)
            | Event::CaseMoved(_)
            | Event::MessageQueued(_)
            | Event::MessageMoved(_)
            | Event::ReviewOpened(_)
            | Event::ReviewDecided(_)
            | Event::DatabaseRestored(_) => {}
        }
    }

    fn configured(&mut self, policy: Policy) {
        if policy == self.last_policy {
            return;
        }
        self.last_policy = policy;
        if self.turns.is_empty() {
            self.policy = policy;
        } else {
            self.irregular.policy_changes += 1;
        }
    }

    fn issued(&mut self, issued: &TicketIssued) {
        if issued.day != self.day {
            return;
        }
        let known = Known {
            number: issued.number,
            place: issued.place,
            class: QueueClass {
                lane: issued.lane,
                rank: issued.rank,
            },
            at: Standing::Away,
        };
        self.tickets.insert(issued.ticket, known);
        self.back(issued.ticket);
    }

    fn corrected(&mut self, ticket: TicketId, class: QueueClass) {
        let Some(known) = self.tickets.get_mut(&ticket) else {
            return;
        };
        let changed = known.class != class;
        known.class = class;
        if let Standing::Waiting { turn } = known.at
            && changed
        {
            self.end_stay(turn);
            self.back(ticket);
        }
    }

    /// Into the queue: with a new turn, or with the one that goes on.
    fn back(&mut self, ticket: TicketId) {
        let Some(known) = self.tickets.get_mut(&ticket) else {
            return;
        };
        let stay = Stay {
            from: self.now,
            until: None,
            class: known.class,
        };
        let turn = match known.at {
            Standing::Waiting { turn } | Standing::Aside { turn } => turn,
            Standing::Called { .. } => return,
            Standing::Away => {
                self.turns.push(Turn {
                    number: known.number,
                    place: known.place,
                    stays: Vec::with_capacity(1),
                });
                self.turns.len() - 1
            }
        };
        self.turns[turn].stays.push(stay);
        known.at = Standing::Waiting { turn };
    }

    fn called(&mut self, called: &TicketCalled) {
        self.irregular.out_of_order += u32::from(called.basis == CallBasis::OutOfOrder);
        if !self.is_waiting(called.ticket) {
            // Called while away: back in the queue for a moment.
            self.back(called.ticket);
            self.now += 1;
        }
        let Some(known) = self.tickets.get_mut(&called.ticket) else {
            return;
        };
        let Standing::Waiting { turn } = known.at else {
            return;
        };
        self.calls.push(OpenCall {
            turn,
            counter: called.counter,
            at: self.now,
            until: None,
            undone: false,
        });
        let call = self.calls.len() - 1;
        known.at = Standing::Called { call };
    }

    fn is_waiting(&self, ticket: TicketId) -> bool {
        let known = self.tickets.get(&ticket);
        known.is_some_and(|known| matches!(known.at, Standing::Waiting { .. }))
    }

    /// The call was none; the visitor was away from the queue meanwhile.
    fn undone(&mut self, ticket: TicketId) {
        let Some(known) = self.tickets.get_mut(&ticket) else {
            return;
        };
        let Standing::Called { call } = known.at else {
            return;
        };
        let undone = &mut self.calls[call];
        undone.undone = true;
        known.at = Standing::Aside { turn: undone.turn };
        self.irregular.undone += 1;
        if let Some(stay) = self.turns[undone.turn].stays.last_mut() {
            stay.until = Some(undone.at);
        }
        self.back(ticket);
    }

    fn held(&mut self, ticket: TicketId) {
        let Some(Standing::Waiting { turn }) = self.tickets.get(&ticket).map(|known| known.at)
        else {
            return self.gone(ticket);
        };
        self.end_stay(turn);
        if let Some(known) = self.tickets.get_mut(&ticket) {
            known.at = Standing::Aside { turn };
        }
    }

    /// Out of the queue, or away from the counter.
    fn gone(&mut self, ticket: TicketId) {
        let Some(known) = self.tickets.get_mut(&ticket) else {
            return;
        };
        let at = std::mem::replace(&mut known.at, Standing::Away);
        match at {
            Standing::Waiting { turn } => self.end_stay(turn),
            Standing::Called { call } => self.calls[call].until = Some(self.now),
            Standing::Aside { .. } | Standing::Away => {}
        }
    }

    fn end_stay(&mut self, turn: usize) {
        if let Some(stay) = self.turns[turn].stays.last_mut() {
            stay.until = Some(self.now);
        }
    }

    /// The day, whole. Whoever still waits goes now; visits that did not end are taken to last as
    /// long as the median one.
    #[must_use]
    pub fn finish(mut self) -> RecordedDay {
        self.now += 1;
        let waiting: Vec<usize> = self
            .tickets
            .values()
            .filter_map(|known| match known.at {
                Standing::Waiting { turn } => Some(turn),
                _ => None,
            })
            .collect();
        for turn in waiting {
            self.end_stay(turn);
        }
        self.calls.retain(|call| !call.undone);
        let ends = self
            .calls
            .iter()
            .filter_map(|call| Some(call.until? - call.at));
        let ends: Vec<Micros> = ends.collect();
        self.irregular.ends_assumed = (self.calls.len() - ends.len()) as u32;
        let usual = median(ends).unwrap_or(1);
        let calls = self.calls.iter().map(|call| RecordedCall {
            turn: call.turn,
            counter: call.counter,
            at: call.at,
            until: call.until.unwrap_or(call.at + usual),
        });
        let mut calls: Vec<RecordedCall> = calls.collect();
        end_before_the_next(&mut calls);
        RecordedDay {
            day: self.day,
            policy: self.policy,
            turns: self.turns,
            calls,
            irregular: self.irregular,
        }
    }
}

/// A counter is done with one visitor when it calls the next.
fn end_before_the_next(calls: &mut [RecordedCall]) {
    let mut next: HashMap<Counter, Micros> = HashMap::new();
    for call in calls.iter_mut().rev() {
        let next = next.insert(call.counter, call.at);
        call.until = next.map_or(call.until, |next| call.until.min(next));
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
