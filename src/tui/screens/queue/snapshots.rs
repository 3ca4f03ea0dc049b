//! What the queue looks like.

use chrono::TimeDelta;

use super::sample::{self, bench, bench_with, show};
use super::*;
use crate::desk::Notice;
use crate::domain::priority::{Basis, Lane, PriorityClaims, PriorityClass};
use crate::domain::ticket::IllegalMove;
use crate::i18n::Locale;
use crate::sync::status::{SyncState, SyncStatus};
use crate::tui::screens::bench::{Bench, LARGE, SMALL};
use crate::tui::theme::ThemeKind;

fn small(view: QueueView) -> Bench {
    let mut bench = bench();
    show(&mut bench, view);
    bench
}

fn large(view: QueueView) -> Bench {
    small(view).sized(LARGE)
}

fn with_theme(theme: ThemeKind) -> Bench {
    let mut bench = bench_with(Locale::Tr, theme);
    show(&mut bench, sample::called(1));
    bench.press("Down Down");
    bench
}

/// Presses keys on a full afternoon, with somebody called.
fn pressed(keys: &str) -> Bench {
    let mut bench = small(sample::called(1));
    bench.press(keys);
    bench
}

fn gives_ticket(bench: &mut Bench, claims: PriorityClaims) {
    bench.done(Ok(Done::DayOpened { ended: 0 }));
    bench.press(if claims.is_empty() { "1" } else { "224 Enter" });
    bench.done(Ok(Done::TicketIssued {
        ticket: crate::domain::ids::TicketId(uuid::Uuid::from_u128(68)),
        number: 68,
        lane: claims.lane(),
        ahead: 16,
        within: Some(51),
    }));
}

macro_rules! pictures {
    ($($name:ident: $bench:expr;)+) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!($bench.screen());
            }
        )+
    };
}

pictures! {
    empty_morning: small(sample::empty());
    busy: small(sample::busy());
    busy_large: large(sample::busy());
    called: small(sample::called(1));
    called_three_times: small(sample::called(3));
    called_three_times_large: large(sample::called(3));
    in_visit: small(sample::in_visit(0, 0));
    in_visit_with_results: small(sample::in_visit(1, 2));
    in_visit_with_results_large: large(sample::in_visit(3, 2));
    help: pressed("F1").sized(LARGE);
    palette: pressed("F2");
    claims_panel: pressed("2 2 2 4 4 4");
    hold_panel: pressed("5 15");
    put_back_panel: pressed("7");
    menu: pressed("F7");
    theme_panel: pressed("C-t");
    language_panel: pressed("C-g");
    close_question: pressed("F7 4");
    not_now: pressed("4");
}

#[test]
fn before_the_first_answer() {
    insta::assert_snapshot!(bench().screen());
}

#[test]
fn ticket_just_given() {
    let mut bench = small(sample::busy());
    gives_ticket(&mut bench, PriorityClaims::none());
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn priority_ticket_just_given_in_a_visit() {
    let mut bench = small(sample::in_visit(0, 0));
    let claims = [(PriorityClass::Over65, Basis::DocumentSeen)];
    gives_ticket(&mut bench, claims.into_iter().collect());
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn visitor_selected() {
    let mut bench = small(sample::busy());
    bench.press("Down Down Down");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn visitor_selected_far_down_the_list() {
    let mut bench = small(sample::busy());
    bench.press("Right Right End Up Up Up Up");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn absent_visitor_selected() {
    let mut bench = small(sample::busy());
    bench.press("Left Down");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn absent_visitor_selected_large() {
    let mut bench = large(sample::busy());
    bench.press("Left Down Enter");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn reason_panel() {
    let mut bench = small(sample::busy());
    bench.press("Down C otobüsü_kaçacak");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn correction_panel_without_a_class() {
    let mut bench = small(sample::busy());
    bench.press("Down D 4");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn leave_question() {
    let mut bench = small(sample::busy());
    bench.press("Down G");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn failure() {
    let mut bench = small(sample::called(1));
    bench.done(Ok(Done::DayOpened { ended: 0 }));
    bench.press("3");
    bench.done(Err(IllegalMove::State(TicketState::NoShow).into()));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn sync_offline() {
    let mut bench = small(sample::busy());
    bench.notice(Notice::Sync(SyncStatus {
        queued: 214,
        oldest_unsent: Some(bench.now - TimeDelta::minutes(134)),
        last_receipt: Some(bench.now - TimeDelta::minutes(135)),
        state: SyncState::Offline {
            retry_at: bench.now + TimeDelta::minutes(5),
        },
        trouble: None,
    }));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn drafts_left_over() {
    let mut bench = small(sample::busy());
    let start = sample::start_with_draft(None);
    bench.answer(Answer::Start(Box::new(start)));
    insta::assert_snapshot!("queue_with_drafts", bench.screen());
    let mut bench = bench.sized(LARGE);
    insta::assert_snapshot!("queue_with_drafts_large", bench.screen());
    let mut bench = bench.sized(SMALL);
    bench.press("F6");
    insta::assert_snapshot!("drafts", bench.screen());
}

#[test]
fn without_ticket_and_with_a_long_wait() {
    let mut view = sample::in_visit(0, 0);
    if let Some(CounterWork::InVisit(visit)) = &mut view.mine {
        visit.ticket = None;
        visit.opened_at -= TimeDelta::minutes(75);
    }
    view.ordinary.rows[0].number = 148;
    view.ordinary.rows[0].issued_at -= TimeDelta::minutes(70);
    insta::assert_snapshot!(small(view).screen());
}

#[test]
fn three_digits() {
    let mut view = sample::busy();
    if let Some(next) = &mut view.next {
        next.number = 137;
        next.lane = Lane::Priority;
        next.reason = crate::domain::queue::CallReason::OnlyPriorityWaits;
    }
    insta::assert_snapshot!("three_digits", small(view.clone()).screen());
    insta::assert_snapshot!("three_digits_large", large(view).screen());
}

#[test]
fn smallest_terminal() {
    let bench = small(sample::called(1));
    insta::assert_snapshot!(bench.sized((60, 16)).screen());
}

#[test]
fn in_english() {
    let mut bench = bench_with(Locale::En, ThemeKind::Dark);
    show(&mut bench, sample::called(3));
    insta::assert_snapshot!("english", bench.screen());
    let bench = bench.sized(LARGE);
    insta::assert_snapshot!("english_large", { bench }.screen());
}

#[test]
fn themes() {
    insta::assert_snapshot!("dark", with_theme(ThemeKind::Dark).styled_screen());
    insta::assert_snapshot!("light", with_theme(ThemeKind::Light).styled_screen());
    insta::assert_snapshot!(
        "high_contrast",
        with_theme(ThemeKind::HighContrast).styled_screen()
    );
    insta::assert_snapshot!("no_colour", with_theme(ThemeKind::NoColour).styled_screen());
}
