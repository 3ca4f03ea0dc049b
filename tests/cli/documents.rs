//! What the documents say is so.

use super::program::Home;
use std::fs;
use std::path::{Path, PathBuf};

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

/// Modules named in the code of a file of the program, without its tests.
fn used_modules(code: &str) -> impl Iterator<Item = &str> {
    let program = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = program
        .lines()
        .filter(|line| !line.trim().starts_with("//"));
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    paths.map(|rest| {
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default()
    })
}

/// Files that are compiled for tests only.
fn is_for_tests(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let endings = [
        "tests.rs",
        "fixture.rs",
        "sample.rs",
        "scripted.rs",
        "snapshots.rs",
        "testing.rs",
        "bench.rs",
    ];
    endings.iter().any(|ending| name.ends_with(ending))
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn modules_use_those_below_them_in_the_map() {
    let document = document("ARCHITECTURE.md");
    let map = document
        .split("\n## ")
        .find(|part| part.starts_with("The map"));
    let rows = map
        .expect("a map")
        .lines()
        .filter(|line| line.starts_with("| "));
    let modules = rows.filter_map(|row| row.split("](src/").nth(1)?.split(['/', '.']).next());
    let order: Vec<&str> = modules.collect();
    assert!(order.len() > 10, "{order:?}");
    for (at, module) in order.iter().enumerate() {
        let mut files = Vec::new();
        let folder = root().join("src").join(module);
        if folder.is_dir() {
            rust_files(&folder, &mut files);
        }
        files.retain(|file| !is_for_tests(file));
        for file in files {
            let code = fs::read_to_string(&file).expect("the code");
            for used in used_modules(&code).filter(|used| used != module) {
                let below = order.iter().position(|module| *module == used);
                let below = below.unwrap_or_else(|| panic!("{used} is not in the map"));
                assert!(below > at, "{} uses {used}", file.display());
            }
        }
    }
}

/// The words of a command; what stands in quotes is one.
fn shell_words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.collect()
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
            let words = shell_words(words).into_iter();
            let words = words.take_while(|word| !word.starts_with(['#', '>', '|', '\\']));
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
