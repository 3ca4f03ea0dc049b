use serde_json::{Value, json};

use super::super::case::{AnswerSource, Outcome, Said, Step};
use super::super::message::FailReason;
use super::*;

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn issued() -> Event {
    use super::super::priority::{Basis, PriorityClass};
    Event::TicketIssued(TicketIssued {
        ticket: TicketId(Uuid::from_u128(1)),
        day: "2026-03-10".parse().unwrap(),
        number: 7,
        place: 7,
        lane: Lane::Priority,
        rank: 0,
        visitor: person(2),
        private: Claims {
            claims: [(PriorityClass::Pregnant, Basis::Declaration)]
                .into_iter()
                .collect(),
        },
    })
}

#[test]
fn kind_and_body_stand_apart_and_only_the_private_part_is_personal() {
    let json = serde_json::to_value(issued()).unwrap();
    assert_eq!(json["kind"], "ticket_issued");
    let mut body = json["body"].clone();
    let private = body.as_object_mut().unwrap().remove("private").unwrap();
    assert_eq!(private, json!({"claims": {"pregnant": "declaration"}}));
    assert!(!body.to_string().contains("pregnant"));
}

#[test]
fn an_erased_event_is_read_with_an_empty_private_part() {
    let mut json = serde_json::to_value(issued()).unwrap();
    json["body"].as_object_mut().unwrap().remove("private");
    let Event::TicketIssued(erased) = serde_json::from_value(json).unwrap() else {
        panic!("another kind");
    };
    assert_eq!(erased.number, 7);
    assert!(erased.private.claims.is_empty());
}

#[test]
fn an_event_with_a_private_part_has_a_subject_and_the_other_way_round() {
    for event in samples() {
        let json = serde_json::to_value(&event).unwrap();
        let private = json["body"].get("private").is_some_and(Value::is_object);
        assert_eq!(private, event.subject().is_some(), "{}", json["kind"]);
        assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
    }
}

fn samples() -> Vec<Event> {
    let step = TicketStep {
        ticket: TicketId(Uuid::from_u128(1)),
    };
    let visit = VisitId(Uuid::from_u128(3));
    vec![
        issued(),
        Event::OfficeConfigured(OfficeConfigured::usual(
            "06001".parse().unwrap(),
            CleanText::line("Çankaya Kaymakamlığı"),
        )),
        Event::StaffRegistered(StaffRegistered {
            staff: StaffId(Uuid::from_u128(4)),
            person: person(5),
            role: Role::Supervisor,
            private: StaffName::default(),
        }),
        Event::TicketCalled(TicketCalled {
            ticket: step.ticket,
            counter: 3,
            visitor: person(2),
            basis: CallBasis::Policy(CallReason::OnlyPriorityWaits),
            private: Reason::default(),
        }),
        Event::TicketRecalled(step),
        Event::TicketEnded(TicketEnded {
            ticket: step.ticket,
            how: TicketEnd::Left,
        }),
        Event::VisitOpened(VisitOpened {
            visit,
            ticket: Some(step.ticket),
            counter: 3,
            visitor: person(2),
        }),
        Event::VisitClosed(VisitClosed { visit }),
        Event::DatabaseRestored(DatabaseRestored {
            former: DeviceId(Uuid::from_u128(9)),
            head: 12,
        }),
        Event::PersonRecorded(PersonRecorded {
            person: person(6),
            visitor: Some(person(2)),
            private: PersonData::default(),
        }),
        Event::GuidanceGiven(GuidanceGiven {
            guidance: GuidanceId(Uuid::from_u128(8)),
            visit,
            visitor: person(2),
            topic: None,
            outcome: GuidanceOutcome::Solved,
            minutes: 4,
            private: Note::default(),
        }),
        Event::CaseMoved(Box::new(CaseMoved {
            application: ApplicationId(Uuid::from_u128(10)),
            person: person(6),
            step: Step::Answer {
                outcome: Outcome::Negative,
                source: AnswerSource::Paper,
                attachments: Vec::new(),
            },
            private: Said::default(),
        })),
        Event::MessageQueued(Box::new(MessageQueued {
            message: MessageId(Uuid::from_u128(11)),
            application: ApplicationId(Uuid::from_u128(10)),
            person: person(6),
            stage: MessageStage::Concluded,
            round: 0,
            channel: MessageChannel::Sms,
            language: MessageLanguage::Tr,
            private: MessageText::default(),
        })),
        Event::MessageMoved(MessageMoved {
            message: MessageId(Uuid::from_u128(11)),
            application: ApplicationId(Uuid::from_u128(10)),
            state: MessageState::Failed {
                reason: FailReason::Recipient,
            },
        }),
    ]
}
