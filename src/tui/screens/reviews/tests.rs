use super::*;
use crate::desk::Done;
use crate::desk::view::{ApplicationView, HistoryLine, PersonSide, ReviewKind};
use crate::domain::case::{CaseMoved, PauseWhy, Said, Step};
use crate::domain::ids::ApplicationId;
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::person_merge::PersonField;
use crate::i18n::Locale;
use crate::sync::wire::{GENESIS_HASH, Operation, RejectReason};
use crate::text::CleanText;
use crate::tui::app::Event;
use crate::tui::screens::bench::{Bench, LARGE, SMALL};
use crate::tui::screens::queue::sample as queue;
use crate::tui::screens::sample;
use crate::tui::theme::ThemeKind;
use chrono::TimeDelta;

fn line(text: &str) -> CleanText {
    CleanText::line(text)
}

fn item(number: u128) -> ReviewItem {
    ReviewItem::of(Uuid::from_u128(number))
}

fn number(sequence: u64) -> ApplicationNumber {
    ApplicationNumber::new("06008".parse().unwrap(), 2026, 51, sequence).unwrap()
}

fn row(at: u128, kind: ReviewKind, minutes: i64) -> ReviewRow {
    let field = match kind {
        ReviewKind::Person(field) => Some(field),
        _ => None,
    };
    let sequence = u64::try_from(at).unwrap();
    let application = (ApplicationId(Uuid::from_u128(at)), number(sequence));
    ReviewRow {
        item: ReviewItem { field, ..item(at) },
        application: field.is_none().then_some(application),
        kind,
        name: line("Elif Kaya"),
        by: Some(line("Veli Ak")),
        at: queue::now() - TimeDelta::minutes(minutes),
    }
}

fn operation(kind: &str) -> Box<Operation> {
    Box::new(Operation {
        op_id: Uuid::from_u128(1),
        office: "06008".into(),
        device: Uuid::from_u128(2),
        dseq: 471,
        prev_hash: GENESIS_HASH.into(),
        hash: "5f1c0a9b3d7e2468".repeat(4),
        actor: "program".into(),
        role_version: 1,
        schema: 1,
        kind: kind.into(),
        case_id: None,
        base_revision: None,
        body: "{}".into(),
        device_time: queue::now() - TimeDelta::hours(3),
    })
}

fn rows() -> Vec<ReviewRow> {
    let offered = operation("visit_opened");
    let reason = RejectReason::NumberOfAnotherOffice;
    vec![
        row(1, ReviewKind::NumberClash, 60 * 50),
        row(2, ReviewKind::Person(PersonField::Phone), 190),
        row(3, ReviewKind::CaseStep, 75),
        row(4, ReviewKind::Rejected(reason), 40),
        row(5, ReviewKind::Contradiction(offered), 12),
        row(6, ReviewKind::UnknownOffice("32001".parse().unwrap()), 3),
    ]
}

fn list(role: Role, locale: Locale) -> Bench {
    let duty = Duty {
        role,
        ..queue::duty()
    };
    let screen = ReviewsScreen::new(duty);
    let mut bench = Bench::with(screen, queue::now(), locale, ThemeKind::Dark);
    let view = ReviewsView {
        rows: rows(),
        more: false,
    };
    bench.answer(Answer::Reviews(view));
    bench
}

/// The page of one of the rows.
fn page_of(at: usize, sides: Sides) -> ReviewView {
    ReviewView {
        row: rows()[at].clone(),
        sides,
        drafts: Vec::new(),
    }
}

fn open(role: Role, view: ReviewView) -> Bench {
    open_in(role, view, Locale::Tr)
}

fn open_in(role: Role, view: ReviewView, locale: Locale) -> Bench {
    let mut bench = list(role, locale);
    bench.take_jobs();
    bench.press("Enter");
    bench.answer(Answer::Review(Some(Box::new(view))));
    bench
}

fn person() -> ReviewView {
    let side = |phone: &str, by: &str, minutes| PersonSide {
        person: Person {
            given_name: line("Elif"),
            family_name: line("Kaya"),
            phone: Some(line(phone)),
            ..Person::default()
        },
        by: Some(line(by)),
        at: queue::now() - TimeDelta::minutes(minutes),
    };
    page_of(
        1,
        Sides::Person {
            field: PersonField::Phone,
            first: Box::new(side("+905321111111", "Ayşe Demir", 200)),
            second: Box::new(side("+905322222222", "Veli Ak", 190)),
        },
    )
}

fn refused() -> ReviewView {
    let line = |step, said: &str, by: &str, minutes, refused| {
        Box::new(HistoryLine {
            moved: CaseMoved {
                application: ApplicationId(Uuid::from_u128(3)),
                person: sample::application().record.person,
                step,
                private: Said::text(CleanText::block(said)),
            },
            by: Some(line(by)),
            at: queue::now() - TimeDelta::minutes(minutes),
            refused,
        })
    };
    let why = PauseWhy::Applicant;
    page_of(
        2,
        Sides::Step {
            before: Some(line(
                Step::Withdraw,
                "Sorun çözülmüş.",
                "Ayşe Demir",
                90,
                false,
            )),
            refused: line(Step::Pause { why }, "Tapu istendi.", "Veli Ak", 75, true),
            case: Box::new(sample::case().case),
        },
    )
}

fn numbers() -> ReviewView {
    let application = |given: &str, hours| {
        let mut view: ApplicationView = sample::application();
        view.record.number = number(1);
        view.person.given_name = line(given);
        view.record.registered_at = queue::now() - TimeDelta::hours(hours);
        Some(Box::new(view))
    };
    page_of(
        0,
        Sides::Numbers {
            first: application("Şükrü", 27),
            second: application("Elif", 26),
        },
    )
}

fn rejected() -> ReviewView {
    let record = sample::application().record;
    page_of(
        3,
        Sides::Rejected {
            reason: RejectReason::NumberOfAnotherOffice,
            operation: operation("application_registered"),
            event: Some(Box::new(
                crate::domain::event::Event::ApplicationRegistered(Box::new(record)),
            )),
        },
    )
}

#[track_caller]
fn decision(bench: &Bench) -> (ReviewItem, Choice, String) {
    let Command::Decide(decide) = bench.command() else {
        panic!("a decision: {:?}", bench.command());
    };
    (decide.item, decide.choice, decide.reason.to_string())
}

#[test]
fn pictures() {
    for (name, view) in [
        ("person", person()),
        ("step", refused()),
        ("numbers", numbers()),
        ("rejected", rejected()),
    ] {
        for (size, cells) in [("80x24", SMALL), ("120x40", LARGE)] {
            let screen = open(Role::Supervisor, view.clone()).sized(cells).screen();
            insta::assert_snapshot!(format!("{name}_{size}"), screen);
        }
    }
    for (size, cells) in [("80x24", SMALL), ("120x40", LARGE)] {
        let screen = list(Role::Supervisor, Locale::Tr).sized(cells).screen();
        insta::assert_snapshot!(format!("list_{size}"), screen);
    }
    insta::assert_snapshot!("list_english", list(Role::Clerk, Locale::En).screen());
    let mut page = open_in(Role::Clerk, person(), Locale::En);
    insta::assert_snapshot!("person_read_english", page.screen());
}

#[test]
fn each_choice_has_its_key_and_takes_the_reason_along() {
    let item = |at: usize| rows()[at].item;
    for (view, keys, decided) in [
        (person(), "F9", (item(1), Choice::KeepFirst, "")),
        (
            person(),
            "sordum F10",
            (item(1), Choice::TakeSecond, "sordum"),
        ),
        (refused(), "F9", (item(2), Choice::KeepFirst, "")),
        (numbers(), "F10", (item(0), Choice::Renumber, "")),
        (
            numbers(),
            "gerek_yok F9",
            (item(0), Choice::Dismiss, "gerek yok"),
        ),
        (rejected(), "C-s", (item(3), Choice::SendAgain, "")),
    ] {
        let mut bench = open(Role::Supervisor, view);
        bench.press_every(TimeDelta::milliseconds(1), keys);
        bench.kept();
        let (item, choice, reason) = decision(&bench);
        assert_eq!((item, choice, reason.as_str()), decided, "{keys}");
    }
}

#[test]
fn the_number_that_was_given_is_said_and_the_list_is_back() {
    let mut bench = open(Role::Chief, numbers());
    bench.press("F10");
    let number = Some(number(9));
    bench.done(Ok(Done::Decided { number }));
    assert!(
        bench.says("yeni numarası 06008-26-51-00009"),
        "{}",
        bench.screen()
    );
    assert!(bench.says("Karar bekleyenler"));
}

#[test]
fn a_step_that_is_taken_up_waits_with_its_words_on_the_page_of_the_case() {
    let mut bench = open(Role::Supervisor, refused());
    bench.press("F10");
    bench.done(Ok(Done::Decided { number: None }));
    let draft = bench.kept().expect("the words of the step");
    assert_eq!(draft.sheet, "case.pause");
    assert_eq!(draft.typed.0["text"], "Tapu istendi.");
    let application = ApplicationId(Uuid::from_u128(3));
    assert_eq!(draft.application, application);
    assert!(bench.asks(|query| *query == Query::Case(application)));
}

#[test]
fn what_was_typed_survives_the_end_of_the_program() {
    let mut bench = open(Role::Supervisor, person());
    bench.press("Başvuranı");
    bench.happen(Event::Closing);
    let draft = bench.kept().expect("handed over at the end");
    let mut view = person();
    assert_eq!(draft.application.0, view.row.item.operation);
    // Of another field of the same record something else was typed.
    let mut other = draft.clone();
    other.sheet = "decide.Email".into();
    view.drafts = vec![other, draft.clone()];
    let mut bench = open(Role::Supervisor, view);
    assert!(bench.says("Başvuranı"), "{}", bench.screen());
    bench.press_every(TimeDelta::milliseconds(1), "_aradım F9");
    bench.kept();
    let Command::Decide(decide) = bench.command() else {
        panic!("a decision");
    };
    assert_eq!(decide.draft, Some(draft.id));
    assert_eq!(decide.reason.as_str(), "Başvuranı aradım");
}

#[test]
fn a_clerk_reads_and_does_not_decide() {
    let mut bench = open(Role::Clerk, person());
    assert!(bench.says("Kararı sorumlu ya da mülki idare amiri verir."));
    bench.press("F10 F9");
    assert!(bench.is_idle(), "{}", bench.screen());
}

#[test]
fn what_waits_no_more_is_said() {
    let mut bench = list(Role::Supervisor, Locale::Tr);
    bench.press("Enter");
    bench.answer(Answer::Review(None));
    assert!(bench.says("Bu kayıt artık karar beklemiyor"));
}
