//! Which colours the screens use.

use super::read::Choice;

/// A choice of colours. [`Theme::Auto`] is resolved by the screens, which know the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// What suits the terminal; no colour if `NO_COLOR` is set.
    #[default]
    Auto,
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// Strongest contrast.
    HighContrast,
    /// No colour at all; bold, underline and reverse only.
    NoColour,
}

impl Choice for Theme {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("high_contrast", Self::HighContrast),
        ("no_colour", Self::NoColour),
    ];
}
