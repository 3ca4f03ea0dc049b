use std::collections::{BTreeMap, BTreeSet, HashSet};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;
use crate::i18n::{Locale, Text};
use crate::tui::chord::Code;
use crate::tui::keys::*;

/// The keys that must mean the same everywhere; no other table may take their chords.
const RESERVED: [Action; 3] = [HELP, PALETTE, QUIT];

fn press(code: KeyCode, mods: KeyModifiers) -> Press {
    Press::from_event(KeyEvent::new(code, mods)).expect("a key of ours")
}

fn plain(c: char) -> Press {
    press(KeyCode::Char(c), KeyModifiers::NONE)
}

/// The chords a chord of a table stands for.
fn each(chord: Chord) -> Vec<Chord> {
    match chord.code {
        Code::Digits => ('1'..='9')
            .map(|digit| Chord {
                code: Code::Char(digit),
                ..chord
            })
            .collect(),
        _ => vec![chord],
    }
}

#[test]
fn no_chord_means_two_things_in_a_context() {
    for table in TABLES {
        let mut taken = HashSet::new();
        for chord in table.bindings.iter().flat_map(|row| row.chords) {
            for chord in each(*chord) {
                assert!(taken.insert(chord), "{}: {chord:?} twice", table.id);
            }
        }
    }
}

#[test]
fn help_palette_and_quit_mean_the_same_everywhere() {
    let reserved: HashSet<Chord> = GLOBAL
        .bindings
        .iter()
        .filter(|row| RESERVED.contains(&row.action))
        .flat_map(|row| row.chords.iter().copied())
        .collect();
    for table in TABLES.iter().filter(|table| table.id != GLOBAL.id) {
        for chord in table.bindings.iter().flat_map(|row| row.chords) {
            for chord in each(*chord) {
                assert!(!reserved.contains(&chord), "{}: {chord:?}", table.id);
            }
        }
    }
}

#[test]
fn every_action_and_table_has_one_name() {
    let mut tables = BTreeSet::new();
    let mut actions = BTreeMap::new();
    for table in TABLES {
        assert!(tables.insert(table.id), "{} twice", table.id);
        let mut here = BTreeSet::new();
        for row in table.bindings.iter().filter(|row| row.action != DIGIT) {
            let id = row.action.id();
            assert!(here.insert(id), "{}: {id} twice", table.id);
            // In another situation another key may be apt, but the words stay.
            let label = *actions.entry(id).or_insert(row.label);
            assert_eq!(label, row.label, "{id}");
            assert!(!row.chords.is_empty(), "{id} has no key");
        }
    }
}

#[test]
fn every_key_is_explained_in_every_language() {
    for text in Locale::ALL.map(Text::new) {
        for table in TABLES {
            assert!(text.has(table.title), "{}", table.title);
            for row in table.bindings {
                assert!(text.has(row.label), "{}", row.label);
                assert!(text.has(&row.help()), "{}", row.help());
            }
        }
    }
}

/// What an ordinary terminal on a Turkish Q or F keyboard can send, as one unambiguous chord.
#[test]
fn every_action_can_be_reached_on_any_terminal() {
    for table in TABLES {
        for row in table.bindings {
            let reachable = row.chords.iter().any(|chord| match chord.code {
                // F10 and F11 are often taken by the window; F1 has `?` beside it for that reason.
                Code::F(number) => chord.mods.is_empty() && (1..=9).contains(&number),
                Code::Char(c) if chord.mods == KeyModifiers::CONTROL => {
                    // Ctrl+S and Ctrl+Q reach a raw terminal; these are other keys.
                    c.is_ascii_lowercase() && !"ijmh".contains(c)
                }
                Code::Char(c) => chord.mods.is_empty() && is_typable(c),
                _ => true,
            });
            assert!(reachable, "{} {}", table.id, row.action.id());
        }
    }
}

/// Letters as tables must write them, and signs both keyboards have.
fn is_typable(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_lowercase() || "çğöşü ?+-*/.,".contains(c)
}

#[test]
fn every_table_of_the_program_is_listed() {
    let listed: BTreeSet<&str> = TABLES.iter().map(|table| table.id).collect();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("source folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let is_code = path.extension().is_some_and(|e| e == "rs")
                && !path.to_string_lossy().ends_with("tests.rs");
            if !is_code {
                continue;
            }
            let code = std::fs::read_to_string(&path).expect("source file");
            let code: String = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            for rest in code.split("KeyTable::new(").skip(1) {
                let id = rest.split('"').nth(1).unwrap_or_default();
                assert!(listed.contains(id), "{id} is not in keys::TABLES");
            }
        }
    }
}

const CALL: Action = Action::new("test.call");
const ISSUE: Action = Action::new("test.issue");
static QUEUE: KeyTable = KeyTable {
    id: "test",
    title: "",
    kind: TableKind::Commands,
    bindings: &[
        Binding::new(CALL, &[Chord::char('i'), Chord::f(5)], ""),
        Binding::new(ISSUE, &[Chord::char('1')], ""),
    ],
};

#[test]
fn while_writing_letters_are_text_and_function_keys_act() {
    let keys = Keys::new().and(&QUEUE).typing();
    assert_eq!(keys.meaning(plain('i')), Meaning::Char('i'));
    assert_eq!(keys.meaning(plain('I')), Meaning::Char('I'));
    let f5 = press(KeyCode::F(5), KeyModifiers::NONE);
    assert_eq!(keys.meaning(f5), Meaning::Action(CALL));
    assert_eq!(keys.shown_chord(&QUEUE.bindings[0]), Some(Chord::f(5)));
    assert_eq!(keys.shown_chord(&QUEUE.bindings[1]), None);
}

#[test]
fn elsewhere_the_four_i_are_one_key() {
    let keys = Keys::new().and(&QUEUE);
    for c in ['i', 'İ', 'ı', 'I'] {
        assert_eq!(keys.meaning(plain(c)), Meaning::Action(CALL), "{c}");
    }
}

#[test]
fn the_inner_table_has_the_chord() {
    let keys = Keys::new().and(&CHOICE).and(&QUEUE);
    assert_eq!(keys.meaning(plain('1')), Meaning::Char('1'));
    assert_eq!(keys.shown_chord(&QUEUE.bindings[1]), None);
    let keys = Keys::new().and(&QUEUE).and(&CHOICE);
    assert_eq!(keys.meaning(plain('1')), Meaning::Action(ISSUE));
    assert_eq!(keys.meaning(plain('2')), Meaning::Char('2'));
}

#[test]
fn what_cannot_be_done_now_neither_acts_nor_shows() {
    let keys = Keys::new().and(&QUEUE).without(CALL);
    assert_eq!(keys.meaning(plain('i')), Meaning::Char('i'));
    assert_eq!(keys.shown_chord(&QUEUE.bindings[0]), None);
    assert!(keys.tables().all(|(_, rows)| rows.len() == 1));
}
