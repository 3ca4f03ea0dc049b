//! Registration: a form becomes an application with a number that is final.

use super::{Work, case, draft, message, number};
use crate::desk::command::Registration;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::application::{Registered, RegisteredPrivate};
use crate::domain::event::{Event, PersonData, PersonRecorded};
use crate::domain::filing::Filing;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::person::Person;
use crate::domain::registration::{
    AcceptedWarning, CheckedDraft, RegistrationDraft, RegistrationWarning,
};
use crate::text::{CleanText, fold};

/// Registers an application and its person; its draft is over.
pub(super) fn register(
    work: &mut Work<'_, '_>,
    registration: Registration,
) -> Result<Done, DeskError> {
    let application = match registration.draft {
        Some(id) => draft::application(id),
        None => ApplicationId(work.tx.id()),
    };
    if let Some(known) = work.tx.read().application(application)? {
        return Ok(done(&known));
    }
    let visitor = match registration.visit {
        Some(visit) => Some(work.visit(visit)?.visitor),
        None => None,
    };
    let form = &registration.form;
    let CheckedDraft {
        person,
        text,
        mut warnings,
        ..
    } = form.check(work.today());
    let applicant = applicant(work, form, person)?;
    if is_likely_duplicate(work, form, &applicant, &text)? {
        warnings.push(RegistrationWarning::LikelyDuplicate);
    }
    applicant.record(work, visitor)?;
    let private = RegisteredPrivate {
        text,
        accepted: AcceptedWarning::of(warnings, &registration.accepted),
        file_names: form.file_names(),
    };
    let registered = registered(work, application, &registration, &applicant, private)?;
    let done = done(&registered);
    for file in &registered.attachments {
        work.tx.use_attachment(application, &file.hash)?;
    }
    work.append(Event::ApplicationRegistered(Box::new(registered.clone())))?;
    case::by_rule(work, &registered)?;
    message::registered(work, &registered)?;
    if let Some(draft) = registration.draft {
        work.tx.delete_draft(draft)?;
    }
    Ok(done)
}

/// The record, with the next number and the terms that begin today.
fn registered(
    work: &mut Work<'_, '_>,
    application: ApplicationId,
    registration: &Registration,
    applicant: &Applicant,
    private: RegisteredPrivate,
) -> Result<Registered, DeskError> {
    let number = number::next(work)?;
    let filing = Filing {
        form: &registration.form,
        rule: work.office.deadline_rule,
        holidays: &work.holidays(),
        topics_version: work.catalog.topics().version(),
        at: work.now(),
    };
    let person = (applicant.id, &applicant.person);
    let record = filing.record((application, number), person, private);
    Ok(Registered {
        visit: registration.visit,
        ..record
    })
}

fn done(registered: &Registered) -> Done {
    Done::Registered {
        application: registered.application,
        person: registered.person,
        number: registered.number,
        deadline: registered.deadline.clone(),
    }
}

/// Who applies.
struct Applicant {
    id: PersonId,
    /// The data as it stands now.
    person: Person,
    /// What was known before; `None` of somebody new.
    known: Option<Box<Person>>,
}

impl Applicant {
    /// Records the person where there is something new.
    fn record(&self, work: &mut Work<'_, '_>, visitor: Option<PersonId>) -> Result<(), DeskError> {
        if self.known.as_deref() == Some(&self.person) {
            return Ok(());
        }
        work.append(Event::PersonRecorded(PersonRecorded {
            person: self.id,
            visitor,
            private: PersonData {
                person: self.person.clone(),
                edited_from: self.known.clone(),
            },
        }))
    }
}

/// The returning visitor that was chosen, or one who is surely known, or somebody new.
fn applicant(
    work: &mut Work<'_, '_>,
    form: &RegistrationDraft,
    told: Person,
) -> Result<Applicant, DeskError> {
    if let Some(id) = form.person
        && let Some(known) = work.tx.read().person(id)?
        && known != Person::default()
    {
        // The form was filled from what was known then: what is empty now was emptied. Others may
        // have changed something since, which was not seen here.
        let seen = form.known.clone().unwrap_or_else(|| Box::new(known));
        if told.may_correct(&seen) {
            return Ok(Applicant {
                id,
                person: told,
                known: Some(seen),
            });
        }
    }
    if let Some(number) = told.sound_number() {
        for (id, known) in work.tx.read().persons_by_number(number.as_str())? {
            if told.is_surely(&known) {
                return Ok(Applicant {
                    id,
                    person: told.completed_by(&known),
                    known: Some(Box::new(known)),
                });
            }
        }
    }
    Ok(Applicant {
        id: PersonId(work.tx.id()),
        person: told,
        known: None,
    })
}

/// Whether the applicant, or somebody with the same identity number, has an open application on
/// the same topic or with the same text.
fn is_likely_duplicate(
    work: &Work<'_, '_>,
    form: &RegistrationDraft,
    applicant: &Applicant,
    text: &CleanText,
) -> Result<bool, DeskError> {
    let folded = fold(text.as_str());
    let number = applicant.person.number.as_ref();
    let number = number.map(CleanText::as_str).unwrap_or_default();
    let open = work.tx.read().applications_of(Some(applicant.id), number)?;
    Ok(open.iter().any(|known| {
        let same_topic = known.topic.is_some() && known.topic == form.topic;
        let same_text = !folded.is_empty() && fold(known.private.text.as_str()) == folded;
        same_topic || same_text
    }))
}
