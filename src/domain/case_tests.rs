use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::super::calendar::Holidays;
use super::super::deadline::DeadlineRule;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(code: &str) -> UnitCode {
    UnitCode::new(code).unwrap()
}

fn days(from: &str, days: u16) -> Term {
    Term::new(
        day(from),
        DeadlineRule::Calendar,
        days,
        &Holidays::default(),
    )
}

fn term() -> Term {
    days("2026-03-02", 7)
}

fn later() -> Term {
    days("2026-03-09", 3)
}

fn route(code: &str) -> Step {
    Step::Route {
        unit: unit(code),
        others: BTreeSet::new(),
    }
}

fn answer() -> Step {
    Step::Answer {
        outcome: Outcome::Negative,
        source: AnswerSource::Portal,
        attachments: Vec::new(),
    }
}

fn accept() -> Step {
    let checks = Checklist::default();
    Step::Accept { checks }
}

fn object() -> Step {
    let checks = Checklist::default();
    Step::Object { checks }
}

fn send_back() -> Step {
    Step::SendBack { term: later() }
}

fn play(steps: &[Step]) -> Result<Case, IllegalStep> {
    let begin = Case::registered(term());
    steps.iter().try_fold(begin, |case, step| case.after(step))
}

#[test]
fn an_ordinary_case() {
    let case = play(&[route("SAG"), answer(), accept()]).unwrap();
    let outcome = Outcome::Negative;
    assert_eq!(case.stage, Stage::Concluded { outcome });
    assert_eq!((case.answers, case.rounds), (1, 0));
}

#[test]
fn an_inappropriate_answer_is_corrected_within_a_new_term() {
    let case = play(&[route("SAG"), answer(), object(), send_back()]).unwrap();
    assert_eq!(case.stage, Stage::AtUnit { unit: unit("SAG") });
    assert_eq!((case.answers, case.rounds), (1, 1));
    assert_eq!(case.term, later());
    let upheld = play(&[route("SAG"), answer(), object(), Step::Uphold]).unwrap();
    assert!(upheld.stage.tells_result());
    assert_eq!(upheld.rounds, 0, "the chief did not agree");
}

#[test]
fn a_wrongly_routed_case_comes_back() {
    let back = play(&[route("SAG"), Step::Return]).unwrap();
    assert_eq!(back.stage, Stage::Triage);
    let again = back.after(&route("MEM")).unwrap();
    assert_eq!(again.stage, Stage::AtUnit { unit: unit("MEM") });
}

#[test]
fn the_parts_of_others_are_taken_while_the_case_is_open() {
    let both = Step::Route {
        unit: unit("SAG"),
        others: [unit("MEM")].into(),
    };
    let part = Step::Contribute {
        unit: unit("MEM"),
        attachments: Vec::new(),
    };
    assert!(play(&[both.clone(), part.clone()]).is_ok());
    assert!(play(&[both.clone(), answer(), part.clone()]).is_ok());
    assert!(play(&[both, answer(), accept(), part.clone()]).is_err());
    assert!(play(&[route("SAG"), part]).is_err());
    let twice = Step::Route {
        unit: unit("SAG"),
        others: [unit("SAG")].into(),
    };
    assert!(play(&[twice]).is_err());
}

#[test]
fn a_question_waits_until_it_is_answered_or_the_case_moves() {
    let asked = play(&[route("SAG"), Step::Ask]).unwrap();
    assert!(asked.question);
    assert!(!asked.after(&Step::Reply).unwrap().question);
    assert!(!asked.after(&answer()).unwrap().question);
}

#[test]
fn only_the_office_it_was_forwarded_to_receives_it() {
    let office = |code: &str| code.parse::<OfficeCode>().unwrap();
    let to = Competent::Office(office("06001"));
    let gone = play(&[Step::Forward { to }]).unwrap();
    let receive = |code| Step::Receive {
        office: office(code),
    };
    assert!(gone.after(&receive("06002")).is_err());
    let there = gone.after(&receive("06001")).unwrap();
    assert_eq!(there.stage, Stage::Triage);
}

#[test]
fn the_highest_rung_told_stays_until_the_term_changes() {
    let escalate = |meant| Step::Escalate {
        meant,
        reached: Some(Rung::Supervisor),
    };
    let told = play(&[route("SAG"), escalate(Rung::Unit)]).unwrap();
    assert_eq!(told.escalated, Some(Rung::Supervisor));
    let twice = told.after(&escalate(Rung::Head)).unwrap();
    assert_eq!(twice, told);
    let extended = told.after(&Step::Extend { term: later() }).unwrap();
    assert_eq!(extended.escalated, None);
}

#[test]
fn illegal_steps_name_the_stage() {
    let why = PauseWhy::Applicant;
    for steps in [
        &[answer()][..],
        &[accept()],
        &[route("SAG"), answer(), answer()],
        &[route("SAG"), answer(), accept(), answer()],
        &[route("SAG"), answer(), send_back()],
        &[Step::Withdraw, Step::Pause { why }],
        &[Step::Pause { why }, Step::Pause { why }],
        &[Step::Satisfied { solved: true }],
    ] {
        assert!(play(steps).is_err(), "{steps:?}");
    }
    let error = play(&[route("SAG"), answer(), accept(), answer()]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a case that is concluded cannot take this step"
    );
}

#[test]
fn a_closed_case_has_no_clock() {
    let why = PauseWhy::Applicant;
    let case = play(&[Step::Pause { why }, Step::Withdraw]).unwrap();
    assert_eq!(case.paused, None);
}

#[test]
fn a_body_is_flat_and_read_again() {
    let moved = CaseMoved {
        application: ApplicationId(Uuid::from_u128(1)),
        person: PersonId(Uuid::from_u128(2)),
        step: Step::SendBack { term: later() },
        private: Said::text(CleanText::line("Gerekçe yazılmamış.")),
    };
    let json = serde_json::to_value(&moved).unwrap();
    assert_eq!(json["step"], "send_back");
    assert_eq!(json["term"]["due"], "2026-03-12");
    assert_eq!(serde_json::from_value::<CaseMoved>(json).unwrap(), moved);
    let case = play(&[route("SAG"), answer(), object()]).unwrap();
    let json = serde_json::to_value(&case).unwrap();
    assert_eq!(json["stage"], "before_chief");
    assert_eq!(serde_json::from_value::<Case>(json).unwrap(), case);
}

fn steps() -> Vec<Step> {
    let office = "06001".parse().unwrap();
    vec![
        route("SAG"),
        route("MEM"),
        Step::Return,
        Step::Ask,
        Step::Reply,
        answer(),
        accept(),
        object(),
        send_back(),
        Step::Uphold,
        Step::Pause {
            why: PauseWhy::Applicant,
        },
        Step::Resume { term: later() },
        Step::Extend { term: later() },
        Step::Escalate {
            meant: Rung::Head,
            reached: None,
        },
        Step::Withdraw,
        Step::Merge {
            into: ApplicationId(Uuid::from_u128(1)),
        },
        Step::Forward {
            to: Competent::Authority(CleanText::line("Defterdarlık")),
        },
        Step::Forward {
            to: Competent::Office(office),
        },
        Step::Receive { office },
        Step::Reopen { term: later() },
        Step::Satisfied { solved: false },
    ]
}

fn walks() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(proptest::sample::select(steps()), 0..60)
}

proptest! {
    #[test]
    fn every_open_case_has_a_way_to_a_result_and_to_a_withdrawal(walk in walks()) {
        let mut case = Case::registered(term());
        for step in walk {
            case = case.after(&step).unwrap_or(case);
        }
        let ways = [
            vec![route("SAG"), answer(), accept()],
            vec![answer(), accept()],
            vec![accept()],
            vec![Step::Uphold],
        ];
        let ends = ways.iter().any(|way| {
            let end = way.iter().try_fold(case.clone(), |case, step| case.after(step));
            end.is_ok_and(|case| case.stage.tells_result())
        });
        prop_assert!(!case.stage.is_open() || ends, "{case:?}");
        prop_assert_eq!(case.stage.is_open(), case.after(&Step::Withdraw).is_ok());
    }

    #[test]
    fn nothing_is_told_before_acceptance(walk in walks()) {
        let mut case = Case::registered(term());
        let mut accepted = false;
        for step in walk {
            let Ok(next) = case.after(&step) else { continue };
            match step {
                Step::Accept { .. } | Step::Uphold => accepted = true,
                Step::Reopen { .. } => accepted = false,
                _ => {}
            }
            prop_assert_eq!(next.stage.tells_result(), accepted);
            case = next;
        }
    }

    #[test]
    fn a_refused_step_changes_nothing_and_an_allowed_one_is_taken(walk in walks()) {
        let mut case = Case::registered(term());
        for step in walk {
            let after = case.after(&step);
            prop_assert_eq!(after.is_ok(), case.allows(&step));
            if let Ok(next) = after {
                prop_assert!(next.answers >= next.rounds);
                case = next;
            }
        }
    }
}
