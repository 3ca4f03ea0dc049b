//! Tickets, calls, holds and days, step by step.

use chrono::TimeDelta;

use super::fixture::{Play, line, ordinary, setup, veteran};
use crate::desk::command::Command;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::event::CallBasis;
use crate::domain::priority::Lane;
use crate::domain::queue::{CallReason, Policy};
use crate::domain::staff::Role;
use crate::domain::ticket::{IllegalMove, TicketEnd, TicketState};

fn state(play: &mut Play, ticket: crate::domain::ids::TicketId) -> TicketState {
    play.read(|read| read.ticket(ticket)).unwrap().state
}

#[test]
fn numbers_run_from_one_in_one_sequence_and_begin_again_each_istanbul_day() {
    let mut play = Play::new();
    assert_eq!(play.issue(ordinary()).0, 1);
    assert_eq!(play.issue(veteran()).0, 2);
    // 23:59 in Istanbul, then midnight: still the same day in UTC.
    play.set_clock("2026-03-10T20:59:00Z");
    assert_eq!(play.issue(ordinary()).0, 3);
    play.set_clock("2026-03-10T21:00:00Z");
    assert_eq!(play.issue(ordinary()).0, 1);
}

#[test]
fn a_ticket_says_who_is_before_it_and_when_it_is_called_at_the_latest() {
    let mut play = Play::new();
    play.issue(ordinary());
    play.issue(veteran());
    let issued = play.at(1, Command::IssueTicket { claims: ordinary() });
    let Done::TicketIssued {
        lane,
        ahead,
        within,
        ..
    } = issued
    else {
        panic!("{issued:?}");
    };
    assert_eq!((lane, ahead, within), (Lane::Ordinary, 1, Some(6)));
}

#[test]
fn lanes_are_called_two_to_one_and_the_call_says_why() {
    let mut play = Play::new();
    for _ in 0..3 {
        play.issue(ordinary());
    }
    for _ in 0..4 {
        play.issue(veteran());
    }
    let called: Vec<u32> = (0..7).filter_map(|_| play.serve(1)).collect();
    assert_eq!(called, [4, 5, 1, 6, 7, 2, 3]);
    assert_eq!(play.call(1), None);
    play.issue(veteran());
    let called = play.call(1).unwrap();
    let basis = CallBasis::Policy(CallReason::OnlyPriorityWaits);
    assert_eq!((called.basis, called.ticket.number), (basis, 8));
}

#[test]
fn an_undone_call_leaves_the_run_as_it_was() {
    let mut play = Play::new();
    play.issue(ordinary());
    for _ in 0..3 {
        play.issue(veteran());
    }
    play.serve(1);
    let mistaken = play.call(1).unwrap().ticket;
    assert_eq!(play.read(|read| read.run(mistaken.day)), 2);
    let ticket = mistaken.id;
    play.at(1, Command::UndoCall { ticket });
    assert_eq!(play.read(|read| read.run(mistaken.day)), 1);
    assert_eq!(play.serve(1), Some(3));
    assert_eq!(play.serve(1), Some(1));
}

#[test]
fn a_call_out_of_order_needs_a_reason_and_leaves_the_run() {
    let mut play = Play::new();
    play.issue(ordinary());
    let (_, ticket) = play.issue(veteran());
    let reason = line(" ");
    let refused = play.try_at(1, Command::CallOutOfOrder { ticket, reason });
    assert!(matches!(refused, Err(DeskError::ReasonMissing)));
    let reason = line("Ambulans bekliyor");
    play.at(1, Command::CallOutOfOrder { ticket, reason });
    let day = play.read(|read| read.ticket(ticket)).unwrap().day;
    assert_eq!(play.read(|read| read.run(day)), 0);
}

#[test]
fn a_counter_with_a_visitor_calls_nobody_else() {
    let mut play = Play::new();
    let (_, first) = play.issue(ordinary());
    let (_, second) = play.issue(ordinary());
    play.call(1).unwrap();
    let busy = |result| assert!(matches!(result, Err(DeskError::CounterBusy(1))));
    busy(play.try_at(1, Command::CallNext));
    busy(play.try_at(1, Command::OpenVisit));
    let reason = line("neden");
    let ticket = second;
    busy(play.try_at(1, Command::CallOutOfOrder { ticket, reason }));
    let visit = play.start(1, first);
    busy(play.try_at(1, Command::CallNext));
    assert_eq!(play.call(2).unwrap().ticket.id, second);
    play.at(1, Command::FinishVisit { visit });
    assert_eq!(play.call(1), None);
}

#[test]
fn only_the_counter_that_called_begins_the_visit() {
    let mut play = Play::new();
    let (_, ticket) = play.issue(ordinary());
    play.call(2).unwrap();
    let refused = play.try_at(1, Command::StartVisit { ticket });
    assert!(matches!(refused, Err(DeskError::OtherCounter(2))));
    play.start(2, ticket);
    let refused = play.try_at(2, Command::StartVisit { ticket });
    assert!(matches!(
        refused,
        Err(DeskError::Ticket(IllegalMove::State(
            TicketState::Serving { .. }
        )))
    ));
}

#[test]
fn an_absent_visitor_who_comes_after_all_goes_to_the_end() {
    let mut play = Play::new();
    let (_, ticket) = play.issue(ordinary());
    play.issue(ordinary());
    play.call(1).unwrap();
    let refused = play.try_at(1, Command::NoShow { ticket });
    assert!(matches!(
        refused,
        Err(DeskError::Ticket(IllegalMove::CalledTooSeldom { calls: 1 }))
    ));
    play.at(1, Command::Recall { ticket });
    play.at(1, Command::Recall { ticket });
    play.at(1, Command::NoShow { ticket });
    play.at(1, Command::Reinstate { ticket });
    assert_eq!(play.serve(1), Some(2));
    assert_eq!(play.serve(1), Some(1));
}

#[test]
fn a_held_visitor_comes_back_to_the_old_place_when_the_time_has_come() {
    let mut play = Play::new();
    let (_, ticket) = play.issue(ordinary());
    play.issue(ordinary());
    play.issue(ordinary());
    play.at(
        1,
        Command::Hold {
            ticket,
            time: Some(TimeDelta::minutes(10)),
            reason: None,
        },
    );
    assert_eq!(play.serve(1), Some(2));
    play.wait(9);
    play.issue(ordinary());
    assert!(matches!(
        state(&mut play, ticket),
        TicketState::Held { until: Some(_) }
    ));
    play.wait(1);
    assert_eq!(play.serve(1), Some(1));
    let returned = play.try_at(1, Command::Return { ticket });
    assert!(matches!(returned, Err(DeskError::Ticket(_))));
}

#[test]
fn what_falls_due_falls_due_without_a_command() {
    let mut play = Play::new();
    let (_, ticket) = play.issue(ordinary());
    play.at(
        1,
        Command::Hold {
            ticket,
            time: Some(TimeDelta::minutes(1)),
            reason: None,
        },
    );
    assert!(!play.due());
    play.wait(1);
    assert!(play.due());
    assert_eq!(state(&mut play, ticket), TicketState::Waiting);
}

#[test]
fn a_corrected_ticket_keeps_its_place_in_the_other_lane() {
    let mut play = Play::with_policy(Policy { quota: None });
    let (_, ticket) = play.issue(ordinary());
    play.issue(veteran());
    let claims = veteran();
    play.at(1, Command::CorrectClaims { ticket, claims });
    assert_eq!(play.serve(1), Some(1));
    let claims = ordinary();
    let refused = play.try_at(1, Command::CorrectClaims { ticket, claims });
    assert!(matches!(
        refused,
        Err(DeskError::Ticket(IllegalMove::State(
            TicketState::Ended { .. }
        )))
    ));
}

#[test]
fn a_new_day_ends_what_the_old_one_left_open() {
    let mut play = Play::new();
    let (_, waiting) = play.issue(ordinary());
    let (_, called) = play.issue(veteran());
    let (_, served) = play.issue(veteran());
    play.call(1).unwrap();
    play.call(2).unwrap();
    play.start(2, served);
    play.at(3, Command::OpenVisit);
    play.set_clock("2026-03-11T05:30:00Z");
    let opened = play.try_as(None, Command::OpenDay).unwrap();
    assert_eq!(opened, Done::DayOpened { ended: 3 });
    let ended = |how| TicketState::Ended { how };
    assert_eq!(state(&mut play, waiting), ended(TicketEnd::DayOver));
    assert_eq!(state(&mut play, called), ended(TicketEnd::DayOver));
    assert_eq!(state(&mut play, served), ended(TicketEnd::Served));
    assert_eq!(play.read(|read| read.open_visits(None)).len(), 0);
    let again = play.try_as(None, Command::OpenDay).unwrap();
    assert_eq!(again, Done::DayOpened { ended: 0 });
}

#[test]
fn yesterdays_visitor_does_not_keep_the_counter_busy() {
    let mut play = Play::new();
    play.issue(ordinary());
    play.call(1).unwrap();
    play.set_clock("2026-03-11T05:30:00Z");
    play.issue(ordinary());
    assert_eq!(play.call(1).unwrap().ticket.number, 1);
}

#[test]
fn closing_the_day_lets_visits_end_by_themselves() {
    let mut play = Play::new();
    let (_, served) = play.issue(ordinary());
    let (_, waiting) = play.issue(ordinary());
    play.call(1).unwrap();
    let visit = play.start(1, served);
    let closed = play.at(2, Command::CloseDay);
    assert_eq!(closed, Done::DayClosed { ended: 1 });
    let over = TicketState::Ended {
        how: TicketEnd::DayOver,
    };
    assert_eq!(state(&mut play, waiting), over);
    play.at(1, Command::FinishVisit { visit });
    let over = TicketState::Ended {
        how: TicketEnd::Served,
    };
    assert_eq!(state(&mut play, served), over);
    // Twice is no mistake.
    play.at(1, Command::FinishVisit { visit });
}

#[test]
fn an_office_is_set_up_once() {
    let mut play = Play::empty();
    let early = play.try_at(1, Command::CallNext);
    assert!(matches!(early, Err(DeskError::NotSetUp)));
    let set_up = |staff| Command::SetUp {
        office: setup(Policy::default()),
        staff: line(staff),
        role: Role::Clerk,
        units: Vec::new(),
    };
    let nameless = play.try_as(None, set_up("  "));
    assert!(matches!(nameless, Err(DeskError::NameMissing)));
    play.try_as(None, set_up("Ayşe Demir")).unwrap();
    let again = play.try_as(None, set_up("Hasan Öztürk"));
    assert!(matches!(again, Err(DeskError::AlreadySetUp)));
    assert_eq!(play.read(|read| read.staff()).len(), 1);
    let name = line("Zeynep Kılıç");
    play.try_as(
        None,
        Command::AddStaff {
            name,
            role: Role::Clerk,
        },
    )
    .unwrap();
    assert_eq!(play.read(|read| read.staff()).len(), 2);
    let nobody = play.try_as(None, Command::CallNext);
    assert!(matches!(nobody, Err(DeskError::NoSession)));
}

#[test]
fn what_is_not_there_is_not_found() {
    let mut play = Play::new();
    let ticket = crate::domain::ids::TicketId(uuid::Uuid::nil());
    let missing = play.try_at(1, Command::Recall { ticket });
    assert!(matches!(missing, Err(DeskError::NotFound)));
}
