//! The draft of the letter an application goes to a service unit with, in the official form.
//!
//! What the office's own records give is left free: the document number and the signature.

use chrono::NaiveDate;

use super::addressee::in_dative;
use super::face::Faces;
use super::pdf::{self, About};
use super::sheet::{Align, Column, Filling, Role, Sheets, Style, WIDTH, mm};
use super::{Chief, Contact, Letterhead, PaperError, Subject, TEXT_SIZE, faces, put_letterhead};
use crate::domain::calendar::{istanbul_midnight, written_day};
use crate::domain::date::write_date;
use crate::domain::deadline::DeadlineRule;
use crate::i18n::Text;
use crate::labels::Label;
use crate::text::{CleanText, lower_tr};

const TEXT: Style = Style::plain(TEXT_SIZE);
/// Paragraphs begin 1.25 cm in and end at both edges (art. 16).
const BODY: Style = TEXT.align(Align::Both).indent(mm(12.5));
/// Contact details may be smaller than the text (art. 7).
const CONTACT: Style = Style::plain(8.0);
/// An empty line.
const LINE: f32 = TEXT_SIZE * 1.15;

const NAMES: Column = Column {
    left: 0.0,
    width: mm(14.0),
};
const REFERENCE: Column = Column {
    left: mm(14.0),
    width: WIDTH - mm(14.0) - mm(30.0),
};
const DATE: Column = Column {
    left: WIDTH - mm(30.0),
    width: mm(30.0),
};
const SIGNATURE: Column = Column {
    left: WIDTH - mm(70.0),
    width: mm(70.0),
};

/// Where the unit stands to the office, which decides how a letter ends: `rica ederim` to those
/// below, `arz ederim` to those above and beside (art. 16).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// The unit works under the office.
    #[default]
    Below,
    /// The unit stands above or beside it.
    BesideOrAbove,
}

/// The draft of a cover letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub letterhead: Letterhead,
    pub subject: Subject,
    /// The unit's name, as `Çankaya Belediye Başkanlığı`; empty leaves a line to be filled in.
    pub addressee: CleanText,
    pub standing: Standing,
    /// The day of the letter.
    pub date: NaiveDate,
    /// By when the unit is to answer.
    pub due: NaiveDate,
    /// Who can be asked; empty where nobody is named.
    pub clerk: CleanText,
}

impl Letter {
    /// The letter and its annex as a PDF file.
    ///
    /// # Errors
    /// Never for what the desk records; a defect of the program is told rather than ending it.
    pub fn pdf(&self, text: &Text) -> Result<Vec<u8>, PaperError> {
        let faces = faces()?;
        let about = About {
            title: text.with("papers-letter-about", &[("number", self.number().into())]),
            language: text.locale(),
            at: istanbul_midnight(self.date),
        };
        pdf::write(&self.sheets(&faces, text), &faces, about)
    }

    pub(super) fn sheets(&self, faces: &Faces, text: &Text) -> Sheets {
        let annex = self.annex(Filling::new(faces), text);
        let mut on = Filling::new(faces);
        put_letterhead(&mut on, &self.letterhead.office, text);
        on.skip(2.0 * LINE);
        self.put_reference(&mut on, text);
        on.skip(2.0 * LINE);
        self.put_addressee(&mut on);
        on.skip(2.0 * LINE);
        self.put_body(&mut on, text);
        self.put_signature(&mut on, text);
        self.put_annexes(&mut on, annex.pages.len(), text);
        self.put_contact(&mut on, text);
        on.finish().followed_by(annex)
    }

    fn number(&self) -> String {
        self.subject.record.number.to_string()
    }

    fn put_reference(&self, on: &mut Filling<'_>, text: &Text) {
        let date = write_date(self.date);
        on.columns(&[
            (NAMES, TEXT, &text.get("papers-letter-number")),
            (REFERENCE, TEXT, ":"),
            (DATE, TEXT.align(Align::Right), &date),
        ]);
        let values = [("number", self.number().into())];
        let subject = text.with("papers-letter-subject-line", &values);
        on.columns(&[
            (NAMES, TEXT, &text.get("papers-letter-subject")),
            (
                REFERENCE,
                TEXT.role(Role::Heading(1)),
                &format!(": {subject}"),
            ),
        ]);
    }

    fn put_addressee(&self, on: &mut Filling<'_>) {
        let style = TEXT.align(Align::Centre);
        if self.addressee.is_blank() {
            on.paragraph(style, &"…".repeat(30));
        } else {
            on.paragraph(style, &in_dative(self.addressee.as_str()));
        }
    }

    fn put_body(&self, on: &mut Filling<'_>, text: &Text) {
        let record = &self.subject.record;
        let applicant = if self.subject.applicant.is_blank() {
            text.get("papers-letter-somebody")
        } else {
            self.subject.applicant.to_string()
        };
        let kind = lower_tr(&text.get(record.application_kind.key()));
        let values = [
            ("applicant", applicant.into()),
            ("day", written_day(record.registered_at).into()),
            ("number", self.number().into()),
            ("kind", kind.into()),
        ];
        let mut about = text.with("papers-letter-what", &values);
        if let Some(topic) = &self.subject.topic {
            let values = [("topic", topic.as_str().into())];
            about = format!("{about} {}", text.with("papers-letter-topic", &values));
        }
        on.paragraph(BODY, &about);
        let values = [("day", write_date(self.due).into())];
        on.paragraph(BODY, &text.with("papers-letter-wanted", &values));
        if let Some(legal) = &record.legal_deadline {
            let key = match legal.rule {
                DeadlineRule::Calendar => "papers-letter-law-petition",
                DeadlineRule::Working => "papers-letter-law-information",
            };
            let values = [("day", write_date(legal.due).into())];
            on.paragraph(BODY, &text.with(key, &values));
        }
        on.paragraph(
            BODY,
            &text.get(match self.standing {
                Standing::Below => "papers-letter-please",
                Standing::BesideOrAbove => "papers-letter-submit",
            }),
        );
    }

    fn put_signature(&self, on: &mut Filling<'_>, text: &Text) {
        let title = text.get(match self.letterhead.chief {
            Chief::Governor => "papers-governor",
            Chief::DistrictGovernor => "papers-district-governor",
        });
        on.see_to(8.0 * LINE);
        on.skip(4.0 * LINE);
        let centred = TEXT.align(Align::Centre);
        let name = text.get("papers-letter-name");
        on.columns(&[(SIGNATURE, centred, &name)]);
        on.columns(&[(SIGNATURE, centred, &title)]);
    }

    fn put_annexes(&self, on: &mut Filling<'_>, pages: usize, text: &Text) {
        on.skip(2.0 * LINE);
        let mut annexes = vec![text.with("papers-letter-annex-text", &[("pages", pages.into())])];
        let files = self.subject.record.attachments.len();
        if files > 0 {
            annexes.push(text.with("papers-letter-annex-files", &[("count", files.into())]));
        }
        let label = text.get("papers-letter-annexes");
        if let [only] = annexes.as_slice() {
            on.paragraph(TEXT, &format!("{label} {only}"));
            return;
        }
        on.paragraph(TEXT, &label);
        for (at, annex) in annexes.iter().enumerate() {
            on.paragraph(TEXT, &format!("{} - {annex}", at + 1));
        }
    }

    /// How the office is reached, at the foot of the last page, below a line (art. 26).
    fn put_contact(&self, on: &mut Filling<'_>, text: &Text) {
        let half = WIDTH / 2.0;
        let office = Column {
            left: 0.0,
            width: half,
        };
        let asked = Column {
            left: half,
            width: half,
        };
        let reached = reached(&self.letterhead.contact, text);
        let clerk = if self.clerk.is_blank() {
            String::new()
        } else {
            let values = [("name", self.clerk.as_str().into())];
            text.with("papers-letter-ask", &values)
        };
        if reached.is_empty() && clerk.is_empty() {
            return;
        }
        let room = on.height(CONTACT, &reached).max(mm(8.0)) + mm(2.0);
        on.go_down_to(room);
        on.rule(Column::WHOLE);
        on.skip(mm(1.0));
        let right = CONTACT.align(Align::Right);
        on.columns(&[(office, CONTACT, &reached), (asked, right, &clerk)]);
    }

    /// The applicant's own words.
    fn annex(&self, mut on: Filling<'_>, text: &Text) -> Sheets {
        let values = [("number", self.number().into())];
        let heading = TEXT.bold().role(Role::Heading(1));
        on.paragraph(heading, &text.with("papers-letter-annex-title", &values));
        on.skip(LINE);
        let said = &self.subject.record.private.text;
        if said.is_blank() {
            on.paragraph(TEXT, &text.get("papers-letter-annex-empty"));
        } else {
            on.paragraph(TEXT.align(Align::Both), said.as_str());
        }
        on.finish()
    }
}

/// The lines of the foot; what is not known is left out.
fn reached(contact: &Contact, text: &Text) -> String {
    let lines = [
        ("papers-contact-address", &contact.address),
        ("papers-contact-telephone", &contact.telephone),
        ("papers-contact-email", &contact.email),
        ("papers-contact-web", &contact.web),
    ];
    let told = lines.iter().filter(|(_, value)| !value.is_blank());
    let told = told.map(|(key, value)| format!("{} {}", text.get(key), value.as_str()));
    told.collect::<Vec<_>>().join("\n")
}
