//! `acikkapi display`.

use super::{Context, Failure, desk};
use crate::hall::run::{Options, run};
use crate::tui::theme::{Theme, ThemeKind};

/// Shows the calls on this terminal until it is closed.
pub(super) fn show(context: &Context, quiet: bool) -> Result<(), Failure> {
    let asked = context.asked_theme.unwrap_or(context.config()?.theme);
    // Read from afar, by weak eyes too.
    let theme = desk::theme(asked).unwrap_or_else(|| {
        ThemeKind::HighContrast.heeding_no_color(std::env::var_os("NO_COLOR").as_deref())
    });
    let options = Options {
        location: context.existing_location()?,
        text: context.text.clone(),
        theme: Theme::new(theme, desk::glyphs()),
        quiet,
    };
    run(options).map_err(|error| Failure::problem(error.sentence(&context.text)))
}
