//! What is wrong with the file of a list, and where.

use std::fmt::Write;
use std::path::PathBuf;

use super::ListKind;
use crate::i18n::Text;

/// Faults shown of one file; the rest is counted.
const SHOWN: usize = 50;

/// A file that should have replaced a shipped list and cannot: the shipped list is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogProblem {
    /// The list.
    pub kind: ListKind,
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it, in the order of its lines.
    pub faults: Vec<RowFault>,
}

impl CatalogProblem {
    /// What happened, the first thing that is wrong, and what to do; one line.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let first = self.faults.first();
        text.with(
            "catalog-file-not-used",
            &[
                ("list", text.get(self.kind.key()).into()),
                ("file", self.file.display().to_string().into()),
                (
                    "first",
                    first.map_or_else(String::new, |f| f.sentence(text)).into(),
                ),
                ("count", self.faults.len().into()),
            ],
        )
    }
}

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The line, from 1; `None` when it is the file as a whole.
    pub line: Option<u64>,
    /// What is wrong.
    pub fault: Fault,
}

impl RowFault {
    /// Where, what, and what would be right.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let fault = self.fault.sentence(text);
        match self.line {
            Some(line) => text.with(
                "catalog-fault-line",
                &[("line", line.to_string().into()), ("fault", fault.into())],
            ),
            None => fault,
        }
    }
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read; why, in the system's words.
    Unreadable(String),
    /// The file is larger than any such list.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is not UTF-8.
    NotUtf8,
    /// The first line does not name the columns.
    Header {
        /// The columns of the list.
        columns: &'static [&'static str],
    },
    /// There is no row.
    Empty {
        /// The columns of the list.
        columns: &'static [&'static str],
    },
    /// A row has more or fewer values than there are columns.
    Width {
        /// How many.
        found: usize,
        /// The columns of the list.
        columns: &'static [&'static str],
    },
    /// A quotation mark is not closed on its line.
    OpenQuote,
    /// A value that must be there is not.
    Missing {
        /// The column.
        column: &'static str,
    },
    /// A value is too long.
    TooLong {
        /// The column.
        column: &'static str,
        /// The limit in characters.
        limit: usize,
    },
    /// A value that cannot be.
    Value {
        /// The column.
        column: &'static str,
        /// The value as written.
        value: String,
        /// What can be.
        allowed: Allowed,
    },
    /// The same entry twice.
    Repeated {
        /// The entry.
        value: String,
        /// The line it was on before.
        line: u64,
    },
    /// A sub-topic whose heading is not in the list.
    NoHeading {
        /// Code of the heading.
        code: String,
    },
    /// A line before the first text, or one in the first column that begins no text.
    StrayLine,
    /// No message has a text of this name.
    UnknownText {
        /// The name.
        name: String,
    },
    /// A text has a place for a value nobody knows.
    UnknownSlot {
        /// What stands in the braces.
        slot: String,
        /// What can.
        allowed: Vec<&'static str>,
    },
    /// A place for a value that cannot stand in this text.
    SlotNotHere {
        /// The place.
        slot: &'static str,
        /// The text.
        name: &'static str,
    },
    /// A brace or bracket without its other half.
    Unpaired {
        /// The sign.
        sign: char,
    },
    /// A topic that is not in the topic list.
    NoTopic {
        /// Its code.
        code: String,
    },
    /// A topic of the list in use, which applications may carry, is missing.
    Lost {
        /// Its code.
        code: String,
    },
}

/// What a value can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// A province, by name or plate.
    Province,
    /// One of these.
    OneOf(Vec<String>),
    /// A day.
    Day,
    /// A code of a topic.
    TopicCode,
    /// Nothing, or that a topic is retired.
    RetiredOrNot,
    /// A code of a service unit.
    UnitCode,
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// Nothing, or that a unit is closed.
    ClosedOrNot,
}

impl Fault {
    fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Unreadable(detail) => {
                text.with("catalog-fault-unreadable", &[("detail", detail.into())])
            }
            Self::TooLarge { limit } => {
                let limit = (limit >> 20).to_string();
                text.with("catalog-fault-too-large", &[("limit", limit.into())])
            }
            Self::NotUtf8 => text.get("catalog-fault-not-utf8"),
            Self::Header { columns } => {
                let columns = columns.join(",");
                text.with("catalog-fault-header", &[("columns", columns.into())])
            }
            Self::Empty { columns } => {
                let columns = columns.join(",");
                text.with("catalog-fault-empty", &[("columns", columns.into())])
            }
            Self::Width { found, columns } => {
                let values = [
                    ("found", (*found).into()),
                    ("count", columns.len().into()),
                    ("columns", columns.join(",").into()),
                ];
                text.with("catalog-fault-width", &values)
            }
            Self::OpenQuote => text.get("catalog-fault-open-quote"),
            Self::Missing { column } => {
                text.with("catalog-fault-missing", &[("column", (*column).into())])
            }
            Self::TooLong { column, limit } => {
                let values = [("column", (*column).into()), ("limit", (*limit).into())];
                text.with("catalog-fault-too-long", &values)
            }
            Self::Value {
                column,
                value,
                allowed,
            } => {
                let values = [
                    ("column", (*column).into()),
                    ("value", value.into()),
                    ("allowed", allowed.sentence(text).into()),
                ];
                text.with("catalog-fault-value", &values)
            }
            Self::Repeated { value, line } => {
                let values = [("value", value.into()), ("line", line.to_string().into())];
                text.with("catalog-fault-repeated", &values)
            }
            Self::NoHeading { code } => {
                text.with("catalog-fault-no-heading", &[("code", code.into())])
            }
            Self::StrayLine => text.get("catalog-fault-stray-line"),
            Self::UnknownText { name } => {
                text.with("catalog-fault-unknown-text", &[("name", name.into())])
            }
            Self::UnknownSlot { slot, allowed } => {
                let allowed: Vec<String> =
                    allowed.iter().map(|name| format!("{{{name}}}")).collect();
                let values = [
                    ("slot", slot.into()),
                    ("allowed", allowed.join(", ").into()),
                ];
                text.with("catalog-fault-unknown-slot", &values)
            }
            Self::SlotNotHere { slot, name } => {
                let values = [("slot", (*slot).into()), ("name", (*name).into())];
                text.with("catalog-fault-slot-not-here", &values)
            }
            Self::Unpaired { sign } => text.with(
                "catalog-fault-unpaired",
                &[("sign", sign.to_string().into())],
            ),
            Self::NoTopic { code } => text.with("catalog-fault-no-topic", &[("code", code.into())]),
            Self::Lost { code } => text.with("catalog-fault-lost", &[("code", code.into())]),
        }
    }
}

impl Allowed {
    fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Province => text.get("catalog-allowed-province"),
            Self::OneOf(names) => {
                let names = names.join(", ");
                text.with("catalog-allowed-one-of", &[("names", names.into())])
            }
            Self::Day => text.get("catalog-allowed-day"),
            Self::TopicCode => text.get("catalog-allowed-topic-code"),
            Self::RetiredOrNot => text.get("catalog-allowed-retired"),
            Self::UnitCode => text.get("catalog-allowed-unit-code"),
            Self::Telephone => text.get("catalog-allowed-telephone"),
            Self::Email => text.get("catalog-allowed-email"),
            Self::ClosedOrNot => text.get("catalog-allowed-closed"),
        }
    }
}

/// The faults, a line each; of very many only the first.
pub(super) fn lines(faults: &[RowFault], text: &Text) -> String {
    let mut lines = String::new();
    for fault in faults.iter().take(SHOWN) {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "  {}", fault.sentence(text));
    }
    let rest = faults.len().saturating_sub(SHOWN);
    if rest > 0 {
        let _ = writeln!(
            lines,
            "  {}",
            text.with("catalog-faults-more", &[("count", rest.into())])
        );
    }
    lines
}
