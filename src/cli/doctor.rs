//! `acikkapi doctor`.

use super::{Context, Failure, variable};
use crate::desk::System;
use crate::doctor::{self, Finding, Level, Marks, system::Surroundings};
use crate::store::Store;

/// Looks at everything; with `rebuild` fills the tables the screens read from the log first.
pub(super) fn act(context: &Context, rebuild: bool) -> Result<(), Failure> {
    let text = &context.text;
    let location = context.location()?;
    if rebuild && location.database.exists() {
        let done = Store::open(location.clone(), Box::new(System))
            .and_then(|mut store| store.rebuild_projections());
        done.map_err(|error| Failure::problem(error.sentence(text)))?;
        context.say(&(text.get("doctor-rebuilt") + "\n"))?;
    }
    let around = Surroundings::of_system(&variable);
    let marks = if around.speaks_utf8() {
        Marks::Unicode
    } else {
        Marks::Ascii
    };
    let mut written = Ok(());
    let mut tell = |finding: &Finding| {
        if written.is_ok() {
            written = context.say(&doctor::line(finding, marks));
        }
    };
    let levels = doctor::examine(&location, &around, &mut System, text, &mut tell);
    written?;
    let closing = doctor::closing(&levels, text);
    if levels.contains(&Level::Problem) {
        return Err(Failure::problem(closing));
    }
    context.say(&format!("\n{closing}\n"))
}
