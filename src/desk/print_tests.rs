use chrono::{TimeZone, Utc};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::desk::demo::Demo;
use crate::domain::case::Stage;
use crate::store::{WorkFilter, WorkList, WorkNow};
use crate::text::CleanText;

/// A made-up office that prints with this command.
struct Office {
    printer: Printer,
    /// Where "printed" papers go.
    tray: TempDir,
    _demo: Demo,
}

impl Office {
    fn new(command: impl Fn(&str) -> String) -> Self {
        let (catalog, _) = Catalog::load(None);
        let now = Utc.with_ymd_and_hms(2026, 11, 24, 11, 0, 0).unwrap();
        let demo = Demo::make(&catalog, now, 1).unwrap();
        let tray = tempfile::tempdir().unwrap();
        let mut papers = Papers::in_folder(&tray.path().join("kept"));
        papers.print_command = CleanText::line(&command(&tray.path().display().to_string()));
        let printer = Printer {
            location: demo.location(),
            catalog,
            papers,
        };
        Self {
            printer,
            tray,
            _demo: demo,
        }
    }

    /// An application that is at a unit.
    fn application(&self) -> ApplicationId {
        let now = WorkNow {
            now: Utc.with_ymd_and_hms(2026, 11, 24, 11, 0, 0).unwrap(),
            today: today(),
        };
        let reader = Reader::open(&self.printer.location).unwrap();
        let list = (WorkList::AtUnits, &WorkFilter::default());
        let rows = reader.read().work(list, now, (None, 1)).unwrap();
        rows[0].record.application
    }

    fn print(&self, kind: PaperKind) -> Result<Done, DeskError> {
        self.printer.print(order(self.application(), kind), today())
    }
}

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn order(application: ApplicationId, kind: PaperKind) -> PrintOrder {
    PrintOrder {
        application,
        kind,
        language: Locale::Tr,
    }
}

#[test]
fn a_paper_is_kept_and_handed_to_the_program_that_prints() {
    let office = Office::new(|tray| format!("cp -t {tray}"));
    let Ok(Done::Printed { file, printed }) = office.print(PaperKind::Receipt) else {
        panic!("printed");
    };
    assert!(printed);
    let copy = office.tray.path().join(file.file_name().unwrap());
    let bytes = std::fs::read(copy).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(std::fs::read(file).unwrap(), bytes);
}

#[test]
fn without_such_a_program_it_is_kept_alone() {
    let office = Office::new(|_| String::new());
    let done = office.print(PaperKind::Letter);
    let Ok(Done::Printed { file, printed }) = done else {
        panic!("kept");
    };
    assert!(!printed && file.exists());
}

#[test]
fn what_cannot_be_printed_says_where_it_is() {
    for command in ["false", "/nowhere/lp"] {
        let office = Office::new(|_| command.into());
        match office.print(PaperKind::Receipt) {
            Err(DeskError::NotPrinted(file)) => assert!(file.exists()),
            other => panic!("{command}: {other:?}"),
        }
    }
    let mut office = Office::new(|_| String::new());
    office.printer.papers.folder = "/proc/nowhere".into();
    let done = office.print(PaperKind::Receipt);
    assert!(matches!(done, Err(DeskError::PaperNotKept(_))));
    let unknown = order(ApplicationId(Uuid::nil()), PaperKind::Receipt);
    let done = office.printer.print(unknown, today());
    assert!(matches!(done, Err(DeskError::NotFound)));
}

#[test]
fn a_letter_goes_to_the_unit_that_has_the_case() {
    let office = Office::new(|_| String::new());
    let application = office.application();
    let reader = Reader::open(&office.printer.location).unwrap();
    let case = reader.read().case(application).unwrap().unwrap();
    let Stage::AtUnit { unit } = &case.stage else {
        panic!("at a unit");
    };
    let unit = reader.read().unit(unit).unwrap().unwrap();
    let found = office
        .printer
        .find(order(application, PaperKind::Letter), today());
    let Ok(Paper::Letter(letter)) = found else {
        panic!("a letter");
    };
    assert_eq!(letter.addressee, unit.name);
    assert_eq!((letter.due, letter.date), (case.term.due(), today()));
}
