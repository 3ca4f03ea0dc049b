//! The file format of every list: CSV in UTF-8, one header line, one row a line, comma or
//! semicolon (a spreadsheet in Turkish writes semicolons); lines that begin with `#` are remarks. The remark
//! `# surum: …` before the header names the version.

use std::borrow::Cow;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::problem::{Allowed, Fault, RowFault};
use crate::text::{CleanText, fold};

/// Longest value of any column, in characters; a spreadsheet gone wrong ends here.
const MAX_CHARS: usize = 600;

/// Characters of a wrong value that are shown.
const MAX_SHOWN: usize = 60;

/// The remark that names the version, folded.
const VERSION: &str = "surum";

/// A data row of a list.
pub(super) struct Row<'a> {
    /// Line in the file, from 1.
    pub line: u64,
    columns: &'static [&'static str],
    values: &'a [Cow<'a, str>],
}

impl Row<'_> {
    /// The value of a column as it stands in the file, spaces around it cut.
    pub fn raw(&self, column: usize) -> &str {
        self.values.get(column).map_or("", |value| value.trim())
    }

    /// The cleaned value of a column that may be empty.
    pub fn optional(&self, column: usize) -> Result<String, Fault> {
        let value = CleanText::line(self.raw(column)).into_string();
        if value.len() > MAX_CHARS && value.chars().count() > MAX_CHARS {
            return Err(Fault::TooLong {
                column: self.name(column),
                limit: MAX_CHARS,
            });
        }
        Ok(value)
    }

    /// The cleaned value of a column that must not be empty.
    pub fn required(&self, column: usize) -> Result<String, Fault> {
        let value = self.optional(column)?;
        if value.is_empty() {
            return Err(Fault::Missing {
                column: self.name(column),
            });
        }
        Ok(value)
    }

    /// That the value of a column is not one of those allowed.
    pub fn wrong(&self, column: usize, allowed: Allowed) -> Fault {
        let shown = self.raw(column).chars().take(MAX_SHOWN).collect::<String>();
        Fault::Value {
            column: self.name(column),
            value: CleanText::line(&shown).into_string(),
            allowed,
        }
    }

    /// The name of a column, as the header gives it.
    pub fn name(&self, column: usize) -> &'static str {
        self.columns.get(column).copied().unwrap_or_default()
    }
}

/// Reads the rows of a list with these columns and gives each to `take`. Everything that is
/// wrong with the file is returned, in the order of its lines; nothing for a good one.
pub(super) fn read(
    text: &str,
    columns: &'static [&'static str],
    mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Vec<RowFault> {
    let text = without_mark(text);
    let delimiter = delimiter(text);
    let mut faults = Vec::new();
    let mut values = Vec::new();
    let mut header_seen = false;
    let mut rows = 0;
    for (number, line) in (1..).zip(text.lines()) {
        if is_remark_or_blank(line, delimiter) {
            continue;
        }
        let split = split(line, delimiter, &mut values);
        let result = if std::mem::replace(&mut header_seen, true) {
            rows += 1;
            let row = Row {
                line: number,
                columns,
                values: &values,
            };
            split
                .and_then(|()| check_width(&values, columns))
                .and_then(|()| take(&row))
        } else {
            check_header(&values, columns)
        };
        if let Err(fault) = result {
            let no_header = rows == 0;
            faults.push(RowFault {
                line: Some(number),
                fault,
            });
            if no_header {
                return faults;
            }
        }
    }
    if rows == 0 {
        let fault = Fault::Empty { columns };
        faults.push(RowFault { line: None, fault });
    }
    faults
}

/// Splits a line at its delimiters; a value may stand in quotation marks, doubled inside.
fn split<'a>(line: &'a str, delimiter: char, values: &mut Vec<Cow<'a, str>>) -> Result<(), Fault> {
    values.clear();
    if !line.contains('"') {
        values.extend(line.split(delimiter).map(Cow::Borrowed));
        return Ok(());
    }
    let mut value = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => value.push('"'),
            '"' if quoted => quoted = false,
            '"' if value.is_empty() => quoted = true,
            c if c == delimiter && !quoted => values.push(std::mem::take(&mut value).into()),
            c => value.push(c),
        }
    }
    values.push(value.into());
    if quoted {
        return Err(Fault::OpenQuote);
    }
    Ok(())
}

/// A value as it is written: in quotation marks where it would be read as something else.
pub(super) fn quoted(value: &str) -> Cow<'_, str> {
    if value.contains([',', ';', '"']) {
        format!("\"{}\"", value.replace('"', "\"\"")).into()
    } else {
        value.into()
    }
}

/// The version of a list: what its remarks before the header name, and the beginning of the
/// text's SHA-256, so that an edited list never passes for the one it was.
pub(super) fn version(text: &str) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(text)[..4]);
    match named_version(text) {
        Some(name) => format!("{name}-{digest}"),
        None => digest,
    }
}

fn named_version(text: &str) -> Option<String> {
    without_mark(text)
        .lines()
        .map_while(|line| line.strip_prefix('#'))
        .find_map(|remark| {
            let (name, value) = remark.split_once(':')?;
            let value = value.trim_end_matches([',', ';']);
            let value = CleanText::line(value).into_string();
            (fold(name) == VERSION && !value.is_empty()).then_some(value)
        })
}

/// A spreadsheet puts a byte order mark before UTF-8.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn delimiter(text: &str) -> char {
    let header = text.lines().find(|line| !is_remark_or_blank(line, ';'));
    if header.is_some_and(|line| line.contains(';')) {
        ';'
    } else {
        ','
    }
}

/// Spreadsheets write a blank row as delimiters alone.
fn is_remark_or_blank(line: &str, delimiter: char) -> bool {
    line.starts_with('#') || line.chars().all(|c| c == delimiter || c.is_whitespace())
}

fn check_header(values: &[Cow<'_, str>], columns: &'static [&'static str]) -> Result<(), Fault> {
    let mut found: Vec<String> = values.iter().map(|value| fold(value)).collect();
    while found.last().is_some_and(String::is_empty) {
        found.pop();
    }
    let wanted = columns.iter().map(|column| fold(column));
    if found.into_iter().eq(wanted) {
        return Ok(());
    }
    Err(Fault::Header { columns })
}

/// Values beyond the last column are let pass while they are empty: spreadsheets leave them.
fn check_width(values: &[Cow<'_, str>], columns: &'static [&'static str]) -> Result<(), Fault> {
    let beyond = values.iter().skip(columns.len());
    let filled = beyond.filter(|value| !value.trim().is_empty()).count();
    if values.len() < columns.len() || filled > 0 {
        return Err(Fault::Width {
            found: values.len(),
            columns,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COLUMNS: &[&str] = &["il", "ilce", "ad"];

    fn names(text: &str) -> Vec<(u64, String)> {
        let mut names = Vec::new();
        let faults = read(text, COLUMNS, |row| {
            names.push((row.line, row.required(2)?));
            Ok(())
        });
        assert_eq!(faults, []);
        names
    }

    fn faults(text: &str) -> Vec<(Option<u64>, Fault)> {
        let faults = read(text, COLUMNS, |row| row.required(2).map(drop));
        faults.into_iter().map(|f| (f.line, f.fault)).collect()
    }

    #[test]
    fn commas_and_semicolons_marks_remarks_and_quotes() {
        let expected = vec![(3, "Bir, iki".to_owned()), (5, "Üç".to_owned())];
        let comma = "# surum: 7\nil,ilce,ad\nA,B,\"Bir, iki\"\n# not\nA,B,Üç\n";
        assert_eq!(names(comma), expected);
        let semicolon =
            "\u{feff}# surum: 7;;\r\nİl;İlçe;AD\r\nA;B;Bir, iki\r\n;;\r\nA;B; Üç ;;\r\n";
        assert_eq!(names(semicolon), expected);
        for text in [comma, semicolon] {
            assert_eq!(named_version(text).as_deref(), Some("7"));
        }
        assert_eq!(named_version("il,ilce,ad\n# surum: 7\n"), None);
        assert_eq!(
            named_version("# Sürüm : 2026-01 \n").as_deref(),
            Some("2026-01")
        );
    }

    #[test]
    fn an_edited_list_has_another_version() {
        let versions = ["", "il,ilce,ad\n", "# surum: 7\nil\n", "# surum: 7\nilce\n"].map(version);
        assert_eq!(versions[0], "e3b0c442");
        assert!(versions[2].starts_with("7-") && versions[2].len() == 10);
        assert_ne!(versions[2], versions[3]);
        assert_ne!(versions[0], versions[1]);
    }

    #[test]
    fn values_are_cleaned() {
        let text = "il,ilce,ad\nA,B,\"a\u{1b}[31m\u{202e}b\t c\"\n";
        assert_eq!(names(text), [(2, "ab c".to_owned())]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let long = format!("il,ilce,ad\nA,B,{}\nA,B\nA,B,C,D\nA,B,\n", "x".repeat(601));
        let found = faults(&long);
        let column = "ad";
        let columns = COLUMNS;
        assert_eq!(
            found,
            [
                (Some(2), Fault::TooLong { column, limit: 600 }),
                (Some(3), Fault::Width { found: 2, columns }),
                (Some(4), Fault::Width { found: 4, columns }),
                (Some(5), Fault::Missing { column }),
            ]
        );
        assert_eq!(faults("a,b\n1,2\n"), [(Some(1), Fault::Header { columns })]);
        for empty in ["", "\n\n", "# yalnız not\n", "il,ilce,ad\n"] {
            assert_eq!(faults(empty), [(None, Fault::Empty { columns })]);
        }
    }

    #[test]
    fn an_open_quote_is_named_with_its_line() {
        for row in ["A,\"B,C", "A,B,\"C"] {
            let found = faults(&format!("il,ilce,ad\nA,B,C\n{row}\nA,B,C\n"));
            assert_eq!(found, [(Some(3), Fault::OpenQuote)]);
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof!["[a-cçğİş,;'\" ]{0,8}", "\"{0,4}", "[#;, ]{0,3}[ -~]{0,6}",]
    }

    /// A row as a spreadsheet writes it.
    fn written(cells: &[String], delimiter: &str) -> String {
        let quoted = cells
            .iter()
            .map(|c| format!("\"{}\"", c.replace('"', "\"\"")));
        quoted.collect::<Vec<_>>().join(delimiter)
    }

    proptest! {
        #[test]
        fn what_a_spreadsheet_writes_is_read(
            rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..6),
            delimiter in prop::sample::select(vec![",", ";"]),
            end in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let mut text = format!("il{delimiter}ilce{delimiter}ad{end}");
            for row in &rows {
                text += &written(row, delimiter);
                text += end;
            }
            let mut found = Vec::new();
            let faults = read(&text, COLUMNS, |row| {
                found.push((0..3).map(|at| row.raw(at).to_owned()).collect::<Vec<_>>());
                Ok(())
            });
            prop_assert_eq!(faults, []);
            let trimmed = |row: &Vec<String>| row.iter().map(|c| c.trim().to_owned()).collect();
            let expected: Vec<Vec<String>> = rows.iter().map(trimmed).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_text_is_taken_and_every_fault_has_a_line_of_it(
            header in prop::sample::select(vec!["il,ilce,ad\n", "il;ilce;ad\r\n", ""]),
            body in "([^\\x00]|\"|,|;|\n|\r){0,80}",
        ) {
            let text = format!("{header}{body}");
            let lines = text.lines().count() as u64;
            for fault in read(&text, COLUMNS, |row| row.required(2).map(drop)) {
                prop_assert!(fault.line.is_none_or(|line| (1..=lines).contains(&line)));
            }
            prop_assert!(!version(&text).is_empty());
        }
    }
}
