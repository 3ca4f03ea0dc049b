//! What the clerk's eye looks at first: who is at this counter, or who is next, and why.

use chrono::{DateTime, TimeDelta, Utc};

use crate::desk::view::{CalledTicket, CounterWork, NextTicket, QueueView, VisitView};
use crate::domain::ids::TicketId;
use crate::domain::priority::{Lane, PriorityClaims};
use crate::domain::ticket::{Ticket, TicketState};
use crate::i18n::Text;
use crate::tui::screens::words;

/// How long a ticket just given stays in view.
pub const GIVEN_SHOWN: TimeDelta = TimeDelta::seconds(12);

/// A ticket just given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub ticket: TicketId,
    pub number: u32,
    pub lane: Lane,
    pub claims: PriorityClaims,
    /// Visitors before this one in the lane.
    pub ahead: u32,
    /// Within how many calls the visitor is called.
    pub within: Option<u64>,
    pub at: DateTime<Utc>,
}

impl Given {
    /// Whether it has been in view long enough. A clock set back must not keep it for ever.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        (now - self.at).abs() >= GIVEN_SHOWN
    }
}

/// What the stage is about; the view chooses the style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nobody yet: who is next.
    Next,
    /// Called to this counter.
    Called,
    /// In a visit at this counter.
    Visit,
    /// A ticket just given.
    Given,
}

/// The words of the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub tone: Tone,
    /// Shown big.
    pub number: Option<u32>,
    /// In capitals, before the facts.
    pub heading: String,
    /// Short facts beside the heading.
    pub facts: Vec<String>,
    /// The priority classes with their basis; empty where there are none.
    pub claims: String,
    /// Sentences, the most important first.
    pub sentences: Vec<String>,
}

/// The stage and the line under it.
#[must_use]
pub fn stage(
    view: &QueueView,
    given: Option<&Given>,
    has_draft: bool,
    (now, text): (DateTime<Utc>, &Text),
) -> (Stage, Option<Aside>) {
    let here = view.mine.as_ref().map(|work| match work {
        CounterWork::Called(called) => called_stage(called, now, text),
        CounterWork::InVisit(visit) => visit_stage(visit, has_draft, now, text),
    });
    let next = || view.next.as_ref().map(|next| next_aside(next, text));
    match (given, here) {
        (Some(given), Some(here)) => (given_stage(given, text), Some(here.aside(text))),
        (Some(given), None) => (given_stage(given, text), next()),
        (None, Some(here)) => (here, next()),
        (None, None) => match &view.next {
            Some(next) => (next_stage(next, view, now, text), None),
            None => (nobody_stage(text), None),
        },
    }
}

/// One line under the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub heading: String,
    pub number: Option<u32>,
    pub words: String,
}

impl Stage {
    fn aside(self, text: &Text) -> Aside {
        let mut words = vec![crate::text::lower_tr(&self.heading)];
        words.extend(self.facts.into_iter().take(1));
        Aside {
            heading: text.get("queue-here"),
            number: self.number,
            words: words.join(" · "),
        }
    }
}

fn next_aside(next: &NextTicket, text: &Text) -> Aside {
    Aside {
        heading: text.get("queue-next"),
        number: Some(next.number),
        words: format!("· {}", words::reason(next.reason, text)),
    }
}

fn called_stage(called: &CalledTicket, now: DateTime<Utc>, text: &Text) -> Stage {
    let ticket = &called.ticket;
    let calls = match ticket.state {
        TicketState::Called { times, .. } => times,
        _ => 1,
    };
    let waited = words::minutes(called.called_at - ticket.issued_at, text);
    let ago = words::ago(now - called.called_at, text);
    Stage {
        tone: Tone::Called,
        number: Some(ticket.number),
        heading: text.get("queue-called"),
        facts: vec![
            text.with(
                "queue-calls",
                &[("calls", calls.into()), ("ago", ago.into())],
            ),
            words::lane(ticket.lane, text),
            text.with("queue-waited", &[("age", waited.into())]),
        ],
        claims: words::claims(&ticket.claims, text),
        sentences: vec![words::call_basis(called.basis, text)],
    }
}

fn visit_stage(visit: &VisitView, has_draft: bool, now: DateTime<Utc>, text: &Text) -> Stage {
    let ticket = visit.ticket.as_ref();
    let lane = ticket.map_or_else(
        || text.get("queue-without-ticket"),
        |ticket| words::lane(ticket.lane, text),
    );
    let mut sentences = vec![applications(visit, text)];
    if visit.guidance > 0 {
        let count = ("count", visit.guidance.into());
        sentences.push(text.with("queue-guidance-given", &[count]));
    }
    if has_draft {
        sentences.push(text.get("queue-draft-waits"));
    }
    Stage {
        tone: Tone::Visit,
        number: ticket.map(|ticket| ticket.number),
        heading: text.get("queue-in-visit"),
        facts: vec![words::minutes(now - visit.opened_at, text), lane],
        claims: ticket.map_or_else(String::new, |ticket| words::claims(&ticket.claims, text)),
        sentences,
    }
}

fn applications(visit: &VisitView, text: &Text) -> String {
    if visit.applications.is_empty() {
        return text.get("queue-no-application");
    }
    let numbers: Vec<String> = visit.applications.iter().map(ToString::to_string).collect();
    text.with(
        "queue-applications",
        &[
            ("count", numbers.len().into()),
            ("numbers", numbers.join(", ").into()),
        ],
    )
}

fn given_stage(given: &Given, text: &Text) -> Stage {
    let mut sentences = vec![match given.ahead {
        0 => text.get("queue-nobody-ahead"),
        ahead => text.with("queue-ahead", &[("ahead", ahead.into())]),
    }];
    if let (Some(within), 1..) = (given.within, given.ahead) {
        sentences.push(text.with("queue-within", &[("within", within.into())]));
    }
    Stage {
        tone: Tone::Given,
        number: Some(given.number),
        heading: text.get("queue-given"),
        facts: vec![words::lane(given.lane, text)],
        claims: words::claims(&given.claims, text),
        sentences,
    }
}

fn next_stage(next: &NextTicket, view: &QueueView, now: DateTime<Utc>, text: &Text) -> Stage {
    let ticket = waiting(view, next.ticket);
    let mut facts = vec![words::lane(next.lane, text)];
    facts.extend(ticket.map(|ticket| {
        let age = words::minutes(now - ticket.issued_at, text);
        text.with("queue-waits", &[("age", age.into())])
    }));
    Stage {
        tone: Tone::Next,
        number: Some(next.number),
        heading: text.get("queue-next"),
        facts,
        claims: ticket.map_or_else(String::new, |ticket| words::claims(&ticket.claims, text)),
        sentences: vec![words::reason(next.reason, text)],
    }
}

fn waiting(view: &QueueView, id: TicketId) -> Option<&Ticket> {
    [&view.priority, &view.ordinary]
        .into_iter()
        .flat_map(|lane| &lane.rows)
        .find(|ticket| ticket.id == id)
}

fn nobody_stage(text: &Text) -> Stage {
    Stage {
        tone: Tone::Next,
        number: None,
        heading: text.get("queue-nobody"),
        facts: Vec::new(),
        claims: String::new(),
        sentences: vec![text.get("queue-nobody-how")],
    }
}
