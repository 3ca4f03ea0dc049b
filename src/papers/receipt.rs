//! What the applicant takes home: the number, and by when the answer is due.

use super::face::{Faces, Weight};
use super::pdf::{self, About};
use super::sheet::{Align, Column, Filling, Role, Sheets, Style, WIDTH, mm};
use super::{Letterhead, PaperError, Subject, TEXT_SIZE, faces, or_dash, put_letterhead};
use crate::domain::application::{ApplicationKind, Registered};
use crate::domain::calendar::date_and_time;
use crate::domain::deadline::{
    ANSWER_DAYS, Deadline, DeadlineRule, INFORMATION_DAYS, PETITION_DAYS,
};
use crate::i18n::Text;
use crate::labels::{Label, long_date, rule};
use crate::text::CleanText;

const SMALL: Style = Style::plain(10.0);
const TEXT: Style = Style::plain(TEXT_SIZE);
const TITLE: Style = Style::plain(15.0)
    .bold()
    .align(Align::Centre)
    .role(Role::Heading(1));
const HEADING: Style = Style::plain(13.0).bold().role(Role::Heading(2));
const NUMBER: Style = Style::plain(26.0).bold().align(Align::Centre);
const LABELS: Column = Column {
    left: 0.0,
    width: mm(70.0),
};
const VALUES: Column = Column {
    left: mm(72.0),
    width: WIDTH - mm(72.0),
};
const LEFT_HALF: Column = Column {
    left: 0.0,
    width: WIDTH / 2.0 - mm(5.0),
};
const RIGHT_HALF: Column = Column {
    left: WIDTH / 2.0 + mm(5.0),
    width: WIDTH / 2.0 - mm(5.0),
};

/// The receipt for an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub letterhead: Letterhead,
    pub subject: Subject,
    /// Who registered it; empty where that is not known here.
    pub clerk: CleanText,
}

impl Receipt {
    /// The receipt as a PDF file.
    ///
    /// # Errors
    /// Never for what the desk records; a defect of the program is told rather than ending it.
    pub fn pdf(&self, text: &Text) -> Result<Vec<u8>, PaperError> {
        let faces = faces()?;
        let number = self.subject.record.number.to_string();
        let about = About {
            title: text.with("papers-receipt-about", &[("number", number.into())]),
            language: text.locale(),
            at: self.subject.record.registered_at,
        };
        pdf::write(&self.sheets(&faces, text), &faces, about)
    }

    pub(super) fn sheets(&self, faces: &Faces, text: &Text) -> Sheets {
        let record = &self.subject.record;
        let mut on = Filling::new(faces);
        put_letterhead(&mut on, &self.letterhead.office, text);
        on.skip(mm(7.0));
        on.paragraph(TITLE, &text.get("papers-receipt-title"));
        on.skip(mm(4.0));
        self.put_number(&mut on, text);
        self.put_application(&mut on, text);
        put_terms(&mut on, record, text);
        put_advice(&mut on, record, text);
        self.put_signatures(&mut on, text);
        on.finish()
    }

    fn put_number(&self, on: &mut Filling<'_>, text: &Text) {
        on.framed(mm(21.0), |on| {
            on.skip(mm(3.0));
            let label = SMALL.align(Align::Centre);
            on.paragraph(label, &text.get("papers-receipt-number"));
            on.paragraph(NUMBER, &self.subject.record.number.to_string());
        });
        on.skip(mm(5.0));
    }

    fn put_application(&self, on: &mut Filling<'_>, text: &Text) {
        let record = &self.subject.record;
        let topic = self.subject.topic.as_ref().map_or("—", or_dash);
        let mut handed_in = Vec::new();
        if record.signed_petition {
            handed_in.push(text.get("papers-receipt-petition"));
        }
        if !record.attachments.is_empty() {
            let values = [("count", record.attachments.len().into())];
            handed_in.push(text.with("papers-receipt-files", &values));
        }
        let former = self.subject.former.iter().map(ToString::to_string);
        let rows = [
            (
                "papers-receipt-former",
                former.collect::<Vec<_>>().join(", "),
            ),
            ("papers-receipt-at", date_and_time(record.registered_at)),
            (
                "papers-receipt-applicant",
                or_dash(&self.subject.applicant).to_owned(),
            ),
            (
                "papers-receipt-kind",
                text.get(record.application_kind.key()),
            ),
            ("papers-receipt-topic", topic.to_owned()),
            ("papers-receipt-channel", text.get(record.channel.key())),
            ("papers-receipt-handed-in", handed_in.join(", ")),
        ];
        for (label, value) in rows {
            if !value.is_empty() {
                put_row(on, (&text.get(label), &value), Weight::Regular);
            }
        }
    }

    fn put_signatures(&self, on: &mut Filling<'_>, text: &Text) {
        let clerk = [
            text.get("papers-receipt-clerk"),
            or_dash(&self.clerk).to_owned(),
            text.get("papers-receipt-signature"),
        ];
        let applicant = [
            text.get("papers-receipt-received"),
            or_dash(&self.subject.applicant).to_owned(),
            text.get("papers-receipt-date-and-signature"),
        ];
        on.see_to(mm(45.0));
        on.skip(mm(10.0));
        for (at, (left, right)) in clerk.iter().zip(&applicant).enumerate() {
            let style = if at == 0 { TEXT.bold() } else { TEXT };
            on.columns(&[(LEFT_HALF, style, left), (RIGHT_HALF, style, right)]);
            on.skip(mm(2.0));
        }
        on.skip(mm(12.0));
        on.rule(LEFT_HALF);
        on.rule(RIGHT_HALF);
    }
}

fn put_row(on: &mut Filling<'_>, (label, value): (&str, &str), weight: Weight) {
    let label_style = TEXT.role(Role::Label);
    let value_style = match weight {
        Weight::Regular => TEXT,
        Weight::Bold => TEXT.bold(),
    };
    on.columns(&[
        (LABELS, label_style, label),
        (VALUES, value_style.role(Role::Value), value),
    ]);
    on.skip(mm(1.5));
}

/// The last day that binds, the last day by either way of counting, and the law's own term.
fn put_terms(on: &mut Filling<'_>, record: &Registered, text: &Text) {
    let due = &record.deadline;
    on.skip(mm(4.0));
    on.paragraph(HEADING, &text.get("papers-receipt-terms"));
    on.skip(mm(2.0));
    let last_day = long_date(due.due, text);
    let label = text.get("papers-receipt-due");
    put_row(on, (&label, &last_day), Weight::Bold);
    for (counted, day) in [
        (DeadlineRule::Calendar, due.due_calendar),
        (DeadlineRule::Working, due.due_working),
    ] {
        let values = [
            ("days", ANSWER_DAYS.into()),
            ("rule", rule(counted, text).into()),
        ];
        let label = text.with("papers-receipt-counted", &values);
        let mut value = long_date(day, text);
        if counted == due.rule {
            value = text.with("papers-receipt-binding", &[("day", value.into())]);
        }
        put_row(on, (&label, &value), Weight::Regular);
    }
    if let Some(legal) = &record.legal_deadline {
        let label = text.get(legal_label(legal));
        put_row(on, (&label, &long_date(legal.due, text)), Weight::Regular);
    }
}

/// Calendar days are the petition's, working days those of a request for information.
fn legal_label(legal: &Deadline) -> &'static str {
    match legal.rule {
        DeadlineRule::Calendar => "papers-receipt-petition-term",
        DeadlineRule::Working => "papers-receipt-information-term",
    }
}

fn put_advice(on: &mut Filling<'_>, record: &Registered, text: &Text) {
    on.skip(mm(4.0));
    on.paragraph(HEADING, &text.get("papers-receipt-follow"));
    on.skip(mm(2.0));
    let advice = TEXT.align(Align::Both);
    on.paragraph(advice, &text.get("papers-receipt-how"));
    on.skip(mm(2.0));
    let law = match record.application_kind {
        ApplicationKind::InformationRequest => text.with(
            "papers-receipt-law-information",
            &[("days", INFORMATION_DAYS.into())],
        ),
        _ => text.with(
            "papers-receipt-law-petition",
            &[("days", PETITION_DAYS.into())],
        ),
    };
    on.paragraph(advice, &law);
}
