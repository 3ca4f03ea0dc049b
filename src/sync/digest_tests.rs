use super::*;
use proptest::prelude::*;

/// RFC 9162 §2.1.1, as it is written there.
fn by_the_book(leaves: &[Vec<u8>]) -> Hash {
    match leaves {
        [] => hash(&[]),
        [one] => hash(&[&[LEAF], one]),
        more => {
            let half = more.len().next_power_of_two() / 2;
            node(&by_the_book(&more[..half]), &by_the_book(&more[half..]))
        }
    }
}

fn tree(leaves: &[Vec<u8>]) -> Tree {
    let mut tree = Tree::default();
    leaves.iter().for_each(|leaf| tree.push(leaf));
    tree
}

#[test]
fn the_roots_are_those_of_the_reference_implementation() {
    // The test vectors of the Certificate Transparency reference implementation (RFC 6962).
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Tree::default();
    for (count, root) in roots.iter().enumerate() {
        assert_eq!(HEXLOWER.encode(&tree.root()), *root, "{count} leaves");
        assert_eq!(tree.leaves(), count as u64);
        if let Some(leaf) = leaves.get(count) {
            tree.push(&HEXLOWER.decode(leaf.as_bytes()).unwrap());
        }
    }
}

fn operation(number: u8, day: u32) -> (DateTime<Utc>, Uuid, Hash) {
    let day = NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
    let time = day.and_hms_opt(21, u32::from(number) % 60, 0).unwrap();
    (time.and_utc(), Uuid::from_u128(number.into()), [number; 32])
}

fn digests(operations: &[(DateTime<Utc>, Uuid, Hash)]) -> Vec<DayDigest> {
    let mut days = Days::default();
    for (time, op_id, hash) in operations {
        days.add(*time, *op_id, *hash);
    }
    days.digests()
}

#[test]
fn a_day_ends_at_midnight_utc() {
    let late = "2026-05-04T23:59:59.999999Z".parse().unwrap();
    let early = "2026-05-05T00:00:00Z".parse().unwrap();
    assert_eq!(day_of(late).to_string(), "2026-05-04");
    assert_eq!(day_of(early).to_string(), "2026-05-05");
}

#[test]
fn what_differs_is_found_to_the_day() {
    let held = [
        operation(1, 4),
        operation(2, 4),
        operation(3, 6),
        operation(4, 9),
    ];
    let all = digests(&held);
    assert_eq!(
        all.iter().map(|day| day.count).collect::<Vec<_>>(),
        [2, 1, 1]
    );
    assert!(differing(&all, &all).is_empty());
    for (missing, day) in [(0, 4), (1, 4), (2, 6), (3, 9)] {
        let mut some = held.to_vec();
        some.remove(missing);
        let some = digests(&some);
        let day = NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
        assert_eq!(differing(&all, &some), [day]);
        assert_eq!(differing(&some, &all), [day]);
        assert_ne!(root_of(&all), root_of(&some));
    }
    assert_eq!(differing(&all, &[]).len(), 3);
}

proptest! {
    #[test]
    fn the_tree_is_the_one_of_the_rfc(
        leaves in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..5), 0..70),
    ) {
        prop_assert_eq!(tree(&leaves).root(), by_the_book(&leaves));
    }

    #[test]
    fn any_changed_leaf_changes_the_root(
        leaves in proptest::collection::vec(any::<u8>().prop_map(|byte| vec![byte]), 1..40),
        at in any::<prop::sample::Index>(),
    ) {
        let mut changed = leaves.clone();
        changed[at.index(leaves.len())][0] ^= 1;
        prop_assert_ne!(tree(&leaves).root(), tree(&changed).root());
        let mut shorter = leaves.clone();
        shorter.remove(at.index(leaves.len()));
        prop_assert_ne!(tree(&leaves).root(), tree(&shorter).root());
    }

    #[test]
    fn the_order_of_arrival_does_not_matter(
        numbers in proptest::collection::hash_set(any::<u8>(), 0..60), seed in any::<u8>(),
    ) {
        let operations: Vec<_> = numbers
            .iter()
            .map(|number| operation(*number, 1 + u32::from(number % 7)))
            .collect();
        let mut shuffled = operations.clone();
        shuffled.sort_by_key(|(_, op_id, _)| op_id.as_u128() as u8 ^ seed);
        prop_assert_eq!(root_of(&digests(&operations)), root_of(&digests(&shuffled)));
    }

    #[test]
    fn differing_days_are_exactly_those_not_in_both(
        one in proptest::collection::btree_map(1u32..9, 0u64..3, 0..8),
        other in proptest::collection::btree_map(1u32..9, 0u64..3, 0..8),
    ) {
        let list = |days: &BTreeMap<u32, u64>| -> Vec<DayDigest> {
            let digest = |(day, count): (&u32, &u64)| DayDigest {
                day: NaiveDate::from_ymd_opt(2026, 1, *day).unwrap(),
                count: *count,
                root: String::new(),
            };
            days.iter().map(digest).collect()
        };
        let expected: Vec<NaiveDate> = (1..9)
            .filter(|day| one.get(day) != other.get(day))
            .map(|day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap())
            .collect();
        prop_assert_eq!(differing(&list(&one), &list(&other)), expected);
    }
}
