//! Files the desk must not work on, and must not change.

use std::fs;

use crate::kept::assert_sound;
use crate::support::clerk::Clerk;
use crate::support::program::Home;

/// A home with an office that has given one ticket, closed.
fn office() -> Home {
    let home = Home::new();
    let mut clerk = Clerk::sets_up(&home);
    clerk.press("1");
    clerk.sees("GENEL 1 bekliyor");
    clerk.leaves();
    home
}

/// Opens the desk: it says `sentence` on the terminal it gave back, fails, and leaves the file as
/// it is.
#[track_caller]
fn assert_refused(home: &Home, sentence: &str) {
    let database = home.location().database;
    let before = fs::read(&database).expect("read");
    let mut clerk = Clerk::at(home, "");
    clerk.sees(sentence);
    assert!(!clerk.terminal.ended_well());
    assert!(clerk.terminal.is_given_back());
    assert!(fs::read(&database).expect("read") == before, "changed");
}

/// The one ticket is still waiting.
fn assert_nothing_is_lost(home: &Home) {
    let clerk = Clerk::comes_back(home);
    clerk.sees("GENEL 1 bekliyor");
    clerk.leaves();
    assert_sound(&home.location());
}

#[test]
fn a_file_of_a_newer_program_is_left_alone() {
    let home = office();
    let version = |version: &str| {
        let key = fs::read_to_string(home.location().key.expect("a key")).expect("read");
        let file = rusqlite::Connection::open(home.location().database).expect("opens");
        let keyed = format!("pragma key = \"x'{}'\";", key.trim());
        let before: i64 = file
            .execute_batch(&keyed)
            .and_then(|()| file.pragma_query_value(None, "user_version", |row| row.get(0)))
            .expect("read");
        file.execute_batch(&format!("pragma user_version = {version}"))
            .expect("written");
        before.to_string()
    };
    let own = version("999");
    assert_refused(
        &home,
        "Kayıt dosyası programın daha yeni bir sürümüyle yazılmış. Dosyaya dokunulmadı. Programı güncelleyin.",
    );
    version(&own);
    assert_nothing_is_lost(&home);
}

#[test]
fn a_file_that_lost_its_end_is_not_written_to() {
    let home = office();
    let database = home.location().database;
    let whole = fs::read(&database).expect("read");
    for length in [whole.len() / 2, whole.len() - 4096, 100, 0] {
        fs::write(&database, &whole[..length]).expect("cut");
        assert_refused(
            &home,
            "Kayıt dosyası bozuk ya da eksik. Üzerine yazılmadı. Dosyayı olduğu gibi saklayın",
        );
    }
    fs::write(&database, whole).expect("brought back");
    assert_nothing_is_lost(&home);
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let home = office();
    let database = home.location().database;
    let own = fs::read(&database).expect("read");
    fs::write(&database, "Sayın Valim,\n".repeat(1_000)).expect("written");
    assert_refused(&home, "bu anahtarla açılamıyor");
    fs::remove_file(&database).expect("removed");
    let other = rusqlite::Connection::open(&database).expect("opens");
    other
        .execute_batch("create table letters (text)")
        .expect("made");
    other.close().expect("closed");
    assert_refused(
        &home,
        "bir Açık Kapı kayıt dosyası değil. Dosyaya dokunulmadı.",
    );
    fs::write(&database, own).expect("brought back");
    assert_nothing_is_lost(&home);
}

#[test]
fn a_file_without_its_key_waits_for_it() {
    let home = office();
    let key = home.location().key.expect("a key");
    let away = key.with_extension("away");
    fs::rename(&key, &away).expect("moved");
    assert_refused(&home, "Kayıt dosyasının anahtarı bulunamadı:");
    assert!(!key.exists(), "no new key is made");
    fs::rename(&away, &key).expect("moved back");
    assert_nothing_is_lost(&home);
}
