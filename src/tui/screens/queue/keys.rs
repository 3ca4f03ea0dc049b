//! Keys of the queue, by what happens at this counter.
//!
//! While a waiting visitor is selected and the counter is free, Enter is about that visitor: who
//! chose somebody with the arrows must not call another.
//!
//! The keys for the visitor at the counter are shown under the visitor's number and therefore not
//! on the hint line, which has those that always act.

use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable};
use crate::tui::screens::keys::SEARCH;

/// Gives an ordinary ticket.
pub const ORDINARY: Action = Action::new("queue.ordinary");
/// Asks for the classes and gives a priority ticket.
pub const PRIORITY: Action = Action::new("queue.priority");
/// Lists who can be put back into the queue.
pub const PUT_BACK: Action = Action::new("queue.put-back");
/// Begins a visit without a ticket.
pub const OPEN_VISIT: Action = Action::new("queue.open-visit");
/// Lists forms that were being typed.
pub const DRAFTS: Action = Action::new("queue.drafts");
/// Opens the work lists.
pub const WORK_LISTS: Action = Action::new("queue.work");
/// Opens the menu of rarer things.
pub const MENU: Action = Action::new("queue.menu");
/// Another clerk or counter.
pub const SWITCH: Action = Action::new("queue.switch");
/// Asks whether to end the day.
pub const CLOSE_DAY: Action = Action::new("queue.close-day");
/// To the next list.
pub const NEXT_LIST: Action = Action::new("queue.next-list");
/// To the list before.
pub const PREVIOUS_LIST: Action = Action::new("queue.previous-list");

/// Keys that act whatever happens at the counter.
pub static QUEUE: KeyTable = KeyTable::new(
    "queue",
    "queue-keys",
    &[
        Binding::new(ORDINARY, &[Chord::char('1')], "queue-ordinary").weight(88),
        Binding::new(PRIORITY, &[Chord::char('2')], "queue-priority").weight(87),
        Binding::new(PUT_BACK, &[Chord::char('7')], "queue-put-back").weight(45),
        Binding::new(OPEN_VISIT, &[Chord::char('8')], "queue-open-visit").weight(35),
        Binding::new(SEARCH, &[Chord::char('9')], "queue-search").weight(60),
        Binding::new(DRAFTS, &[Chord::f(6)], "queue-drafts").weight(70),
        Binding::new(WORK_LISTS, &[Chord::f(3)], "queue-work").weight(55),
        Binding::new(MENU, &[Chord::f(7), Chord::f(10)], "queue-menu").weight(40),
        Binding::new(SWITCH, &[Chord::ctrl('o')], "queue-switch").quiet(),
        Binding::new(CLOSE_DAY, &[Chord::ctrl('k')], "queue-close-day").quiet(),
        Binding::new(
            NEXT_LIST,
            &[Chord::key(Code::Right), Chord::key(Code::Tab)],
            "queue-list-next",
        )
        .weight(30),
        Binding::new(
            PREVIOUS_LIST,
            &[Chord::key(Code::Left), Chord::key(Code::Tab).with_shift()],
            "queue-list-previous",
        )
        .quiet(),
    ],
);

/// Calls whoever is next.
pub const CALL: Action = Action::new("queue-free.call");

/// Keys while nobody is at the counter.
pub static FREE: KeyTable = KeyTable::new(
    "queue-free",
    "queue-keys-free",
    &[Binding::new(
        CALL,
        &[Chord::char(' '), Chord::key(Code::Enter)],
        "queue-call",
    )
    .quiet()],
);

/// Begins the visit.
pub const START: Action = Action::new("queue-called.start");
/// Calls once more.
pub const RECALL: Action = Action::new("queue-called.recall");
/// The visitor did not come.
pub const NO_SHOW: Action = Action::new("queue-called.no-show");
/// Puts the called visitor aside.
pub const HOLD: Action = Action::new("queue-called.hold");
/// Takes the call back.
pub const UNDO_CALL: Action = Action::new("queue-called.undo");

/// Keys while somebody is called to the counter.
pub static CALLED: KeyTable = KeyTable::new(
    "queue-called",
    "queue-keys-called",
    &[
        Binding::new(START, &[Chord::key(Code::Enter)], "queue-start").quiet(),
        Binding::new(RECALL, &[Chord::char('3')], "queue-recall").quiet(),
        Binding::new(NO_SHOW, &[Chord::char('4')], "queue-no-show").quiet(),
        Binding::new(HOLD, &[Chord::char('5')], "queue-hold").quiet(),
        Binding::new(UNDO_CALL, &[Chord::char('6')], "queue-undo").quiet(),
        Binding::new(LEFT, &[Chord::char('g')], "queue-left").quiet(),
        Binding::new(CORRECT, &[Chord::char('d')], "queue-correct").quiet(),
    ],
);

/// Opens the application form.
pub const REGISTER: Action = Action::new("queue-visit.register");
/// Records guidance.
pub const GUIDANCE: Action = Action::new("queue-visit.guidance");
/// Ends the visit.
pub const FINISH: Action = Action::new("queue-visit.finish");

/// Keys in a visit in which nothing has been recorded: Enter registers.
pub static VISIT: KeyTable = KeyTable::new(
    "queue-visit",
    "queue-keys-visit",
    &[
        Binding::new(
            REGISTER,
            &[Chord::key(Code::Enter), Chord::f(4)],
            "queue-register",
        )
        .quiet(),
        Binding::new(GUIDANCE, &[Chord::f(5)], "queue-guidance").quiet(),
        Binding::new(FINISH, &[Chord::char('0')], "queue-finish").quiet(),
        Binding::new(CORRECT, &[Chord::char('d')], "queue-correct").quiet(),
    ],
);

/// Keys in a visit that has a result: Enter ends it.
pub static VISIT_RECORDED: KeyTable = KeyTable::new(
    "queue-visit-recorded",
    "queue-keys-visit",
    &[
        Binding::new(
            FINISH,
            &[Chord::key(Code::Enter), Chord::char('0')],
            "queue-finish",
        )
        .quiet(),
        Binding::new(REGISTER, &[Chord::f(4)], "queue-register").quiet(),
        Binding::new(GUIDANCE, &[Chord::f(5)], "queue-guidance").quiet(),
        Binding::new(CORRECT, &[Chord::char('d')], "queue-correct").quiet(),
    ],
);

/// Lists what can be done for the selected visitor.
pub const THIS: Action = Action::new("queue-selected.actions");
/// Calls the selected visitor out of order.
pub const CALL_THIS: Action = Action::new("queue-selected.call");
/// The visitor left.
pub const LEFT: Action = Action::new("queue-selected.left");
/// Corrects the classes.
pub const CORRECT: Action = Action::new("queue-selected.correct");
/// Puts the selected visitor aside.
pub const HOLD_THIS: Action = Action::new("queue-selected.hold");
/// Puts the selected visitor back.
pub const PUT_BACK_THIS: Action = Action::new("queue-selected.put-back");
/// Lets the selection go.
pub const CLEAR: Action = Action::new("queue-selected.clear");

/// Keys for the selected visitor.
pub static SELECTED: KeyTable = KeyTable::new(
    "queue-selected",
    "queue-keys-selected",
    &[
        Binding::new(THIS, &[Chord::key(Code::Enter)], "queue-this").weight(94),
        Binding::new(CALL_THIS, &[Chord::char('c')], "queue-call-this").weight(94),
        Binding::new(PUT_BACK_THIS, &[Chord::char('7')], "queue-put-back").weight(94),
        Binding::new(HOLD_THIS, &[Chord::char('b')], "queue-hold").weight(82),
        Binding::new(CORRECT, &[Chord::char('d')], "queue-correct").weight(94),
        Binding::new(LEFT, &[Chord::char('g')], "queue-left").weight(94),
        Binding::new(CLEAR, &[Chord::key(Code::Esc)], "queue-clear").weight(94),
    ],
);
