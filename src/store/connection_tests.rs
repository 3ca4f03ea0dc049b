use super::super::fixture::{Script, desk, location, open as open_store};
use super::super::{Store, StoreError};
use super::*;
use rusqlite::StatementStatus;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

/// Why the file cannot be opened.
fn refusal(location: &Location) -> StoreError {
    match Store::open(location.clone(), Box::new(Script::new())) {
        Err(error) => error,
        Ok(_) => panic!("it opened"),
    }
}

/// A file that exists and is closed.
fn closed_desk() -> (TempDir, Location) {
    let (folder, store) = desk();
    drop(store);
    let location = location(&folder);
    (folder, location)
}

#[test]
fn this_build_has_a_safe_sqlite_with_encryption() {
    check_sqlite().unwrap();
    let connection = Connection::open_in_memory().unwrap();
    let cipher: String = connection
        .pragma_query_value(None, "cipher_version", |row| row.get(0))
        .unwrap();
    assert!(cipher.starts_with("4."), "{cipher}");
}

#[test]
fn a_new_desk_is_encrypted_and_private() {
    let (_folder, location) = closed_desk();
    let bytes = fs::read(&location.database).unwrap();
    assert!(!bytes.starts_with(PLAIN_HEADER));
    for name in [b"operations".as_slice(), b"person_keys"] {
        assert!(!bytes.windows(name.len()).any(|window| window == name));
    }
    let names: Vec<_> = fs::read_dir(location.database.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["desk.db", "desk.key", "desk.db.lock"].contains(&name.as_str()))
        .collect();
    assert_eq!(names, [""; 0], "nothing is left beside it");
}

#[test]
fn a_folder_made_for_the_desk_is_closed_to_others() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a").join("b");
    Store::open(Location::in_folder(&inner), Box::new(Script::new())).unwrap();
    let mode = fs::metadata(&inner).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn every_connection_has_the_settings() {
    let (_folder, location) = closed_desk();
    let connection = open(&location, Use::Read).unwrap();
    for (pragma, value) in [
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("synchronous", 2),
        ("query_only", 1),
        ("application_id", APPLICATION_ID),
        ("user_version", migrations::NEWEST),
    ] {
        let set: i64 = connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .unwrap();
        assert_eq!(set, value, "{pragma}");
    }
    let refused = connection.execute("delete from device", []).unwrap_err();
    assert!(matches!(StoreError::from(refused), StoreError::ReadOnly));
}

#[test]
fn a_missing_key_is_an_error_and_no_key_is_made() {
    let (_folder, location) = closed_desk();
    let key = location.key.clone().unwrap();
    fs::remove_file(&key).unwrap();
    assert!(matches!(refusal(&location), StoreError::KeyMissing(path) if path == key));
    assert!(!key.exists());
}

#[test]
fn another_key_does_not_open_it() {
    let (_folder, location) = closed_desk();
    let key = location.key.clone().unwrap();
    fs::write(&key, "5a".repeat(32)).unwrap();
    assert!(matches!(refusal(&location), StoreError::KeyDoesNotFit(_)));
}

#[test]
fn a_database_made_again_after_its_removal_uses_the_same_key() {
    let (folder, location) = closed_desk();
    let key = fs::read(location.key.as_ref().unwrap()).unwrap();
    fs::remove_file(&location.database).unwrap();
    open_store(&folder);
    assert_eq!(fs::read(location.key.as_ref().unwrap()).unwrap(), key);
}

#[test]
fn a_journal_without_its_database_is_not_run_over() {
    let (folder, location) = closed_desk();
    fs::remove_file(&location.database).unwrap();
    let journal = folder.path().join("desk.db-wal");
    fs::write(&journal, "last records").unwrap();
    assert!(matches!(refusal(&location), StoreError::Damaged(_)));
    assert_eq!(fs::read(&journal).unwrap(), b"last records");
    assert!(!location.database.exists());
}

#[test]
fn a_foreign_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("other.db");
    let other = Connection::open(&plain).unwrap();
    other.execute_batch("create table songs (name)").unwrap();
    other.close().unwrap();
    let before = fs::read(&plain).unwrap();
    let unencrypted = Location::without_key(&plain);
    assert!(matches!(refusal(&unencrypted), StoreError::Foreign(_)));
    let (_other_folder, with_key) = closed_desk();
    let encrypted = Location {
        database: plain.clone(),
        key: with_key.key,
    };
    assert!(matches!(refusal(&encrypted), StoreError::Foreign(_)));
    assert_eq!(fs::read(&plain).unwrap(), before);
    let photo = folder.path().join("photo.jpg");
    fs::write(&photo, [0xff; 5000]).unwrap();
    let photo = Location::without_key(&photo);
    assert!(matches!(refusal(&photo), StoreError::KeyDoesNotFit(_)));
}

#[test]
fn a_file_cut_off_anywhere_is_damaged_and_kept() {
    let (_folder, location) = closed_desk();
    let whole = fs::read(&location.database).unwrap();
    for length in [0, 100, 511] {
        fs::write(&location.database, &whole[..length]).unwrap();
        assert!(
            matches!(refusal(&location), StoreError::Damaged(_)),
            "{length}"
        );
        let kept = fs::read(&location.database).unwrap();
        assert_eq!(kept.len(), length);
    }
    for length in [600, 4095] {
        fs::write(&location.database, &whole[..length]).unwrap();
        let refusal = refusal(&location);
        assert!(
            matches!(
                refusal,
                StoreError::Damaged(_) | StoreError::KeyDoesNotFit(_)
            ),
            "{length}: {refusal}"
        );
    }
    for length in [4096, whole.len() / 2, whole.len() - 1] {
        fs::write(&location.database, &whole[..length]).unwrap();
        assert!(
            matches!(refusal(&location), StoreError::Damaged(_)),
            "{length}"
        );
    }
}

#[test]
fn a_newer_database_is_refused() {
    let (folder, location) = closed_desk();
    let connection = open(&location, Use::Write).unwrap();
    let newer = migrations::NEWEST + 1;
    connection
        .pragma_update(None, "user_version", newer)
        .unwrap();
    connection.close().unwrap();
    assert!(matches!(
        refusal(&location),
        StoreError::Newer { found, .. } if found == newer
    ));
    drop(folder);
}

#[test]
fn a_demonstration_needs_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::without_key(folder.path().join("demo.db"));
    drop(Store::open(location.clone(), Box::new(Script::new())).unwrap());
    assert!(is_plain_sqlite(&location.database));
    Store::open(location, Box::new(Script::new())).unwrap();
}

#[test]
fn processes_that_start_at_once_get_one_database() {
    let folder = tempfile::tempdir().unwrap();
    let location = location(&folder);
    let devices: Vec<_> = thread::scope(|scope| {
        let open = || {
            let store = Store::open(location.clone(), Box::new(Script::new())).unwrap();
            store.device_id().unwrap()
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        let joined = threads.into_iter().map(|thread| thread.join().unwrap());
        joined.collect()
    });
    assert!(devices.iter().all(|device| *device == devices[0]));
}

#[test]
fn a_kept_statement_is_compiled_once() {
    let (_folder, store) = desk();
    let connection = open(store.location(), Use::Read).unwrap();
    for day in ["2026-03-10", "2026-03-11", "2026-03-12"] {
        let last = "select max(number) from tickets where day = ?1";
        let mut last = connection.prepare_cached(last).unwrap();
        let found: Option<u32> = last.query_row([day], |row| row.get(0)).unwrap();
        assert_eq!(found, None);
        assert_eq!(last.get_status(StatementStatus::RePrepare), 0);
    }
}
