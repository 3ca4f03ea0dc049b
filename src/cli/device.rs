//! `acikkapi device …`.

use super::arguments::DeviceAction;
use super::{Context, Failure};
use crate::desk::System;
use crate::domain::source::Source;
use crate::i18n::Text;
use crate::store::{SqliteJournal, StoreError, backup};
use crate::sync::command;
use crate::sync::enrol::EnrolError;
use crate::sync::journal::{Journal, JournalError};
use std::io::{self, BufRead, IsTerminal, Read, Write};
use zeroize::Zeroizing;

/// Longest line read as a code; a code with generous spaces is a tenth of it.
const LONGEST_CODE: u64 = 1024;

pub(super) fn act(context: &Context, action: DeviceAction) -> Result<(), Failure> {
    let text = &context.text;
    let mut journal = open(context)?;
    let said = match action {
        DeviceAction::Enrol { server } => {
            let code = read_code(text)?;
            let mut secret = [0; 32];
            System.fill(&mut secret);
            command::enrol(&mut journal, (&server, &code), secret, text)
                .map_err(|error| enrol_failed(&error, text))?
        }
        DeviceAction::Renew => {
            let renewal = command::renewal(&mut journal);
            let renewal = renewal.map_err(|error| journal_failed(&error, text))?;
            drop(journal);
            if let Some(objection) = renewal.objection(text) {
                return Err(Failure::problem(objection));
            }
            backup::become_new_device(&context.existing_location()?, &mut System)
                .map_err(|error| Failure::problem(error.sentence(text)))?;
            text.get("sync-renew-done") + "\n"
        }
        DeviceAction::Status => {
            command::status(&mut journal, text).map_err(|error| journal_failed(&error, text))?
        }
    };
    context.say(&said)
}

/// Opens the desk's file of an office that is set up.
fn open(context: &Context) -> Result<SqliteJournal, Failure> {
    let location = context.existing_location()?;
    let text = &context.text;
    let failed = |error: StoreError| Failure::problem(error.sentence(text));
    let mut journal = SqliteJournal::open(&location, Box::new(System)).map_err(failed)?;
    journal
        .identity()
        .map_err(|error| journal_failed(&error, text))?;
    Ok(journal)
}

/// Asks for the code at a terminal, else takes the first line of standard input.
fn read_code(text: &Text) -> Result<Zeroizing<String>, Failure> {
    if io::stdin().is_terminal() {
        let mut output = io::stderr().lock();
        // Without the question the answer can still be typed.
        let _ = write!(output, "{} ", text.get("cli-device-code"));
        let _ = output.flush();
    }
    let mut code = Zeroizing::new(String::new());
    match io::stdin().lock().take(LONGEST_CODE).read_line(&mut code) {
        Ok(_) => Ok(code),
        Err(error) => {
            let values = [("detail", error.to_string().into())];
            Err(Failure::problem(
                text.with("cli-device-code-unreadable", &values),
            ))
        }
    }
}

fn enrol_failed(error: &EnrolError, text: &Text) -> Failure {
    match error {
        EnrolError::Journal(error) => journal_failed(error, text),
        other => Failure::problem(other.sentence(text)),
    }
}

/// The store's own sentence says more than that something failed.
fn journal_failed(error: &JournalError, text: &Text) -> Failure {
    let sentence = match error.0.downcast_ref::<StoreError>() {
        Some(error) => error.sentence(text),
        None => error.to_string(),
    };
    Failure::problem(sentence)
}
