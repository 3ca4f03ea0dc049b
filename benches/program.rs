//! The program as a clerk meets it: started on a terminal, typed into while others write and sync
//! sends, its memory; and twenty processes that press "call" at once.

#[path = "../tests/support/mod.rs"]
mod office;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use office::central::Central;
use office::clerk::Clerk;
use office::program::Home;
use support::data::{self, Counter};
use support::figures::{Bench, Figure, ms};
use support::others::{self, Others, Role};
use support::pty::Watched;

const PROGRAM: &str = env!("CARGO_BIN_EXE_acikkapi");
/// Applications in the office's file.
const APPLICATIONS: u32 = 100_000;
const STARTS: usize = 30;
const KEYS: usize = 1_000;
/// A fast typist's pause between two keys.
const BETWEEN_KEYS: Duration = Duration::from_millis(15);
/// The first clerk of the made-up office.
const CLERK: &str = "Ayşe Demir";

fn main() {
    others::be_one_if_asked();
    let mut bench = Bench::new("program");
    starts(&mut bench);
    keys(&mut bench);
    memory(&mut bench);
    race(&mut bench);
}

/// A home with the made-up office in it.
fn home() -> Home {
    let home = Home::new();
    let (from, to) = (data::office(APPLICATIONS), home.location());
    fs::create_dir_all(to.database.parent().expect("a folder")).expect("made");
    fs::copy(from.database, to.database).expect("copied");
    let keys = from.key.zip(to.key).expect("keys");
    fs::copy(keys.0, keys.1).expect("copied");
    home
}

fn starts(bench: &mut Bench) {
    const FLOOR: &str = "floor: start of a program that prints a word";
    const FRAME: &str = "start to the first full frame, 100000 applications";
    if !bench.wants(FRAME) {
        return;
    }
    let home = home();
    let folder = home.path("");
    let echo = (0..STARTS).map(|_| {
        let mut watched = Watched::start("/bin/echo", &["word"], &folder);
        watched.wait_for("word") - watched.started
    });
    bench.keep(Figure::new(FLOOR), echo.collect());
    let mut first_bytes = Vec::new();
    let mut first_frame = Vec::new();
    for _ in 0..STARTS {
        let mut watched = desk(&folder);
        first_bytes.push(watched.wait_for_bytes() - watched.started);
        first_frame.push(watched.wait_for(CLERK) - watched.started);
    }
    let first = Figure::new("start to the first bytes on the terminal").over(FLOOR);
    bench.keep(first, first_bytes);
    bench.keep(Figure::new(FRAME).within(ms(100)).over(FLOOR), first_frame);
}

fn desk(home: &Path) -> Watched {
    Watched::start(PROGRAM, &["desk", "--counter", "1", "--lang", "tr"], home)
}

fn keys(bench: &mut Bench) {
    const FLOOR: &str = "floor: key to bytes of a program that only echoes";
    const TYPING: &str = "key to bytes, typing a search, while sync and a counter write";
    const MOVING: &str = "key to bytes, moving in the queue, while sync and a counter write";
    if ![FLOOR, TYPING, MOVING].iter().any(|name| bench.wants(name)) {
        return;
    }
    let home = home();
    let folder = home.path("");
    let script = ["-c", "stty raw -echo; echo ready; exec cat"];
    let mut echo = Watched::start("/bin/sh", &script, &folder);
    echo.wait_for("ready");
    bench.keep(Figure::new(FLOOR), typed(&mut echo, "\x08"));

    let central = Central::start();
    enrol(&home, &central);
    let others = Others::start(&home.location(), &[Role::Busy]);
    let mut desk = desk(&folder);
    desk.wait_for(CLERK);
    desk.press("1");
    std::thread::sleep(Duration::from_millis(500));
    desk.press("\r");
    desk.wait_for("F1 Yardım");
    fill_queue(&home);
    desk.press("\x1b[20~");
    desk.wait_for("Başvuru ara");
    std::thread::sleep(Duration::from_millis(300));
    bench.keep(
        Figure::new(TYPING).within(ms(8)).over(FLOOR),
        typed(&mut desk, "\x7f"),
    );
    desk.press("\x1b");
    desk.wait_until(|screen| !screen.contents().contains("Başvuru ara"));
    // From the second row on, both up and down move.
    desk.press("\x1b[B");
    desk.wait_until(|screen| !selection(screen).is_empty());
    desk.press("\x1b[B");
    std::thread::sleep(Duration::from_millis(300));
    bench.keep(
        Figure::new(MOVING).within(ms(8)).over(FLOOR),
        moved(&mut desk),
    );
    drop(others);
}

/// Types letters and deletes them with a key; the time until the cursor has moved.
fn typed(watched: &mut Watched, delete: &str) -> Vec<Duration> {
    let letters = "aysedemir".chars().map(String::from);
    let deletes = std::iter::repeat_n(delete.to_owned(), 9);
    let keys: Vec<String> = letters.chain(deletes).collect();
    let keys = keys.iter().cycle().take(KEYS);
    keys.map(|key| {
        std::thread::sleep(BETWEEN_KEYS);
        let before = watched.look().cursor_position();
        let pressed = watched.press(key);
        watched.wait_until(|screen| screen.cursor_position() != before) - pressed
    })
    .collect()
}

/// Moves up and down; the time until the selection has moved.
fn moved(watched: &mut Watched) -> Vec<Duration> {
    let keys = ["\x1b[A", "\x1b[B"].iter().cycle().take(KEYS);
    keys.map(|key| {
        std::thread::sleep(BETWEEN_KEYS);
        let before = selection(watched.look());
        let pressed = watched.press(key);
        watched.wait_until(|screen| selection(screen) != before) - pressed
    })
    .collect()
}

/// The rows with the sign of the selection.
fn selection(screen: &vt100::Screen) -> Vec<usize> {
    let contents = screen.contents();
    let rows = contents.lines().enumerate();
    rows.filter(|(_, row)| row.contains('▸'))
        .map(|(row, _)| row)
        .collect()
}

fn fill_queue(home: &Home) {
    Counter::open(&home.location(), 9).fill_queue(60);
}

/// Makes the desk known to central, as its administrator does. Everything of ten years is sent.
fn enrol(home: &Home, central: &Central) {
    let enrol = format!("device enrol --server {}", central.url());
    let code = central.code("35000");
    home.run_with_input(&enrol, &format!("{code}\n")).well();
}

/// After what a clerk does all day: a search, a call, a visit, an application with a long text.
fn memory(bench: &mut Bench) {
    const MOST: f64 = 50.0;
    const NAME: &str = "resident memory after a visit";
    if !bench.wants(NAME) {
        return;
    }
    let home = home();
    fill_queue(&home);
    let mut clerk = Clerk::at(&home, "desk --counter 1 --lang tr");
    clerk.sees(CLERK);
    clerk.press("1");
    clerk.step("Enter");
    clerk.sees("F1 Yardım");
    clerk.press("F9");
    clerk.sees("Başvuru ara");
    clerk.types("mehmet yilmaz");
    clerk.step("Esc");
    clerk.no_longer_sees("Başvuru ara");
    clerk.step("_");
    clerk.step("Enter");
    clerk.sees("GÖRÜŞMEDE");
    clerk.step("Enter");
    clerk.sees("BAŞVURAN");
    clerk.types("Şükrü Işıklarsoy");
    clerk.sees("Kayıtlı kişi bulunamadı");
    clerk.press("Enter");
    clerk.sees("Başvuru kaydı: Şükrü Işıklarsoy");
    clerk.types("10000000146");
    clerk.press("Enter");
    clerk.types("0532 123 45 67");
    clerk.press("PgDn");
    clerk.press("2 Tab Tab");
    clerk.types("su akmiyor");
    clerk.sees("▸ Yerel yönetimler / İçme suyu kesintisi");
    clerk.press("Enter");
    clerk.sees("▸ Metin");
    clerk
        .terminal
        .paste(&"Mahallemizde üç gündür su akmıyor.\n".repeat(100));
    clerk.sees("üç gündür su akmıyor.");
    clerk.press("F10");
    clerk.sees_the_number();
    let process = clerk.terminal.process();
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("read");
    for (field, name) in [("VmRSS", NAME), ("VmHWM", "the same, at its highest")] {
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .expect("the field");
        let kib: String = line.chars().filter(char::is_ascii_digit).collect();
        let mib = kib.parse::<f64>().expect("a number") / 1024.0;
        let verdict = if mib <= MOST { "✓" } else { "**missed**" };
        bench.note(
            name,
            &format!("{mib:.1} MiB"),
            &format!("≤ {MOST} MB {verdict}"),
        );
    }
}

/// Twenty processes call ten thousand tickets, as fast as they can.
fn race(bench: &mut Bench) {
    const TICKETS: u32 = 10_000;
    const PROCESSES: u16 = 20;
    const NAME: &str = "20 processes call 10,000 tickets: each call";
    if !bench.wants(NAME) {
        return;
    }
    let (_folder, location) = data::copy(&data::office(1_000));
    Counter::open(&location, 1).fill_queue(TICKETS);
    let begun = Instant::now();
    let calls = others::race(&location, PROCESSES);
    let time = begun.elapsed();
    let numbers: BTreeSet<u32> = calls.iter().map(|(number, _)| *number).collect();
    assert_eq!(calls.len(), TICKETS as usize, "each ticket is called once");
    assert!(
        numbers.into_iter().eq(1..=TICKETS),
        "no number twice, none left out"
    );
    bench.keep(
        Figure::new(NAME),
        calls.iter().map(|(_, time)| *time).collect(),
    );
    let rate = f64::from(TICKETS) / time.as_secs_f64();
    let each = "each called exactly once ✓";
    bench.note(
        "20 processes call 10,000 tickets: together",
        &format!("{rate:.0} a second"),
        each,
    );
}
