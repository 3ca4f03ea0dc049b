use super::*;
use crate::system::System;
use proptest::prelude::*;
use serde_json::json;

fn sealed(private: &Value, binding: Binding<'_>, key: &PersonalKey) -> Value {
    let mut body = json!({"application": "a"});
    seal(&mut body, private, (key, binding), &mut System).unwrap();
    body
}

fn binding(op: u128, kind: &str, person: u128) -> Binding<'_> {
    Binding {
        op_id: Uuid::from_u128(op),
        kind,
        person: Uuid::from_u128(person),
    }
}

/// Any JSON an event could have.
fn any_private() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,8}", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

#[test]
fn a_body_names_the_person_and_hides_the_rest() {
    let key = PersonalKey::new([7; 32]);
    let body = sealed(&json!({"name": "Şükrü"}), binding(1, "k", 2), &key);
    assert_eq!(person(&body), Some(Uuid::from_u128(2)));
    let shown = body.to_string();
    assert!(!shown.contains("Şükrü") && !shown.contains("\"name\""));
    assert!(body["sealed"]["nonce"].is_string() && body["sealed"]["box"].is_string());
}

#[test]
fn the_same_text_is_sealed_differently_each_time() {
    let key = PersonalKey::new([7; 32]);
    let private = json!({"name": "Ali"});
    let one = sealed(&private, binding(1, "k", 2), &key);
    assert_ne!(one, sealed(&private, binding(1, "k", 2), &key));
}

#[test]
fn a_personal_part_that_says_nothing_is_left_out() {
    for nothing in [
        json!(null),
        json!({}),
        json!({"reason": null}),
        json!({"claims": {}, "note": "", "files": []}),
    ] {
        let mut body = json!({"ticket": 1, "private": nothing});
        assert_eq!(take_private(&mut body), None);
        assert_eq!(body, json!({"ticket": 1}));
    }
    let mut body = json!({"private": {"claims": {"veteran": "document_seen"}}});
    assert!(take_private(&mut body).is_some());
    let mut body = json!({"private": {"urgent": false}});
    assert!(take_private(&mut body).is_some());
    assert_eq!(take_private(&mut json!([1])), None);
}

#[test]
fn a_seal_opens_for_its_own_operation_kind_and_person_only() {
    let key = PersonalKey::new([7; 32]);
    let private = json!({"name": "Ali"});
    let body = sealed(&private, binding(1, "kind", 2), &key);
    let op = Uuid::from_u128(1);
    assert_eq!(open(&body, &key, op, "kind"), Some(private));
    assert_eq!(open(&body, &key, Uuid::from_u128(3), "kind"), None);
    assert_eq!(open(&body, &key, op, "kine"), None);
    assert_eq!(open(&body, &PersonalKey::new([8; 32]), op, "kind"), None);
    let mut moved = body.clone();
    moved["sealed"]["person"] = json!(Uuid::from_u128(9));
    assert_eq!(open(&moved, &key, op, "kind"), None);
    assert_eq!(open(&json!({"sealed": "no"}), &key, op, "kind"), None);
    assert_eq!(open(&json!({}), &key, op, "kind"), None);
}

#[test]
fn a_changed_box_does_not_open() {
    let key = PersonalKey::new([7; 32]);
    let body = sealed(&json!({"name": "Ali"}), binding(1, "kind", 2), &key);
    for field in ["box", "nonce"] {
        let mut bytes = BASE64
            .decode(body["sealed"][field].as_str().unwrap().as_bytes())
            .unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            let mut changed = body.clone();
            changed["sealed"][field] = json!(BASE64.encode(&bytes));
            assert_eq!(open(&changed, &key, Uuid::from_u128(1), "kind"), None);
            bytes[at] ^= 1;
        }
    }
}

#[test]
fn a_body_sealed_anew_opens_for_the_other_operation_only() {
    let key = PersonalKey::random(&mut System);
    let private = json!({"name": "Ali"});
    let mut body = sealed(&private, binding(1, "kind", 2), &key);
    let ids = (Uuid::from_u128(1), Uuid::from_u128(3));
    reseal(&mut body, (&key, "kind"), ids, &mut System).unwrap();
    assert_eq!(open(&body, &key, ids.0, "kind"), None);
    assert_eq!(open(&body, &key, ids.1, "kind"), Some(private));
    let before = body.clone();
    reseal(&mut body, (&key, "other"), (ids.1, ids.0), &mut System).unwrap();
    assert_eq!(body, before, "what does not open stays");
}

proptest! {
    #[test]
    fn what_is_sealed_is_opened(private in any_private(), bytes in any::<[u8; 32]>(), op in any::<u128>()) {
        let key = PersonalKey::new(bytes);
        let mut body = sealed(&private, binding(op, "kind", 2), &key);
        let opened = open(&body, &key, Uuid::from_u128(op), "kind");
        prop_assert_eq!(opened.as_ref(), Some(&private));
        put_private(&mut body, opened);
        prop_assert_eq!(body, json!({"application": "a", "private": private}));
    }
}

#[test]
fn bytes_open_with_their_key_and_binding_alone() {
    let key = PersonalKey::new([7; 32]);
    let sealed = seal_bytes(b"%PDF-1.7", b"here", &key, &mut crate::system::System).unwrap();
    assert_eq!(open_bytes(&sealed, b"here", &key).unwrap(), b"%PDF-1.7");
    assert_eq!(open_bytes(&sealed, b"there", &key), None);
    let other = PersonalKey::new([8; 32]);
    assert_eq!(open_bytes(&sealed, b"here", &other), None);
    assert_eq!(open_bytes(&sealed[..20], b"here", &key), None);
}
