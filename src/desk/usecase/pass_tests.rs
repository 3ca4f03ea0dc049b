use super::*;
use crate::desk::command::{CaseAction, CaseCommand, Command};
use crate::desk::usecase::fixture::{Play, catalog, line};
use crate::domain::application::TopicCode;
use crate::domain::ids::ApplicationId;
use crate::domain::ladder::Rung;
use crate::domain::message::MessageChannel;

/// A unit that can be telephoned, whose head cannot.
fn unit() -> Unit {
    Unit {
        topics: vec![TopicCode("12".into())],
        phone: line("0 312 000 00 00"),
        ..Unit::new(UnitCode::new("SU").unwrap(), line("Su Müdürlüğü"))
    }
}

impl Play {
    /// The whole pass; how many were told.
    fn pass(&mut self) -> usize {
        let mut pass = Pass::default();
        let mut told = 0;
        loop {
            told += self.store.transact(|tx| pass.go_on(tx, catalog())).unwrap();
            if !pass.is_under_way() {
                return told;
            }
        }
    }

    fn told(&mut self, application: ApplicationId) -> Vec<(Rung, Option<Rung>)> {
        let steps = self.read(|read| read.case_steps(application));
        steps
            .into_iter()
            .filter_map(|step| match step.moved.step {
                Step::Escalate { meant, reached } => Some((meant, reached)),
                _ => None,
            })
            .collect()
    }
}

#[test]
fn each_rung_is_told_on_its_day_and_an_empty_one_is_named() {
    let mut play = Play::new();
    play.at(1, Command::RecordUnits(vec![unit()]));
    let id = play.apply("12.01");
    let mut told = |day: &str| {
        play.set_clock(&format!("{day}T07:30:00Z"));
        play.pass();
        play.told(id)
    };
    // Registered on Tuesday the 10th, due on Tuesday the 17th.
    assert_eq!(told("2026-03-13"), []);
    let unit = (Rung::Unit, Some(Rung::Unit));
    assert_eq!(told("2026-03-16"), [unit]);
    // The head cannot be reached: the supervisor is told on the last day, and not again after it.
    let head = (Rung::Head, Some(Rung::Supervisor));
    assert_eq!(told("2026-03-17"), [unit, head]);
    assert_eq!(told("2026-03-18"), [unit, head]);
    // The 20th begins the Ramazan holiday; nobody is chief in the program.
    let chief = (Rung::Chief, None);
    assert_eq!(told("2026-03-24"), [unit, head, chief]);
    assert_eq!(told("2026-04-24"), [unit, head, chief]);
}

#[test]
fn more_than_a_stretch_is_told_once_and_the_day_is_over() {
    let mut play = Play::new();
    play.at(1, Command::RecordUnits(vec![unit()]));
    let all: Vec<ApplicationId> = (0..120).map(|_| play.apply("12.01")).collect();
    play.set_clock("2026-03-17T07:30:00Z");
    assert_eq!(play.pass(), 2 * all.len());
    assert_eq!(play.pass(), 0, "the day is over");
    play.set_clock("2026-03-18T07:30:00Z");
    assert_eq!(
        play.pass(),
        0,
        "the supervisor was told instead of the head"
    );
    for id in all {
        assert_eq!(play.told(id).len(), 2);
    }
}

#[test]
fn the_unit_is_written_to_or_else_telephoned_and_the_applicant_is_not() {
    let mut play = Play::new();
    let mut written = unit();
    written.head_email = line("mudur@su.example");
    play.at(1, Command::RecordUnits(vec![written]));
    let id = play.apply("12.01");
    let reminders = |play: &mut Play| {
        let messages = play.read(|read| read.messages_of(id));
        let reminders = messages.into_iter().filter(|m| !m.stage.is_for_applicant());
        reminders
            .map(|m| (m.round, m.channel, m.to.to_string()))
            .collect::<Vec<_>>()
    };
    play.set_clock("2026-03-16T07:30:00Z");
    play.pass();
    let call = (0, MessageChannel::Call, "+903120000000".to_owned());
    assert_eq!(reminders(&mut play), std::slice::from_ref(&call));
    play.set_clock("2026-03-17T07:30:00Z");
    play.pass();
    let email = (1, MessageChannel::Email, "mudur@su.example".to_owned());
    assert_eq!(reminders(&mut play), [call.clone(), email.clone()]);
    play.set_clock("2026-03-30T07:30:00Z");
    play.pass();
    assert_eq!(
        reminders(&mut play),
        [call, email],
        "the rest is told inside"
    );
    let text = play.read(|read| read.messages_of(id));
    let text = text.last().unwrap().text.to_string();
    assert!(
        text.contains("Son gün: 17.03.2026") && !text.contains("Iğdır"),
        "{text}"
    );
}

#[test]
fn a_case_that_ends_between_two_stretches_is_told_to_nobody() {
    let mut play = Play::new();
    play.at(1, Command::RecordUnits(vec![unit()]));
    let all: Vec<ApplicationId> = (0..60).map(|_| play.apply("12.01")).collect();
    play.set_clock("2026-03-16T07:30:00Z");
    let mut pass = Pass::default();
    let mut stretch = |play: &mut Play| {
        let gone_on = play.store.transact(|tx| pass.go_on(tx, catalog()));
        gone_on.unwrap()
    };
    assert_eq!(stretch(&mut play), MOST_TOLD);
    let last = *all.last().unwrap();
    let withdraw = CaseCommand {
        application: last,
        draft: None,
        action: CaseAction::Withdraw {
            reason: line("Başvuran vazgeçti."),
        },
    };
    play.at(1, Command::Case(Box::new(withdraw)));
    assert_eq!(stretch(&mut play), all.len() - MOST_TOLD - 1);
    assert_eq!(play.told(last), []);
}
