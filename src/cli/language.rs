//! Which language this run speaks, and what has to be known before the arguments are parsed:
//! their help and their errors are in a language, too.

use crate::config::Choice;
use crate::i18n::Locale;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// The variables of POSIX that name the language of messages, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The value of `option` (such as `--lang`) among arguments that are not parsed yet.
pub fn early_value<'a>(arguments: &'a [OsString], option: &str) -> Option<&'a OsStr> {
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        let rest = argument.as_bytes().strip_prefix(option.as_bytes());
        match rest {
            Some([]) => return arguments.next().map(OsString::as_os_str),
            Some([b'=', value @ ..]) => return Some(OsStr::from_bytes(value)),
            _ => {}
        }
    }
    None
}

/// The language asked for by `--lang`, if it is one.
pub fn asked_for(arguments: &[OsString]) -> Option<Locale> {
    Locale::named(early_value(arguments, "--lang")?.to_str()?)
}

/// The system's language, if the program speaks it, else Turkish.
pub fn of_system(variable: &dyn Fn(&str) -> Option<String>) -> Locale {
    VARIABLES
        .iter()
        .filter_map(|name| variable(name))
        .find(|value| !value.is_empty())
        .and_then(|name| Locale::from_posix(&name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &[&str]) -> Option<Locale> {
        asked_for(&arguments.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn the_language_is_known_before_parsing() {
        assert_eq!(
            asked(&["acikkapi", "--lang", "en", "--help"]),
            Some(Locale::En)
        );
        assert_eq!(
            asked(&["acikkapi", "central", "--lang=tr"]),
            Some(Locale::Tr)
        );
        assert_eq!(asked(&["acikkapi", "--lang", "de"]), None);
        assert_eq!(asked(&["acikkapi", "--lang"]), None);
        assert_eq!(asked(&["acikkapi", "--language", "en"]), None);
        assert_eq!(asked(&["acikkapi", "--", "--lang", "en"]), None);
    }

    #[test]
    fn the_strongest_variable_that_says_something_counts() {
        let system = |variables: &[(&str, &str)]| {
            of_system(&|name| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(system(&[]), Locale::Tr);
        assert_eq!(system(&[("LANG", "en_GB.UTF-8")]), Locale::En);
        assert_eq!(system(&[("LC_ALL", ""), ("LANG", "en_US")]), Locale::En);
        assert_eq!(
            system(&[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "en_US")]),
            Locale::Tr
        );
        assert_eq!(
            system(&[("LC_MESSAGES", "de_DE.UTF-8"), ("LANG", "en_US")]),
            Locale::Tr
        );
    }
}
