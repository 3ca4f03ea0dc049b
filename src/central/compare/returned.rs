//! `POST /v1/returned`: desks give back what central has lost.
//!
//! After a restore from an old backup the operations of the time since are on the desks alone. Each
//! desk sends its own again by itself; here come the others, above all those central had made itself:
//! the answers of units, the applications of citizens, what became of messages. They come in the order
//! of the feed they were read in, of all devices mixed, and are stored in that order, so that a step
//! stands again after the one it follows. Several desks may give back the same.
//!
//! Nothing is believed that a chain does not prove: an operation is taken if it continues what is held
//! of its device, or fills a hole in it whose neighbour names its hash. Of central itself only the
//! devices of earlier epochs are taken: what it made in this one it knows. Of another desk it is taken
//! only for some time after a restore, since any desk of the office could add to that history.

use super::super::answer::Refusal;
use super::super::batch::{self, Checked};
use super::super::credential::{Device, check_standing};
use super::super::outcome::Verdict;
use super::super::own::{self, OwnError};
use super::super::push::{self, receipt, refuse_second_use};
use super::super::{apply, feed_log};
use super::digest;
use crate::sync::digest::day_of;
use crate::sync::ledger::{Held, Return, judge_return};
use crate::sync::problem::{Problem, ProblemCode};
use crate::sync::wire::compare::{
    MAX_EPOCHS, MAX_LOOKUP, NotReturned, NotTaken, ReturnRequest, ReturnResponse,
};
use crate::sync::wire::{Outcome, Receipt, central_device};
use deadpool_postgres::{Pool, Transaction};
use std::collections::{BTreeSet, HashMap};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// How long after a restore what other desks had sent is taken from a desk, as PostgreSQL writes it.
const AFTER_RESTORE: &str = "90 days";

/// What a desk gives back, sound in itself.
pub(super) struct Batch {
    epochs: Vec<Uuid>,
    operations: Vec<(i64, Checked)>,
    keys: Vec<(Uuid, Vec<u8>)>,
}

/// Decompresses, parses and checks a request body.
pub(super) fn read(body: &[u8], gzip: bool, office: &str) -> Result<Batch, Refusal> {
    let request: ReturnRequest = batch::unpack(body, gzip)?;
    if request.operations.len() > MAX_LOOKUP || request.epochs.len() > MAX_EPOCHS {
        let title = "too many operations are given back at once";
        return Err(Refusal::new(ProblemCode::TooLarge, title));
    }
    let operations = request.operations.into_iter().map(|returned| {
        let device = Device {
            office: office.to_owned(),
            id: returned.operation.device,
        };
        let position = feed_log::position(returned.position)?;
        Ok((
            position,
            batch::check_operation(returned.operation, &device)?,
        ))
    });
    Ok(Batch {
        epochs: request.epochs,
        operations: operations.collect::<Result<_, Refusal>>()?,
        keys: batch::check_keys(request.keys)?,
    })
}

/// Takes back what can be, in one transaction, and says what became of each.
pub(super) async fn store(
    pool: &Pool,
    sender: &Device,
    batch: Batch,
) -> Result<ReturnResponse, Refusal> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let mut ledger = Ledger::open(&transaction, sender, &batch).await?;
    feed_log::insert_keys(&transaction, &sender.office, &batch.keys).await?;
    let order: Vec<Uuid> = ids(&batch.operations);
    let holes = ledger.holes(&batch.operations);
    let (mut receipts, mut refused) = (HashMap::new(), Vec::new());
    let mut run: Vec<Checked> = Vec::new();
    for (position, checked) in batch.operations {
        let (op_id, device) = (checked.operation.op_id, checked.operation.device);
        match ledger.judge(&checked, holes.contains(&op_id)) {
            Ok(Return::Next) => {
                if run
                    .first()
                    .is_some_and(|first| first.operation.device != device)
                {
                    receipts.extend(ledger.take(&transaction, std::mem::take(&mut run)).await?);
                }
                ledger.advance(&checked);
                run.push(checked);
            }
            Ok(Return::Hole) => {
                receipts.extend(ledger.take(&transaction, std::mem::take(&mut run)).await?);
                let filled = ledger.fill(&transaction, (position, checked)).await?;
                receipts.insert(op_id, filled);
            }
            Ok(Return::Exists) => {
                receipts.extend(ledger.receipt_of(&checked).map(|receipt| (op_id, receipt)));
            }
            Ok(Return::Gap) => refused.push(not_taken(op_id, NotTaken::Gap)),
            Ok(Return::Fork) => refused.push(not_taken(op_id, NotTaken::Fork)),
            Err(reason) => refused.push(not_taken(op_id, reason)),
        }
    }
    receipts.extend(ledger.take(&transaction, run).await?);
    ledger.close(&transaction).await?;
    let head = push::head(&transaction, sender).await?;
    transaction.commit().await?;
    let in_order = order.iter().filter_map(|op_id| receipts.remove(op_id));
    Ok(ReturnResponse {
        epoch: head.epoch,
        acked_dseq: head.acked,
        feed_head: head.feed_head,
        receipts: in_order.collect(),
        refused,
        server_time: head.server_time,
    })
}

fn ids(operations: &[(i64, Checked)]) -> Vec<Uuid> {
    let operations = operations.iter();
    operations
        .map(|(_, checked)| checked.operation.op_id)
        .collect()
}

fn not_taken(op_id: Uuid, reason: NotTaken) -> NotReturned {
    NotReturned { op_id, reason }
}

/// Which kind of device, and so where its history is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A desk's database.
    Desk,
    /// Central in an epoch.
    Central { epoch: Uuid },
}

/// What is held of a device.
struct History {
    kind: Kind,
    held: Held,
    /// Whether operations of it can have been lost.
    may_continue: bool,
    changed: bool,
}

/// An operation that is held.
struct Known {
    hash: Vec<u8>,
    prev_hash: Vec<u8>,
    verdict: Verdict,
    position: i64,
}

/// The histories of all devices in a batch, locked.
struct Ledger {
    office: String,
    histories: HashMap<Uuid, History>,
    known: HashMap<(Uuid, i64), Known>,
}

impl Ledger {
    /// Locks the devices, in the order of their ids, then the office: a push locks one of the devices
    /// first too.
    async fn open(
        transaction: &Transaction<'_>,
        sender: &Device,
        batch: &Batch,
    ) -> Result<Self, Refusal> {
        let office = sender.office.clone();
        let operations = batch.operations.iter();
        let devices = operations.map(|(_, checked)| checked.operation.device);
        let devices: BTreeSet<Uuid> = devices.chain([sender.id]).collect();
        let devices: Vec<Uuid> = devices.into_iter().collect();
        let mut histories = desks(transaction, sender, &devices).await?;
        own::lock(transaction, &office).await.map_err(refusal)?;
        let asked = (devices.as_slice(), batch.epochs.as_slice());
        histories.extend(central(transaction, &office, asked).await?);
        let known = known(transaction, &office, &batch.operations).await?;
        Ok(Self {
            office,
            histories,
            known,
        })
    }

    /// Operations that are missing in the middle of a history and proven by the ones after them, the
    /// last ones first, since each proves the one before.
    fn holes(&self, operations: &[(i64, Checked)]) -> BTreeSet<Uuid> {
        let mut links: HashMap<(Uuid, i64), &[u8]> = HashMap::new();
        for ((device, dseq), known) in &self.known {
            links.insert((*device, dseq - 1), &known.prev_hash);
        }
        let mut holes = BTreeSet::new();
        let mut last_first: Vec<&Checked> = operations.iter().map(|(_, checked)| checked).collect();
        last_first.sort_by_key(|checked| std::cmp::Reverse(checked.dseq));
        for checked in last_first {
            let device = checked.operation.device;
            let Some(history) = self.histories.get(&device) else {
                continue;
            };
            let linked = links.get(&(device, checked.dseq)).copied();
            let known = self.known_hash(checked);
            let judged = judge_return(&history.held, &checked.link(), (known, linked));
            if judged == Return::Hole {
                holes.insert(checked.operation.op_id);
                links.insert((device, checked.dseq - 1), &checked.prev_hash);
            }
        }
        holes
    }

    fn known_hash(&self, checked: &Checked) -> Option<&[u8]> {
        let known = self.known.get(&(checked.operation.device, checked.dseq))?;
        Some(&known.hash)
    }

    fn judge(&self, checked: &Checked, is_hole: bool) -> Result<Return, NotTaken> {
        if is_hole {
            return Ok(Return::Hole);
        }
        let history = self.histories.get(&checked.operation.device);
        let history = history.ok_or(NotTaken::UnknownDevice)?;
        let known = self.known_hash(checked);
        let judged = judge_return(&history.held, &checked.link(), (known, None));
        match judged {
            Return::Next if !history.may_continue => Err(NotTaken::NotLost),
            judged => Ok(judged),
        }
    }

    /// The history goes on with this operation.
    fn advance(&mut self, checked: &Checked) {
        if let Some(history) = self.histories.get_mut(&checked.operation.device) {
            history.held = Held {
                acked: checked.operation.dseq,
                hash: checked.hash.clone(),
            };
            history.changed = true;
        }
    }

    fn receipt_of(&self, checked: &Checked) -> Option<Receipt> {
        let known = self.known.get(&(checked.operation.device, checked.dseq))?;
        Some(receipt(checked, known.verdict.repeated(), known.position))
    }

    /// Stores operations of one device at the end of the feed and applies them.
    async fn take(
        &self,
        transaction: &Transaction<'_>,
        run: Vec<Checked>,
    ) -> Result<Vec<(Uuid, Receipt)>, Refusal> {
        let Some(first) = run.first() else {
            return Ok(Vec::new());
        };
        let device = self.device(first);
        let by_central = self
            .histories
            .get(&device.id)
            .is_some_and(|history| history.kind != Kind::Desk);
        let before = feed_log::allocate(transaction, &self.office, run.len()).await?;
        // The office's row is locked.
        let before = before.unwrap_or(0);
        let applied = apply::apply(transaction, (&self.office, by_central), &run, before).await?;
        let rows = (run.as_slice(), applied.as_slice());
        let inserted = feed_log::insert_operations(transaction, &device, rows, before).await;
        inserted.map_err(refuse_second_use)?;
        let stored = run.iter().zip(&applied).zip(before + 1..);
        Ok(stored
            .map(|((checked, applied), position)| {
                let receipt = receipt(checked, applied.verdict.outcome(), position);
                (checked.operation.op_id, receipt)
            })
            .collect())
    }

    /// Puts an operation back where it was in the feed, or at its end where that place was given to
    /// another. The tables have known it all the time.
    async fn fill(
        &self,
        transaction: &Transaction<'_>,
        (position, checked): (i64, Checked),
    ) -> Result<Receipt, Refusal> {
        let free = transaction
            .prepare_cached(
                "select $2::bigint between 1 and feed_head and not exists (
                     select from operations where office_id = $1 and position = $2)
                   from offices where office_id = $1",
            )
            .await?;
        let free = transaction
            .query_one(&free, &[&self.office, &position])
            .await?;
        let before = if free.get(0) {
            position - 1
        } else {
            let before = feed_log::allocate(transaction, &self.office, 1).await?;
            before.unwrap_or(0)
        };
        let applied = [apply::known_before(&checked.operation, &self.office)];
        let device = self.device(&checked);
        let day = day_of(checked.operation.device_time);
        let run = [checked];
        let rows = (run.as_slice(), applied.as_slice());
        let inserted = feed_log::insert_operations(transaction, &device, rows, before).await;
        inserted.map_err(refuse_second_use)?;
        digest::void_day(transaction, &self.office, (day, before + 1)).await?;
        let [checked] = run;
        tracing::warn!(
            office = self.office,
            position = before + 1,
            "a lost operation was put back"
        );
        Ok(receipt(&checked, Outcome::Applied, before + 1))
    }

    fn device(&self, checked: &Checked) -> Device {
        Device {
            office: self.office.clone(),
            id: checked.operation.device,
        }
    }

    /// Writes down what is held of each device now.
    async fn close(&self, transaction: &Transaction<'_>) -> Result<(), Refusal> {
        for (device, history) in self.histories.iter().filter(|(_, history)| history.changed) {
            let Held { acked, hash } = &history.held;
            let acked = i64::try_from(*acked).unwrap_or(i64::MAX);
            match history.kind {
                Kind::Desk => {
                    let update = "update devices set acked_dseq = $3, acked_hash = $4
                         where office_id = $1 and device_id = $2";
                    let update = transaction.prepare_cached(update).await?;
                    let values: [&(dyn ToSql + Sync); 4] = [&self.office, device, &acked, hash];
                    transaction.execute(&update, &values).await?;
                }
                Kind::Central { epoch, .. } => {
                    let upsert = "insert into central_devices (office_id, epoch, device_id,
                             last_dseq, last_hash)
                         values ($1, $2, $3, $4, $5)
                         on conflict (office_id, epoch) do update
                         set last_dseq = excluded.last_dseq, last_hash = excluded.last_hash";
                    let upsert = transaction.prepare_cached(upsert).await?;
                    let values: [&(dyn ToSql + Sync); 5] =
                        [&self.office, &epoch, device, &acked, hash];
                    transaction.execute(&upsert, &values).await?;
                }
            }
        }
        Ok(())
    }
}

/// The desks' histories, locked; refuses a sender that is not let in.
async fn desks(
    transaction: &Transaction<'_>,
    sender: &Device,
    devices: &[Uuid],
) -> Result<HashMap<Uuid, History>, Refusal> {
    let lock = transaction
        .prepare_cached(
            "select device_id, acked_dseq, acked_hash, revoked_at is not null,
                    quarantined_at is not null
               from devices where office_id = $1 and device_id = any($2)
              order by device_id for update",
        )
        .await?;
    let rows = transaction
        .query(&lock, &[&sender.office, &devices])
        .await?;
    let restored = format!(
        "select previous_epoch is not null
            and epoch_started_at > now() - interval '{AFTER_RESTORE}' from server_state"
    );
    let restored = transaction.prepare_cached(&restored).await?;
    let restored: bool = transaction.query_one(&restored, &[]).await?.get(0);
    let mut histories = HashMap::new();
    for row in &rows {
        let device: Uuid = row.get(0);
        if device == sender.id {
            check_standing(row.get(3), row.get(4))?;
        }
        let kind = (Kind::Desk, restored || device == sender.id);
        histories.insert(device, history(kind, (row.get(1), row.get(2))));
    }
    Ok(histories)
}

/// Central's own histories, of the epochs the desk names.
async fn central(
    transaction: &Transaction<'_>,
    office: &str,
    (devices, epochs): (&[Uuid], &[Uuid]),
) -> Result<HashMap<Uuid, History>, Refusal> {
    let now = super::epoch(transaction).await?;
    let read = transaction
        .prepare_cached(
            "select device_id, last_dseq, last_hash from central_devices
              where office_id = $1 and device_id = any($2)",
        )
        .await?;
    let rows = transaction.query(&read, &[&office, &devices]).await?;
    let held: HashMap<Uuid, (i64, Vec<u8>)> = rows
        .iter()
        .map(|row: &Row| (row.get(0), (row.get(1), row.get(2))))
        .collect();
    let named = epochs
        .iter()
        .map(|epoch| (central_device(office, *epoch), *epoch));
    Ok(named
        .filter(|(device, _)| devices.contains(device))
        .map(|(device, epoch)| {
            let nothing = || (0, vec![0; 32]);
            let held = held.get(&device).cloned().unwrap_or_else(nothing);
            let history = history((Kind::Central { epoch }, epoch < now), held);
            (device, history)
        })
        .collect())
}

fn history((kind, may_continue): (Kind, bool), (acked, hash): (i64, Vec<u8>)) -> History {
    History {
        kind,
        may_continue,
        held: Held {
            acked: feed_log::unsigned(acked),
            hash,
        },
        changed: false,
    }
}

/// What is held at the places of the operations and right after them.
async fn known(
    transaction: &Transaction<'_>,
    office: &str,
    operations: &[(i64, Checked)],
) -> Result<HashMap<(Uuid, i64), Known>, Refusal> {
    let places = operations.iter().flat_map(|(_, checked)| {
        let device = checked.operation.device;
        [(device, checked.dseq), (device, checked.dseq + 1)]
    });
    let places: BTreeSet<(Uuid, i64)> = places.collect();
    let (devices, dseqs): (Vec<Uuid>, Vec<i64>) = places.into_iter().unzip();
    let find = transaction
        .prepare_cached(
            "select held.device_id, held.dseq, held.hash, held.prev_hash, held.position,
                    held.outcome, held.review_id, held.reject_reason
               from unnest($2::uuid[], $3::bigint[]) as wanted (device_id, dseq)
               join operations held on held.office_id = $1
                and held.device_id = wanted.device_id and held.dseq = wanted.dseq",
        )
        .await?;
    let rows = transaction
        .query(&find, &[&office, &devices, &dseqs])
        .await?;
    let known = |row: &Row| {
        let known = Known {
            hash: row.get("hash"),
            prev_hash: row.get("prev_hash"),
            verdict: Verdict::of(row),
            position: row.get("position"),
        };
        ((row.get("device_id"), row.get("dseq")), known)
    };
    Ok(rows.iter().map(known).collect())
}

fn refusal(error: OwnError) -> Refusal {
    match error {
        OwnError::Database(error) => error.into(),
        other => Problem::new(ProblemCode::Invalid, other.to_string()).into(),
    }
}
