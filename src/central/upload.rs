//! Forms with files, as browsers send them: read to their end, whatever is in them, so that the
//! browser shows the answer.

use super::web::FieldError;
use crate::domain::file::{MOST_BYTES, TakenFile, Untaken};
use crate::i18n::Text;
use crate::text::CleanText;
use axum::extract::multipart::Field;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// More than this no form is read to its end; a browser waits for that before it shows the answer.
pub(super) const MOST_FORM_BYTES: usize = 256 * 1024 * 1024;
/// Most characters of a file's name.
const MOST_NAME: usize = 150;
/// Characters of a refused file's name that are shown.
const SHOWN_NAME: usize = 60;

/// The form broke off, or a field of it is longer than any that is read.
pub(super) struct Unreadable;

/// A file that is not taken.
struct Refused {
    name: String,
    why: Why,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Untaken(Untaken),
    Name,
    TooMany,
}

/// What is said of a file that is not taken: keys of sentences.
pub(super) struct Sentences {
    pub(super) empty: &'static str,
    pub(super) too_large: &'static str,
    pub(super) unknown_type: &'static str,
    pub(super) name: &'static str,
    pub(super) too_many: &'static str,
}

/// The files of a form.
#[derive(Default)]
pub(super) struct Uploads {
    pub(super) taken: Vec<TakenFile>,
    refused: Vec<Refused>,
}

impl Uploads {
    /// Reads one more; `room` is for how many files of the form there is place.
    pub(super) async fn read(
        &mut self,
        name: &str,
        field: Field<'_>,
        room: usize,
    ) -> Result<(), Unreadable> {
        match file(name, field, self.taken.len() < room).await? {
            Some(Ok(file)) => self.taken.push(file),
            Some(Err(refused)) => self.refused.push(refused),
            None => {}
        }
        Ok(())
    }

    /// Why files were not taken, for the field of the form that has them; `most` it may have.
    pub(super) fn errors(
        &self,
        field: &'static str,
        (sentences, most): (&Sentences, usize),
        text: &Text,
    ) -> impl Iterator<Item = FieldError> {
        self.refused.iter().map(move |refused| {
            let key = match refused.why {
                Why::Untaken(Untaken::Empty) => sentences.empty,
                Why::Untaken(Untaken::TooLarge) => sentences.too_large,
                Why::Untaken(Untaken::UnknownType) => sentences.unknown_type,
                Why::Name => sentences.name,
                Why::TooMany => sentences.too_many,
            };
            let values = [
                ("name", refused.name.as_str().into()),
                ("megabytes", (MOST_BYTES >> 20).into()),
                ("most", (most as u64).into()),
            ];
            let sentence = text.with(key, &values);
            FieldError { field, sentence }
        })
    }
}

/// A file that came with an earlier try and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) hash: String,
    pub(super) name: String,
}

impl Kept {
    /// As a form carries it.
    pub(super) fn value(&self) -> String {
        format!("{} {}", self.hash, self.name)
    }

    /// What a form carried.
    pub(super) fn read(value: &str) -> Option<Self> {
        let (hash, name) = value.split_once(' ')?;
        let hex = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let name = file_name(name)?;
        hex.then(|| Self {
            hash: hash.to_ascii_lowercase(),
            name,
        })
    }
}

/// What was typed in a field of `most` bytes at most.
pub(super) async fn text(mut field: Field<'_>, most: usize) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| Unreadable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > most {
            return Err(Unreadable);
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads past a file.
pub(super) async fn skip(mut field: Field<'_>) -> Result<(), Unreadable> {
    while field.chunk().await.map_err(|_| Unreadable)?.is_some() {}
    Ok(())
}

/// The file in a field; `None` where nobody chose one. Where there is no room for one more, it is
/// read past.
async fn file(
    name: &str,
    mut field: Field<'_>,
    room: bool,
) -> Result<Option<Result<TakenFile, Refused>>, Unreadable> {
    let mut bytes = Vec::new();
    let mut too_large = false;
    while let Some(chunk) = field.chunk().await.map_err(|_| Unreadable)? {
        too_large |= (bytes.len() + chunk.len()) as u64 > MOST_BYTES;
        if too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    // A browser sends an empty part for a field nobody chose a file in.
    if name.is_empty() && bytes.is_empty() && !too_large {
        return Ok(None);
    }
    let taken = match file_name(name) {
        None => Err(Why::Name),
        Some(_) if too_large => Err(Why::Untaken(Untaken::TooLarge)),
        Some(_) if !room => Err(Why::TooMany),
        Some(name) => TakenFile::of_bytes(&name, bytes).map_err(Why::Untaken),
    };
    Ok(Some(taken.map_err(|why| {
        Refused {
            name: CleanText::line(name)
                .as_str()
                .chars()
                .take(SHOWN_NAME)
                .collect(),
            why,
        }
    })))
}

/// The name of a file as it can be kept: `None` for one that hides what it is (control and direction
/// characters), points into folders, or is too long.
fn file_name(name: &str) -> Option<String> {
    let composed: String = name.trim().nfc().collect();
    let clean = CleanText::line(&composed);
    let plain = clean.as_str() == composed && !composed.contains(['/', '\\']);
    let length = composed.chars().count();
    (plain && (1..=MOST_NAME).contains(&length)).then_some(composed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_hide_what_they_are_are_not_taken() {
        for good in [
            "rapor.pdf",
            "Ek 1 – ölçüm (2026).jpg",
            "ölçüm.pdf",
            "o\u{308}lcum.pdf",
        ] {
            assert!(file_name(good).is_some(), "{good}");
        }
        let long = "x".repeat(MOST_NAME + 1);
        for hostile in [
            "",
            "   ",
            "../../etc/passwd",
            "C:\\x.pdf",
            "gpj.\u{202e}fdp.exe",
            "a\0.pdf",
            "a\r\nb.pdf",
            "\u{1b}[2J.pdf",
            &long,
        ] {
            assert_eq!(file_name(hostile), None, "{hostile:?}");
        }
    }
}
