use proptest::prelude::*;

use super::*;

const NOBODY: Present = Present {
    unit: false,
    head: false,
    supervisor: false,
    chief: false,
};

const ALL: Present = Present {
    unit: true,
    head: true,
    supervisor: true,
    chief: true,
};

/// Meant and reached.
fn told(moment: Moment, told: Option<Rung>, present: Present) -> Vec<(Rung, Option<Rung>)> {
    let due = Ladder::default().due_now(Some(moment), told, present);
    due.into_iter().map(|e| (e.meant, e.reached)).collect()
}

#[test]
fn the_usual_ladder() {
    use Moment::*;
    use Rung::*;
    let ladder = Ladder::default();
    assert_eq!(ladder.due_now(None, None, ALL), []);
    assert_eq!(told(Approaching, None, ALL), [(Unit, Some(Unit))]);
    assert_eq!(told(Approaching, Some(Unit), ALL), []);
    assert_eq!(told(DueToday, Some(Unit), ALL), [(Head, Some(Head))]);
    assert_eq!(told(Overdue(0), Some(Head), ALL), []);
    assert_eq!(
        told(Overdue(1), Some(Head), ALL),
        [(Supervisor, Some(Supervisor))]
    );
    assert_eq!(told(Overdue(2), Some(Supervisor), ALL), []);
    assert_eq!(
        told(Overdue(3), Some(Supervisor), ALL),
        [(Chief, Some(Chief))]
    );
    assert_eq!(told(Overdue(400), Some(Chief), ALL), []);
}

#[test]
fn an_empty_rung_goes_one_up_and_is_named() {
    use Moment::*;
    use Rung::*;
    let no_unit = Present {
        unit: false,
        head: false,
        ..ALL
    };
    let due = Ladder::default().due_now(Some(Approaching), None, no_unit);
    let [escalation] = due[..] else {
        panic!("{due:?}")
    };
    assert_eq!(escalation.reached, Some(Supervisor));
    assert_eq!(escalation.empty().collect::<Vec<_>>(), [Unit, Head]);
    // The supervisor knows already.
    assert_eq!(told(DueToday, Some(Supervisor), no_unit), []);
    assert_eq!(told(Overdue(1), Some(Supervisor), no_unit), []);
    let chief = told(Overdue(3), Some(Supervisor), no_unit);
    assert_eq!(chief, [(Chief, Some(Chief))]);
}

#[test]
fn where_nobody_is_it_says_so() {
    use Moment::*;
    use Rung::*;
    let due = Ladder::default().due_now(Some(Overdue(1)), Some(Head), NOBODY);
    let [escalation] = due[..] else {
        panic!("{due:?}")
    };
    assert_eq!(escalation.reached, None);
    assert_eq!(escalation.empty().collect::<Vec<_>>(), [Supervisor, Chief]);
    // A chief who is appointed meanwhile is told in turn.
    let chief = Present {
        chief: true,
        ..NOBODY
    };
    let appointed = told(Overdue(3), Some(escalation.told()), chief);
    assert_eq!(appointed, [(Chief, Some(Chief))]);
}

#[test]
fn after_a_long_silence_each_rung_is_told_in_order() {
    use Rung::*;
    let no_head = Present { head: false, ..ALL };
    assert_eq!(
        told(Moment::Overdue(9), None, no_head),
        [
            (Unit, Some(Unit)),
            (Head, Some(Supervisor)),
            (Chief, Some(Chief))
        ]
    );
}

#[test]
fn who_is_present() {
    use crate::domain::unit::UnitCode;
    use crate::text::CleanText;
    let mut unit = Unit::new(UnitCode::new("A").unwrap(), CleanText::line("Birim"));
    assert_eq!(Present::of(Some(&unit), false, false), NOBODY);
    unit.phone = CleanText::line("0312 123 45 67");
    unit.head_email = CleanText::line("mudur@example.org");
    assert_eq!(Present::of(Some(&unit), true, true), ALL);
    assert_eq!(
        Present::of(None, true, false),
        Present {
            supervisor: true,
            ..NOBODY
        }
    );
}

#[test]
fn a_ladder_is_read_as_written_and_never_upside_down() {
    use Moment::*;
    let written = serde_json::to_string(&Ladder::default()).unwrap();
    let expected = r#"[{"at":"approaching"},{"at":"due_today"},{"at":"overdue","days":1},{"at":"overdue","days":3}]"#;
    assert_eq!(written, expected);
    let read: Ladder = serde_json::from_str(&written).unwrap();
    assert_eq!(read, Ladder::default());
    let upside_down = [DueToday, Approaching, Overdue(1), Overdue(3)];
    assert_eq!(Ladder::new(upside_down), Err(LadderError));
    let written = serde_json::to_string(&upside_down).unwrap();
    assert!(serde_json::from_str::<Ladder>(&written).is_err());
}

fn any_moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        Just(Moment::Approaching),
        Just(Moment::DueToday),
        (0_u16..12).prop_map(Moment::Overdue),
    ]
}

fn any_ladder() -> impl Strategy<Value = Ladder> {
    prop::array::uniform4(any_moment()).prop_map(|mut moments| {
        moments.sort();
        Ladder::new(moments).unwrap()
    })
}

fn any_present() -> impl Strategy<Value = Present> {
    any::<[bool; 4]>().prop_map(|[unit, head, supervisor, chief]| Present {
        unit,
        head,
        supervisor,
        chief,
    })
}

/// The moments of a case nobody answers, day by day.
fn days() -> Vec<Option<Moment>> {
    let overdue = (0..15).map(|days| Some(Moment::Overdue(days)));
    let before = [None, Some(Moment::Approaching), Some(Moment::DueToday)];
    before.into_iter().chain(overdue).collect()
}

/// All that is done for a case on these days.
fn done_on(
    ladder: Ladder,
    days: impl IntoIterator<Item = (Option<Moment>, Present)>,
) -> Vec<Escalation> {
    let mut told = None;
    let mut done = Vec::new();
    for (moment, present) in days {
        let due = ladder.due_now(moment, told, present);
        told = due.last().map_or(told, |last| Some(last.told()));
        done.extend(due);
    }
    done
}

proptest! {
    #[test]
    fn every_overdue_case_ends_at_a_rung_that_exists_or_says_that_nobody_does(
        ladder in any_ladder(),
        present in any_present(),
    ) {
        let done = done_on(ladder, days().into_iter().map(|moment| (moment, present)));
        for escalation in &done {
            prop_assert!(escalation.reached.is_none_or(|rung| present.on(rung)));
            prop_assert!(escalation.empty().all(|rung| !present.on(rung)));
        }
        let highest = Rung::ALL.into_iter().rev().find(|rung| present.on(*rung));
        let reached = done.iter().filter_map(|escalation| escalation.reached).max();
        prop_assert_eq!(reached, highest);
        if highest != Some(Rung::Chief) {
            let says_so = done.iter().any(|escalation| escalation.reached.is_none());
            prop_assert!(says_so);
        }
        // No rung is passed over: each was told, or is named as empty.
        for rung in Rung::ALL {
            let told = done.iter().any(|e| e.reached == Some(rung));
            let named = done.iter().any(|e| e.empty().any(|empty| empty == rung));
            prop_assert!(told || named, "{:?}", rung);
            prop_assert_eq!(told, present.on(rung));
        }
    }

    /// Whoever comes and goes meanwhile.
    #[test]
    fn nobody_is_told_twice_and_it_only_goes_up(
        ladder in any_ladder(),
        presents in prop::collection::vec(any_present(), 18),
    ) {
        let done = done_on(ladder, days().into_iter().zip(presents));
        let told: Vec<Rung> = done.iter().map(|escalation| escalation.told()).collect();
        prop_assert!(told.is_sorted_by(|one, other| one < other), "{:?}", told);
        let meant: Vec<Rung> = done.iter().map(|escalation| escalation.meant).collect();
        prop_assert!(meant.is_sorted_by(|one, other| one < other), "{:?}", meant);
        prop_assert!(done.iter().all(|e| e.reached.is_none_or(|rung| rung >= e.meant)));
    }

    #[test]
    fn passes_that_were_missed_change_nothing(
        ladder in any_ladder(),
        present in any_present(),
        seen in prop::collection::vec(any::<bool>(), 17),
    ) {
        let every = days().into_iter().map(|moment| (moment, present));
        // The last day is always seen.
        let seen = seen.into_iter().chain([true]);
        let some = every.clone().zip(seen).filter_map(|(day, seen)| seen.then_some(day));
        prop_assert_eq!(done_on(ladder, some), done_on(ladder, every));
    }
}
