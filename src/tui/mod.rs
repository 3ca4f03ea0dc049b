//! Terminal screens: model, message, update, view.
//!
//! [`app::App`] is the whole model: a stack of [`screen::Screen`]s, the toast line, the status line.
//! It is pure. [`runtime`] feeds it events (keys, desk notices, ticks, signals), sends its jobs to the
//! desk's worker and draws when something changed; [`terminal`] owns the terminal. Nothing here does
//! I/O while a key is handled: what takes time is a [`desk::Command`](crate::desk::Command) or
//! [`desk::Query`](crate::desk::Query), and its answer is a message like any other.
//!
//! Every screen has the same frame of four rows, drawn by the app: the status line, the rule with the
//! way that led here, the toast line and the hint line. A screen draws what is between: 20 rows of 80
//! cells in the smallest usual terminal, never less than 12 of 60 ([`widgets::too_small`]).
//!
//! # A screen
//!
//! A struct in `screens/` that implements [`screen::Screen`]:
//!
//! - `keys` builds the key tables that act now, innermost first: those of the widget with the focus
//!   (`self.form.keys()`), then the screen's own: `Keys::new().and(&LIST).and(&KEYS)`. Actions that
//!   cannot be done at the moment are taken out with [`keymap::Keys::without`]; then their keys do
//!   nothing and are not shown. Widgets that are typed into say `typing()`: then letters and digits
//!   are text, and only F-keys, Ctrl chords and named keys act.
//! - `update` takes a [`screen::Message`]. Load data on [`Message::Shown`](screen::Message::Shown)
//!   and again on [`Message::Changed`](screen::Message::Changed) with
//!   [`Context::query`](screen::Context::query); keep the number it gives and ignore answers with
//!   another. Give what is not yours to the widget: `self.table.update(&message)`.
//! - `view` draws with [`screen::ViewContext`]: texts, theme, the time.
//! - What happens by time (a draft kept after a pause, a number shown for a while) is done on
//!   [`Message::Tick`](screen::Message::Tick): every second, sooner after
//!   [`Context::wake_in`](screen::Context::wake_in). Only [`Context::redraw`](screen::Context::redraw)
//!   draws after it.
//! - On [`Message::Closing`](screen::Message::Closing) hand in what was typed as a command; it is
//!   still carried out.
//! - `back` is Esc. The default closes the screen; override it to ask first.
//! - Modals say [`Presence::Modal`](screen::Presence::Modal) and draw into
//!   [`widgets::modal::open`].
//!
//! Opening and closing: [`Context::push`](screen::Context::push), `pop`, `replace`. A screen that was
//! opened to find something returns it with [`Context::give_back`](screen::Context::give_back); the
//! one beneath gets [`Message::Returned`](screen::Message::Returned) and takes it by type. A
//! [`widgets::dialog::Dialog`] answers with the action of the button pressed, as if its key had been
//! pressed on the screen beneath. A [`widgets::prompt::Prompt`] asks for a line of text (a reason) and
//! returns [`widgets::prompt::Prompted`].
//!
//! Results and failures: [`Context::done`](screen::Context::done), `inform`, `warn`, `fail`. The last
//! two stay until Esc. A sentence says what happened, what was kept and what to do.
//!
//! Screens that can be opened from everywhere are listed in the [`app::Navigation`] given to the app.
//!
//! # A key
//!
//! Declare an [`keymap::Action`] beside the screen and a row in its [`keymap::KeyTable`]; add the
//! table to [`keys::TABLES`]. The texts are in the screen's part of `assets/locales/*/`: a short label
//! (hint line and palette) and, under the same key with `-help` after it, a sentence (help).
//!
//! ```
//! use acikkapi::tui::chord::Chord;
//! use acikkapi::tui::keymap::{Action, Binding, KeyTable};
//!
//! const CALL_NEXT: Action = Action::new("queue.call-next");
//! static KEYS: KeyTable = KeyTable::new(
//!     "queue",
//!     "queue-keys",
//!     &[
//!         // 100 Back, 95 Help and 90 Palette are always on the hint line.
//!         Binding::new(CALL_NEXT, &[Chord::char('1'), Chord::f(5)], "queue-call").weight(80),
//!     ],
//! );
//! ```
//!
//! Hint line, help (F1) and palette (F2) follow by themselves. Digits and F-keys first; give an
//! action that must also act while somebody types an F-key (F1–F9) or a Ctrl chord. Letters are
//! written in lower case, `i` for all four of i, İ, ı, I. Tests refuse conflicts, missing texts and
//! keys a Turkish keyboard or an old terminal cannot send.
//!
//! # A picture
//!
//! Tests drive the app with key names and compare what it draws: `testing::press`, `paste`, `wait`,
//! `picture` (text and cursor) and `styled_picture` (with the styles), at 80×24 and 120×40
//! (`assert_pictures!`). See `gallery_tests.rs`.
//!
//! # A widget
//!
//! A struct with its state, `update(&mut self, &Message) -> Reply` and
//! `draw(&self, &mut Frame, Rect, …, &ViewContext)`. No I/O and no clock, so that drawings can be
//! compared. It stays inside its area whatever the size, moves by grapheme, and cleans what is pasted
//! with [`CleanText`](crate::text::CleanText). Colour never says something alone: use a sign of
//! [`theme::Glyphs`] or a word too. Typed text is in [`widgets::form::Form`], lists in
//! [`widgets::table::Table`] and [`widgets::pick_list::PickList`].

pub mod app;
pub mod chord;
mod help;
pub mod keymap;
pub mod keys;
pub mod memory;
mod palette;
pub mod run;
pub mod runtime;
pub mod screen;
pub mod screens;
pub mod terminal;
#[cfg(test)]
pub(crate) mod testing;
pub mod theme;
pub mod widgets;

#[cfg(test)]
mod gallery_tests;
