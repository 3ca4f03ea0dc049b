//! A program on a pseudo-terminal, watched to the microsecond.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// Longest time anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// A running program; killed when dropped.
pub struct Watched {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    pub started: Instant,
}

impl Watched {
    /// Starts a program in a home folder.
    pub fn start(program: &str, arguments: &[&str], home: &Path) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let (sender, output) = mpsc::channel();
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("starts");
        drop(pair.slave);
        let master = pair.master;
        thread::spawn(move || {
            // The terminal lives as long as somebody reads it.
            let _master = master;
            let mut buffer = [0; 64 * 1024];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender
                    .send((Instant::now(), buffer[..read].to_vec()))
                    .is_err()
                {
                    break;
                }
            }
        });
        let cells = |count| NonZeroU16::new(count).expect("a screen has cells");
        Self {
            child,
            keyboard,
            output,
            screen: vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0),
            started,
        }
    }

    pub fn press(&mut self, keys: &str) -> Instant {
        let pressed = Instant::now();
        self.keyboard.write_all(keys.as_bytes()).expect("typed");
        pressed
    }

    /// Waits until the screen is as wanted; when the last bytes for it came.
    #[track_caller]
    pub fn wait_until(&mut self, wanted: impl Fn(&vt100::Screen) -> bool) -> Instant {
        let end = Instant::now() + PATIENCE;
        let mut came = Instant::now();
        while !wanted(self.screen.screen()) {
            match self.output.recv_timeout(end - Instant::now()) {
                Ok((when, bytes)) => {
                    self.screen.process(&bytes);
                    came = when;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!(
                        "never seen; the screen:\n{}",
                        self.screen.screen().contents()
                    )
                }
            }
        }
        came
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> Instant {
        self.wait_until(|screen| screen.contents().contains(text))
    }

    /// Waits for the first bytes of any kind.
    pub fn wait_for_bytes(&mut self) -> Instant {
        let (when, bytes) = self.output.recv_timeout(PATIENCE).expect("some bytes");
        self.screen.process(&bytes);
        when
    }

    /// Takes in what has come so far.
    pub fn look(&mut self) -> &vt100::Screen {
        for (_, bytes) in self.output.try_iter() {
            self.screen.process(&bytes);
        }
        self.screen.screen()
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().expect("running")
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
