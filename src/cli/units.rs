//! `acikkapi units …`.

use super::arguments::UnitsAction;
use super::{Context, Failure};
use crate::catalog::Catalog;
use crate::desk::directory::{self, DirectoryError, ImportWish};
use crate::desk::{DeskError, System};
use crate::store::{Location, Reader, Store, StoreError};

pub(super) fn act(context: &Context, action: UnitsAction) -> Result<(), Failure> {
    if let UnitsAction::Example { kind } = action {
        return context.print(kind.example());
    }
    let exports = matches!(action, UnitsAction::Export);
    let (catalog, _) = Catalog::load(Some(&context.config()?.desk.catalog_dir));
    let location = context.existing_location()?;
    let said = answer(context, &catalog, location, action);
    let said = said.map_err(|error| Failure::problem(error.sentence(&context.text)))?;
    // What is exported goes into a file as it is.
    if exports {
        context.print(&said)
    } else {
        context.say(&said)
    }
}

fn answer(
    context: &Context,
    catalog: &Catalog,
    location: Location,
    action: UnitsAction,
) -> Result<String, DirectoryError> {
    let (topics, text) = (catalog.topics(), &context.text);
    let reader = || Reader::open(&location).map_err(failed);
    match action {
        UnitsAction::Example { kind } => Ok(kind.example().to_owned()),
        UnitsAction::List => directory::list(reader()?.read(), text),
        UnitsAction::Show { code } => directory::show(reader()?.read(), topics, &code, text),
        UnitsAction::Export => directory::export(reader()?.read()),
        UnitsAction::Import {
            file,
            dry_run,
            close_missing,
        } => {
            let wish = ImportWish {
                dry_run,
                close_missing,
            };
            let mut store = Store::open(location, Box::new(System)).map_err(failed)?;
            directory::import(&mut store, topics, (&file, wish), text)
        }
    }
}

fn failed(error: StoreError) -> DirectoryError {
    DeskError::from(error).into()
}
