//! The lists the desk chooses from: places, neighbourhoods, holidays, topics, and the texts of
//! messages.
//!
//! All are part of the program (`assets/data`, see its README, and `assets/templates`). An office
//! replaces any but the places by a file of the same format in its folder of lists. A file that
//! cannot be used is reported and the shipped list used instead: no list stops a desk.

pub mod command;
mod files;
mod holidays;
mod messages;
mod neighbourhoods;
mod places;
mod problem;
mod table;
mod telling;
mod topics;
pub mod units;

use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use messages::Messages;
pub use neighbourhoods::Neighbourhoods;
pub use places::{District, Office, Places, Province};
pub use problem::{Allowed, CatalogProblem, Fault, RowFault};
pub use telling::Telling;
pub use topics::{Hit, Topic, Topics};

use crate::domain::calendar::Holidays;
use crate::domain::message::MessageLanguage;

/// A list an office can replace with its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// Topics of applications.
    Topics,
    /// The holiday table.
    Holidays,
    /// Neighbourhoods and villages.
    Neighbourhoods,
    /// Texts of messages in Turkish.
    MessagesTr,
    /// Texts of messages in English.
    MessagesEn,
}

impl ListKind {
    /// Every list.
    pub const ALL: [Self; 5] = [
        Self::Topics,
        Self::Holidays,
        Self::Neighbourhoods,
        Self::MessagesTr,
        Self::MessagesEn,
    ];

    /// The name commands and files know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Holidays => "holidays",
            Self::Neighbourhoods => "neighbourhoods",
            Self::MessagesTr => "messages-tr",
            Self::MessagesEn => "messages-en",
        }
    }

    /// Key of what people call it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Topics => "catalog-list-topics",
            Self::Holidays => "catalog-list-holidays",
            Self::Neighbourhoods => "catalog-list-neighbourhoods",
            Self::MessagesTr => "catalog-list-messages-tr",
            Self::MessagesEn => "catalog-list-messages-en",
        }
    }

    /// How the names of its files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Topics | Self::Holidays | Self::Neighbourhoods => "csv",
            Self::MessagesTr | Self::MessagesEn => "txt",
        }
    }

    /// The list that is part of the program, in the format of its file.
    #[must_use]
    pub fn shipped(self) -> &'static str {
        match self {
            Self::Topics => include_str!("../../assets/data/topics.csv"),
            Self::Holidays => include_str!("../../assets/data/holidays.csv"),
            Self::Neighbourhoods => include_str!("../../assets/data/neighbourhoods.csv"),
            Self::MessagesTr => include_str!("../../assets/templates/messages/tr.txt"),
            Self::MessagesEn => include_str!("../../assets/templates/messages/en.txt"),
        }
    }
}

/// All lists as this office uses them. Cheap to clone, shared by all threads.
#[derive(Debug, Clone)]
pub struct Catalog(Arc<Lists>);

#[derive(Debug)]
struct Lists {
    places: Places,
    /// The office's own list, or the shipped one once it is asked for: fifty thousand rows that
    /// no start waits for.
    neighbourhoods: OnceLock<Neighbourhoods>,
    holidays: Holidays,
    topics: Topics,
    messages_tr: Messages,
    messages_en: Messages,
    replaced: Vec<ListKind>,
}

impl Catalog {
    /// Reads the lists: from `folder` those that have a file there, else the shipped ones. For
    /// each file that cannot be used a problem is returned, and the shipped list is in use.
    #[must_use]
    pub fn load(folder: Option<&Path>) -> (Self, Vec<CatalogProblem>) {
        let places = Places::shipped();
        let mut loader = Loader {
            folder,
            replaced: Vec::new(),
            problems: Vec::new(),
        };
        let topics = match loader.own(ListKind::Topics, Topics::parse) {
            Some(topics) => topics.resolving(&shipped(ListKind::Topics, Topics::parse)),
            None => shipped(ListKind::Topics, Topics::parse),
        };
        let holidays = loader
            .own(ListKind::Holidays, holidays::parse)
            .unwrap_or_else(|| shipped(ListKind::Holidays, holidays::parse));
        let messages_tr = loader.messages(ListKind::MessagesTr);
        let messages_en = loader.messages(ListKind::MessagesEn);
        let own = loader.own(ListKind::Neighbourhoods, |text| {
            Neighbourhoods::parse(text, &places)
        });
        let neighbourhoods = own.map(OnceLock::from).unwrap_or_default();
        let lists = Lists {
            places,
            neighbourhoods,
            holidays,
            topics,
            messages_tr,
            messages_en,
            replaced: loader.replaced,
        };
        (Self(Arc::new(lists)), loader.problems)
    }

    /// Provinces, districts and offices.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.0.places
    }

    /// Neighbourhoods and villages. The first call reads the shipped list, which takes a few
    /// milliseconds.
    #[must_use]
    pub fn neighbourhoods(&self) -> &Neighbourhoods {
        self.0.neighbourhoods.get_or_init(|| {
            shipped(ListKind::Neighbourhoods, |text| {
                Neighbourhoods::parse(text, &self.0.places)
            })
        })
    }

    /// The holiday table; whether administrative leave counts is the office's setting, see
    /// [`Holidays::counting_leave`].
    #[must_use]
    pub fn holidays(&self) -> &Holidays {
        &self.0.holidays
    }

    /// Topics of applications.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.0.topics
    }

    /// Texts of messages to applicants.
    #[must_use]
    pub fn messages(&self, language: MessageLanguage) -> &Messages {
        match language {
            MessageLanguage::Tr => &self.0.messages_tr,
            MessageLanguage::En => &self.0.messages_en,
        }
    }

    /// Whether the office uses its own list instead of the shipped one.
    #[must_use]
    pub fn is_replaced(&self, kind: ListKind) -> bool {
        self.0.replaced.contains(&kind)
    }
}

/// Reads a shipped list.
fn shipped<T>(kind: ListKind, parse: impl FnOnce(&str) -> Result<T, Vec<RowFault>>) -> T {
    parse(kind.shipped()).expect("the tests read every row of the shipped lists")
}

struct Loader<'a> {
    folder: Option<&'a Path>,
    replaced: Vec<ListKind>,
    problems: Vec<CatalogProblem>,
}

impl Loader<'_> {
    /// The office's own texts, else the shipped ones.
    fn messages(&mut self, kind: ListKind) -> Messages {
        let own = self.own(kind, Messages::parse);
        own.unwrap_or_else(|| shipped(kind, Messages::parse))
    }

    /// The list of the folder, if there is one that can be used.
    fn own<T>(
        &mut self,
        kind: ListKind,
        parse: impl FnOnce(&str) -> Result<T, Vec<RowFault>>,
    ) -> Option<T> {
        let file = files::path(self.folder?, kind);
        let read = files::read(&file).map_err(|fault| vec![fault]);
        match read.and_then(|text| text.map(|text| parse(&text)).transpose()) {
            Ok(list) => {
                self.replaced.extend(list.as_ref().map(|_| kind));
                list
            }
            Err(faults) => {
                self.problems.push(CatalogProblem { kind, file, faults });
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
