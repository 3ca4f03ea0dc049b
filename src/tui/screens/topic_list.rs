//! The topics a form offers, by position.

use crate::catalog::Catalog;
use crate::domain::application::TopicCode;
use crate::i18n::Locale;

/// Topics a search offers.
const MOST_HITS: usize = 60;

/// The topics in use, heading by heading.
#[derive(Debug)]
pub struct TopicList {
    catalog: Catalog,
    codes: Vec<TopicCode>,
}

impl TopicList {
    /// The topics to choose from, and `needed` if it is none of them: a topic retired since it was
    /// chosen stays chosen.
    #[must_use]
    pub fn new(catalog: Catalog, needed: Option<&TopicCode>) -> Self {
        let topics = catalog.topics();
        let in_use = topics
            .headings()
            .flat_map(|heading| topics.under(&heading.code));
        let mut codes: Vec<_> = in_use.map(|topic| TopicCode(topic.code.clone())).collect();
        if let Some(code) = needed.filter(|code| !codes.contains(code)) {
            codes.push(code.clone());
        }
        Self { catalog, codes }
    }

    /// The names, headings included, in the order of the positions.
    #[must_use]
    pub fn names(&self, locale: Locale) -> Vec<String> {
        let topics = self.catalog.topics();
        let names = self.codes.iter();
        names
            .map(|code| topics.full_name(&code.0, locale))
            .collect()
    }

    /// The positions of what somebody may mean, the best first.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<usize> {
        let hits = self.catalog.topics().search(typed, MOST_HITS);
        hits.iter()
            .filter_map(|hit| self.codes.iter().position(|code| code.0 == hit.topic.code))
            .collect()
    }

    /// The code at a position.
    #[must_use]
    pub fn code(&self, at: usize) -> Option<&TopicCode> {
        self.codes.get(at)
    }

    /// The position of a code.
    #[must_use]
    pub fn position(&self, code: &TopicCode) -> Option<usize> {
        self.codes.iter().position(|known| known == code)
    }
}
