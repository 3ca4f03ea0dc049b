//! The form as a page, with what was typed in it, what has to be corrected, and what is unusual.

use super::super::super::web::FieldError;
use super::super::page::{self, Frame};
use super::super::session::Visitor;
use super::super::{Citizens, TOPICS, language};
use super::choices::Choice;
use super::form::{Form, MOST_FILES};
use super::offices;
use crate::catalog::{Catalog, Topic};
use crate::central::intake::OpenOffice;
use crate::domain::file::MOST_BYTES;
use crate::domain::person::{AgeGroup, Education, Gender, Sector};
use crate::domain::registration::RegistrationWarning;
use crate::i18n::{Locale, Text};
use crate::labels::warning_key;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

/// Topics found at most.
const MOST_FOUND: usize = 8;

/// What is unusual about a form, said once.
pub(super) struct Advice {
    /// Each with its field.
    pub(super) warnings: Vec<FieldError>,
    /// Keys of all that were said, so that they are not said again.
    pub(super) seen: Vec<&'static str>,
}

impl Advice {
    /// What was not said before; `None` when there is nothing.
    pub(super) fn of(form: &Form, today: NaiveDate) -> Option<AdviceFor> {
        let warnings = form.draft.check(today).warnings;
        let news = warnings
            .iter()
            .any(|warning| !form.has_seen(warning_key(*warning)));
        news.then_some(AdviceFor(warnings))
    }
}

/// Advice not yet in words.
pub(super) struct AdviceFor(Vec<RegistrationWarning>);

impl AdviceFor {
    fn said(self, text: &Text) -> Advice {
        let warning = |warning: &RegistrationWarning| FieldError {
            field: field_of(*warning),
            sentence: text.get(warning_key(*warning)),
        };
        Advice {
            warnings: self.0.iter().map(warning).collect(),
            seen: self.0.iter().map(|one| warning_key(*one)).collect(),
        }
    }
}

/// The field a warning is about.
fn field_of(warning: RegistrationWarning) -> &'static str {
    use RegistrationWarning as W;
    match warning {
        W::IdentityNumberMissing | W::IdentityNumber(_) => "identity_number",
        W::NameMissing => "given_name",
        W::PhoneMissing | W::Phone(_) => "phone",
        W::Email => "email",
        W::BirthDate(_) | W::BirthDateInFuture => "birth_date",
        W::TopicMissing => "topic",
        W::TextMissing => "text",
        W::LikelyDuplicate => "",
    }
}

/// A form to be shown.
pub(super) struct Shown {
    pub(super) office: OpenOffice,
    pub(super) visitor: Option<Visitor>,
    pub(super) text: Text,
    pub(super) form: Form,
    pub(super) advice: Option<AdviceFor>,
}

#[derive(Template)]
#[template(path = "citizen/form.html")]
struct FormPage {
    frame: Frame,
    path: String,
    office: String,
    form: Form,
    advice: Option<Advice>,
    /// Who signed in needs to say neither number nor name.
    known: bool,
    kinds: Vec<Choice>,
    chosen_topic: Option<TopicChoice>,
    found: Vec<TopicChoice>,
    headings: Vec<Heading>,
    province: u8,
    districts: Vec<Choice>,
    files_hint: String,
    person_kinds: Vec<Choice>,
    ways: Vec<Choice>,
    languages: Vec<Choice>,
    ages: Vec<Choice>,
    genders: Vec<Choice>,
    educations: Vec<Choice>,
    sectors: Vec<Choice>,
}

/// A topic to choose.
struct TopicChoice {
    code: String,
    name: String,
}

/// A heading of the list with its topics; in Arabic it is chosen itself.
struct Heading {
    code: String,
    name: String,
    topics: Vec<TopicChoice>,
}

impl FormPage {
    /// Whether something was looked for in vain.
    fn found_nothing(&self) -> bool {
        !self.form.searched.is_empty() && self.found.is_empty()
    }

    /// Whether the fold with what may be left out has something in it.
    fn has_more(&self) -> bool {
        let draft = &self.form.draft;
        let chosen = [&self.ages, &self.genders, &self.educations, &self.sectors];
        let chosen = chosen.into_iter().flatten().any(|choice| choice.chosen);
        let wrong = self.advice.as_ref().is_some_and(|advice| {
            let mut warnings = advice.warnings.iter();
            warnings.any(|warning| warning.field == "birth_date")
        });
        chosen || wrong || !draft.birth_date.is_empty()
    }

    /// What is unusual about a field.
    fn warning(&self, field: &str) -> Option<&str> {
        let mut warnings = self.advice.as_ref()?.warnings.iter();
        let warning = warnings.find(|warning| warning.field == field)?;
        Some(&warning.sentence)
    }
}

impl Shown {
    /// The page, with what has to be corrected.
    pub(super) fn page(self, citizens: &Citizens, errors: Vec<FieldError>) -> Response {
        let Self {
            office,
            visitor,
            text,
            form,
            advice,
        } = self;
        let path = offices::path_of(office.office);
        let frame = Frame::new(text.clone(), "citizen-form-title", &path);
        let advice = advice.map(|advice| advice.said(&text));
        let catalog = &citizens.catalog;
        let draft = &form.draft;
        let code = draft.topic.as_ref().map(|topic| topic.0.as_str());
        let page = FormPage {
            frame: frame.of(visitor.as_ref()).with_errors(errors),
            known: visitor.is_some_and(|visitor| visitor.identity.is_some()),
            path,
            kinds: Choice::all(Some(draft.application_kind), &text),
            chosen_topic: code.map(|code| chosen(catalog, code, &text)),
            found: found(catalog, &form.searched, &text),
            headings: headings(catalog, &text),
            province: office.office.plate(),
            districts: districts(catalog, &office, &form),
            files_hint: files_hint(&text),
            person_kinds: Choice::all(Some(draft.person_kind), &text),
            ways: Choice::all(Some(draft.notify), &text),
            languages: Choice::all(Some(draft.language), &text),
            ages: Choice::all::<AgeGroup>(draft.age_group, &text),
            genders: Choice::all::<Gender>(draft.gender, &text),
            educations: Choice::all::<Education>(draft.education, &text),
            sectors: Choice::all::<Sector>(draft.sector, &text),
            office: office.name.into_string(),
            advice,
            form,
        };
        if page.advice.is_some() {
            return page::answer_unsent(&page);
        }
        page::answer_open(&page, &page.frame)
    }
}

fn files_hint(text: &Text) -> String {
    let values = [
        ("most", (MOST_FILES as u64).into()),
        ("megabytes", (MOST_BYTES >> 20).into()),
    ];
    text.with("citizen-files-hint", &values)
}

fn chosen(catalog: &Catalog, code: &str, text: &Text) -> TopicChoice {
    let arabic = text.locale() == Locale::Ar;
    let heading = arabic.then(|| heading_key(code)).flatten();
    let full = || catalog.topics().full_name(code, text.locale());
    TopicChoice {
        name: heading.map_or_else(full, |key| text.get(key)),
        code: code.to_owned(),
    }
}

fn found(catalog: &Catalog, query: &str, text: &Text) -> Vec<TopicChoice> {
    if query.is_empty() {
        return Vec::new();
    }
    let hits = catalog.topics().search(query, MOST_FOUND).into_iter();
    hits.map(|hit| TopicChoice {
        code: hit.topic.code.clone(),
        name: catalog.topics().full_name(&hit.topic.code, text.locale()),
    })
    .collect()
}

fn headings(catalog: &Catalog, text: &Text) -> Vec<Heading> {
    let locale = text.locale();
    let topics = |heading: &Topic| -> Vec<TopicChoice> {
        if locale == Locale::Ar {
            return Vec::new();
        }
        let topics = catalog.topics().under(&heading.code);
        topics
            .map(|topic| TopicChoice {
                code: topic.code.clone(),
                name: topic.name(locale).to_owned(),
            })
            .collect()
    };
    let headings = catalog.topics().headings();
    headings
        .map(|heading| Heading {
            topics: topics(heading),
            name: match heading_key(&heading.code) {
                Some(key) if locale == Locale::Ar => text.get(key),
                _ => heading.name(locale).to_owned(),
            },
            code: heading.code.clone(),
        })
        .collect()
}

/// The key of a heading's Arabic name. The list itself has Turkish and English names.
fn heading_key(code: &str) -> Option<&'static str> {
    const KEYS: [&str; 17] = [
        "citizen-heading-1",
        "citizen-heading-2",
        "citizen-heading-3",
        "citizen-heading-4",
        "citizen-heading-5",
        "citizen-heading-6",
        "citizen-heading-7",
        "citizen-heading-8",
        "citizen-heading-9",
        "citizen-heading-10",
        "citizen-heading-11",
        "citizen-heading-12",
        "citizen-heading-13",
        "citizen-heading-14",
        "citizen-heading-15",
        "citizen-heading-16",
        "citizen-heading-17",
    ];
    let number: usize = code.parse().ok()?;
    KEYS.get(number.checked_sub(1)?).copied()
}

/// The districts of the office's province; a district's own office begins with it.
fn districts(catalog: &Catalog, office: &OpenOffice, form: &Form) -> Vec<Choice> {
    let province = catalog.places().province(office.office.plate());
    let own = Some(office.office.unit()).filter(|unit| *unit > 0);
    let chosen = match form.draft.place {
        Some(place) => place.district,
        None => own,
    };
    let districts = province
        .map(|province| province.districts())
        .unwrap_or_default();
    let choice = |district: &crate::catalog::District| Choice {
        value: district.code.to_string(),
        label: district.name.clone(),
        chosen: chosen == Some(district.code),
    };
    districts.iter().map(choice).collect()
}

/// What is looked for.
#[derive(Deserialize)]
pub(in super::super) struct Search {
    #[serde(default)]
    ara: String,
}

#[derive(Template)]
#[template(path = "citizen/topics.html")]
struct Topics {
    text: Text,
    names_in: &'static str,
    found: Vec<TopicChoice>,
}

/// `GET /basvuru/{office}/konu?ara=…`: the found topics alone, for the script.
pub(in super::super) async fn topics(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Query(search): Query<Search>,
) -> Response {
    let text = citizens.text(language::of(&headers));
    let query: String = search.ara.chars().take(200).collect();
    let names_in = Frame::new(text.clone(), "citizen-form-title", TOPICS).names_in();
    let page = Topics {
        found: found(&citizens.catalog, query.trim(), &text),
        text,
        names_in,
    };
    page::answer_part(&page)
}
