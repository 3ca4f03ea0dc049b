//! Ends that come while somebody types.

use rustix::process::Signal;

use crate::kept::{assert_sound, draft_text};
use crate::support::clerk::Clerk;
use crate::support::program::Home;

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
