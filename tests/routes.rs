//! Every route of central, and what every kind of caller gets there.
//!
//! The routes come from the running program, which tells its router at the most detailed level of its
//! log: a new route without a row here fails, and so does a row without a route. What is told to one
//! office is looked for in the answers to all others.

mod support;

#[path = "routes/callers.rs"]
mod callers;
#[allow(dead_code)]
#[path = "portal/office.rs"]
mod office;
#[path = "routes/table.rs"]
mod table;
// Another test program uses the rest of it.
#[allow(dead_code)]
#[path = "portal/visitor.rs"]
mod visitor;

use callers::{Caller, World};
use std::collections::BTreeSet;
use support::postgres::Database;
use support::serving::{Serving, home};
use table::ROWS;

/// The routes of the program, as its router knows them.
fn routes() -> BTreeSet<String> {
    let database = Database::fresh();
    let home = home(&database.url);
    let log = home.path("central.log");
    let central = Serving::logging(&home, &log, "acikkapi=trace");
    central.stop();
    let log = std::fs::read_to_string(&log).expect("a log");
    let entries = log
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let mut entries =
        entries.filter(|entry: &serde_json::Value| entry["fields"]["message"] == "routes");
    let entry = entries.next().expect("the routes");
    let router = entry["fields"]["router"].as_str().expect("text");
    let paths = router.split("RouteId(").skip(1).filter_map(|rest| {
        let (_, path) = rest.split_once("): \"")?;
        Some(path.split('"').next()?.to_owned())
    });
    // Fallbacks have names of axum's own.
    paths.filter(|path| !path.contains("__private")).collect()
}

#[test]
fn every_route_is_tried_with_every_caller() {
    let routes = routes();
    assert!(routes.len() > 40, "{routes:?}");
    let tried: BTreeSet<String> = ROWS.iter().map(|row| row.route.to_owned()).collect();
    let untried: Vec<&String> = routes.difference(&tried).collect();
    assert!(
        untried.is_empty(),
        "no row in tests/routes/table.rs: {untried:#?}"
    );
    let gone: Vec<&String> = tried.difference(&routes).collect();
    assert!(gone.is_empty(), "no such route: {gone:#?}");
    let world = World::new();
    let mut wrong = Vec::new();
    for row in ROWS {
        for (caller, expected) in Caller::ALL.into_iter().zip(row.gets) {
            let (status, body) = world.ask(caller, (row.method, row.asks));
            if status != expected {
                wrong.push(format!(
                    "{} {} {caller:?}: {status}, not {expected}",
                    row.method, row.asks
                ));
            }
            for secret in world.secrets_from(caller) {
                assert!(
                    !body.contains(secret),
                    "{} tells {caller:?} {secret}:\n{body}",
                    row.asks
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    world.nothing_changed();
}

#[test]
fn those_who_may_see_an_office_see_it() {
    let world = World::new();
    let (_, feed) = world.ask(Caller::Device, ("GET", "/v1/feed?after=0"));
    assert!(feed.contains(world.application()), "{feed}");
    let (_, page) = world.ask(Caller::Officer, ("GET", "/birim/basvuru/{application}"));
    assert!(
        page.contains(world.number()) && page.contains(callers::ASKED),
        "{page}"
    );
    let (_, page) = world.ask(Caller::Administrator, ("GET", "/yonetim/kurum/{office}"));
    assert!(page.contains(world.device()), "{page}");
    let (_, feed) = world.ask(Caller::OtherDevice, ("GET", "/v1/feed?after=0"));
    assert!(feed.contains(world.other_application()), "{feed}");
}
