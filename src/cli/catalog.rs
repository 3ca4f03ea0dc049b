//! `acikkapi catalog …`.

use super::arguments::CatalogAction;
use super::{Context, Failure};
use crate::catalog::command::{self, CommandError};

pub(super) fn act(context: &Context, action: CatalogAction) -> Result<(), Failure> {
    let folder = context.config()?.desk.catalog_dir.as_path();
    let text = &context.text;
    let said = match action {
        CatalogAction::Show => Ok(command::show(Some(folder), text)),
        CatalogAction::Search { words, limit } => {
            let query = words.join(" ");
            Ok(command::search(&query, limit.into(), Some(folder), text))
        }
        CatalogAction::Import {
            list,
            file,
            dry_run,
        } => command::import(list, &file, folder, dry_run, text),
        CatalogAction::Export { list } => {
            return context.print(&command::export(list, Some(folder)));
        }
        CatalogAction::Reset { list } => command::reset(list, folder, text),
        CatalogAction::Texts { language } => Ok(command::texts(language, Some(folder), text)),
        CatalogAction::Offices { province } => command::offices(&province),
    };
    let failed = |error: CommandError| Failure::problem(error.sentence(text));
    context.say(&said.map_err(failed)?)
}
