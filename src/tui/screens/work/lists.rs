//! Which lists there are, and in which order each role works through them.

use crate::desk::Query;
use crate::desk::view::{MOST_COUNTED, MessageList, WorkCounts, WorkFilter, WorkList, WorkPlace};
use crate::domain::ladder::Rung;
use crate::domain::staff::Role;
use crate::i18n::Text;

/// A list of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) enum Listed {
    /// Cases.
    Cases(WorkList),
    /// Messages to applicants.
    Messages(MessageList),
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of the list.
    Start,
    /// After a case.
    AfterCase(WorkPlace),
    /// After a message.
    AfterMessage(i64),
}

use Listed::{Cases, Messages};

/// What runs out, the most pressing first.
const TIME: [Listed; 3] = [
    Cases(WorkList::Overdue),
    Cases(WorkList::DueToday),
    Cases(WorkList::Approaching),
];
/// What the applicants wait for.
const APPLICANTS: [Listed; 2] = [Cases(WorkList::CallBacks), Messages(MessageList::ToCall)];

/// The lists of a role, in the order it works through them.
pub(super) fn of(role: Role) -> Vec<Listed> {
    let first: &[&[Listed]] = match role {
        Role::Supervisor => &[
            &TIME,
            &[
                Cases(WorkList::Triage),
                Cases(WorkList::Escalated(Rung::Supervisor)),
                Cases(WorkList::ToReview),
                Cases(WorkList::Questions),
            ],
            &APPLICANTS,
            &[Cases(WorkList::BeforeChief)],
        ],
        Role::Chief => &[
            &[
                Cases(WorkList::BeforeChief),
                Cases(WorkList::Escalated(Rung::Chief)),
            ],
            &TIME,
            &[
                Cases(WorkList::Triage),
                Cases(WorkList::ToReview),
                Cases(WorkList::Questions),
            ],
            &APPLICANTS,
        ],
        _ => &[
            &[
                Cases(WorkList::CallBacks),
                Cases(WorkList::ToReview),
                Cases(WorkList::Questions),
                Messages(MessageList::ToCall),
            ],
            &TIME,
            &[Cases(WorkList::Triage), Cases(WorkList::BeforeChief)],
        ],
    };
    let rest = [
        Cases(WorkList::AtUnits),
        Cases(WorkList::Paused),
        Messages(MessageList::UnderWay),
    ];
    first.concat().into_iter().chain(rest).collect()
}

/// The lists of a clerk's day, whose counts the queue shows.
pub(in crate::tui::screens) const DAY: [(&str, Listed); 4] = [
    ("work-day-call-backs", Cases(WorkList::CallBacks)),
    ("work-day-to-review", Cases(WorkList::ToReview)),
    ("work-day-questions", Cases(WorkList::Questions)),
    ("work-day-to-call", Messages(MessageList::ToCall)),
];

impl Listed {
    /// Its name.
    pub(super) fn name(self, text: &Text) -> String {
        text.get(match self {
            Cases(list) => cases_key(list),
            Messages(MessageList::ToCall) => "work-list-to-call",
            Messages(MessageList::UnderWay) => "work-list-under-way",
        })
    }

    /// How much is in it.
    pub(in crate::tui::screens) fn count(self, counts: &WorkCounts) -> u64 {
        match self {
            Cases(list) => counts.of(list),
            Messages(MessageList::ToCall) => counts.to_call,
            Messages(MessageList::UnderWay) => counts.under_way,
        }
    }

    /// The question for a page of it.
    pub(super) fn query(self, filter: &WorkFilter, place: Place) -> Query {
        match self {
            Cases(list) => Query::Work {
                list,
                filter: filter.clone(),
                after: match place {
                    Place::AfterCase(after) => Some(after),
                    _ => None,
                },
            },
            Messages(list) => Query::Messages {
                list,
                after: match place {
                    Place::AfterMessage(after) => after,
                    _ => 0,
                },
            },
        }
    }
}

fn cases_key(list: WorkList) -> &'static str {
    match list {
        WorkList::Triage => "work-list-triage",
        WorkList::ToReview => "work-list-to-review",
        WorkList::BeforeChief => "work-list-before-chief",
        WorkList::AtUnits => "work-list-at-units",
        WorkList::DueToday => "work-list-due-today",
        WorkList::Approaching => "work-list-approaching",
        WorkList::Overdue => "work-list-overdue",
        WorkList::Paused => "work-list-paused",
        WorkList::Questions => "work-list-questions",
        WorkList::CallBacks => "work-list-call-backs",
        WorkList::Escalated(_) => "work-list-escalated",
        WorkList::Open => "work-list-open",
    }
}

/// A count; where it is not known exactly, that there are more.
pub(in crate::tui::screens) fn counted(count: u64) -> String {
    if count > MOST_COUNTED {
        format!("{MOST_COUNTED}+")
    } else {
        count.to_string()
    }
}
