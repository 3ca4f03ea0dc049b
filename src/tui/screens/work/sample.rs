//! Made-up work for tests.

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::WorkScreen;
use crate::desk::view::{
    Message, MessageList, MessagePage, MessageRow, UnitRounds, UnitsView, WorkCounts, WorkList,
    WorkPage, WorkPlace, WorkRow,
};
use crate::desk::{Answer, Query};
use crate::domain::application::TopicCode;
use crate::domain::calendar::Holidays;
use crate::domain::case::{Case, Outcome, PauseWhy, Stage};
use crate::domain::deadline::DeadlineRule;
use crate::domain::ids::{ApplicationId, MessageId, OfficeCode};
use crate::domain::ladder::Rung;
use crate::domain::message::{
    FailReason, MessageChannel, MessageLanguage, MessageStage, MessageState,
};
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::staff::Role;
use crate::domain::term::Term;
use crate::domain::unit::{Unit, UnitCode};
use crate::text::CleanText;
use crate::tui::screens::bench::Bench;
use crate::tui::screens::machine::Duty;
use crate::tui::screens::queue::sample;
use crate::tui::screens::sample::application;

fn line(text: &str) -> CleanText {
    CleanText::line(text)
}

fn code(code: &str) -> UnitCode {
    UnitCode::new(code).expect("a code")
}

fn number(sequence: u64) -> ApplicationNumber {
    let office = OfficeCode::new(6, 8).expect("an office");
    ApplicationNumber::new(office, 2026, 51, sequence).expect("a number")
}

/// A case of this number that was registered so many days ago.
pub fn case(sequence: u64, days: i64, (applicant, topic): (&str, &str), stage: Stage) -> WorkRow {
    let from: NaiveDate = "2026-11-24".parse().expect("a day");
    let from = from - TimeDelta::days(days);
    let term = Term::new(from, DeadlineRule::Calendar, 7, &Holidays::default());
    let (given, family) = applicant.split_once(' ').expect("two names");
    let mut record = application().record;
    record.application = ApplicationId(Uuid::from_u128(sequence.into()));
    record.number = number(sequence);
    record.topic = Some(TopicCode(topic.into()));
    WorkRow {
        record,
        applicant: Person {
            given_name: line(given),
            family_name: line(family),
            ..Person::default()
        },
        case: Case {
            stage,
            ..Case::registered(term)
        },
        place: WorkPlace::made_up(i64::try_from(sequence).expect("a number")),
    }
}

/// At the unit with this code.
pub fn at_unit(unit: &str) -> Stage {
    Stage::AtUnit { unit: code(unit) }
}

/// Six cases that have run out of time, or soon will.
pub fn cases() -> Vec<WorkRow> {
    let review = Stage::UnderReview {
        unit: code("SAGLIK"),
        outcome: Outcome::Negative,
    };
    let mut paused = case(2_950, 11, ("Zeynep Çelik", "03.01"), at_unit("CEVRE"));
    paused.case.paused = Some(PauseWhy::Applicant);
    vec![
        case(2_871, 19, ("Ahmet Yılmaz", "12.01"), at_unit("BELEDIYE")),
        case(2_902, 14, ("Ayşe Nur Özgün", "15.02"), at_unit("SYDV")),
        case(2_933, 9, ("Şükrü Iğdır", "14.03"), review),
        paused,
        case(3_004, 7, ("Hüseyin Gökçe", "05.01"), Stage::Triage),
        case(3_010, 6, ("İlknur Aşık", "02.01"), at_unit("ISKUR")),
    ]
}

/// A page of these.
pub fn page(rows: Vec<WorkRow>, more: bool) -> Answer {
    Answer::Work(WorkPage { rows, more })
}

/// A full desk.
pub fn counts() -> WorkCounts {
    let lists = [
        (WorkList::Overdue, 6),
        (WorkList::DueToday, 3),
        (WorkList::Approaching, 12),
        (WorkList::Triage, 4),
        (WorkList::Escalated(Rung::Supervisor), 2),
        (WorkList::Escalated(Rung::Chief), 1),
        (WorkList::ToReview, 3),
        (WorkList::Questions, 1),
        (WorkList::CallBacks, 2),
        (WorkList::BeforeChief, 1),
        (WorkList::AtUnits, 10_000),
        (WorkList::Paused, 5),
    ];
    WorkCounts {
        lists: lists.to_vec(),
        under_way: 41,
        to_call: 7,
        reviews: 3,
    }
}

/// Two applicants who have to be telephoned.
pub fn to_call() -> Answer {
    let message = |seq: i64, channel, to: &str, state| Message {
        id: MessageId(Uuid::from_u128(0xE0 + u128::from(seq.unsigned_abs()))),
        application: ApplicationId(Uuid::from_u128(1)),
        stage: MessageStage::Concluded,
        round: 0,
        channel,
        language: MessageLanguage::Tr,
        to: line(to),
        text: CleanText::block("Başvurunuz sonuçlanmıştır.\nSonucu bankodan öğrenebilirsiniz."),
        state,
        queued_at: sample::now() - TimeDelta::hours(3),
        changed_at: sample::now() - TimeDelta::hours(2),
        seq,
    };
    let failed = MessageState::Failed {
        reason: FailReason::Recipient,
    };
    let row = |message, sequence, applicant: &str| MessageRow {
        message,
        number: Some(number(sequence)),
        to: line(applicant),
    };
    let call = message(1, MessageChannel::Call, "", MessageState::Queued);
    let sms = message(2, MessageChannel::Sms, "+905321234567", failed);
    Answer::Messages(MessagePage {
        rows: vec![
            row(call, 2_871, "Ahmet Yılmaz"),
            row(sms, 2_902, "Ayşe Nur Özgün"),
        ],
        more: false,
    })
}

/// Four units, one of them closed.
pub fn units() -> UnitsView {
    let unit = |unit: &str, name: &str, phone: &str, topics: &[&str]| Unit {
        head: line("İlçe Müdürü"),
        phone: line(phone),
        topics: topics
            .iter()
            .map(|topic| TopicCode((*topic).into()))
            .collect(),
        ..Unit::new(code(unit), line(name))
    };
    let mut sydv = unit(
        "SYDV",
        "Sosyal Yardımlaşma ve Dayanışma Vakfı",
        "+903121234568",
        &["15.01", "15.02"],
    );
    sydv.email = line("vakif@cankaya.example");
    sydv.head_phone = line("+905321234567");
    sydv.address = line("Hükûmet Konağı, kat 1");
    let mut old = unit("ESKI", "Eski Eser Bürosu", "", &[]);
    old.closed = true;
    UnitsView {
        units: vec![
            unit("BELEDIYE", "Belediye Başkanlığı", "+903121234567", &["12"]),
            unit("SAGLIK", "İlçe Sağlık Müdürlüğü", "", &["14"]),
            sydv,
            old,
        ],
        rounds: vec![UnitRounds {
            unit: code("SYDV"),
            answered: 214,
            rounds: 9,
        }],
    }
}

/// The clerk of [`sample::duty`] in another role.
pub fn duty(role: Role) -> Duty {
    Duty {
        role,
        ..sample::duty()
    }
}

/// The lists of a role, everything answered but the list itself.
pub fn bench(role: Role) -> Bench {
    let mut bench = Bench::new(WorkScreen::new(duty(role)), sample::now());
    bench.answer(Answer::Units(units()));
    bench.answer(Answer::Start(Box::new(sample::start_with_draft(None))));
    bench.answer(Answer::WorkCounts(counts()));
    bench
}

/// Whether this list is asked for from its beginning.
pub fn asks_for(bench: &Bench, wanted: WorkList) -> bool {
    bench.asks(|query| matches!(query, Query::Work { list, after: None, .. } if *list == wanted))
}

/// Whether the messages of this list are asked for.
pub fn asks_for_messages(bench: &Bench, wanted: MessageList) -> bool {
    bench.asks(|query| matches!(query, Query::Messages { list, .. } if *list == wanted))
}
