//! Keys of the list of open questions and of the page on which one is decided.

use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable};
use crate::tui::screens::case::sheet::{BACK_BINDING, ON_BINDING};

/// Opens the selected one.
pub(super) const OPEN: Action = Action::new("reviews.open");
/// What came first is right.
pub(super) const KEEP: Action = Action::new("reviews.keep");
/// What came second is.
pub(super) const TAKE: Action = Action::new("reviews.take");
/// A number of its own for the second.
pub(super) const RENUMBER: Action = Action::new("reviews.renumber");
/// To central once more.
pub(super) const SEND: Action = Action::new("reviews.send");
/// The step once more.
pub(super) const TAKE_UP: Action = Action::new("reviews.take-up");
/// Nothing is to be done.
pub(super) const DISMISS: Action = Action::new("reviews.dismiss");

const FIRST: &[Chord] = &[Chord::f(9)];
const SECOND: &[Chord] = &[Chord::f(10), Chord::ctrl('s')];

/// Keys of the list.
pub static REVIEWS: KeyTable = KeyTable::new(
    "reviews",
    "reviews-keys",
    &[Binding::new(OPEN, &[Chord::key(Code::Enter)], "reviews-open").weight(94)],
);

/// Between two values.
pub static PERSON: KeyTable = KeyTable::new(
    "reviews-person",
    "reviews-keys-page",
    &[
        Binding::new(KEEP, FIRST, "reviews-keep").weight(93),
        Binding::new(TAKE, SECOND, "reviews-take").weight(94),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// A step that did not fit.
pub static STEP: KeyTable = KeyTable::new(
    "reviews-step",
    "reviews-keys-page",
    &[
        Binding::new(KEEP, FIRST, "reviews-keep").weight(93),
        Binding::new(TAKE_UP, SECOND, "reviews-take-up").weight(94),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// A number that was given twice.
pub static NUMBERS: KeyTable = KeyTable::new(
    "reviews-numbers",
    "reviews-keys-page",
    &[
        Binding::new(DISMISS, FIRST, "reviews-dismiss").weight(93),
        Binding::new(RENUMBER, SECOND, "reviews-renumber").weight(94),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// What central did not take.
pub static REJECTED: KeyTable = KeyTable::new(
    "reviews-rejected",
    "reviews-keys-page",
    &[
        Binding::new(DISMISS, FIRST, "reviews-dismiss").weight(93),
        Binding::new(SEND, SECOND, "reviews-send").weight(94),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// What can only be noted.
pub static NOTED: KeyTable = KeyTable::new(
    "reviews-noted",
    "reviews-keys-page",
    &[
        Binding::new(DISMISS, SECOND, "reviews-dismiss").weight(94),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// For those who see what waits and do not decide.
pub static READ: KeyTable = KeyTable::new(
    "reviews-read",
    "reviews-keys-page",
    &[BACK_BINDING, ON_BINDING],
);
