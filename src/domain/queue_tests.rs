use std::collections::VecDeque;

use proptest::prelude::*;

use super::super::priority::Basis;
use super::*;

fn policy(k: u32) -> Policy {
    Policy {
        quota: NonZeroU32::new(k),
    }
}

fn quota(k: u32) -> NonZeroU32 {
    NonZeroU32::new(k).unwrap()
}

#[test]
fn the_table_of_decisions() {
    use CallReason::*;
    use Lane::*;
    let p = policy(2);
    assert_eq!(decide(&p, 0, false, false), None);
    assert_eq!(decide(&p, 9, false, false), None);
    assert_eq!(
        decide(&p, 0, true, false),
        Some((Ordinary, OnlyOrdinaryWaits))
    );
    assert_eq!(
        decide(&p, 9, false, true),
        Some((Priority, OnlyPriorityWaits))
    );
    for run in [0, 1] {
        let why = PriorityFirst {
            run,
            quota: quota(2),
        };
        assert_eq!(decide(&p, run, true, true), Some((Priority, why)));
    }
    for run in [2, 3, u32::MAX] {
        let why = OrdinaryTurn {
            run,
            quota: quota(2),
        };
        assert_eq!(decide(&p, run, true, true), Some((Ordinary, why)));
    }
    let absolute = policy(0);
    assert_eq!(absolute.quota, None);
    assert_eq!(
        decide(&absolute, u32::MAX, true, true),
        Some((Priority, AbsolutePriority))
    );
}

#[test]
fn a_full_hall_is_called_two_to_one() {
    let mut run = 0;
    let lanes: String = (0..9)
        .map(|_| {
            let (lane, _) = decide(&Policy::default(), run, true, true).unwrap();
            run = next_run(run, lane);
            if lane == Lane::Priority { 'P' } else { 'O' }
        })
        .collect();
    assert_eq!(lanes, "PPOPPOPPO");
}

#[test]
fn the_run_counts_while_the_ordinary_lane_is_empty() {
    let run = (0..5).fold(0, |run, _| next_run(run, Lane::Priority));
    let (lane, _) = decide(&Policy::default(), run, true, true).unwrap();
    assert_eq!(lane, Lane::Ordinary);
    assert_eq!(next_run(u32::MAX, Lane::Priority), u32::MAX);
}

#[test]
fn bounds_of_the_default_policy() {
    let p = Policy::default();
    assert_eq!(p.guaranteed_within(Lane::Ordinary, 0), Some(3));
    assert_eq!(p.guaranteed_within(Lane::Ordinary, 4), Some(15));
    assert_eq!(p.guaranteed_within(Lane::Priority, 0), Some(2));
    assert_eq!(p.guaranteed_within(Lane::Priority, 4), Some(8));
    assert_eq!(policy(0).guaranteed_within(Lane::Ordinary, 0), None);
    assert_eq!(policy(0).guaranteed_within(Lane::Priority, 4), Some(5));
    assert!(
        policy(u32::MAX)
            .guaranteed_within(Lane::Ordinary, u32::MAX)
            .is_some()
    );
}

#[test]
fn reasons_and_policy_keep_their_json() {
    let why = CallReason::OrdinaryTurn {
        run: 2,
        quota: quota(2),
    };
    assert_eq!(
        serde_json::to_string(&why).unwrap(),
        r#"{"why":"ordinary_turn","run":2,"quota":2}"#
    );
    assert_eq!(
        serde_json::to_string(&Policy::default()).unwrap(),
        r#"{"quota":2}"#
    );
    assert!(serde_json::from_str::<Policy>(r#"{"quota":0}"#).is_err());
}

#[test]
fn ranking_orders_by_the_best_class() {
    use PriorityClass::*;
    let of = |classes: &[PriorityClass]| -> PriorityClaims {
        classes.iter().map(|c| (*c, Basis::Declaration)).collect()
    };
    let ranking = ClassRanking::new(vec![Veteran, MartyrRelative]);
    assert_eq!(ranking.rank(&of(&[Veteran])), 0);
    assert_eq!(ranking.rank(&of(&[MartyrRelative])), 1);
    assert_eq!(ranking.rank(&of(&[Over65])), 2);
    assert_eq!(ranking.rank(&of(&[Disabled])), 2);
    assert_eq!(ranking.rank(&of(&[Over65, MartyrRelative])), 1);
    assert_eq!(ranking.rank(&PriorityClaims::none()), 0);
    for class in PriorityClass::ALL {
        assert_eq!(ClassRanking::default().rank(&of(&[class])), 0);
    }
}

/// One lane's queue in a simulated hall: who waits, each with the call by which they must
/// have been called.
#[derive(Default)]
struct Waiting(VecDeque<Option<u64>>);

/// Arrivals before each call, chosen by an adversary; a day of calls is played and everybody
/// must be called within the bound that held when they came.
fn play(policy: Policy, mut run: u32, arrivals: &[(u8, u8)]) -> Result<u64, TestCaseError> {
    let mut ordinary = Waiting::default();
    let mut priority = Waiting::default();
    let mut calls: u64 = 0;
    let join = |waiting: &mut Waiting, lane, calls: u64| {
        let ahead = u32::try_from(waiting.0.len()).unwrap();
        let within = policy.guaranteed_within(lane, ahead);
        waiting.0.push_back(within.map(|within| calls + within));
    };
    let nobody = std::iter::repeat(&(0, 0));
    for (ordinary_come, priority_come) in arrivals.iter().chain(nobody) {
        (0..*ordinary_come).for_each(|_| join(&mut ordinary, Lane::Ordinary, calls));
        (0..*priority_come).for_each(|_| join(&mut priority, Lane::Priority, calls));
        let waits = (!ordinary.0.is_empty(), !priority.0.is_empty());
        let Some((lane, _)) = decide(&policy, run, waits.0, waits.1) else {
            if calls >= arrivals.len() as u64 {
                break;
            }
            calls += 1; // nobody waits: on to the next arrivals
            continue;
        };
        calls += 1;
        run = next_run(run, lane);
        let queue = match lane {
            Lane::Ordinary => &mut ordinary,
            Lane::Priority => &mut priority,
        };
        let by = queue.0.pop_front();
        prop_assert!(by.is_some(), "an empty lane was called");
        if let Some(by) = by.flatten() {
            prop_assert!(calls <= by, "called at {calls}, guaranteed by {by}");
        }
    }
    Ok(calls)
}

proptest! {
    #[test]
    fn nobody_waits_longer_than_guaranteed(
        k in 0_u32..6,
        run in 0_u32..10,
        arrivals in prop::collection::vec((0_u8..4, 0_u8..4), 0..200),
    ) {
        play(policy(k), run, &arrivals)?;
    }

    #[test]
    fn a_flood_of_the_other_lane_does_not_break_the_bound(
        k in 1_u32..6,
        run in 0_u32..10,
        ahead in 0_u8..30,
        flood in any::<bool>(),
    ) {
        let calls = 400;
        let mut arrivals = vec![if flood { (0, 1) } else { (1, 0) }; calls];
        arrivals[0] = if flood { (ahead + 1, 5) } else { (5, ahead + 1) };
        play(policy(k), run, &arrivals)?;
    }

    /// The guarantee is exact: an adversary can make somebody wait that long.
    #[test]
    fn the_bounds_are_reached(k in 1_u32..6, ahead in 0_u32..20) {
        for lane in Lane::ALL {
            let (mut run, mut left, mut calls) = (0, ahead + 1, 0);
            if lane == Lane::Priority {
                run = k; // the worst moment to come: the ordinary lane's turn
            }
            while left > 0 {
                let (called, _) = decide(&policy(k), run, true, true).unwrap();
                run = next_run(run, called);
                calls += 1;
                left -= u32::from(called == lane);
            }
            prop_assert_eq!(Some(calls), policy(k).guaranteed_within(lane, ahead));
        }
    }
}
