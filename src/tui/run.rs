//! Opens a desk and shows it, until the clerk leaves.

use std::io;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use chrono::Utc;

use super::app::{App, Event, Job};
use super::memory::Memory;
use super::runtime;
use super::screens::keys::navigation;
use super::screens::machine::Machine;
use super::screens::opening::OpeningScreen;
use super::terminal::{Terminal, TerminalError};
use super::theme::{GlyphSet, Theme, ThemeKind};
use crate::catalog::Catalog;
use crate::config::Papers;
use crate::desk::{self, Desk, DeskError, Session};
use crate::domain::ids::Counter;
use crate::i18n::{Locale, Text};
use crate::store::Location;

/// What is shown, and how.
pub struct Options {
    /// Where the desk's file and its key are.
    pub location: Location,
    /// The lists to choose from.
    pub catalog: Catalog,
    /// Where papers go.
    pub papers: Papers,
    /// The clerk who looks at a made-up office; `None`: a real one.
    pub demo: Option<Session>,
    /// The counter that was asked for; `None`: the one used last.
    pub counter: Option<Counter>,
    /// The language that was asked for; `None`: the one used last, else `usual_language`.
    pub language: Option<Locale>,
    /// The language of the system.
    pub usual_language: Locale,
    /// The colours that were asked for; `None`: those used last, else what suits the terminal.
    pub theme: Option<ThemeKind>,
    /// The signs the terminal can draw.
    pub glyphs: GlyphSet,
    /// Where this terminal's choices are kept; `None`: nowhere.
    pub memory: Option<PathBuf>,
}

/// Why the desk could not be shown, or no longer.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no usable terminal.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The desk's file cannot be used.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl RunError {
    /// What happened and what to do, in the user's language.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Terminal(error) => text.get(error.key()),
            Self::Desk(error) => error.sentence(text),
        }
    }
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error.into())
    }
}

/// Opens the desk, shows it and waits until the clerk leaves. What was typed is kept however it
/// ends.
///
/// # Errors
/// When there is no usable terminal, it is lost, or the desk's file cannot be used.
pub fn run(options: Options) -> Result<(), RunError> {
    let memory = options.memory.as_deref().map(Memory::load);
    let memory = memory.unwrap_or_default();
    let mut terminal = Terminal::take()?;
    let mut app = app(&options, memory);
    // Something is seen before the file is open, which may take a moment.
    terminal.draw(|frame| app.view(frame))?;
    let (sender, events) = mpsc::channel();
    let desk = open(&options, sender.clone())?;
    runtime::listen(&sender)?;
    let keeper = Keeper::start(options.memory)?;
    let result = runtime::run(&mut terminal, &mut app, &events, |job| match job {
        Job::Command(request, session, command) => desk.command(request, session, command),
        Job::Query(request, query) => desk.query(request, query),
        Job::Remember(memory) => keeper.keep(memory),
    });
    // The terminal first: commands that are still to be stored need nobody to look on.
    drop(terminal);
    desk.close();
    keeper.end();
    Ok(result?)
}

fn app(options: &Options, memory: Memory) -> App {
    let locale = options
        .language
        .or(memory.language)
        .unwrap_or(options.usual_language);
    let theme = options.theme.or(memory.theme).unwrap_or_else(|| {
        ThemeKind::default().heeding_no_color(std::env::var_os("NO_COLOR").as_deref())
    });
    let machine = Machine {
        catalog: options.catalog.clone(),
        database: options.location.database.clone(),
        key_file: options.location.key.clone(),
        counter: options.counter.or(memory.counter),
        clerk: memory.clerk,
        demo: options.demo,
    };
    let navigation = navigation(&machine);
    let first = OpeningScreen::new(Rc::new(machine));
    let theme = Theme::new(theme, options.glyphs);
    App::new(Text::new(locale), theme, first, Utc::now())
        .with_navigation(navigation)
        .remembering(memory)
}

fn open(options: &Options, events: Sender<Event>) -> Result<Desk, DeskError> {
    let opened = desk::Options {
        papers: options.papers.clone(),
        ..desk::Options::new(options.location.clone(), options.catalog.clone())
    };
    Desk::open(opened, move |notice| {
        // Nobody listens any more once the program ends.
        let _ = events.send(Event::Desk(notice));
    })
}

/// Writes the memory down on a thread of its own: a slow disk must not hold a key up.
struct Keeper {
    memories: Sender<Memory>,
    thread: thread::JoinHandle<()>,
}

impl Keeper {
    fn start(file: Option<PathBuf>) -> io::Result<Self> {
        let (memories, kept) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("memory".into())
            .spawn(move || keep_all(file, &kept))?;
        Ok(Self { memories, thread })
    }

    fn keep(&self, memory: Memory) {
        // The thread ends only when this end is gone.
        let _ = self.memories.send(memory);
    }

    fn end(self) {
        drop(self.memories);
        // It cannot have panicked, and has nothing to say.
        let _ = self.thread.join();
    }
}

fn keep_all(file: Option<PathBuf>, memories: &Receiver<Memory>) {
    for memory in memories {
        let Some(file) = &file else {
            continue;
        };
        if let Err(error) = memory.save(file) {
            tracing::warn!(%error, "the terminal's choices could not be kept");
        }
    }
}
