//! What the documents say is so.

use super::program::Home;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every document at the top, by name.
fn documents() -> Vec<(String, String)> {
    let entries = fs::read_dir(root()).expect("the project");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let documents: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    assert!(documents.len() >= 6, "{documents:?}");
    documents
        .into_iter()
        .map(|name| (name.clone(), document(&name)))
        .collect()
}

/// The targets of Markdown links that are files here.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://") && !target.starts_with('#'))
}

/// Paths in back quotes, such as `assets/locales/`.
fn quoted_paths(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted.filter(|word| {
        let folder = ["src/", "assets/", "tests/", "benches/", ".ci/"];
        folder.iter().any(|folder| word.starts_with(folder)) && !word.contains(['<', ' ', '*'])
    })
}

/// The lines of the code blocks.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split("```")
        .skip(1)
        .step_by(2)
        .flat_map(str::lines)
        .map(str::trim)
}

#[test]
fn what_they_point_to_is_there() {
    for (name, text) in documents() {
        for target in links(&text).chain(quoted_paths(&text)) {
            assert!(root().join(target).exists(), "{name}: {target}");
        }
    }
}

#[test]
fn the_map_has_every_module() {
    let map = document("ARCHITECTURE.md");
    for entry in fs::read_dir(root().join("src")).expect("the source") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        // `i18n/` holds the tests of `i18n.rs`.
        let is_named = map.contains(&format!("src/{name}")) || name == "i18n" || name == "lib.rs";
        assert!(is_named, "src/{name}");
    }
}

#[test]
fn the_commands_they_show_exist() {
    let home = Home::new();
    let mut shown = 0;
    for (_, text) in documents() {
        for line in code_lines(&text) {
            let line = line.trim_start_matches("sudo -u acikkapi ");
            let direct = line.strip_prefix("acikkapi ");
            let Some(words) = direct.or(line.strip_prefix("cargo run --release -- ")) else {
                continue;
            };
            let words = words
                .split_whitespace()
                .take_while(|word| !word.starts_with(['#', '>', '|']));
            let words: Vec<&str> = words.chain(["--help"]).collect();
            home.run(&words).well();
            shown += 1;
        }
    }
    assert!(shown > 8, "{shown}");
}

#[test]
fn the_wrong_setting_they_show_is_told_like_that() {
    let home = Home::with_settings("\n\ntheme = \"drak\"\n");
    for (name, lang) in [("README.md", "en"), ("README.tr.md", "tr")] {
        let said = home
            .run_line(&format!("config check --lang {lang}"))
            .complaint(1);
        let said = said.replace(
            &home.settings_file().display().to_string(),
            "/etc/acikkapi/config.toml",
        );
        let said = said.trim_start_matches("acikkapi: ").trim_end();
        assert!(document(name).contains(said), "{name}: {said}");
    }
}

#[test]
fn both_readmes_tell_the_same() {
    let [english, turkish] = ["README.md", "README.tr.md"].map(document);
    let count = |text: &str, part: &str| text.matches(part).count();
    for part in ["\n## ", "\n| ", "\n```", "\n- "] {
        assert_eq!(count(&english, part), count(&turkish, part), "{part:?}");
    }
    let commands = |text: &str| -> Vec<String> {
        let words = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
        code_lines(text)
            .filter(|line| {
                line.contains("acikkapi ") && !line.contains("satır") && !line.contains("line")
            })
            .map(words)
            .collect()
    };
    assert_eq!(commands(&english), commands(&turkish));
}
