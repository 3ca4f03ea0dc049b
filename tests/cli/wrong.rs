//! Wrong arguments, closed pipes and full disks.

use super::program::{Home, Said};
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::os::unix::ffi::OsStrExt;

#[test]
fn wrong_arguments_are_named_and_nothing_is_done() {
    let home = Home::new();
    let cases = [
        (
            "cental",
            "There is no command \"cental\". Did you mean \"central\"?",
        ),
        (
            "centrol enrol",
            "There is no command \"centrol\". Did you mean \"central\"?",
        ),
        ("qwxz", "There is no command \"qwxz\"."),
        (
            "central enrol",
            "Missing: --office <OFFICE>\n  --office <OFFICE>  Office code",
        ),
        (
            "central enrol --offise 32001",
            "\"--offise\" cannot be used here. Did you mean \"--office\"?",
        ),
        (
            "central enrol --office 32001 --hours 0",
            "--hours <HOURS> cannot be \"0\".\n  --hours <HOURS>  Hours the code is good for, 1 to 720",
        ),
        (
            "central enrol --office 32001 --hours x",
            "--hours <HOURS> cannot be \"x\".",
        ),
        ("central enrol --office", "--office <OFFICE> needs a value."),
        (
            "desk --counter 100",
            "--counter <NUMBER> cannot be \"100\".",
        ),
        (
            "central revoke --office 32001 --number 100",
            "--number <NUMBER> cannot be \"100\".",
        ),
        (
            "config --lang de check",
            "--lang <LANGUAGE> cannot be \"de\".\n  --lang <LANGUAGE>  Language of this run [tr, en]",
        ),
        (
            "completions bahs",
            "<SHELL> cannot be \"bahs\". Did you mean \"bash\"?",
        ),
        ("completions bash zsh", "\"zsh\" cannot be used here."),
        ("man --dir a --dir b", "--dir <FOLDER> can be given once"),
    ];
    for (line, said) in cases {
        let english = home
            .command(&line.split(' ').collect::<Vec<_>>())
            .env("LANG", "en_US.UTF-8")
            .output();
        let english = Said::from(&english.expect("started")).complaint(2);
        assert!(
            english.starts_with(&format!("acikkapi: {said}")),
            "{line}: {english}"
        );
        assert!(
            english.ends_with("Help: acikkapi --help\n"),
            "{line}: {english}"
        );
        let turkish = home.run_line(line).complaint(2);
        assert!(
            turkish.ends_with("Yardım: acikkapi --help\n"),
            "{line}: {turkish}"
        );
    }
}

#[test]
fn a_command_without_its_subcommand_tells_them() {
    let home = Home::new();
    let said = home.run_line("config --lang en").complaint(2);
    assert!(
        said.starts_with("acikkapi: The command is missing. Possible: check, path, example.\n"),
        "{said}"
    );
    let said = home.run_line("config").complaint(2);
    assert!(
        said.contains("Kullanım: acikkapi config") && said.contains("  check "),
        "{said}"
    );
}

#[test]
fn what_is_repeated_of_arguments_is_harmless() {
    let home = Home::new();
    let long = "x".repeat(4_000);
    let hostile: [&[u8]; 4] = [
        b"\x1b]0;x\x07\x1b[2J",
        b"\xff\xfe",
        "\u{202e}".as_bytes(),
        long.as_bytes(),
    ];
    for word in hostile.map(OsStr::from_bytes) {
        let cases = [
            vec![word],
            vec![OsStr::new("--lang"), word, OsStr::new("config")],
            vec![
                OsStr::new("config"),
                OsStr::new("check"),
                OsStr::new("--config"),
                word,
            ],
            vec![
                OsStr::new("man"),
                OsStr::new("--dir"),
                OsStr::new("/proc"),
                word,
            ],
        ];
        for arguments in cases {
            let said = home.run(&arguments);
            let said = said.out + &said.err;
            let harmless = |c: char| c == '\n' || !(c.is_control() || c == '\u{202e}');
            assert!(said.chars().all(harmless), "{said:?}");
            assert!(said.len() < 9_000, "{said}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    for line in ["completions bash", "man", "--help", "config example"] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = home
            .command(&line.split(' ').collect::<Vec<_>>())
            .stdout(writer)
            .output();
        let said = Said::from(&output.expect("started"));
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{line}");
    }
}

#[test]
fn a_full_disk_is_told() {
    let home = Home::new();
    for line in [
        "completions bash --lang en",
        "man --lang en",
        "--help --lang en",
    ] {
        let full = OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("Linux has it");
        let output = home
            .command(&line.split(' ').collect::<Vec<_>>())
            .stdout(full)
            .output();
        let said = Said::from(&output.expect("started"));
        assert_eq!(said.code, 1, "{line}");
        assert!(
            said.err
                .starts_with("acikkapi: The output could not be written: No space"),
            "{line}: {}",
            said.err
        );
    }
}
