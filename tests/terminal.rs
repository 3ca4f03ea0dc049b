//! The terminal as the desk leaves it, seen through a real pseudo-terminal.
//!
//! [`desk`] is the program under test: this same binary, started again inside the terminal.

mod support;

use std::sync::mpsc;

use acikkapi::i18n::{Locale, Text};
use acikkapi::tui::app::App;
use acikkapi::tui::keymap::Keys;
use acikkapi::tui::runtime;
use acikkapi::tui::screen::{Context, Message, Screen, ViewContext};
use acikkapi::tui::terminal::Terminal;
use acikkapi::tui::theme::Theme;
use acikkapi::tui::widgets::form::{Field, Form};
use ratatui::Frame;
use ratatui::layout::Rect;
use rustix::process::Signal;
use support::terminal::key::{ESC, TAB, ctrl};

/// Set in the environment of the program under test.
const INSIDE: &str = "ACIKKAPI_TEST_INSIDE_TERMINAL";

/// What the program under test prints when it has left the terminal.
const LEFT: &str = "left in order";

struct Writing(Form<u8>);

impl Screen for Writing {
    fn title(&self, _: &Text) -> String {
        "Deneme".into()
    }

    fn keys(&self) -> Keys {
        self.0.keys()
    }

    fn update(&mut self, message: Message, _: &mut Context<'_>) {
        self.0.update(&message);
        match self.0.text(0).as_str() {
            "PANIK" => panic!("asked for"),
            "BASKA" => {
                let other = std::thread::spawn(|| panic!("of another thread"));
                assert!(other.join().is_err());
            }
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.0.draw(frame, area, cx);
    }
}

#[test]
fn desk() {
    if std::env::var_os(INSIDE).is_none() {
        return;
    }
    let (sender, events) = mpsc::channel();
    let mut terminal = Terminal::take().expect("a terminal");
    runtime::listen(&sender).expect("threads");
    let form = Form::new(vec![
        Field::line(0, "Ad", 40),
        Field::area(1, "Metin", 20_000, 6),
    ]);
    let text = Text::new(Locale::Tr);
    let mut app = App::new(text, Theme::default(), Writing(form), chrono::Utc::now());
    runtime::run(&mut terminal, &mut app, &events, |_| {}).expect("a terminal that stays");
    drop(terminal);
    println!("{LEFT}");
}

fn started() -> support::terminal::Terminal {
    let program = std::env::current_exe().expect("this binary");
    let terminal = support::terminal::Terminal::start(
        &program.to_string_lossy(),
        &["--exact", "desk", "--nocapture", "--quiet"],
        &[(INSIDE, "1"), ("RUST_BACKTRACE", "0")],
        (24, 80),
    );
    terminal.wait_for("Deneme");
    terminal
}

#[test]
fn leaving_gives_the_terminal_back() {
    let mut terminal = started();
    assert!(!terminal.is_given_back());
    terminal.send("Şükrü");
    terminal.wait_for("Şükrü");
    terminal.send(&ctrl('q'));
    terminal.wait_for("Programdan çıkılsın mı?");
    terminal.send("2");
    terminal.wait_for(LEFT);
    assert!(terminal.is_given_back());
    assert!(terminal.ended_well());
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_read_there() {
    let mut terminal = started();
    terminal.send("PANIK");
    terminal.wait_for("asked for");
    assert!(terminal.is_given_back());
    assert!(!terminal.ended_well());
}

#[test]
fn a_panic_of_another_thread_leaves_the_screen_alone() {
    let mut terminal = started();
    terminal.send("BASKA");
    terminal.send(&ctrl('l'));
    terminal.send("!");
    let screen = terminal.wait_for("BASKA!");
    assert!(!screen.contains("another thread"), "{screen}");
    assert!(!terminal.is_given_back());
}

#[test]
fn signals_end_it_in_order() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut terminal = started();
        terminal.signal(signal);
        terminal.wait_for(LEFT);
        assert!(terminal.is_given_back(), "{signal:?}");
        assert!(terminal.ended_well());
    }
}

#[test]
fn ten_megabytes_in_one_paste_then_a_smaller_window() {
    let mut terminal = started();
    terminal.send(TAB);
    terminal.paste(&"Sayın Valilik \x1b[31m\u{202e} \n".repeat(400_000));
    terminal.wait_for("Yapıştırılan metin çok uzun");
    terminal.wait_for("Alan doldu");
    terminal.resize(16, 70);
    terminal.send(ESC);
    terminal.wait_gone("Yapıştırılan metin çok uzun");
    terminal.wait_for("Sayın Valilik");
    terminal.resize(5, 20);
    terminal.wait_for("çok küçük");
    terminal.resize(24, 80);
    terminal.wait_for("Sayın Valilik");
}

/// More bytes at once than one read takes.
#[test]
fn a_paste_without_brackets_arrives_as_typed() {
    let mut terminal = started();
    terminal.send(TAB);
    terminal.send(&"satır\r".repeat(200));
    terminal.send("son");
    let screen = terminal.wait_for("son");
    assert!(screen.contains("satır"));
}
