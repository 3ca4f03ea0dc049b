//! Papers of an application, as PDF: the [receipt](Receipt) the applicant takes home and the
//! draft of the [cover letter](Letter) to a service unit.
//!
//! Both are made of plain values: nothing is read here, not even the clock, so that the same
//! application gives the same bytes whenever it is printed. From the texts to the file it goes in
//! four steps: [`lines`] breaks texts into lines by the widths of the type [`face`], a [`sheet`]
//! gives each line its place, and [`pdf`] writes it down.
//!
//! The form is that of the regulation on official correspondence (Resmî Yazışmalarda Uygulanacak
//! Usul ve Esaslar Hakkında Yönetmelik, Official Gazette 31151 of 10 June 2020): A4, 1.5 cm free
//! on each side (art. 8), letters of 12 points with the widths of Times New Roman (art. 7).

mod addressee;
mod face;
mod keep;
mod letter;
mod lines;
mod pdf;
mod receipt;
mod sheet;

pub use keep::keep;
pub use letter::{Letter, Standing};
pub use receipt::Receipt;

use crate::domain::application::Registered;
use crate::domain::ids::OfficeCode;
use crate::domain::number::ApplicationNumber;
use crate::i18n::Text;
use crate::text::{CleanText, upper_tr};
use face::Faces;
use sheet::{Align, Filling, Style};

/// Size of the letters, in points (art. 7).
const TEXT_SIZE: f32 = 12.0;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// What the applicant takes home.
    Receipt,
    /// To the service unit.
    Letter,
}

impl PaperKind {
    /// The name of the file a paper of this application is kept in. The number is all it tells.
    #[must_use]
    pub fn file_name(self, number: ApplicationNumber) -> String {
        let kind = match self {
            Self::Receipt => "alindi-belgesi",
            Self::Letter => "ust-yazi",
        };
        format!("{number}-{kind}.pdf")
    }
}

/// A paper of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    Receipt(Box<Receipt>),
    Letter(Box<Letter>),
}

impl Paper {
    /// The paper as a PDF file, in the language of `text`.
    ///
    /// # Errors
    /// Never for what the desk records; a defect of the program is told rather than ending it.
    pub fn pdf(&self, text: &Text) -> Result<Vec<u8>, PaperError> {
        match self {
            Self::Receipt(receipt) => receipt.pdf(text),
            Self::Letter(letter) => letter.pdf(text),
        }
    }

    /// See [`PaperKind::file_name`].
    #[must_use]
    pub fn file_name(&self) -> String {
        let (kind, subject) = match self {
            Self::Receipt(receipt) => (PaperKind::Receipt, &receipt.subject),
            Self::Letter(letter) => (PaperKind::Letter, &letter.subject),
        };
        kind.file_name(subject.record.number)
    }
}

/// Whose paper it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The office's name, such as `Çankaya Kaymakamlığı`.
    pub office: CleanText,
    /// Who signs for it.
    pub chief: Chief,
    /// How the office is reached.
    pub contact: Contact,
}

/// The head of an office (mülki idare amiri).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Chief {
    /// Vali.
    #[default]
    Governor,
    /// Kaymakam.
    DistrictGovernor,
}

impl Chief {
    /// The head of the office with this code.
    #[must_use]
    pub fn of(office: OfficeCode) -> Self {
        if office.unit() == 0 {
            Self::Governor
        } else {
            Self::DistrictGovernor
        }
    }
}

/// How an office is reached; what is empty is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub address: CleanText,
    pub telephone: CleanText,
    pub email: CleanText,
    pub web: CleanText,
}

/// The application a paper is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub record: Registered,
    /// The applicant's name; empty when it was not told or is erased.
    pub applicant: CleanText,
    /// The topic's name; `None` where no topic was chosen.
    pub topic: Option<CleanText>,
    /// Numbers the application had before the one it has now.
    pub former: Vec<ApplicationNumber>,
}

/// A paper could not be written. What is asked for here is always possible; if it happens it is
/// a defect of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the paper could not be written")]
pub struct PaperError;

impl PaperError {
    /// What happened, for the user.
    #[must_use]
    pub fn sentence(self, text: &Text) -> String {
        text.get("papers-defect")
    }
}

/// The heading of official papers: `T.C.`, the office in capitals, and the desk (art. 9 and 10).
fn put_letterhead(on: &mut Filling<'_>, office: &CleanText, text: &Text) {
    let style = Style::plain(TEXT_SIZE).align(Align::Centre);
    on.paragraph(style, "T.C.");
    on.paragraph(style, &upper_tr(office.as_str()));
    on.paragraph(style, &text.get("papers-desk"));
}

fn faces() -> Result<Faces, PaperError> {
    Faces::shipped().ok_or(PaperError)
}

/// The text, or a dash in its place.
fn or_dash(text: &CleanText) -> &str {
    if text.is_blank() {
        "—"
    } else {
        text.as_str()
    }
}

#[cfg(test)]
mod tests;
