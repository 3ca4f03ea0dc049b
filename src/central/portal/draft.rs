//! What an officer typed in a form of a case: read, checked, and kept until it is written.

use super::super::upload::{self, Kept, Sentences, Uploads};
use super::super::web::FieldError;
use super::fault::Fault;
use crate::domain::application::Attachment;
use crate::domain::case::{AnswerSource, Outcome, Said, Step};
use crate::domain::ids::StaffId;
use crate::domain::review::Check;
use crate::domain::unit::UnitCode;
use crate::i18n::Text;
use crate::text::CleanText;
use axum::extract::multipart::{Field, Multipart};
use serde::{Deserialize, Serialize};

/// Most characters of an answer, a question, a reason.
const MOST_TEXT: usize = 50_000;
/// Most characters of a legal ground and next step.
const MOST_GROUND: usize = 5_000;
/// Most files with one step.
pub(super) const MOST_FILES: usize = 5;
/// No field of a form is longer, in bytes.
const MOST_FIELD: usize = 1024 * 1024;

/// What an officer does to a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Act {
    #[default]
    Take,
    Answer,
    Ask,
    Return,
    Contribute,
}

impl Act {
    pub(super) const ALL: [Self; 5] = [
        Self::Take,
        Self::Answer,
        Self::Ask,
        Self::Return,
        Self::Contribute,
    ];

    /// Its name in forms and addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Answer => "answer",
            Self::Ask => "ask",
            Self::Return => "return",
            Self::Contribute => "contribute",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// The id of its text field.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Take => "",
            Self::Answer => "answer-text",
            Self::Ask => "ask-text",
            Self::Return => "return-text",
            Self::Contribute => "contribute-text",
        }
    }

    /// The id of its file field.
    pub(super) fn files_field(self) -> &'static str {
        match self {
            Self::Contribute => "contribute-files",
            _ => "answer-files",
        }
    }
}

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) act: Act,
    pub(super) text: String,
    pub(super) legal_ground: String,
    pub(super) outcome: Option<Outcome>,
    pub(super) kept: Vec<Kept>,
}

/// A form as it came.
#[derive(Default)]
pub(super) struct Posted {
    pub(super) csrf: String,
    pub(super) draft: Draft,
    pub(super) files: Uploads,
}

/// What becomes of the files of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Files {
    Take,
    /// Nobody is signed in: they are read past.
    Drop,
}

impl Posted {
    /// Reads a form to its end, whatever is in it, so that the browser shows the answer.
    pub(super) async fn read(mut form: Multipart, files: Files) -> Result<Self, Fault> {
        let mut posted = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| Fault::Unreadable)? {
            match field.file_name().map(str::to_owned) {
                Some(name) => posted.file(&name, field, files).await?,
                None => posted.field(field).await?,
            }
        }
        Ok(posted)
    }

    async fn field(&mut self, field: Field<'_>) -> Result<(), Fault> {
        let name = field.name().unwrap_or_default().to_owned();
        let typed = upload::text(field, MOST_FIELD).await?;
        let block = || CleanText::block(&typed).as_str().trim().to_owned();
        match name.as_str() {
            "csrf" => self.csrf = typed,
            "act" => self.draft.act = Act::named(&typed).ok_or(Fault::Unreadable)?,
            "text" => self.draft.text = block(),
            "legal_ground" => self.draft.legal_ground = block(),
            "outcome" => self.draft.outcome = outcome_named(&typed),
            "kept" => self.draft.kept.extend(Kept::read(&typed)),
            _ => {}
        }
        Ok(())
    }

    async fn file(&mut self, name: &str, field: Field<'_>, files: Files) -> Result<(), Fault> {
        if files == Files::Drop {
            return Ok(upload::skip(field).await?);
        }
        let room = MOST_FILES.saturating_sub(self.draft.kept.len());
        Ok(self.files.read(name, field, room).await?)
    }

    /// What has to be corrected before it can be written.
    pub(super) fn errors(&self, text: &Text) -> Vec<FieldError> {
        let mut errors = self.draft.errors(text);
        let field = self.draft.act.files_field();
        errors.extend(self.files.errors(field, (&SENTENCES, MOST_FILES), text));
        errors
    }
}

/// What is said of a file that is not taken.
const SENTENCES: Sentences = Sentences {
    empty: "portal-file-empty",
    too_large: "portal-file-too-large",
    unknown_type: "portal-file-unknown-type",
    name: "portal-file-name",
    too_many: "portal-file-too-many",
};

fn outcome_named(name: &str) -> Option<Outcome> {
    let mut all = Outcome::ALL.into_iter();
    all.find(|outcome| outcome_name(*outcome) == name)
}

/// The name of an outcome in forms.
pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Positive => "positive",
        Outcome::PartlyPositive => "partly_positive",
        Outcome::Negative => "negative",
    }
}

impl Draft {
    fn errors(&self, text: &Text) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field, sentence| errors.push(FieldError { field, sentence });
        if self.act == Act::Answer && self.outcome.is_none() {
            wrong("outcome", text.get("portal-outcome-empty"));
        }
        let empty = match self.act {
            Act::Take => None,
            Act::Answer => Some("portal-answer-empty"),
            Act::Ask => Some("portal-ask-empty"),
            Act::Return => Some("portal-return-empty"),
            Act::Contribute => Some("portal-contribute-empty"),
        };
        if let Some(empty) = empty.filter(|_| self.text.is_empty()) {
            wrong(self.act.field(), text.get(empty));
        }
        let mut limit = |field, typed: &str, most: usize| {
            let length = typed.chars().count();
            if length > most {
                let values = [
                    ("length", (length as u64).into()),
                    ("most", (most as u64).into()),
                ];
                wrong(field, text.with("portal-text-too-long", &values));
            }
        };
        limit(self.act.field(), &self.text, MOST_TEXT);
        limit("legal-ground", &self.legal_ground, MOST_GROUND);
        let asks_ground = self.act == Act::Answer
            && self
                .outcome
                .is_some_and(|outcome| Check::Grounds.applies_to(outcome));
        if asks_ground && self.legal_ground.is_empty() {
            wrong("legal-ground", text.get("portal-ground-empty"));
        }
        errors
    }

    /// The step, taken by an officer of a unit.
    pub(super) fn step(
        &self,
        officer: StaffId,
        unit: &UnitCode,
        attachments: Vec<Attachment>,
    ) -> Step {
        match self.act {
            Act::Take => Step::Take { officer },
            Act::Answer => Step::Answer {
                // Checked before; without one it is no answer at all.
                outcome: self.outcome.unwrap_or(Outcome::Negative),
                source: AnswerSource::Portal,
                attachments,
            },
            Act::Ask => Step::Ask,
            Act::Return => Step::Return,
            Act::Contribute => Step::Contribute {
                unit: unit.clone(),
                attachments,
            },
        }
    }

    /// What is said with it.
    pub(super) fn said(&self) -> Said {
        if self.act == Act::Take {
            return Said::default();
        }
        Said {
            text: CleanText::block(&self.text),
            legal_ground: CleanText::block(&self.legal_ground),
            file_names: self
                .kept
                .iter()
                .map(|kept| CleanText::line(&kept.name))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn a_kept_file_travels_with_its_form() {
        let kept = Kept {
            hash: "ab".repeat(32),
            name: "Ek 1.pdf".into(),
        };
        assert_eq!(Kept::read(&kept.value()), Some(kept));
        for wrong in [
            "",
            "x y",
            &"ab".repeat(32),
            &format!("{} ../x", "ab".repeat(32)),
        ] {
            assert_eq!(Kept::read(wrong), None, "{wrong}");
        }
    }

    fn errors(draft: &Draft) -> Vec<&'static str> {
        let errors = draft.errors(&Text::new(Locale::Tr)).into_iter();
        errors.map(|error| error.field).collect()
    }

    #[test]
    fn an_answer_needs_an_outcome_reasons_and_mostly_a_ground() {
        let answer = Draft {
            act: Act::Answer,
            ..Draft::default()
        };
        assert_eq!(errors(&answer), ["outcome", "answer-text"]);
        let with = |outcome, text: &str, ground: &str| Draft {
            outcome: Some(outcome),
            text: text.into(),
            legal_ground: ground.into(),
            ..answer.clone()
        };
        let long = "ğ".repeat(20_000);
        assert!(errors(&with(Outcome::Positive, &long, "")).is_empty());
        assert_eq!(
            errors(&with(Outcome::Negative, &long, "")),
            ["legal-ground"]
        );
        assert!(errors(&with(Outcome::Negative, &long, "2577 s. K. m. 7")).is_empty());
        let too_long = "ğ".repeat(MOST_TEXT + 1);
        assert_eq!(
            errors(&with(Outcome::Positive, &too_long, "")),
            ["answer-text"]
        );
    }

    #[test]
    fn whatever_is_said_needs_words() {
        for act in Act::ALL {
            let draft = Draft {
                act,
                ..Draft::default()
            };
            assert_eq!(errors(&draft).is_empty(), act == Act::Take, "{act:?}");
            assert_eq!(Act::named(act.name()), Some(act));
        }
        assert_eq!(Act::named("erase"), None);
    }
}
