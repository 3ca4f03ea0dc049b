//! Today: a queue in the middle of its work.
//!
//! The plan is in minutes of an imagined morning of [`MORNING`]; the last one is now. Soon after
//! midnight the same plan is played faster, since it has to be today.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::COUNTER;
use super::cases::{CASES, UNFINISHED};
use super::guidance::ANSWERS;
use super::past::BEFORE_TODAY;
use super::stage::{Stage, filled};
use crate::desk::command::{Command, Draft};
use crate::desk::error::DeskError;
use crate::domain::application::TopicCode;
use crate::domain::calendar::{istanbul_day, istanbul_midnight};
use crate::domain::ids::{Counter, DraftId, TicketId, VisitId};
use crate::domain::priority::{Basis, PriorityClaims, PriorityClass};
use crate::text::CleanText;

/// Minutes of the morning.
const MORNING: u32 = 200;
/// Seconds of the plan.
const END: u32 = MORNING * 60;
/// Visitors who take a ticket.
const VISITORS: u32 = 48;
/// Those who are there when the doors open.
const EARLY: u32 = 7;
/// Each of these numbers is called three times and does not come.
const ABSENT: [usize; 2] = [9, 21];
/// From here on the reader's own counter calls nobody more: it is free to try things out.
const FREE_FROM: u32 = 165 * 60;
/// From here on the last counter waits, to have called somebody just now.
const LAST_CALL: u32 = END - 40;
/// When two visitors ask to be put aside.
const HOLD_AT: u32 = 188 * 60;
/// When the unfinished form was last saved.
const DRAFT_AT: u32 = 192 * 60;
/// Every visit whose number leaves this remainder brings an application.
const APPLIES: u32 = 1;
const OF_VISITS: u32 = 3;

/// What happens at a second of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Arrive(u32),
    Call(Counter),
    Recall(Counter, TicketId),
    NoShow(Counter, TicketId),
    Start(Counter, TicketId),
    Finish(Counter, VisitId),
    Hold,
    Type,
}

/// Plays today until `now`.
pub(super) fn play(stage: &mut Stage<'_, '_>, now: DateTime<Utc>) -> Result<(), DeskError> {
    let begins = istanbul_midnight(istanbul_day(now)).max(now - TimeDelta::minutes(MORNING.into()));
    let mut morning = Morning {
        stage,
        begins,
        length: now - begins,
        plan: BinaryHeap::new(),
        tickets: Vec::new(),
        visits: 0,
        cases: BEFORE_TODAY,
    };
    morning.open()?;
    while let Some(Reverse((second, step))) = morning.plan.pop() {
        if second <= END {
            morning.stage_at(second);
            morning.take(second, step)?;
        }
    }
    morning.stage_at(END);
    Ok(())
}

struct Morning<'m, 'w, 's> {
    stage: &'m mut Stage<'w, 's>,
    begins: DateTime<Utc>,
    length: TimeDelta,
    plan: BinaryHeap<Reverse<(u32, Step)>>,
    /// In the order of their numbers.
    tickets: Vec<(u32, TicketId)>,
    visits: u32,
    /// The next case to be brought.
    cases: usize,
}

impl Morning<'_, '_, '_> {
    /// Sets the clock to a second of the plan.
    fn stage_at(&mut self, second: u32) {
        let share = self.length.num_milliseconds() * i64::from(second) / i64::from(END);
        self.stage.at(self.begins + TimeDelta::milliseconds(share));
    }

    fn plan(&mut self, second: u32, step: Step) {
        self.plan.push(Reverse((second, step)));
    }

    fn open(&mut self) -> Result<(), DeskError> {
        self.stage_at(0);
        self.stage.does(COUNTER, Command::OpenDay)?;
        for visitor in 0..VISITORS {
            let after = visitor.saturating_sub(EARLY) * (END - 300) / (VISITORS - EARLY);
            let jitter = self.stage.chance(0..150);
            self.plan(after + jitter, Step::Arrive(visitor));
        }
        for counter in 1..=4 {
            self.plan(160 + 20 * u32::from(counter), Step::Call(counter));
        }
        self.plan(HOLD_AT, Step::Hold);
        self.plan(DRAFT_AT, Step::Type);
        Ok(())
    }

    fn take(&mut self, second: u32, step: Step) -> Result<(), DeskError> {
        match step {
            Step::Arrive(visitor) => {
                let ticket = self.stage.issue(claims(visitor))?;
                self.tickets.push((visitor, ticket));
            }
            Step::Call(counter) => self.call(second, counter)?,
            Step::Recall(counter, ticket) => {
                self.stage.does(counter, Command::Recall { ticket })?;
            }
            Step::NoShow(counter, ticket) => {
                self.stage.does(counter, Command::NoShow { ticket })?;
                self.plan(second + 15, Step::Call(counter));
            }
            Step::Start(counter, ticket) => {
                let visit = self.stage.start(counter, ticket)?;
                let minutes = self.stage.chance(18..33);
                self.plan(second + minutes * 60, Step::Finish(counter, visit));
            }
            Step::Finish(counter, visit) => self.finish(second, counter, visit)?,
            Step::Hold => self.hold()?,
            Step::Type => self.type_a_draft()?,
        }
        Ok(())
    }

    fn call(&mut self, second: u32, counter: Counter) -> Result<(), DeskError> {
        if counter == COUNTER && second > FREE_FROM {
            return Ok(());
        }
        let is_last = counter == 4 && second > FREE_FROM;
        if is_last && second < LAST_CALL {
            self.plan(LAST_CALL, Step::Call(counter));
            return Ok(());
        }
        let Some(ticket) = self.stage.call(counter)? else {
            self.plan(second + 120, Step::Call(counter));
            return Ok(());
        };
        let number = self.tickets.iter().position(|(_, known)| *known == ticket);
        let is_absent = number.is_some_and(|before| ABSENT.contains(&(before + 1)));
        if is_absent {
            self.plan(second + 50, Step::Recall(counter, ticket));
            self.plan(second + 110, Step::Recall(counter, ticket));
            self.plan(second + 170, Step::NoShow(counter, ticket));
        } else {
            self.plan(second + 45, Step::Start(counter, ticket));
        }
        Ok(())
    }

    /// Ends a visit with what it was for.
    fn finish(&mut self, second: u32, counter: Counter, visit: VisitId) -> Result<(), DeskError> {
        self.visits += 1;
        match CASES.get(self.cases) {
            Some(case) if self.visits % OF_VISITS == APPLIES => {
                self.cases += 1;
                self.stage.register(counter, visit, case)?;
            }
            // Somebody who was here before asks again for the same.
            _ if self.visits == OF_VISITS => {
                self.stage.register_for(counter, visit, (&CASES[0], 1))?;
            }
            _ => {
                let (topic, outcome, note) = ANSWERS[self.visits as usize % ANSWERS.len()];
                let guidance = Command::GiveGuidance {
                    visit,
                    topic: Some(TopicCode(topic.into())),
                    outcome,
                    note: CleanText::line(note),
                };
                self.stage.does(counter, guidance)?;
            }
        }
        self.stage.does(counter, Command::FinishVisit { visit })?;
        self.plan(second + 50, Step::Call(counter));
        Ok(())
    }

    /// Puts the last two ordinary visitors who came aside: one for a time, one until called for.
    /// With so many before them neither can have been called.
    fn hold(&mut self) -> Result<(), DeskError> {
        let mut ordinary = self.tickets.iter().rev();
        let mut last = || ordinary.find(|(visitor, _)| claims(*visitor).is_empty());
        let (Some((_, second)), Some((_, first))) = (last(), last()) else {
            return Ok(());
        };
        let (first, second) = (*first, *second);
        for (ticket, time, reason) in [
            (
                first,
                Some(TimeDelta::minutes(25)),
                "Fotokopi çektirmeye gitti",
            ),
            (second, None, "Çocuğunu okuldan alıp gelecek"),
        ] {
            let hold = Command::Hold {
                ticket,
                time,
                reason: Some(CleanText::line(reason)),
            };
            self.stage.does(COUNTER, hold)?;
        }
        Ok(())
    }

    /// Leaves a form half typed, as a crash would.
    fn type_a_draft(&mut self) -> Result<(), DeskError> {
        let mut form = filled(&UNFINISHED, 90);
        form.neighbourhood.clear();
        form.phone = "0500 000".into();
        let draft = Draft {
            id: DraftId(Uuid::from_u128(1)),
            counter: COUNTER,
            visit: None,
            form,
        };
        self.stage
            .does(COUNTER, Command::SaveDraft(Box::new(draft)))?;
        Ok(())
    }
}

/// Whether a visitor has priority, and why.
fn claims(visitor: u32) -> PriorityClaims {
    use Basis::{BirthDate, Declaration, DocumentSeen};
    use PriorityClass::{Disabled, MartyrRelative, Over65, Pregnant, Veteran, VeteranRelative};
    let classes: &[(PriorityClass, Basis)] = match visitor {
        1 | 13 | 26 | 35 | 37 | 42 => &[(Over65, BirthDate)],
        5 | 39 | 45 => &[(Veteran, DocumentSeen)],
        32 | 41 => &[(Disabled, DocumentSeen)],
        17 | 40 => &[(Pregnant, Declaration)],
        21 => &[(MartyrRelative, DocumentSeen)],
        38 => &[(Over65, BirthDate), (Disabled, Declaration)],
        36 | 43 => &[(VeteranRelative, Declaration)],
        _ => &[],
    };
    classes.iter().copied().collect()
}
