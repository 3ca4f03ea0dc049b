//! `acikkapi demo-data`.

use super::arguments::DemoData;
use super::{Context, Failure, output};
use crate::catalog::Catalog;
use crate::desk::System;
use crate::desk::demo_data::{self, DemoDataError, Plan};
use crate::domain::calendar::istanbul_day;
use crate::domain::source::Source;

pub(super) fn act(context: &Context, wanted: &DemoData) -> Result<(), Failure> {
    let text = &context.text;
    let (catalog, _) = Catalog::load(None);
    let plan = Plan {
        applications: wanted.applications,
        seed: wanted.seed,
        last_day: istanbul_day(System.now()),
    };
    let folder = wanted.into.display().to_string();
    let mut tell = |done: u32| {
        let values = [("done", done.into()), ("all", plan.applications.into())];
        output::progress(&text.with("cli-demo-data-progress", &values));
    };
    let made = demo_data::make(&wanted.into, &catalog, plan, &mut tell);
    output::end_progress();
    made.map_err(|error| {
        Failure::problem(match error {
            DemoDataError::Taken(file) => {
                let values = [("file", file.display().to_string().into())];
                text.with("cli-demo-data-taken", &values)
            }
            DemoDataError::Desk(error) => error.sentence(text),
        })
    })?;
    let values = [
        ("count", plan.applications.into()),
        ("folder", folder.into()),
    ];
    context.say(&(text.with("cli-demo-data-made", &values) + "\n"))
}
