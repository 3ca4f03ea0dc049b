//! The machine: locale, terminal, time zone and clock, room on the disk.

use std::path::Path;

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Europe::Istanbul;

use super::{Finding, Level, advised};
use crate::domain::calendar::date_and_time;
use crate::i18n::Text;

/// Smallest terminal every screen is made for.
const SCREEN: (u16, u16) = (80, 24);
/// Below this the desk may stop writing within the day.
const LITTLE_ROOM: u64 = 200 * MEBIBYTE;
/// Below this somebody should make room.
const SOME_ROOM: u64 = 2048 * MEBIBYTE;
const MEBIBYTE: u64 = 1024 * 1024;
/// Türkiye keeps UTC+3 all year since 2016 (decree 2016/9154).
const ISTANBUL_OFFSET: i32 = 3 * 3600;

/// What the environment says of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The first of `LC_ALL`, `LC_CTYPE`, `LANG` that says something.
    pub locale: Option<String>,
    /// `TERM`.
    pub terminal: Option<String>,
    /// Columns and rows; `None` where standard output is no terminal.
    pub size: Option<(u16, u16)>,
}

impl Surroundings {
    /// Reads them from the environment.
    #[must_use]
    pub fn of_system(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let filled = |name: &str| variable(name).filter(|value| !value.is_empty());
        Self {
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(filled),
            terminal: filled("TERM"),
            size: crossterm::tty::IsTty::is_tty(&std::io::stdout())
                .then(|| crossterm::terminal::size().ok())
                .flatten(),
        }
    }

    /// Whether letters outside ASCII reach the user whole.
    #[must_use]
    pub fn speaks_utf8(&self) -> bool {
        let locale = self.locale.as_deref().unwrap_or_default();
        let locale = locale.to_ascii_lowercase();
        locale.ends_with("utf-8") || locale.ends_with("utf8")
    }
}

/// Whether Turkish letters can be shown.
#[must_use]
pub fn locale(around: &Surroundings, text: &Text) -> Finding {
    let shown = around.locale.clone().unwrap_or_else(|| "-".into());
    let values = [("locale", shown.into())];
    if around.speaks_utf8() {
        Finding::good(text.with("doctor-locale-good", &values))
    } else {
        let keys = ("doctor-locale-bad", "doctor-locale-advice");
        advised(text, Level::Warning, keys, &values)
    }
}

/// Whether the screens fit the terminal.
#[must_use]
pub fn terminal(around: &Surroundings, text: &Text) -> Finding {
    let Some((columns, rows)) = around.size else {
        return Finding::good(text.get("doctor-terminal-none"));
    };
    let kind = around.terminal.clone().unwrap_or_default();
    let values = [
        ("kind", kind.as_str().into()),
        ("columns", columns.into()),
        ("rows", rows.into()),
    ];
    if kind.is_empty() || kind == "dumb" {
        let keys = ("doctor-terminal-dumb", "doctor-terminal-dumb-advice");
        return advised(text, Level::Problem, keys, &values);
    }
    if columns < SCREEN.0 || rows < SCREEN.1 {
        let keys = ("doctor-terminal-small", "doctor-terminal-small-advice");
        return advised(text, Level::Warning, keys, &values);
    }
    Finding::good(text.with("doctor-terminal-good", &values))
}

/// Whether days are decided as in Türkiye, and whether the clock can be right: it was not before
/// this program, nor before the last record.
#[must_use]
pub fn clock(now: DateTime<Utc>, last_record: Option<DateTime<Utc>>, text: &Text) -> Finding {
    let local = now.with_timezone(&Istanbul);
    let values = |last: DateTime<Utc>| {
        [
            ("now", date_and_time(now).into()),
            ("last", date_and_time(last).into()),
        ]
    };
    if local.offset().fix().local_minus_utc() != ISTANBUL_OFFSET {
        let keys = ("doctor-zone-bad", "doctor-zone-advice");
        return advised(text, Level::Problem, keys, &values(now));
    }
    let earliest = last_record.unwrap_or_else(written).max(written());
    if now < earliest {
        let keys = ("doctor-clock-behind", "doctor-clock-advice");
        return advised(text, Level::Problem, keys, &values(earliest));
    }
    Finding::good(text.with("doctor-clock-good", &values(earliest)))
}

/// A day on which this program was not finished yet: no clock can be right before it.
fn written() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0)
        .single()
        .unwrap_or(DateTime::UNIX_EPOCH)
}

/// Whether there is room for the records of the coming weeks.
#[must_use]
pub fn disk(folder: &Path, text: &Text) -> Finding {
    let name = folder.display().to_string();
    match rustix::fs::statvfs(folder) {
        Ok(disk) => room(disk.f_bavail.saturating_mul(disk.f_frsize), &name, text),
        Err(error) => {
            let values = [
                ("folder", name.into()),
                ("detail", error.to_string().into()),
            ];
            let keys = ("doctor-disk-unknown", "doctor-disk-unknown-advice");
            advised(text, Level::Warning, keys, &values)
        }
    }
}

fn room(free: u64, folder: &str, text: &Text) -> Finding {
    let values = [
        ("folder", folder.into()),
        ("free", (free / MEBIBYTE).into()),
    ];
    let keys = ("doctor-disk-low", "doctor-disk-advice");
    match free {
        _ if free < LITTLE_ROOM => advised(text, Level::Problem, keys, &values),
        _ if free < SOME_ROOM => advised(text, Level::Warning, keys, &values),
        _ => Finding::good(text.with("doctor-disk-good", &values)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    fn around(locale: &str, terminal: &str, size: Option<(u16, u16)>) -> Surroundings {
        let variable = |name: &str| match name {
            "LANG" => Some(locale.to_owned()),
            "LC_ALL" => Some(String::new()),
            "TERM" => Some(terminal.to_owned()),
            _ => None,
        };
        Surroundings {
            size,
            ..Surroundings::of_system(&variable)
        }
    }

    fn text() -> Text {
        Text::new(Locale::En)
    }

    #[test]
    fn only_utf_8_shows_turkish() {
        for (name, level) in [
            ("tr_TR.UTF-8", Level::Good),
            ("C.utf8", Level::Good),
            ("tr_TR.ISO-8859-9", Level::Warning),
            ("C", Level::Warning),
            ("", Level::Warning),
        ] {
            let found = locale(&around(name, "xterm", None), &text());
            assert_eq!(found.level, level, "{name}");
            assert_eq!(found.advice.is_some(), level != Level::Good);
        }
    }

    #[test]
    fn a_terminal_must_be_large_enough_and_no_typewriter() {
        for (kind, size, level) in [
            ("xterm", Some((80, 24)), Level::Good),
            ("xterm", Some((79, 24)), Level::Warning),
            ("xterm", Some((80, 23)), Level::Warning),
            ("dumb", Some((80, 24)), Level::Problem),
            ("dumb", None, Level::Good),
        ] {
            let found = terminal(&around("C.UTF-8", kind, size), &text());
            assert_eq!(found.level, level, "{kind} {size:?}");
        }
    }

    #[test]
    fn a_clock_behind_the_last_record_is_a_problem() {
        let at = |hour| Utc.with_ymd_and_hms(2026, 3, 10, hour, 0, 0).unwrap();
        assert_eq!(clock(at(10), Some(at(9)), &text()).level, Level::Good);
        let behind = clock(at(8), Some(at(9)), &text());
        assert_eq!(behind.level, Level::Problem);
        assert!(behind.said.contains("10.03.2026 12:00"), "{}", behind.said);
        let reset = DateTime::UNIX_EPOCH;
        assert_eq!(clock(reset, None, &text()).level, Level::Problem);
    }

    #[test]
    fn room_is_measured_in_three_steps() {
        let level = |mebibytes| room(mebibytes * MEBIBYTE, "/", &text()).level;
        assert_eq!(level(199), Level::Problem);
        assert_eq!(level(200), Level::Warning);
        assert_eq!(level(2047), Level::Warning);
        assert_eq!(level(2048), Level::Good);
        let missing = disk(Path::new("/no/such/folder"), &text());
        assert_eq!(missing.level, Level::Warning);
    }
}
