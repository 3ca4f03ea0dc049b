//! Proves that the text files and the code agree: no sentence forgotten in a language, none unused,
//! none asked for that does not exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// Keys built at run time: the beginning of the key, and who builds it. Every other key stands in
/// the code as a literal.
const DYNAMIC_PREFIXES: &[(&str, &str)] = &[(
    "language-",
    "Locale::code, shown in the set-up and settings",
)];

/// Literals given to some `get` or `with` that are not keys of ours.
const NOT_KEYS: &[&str] = &["retry-after", "content-type", "content-encoding"];

struct Message {
    file: &'static str,
    variables: BTreeSet<String>,
}

/// Messages of a language by key, read by the layout rule of Fluent: a message starts in the first
/// column, its continuation is indented.
fn messages(locale: Locale) -> BTreeMap<String, Message> {
    let mut found: BTreeMap<String, Message> = BTreeMap::new();
    let sources: Vec<(&str, &str)> = match locale {
        Locale::Tr => SOURCES.iter().map(|(file, tr, _)| (*file, *tr)).collect(),
        Locale::En => SOURCES.iter().map(|(file, _, en)| (*file, *en)).collect(),
        Locale::Ar => vec![("citizen", ARABIC)],
    };
    for (file, source) in sources {
        let mut current = None;
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let key = line.split('=').next().unwrap_or_default().trim().to_owned();
                let message = Message {
                    file,
                    variables: BTreeSet::new(),
                };
                let earlier = found.insert(key.clone(), message);
                assert!(
                    earlier.is_none(),
                    "{file}.ftl ({locale}) repeats the key {key}"
                );
                current = Some(key);
            } else if line.starts_with('#') {
                current = None;
            }
            if let Some(message) = current.as_ref().and_then(|key| found.get_mut(key)) {
                message.variables.extend(variables_of(line));
            }
        }
    }
    found
}

fn variables_of(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    })
}

fn is_key(literal: &str) -> bool {
    literal.contains('-')
        && literal.starts_with(|c: char| c.is_ascii_lowercase())
        && literal.ends_with(|c: char| c.is_ascii_alphanumeric())
        && literal
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Rust code and the templates of web pages.
fn code_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("source folder") {
        let path = entry.expect("folder entry").path();
        if path.is_dir() {
            code_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html")
            && !path.ends_with("i18n/tests.rs")
        {
            into.push(path);
        }
    }
}

fn sources_of_the_code() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in ["src", "assets/templates"] {
        code_files(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut files,
        );
    }
    files
        .into_iter()
        .map(|path| {
            let code = fs::read_to_string(&path).expect("source file");
            (path, code)
        })
        .collect()
}

/// The literals that stand right after a call of `get`, `with` or `key`.
fn asked_for(code: &str) -> BTreeSet<&str> {
    let mut asked = BTreeSet::new();
    for call in [".get(", ".with(", "key("] {
        for (at, _) in code.match_indices(call) {
            let rest = code.get(at + call.len()..).unwrap_or_default().trim_start();
            if let Some(literal) = rest.strip_prefix('"').and_then(|r| r.split('"').next()) {
                asked.insert(literal);
            }
        }
    }
    asked
}

#[test]
fn every_file_parses() {
    for (name, tr, en) in SOURCES {
        for (language, source) in [("tr", tr), ("en", en)] {
            if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
                panic!("{language}/{name}.ftl: {errors:?}");
            }
        }
    }
}

#[test]
fn every_file_is_embedded_in_both_languages() {
    let named: BTreeSet<String> = SOURCES
        .iter()
        .map(|(name, ..)| format!("{name}.ftl"))
        .collect();
    for locale in Locale::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("assets/locales")
            .join(locale.code());
        let present: BTreeSet<String> = fs::read_dir(folder)
            .expect("locale folder")
            .map(|entry| {
                entry
                    .expect("entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        assert_eq!(present, named, "assets/locales/{locale}");
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (tr, en) = (messages(Locale::Tr), messages(Locale::En));
    for (here, there, lacking) in [(&tr, &en, "en"), (&en, &tr, "tr")] {
        for (key, message) in here {
            let twin = there
                .get(key)
                .unwrap_or_else(|| panic!("{lacking}/{}.ftl lacks {key}", message.file));
            assert_eq!(message.file, twin.file, "{key} is in different files");
            assert_eq!(
                message.variables, twin.variables,
                "{key} uses different values"
            );
        }
    }
}

/// The keys of choices and warnings that the pages for citizens show beside their own sentences.
fn names_citizens_read() -> Vec<&'static str> {
    use crate::domain::application::ApplicationKind;
    use crate::domain::case::Outcome;
    use crate::domain::message::{MessageChannel, MessageLanguage};
    use crate::domain::person::{AgeGroup, Education, Gender, PersonKind, Sector};
    use crate::labels::Label;
    fn keys<T: Label>() -> impl Iterator<Item = &'static str> {
        T::CHOICES.iter().map(|choice| choice.key())
    }
    let choices = keys::<ApplicationKind>()
        .chain(keys::<Outcome>())
        .chain(keys::<MessageChannel>())
        .chain(keys::<MessageLanguage>())
        .chain(keys::<PersonKind>())
        .chain(keys::<AgeGroup>())
        .chain(keys::<Gender>())
        .chain(keys::<Education>())
        .chain(keys::<Sector>());
    choices.collect()
}

#[test]
fn arabic_has_all_that_citizens_read_and_nothing_else() {
    let (tr, ar) = (messages(Locale::Tr), messages(Locale::Ar));
    let resource = FluentResource::try_new(ARABIC.to_owned());
    assert!(resource.is_ok(), "{:?}", resource.err());
    let own = tr.iter().filter(|(_, message)| message.file == "citizen");
    let own: BTreeSet<&str> = own.map(|(key, _)| key.as_str()).collect();
    let warnings = tr.keys().filter(|key| key.starts_with("register-warning-"));
    let names = names_citizens_read().into_iter();
    let read: BTreeSet<&str> = names
        .chain(warnings.map(String::as_str))
        .chain(own)
        .collect();
    for key in &read {
        let arabic = ar.get(*key).unwrap_or_else(|| panic!("ar lacks {key}"));
        assert_eq!(arabic.variables, tr[*key].variables, "{key}");
    }
    // The headings of topics have their Turkish and English names in the list itself.
    let surplus = ar.keys().filter(|key| !key.starts_with("citizen-heading-"));
    let surplus: Vec<&String> = surplus.filter(|key| !read.contains(key.as_str())).collect();
    assert!(surplus.is_empty(), "{surplus:?}");
}

#[test]
fn every_key_is_used() {
    let code = sources_of_the_code();
    let literals: BTreeSet<&str> = code
        .iter()
        .flat_map(|(_, code)| code.split('"'))
        .filter(|piece| is_key(piece))
        .collect();
    for (key, message) in messages(Locale::Tr) {
        let dynamic = DYNAMIC_PREFIXES
            .iter()
            .any(|(prefix, _)| key.starts_with(prefix));
        // The sentence that explains a key of the keyboard belongs to its label.
        let label = key.strip_suffix("-help").unwrap_or(&key);
        assert!(
            is_key(&key),
            "{}.ftl: {key} should be words joined by dashes",
            message.file
        );
        assert!(
            dynamic || literals.contains(key.as_str()) || literals.contains(label),
            "{}.ftl: nothing uses {key}",
            message.file
        );
    }
}

#[test]
fn every_key_asked_for_exists() {
    let known = messages(Locale::Tr);
    for (path, code) in sources_of_the_code() {
        for literal in asked_for(&code) {
            let ours = is_key(literal) && !NOT_KEYS.contains(&literal);
            assert!(
                !ours || known.contains_key(literal),
                "{}: no text {literal}",
                path.display()
            );
        }
    }
}

#[test]
fn a_missing_key_shows_itself_and_never_fails() {
    let text = Text::new(Locale::Tr);
    assert_eq!(text.get("no-such-sentence"), "no-such-sentence");
    assert_eq!(text.with("", &[("n", 3.into())]), "");
    assert!(!text.has("no-such-sentence"));
}

#[test]
fn each_language_speaks_for_itself() {
    assert_eq!(Text::new(Locale::Tr).get("language-en"), "İngilizce");
    assert_eq!(Text::new(Locale::En).get("language-en"), "English");
}

/// Other words for what the glossary gives one word: each beginning, and the word to write.
const ONE_WORD_EACH: &[(&str, &str)] = &[
    ("ofis", "kurum (the institution) or büro (its desk)"),
    ("masa", "büro"),
    ("terminal", "uçbirim"),
    ("sözcük", "kelime"),
    ("veya", "ya da"),
    ("vatandaşın", "ziyaretçinin"),
];

#[test]
fn turkish_has_one_word_for_one_thing() {
    for (name, tr, _) in SOURCES {
        let lines = tr.lines().filter(|line| !line.starts_with('#'));
        let sentences = lines.map(|line| line.split_once(" = ").map_or(line, |(_, said)| said));
        for line in sentences.map(crate::text::lower_tr) {
            let words = line.split(|c: char| !c.is_alphabetic());
            for word in words {
                let other = ONE_WORD_EACH.iter().find(|(is, _)| word.starts_with(is));
                assert_eq!(other, None, "{name}.ftl: {line}");
            }
        }
    }
}

#[test]
fn decimals_stand_after_the_sign_of_the_language() {
    assert_eq!(Text::new(Locale::Tr).decimal(1234.56, 1), "1234,6");
    assert_eq!(Text::new(Locale::En).decimal(0.0, 2), "0.00");
}

#[test]
fn posix_names_choose_a_language() {
    assert_eq!(Locale::from_posix("tr_TR.UTF-8"), Some(Locale::Tr));
    assert_eq!(Locale::from_posix("en"), Some(Locale::En));
    assert_eq!(Locale::from_posix("de_DE.UTF-8"), None);
    assert_eq!(Locale::from_posix("C.UTF-8"), None);
    assert_eq!(Locale::from_posix(""), None);
}

#[test]
fn handles_travel_between_threads() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Text>();
}
