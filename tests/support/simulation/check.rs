//! What must hold, whatever went wrong.

use super::desk::Desk;
use super::raw::Look;
use super::server::{Server, Stored};
use super::work::Fact;
use super::world::{Failure, World};
use acikkapi::central::Device;
use acikkapi::domain::case::Case;
use acikkapi::store::{Reader, StoreError, check};
use acikkapi::sync::conversation::Reply;
use acikkapi::sync::engine::Phase;
use acikkapi::sync::journal::Journal;
use acikkapi::sync::wire::{GENESIS_HASH, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use uuid::Uuid;

type Held = Result<(), Failure>;

/// Tables every database of an office shares, in an order that is the same everywhere.
const SHARED: [(&str, &str); 7] = [
    (
        "persons",
        "select id, data, folded from persons order by id",
    ),
    (
        "applications",
        "select id, number, person, registered_at, due, record, folded from applications order by id",
    ),
    (
        "cases",
        "select id, state, refused, stage, due, clerk, rounds from cases order by id",
    ),
    (
        "case_steps",
        "select application, position, moved, actor, at, refused from case_steps
          order by application, position",
    ),
    (
        "guidance",
        "select id, visit, visitor, outcome, minutes, note, given_at from guidance order by id",
    ),
    ("units", "select code, unit from units order by code"),
    (
        "messages",
        "select id, application, stage, round, state, text from messages order by id",
    ),
];

/// One process of a desk talks to central at a time, as long as nobody sets the clock.
pub fn one_talks(desk: &Desk, process: usize, now: Duration) -> Held {
    match desk.other_talker(process, now) {
        Some(other) => {
            let detail = format!("{}: process {other} and process {process}", desk.name);
            Err(Failure::new(
                "one process of a desk talks to central",
                detail,
            ))
        }
        None => Ok(()),
    }
}

/// An answer says nothing that a crash of central would make untrue.
pub fn answer_is_durable(server: &Server, device: &Device, reply: &Reply) -> Held {
    let Reply::Push(Ok(response)) = reply else {
        return Ok(());
    };
    let held = server.held_for_good(device).unwrap_or(0);
    if response.acked_dseq > held {
        let detail = format!("{} acknowledged, {held} durable", response.acked_dseq);
        return Err(Failure::new("central answers when it is durable", detail));
    }
    Ok(())
}

/// Whether every desk has everything and central has everything.
pub fn is_settled(world: &mut World) -> Result<bool, Failure> {
    let now = world.now();
    for desk in &mut world.desks {
        if !desk.is_up() {
            return Ok(false);
        }
        let phases = (0..desk.processes.len()).filter_map(|process| desk.phase(process, now));
        if !phases.into_iter().any(|phase| phase == Phase::UpToDate) {
            return Ok(false);
        }
        let progress = desk.journal().progress();
        let progress =
            progress.map_err(|error| Failure::new("the store works", error.to_string()))?;
        let office = &world.server.state.offices[&desk.office];
        let settled = progress.position.acked == progress.head
            && progress.position.cursor == office.head()
            && progress.position.epoch == Some(world.server.state.epoch);
        if !settled {
            return Ok(false);
        }
    }
    let behind = world.stranger.as_ref().is_some_and(|stranger| {
        let office = &world.server.state.offices[&stranger.device.office];
        office.devices[&stranger.device.id].held.acked < stranger.log.len() as u64
    });
    Ok(!behind)
}

/// For a person: which desk does not get on.
pub fn whats_missing(world: &mut World) -> String {
    let now = world.now();
    let mut lines = Vec::new();
    for desk in &mut world.desks {
        if !desk.is_up() {
            lines.push(format!("{} is down", desk.name));
            continue;
        }
        let phases: Vec<_> = (0..desk.processes.len())
            .map(|process| desk.phase(process, now))
            .collect();
        let progress = desk.journal().progress();
        let head = world.server.state.offices[&desk.office].head();
        lines.push(format!(
            "{}: {phases:?} {progress:?}, feed head {head}",
            desk.name
        ));
    }
    lines.join("; ")
}

/// Everything that is looked at in the end.
pub fn everything(world: &mut World) -> Held {
    for index in 0..world.desks.len() {
        world.desks[index].stop();
    }
    let offices: Vec<String> = world.server.state.offices.keys().cloned().collect();
    for office in offices {
        feed_is_whole(world, &office)?;
        let desks: Vec<usize> = (0..world.desks.len())
            .filter(|index| world.desks[*index].office == office)
            .collect();
        for index in &desks {
            desk_is_sound(world, *index)?;
            nothing_is_missing(world, (&office, *index))?;
            receipts_are_kept(world, *index)?;
        }
        desks_are_equal(world, &office, &desks)?;
    }
    Ok(())
}

/// Central's feed is dense, no operation is in it twice, and every device's history is chained.
fn feed_is_whole(world: &World, office: &str) -> Held {
    let broken = |detail: String| Err(Failure::new("central's feed is whole", detail));
    let mut ids = BTreeSet::new();
    let mut last: BTreeMap<Uuid, (u64, String)> = BTreeMap::new();
    for (stored, expected) in world.server.state.offices[office].feed.iter().zip(1..) {
        let operation = &stored.operation;
        if stored.position != expected {
            return broken(format!(
                "{} stands where {expected} should",
                stored.position
            ));
        }
        if !ids.insert(operation.op_id) {
            return broken(format!("{} is there twice", operation.op_id));
        }
        let genesis = || (0, GENESIS_HASH.to_owned());
        let before = last.entry(operation.device).or_insert_with(genesis);
        let linked = operation.dseq == before.0 + 1 && operation.prev_hash == before.1;
        if !linked || !operation.hash_is_right() {
            return broken(format!(
                "{} {} is not chained",
                operation.device, operation.dseq
            ));
        }
        *before = (operation.dseq, operation.hash.clone());
    }
    Ok(())
}

fn broken_store(error: impl std::fmt::Display) -> Failure {
    Failure::new("the store works", error.to_string())
}

/// The file is whole, its log is chained, and its tables say what the log says.
fn desk_is_sound(world: &mut World, index: usize) -> Held {
    let desk = &mut world.desks[index];
    let location = desk.location();
    let sound = |desk: &mut Desk| -> Result<Held, StoreError> {
        let reader = Reader::open(&location)?;
        let faults = check::integrity(&reader)?;
        if !faults.is_empty() {
            return Ok(Err(Failure::new("the file is sound", faults.join("; "))));
        }
        if let Some(fault) = check::chain(&reader)?.fault {
            return Ok(Err(Failure::new(
                "the log is chained",
                format!("{fault:?}"),
            )));
        }
        drop(reader);
        let different = check::projections(&location, &mut desk.source())?;
        if !different.is_empty() {
            let detail = format!("{}: {different:?}", desk.name);
            return Ok(Err(Failure::new("rebuilt tables are equal", detail)));
        }
        Ok(Ok(()))
    };
    sound(desk).map_err(broken_store)?
}

fn look(desk: &Desk) -> Result<Look, Failure> {
    Look::at(&desk.location()).map_err(broken_store)
}

fn rows(look: &Look, sql: &str) -> Result<Vec<String>, Failure> {
    look.rows(sql).map_err(broken_store)
}

fn ids(look: &Look, sql: &str) -> Result<BTreeSet<Uuid>, Failure> {
    let rows = rows(look, sql)?;
    Ok(rows.iter().filter_map(|row| row.parse().ok()).collect())
}

/// Ids of the operations in a desk's log.
pub fn operations_of(desk: &Desk) -> Result<BTreeSet<Uuid>, Failure> {
    ids(&look(desk)?, "select op_id from operations")
}

/// The tickets in a desk's queue.
pub fn tickets_of(desk: &Desk) -> Result<BTreeSet<Fact>, Failure> {
    let tickets = ids(&look(desk)?, "select id from tickets")?;
    Ok(tickets.into_iter().map(Fact::Ticket).collect())
}

/// Everything central has is at the desk, everything of the desk is at central, and every fact a
/// counter of the office was told is here, once.
fn nothing_is_missing(world: &World, (office, index): (&str, usize)) -> Held {
    let desk = &world.desks[index];
    let look = look(desk)?;
    let known = ids(
        &look,
        "select op_id from operations union all select op_id from contradictions",
    )?;
    let feed = &world.server.state.offices[office].feed;
    if let Some(missing) = feed
        .iter()
        .find(|stored| !known.contains(&stored.operation.op_id))
    {
        let detail = format!("{}: lacks position {}", desk.name, missing.position);
        return Err(Failure::new("every desk has the whole feed", detail));
    }
    let at_central: BTreeSet<Uuid> = feed.iter().flat_map(|stored| said_by(stored)).collect();
    let held = ids(&look, "select op_id from operations")?;
    if let Some(missing) = held.iter().find(|op_id| !at_central.contains(op_id)) {
        let detail = format!("{}: {missing} is not at central", desk.name);
        return Err(Failure::new("central lacks nothing a desk has", detail));
    }
    let mut facts = world.facts.get(office).cloned().unwrap_or_default();
    let tickets = world.tickets.get(&index).cloned().unwrap_or_default();
    facts.extend(tickets);
    let mut found = facts_at(&look)?;
    for fact in &facts {
        match found.remove(fact) {
            Some(1) => {}
            times => {
                let times = times.unwrap_or(0);
                let detail = format!("{}: {fact:?} {times} times", desk.name);
                return Err(Failure::new("what was told is everywhere once", detail));
            }
        }
    }
    Ok(())
}

/// The operation, and the one it repeats.
fn said_by(stored: &Stored) -> impl Iterator<Item = Uuid> {
    let body: serde_json::Value = serde_json::from_str(&stored.operation.body).unwrap_or_default();
    let repeated = body["repeats_operation"].as_str();
    let repeated = repeated.and_then(|repeated| repeated.parse().ok());
    [stored.operation.op_id].into_iter().chain(repeated)
}

/// What a desk's tables say, and how often.
fn facts_at(look: &Look) -> Result<BTreeMap<Fact, u32>, Failure> {
    let mut found = BTreeMap::new();
    let mut add = |fact| *found.entry(fact).or_default() += 1;
    for id in ids(look, "select id from guidance")? {
        add(Fact::Guidance(id));
    }
    for id in ids(look, "select id from persons")? {
        add(Fact::Person(id));
    }
    for id in ids(look, "select id from applications")? {
        add(Fact::Application(id));
    }
    for id in ids(look, "select id from tickets")? {
        add(Fact::Ticket(id));
    }
    let said = "select json_extract(moved, '$.private.text') from case_steps";
    for marker in rows(look, said)? {
        add(Fact::Step(marker));
    }
    Ok(found)
}

/// A receipt a person has to see was kept.
fn receipts_are_kept(world: &World, index: usize) -> Held {
    let desk = &world.desks[index];
    if desk.renewed {
        return Ok(());
    }
    let kept = ids(&look(desk)?, "select op_id from receipts")?;
    let feed = &world.server.state.offices[&desk.office].feed;
    let forgotten = feed.iter().find(|stored| {
        let to_be_seen = matches!(
            stored.outcome,
            Outcome::Rejected { .. } | Outcome::Conflict { .. }
        );
        let own = stored.operation.device == desk.device;
        own && to_be_seen && !kept.contains(&stored.operation.op_id)
    });
    match forgotten {
        Some(stored) => {
            let detail = format!("{}: of position {}", desk.name, stored.position);
            Err(Failure::new("receipts for a person are kept", detail))
        }
        None => Ok(()),
    }
}

/// All databases of an office come to the same tables, and to the cases central comes to.
fn desks_are_equal(world: &World, office: &str, desks: &[usize]) -> Held {
    let mut first: Option<(&str, Look)> = None;
    for index in desks {
        let desk = &world.desks[*index];
        let look = look(desk)?;
        cases_are_centrals(world, office, (desk, &look))?;
        let Some((name, other)) = &first else {
            first = Some((&desk.name, look));
            continue;
        };
        for (table, sql) in SHARED {
            let (one, two) = (rows(other, sql)?, rows(&look, sql)?);
            if one != two {
                let differing = one.iter().zip(&two).find(|(one, two)| one != two);
                let detail = format!(
                    "{table} of {name} and {}: {} and {} rows, {differing:?}",
                    desk.name,
                    one.len(),
                    two.len()
                );
                return Err(Failure::new("all databases of an office are equal", detail));
            }
        }
    }
    Ok(())
}

fn cases_are_centrals(world: &World, office: &str, (desk, look): (&Desk, &Look)) -> Held {
    let stated = rows(look, "select id, state from cases order by id")?;
    let stated: BTreeMap<Uuid, Case> = stated
        .iter()
        .filter_map(|row| {
            let (id, state) = row.split_once(" | ")?;
            Some((id.parse().ok()?, serde_json::from_str(state).ok()?))
        })
        .collect();
    for (id, kept) in &world.server.state.offices[office].cases {
        let Some(case) = kept.case() else {
            continue;
        };
        if stated.get(id) != Some(&case) {
            let here = format!(
                "select position, moved, refused from case_steps where application = x'{}'
                  order by position",
                id.simple()
            );
            let detail = format!(
                "{}: {id} is {:?} after {:?}, at central {case:?} after {:?}",
                desk.name,
                stated.get(id),
                rows(look, &here)?,
                kept.steps
            );
            return Err(Failure::new("a case is the same at central", detail));
        }
    }
    Ok(())
}
