//! `acikkapi catalog …`.

use super::program::Home;
use std::fs;

#[test]
fn a_topic_is_found_in_the_visitors_words() {
    let home = Home::new();
    let found = home.run_line("catalog search --limit 3 yol bozuk").well();
    assert!((1..=3).contains(&found.lines().count()), "{found}");
    assert_eq!(
        home.run_line("catalog search --lang en qqqqqqq")
            .well()
            .lines()
            .count(),
        1
    );
}

#[test]
fn the_offices_of_a_province_are_listed() {
    let home = Home::new();
    let by_name = home.run_line("catalog offices ısparta").well();
    assert!(
        by_name.lines().any(|line| line.starts_with("32001 ")),
        "{by_name}"
    );
    assert_eq!(home.run_line("catalog offices 32").well(), by_name);
    home.run_line("catalog offices Atlantis").complaint(1);
}

#[test]
fn an_own_list_is_taken_shown_printed_and_given_back() {
    let home = Home::new();
    let shipped = home.run_line("catalog export topics").well();
    let own = shipped.replace("surum: ", "surum: isparta-");
    assert_ne!(own, shipped);
    fs::write(home.path("own.csv"), &own).expect("written");
    home.run_line("catalog import topics own.csv --dry-run")
        .well();
    assert_eq!(home.run_line("catalog export topics").well(), shipped);
    home.run_line("catalog import topics own.csv").well();
    assert_eq!(home.run_line("catalog export topics").well(), own);
    let shown = home.run_line("catalog show --lang en").well();
    assert!(shown.contains("isparta-"), "{shown}");
    home.run_line("catalog reset topics").well();
    assert_eq!(home.run_line("catalog export topics").well(), shipped);
}

#[test]
fn a_wrong_list_changes_nothing_and_its_lines_are_told() {
    let home = Home::new();
    fs::write(
        home.path("wrong.csv"),
        "tarih,tur,ad\n2026-02-30,tam,Olmayan gün\n",
    )
    .expect("written");
    let said = home
        .run_line("catalog import holidays wrong.csv")
        .complaint(1);
    assert!(said.contains('2') && said.lines().count() > 1, "{said}");
    let shown = home.run_line("catalog show").well();
    assert!(!shown.contains("wrong.csv"), "{shown}");
    let said = home
        .run_line("catalog import holidays nowhere.csv")
        .complaint(1);
    assert!(said.contains("nowhere.csv"), "{said}");
    home.run_line("catalog import weather wrong.csv")
        .complaint(2);
}

#[test]
fn the_texts_of_sms_are_shown_with_their_length() {
    let home = Home::new();
    let shown = home.run_line("catalog texts --lang en").well();
    let count = "With Turkish letters 148 characters, parts: 1; with plain letters 137 characters, parts: 1.";
    assert_eq!(shown.lines().nth(2).map(str::trim), Some(count), "{shown}");
    assert_eq!(shown.lines().count(), 3 * 7);
    let own = home
        .run_line("catalog export messages-tr")
        .well()
        .replace("alındı.", "alındı. {unit}");
    fs::write(home.path("own.txt"), own).expect("written");
    let said = home
        .run_line("catalog import messages-tr own.txt --lang en")
        .complaint(1);
    assert!(
        said.contains("\"unit\" cannot be used in registered-sms"),
        "{said}"
    );
}
