use std::num::NonZeroU32;

use super::*;
use crate::domain::queue::Policy;

const SECOND: f64 = 1e6;

/// Mean service time 1 s on every counter, at this load, 30 % priority.
fn office(counters: u32, load: f64, service: Service) -> Model {
    let interval = SECOND / load / f64::from(counters);
    Model::new(counters, interval, two_lanes(0.3), service).unwrap()
}

fn exponential_second() -> Service {
    Service::Exponential { mean: SECOND }
}

fn quota(k: u32) -> Rule {
    Rule::Quota(Policy {
        quota: NonZeroU32::new(k),
    })
}

/// Whether the simulated means are within 2 % of these, in seconds.
fn assert_within_2_percent(found: &Simulation, expected: &[f64]) {
    for (class, expected) in expected.iter().enumerate() {
        let mean = found.mean(class).unwrap();
        let (mean, half_width) = (mean.mean / SECOND, mean.half_width / SECOND);
        let off = (mean - expected).abs();
        assert!(
            off <= 0.02 * expected,
            "class {class}: {mean}, expected {expected}"
        );
        assert!(
            off <= 2.0 * half_width,
            "class {class}: {mean} ± {half_width}, expected {expected}"
        );
    }
}

/// Of the mean wait in M/M/1 at load 0.9 one run of 4,000,000 visitors still has a standard error
/// of about 1 %: waits half an hour apart are not independent.
const REFERENCE_VISITORS: u64 = 4_000_000;

#[test]
fn reference_values_of_first_come() {
    let model = office(1, 0.9, exponential_second());
    let found = model.simulate(&Rule::FirstCome, REFERENCE_VISITORS, 7);
    assert_within_2_percent(&found, &[9.0, 9.0]);
    assert_eq!(found.measure.classes[0].overtakes(), 0);
    assert_eq!(found.measure.classes[1].overtakes(), 0);
    let all = found.measure.classes.iter().map(|waits| waits.count());
    assert_eq!(all.sum::<u64>(), REFERENCE_VISITORS);
    // P(W > t) = 0.9 exp(-t/10).
    for (p, expected) in [(0.5, 5.878), (0.9, 21.97), (0.99, 45.00)] {
        let quantile = found.measure.classes[1].quantile(p).unwrap() as f64 / SECOND;
        assert!((quantile / expected - 1.0).abs() < 0.03, "{p}: {quantile}");
    }
}

#[test]
fn reference_values_of_strict_priority() {
    let model = office(1, 0.9, exponential_second());
    let found = model.simulate(&Rule::Strict, REFERENCE_VISITORS, 7);
    assert_within_2_percent(&found, &[1.2329, 12.3288]);
    assert_eq!(found.measure.classes[0].overtakes(), 0);
}

#[test]
fn reference_values_of_accumulating_priority() {
    let model = office(1, 0.9, exponential_second());
    let rule = Rule::accumulating_by_lane(&model.lanes(), 0.5);
    let found = model.simulate(&rule, REFERENCE_VISITORS, 7);
    assert_within_2_percent(&found, &[5.7225, 10.4046]);
}

#[test]
fn theory_of_four_classes_and_five_counters() {
    let share = |lane, share| ClassShare { lane, share };
    let classes = vec![
        share(Lane::Priority, 0.05),
        share(Lane::Priority, 0.1),
        share(Lane::Priority, 0.25),
        share(Lane::Ordinary, 0.6),
    ];
    let interval = SECOND / 5.0 / 0.8;
    let model = Model::new(5, interval, classes, exponential_second()).unwrap();
    assert!((model.load() - 0.8).abs() < 1e-12);
    let accumulating = Rule::Accumulating {
        rates: vec![8.0, 4.0, 2.0, 1.0],
    };
    for rule in [Rule::Strict, accumulating] {
        let theory = model.theory(&rule).unwrap();
        let theory: Vec<f64> = theory.iter().map(|wait| wait / SECOND).collect();
        assert_within_2_percent(&model.simulate(&rule, 2_000_000, 11), &theory);
    }
}

#[test]
fn theory_of_one_counter_and_any_service_time() {
    let (mean, variation) = (SECOND, 2.5);
    for service in [
        Service::Fixed { mean },
        Service::Erlang { mean, phases: 3 },
        Service::Hyperexponential { mean, variation },
    ] {
        let model = office(1, 0.6, service);
        let theory = model.theory(&Rule::Strict).unwrap();
        let theory: Vec<f64> = theory.iter().map(|wait| wait / SECOND).collect();
        assert_within_2_percent(&model.simulate(&Rule::Strict, 1_000_000, 5), &theory);
    }
}

#[test]
fn the_quota_moves_waits_from_lane_to_lane_and_adds_none() {
    let model = office(2, 0.85, exponential_second());
    let visitors = 500_000;
    let run = |rule: &Rule| model.simulate(rule, visitors, 3);
    let total = |found: &Simulation| -> f64 {
        let sum = |waits: &super::super::measure::Waits| waits.mean() * waits.count() as f64;
        found.measure.classes.iter().map(sum).sum::<f64>() / visitors as f64
    };
    let first_come = total(&run(&Rule::FirstCome));
    let mut last = f64::INFINITY;
    for k in 1..=4 {
        let found = run(&quota(k));
        // The conservation law; visits drawn in another order differ by chance.
        assert!((total(&found) / first_come - 1.0).abs() < 0.02);
        let priority = found.measure.classes[0].mean();
        assert!(priority < last, "k = {k}: {priority}, before {last}");
        last = priority;
        assert_eq!(found.measure.longest_run, u64::from(k));
        assert_eq!(model.theory(&quota(k)), None);
    }
    assert_eq!(run(&quota(0)), run(&Rule::Strict));
    assert_eq!(model.theory(&quota(0)), model.theory(&Rule::Strict));
}

#[test]
fn the_same_seed_gives_the_same_day() {
    let model = office(3, 0.7, exponential_second());
    let run = |seed| model.simulate(&quota(2), 10_000, seed);
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn the_interval_covers_the_mean_about_as_often_as_it_says() {
    let model = office(1, 0.5, exponential_second());
    let runs = 100;
    let covered = (0..runs)
        .filter(|seed| {
            let mean = model.simulate(&Rule::FirstCome, 8_000, *seed).mean(1);
            let mean = mean.unwrap();
            (mean.mean - SECOND).abs() <= mean.half_width
        })
        .count();
    assert!((88..=99).contains(&covered), "{covered} of {runs}");
}

#[test]
fn too_few_visitors_give_no_interval() {
    let model = office(1, 0.5, exponential_second());
    assert_eq!(model.simulate(&Rule::Strict, 10, 1).mean(0), None);
    assert_eq!(model.simulate(&Rule::Strict, 0, 1).mean(0), None);
    assert_eq!(model.simulate(&Rule::Strict, 1_000, 1).mean(2), None);
}

#[test]
fn impossible_models_are_refused() {
    let model =
        |counters, interval, classes| Model::new(counters, interval, classes, exponential_second());
    let lanes = || two_lanes(0.3);
    assert_eq!(model(0, 2e6, lanes()), Err(ModelError::Counters));
    assert_eq!(model(100, 2e6, lanes()), Err(ModelError::Counters));
    assert_eq!(model(1, 0.0, lanes()), Err(ModelError::Interval));
    assert_eq!(model(1, f64::NAN, lanes()), Err(ModelError::Interval));
    assert_eq!(model(1, 2e6, two_lanes(1.5)), Err(ModelError::Shares));
    assert_eq!(model(1, 2e6, vec![]), Err(ModelError::Shares));
    let mut turned = lanes();
    turned.reverse();
    assert_eq!(model(1, 2e6, turned), Err(ModelError::Order));
    let overloaded = ModelError::Overloaded {
        load: 1.25,
        needed: 3,
    };
    assert_eq!(model(2, 0.4e6, lanes()), Err(overloaded));
    let needed = model(1, 1e6, lanes());
    assert!(matches!(
        needed,
        Err(ModelError::Overloaded { needed: 2, .. })
    ));
    let service = Service::Erlang {
        mean: SECOND,
        phases: 0,
    };
    assert_eq!(
        Model::new(1, 2e6, lanes(), service),
        Err(ModelError::Service(ServiceError::Phases))
    );
}
