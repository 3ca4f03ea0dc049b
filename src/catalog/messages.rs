//! The texts of messages to applicants, read into [`Messages`].
//!
//! A file has a text for every stage and channel, and the words for outcomes. A text begins in the first column with its name
//! and `=`; lines that go on are indented by as much as the first of them. Lines that begin with
//! `#` are remarks. What a text may hold: [`Template`].

use std::collections::{BTreeMap, HashMap};

use super::problem::{Fault, RowFault};
use super::table;
use crate::domain::case::Outcome;
use crate::domain::message::{MessageChannel, MessageStage, Slot, Template, TemplateFault, Values};
use crate::text::CleanText;

use MessageChannel::{Call, Email, Sms};
use MessageStage::{
    AskedForInformation, Concluded, Extended, Forwarded, Registered, Reminded, Reopened, Routed,
};

/// Every text by the name files know it by.
const TEXTS: [(&str, MessageStage, MessageChannel); 23] = [
    ("registered-sms", Registered, Sms),
    ("registered-email", Registered, Email),
    ("registered-call", Registered, Call),
    ("routed-sms", Routed, Sms),
    ("routed-email", Routed, Email),
    ("routed-call", Routed, Call),
    ("extended-sms", Extended, Sms),
    ("extended-email", Extended, Email),
    ("extended-call", Extended, Call),
    ("asked-for-information-sms", AskedForInformation, Sms),
    ("asked-for-information-email", AskedForInformation, Email),
    ("asked-for-information-call", AskedForInformation, Call),
    ("concluded-sms", Concluded, Sms),
    ("concluded-email", Concluded, Email),
    ("concluded-call", Concluded, Call),
    ("reopened-sms", Reopened, Sms),
    ("reopened-email", Reopened, Email),
    ("reopened-call", Reopened, Call),
    ("forwarded-sms", Forwarded, Sms),
    ("forwarded-email", Forwarded, Email),
    ("forwarded-call", Forwarded, Call),
    // A unit has no mobile telephone.
    ("reminded-email", Reminded, Email),
    ("reminded-call", Reminded, Call),
];

/// The words for outcomes, which stand for `{outcome}`.
const OUTCOMES: [(&str, Outcome); 3] = [
    ("outcome-positive", Outcome::Positive),
    ("outcome-partly-positive", Outcome::PartlyPositive),
    ("outcome-negative", Outcome::Negative),
];

/// What the words for an outcome can have at most, in characters.
const MOST_OUTCOME: usize = 60;

/// What a text can have at most, in characters: an SMS of four parts, an e-mail of two pages.
const fn most(channel: MessageChannel) -> usize {
    match channel {
        Sms => 500,
        Email => 6000,
        Call => 1500,
    }
}

/// The texts of one language.
#[derive(Debug, Clone)]
pub struct Messages {
    version: String,
    texts: BTreeMap<(MessageStage, MessageChannel), Template>,
    outcomes: HashMap<Outcome, String>,
}

impl Messages {
    /// Version of the texts.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What an applicant is told: of an e-mail the first line is the subject, of a call it is what
    /// the clerk says.
    #[must_use]
    pub fn compose(
        &self,
        stage: MessageStage,
        channel: MessageChannel,
        values: &Values,
    ) -> CleanText {
        let template = self.texts.get(&(stage, channel));
        let text = template.map(|template| template.render(values));
        CleanText::block(text.unwrap_or_default().trim())
    }

    /// The outcome in words.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> &str {
        self.outcomes.get(&outcome).map_or("", String::as_str)
    }

    /// Every text by its name, in the order a case meets them.
    pub fn all(
        &self,
    ) -> impl Iterator<Item = (&'static str, MessageStage, MessageChannel)> + use<> {
        TEXTS.into_iter()
    }

    /// Reads a file of texts.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<RowFault>> {
        let mut faults = Vec::new();
        let mut texts = BTreeMap::new();
        let mut outcomes = HashMap::new();
        let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
        for entry in entries(text, &mut faults) {
            let line = entry.line;
            let mut at = |fault| {
                faults.push(RowFault {
                    line: Some(line),
                    fault,
                })
            };
            let text = entry.text();
            let Some(known) = Known::named(&entry.name) else {
                at(Fault::UnknownText { name: entry.name });
                continue;
            };
            if let Some(line) = seen.insert(known.name(), line) {
                let value = entry.name;
                at(Fault::Repeated { value, line });
                continue;
            }
            let read = match known {
                Known::Text(name, stage, channel) => {
                    template(&text, name, (stage, channel)).map(|template| {
                        texts.insert((stage, channel), template);
                    })
                }
                Known::Outcome(name, outcome) => words(text, name).map(|words| {
                    outcomes.insert(outcome, words);
                }),
            };
            if let Err(fault) = read {
                at(fault);
            }
        }
        let missing = Known::names().filter(|name| !seen.contains_key(name));
        faults.extend(missing.map(|column| RowFault {
            line: None,
            fault: Fault::Missing { column },
        }));
        if faults.is_empty() {
            let version = table::version(text);
            Ok(Self {
                version,
                texts,
                outcomes,
            })
        } else {
            faults.sort_by_key(|fault| fault.line.unwrap_or(u64::MAX));
            Err(faults)
        }
    }
}

/// What a file names.
enum Known {
    Text(&'static str, MessageStage, MessageChannel),
    Outcome(&'static str, Outcome),
}

impl Known {
    fn named(name: &str) -> Option<Self> {
        let text = TEXTS.into_iter().find(|known| known.0 == name);
        let text = text.map(|(name, stage, channel)| Self::Text(name, stage, channel));
        let outcome = || OUTCOMES.into_iter().find(|known| known.0 == name);
        text.or_else(|| outcome().map(|(name, outcome)| Self::Outcome(name, outcome)))
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Text(name, ..) | Self::Outcome(name, _) => name,
        }
    }

    fn names() -> impl Iterator<Item = &'static str> {
        let texts = TEXTS.iter().map(|(name, ..)| *name);
        texts.chain(OUTCOMES.iter().map(|(name, _)| *name))
    }
}

/// The words for an outcome.
fn words(text: String, name: &'static str) -> Result<String, Fault> {
    if text.chars().count() > MOST_OUTCOME {
        let limit = MOST_OUTCOME;
        return Err(Fault::TooLong {
            column: name,
            limit,
        });
    }
    if text.is_empty() {
        return Err(Fault::Missing { column: name });
    }
    Ok(text)
}

fn template(
    text: &str,
    name: &'static str,
    (stage, channel): (MessageStage, MessageChannel),
) -> Result<Template, Fault> {
    let limit = most(channel);
    if text.chars().count() > limit {
        return Err(Fault::TooLong {
            column: name,
            limit,
        });
    }
    if text.trim().is_empty() {
        return Err(Fault::Missing { column: name });
    }
    Template::parse(text, stage, channel).map_err(|fault| match fault {
        TemplateFault::UnknownSlot(slot) => {
            let allowed = Slot::ALL.into_iter();
            let allowed = allowed.filter(|slot| slot.may_stand(stage, channel));
            Fault::UnknownSlot {
                slot: CleanText::line(&slot).into_string(),
                allowed: allowed.map(Slot::name).collect(),
            }
        }
        TemplateFault::SlotNotHere(slot) => Fault::SlotNotHere {
            slot: slot.name(),
            name,
        },
        TemplateFault::Unpaired(sign) => Fault::Unpaired { sign },
    })
}

/// A text as it stands in the file.
struct Entry {
    /// Line of its name.
    line: u64,
    name: String,
    /// What stands behind the `=`.
    first: String,
    /// The lines that go on, as they are.
    more: Vec<String>,
}

impl Entry {
    /// The text without the indentation.
    fn text(&self) -> String {
        let indent = |line: &String| line.len() - line.trim_start().len();
        let filled = self.more.iter().filter(|line| !line.trim().is_empty());
        let indent = filled.map(indent).min().unwrap_or(0);
        let more = self
            .more
            .iter()
            .map(|line| line.get(indent..).unwrap_or("").trim_end());
        let lines: Vec<&str> = std::iter::once(self.first.trim()).chain(more).collect();
        CleanText::block(lines.join("\n").trim()).into_string()
    }
}

fn entries(text: &str, faults: &mut Vec<RowFault>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (number, line) in (1..).zip(table::without_mark(text).lines()) {
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() || line.starts_with([' ', '\t']) {
            match entries.last_mut() {
                Some(entry) => entry.more.push(line.replace('\t', "    ")),
                None if line.trim().is_empty() => {}
                None => faults.push(stray(number)),
            }
            continue;
        }
        match line.split_once('=') {
            Some((name, first)) => entries.push(Entry {
                line: number,
                name: CleanText::line(name).into_string(),
                first: first.to_owned(),
                more: Vec::new(),
            }),
            None => faults.push(stray(number)),
        }
    }
    entries
}

fn stray(line: u64) -> RowFault {
    RowFault {
        line: Some(line),
        fault: Fault::StrayLine,
    }
}

#[cfg(test)]
#[path = "messages_tests.rs"]
mod tests;
