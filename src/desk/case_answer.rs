//! Answers questions about cases.

use chrono::NaiveDate;

use super::answer::application;
use super::case_view::{
    CaseView, HistoryLine, MessageList, MessagePage, MessageRow, UnitsView, WorkCounts, WorkFilter,
    WorkList, WorkPage, WorkPlace,
};
use super::error::DeskError;
use crate::domain::case::Stage;
use crate::domain::ids::ApplicationId;
use crate::domain::ladder::Rung;
use crate::domain::unit::{Unit, unit_for};
use crate::store::{CaseStep, Message, Reads, WorkNow};
use crate::text::{CleanText, collation_key};

/// Rows of a page.
const PAGE: u32 = 100;

/// Lists that are counted.
const COUNTED: [WorkList; 14] = [
    WorkList::Triage,
    WorkList::ToReview,
    WorkList::BeforeChief,
    WorkList::AtUnits,
    WorkList::DueToday,
    WorkList::Approaching,
    WorkList::Overdue,
    WorkList::Paused,
    WorkList::Questions,
    WorkList::CallBacks,
    WorkList::Escalated(Rung::Unit),
    WorkList::Escalated(Rung::Head),
    WorkList::Escalated(Rung::Supervisor),
    WorkList::Escalated(Rung::Chief),
];

/// One case, whole.
pub(super) fn case(
    read: Reads<'_>,
    id: ApplicationId,
    today: NaiveDate,
) -> Result<Option<CaseView>, DeskError> {
    let (Some(application), Some(case)) = (application(read, id)?, read.case(id)?) else {
        return Ok(None);
    };
    let units = read.units()?;
    let by_code = |code| units.iter().find(|unit: &&Unit| Some(&unit.code) == code);
    let topic = application.record.topic.as_ref();
    let suggested = topic.and_then(|topic| unit_for(&units, topic));
    let merged_into = match case.stage {
        Stage::Merged { into } => read.application(into)?.map(|record| record.number),
        _ => None,
    };
    let steps = read.case_steps(id)?;
    let history: Result<_, DeskError> = steps.into_iter().map(|step| line(read, step)).collect();
    Ok(Some(CaseView {
        unit: by_code(case.stage.unit()).cloned(),
        suggested: suggested.cloned(),
        history: history?,
        messages: read.messages_of(id)?,
        merged_into,
        drafts: read.case_drafts(id)?,
        application,
        case,
        today,
    }))
}

fn line(read: Reads<'_>, step: CaseStep) -> Result<HistoryLine, DeskError> {
    Ok(HistoryLine {
        by: read.staff_name(&step.actor)?,
        moved: step.moved,
        at: step.at,
        refused: step.refused,
    })
}

/// A page of a work list.
pub(super) fn work(
    read: Reads<'_>,
    (list, filter): (WorkList, &WorkFilter),
    now: WorkNow,
    after: Option<WorkPlace>,
) -> Result<WorkPage, DeskError> {
    let mut rows = read.work((list, filter), now, (after, PAGE + 1))?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    Ok(WorkPage { rows, more })
}

/// What waits for somebody.
pub(super) fn counts(
    read: Reads<'_>,
    filter: &WorkFilter,
    now: WorkNow,
) -> Result<WorkCounts, DeskError> {
    let mut lists = Vec::with_capacity(COUNTED.len());
    for list in COUNTED {
        lists.push((list, read.work_count(list, filter, now)?));
    }
    Ok(WorkCounts {
        lists,
        under_way: read.message_count(MessageList::UnderWay)?,
        to_call: read.message_count(MessageList::ToCall)?,
        reviews: read.review_count()?,
    })
}

/// A page of a list of messages.
pub(super) fn messages(
    read: Reads<'_>,
    list: MessageList,
    after: i64,
) -> Result<MessagePage, DeskError> {
    let mut found = read.messages(list, after, PAGE + 1)?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let rows: Result<_, DeskError> = found.into_iter().map(|m| message(read, m)).collect();
    Ok(MessagePage { rows: rows?, more })
}

fn message(read: Reads<'_>, message: Message) -> Result<MessageRow, DeskError> {
    let record = read.application(message.application)?;
    let to = match &record {
        Some(_) if !message.stage.is_for_applicant() => unit_of(read, message.application)?,
        Some(record) => {
            let person = read.person(record.person)?.unwrap_or_default();
            CleanText::line(&person.full_name())
        }
        None => CleanText::default(),
    };
    Ok(MessageRow {
        message,
        number: record.map(|record| record.number),
        to,
    })
}

/// Name of the unit a case is at.
fn unit_of(read: Reads<'_>, id: ApplicationId) -> Result<CleanText, DeskError> {
    let case = read.case(id)?;
    let unit = match case.as_ref().and_then(|case| case.stage.unit()) {
        Some(code) => read.unit(code)?,
        None => None,
    };
    Ok(unit.map(|unit| unit.name).unwrap_or_default())
}

/// The directory.
pub(super) fn units(read: Reads<'_>) -> Result<UnitsView, DeskError> {
    let mut units = read.units()?;
    units.sort_by_cached_key(|unit| (unit.closed, collation_key(unit.name.as_str())));
    Ok(UnitsView {
        units,
        rounds: read.rounds_by_unit()?,
    })
}
