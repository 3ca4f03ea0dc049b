//! The framework's own key tables, and the list of all tables of the program.

use super::chord::{Chord, Code};
use super::keymap::{Action, Binding, DIGIT, KeyTable};
use super::screens::{
    case, digit_list, drafts, guidance, keys as open, queue, register, reviews, search, setup,
    start, work,
};

/// Shows the keys and their explanations.
pub const HELP: Action = Action::new("global.help");
/// Opens the command palette.
pub const PALETTE: Action = Action::new("global.palette");
/// Goes one step back.
pub const BACK: Action = Action::new("global.back");
/// Leaves the program, after a question.
pub const QUIT: Action = Action::new("global.quit");
/// Draws the whole screen again.
pub const REDRAW: Action = Action::new("global.redraw");

/// Keys that act everywhere.
pub static GLOBAL: KeyTable = KeyTable::new(
    "global",
    "tui-keys-global",
    &[
        Binding::new(HELP, &[Chord::f(1), Chord::char('?')], "tui-help").weight(95),
        Binding::new(PALETTE, &[Chord::f(2), Chord::ctrl('p')], "tui-palette").weight(90),
        Binding::new(BACK, &[Chord::key(Code::Esc)], "tui-back").weight(100),
        Binding::new(QUIT, &[Chord::ctrl('q'), Chord::ctrl('c')], "tui-quit").weight(10),
        Binding::new(REDRAW, &[Chord::ctrl('l')], "tui-redraw").quiet(),
    ],
);

/// Up one row.
pub const UP: Action = Action::new("list.up");
/// Down one row.
pub const DOWN: Action = Action::new("list.down");
/// Up one page.
pub const PAGE_UP: Action = Action::new("list.page-up");
/// Down one page.
pub const PAGE_DOWN: Action = Action::new("list.page-down");
/// To the first row.
pub const FIRST: Action = Action::new("list.first");
/// To the last row.
pub const LAST: Action = Action::new("list.last");

/// Keys of lists and tables.
pub static LIST: KeyTable = KeyTable::new(
    "list",
    "tui-keys-list",
    &[
        Binding::new(UP, &[Chord::key(Code::Up)], "tui-up").quiet(),
        Binding::new(DOWN, &[Chord::key(Code::Down)], "tui-down").quiet(),
        Binding::new(PAGE_UP, &[Chord::key(Code::PageUp)], "tui-page-up").quiet(),
        Binding::new(PAGE_DOWN, &[Chord::key(Code::PageDown)], "tui-page-down").quiet(),
        Binding::new(FIRST, &[Chord::key(Code::Home)], "tui-first").quiet(),
        Binding::new(LAST, &[Chord::key(Code::End)], "tui-last").quiet(),
    ],
)
.editing();

/// To the next field.
pub const NEXT_FIELD: Action = Action::new("form.next");
/// To the field before.
pub const PREVIOUS_FIELD: Action = Action::new("form.previous");
/// Enter: to the next field, or opens the field's list.
pub const ENTER: Action = Action::new("form.enter");

/// Keys of forms.
pub static FORM: KeyTable = KeyTable::new(
    "form",
    "tui-keys-form",
    &[
        Binding::new(
            NEXT_FIELD,
            &[Chord::key(Code::Tab), Chord::key(Code::Down)],
            "tui-next-field",
        )
        .weight(40),
        Binding::new(
            PREVIOUS_FIELD,
            &[Chord::key(Code::Tab).with_shift(), Chord::key(Code::Up)],
            "tui-previous-field",
        )
        .weight(20),
        Binding::new(ENTER, &[Chord::key(Code::Enter)], "tui-enter").quiet(),
    ],
)
.editing();

/// Cursor one sign to the left.
pub const LEFT: Action = Action::new("line.left");
/// Cursor one sign to the right.
pub const RIGHT: Action = Action::new("line.right");
/// Cursor one word to the left.
pub const WORD_LEFT: Action = Action::new("line.word-left");
/// Cursor one word to the right.
pub const WORD_RIGHT: Action = Action::new("line.word-right");
/// Cursor to the start of the line.
pub const LINE_START: Action = Action::new("line.start");
/// Cursor to the end of the line.
pub const LINE_END: Action = Action::new("line.end");
/// Deletes the sign before the cursor.
pub const DELETE_BACK: Action = Action::new("line.delete-back");
/// Deletes the sign under the cursor.
pub const DELETE_FORWARD: Action = Action::new("line.delete-forward");
/// Deletes the word before the cursor.
pub const DELETE_WORD: Action = Action::new("line.delete-word");
/// Deletes everything before the cursor.
pub const DELETE_TO_START: Action = Action::new("line.delete-to-start");
/// Takes back the last change.
pub const UNDO: Action = Action::new("line.undo");
/// Makes the change again that was taken back.
pub const REDO: Action = Action::new("line.redo");

/// Keys of writing, in one line and in many.
pub static WRITING: KeyTable = KeyTable::new(
    "line",
    "tui-keys-writing",
    &[
        Binding::new(LEFT, &[Chord::key(Code::Left)], "tui-left").quiet(),
        Binding::new(RIGHT, &[Chord::key(Code::Right)], "tui-right").quiet(),
        Binding::new(
            WORD_LEFT,
            &[
                Chord::key(Code::Left).with_ctrl(),
                Chord::char('b').with_alt(),
            ],
            "tui-word-left",
        )
        .quiet(),
        Binding::new(
            WORD_RIGHT,
            &[
                Chord::key(Code::Right).with_ctrl(),
                Chord::char('f').with_alt(),
            ],
            "tui-word-right",
        )
        .quiet(),
        Binding::new(
            LINE_START,
            &[Chord::key(Code::Home), Chord::ctrl('a')],
            "tui-line-start",
        )
        .quiet(),
        Binding::new(
            LINE_END,
            &[Chord::key(Code::End), Chord::ctrl('e')],
            "tui-line-end",
        )
        .quiet(),
        Binding::new(
            DELETE_BACK,
            &[Chord::key(Code::Backspace)],
            "tui-delete-back",
        )
        .quiet(),
        Binding::new(
            DELETE_FORWARD,
            &[Chord::key(Code::Delete), Chord::ctrl('d')],
            "tui-delete-forward",
        )
        .quiet(),
        Binding::new(
            DELETE_WORD,
            &[
                Chord::ctrl('w'),
                Chord::key(Code::Backspace).with_alt(),
                Chord::key(Code::Backspace).with_ctrl(),
            ],
            "tui-delete-word",
        )
        .quiet(),
        Binding::new(DELETE_TO_START, &[Chord::ctrl('u')], "tui-delete-to-start").quiet(),
        Binding::new(UNDO, &[Chord::ctrl('z')], "tui-undo").weight(15),
        Binding::new(REDO, &[Chord::ctrl('y')], "tui-redo").quiet(),
    ],
)
.editing();

/// A new line.
pub const NEW_LINE: Action = Action::new("area.new-line");
/// Cursor one line up.
pub const LINE_UP: Action = Action::new("area.up");
/// Cursor one line down.
pub const LINE_DOWN: Action = Action::new("area.down");
/// Cursor one page up.
pub const AREA_PAGE_UP: Action = Action::new("area.page-up");
/// Cursor one page down.
pub const AREA_PAGE_DOWN: Action = Action::new("area.page-down");
/// Cursor to the start of the text.
pub const TEXT_START: Action = Action::new("area.start");
/// Cursor to the end of the text.
pub const TEXT_END: Action = Action::new("area.end");

/// Keys of text of several lines, beside those of writing.
pub static AREA: KeyTable = KeyTable::new(
    "area",
    "tui-keys-area",
    &[
        Binding::new(NEW_LINE, &[Chord::key(Code::Enter)], "tui-new-line").weight(30),
        Binding::new(LINE_UP, &[Chord::key(Code::Up)], "tui-line-up").quiet(),
        Binding::new(LINE_DOWN, &[Chord::key(Code::Down)], "tui-line-down").quiet(),
        Binding::new(AREA_PAGE_UP, &[Chord::key(Code::PageUp)], "tui-page-up").quiet(),
        Binding::new(
            AREA_PAGE_DOWN,
            &[Chord::key(Code::PageDown)],
            "tui-page-down",
        )
        .quiet(),
        Binding::new(
            TEXT_START,
            &[Chord::key(Code::Home).with_ctrl()],
            "tui-text-start",
        )
        .quiet(),
        Binding::new(
            TEXT_END,
            &[Chord::key(Code::End).with_ctrl()],
            "tui-text-end",
        )
        .quiet(),
    ],
)
.editing();

/// To the choice before.
pub const CHOICE_PREVIOUS: Action = Action::new("choice.previous");
/// To the next choice.
pub const CHOICE_NEXT: Action = Action::new("choice.next");
/// Takes the choice, or lets it go.
pub const CHOICE_TOGGLE: Action = Action::new("choice.toggle");

/// Keys of choices.
pub static CHOICE: KeyTable = KeyTable::new(
    "choice",
    "tui-keys-choice",
    &[
        Binding::new(DIGIT, &[Chord::key(Code::Digits)], "tui-choice-digit").weight(60),
        Binding::new(CHOICE_TOGGLE, &[Chord::char(' ')], "tui-choice-toggle").weight(45),
        Binding::new(
            CHOICE_PREVIOUS,
            &[Chord::key(Code::Left)],
            "tui-choice-previous",
        )
        .quiet(),
        Binding::new(CHOICE_NEXT, &[Chord::key(Code::Right)], "tui-choice-next").quiet(),
    ],
)
.editing();

/// Opens the list of a field.
pub const OPEN_LIST: Action = Action::new("pick.open");
/// Empties the field.
pub const CLEAR_PICK: Action = Action::new("pick.clear");

/// Keys of a field filled from a list, while the list is closed.
pub static PICK_CLOSED: KeyTable = KeyTable::new(
    "pick",
    "tui-keys-pick",
    &[
        Binding::new(OPEN_LIST, &[Chord::key(Code::Enter)], "tui-open-list").weight(60),
        Binding::new(
            CLEAR_PICK,
            &[Chord::key(Code::Delete), Chord::key(Code::Backspace)],
            "tui-clear-pick",
        )
        .weight(25),
    ],
)
.editing();

/// Takes the selected item.
pub const ACCEPT: Action = Action::new("open-pick.accept");
/// Closes the list without a change.
pub const CLOSE_LIST: Action = Action::new("open-pick.close");

/// Keys of an open list with a filter.
pub static PICK_OPEN: KeyTable = KeyTable::new(
    "open-pick",
    "tui-keys-open-pick",
    &[
        Binding::new(
            ACCEPT,
            &[Chord::key(Code::Enter), Chord::key(Code::Tab)],
            "tui-accept",
        )
        .weight(80),
        Binding::new(CLOSE_LIST, &[Chord::key(Code::Esc)], "tui-close-list").weight(85),
    ],
)
.editing();

/// Presses the selected button.
pub const PRESS: Action = Action::new("dialog.press");
/// To the next button.
pub const BUTTON_NEXT: Action = Action::new("dialog.next");
/// To the button before.
pub const BUTTON_PREVIOUS: Action = Action::new("dialog.previous");

/// Keys of questions and messages.
pub static DIALOG: KeyTable = KeyTable::new(
    "dialog",
    "tui-keys-dialog",
    &[
        Binding::new(
            PRESS,
            &[Chord::key(Code::Enter), Chord::char(' ')],
            "tui-press",
        )
        .weight(80),
        Binding::new(DIGIT, &[Chord::key(Code::Digits)], "tui-choice-digit").quiet(),
        Binding::new(
            BUTTON_NEXT,
            &[
                Chord::key(Code::Right),
                Chord::key(Code::Tab),
                Chord::key(Code::Down),
            ],
            "tui-button-next",
        )
        .weight(30),
        Binding::new(
            BUTTON_PREVIOUS,
            &[
                Chord::key(Code::Left),
                Chord::key(Code::Tab).with_shift(),
                Chord::key(Code::Up),
            ],
            "tui-button-previous",
        )
        .quiet(),
    ],
)
.editing();

/// Takes the text typed as the answer.
pub const CONFIRM: Action = Action::new("prompt.confirm");

/// Keys of questions answered with a text.
pub static PROMPT: KeyTable = KeyTable::new(
    "prompt",
    "tui-keys-prompt",
    &[Binding::new(CONFIRM, &[Chord::key(Code::Enter)], "tui-confirm").weight(80)],
)
.editing();

/// Every key table of the program. A screen adds its own here; the tests look for conflicts, missing
/// texts and keys a Turkish keyboard or an old terminal cannot send.
pub static TABLES: &[&KeyTable] = &[
    &GLOBAL,
    &LIST,
    &FORM,
    &WRITING,
    &AREA,
    &CHOICE,
    &PICK_CLOSED,
    &PICK_OPEN,
    &DIALOG,
    &PROMPT,
    &open::OPEN,
    &digit_list::DIGIT_LIST,
    &drafts::DRAFTS,
    &queue::keys::QUEUE,
    &queue::keys::FREE,
    &queue::keys::CALLED,
    &queue::keys::VISIT,
    &queue::keys::VISIT_RECORDED,
    &queue::keys::SELECTED,
    &queue::CLAIMS,
    &queue::HOLD,
    &queue::REASON,
    &setup::SETUP,
    &setup::SETUP_LAST,
    &start::START,
    &start::START_COUNTER,
    &register::keys::REGISTER,
    &register::keys::VISITORS,
    &register::reasons::REASONS,
    &register::registered::REGISTERED,
    &guidance::GUIDANCE,
    &search::SEARCH,
    &case::keys::CASE,
    &case::sheet::SHEET,
    &case::sheet::REVIEW,
    &case::sheet::CHIEF,
    &case::route::ROUTE,
    &case::merge::MERGE,
    &case::versions::VERSIONS,
    &work::WORK,
    &reviews::REVIEWS,
    &reviews::PERSON,
    &reviews::STEP,
    &reviews::NUMBERS,
    &reviews::REJECTED,
    &reviews::NOTED,
    &reviews::READ,
];
