//! Keys of the registration form.

use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable};

/// Registers the application.
pub const SAVE: Action = Action::new("register.save");
/// To the application's part of the form.
pub const TO_APPLICATION: Action = Action::new("register.to-application");
/// To the person's part of the form.
pub const TO_PERSON: Action = Action::new("register.to-person");
/// Empties the person's part: it is somebody else.
pub const SOMEBODY_ELSE: Action = Action::new("register.somebody-else");
/// Opens the application a new one may repeat.
pub const OPEN_DUPLICATE: Action = Action::new("register.open-duplicate");
/// Lets the last file go.
pub const DETACH: Action = Action::new("register.detach");
/// Throws the form away, after a question.
pub const DISCARD: Action = Action::new("register.discard");

/// Keys of the form.
pub static REGISTER: KeyTable = KeyTable::new(
    "register",
    "register-keys",
    &[
        Binding::new(SAVE, &[Chord::f(10), Chord::ctrl('s')], "register-save").weight(93),
        Binding::new(
            TO_APPLICATION,
            &[Chord::key(Code::PageDown)],
            "register-to-application",
        )
        .weight(70),
        Binding::new(TO_PERSON, &[Chord::key(Code::PageUp)], "register-to-person").weight(65),
        Binding::new(OPEN_DUPLICATE, &[Chord::f(7)], "register-open-duplicate").weight(75),
        Binding::new(SOMEBODY_ELSE, &[Chord::ctrl('n')], "register-somebody-else").weight(55),
        Binding::new(DETACH, &[Chord::ctrl('r')], "register-detach").weight(35),
        Binding::new(DISCARD, &[Chord::f(8)], "register-discard").weight(12),
    ],
);

/// Chooses the selected visitor, or goes on with somebody new.
pub const CHOOSE: Action = Action::new("visitors.choose");

/// Keys while returning visitors are listed; [`crate::tui::keys::LIST`] moves.
pub static VISITORS: KeyTable = KeyTable::new(
    "visitors",
    "register-keys-visitors",
    &[Binding::new(CHOOSE, &[Chord::key(Code::Enter)], "register-choose").weight(88)],
);
