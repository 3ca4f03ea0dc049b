//! Settings of this machine: `config.example.toml` documents each once, [`Config`] holds them.
//!
//! [`load`] finds the file, [`Reader`] takes the settings out of it, and
//! a [`Problem`] names whatever is wrong with place, value and what would be right. What belongs to
//! the office rather than to one machine is in the desk's database, not here.

mod find;
mod messages;
mod problem;
mod read;
mod theme;

pub use find::{Loaded, Places, load};
pub use problem::{Expected, Place, Problem, Wrong};
pub use read::Choice;
pub use theme::Theme;

use crate::central;
use crate::central::dispatch::MessageSettings;
use crate::central::oidc::OidcSettings;
use crate::domain::message::MessageLanguage;
use crate::i18n::Locale;
use crate::papers::Contact;
use crate::text::CleanText;
use read::Reader;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// `config.example.toml`: every setting with its default and what it does.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// The most PostgreSQL connections one central may be given.
const MOST_CONNECTIONS: usize = 500;
/// The most batches one central may handle at once.
const MOST_BATCHES: usize = 1000;
const CENTRAL_PORT: u16 = 8443;

/// All settings, defaults filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// Language of everything the program says; `None` follows the office's choice and the
    /// system.
    pub language: Option<Locale>,
    /// Colours of the screens.
    pub theme: Theme,
    /// The desk on this machine.
    pub desk: Desk,
    /// Papers that are printed.
    pub papers: Papers,
    /// The central server, if this machine is one.
    pub central: central::Settings,
}

/// Where the desk keeps its things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Folder of the desk's files.
    pub data_dir: PathBuf,
    /// The database.
    pub database: PathBuf,
    /// The key the database is encrypted with.
    pub key_file: PathBuf,
    /// Folder of lists that replace the shipped ones (topics, holidays, neighbourhoods, texts of messages).
    pub catalog_dir: PathBuf,
}

/// Where papers go, and what they say of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// Folder they are kept in.
    pub folder: PathBuf,
    /// Program and arguments that print a file; empty prints nothing.
    pub print_command: CleanText,
    /// How the office is reached.
    pub contact: Contact,
}

impl Papers {
    /// Kept beside the desk's file and not printed, of an office of which no contact is known.
    #[must_use]
    pub fn in_folder(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("papers"),
            print_command: CleanText::default(),
            contact: Contact::default(),
        }
    }
}

impl Desk {
    /// Everything in `data_dir` under its usual name.
    #[must_use]
    pub fn in_folder(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            database: data_dir.join("desk.db"),
            key_file: data_dir.join("desk.key"),
            catalog_dir: data_dir.join("catalog"),
        }
    }
}

impl Config {
    /// The settings of a machine without a settings file.
    #[cfg(test)]
    #[must_use]
    pub fn defaults(places: &Places) -> Self {
        Self::read(&mut Reader::new(None, &|_| None), places)
    }

    fn read(reader: &mut Reader<'_>, places: &Places) -> Self {
        let mut language = None;
        reader.choice("language", &mut language);
        let mut theme = Theme::Auto;
        reader.choice("theme", &mut theme);
        let desk = read_desk(reader, places);
        Self {
            language,
            theme,
            papers: read_papers(reader, &desk.data_dir),
            desk,
            central: read_central(reader, places),
        }
    }
}

fn read_desk(reader: &mut Reader<'_>, places: &Places) -> Desk {
    let mut data_dir = places.data.clone();
    reader.path("desk.data_dir", &mut data_dir);
    let mut desk = Desk::in_folder(&data_dir);
    reader.path("desk.database", &mut desk.database);
    reader.path("desk.key_file", &mut desk.key_file);
    reader.path("desk.catalog_dir", &mut desk.catalog_dir);
    desk
}

fn read_papers(reader: &mut Reader<'_>, data_dir: &Path) -> Papers {
    let mut papers = Papers::in_folder(data_dir);
    reader.path("papers.folder", &mut papers.folder);
    reader.line("papers.print_command", &mut papers.print_command);
    reader.line("papers.address", &mut papers.contact.address);
    reader.line("papers.telephone", &mut papers.contact.telephone);
    reader.line("papers.email", &mut papers.contact.email);
    reader.line("papers.web", &mut papers.contact.web);
    papers
}

fn read_central(reader: &mut Reader<'_>, places: &Places) -> central::Settings {
    let mut central = central::Settings {
        listen: SocketAddr::from((Ipv4Addr::UNSPECIFIED, CENTRAL_PORT)),
        metrics_listen: None,
        database: "host=/run/postgresql dbname=acikkapi".into(),
        data_dir: places.data.join("central"),
        names: vec![places.machine.clone(), "localhost".into()],
        connections: central::Settings::DEFAULT_CONNECTIONS,
        concurrent_batches: central::Settings::DEFAULT_CONCURRENT_BATCHES,
        client_address_header: String::new(),
        messages: MessageSettings::without_gateways(&places.data.join("central")),
        edevlet: OidcSettings::off(&places.data.join("central")),
    };
    central.names.dedup();
    reader.address("central.listen", &mut central.listen);
    reader.maybe_address("central.metrics_listen", &mut central.metrics_listen);
    reader.connection("central.database", &mut central.database);
    reader.path("central.data_dir", &mut central.data_dir);
    reader.names("central.names", &mut central.names);
    reader.number(
        "central.connections",
        1..=MOST_CONNECTIONS,
        &mut central.connections,
    );
    reader.number(
        "central.concurrent_batches",
        1..=MOST_BATCHES,
        &mut central.concurrent_batches,
    );
    reader.text(
        "central.client_address_header",
        &mut central.client_address_header,
    );
    central.messages = MessageSettings::without_gateways(&central.data_dir);
    messages::read(reader, &mut central.messages);
    central.edevlet = OidcSettings::off(&central.data_dir);
    read_edevlet(reader, &mut central.edevlet);
    central
}

fn read_edevlet(reader: &mut Reader<'_>, edevlet: &mut OidcSettings) {
    reader.text("edevlet.issuer", &mut edevlet.issuer);
    reader.text("edevlet.client_id", &mut edevlet.client_id);
    reader.path("edevlet.secret_file", &mut edevlet.secret_file);
    reader.text("edevlet.public_url", &mut edevlet.public_url);
    reader.text("edevlet.scope", &mut edevlet.scope);
    reader.text("edevlet.identity_number", &mut edevlet.identity_number);
    reader.text("edevlet.given_name", &mut edevlet.given_name);
    reader.text("edevlet.family_name", &mut edevlet.family_name);
}

impl Choice for Locale {
    const NAMES: &'static [(&'static str, Self)] = &[("tr", Self::Tr), ("en", Self::En)];
}

impl Choice for MessageLanguage {
    const NAMES: &'static [(&'static str, Self)] = &[("tr", Self::Tr), ("en", Self::En)];
}

impl Choice for Option<Locale> {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", None),
        ("tr", Some(Locale::Tr)),
        ("en", Some(Locale::En)),
    ];
}

#[cfg(test)]
mod tests;
