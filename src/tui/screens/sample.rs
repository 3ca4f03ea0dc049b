//! Made-up people and applications for pictures of screens, and a desk that answers with them.

use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;
use uuid::Uuid;

use crate::catalog::Catalog;
use crate::desk::command::{Command, Draft};
use crate::desk::view::{
    ApplicationRow, ApplicationView, CaseView, FoundApplications, PersonRow, UnitsView,
};
use crate::desk::{Answer, Done, Notice, Query};
use crate::domain::application::{
    ApplicationKind, Attachment, Channel, Demography, Media, Registered, RegisteredPrivate,
    TopicCode,
};
use crate::domain::calendar::istanbul_day;
use crate::domain::case::Case;
use crate::domain::deadline::{Deadline, DeadlineRule};
use crate::domain::ids::{ApplicationId, OfficeCode, PersonId, VisitId};
use crate::domain::number::ApplicationNumber;
use crate::domain::person::{AgeGroup, Birth, Education, Gender, Person, Place, Sector};
use crate::domain::registration::{AcceptedWarning, RegistrationWarning};
use crate::i18n::Text;
use crate::text::{CleanText, fold};
use crate::tui::app::{App, Event, Job};
use crate::tui::keymap::Keys;
use crate::tui::screen::{Context, Effect, Message, Screen, ViewContext};
use crate::tui::screens::case::SamePerson;
use crate::tui::screens::register::AtCounter;
use crate::tui::testing::{app, noon};

pub(crate) fn catalog() -> Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::load(None).0).clone()
}

pub(crate) fn at_counter() -> AtCounter {
    AtCounter {
        counter: 3,
        office: OfficeCode::new(6, 7).expect("an office"),
        catalog: catalog(),
    }
}

pub(crate) fn visit() -> VisitId {
    VisitId(Uuid::from_u128(77))
}

fn line(text: &str) -> CleanText {
    CleanText::line(text)
}

fn days_ago(days: i64) -> DateTime<Utc> {
    noon() - TimeDelta::days(days)
}

fn row(id: u128, person: Person, applications: u32, last: Option<DateTime<Utc>>) -> PersonRow {
    PersonRow {
        id: PersonId(Uuid::from_u128(id)),
        person,
        applications,
        last,
    }
}

/// Two Ahmet Yılmazes, and Şükrü Iğdır.
pub(crate) fn people() -> Vec<PersonRow> {
    let born = |year| {
        Some(Birth::Date(
            NaiveDate::from_ymd_opt(year, 5, 1).expect("a day"),
        ))
    };
    let place = |district| {
        Some(Place {
            province: 6,
            district: Some(district),
        })
    };
    let ahmet = Person {
        number: Some(line("10000000146")),
        given_name: line("Ahmet"),
        family_name: line("Yılmaz"),
        phone: Some(line("+905321234567")),
        birth: born(1960),
        gender: Some(Gender::Male),
        education: Some(Education::Primary),
        sector: Some(Sector::Retired),
        place: place(7),
        neighbourhood: Some(line("Kızılay Mahallesi")),
        ..Person::default()
    };
    let other = Person {
        number: Some(line("10000000214")),
        phone: None,
        birth: born(1987),
        place: place(17),
        ..ahmet.clone()
    };
    let sukru = Person {
        given_name: line("Şükrü"),
        family_name: line("Iğdır"),
        birth: Some(Birth::Group(AgeGroup::Over65)),
        ..Person::default()
    };
    vec![
        row(1, ahmet, 3, Some(days_ago(12))),
        row(2, other, 1, Some(days_ago(400))),
        row(3, sukru, 0, None),
    ]
}

fn number(sequence: u64) -> ApplicationNumber {
    let office = OfficeCode::new(6, 1).expect("an office");
    ApplicationNumber::new(office, 2026, 1, sequence).expect("a number")
}

fn listed(sequence: u64, applicant: &str, topic: &str, days: i64) -> ApplicationRow {
    ApplicationRow {
        id: ApplicationId(Uuid::from_u128(sequence.into())),
        number: number(sequence),
        applicant: line(applicant),
        topic: Some(TopicCode(topic.into())),
        registered_at: days_ago(days),
        due: istanbul_day(days_ago(days - 7)),
    }
}

/// Applications, the newest first.
pub(crate) fn applications() -> Vec<ApplicationRow> {
    vec![
        listed(4_218, "Ahmet Yılmaz", "12.01", 0),
        listed(4_207, "Ayşe Nur Özgün", "15.02", 5),
        listed(4_190, "Şükrü Iğdır", "14.03", 7),
        listed(4_102, "Ahmet Yılmaz", "03.01", 12),
    ]
}

fn deadline(due: &str, other: &str, rule: DeadlineRule) -> Deadline {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let (due_calendar, due_working) = match rule {
        DeadlineRule::Calendar => (day(due), day(other)),
        DeadlineRule::Working => (day(other), day(due)),
    };
    Deadline {
        rule,
        due: day(due),
        due_calendar,
        due_working,
        holidays_version: "sample".into(),
    }
}

/// An application with everything in it.
pub(crate) fn application() -> ApplicationView {
    let person = people().remove(0);
    ApplicationView {
        record: Registered {
            application: ApplicationId(Uuid::from_u128(4_218)),
            number: number(4_218),
            person: person.id,
            visit: Some(visit()),
            channel: Channel::InPerson,
            application_kind: ApplicationKind::Complaint,
            topic: Some(TopicCode("12.01".into())),
            topics_version: "sample".into(),
            demography: Demography::default(),
            signed_petition: true,
            attachments: vec![Attachment {
                hash: "00".repeat(32),
                size: 219_000,
                media: Media::Pdf,
            }],
            deadline: deadline("2026-12-01", "2026-12-03", DeadlineRule::Calendar),
            warn: None,
            legal_deadline: Some(deadline("2026-12-24", "2027-01-06", DeadlineRule::Calendar)),
            registered_at: noon(),
            private: RegisteredPrivate {
                text: CleanText::block(
                    "Sokağımızın suyu üç gündür akmıyor. Muhtarlığa iki kez, belediyeye bir kez \
                     telefon ettim; ekip geleceği söylendi ama gelen olmadı.\n\nAltı katlı binada \
                     on iki aile oturuyor, içimizde yatalak hasta ve küçük çocuk var. Suyun bir \
                     an önce verilmesini, gelinceye kadar tanker gönderilmesini istiyorum.",
                ),
                accepted: vec![AcceptedWarning {
                    warning: RegistrationWarning::LikelyDuplicate,
                    reason: line("Başka bir olay hakkında"),
                }],
                file_names: vec![line("dilekçe.pdf")],
            },
        },
        person: person.person,
        registered_by: Some(line("Ayşe Demir")),
        receipt: false,
        former_numbers: Vec::new(),
    }
}

/// The case of that application as it is registered.
pub(crate) fn case() -> CaseView {
    let application = application();
    CaseView {
        case: Case::registered(application.record.term()),
        history: Vec::new(),
        messages: Vec::new(),
        unit: None,
        suggested: None,
        merged_into: None,
        drafts: Vec::new(),
        today: istanbul_day(noon()),
        application,
    }
}

/// What the made-up desk answers.
fn answer(query: &Query) -> Answer {
    match query {
        Query::Persons { typed } => {
            let typed = fold(typed);
            let found = people().into_iter().filter(|row| {
                let number = row.person.number.as_ref().map(ToString::to_string);
                fold(&row.person.full_name()).starts_with(&typed)
                    || number.is_some_and(|number| number.starts_with(&typed))
            });
            Answer::Persons(found.collect())
        }
        Query::Search { typed } => Answer::Search(search(typed)),
        Query::Application(id) => {
            let view = application();
            Answer::Application((view.record.application == *id).then(|| Box::new(view)))
        }
        Query::Case(id) => {
            let view = case();
            let known = view.application.record.application == *id;
            Answer::Case(known.then(|| Box::new(view)))
        }
        Query::Units => Answer::Units(UnitsView::default()),
        Query::Duplicates { person, topic, .. } => {
            let mut rows = applications();
            rows.retain(|row| person.is_some() && row.topic == *topic);
            Answer::Duplicates(rows)
        }
        Query::Neighbourhoods(place) => {
            let catalog = catalog();
            let names = catalog.neighbourhoods().of(*place);
            Answer::Neighbourhoods(names.into_iter().map(line).collect())
        }
        other => panic!("the screens here do not ask {other:?}"),
    }
}

fn search(typed: &str) -> FoundApplications {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let parsed = ApplicationNumber::parse(typed);
    let mut rows = applications();
    rows.retain(|row| match parsed {
        Ok(number) => row.number == number,
        Err(_) => fold(row.applicant.as_str()).contains(&fold(typed)),
    });
    FoundApplications {
        mistyped: parsed.err().filter(|_| digits >= 10),
        rows,
        more: false,
    }
}

fn done(command: &Command) -> Done {
    match command {
        Command::Register(_) => {
            let record = application().record;
            Done::Registered {
                application: record.application,
                person: record.person,
                number: record.number,
                deadline: record.deadline,
            }
        }
        Command::Attach { file } => Done::Attached {
            attachment: Attachment {
                hash: fold(&file.to_string_lossy()),
                size: 219_000,
                media: Media::Pdf,
            },
            name: line(&file.file_name().expect("a name").to_string_lossy()),
        },
        _ => Done::Stored,
    }
}

/// Lets the made-up desk answer everything the app asked; gives the commands it was given.
pub(crate) fn serve(app: &mut App) -> Vec<Command> {
    let mut given = Vec::new();
    loop {
        let jobs = app.take_jobs();
        if jobs.is_empty() {
            return given;
        }
        for job in jobs {
            let notice = match job {
                Job::Query(request, query) => Notice::Answered {
                    request,
                    result: Ok(answer(&query)),
                },
                Job::Command(request, _, command) => {
                    let result = Ok(done(&command));
                    given.push(command);
                    Notice::Done { request, result }
                }
                Job::Remember(_) => continue,
            };
            app.handle(Event::Desk(notice), noon());
        }
    }
}

/// The last draft among commands.
pub(crate) fn last_draft(commands: &[Command]) -> Option<&Draft> {
    commands.iter().rev().find_map(|command| match command {
        Command::SaveDraft(draft) => Some(draft.as_ref()),
        _ => None,
    })
}

/// A screen that opens another one and remembers what it gives back.
struct Beneath {
    opens: Option<Box<dyn Screen>>,
    returned: Option<SamePerson>,
}

impl Screen for Beneath {
    fn title(&self, _: &Text) -> String {
        match &self.returned {
            Some(same) => format!("Sıra {}", same.person.full_name()),
            None => "Sıra".into(),
        }
    }

    fn keys(&self) -> Keys {
        Keys::new()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                if let Some(screen) = self.opens.take() {
                    cx.effect(Effect::Push(screen));
                }
            }
            Message::Returned(value) => self.returned = value.take().ok(),
            _ => {}
        }
    }

    fn view(&self, _: &mut Frame<'_>, _: Rect, _: &ViewContext<'_>) {}
}

/// An app that shows `screen` over another one.
pub(crate) fn over_another(screen: impl Screen + 'static) -> App {
    app(Beneath {
        opens: Some(Box::new(screen)),
        returned: None,
    })
}
