//! What is said of what waits for a decision.

use crate::catalog::Places;
use crate::desk::view::{ReviewKind, ReviewRow};
use crate::domain::date::write_date;
use crate::domain::person::{Birth, Person, Place};
use crate::domain::person_merge::PersonField;
use crate::domain::phone;
use crate::i18n::Text;
use crate::labels::Label;
use crate::sync::wire::RejectReason;
use crate::text::CleanText;
use crate::tui::screens::words::minutes;
use chrono::TimeDelta;

/// Where nothing is told.
const NOTHING: &str = "—";

/// What kind of question it is, in a few words.
pub(super) fn kind(kind: &ReviewKind, text: &Text) -> String {
    match kind {
        ReviewKind::NumberClash => text.get("reviews-kind-number"),
        ReviewKind::CaseStep => text.get("reviews-kind-step"),
        ReviewKind::Person(field) => {
            let values = [("field", text.get(field_key(*field)).into())];
            text.with("reviews-kind-person", &values)
        }
        ReviewKind::Rejected(_) => text.get("reviews-kind-rejected"),
        ReviewKind::Contradiction(_) => text.get("reviews-kind-contradiction"),
        ReviewKind::UnknownOffice(_) => text.get("reviews-kind-office"),
    }
}

/// What happened and what stands meanwhile.
pub(super) fn about(kind: &ReviewKind, text: &Text) -> String {
    text.get(match kind {
        ReviewKind::NumberClash => "reviews-about-number",
        ReviewKind::CaseStep => "reviews-about-step",
        ReviewKind::Person(_) => "reviews-about-person",
        ReviewKind::Rejected(reason) => reason_key(*reason),
        ReviewKind::Contradiction(_) => "reviews-about-contradiction",
        ReviewKind::UnknownOffice(_) => "reviews-about-office",
    })
}

fn reason_key(reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::InvalidBody => "reviews-about-invalid",
        RejectReason::NumberOfAnotherOffice => "reviews-about-other-office",
        RejectReason::ApplicationExists => "reviews-about-exists",
        RejectReason::Other => "reviews-about-rejected",
    }
}

/// How long ago, in days from the second one on.
pub(super) fn age(time: TimeDelta, text: &Text) -> String {
    match time.num_days() {
        ..2 => minutes(time, text),
        days => text.with("reviews-days", &[("days", days.into())]),
    }
}

/// Who said what came second.
pub(super) fn by(by: Option<&CleanText>, text: &Text) -> String {
    by.map_or_else(|| text.get("case-by-program"), ToString::to_string)
}

/// Whom it is about.
pub(super) fn whom(row: &ReviewRow) -> String {
    match row.name.is_blank() {
        true => NOTHING.to_owned(),
        false => row.name.to_string(),
    }
}

/// A field's name.
pub(super) fn field_key(field: PersonField) -> &'static str {
    match field {
        PersonField::Identity => "register-field-number",
        PersonField::GivenName => "register-field-given-name",
        PersonField::FamilyName => "register-field-family-name",
        PersonField::Phone => "register-field-phone",
        PersonField::Birth => "register-field-birth-date",
        PersonField::Gender => "register-field-gender",
        PersonField::Education => "register-field-education",
        PersonField::Sector => "register-field-sector",
        PersonField::Place => "register-field-neighbourhood",
        PersonField::Email => "register-field-email",
        PersonField::Notify => "register-field-notify",
        PersonField::Language => "register-field-language",
    }
}

/// What a person's data has in a field.
pub(super) fn value(
    field: PersonField,
    person: &Person,
    (places, text): (&Places, &Text),
) -> String {
    let written = |value: &Option<CleanText>| value.as_ref().map(ToString::to_string);
    let named = |key: Option<&'static str>| key.map(|key| text.get(key));
    let value = match field {
        PersonField::Identity => Some(identity(person, text)),
        PersonField::GivenName => Some(person.given_name.to_string()),
        PersonField::FamilyName => Some(person.family_name.to_string()),
        PersonField::Phone => written(&person.phone).map(|phone| phone::spelled(&phone)),
        PersonField::Birth => person.birth.as_ref().map(|birth| match birth {
            Birth::Date(date) => write_date(*date),
            Birth::Group(group) => text.get(group.key()),
            Birth::AsTyped(typed) => typed.to_string(),
        }),
        PersonField::Gender => named(person.gender.map(Label::key)),
        PersonField::Education => named(person.education.map(Label::key)),
        PersonField::Sector => named(person.sector.map(Label::key)),
        PersonField::Place => place(person.place, written(&person.neighbourhood), places),
        PersonField::Email => written(&person.email),
        PersonField::Notify => Some(text.get(person.notify.key())),
        PersonField::Language => Some(text.get(person.language.key())),
    };
    let value = value.filter(|value| !value.trim().is_empty());
    value.unwrap_or_else(|| NOTHING.to_owned())
}

fn identity(person: &Person, text: &Text) -> String {
    let number = person.number.as_ref().map(CleanText::as_str);
    let kind = text.get(person.kind.key());
    format!("{} ({kind})", number.unwrap_or(NOTHING))
}

fn place(place: Option<Place>, neighbourhood: Option<String>, places: &Places) -> Option<String> {
    let place = place.and_then(|place| places.name(place));
    let parts: Vec<String> = neighbourhood.into_iter().chain(place).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
