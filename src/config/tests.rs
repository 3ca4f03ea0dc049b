use super::*;
use crate::central::dispatch::{BodyKind, EmailSecurity, HttpMethod, LongMessages, SmsWay};
use crate::domain::message::Letters;
use crate::i18n::Text;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use toml::de::DeTable;

/// The machine the example's machine-dependent defaults are from.
fn places() -> Places {
    Places {
        user_file: Some("/home/clerk/.config/acikkapi/config.toml".into()),
        system_file: "/etc/acikkapi/config.toml".into(),
        data: "/home/clerk/.local/share/acikkapi".into(),
        state: "/home/clerk/.local/state/acikkapi".into(),
        machine: "this-machine".into(),
    }
}

fn read_with(toml: &str, variables: &[(&str, &str)]) -> (Config, Vec<Problem>) {
    let variable = |name: &str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    find::read_text(Path::new("config.toml"), toml, &places(), &variable)
}

fn read(toml: &str) -> Config {
    let (config, problems) = read_with(toml, &[]);
    assert_eq!(problems, [], "{toml}");
    config
}

/// What is wrong with `toml`, in English.
fn wrong(toml: &str) -> Vec<String> {
    let text = Text::new(Locale::En);
    let (_, problems) = read_with(toml, &[]);
    problems
        .iter()
        .map(|problem| problem.sentence(&text))
        .collect()
}

/// The one thing that is wrong.
fn one_wrong(toml: &str) -> String {
    let wrong = wrong(toml);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    wrong[0].clone()
}

/// The example with its commented settings in force.
fn uncommented_example() -> String {
    let uncomment = |line: &str| match line.strip_prefix('#') {
        Some(setting) if setting.starts_with(|c: char| c.is_ascii_lowercase()) => {
            setting.to_owned()
        }
        _ => line.to_owned(),
    };
    let lines: Vec<String> = EXAMPLE.lines().map(uncomment).collect();
    lines.join("\n")
}

fn assert_is_default(config: &Config) {
    let default = Config::defaults(&places());
    assert_eq!(format!("{config:?}"), format!("{default:?}"));
}

#[test]
fn the_example_says_the_defaults() {
    assert_is_default(&read(EXAMPLE));
    assert_is_default(&read(&uncommented_example()));
}

#[test]
fn the_example_has_every_setting() {
    let example = uncommented_example();
    let table = DeTable::parse(&example).expect("TOML");
    let mut shown = BTreeSet::new();
    for (name, value) in table.get_ref() {
        match value.get_ref().as_table() {
            None => {
                shown.insert(name.get_ref().to_string());
            }
            Some(section) => {
                shown.extend(
                    section
                        .keys()
                        .map(|key| format!("{}.{}", name.get_ref(), key.get_ref())),
                );
            }
        }
    }
    let mut reader = Reader::new(None, &|_| None);
    let _ = Config::read(&mut reader, &places());
    let known: BTreeSet<String> = reader
        .known()
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(shown, known);
}

fn names_of<T: Choice>() -> impl Iterator<Item = &'static str> {
    T::names().into_iter()
}

#[test]
fn the_example_names_every_choice() {
    for name in Theme::names().iter().chain(&Option::<Locale>::names()) {
        assert!(EXAMPLE.contains(&format!("{name:?}")), "{name}");
    }
    let ways = names_of::<SmsWay>().chain(names_of::<Letters>());
    let kinds = names_of::<LongMessages>().chain(names_of::<HttpMethod>());
    let bodies = names_of::<BodyKind>().chain(names_of::<EmailSecurity>());
    for name in ways.chain(kinds).chain(bodies) {
        assert!(EXAMPLE.contains(&format!("{name:?}")), "{name}");
    }
    for number in [
        MOST_CONNECTIONS,
        MOST_BATCHES,
        MessageSettings::MOST_PARALLEL,
        MessageSettings::MOST_PER_SECOND,
        MessageSettings::MOST_HOURS,
        MessageSettings::MOST_SECONDS,
    ] {
        assert!(EXAMPLE.contains(&format!("1 to {number}")), "{number}");
    }
}

#[test]
fn every_setting_is_taken_from_the_file() {
    let config = read(
        r#"
        language = "en"
        theme = "high_contrast"
        [desk]
        data_dir = "/srv/desk"
        key_file = "/safe/desk.key"
        [papers]
        folder = "/srv/papers"
        print_command = "lp -d desk"
        address = "Cumhuriyet Meydanı 1"
        [central]
        listen = "[::1]:9000"
        database = "postgresql://user:secret@db/acikkapi"
        data_dir = "/srv/central"
        names = ["merkez.example", "10.1.2.3"]
        connections = 500
        concurrent_batches = 0x10
        "#,
    );
    assert_eq!(config.language, Some(Locale::En));
    assert_eq!(config.theme, Theme::HighContrast);
    assert_eq!(config.desk.database, Path::new("/srv/desk/desk.db"));
    assert_eq!(config.desk.key_file, Path::new("/safe/desk.key"));
    assert_eq!(config.central.listen.port(), 9000);
    assert_eq!(
        config.central.database,
        "postgresql://user:secret@db/acikkapi"
    );
    assert_eq!(config.central.data_dir, Path::new("/srv/central"));
    assert_eq!(config.central.names, ["merkez.example", "10.1.2.3"]);
    assert_eq!(config.central.connections, 500);
    assert_eq!(config.central.concurrent_batches, 16);
}

#[test]
fn a_wrong_value_is_named_with_its_line_and_what_can_be() {
    let cases = [
        (
            "language = \"de\"",
            r#"config.toml, line 1: language cannot be "de". Possible values: "auto", "tr", "en"."#,
        ),
        (
            "\n\ntheme = \"drak\"",
            r#"config.toml, line 3: theme cannot be "drak". Possible values: "auto", "dark", "light", "high_contrast", "no_colour". Did you mean "dark"?"#,
        ),
        (
            "theme = 'no_color'",
            r#"config.toml, line 1: theme cannot be 'no_color'. Possible values: "auto", "dark", "light", "high_contrast", "no_colour". Did you mean "no_colour"?"#,
        ),
        (
            "theme = true",
            r#"config.toml, line 1: theme cannot be true. Possible values: "auto", "dark", "light", "high_contrast", "no_colour"."#,
        ),
        (
            "[central]\nconnections = 0",
            "config.toml, line 2: central.connections cannot be 0. Write a whole number from 1 to 500.",
        ),
        (
            "[central]\nconnections = \"16\"",
            "config.toml, line 2: central.connections cannot be \"16\". Write a whole number from 1 to 500.",
        ),
        (
            "[central]\nconnections = 1.5",
            "config.toml, line 2: central.connections cannot be 1.5. Write a whole number from 1 to 500.",
        ),
        (
            "[central]\nconcurrent_batches = -3",
            "config.toml, line 2: central.concurrent_batches cannot be -3. Write a whole number from 1 to 1000.",
        ),
        (
            "central.concurrent_batches = 99999999999999999999999",
            "config.toml, line 1: central.concurrent_batches cannot be 99999999999999999999999. Write a whole number from 1 to 1000.",
        ),
        (
            "[central]\nlisten = \"8443\"",
            "config.toml, line 2: central.listen cannot be \"8443\". Write an address and port, such as \"0.0.0.0:8443\".",
        ),
        (
            "[central]\nlisten = 8443",
            "config.toml, line 2: central.listen cannot be 8443. Write an address and port, such as \"0.0.0.0:8443\".",
        ),
        (
            "[central]\nlisten = \"localhost:99999\"",
            "config.toml, line 2: central.listen cannot be \"localhost:99999\". Write an address and port, such as \"0.0.0.0:8443\".",
        ),
        (
            "[desk]\ndata_dir = \"data\"",
            "config.toml, line 2: desk.data_dir cannot be \"data\". Write a full path that begins with \"/\", such as \"/var/lib/acikkapi\".",
        ),
        (
            "[desk]\ndatabase = \"~/desk.db\"",
            "config.toml, line 2: desk.database cannot be \"~/desk.db\". Write a full path that begins with \"/\", such as \"/var/lib/acikkapi\".",
        ),
        (
            "[desk]\nkey_file = \"\"",
            "config.toml, line 2: desk.key_file cannot be \"\". Write a full path that begins with \"/\", such as \"/var/lib/acikkapi\".",
        ),
        (
            "[central]\nnames = []",
            "config.toml, line 2: central.names cannot be []. Write at least one name or address in quotes, such as [\"central.governorship.example\", \"10.1.2.3\"].",
        ),
        (
            "[central]\nnames = [\"a\", 3]",
            "config.toml, line 2: central.names cannot be [\"a\", 3]. Write at least one name or address in quotes, such as [\"central.governorship.example\", \"10.1.2.3\"].",
        ),
        (
            "[central]\nnames = [\"a b\"]",
            "config.toml, line 2: central.names cannot be [\"a b\"]. Write at least one name or address in quotes, such as [\"central.governorship.example\", \"10.1.2.3\"].",
        ),
        (
            "[central]\nnames = \"a\"",
            "config.toml, line 2: central.names cannot be \"a\". Write at least one name or address in quotes, such as [\"central.governorship.example\", \"10.1.2.3\"].",
        ),
        (
            "theme = 2026-05-04",
            r#"config.toml, line 1: theme cannot be 2026-05-04. Possible values: "auto", "dark", "light", "high_contrast", "no_colour"."#,
        ),
    ];
    for (toml, said) in cases {
        assert_eq!(one_wrong(toml), said);
    }
}

#[test]
fn an_unknown_setting_is_named_with_what_was_meant() {
    let cases = [
        (
            "languge = \"tr\"",
            "config.toml, line 1: There is no setting \"languge\". Possible here: language, theme, desk, papers, central, messages, smpp, sms_http, email, edevlet. Did you mean \"language\"?",
        ),
        (
            "colour = 1",
            "config.toml, line 1: There is no setting \"colour\". Possible here: language, theme, desk, papers, central, messages, smpp, sms_http, email, edevlet.",
        ),
        (
            "[centrall]\nlisten = \"x\"",
            "config.toml, line 1: There is no setting \"centrall\". Possible here: language, theme, desk, papers, central, messages, smpp, sms_http, email, edevlet. Did you mean \"central\"?",
        ),
        (
            "listen = \"0.0.0.0:1\"",
            "config.toml, line 1: There is no setting \"listen\". Possible here: language, theme, desk, papers, central, messages, smpp, sms_http, email, edevlet. Did you mean \"central.listen\"?",
        ),
        (
            "[desk]\nlisten = \"0.0.0.0:1\"",
            "config.toml, line 2: There is no setting \"desk.listen\". Possible here: data_dir, database, key_file, catalog_dir. Did you mean \"central.listen\"?",
        ),
        (
            "[desk]\n\n datadir = \"/x\"",
            "config.toml, line 3: There is no setting \"desk.datadir\". Possible here: data_dir, database, key_file, catalog_dir. Did you mean \"desk.data_dir\"?",
        ),
        (
            "[central.listen]\nport = 1",
            "config.toml, line 1: central.listen cannot be [central.listen]. Write an address and port, such as \"0.0.0.0:8443\".",
        ),
        (
            "desk = \"/x\"",
            "config.toml, line 1: \"desk\" is a section; its settings are written below a line [desk].",
        ),
        (
            "\"\" = 1",
            "config.toml, line 1: There is no setting \"\". Possible here: language, theme, desk, papers, central, messages, smpp, sms_http, email, edevlet.",
        ),
        (
            "\"desk.data_dir\" = \"/x\"",
            "config.toml, line 1: There is no setting \"desk.data_dir\". Possible here: data_dir, database, key_file, catalog_dir. Did you mean \"desk.data_dir\"?",
        ),
    ];
    for (toml, said) in cases {
        assert_eq!(one_wrong(toml), said);
    }
}

#[test]
fn a_line_that_is_not_toml_is_named() {
    for (toml, line) in [
        ("theme = dark", 1),
        ("theme = \"dark\"\nlanguage = \"tr", 2),
        ("theme = \"dark\"\n\ntheme = \"light\"", 3),
        ("[desk\n", 1),
        ("[desk]\n[desk]\n", 2),
        ("theme: dark", 1),
        ("\u{1b}[31m", 1),
    ] {
        let told = wrong(toml);
        let begin = format!("config.toml, line {line}: This line is not TOML (");
        assert!(told[0].starts_with(&begin), "{toml:?}: {told:?}");
        assert!(!told[0].contains('\u{1b}'), "{toml:?}");
    }
}

#[test]
fn all_problems_are_told_in_the_order_of_the_lines() {
    let told = wrong("thme = 1\nlanguage = 2\n[central]\nlisten = 3\nports = 4\nconnections = 5\n");
    let begins = [
        "config.toml, line 1: There",
        "config.toml, line 2: language",
        "config.toml, line 4: central.listen",
        "config.toml, line 5: There",
    ];
    assert_eq!(told.len(), begins.len(), "{told:?}");
    for (told, begin) in told.iter().zip(begins) {
        assert!(told.starts_with(begin), "{told}");
    }
}

#[test]
fn the_default_stands_where_something_is_wrong() {
    let (config, problems) = read_with(
        "language = \"en\"\ntheme = 1\n[central]\nconnections = 0",
        &[],
    );
    assert_eq!(problems.len(), 2);
    assert_eq!(config.language, Some(Locale::En), "what is right counts");
    assert_eq!(config.theme, Theme::Auto);
    assert_eq!(config.central.connections, 16);
}

#[test]
fn a_connection_that_may_hold_a_password_is_not_repeated() {
    for value in [
        "\"host=x password=geheim port=nine\"",
        "\"postgresql://u:geheim@[db/x\"",
        "[\"geheim\"]",
    ] {
        let told = one_wrong(&format!("[central]\ndatabase = {value}"));
        assert!(
            told.starts_with("config.toml, line 2: central.database cannot be read"),
            "{told}"
        );
        assert!(!told.contains("geheim"), "{told}");
    }
}

#[test]
fn what_is_repeated_is_short_and_harmless() {
    let told = one_wrong("theme = \"\\u001b]0;x\\u0007 \u{202e}karanlık\"");
    assert!(
        told.chars().all(|c| !c.is_control() && c != '\u{202e}'),
        "{told:?}"
    );
    let told = one_wrong(&format!("theme = \"{}\"", "x".repeat(10_000)));
    assert!(told.len() < 300, "{told}");
    let told = one_wrong("theme = \"\"\"a\nb\"\"\"");
    assert!(told.contains("cannot be \"\"\"a…. Possible"), "{told}");
    let told = one_wrong(&format!("\"\\u001b[2J{}\" = 1", "ş".repeat(10_000)));
    assert!(told.len() < 400 && !told.contains('\u{1b}'), "{told:?}");
}

#[test]
fn the_environment_stands_above_the_file() {
    let variables = [
        ("ACIKKAPI_THEME", "light"),
        ("ACIKKAPI_DESK_DATA_DIR", "/from/environment"),
        ("ACIKKAPI_CENTRAL_NAMES", "a.example, 10.0.0.1"),
        ("ACIKKAPI_CENTRAL_CONNECTIONS", "7"),
        ("ACIKKAPI_LANGUAGE", ""),
    ];
    let (config, problems) = read_with("theme = \"dark\"\nlanguage = \"en\"", &variables);
    assert_eq!(problems, []);
    assert_eq!(config.theme, Theme::Light);
    assert_eq!(config.desk.database, Path::new("/from/environment/desk.db"));
    assert_eq!(config.central.names, ["a.example", "10.0.0.1"]);
    assert_eq!(config.central.connections, 7);
    assert_eq!(
        config.language,
        Some(Locale::En),
        "an empty variable says nothing"
    );
}

#[test]
fn a_wrong_variable_is_named() {
    let variables = [
        ("ACIKKAPI_THEME", "lihgt"),
        ("ACIKKAPI_CENTRAL_DATABASE", "password=geheim port=x"),
    ];
    let (_, problems) = read_with("", &variables);
    let text = Text::new(Locale::Tr);
    let told: Vec<String> = problems
        .iter()
        .map(|problem| problem.sentence(&text))
        .collect();
    assert_eq!(
        told[0],
        "ACIKKAPI_THEME ortam değişkeni: theme için lihgt geçerli değil. Olabilecek değerler: \"auto\", \"dark\", \"light\", \"high_contrast\", \"no_colour\". \"light\" mi demek istediniz?"
    );
    assert!(told[1].starts_with("ACIKKAPI_CENTRAL_DATABASE"), "{told:?}");
    assert!(!told[1].contains("geheim"), "{told:?}");
}

/// A folder with the files of a user and of the machine.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new(files: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let toml = format!("theme = \"light\"\n[desk]\ndata_dir = \"/{file}\"\n");
            fs::write(folder.path().join(file), toml).expect("written");
        }
        Self { folder }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn load(&self, named: Option<&str>, variable: Option<&str>) -> Loaded {
        let places = Places {
            user_file: Some(self.path("user")),
            system_file: self.path("system"),
            ..places()
        };
        let named = named.map(|file| self.path(file));
        let variable = variable.map(|file| self.path(file).display().to_string());
        load(named.as_deref(), &places, &|name| {
            variable.clone().filter(|_| name == "ACIKKAPI_CONFIG")
        })
    }

    /// The file that was read.
    fn found(&self, named: Option<&str>, variable: Option<&str>) -> String {
        let loaded = self.load(named, variable);
        assert_eq!(loaded.problems, []);
        let file = loaded.file.expect("a file was found");
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert_eq!(loaded.config.desk.data_dir, Path::new(&format!("/{name}")));
        name
    }
}

#[test]
fn the_first_file_found_counts() {
    let machine = Machine::new(&["named", "variable", "user", "system"]);
    assert_eq!(machine.found(Some("named"), Some("variable")), "named");
    assert_eq!(machine.found(None, Some("variable")), "variable");
    assert_eq!(machine.found(None, None), "user");
    assert_eq!(Machine::new(&["system"]).found(None, None), "system");
    let loaded = Machine::new(&[]).load(None, None);
    assert_eq!((loaded.file, loaded.problems), (None, vec![]));
    assert_eq!(loaded.looked_for.len(), 2);
    assert_is_default(&loaded.config);
}

#[test]
fn a_file_asked_for_must_be_there_and_readable() {
    let machine = Machine::new(&["user", "system"]);
    for (named, variable) in [(Some("gone"), None), (None, Some("gone"))] {
        let loaded = machine.load(named, variable);
        let [problem] = loaded.problems.as_slice() else {
            panic!("{:?}", loaded.problems);
        };
        assert_eq!(problem.wrong, Wrong::Missing);
        let said = problem.sentence(&Text::new(Locale::En));
        assert!(
            said.ends_with("gone: The settings file was not found. Check the path."),
            "{said}"
        );
    }
    fs::remove_file(machine.path("user")).expect("removed");
    fs::create_dir(machine.path("user")).expect("made");
    let loaded = machine.load(None, None);
    assert!(
        matches!(loaded.problems[0].wrong, Wrong::Unreadable(_)),
        "a folder is no file"
    );
    fs::write(machine.path("latin5"), b"# \xfe\n").expect("written");
    let loaded = machine.load(Some("latin5"), None);
    assert!(
        matches!(loaded.problems[0].wrong, Wrong::Unreadable(_)),
        "not UTF-8"
    );
}

proptest! {
    #[test]
    fn no_text_panics(toml in any::<String>()) {
        let text = Text::new(Locale::Tr);
        for problem in read_with(&toml, &[]).1 {
            prop_assert!(!problem.sentence(&text).contains(char::is_control));
        }
    }

    /// The example with one character changed, taken out or put in is read as before, or told.
    #[test]
    fn a_slip_in_the_example_is_harmless_or_told(at in any::<prop::sample::Index>(), with in any::<Option<char>>(), insert: bool) {
        let mut letters: Vec<char> = uncommented_example().chars().collect();
        let at = at.index(letters.len());
        let end = if insert { at } else { at + 1 };
        letters.splice(at..end, with);
        let slipped: String = letters.into_iter().collect();
        let lines = slipped.lines().count() + 1;
        for problem in read_with(&slipped, &[]).1 {
            let line = problem.line();
            prop_assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "{problem:?}");
            prop_assert!(!problem.sentence(&Text::new(Locale::En)).is_empty());
        }
    }
}
