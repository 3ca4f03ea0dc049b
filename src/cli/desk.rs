//! `acikkapi desk`, which is also what `acikkapi` alone does.

use super::{Context, Failure, language, log, output, variable};
use crate::catalog::Catalog;
use crate::config::{Papers, Theme};
use crate::desk::demo::Demo;
use crate::doctor::system::Surroundings;
use crate::domain::ids::Counter;
use crate::store::Location;
use crate::tui::run::{Options, run};
use crate::tui::theme::{GlyphSet, ThemeKind};
use chrono::Utc;
use std::path::Path;

/// Which made-up office a demonstration shows.
const DEMO_SEED: u64 = 1;
/// What a terminal remembers from one start to the next.
const MEMORY_FILE: &str = "terminal.json";

/// Opens the desk on this machine's file.
pub(super) fn open(context: &Context, counter: Option<Counter>) -> Result<(), Failure> {
    let config = context.config()?;
    let state = context.places.state.as_path();
    if let Err(error) = log::start(state, variable("RUST_LOG").as_deref()) {
        let values = [("detail", error.to_string().into())];
        output::complain(&context.text.with("cli-no-log", &values));
    }
    let (catalog, problems) = Catalog::load(Some(&config.desk.catalog_dir));
    for problem in problems {
        // The shipped list is used instead; "catalog show" tells the lines.
        output::complain(&problem.sentence(&context.text));
    }
    let location = context.location()?;
    let options = Options {
        memory: Some(state.join(MEMORY_FILE)),
        counter,
        ..options(context, location, catalog)?
    };
    let version = env!("CARGO_PKG_VERSION");
    tracing::info!(version, database = %options.location.database.display(), "the desk opens");
    let shown = show(context, options);
    tracing::info!(good = shown.is_ok(), "the desk is closed");
    shown
}

/// Shows a made-up office in a temporary folder.
pub(super) fn demonstrate(context: &Context) -> Result<(), Failure> {
    let (catalog, _) = Catalog::load(None);
    let demo = Demo::make(&catalog, Utc::now(), DEMO_SEED)
        .map_err(|error| Failure::problem(error.sentence(&context.text)))?;
    let location = demo.location();
    let folder = location.database.parent().unwrap_or(Path::new("."));
    let options = Options {
        demo: Some(demo.session()),
        // Nothing made up is printed, or kept where a real office keeps its papers.
        papers: Papers::in_folder(folder),
        ..options(context, location.clone(), catalog)?
    };
    show(context, options)
}

fn options(context: &Context, location: Location, catalog: Catalog) -> Result<Options, Failure> {
    let config = context.config()?;
    Ok(Options {
        location,
        catalog,
        papers: config.papers.clone(),
        demo: None,
        counter: None,
        language: context.asked_language,
        usual_language: language::of_system(&variable),
        theme: theme(context.asked_theme.unwrap_or(config.theme)),
        glyphs: glyphs(),
        memory: None,
    })
}

/// The colours a setting names; `None`: no particular ones.
pub(super) fn theme(chosen: Theme) -> Option<ThemeKind> {
    match chosen {
        Theme::Auto => None,
        Theme::Dark => Some(ThemeKind::Dark),
        Theme::Light => Some(ThemeKind::Light),
        Theme::HighContrast => Some(ThemeKind::HighContrast),
        Theme::NoColour => Some(ThemeKind::NoColour),
    }
}

/// The console of Linux has few signs in its font, though it speaks UTF-8.
pub(super) fn glyphs() -> GlyphSet {
    let around = Surroundings::of_system(&variable);
    let console = around.terminal.as_deref() == Some("linux");
    if around.speaks_utf8() && !console {
        GlyphSet::Unicode
    } else {
        GlyphSet::Ascii
    }
}

fn show(context: &Context, options: Options) -> Result<(), Failure> {
    run(options).map_err(|error| Failure::problem(error.sentence(&context.text)))
}
