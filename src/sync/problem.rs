//! The errors central answers with: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// Media type of a [`Problem`].
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong, for a program; a person reads the desk's own sentence for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The request cannot be understood.
    Invalid,
    /// No credential, or one central does not know.
    Unauthorised,
    /// The device's credential was withdrawn.
    Revoked,
    /// The device is set aside after a fork; an administrator has to look.
    Quarantined,
    /// Operations are missing before the ones sent; see [`Problem::expected`].
    SequenceGap,
    /// Central holds another operation at the same place of the device's history.
    Fork,
    /// An operation's hash or its link to the one before is wrong.
    BrokenChain,
    /// An operation names another office or device than the credential.
    WrongOrigin,
    /// An operation is older than any schema central still accepts.
    SchemaTooOld,
    /// The request is too large, before or after decompression.
    TooLarge,
    /// The enrolment code is unknown or mistyped.
    CodeWrong,
    /// The enrolment code has expired.
    CodeExpired,
    /// The enrolment code was used before.
    CodeUsed,
    /// Too many wrong attempts on the enrolment code.
    CodeBlocked,
    /// The code is for another office than the desk.
    OfficeMismatch,
    /// All 99 device numbers of the office are taken.
    NumbersExhausted,
    /// Too many requests; see [`Problem::retry_after`].
    Busy,
    /// Central cannot serve now (database away); see [`Problem::retry_after`].
    Unavailable,
    /// No such address.
    NotFound,
    /// A problem a newer central reports.
    #[serde(other)]
    Unknown,
}

impl ProblemCode {
    /// HTTP status it travels with.
    pub fn status(self) -> u16 {
        match self {
            Self::Invalid | Self::BrokenChain | Self::SchemaTooOld | Self::Unknown => 400,
            Self::Unauthorised => 401,
            Self::Revoked | Self::Quarantined | Self::WrongOrigin => 403,
            Self::CodeWrong | Self::CodeExpired | Self::CodeUsed | Self::CodeBlocked => 403,
            Self::NotFound => 404,
            Self::SequenceGap | Self::Fork => 409,
            Self::OfficeMismatch | Self::NumbersExhausted => 409,
            Self::TooLarge => 413,
            Self::Busy => 429,
            Self::Unavailable => 503,
        }
    }
}

/// Body of an error answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{title} ({status})")]
pub struct Problem {
    /// `urn:acikkapi:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English text for an operator; no personal data.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// For the program.
    pub code: ProblemCode,
    /// With `sequence_gap`: the `dseq` to send from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<u64>,
    /// Seconds to wait, also in the `Retry-After` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem of `code`, explained by `title`.
    pub fn new(code: ProblemCode, title: impl Into<String>) -> Self {
        // A unit variant serialises as a plain string, so the name is always there.
        let name = serde_json::to_value(code)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default();
        Self {
            kind: format!("urn:acikkapi:problem:{name}"),
            title: title.into(),
            status: code.status(),
            code,
            expected: None,
            retry_after: None,
        }
    }

    /// A gap: send from `expected`.
    pub fn gap(expected: u64) -> Self {
        Self {
            expected: Some(expected),
            ..Self::new(
                ProblemCode::SequenceGap,
                "operations are missing before these",
            )
        }
    }

    /// Come back in `seconds`.
    pub fn retry(code: ProblemCode, title: impl Into<String>, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(code, title)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_back() {
        let problem = Problem::gap(17);
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "type": "urn:acikkapi:problem:sequence_gap",
                "title": "operations are missing before these",
                "status": 409, "code": "sequence_gap", "expected": 17
            })
        );
        assert_eq!(serde_json::from_value::<Problem>(json).unwrap(), problem);
    }

    #[test]
    fn a_newer_problem_is_still_a_problem() {
        let json = r#"{"type":"x","title":"y","status":418,"code":"teapot"}"#;
        let problem: Problem = serde_json::from_str(json).unwrap();
        assert_eq!(problem.code, ProblemCode::Unknown);
    }
}
