//! Screens that are opened from everywhere, and their keys.

use std::rc::Rc;

use super::machine::Machine;
use super::preferences::{LanguagePanel, ThemePanel};
use super::search::SearchScreen;
use super::units::UnitsScreen;
use crate::tui::app::Navigation;
use crate::tui::chord::Chord;
use crate::tui::keymap::{Action, Binding, KeyTable};
use crate::tui::screen::Screen;

/// Opens the search for applications.
pub const SEARCH: Action = Action::new("open.search");
/// Opens the directory of service units.
pub const UNITS: Action = Action::new("open.units");
/// Opens the choice of the language.
pub const LANGUAGE: Action = Action::new("open.language");
/// Opens the choice of the colours.
pub const THEME: Action = Action::new("open.theme");

/// Keys that act on every screen but in a modal.
pub static OPEN: KeyTable = KeyTable::new(
    "open",
    "queue-keys-open",
    &[
        Binding::new(SEARCH, &[Chord::f(9), Chord::char('/')], "queue-search").quiet(),
        Binding::new(UNITS, &[Chord::ctrl('r')], "units-open").quiet(),
        Binding::new(LANGUAGE, &[Chord::ctrl('g')], "queue-language").quiet(),
        Binding::new(THEME, &[Chord::ctrl('t')], "queue-theme").quiet(),
    ],
);

/// What those keys open.
#[must_use]
pub fn navigation(machine: &Machine) -> Navigation {
    let catalog = machine.catalog.clone();
    Navigation {
        keys: &OPEN,
        open: Rc::new(move |action, text| {
            let screen: Box<dyn Screen> = match action {
                SEARCH => Box::new(SearchScreen::new(catalog.clone())),
                UNITS => Box::new(UnitsScreen::new(catalog.clone())),
                LANGUAGE => Box::new(LanguagePanel::default()),
                THEME => Box::new(ThemePanel::new(text)),
                _ => return None,
            };
            Some(screen)
        }),
    }
}
