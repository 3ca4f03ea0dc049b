use super::super::fixture::{Script, desk, event, location, open, staff};
use super::super::{Reader, Store, check};
use super::*;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// A desk with an office and `notes` notes.
fn desk_with(notes: u128) -> (TempDir, Store) {
    let (folder, mut store) = desk();
    store
        .transact(|tx| tx.append(staff(1), event::office()))
        .unwrap();
    for visitor in 1..=notes {
        add(&mut store, visitor);
    }
    (folder, store)
}

fn add(store: &mut Store, visitor: u128) {
    store
        .transact(|tx| tx.append(staff(1), event::note(visitor, "a note")))
        .unwrap();
}

fn copy_of(folder: &TempDir) -> PathBuf {
    folder.path().join("copy.db")
}

fn back_up(folder: &TempDir) -> Backup {
    create(&location(folder), &copy_of(folder), &mut Script::new()).unwrap()
}

fn restored(folder: &TempDir) -> Result<Restored> {
    restore(&location(folder), &copy_of(folder), &mut Script::new())
}

fn records(store: &Store) -> u64 {
    let chain = check::chain(&Reader::open(store.location()).unwrap()).unwrap();
    assert_eq!(chain.fault, None);
    chain.records
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_whole_encrypted_with_the_same_key_and_closed_to_others() {
    let (folder, store) = desk_with(3);
    let made = back_up(&folder);
    assert_eq!(made.records, 4);
    let bytes = fs::read(copy_of(&folder)).unwrap();
    assert_eq!(bytes.len() as u64, made.bytes);
    assert!(!bytes.windows(10).any(|part| part == b"operations"));
    let mode = fs::metadata(copy_of(&folder)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let copy = Location {
        database: copy_of(&folder),
        ..location(&folder)
    };
    assert_eq!(
        records(&Store::open(copy, Box::new(Script::new())).unwrap()),
        4
    );
    drop(store);
}

#[test]
fn a_copy_made_while_others_write_is_whole() {
    let (folder, mut store) = desk_with(1);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                add(&mut store, 1);
            }
        });
        for _ in 0..5 {
            assert!(back_up(&folder).records >= 2);
        }
        done.store(true, Ordering::Relaxed);
        writer.join().unwrap();
    });
}

#[test]
fn a_copy_replaces_an_older_one_and_never_the_desks_own_files() {
    let (folder, store) = desk_with(1);
    fs::write(copy_of(&folder), "older").unwrap();
    back_up(&folder);
    let own = location(&folder);
    for target in [&own.database, own.key.as_ref().unwrap()] {
        let before = fs::read(target).unwrap();
        let refused = create(&own, target, &mut Script::new());
        assert!(matches!(refused, Err(StoreError::OwnFile(_))));
        assert_eq!(fs::read(target).unwrap(), before);
    }
    let nowhere = folder.path().join("no/folder/copy.db");
    assert!(matches!(
        create(&own, &nowhere, &mut Script::new()),
        Err(StoreError::File { .. })
    ));
    drop(store);
    let expected = ["copy.db", "desk.db", "desk.db.lock", "desk.key"];
    assert_eq!(names(&folder), expected);
}

#[test]
fn a_restored_desk_is_a_new_device_with_its_history() {
    let (folder, mut store) = desk_with(2);
    store.transact(|tx| tx.set_device_number(51)).unwrap();
    let former = store.device_id().unwrap();
    back_up(&folder);
    add(&mut store, 3);
    drop(store);
    let done = restored(&folder).unwrap();
    assert_eq!(done.records, 4, "three, and that it was restored");
    assert!(done.last_record_at.is_some());
    let mut store = open(&folder);
    assert_ne!(store.device_id().unwrap(), former);
    let reader = Reader::open(store.location()).unwrap();
    assert_eq!(reader.read().device().unwrap().1, None);
    assert_eq!(reader.read().former_device_numbers().unwrap(), [51]);
    add(&mut store, 3);
    assert_eq!(records(&store), 5);
    assert_eq!(
        check::projections(store.location(), &mut Script::new()).unwrap(),
        []
    );
    // The file that was there is kept, with the record that is in no copy.
    let kept = Location {
        database: done.replaced.unwrap(),
        ..location(&folder)
    };
    assert_eq!(
        records(&Store::open(kept, Box::new(Script::new())).unwrap()),
        4
    );
}

#[test]
fn every_replaced_file_is_kept() {
    let (folder, store) = desk_with(1);
    back_up(&folder);
    drop(store);
    let now = "2026-03-10T07:30:00Z".parse().unwrap();
    let database = location(&folder).database;
    let kept: Vec<_> = (0..3)
        .map(|_| keep_replaced(&database, now).unwrap().unwrap())
        .collect();
    assert!(kept[0].ends_with("desk.db.replaced-2026-03-10-103000"));
    assert!(kept[2].ends_with("desk.db.replaced-2026-03-10-103000-3"));
    assert!(kept.iter().all(|name| name.exists()));
}

#[test]
fn nothing_is_restored_while_a_counter_is_open() {
    let (folder, store) = desk_with(1);
    back_up(&folder);
    assert!(matches!(restored(&folder), Err(StoreError::InUse(_))));
    drop(store);
    let reader = Reader::open(&location(&folder)).unwrap();
    assert!(matches!(restored(&folder), Err(StoreError::InUse(_))));
    drop(reader);
    restored(&folder).unwrap();
}

#[test]
fn a_bad_copy_changes_nothing() {
    let (folder, store) = desk_with(40);
    back_up(&folder);
    drop(store);
    let before = fs::read(location(&folder).database).unwrap();
    let whole = fs::read(copy_of(&folder)).unwrap();
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    flipped[middle] ^= 1;
    for bad in [
        &b""[..],
        &b"a letter"[..],
        &whole[..whole.len() / 2],
        &flipped,
    ] {
        fs::write(copy_of(&folder), bad).unwrap();
        let refused = restored(&folder).unwrap_err();
        assert!(
            matches!(
                refused,
                StoreError::Damaged(_) | StoreError::KeyDoesNotFit(_)
            ),
            "{refused}"
        );
        assert_eq!(fs::read(location(&folder).database).unwrap(), before);
    }
    fs::remove_file(copy_of(&folder)).unwrap();
    assert!(matches!(restored(&folder), Err(StoreError::File { .. })));
    assert_eq!(names(&folder), ["desk.db", "desk.db.lock", "desk.key"]);
}

#[test]
fn a_copy_whose_log_was_tampered_with_is_refused() {
    let (folder, store) = desk_with(3);
    back_up(&folder);
    drop(store);
    let copy = Location {
        database: copy_of(&folder),
        ..location(&folder)
    };
    let tampered = connection::open(&copy, Use::Write).unwrap();
    tampered
        .execute("update operations set actor = 'x' where seq = 2", [])
        .unwrap();
    tampered.close().unwrap();
    let Err(StoreError::Damaged(detail)) = restored(&folder) else {
        panic!("it was restored");
    };
    assert!(detail.contains("record 2"), "{detail}");
}

#[test]
fn a_desk_is_restored_on_a_new_machine_and_over_a_ruin() {
    let (folder, store) = desk_with(3);
    back_up(&folder);
    drop(store);
    let own = location(&folder);
    fs::remove_file(&own.database).unwrap();
    assert_eq!(restored(&folder).unwrap().replaced, None);
    assert_eq!(records(&open(&folder)), 5);
    fs::write(&own.database, "a ruin").unwrap();
    let journal = journal_path(&own.database);
    fs::write(&journal, "its journal").unwrap();
    let kept = restored(&folder).unwrap().replaced.unwrap();
    assert_eq!(fs::read(&kept).unwrap(), b"a ruin");
    assert_eq!(fs::read(journal_path(&kept)).unwrap(), b"its journal");
    assert_eq!(records(&open(&folder)), 5);
}

#[test]
fn who_was_destroyed_after_the_copy_stays_destroyed() {
    let (folder, mut store) = desk_with(2);
    back_up(&folder);
    let person = PersonId(Uuid::from_u128(2));
    store.transact(|tx| tx.erase(person)).unwrap();
    drop(store);
    restored(&folder).unwrap();
    let mut store = open(&folder);
    let refused = store.transact(|tx| tx.append(staff(1), event::note(2, "more")));
    assert!(matches!(refused, Err(StoreError::PersonErased)));
    add(&mut store, 1);
    assert_eq!(
        check::projections(store.location(), &mut Script::new()).unwrap(),
        []
    );
}

#[test]
fn without_the_key_nothing_is_restored() {
    let (folder, store) = desk_with(1);
    back_up(&folder);
    drop(store);
    fs::remove_file(location(&folder).key.unwrap()).unwrap();
    assert!(matches!(restored(&folder), Err(StoreError::KeyMissing(_))));
    fs::write(location(&folder).key.unwrap(), "5a".repeat(32)).unwrap();
    let Err(StoreError::KeyDoesNotFit(path)) = restored(&folder) else {
        panic!("it was restored");
    };
    assert_eq!(path, copy_of(&folder));
}
