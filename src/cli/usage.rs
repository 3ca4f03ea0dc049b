//! What is wrong with the arguments, in the user's language.

use crate::i18n::Text;
use crate::text::CleanText;
use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Longest part of a wrong argument that is repeated.
const SHOWN_CHARS: usize = 60;

/// What is wrong, what could be meant, and where help is. `command` is the localised one the
/// arguments were parsed with.
pub fn sentence(error: &Error, command: &Command, text: &Text) -> String {
    let mut sentence = what(error, text);
    if let Some(similar) = SUGGESTIONS.iter().find_map(|kind| context(error, *kind)) {
        sentence += " ";
        sentence += &text.with("cli-did-you-mean", &[("name", similar.into())]);
    }
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    if let Some(help) = help_of(command, &argument) {
        sentence += &format!("\n  {argument}  {help}");
    }
    sentence + "\n" + &text.get("cli-see-help")
}

const SUGGESTIONS: [ContextKind; 3] = [
    ContextKind::SuggestedSubcommand,
    ContextKind::SuggestedArg,
    ContextKind::SuggestedValue,
];

fn what(error: &Error, text: &Text) -> String {
    let of = |kind| context(error, kind).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let with = |key: &str, argument: String| text.with(key, &[("argument", argument.into())]);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => with("cli-wrong-no-value", argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let values = [("argument", argument.into()), ("value", value.into())];
            text.with("cli-wrong-value", &values)
        }
        ErrorKind::InvalidSubcommand => {
            with("cli-wrong-command", of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => with("cli-wrong-unknown", argument),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                return with("cli-wrong-twice", argument);
            }
            let values = [("argument", argument.into()), ("other", other.into())];
            text.with("cli-wrong-together", &values)
        }
        ErrorKind::MissingRequiredArgument => with("cli-wrong-missing", argument),
        ErrorKind::MissingSubcommand => {
            let known = of(ContextKind::ValidSubcommand);
            text.with("cli-wrong-no-command", &[("known", known.into())])
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            with("cli-wrong-too-many", argument)
        }
        ErrorKind::TooFewValues | ErrorKind::NoEquals => with("cli-wrong-no-value", argument),
        ErrorKind::InvalidUtf8 => text.get("cli-wrong-utf8"),
        _ => CleanText::line(&error.to_string()).into_string(),
    }
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    let value = match error.get(kind)? {
        ContextValue::None | ContextValue::Bool(_) => return None,
        // The most similar one stands last.
        ContextValue::Strings(similar) if SUGGESTIONS.contains(&kind) => similar.last()?.clone(),
        other => other.to_string(),
    };
    let value = CleanText::line(&value);
    Some(value.as_str().chars().take(SHOWN_CHARS).collect())
}

/// The help of an argument by the form errors and help texts show it in, such as `--hours <HOURS>`.
fn help_of(command: &Command, shown: &str) -> Option<String> {
    let mut arguments = command.get_arguments();
    let found = arguments.find(|argument| argument.to_string() == shown);
    match found {
        Some(argument) => argument.get_help().map(ToString::to_string),
        None => command
            .get_subcommands()
            .find_map(|command| help_of(command, shown)),
    }
}
