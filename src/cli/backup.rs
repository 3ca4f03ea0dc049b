//! `acikkapi backup` and `acikkapi restore`.

use super::{Context, Failure};
use crate::desk::System;
use crate::domain::calendar::date_and_time;
use crate::store::{StoreError, backup};
use std::path::Path;

const MEGABYTE: f64 = 1_000_000.0;

pub(super) fn create(context: &Context, file: &Path) -> Result<(), Failure> {
    let location = context.existing_location()?;
    let text = &context.text;
    let failed = |error: StoreError| Failure::problem(error.sentence(text));
    let made = backup::create(&location, file, &mut System).map_err(failed)?;
    let size = text.decimal(made.bytes as f64 / MEGABYTE, 1);
    let values = [
        ("records", made.records.into()),
        ("file", file.display().to_string().into()),
        ("size", size.into()),
    ];
    let mut said = vec![text.with("cli-backup-done", &values)];
    if let Some(key) = &location.key {
        let values = [("key", key.display().to_string().into())];
        said.push(text.with("cli-backup-key", &values));
    }
    context.say(&(said.join("\n") + "\n"))
}

pub(super) fn restore(context: &Context, file: &Path) -> Result<(), Failure> {
    let location = context.location()?;
    let text = &context.text;
    let failed = |error: StoreError| Failure::problem(error.sentence(text));
    let restored = backup::restore(&location, file, &mut System).map_err(failed)?;
    let values = [
        ("records", restored.records.into()),
        ("file", file.display().to_string().into()),
    ];
    let mut said = vec![text.with("cli-restore-done", &values)];
    if let Some(time) = restored.last_record_at {
        let values = [("time", date_and_time(time).into())];
        said.push(text.with("cli-restore-last", &values));
    }
    if let Some(path) = restored.replaced {
        let values = [("path", path.display().to_string().into())];
        said.push(text.with("cli-restore-replaced", &values));
    }
    said.push(text.get("cli-restore-next"));
    context.say(&(said.join("\n") + "\n"))
}
