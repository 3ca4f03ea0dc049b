//! Frames of the queue, without a terminal behind them.

#[path = "../tests/support/mod.rs"]
mod office;
mod support;

use acikkapi::tui::app::Event;
use chrono::Utc;
use crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};
use office::counter::{Clock, Counter};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use support::data;
use support::figures::{Bench, Figure};

/// Sizes of a terminal: the usual small one and a large one.
const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];
/// More than either size shows.
const VISITORS: u32 = 120;

fn main() {
    let mut bench = Bench::new("drawing");
    let (folder, location) = data::copy(&data::office(1_000));
    data::Counter::open(&location, 9).fill_queue(VISITORS);
    let mut counter = Counter::open(folder.path(), &Clock::at(&Utc::now().to_rfc3339()));
    counter.wait_for("Ayşe Demir");
    counter.press("1 Enter");
    counter.wait_for("F1 Yardım");
    for size in SIZES {
        frames(&mut bench, &mut counter, size);
    }
}

fn frames(bench: &mut Bench, counter: &mut Counter, (width, height): (u16, u16)) {
    let terminal = || Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    let floor = format!("floor: an empty frame, {width}×{height}");
    let mut empty = terminal();
    bench.floor(Figure::new(&floor), move || {
        empty.draw(|_| {}).expect("drawn");
    });
    let frame = format!("a frame of the queue, {width}×{height}");
    let mut drawn = terminal();
    bench.measure(Figure::new(&frame).over(&floor), || {
        drawn.draw(|frame| counter.app.view(frame)).expect("drawn");
    });
    let key = format!("a key in the queue and its frame, {width}×{height}");
    let mut drawn = terminal();
    let mut keys = [KeyCode::Down, KeyCode::Up].into_iter().cycle();
    bench.measure(Figure::new(&key).over(&floor), || {
        let key = KeyEvent::new(keys.next().expect("for ever"), KeyModifiers::NONE);
        counter
            .app
            .handle(Event::Terminal(TerminalEvent::Key(key)), Utc::now());
        drawn.draw(|frame| counter.app.view(frame)).expect("drawn");
    });
}
