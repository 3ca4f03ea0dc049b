//! The table of figures: printed, and kept for `benches/report.sh`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What was measured so far.
pub struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    value: String,
    target: String,
    kept: Option<bool>,
}

/// Which way a figure is good.
#[derive(Clone, Copy)]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
    None,
}

impl Report {
    pub fn new() -> Self {
        println!("{:58} {:>16} {:>14}", "figure", "measured", "target");
        Self { rows: Vec::new() }
    }

    /// Notes a figure and prints it at once.
    pub fn note(&mut self, name: &str, (value, unit): (f64, &str), target: Target) {
        let (target, kept) = match target {
            Target::AtLeast(least) => (format!("≥ {}", number(least)), Some(value >= least)),
            Target::AtMost(most) => (format!("≤ {}", number(most)), Some(value <= most)),
            Target::None => (String::new(), None),
        };
        let value = format!("{} {unit}", number(value));
        let mark = if kept == Some(false) { "  MISSED" } else { "" };
        println!("{name:58} {value:>16} {target:>14}{mark}");
        self.rows.push(Row {
            name: name.to_owned(),
            value,
            target,
            kept,
        });
    }

    /// Keeps the rows.
    pub fn finish(self) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-data");
        let folder = folder.join("figures");
        fs::create_dir_all(&folder).expect("a folder");
        let mut rows = String::new();
        for row in &self.rows {
            let missed = if row.kept == Some(false) {
                " **missed**"
            } else {
                ""
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                rows,
                "| {} | {} | {}{missed} |",
                row.name, row.value, row.target
            );
        }
        fs::write(folder.join("ingest.md"), rows).expect("written");
    }
}

/// With groups of three digits, and decimals only where they tell something.
fn number(value: f64) -> String {
    if value.abs() < 100.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// The value that `permille` of a thousand are no greater than.
pub fn permille(values: &mut [f64], permille: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * permille).div_ceil(1000).max(1);
    values[rank - 1]
}
