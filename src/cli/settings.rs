//! `acikkapi config …`.

use super::arguments::ConfigAction;
use super::{Context, Failure};
use crate::config::EXAMPLE;

pub(super) fn act(context: &Context, action: &ConfigAction) -> Result<(), Failure> {
    match action {
        ConfigAction::Check => check(context),
        ConfigAction::Path => context.say(&path(context)),
        ConfigAction::Example => context.print(EXAMPLE),
    }
}

fn check(context: &Context) -> Result<(), Failure> {
    if context.loaded.problems.is_empty() {
        return context.say(&(path(context) + &context.text.get("cli-config-good") + "\n"));
    }
    Err(Failure::Problems(context.settings_problems()))
}

/// The file that is used, or those that were looked for.
fn path(context: &Context) -> String {
    let text = &context.text;
    if let Some(file) = &context.loaded.file {
        let file = file.display().to_string();
        return text.with("cli-config-file", &[("file", file.into())]) + "\n";
    }
    let mut said = text.get("cli-config-no-file") + "\n";
    for file in &context.loaded.looked_for {
        said += &format!("  {}\n", file.display());
    }
    said
}
