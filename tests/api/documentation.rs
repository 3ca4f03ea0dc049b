//! The commands of `docs/api.md` do what it says.

use crate::support::central::Central;
use crate::support::program::Home;
use std::path::Path;
use std::process::Command;

#[test]
fn the_worked_example_works() {
    let central = Central::start();
    central.open_office("32000");
    let home = Home::with_settings(&format!(
        "language = \"en\"\n[central]\ndatabase = {:?}\ndata_dir = {:?}\n",
        central.database.url, central.settings.data_dir
    ));
    let text = include_str!("../../docs/api.md");
    let blocks = text.split("```sh\n").skip(1);
    let commands = blocks.map(|block| block.split("```").next().expect("its end"));
    let script = format!("set -euo pipefail\n{}", commands.collect::<String>());
    let program = Path::new(env!("CARGO_BIN_EXE_acikkapi"));
    let path = std::env::var("PATH").expect("a path");
    let output = Command::new("bash")
        .args(["-c", &script])
        .env("HOME", home.path(""))
        .env(
            "PATH",
            format!("{}:{path}", program.parent().expect("a folder").display()),
        )
        .env("server", central.url())
        .env(
            "CURL_CA_BUNDLE",
            central.settings.data_dir.join("central-ca.pem"),
        )
        .current_dir(home.path(""))
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complained}");
    for part in [
        "web-site is registered.",
        "\"per_minute\":600",
        "\"remarks\":[]",
        "\"stage\":\"received\"",
        "API key of belediye:",
    ] {
        assert!(said.contains(part), "{part}: {said}{complained}");
    }
}
