//! What applications are about: headings and the topics under them.
//!
//! Columns `kod,ad,ad_en,aramalar,birim,durum`: the code (`11` for a heading, `11.04` for a
//! topic), the Turkish and the English name, what visitors call it (parted by `|`), the service
//! unit usually responsible, and `kaldirildi` for a topic no longer given. Applications keep the
//! code, so a code is never given to another topic; a topic that goes stays in the list, retired.

mod likeness;
mod search;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use self::search::Hit;
use self::search::Index;
use super::problem::{Allowed, Fault, RowFault};
use super::table::{self, Row};
use crate::i18n::Locale;

const COLUMNS: &[&str] = &["kod", "ad", "ad_en", "aramalar", "birim", "durum"];

/// Parts what visitors call a topic.
const SEPARATOR: char = '|';

/// How the file says that a topic is no longer given.
const RETIRED: &str = "kaldirildi";

/// A heading, or a topic under one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// `11` for a heading, `11.04` for a topic; stable.
    pub code: String,
    /// Turkish name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// What visitors call it, in Turkish.
    pub synonyms: Vec<String>,
    /// The unit usually responsible in the province; a district has its own counterpart.
    pub unit: String,
    /// No longer given to new applications; old ones carry it still.
    pub retired: bool,
}

impl Topic {
    /// The name in a language; there is none in Arabic.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Tr => &self.name,
            Locale::En | Locale::Ar => &self.name_en,
        }
    }

    /// Whether this is a heading.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        self.heading_code() == self.code
    }

    /// The code of the heading; a heading's own is its code.
    #[must_use]
    pub fn heading_code(&self) -> &str {
        self.code.split('.').next().unwrap_or_default()
    }
}

/// The topic list.
#[derive(Debug)]
pub struct Topics {
    version: String,
    /// In the order of their codes: each heading, then its topics.
    topics: Vec<Topic>,
    by_code: HashMap<String, usize>,
    /// Made at the first search: no start waits for it.
    index: OnceLock<Index>,
}

impl Topics {
    /// Reads a topic list.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<RowFault>> {
        let mut lines = HashMap::new();
        let mut topics: Vec<Topic> = Vec::new();
        let mut faults = table::read(text, COLUMNS, |row| {
            let topic = topic(row)?;
            if let Some(line) = lines.insert(topic.code.clone(), row.line) {
                let value = topic.code;
                return Err(Fault::Repeated { value, line });
            }
            topics.push(topic);
            Ok(())
        });
        for topic in &topics {
            if !lines.contains_key(topic.heading_code()) {
                let code = topic.heading_code().to_owned();
                faults.push(RowFault {
                    line: lines.get(&topic.code).copied(),
                    fault: Fault::NoHeading { code },
                });
            }
        }
        if faults.is_empty() {
            Ok(Self::new(table::version(text), topics))
        } else {
            faults.sort_by_key(|fault| fault.line);
            Err(faults)
        }
    }

    fn new(version: String, mut topics: Vec<Topic>) -> Self {
        topics.sort_by(|one, other| one.code.cmp(&other.code));
        let codes = topics.iter().map(|topic| topic.code.clone());
        Self {
            version,
            by_code: codes.zip(0..).collect(),
            topics,
            index: OnceLock::new(),
        }
    }

    /// This list, with the topics of `other` it lacks added as retired: whatever an application
    /// carries can be named.
    pub(super) fn resolving(self, other: &Self) -> Self {
        let lacking = other.topics.iter().filter(|t| self.get(&t.code).is_none());
        let lacking: Vec<Topic> = lacking
            .map(|topic| Topic {
                retired: true,
                ..topic.clone()
            })
            .collect();
        if lacking.is_empty() {
            return self;
        }
        let topics = self.topics.into_iter().chain(lacking).collect();
        Self::new(self.version, topics)
    }

    /// The codes of this list that `other` lacks.
    pub(super) fn lost_in(&self, other: &Self) -> Vec<RowFault> {
        let lost = self.topics.iter().filter(|t| other.get(&t.code).is_none());
        lost.map(|topic| RowFault {
            line: None,
            fault: Fault::Lost {
                code: topic.code.clone(),
            },
        })
        .collect()
    }

    /// The version, which applications keep beside the code.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The heading or topic with this code, retired ones included.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Topic> {
        self.topics.get(*self.by_code.get(code)?)
    }

    /// A topic as it is written in full: "Sağlık / Hastane randevusu (MHRS)"; the code itself
    /// where the list does not know it.
    #[must_use]
    pub fn full_name(&self, code: &str, locale: Locale) -> String {
        let Some(topic) = self.get(code) else {
            return code.to_owned();
        };
        match self.get(topic.heading_code()) {
            Some(heading) if !topic.is_heading() => {
                format!("{} / {}", heading.name(locale), topic.name(locale))
            }
            _ => topic.name(locale).to_owned(),
        }
    }

    /// The headings to choose from, by code.
    pub fn headings(&self) -> impl Iterator<Item = &Topic> {
        self.in_use().filter(|topic| topic.is_heading())
    }

    /// The topics to choose from under a heading, by code.
    pub fn under<'a>(&'a self, heading: &'a str) -> impl Iterator<Item = &'a Topic> {
        self.in_use()
            .filter(move |topic| !topic.is_heading() && topic.heading_code() == heading)
    }

    /// How many topics there are to choose from, without the headings.
    #[must_use]
    pub fn count(&self) -> usize {
        self.in_use().filter(|topic| !topic.is_heading()).count()
    }

    /// The topics a visitor may mean, best first, at most `limit`: by what is in the name and
    /// in what visitors call it, in any spelling, with suffixes and slips of the keyboard; a
    /// code, or its beginning, finds by code. Retired topics are not offered.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit<'_>> {
        let index = self.index.get_or_init(|| Index::new(&self.topics));
        index.search(&self.topics, query, limit)
    }

    fn in_use(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(|topic| !topic.retired)
    }
}

fn topic(row: &Row<'_>) -> Result<Topic, Fault> {
    let code = row.required(0)?;
    if !is_code(&code) {
        return Err(row.wrong(0, Allowed::TopicCode));
    }
    let retired = match row.raw(5) {
        "" => false,
        RETIRED => true,
        _ => return Err(row.wrong(5, Allowed::RetiredOrNot)),
    };
    let synonyms = row.optional(3)?;
    let synonyms = synonyms.split(SEPARATOR).map(str::trim);
    Ok(Topic {
        name: row.required(1)?,
        name_en: row.required(2)?,
        synonyms: synonyms
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect(),
        unit: row.optional(4)?,
        code,
        retired,
    })
}

/// `11` or `11.04`, each pair from 01 to 99.
pub(super) fn is_code(code: &str) -> bool {
    let is_pair =
        |pair: &str| pair.len() == 2 && pair != "00" && pair.bytes().all(|b| b.is_ascii_digit());
    match code.split_once('.') {
        None => is_pair(code),
        Some((heading, topic)) => is_pair(heading) && is_pair(topic),
    }
}

#[cfg(test)]
mod tests;
