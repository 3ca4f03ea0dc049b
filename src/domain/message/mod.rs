//! Messages to an applicant, and reminders to units: at which stage, by which channel, in which language, and what became
//! of each.
//!
//! A desk queues a message, also without a network; central sends it exactly once for each
//! application, stage, round of that stage, and recipient.

mod alphabet;
mod parts;
mod template;

use serde::{Deserialize, Serialize};

pub use super::ids::MessageId;
pub use alphabet::Alphabet;
pub use parts::{Length, Letters, Sms};
pub use template::{Slot, Template, TemplateFault, Values};

/// At what an applicant is told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStage {
    /// The application has its number.
    Registered,
    /// A unit has it.
    Routed,
    /// The answer will take longer than promised.
    Extended,
    /// The applicant has to tell or bring something.
    AskedForInformation,
    /// There is a result, and the desk has accepted it.
    Concluded,
    /// It is looked at once more.
    Reopened,
    /// Another office or authority has it now.
    Forwarded,
    /// To the unit or its head, not to the applicant: the time runs out.
    Reminded,
}

impl MessageStage {
    /// In the order an application meets them.
    pub const ALL: [Self; 8] = [
        Self::Registered,
        Self::Routed,
        Self::Extended,
        Self::AskedForInformation,
        Self::Concluded,
        Self::Reopened,
        Self::Forwarded,
        Self::Reminded,
    ];

    /// Whether the applicant is told; else a unit is.
    #[must_use]
    pub fn is_for_applicant(self) -> bool {
        self != Self::Reminded
    }
}

/// How a message reaches its recipient.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MessageChannel {
    /// To a mobile telephone.
    #[default]
    Sms,
    /// E-mail.
    Email,
    /// Nobody may or can be written to: the desk telephones.
    Call,
}

impl MessageChannel {
    /// Every channel, the preferred one first.
    pub const ALL: [Self; 3] = [Self::Sms, Self::Email, Self::Call];
}

/// The language a message is written in.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MessageLanguage {
    /// Turkish.
    #[default]
    Tr,
    /// English.
    En,
}

impl MessageLanguage {
    /// In the order the form offers them.
    pub const ALL: [Self; 2] = [Self::Tr, Self::En];
}

/// What has become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MessageState {
    /// It waits to be sent; on the call list, to be told.
    Queued,
    /// A gateway has taken it.
    Sent,
    /// The recipient's device or mailbox has it.
    Delivered,
    /// It did not reach the recipient and is not tried again.
    Failed {
        /// Why not.
        reason: FailReason,
    },
    /// It was handed to a gateway whose reply was lost: it may have been sent, and is not sent
    /// again.
    Unknown,
    /// The desk has told the applicant by telephone.
    Called,
    /// There is nothing to tell, or nobody: it was not sent, and nobody has to telephone.
    Dropped {
        /// Why not.
        why: DropReason,
    },
}

impl MessageState {
    /// Its name as stored and as the texts' keys end.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed { .. } => "failed",
            Self::Unknown => "unknown",
            Self::Called => "called",
            Self::Dropped { .. } => "dropped",
        }
    }
}

/// Why a message was not sent though nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DropReason {
    /// Another message tells the same recipient the same.
    Duplicate,
    /// The step it tells of did not fit where the case stood, and was without effect.
    Refused,
    /// The applicant's data was destroyed.
    Erased,
}

/// Why a message failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailReason {
    /// The number or address does not exist or cannot be reached.
    Recipient,
    /// The gateway refuses the text or the way it is written.
    Content,
    /// The gateway refuses us: password, sender's name, contract, credit.
    Account,
    /// The network could not deliver it in time.
    Expired,
    /// The network or the recipient's provider turned it down.
    Rejected,
    /// It was not taken by the gateway within the time messages are tried for.
    GaveUp,
}

impl FailReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::Recipient,
        Self::Content,
        Self::Account,
        Self::Expired,
        Self::Rejected,
        Self::GaveUp,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_snake_case() {
        let written = |state: MessageState| serde_json::to_string(&state).unwrap();
        assert_eq!(written(MessageState::Queued), r#"{"state":"queued"}"#);
        let reason = FailReason::GaveUp;
        assert_eq!(
            written(MessageState::Failed { reason }),
            r#"{"state":"failed","reason":"gave_up"}"#
        );
        let stage = MessageStage::AskedForInformation;
        assert_eq!(
            serde_json::to_string(&stage).unwrap(),
            r#""asked_for_information""#
        );
    }
}
