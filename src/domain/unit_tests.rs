use proptest::prelude::*;

use super::*;

fn unit(code: &str, topics: &[&str]) -> Unit {
    let topics = topics.iter().map(|topic| TopicCode((*topic).into()));
    Unit {
        topics: topics.collect(),
        ..Unit::new(UnitCode::new(code).unwrap(), CleanText::line(code))
    }
}

fn closed(code: &str, topics: &[&str]) -> Unit {
    Unit {
        closed: true,
        ..unit(code, topics)
    }
}

fn responsible(units: &[Unit], topic: &str) -> Option<String> {
    unit_for(units, &TopicCode(topic.into())).map(|unit| unit.code.to_string())
}

#[test]
fn codes_are_capitals_digits_and_dashes() {
    for code in ["A", "NUFUS", "SGK-2", "0", "ABCDEFGHIJKLMNOP"] {
        assert_eq!(UnitCode::new(code).unwrap().as_str(), code);
    }
    for code in [
        "",
        "nufus",
        "NÜFUS",
        "A B",
        "A\n",
        "ABCDEFGHIJKLMNOPQ",
        "../A",
    ] {
        assert!(UnitCode::new(code).is_err(), "{code}");
    }
}

#[test]
fn a_unit_reads_what_it_writes() {
    let mut unit = unit("NUFUS", &["01.14", "02"]);
    unit.phone = CleanText::line("+903121234567");
    let json = serde_json::to_string(&unit).unwrap();
    assert!(json.contains(r#""code":"NUFUS""#), "{json}");
    assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), unit);
    let bare: Unit = serde_json::from_str(r#"{"code":"A","name":"Birim"}"#).unwrap();
    assert_eq!(
        bare,
        Unit::new(UnitCode::new("A").unwrap(), CleanText::line("Birim"))
    );
    assert!(serde_json::from_str::<Unit>(r#"{"code":"a","name":"Birim"}"#).is_err());
}

#[test]
fn a_topic_goes_before_its_heading() {
    let units = [unit("A", &["11"]), unit("B", &["11.04", "12"])];
    assert_eq!(responsible(&units, "11.04").as_deref(), Some("B"));
    assert_eq!(responsible(&units, "11.05").as_deref(), Some("A"));
    assert_eq!(responsible(&units, "11").as_deref(), Some("A"));
    assert_eq!(responsible(&units, "12.99").as_deref(), Some("B"));
    assert_eq!(responsible(&units, "13.01"), None);
    assert_eq!(responsible(&[], "11.04"), None);
}

#[test]
fn a_closed_unit_is_passed_over_and_the_first_code_wins() {
    let units = [
        unit("C", &["11.04"]),
        closed("A", &["11.04"]),
        unit("B", &["11.04"]),
    ];
    assert_eq!(responsible(&units, "11.04").as_deref(), Some("B"));
    let units = [closed("A", &["11.04"]), unit("B", &["11"])];
    assert_eq!(responsible(&units, "11.04").as_deref(), Some("B"));
    assert_eq!(responsible(&[closed("A", &["11"])], "11"), None);
}

#[test]
fn who_can_be_reached() {
    let mut unit = unit("A", &[]);
    assert!(!unit.can_be_reached() && !unit.head_can_be_reached());
    unit.email = CleanText::line("birim@example.org");
    assert!(unit.can_be_reached() && !unit.head_can_be_reached());
    unit.head_phone = CleanText::line("0312 123 45 67");
    assert!(unit.head_can_be_reached());
}

#[test]
fn a_list_changes_only_what_differs_and_closes_nothing_in_silence() {
    let known = [
        unit("A", &["11"]),
        unit("B", &[]),
        unit("C", &[]),
        closed("D", &[]),
    ];
    let listed = [unit("A", &["12"]), unit("B", &[]), unit("E", &[])];
    let changes = DirectoryChanges::between(&known, &listed);
    assert_eq!(changes.recorded, [unit("A", &["12"]), unit("E", &[])]);
    // D was closed before.
    assert_eq!(changes.missing, [unit("C", &[])]);
    let closing = changes.closing_missing();
    assert_eq!(closing.recorded.last(), Some(&closed("C", &[])));
    assert_eq!(closing.missing, []);
    let nothing = DirectoryChanges::between(&known, &known);
    assert_eq!(nothing, DirectoryChanges::default());
    // A unit that is listed again is in service again.
    let back = DirectoryChanges::between(&known, &[unit("D", &[])]);
    assert_eq!(back.recorded, [unit("D", &[])]);
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let topic = prop::sample::select(vec!["11", "11.01", "11.02", "12", "12.01"]);
    let topics = prop::collection::vec(topic, 0..4);
    ("[A-C]{1,2}", topics, any::<bool>()).prop_map(|(code, topics, is_closed)| Unit {
        closed: is_closed,
        ..unit(&code, &topics)
    })
}

proptest! {
    #[test]
    fn the_rule_holds_whatever_the_order(
        mut units in prop::collection::vec(any_unit(), 0..8),
        topic in prop::sample::select(vec!["11", "11.01", "12.01", "13.01"]),
    ) {
        units.sort_by(|one, other| one.code.cmp(&other.code));
        units.dedup_by(|one, other| one.code == other.code);
        let found = responsible(&units, topic);
        let names = |unit: &Unit, code: &str| unit.topics.iter().any(|named| named.0 == code);
        let open: Vec<&Unit> = units.iter().filter(|unit| !unit.closed).collect();
        let exact = open.iter().find(|unit| names(unit, topic));
        let heading = open.iter().find(|unit| names(unit, &topic[..2]));
        let expected = exact.or(heading).map(|unit| unit.code.to_string());
        prop_assert_eq!(&found, &expected);
        units.reverse();
        prop_assert_eq!(responsible(&units, topic), expected);
    }
}
