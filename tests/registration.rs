//! The registration form, the search and the view of an application over a real desk: a real
//! database, its own threads, real time. And a program that is killed while somebody types.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use acikkapi::catalog::Catalog;
use acikkapi::desk::command::{Draft, OfficeSetup};
use acikkapi::desk::{Answer, Command, Desk, Done, Notice, Options, Query, RequestId, Session};
use acikkapi::domain::deadline::DeadlineRule;
use acikkapi::domain::ids::{StaffId, VisitId};
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::domain::queue::{ClassRanking, Policy};
use acikkapi::i18n::{Locale, Text};
use acikkapi::store::Location;
use acikkapi::text::CleanText;
use acikkapi::tui::app::{App, Event, Job};
use acikkapi::tui::keymap::Keys;
use acikkapi::tui::screen::{Context, Effect, Message, Screen, ViewContext};
use acikkapi::tui::screens::application::SamePerson;
use acikkapi::tui::screens::register::{AtCounter, RegisterScreen};
use acikkapi::tui::screens::search::SearchScreen;
use acikkapi::tui::theme::Theme;
use chrono::Utc;
use crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

/// Longest time anything here may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The folder a process that is going to be killed works in.
const FOLDER: &str = "ACIKKAPI_TEST_FOLDER";

fn text() -> Text {
    Text::new(Locale::Tr)
}

/// What lies beneath the screens tried here.
struct Home {
    session: Session,
    opens: Option<Box<dyn Screen>>,
    returned: Option<SamePerson>,
}

impl Screen for Home {
    fn title(&self, _: &Text) -> String {
        let returned = self.returned.as_ref();
        returned.map_or("Home".into(), |same| same.person.full_name())
    }

    fn keys(&self) -> Keys {
        Keys::new()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                cx.work_as(Some(self.session));
                if let Some(screen) = self.opens.take() {
                    cx.effect(Effect::Push(screen));
                }
            }
            Message::Returned(value) => self.returned = value.take().ok(),
            _ => {}
        }
    }

    fn view(&self, _: &mut Frame<'_>, _: Rect, _: &ViewContext<'_>) {}
}

/// An office with a desk at work and a clerk at its counter.
struct Office {
    desk: Desk,
    notices: Receiver<Notice>,
    catalog: Catalog,
    session: Session,
}

impl Office {
    fn open(folder: &Path) -> Self {
        let catalog = Catalog::load(None).0;
        let (told, notices) = channel();
        let options = Options::new(Location::in_folder(folder), catalog.clone());
        let desk = Desk::open(options, move |notice| {
            // The test may have ended first.
            let _ = told.send(notice);
        });
        Self {
            desk: desk.unwrap(),
            notices,
            catalog,
            session: Session {
                staff: StaffId(uuid::Uuid::nil()),
                counter: 3,
            },
        }
    }

    fn set_up(folder: &Path) -> Self {
        let mut office = Self::open(folder);
        let done = office.does(Command::SetUp {
            office: OfficeSetup {
                office: "06007".parse().unwrap(),
                name: CleanText::line("Çankaya Kaymakamlığı"),
                policy: Policy::default(),
                ranking: ClassRanking::default(),
                deadline_rule: DeadlineRule::Calendar,
                leave_counts: false,
            },
            staff: CleanText::line("Ayşe Demir"),
        });
        let Done::SetUp { staff } = done else {
            panic!("{done:?}");
        };
        office.session.staff = staff;
        office
    }

    fn does(&self, command: Command) -> Done {
        let request = RequestId(u64::MAX);
        self.desk.command(request, Some(self.session), command);
        self.wait(|notice| match notice {
            Notice::Done {
                request: of,
                result,
            } if of == request => Some(result.unwrap()),
            _ => None,
        })
    }

    fn answers(&self, query: Query) -> Answer {
        let request = RequestId(u64::MAX);
        self.desk.query(request, query);
        self.wait(|notice| match notice {
            Notice::Answered {
                request: of,
                result,
            } if of == request => Some(result.unwrap()),
            _ => None,
        })
    }

    fn wait<T>(&self, wanted: impl Fn(Notice) -> Option<T>) -> T {
        loop {
            let notice = self.notices.recv_timeout(PATIENCE).expect("an answer");
            if let Some(found) = wanted(notice) {
                return found;
            }
        }
    }

    fn open_visit(&self) -> VisitId {
        match self.does(Command::OpenVisit) {
            Done::VisitOpened { visit } => visit,
            other => panic!("{other:?}"),
        }
    }

    fn at_counter(&self) -> AtCounter {
        AtCounter {
            counter: self.session.counter,
            office: "06007".parse().unwrap(),
            catalog: self.catalog.clone(),
        }
    }

    fn drafts(&self) -> Vec<Draft> {
        match self.answers(Query::Start { counter: None }) {
            Answer::Start(view) => view.drafts.into_iter().map(|row| row.draft).collect(),
            other => panic!("{other:?}"),
        }
    }

    /// A clerk who looks at a screen.
    fn clerk(&self, screen: impl Screen + 'static) -> Clerk<'_> {
        let home = Home {
            session: self.session,
            opens: Some(Box::new(screen)),
            returned: None,
        };
        Clerk {
            app: App::new(text(), Theme::default(), home, Utc::now()),
            office: self,
        }
    }

    fn form(&self, visit: VisitId) -> Clerk<'_> {
        self.clerk(RegisterScreen::blank(
            self.at_counter(),
            Some(visit),
            &text(),
        ))
    }
}

/// Somebody who presses keys and looks what comes of it.
struct Clerk<'a> {
    app: App,
    office: &'a Office,
}

impl Clerk<'_> {
    /// What the program's loop does, for so long.
    fn pass(&mut self, time: Duration) {
        let end = Instant::now() + time;
        loop {
            for job in self.app.take_jobs() {
                match job {
                    Job::Command(request, session, command) => {
                        self.office.desk.command(request, session, command);
                    }
                    Job::Query(request, query) => self.office.desk.query(request, query),
                    Job::Remember(_) => {}
                }
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.office.notices.recv_timeout(left) {
                Ok(notice) => self.app.handle(Event::Desk(notice), Utc::now()),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => panic!("the desk is gone"),
            }
        }
        self.app.handle(Event::Tick, Utc::now());
    }

    fn press(&mut self, code: KeyCode) {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        self.app
            .handle(Event::Terminal(TerminalEvent::Key(key)), Utc::now());
        self.pass(Duration::from_millis(2));
    }

    fn types(&mut self, typed: &str) {
        for c in typed.chars() {
            self.press(KeyCode::Char(c));
        }
    }

    fn sees(&mut self) -> String {
        let resize = TerminalEvent::Resize(80, 24);
        self.app.handle(Event::Terminal(resize), Utc::now());
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| self.app.view(frame)).unwrap();
        terminal.backend().to_string()
    }

    fn waits_for(&mut self, wanted: &str) -> String {
        let started = Instant::now();
        loop {
            let seen = self.sees();
            if seen.contains(wanted) {
                return seen;
            }
            assert!(started.elapsed() < PATIENCE, "never {wanted}:\n{seen}");
            self.pass(Duration::from_millis(10));
        }
    }

    /// The final number on the page after registering.
    fn reads_number(&mut self) -> ApplicationNumber {
        let seen = self.waits_for("Başvuru kaydedildi");
        let mut words = seen.split(|c: char| c.is_whitespace() || c == '"');
        words
            .find_map(|word| word.parse().ok())
            .unwrap_or_else(|| panic!("no number in\n{seen}"))
    }

    /// A new visitor with everything there is to ask.
    fn registers_somebody_new(&mut self) -> ApplicationNumber {
        self.types("ayşe nur özgün");
        self.waits_for("Kayıtlı kişi bulunamadı");
        self.press(KeyCode::Enter);
        self.types("10000000146");
        self.press(KeyCode::Enter);
        self.types("05321234567");
        self.press(KeyCode::PageDown);
        self.types("2");
        self.press(KeyCode::Enter);
        self.types("su kesik");
        self.press(KeyCode::Enter);
        self.types("Sokağımızın suyu akmıyor.");
        self.press(KeyCode::F(10));
        self.reads_number()
    }
}

#[test]
fn a_visitor_is_registered_found_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::set_up(folder.path());
    let visit = office.open_visit();
    let mut clerk = office.form(visit);
    let first = clerk.registers_somebody_new();
    assert_eq!(first.to_string().get(..5), Some("06007"));

    // Another one of the same person on the same topic: nothing is typed again, and it is noticed.
    clerk.types("2");
    clerk.waits_for("Başvuru kaydı: Ayşe Nur Özgün");
    clerk.types("2");
    clerk.press(KeyCode::Enter);
    clerk.types("su kesik");
    clerk.press(KeyCode::Enter);
    let seen = clerk.waits_for("benzer bir açık başvurusu var");
    assert!(seen.contains(&first.to_string()), "{seen}");
    clerk.types("Hâlâ akmıyor.");
    clerk.press(KeyCode::F(10));
    clerk.waits_for("Kayıttan önce: 1 uyarı");
    clerk.types("2");
    clerk.press(KeyCode::Enter);
    let second = clerk.reads_number();
    assert_ne!(second, first);
    clerk.press(KeyCode::Enter);
    clerk.waits_for("─ Home ─");
    assert_eq!(
        office.drafts(),
        [],
        "no draft is left of what was registered"
    );

    // Found by a name in plain letters, by a number without dashes, by the telephone.
    for (typed, found) in [
        ("ozgun", "2 başvuru"),
        (first.digits().as_str(), "1 başvuru"),
        ("0532 123 45 67", "2 başvuru"),
    ] {
        let mut clerk = office.clerk(SearchScreen::new(office.catalog.clone()));
        clerk.types(typed);
        let seen = clerk.waits_for(found);
        assert!(seen.contains(&first.to_string()), "{seen}");
    }
    let mut clerk = office.clerk(SearchScreen::new(office.catalog.clone()));
    clerk.types(&second.to_string());
    clerk.waits_for("1 başvuru");
    clerk.press(KeyCode::Enter);
    let seen = clerk.waits_for("Hâlâ akmıyor.");
    for shown in [
        "100******46",
        "Önceki başvuruya ek",
        "Ayşe Demir",
        "Şikâyet",
    ] {
        assert!(seen.contains(shown), "{shown} in\n{seen}");
    }
    clerk.types("2");
    clerk.waits_for("Ayşe Nur Özgün");
}

#[test]
fn a_returning_visitor_fills_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::set_up(folder.path());
    office.form(office.open_visit()).registers_somebody_new();
    for typed in ["OZGUN", "5321234567", "10000000146"] {
        let visit = office.open_visit_after_the_last();
        let mut clerk = office.form(visit);
        clerk.types(typed);
        clerk.waits_for("100******46");
        if typed != "10000000146" {
            clerk.press(KeyCode::Down);
        }
        clerk.press(KeyCode::Enter);
        let seen = clerk.waits_for("0532 123 45 67");
        assert!(seen.contains("Kayıtlı kişi: 1 başvuru"), "{seen}");
        clerk.press(KeyCode::Esc);
        clerk.waits_for("Form taslak olarak saklandı");
    }
}

impl Office {
    /// The visit that is open at the counter is ended, and another one begun.
    fn open_visit_after_the_last(&self) -> VisitId {
        use acikkapi::desk::view::CounterWork;
        let counter = self.session.counter;
        if let Answer::Queue(view) = self.answers(Query::Queue { counter })
            && let Some(CounterWork::InVisit(visit)) = view.mine
        {
            let visit = visit.visit;
            self.does(Command::FinishVisit { visit });
        }
        self.open_visit()
    }
}

#[test]
fn a_file_goes_with_the_application() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::set_up(folder.path());
    let path = folder.path().join("dilekçe 1.pdf");
    std::fs::write(&path, b"%PDF-1.7\nmade up").unwrap();
    let mut clerk = office.form(office.open_visit());
    clerk.types("ali veli");
    clerk.press(KeyCode::PageDown);
    for _ in 0..5 {
        clerk.press(KeyCode::Tab);
    }
    let dropped = format!("'{}' ", path.display());
    clerk
        .app
        .handle(Event::Terminal(TerminalEvent::Paste(dropped)), Utc::now());
    clerk.press(KeyCode::Enter);
    clerk.waits_for("dilekçe 1.pdf (1 KB)");
    clerk.types("/yok.pdf");
    clerk.press(KeyCode::Enter);
    clerk.waits_for("Dosya bulunamadı");
    for _ in 0.."/yok.pdf".len() {
        clerk.press(KeyCode::Backspace);
    }
    clerk.press(KeyCode::F(10));
    clerk.waits_for("Kayıttan önce: 4 uyarı");
    clerk.press(KeyCode::F(10));
    let number = clerk.reads_number();
    let mut clerk = office.clerk(SearchScreen::new(office.catalog.clone()));
    clerk.types(&number.digits());
    clerk.waits_for("1 başvuru");
    clerk.press(KeyCode::Enter);
    clerk.waits_for("dilekçe 1.pdf (1 KB)");
}

const TYPED: &str = "Sokağımızın suyu üç gündür akmıyor, belediye ilgilenmiyor. ";

/// The part of the process that is killed; without the folder there is nothing to do.
#[test]
fn a_process_that_types() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let office = Office::set_up(Path::new(&folder));
    let mut clerk = office.form(office.open_visit());
    clerk.types("ali veli");
    clerk.press(KeyCode::PageDown);
    clerk.press(KeyCode::Enter);
    clerk.press(KeyCode::Tab);
    loop {
        clerk.types(TYPED);
        // A pause, and the time a slow disk takes.
        clerk.pass(Duration::from_millis(500));
        clerk.pass(Duration::from_millis(500));
        println!("typed");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn what_was_typed_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_process_that_types", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let typed = output.lines().map(Result::unwrap);
    // The words of the test harness stand before the first one.
    let rounds = typed.filter(|line| line.ends_with("typed")).take(2).count();
    child.kill().unwrap();
    child.wait().unwrap();

    let office = Office::open(folder.path());
    let drafts = office.drafts();
    let [draft] = drafts.as_slice() else {
        panic!("one draft in {drafts:?}");
    };
    assert_eq!(draft.form.given_name, "Ali");
    let everything = TYPED.repeat(rounds + 1);
    assert!(everything.starts_with(&draft.form.text));
    let kept = draft.form.text.len();
    assert!(
        kept >= TYPED.len() * rounds - 1,
        "{kept} bytes of {rounds} rounds"
    );
    let restored = RegisterScreen::restore(office.at_counter(), draft.clone(), &text());
    assert_eq!(restored.draft(), draft.form);
    let mut clerk = office.clerk(restored);
    clerk.waits_for("Başvuru kaydı: Ali Veli");
    clerk.waits_for("Sokağımızın suyu");
}
