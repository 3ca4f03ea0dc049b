//! A counter: the screens without a terminal, and a desk of their own on the office's file.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use acikkapi::catalog::Catalog;
use acikkapi::config::Papers;
use acikkapi::desk::{Desk, Options};
use acikkapi::domain::source::Source;
use acikkapi::i18n::{Locale, Text};
use acikkapi::store::Location;
use acikkapi::tui::app::{App, Event, Job};
use acikkapi::tui::memory::Memory;
use acikkapi::tui::screens::keys::navigation;
use acikkapi::tui::screens::machine::Machine;
use acikkapi::tui::screens::opening::OpeningScreen;
use acikkapi::tui::theme::Theme;
use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Longest time anything on the screen may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A clock that all counters and desks of a test share, and that can be put forward.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// At this instant. It stands still by itself.
    pub fn at(instant: &str) -> Self {
        let instant: DateTime<Utc> = instant.parse().expect("an instant");
        Self(Arc::new(AtomicI64::new(instant.timestamp_micros())))
    }

    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).expect("an instant")
    }

    pub fn pass(&self, time: TimeDelta) {
        let micros = time.num_microseconds().expect("a short time");
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Source for Clock {
    fn now(&mut self) -> DateTime<Utc> {
        Self::now(self)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        rand::fill(bytes);
    }
}

/// The screens of one counter at work.
pub struct Counter {
    pub app: App,
    desk: Desk,
    events: Receiver<Event>,
    clock: Clock,
    /// What the terminal would remember.
    pub memory: Memory,
}

impl Counter {
    /// Opens the desk in `folder`, in Turkish.
    pub fn open(folder: &Path, clock: &Clock) -> Self {
        Self::open_again(folder, clock, Memory::default())
    }

    /// The same on a terminal that was used before.
    pub fn open_again(folder: &Path, clock: &Clock, memory: Memory) -> Self {
        let (catalog, problems) = Catalog::load(None);
        assert!(problems.is_empty());
        let location = Location::in_folder(folder);
        let machine = Machine {
            catalog: catalog.clone(),
            database: location.database.clone(),
            key_file: location.key.clone(),
            counter: memory.counter,
            clerk: memory.clerk,
            demo: None,
        };
        let (sender, events) = mpsc::channel();
        let folder = location.database.parent().expect("a folder");
        let papers = Papers::in_folder(folder);
        let options = Options {
            location,
            catalog,
            papers,
            sources: {
                let clock = clock.clone();
                Box::new(move || Box::new(clock.clone()))
            },
        };
        let publish = move |notice| {
            let _ = sender.send(Event::Desk(notice));
        };
        let desk = Desk::open(options, publish).expect("the desk opens");
        let navigation = navigation(&machine);
        let first = OpeningScreen::new(Rc::new(machine));
        let app = App::new(Text::new(Locale::Tr), Theme::default(), first, clock.now())
            .with_navigation(navigation)
            .remembering(memory);
        let mut counter = Self {
            app,
            desk,
            events,
            clock: clock.clone(),
            memory,
        };
        counter.happen(Event::Terminal(TerminalEvent::Resize(100, 30)));
        counter
    }

    /// Presses keys at a person's pace, with spaces between them: `Enter`, `F6`, and anything else
    /// letter by letter (`_` is the space bar).
    pub fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            match named(key) {
                Some(code) => self.key(code),
                None => key
                    .chars()
                    .for_each(|c| self.key(KeyCode::Char(if c == '_' { ' ' } else { c }))),
            }
        }
    }

    /// Pastes, or drops a file on the terminal.
    pub fn paste(&mut self, text: &str) {
        self.happen(Event::Terminal(TerminalEvent::Paste(text.into())));
    }

    fn key(&mut self, code: KeyCode) {
        self.clock.pass(TimeDelta::milliseconds(400));
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        self.happen(Event::Terminal(TerminalEvent::Key(key)));
    }

    /// Waits until the screen says `sentence`, on however many lines; the screen.
    #[track_caller]
    pub fn wait_for(&mut self, sentence: &str) -> String {
        let started = Instant::now();
        loop {
            let screen = self.screen();
            if words(&screen).contains(&words(sentence)) {
                return screen;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "never saw «{sentence}»; the screen:\n{screen}"
            );
            match self.events.recv_timeout(Duration::from_millis(50)) {
                Ok(event) => self.happen(event),
                Err(_) => self.happen(Event::Tick),
            }
        }
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(100, 30)).expect("a terminal");
        terminal
            .draw(|frame| self.app.view(frame))
            .expect("a drawing");
        let buffer = terminal.backend().buffer();
        let width = usize::from(buffer.area.width);
        let cells: Vec<&str> = buffer.content().iter().map(|cell| cell.symbol()).collect();
        cells
            .chunks(width)
            .map(|row| row.concat().trim_end().to_owned() + "\n")
            .collect()
    }

    /// Lets so much time pass, and the desk do what it was asked for.
    pub fn pass(&mut self, time: TimeDelta) {
        self.clock.pass(time);
        self.happen(Event::Tick);
        while let Ok(event) = self.events.recv_timeout(Duration::from_millis(200)) {
            self.happen(event);
        }
    }

    /// Ends the program without a word, as `kill -9` would: only what is stored is left.
    pub fn crash(self) -> Memory {
        self.memory
    }

    /// Ends the program as a signal would.
    pub fn close(mut self) -> Memory {
        self.happen(Event::Closing);
        self.desk.close();
        self.memory
    }

    fn happen(&mut self, event: Event) {
        self.app.handle(event, self.clock.now());
        let desk = &self.desk;
        for job in self.app.take_jobs() {
            match job {
                Job::Command(request, session, command) => desk.command(request, session, command),
                Job::Query(request, query) => desk.query(request, query),
                Job::Remember(memory) => self.memory = memory,
            }
        }
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn named(key: &str) -> Option<KeyCode> {
    Some(match key {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Backspace" => KeyCode::Backspace,
        "PgDn" => KeyCode::PageDown,
        _ => KeyCode::F(key.strip_prefix('F')?.parse().ok()?),
    })
}
