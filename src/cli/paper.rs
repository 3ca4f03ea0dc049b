//! `acikkapi paper …`.

use super::arguments::{FilesWish, PaperAction, PaperWish};
use super::{Context, Failure, output};
use crate::catalog::Catalog;
use crate::desk::papers::{Asked, paper};
use crate::desk::{System, save_files};
use crate::domain::calendar::istanbul_day;
use crate::domain::number::ApplicationNumber;
use crate::domain::source::Source;
use crate::i18n::{Locale, Text};
use crate::papers::{Paper, PaperKind, Standing, keep};
use crate::store::Reader;
use crate::text::CleanText;
use std::path::Path;

pub(super) fn act(context: &Context, action: PaperAction) -> Result<(), Failure> {
    match action {
        PaperAction::Receipt(wish) => {
            let paper = find(context, PaperKind::Receipt, &wish)?;
            hand_out(context, &wish, &paper, &context.text)
        }
        PaperAction::Letter { wish, to, submit } => {
            let mut paper = find(context, PaperKind::Letter, &wish)?;
            if let Paper::Letter(letter) = &mut paper {
                if let Some(unit) = to {
                    letter.addressee = CleanText::line(&unit);
                }
                if submit {
                    letter.standing = Standing::BesideOrAbove;
                }
            }
            // A letter of the state is in Turkish, whoever sits at the screen.
            hand_out(context, &wish, &paper, &Text::new(Locale::Tr))
        }
        PaperAction::Files(wish) => files(context, &wish),
    }
}

/// Saves the files of an application.
fn files(context: &Context, wish: &FilesWish) -> Result<(), Failure> {
    let text = &context.text;
    let number = read_number(&wish.number, text)?;
    let folder = match &wish.to {
        Some(folder) => folder.clone(),
        None => context.config()?.papers.folder.clone(),
    };
    let reader = Reader::open(&context.existing_location()?)
        .map_err(|error| Failure::problem(error.sentence(text)))?;
    let found = reader.snapshot(|read| read.application_numbered(number));
    let found = found.map_err(|error| Failure::problem(error.sentence(text)))?;
    let application = found.ok_or_else(|| unknown(number, text))?;
    let saved = save_files(&reader, application, &folder)
        .map_err(|error| Failure::problem(error.sentence(text)))?;
    let mut lines: Vec<String> = saved
        .files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    if saved.files.is_empty() && saved.awaited == 0 {
        lines.push(text.get("cli-paper-no-files"));
    }
    if saved.awaited > 0 {
        let values = [("count", (saved.awaited as u64).into())];
        lines.push(text.with("case-files-awaited", &values));
    }
    context.say(&(lines.join("\n") + "\n"))
}

fn read_number(typed: &str, text: &Text) -> Result<ApplicationNumber, Failure> {
    ApplicationNumber::parse(typed)
        .map_err(|_| Failure::problem(text.get("cli-paper-wrong-number")))
}

fn unknown(number: ApplicationNumber, text: &Text) -> Failure {
    let values = [("number", number.to_string().into())];
    Failure::problem(text.with("cli-paper-unknown", &values))
}

/// The paper of the application with the number that was typed.
fn find(context: &Context, kind: PaperKind, wish: &PaperWish) -> Result<Paper, Failure> {
    let text = &context.text;
    let number = read_number(&wish.number, text)?;
    let config = context.config()?;
    let (catalog, _) = Catalog::load(Some(&config.desk.catalog_dir));
    let reader = Reader::open(&context.existing_location()?)
        .map_err(|error| Failure::problem(error.sentence(text)))?;
    let asked = Asked {
        kind,
        contact: &config.papers.contact,
        catalog: &catalog,
        today: istanbul_day(System.now()),
        language: text.locale(),
    };
    let found = reader
        .snapshot(|read| match read.application_numbered(number)? {
            Some(application) => paper(read, application, &asked),
            None => Ok(None),
        })
        .map_err(|error| Failure::problem(error.sentence(text)))?;
    found.ok_or_else(|| unknown(number, text))
}

/// Writes the paper to where it was asked for.
fn hand_out(
    context: &Context,
    wish: &PaperWish,
    paper: &Paper,
    language: &Text,
) -> Result<(), Failure> {
    let text = &context.text;
    let bytes = paper
        .pdf(language)
        .map_err(|error| Failure::problem(error.sentence(text)))?;
    if wish.out.as_deref() == Some(Path::new("-")) {
        return output::write(&bytes).map_err(Failure::Output);
    }
    let file = match &wish.out {
        Some(file) => file.clone(),
        None => context.config()?.papers.folder.join(paper.file_name()),
    };
    let shown = file.display().to_string();
    match keep(&file, &bytes) {
        Ok(()) => {
            let values = [("file", shown.into())];
            context.say(&(text.with("cli-paper-written", &values) + "\n"))
        }
        Err(error) => {
            let values = [("file", shown.into()), ("detail", error.to_string().into())];
            Err(Failure::problem(
                text.with("cli-paper-not-written", &values),
            ))
        }
    }
}
