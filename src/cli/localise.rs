//! Puts sentences of the chosen language in the place of the keys the arguments are declared with.
//!
//! Clap writes some words itself ("Usage", "Options", "default"); those are replaced or turned off
//! here, so that a help text is in one language throughout.

use crate::i18n::Text;
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};
use std::fmt::Write;

/// Place of the options all commands have, in a command's help.
const AFTER_THE_COMMANDS_OWN: usize = 100;

/// The command line in the language of `text`.
pub fn localise(command: Command, text: &Text) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    let command = command.arg(help.help("cli-option-help").global(true)).arg(
        version
            .help("cli-option-version")
            .display_order(AFTER_THE_COMMANDS_OWN),
    );
    let mut command = translate(command, text);
    // Works out the names usage lines are made of.
    command.build();
    translate_usage(command, text)
}

fn translate(mut command: Command, text: &Text) -> Command {
    for (get, set) in TEXTS {
        if let Some(key) = get(&command).map(ToString::to_string) {
            command = set(command, text.get(&key));
        }
    }
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(template(text))
        .subcommand_help_heading(text.get("cli-heading-commands"))
        .subcommand_value_name(text.get("cli-value-command"))
        .mut_args(|argument| translate_argument(argument, text))
        .mut_subcommands(|command| translate(command, text))
}

type Get = fn(&Command) -> Option<&StyledStr>;
type Set = fn(Command, String) -> Command;

/// The texts a command can have.
const TEXTS: [(Get, Set); 4] = [
    (Command::get_about, Command::about),
    (Command::get_long_about, Command::long_about),
    (Command::get_after_help, Command::after_help),
    (Command::get_after_long_help, Command::after_long_help),
];

fn template(text: &Text) -> String {
    // The same look clap gives its other headings; without colours the codes are taken out.
    let usage = format!(
        "\u{1b}[1m\u{1b}[4m{}:\u{1b}[0m",
        text.get("cli-heading-usage")
    );
    format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}")
}

fn translate_argument(argument: Arg, text: &Text) -> Arg {
    let heading = if argument.is_positional() {
        "cli-heading-arguments"
    } else {
        "cli-heading-options"
    };
    let help = help(&argument, text);
    let mut argument = argument.help(help).help_heading(text.get(heading));
    if argument.is_global_set() {
        argument = argument.display_order(AFTER_THE_COMMANDS_OWN);
    }
    if !argument.get_action().takes_values() {
        return argument;
    }
    let names = argument.get_value_names().unwrap_or_default().to_vec();
    argument
        .value_names(names.iter().map(|name| text.get(name)))
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// What the argument is for, the values it can have and the one it has if it is not given.
fn help(argument: &Arg, text: &Text) -> String {
    let mut help = match argument.get_help() {
        Some(key) => text.get(&key.to_string()),
        None => String::new(),
    };
    if !argument.get_action().takes_values() {
        return help;
    }
    let names: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    if !names.is_empty() {
        let _ = write!(help, " [{}]", names.join(", "));
    }
    for value in argument.get_default_values() {
        let value = value.to_string_lossy();
        let default = text.with("cli-default", &[("value", value.into_owned().into())]);
        let _ = write!(help, " [{default}]");
    }
    help
}

fn translate_usage(mut command: Command, text: &Text) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = usage.replace("[OPTIONS]", &format!("[{}]", text.get("cli-value-options")));
    command
        .override_usage(usage)
        .mut_subcommands(|command| translate_usage(command, text))
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Arguments;
    use super::*;
    use crate::i18n::Locale;
    use clap::CommandFactory;

    /// Whether `text` is a word of ours that was left as its key.
    fn is_key(text: &str) -> bool {
        text.starts_with("cli-")
    }

    fn check(command: &Command) {
        let name = command.get_bin_name().unwrap_or(command.get_name());
        let about = command.get_about().expect(name).to_string();
        assert!(!about.is_empty() && !is_key(&about), "{name}: {about}");
        for (get, _) in TEXTS {
            let sentence = get(command).map(ToString::to_string).unwrap_or_default();
            assert!(!is_key(&sentence), "{name}: {sentence}");
        }
        for argument in command.get_arguments() {
            let help = argument
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                !help.is_empty() && !is_key(&help),
                "{name} {argument}: {help}"
            );
            for value in argument.get_value_names().unwrap_or_default() {
                assert!(!is_key(value), "{name} {argument}");
            }
        }
        command.get_subcommands().for_each(check);
    }

    #[test]
    fn every_command_and_argument_has_its_help_in_both_languages() {
        for locale in Locale::ALL {
            let command = localise(Arguments::command(), &Text::new(locale));
            command.clone().debug_assert();
            check(&command);
        }
    }
}
