//! The loop of the display, until it is closed.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use chrono::Utc;
use crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};

use super::board::Hall;
use super::view::{self, Look};
use super::watch::{Sight, Watch};
use crate::desk::System;
use crate::i18n::Text;
use crate::store::Location;
use crate::tui::app::Event;
use crate::tui::run::RunError;
use crate::tui::runtime;
use crate::tui::terminal::Terminal;
use crate::tui::theme::Theme;

/// How often it is drawn when nothing happens: for the clock, and for the flash in its time.
const TICK: Duration = Duration::from_millis(250);

/// What is shown, and how.
pub struct Options {
    /// The desk's file, which exists.
    pub location: Location,
    /// The texts.
    pub text: Text,
    /// Colours and signs.
    pub theme: Theme,
    /// Whether the bell stays silent at a new call.
    pub quiet: bool,
}

/// What the loop is told.
enum Message {
    Input(Event),
    Sight(Sight),
}

impl From<Event> for Message {
    fn from(event: Event) -> Self {
        Self::Input(event)
    }
}

/// What a key asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    Leave,
    Redraw,
}

/// Shows the calls until the display is closed.
///
/// # Errors
/// When there is no usable terminal, it is lost, or the desk's file cannot be opened. Later trouble
/// with the file is shown, and it is tried again.
pub fn run(options: Options) -> Result<(), RunError> {
    let watch = Watch::open(options.location.clone(), Box::new(System))?;
    let mut terminal = Terminal::take()?;
    let (sender, messages) = mpsc::channel();
    runtime::listen(&sender)?;
    look_on(watch, sender)?;
    let mut hall = Hall::default();
    loop {
        let look = Look {
            text: &options.text,
            theme: &options.theme,
            now: Utc::now(),
        };
        terminal.draw(|frame| view::draw(frame, &hall, &look))?;
        match messages.recv_timeout(TICK) {
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) | Ok(Message::Input(Event::Closing)) => {
                return Ok(());
            }
            Ok(Message::Sight(Sight::Unreachable)) => hall.lose(),
            Ok(Message::Sight(Sight::Board(board))) => {
                if hall.take(board, Utc::now()) && !options.quiet {
                    terminal.ring()?;
                }
            }
            Ok(Message::Input(Event::Terminal(TerminalEvent::Key(key)))) => match wish(key) {
                Some(Wish::Leave) => return Ok(()),
                Some(Wish::Redraw) => terminal.clear()?,
                None => {}
            },
            Ok(Message::Input(_)) => {}
        }
    }
}

/// Starts the thread that looks at the file. It lives as long as the process, as those that listen
/// to the terminal.
fn look_on(watch: Watch, messages: Sender<Message>) -> std::io::Result<()> {
    thread::Builder::new()
        .name("display".into())
        .spawn(move || {
            watch.run(|sight| messages.send(Message::Sight(sight)).is_ok());
        })?;
    Ok(())
}

/// The keys of the desk's screens for the same things, and `q`.
fn wish(key: KeyEvent) -> Option<Wish> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc => Some(Wish::Leave),
        KeyCode::Char('q' | 'Q') => Some(Wish::Leave),
        KeyCode::Char('c') if ctrl => Some(Wish::Leave),
        KeyCode::Char('l') if ctrl => Some(Wish::Redraw),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_act_and_keys_that_do_not() {
        let key = |code, mods| wish(KeyEvent::new(code, mods));
        let (none, ctrl) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        assert_eq!(key(KeyCode::Esc, none), Some(Wish::Leave));
        assert_eq!(key(KeyCode::Char('q'), none), Some(Wish::Leave));
        assert_eq!(key(KeyCode::Char('q'), ctrl), Some(Wish::Leave));
        assert_eq!(key(KeyCode::Char('c'), ctrl), Some(Wish::Leave));
        assert_eq!(key(KeyCode::Char('l'), ctrl), Some(Wish::Redraw));
        assert_eq!(key(KeyCode::Char('c'), none), None);
        assert_eq!(key(KeyCode::Enter, none), None);
    }
}
