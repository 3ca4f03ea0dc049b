use std::collections::HashSet;

use super::*;
use crate::text::{CleanText, collation_key};

fn place(province: u8, district: Option<u16>) -> Place {
    Place { province, district }
}

#[test]
fn the_shipped_list_is_whole() {
    let places = Places::shipped();
    assert_eq!(places.provinces().len(), 81);
    let plates: HashSet<u8> = places.provinces().iter().map(|p| p.plate).collect();
    assert_eq!(plates, (1..=81).collect());
    let metropolitan = places.provinces().iter().filter(|p| p.metropolitan);
    assert_eq!(metropolitan.count(), 30);
    let people: u32 = places.provinces().iter().map(|p| p.population).sum();
    assert!((85_000_000..90_000_000).contains(&people));
    let mut districts = 0;
    for province in places.provinces() {
        assert!(!province.area_codes.is_empty() && province.population > 50_000);
        assert!(province.area_codes.iter().all(|c| (200..500).contains(c)));
        let codes: HashSet<u16> = province.districts().iter().map(|d| d.code).collect();
        let names: HashSet<String> = province.districts().iter().map(|d| fold(&d.name)).collect();
        assert_eq!(codes.len(), province.districts().len());
        assert_eq!(names.len(), province.districts().len());
        assert!(codes.iter().all(|code| (1..=999).contains(code)));
        let central = province.find_district(CENTRE).is_some();
        assert_eq!(central, !province.metropolitan, "{}", province.name);
        for name in province.districts().iter().map(|d| &d.name) {
            assert_eq!(CleanText::line(name).as_str(), name);
        }
        districts += names.len();
    }
    assert_eq!(districts, 973);
}

/// Stored places and office codes rest on these: a change here breaks desks in use.
#[test]
fn codes_that_were_given_stay() {
    let places = Places::shipped();
    for (plate, code, name) in [
        (1, 1, "Aladağ"),
        (1, 15, "Yüreğir"),
        (6, 7, "Çankaya"),
        (34, 39, "Zeytinburnu"),
        (32, 7, "Merkez"),
        (80, 5, "Merkez"),
        (81, 8, "Yığılca"),
    ] {
        let district = places.district(place(plate, Some(code)));
        assert_eq!(
            district.map(|d| d.name.as_str()),
            Some(name),
            "{plate}/{code}"
        );
    }
}

#[test]
fn lists_are_in_turkish_order() {
    let places = Places::shipped();
    let names: Vec<&str> = places.provinces().iter().map(|p| p.name.as_str()).collect();
    assert!(names.is_sorted_by_key(|name| collation_key(name)));
    assert_eq!(
        names.first().zip(names.last()),
        Some((&"Adana", &"Zonguldak"))
    );
    let at = |name| names.iter().position(|n| *n == name).unwrap();
    assert!(at("Çorum") < at("Denizli") && at("Iğdır") < at("İstanbul"));
    assert!(at("Hatay") < at("Iğdır") && at("Sivas") < at("Şanlıurfa"));
    for province in places.provinces() {
        let districts = province.districts();
        assert!(districts.is_sorted_by_key(|district| collation_key(&district.name)));
    }
}

#[test]
fn places_are_found_as_people_write_them() {
    let places = Places::shipped();
    for written in ["Isparta", "ISPARTA", "ısparta", "isparta", " 32 ", "032"] {
        let found = places.find_province(written).unwrap();
        assert_eq!(found.plate, 32, "{written}");
    }
    for written in ["", "82", "0", "Ispart", "-1", "256", "Kıbrıs"] {
        assert_eq!(places.find_province(written), None, "{written}");
    }
    let ankara = places.find_province("ankara").unwrap();
    for written in ["Çankaya", "CANKAYA", "7"] {
        assert_eq!(ankara.find_district(written).unwrap().name, "Çankaya");
    }
    assert_eq!(ankara.find_district("Kadıköy"), None);
    assert_eq!(ankara.find_district("99"), None);
}

#[test]
fn places_are_named() {
    let places = Places::shipped();
    let name = |province, district| places.name(place(province, district));
    assert_eq!(name(6, Some(7)).as_deref(), Some("Çankaya / Ankara"));
    assert_eq!(name(6, None).as_deref(), Some("Ankara"));
    assert_eq!(name(6, Some(99)), None);
    assert_eq!(name(99, None), None);
}

#[test]
fn offices_have_a_code_and_a_name() {
    let places = Places::shipped();
    let name = |code: &str| places.office(code.parse().unwrap()).map(|o| o.name);
    assert_eq!(name("06000").as_deref(), Some("Ankara Valiliği"));
    assert_eq!(name("06007").as_deref(), Some("Çankaya Kaymakamlığı"));
    assert_eq!(name("06099"), None);
    assert_eq!(
        name("32007"),
        None,
        "the governorship serves the central district"
    );
    let isparta = places.offices(32);
    assert_eq!(isparta[0].name, "Isparta Valiliği");
    assert_eq!(
        isparta.len(),
        places.province(32).unwrap().districts().len()
    );
    assert!(
        isparta
            .iter()
            .all(|o| o.province == "Isparta" && o.name != "Merkez Kaymakamlığı")
    );
    for office in &isparta {
        assert_eq!(places.office(office.code).as_ref(), Some(office));
    }
    let all: usize = (1..=81).map(|plate| places.offices(plate).len()).sum();
    assert_eq!(all, 81 + 973 - 51);
    assert_eq!(places.offices(0), []);
}
