//! The panel that asks for priority classes: one digit each, the same digit again for the basis.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::desk::Command;
use crate::domain::ids::TicketId;
use crate::domain::priority::{Basis, PriorityClaims, PriorityClass};
use crate::domain::ticket::Ticket;
use crate::i18n::Text;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, DIGIT, KeyTable, Keys};
use crate::tui::keys::{DOWN, LIST, UP};
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::screens::words;
use crate::tui::widgets::{fit, modal};

/// Gives the ticket, or keeps the correction.
pub const GIVE: Action = Action::new("queue-claims.give");
/// Takes the class under the marker, or changes its basis.
pub const TOGGLE: Action = Action::new("queue-claims.toggle");

/// Keys of the panel.
pub static CLAIMS: KeyTable = KeyTable::new(
    "queue-claims",
    "queue-keys-claims",
    &[
        Binding::new(DIGIT, &[Chord::key(Code::Digits)], "queue-claims-toggle").weight(80),
        Binding::new(GIVE, &[Chord::key(Code::Enter)], "queue-claims-give").weight(90),
        Binding::new(TOGGLE, &[Chord::char(' ')], "queue-claims-toggle").quiet(),
    ],
);

/// What the classes are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    NewTicket,
    Correction { ticket: TicketId, number: u32 },
}

/// The panel.
pub struct ClaimsPanel {
    purpose: Purpose,
    claims: PriorityClaims,
    /// The class under the marker.
    at: usize,
}

impl ClaimsPanel {
    /// For a ticket to be given.
    #[must_use]
    pub fn for_new() -> Self {
        Self {
            purpose: Purpose::NewTicket,
            claims: PriorityClaims::none(),
            at: 0,
        }
    }

    /// For a ticket that has other classes than was thought.
    #[must_use]
    pub fn for_ticket(ticket: &Ticket) -> Self {
        Self {
            purpose: Purpose::Correction {
                ticket: ticket.id,
                number: ticket.number,
            },
            claims: ticket.claims.clone(),
            at: 0,
        }
    }

    fn cycle(&mut self, at: usize) {
        if let Some(class) = PriorityClass::ALL.get(at) {
            self.at = at;
            match next_basis(*class, self.claims.basis(*class)) {
                Some(basis) => self.claims.insert(*class, basis),
                None => self.claims.remove(*class),
            }
        }
    }

    fn give(&self, cx: &mut Context<'_>) {
        let claims = self.claims.clone();
        match self.purpose {
            Purpose::NewTicket if claims.is_empty() => {
                cx.inform(cx.text.get("queue-claims-none"));
            }
            Purpose::NewTicket => cx.give_back(Command::IssueTicket { claims }),
            Purpose::Correction { ticket, .. } => {
                cx.give_back(Command::CorrectClaims { ticket, claims });
            }
        }
    }

    fn row(&self, at: usize, cells: usize, cx: &ViewContext<'_>) -> Line<'static> {
        let class = PriorityClass::ALL[at];
        let theme = cx.theme;
        let basis = self.claims.basis(class);
        let here = at == self.at;
        let tick = theme.glyphs.tick[usize::from(basis.is_none())];
        let marker = if here { theme.glyphs.marker } else { " " };
        let name = fit::exactly(
            &format!(
                "{marker} {} {tick} {}",
                at + 1,
                words::class(class, cx.text)
            ),
            CLASS_CELLS,
            theme.glyphs.ellipsis,
        );
        let basis_name = basis.map_or_else(String::new, |basis| words::basis(basis, cx.text));
        let basis_name = fit::exactly(
            &basis_name,
            cells.saturating_sub(CLASS_CELLS),
            theme.glyphs.ellipsis,
        );
        let style = match (here, basis) {
            (true, _) => theme.selected,
            (false, Some(_)) => theme.priority,
            (false, None) => theme.text,
        };
        Line::from(vec![
            Span::styled(name, style),
            Span::styled(basis_name, style),
        ])
    }

    /// What there is to know at this moment.
    fn advice(&self, text: &Text) -> String {
        let correction = matches!(self.purpose, Purpose::Correction { .. });
        if correction && self.claims.is_empty() {
            return text.get("queue-claims-to-ordinary");
        }
        if self.claims.contains(PriorityClass::Over65) {
            return text.get("queue-claims-how-over-65");
        }
        text.get("queue-claims-how")
    }
}

/// Cells of the column of classes.
const CLASS_CELLS: usize = 26;

const SIZE: Size = Size {
    width: 50,
    height: 9,
};

/// What pressing the digit once more makes of a class.
fn next_basis(class: PriorityClass, basis: Option<Basis>) -> Option<Basis> {
    match basis {
        None => Some(Basis::Declaration),
        Some(Basis::Declaration) => Some(Basis::DocumentSeen),
        Some(Basis::DocumentSeen) if class == PriorityClass::Over65 => Some(Basis::BirthDate),
        Some(Basis::DocumentSeen | Basis::BirthDate) => None,
    }
}

impl Screen for ClaimsPanel {
    fn title(&self, text: &Text) -> String {
        match self.purpose {
            Purpose::NewTicket => text.get("queue-claims-title"),
            Purpose::Correction { number, .. } => {
                text.with("queue-claims-correct-title", &[("number", number.into())])
            }
        }
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&CLAIMS).and(&LIST)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        let last = PriorityClass::ALL.len() - 1;
        match message {
            Message::Char(c) => {
                if let Some(digit @ 1..) = c.to_digit(10) {
                    self.cycle(digit as usize - 1);
                }
            }
            Message::Action(TOGGLE) => self.cycle(self.at),
            Message::Action(UP) => self.at = self.at.saturating_sub(1),
            Message::Action(DOWN) => self.at = (self.at + 1).min(last),
            Message::Action(GIVE) => self.give(cx),
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = modal::open(frame, area, SIZE, &self.title(cx.text), cx);
        let cells = usize::from(inside.width);
        let mut lines: Vec<Line<'_>> = (0..PriorityClass::ALL.len())
            .map(|at| self.row(at, cells, cx))
            .collect();
        lines.push(Line::default());
        let advice = fit::wrap(&self.advice(cx.text), cells);
        lines.extend(
            advice
                .into_iter()
                .map(|line| Line::styled(line, cx.theme.muted)),
        );
        frame.render_widget(ratatui::text::Text::from(lines), inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_leads_to_the_next_basis_and_at_last_to_none() {
        let walk = |class| {
            std::iter::successors(next_basis(class, None), move |basis| {
                next_basis(class, Some(*basis))
            })
            .collect::<Vec<_>>()
        };
        for class in PriorityClass::ALL {
            let mut bases = vec![Basis::Declaration, Basis::DocumentSeen];
            if class == PriorityClass::Over65 {
                bases.push(Basis::BirthDate);
            }
            assert_eq!(walk(class), bases);
        }
    }
}
