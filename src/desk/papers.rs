//! Gathers what a paper says from the desk's file.

use chrono::NaiveDate;

use crate::catalog::Catalog;
use crate::domain::ids::ApplicationId;
use crate::i18n::Locale;
use crate::papers::{
    Chief, Contact, Letter, Letterhead, Paper, PaperKind, Receipt, Standing, Subject,
};
use crate::store::Reads;
use crate::text::CleanText;

use super::error::DeskError;

/// What is asked for, and what the file does not know.
pub struct Asked<'a> {
    pub kind: PaperKind,
    /// How the office is reached.
    pub contact: &'a Contact,
    pub catalog: &'a Catalog,
    /// The day a letter bears.
    pub today: NaiveDate,
    /// Of the topic's name; a letter's is Turkish.
    pub language: Locale,
}

/// The paper of an application; `None` when there is no such application.
///
/// # Errors
/// When the file cannot be read, or the office is not set up.
pub fn paper(
    read: Reads<'_>,
    application: ApplicationId,
    asked: &Asked<'_>,
) -> Result<Option<Paper>, DeskError> {
    let Some(record) = read.application(application)? else {
        return Ok(None);
    };
    let office = read.office()?.ok_or(DeskError::NotSetUp)?;
    let letterhead = Letterhead {
        chief: Chief::of(office.office),
        office: office.name,
        contact: asked.contact.clone(),
    };
    let clerk = match read.registration(application)? {
        Some(registration) => read.staff_name(&registration.actor)?,
        None => None,
    };
    let clerk = clerk.unwrap_or_default();
    let case = read.case(application)?;
    let unit = match case.as_ref().and_then(|case| case.stage.unit()) {
        Some(code) => read.unit(code)?,
        None => None,
    };
    let person = read.person(record.person)?.unwrap_or_default();
    let language = match asked.kind {
        PaperKind::Receipt => asked.language,
        PaperKind::Letter => Locale::Tr,
    };
    let topics = asked.catalog.topics();
    let topic = record.topic.as_ref();
    let subject = Subject {
        applicant: CleanText::line(&person.full_name()),
        topic: topic.map(|code| CleanText::line(&topics.full_name(&code.0, language))),
        former: read.former_numbers(application)?,
        record,
    };
    Ok(Some(match asked.kind {
        PaperKind::Receipt => Paper::Receipt(Box::new(Receipt {
            letterhead,
            subject,
            clerk,
        })),
        PaperKind::Letter => Paper::Letter(Box::new(Letter {
            letterhead,
            addressee: unit.map(|unit| unit.name).unwrap_or_default(),
            standing: Standing::Below,
            date: asked.today,
            due: case.map_or(subject.record.deadline.due, |case| case.term.due()),
            subject,
            clerk,
        })),
    }))
}
