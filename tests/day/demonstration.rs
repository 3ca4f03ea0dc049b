//! `acikkapi desk --demo`: a made-up office in the middle of its day.

use crate::support::clerk::Clerk;
use crate::support::program::Home;

/// Names in the home's folder, which is the folder for temporary files too.
fn entries(home: &Home) -> Vec<String> {
    let entries = home.path("").read_dir().expect("the folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_half_finished_day_with_help_and_commands() {
    let home = Home::new();
    let mut clerk = Clerk::at(&home, "desk --demo");
    clerk.sees("SIRADAKİ");
    assert_eq!(
        entries(&home).len(),
        1,
        "one folder, for the made-up office"
    );
    clerk.press("F1");
    clerk.sees("Tuşlar");
    clerk.sees("Sıradaki ziyaretçiyi bu bankoya çağırır.");
    clerk.press("End");
    clerk.sees("Her yerde");
    clerk.press("Esc");
    clerk.no_longer_sees("Her yerde");
    clerk.press("F2");
    clerk.sees("Komutlar");
    clerk.types("gunu kapat");
    clerk.sees("Günü kapat");
    clerk.press("Enter");
    clerk.sees("Gün kapatılsın mı?");
    clerk.press("1");
    clerk.no_longer_sees("Gün kapatılsın mı?");
    clerk.leaves();
    assert_eq!(entries(&home), [""; 0], "nothing is left");
}

#[test]
fn work_waits_in_lists_and_units_can_be_looked_up() {
    let home = Home::new();
    let mut clerk = Clerk::at(&home, "desk --demo");
    clerk.sees("SIRADAKİ");
    clerk.press("F3");
    clerk.sees("İş listeleri");
    clerk.sees("Yoldaki iletiler");
    clerk.press("Ctrl+R");
    clerk.sees("Hizmet birimleri");
    clerk.types("ikamet izni");
    clerk.sees("İl Göç İdaresi Müdürlüğü");
    clerk.sees("@isparta.example");
    clerk.press("Esc");
    clerk.sees("Yoldaki iletiler");
    clerk.press("Esc");
    clerk.sees("SIRADAKİ");
    clerk.leaves();
}
