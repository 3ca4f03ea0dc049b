//! Made-up queues for tests.

use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::QueueScreen;
use crate::catalog::Catalog;
use crate::desk::command::Draft;
use crate::desk::view::{
    CalledTicket, CounterRow, CounterWork, DraftRow, LaneView, NextTicket, QueueView, StaffRow,
    StartView, VisitView,
};
use crate::desk::{Answer, Notice, Query, Session};
use crate::domain::event::{CallBasis, OfficeConfigured};
use crate::domain::ids::{DraftId, PersonId, StaffId, TicketId, VisitId};
use crate::domain::number::ApplicationNumber;
use crate::domain::priority::{Basis, Lane, PriorityClaims, PriorityClass};
use crate::domain::queue::CallReason;
use crate::domain::registration::RegistrationDraft;
use crate::domain::staff::Role;
use crate::domain::ticket::{Ticket, TicketState};
use crate::i18n::Locale;
use crate::text::CleanText;
use crate::tui::screens::bench::Bench;
use crate::tui::screens::machine::{Duty, Machine};
use crate::tui::theme::ThemeKind;

/// 14:32 in Istanbul on a working day.
pub fn now() -> DateTime<Utc> {
    "2026-11-24T11:32:00Z".parse().unwrap()
}

/// The id of the visit in [`in_visit`].
pub fn visit() -> VisitId {
    VisitId(Uuid::from_u128(0xF00))
}

/// A waiting ticket given `minutes` ago.
pub fn ticket(number: u32, minutes: i64, claims: &[(PriorityClass, Basis)]) -> Ticket {
    let claims: PriorityClaims = claims.iter().copied().collect();
    Ticket {
        id: TicketId(Uuid::from_u128(number.into())),
        day: "2026-11-24".parse().unwrap(),
        number,
        place: number,
        lane: claims.lane(),
        rank: 0,
        claims,
        visitor: PersonId(Uuid::from_u128(0xA000 + u128::from(number))),
        issued_at: now() - TimeDelta::minutes(minutes),
        state: TicketState::Waiting,
    }
}

/// Nobody has come yet.
pub fn empty() -> QueueView {
    QueueView {
        day: "2026-11-24".parse().unwrap(),
        ordinary: LaneView::default(),
        priority: LaneView::default(),
        at_counters: Vec::new(),
        held: Vec::new(),
        absent: Vec::new(),
        next: None,
        mine: None,
        issued: 0,
        served: 0,
    }
}

/// A full afternoon.
pub fn busy() -> QueueView {
    use Basis::{BirthDate, Declaration, DocumentSeen};
    use PriorityClass::{Disabled, MartyrRelative, Over65, Pregnant, Veteran, VeteranRelative};
    let priority = vec![
        ticket(49, 11, &[(Over65, BirthDate)]),
        ticket(52, 4, &[(Pregnant, Declaration), (Disabled, DocumentSeen)]),
        ticket(
            57,
            2,
            &[
                (MartyrRelative, DocumentSeen),
                (VeteranRelative, Declaration),
                (Over65, Declaration),
                (Disabled, Declaration),
            ],
        ),
        ticket(58, 0, &[(Veteran, DocumentSeen)]),
    ];
    let ordinary: Vec<Ticket> = [22, 18, 17, 15, 13, 12, 9, 9, 8, 7, 6, 5, 3, 3, 2, 1]
        .into_iter()
        .zip([
            48, 50, 51, 53, 54, 55, 56, 59, 60, 61, 62, 63, 64, 65, 66, 67,
        ])
        .map(|(minutes, number)| ticket(number, minutes, &[]))
        .collect();
    let aside = |number, minutes, claims: &[_], state| Ticket {
        state,
        ..ticket(number, minutes, claims)
    };
    let until = Some(now() + TimeDelta::minutes(12));
    QueueView {
        ordinary: lane(ordinary),
        priority: lane(priority),
        at_counters: vec![
            counter(1, Some(46), None, 9),
            counter(2, Some(44), Some(2), 1),
            counter(5, None, None, 21),
        ],
        held: vec![
            aside(45, 41, &[], TicketState::Held { until }),
            aside(
                33,
                95,
                &[(Disabled, Declaration)],
                TicketState::Held { until: None },
            ),
        ],
        absent: vec![
            aside(41, 50, &[], TicketState::NoShow),
            aside(38, 62, &[(Over65, Declaration)], TicketState::NoShow),
        ],
        next: Some(NextTicket {
            ticket: TicketId(Uuid::from_u128(48)),
            number: 48,
            lane: Lane::Ordinary,
            reason: ordinary_turn(),
        }),
        issued: 67,
        served: 39,
        ..empty()
    }
}

/// The same with somebody called to this counter (3), `times` times.
pub fn called(times: u32) -> QueueView {
    let claims = [
        (PriorityClass::Veteran, Basis::DocumentSeen),
        (PriorityClass::Over65, Basis::Declaration),
    ];
    let state = TicketState::Called { counter: 3, times };
    let ticket = Ticket {
        state,
        ..ticket(47, 26, &claims)
    };
    let quota = std::num::NonZeroU32::new(2).unwrap();
    QueueView {
        mine: Some(CounterWork::Called(Box::new(CalledTicket {
            ticket,
            basis: CallBasis::Policy(CallReason::PriorityFirst { run: 1, quota }),
            called_at: now() - TimeDelta::seconds(47),
        }))),
        ..busy()
    }
}

/// The same with a visit at this counter.
pub fn in_visit(applications: u64, guidance: u32) -> QueueView {
    let state = TicketState::Serving {
        counter: 3,
        visit: visit(),
    };
    QueueView {
        mine: Some(CounterWork::InVisit(Box::new(VisitView {
            visit: visit(),
            ticket: Some(Ticket {
                state,
                ..ticket(47, 26, &[(PriorityClass::Veteran, Basis::DocumentSeen)])
            }),
            opened_at: now() - TimeDelta::minutes(9),
            applications: (42..42 + applications)
                .map(|sequence| {
                    let office = duty().office;
                    ApplicationNumber::new(office, 2026, 51, sequence).unwrap()
                })
                .collect(),
            guidance,
        }))),
        ..busy()
    }
}

/// The sentence of an ordinary visitor's turn.
pub fn ordinary_turn() -> CallReason {
    CallReason::OrdinaryTurn {
        run: 2,
        quota: std::num::NonZeroU32::new(2).unwrap(),
    }
}

fn lane(rows: Vec<Ticket>) -> LaneView {
    LaneView {
        count: u32::try_from(rows.len()).unwrap(),
        rows,
    }
}

fn counter(counter: u16, number: Option<u32>, calls: Option<u32>, minutes: i64) -> CounterRow {
    CounterRow {
        counter,
        number,
        calls,
        since: now() - TimeDelta::minutes(minutes),
    }
}

/// The queue of counter 3, not yet answered.
pub fn bench() -> Bench {
    bench_with(Locale::Tr, ThemeKind::Dark)
}

/// The same in another language and other colours.
pub fn bench_with(locale: Locale, theme: ThemeKind) -> Bench {
    Bench::with(QueueScreen::new(duty()), now(), locale, theme)
}

/// Answers whatever the queue asks for with this.
pub fn show(bench: &mut Bench, view: QueueView) {
    bench.notice(Notice::Changed);
    while bench.asks(|query| matches!(query, Query::Queue { .. })) {
        bench.answer(Answer::Queue(Box::new(view.clone())));
    }
}

/// Ayşe Demir at counter 3.
pub fn duty() -> Duty {
    Duty {
        machine: machine(),
        session: Session {
            staff: StaffId(Uuid::from_u128(0xA1)),
            counter: 3,
        },
        clerk: CleanText::line("Ayşe Demir"),
        role: Role::Clerk,
        office: "06008".parse().unwrap(),
        office_name: CleanText::line("Çankaya Kaymakamlığı"),
    }
}

/// A machine with the shipped lists.
pub fn machine() -> Rc<Machine> {
    let (catalog, problems) = Catalog::load(None);
    assert!(problems.is_empty());
    Rc::new(Machine {
        catalog,
        database: "/home/acikkapi/.local/share/acikkapi/desk.db".into(),
        key_file: Some("/home/acikkapi/.local/share/acikkapi/desk.key".into()),
        counter: Some(3),
        clerk: None,
        demo: None,
    })
}

/// An office with one clerk, and a form left unfinished.
pub fn start_with_draft(visit: Option<VisitId>) -> StartView {
    let duty = duty();
    let form = RegistrationDraft {
        given_name: "Fatma".into(),
        family_name: "Yıldız".into(),
        text: "Sokağımızdaki aydınlatma direği üç haftadır yanmıyor.".into(),
        ..RegistrationDraft::default()
    };
    StartView {
        office: Some(office()),
        staff: vec![StaffRow {
            id: duty.session.staff,
            name: duty.clerk,
            role: Role::Clerk,
        }],
        drafts: vec![DraftRow {
            draft: Draft {
                id: DraftId(Uuid::from_u128(0xD1)),
                counter: duty.session.counter,
                visit,
                form,
            },
            saved_at: now() - TimeDelta::minutes(7),
            ticket_number: Some(47),
            visit_is_open: visit.is_some(),
        }],
    }
}

/// The office of [`duty`], set up as suggested.
pub fn office() -> OfficeConfigured {
    let duty = duty();
    OfficeConfigured::usual(duty.office, duty.office_name)
}
