//! A table of figures in plain text.

use unicode_width::UnicodeWidthStr;

use super::outcome::{CalledBy, Figures, Outcome};
use super::rule::Rule;
use crate::domain::priority::Lane;
use crate::i18n::{Text, Value};

/// The outcomes, one line for each class; `own` marks the office's own rule.
#[must_use]
pub fn outcomes(outcomes: &[Outcome], own: Option<&Rule>, text: &Text) -> String {
    let with_theory = outcomes
        .iter()
        .any(|outcome| outcome.classes.iter().any(|class| class.theory.is_some()));
    let mut rows = vec![heading(with_theory, text)];
    for outcome in outcomes {
        let mut name = name(&outcome.called_by, text);
        if own.is_some_and(|own| outcome.called_by == CalledBy::Rule(own.clone())) {
            name.push_str(" *");
        }
        for (at, class) in outcome.classes.iter().enumerate() {
            let first = at == 0;
            let run = if first {
                outcome.longest_run.to_string()
            } else {
                String::new()
            };
            let mut row = vec![
                if first { name.clone() } else { String::new() },
                lane_name(outcome, at, text),
            ];
            row.extend(cells(class, with_theory, text));
            row.push(run);
            rows.push(row);
        }
    }
    aligned(&rows)
}

fn heading(with_theory: bool, text: &Text) -> Vec<String> {
    let mut heading = vec![
        text.get("fairness-column-rule"),
        text.get("fairness-column-lane"),
        text.get("fairness-column-visitors"),
        text.get("fairness-column-mean"),
    ];
    if with_theory {
        heading.push(text.get("fairness-column-theory"));
    }
    heading.extend([
        text.get("fairness-column-p50"),
        text.get("fairness-column-p90"),
        text.get("fairness-column-p99"),
        text.get("fairness-column-max"),
        text.get("fairness-column-overtaken"),
        text.get("fairness-column-run"),
    ]);
    heading
}

fn cells(class: &Figures, with_theory: bool, text: &Text) -> Vec<String> {
    let minutes = |value| text.decimal(value, 1);
    let mut cells = vec![class.visitors.to_string(), minutes(class.mean)];
    if with_theory {
        cells.push(class.theory.map_or_else(|| "-".to_owned(), minutes));
    }
    cells.extend([class.p50, class.p90, class.p99, class.max].map(minutes));
    let share = class.overtaken as f64 / class.visitors.max(1) as f64;
    cells.push(percent(share, 0, text));
    cells
}

/// A count as text: a number in a sentence would choose a plural form and lose digits.
pub fn written(count: u64) -> Value<'static> {
    count.to_string().into()
}

/// A share as the language writes it: `%5`, `5%`.
#[must_use]
pub fn percent(share: f64, digits: usize, text: &Text) -> String {
    let value = text.decimal(share * 100.0, digits);
    text.with("fairness-percent", &[("value", value.into())])
}

/// The rule's name.
#[must_use]
pub fn name(called_by: &CalledBy, text: &Text) -> String {
    match called_by {
        CalledBy::Record => text.get("fairness-rule-recorded"),
        CalledBy::Rule(Rule::FirstCome) => text.get("fairness-rule-first-come"),
        CalledBy::Rule(Rule::Strict) => text.get("fairness-rule-absolute"),
        CalledBy::Rule(Rule::Accumulating { .. }) => text.get("fairness-rule-accumulating"),
        CalledBy::Rule(Rule::Quota(policy)) => match policy.quota {
            None => text.get("fairness-rule-absolute"),
            Some(k) => text.with("fairness-rule-quota", &[("k", k.get().into())]),
        },
    }
}

/// The lane, and the class's place in it where it has several.
fn lane_name(outcome: &Outcome, class: usize, text: &Text) -> String {
    match outcome.classes[class].lane {
        Lane::Ordinary => text.get("fairness-lane-ordinary"),
        Lane::Priority if outcome.classes.len() == 2 => text.get("fairness-lane-priority"),
        Lane::Priority => {
            let place = class + 1;
            text.with("fairness-lane-priority-class", &[("place", place.into())])
        }
    }
}

/// Columns as wide as they need; the first two to the left, figures to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width - cell.width());
            let separator = if column == 0 { "" } else { " " };
            line += separator;
            line += &if column < 2 {
                format!("{cell}{gap}")
            } else {
                format!("{gap}{cell}")
            };
        }
        table += line.trim_end();
        table.push('\n');
    }
    table
}
