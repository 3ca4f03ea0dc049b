use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::Catalog;
use super::*;
use crate::domain::unit::unit_for;
use crate::i18n::{Locale, Text};

const HEADER: &str = "kod;ad;amir;telefon;eposta;amir_telefon;amir_eposta;adres;konular;durum\n";

fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::load(None).0);
    &CATALOG
}

fn read_rows(rows: &str) -> Result<Vec<Unit>, Vec<RowFault>> {
    read(&format!("{HEADER}{rows}"), catalog().topics())
}

/// The topics an example gives to nobody: they go to triage.
fn without_unit(kind: OfficeKind) -> Vec<String> {
    let catalog = catalog();
    let topics = catalog.topics();
    let units = read(kind.example(), topics).unwrap();
    let headings = topics.headings().map(|heading| heading.code.as_str());
    let codes = headings.flat_map(|heading| topics.under(heading).map(|topic| topic.code.clone()));
    codes
        .filter(|code| unit_for(&units, &TopicCode(code.clone())).is_none())
        .collect()
}

#[test]
fn the_examples_leave_few_topics_to_triage() {
    assert_eq!(catalog().topics().count(), 373);
    let province = ["01.02", "01.99", "10.13"];
    assert_eq!(without_unit(OfficeKind::Province), province);
    let district = ["01.01", "01.09", "01.19", "01.23", "01.99", "10.13"];
    assert_eq!(without_unit(OfficeKind::District), district);
}

#[test]
fn the_province_example_is_what_the_topic_list_says() {
    let catalog = catalog();
    let topics = catalog.topics();
    let units = OfficeKind::Province.example_units(topics);
    for unit in ["Müze Müdürlüğü", "İl Müftülüğü", "Tapu Müdürlüğü"] {
        let headings = topics.headings().map(|heading| heading.code.as_str());
        let all = headings.flat_map(|heading| topics.under(heading));
        let of_unit: Vec<_> = all.filter(|topic| topic.unit == unit).collect();
        assert!(!of_unit.is_empty());
        for topic in of_unit {
            let found = unit_for(&units, &TopicCode(topic.code.clone())).unwrap();
            assert_eq!(found.name.as_str(), unit, "{}", topic.code);
        }
    }
}

/// An example with a telephone would make every office call somebody else.
#[test]
fn the_examples_reach_nobody() {
    for kind in OfficeKind::ALL {
        let units = kind.example_units(catalog().topics());
        assert!(units.len() > 40);
        for unit in units {
            assert!(!unit.can_be_reached() && !unit.head_can_be_reached());
            assert!(!unit.closed && !unit.head.is_blank());
        }
    }
    assert_eq!(
        ["06000", "06007"].map(|code| OfficeKind::of(code.parse().unwrap())),
        OfficeKind::ALL
    );
}

#[test]
fn a_row_is_read_whole() {
    let rows = "NUFUS;İlçe Nüfus Müdürlüğü;İlçe Nüfus Müdürü;(0312) 123 45 67;nufus@ornek.gov.tr;\
                0532 123 45 67;mudur@ornek.gov.tr;Hükûmet Konağı, kat 1;01.14 | 01.15|01.14;\n\
                ESKI;Eski Birim;;;;;;;;kapali\n";
    let units = read_rows(rows).unwrap();
    let [unit, old] = &units[..] else { panic!() };
    assert_eq!(unit.code.as_str(), "NUFUS");
    assert_eq!(unit.phone.as_str(), "+903121234567");
    assert_eq!(unit.head_phone.as_str(), "+905321234567");
    assert_eq!(unit.address.as_str(), "Hükûmet Konağı, kat 1");
    let topics: Vec<&str> = unit.topics.iter().map(|topic| topic.0.as_str()).collect();
    assert_eq!(topics, ["01.14", "01.15"]);
    assert!(!unit.closed && old.closed);
    assert_eq!(read(&write(&units), catalog().topics()).unwrap(), units);
}

#[test]
fn each_wrong_row_is_named() {
    let rows = "nufus;Birim;;;;;;;;\n\
                A;;;;;;;;;\n\
                A;Birim;;12 34;;;;;;\n\
                A;Birim;;;birim;;;;;\n\
                A;Birim;;;a@b.tr, c@d.tr;;;;;\n\
                A;Birim;;;;;;;11.4;\n\
                A;Birim;;;;;;;98.01;\n\
                A;Birim;;;;;;;11;belki\n\
                B;Birim;;;;;;;11;\n\
                B;Birim;;;;;;;12;\n";
    let faults = read_rows(rows).unwrap_err();
    let text = Text::new(Locale::Tr);
    let said: Vec<String> = faults.iter().map(|fault| fault.sentence(&text)).collect();
    let lines: Vec<u64> = faults.iter().filter_map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8, 9, 11]);
    assert!(
        said[0].contains("nufus") && said[2].contains("12 34"),
        "{said:?}"
    );
    assert!(matches!(&faults[6].fault, Fault::NoTopic { code } if code == "98.01"));
    assert!(matches!(&faults[8].fault, Fault::Repeated { line: 10, .. }));
    assert!(read_rows("").is_err());
}

/// What an office's own topic list lacks cannot be routed by it.
#[test]
fn an_example_keeps_to_the_topics_there_are() {
    let own = "kod,ad,ad_en,aramalar,birim,durum\n12,Yerel,Local,,Belediye,\n";
    let topics = Topics::parse(own).unwrap();
    let units = OfficeKind::District.example_units(&topics);
    let named: Vec<&TopicCode> = units.iter().flat_map(|unit| &unit.topics).collect();
    assert_eq!(named, [&TopicCode("12".into())]);
    assert!(units.len() > 40);
}

fn value() -> impl Strategy<Value = CleanText> {
    "[a-zA-ZğİıŞ0-9 ,;\"#'=-]{0,20}".prop_map(|text| CleanText::line(&text))
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        values in prop::collection::vec((value(), value(), value(), any::<bool>()), 1..6),
    ) {
        let units = values.into_iter().zip(1..).map(|((name, head, address, closed), nth)| Unit {
            head,
            address,
            closed,
            phone: CleanText::line("+905321234567"),
            topics: vec![TopicCode("11.04".into()), TopicCode("12".into())],
            ..Unit::new(
                UnitCode::new(format!("U-{nth}")).unwrap(),
                CleanText::line(&format!("x{name}")),
            )
        });
        let units: Vec<Unit> = units.collect();
        prop_assert_eq!(read(&write(&units), catalog().topics()).unwrap(), units);
    }
}
