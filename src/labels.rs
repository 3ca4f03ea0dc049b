//! The names of the domain's choices in the user's language.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::application::{ApplicationKind, Channel};
use crate::domain::case::{ContactWay, Outcome, PauseWhy};
use crate::domain::date::{DateWarning, write_date};
use crate::domain::deadline::DeadlineRule;
use crate::domain::identity::IdentityWarning;
use crate::domain::message::{MessageChannel, MessageLanguage};
use crate::domain::person::{AgeGroup, Education, Gender, PersonKind, Sector};
use crate::domain::phone::PhoneWarning;
use crate::domain::registration::RegistrationWarning;
use crate::domain::review::Check;
use crate::domain::staff::Role;
use crate::domain::visit::GuidanceOutcome;
use crate::i18n::Text;

/// A value with a name: one of a few that a form offers.
pub trait Label: Copy + PartialEq + 'static {
    /// Every value, in the order the form offers them.
    const CHOICES: &'static [Self];

    /// The key of its name.
    fn key(self) -> &'static str;
}

/// Gives an enum of the domain its labels.
macro_rules! labels {
    ($name:ident { $($value:ident => $key:literal),+ $(,)? }) => {
        impl Label for $name {
            const CHOICES: &'static [Self] = &Self::ALL;

            fn key(self) -> &'static str {
                match self {
                    $(Self::$value => $key,)+
                }
            }
        }
    };
}

labels!(PersonKind {
    Citizen => "register-person-citizen",
    Foreigner => "register-person-foreigner",
    WithoutNumber => "register-person-without-number",
});

labels!(MessageChannel {
    Sms => "register-notify-sms",
    Email => "register-notify-email",
    Call => "register-notify-call",
});

labels!(MessageLanguage {
    Tr => "register-language-tr",
    En => "register-language-en",
});

impl Label for Role {
    const CHOICES: &'static [Self] = &Self::AT_DESK;

    fn key(self) -> &'static str {
        match self {
            Self::Clerk => "queue-role-clerk",
            Self::Escort => "queue-role-escort",
            Self::Supervisor => "queue-role-supervisor",
            Self::Chief => "queue-role-chief",
            Self::Administrator => "queue-role-administrator",
            Self::UnitOfficer => "queue-role-unit-officer",
        }
    }
}

labels!(Gender {
    Female => "register-gender-female",
    Male => "register-gender-male",
});

labels!(AgeGroup {
    Under18 => "register-age-under-18",
    From18To29 => "register-age-18-29",
    From30To44 => "register-age-30-44",
    From45To64 => "register-age-45-64",
    Over65 => "register-age-over-65",
});

labels!(Education {
    Illiterate => "register-education-illiterate",
    Literate => "register-education-literate",
    Primary => "register-education-primary",
    Middle => "register-education-middle",
    High => "register-education-high",
    Bachelor => "register-education-bachelor",
    Postgraduate => "register-education-postgraduate",
});

labels!(Sector {
    Public => "register-sector-public",
    Private => "register-sector-private",
    SelfEmployed => "register-sector-self-employed",
    Farmer => "register-sector-farmer",
    Retired => "register-sector-retired",
    Student => "register-sector-student",
    Homemaker => "register-sector-homemaker",
    Unemployed => "register-sector-unemployed",
    Other => "register-sector-other",
});

labels!(Channel {
    InPerson => "register-channel-in-person",
    Web => "register-channel-web",
    MobileApp => "register-channel-mobile-app",
    EGovernment => "register-channel-e-government",
    Other => "register-channel-other",
});

labels!(ApplicationKind {
    Request => "register-kind-request",
    Complaint => "register-kind-complaint",
    Suggestion => "register-kind-suggestion",
    Denunciation => "register-kind-denunciation",
    Thanks => "register-kind-thanks",
    InformationRequest => "register-kind-information-request",
});

labels!(Outcome {
    Positive => "case-outcome-positive",
    PartlyPositive => "case-outcome-partly",
    Negative => "case-outcome-negative",
});

labels!(PauseWhy {
    Applicant => "case-pause-applicant",
    Authority => "case-pause-authority",
    Examination => "case-pause-examination",
});

labels!(ContactWay {
    Call => "case-way-call",
    Visit => "case-way-visit",
    Message => "case-way-message",
    Mail => "case-way-mail",
});

labels!(Check {
    Answers => "case-check-answers",
    Reasoned => "case-check-reasoned",
    Grounds => "case-check-grounds",
    Polite => "case-check-polite",
    Private => "case-check-private",
});

labels!(GuidanceOutcome {
    Solved => "register-guidance-solved",
    Directed => "register-guidance-directed",
    NotSolved => "register-guidance-not-solved",
});

/// The key of the sentence a warning is said in.
#[must_use]
pub fn warning_key(warning: RegistrationWarning) -> &'static str {
    match warning {
        RegistrationWarning::IdentityNumberMissing => "register-warning-identity-missing",
        RegistrationWarning::IdentityNumber(warning) => identity_key(warning),
        RegistrationWarning::NameMissing => "register-warning-name-missing",
        RegistrationWarning::Email => "register-warning-email",
        RegistrationWarning::PhoneMissing | RegistrationWarning::Phone(PhoneWarning::Empty) => {
            "register-warning-phone-missing"
        }
        RegistrationWarning::Phone(warning) => phone_key(warning),
        RegistrationWarning::BirthDate(DateWarning::NotADate) => {
            "register-warning-birth-not-a-date"
        }
        RegistrationWarning::BirthDate(DateWarning::NoSuchDay) => {
            "register-warning-birth-no-such-day"
        }
        RegistrationWarning::BirthDateInFuture => "register-warning-birth-in-future",
        RegistrationWarning::TopicMissing => "register-warning-topic-missing",
        RegistrationWarning::TextMissing => "register-warning-text-missing",
        RegistrationWarning::LikelyDuplicate => "register-warning-duplicate",
    }
}

fn identity_key(warning: IdentityWarning) -> &'static str {
    match warning {
        IdentityWarning::NotDigits => "register-warning-identity-not-digits",
        IdentityWarning::Length => "register-warning-identity-length",
        IdentityWarning::LeadingZero => "register-warning-identity-leading-zero",
        IdentityWarning::RepeatedDigit => "register-warning-identity-repeated",
        IdentityWarning::Checksum => "register-warning-identity-checksum",
        IdentityWarning::ForeignersNumber => "register-warning-identity-foreigners",
        IdentityWarning::NotForeignersNumber => "register-warning-identity-not-foreigners",
        IdentityWarning::Unexpected => "register-warning-identity-unexpected",
    }
}

fn phone_key(warning: PhoneWarning) -> &'static str {
    match warning {
        PhoneWarning::Empty => "register-warning-phone-missing",
        PhoneWarning::NotDigits => "register-warning-phone-not-digits",
        PhoneWarning::MissingAreaCode => "register-warning-phone-area-code",
        PhoneWarning::Length => "register-warning-phone-length",
        PhoneWarning::Prefix => "register-warning-phone-prefix",
    }
}

/// The keys of the common reasons for going on in spite of a warning, in the order of the digits
/// that choose them.
#[must_use]
pub fn reason_keys(warning: RegistrationWarning) -> &'static [&'static str] {
    match warning {
        RegistrationWarning::IdentityNumberMissing => &[
            "register-reason-no-document",
            "register-reason-does-not-know",
            "register-reason-declined",
        ],
        RegistrationWarning::IdentityNumber(_) => &[
            "register-reason-as-on-document",
            "register-reason-as-told",
            "register-reason-passport",
        ],
        RegistrationWarning::NameMissing => {
            &["register-reason-no-document", "register-reason-declined"]
        }
        RegistrationWarning::Email => &["register-reason-email-later"],
        RegistrationWarning::PhoneMissing | RegistrationWarning::Phone(PhoneWarning::Empty) => &[
            "register-reason-no-phone",
            "register-reason-declined",
            "register-reason-comes-back",
        ],
        RegistrationWarning::Phone(_) => &["register-reason-as-told"],
        RegistrationWarning::BirthDate(_) | RegistrationWarning::BirthDateInFuture => &[
            "register-reason-as-on-document",
            "register-reason-as-told",
            "register-reason-does-not-know",
        ],
        RegistrationWarning::TopicMissing => &[
            "register-reason-no-topic-fits",
            "register-reason-unit-decides",
        ],
        RegistrationWarning::TextMissing => &[
            "register-reason-text-attached",
            "register-reason-no-text-needed",
        ],
        RegistrationWarning::LikelyDuplicate => &[
            "register-reason-other-event",
            "register-reason-addition",
            "register-reason-wants-new",
        ],
    }
}

/// The names of all choices, in their order.
#[must_use]
pub fn labels<T: Label>(text: &Text) -> Vec<String> {
    T::CHOICES
        .iter()
        .map(|choice| text.get(choice.key()))
        .collect()
}

/// The position of a choice among all.
#[must_use]
pub fn position<T: Label>(choice: T) -> Option<usize> {
    T::CHOICES.iter().position(|other| *other == choice)
}

/// The choice at a position.
#[must_use]
pub fn at<T: Label>(position: usize) -> Option<T> {
    T::CHOICES.get(position).copied()
}

/// A day with its weekday: `02.12.2026 Çarşamba`.
#[must_use]
pub fn long_date(date: NaiveDate, text: &Text) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => "register-monday",
        Weekday::Tue => "register-tuesday",
        Weekday::Wed => "register-wednesday",
        Weekday::Thu => "register-thursday",
        Weekday::Fri => "register-friday",
        Weekday::Sat => "register-saturday",
        Weekday::Sun => "register-sunday",
    };
    format!("{} {}", write_date(date), text.get(weekday))
}

/// How long is left until a last day: `3 gün kaldı`, `bugün`, `2 gün geçti`.
#[must_use]
pub fn days_left(days: i64, text: &Text) -> String {
    match days {
        0 => text.get("register-due-today"),
        1.. => text.with("register-due-in", &[("days", days.into())]),
        _ => text.with(
            "register-due-past",
            &[("days", days.saturating_neg().into())],
        ),
    }
}

/// What counts in a term.
#[must_use]
pub fn rule(rule: DeadlineRule, text: &Text) -> String {
    text.get(match rule {
        DeadlineRule::Calendar => "register-rule-calendar",
        DeadlineRule::Working => "register-rule-working",
    })
}

/// Which law sets a term of its own: calendar days are the petition's, working days those of a
/// request for information.
#[must_use]
pub fn law(rule: DeadlineRule, text: &Text) -> String {
    text.get(match rule {
        DeadlineRule::Calendar => "register-legal-petition",
        DeadlineRule::Working => "register-legal-information",
    })
}

/// A size in kilobytes, rounded up: `214 KB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    format!("{} KB", bytes.div_ceil(1024))
}
