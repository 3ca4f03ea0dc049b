//! Keys of the work lists.

use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, DIGIT, KeyTable};
use crate::tui::screens::keys::UNITS;

/// Opens the selected case.
pub(super) const OPEN: Action = Action::new("work.open");
/// To the next list.
pub(super) const NEXT_LIST: Action = Action::new("work.next-list");
/// To the list before.
pub(super) const PREVIOUS_LIST: Action = Action::new("work.previous-list");
/// Shows the cases of one unit alone.
pub(super) const UNIT: Action = Action::new("work.unit");
/// Shows the cases of one clerk alone.
pub(super) const CLERK: Action = Action::new("work.clerk");
/// The applicant was told by telephone.
pub(super) const TOLD: Action = Action::new("work.told");

/// Shows what waits for a decision.
pub(super) const REVIEWS: Action = Action::new("work.reviews");

/// Its key, which the count beside the lists names.
pub(super) const REVIEWS_CHORD: Chord = Chord::char('k');

/// Keys of the work lists.
pub static WORK: KeyTable = KeyTable::new(
    "work",
    "work-keys",
    &[
        Binding::new(OPEN, &[Chord::key(Code::Enter)], "work-open").weight(94),
        Binding::new(TOLD, &[Chord::char('t')], "work-told").weight(92),
        Binding::new(DIGIT, &[Chord::key(Code::Digits)], "work-digit").weight(85),
        Binding::new(
            NEXT_LIST,
            &[Chord::key(Code::Right), Chord::key(Code::Tab)],
            "work-next-list",
        )
        .weight(70),
        Binding::new(
            PREVIOUS_LIST,
            &[Chord::key(Code::Left), Chord::key(Code::Tab).with_shift()],
            "work-previous-list",
        )
        .quiet(),
        Binding::new(UNIT, &[Chord::char('b')], "work-unit").weight(60),
        Binding::new(CLERK, &[Chord::char('g')], "work-clerk").weight(58),
        Binding::new(REVIEWS, &[REVIEWS_CHORD], "reviews-list").weight(56),
        Binding::new(UNITS, &[Chord::char('r')], "units-open").weight(40),
    ],
);
