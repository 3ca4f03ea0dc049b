//! `acikkapi paper …`. What the files say is read by poppler, as a reader's program would.

use super::program::Home;
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::store::{Location, Reader};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An office that took a few applications.
struct Office {
    home: Home,
    folder: PathBuf,
}

impl Office {
    fn made_up() -> Self {
        let home = Home::new();
        home.run_line("demo-data --applications 12 --seed 3 --lang en")
            .well();
        let folder = home.path("acikkapi-demo-data");
        Self { home, folder }
    }

    /// The number of an application, and the applicant's name.
    fn application(&self) -> (ApplicationNumber, String) {
        let reader = Reader::open(&Location::in_folder(&self.folder)).expect("a desk's file");
        let found = reader.read().find_applications("a", 50).expect("read");
        let row = found.rows.first().expect("an application");
        (row.number, row.applicant.to_string())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.home.command(arguments);
        command
            .env("ACIKKAPI_DESK_DATA_DIR", &self.folder)
            .env("ACIKKAPI_PAPERS_TELEPHONE", "0246 000 00 00");
        command.output().expect("the program starts")
    }

    fn well(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        output.stdout
    }
}

/// The text of a PDF file; `./test` installs the program that reads it.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()])
        .output()
        .expect("pdftotext; ./test installs it");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_receipt_goes_to_the_folder_for_papers() {
    let office = Office::made_up();
    let (number, applicant) = office.application();
    let said = office.well(&["paper", "receipt", &number.digits()]);
    let file = format!("papers/{number}-alindi-belgesi.pdf");
    let file = office.folder.join(file);
    let said = String::from_utf8(said).expect("UTF-8");
    assert!(said.contains(&file.display().to_string()), "{said}");
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = text_of(&file);
    for told in [
        &number.to_string(),
        &applicant,
        "T.C.",
        "BAŞVURU ALINDI BELGESİ",
        "Cevabın son günü",
        "Teslim aldım",
    ] {
        let known = text.to_lowercase().contains(&told.to_lowercase());
        assert!(known, "{told}\n{text}");
    }
}

#[test]
fn a_letter_is_turkish_and_goes_where_it_is_told() {
    let office = Office::made_up();
    let (number, applicant) = office.application();
    let digits = number.digits();
    let unit = "Isparta Belediye Başkanlığı";
    let mut asked = vec!["--lang", "en", "paper", "letter", &digits];
    asked.extend(["--to", unit, "--submit", "--out", "-"]);
    let bytes = office.well(&asked);
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let file = office.home.path("letter.pdf");
    fs::write(&file, &bytes).expect("written");
    let text = text_of(&file);
    for told in [
        &number.to_string(),
        &applicant,
        "ISPARTA BELEDİYE BAŞKANLIĞINA",
        "Bilgilerini ve gereğini arz ederim.",
        "Telefon: 0246 000 00 00",
    ] {
        assert!(text.contains(told), "{told}\n{text}");
    }
    assert_eq!(office.well(&asked), bytes, "the same once more");
}

#[test]
fn what_cannot_be_printed_is_told() {
    let office = Office::made_up();
    let complaint = |arguments: &[&str]| {
        let output = office.run(arguments);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let (number, _) = office.application();
    let digits = number.digits();
    let said = complaint(&["paper", "receipt", "32000-26-01-00001-00"]);
    assert!(said.contains("bir rakamı yanlış"), "{said}");
    let other = ApplicationNumber::new("06007".parse().expect("an office"), 2026, 1, 1);
    let other = other.expect("a number").digits();
    let said = complaint(&["paper", "receipt", &other]);
    assert!(said.contains("bu büronun kayıtlarında yok"), "{said}");
    let said = complaint(&["paper", "receipt", &digits, "--out", "/proc/nowhere/x.pdf"]);
    assert!(said.contains("/proc/nowhere/x.pdf yazılamadı"), "{said}");
    let home = Home::new();
    let said = home
        .run_line(&format!("paper receipt {digits}"))
        .complaint(1);
    assert!(said.contains("büro henüz kurulmamış"), "{said}");
}
