//! `acikkapi demo-data`.

use super::program::Home;
use std::fs;

const MAKE: &str = "demo-data --applications 12 --seed 3 --lang en";

#[test]
fn an_office_is_made_that_the_doctor_finds_sound() {
    let home = Home::new();
    let said = home.run_line(MAKE).well();
    assert!(said.contains("12 made-up applications"), "{said}");
    assert!(said.contains("ACIKKAPI_DESK_DATA_DIR"), "{said}");
    let mut doctor = home.command(&["doctor", "--lang", "en"]);
    let folder = home.path("acikkapi-demo-data");
    let doctor = doctor.env("ACIKKAPI_DESK_DATA_DIR", &folder).output();
    let said = String::from_utf8(doctor.expect("runs").stdout).expect("UTF-8");
    for sentence in [
        "The chain of records is whole",
        "equal those rebuilt from the records",
    ] {
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
}

#[test]
fn an_office_that_exists_is_left_alone() {
    let home = Home::new();
    let real = home.path(".local/share/acikkapi");
    fs::create_dir_all(&real).expect("made");
    for file in ["desk.db", "desk.key"] {
        let file = real.join(file);
        fs::write(&file, "real").expect("written");
        let line = format!("{MAKE} --into {}", real.display());
        let complaint = home.run_line(&line).complaint(1);
        assert!(complaint.contains("may be a real office's"), "{complaint}");
        assert_eq!(fs::read_to_string(&file).expect("read"), "real");
        assert_eq!(fs::read_dir(&real).expect("a folder").count(), 1);
        fs::remove_file(file).expect("removed");
    }
}

#[test]
fn what_cannot_be_made_is_refused_with_a_sentence() {
    let home = Home::new();
    for count in ["-1", "many", "20000001"] {
        let line = format!("demo-data --applications={count} --lang en");
        let complaint = home.run_line(&line).complaint(2);
        assert!(complaint.contains(count), "{complaint}");
    }
    let complaint = home
        .run_line("demo-data --applications 1 --into /proc/nowhere --lang en")
        .complaint(1);
    assert!(complaint.contains("/proc/nowhere"), "{complaint}");
}
