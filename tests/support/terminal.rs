//! A real terminal for whole journeys: the program runs on a pseudo-terminal, keys are typed into
//! it, and what a person would see is read back from an emulated screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longest time anything on the screen may take on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The program sends no title, whose end would be the same byte.
const BELL: u8 = 7;

const THERE: &str = "the terminal was not taken away";

/// Keys that are no letters, as a terminal sends them.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const TAB: &str = "\t";
    pub const SHIFT_TAB: &str = "\x1b[Z";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const RIGHT: &str = "\x1b[C";
    pub const LEFT: &str = "\x1b[D";
    pub const BACKSPACE: &str = "\x7f";
    pub const F1: &str = "\x1bOP";
    pub const F2: &str = "\x1bOQ";
    pub const F3: &str = "\x1bOR";
    pub const F4: &str = "\x1bOS";
    pub const F5: &str = "\x1b[15~";
    pub const F6: &str = "\x1b[17~";
    pub const F7: &str = "\x1b[18~";
    pub const F8: &str = "\x1b[19~";
    pub const F9: &str = "\x1b[20~";
    pub const F10: &str = "\x1b[21~";
    pub const F12: &str = "\x1b[24~";
    /// Control and a letter, such as `ctrl('p')`.
    pub fn ctrl(letter: char) -> String {
        let code = letter.to_ascii_lowercase() as u8 & 0x1f;
        char::from(code).to_string()
    }
}

/// A program on a pseudo-terminal. Killed when dropped.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    /// Both `None` once the terminal was taken away.
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    shared: Arc<Shared>,
}

struct Shared {
    screen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    ended: bool,
    bells: usize,
    /// The terminal is being taken away: nobody reads any more.
    let_go: bool,
}

impl Terminal {
    /// Starts `program` with arguments and extra environment on a screen of `rows` × `columns`.
    pub fn start(
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
        (rows, columns): (u16, u16),
    ) -> Self {
        let pair = native_pty_system()
            .openpty(size(rows, columns))
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        // What the developer has set must not decide what is seen.
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("program starts");
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let shared = Arc::new(Shared {
            screen: Mutex::new(Seen {
                parser: vt100::Parser::new(cells(rows), cells(columns), 0),
                ended: false,
                bells: 0,
                let_go: false,
            }),
            changed: Condvar::new(),
        });
        let watching = shared.clone();
        thread::spawn(move || watching.watch(reader));
        Self {
            child,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            shared,
        }
    }

    /// Types keys.
    pub fn send(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect(THERE);
        keyboard.write_all(keys.as_bytes()).expect("typed");
        keyboard.flush().expect("typed");
    }

    /// Pastes as a terminal in bracketed-paste mode does.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// The screen as lines of text.
    pub fn screen(&self) -> String {
        self.seen().parser.screen().contents()
    }

    /// Whether any cell has a colour of its own.
    pub fn has_colour(&self) -> bool {
        let seen = self.seen();
        let screen = seen.parser.screen();
        let (rows, columns) = screen.size();
        let places =
            (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        let mut cells = places.filter_map(|(row, column)| screen.cell(row, column));
        cells.any(|cell| [cell.fgcolor(), cell.bgcolor()] != [vt100::Color::Default; 2])
    }

    /// How often the bell has been rung.
    pub fn bells(&self) -> usize {
        self.seen().bells
    }

    /// Waits until the screen shows `text`; the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) -> String {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until the screen no longer shows `text`; the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) -> String {
        self.wait_until(&format!("gone: {text}"), |screen| !screen.contains(text))
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        let mut seen = self.seen();
        loop {
            let screen = seen.parser.screen().contents();
            if wanted(&screen) {
                return screen;
            }
            let waited = started.elapsed();
            let ended = seen.ended;
            if ended || waited >= PATIENCE {
                // The thread that reads must not find the lock poisoned.
                drop(seen);
                let why = if ended {
                    "the program ended"
                } else {
                    "time is up"
                };
                panic!("never saw «{what}» ({why}); the screen:\n{screen}");
            }
            let wait = Duration::from_millis(200).min(PATIENCE - waited);
            seen = self
                .shared
                .changed
                .wait_timeout(seen, wait)
                .expect("unpoisoned")
                .0;
        }
    }

    /// Gives the terminal another size, as a user who drags the window.
    pub fn resize(&self, rows: u16, columns: u16) {
        let (tall, wide) = (cells(rows), cells(columns));
        self.seen().parser.screen_mut().set_size(tall, wide);
        let master = self.master.as_ref().expect(THERE);
        master.resize(size(rows, columns)).expect("resized");
    }

    /// Process id of the program.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("running")
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.child.wait().expect("ended");
    }

    /// Takes the terminal away, as when the window is closed or the line drops, right after a last
    /// sign was typed. Nothing can be seen or typed afterwards.
    pub fn hang_up(&mut self) {
        self.shared.screen.lock().expect("unpoisoned").let_go = true;
        // Its echo wakes the thread that reads, which holds the terminal too.
        self.send("!");
        self.keyboard = None;
        self.master = None;
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        let process = rustix::process::Pid::from_raw(self.process() as i32).expect("a process");
        rustix::process::kill_process(process, signal).expect("signalled");
    }

    /// Whether the terminal is as a shell wants it: first screen, visible cursor, lines, plain
    /// pastes.
    pub fn is_given_back(&self) -> bool {
        const CANONICAL: u32 = 0o2; // ICANON of termios(3)
        let master = self.master.as_ref().expect(THERE);
        let lines = master
            .get_termios()
            .is_some_and(|settings| settings.local_flags.bits() & CANONICAL != 0);
        let seen = self.seen();
        let screen = seen.parser.screen();
        lines && !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    }

    /// Waits until the program has ended by itself; whether it says all went well.
    pub fn ended_well(&mut self) -> bool {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.success();
            }
            assert!(
                started.elapsed() < PATIENCE,
                "does not end; the screen:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.screen.lock().expect("unpoisoned")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Shared {
    fn watch(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = [0; 16 * 1024];
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut seen = self.screen.lock().expect("unpoisoned");
            if read == 0 || seen.let_go {
                seen.ended = true;
                self.changed.notify_all();
                return;
            }
            seen.bells += buffer[..read].iter().filter(|byte| **byte == BELL).count();
            seen.parser.process(&buffer[..read]);
            self.changed.notify_all();
        }
    }
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a screen has cells")
}
