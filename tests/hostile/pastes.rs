//! Pastes nobody should make, into the form.

use acikkapi::store::Reader;

use crate::kept::{assert_sound, draft_text};
use crate::support::clerk::Clerk;
use crate::support::program::Home;
use crate::support::syncing::wait_until;

/// Escape codes that clear the screen, name the window and colour; a right-to-left override; NUL,
/// a bell, a backspace; an end of the paste that is none; half a sign.
const EVIL: &str = "Su \x1b[2J\x1b]0;ele geçirildi\x07\x1b[31makmıyor\u{202e}\u{2066}.\0\x07\x08 \
     \u{9b}31mTEKRAR\u{feff}\u{e000} e\u{301}İ 👩‍👩‍👧 \u{301}son";
/// What a person would see of it.
const CLEAN: &str = "Su akmıyor. TEKRAR éİ 👩‍👩‍👧 son";

#[test]
fn escape_codes_and_invisible_signs_leave_only_the_words() {
    let home = Home::new();
    let mut clerk = Clerk::sets_up(&home);
    clerk.opens_the_form();
    clerk.goes_to_the_text();
    clerk.terminal.paste(EVIL);
    let screen = clerk.sees("akmıyor. ");
    assert!(screen.contains("Başvuru kaydı: Zeynep Ünlü"), "{screen}");
    clerk.sees("TEKRAR");
    clerk.sees("son");
    wait_until("the form is saved", || {
        draft_text(&home.location()) == CLEAN
    });
    clerk.press("F10");
    clerk.sees("Kayıttan önce:");
    clerk.press("F10");
    let number = clerk.sees_the_number();
    clerk.step("Enter");
    clerk.sees("Görüşme bitti.");
    clerk.leaves();
    let reader = Reader::open(&home.location()).expect("the file opens");
    let found = reader.read().find_applications(&number, 2).expect("found");
    let id = found.rows.first().expect("the application").id;
    let registered = reader.read().application(id).expect("read").expect("known");
    assert_eq!(registered.private.text.as_str(), CLEAN);
    assert_sound(&home.location());
}

#[test]
fn ten_megabytes_are_cut_and_told() {
    let home = Home::new();
    let mut clerk = Clerk::sets_up(&home);
    clerk.opens_the_form();
    clerk.goes_to_the_text();
    clerk.types("Başı: ");
    clerk.sees("Başı:");
    clerk
        .terminal
        .paste(&"Sayın Valilik \x1b[31m\u{202e}\n".repeat(440_000));
    clerk.sees("Yapıştırılan metin çok uzun; yalnızca baş tarafı alındı.");
    clerk.press("Esc");
    clerk.no_longer_sees("Yapıştırılan metin çok uzun");
    clerk.sees("Sayın Valilik");
    wait_until("the form is saved", || {
        let text = draft_text(&home.location());
        text.starts_with("Başı: Sayın Valilik") && text.chars().count() > 10_000
    });
    clerk.press("Ctrl+Z");
    clerk.no_longer_sees("Sayın Valilik");
    clerk.sees("Başı:");
    wait_until("the form is saved again", || {
        draft_text(&home.location()) == "Başı: "
    });
    assert_sound(&home.location());
}

#[test]
fn ten_megabytes_in_the_field_that_searches_do_no_harm() {
    let home = Home::new();
    let mut clerk = Clerk::sets_up(&home);
    clerk.press("9");
    clerk.sees("Başvuru ara");
    clerk.terminal.paste(&"ığüşöç ".repeat(1_000_000));
    clerk.sees("Yapıştırılan metin çok uzun");
    clerk.press("Esc");
    clerk.no_longer_sees("Yapıştırılan metin çok uzun");
    clerk.sees("Eşleşen başvuru yok.");
    clerk.press("Esc");
    clerk.sees("BEKLEYEN YOK");
    clerk.leaves();
}
