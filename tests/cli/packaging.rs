//! The files for systemd fit the program.

use super::program::Home;
use std::fs;
use std::path::Path;
use std::process::Command;

const UNITS: [&str; 2] = ["acikkapi-central.service", "acikkapi-central@.service"];

fn unit(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/systemd");
    fs::read_to_string(folder.join(name)).expect("a unit")
}

/// What follows a name in the lines of a unit.
fn values<'a>(unit: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let line = move |line: &'a str| line.strip_prefix(name)?.strip_prefix('=');
    unit.lines().filter_map(line)
}

#[test]
fn the_units_start_a_command_and_set_settings_there_are() {
    let home = Home::new();
    for unit in UNITS.map(unit) {
        let command = values(&unit, "ExecStart").next().expect("a command");
        let words = command
            .strip_prefix("/usr/bin/acikkapi ")
            .expect("the program");
        home.run_line(&format!("{words} --help --lang en")).well();
        for setting in values(&unit, "Environment") {
            let (name, value) = setting.split_once('=').expect("a variable");
            let value = value.replace("%i", "8444");
            let mut check = home.command(&["config", "check", "--lang", "en"]);
            let said = check.env(name, &value).output().expect("it runs");
            assert!(said.status.success(), "{setting}: {said:?}");
            let mut check = home.command(&["config", "check", "--lang", "en"]);
            let said = check.env(name, "\u{1}").output().expect("it runs");
            assert!(!said.status.success(), "{name} is no setting");
        }
    }
}

#[test]
fn systemd_understands_the_units() {
    let home = Home::new();
    let found = Command::new("systemd-analyze").arg("--version").output();
    // A machine without systemd runs no units.
    if !found.is_ok_and(|output| output.status.success()) {
        return;
    }
    for name in UNITS {
        // It looks for the program, which is not installed here.
        let unit = unit(name).replace("/usr/bin/acikkapi", "/bin/true");
        let path = home.path(&name.replace("@.", "@8444."));
        fs::write(&path, unit).expect("written");
        let said = Command::new("systemd-analyze")
            .args(["verify", "--man=no"])
            .arg(&path)
            .output()
            .expect("it runs");
        let complaints = String::from_utf8_lossy(&said.stderr);
        assert!(
            said.status.success() && complaints.is_empty(),
            "{name}: {complaints}"
        );
    }
}
