//! The terminal: taken over at start, given back however the program ends.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::Terminal as Canvas;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};

/// Bytes collected before they go out: a whole screen, so that it arrives as one piece.
const BUFFER: usize = 64 * 1024;

/// Whether the terminal is taken over and has to be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Why the desk cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Standard input or output is a file or a pipe.
    #[error("standard input and output are not a terminal")]
    NotATerminal,
    /// The terminal cannot place a cursor.
    #[error("the terminal type \"dumb\" cannot show screens")]
    Dumb,
    /// The terminal did not answer.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl TerminalError {
    /// Key of the sentence that says what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotATerminal => "tui-terminal-none",
            Self::Dumb => "tui-terminal-dumb",
            Self::Io(_) => "tui-terminal-broken",
        }
    }
}

/// The terminal while the desk is shown on it. Dropping gives it back.
pub struct Terminal {
    canvas: Canvas<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Terminal {
    /// Takes the terminal over: raw mode, second screen, bracketed paste. A panic gives it back
    /// before it is reported, so that the report can be read.
    ///
    /// # Errors
    /// When there is no usable terminal.
    pub fn take() -> Result<Self, TerminalError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(TerminalError::NotATerminal);
        }
        if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return Err(TerminalError::Dumb);
        }
        give_back_on_panic();
        TAKEN.store(true, Ordering::SeqCst);
        // From here on the drop of `Self` does not yet exist: give back by hand on failure.
        Self::prepared().inspect_err(|_| give_back())
    }

    fn prepared() -> Result<Self, TerminalError> {
        // The theme decides, and has heeded NO_COLOR; without this a theme chosen in spite of it would
        // lose its colours and with them the selection.
        force_color_output(true);
        enable_raw_mode()?;
        let mut out = BufWriter::with_capacity(BUFFER, io::stdout());
        execute!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        let canvas = Canvas::new(CrosstermBackend::new(out))?;
        let mut terminal = Self { canvas };
        terminal.clear()?;
        Ok(terminal)
    }

    /// The size in cells.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn size(&self) -> io::Result<Size> {
        self.canvas.size()
    }

    /// Draws a frame; terminals that can show it at once, without tearing.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.canvas.backend_mut(), BeginSynchronizedUpdate)?;
        self.canvas.draw(view)?;
        queue!(self.canvas.backend_mut(), EndSynchronizedUpdate)?;
        self.canvas.backend_mut().flush()
    }

    /// Sounds the bell.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn ring(&mut self) -> io::Result<()> {
        let out = self.canvas.backend_mut();
        out.write_all(b"\x07")?;
        Write::flush(out)
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn clear(&mut self) -> io::Result<()> {
        // Not `Canvas::clear`: it asks the terminal where the cursor is, and the answer would be
        // taken by the thread that reads keys, or never come.
        let size = self.canvas.size()?;
        self.canvas.resize(Rect::from(size))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once. Nobody is left to be told of an error here.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}

/// A panic of this thread, the one that draws, gives the terminal back before it is reported. One of
/// another thread is that thread's affair: it goes to the log, and the screen stays whole.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    let drawing = thread::current().id();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if TAKEN.load(Ordering::SeqCst) && thread::current().id() != drawing {
                let place = panic.location().map(ToString::to_string);
                tracing::error!(place, "a thread panicked");
                return;
            }
            give_back();
            report(panic);
        }));
    });
}
