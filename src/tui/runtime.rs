//! The loop: takes events, lets the app change, draws when something changed.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use crossterm::event::Event as TerminalEvent;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::app::{App, Event, Job};
use super::terminal::Terminal;

/// A screen shows minutes; a second keeps the clock and the toasts honest.
const TICK: Duration = Duration::from_secs(1);

/// How long events are taken in before a frame is drawn. Below what an eye notices; a burst (a paste
/// on an old terminal arrives as single keys) costs one frame instead of thousands.
const BURST: Duration = Duration::from_millis(8);

/// Starts the threads that read the terminal and wait for signals. They live as long as the
/// process: a blocked read cannot be woken.
///
/// # Errors
/// When the signals cannot be watched or a thread cannot be started.
pub fn listen<E: From<Event> + Send + 'static>(events: &Sender<E>) -> io::Result<()> {
    let keyboard = events.clone();
    thread::Builder::new()
        .name("terminal input".into())
        .spawn(move || read_terminal(&keyboard))?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let ending = events.clone();
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for _ in signals.forever() {
                if ending.send(Event::Closing.into()).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

fn read_terminal<E: From<Event>>(events: &Sender<E>) {
    loop {
        // A read error means the terminal is gone.
        let event = crossterm::event::read().map_or(Event::Closing, Event::Terminal);
        let gone = matches!(event, Event::Closing);
        if events.send(event.into()).is_err() || gone {
            return;
        }
    }
}

/// Runs the app until it is over. Events come through `events`; `send` takes jobs for the desk and
/// must not wait.
///
/// # Errors
/// When the terminal can no longer be written to. The app has handed in what was typed before.
pub fn run(
    terminal: &mut Terminal,
    app: &mut App,
    events: &Receiver<Event>,
    mut send: impl FnMut(Job),
) -> io::Result<()> {
    let size = terminal.size()?;
    let resize = TerminalEvent::Resize(size.width, size.height);
    app.handle(Event::Terminal(resize), Utc::now());
    let mut next_tick = Instant::now() + TICK;
    let result = loop {
        app.take_jobs().into_iter().for_each(&mut send);
        if app.is_over() {
            break Ok(());
        }
        if let Err(error) = draw(terminal, app) {
            app.handle(Event::Closing, Utc::now());
            break Err(error);
        }
        let tick = next_tick.saturating_duration_since(Instant::now());
        match events.recv_timeout(tick.min(until_woken(app))) {
            Ok(event) => take_burst(app, event, events, Utc::now),
            Err(RecvTimeoutError::Timeout) => {
                if Instant::now() >= next_tick {
                    next_tick = Instant::now() + TICK;
                }
                app.handle(Event::Tick, Utc::now());
            }
            Err(RecvTimeoutError::Disconnected) => app.handle(Event::Closing, Utc::now()),
        }
    };
    app.take_jobs().into_iter().for_each(send);
    result
}

/// How long until a screen wants to be woken; [`TICK`] where none does.
fn until_woken(app: &App) -> Duration {
    let wait = app.wake_at().map(|at| at - Utc::now());
    wait.map_or(TICK, |wait| wait.to_std().unwrap_or_default())
}

fn draw(terminal: &mut Terminal, app: &mut App) -> io::Result<()> {
    if app.take_must_clear() {
        terminal.clear()?;
    }
    if app.take_must_draw() {
        terminal.draw(|frame| app.view(frame))?;
    }
    Ok(())
}

/// Takes an event and what has come in behind it.
fn take_burst(
    app: &mut App,
    first: Event,
    events: &Receiver<Event>,
    now: impl Fn() -> DateTime<Utc>,
) {
    let end = Instant::now() + BURST;
    app.handle(first, now());
    while !app.is_over() && Instant::now() < end {
        match events.try_recv() {
            Ok(event) => app.handle(event, now()),
            Err(_) => return,
        }
    }
}
