//! A migration while the program before it serves.

use crate::support::postgres::Database;
use crate::support::serving;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The schema of the program before the operator's tables.
const BEFORE: [&str; 6] = [
    include_str!("../../assets/migrations/central/0001_sync.sql"),
    include_str!("../../assets/migrations/central/0002_own.sql"),
    include_str!("../../assets/migrations/central/0003_officers.sql"),
    include_str!("../../assets/migrations/central/0004_messages.sql"),
    include_str!("../../assets/migrations/central/0005_cases.sql"),
    include_str!("../../assets/migrations/central/0006_case_files.sql"),
];

/// A database as that program left it, with an office and a device.
fn before() -> Database {
    let database = Database::fresh();
    database.execute(
        "create table schema_migrations (version integer primary key, sha256 bytea not null,
             applied_at timestamptz not null default now())",
    );
    for (sql, version) in BEFORE.iter().zip(1..) {
        database.execute(sql);
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(sql.as_bytes()));
        database.execute(&format!(
            "insert into schema_migrations (version, sha256)
             values ({version}, decode('{digest}', 'hex'))"
        ));
    }
    database.execute(
        "insert into offices (office_id) values ('32001');
         insert into devices (office_id, device_id, device_number, secret_hash, version)
         values ('32001', gen_random_uuid(), 1, decode(repeat('00', 32), 'hex'), '0.1.0')",
    );
    database
}

/// What that program does for a batch: the same tables, columns and locks.
const BATCH: &str = "
    begin;
    select acked_dseq, acked_hash, revoked_at is not null, quarantined_at is not null
      from devices where office_id = '32001' for update;
    update offices set feed_head = feed_head + 1, cases_position = feed_head + 1
     where office_id = '32001';
    insert into operations (office_id, device_id, position, dseq, op_id, prev_hash, hash, actor,
        role_version, schema_version, kind, body, device_time, outcome, understood)
    select '32001', device_id, feed_head, feed_head, gen_random_uuid(), '', '', 'clerk', 1, 1,
           'visit_opened', '{}', now(), 'applied', true
      from offices join devices using (office_id) where office_id = '32001';
    update devices set acked_dseq = acked_dseq + 1, last_seen_at = now()
     where office_id = '32001';
    commit";

#[test]
fn the_program_before_goes_on_while_the_database_is_migrated() {
    let database = before();
    let home = serving::home(&database.url);
    let done = AtomicBool::new(false);
    // Somebody reads a device for a while, as a slow report would: the migration must neither wait
    // for it in front of everybody nor fail.
    let reader = database.session();
    reader.execute("begin; select * from devices");
    thread::scope(|scope| {
        let serving = scope.spawn(|| {
            let session = database.session();
            let mut longest = Duration::ZERO;
            let mut batches = 0;
            while !done.load(Ordering::Relaxed) || batches < 20 {
                let started = Instant::now();
                session.execute(BATCH);
                longest = longest.max(started.elapsed());
                batches += 1;
                thread::sleep(Duration::from_millis(5));
            }
            (batches, longest)
        });
        let migrating = scope.spawn(|| home.run_line("central migrate").well());
        thread::sleep(Duration::from_secs(3));
        reader.execute("commit");
        let said = migrating.join().expect("migrated");
        assert!(
            said.starts_with("The database is ready for this version. Migrations applied: 7, "),
            "{said}"
        );
        done.store(true, Ordering::Relaxed);
        let (batches, longest) = serving.join().expect("it went on");
        // While the migration waits for its lock, for two seconds at most, batches wait behind it.
        assert!(longest < Duration::from_secs(4), "{longest:?}");
        let stored = database.value("select count(*) from operations");
        assert_eq!(stored, batches.to_string());
    });
    let said = home.run_line("central migrate").well();
    assert_eq!(
        said,
        "The database is ready for this version; there is nothing to do.\n"
    );
}

#[test]
fn a_newer_program_that_only_added_something_is_no_hindrance() {
    let database = Database::fresh();
    let home = serving::home(&database.url);
    home.run_line("central migrate").well();
    let newer = |version: u32, contracts: bool| {
        database.execute(&format!(
            "insert into schema_migrations (version, sha256, contracts)
             values ({version}, '', {contracts})"
        ));
    };
    newer(900, false);
    home.run_line("central migrate").well();
    newer(901, true);
    let said = home.run_line("central migrate").complaint(1);
    assert!(said.contains("newer version of the program"), "{said}");
    database.execute("delete from schema_migrations where version > 900");
    database.execute("update schema_migrations set sha256 = 'x' where version = 3");
    let said = home.run_line("central migrate").complaint(1);
    assert!(said.contains("schema history"), "{said}");
}
