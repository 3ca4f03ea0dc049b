//! Help, completions and manual pages.

use super::program::Home;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// Every command, such as `central enrol`, found the way a reader finds it: in the help.
fn all_commands(home: &Home) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while let Some(command) = found.get(next).cloned() {
        next += 1;
        let help = home.run_line(&format!("{command} --lang en -h")).well();
        let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
        let listed = listed.take_while(|line| !line.is_empty());
        for name in listed.filter_map(|line| line.split_whitespace().next()) {
            found.push(format!("{command} {name}").trim().to_owned());
        }
    }
    found
}

#[test]
fn every_command_has_help_in_one_language() {
    let home = Home::new();
    let commands = all_commands(&home);
    for known in [
        "central enrol",
        "central new-epoch",
        "config check",
        "completions",
        "man",
    ] {
        assert!(
            commands.iter().any(|command| command == known),
            "{known}: {commands:?}"
        );
    }
    for command in commands {
        let turkish = home.run_line(&format!("{command} --lang tr --help")).well();
        let english = home.run_line(&format!("{command} --lang en --help")).well();
        for (help, other) in [
            (
                &turkish,
                [
                    "Usage",
                    "Options",
                    "Commands",
                    "OPTIONS",
                    "[default",
                    "possible values",
                ],
            ),
            (
                &english,
                [
                    "Kullanım",
                    "Seçenekler",
                    "Komutlar",
                    "SEÇENEKLER",
                    "[verilmezse",
                    "KOMUT",
                ],
            ),
        ] {
            for word in other {
                assert!(!help.contains(word), "{command}: {word} in\n{help}");
            }
            assert!(!help.contains("cli-"), "{command}: a key in\n{help}");
        }
        assert!(
            turkish.contains(
                &format!("Kullanım: acikkapi {command}")
                    .trim_end()
                    .to_owned()
            ),
            "{turkish}"
        );
        assert!(
            english.contains(&format!("Usage: acikkapi {command}").trim_end().to_owned()),
            "{english}"
        );
    }
}

#[test]
fn the_language_follows_option_settings_and_system() {
    let is_turkish = |home: &Home, line: &str, variables: &[(&str, &str)]| {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let output = home
            .command(&arguments)
            .envs(variables.iter().copied())
            .output();
        String::from_utf8(output.expect("started").stdout)
            .expect("UTF-8")
            .contains("Kullanım")
    };
    let bare = Home::new();
    assert!(is_turkish(&bare, "-h", &[]));
    assert!(is_turkish(&bare, "-h", &[("LANG", "C.UTF-8")]));
    assert!(!is_turkish(&bare, "-h", &[("LANG", "en_GB.UTF-8")]));
    assert!(is_turkish(
        &bare,
        "-h",
        &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]
    ));
    assert!(!is_turkish(&bare, "-h", &[("ACIKKAPI_LANGUAGE", "en")]));
    assert!(!is_turkish(&bare, "config --lang en -h", &[]));
    let english = Home::with_settings("language = \"en\"");
    assert!(!is_turkish(&english, "-h", &[("LANG", "tr_TR.UTF-8")]));
    assert!(is_turkish(&english, "--lang=tr -h", &[]));
    let broken = Home::with_settings("language = \"en\"\ntheme = 1");
    assert!(
        !is_turkish(&broken, "-h", &[]),
        "a mistake elsewhere does not change the language"
    );
}

#[test]
fn the_version_is_told() {
    let version = concat!("acikkapi ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Home::new().run_line("--version").well(), version);
}

#[test]
fn completions_know_the_commands() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.run_line(&format!("completions {shell}")).well();
        assert!(
            script.contains("new-epoch") && script.contains("office"),
            "{shell}"
        );
    }
    let script = home.run_line("completions bash").well();
    let mut bash = Command::new("bash")
        .args(["-c", "source /dev/stdin && COMP_WORDS=(acikkapi central '') COMP_CWORD=2 && _acikkapi acikkapi '' central && echo ${COMPREPLY[@]}"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("bash starts");
    bash.stdin
        .take()
        .expect("piped")
        .write_all(script.as_bytes())
        .expect("written");
    let output = bash.wait_with_output().expect("bash ends");
    let offered = String::from_utf8(output.stdout).expect("UTF-8");
    for command in ["run", "enrol", "devices", "revoke", "new-epoch"] {
        assert!(
            offered.split_whitespace().any(|word| word == command),
            "{offered}"
        );
    }
}

#[test]
fn the_manual_page_is_in_the_language() {
    let home = Home::new();
    let english = home.run_line("man --lang en").well();
    for part in [
        ".TH acikkapi 1",
        ".SH \"NAME\"",
        ".SH \"SYNOPSIS\"",
        ".SH \"EXIT STATUS\"",
        "Open Door",
        "\\-\\-config",
    ] {
        assert!(english.contains(part), "{part} in\n{english}");
    }
    let turkish = home.run_line("man").well();
    for part in [
        ".SH \"AD\"",
        ".SH \"KULLANIM\"",
        ".SH \"AÇIKLAMA\"",
        ".SH SEÇENEKLER",
        ".SH \"ÇIKIŞ KODLARI\"",
    ] {
        assert!(turkish.contains(part), "{part} in\n{turkish}");
    }
    assert!(
        !turkish.contains("SYNOPSIS") && !turkish.contains("cli\\-"),
        "{turkish}"
    );
}

#[test]
fn a_folder_of_manual_pages_has_every_command() {
    let home = Home::new();
    let folder = home.path("share/man/man1");
    let said = home
        .run(&[
            "man",
            "--lang",
            "en",
            "--dir",
            &folder.display().to_string(),
        ])
        .well();
    let pages: BTreeSet<String> = folder
        .read_dir()
        .expect("the folder is made")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let expected: BTreeSet<String> = all_commands(&home)
        .iter()
        .map(|command| format!("acikkapi {command}").trim().replace(' ', "-") + ".1")
        .collect();
    assert_eq!(pages, expected);
    assert!(
        said.starts_with(&format!("{} manual pages were written", pages.len())),
        "{said}"
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let home = Home::new();
    let said = home
        .run_line("man --lang en --dir /proc/nowhere")
        .complaint(1);
    assert!(
        said.contains("could not be written into /proc/nowhere"),
        "{said}"
    );
}
