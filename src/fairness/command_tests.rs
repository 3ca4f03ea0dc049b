use chrono::TimeDelta;
use serde_json::Value as Json;

use super::super::MINUTE;
use super::super::day::{QueueClass, RecordedCall, Stay, Turn};
use super::super::office::OfficePlan;
use super::super::scripted::{Act, ScriptedDesk, script_day};
use super::*;
use crate::i18n::Locale;

const WISH: Wish = Wish {
    ratio: 0.5,
    targets: Targets {
        priority: 15 * MINUTE,
        ordinary: 60 * MINUTE,
    },
    json: false,
};

fn english() -> Text {
    Text::new(Locale::En)
}

fn experiment() -> Experiment {
    Experiment {
        model: Model::new(OfficePlan::default()).unwrap(),
        visitors: 40_000,
        seed: 1,
    }
}

/// A day on which 200 people came within two and a half hours to two counters, and were
/// called in the order they came.
fn surge() -> RecordedDay {
    let opening = 9 * 60 * MINUTE;
    let class = |visitor| match visitor % 10 {
        0 | 3 | 7 => QueueClass {
            lane: Lane::Priority,
            rank: 0,
        },
        _ => QueueClass::ORDINARY,
    };
    let turns = (0..200).map(|visitor: u32| Turn {
        number: visitor + 1,
        place: visitor + 1,
        stays: vec![Stay {
            from: opening + u64::from(visitor) * MINUTE * 3 / 4,
            until: None,
            class: class(visitor),
        }],
    });
    let turns: Vec<Turn> = turns.collect();
    let mut free = [opening, opening];
    let calls = turns.iter().enumerate().map(|(turn, came)| {
        let counter = usize::from(free[1] < free[0]);
        let at = free[counter].max(came.stays[0].from) + 1;
        let minutes = 1 + (turn as u64 * 7) % 5;
        free[counter] = at + minutes * MINUTE;
        RecordedCall {
            turn,
            counter: counter as u16 + 1,
            at,
            until: free[counter],
        }
    });
    let calls = calls.collect();
    RecordedDay {
        day: script_day(),
        policy: Policy::default(),
        calls,
        turns,
        irregular: Irregularities::default(),
    }
}

#[test]
fn a_simulation_in_words() {
    let said = simulate(&experiment(), &WISH, &english()).unwrap();
    insta::assert_snapshot!("simulation_en", said);
    let said = simulate(&experiment(), &WISH, &Text::new(Locale::Tr)).unwrap();
    insta::assert_snapshot!("simulation_tr", said);
}

#[test]
fn a_short_simulation_does_not_say_how_exact_it_is() {
    let short = Experiment {
        visitors: 50,
        ..experiment()
    };
    let said = simulate(&short, &WISH, &english()).unwrap();
    assert!(said.contains("cannot be told"), "{said}");
    assert!(said.contains("No recommendation"), "{said}");
}

#[test]
fn a_surge_in_words() {
    let said = replay_days(&[surge()], &WISH, &english()).unwrap();
    insta::assert_snapshot!("surge_en", said);
    let said = replay_days(&[surge()], &WISH, &Text::new(Locale::Tr)).unwrap();
    insta::assert_snapshot!("surge_tr", said);
}

#[test]
fn tables_fit_a_terminal_of_80_columns() {
    for locale in Locale::ALL {
        let text = Text::new(locale);
        for said in [
            simulate(&experiment(), &WISH, &text).unwrap(),
            replay_days(&[surge()], &WISH, &text).unwrap(),
        ] {
            let table = said.lines().skip_while(|line| !line.is_empty()).skip(1);
            for line in table.take_while(|line| !line.starts_with("    ")).take(18) {
                assert!(line.chars().count() <= 80, "{line}");
            }
        }
    }
}

#[test]
fn json_has_the_same_figures() {
    let wish = Wish { json: true, ..WISH };
    let json = replay_days(&[surge()], &wish, &english()).unwrap();
    let report: Json = serde_json::from_str(&json).unwrap();
    assert_eq!(report["outcomes"][0]["called_by"], "record");
    assert_eq!(report["outcomes"][0]["classes"][0]["lane"], "priority");
    assert_eq!(report["outcomes"][4]["rule"], "quota");
    assert_eq!(report["outcomes"][4]["quota"], 2);
    assert_eq!(report["targets"]["priority_minutes"], 15.0);
    assert_eq!(report["days"][0]["calls"], 200);
    assert!(report["advice"]["advice"].is_string());

    let json = simulate(&experiment(), &wish, &english()).unwrap();
    let report: Json = serde_json::from_str(&json).unwrap();
    assert_eq!(report["model"]["counters"], 3);
    let strict = &report["outcomes"][1]["classes"][1];
    assert!(strict["theory"].as_f64().unwrap() > strict["p50"].as_f64().unwrap());
    assert_eq!(report["visitors"], 40_000);
}

#[test]
fn a_day_called_by_the_rule_is_reproduced_and_a_chosen_call_is_told() {
    let mut desk = ScriptedDesk::opening(Policy { quota: None });
    let ordinary = Act::Issue {
        priority: false,
        rank: 0,
    };
    let mut acts = vec![ordinary; 3];
    acts.extend([Act::CallNext { counter: 1 }, Act::Serve { counter: 1 }]);
    acts.push(Act::Serve { counter: 1 });
    for act in &acts {
        desk.after(TimeDelta::minutes(1), *act).unwrap();
    }
    let said = replay_days(&[desk.recorded()], &WISH, &english()).unwrap();
    let expected = "all 1 recorded calls are in the order of the office's rule (absolute)";
    assert!(said.contains(expected), "{said}");
    assert!(said.contains("\nabsolute *"), "{said}");
    assert!(
        said.contains("No recommendation: too little data"),
        "{said}"
    );

    let chosen = Act::CallOutOfOrder { counter: 2, who: 1 };
    desk.after(TimeDelta::minutes(1), chosen).unwrap();
    let said = replay_days(&[desk.recorded()], &WISH, &english()).unwrap();
    assert!(said.contains("Calls out of order: 1"), "{said}");
    assert!(said.contains("the first 1 are in the order"), "{said}");
    assert!(
        said.contains("The end of 1 visit was not recorded"),
        "{said}"
    );
}

#[test]
fn several_days_are_summed_up() {
    let later = RecordedDay {
        day: script_day().succ_opt().unwrap(),
        ..surge()
    };
    let wish = Wish { json: true, ..WISH };
    let json = replay_days(&[surge(), later], &wish, &english()).unwrap();
    let report: Json = serde_json::from_str(&json).unwrap();
    assert_eq!(report["days"].as_array().unwrap().len(), 2);
    assert_eq!(report["outcomes"][0]["classes"][0]["visitors"], 120);
    let one = replay_days(&[surge()], &wish, &english()).unwrap();
    let one: Json = serde_json::from_str(&one).unwrap();
    let p90 = |report: &Json| report["outcomes"][3]["classes"][1]["p90"].clone();
    assert_eq!(p90(&report), p90(&one));
}

#[test]
fn a_large_quota_of_the_office_is_compared_too() {
    let mut day = surge();
    day.policy = Policy {
        quota: NonZeroU32::new(9),
    };
    let said = replay_days(&[day], &WISH, &english()).unwrap();
    assert!(said.contains("\nquota k=9 *"), "{said}");
}

#[test]
fn days_without_tickets_are_refused() {
    let empty = ScriptedDesk::opening(Policy::default()).recorded();
    let error = replay_days(&[empty], &WISH, &english()).unwrap_err();
    let sentence = "02.03.2026: no ticket was given. Choose another day.";
    assert_eq!(error.sentence(&english()), sentence);
}

#[test]
fn a_model_like_a_day_has_its_load() {
    let mut day = surge();
    let like = |day: &RecordedDay| OfficePlan::like(std::slice::from_ref(day)).unwrap();
    // 200 visits of 3 minutes in two and a half hours are too much for two counters.
    let error = Model::new(like(&day)).unwrap_err();
    assert!(matches!(error, ModelError::Overloaded { needed: 5, .. }));
    let sentence = FairnessError::from(error).sentence(&english());
    assert!(sentence.starts_with("Load 200%"), "{sentence}");

    for turn in &mut day.turns {
        turn.stays[0].from *= 3;
    }
    let figures = Model::new(like(&day)).unwrap().figures();
    assert_eq!(figures.counters, 2);
    assert!((figures.service_minutes - 3.0).abs() < 1e-9);
    assert!((figures.visitors_per_hour - 80.0 / 3.0).abs() < 1e-9);
    assert_eq!(like(&day).priority, [0.3]);
    let nothing = ScriptedDesk::opening(Policy::default()).recorded();
    assert_eq!(OfficePlan::like(&[nothing]), None);
}

#[test]
fn every_fault_of_a_model_has_a_sentence() {
    let faults = [
        ModelError::Counters,
        ModelError::Interval,
        ModelError::Shares,
        ModelError::Service(super::super::service::ServiceError::Mean),
    ];
    for fault in faults {
        for locale in Locale::ALL {
            let said = FairnessError::Model(fault).sentence(&Text::new(locale));
            assert!(said.contains(' ') && !said.contains("fairness-"), "{said}");
        }
    }
}
