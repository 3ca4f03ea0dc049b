//! Small, changing, colourless and simple terminals.

use crate::kept::draft_text;
use crate::support::clerk::Clerk;
use crate::support::program::Home;

#[test]
fn a_window_that_shrinks_while_somebody_types_keeps_the_text() {
    let home = Home::new();
    let mut clerk = Clerk::sets_up(&home);
    clerk.opens_the_form();
    clerk.goes_to_the_text();
    clerk.types("Birinci cümle.");
    clerk.sees("Birinci cümle.");
    clerk.terminal.resize(5, 20);
    clerk.sees("Pencere çok küçük");
    clerk.terminal.resize(16, 70);
    clerk.sees("Birinci cümle.");
    clerk.types(" İkinci.");
    clerk.terminal.resize(40, 120);
    clerk.sees("Birinci cümle. İkinci.");
    for round in 0..30 {
        clerk.terminal.resize(5 + round, 20 + 4 * round);
        clerk.types("ş");
    }
    clerk.terminal.resize(24, 80);
    clerk.sees("İkinci.");
    clerk.types(" Son.");
    clerk.sees(" Son.");
    clerk.leaves();
    let text = draft_text(&home.location());
    assert!(text.starts_with("Birinci cümle. İkinci.ş"), "{text}");
    assert!(text.ends_with("ş Son."), "{text}");
}

#[test]
fn colours_are_given_up_on_request() {
    let home = Home::new();
    let coloured = home.terminal("desk --demo", &[]);
    coloured.wait_for("SIRADAKİ");
    assert!(coloured.has_colour());
    let plain = home.terminal("desk --demo", &[("NO_COLOR", "1")]);
    plain.wait_for("SIRADAKİ");
    assert!(!plain.has_colour());
    let asked = home.terminal("desk --demo --theme no_colour", &[]);
    asked.wait_for("SIRADAKİ");
    assert!(!asked.has_colour());
}

#[test]
fn a_terminal_that_can_show_no_screen_is_told() {
    let home = Home::new();
    let mut dumb = home.terminal("", &[("TERM", "dumb")]);
    dumb.wait_for("Bu uçbirim (TERM=dumb) ekran gösteremez.");
    assert!(!dumb.ended_well());
    assert!(dumb.is_given_back());
    assert!(!home.location().database.exists(), "nothing was made");
}
