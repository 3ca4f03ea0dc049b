//! Turkish and English texts, and Arabic ones for the pages citizens open.
//!
//! Every sentence a user reads lives in `assets/locales/<language>/*.ftl` (Fluent) and is reached by
//! key. The files are part of the binary, so that a desk cannot start without its texts.
//!
//! A key missing from the chosen language is looked for in the other one, and is shown as it is when
//! both lack it: a forgotten sentence must never stop a desk. The tests below see to it that none is
//! forgotten.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// A value put into a sentence: text or a number (numbers choose plural forms).
pub use fluent_bundle::FluentValue as Value;

/// A language the program speaks.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// Turkish, the default everywhere.
    #[default]
    Tr,
    /// English.
    En,
    /// Arabic: the pages for citizens alone speak it.
    Ar,
}

impl Locale {
    /// Every language the whole program speaks, the default first.
    pub const ALL: [Self; 2] = [Self::Tr, Self::En];

    /// Every language of the pages for citizens.
    pub const OF_CITIZENS: [Self; 3] = [Self::Tr, Self::En, Self::Ar];

    /// The language code used in file names, settings, pages and `LANG`: `tr`, `en` or `ar`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tr => "tr",
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    /// The language asked for by a POSIX locale name such as `en_GB.UTF-8`; `None` for any other
    /// language and for `C` and `POSIX`, which say nothing about the reader.
    #[must_use]
    pub fn from_posix(name: &str) -> Option<Self> {
        let language = name.split(['_', '.', '@', '-']).next().unwrap_or_default();
        language.to_ascii_lowercase().parse().ok()
    }

    const fn other(self) -> Self {
        match self {
            Self::Tr | Self::Ar => Self::En,
            Self::En => Self::Tr,
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The given code names no language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown language")]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.code() == code)
            .ok_or(UnknownLocale)
    }
}

/// One row per text file: name, Turkish contents, English contents.
macro_rules! sources {
    ($($name:literal),+ $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../assets/locales/tr/", $name, ".ftl")),
            include_str!(concat!("../assets/locales/en/", $name, ".ftl")),
        )),+]
    };
}

/// Every text file of the product. Each part of the code owns one.
const SOURCES: &[(&str, &str, &str)] = sources![
    "case", "catalog", "central", "citizen", "cli", "config", "console", "desk", "doctor",
    "fairness", "hall", "papers", "portal", "queue", "register", "reviews", "search", "store",
    "sync", "tui", "units", "work"
];

/// What citizens read in Arabic: their pages, and the names of the choices on them.
const ARABIC: &str = include_str!("../assets/locales/ar/citizen.ftl");

type Bundle = FluentBundle<FluentResource>;

struct Inner {
    locale: Locale,
    chosen: Bundle,
    /// Parsed only when a key is missing from the chosen language.
    fallback: OnceLock<Bundle>,
}

/// The texts of one language. Cheap to clone, shared by all threads.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

impl Text {
    /// Loads the texts of a language.
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        Self(Arc::new(Inner {
            locale,
            chosen: load(locale),
            fallback: OnceLock::new(),
        }))
    }

    /// The language these texts are in.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.0.locale
    }

    /// The sentence under `key`, or the key itself when no language has it.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence under `key` with values put into its places.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        format(&self.0.chosen, key, values)
            .or_else(|| format(self.fallback(), key, values))
            .unwrap_or_else(|| key.to_owned())
    }

    /// A number with as many decimals as `digits`, after a point or, in Turkish, a comma.
    #[must_use]
    pub fn decimal(&self, value: f64, digits: usize) -> String {
        let written = format!("{value:.digits$}");
        match self.locale() {
            Locale::Tr => written.replace('.', ","),
            Locale::En | Locale::Ar => written,
        }
    }

    /// Whether some language has a sentence under `key`.
    #[cfg(test)]
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.chosen.has_message(key) || self.fallback().has_message(key)
    }

    fn fallback(&self) -> &Bundle {
        self.0.fallback.get_or_init(|| load(self.0.locale.other()))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.0.locale).finish()
    }
}

fn load(locale: Locale) -> Bundle {
    // Both codes are valid; an unparsable one would only lose the plural forms.
    let language: LanguageIdentifier = locale.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The invisible isolation marks would reach receipts, snapshots and searches; values are cleaned
    // of bidi characters at the trust boundary instead.
    bundle.set_use_isolating(false);
    let sources: Vec<&str> = match locale {
        Locale::Tr => SOURCES.iter().map(|(_, tr, _)| *tr).collect(),
        Locale::En => SOURCES.iter().map(|(_, _, en)| *en).collect(),
        Locale::Ar => vec![ARABIC],
    };
    for source in sources {
        // The tests prove that the shipped files have no errors; whatever does parse is used.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(r, _)| r);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn format(bundle: &Bundle, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let args = (!values.is_empty()).then(|| values.iter().cloned().collect());
    let mut errors = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, args.as_ref(), &mut errors)
            .into_owned(),
    )
}

#[cfg(test)]
mod tests;
