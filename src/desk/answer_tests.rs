use chrono::TimeDelta;
use uuid::Uuid;

use super::*;
use crate::desk::command::{Command, Draft, Registration};
use crate::desk::done::Done;
use crate::desk::usecase::fixture::{Play, catalog, line, ordinary, veteran};
use crate::desk::view::{CounterWork, QueueView};
use crate::domain::event::CallBasis;
use crate::domain::ids::{Counter, DraftId, VisitId};
use crate::domain::priority::Lane;
use crate::domain::queue::CallReason;
use crate::domain::registration::RegistrationDraft;
use crate::domain::staff::Role;
use crate::domain::ticket::TicketState;
use crate::domain::visit::GuidanceOutcome;

fn ask(play: &mut Play, query: &Query) -> Answer {
    let answered = play.store.transact(|tx| {
        let now = tx.now();
        answer(tx.read(), catalog(), query, now)
    });
    answered.unwrap()
}

fn queue(play: &mut Play, counter: Counter) -> QueueView {
    match ask(play, &Query::Queue { counter }) {
        Answer::Queue(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn start(play: &mut Play) -> StartView {
    match ask(play, &Query::Start { counter: None }) {
        Answer::Start(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn duplicates(play: &mut Play, number: &str, topic: Option<&str>) -> usize {
    let query = Query::Duplicates {
        person: None,
        identity_number: number.into(),
        topic: topic.map(|topic| TopicCode(topic.into())),
    };
    match ask(play, &query) {
        Answer::Duplicates(rows) => rows.len(),
        other => panic!("{other:?}"),
    }
}

fn form() -> RegistrationDraft {
    RegistrationDraft {
        identity_number: "10000000146".into(),
        given_name: "Şükrü".into(),
        family_name: "Iğdır".into(),
        topic: Some(TopicCode("12.01".into())),
        place: Some(Place {
            province: 32,
            district: Some(12),
        }),
        neighbourhood: "Çamlık Sitesi".into(),
        ..RegistrationDraft::default()
    }
}

fn register(play: &mut Play, visit: Option<VisitId>) -> ApplicationId {
    let registration = Registration {
        visit,
        draft: None,
        form: form(),
        accepted: Vec::new(),
    };
    match play.at(1, Command::Register(Box::new(registration))) {
        Done::Registered { application, .. } => application,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_queue_shows_who_is_next_where_and_why() {
    let mut play = Play::new();
    for _ in 0..3 {
        play.issue(ordinary());
        play.issue(veteran());
    }
    let view = queue(&mut play, 1);
    let next = view.next.clone().unwrap();
    assert_eq!((next.number, next.lane), (2, Lane::Priority));
    assert!(matches!(
        next.reason,
        CallReason::PriorityFirst { run: 0, .. }
    ));
    assert_eq!(
        (view.ordinary.count, view.priority.count, view.issued),
        (3, 3, 6)
    );
    let numbers: Vec<u32> = view.ordinary.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 5]);
    // What is said to be next is called next.
    for _ in 0..6 {
        let next = queue(&mut play, 1).next.unwrap();
        assert_eq!(play.serve(1), Some(next.number));
    }
    let view = queue(&mut play, 1);
    assert_eq!((view.next, view.served), (None, 6));
}

#[test]
fn each_counter_sees_its_own_work_and_where_the_others_are() {
    let mut play = Play::new();
    let (_, first) = play.issue(ordinary());
    play.issue(ordinary());
    play.call(1).unwrap();
    let visit = play.start(1, first);
    play.wait(3);
    play.call(2).unwrap();
    play.at(3, Command::OpenVisit);
    let application = register(&mut play, Some(visit));
    play.at(
        1,
        Command::GiveGuidance {
            visit,
            topic: None,
            outcome: GuidanceOutcome::Solved,
            note: line("e-Devlet şifresi"),
        },
    );
    let view = queue(&mut play, 1);
    let Some(CounterWork::InVisit(mine)) = view.mine else {
        panic!("{:?}", view.mine);
    };
    assert_eq!(mine.visit, visit);
    assert_eq!(mine.ticket.unwrap().number, 1);
    assert_eq!((mine.applications.len(), mine.guidance), (1, 1));
    let rows = view.at_counters.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.counter, row.number, row.calls))
        .collect();
    assert_eq!(
        rows,
        [(1, Some(1), None), (2, Some(2), Some(1)), (3, None, None)]
    );
    let view = queue(&mut play, 2);
    let Some(CounterWork::Called(called)) = view.mine else {
        panic!("{:?}", view.mine);
    };
    assert!(matches!(
        called.basis,
        CallBasis::Policy(CallReason::OnlyOrdinaryWaits)
    ));
    assert_eq!(queue(&mut play, 9).mine, None);
    let Answer::Application(Some(shown)) = ask(&mut play, &Query::Application(application)) else {
        panic!("no application");
    };
    assert_eq!(shown.registered_by, Some(line("Ayşe Demir")));
    assert_eq!(shown.person.full_name(), "Şükrü Iğdır");
    assert!(!shown.receipt);
}

#[test]
fn held_and_absent_visitors_are_listed_in_the_order_they_matter() {
    let mut play = Play::new();
    let tickets: Vec<_> = (0..5).map(|_| play.issue(ordinary()).1).collect();
    let times = [None, Some(20), Some(10)];
    for (ticket, minutes) in tickets.iter().zip(times) {
        let hold = Command::Hold {
            ticket: *ticket,
            time: minutes.map(TimeDelta::minutes),
            reason: None,
        };
        play.at(1, hold);
    }
    for ticket in &tickets[3..] {
        let ticket = *ticket;
        play.call(1).unwrap();
        play.at(1, Command::Recall { ticket });
        play.at(1, Command::Recall { ticket });
        play.wait(1);
        play.at(1, Command::NoShow { ticket });
    }
    let view = queue(&mut play, 1);
    let numbers = |rows: &[crate::domain::ticket::Ticket]| -> Vec<u32> {
        rows.iter().map(|row| row.number).collect()
    };
    assert_eq!(numbers(&view.held), [3, 2, 1]);
    assert_eq!(numbers(&view.absent), [5, 4]);
    assert!(matches!(
        view.held[2].state,
        TicketState::Held { until: None }
    ));
    // Tomorrow nobody of today is shown, even before the day is opened.
    play.set_clock("2026-03-11T05:30:00Z");
    let view = queue(&mut play, 1);
    assert!(view.held.is_empty() && view.absent.is_empty());
}

#[test]
fn the_start_shows_the_office_its_staff_and_what_was_being_typed() {
    let mut play = Play::empty();
    assert_eq!(start(&mut play).office, None);
    let mut play = Play::new();
    for name in ["Çiğdem Ak", "Cemal Öz", "İnci Su", "Işık Er"] {
        let name = line(name);
        play.at(
            1,
            Command::AddStaff {
                name,
                role: Role::Clerk,
            },
        );
    }
    let (_, ticket) = play.issue(ordinary());
    play.call(1).unwrap();
    let visit = play.start(1, ticket);
    let draft = |id, visit| {
        let id = DraftId(Uuid::from_u128(id));
        let form = form();
        Command::SaveDraft(Box::new(Draft {
            id,
            counter: 1,
            visit,
            form,
        }))
    };
    play.at(1, draft(1, Some(visit)));
    play.wait(1);
    play.at(1, draft(2, None));
    let view = start(&mut play);
    assert_eq!(view.office.unwrap().name, line("Çankaya Kaymakamlığı"));
    let names: Vec<&str> = view.staff.iter().map(|row| row.name.as_str()).collect();
    let sorted = ["Ayşe Demir", "Cemal Öz", "Çiğdem Ak", "Işık Er", "İnci Su"];
    assert_eq!(names, sorted);
    let drafts = view.drafts.iter();
    let drafts: Vec<_> = drafts
        .map(|row| {
            (
                row.draft.id.0.as_u128(),
                row.ticket_number,
                row.visit_is_open,
            )
        })
        .collect();
    assert_eq!(drafts, [(2, None, false), (1, Some(1), true)]);
    play.at(1, Command::FinishVisit { visit });
    assert!(!start(&mut play).drafts[1].visit_is_open);
}

#[test]
fn duplicates_are_on_the_same_topic_by_the_number_however_typed() {
    let mut play = Play::new();
    register(&mut play, None);
    assert_eq!(duplicates(&mut play, "100 000 001-46", Some("12.01")), 1);
    assert_eq!(duplicates(&mut play, "10000000146", Some("12.02")), 0);
    assert_eq!(duplicates(&mut play, "10000000146", None), 0);
    assert_eq!(duplicates(&mut play, "10000000214", Some("12.01")), 0);
    assert_eq!(duplicates(&mut play, "", Some("12.01")), 0);
}

#[test]
fn neighbourhoods_are_the_listed_and_the_written_ones_in_turkish_order() {
    let mut play = Play::new();
    register(&mut play, None);
    let place = form().place.unwrap();
    let Answer::Neighbourhoods(names) = ask(&mut play, &Query::Neighbourhoods(place)) else {
        panic!("no neighbourhoods");
    };
    let at = |name: &str| {
        names
            .iter()
            .position(|known| known.as_str() == name)
            .unwrap()
    };
    assert!(at("Akçaşar Köyü") < at("Çamlık Sitesi"));
    assert!(at("Çakırçal Köyü") < at("Çamlık Sitesi"));
    assert!(at("Çamlık Sitesi") < at("Debbağlar"));
}

#[test]
fn persons_and_applications_are_found() {
    let mut play = Play::new();
    register(&mut play, None);
    let typed = "sukru ıgdır".to_owned();
    let Answer::Persons(found) = ask(
        &mut play,
        &Query::Persons {
            typed: typed.clone(),
        },
    ) else {
        panic!("no persons");
    };
    assert_eq!((found.len(), found[0].applications), (1, 1));
    let Answer::Search(found) = ask(&mut play, &Query::Search { typed }) else {
        panic!("no search");
    };
    assert_eq!(found.rows[0].applicant, line("Şükrü Iğdır"));
    assert!(!found.more);
}
