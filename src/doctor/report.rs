//! The findings as a person reads them.

use super::{Finding, Level};
use crate::i18n::Text;

/// Signs in front of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// For terminals that show UTF-8.
    Unicode,
    /// For all others.
    Ascii,
}

impl Marks {
    fn of(self, level: Level) -> &'static str {
        match (self, level) {
            (Self::Unicode, Level::Good) => "✓",
            (Self::Unicode, Level::Warning) => "!",
            (Self::Unicode, Level::Problem) => "✗",
            (Self::Ascii, Level::Good) => "[ok]",
            (Self::Ascii, Level::Warning) => "[ ! ]",
            (Self::Ascii, Level::Problem) => "[XXX]",
        }
    }

    fn arrow(self) -> &'static str {
        match self {
            Self::Unicode => "→",
            Self::Ascii => "->",
        }
    }
}

/// The finding's line, and its advice below it.
#[must_use]
pub fn line(finding: &Finding, marks: Marks) -> String {
    let mark = marks.of(finding.level);
    let mut lines = format!("{mark} {}\n", finding.said);
    if let Some(advice) = &finding.advice {
        lines += &format!("    {} {advice}\n", marks.arrow());
    }
    lines
}

/// What all the findings come to.
#[must_use]
pub fn closing(findings: &[Level], text: &Text) -> String {
    let count = |level| findings.iter().filter(|found| **found == level).count();
    match (count(Level::Problem), count(Level::Warning)) {
        (0, 0) => text.get("doctor-closing-good"),
        (0, warnings) => text.with("doctor-closing-warnings", &[("count", warnings.into())]),
        (problems, _) => text.with("doctor-closing-problems", &[("count", problems.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn a_bad_finding_says_what_to_do() {
        let mut finding = Finding {
            level: Level::Good,
            said: "Said.".into(),
            advice: None,
        };
        assert_eq!(line(&finding, Marks::Unicode), "✓ Said.\n");
        finding.level = Level::Problem;
        finding.advice = Some("Do this.".into());
        assert_eq!(line(&finding, Marks::Unicode), "✗ Said.\n    → Do this.\n");
        assert!(line(&finding, Marks::Ascii).is_ascii());
    }

    #[test]
    fn the_closing_line_tells_the_worst() {
        use Level::{Good, Problem, Warning};
        let text = Text::new(Locale::En);
        for (levels, said) in [
            (&[Good][..], "Everything is as it should be."),
            (
                &[Good, Warning],
                "The desk works; 1 thing should be seen to.",
            ),
            (
                &[Good, Warning, Problem, Problem],
                "2 problems need to be solved. What was recorded is kept.",
            ),
        ] {
            assert_eq!(closing(levels, &text), said);
        }
    }
}
