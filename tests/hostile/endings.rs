//! Ends that come while somebody types.

use rustix::process::Signal;

use crate::kept::{assert_sound, case_text, draft_text};
use crate::support::clerk::Clerk;
use crate::support::program::Home;
use crate::support::syncing::wait_until;

const TYPED: &str = "Yazılırken biten metin: ığdır, İĞDE.";

fn typing(home: &Home) -> Clerk {
    let mut clerk = Clerk::sets_up(home);
    clerk.opens_the_form();
    clerk.goes_to_the_text();
    clerk.types(TYPED);
    clerk.sees(TYPED);
    clerk
}

fn assert_it_goes_on(home: &Home) {
    let mut clerk = Clerk::comes_back(home);
    clerk.sees("Yarım kalmış başvuru metni var; devam etmek için Enter.");
    clerk.step("Enter");
    clerk.sees(TYPED);
    clerk.sees("Zeynep");
    assert_sound(&home.location());
}

#[test]
fn a_terminated_program_keeps_the_last_key() {
    let home = Home::new();
    let mut clerk = typing(&home);
    clerk.terminal.signal(Signal::TERM);
    assert!(clerk.terminal.ended_well());
    assert!(clerk.terminal.is_given_back());
    assert_eq!(draft_text(&home.location()), TYPED);
    assert_it_goes_on(&home);
}

#[test]
fn a_terminal_that_is_closed_loses_no_text() {
    let home = Home::new();
    let mut clerk = typing(&home);
    clerk.terminal.hang_up();
    clerk.terminal.ended_well();
    assert!(draft_text(&home.location()).starts_with(TYPED));
    assert_it_goes_on(&home);
}

#[test]
fn leaving_in_the_middle_of_a_form_keeps_it() {
    let home = Home::new();
    let clerk = typing(&home);
    clerk.leaves();
    assert_eq!(draft_text(&home.location()), TYPED);
    assert_it_goes_on(&home);
}

const NOTED: &str = "Başvuran arandı: Iğdır'dan dönünce uğrayacak.";

/// Opens the page of the only application.
fn opens_the_case(clerk: &mut Clerk) {
    clerk.step("9");
    clerk.types("zeynep");
    clerk.sees("Zeynep Ünlü");
    clerk.press("Enter");
    clerk.sees("Geçmiş");
}

/// Registers an application, opens its page and begins a note of a talk.
fn noting_a_talk(home: &Home) -> Clerk {
    let mut clerk = typing(home);
    clerk.press("F10");
    clerk.sees("Kayıttan önce");
    clerk.press("F10");
    clerk.sees_the_number();
    clerk.step("Enter");
    clerk.sees("Görüşme bitti.");
    opens_the_case(&mut clerk);
    clerk.press("5 Tab 2 Tab Tab Tab");
    clerk.types(NOTED);
    clerk.sees(NOTED);
    clerk
}

/// The note is found on the page of the case and becomes a step; then nothing is left of it.
fn assert_the_note_goes_on(home: &Home) {
    let mut clerk = Clerk::comes_back(home);
    opens_the_case(&mut clerk);
    clerk.sees("Yarım kalan metin var: Görüşme notu. Devam etmek için 5.");
    clerk.press("5");
    clerk.sees("Yarım kalan metin, bırakıldığı gibi geri geldi.");
    clerk.sees(NOTED);
    clerk.press("F10");
    clerk.sees("Görüşme notu: kaydedildi.");
    clerk.no_longer_sees("Yarım kalan metin");
    clerk.sees(NOTED);
    assert_eq!(case_text(&home.location()), None);
    assert_sound(&home.location());
}

#[test]
fn a_killed_program_keeps_what_was_typed_for_a_case() {
    let home = Home::new();
    let mut clerk = noting_a_talk(&home);
    wait_until("a pause in the typing has saved the note", || {
        case_text(&home.location()).as_deref() == Some(NOTED)
    });
    clerk.terminal.kill();
    assert_the_note_goes_on(&home);
}

#[test]
fn a_terminal_that_is_closed_loses_nothing_typed_for_a_case() {
    let home = Home::new();
    let mut clerk = noting_a_talk(&home);
    clerk.terminal.hang_up();
    clerk.terminal.ended_well();
    let kept = case_text(&home.location());
    assert!(kept.is_some_and(|text| text.starts_with(NOTED)));
    assert_the_note_goes_on(&home);
}
