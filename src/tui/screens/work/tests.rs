use super::sample::{
    asks_for, asks_for_messages, at_unit, bench, case, cases, counts, page, to_call,
};
use super::*;
use crate::desk::view::{WorkPage, WorkRow};
use crate::desk::{Done, Notice};
use crate::domain::ladder::Rung;
use crate::domain::staff::Role;
use crate::tui::screens::bench::{Bench, LARGE};
use crate::tui::screens::queue::sample as queue;

/// The supervisor's lists with the first one open.
fn supervisor() -> Bench {
    let mut bench = bench(Role::Supervisor);
    bench.answer(page(cases(), false));
    bench
}

/// So many made-up rows from this number on.
fn many(from: u64, count: u64) -> Vec<WorkRow> {
    (from..from + count)
        .map(|n| case(n, 1, ("Ali Veli", "12.01"), at_unit("BELEDIYE")))
        .collect()
}

#[test]
fn each_role_begins_with_its_own_work() {
    assert!(asks_for(&bench(Role::Supervisor), WorkList::Overdue));
    assert!(asks_for(&bench(Role::Chief), WorkList::BeforeChief));
    assert!(asks_for(&bench(Role::Clerk), WorkList::CallBacks));
    for role in Role::AT_DESK {
        let lists = lists::of(role);
        for wanted in lists::of(Role::Clerk) {
            assert!(lists.contains(&wanted), "{role:?} lacks {wanted:?}");
        }
        let repeats = lists
            .iter()
            .filter(|list| lists.iter().filter(|l| l == list).count() > 1);
        assert_eq!(repeats.count(), 0, "{role:?}");
    }
    assert!(lists::of(Role::Chief).contains(&Listed::Cases(WorkList::Escalated(Rung::Chief))));
}

#[test]
fn an_empty_first_list_gives_way_to_one_with_work() {
    let mut bench = Bench::new(WorkScreen::new(sample::duty(Role::Clerk)), queue::now());
    let mut few = counts();
    few.lists.retain(|(list, _)| *list == WorkList::ToReview);
    bench.answer(Answer::WorkCounts(few));
    // The list that was asked for first is no longer wanted.
    bench.answer(page(Vec::new(), false));
    assert!(asks_for(&bench, WorkList::ToReview));
    bench.answer(page(cases(), false));
    assert!(bench.says("Şükrü Iğdır"));
}

#[test]
fn a_digit_or_an_arrow_opens_another_list() {
    let mut bench = supervisor();
    bench.press("3");
    assert!(asks_for(&bench, WorkList::Approaching));
    bench.answer(page(Vec::new(), false));
    assert!(bench.says("Bu listede bekleyen yok."));
    bench.press("Right");
    assert!(asks_for(&bench, WorkList::Triage));
    bench.answer(page(Vec::new(), false));
    bench.press("Left Left Left Left");
    bench.answer(page(Vec::new(), false));
    // Before the first comes the last.
    assert!(
        asks_for_messages(&bench, MessageList::UnderWay),
        "{}",
        bench.screen()
    );
}

#[test]
fn enter_opens_the_case() {
    let mut bench = supervisor();
    bench.press("Down Enter");
    let wanted = cases()[1].record.application;
    assert!(bench.asks(|query| matches!(query, Query::Case(id) if *id == wanted)));
}

#[test]
fn the_page_after_the_last_row_begins_behind_it() {
    let mut bench = bench(Role::Supervisor);
    bench.answer(page(many(1, 100), true));
    bench.press("End");
    assert!(!bench.asks(|query| matches!(query, Query::Work { .. })));
    bench.press("Down Down Down");
    let after = many(100, 1)[0].place;
    let second =
        |query: &Query| matches!(query, Query::Work { after: Some(place), .. } if *place == after);
    assert!(bench.asks(second), "asked once, from behind the last row");
    bench.answer(page(many(101, 30), false));
    assert!(bench.says("2. sayfa"));
    assert!(!bench.asks(|query| matches!(query, Query::Work { .. })));
    // A change asks for the page that is shown.
    bench.notice(Notice::Changed);
    assert!(bench.asks(second));
    bench.answer(page(many(101, 30), false));
    bench.press("Up");
    assert!(asks_for(&bench, WorkList::Overdue));
    bench.answer(page(many(1, 100), true));
    let last = many(100, 1)[0].record.number.to_string();
    let selected = bench
        .screen()
        .lines()
        .find(|line| line.contains(&last))
        .map(str::to_owned);
    assert!(
        selected.is_some_and(|line| line.contains('▸')),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_page_whose_rows_are_gone_leads_to_the_one_before() {
    let mut bench = bench(Role::Supervisor);
    bench.answer(page(many(1, 100), true));
    bench.press("End Down");
    bench.answer(page(many(101, 1), false));
    bench.notice(Notice::Changed);
    bench.answer(page(Vec::new(), false));
    assert!(asks_for(&bench, WorkList::Overdue));
}

#[test]
fn the_lists_are_narrowed_to_a_unit_and_a_clerk() {
    let mut bench = supervisor();
    bench.press("b dayanışma Enter");
    let narrowed = |query: &Query| match query {
        Query::Work { filter, .. } | Query::WorkCounts { filter } => filter
            .unit
            .as_ref()
            .is_some_and(|unit| unit.as_str() == "SYDV"),
        _ => false,
    };
    assert!(bench.asks(|query| matches!(query, Query::Work { .. }) && narrowed(query)));
    assert!(bench.asks(|query| matches!(query, Query::WorkCounts { .. }) && narrowed(query)));
    bench.answer(page(cases(), false));
    assert!(bench.says("birim: Sosyal Yardımlaşma"));
    bench.press("g Ayşe Enter");
    bench.answer(page(cases(), false));
    assert!(bench.says("görevli: Ayşe Demir"), "{}", bench.screen());
    // The first item takes the unit away again.
    bench.press("b Home Enter");
    bench.answer(page(cases(), false));
    assert!(!bench.says("birim:"));
    assert!(bench.says("görevli: Ayşe Demir"));
}

#[test]
fn whoever_was_telephoned_leaves_the_call_list() {
    let mut bench = bench(Role::Clerk);
    bench.answer(page(cases(), false));
    bench.press("t");
    assert!(bench.is_idle(), "only on the call list");
    bench.press("4");
    bench.answer(to_call());
    bench.press("Down t t");
    let Command::MessageCalled { message } = bench.command() else {
        panic!("{:?}", bench.command());
    };
    assert_eq!(message.0.as_u128(), 0xE2);
    bench.done(Ok(Done::Stored));
    assert!(bench.says("Telefonla bildirildiği kaydedildi."));
}

#[test]
fn a_failure_is_said_and_the_list_asked_again() {
    let mut bench = bench(Role::Supervisor);
    bench.refuse(DeskError::NotFound);
    bench.notice(Notice::Changed);
    assert!(asks_for(&bench, WorkList::Overdue));
}

#[test]
fn a_million_rows_are_one_page() {
    let WorkPage { rows, .. } = WorkPage {
        rows: many(1, 100),
        more: true,
    };
    let mut bench = bench(Role::Supervisor);
    bench.press("9 Right");
    bench.answer(page(Vec::new(), false));
    bench.answer(page(rows, true));
    assert!(bench.says("9999+"), "{}", bench.screen());
}

#[test]
fn pictures() {
    insta::assert_snapshot!("supervisor", supervisor().screen());
    insta::assert_snapshot!("supervisor_large", supervisor().sized(LARGE).screen());
    let mut chief = bench(Role::Chief);
    chief.answer(page(vec![cases().remove(2)], false));
    insta::assert_snapshot!("chief", chief.screen());
    let mut day = bench(Role::Clerk);
    day.answer(page(Vec::new(), false));
    day.press("4");
    day.answer(to_call());
    insta::assert_snapshot!("call_list", day.screen());
    insta::assert_snapshot!("call_list_large", day.sized(LARGE).screen());
    let mut filter = supervisor();
    filter.press("b sağ");
    insta::assert_snapshot!("filter", filter.screen());
}
