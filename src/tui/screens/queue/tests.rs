use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::sample::{self, bench, show};
use super::*;
use crate::desk::Notice;
use crate::desk::view::WorkList;
use crate::domain::ids::{StaffId, TicketId, VisitId};
use crate::domain::priority::{Basis, Lane, PriorityClaims, PriorityClass};
use crate::domain::ticket::IllegalMove;
use crate::text::CleanText;
use crate::tui::app::Job;
use crate::tui::screens::bench::{Bench, LARGE};
use crate::tui::screens::work::sample as work;

/// The queue with its first questions answered.
fn at_work(view: QueueView) -> Bench {
    let mut bench = bench();
    assert_eq!(bench.command(), &Command::OpenDay);
    bench.done(Ok(Done::DayOpened { ended: 0 }));
    show(&mut bench, view);
    bench
}

fn id(number: u128) -> TicketId {
    TicketId(Uuid::from_u128(number))
}

fn claims(classes: &[(PriorityClass, Basis)]) -> PriorityClaims {
    classes.iter().copied().collect()
}

fn given(number: u32, lane: Lane, ahead: u32) -> Done {
    Done::TicketIssued {
        ticket: id(number.into()),
        number,
        lane,
        ahead,
        within: Some(36),
    }
}

/// For whom the last command was given.
fn session(bench: &mut Bench) -> Option<crate::desk::Session> {
    let by = |job: &Job| match job {
        Job::Command(_, session, _) => *session,
        _ => None,
    };
    bench.take_jobs().iter().rev().find_map(by)
}

#[test]
fn what_else_waits_is_one_quiet_line_and_one_key_away() {
    let mut bench = at_work(sample::busy());
    assert!(!bench.says("geri arama"));
    bench.answer(Answer::WorkCounts(work::counts()));
    assert!(
        bench.says("2 geri arama · 3 cevap · 1 birim sorusu · 7 telefon F3"),
        "{}",
        bench.screen()
    );
    insta::assert_snapshot!("queue_work", bench.screen());
    bench.press("F3");
    assert!(work::asks_for(&bench, WorkList::CallBacks));
    bench.press("Esc");
    let mut bench = bench.sized(LARGE);
    assert!(bench.says("BUGÜN (F3)"), "{}", bench.screen());
    assert!(bench.says("3 cevap"));
}

#[test]
fn commands_are_given_for_the_clerk_at_this_counter() {
    let mut bench = at_work(sample::busy());
    bench.press("1");
    assert_eq!(session(&mut bench), Some(sample::duty().session));
}

#[test]
fn an_ordinary_ticket_is_one_key_and_its_number_is_shown_big_for_a_while() {
    let mut bench = at_work(sample::busy());
    bench.press("1");
    let claims = PriorityClaims::none();
    assert_eq!(bench.command(), &Command::IssueTicket { claims });
    bench.done(Ok(given(68, Lane::Ordinary, 11)));
    let screen = bench.screen();
    assert!(screen.contains("VERİLEN SIRA"), "{screen}");
    assert!(screen.contains("Önünde 11 kişi var."), "{screen}");
    assert!(screen.contains("SIRADAKİ 48"), "the next one stays in view");
    bench.wait(11);
    assert!(bench.screen().contains("VERİLEN SIRA"));
    bench.wait(2);
    assert!(!bench.screen().contains("VERİLEN SIRA"));
}

#[test]
fn a_priority_ticket_is_three_keys() {
    let mut bench = at_work(sample::busy());
    bench.press("23 Enter");
    let claims = claims(&[(PriorityClass::VeteranRelative, Basis::Declaration)]);
    assert_eq!(bench.command(), &Command::IssueTicket { claims });
}

#[test]
fn several_classes_each_with_its_basis() {
    let mut bench = at_work(sample::busy());
    // Veteran by document; over 65 by birth date; pregnant chosen and let go again.
    bench.press("22244455");
    bench.press("5");
    bench.press("Enter");
    let claims = claims(&[
        (PriorityClass::Veteran, Basis::DocumentSeen),
        (PriorityClass::Over65, Basis::BirthDate),
    ]);
    assert_eq!(bench.command(), &Command::IssueTicket { claims });
}

#[test]
fn a_priority_ticket_needs_a_class() {
    let mut bench = at_work(sample::busy());
    bench.press("2 Enter");
    assert!(bench.is_idle());
    assert!(bench.screen().contains("En az bir sınıf seçin"));
    bench.press("Esc 1");
    let claims = PriorityClaims::none();
    assert_eq!(bench.command(), &Command::IssueTicket { claims });
}

#[test]
fn calling_is_asked_of_the_desk_even_where_the_screen_shows_nobody() {
    let mut bench = at_work(sample::empty());
    bench.press("_");
    assert_eq!(bench.command(), &Command::CallNext);
    bench.done(Ok(Done::NobodyWaits));
    assert!(bench.says("Bekleyen yok."));
}

#[test]
fn one_key_calls_and_enter_always_takes_the_next_step() {
    let mut bench = at_work(sample::busy());
    bench.press("_");
    assert_eq!(bench.command(), &Command::CallNext);
    let Some(CounterWork::Called(called)) = sample::called(1).mine else {
        unreachable!("the sample is called");
    };
    let ticket = called.ticket.id;
    bench.done(Ok(Done::Called(called)));
    assert!(
        bench.screen().contains("ÇAĞRILDI"),
        "before the queue answers"
    );
    show(&mut bench, sample::called(1));
    bench.press("Enter");
    assert_eq!(bench.command(), &Command::StartVisit { ticket });
    let visit = sample::visit();
    bench.done(Ok(Done::VisitOpened { visit }));
    show(&mut bench, sample::in_visit(0, 0));
    bench.press("Enter");
    assert!(bench.is_idle(), "the form is opened, nothing is sent");
    bench.press("Esc");
    show(&mut bench, sample::in_visit(1, 0));
    bench.press("Enter");
    assert_eq!(bench.command(), &Command::FinishVisit { visit });
}

#[test]
fn a_key_that_bounces_does_not_start_the_visit_of_somebody_just_called() {
    let mut bench = at_work(sample::busy());
    bench.press("Enter");
    bench.done(Ok(Done::NobodyWaits));
    show(&mut bench, sample::called(1));
    bench.press_every(TimeDelta::milliseconds(120), "Enter");
    assert!(bench.is_idle());
    bench.press("Enter");
    assert!(!bench.is_idle(), "a person's second press counts");
}

#[test]
fn nobody_is_called_twice_while_a_slow_disk_stores_the_call() {
    let mut bench = at_work(sample::busy());
    bench.press("_ _ Enter");
    assert_eq!(bench.command(), &Command::CallNext);
}

#[test]
fn the_visitor_at_the_counter_leaves_or_has_other_classes() {
    let ticket = id(47);
    let mut bench = at_work(sample::called(1));
    bench.press("g 2");
    assert_eq!(bench.command(), &Command::Leave { ticket });
    let mut bench = at_work(sample::in_visit(0, 0));
    bench.press("d 1 Enter");
    let claims = claims(&[
        (PriorityClass::MartyrRelative, Basis::Declaration),
        (PriorityClass::Veteran, Basis::DocumentSeen),
    ]);
    assert_eq!(bench.command(), &Command::CorrectClaims { ticket, claims });
}

#[test]
fn keys_of_a_called_visitor() {
    let ticket = id(47);
    for (key, command) in [
        ("3", Command::Recall { ticket }),
        ("4", Command::NoShow { ticket }),
        ("6", Command::UndoCall { ticket }),
    ] {
        let mut bench = at_work(sample::called(3));
        bench.press(key);
        assert_eq!(bench.command(), &command);
    }
}

#[test]
fn nobody_is_absent_before_the_third_call_and_the_key_says_so() {
    let mut bench = at_work(sample::called(2));
    bench.press("4");
    assert!(bench.is_idle());
    assert!(bench.says("şimdiye kadar 2 kez çağrıldı"));
}

#[test]
fn a_key_without_an_effect_says_why() {
    let free = || at_work(sample::empty());
    let busy = || at_work(sample::called(1));
    for (mut bench, key, sentence) in [
        (free(), "3", "Çağrılmış ziyaretçi yok."),
        (free(), "0", "Açık görüşme yok."),
        (free(), "7", "Bekletilen ya da gelmeyen ziyaretçi yok."),
        (busy(), "_", "Önce bankodaki ziyaretçinin işlemini bitirin."),
        (busy(), "8", "Önce bankodaki ziyaretçinin işlemini bitirin."),
    ] {
        bench.press(key);
        assert!(bench.is_idle(), "{key}");
        assert!(
            bench.screen().contains(sentence),
            "{key}: {}",
            bench.screen()
        );
    }
}

#[test]
fn a_hold_for_minutes_or_until_put_back() {
    let ticket = id(47);
    let hold = |keys: &str| {
        let mut bench = at_work(sample::called(1));
        bench.press(keys);
        bench.command().clone()
    };
    let plain = |time| Command::Hold {
        ticket,
        time,
        reason: None,
    };
    assert_eq!(hold("5 Enter"), plain(None));
    assert_eq!(hold("515 Enter"), plain(Some(TimeDelta::minutes(15))));
    let reason = Some(CleanText::line("fotokopiye gitti"));
    assert_eq!(
        hold("510 Tab fotokopiye_gitti Enter"),
        Command::Hold {
            ticket,
            time: Some(TimeDelta::minutes(10)),
            reason: reason.clone(),
        }
    );
    assert_eq!(
        hold("5fotokopiye_gitti Enter"),
        Command::Hold {
            ticket,
            time: None,
            reason,
        }
    );
}

#[test]
fn what_is_held_says_when_it_comes_back() {
    let mut bench = at_work(sample::called(1));
    bench.press("515 Enter");
    bench.done(Ok(Done::Stored));
    assert!(
        bench.screen().contains("saat 14:47 olunca"),
        "{}",
        bench.screen()
    );
}

#[test]
fn put_back_knows_who_is_held_and_who_is_absent() {
    let back = |keys: &str| {
        let mut bench = at_work(sample::busy());
        bench.press(keys);
        bench.command().clone()
    };
    assert_eq!(back("71"), Command::Return { ticket: id(45) });
    assert_eq!(back("74"), Command::Reinstate { ticket: id(38) });
    assert_eq!(back("7 Down Enter"), Command::Return { ticket: id(33) });
    // The same from the list itself.
    assert_eq!(back("Left 7"), Command::Reinstate { ticket: id(41) });
}

#[test]
fn a_call_out_of_order_has_a_reason() {
    let call = |keys: &str| {
        let mut bench = at_work(sample::busy());
        bench.press(keys);
        bench.command().clone()
    };
    let reason = CleanText::line("Küçük çocukla geldi");
    let ticket = id(52);
    assert_eq!(
        call("Down Down C2"),
        Command::CallOutOfOrder { ticket, reason }
    );
    let reason = CleanText::line("otobüsü 3’te");
    assert_eq!(
        call("Down Down cotobüsü_3’te Enter"),
        Command::CallOutOfOrder { ticket, reason }
    );
    let mut bench = at_work(sample::busy());
    bench.press("Down c Enter");
    assert!(bench.is_idle());
    assert!(bench.screen().contains("Gerekçe yazılmadan"));
}

#[test]
fn enter_on_a_selected_visitor_never_calls_another() {
    let mut bench = at_work(sample::busy());
    bench.press("Down Down Enter");
    assert!(bench.is_idle());
    assert!(bench.says("52 numara"), "{}", bench.screen());
    bench.press("12");
    let reason = CleanText::line("Küçük çocukla geldi");
    let ticket = id(52);
    assert_eq!(bench.command(), &Command::CallOutOfOrder { ticket, reason });
    bench.take_jobs();
    bench.press("Esc _");
    assert_eq!(bench.command(), &Command::CallNext);
}

#[test]
fn who_left_is_asked_about_first() {
    let mut bench = at_work(sample::busy());
    bench.press("Down g Enter");
    assert!(bench.is_idle(), "the first answer is the harmless one");
    bench.press("g2");
    assert_eq!(bench.command(), &Command::Leave { ticket: id(49) });
}

#[test]
fn the_answer_is_about_whom_the_question_was() {
    let mut view = sample::called(1);
    let mut bench = at_work(view.clone());
    bench.press("Down g");
    assert!(bench.says("49 numara ayrıldı mı?"));
    view.priority.rows.remove(0);
    show(&mut bench, view);
    bench.press("2");
    assert_eq!(bench.command(), &Command::Leave { ticket: id(49) });
}

#[test]
fn a_correction_begins_with_what_is_known() {
    let mut bench = at_work(sample::busy());
    bench.press("Down Down d51 Enter");
    let claims = claims(&[
        (PriorityClass::MartyrRelative, Basis::Declaration),
        (PriorityClass::Pregnant, Basis::DocumentSeen),
        (PriorityClass::Disabled, Basis::DocumentSeen),
    ]);
    let ticket = id(52);
    assert_eq!(bench.command(), &Command::CorrectClaims { ticket, claims });
}

#[test]
fn keys_act_on_the_person_the_clerk_saw_or_on_nobody() {
    let mut bench = at_work(sample::busy());
    bench.press("Down Down");
    let mut view = sample::busy();
    view.priority.rows.remove(0);
    show(&mut bench, view.clone());
    bench.press("b Enter");
    assert!(matches!(bench.command(), Command::Hold { ticket, .. } if *ticket == id(52)));
    bench.done(Ok(Done::Stored));
    view.priority.rows.remove(0);
    show(&mut bench, view);
    assert!(bench.says("Seçili ziyaretçi başka bankoya çağrıldı ya da ayrıldı."));
    bench.press("b");
    assert!(bench.says("Önce ok tuşlarıyla listeden bir ziyaretçi seçin."));
    assert!(bench.is_idle());
}

#[test]
fn a_failure_stays_until_read_and_the_queue_is_asked_again() {
    let mut bench = at_work(sample::called(1));
    bench.take_jobs();
    bench.press("Enter");
    let error = IllegalMove::State(TicketState::Held { until: None });
    bench.done(Err(error.into()));
    let said = DeskError::from(error).sentence(&Text::new(crate::i18n::Locale::Tr));
    bench.wait(60);
    assert!(bench.says(&said), "{}", bench.screen());
    assert!(bench.asks(|query| matches!(query, Query::Queue { counter: 3 })));
    bench.press("Esc");
    assert!(!bench.says(&said));
}

#[test]
fn a_queue_that_cannot_be_read_keeps_what_was_seen() {
    let mut bench = at_work(sample::busy());
    bench.take_jobs();
    bench.notice(Notice::Changed);
    bench.refuse(DeskError::Defect);
    let said = DeskError::Defect.sentence(&Text::new(crate::i18n::Locale::Tr));
    let beginning: String = said.chars().take(40).collect();
    assert!(bench.says(&beginning), "{}", bench.screen());
    assert!(bench.says("GENEL 16 bekliyor"));
    bench.notice(Notice::Changed);
    assert!(bench.asks(|query| matches!(query, Query::Queue { .. })));
}

#[test]
fn one_question_at_a_time_however_often_the_data_changes() {
    let mut bench = at_work(sample::busy());
    for _ in 0..50 {
        bench.notice(Notice::Changed);
    }
    let asked = |bench: &mut Bench| {
        let jobs = bench.take_jobs();
        jobs.iter()
            .filter(|job| matches!(job, Job::Query(_, Query::Queue { .. })))
            .count()
    };
    assert_eq!(asked(&mut bench), 1);
}

#[test]
fn a_new_day_is_opened_at_midnight_in_istanbul() {
    let mut bench = bench();
    bench.done(Ok(Done::DayOpened { ended: 0 }));
    bench.now = "2026-11-24T20:59:57Z".parse().unwrap();
    bench.wait(2);
    assert!(bench.is_idle());
    bench.wait(5);
    assert_eq!(bench.command(), &Command::OpenDay);
    bench.done(Ok(Done::DayOpened { ended: 4 }));
    assert!(bench.says("4 açık sıra sonlandırıldı"));
}

#[test]
fn the_day_is_closed_only_after_a_question_that_counts() {
    let mut bench = at_work(sample::busy());
    bench.press("F7 4");
    let screen = bench.screen();
    assert!(screen.contains("25 açık sıra"), "{screen}");
    bench.press("Enter");
    assert!(bench.is_idle());
    bench.press("F7 42");
    assert_eq!(bench.command(), &Command::CloseDay);
    bench.done(Ok(Done::DayClosed { ended: 25 }));
    assert!(bench.screen().contains("Sonlandırılan açık sıra: 25"));
}

#[test]
fn a_visit_with_an_unfinished_form_is_not_finished_by_mistake() {
    let mut bench = at_work(sample::in_visit(1, 0));
    let start = sample::start_with_draft(Some(sample::visit()));
    bench.answer(Answer::Start(Box::new(start)));
    let screen = bench.screen();
    assert!(
        screen.contains("Yarım kalmış başvuru metni var"),
        "{screen}"
    );
    bench.press("0 Enter");
    assert!(bench.is_idle());
    bench.press("02");
    let visit = sample::visit();
    assert_eq!(bench.command(), &Command::FinishVisit { visit });
}

#[test]
fn drafts_of_earlier_are_offered_opened_and_dropped() {
    let mut bench = at_work(sample::busy());
    let elsewhere = VisitId(Uuid::from_u128(0xE));
    let start = sample::start_with_draft(Some(elsewhere));
    bench.answer(Answer::Start(Box::new(start.clone())));
    assert!(bench.screen().contains("1 yarım kalmış başvuru"));
    bench.press("F6");
    let screen = bench.screen();
    assert!(screen.contains("Fatma Yıldız"), "{screen}");
    bench.press("s Enter");
    assert!(bench.is_idle());
    bench.press("s2");
    let draft = start.drafts[0].draft.id;
    assert_eq!(bench.command(), &Command::DropDraft(draft));
}

#[test]
fn the_clerk_changes_without_leaving_the_program() {
    let mut bench = at_work(sample::busy());
    bench.take_jobs();
    bench.press("F7 1");
    let mut start = sample::start_with_draft(None);
    let mehmet = StaffId(Uuid::from_u128(0xB2));
    start.staff.push(crate::desk::view::StaffRow {
        id: mehmet,
        name: CleanText::line("Mehmet Kaya"),
        role: crate::domain::staff::Role::Clerk,
    });
    bench.answer(Answer::Start(Box::new(start)));
    // The remembered counter is 3; a digit typed begins another number.
    bench.press("212 Enter");
    show(&mut bench, sample::empty());
    bench.press("1");
    let expected = crate::desk::Session {
        staff: mehmet,
        counter: 12,
    };
    assert_eq!(session(&mut bench), Some(expected));
    assert!(bench.screen().contains("Banko 12"), "{}", bench.screen());
}

/// Every situation, and every key that means anything in some of them.
fn situations() -> [QueueView; 7] {
    [
        sample::empty(),
        sample::busy(),
        sample::called(1),
        sample::called(3),
        sample::in_visit(0, 0),
        sample::in_visit(9, 3),
        without_ticket(),
    ]
}

fn without_ticket() -> QueueView {
    let mut view = sample::in_visit(0, 0);
    if let Some(CounterWork::InVisit(visit)) = &mut view.mine {
        visit.ticket = None;
    }
    view
}

const KEYS: [&str; 32] = [
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "_", "Enter", "Esc", "Tab", "S-Tab", "Up",
    "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "c", "b", "d", "g", "F6", "F7", "F1",
    "F2", "C-t",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_keys_in_any_situation_and_any_size_are_taken(
        steps in prop::collection::vec((0usize..7, 0usize..KEYS.len()), 1..40),
        size in (1u16..150, 1u16..50),
    ) {
        let mut bench = at_work(sample::busy()).sized(size);
        let views = situations();
        for (view, key) in steps {
            show(&mut bench, views[view].clone());
            bench.press(KEYS[key]);
            let _ = bench.screen();
        }
    }
}
