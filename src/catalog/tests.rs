use std::fs;

use tempfile::TempDir;

use super::command::{self, CommandError};
use super::*;
use crate::domain::person::Place;
use crate::i18n::{Locale, Text};

const HOLIDAYS: &str = "# surum: ofis-3\ntarih,tur,ad\n2031-01-01,tam,Yılbaşı\n";
const TOPICS: &str = "kod,ad,ad_en,aramalar,birim,durum\n\
                      12,Yerel,Local,,Belediye,\n12.90,Kedi evi,Cat house,kedi,Belediye,\n";
const NEIGHBOURHOODS: &str = "il,ilce,mahalle\nAnkara,Çankaya,Yeni Mahalle\n";

const GOOD: [(ListKind, &str); 5] = [
    (ListKind::Holidays, HOLIDAYS),
    (ListKind::Topics, TOPICS),
    (ListKind::Neighbourhoods, NEIGHBOURHOODS),
    (
        ListKind::MessagesTr,
        include_str!("../../assets/templates/messages/tr.txt"),
    ),
    (
        ListKind::MessagesEn,
        include_str!("../../assets/templates/messages/en.txt"),
    ),
];

const CANKAYA: Place = Place {
    province: 6,
    district: Some(7),
};

fn folder_with(files: &[(ListKind, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (kind, text) in files {
        fs::write(files::path(folder.path(), *kind), text).unwrap();
    }
    folder
}

fn turkish() -> Text {
    Text::new(Locale::Tr)
}

#[test]
fn without_files_everything_is_as_shipped() {
    let empty = folder_with(&[]);
    let missing = empty.path().join("yok");
    for folder in [None, Some(empty.path()), Some(missing.as_path())] {
        let (catalog, problems) = Catalog::load(folder);
        assert_eq!(problems, []);
        assert_eq!(catalog.places().provinces().len(), 81);
        assert!(catalog.topics().get("12.01").is_some());
        assert_eq!(catalog.holidays().years(), Some((2024, 2030)));
        assert!(catalog.neighbourhoods().of(CANKAYA).len() > 100);
        assert!(ListKind::ALL.iter().all(|kind| !catalog.is_replaced(*kind)));
    }
}

#[test]
fn files_replace_the_shipped_lists() {
    let folder = folder_with(&GOOD);
    let (catalog, problems) = Catalog::load(Some(folder.path()));
    assert_eq!(problems, []);
    assert!(ListKind::ALL.iter().all(|kind| catalog.is_replaced(*kind)));
    assert!(catalog.holidays().version().starts_with("ofis-3-"));
    assert_eq!(catalog.topics().count(), 1);
    assert_eq!(catalog.topics().search("kedi", 9).len(), 1);
    let shipped = catalog.topics().get("12.01").unwrap();
    assert!(
        shipped.retired,
        "applications with shipped topics stay readable"
    );
    assert_eq!(catalog.neighbourhoods().of(CANKAYA), ["Yeni Mahalle"]);
}

#[test]
fn a_broken_file_is_reported_and_the_shipped_list_used() {
    let broken = "tarih,tur,ad\n2031-01-01,tam,Yılbaşı\n2031-13-01,tam,Gün\nx,tam,Gün\n";
    let folder = folder_with(&[(ListKind::Holidays, broken), (ListKind::Topics, TOPICS)]);
    let (catalog, problems) = Catalog::load(Some(folder.path()));
    assert_eq!(catalog.holidays().years(), Some((2024, 2030)));
    assert!(catalog.is_replaced(ListKind::Topics));
    assert!(!catalog.is_replaced(ListKind::Holidays));
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert_eq!(problem.kind, ListKind::Holidays);
    assert_eq!(problem.faults.len(), 2);
    let sentence = problem.sentence(&turkish());
    let told = "satır 3: tarih için \"2031-13-01\" geçerli değil. Günü yıl-ay-gün olarak yazın";
    assert!(sentence.contains(told), "{sentence}");
    assert!(sentence.contains("holidays.csv kullanılamadı; programla gelen tatil günleri"));
}

#[test]
fn whatever_lies_in_the_place_of_a_file_stops_no_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = |kind| files::path(folder.path(), kind);
    fs::create_dir(path(ListKind::Topics)).unwrap();
    fs::write(
        path(ListKind::Holidays),
        b"tarih,tur,ad\n2031-01-01,tam,Y\xfdlba\xfe\xfd\n",
    )
    .unwrap();
    let huge = fs::File::create(path(ListKind::Neighbourhoods)).unwrap();
    huge.set_len(1 << 34).unwrap();
    let (catalog, problems) = Catalog::load(Some(folder.path()));
    assert!(catalog.topics().count() > 200 && catalog.neighbourhoods().count() > 50_000);
    let faults: Vec<_> = problems
        .iter()
        .map(|p| (p.kind, p.faults[0].clone()))
        .collect();
    assert!(matches!(faults[0].1.fault, Fault::Unreadable(_)));
    let windows_turkish = RowFault {
        line: Some(2),
        fault: Fault::NotUtf8,
    };
    assert_eq!(faults[1], (ListKind::Holidays, windows_turkish));
    assert!(matches!(faults[2].1.fault, Fault::TooLarge { .. }));
}

#[test]
fn importing_changes_the_list_only_when_meant_and_only_if_whole() {
    let folder = folder_with(&[]);
    let source = folder_with(&GOOD);
    let lists = folder.path().join("catalog");
    let text = turkish();
    for (kind, content) in GOOD {
        let file = files::path(source.path(), kind);
        let before = command::export(kind, Some(&lists));
        assert_eq!(before, kind.shipped());
        let tried = command::import(kind, &file, &lists, true, &text).unwrap();
        assert!(tried.contains("Bu yalnızca bir denetimdi"), "{tried}");
        assert_eq!(command::export(kind, Some(&lists)), before);
        let done = command::import(kind, &file, &lists, false, &text).unwrap();
        assert!(done.starts_with("Liste yüklendi"), "{done}");
        assert_eq!(command::export(kind, Some(&lists)), content);

        let broken = source.path().join("broken.csv");
        fs::write(&broken, format!("{content}x,y,z\n")).unwrap();
        let error = command::import(kind, &broken, &lists, false, &text).unwrap_err();
        let sentence = error.sentence(&text);
        assert!(
            sentence.contains("Kullanılan liste değişmedi"),
            "{sentence}"
        );
        let line = format!("  satır {}: ", content.lines().count() + 1);
        assert!(sentence.contains(&line), "{sentence}");
        assert_eq!(command::export(kind, Some(&lists)), content);

        assert!(
            command::reset(kind, &lists, &text)
                .unwrap()
                .contains("kaldırıldı")
        );
        assert!(
            command::reset(kind, &lists, &text)
                .unwrap()
                .contains("listesi yok")
        );
        assert_eq!(command::export(kind, Some(&lists)), kind.shipped());
    }
    assert_eq!(
        fs::read_dir(&lists).unwrap().count(),
        0,
        "no drafts stay behind"
    );
}

#[test]
fn what_is_exported_can_be_imported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    for kind in ListKind::ALL {
        fs::write(&file, command::export(kind, None)).unwrap();
        command::import(kind, &file, folder.path(), false, &turkish()).unwrap();
        assert!(Catalog::load(Some(folder.path())).0.is_replaced(kind));
    }
}

#[test]
fn an_import_must_not_lose_a_topic_in_use() {
    let folder = folder_with(&[(ListKind::Topics, TOPICS)]);
    let file = folder.path().join("new.csv");
    let other = TOPICS.replace("12.90", "12.91");
    fs::write(&file, &other).unwrap();
    let import = || command::import(ListKind::Topics, &file, folder.path(), false, &turkish());
    let error = import().unwrap_err();
    let CommandError::Rejected { faults, .. } = &error else {
        panic!("{error}");
    };
    let code = "12.90".to_owned();
    assert_eq!(faults[0].fault, Fault::Lost { code });
    assert_eq!(faults.len(), 1, "shipped topics need not be listed");
    fs::write(
        &file,
        format!("{other}12.90,Kedi evi,Cat house,,,kaldirildi\n"),
    )
    .unwrap();
    import().unwrap();
    let (catalog, _) = Catalog::load(Some(folder.path()));
    assert!(catalog.topics().get("12.90").unwrap().retired);
}

#[test]
fn a_file_that_is_not_there_and_a_folder_that_cannot_be_are_told() {
    let folder = folder_with(&[(ListKind::Topics, TOPICS)]);
    let text = turkish();
    let missing = folder.path().join("yok.csv");
    let error = command::import(ListKind::Topics, &missing, folder.path(), false, &text);
    let sentence = error.unwrap_err().sentence(&text);
    assert!(sentence.contains("Dosya okunamadı"), "{sentence}");
    let file = files::path(folder.path(), ListKind::Topics);
    let error = command::import(ListKind::Topics, &file, &file.join("x"), false, &text);
    assert!(matches!(error.unwrap_err(), CommandError::Folder { .. }));
}

#[test]
fn many_faults_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.csv");
    fs::write(&file, format!("tarih,tur,ad\n{}", "x,tam,Gün\n".repeat(70))).unwrap();
    let text = turkish();
    let error = command::import(ListKind::Holidays, &file, folder.path(), true, &text);
    let sentence = error.unwrap_err().sentence(&text);
    assert_eq!(sentence.lines().count(), 1 + 50 + 1);
    assert!(sentence.ends_with("… ve 20 hata daha\n"), "{sentence}");
    assert!(sentence.contains("70 hata var"));
}

#[test]
fn lists_are_shown_and_searched() {
    let folder = folder_with(&[(ListKind::Holidays, HOLIDAYS), (ListKind::Topics, "x\n")]);
    let shown = command::show(Some(folder.path()), &turkish());
    assert!(
        shown.contains("holidays: tatil günleri, kurumun kendi listesi. 2031–2031"),
        "{shown}"
    );
    assert!(
        shown.contains("topics: konu listesi, programla gelen. 17 başlık"),
        "{shown}"
    );
    assert!(shown.contains("50034 mahalle"), "{shown}");
    assert!(shown.contains("topics.csv kullanılamadı"), "{shown}");
    let found = command::search("su kesik", 3, None, &turkish());
    assert!(
        found.starts_with("12.01  Yerel yönetimler / İçme suyu kesintisi  (Belediye Başkanlığı)\n"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 3);
    let nothing = command::search("qwxzqwxz", 3, None, &Text::new(Locale::En));
    assert_eq!(
        nothing,
        "No topic fits. Search with fewer or other words.\n"
    );
    let offices = command::offices("ığdır").unwrap();
    assert!(offices.starts_with("76000  Iğdır Valiliği\n76001  Aralık Kaymakamlığı\n"));
    let error = command::offices("Kıbrıs").unwrap_err();
    assert!(error.sentence(&turkish()).contains("\"Kıbrıs\""));
}

#[test]
fn every_fault_has_its_sentence() {
    let columns: &[&str] = &["il", "ilce"];
    let value = |allowed| Fault::Value {
        column: "il",
        value: "x".into(),
        allowed,
    };
    let faults = [
        Fault::Unreadable("x".into()),
        Fault::TooLarge { limit: 1 << 20 },
        Fault::NotUtf8,
        Fault::Header { columns },
        Fault::Empty { columns },
        Fault::Width { found: 3, columns },
        Fault::OpenQuote,
        Fault::Missing { column: "il" },
        Fault::TooLong {
            column: "il",
            limit: 5,
        },
        value(Allowed::Province),
        value(Allowed::OneOf(vec!["a".into(), "b".into()])),
        value(Allowed::Day),
        value(Allowed::TopicCode),
        value(Allowed::RetiredOrNot),
        Fault::Repeated {
            value: "x".into(),
            line: 1234,
        },
        Fault::NoHeading { code: "11".into() },
        Fault::Lost {
            code: "11.04".into(),
        },
    ];
    for locale in Locale::ALL {
        let text = Text::new(locale);
        for fault in &faults {
            let row = RowFault {
                line: Some(1205),
                fault: fault.clone(),
            };
            let sentence = row.sentence(&text);
            assert!(sentence.contains("1205: "), "{sentence}");
            assert!(
                !sentence.contains("catalog-") && !sentence.contains('{'),
                "{sentence}"
            );
        }
    }
}
