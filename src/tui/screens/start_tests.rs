use uuid::Uuid;

use super::*;
use crate::domain::staff::Role;
use crate::tui::screens::bench::{Bench, LARGE};
use crate::tui::screens::queue::sample;

fn staff() -> Vec<StaffRow> {
    ["Ayşe Demir", "Mehmet Kaya", "Zeynep Çelik"]
        .iter()
        .zip(1..)
        .map(|(name, id)| StaffRow {
            id: StaffId(Uuid::from_u128(id)),
            name: crate::text::CleanText::line(name),
            role: Role::Clerk,
        })
        .collect()
}

fn bench() -> Bench {
    let screen = StartScreen::new(sample::machine(), sample::office(), staff());
    Bench::new(screen, sample::now())
}

#[test]
fn two_keys_on_an_ordinary_morning() {
    let mut bench = bench();
    bench.press("2 Enter");
    assert!(bench.asks(|query| matches!(query, Query::Queue { counter: 3 })));
    assert!(bench.says("Mehmet Kaya"));
}

#[test]
fn a_counter_is_a_number_from_1_to_99() {
    let mut bench = bench();
    bench.press("2 0 Enter");
    assert!(bench.says("Banko numarası 1 ile 99 arasında olmalı."));
    bench.press("Backspace x 4 2 Enter");
    assert!(bench.asks(|query| matches!(query, Query::Queue { counter: 42 })));
}

#[test]
fn a_new_clerk_is_added_and_chosen() {
    let mut bench = bench();
    bench.press("y Ece_Şahin Enter Enter");
    let name = crate::text::CleanText::line("Ece Şahin");
    assert_eq!(
        bench.command(),
        &Command::AddStaff {
            name: name.clone(),
            role: Role::Clerk
        }
    );
    let id = StaffId(Uuid::from_u128(9));
    bench.done(Ok(Done::StaffAdded { staff: id }));
    let mut start = sample::start_with_draft(None);
    start.staff = staff();
    start.staff.insert(
        1,
        StaffRow {
            id,
            name,
            role: Role::Clerk,
        },
    );
    bench.answer(Answer::Start(Box::new(start)));
    bench.press("Enter Enter");
    assert!(bench.says("Banko 3 │ Ece Şahin"), "{}", bench.screen());
}

#[test]
fn somebody_new_says_what_they_do() {
    let mut bench = bench();
    bench.press("y Ece_Şahin Enter");
    assert!(bench.is_idle());
    insta::assert_snapshot!("start_role", bench.screen());
    bench.press("2");
    let Command::AddStaff { role, .. } = bench.command() else {
        panic!("{:?}", bench.command());
    };
    assert_eq!(*role, Role::Supervisor);
}

/// The queue is beneath.
#[test]
fn a_supervisor_begins_with_the_work_lists() {
    let mut known = staff();
    known[1].role = Role::Supervisor;
    let screen = StartScreen::new(sample::machine(), sample::office(), known);
    let mut bench = Bench::new(screen, sample::now());
    bench.press("2 Enter");
    assert!(bench.says("İş listeleri"), "{}", bench.screen());
    assert!(bench.asks(|query| matches!(query, Query::Work { .. })));
    bench.press("Esc");
    assert!(
        !bench.says("İş listeleri") && bench.says("Sıra"),
        "{}",
        bench.screen()
    );
}

#[test]
fn pictures() {
    insta::assert_snapshot!("start", bench().screen());
    insta::assert_snapshot!("start_large", bench().sized(LARGE).screen());
    let mut bench = bench();
    bench.press("3");
    insta::assert_snapshot!("start_counter", bench.screen());
    bench.press("Tab y Ece");
    insta::assert_snapshot!("start_add", bench.screen());
}
