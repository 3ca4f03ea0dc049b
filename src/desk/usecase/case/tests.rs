use super::*;
use chrono::TimeDelta;

use crate::desk::command::{CaseDraft, Command, Typed};
use crate::desk::usecase::fixture::{Play, line};
use crate::domain::application::TopicCode;
use crate::domain::case::{AnswerSource, Competent, Outcome, PauseWhy};
use crate::domain::ids::DraftId;
use crate::domain::review::Check;
use crate::domain::unit::{Unit, UnitCode};
use crate::store::{WorkFilter, WorkList, WorkNow};

fn code(code: &str) -> UnitCode {
    UnitCode::new(code).unwrap()
}

fn unit(name: &str, topics: &[&str]) -> Unit {
    Unit {
        topics: topics.iter().map(|t| TopicCode((*t).into())).collect(),
        ..Unit::new(code(name), line(name))
    }
}

fn directory() -> Vec<Unit> {
    vec![unit("SU", &["12"]), unit("FEN", &[])]
}

fn answer(outcome: Outcome) -> CaseAction {
    CaseAction::Answer {
        outcome,
        source: AnswerSource::Paper,
        said: Said::text(line("Arıza giderilmiştir.")),
        attachments: Vec::new(),
    }
}

fn accept() -> CaseAction {
    CaseAction::Accept {
        checks: Checklist::stood(),
        note: CleanText::default(),
    }
}

fn reason() -> CleanText {
    line("Gerekçesi yazılmamış.")
}

impl Play {
    fn with_units() -> Self {
        let mut play = Self::new();
        play.at(1, Command::RecordUnits(directory()));
        play
    }

    fn try_step(
        &mut self,
        application: ApplicationId,
        action: CaseAction,
    ) -> Result<Done, DeskError> {
        let command = CaseCommand {
            application,
            action,
            draft: None,
        };
        self.try_at(1, Command::Case(Box::new(command)))
    }

    fn step(&mut self, application: ApplicationId, action: CaseAction) -> Case {
        self.try_step(application, action).unwrap();
        self.case(application)
    }

    fn case(&mut self, application: ApplicationId) -> Case {
        self.read(|read| read.case(application)).unwrap()
    }

    fn count(&mut self, list: WorkList) -> u64 {
        let now = self.clock.now();
        let today = crate::domain::calendar::istanbul_day(now);
        let now = WorkNow { today, now };
        self.read(|read| read.work_count(list, &WorkFilter::default(), now))
    }
}

#[test]
fn a_topic_with_a_unit_is_routed_and_another_waits_in_triage() {
    let mut play = Play::with_units();
    let known = play.apply("12.01");
    assert_eq!(play.case(known).stage, Stage::AtUnit { unit: code("SU") });
    let unknown = play.apply("03.01");
    assert_eq!(play.case(unknown).stage, Stage::Triage);
    assert_eq!(play.count(WorkList::Triage), 1);
    assert_eq!(play.count(WorkList::AtUnits), 1);
}

#[test]
fn from_registration_to_the_result() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    play.step(id, answer(Outcome::Positive));
    assert_eq!(play.count(WorkList::ToReview), 1);
    let case = play.step(id, accept());
    assert!(case.stage.tells_result());
    let steps = play.read(|read| read.case_steps(id));
    assert_eq!(steps.len(), 3);
    assert!(steps.iter().all(|step| !step.refused));
    let again = play.try_step(id, answer(Outcome::Negative));
    assert!(matches!(again, Err(DeskError::Case(_))), "{again:?}");
    assert_eq!(play.case(id), case, "nothing was changed");
}

impl Play {
    fn types(&mut self, (counter, id): (u16, u128), application: ApplicationId, text: &str) {
        let typed = Typed([("text".to_owned(), text.to_owned())].into());
        let draft = CaseDraft {
            id: DraftId(uuid::Uuid::from_u128(id)),
            application,
            sheet: "case.answer".into(),
            typed,
        };
        self.clock.advance(TimeDelta::seconds(1));
        let kept = self.try_at(counter, Command::SaveCaseDraft(Box::new(draft)));
        assert_eq!(kept.ok(), Some(Done::Stored));
    }

    fn typed(&mut self, application: ApplicationId) -> Vec<String> {
        let drafts = self.read(|read| read.case_drafts(application));
        let texts = drafts
            .into_iter()
            .map(|draft| draft.typed.0["text"].clone());
        texts.collect()
    }
}

#[test]
fn what_is_typed_for_a_case_goes_with_its_step_and_not_before() {
    let mut play = Play::with_units();
    let (id, other) = (play.apply("12.01"), play.apply("12.01"));
    play.types((1, 1), id, "Arı");
    play.types((1, 1), id, "Arıza");
    play.types((2, 2), id, "Şebeke");
    play.types((1, 3), other, "Başka");
    assert_eq!(play.typed(id), ["Şebeke", "Arıza"]);
    // Another counter goes on with it and overwrites nothing.
    play.types((3, 1), id, "Arıza yok");
    assert_eq!(play.typed(id), ["Arıza yok", "Şebeke", "Arıza"]);
    let mut command = CaseCommand {
        application: id,
        action: accept(),
        draft: Some(DraftId(uuid::Uuid::from_u128(1))),
    };
    let refused = play.try_at(3, Command::Case(Box::new(command.clone())));
    assert!(matches!(refused, Err(DeskError::Case(_))), "{refused:?}");
    assert_eq!(
        play.typed(id).len(),
        3,
        "nothing is lost by a step that is refused"
    );
    command.action = answer(Outcome::Positive);
    play.at(3, Command::Case(Box::new(command)));
    assert_eq!(play.typed(id), ["Şebeke"]);
    assert_eq!(play.typed(other), ["Başka"]);
    play.at(1, Command::DropCaseDraft(DraftId(uuid::Uuid::from_u128(2))));
    assert_eq!(play.typed(id), [""; 0]);
}

#[test]
fn what_is_typed_for_a_case_is_erased_with_the_person() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    play.types((1, 1), id, "Şükrü Bey aradı");
    let record = play.read(|read| read.application(id)).unwrap();
    let erased = play
        .store
        .transact(|tx| -> Result<_, DeskError> { Ok(tx.erase(record.person)?) });
    assert!(erased.is_ok());
    assert_eq!(play.typed(id), [""; 0]);
    let late = CaseDraft {
        id: DraftId(uuid::Uuid::from_u128(1)),
        application: id,
        sheet: "case.answer".into(),
        typed: Typed::default(),
    };
    let late = play.try_at(1, Command::SaveCaseDraft(Box::new(late)));
    assert!(late.is_err(), "{late:?}");
    assert_eq!(play.typed(id), [""; 0]);
}

#[test]
fn a_check_that_fails_needs_a_reason() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    play.step(id, answer(Outcome::Negative));
    let checks = Checklist::stood().with(Check::Grounds, false);
    let bare = CaseAction::Accept {
        checks,
        note: CleanText::default(),
    };
    let refused = play.try_step(id, bare);
    assert!(matches!(refused, Err(DeskError::ReasonMissing)));
    let note = reason();
    let case = play.step(id, CaseAction::Accept { checks, note });
    assert!(case.stage.tells_result());
}

#[test]
fn an_objection_is_decided_by_the_chief_and_corrected_in_a_short_term() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    play.step(id, answer(Outcome::Negative));
    let checks = Checklist::default();
    let reason = reason();
    play.step(id, CaseAction::Object { checks, reason });
    assert_eq!(play.count(WorkList::BeforeChief), 1);
    let clerk = Command::AddStaff {
        name: line("Mehmet Kaya"),
        role: Role::Clerk,
    };
    let supervisor = play.staff;
    let Done::StaffAdded { staff } = play.at(1, clerk) else {
        panic!("not added");
    };
    play.staff = staff;
    let note = CleanText::default();
    let by_clerk = play.try_step(id, CaseAction::SendBack { note: note.clone() });
    assert!(matches!(by_clerk, Err(DeskError::ChiefDecides)));
    play.staff = supervisor;
    let case = play.step(id, CaseAction::SendBack { note });
    assert_eq!(case.stage, Stage::AtUnit { unit: code("SU") });
    // Tuesday 10 March and three days.
    assert_eq!(case.term.due().to_string(), "2026-03-13");
    let rounds = play.read(|read| read.rounds_by_unit());
    assert_eq!((rounds.len(), rounds[0].rounds), (1, 1));
}

#[test]
fn a_clock_that_stood_goes_on_with_the_days_added() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    let due = play.case(id).term.due();
    assert_eq!(due.to_string(), "2026-03-17");
    let why = PauseWhy::Applicant;
    play.step(
        id,
        CaseAction::Pause {
            why,
            reason: reason(),
        },
    );
    assert_eq!(play.count(WorkList::Paused), 1);
    play.wait(3 * 24 * 60);
    let note = CleanText::default();
    let case = play.step(id, CaseAction::Resume { note });
    // 20 March 2026 is the first day of the Ramazan holiday, a Friday.
    assert_eq!(case.term.due().to_string(), "2026-03-23");
    assert_eq!(play.count(WorkList::Paused), 0);
}

#[test]
fn a_case_is_opened_again_only_within_the_window() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    play.step(id, answer(Outcome::Negative));
    play.step(id, accept());
    play.wait(30 * 24 * 60);
    let case = play.step(id, CaseAction::Reopen { reason: reason() });
    assert_eq!((case.stage, case.reopened), (Stage::Triage, 1));
    play.step(id, CaseAction::Withdraw { reason: reason() });
    play.wait(31 * 24 * 60);
    let late = play.try_step(id, CaseAction::Reopen { reason: reason() });
    assert!(matches!(late, Err(DeskError::WindowOver(30))));
}

#[test]
fn a_closed_unit_gives_its_cases_back() {
    let mut play = Play::with_units();
    let id = play.apply("12.01");
    let mut closed = unit("SU", &["12"]);
    closed.closed = true;
    let done = play.at(1, Command::RecordUnits(vec![closed]));
    assert_eq!(done, Done::UnitsRecorded { returned: 1 });
    assert_eq!(play.case(id).stage, Stage::Triage);
    let route = |unit: &str| CaseAction::Route {
        unit: code(unit),
        others: Default::default(),
        note: CleanText::default(),
    };
    assert!(matches!(
        play.try_step(id, route("SU")),
        Err(DeskError::UnitClosed)
    ));
    let case = play.step(id, route("FEN"));
    assert_eq!(case.stage, Stage::AtUnit { unit: code("FEN") });
}

#[test]
fn nothing_is_merged_or_forwarded_into_itself() {
    let mut play = Play::with_units();
    let (one, other) = (play.apply("12.01"), play.apply("12.01"));
    let merge = |into| CaseAction::Merge {
        into,
        note: CleanText::default(),
    };
    assert!(matches!(
        play.try_step(one, merge(one)),
        Err(DeskError::NotAnother)
    ));
    let case = play.step(one, merge(other));
    assert_eq!(case.stage, Stage::Merged { into: other });
    assert!(matches!(
        play.try_step(other, merge(one)),
        Err(DeskError::NotAnother)
    ));
    let here = play.read(|read| read.office()).unwrap().office;
    let to = Competent::Office(here);
    let forward = play.try_step(
        other,
        CaseAction::Forward {
            to,
            reason: reason(),
        },
    );
    assert!(matches!(forward, Err(DeskError::NotAnother)));
}

#[test]
fn a_page_begins_where_the_last_one_ended() {
    let mut play = Play::with_units();
    let all: Vec<ApplicationId> = (0..7).map(|_| play.apply("12.01")).collect();
    let now = WorkNow {
        today: "2026-03-10".parse().unwrap(),
        now: play.clock.now(),
    };
    let filter = WorkFilter {
        unit: Some(code("SU")),
        clerk: None,
    };
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = play.read(|read| read.work((WorkList::AtUnits, &filter), now, (after, 3)));
        let Some(last) = page.last() else { break };
        after = Some(last.place);
        seen.extend(page.into_iter().map(|row| row.record.application));
    }
    assert_eq!(seen, all);
}
