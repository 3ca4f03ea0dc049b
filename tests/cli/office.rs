//! `acikkapi office …`.

use crate::support::program::Home;

#[test]
fn rules_are_shown_and_only_the_given_ones_change() {
    let home = Home::new();
    home.run_line("office show").complaint(1);
    drop(home.desk("32000"));
    let before = home.run_line("office show").well();
    assert!(before.contains("30 gün içinde yeniden"), "{before}");
    let set = "office set --reopen-days 15 --ladder approaching,due,2,5 --count working";
    let after = home.run_line(set).well();
    for sentence in [
        "15 gün içinde yeniden açılabilir",
        "Cevap süresi iş günüyle sayılır.",
        "mülki idare amiri: son günden 5 iş günü sonra",
        "en çok 2 öncelikli",
    ] {
        assert!(after.contains(sentence), "{sentence} in\n{after}");
    }
    assert_eq!(home.run_line("office show").well(), after);
    let unlimited = home.run_line("office set --priority-run none").well();
    assert!(unlimited.contains("genel çağrılmaz"), "{unlimited}");
    home.run_line("doctor").well();
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let home = Home::new();
    drop(home.desk("32000"));
    let before = home.run_line("office show").well();
    for wrong in [
        "--reopen-days -1",
        "--ladder 3,due,1,3",
        "--count sometimes",
        "--priority-run 0",
        "",
    ] {
        home.run_line(&format!("office set {wrong}")).complaint(2);
    }
    assert_eq!(home.run_line("office show").well(), before);
}
