use super::super::fixture::{desk, event, staff};
use super::super::{Reader, check};
use super::*;
use crate::sync::wire::operation_hash;
use proptest::prelude::*;

const RECORDS: u64 = 12;

/// A copy of a log of [`RECORDS`] records, in memory, free to be damaged.
fn log_to_damage() -> Connection {
    let (_folder, mut store) = desk();
    store
        .transact(|tx| {
            tx.append(staff(4), event::office())?;
            for number in 1..u128::from(RECORDS) {
                tx.append(staff(4), event::note(number, "a note"))?;
            }
            Ok::<_, super::super::StoreError>(())
        })
        .unwrap();
    let reader = Reader::open(store.location()).unwrap();
    assert_eq!(check::chain(&reader).unwrap(), whole());
    let mut copy = Connection::open_in_memory().unwrap();
    super::super::migrations::migrate(&mut copy).unwrap();
    let device = store.device_id().unwrap();
    copy.execute("insert into device (id, device) values (1, ?1)", [device])
        .unwrap();
    log::each_after(reader.connection(), device, 0, |operation| {
        log::insert(&copy, operation, true, None)?;
        Ok(true)
    })
    .unwrap();
    assert_eq!(verify(&copy).unwrap(), whole());
    copy
}

fn whole() -> Chain {
    Chain {
        records: RECORDS,
        fault: None,
    }
}

fn found(damaged: &Connection) -> ChainFault {
    verify_snapshot(damaged).unwrap().fault.expect("a fault")
}

/// Writes a record's own hash anew after it was changed.
fn forge_hash(damaged: &Connection, seq: u64) {
    let select = "select * from operations where seq = ?1";
    let mut operation = damaged
        .query_row_and_then(select, [seq as i64], log::operation)
        .unwrap();
    operation.hash = operation_hash(&operation);
    let update = "update operations set hash = ?2 where seq = ?1";
    damaged
        .execute(update, (seq as i64, operation.hash))
        .unwrap();
}

#[test]
fn any_changed_field_is_found() {
    let damaged = log_to_damage();
    for change in [
        "op_id = zeroblob(16)",
        "office = '34001'",
        "prev_hash = hash",
        "hash = prev_hash",
        "actor = actor || 'x'",
        "role_version = role_version + 1",
        "schema = schema + 1",
        "kind = kind || 'x'",
        "case_id = zeroblob(16)",
        "base_revision = 1",
        "body = replace(body, 'solved', 'not_solved')",
        "device_time = device_time + 1",
    ] {
        damaged.execute_batch("savepoint before").unwrap();
        let update = format!("update operations set {change} where seq = 5");
        damaged.execute(&update, []).unwrap();
        let fault = found(&damaged);
        assert_eq!((fault.seq, fault.kind), (5, FaultKind::Changed), "{change}");
        damaged
            .execute_batch("rollback to before; release before")
            .unwrap();
    }
    assert_eq!(verify(&damaged).unwrap(), whole());
}

#[test]
fn a_forged_record_is_found_at_the_next_one() {
    let damaged = log_to_damage();
    let update = "update operations set actor = 'other' where seq = 5";
    damaged.execute(update, []).unwrap();
    forge_hash(&damaged, 5);
    let fault = found(&damaged);
    assert_eq!((fault.seq, fault.kind), (6, FaultKind::Unlinked));
}

#[test]
fn a_log_shorter_than_central_knows_it_is_found() {
    let damaged = log_to_damage();
    damaged
        .execute("update device set acked = ?1", [RECORDS as i64])
        .unwrap();
    assert_eq!(verify(&damaged).unwrap(), whole());
    damaged
        .execute("update device set acked = ?1", [RECORDS as i64 + 1])
        .unwrap();
    assert_eq!(found(&damaged).kind, FaultKind::BehindCentral);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_flipped_bit_is_found(seq in 1..=RECORDS, at in any::<prop::sample::Index>(), bit in 0..7u8) {
        let damaged = log_to_damage();
        let select = "select cast(body as blob) from operations where seq = ?1";
        let mut body: Vec<u8> = damaged.query_row(select, [seq as i64], |row| row.get(0)).unwrap();
        // A flipped bit of an ASCII letter leaves text, which a column of text can hold.
        let ascii: Vec<usize> = (0..body.len()).filter(|at| body[*at].is_ascii()).collect();
        body[*at.get(&ascii)] ^= 1 << bit;
        let body = String::from_utf8(body).unwrap();
        damaged.execute("update operations set body = ?2 where seq = ?1", (seq as i64, body)).unwrap();
        let fault = found(&damaged);
        prop_assert_eq!((fault.seq, fault.kind), (seq, FaultKind::Changed));
    }

    #[test]
    fn a_deleted_record_is_found(seq in 1..=RECORDS) {
        let damaged = log_to_damage();
        damaged.execute("delete from operations where seq = ?1", [seq as i64]).unwrap();
        let fault = found(&damaged);
        prop_assert_eq!((fault.seq, fault.kind), (seq, FaultKind::Missing));
    }

    #[test]
    fn a_cut_off_end_is_found(kept in 0..RECORDS) {
        let damaged = log_to_damage();
        damaged.execute("delete from operations where seq > ?1", [kept as i64]).unwrap();
        let fault = found(&damaged);
        prop_assert_eq!((fault.seq, fault.kind), (kept + 1, FaultKind::Missing));
    }

    #[test]
    fn records_that_changed_places_are_found(one in 1..=RECORDS, other in 1..=RECORDS) {
        prop_assume!(one != other);
        let damaged = log_to_damage();
        let swap = "update operations set seq = -seq where seq in (?1, ?2);
            update operations set seq = ?1 + ?2 + seq where seq < 0;";
        for statement in swap.split_terminator(';').filter(|text| !text.trim().is_empty()) {
            damaged.execute(statement, [one as i64, other as i64]).unwrap();
        }
        let fault = found(&damaged);
        prop_assert_eq!((fault.seq, fault.kind), (one.min(other), FaultKind::Unlinked));
    }
}
