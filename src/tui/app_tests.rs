use std::cell::RefCell;

use crossterm::event::{KeyCode, KeyModifiers};
use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::*;
use crate::desk::{Answer, DeskError, Done};
use crate::i18n::Locale;
use crate::sync::engine::HaltReason;
use crate::sync::status::{SyncState, SyncStatus};
use crate::text::CleanText;
use crate::tui::keymap::{Binding, TableKind};
use crate::tui::screen::{Returned, ViewContext};
use crate::tui::testing::{app, noon, paste, picture, press, wait};
use crate::tui::widgets::form::{Field, Form};
use crate::tui::widgets::prompt::{Prompt, Prompted};

const COMMAND: Action = Action::new("test.command");
const QUERY: Action = Action::new("test.query");
const OPEN: Action = Action::new("test.open");
const GIVE: Action = Action::new("test.give");
const ASK: Action = Action::new("test.ask");
const FAR: Action = Action::new("test.far");

static KEYS: KeyTable = KeyTable {
    id: "test",
    title: "",
    kind: TableKind::Commands,
    bindings: &[
        Binding::new(COMMAND, &[Chord::f(3)], ""),
        Binding::new(QUERY, &[Chord::f(4)], ""),
        Binding::new(OPEN, &[Chord::f(5)], ""),
        Binding::new(GIVE, &[Chord::f(6)], ""),
        Binding::new(ASK, &[Chord::f(7)], ""),
    ],
};

static FAR_KEYS: KeyTable = KeyTable {
    id: "test-far",
    title: "",
    kind: TableKind::Commands,
    bindings: &[Binding::new(FAR, &[Chord::f(9)], "")],
};

/// What happened to the screens, as short words.
type Log = Rc<RefCell<Vec<String>>>;

struct Probe {
    name: &'static str,
    log: Log,
    form: Form<u8>,
}

impl Probe {
    fn new(name: &'static str, log: &Log) -> Self {
        let form = Form::new(vec![
            Field::line(0, "bir", 40),
            Field::area(1, "iki", 60, 3),
            Field::date(2, "üç"),
            Field::choice(3, "dört", vec!["a".into(), "b".into()]),
            Field::pick_or_text(4, "beş", vec!["Çankaya".into(), "Çubuk".into()]),
        ]);
        Self {
            name,
            log: Rc::clone(log),
            form,
        }
    }

    fn note(&self, what: impl std::fmt::Display) {
        self.log.borrow_mut().push(format!("{} {what}", self.name));
    }
}

impl Screen for Probe {
    fn title(&self, _: &Text) -> String {
        self.name.into()
    }

    fn keys(&self) -> Keys {
        self.form.keys().and(&KEYS)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => self.note("shown"),
            Message::Changed => self.note("changed"),
            Message::Closing => {
                self.note("closing");
                cx.command(Command::OpenDay);
            }
            Message::Done(request, result) => {
                self.note(format_args!("done {} {}", request.0, result.is_ok()));
            }
            Message::Answered(_, Ok(Answer::Neighbourhoods(_))) => {
                cx.replace(Probe::new("instead", &self.log));
            }
            Message::Answered(request, _) => self.note(format_args!("answered {}", request.0)),
            Message::Returned(value) => match value.take::<u32>() {
                Ok(number) => self.note(format_args!("got {number}")),
                Err(other) => self.returned(other),
            },
            Message::Action(COMMAND) => {
                cx.command(Command::CallNext);
            }
            Message::Action(QUERY) => {
                cx.query(Query::Search { typed: "x".into() });
            }
            Message::Action(OPEN) => cx.push(Probe::new("upper", &self.log)),
            Message::Action(GIVE) => cx.give_back(42u32),
            Message::Action(ASK) => cx.push(Prompt::new(ASK, "Neden?", "", 20)),
            Message::Paste(text) => {
                self.note(format_args!("pasted {}", text.len()));
                self.form.update(&Message::Paste(text));
            }
            other => {
                self.form.update(&other);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.form.draw(frame, area, cx);
    }
}

impl Probe {
    fn returned(&self, value: Returned) {
        if let Ok(Prompted { action, text }) = value.take() {
            self.note(format_args!("{} {text}", action.id()));
        }
    }
}

fn probed() -> (App, Log) {
    let log = Log::default();
    let app = app(Probe::new("lower", &log));
    (app, log)
}

fn drain(log: &Log) -> Vec<String> {
    std::mem::take(&mut log.borrow_mut())
}

fn desk(app: &mut App, notice: Notice) {
    app.handle(Event::Desk(notice), noon());
}

#[test]
fn screens_open_close_and_give_back() {
    let (mut app, log) = probed();
    assert_eq!(drain(&log), ["lower shown"]);
    press(&mut app, "F5");
    assert_eq!(drain(&log), ["upper shown"]);
    press(&mut app, "F6");
    assert_eq!(drain(&log), ["lower got 42"]);
    press(&mut app, "F5 Esc");
    assert_eq!(drain(&log), ["upper shown", "lower shown"]);
    press(&mut app, "Esc F6 Esc");
    assert!(
        picture(&mut app, 80, 24).contains("lower"),
        "the first screen stays"
    );
}

#[test]
fn a_reason_comes_back_and_a_blank_one_does_not() {
    let (mut app, log) = probed();
    press(&mut app, "F7 Enter _ Enter hasta Enter");
    assert_eq!(drain(&log), ["lower shown", "lower test.ask hasta"]);
}

#[test]
fn answers_find_the_screen_that_asked() {
    let (mut app, log) = probed();
    press(&mut app, "F3 F5 F4 F3");
    let jobs = app.take_jobs();
    assert_eq!(
        jobs,
        [
            Job::Command(RequestId(1), None, Command::CallNext),
            Job::Query(RequestId(2), Query::Search { typed: "x".into() }),
            Job::Command(RequestId(3), None, Command::CallNext),
        ]
    );
    assert!(app.take_jobs().is_empty());
    drain(&log);
    desk(
        &mut app,
        Notice::Answered {
            request: RequestId(2),
            result: Ok(Answer::Persons(Vec::new())),
        },
    );
    desk(
        &mut app,
        Notice::Done {
            request: RequestId(1),
            result: Ok(Done::NobodyWaits),
        },
    );
    assert_eq!(drain(&log), ["upper answered 2", "lower done 1 true"]);
    press(&mut app, "Esc");
    drain(&log);
    // The screen is gone: its failure is told by the app, and an unknown number is nobody's.
    for request in [3, 77] {
        desk(
            &mut app,
            Notice::Done {
                request: RequestId(request),
                result: Err(DeskError::NotFound),
            },
        );
    }
    assert!(drain(&log).is_empty());
    let sentence = DeskError::NotFound.sentence(&Text::new(Locale::Tr));
    let start: String = sentence.chars().take(20).collect();
    assert!(picture(&mut app, 80, 24).contains(&start));
}

#[test]
fn a_screen_is_replaced_where_it_is_under_another() {
    let (mut app, log) = probed();
    press(&mut app, "F4 F5");
    drain(&log);
    desk(
        &mut app,
        Notice::Answered {
            request: RequestId(1),
            result: Ok(Answer::Neighbourhoods(Vec::new())),
        },
    );
    assert_eq!(drain(&log), ["instead shown"]);
    press(&mut app, "F6");
    assert_eq!(
        drain(&log),
        ["instead got 42"],
        "what lay over it is still there"
    );
}

#[test]
fn changes_reach_every_screen() {
    let (mut app, log) = probed();
    press(&mut app, "F5");
    drain(&log);
    desk(&mut app, Notice::Changed);
    assert_eq!(drain(&log), ["upper changed", "lower changed"]);
}

#[test]
fn when_told_to_end_every_screen_hands_in_what_was_typed() {
    let (mut app, log) = probed();
    press(&mut app, "F5");
    drain(&log);
    app.handle(Event::Closing, noon());
    assert_eq!(drain(&log), ["upper closing", "lower closing"]);
    assert!(app.is_over());
    assert_eq!(app.take_jobs().len(), 2);
}

#[test]
fn leaving_asks_first() {
    let (mut app, log) = probed();
    press(&mut app, "C-q Enter");
    assert!(!app.is_over(), "staying is the first button");
    press(&mut app, "C-c Esc");
    assert!(!app.is_over());
    press(&mut app, "C-q");
    drain(&log);
    press(&mut app, "2");
    assert!(app.is_over());
    assert_eq!(drain(&log), ["lower closing"], "typed just before");
    assert_eq!(app.take_jobs().len(), 1);
}

#[test]
fn navigation_brings_an_open_screen_back_as_it_was() {
    let log = Log::default();
    let mut app = app(Probe::new("lower", &log)).with_navigation(Navigation {
        keys: &FAR_KEYS,
        open: Rc::new(|action, _: &Text| {
            (action == FAR)
                .then(|| -> Box<dyn Screen> { Box::new(Probe::new("far", &Log::default())) })
        }),
    });
    press(&mut app, "F9 yazı F5 F9");
    let shown = picture(&mut app, 80, 24);
    assert!(shown.contains("› far") && shown.contains("yazı"), "{shown}");
    press(&mut app, "Esc");
    let shown = picture(&mut app, 80, 24);
    assert!(shown.contains("› upper"), "{shown}");
    press(&mut app, "F7 F9");
    assert!(
        picture(&mut app, 80, 24).contains("Neden?"),
        "a question wants its answer first"
    );
}

#[test]
fn only_what_can_be_seen_is_drawn_again() {
    let (mut app, _) = probed();
    assert!(app.take_must_draw());
    wait(&mut app, 1);
    assert!(!app.take_must_draw(), "a second changes nothing");
    wait(&mut app, 60);
    assert!(app.take_must_draw(), "the clock shows another minute");
    press(&mut app, "a");
    assert!(app.take_must_draw());
}

#[test]
fn in_a_window_too_small_text_is_taken_and_nothing_else_happens() {
    let (mut app, log) = probed();
    picture(&mut app, 20, 5);
    press(&mut app, "Esc F5 F3 ali Tab Enter veli");
    assert!(app.take_jobs().is_empty());
    assert_eq!(drain(&log), ["lower shown"]);
    assert!(picture(&mut app, 80, 24).contains("aliveli"));
}

#[test]
fn a_paste_of_ten_megabytes_neither_hangs_nor_breaks() {
    let (mut app, log) = probed();
    let mut text = "\x1b[31mSayın Valilik \u{202e}\0 😀\n".repeat(300_000);
    text.push('x');
    assert!(text.len() > 9_000_000);
    let start = std::time::Instant::now();
    press(&mut app, "Tab");
    paste(&mut app, &text);
    assert!(start.elapsed() < std::time::Duration::from_secs(10));
    let taken: usize = log.borrow()[1]
        .rsplit_once(' ')
        .and_then(|(_, bytes)| bytes.parse().ok())
        .expect("a paste");
    assert!((LONGEST_PASTE - 4..=LONGEST_PASTE).contains(&taken));
    let shown = picture(&mut app, 80, 24);
    assert!(shown.contains("Sayın Valilik"), "{shown}");
    assert!(shown.contains("Yapıştırılan metin çok uzun"), "{shown}");
    assert!(shown.contains("Alan doldu"), "{shown}");
}

#[test]
fn help_and_palette_open_over_a_form_being_typed() {
    let (mut app, _) = probed();
    press(&mut app, "ali F1");
    assert!(picture(&mut app, 80, 24).contains("Tuşlar"));
    press(&mut app, "Esc F2");
    assert!(picture(&mut app, 80, 24).contains("Komutlar"));
    press(&mut app, "Esc");
    assert!(picture(&mut app, 80, 24).contains("ali"));
}

#[derive(Debug, Clone)]
enum Poke {
    Key(KeyCode, KeyModifiers),
    Paste(String),
    Resize(u16, u16),
    Tick,
    Changed,
}

fn pokes() -> impl Strategy<Value = Vec<Poke>> {
    let code = prop_oneof![
        8 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::BackTab, KeyCode::Backspace,
            KeyCode::Delete, KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right,
            KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown, KeyCode::Insert,
        ]),
        4 => (0u8..14).prop_map(KeyCode::F),
        4 => any::<char>().prop_map(KeyCode::Char),
        8 => prop::sample::select("aıİI1290 .wuzypqlc\u{301}👩\u{200d}🏽日".chars().collect::<Vec<_>>())
            .prop_map(KeyCode::Char),
    ];
    let mods = prop_oneof![
        6 => Just(KeyModifiers::NONE),
        1 => Just(KeyModifiers::CONTROL),
        1 => Just(KeyModifiers::ALT),
        1 => Just(KeyModifiers::SHIFT),
    ];
    let poke = prop_oneof![
        20 => (code, mods).prop_map(|(code, mods)| Poke::Key(code, mods)),
        2 => any::<String>().prop_map(Poke::Paste),
        2 => (0u16..130, 0u16..45).prop_map(|(width, height)| Poke::Resize(width, height)),
        1 => Just(Poke::Tick),
        1 => Just(Poke::Changed),
    ];
    prop::collection::vec(poke, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_pressed_pasted_or_resized_it_goes_on(pokes in pokes()) {
        let (mut app, _) = probed();
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal");
        for poke in pokes {
            match poke {
                Poke::Key(code, mods) => {
                    app.handle(Event::Terminal(TerminalEvent::Key(KeyEvent::new(code, mods))), noon());
                }
                Poke::Paste(text) => app.handle(Event::Terminal(TerminalEvent::Paste(text)), noon()),
                Poke::Resize(width, height) => {
                    app.handle(Event::Terminal(TerminalEvent::Resize(width, height)), noon());
                    terminal.backend_mut().resize(width, height);
                }
                Poke::Tick => wait(&mut app, 61),
                Poke::Changed => desk(&mut app, Notice::Changed),
            }
            terminal.draw(|frame| app.view(frame)).expect("a frame");
        }
    }

    #[test]
    fn what_was_typed_survives_every_resize(sizes in prop::collection::vec((0u16..130, 0u16..45), 1..12)) {
        let (mut app, _) = probed();
        press(&mut app, "Şükrü_Özgün Tab dilekçe");
        for (width, height) in sizes {
            picture(&mut app, width, height);
        }
        let shown = picture(&mut app, 80, 24);
        prop_assert!(shown.contains("Şükrü Özgün") && shown.contains("dilekçe"), "{}", shown);
    }
}

#[test]
fn the_status_line_keeps_what_it_is_not_told_anew() {
    let (mut app, _) = probed();
    app.change_status(StatusChange {
        clerk: Some(CleanText::line("Ayşe Yılmaz")),
        counter: Some(3),
        ..StatusChange::default()
    });
    app.change_status(StatusChange {
        waiting: Some((1, 2)),
        ..StatusChange::default()
    });
    let shown = picture(&mut app, 80, 24);
    assert!(
        shown.contains("Banko 3") && shown.contains("Ayşe Yılmaz"),
        "{shown}"
    );
    desk(&mut app, Notice::WritingStopped(DeskError::NotFound));
    assert!(picture(&mut app, 80, 24).contains("KAYIT DURDU"));
    desk(&mut app, Notice::WritingAgain);
    assert!(!picture(&mut app, 80, 24).contains("KAYIT DURDU"));
}

#[test]
fn where_only_a_person_can_mend_sync_it_says_once_what_to_do() {
    let (mut app, _) = probed();
    let sync = |state| {
        Notice::Sync(SyncStatus {
            queued: 2,
            oldest_unsent: None,
            last_receipt: None,
            state,
            trouble: None,
        })
    };
    let asks = "Merkez bu bilgisayarı askıya aldı:";
    desk(&mut app, sync(SyncState::Sending));
    assert!(!picture(&mut app, 120, 24).contains(asks));
    for _ in 0..2 {
        desk(&mut app, sync(SyncState::Halted(HaltReason::Quarantined)));
    }
    assert!(picture(&mut app, 120, 24).contains(asks));
    press(&mut app, "Esc");
    assert!(!picture(&mut app, 120, 24).contains(asks));
    // Whoever asks for help reads it again, and why an office is offline too.
    press(&mut app, "F1");
    assert!(picture(&mut app, 120, 24).contains(asks));
    press(&mut app, "Esc");
    let retry_at = "2026-05-04T07:30:00Z".parse().unwrap();
    desk(&mut app, sync(SyncState::Offline { retry_at }));
    press(&mut app, "F1");
    let shown = picture(&mut app, 120, 24);
    assert!(
        shown.contains("Bağlantı kurulamadı.") && shown.contains("10:30"),
        "{shown}"
    );
}
