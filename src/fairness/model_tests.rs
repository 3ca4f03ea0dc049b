use std::num::NonZeroU32;

use super::*;
use crate::domain::queue::Policy;

const SECOND: f64 = 1e6;

/// Mean service time 1 s on every counter, at this load, 30 % priority.
fn office(counters: u32, load: f64, service: Service) -> Model {
    Model::new(OfficePlan {
        counters,
        interval: SECOND / load / f64::from(counters),
        priority: vec![0.3],
        service,
    })
    .unwrap()
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

/// Of the mean wait in M/M/1 at load 0.9 one run of 2,500,000 visitors still has a standard error
/// of about 1.3 %: waits half an hour apart are not independent.
const REFERENCE_VISITORS: u64 = 2_500_000;

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
    let model = Model::new(OfficePlan {
        counters: 5,
        interval: SECOND / 5.0 / 0.8,
        priority: vec![0.05, 0.1, 0.25],
        service: exponential_second(),
    });
    let model = model.unwrap();
    assert!((model.figures().load - 0.8).abs() < 1e-12);
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
    let fault = |change: &dyn Fn(&mut OfficePlan)| {
        let mut plan = OfficePlan::default();
        change(&mut plan);
        Model::new(plan).unwrap_err()
    };
    assert!(Model::new(OfficePlan::default()).is_ok());
    for counters in [0, 100] {
        let refused = fault(&|plan| plan.counters = counters);
        assert_eq!(refused, ModelError::Counters);
    }
    for interval in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let refused = fault(&|plan| plan.interval = interval);
        assert_eq!(refused, ModelError::Interval);
    }
    for priority in [vec![1.5], vec![-0.1], vec![0.6, 0.6], vec![f64::NAN]] {
        let refused = fault(&|plan| plan.priority.clone_from(&priority));
        assert_eq!(refused, ModelError::Shares);
    }
    let refused = fault(&|plan| plan.service = Service::Fixed { mean: 0.0 });
    assert_eq!(refused, ModelError::Service(ServiceError::Mean));
    // 24 visitors an hour of 6 minutes each keep 2.4 counters busy.
    let refused = fault(&|plan| plan.counters = 2);
    assert!(
        matches!(refused, ModelError::Overloaded { load, needed: 3 } if (load - 1.2).abs() < 1e-9)
    );
    let refused = fault(&|plan| {
        plan.service = Service::Fixed {
            mean: plan.interval * 3.0,
        }
    });
    assert!(matches!(refused, ModelError::Overloaded { needed: 4, .. }));
}

#[test]
fn a_lane_may_be_empty() {
    for priority in [vec![], vec![0.0], vec![1.0], vec![0.1; 10]] {
        let plan = OfficePlan {
            priority,
            ..OfficePlan::default()
        };
        let found = Model::new(plan).unwrap().simulate(&quota(2), 1_000, 1);
        assert_eq!(found.measure.contested == 0, found.measure.longest_run == 0);
        let all = found.measure.classes.iter().map(|waits| waits.count());
        assert_eq!(all.sum::<u64>(), 1_000);
    }
}
