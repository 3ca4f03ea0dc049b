//! What PostgreSQL takes without central: the same operations into the same table, in the same
//! batches, each in one statement and one transaction.

use super::days::Batch;
use super::parts::postgres::Cluster;
use acikkapi::sync::wire::Operation;
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use std::time::Instant;
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, Statement};
use uuid::Uuid;

/// Tables of the schema, and of them only the operations.
const SCHEMA: &str = include_str!("../../assets/migrations/central/0001_sync.sql");

const INSERT: &str = "
    insert into operations (office_id, device_id, position, dseq, op_id, prev_hash, hash, actor,
        role_version, schema_version, kind, case_id, base_revision, body, device_time, person_id,
        outcome, understood)
    select $1, $2, dseq, dseq, op_id, prev_hash, hash, actor, 1, 1, kind, case_id, null, body,
        device_time, null, 'applied', true
      from unnest($3::bigint[], $4::uuid[], $5::bytea[], $6::bytea[], $7::text[], $8::text[],
        $9::uuid[], $10::text[], $11::timestamptz[])
        as batch (dseq, op_id, prev_hash, hash, actor, kind, case_id, body, device_time)";

/// A batch as arrays of its columns.
struct Columns {
    office: String,
    device: Uuid,
    dseq: Vec<i64>,
    op_id: Vec<Uuid>,
    prev_hash: Vec<Vec<u8>>,
    hash: Vec<Vec<u8>>,
    actor: Vec<String>,
    kind: Vec<String>,
    case_id: Vec<Option<Uuid>>,
    body: Vec<String>,
    device_time: Vec<DateTime<Utc>>,
}

impl Columns {
    fn of(batch: &Batch) -> Self {
        let operations = &batch.operations;
        let hex = |text: &String| HEXLOWER.decode(text.as_bytes()).expect("a hash");
        fn each<T>(operations: &[Operation], value: impl Fn(&Operation) -> T) -> Vec<T> {
            operations.iter().map(value).collect()
        }
        Self {
            office: operations[0].office.clone(),
            device: operations[0].device,
            dseq: each(operations, |one| one.dseq as i64),
            op_id: each(operations, |one| one.op_id),
            prev_hash: each(operations, |one| hex(&one.prev_hash)),
            hash: each(operations, |one| hex(&one.hash)),
            actor: each(operations, |one| one.actor.clone()),
            kind: each(operations, |one| one.kind.clone()),
            case_id: each(operations, |one| one.case_id),
            body: each(operations, |one| one.body.clone()),
            device_time: each(operations, |one| one.device_time),
        }
    }
}

/// Operations a second, over so many connections.
pub fn rate(
    (runtime, cluster): (&Runtime, &Cluster),
    batches: &[&Batch],
    connections: usize,
) -> f64 {
    let database = cluster.database();
    database.execute(SCHEMA);
    // The partial index central's later schema has on the table too.
    database.execute(
        "create index on operations (office_id, person_id, position) where kind = 'person_recorded'",
    );
    let columns: Vec<Columns> = batches.iter().map(|batch| Columns::of(batch)).collect();
    let rows: usize = columns.iter().map(|batch| batch.dseq.len()).sum();
    let mut shares: Vec<Vec<Columns>> = (0..connections).map(|_| Vec::new()).collect();
    for (nth, batch) in columns.into_iter().enumerate() {
        shares[nth % connections].push(batch);
    }
    let seconds = runtime.block_on(async {
        let mut sessions = Vec::new();
        for share in shares {
            let (client, connection) = tokio_postgres::connect(&database.url, NoTls)
                .await
                .expect("connected");
            tokio::spawn(connection);
            let insert = client.prepare(INSERT).await.expect("prepared");
            sessions.push((client, insert, share));
        }
        let started = Instant::now();
        let mut tasks = Vec::new();
        for (client, insert, share) in sessions {
            tasks.push(tokio::spawn(async move {
                for batch in &share {
                    store(&client, &insert, batch).await;
                }
            }));
        }
        for task in tasks {
            task.await.expect("stored");
        }
        started.elapsed().as_secs_f64()
    });
    rows as f64 / seconds
}

async fn store(client: &Client, insert: &Statement, batch: &Columns) {
    let Columns {
        office,
        device,
        dseq,
        op_id,
        prev_hash,
        hash,
        actor,
        kind,
        case_id,
        body,
        device_time,
    } = batch;
    client
        .execute(
            insert,
            &[
                office,
                device,
                dseq,
                op_id,
                prev_hash,
                hash,
                actor,
                kind,
                case_id,
                body,
                device_time,
            ],
        )
        .await
        .expect("stored");
}
