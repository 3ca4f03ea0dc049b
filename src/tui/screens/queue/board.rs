//! Which ticket is selected among the lists of the queue.
//!
//! The selection holds on to a ticket, not to a row: lists move while other counters work, and a
//! key must never act on somebody else than the clerk saw.

use crate::desk::view::QueueView;
use crate::domain::ids::TicketId;
use crate::domain::ticket::Ticket;
use crate::tui::keymap::Action;
use crate::tui::keys::{DOWN, FIRST, LAST, PAGE_DOWN, PAGE_UP, UP};
use crate::tui::widgets::scroll::stepped;

use super::keys::{NEXT_LIST, PREVIOUS_LIST};

/// Rows a page key moves.
const PAGE: usize = 10;

/// A list of tickets on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Priority,
    Ordinary,
    Held,
    Absent,
}

impl List {
    /// In the order the selection walks them.
    pub const ALL: [Self; 4] = [Self::Priority, Self::Ordinary, Self::Held, Self::Absent];

    /// Its tickets.
    #[must_use]
    pub fn tickets(self, view: &QueueView) -> &[Ticket] {
        match self {
            Self::Priority => &view.priority.rows,
            Self::Ordinary => &view.ordinary.rows,
            Self::Held => &view.held,
            Self::Absent => &view.absent,
        }
    }
}

/// The selected ticket, if any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection(Option<TicketId>);

impl Selection {
    /// The ticket's id.
    #[must_use]
    pub fn id(self) -> Option<TicketId> {
        self.0
    }

    /// The ticket and the list it is in.
    #[must_use]
    pub fn ticket(self, view: &QueueView) -> Option<(&Ticket, List)> {
        let (list, row) = self.place(view)?;
        Some((list.tickets(view).get(row)?, list))
    }

    /// Lets the ticket go that is in no list any more. Whether there was one.
    pub fn settle(&mut self, view: &QueueView) -> bool {
        let gone = self.0.is_some() && self.place(view).is_none();
        if gone {
            self.0 = None;
        }
        gone
    }

    /// Lets the ticket go.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// Moves by a key of the lists. Whether it was one.
    pub fn step(&mut self, action: Action, view: &QueueView) -> bool {
        let walked: Vec<&Ticket> = lists(view).flat_map(|list| list.tickets(view)).collect();
        let at = walked.iter().position(|ticket| Some(ticket.id) == self.0);
        let to = match (action, at) {
            (NEXT_LIST | PREVIOUS_LIST, _) => self.other_list(action == NEXT_LIST, view),
            (UP | DOWN | PAGE_UP | PAGE_DOWN | FIRST | LAST, None) => walked.first().copied(),
            (UP, Some(at)) => walked.get(at.saturating_sub(1)).copied(),
            (DOWN, Some(at)) => walked.get(at + 1).copied(),
            (PAGE_UP | PAGE_DOWN | FIRST | LAST, Some(_)) => self.within_list(action, view),
            _ => return false,
        };
        self.0 = to.map_or(self.0, |ticket| Some(ticket.id));
        true
    }

    fn within_list(self, action: Action, view: &QueueView) -> Option<&Ticket> {
        let (list, row) = self.place(view)?;
        let tickets = list.tickets(view);
        tickets.get(stepped(action, row, tickets.len(), PAGE)?)
    }

    /// The first ticket of the next list or the one before, round the end.
    fn other_list(self, forward: bool, view: &QueueView) -> Option<&Ticket> {
        let lists: Vec<List> = lists(view).collect();
        let here = self
            .place(view)
            .and_then(|(here, _)| lists.iter().position(|list| *list == here));
        let to = match (here, forward) {
            (None, true) => 0,
            (None, false) => lists.len().checked_sub(1)?,
            (Some(here), true) => (here + 1) % lists.len(),
            (Some(here), false) => (here + lists.len() - 1) % lists.len(),
        };
        lists.get(to)?.tickets(view).first()
    }

    fn place(self, view: &QueueView) -> Option<(List, usize)> {
        let id = self.0?;
        lists(view).find_map(|list| {
            let row = list.tickets(view).iter().position(|row| row.id == id)?;
            Some((list, row))
        })
    }
}

/// The lists with anybody in them.
fn lists(view: &QueueView) -> impl Iterator<Item = List> + '_ {
    List::ALL
        .into_iter()
        .filter(|list| !list.tickets(view).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::queue::sample;

    fn numbers(selection: &mut Selection, view: &QueueView, keys: &[Action]) -> Vec<u32> {
        keys.iter()
            .map(|key| {
                assert!(selection.step(*key, view));
                selection
                    .ticket(view)
                    .map_or(0, |(ticket, _)| ticket.number)
            })
            .collect()
    }

    #[test]
    fn arrows_walk_through_all_lists() {
        let view = sample::busy();
        let mut selection = Selection::default();
        let first = view.priority.rows[0].number;
        let last = view.priority.rows.last().unwrap().number;
        let ordinary = view.ordinary.rows[0].number;
        assert_eq!(
            numbers(&mut selection, &view, &[DOWN, UP, LAST, DOWN, UP]),
            [first, first, last, ordinary, last]
        );
        let absent = view.absent[0].number;
        assert_eq!(
            numbers(
                &mut selection,
                &view,
                &[FIRST, PREVIOUS_LIST, DOWN, NEXT_LIST]
            ),
            [first, absent, view.absent[1].number, first]
        );
        assert!(!selection.step(super::super::keys::MENU, &view));
    }

    #[test]
    fn the_selection_holds_on_to_the_ticket_and_never_slips_to_another() {
        let mut view = sample::busy();
        let mut selection = Selection::default();
        selection.step(DOWN, &view);
        selection.step(DOWN, &view);
        let chosen = view.priority.rows[1].clone();
        view.priority.rows.remove(0);
        selection.settle(&view);
        assert_eq!(selection.ticket(&view), Some((&chosen, List::Priority)));
        let moved = view.priority.rows.remove(0);
        view.absent.push(moved);
        selection.settle(&view);
        assert_eq!(selection.ticket(&view), Some((&chosen, List::Absent)));
        view.absent.pop();
        selection.settle(&view);
        assert_eq!(selection.id(), None);
    }

    #[test]
    fn nothing_can_be_selected_where_nobody_waits() {
        let view = sample::empty();
        let mut selection = Selection::default();
        for key in [UP, DOWN, LAST, NEXT_LIST, PREVIOUS_LIST] {
            assert!(selection.step(key, &view));
            assert_eq!(selection.id(), None);
        }
    }
}
