use std::fs;

use super::*;
use crate::catalog::Catalog;
use crate::catalog::units::OfficeKind;
use crate::desk::usecase::fixture::Play;
use crate::domain::case::Stage;
use crate::i18n::Locale;

const HEADER: &str = "kod,ad,amir,telefon,eposta,amir_telefon,amir_eposta,adres,konular,durum\n";
const TWO: &str = "SU,Su İdaresi,Müdür,0312 123 45 67,,,,,12,\nFEN,Fen İşleri,,,,,,,,\n";

const LOOK: ImportWish = ImportWish {
    dry_run: true,
    close_missing: false,
};
const RECORD: ImportWish = ImportWish {
    dry_run: false,
    close_missing: false,
};
const CLOSE: ImportWish = ImportWish {
    dry_run: false,
    close_missing: true,
};

fn text() -> Text {
    Text::new(Locale::Tr)
}

fn topics() -> Catalog {
    Catalog::load(None).0
}

impl Play {
    fn import(&mut self, rows: &str, wish: ImportWish) -> Result<String, DirectoryError> {
        let file = self.folder.path().join("birimler.csv");
        fs::write(&file, format!("{HEADER}{rows}")).unwrap();
        import(&mut self.store, topics().topics(), (&file, wish), &text())
    }

    fn codes(&mut self) -> Vec<(String, bool)> {
        let units = self.read(|read| read.units());
        let code = |unit: Unit| (unit.code.to_string(), unit.closed);
        units.into_iter().map(code).collect()
    }
}

fn open(codes: &[&str]) -> Vec<(String, bool)> {
    codes.iter().map(|code| ((*code).into(), false)).collect()
}

#[test]
fn an_import_records_what_differs() {
    let mut play = Play::new();
    let said = play.import(TWO, LOOK).unwrap();
    assert!(
        said.contains("2 yeni, 0 değişmiş birim kaydedilirdi"),
        "{said}"
    );
    assert_eq!(play.codes(), []);
    let said = play.import(TWO, RECORD).unwrap();
    assert_eq!(said, "2 yeni, 0 değişmiş birim kaydedildi.\n");
    assert_eq!(play.codes(), open(&["FEN", "SU"]));
    let said = play.import(TWO, RECORD).unwrap();
    assert!(said.contains("zaten böyle"), "{said}");
    let said = play
        .import("SU,Su ve Kanalizasyon,,,,,,,12,\n", RECORD)
        .unwrap();
    assert!(said.contains("0 yeni, 1 değişmiş"), "{said}");
    assert!(said.contains("1 birim olduğu gibi kaldı: FEN."), "{said}");
    assert_eq!(play.codes(), open(&["FEN", "SU"]));
}

#[test]
fn a_file_with_a_wrong_row_changes_nothing() {
    let mut play = Play::new();
    let error = play
        .import(&format!("{TWO}su,Su,,,,,,,,\n"), RECORD)
        .unwrap_err();
    let said = error.sentence(&text());
    assert!(said.contains("satır 4") && said.contains("su"), "{said}");
    assert_eq!(play.codes(), []);
}

#[test]
fn closing_a_unit_that_has_cases_says_how_many_and_gives_them_back() {
    let mut play = Play::new();
    play.import(TWO, RECORD).unwrap();
    let (one, other) = (play.apply("12.01"), play.apply("12.01"));
    let rest = "FEN,Fen İşleri,,,,,,,,\n";
    let look = ImportWish {
        dry_run: true,
        ..CLOSE
    };
    let said = play.import(rest, look).unwrap();
    assert!(said.contains("SU (2 açık başvuru)"), "{said}");
    assert!(matches!(
        play.read(|read| read.case(one)).unwrap().stage,
        Stage::AtUnit { .. }
    ));
    let said = play.import(rest, CLOSE).unwrap();
    assert!(said.contains("SU (2 açık başvuru)"), "{said}");
    assert!(
        said.contains("2 başvuru havale bekleyenlere döndü"),
        "{said}"
    );
    assert_eq!(play.codes(), [("FEN".into(), false), ("SU".into(), true)]);
    for id in [one, other] {
        let case = play.read(|read| read.case(id)).unwrap();
        assert_eq!(case.stage, Stage::Triage);
    }
}

#[test]
fn the_directory_is_listed_shown_and_exported() {
    let mut play = Play::new();
    let empty = play.read(|read| Ok(list(read, &text()).unwrap()));
    assert!(empty.contains("Rehberde birim yok"), "{empty}");
    play.import(TWO, RECORD).unwrap();
    play.apply("12.01");
    let listed = play.read(|read| Ok(list(read, &text()).unwrap()));
    let expected = "FEN                   0                  Fen İşleri\n\
                    SU                    1  0312 123 45 67  Su İdaresi\n";
    assert_eq!(listed, expected);
    let catalog = topics();
    let shown = |play: &mut Play, code: &str| {
        play.read(|read| {
            Ok(show(read, catalog.topics(), code, &text()).map_err(|e| e.sentence(&text())))
        })
    };
    let said = shown(&mut play, " su ").unwrap();
    for part in [
        "Su İdaresi",
        "Telefon: 0312 123 45 67",
        "Açık başvuru: 1",
        "12  Yerel yönetimler",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let none = shown(&mut play, "YOK").unwrap_err();
    assert!(none.contains("YOK kodlu bir birim yok"), "{none}");
    let exported = play.read(|read| Ok(export(read).unwrap()));
    assert!(
        exported.contains("SU,Su İdaresi,Müdür,0312 123 45 67,,,,,12,"),
        "{exported}"
    );
    let again = play
        .import(exported.strip_prefix(HEADER).unwrap(), RECORD)
        .unwrap();
    assert!(again.contains("zaten böyle"), "{again}");
}

#[test]
fn the_examples_can_be_imported() {
    for kind in OfficeKind::ALL {
        let mut play = Play::new();
        let rows = kind.example().split_once("durum\n").unwrap().1;
        let said = play.import(rows, RECORD).unwrap();
        assert!(said.contains("yeni, 0 değişmiş"), "{said}");
        assert!(play.codes().len() > 40);
    }
}
