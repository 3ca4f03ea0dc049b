use uuid::Uuid;

use super::*;
use crate::desk::Query;
use crate::domain::ids::StaffId;
use crate::domain::staff::Role;
use crate::domain::unit::Unit;
use crate::tui::screens::bench::{Bench, LARGE};
use crate::tui::screens::queue::sample;
use crate::tui::theme::ThemeKind;

fn bench() -> Bench {
    let text = Text::new(Locale::Tr);
    Bench::new(SetupScreen::new(sample::machine(), &text), sample::now())
}

/// The bench after these keys.
fn pressed(keys: &str) -> Bench {
    let mut bench = bench();
    bench.press(keys);
    bench
}

const OFFICE: &str = "1 Enter ankara Enter Enter çankaya Enter";
const RULES: &str = "Enter";
const CLERK: &str = "Enter Enter Enter Ayşe_Demir Enter Enter Backspace 3";

fn through() -> Bench {
    let mut bench = pressed(OFFICE);
    bench.press(RULES);
    bench.press(CLERK);
    bench
}

#[test]
fn the_shortest_way_through_sets_the_office_up_and_leads_to_the_queue() {
    let mut bench = through();
    bench.press("Enter");
    let Command::SetUp {
        office: set,
        staff,
        role,
        units,
    } = bench.command()
    else {
        panic!("{:?}", bench.command());
    };
    assert_eq!(set.name.as_str(), "Çankaya Kaymakamlığı");
    assert_eq!(set.office.plate(), 6);
    assert_eq!(set.policy, Policy::default());
    assert_eq!(staff.as_str(), "Ayşe Demir");
    assert_eq!(*role, Role::Clerk);
    // A district's directory to begin with.
    let district = |unit: &Unit| unit.name.as_str() == "İlçe Nüfus Müdürlüğü";
    assert!(units.iter().any(district));
    bench.press("Enter");
    bench.command();
    let staff = StaffId(Uuid::from_u128(1));
    bench.done(Ok(Done::SetUp { staff }));
    assert!(bench.asks(|query| matches!(query, Query::Queue { counter: 3 })));
    assert!(
        bench.says("Anahtar dosyasını yedekleyin"),
        "{}",
        bench.screen()
    );
}

#[test]
fn going_back_keeps_what_was_typed() {
    let mut bench = through();
    bench.press("Esc Esc Esc");
    assert!(bench.says("Ekranlar hangi dilde olsun?"));
    bench.press("2");
    assert!(bench.says("Çankaya Kaymakamlığı"), "{}", bench.screen());
    assert!(bench.says("Province"), "in the other language now");
    bench.press("F10 F10");
    assert!(bench.says("Ayşe Demir"), "{}", bench.screen());
}

#[test]
fn what_is_missing_is_asked_for_where_it_is_missing() {
    let mut bench = pressed("1 F10");
    assert!(bench.says("Listeden ili seçin."));
    bench.press("Enter ankara Enter F10");
    assert!(bench.says("Listeden valiliği ya da kaymakamlığı seçin."));
    bench.press("Enter çankaya Enter C-u F10");
    assert!(bench.says("Kurumun adını yazın."));
}

#[test]
fn another_province_has_other_offices() {
    let mut bench = pressed(OFFICE);
    bench.press("Up Up bursa Enter F10");
    assert!(
        bench.says("Listeden valiliği ya da kaymakamlığı seçin."),
        "{}",
        bench.screen()
    );
}

#[test]
fn rules_are_what_was_chosen() {
    let mut bench = pressed(OFFICE);
    bench.press("Enter 5 Down 2 Down 2 Enter Ayşe F10");
    let Command::SetUp { office, .. } = bench.command() else {
        panic!("{:?}", bench.command());
    };
    assert_eq!(office.policy.quota, None);
    assert_eq!(office.deadline_rule, DeadlineRule::Working);
    assert!(office.leave_counts);
}

#[test]
fn a_failure_leaves_everything_as_typed() {
    let mut bench = through();
    bench.press("Enter");
    bench.done(Err(DeskError::Defect));
    assert!(bench.says("Ayşe Demir"));
    bench.press("Esc Enter");
    assert!(matches!(bench.command(), Command::SetUp { .. }));
}

#[test]
fn pictures() {
    insta::assert_snapshot!("language", bench().screen());
    insta::assert_snapshot!("office", pressed(OFFICE).screen());
    insta::assert_snapshot!("office_list", pressed("1 Enter ank").screen());
    let mut rules = pressed(OFFICE);
    rules.press(RULES);
    insta::assert_snapshot!("rules", rules.screen());
    insta::assert_snapshot!("clerk", through().screen());
    insta::assert_snapshot!("clerk_large", through().sized(LARGE).screen());
    insta::assert_snapshot!("missing", pressed("1 F10").screen());
}

#[test]
fn picture_without_colour() {
    let text = Text::new(Locale::Tr);
    let screen = SetupScreen::new(sample::machine(), &text);
    let mut bench = Bench::with(screen, sample::now(), Locale::Tr, ThemeKind::NoColour);
    bench.press(OFFICE);
    bench.press(RULES);
    insta::assert_snapshot!("rules_no_colour", bench.styled_screen());
}
