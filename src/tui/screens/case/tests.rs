use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::*;
use crate::desk::Done;
use crate::desk::command::{CaseAction, Command};
use crate::desk::view::{
    ApplicationRow, FoundApplications, HistoryLine, Message as Told, UnitsView,
};
use crate::domain::calendar::Holidays;
use crate::domain::case::{
    AnswerSource, CaseMoved, Competent, ContactWay, IllegalStep, Outcome, PauseWhy, Said, Step,
};
use crate::domain::deadline::DeadlineRule;
use crate::domain::ids::MessageId;
use crate::domain::message::{MessageChannel, MessageLanguage, MessageStage, MessageState};
use crate::domain::review::{Check, Checklist};
use crate::domain::term::Term;
use crate::domain::unit::{Unit, UnitCode};
use crate::text::CleanText;
use crate::tui::screens::bench::{Bench, LARGE, SMALL};
use crate::tui::screens::sample::{application, applications, case, catalog};
use crate::tui::testing::noon;
use uuid::Uuid;

fn line(text: &str) -> CleanText {
    CleanText::line(text)
}

fn code(code: &str) -> UnitCode {
    UnitCode::new(code).unwrap()
}

fn units() -> Vec<Unit> {
    vec![
        Unit::new(code("IMAR"), line("Çankaya Belediye Başkanlığı")),
        Unit::new(code("SAGLIK"), line("İlçe Sağlık Müdürlüğü")),
        Unit::new(code("SU"), line("Su ve Kanalizasyon İdaresi (ASKİ)")),
    ]
}

fn later() -> Term {
    let from: NaiveDate = "2026-11-24".parse().unwrap();
    Term::new(from, DeadlineRule::Calendar, 10, &Holidays::default())
}

fn route() -> Step {
    Step::Route {
        unit: code("SU"),
        others: BTreeSet::from([code("IMAR")]),
    }
}

fn answer(outcome: Outcome) -> Step {
    Step::Answer {
        outcome,
        source: AnswerSource::Portal,
        attachments: Vec::new(),
    }
}

fn object() -> Step {
    let list = Checklist::default().with(Check::Answers, true);
    let checks = list.with(Check::Polite, true).with(Check::Private, true);
    Step::Object { checks }
}

const FIRST: &str = "Arıza kaydı incelenmiştir. Şebekede arıza yoktur.";
const SECOND: &str = "Arıza kaydı yerinde incelenmiştir. Ana boruda kırık bulunmuş, 25.11.2026 \
                      tarihinde onarılacaktır. O güne kadar tanker gönderilecektir.";

/// A case after these steps, each with what was said, an hour apart.
fn after(steps: &[(Step, &str)]) -> CaseView {
    let mut view = case();
    view.suggested = Some(units().remove(2));
    for (nth, (step, said)) in (0..).zip(steps) {
        view.case = view.case.after(step).unwrap();
        view.history.push(HistoryLine {
            moved: CaseMoved {
                application: view.application.record.application,
                person: view.application.record.person,
                step: step.clone(),
                private: Said::text(line(said)),
            },
            by: Some(line("Ayşe Demir")),
            at: noon() + TimeDelta::hours(nth),
            refused: false,
        });
    }
    let unit = view.case.stage.unit();
    view.unit = units().into_iter().find(|known| Some(&known.code) == unit);
    view
}

fn told(stage: MessageStage, state: MessageState) -> Told {
    Told {
        id: MessageId(Uuid::nil()),
        application: application().record.application,
        stage,
        round: 0,
        channel: MessageChannel::Sms,
        language: MessageLanguage::Tr,
        to: CleanText::default(),
        text: CleanText::default(),
        state,
        queued_at: noon(),
        changed_at: noon(),
        seq: 1,
    }
}

/// The page of a case.
fn page(view: CaseView) -> Bench {
    let id = view.application.record.application;
    let mut bench = Bench::new(CaseScreen::new(catalog(), id), noon());
    bench.answer(Answer::Case(Some(Box::new(view))));
    bench.answer(Answer::Units(UnitsView {
        units: units(),
        rounds: Vec::new(),
    }));
    bench
}

/// Compares the picture of both sizes.
macro_rules! pictures {
    ($name:expr, $make:expr) => {
        for size in [SMALL, LARGE] {
            let mut bench = $make.sized(size);
            let name = format!("{}_{}x{}", $name, size.0, size.1);
            insta::assert_snapshot!(name, bench.screen());
        }
    };
}

fn action(bench: &mut Bench) -> CaseAction {
    bench.kept();
    match bench.command() {
        Command::Case(command) => command.action.clone(),
        other => panic!("{other:?}"),
    }
}

fn takes_no_step(bench: &mut Bench) -> bool {
    bench.kept();
    bench.is_idle()
}

#[test]
fn the_page_tells_the_story() {
    pictures!("triage", page(after(&[])));
    let mut view = after(&[
        (route(), ""),
        (Step::Ask, "Sokağın adı nedir?"),
        (
            Step::Contact {
                way: ContactWay::Call,
                reached: false,
                call_back: Some(noon() + TimeDelta::days(1)),
            },
            "Telefon kapalı.",
        ),
    ]);
    view.messages = vec![
        told(MessageStage::Registered, MessageState::Delivered),
        told(MessageStage::Routed, MessageState::Queued),
    ];
    pictures!("at_unit", page(view.clone()));
    let concluded = [
        (route(), ""),
        (answer(Outcome::Negative), FIRST),
        (object(), "Gerekçe ve dayanak yok."),
        (Step::SendBack { term: later() }, ""),
        (answer(Outcome::Positive), SECOND),
        (
            Step::Accept {
                checks: Checklist::default(),
            },
            "",
        ),
    ];
    pictures!("concluded", page(after(&concluded)));
}

#[test]
fn a_page_longer_than_the_screen_scrolls_to_its_end() {
    let mut bench = page(after(&[(route(), "")])).sized((60, 16));
    assert!(!bench.says("Merkez"));
    bench.press("End");
    assert!(bench.says("Merkez"), "{}", bench.screen());
    bench.press("Home");
    assert!(bench.says("Ahmet Yılmaz"));
}

#[test]
fn numbers_are_masked_until_a_key_shows_them() {
    let mut bench = page(after(&[]));
    assert!(bench.says("100******46") && !bench.says("10000000146"));
    bench.press("F3");
    assert!(bench.says("10000000146"));
    bench.press("F3");
    assert!(!bench.says("10000000146"));
}

#[test]
fn what_is_not_there_is_said() {
    let id = application().record.application;
    let mut bench = Bench::new(CaseScreen::new(catalog(), id), noon());
    bench.answer(Answer::Case(None));
    bench.press("1 5 F3 Enter");
    assert!(bench.says("Bu başvuru artık burada yok."));
}

#[test]
fn only_what_the_stage_allows_has_a_key() {
    let mut triage = page(after(&[]));
    triage.press("2 3 4 7 9 0 m k F6");
    assert!(triage.is_idle() && triage.says("Geçmiş"), "nothing opened");
    let mut unit = page(after(&[(route(), "")]));
    unit.press("4 7 9 0 m F6");
    assert!(unit.says("Geçmiş"));
    let mut over = page(after(&[(Step::Withdraw, "")]));
    over.press("1 2 3 4 6 7 8 9 m k y b g Enter");
    assert!(over.says("Geçmiş"));
    over.press("0");
    assert!(over.says("Gerekçe"));
}

#[test]
fn a_unit_is_picked_the_suggested_one_first() {
    let open = || {
        let mut bench = page(after(&[]));
        bench.press("Enter");
        bench.answer(Answer::Units(UnitsView {
            units: units(),
            rounds: Vec::new(),
        }));
        bench
    };
    pictures!("route", open());
    let mut bench = open();
    bench.press("Down _ Up F10");
    let CaseAction::Route { unit, others, .. } = action(&mut bench) else {
        panic!("a route");
    };
    assert_eq!((unit, others), (code("SU"), [code("IMAR")].into()));
    let mut bench = open();
    bench.press("saglik Enter");
    let CaseAction::Route { unit, others, .. } = action(&mut bench) else {
        panic!("a route");
    };
    assert_eq!((unit, others.len()), (code("SAGLIK"), 0));
    bench.done(Ok(Done::Stored));
    assert!(bench.says("Havale et: kaydedildi."), "{}", bench.screen());
}

#[test]
fn without_a_directory_it_says_where_one_comes_from() {
    let mut bench = page(after(&[]));
    bench.press("1");
    bench.answer(Answer::Units(UnitsView::default()));
    assert!(bench.says("Birim rehberi boş."));
    bench.press("Enter _");
    assert!(bench.is_idle());
}

#[test]
fn an_answer_is_entered_and_what_was_typed_outlives_an_error() {
    let open = || {
        let mut bench = page(after(&[(route(), "")]));
        bench.press("3");
        bench
    };
    pictures!("answer", open());
    let mut bench = open();
    bench.press("Tab Tab Arıza_yok. F10");
    assert!(takes_no_step(&mut bench) && bench.says("Sonucu seçin"));
    bench.press("Esc S-Tab 2 S-Tab 3 F10");
    let expected = CaseAction::Answer {
        outcome: Outcome::Negative,
        source: AnswerSource::Telephone,
        said: Said::text(line("Arıza yok.")),
        attachments: Vec::new(),
    };
    assert_eq!(action(&mut bench), expected);
    let stage = after(&[(route(), ""), (Step::Withdraw, "")]).case.stage;
    bench.done(Err(IllegalStep(stage).into()));
    assert!(bench.says("Arıza yok.") && bench.says("Başvuru geri alınmış"));
    bench.press("Esc Esc");
    assert!(bench.says("Yazdıklarınız henüz kaydedilmedi"));
    bench.press("Enter F10");
    assert_eq!(action(&mut bench), expected);
}

#[test]
fn an_answer_is_reviewed_against_the_checklist() {
    let open = || {
        let mut bench = page(after(&[(route(), ""), (answer(Outcome::Negative), FIRST)]));
        bench.press("Enter");
        bench
    };
    pictures!("review", open());
    let mut bench = open();
    bench.press("1 2 3 4 5 F10");
    let CaseAction::Accept { checks, .. } = action(&mut bench) else {
        panic!("accepted");
    };
    assert_eq!(checks.failed(Outcome::Negative).count(), 0);
    let mut bench = open();
    bench.press("1 4 5 Tab Gerekçe_yok. F9");
    let CaseAction::Object { checks, reason } = action(&mut bench) else {
        panic!("objected");
    };
    let failed: Vec<Check> = checks.failed(Outcome::Negative).collect();
    assert_eq!(failed, [Check::Reasoned, Check::Grounds]);
    assert_eq!(reason, line("Gerekçe yok."));
}

#[test]
fn a_positive_answer_owes_no_legal_ground() {
    let mut bench = page(after(&[(route(), ""), (answer(Outcome::Positive), SECOND)]));
    bench.press("4");
    assert!(!bench.says("Yasal dayanağı"));
    bench.press("1 2 3 4 F10");
    let CaseAction::Accept { checks, .. } = action(&mut bench) else {
        panic!("accepted");
    };
    assert_eq!(checks.failed(Outcome::Negative).count(), 0);
}

#[test]
fn the_chief_reads_application_answer_and_what_is_wrong() {
    let open = || {
        let mut bench = page(after(&[
            (route(), ""),
            (answer(Outcome::Negative), FIRST),
            (object(), "Gerekçe ve dayanak yok."),
        ]));
        bench.press("4");
        bench
    };
    pictures!("chief", open());
    let mut bench = open();
    bench.press("F10");
    let note = CleanText::default();
    assert_eq!(action(&mut bench), CaseAction::SendBack { note });
    let mut bench = open();
    bench.press("Yeterli. F9");
    let reason = line("Yeterli.");
    assert_eq!(action(&mut bench), CaseAction::Uphold { reason });
}

#[test]
fn versions_stand_side_by_side() {
    let open = || {
        let mut bench = page(after(&[
            (route(), ""),
            (answer(Outcome::Negative), FIRST),
            (object(), "Gerekçe ve dayanak yok."),
            (Step::SendBack { term: later() }, ""),
            (answer(Outcome::Positive), SECOND),
        ]));
        bench.press("F6");
        bench
    };
    pictures!("versions", open());
    insta::assert_snapshot!("versions_styled", open().styled_screen());
    let mut bench = open().sized((60, 16));
    bench.press("Left Right Down End Esc");
    assert!(bench.says("Başvuran"), "back on the page");
}

#[test]
fn the_clock_stands_and_goes_on() {
    let mut bench = page(after(&[(route(), "")]));
    bench.press("6 2 Tab Belediyeye_soruldu. F10");
    assert_eq!(
        action(&mut bench),
        CaseAction::Pause {
            why: PauseWhy::Authority,
            reason: line("Belediyeye soruldu."),
        }
    );
    let why = PauseWhy::Applicant;
    let paused = after(&[(route(), ""), (Step::Pause { why }, "Adres istendi.")]);
    pictures!("paused", page(paused.clone()));
    let mut bench = page(paused);
    bench.press("Enter");
    assert!(bench.says("Adres istendi."));
    bench.press("F10");
    let note = CleanText::default();
    assert_eq!(action(&mut bench), CaseAction::Resume { note });
    let mut bench = page(after(&[(route(), "")]));
    bench.press("8 x Tab Keşif. F10");
    assert!(takes_no_step(&mut bench) && bench.says("Gün sayısını rakamla yazın"));
    bench.press("S-Tab Backspace 5 F10");
    let reason = line("Keşif.");
    assert_eq!(action(&mut bench), CaseAction::Extend { days: 5, reason });
}

#[test]
fn a_talk_is_noted_with_the_time_to_call_back() {
    let open = || {
        let mut bench = page(after(&[]));
        bench.press("5");
        bench
    };
    pictures!("contact", open());
    let mut bench = open();
    bench.press("Tab 2 Tab 02.12.2026 Tab 1430 Tab Kapalı. F10");
    let CaseAction::Contact {
        way,
        reached,
        call_back,
        note,
    } = action(&mut bench)
    else {
        panic!("a contact");
    };
    assert_eq!((way, reached), (ContactWay::Call, false));
    let at = call_back.map(crate::domain::calendar::date_and_time);
    assert_eq!(at.as_deref(), Some("02.12.2026 14:30"));
    assert_eq!(note, line("Kapalı."));
}

#[test]
fn it_is_forwarded_to_an_office_or_an_authority_by_name() {
    let open = || {
        let mut bench = page(after(&[]));
        bench.press("y");
        bench
    };
    pictures!("forward", open());
    let mut bench = open();
    bench.press("Enter kecioren Enter Orada_oturuyor. F10");
    let CaseAction::Forward { to, .. } = action(&mut bench) else {
        panic!("forwarded");
    };
    assert!(matches!(to, Competent::Office(_)), "{to:?}");
}

#[test]
fn another_application_of_the_person_is_picked_to_merge_into() {
    let open = || {
        let mut bench = page(after(&[]));
        bench.press("b");
        let mut rows: Vec<ApplicationRow> = applications();
        rows.retain(|row| row.applicant.as_str() == "Ahmet Yılmaz");
        bench.answer(Answer::Search(FoundApplications {
            mistyped: None,
            rows,
            more: false,
        }));
        bench
    };
    pictures!("merge", open());
    let mut bench = open();
    bench.press("Enter");
    assert!(bench.says("Birleştirilecek başvuru"), "{}", bench.screen());
    bench.press("F10");
    let into = applications()[3].id;
    let note = CleanText::default();
    assert_eq!(action(&mut bench), CaseAction::Merge { into, note });
}

#[test]
fn the_rest_asks_for_its_reason() {
    let result = || {
        after(&[
            (route(), ""),
            (answer(Outcome::Positive), SECOND),
            (
                Step::Accept {
                    checks: Checklist::default(),
                },
                "",
            ),
        ])
    };
    let mut bench = page(after(&[(route(), "")]));
    bench.press("2 Yetkisiz. F10");
    let reason = line("Yetkisiz.");
    assert_eq!(action(&mut bench), CaseAction::Return { reason });
    let mut bench = page(after(&[]));
    bench.press("g Vazgeçti. F10");
    let reason = line("Vazgeçti.");
    assert_eq!(action(&mut bench), CaseAction::Withdraw { reason });
    let mut bench = page(result());
    bench.press("Enter F10");
    assert!(takes_no_step(&mut bench) && bench.says("Başvuranın ne dediğini seçin"));
    bench.press("2 F10");
    let note = CleanText::default();
    let solved = false;
    assert_eq!(action(&mut bench), CaseAction::Satisfied { solved, note });
    let mut bench = page(after(&[(route(), ""), (Step::Ask, "Hangi sokak?")]));
    bench.press("Enter");
    assert!(bench.says("Hangi sokak?"));
    bench.press("Lale. F10");
    let text = line("Lale.");
    assert_eq!(action(&mut bench), CaseAction::Reply { text });
    let mut bench = page(after(&[(route(), "")]));
    bench.press("k Tab Görüşümüz. F10");
    assert!(matches!(
        action(&mut bench),
        CaseAction::Contribute { unit, .. } if unit == code("IMAR")
    ));
}

#[test]
fn a_refused_step_is_marked() {
    let mut view = after(&[(route(), "")]);
    let mut line = view.history[0].clone();
    line.refused = true;
    line.moved.step = Step::Return;
    view.history.push(line);
    assert!(page(view).says("Uygulanmadı"));
}

#[test]
fn an_answer_of_20_000_letters_is_read_whole() {
    let long = "Şebeke arızası incelendi. ".repeat(800);
    let mut bench = page(after(&[(route(), ""), (answer(Outcome::Negative), &long)]));
    bench.press("4 F8 F8 F7");
    assert!(bench.says("Şebeke arızası incelendi."));
    bench.press("Esc F6 End");
    assert!(bench.says("incelendi."));
}

#[test]
fn papers_are_printed_by_key() {
    let mut bench = page(after(&[]));
    bench.press("F8");
    assert!(bench.is_idle(), "no unit to write to");
    bench.press("F7 F7");
    let Command::Print(order) = bench.command().clone() else {
        panic!("an order to print");
    };
    assert_eq!(order.kind, PaperKind::Receipt);
    bench.done(Ok(Done::Printed {
        file: "/papers/one.pdf".into(),
        printed: false,
    }));
    assert!(bench.says("Belge hazır: /papers/one.pdf."));
    let mut bench = page(after(&[(route(), "")]));
    bench.press("F8");
    bench.done(Err(crate::desk::DeskError::NotPrinted(
        "/papers/two.pdf".into(),
    )));
    assert!(bench.says("/papers/two.pdf"));
}

#[test]
fn files_are_saved_by_key_and_what_is_awaited_is_said() {
    let mut bench = page(after(&[]));
    bench.press("F9 F9");
    assert!(matches!(bench.command(), Command::SaveFiles { .. }));
    bench.done(Ok(Done::FilesSaved(crate::desk::SavedFiles {
        files: vec!["/papers/06001-26-01-00001-1.pdf".into()],
        awaited: 2,
    })));
    assert!(bench.says("1 dosya kaydedildi: /papers"));
    assert!(bench.says("2 dosya merkezden henüz gelmedi"));
}

mod begun;
