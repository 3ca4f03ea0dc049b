//! An application: what a visitor asks of the state, under a number that is final.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::{Holidays, istanbul_day};
use super::deadline::Deadline;
use super::ids::{ApplicationId, PersonId, VisitId};
use super::number::ApplicationNumber;
use super::person::{AgeGroup, Education, Gender, PersonKind, Place, Sector};
use super::registration::AcceptedWarning;
use super::term::Term;
use crate::text::CleanText;

/// How an application reached the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the desk.
    #[default]
    InPerson,
    /// acikkapi.gov.tr.
    Web,
    /// The service's app.
    MobileApp,
    /// e-Devlet.
    EGovernment,
    /// By post, from another office, and the like.
    Other,
}

impl Channel {
    /// In the order the form offers them.
    pub const ALL: [Self; 5] = [
        Self::InPerson,
        Self::Web,
        Self::MobileApp,
        Self::EGovernment,
        Self::Other,
    ];
}

/// What the applicant wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationKind {
    /// İstek.
    #[default]
    Request,
    /// Şikâyet.
    Complaint,
    /// Öneri.
    Suggestion,
    /// İhbar.
    Denunciation,
    /// Teşekkür.
    Thanks,
    /// Bilgi edinme (law 4982); has a clock of its own.
    InformationRequest,
}

impl ApplicationKind {
    /// In the order the form offers them.
    pub const ALL: [Self; 6] = [
        Self::Request,
        Self::Complaint,
        Self::Suggestion,
        Self::Denunciation,
        Self::Thanks,
        Self::InformationRequest,
    ];
}

/// Code of a topic in the topic list, such as `11.04`. Stable: a retired topic keeps its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicCode(pub String);

impl TopicCode {
    /// The code of its heading: `11` of `11.04`; a heading's own is its code.
    #[must_use]
    pub fn heading(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }
}

impl std::fmt::Display for TopicCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// A file handed in with an application; its bytes are kept once, under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Recognised from the bytes, not from the name.
    pub media: Media,
}

/// Types of files that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    Pdf,
    Jpeg,
    Png,
    Tiff,
}

impl Media {
    /// The type the first bytes of a file tell, by the signatures of the formats' own
    /// specifications.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const SIGNATURES: [(&[u8], Media); 5] = [
            (b"%PDF-", Media::Pdf),
            (b"\xff\xd8\xff", Media::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Media::Png),
            (b"II*\0", Media::Tiff),
            (b"MM\0*", Media::Tiff),
        ];
        SIGNATURES
            .iter()
            .find(|(signature, _)| bytes.starts_with(signature))
            .map(|(_, media)| *media)
    }
}

/// What is known of an applicant without knowing who it is. It stays when the person is erased,
/// so that figures of past periods never change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demography {
    pub person_kind: PersonKind,
    pub age_group: Option<AgeGroup>,
    pub gender: Option<Gender>,
    pub education: Option<Education>,
    pub sector: Option<Sector>,
    pub place: Option<Place>,
}

/// An application as it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    pub application: ApplicationId,
    pub number: ApplicationNumber,
    pub person: PersonId,
    /// The visit it was taken in; `None` for one that came without a visitor.
    pub visit: Option<VisitId>,
    pub channel: Channel,
    /// What the applicant wants; on the wire `application_kind`, beside the event's own kind.
    pub application_kind: ApplicationKind,
    pub topic: Option<TopicCode>,
    /// Version of the topic list `topic` was chosen from.
    pub topics_version: String,
    pub demography: Demography,
    /// A signed petition was taken; it has a clock of its own (law 3071 art. 7).
    pub signed_petition: bool,
    pub attachments: Vec<Attachment>,
    /// When the answer is due.
    pub deadline: Deadline,
    /// From when on that is said to be approaching; older records do not tell.
    #[serde(default)]
    pub warn: Option<NaiveDate>,
    /// When the law's own term ends: of a signed petition, or of an information request.
    pub legal_deadline: Option<Deadline>,
    pub registered_at: DateTime<Utc>,
    /// Sealed; empty after erasure.
    #[serde(default, rename = "private")]
    pub private: RegisteredPrivate,
}

impl Registered {
    /// The term of the answer, as it was stored.
    #[must_use]
    pub fn term(&self) -> Term {
        let from = istanbul_day(self.registered_at);
        let mut term = Term::until(from, self.deadline.clone(), &Holidays::default());
        term.warn = self.warn.unwrap_or(term.warn);
        term
    }
}

/// The personal part of [`Registered`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredPrivate {
    /// What the applicant says.
    pub text: CleanText,
    /// What was noticed, and why the clerk went on.
    pub accepted: Vec<AcceptedWarning>,
    /// File names of the attachments, in their order.
    pub file_names: Vec<CleanText>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(Media::of(b"%PDF-1.7\n..."), Some(Media::Pdf));
        assert_eq!(Media::of(b"\xff\xd8\xff\xe0"), Some(Media::Jpeg));
        assert_eq!(Media::of(b"MM\0*...."), Some(Media::Tiff));
        for bytes in [&b""[..], b"MZ\x90\0", b"%PDF", b"<svg"] {
            assert_eq!(Media::of(bytes), None);
        }
    }
}
