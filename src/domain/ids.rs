//! Identifiers. One type for each thing, so that a ticket is never taken for a visit.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A ticket of one day.
    TicketId
);
id!(
    /// A visit: from the first word at the counter to good-bye.
    VisitId
);
id!(
    /// A person; also the name of the key that seals that person's data.
    PersonId
);
id!(
    /// An application, whatever its number.
    ApplicationId
);
id!(
    /// One piece of guidance given.
    GuidanceId
);
id!(
    /// A member of staff.
    StaffId
);
id!(
    /// A text being written that is not yet an application.
    DraftId
);
id!(
    /// A message to an applicant, from the moment it is queued.
    MessageId
);
id!(
    /// The database that issues: one per office host, many counters.
    DeviceId
);

/// A counter's number in the office, from 1 to [`MOST_COUNTERS`].
pub type Counter = u16;

/// No office has more counters.
pub const MOST_COUNTERS: Counter = 99;

/// The office: province plate (1–81) and the office's number in the province
/// (0 = governorship, 1… = district governorships).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct OfficeCode {
    plate: u8,
    unit: u16,
}

/// Why a text is no office code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an office code is five digits, PPUUU, with PP from 01 to 81")]
pub struct OfficeCodeError;

impl OfficeCode {
    /// # Errors
    /// When `plate` is not 1–81 or `unit` is over 999.
    pub fn new(plate: u8, unit: u16) -> Result<Self, OfficeCodeError> {
        if (1..=81).contains(&plate) && unit <= 999 {
            Ok(Self { plate, unit })
        } else {
            Err(OfficeCodeError)
        }
    }

    /// Province plate, 1–81.
    #[must_use]
    pub fn plate(self) -> u8 {
        self.plate
    }

    /// Number in the province, 0–999; 0 is the governorship.
    #[must_use]
    pub fn unit(self) -> u16 {
        self.unit
    }
}

impl std::fmt::Display for OfficeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}{:03}", self.plate, self.unit)
    }
}

impl std::str::FromStr for OfficeCode {
    type Err = OfficeCodeError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        if s.len() != 5 || !s.bytes().all(|b| b.is_ascii_digit()) {
            return Err(OfficeCodeError);
        }
        let (plate, unit) = s.split_at(2);
        Self::new(
            plate.parse().map_err(|_| OfficeCodeError)?,
            unit.parse().map_err(|_| OfficeCodeError)?,
        )
    }
}

impl From<OfficeCode> for String {
    fn from(code: OfficeCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for OfficeCode {
    type Error = OfficeCodeError;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_code_reads_what_it_writes() {
        for text in ["01000", "06001", "81922"] {
            assert_eq!(text.parse::<OfficeCode>().unwrap().to_string(), text);
        }
        for text in ["00001", "82000", "6001", "0600a", "", "٠٦٠٠١"] {
            assert!(text.parse::<OfficeCode>().is_err(), "{text}");
        }
    }
}
