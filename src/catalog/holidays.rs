//! The holiday table, read into [`Holidays`].
//!
//! Columns `tarih,tur,ad`: the day (`2027-04-23`), its kind and its name. Kinds: `tam` (a full
//! holiday), `yarim` or `yarim_13.00` (from 13:00, law 2429), `idari_izin` (administrative
//! leave). Two holidays may fall on one day; the same one twice may not.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::problem::{Allowed, Fault, RowFault};
use super::table::{self, Row};
use crate::domain::calendar::{Holiday, HolidayKind, Holidays};

const COLUMNS: &[&str] = &["tarih", "tur", "ad"];

/// The kinds as the file writes them.
const KINDS: [(&str, HolidayKind); 4] = [
    ("tam", HolidayKind::Full),
    ("yarim", HolidayKind::HalfDay),
    ("yarim_13.00", HolidayKind::HalfDay),
    ("idari_izin", HolidayKind::AdministrativeLeave),
];

/// Years a table can speak of; anything else is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2199;

/// Reads a holiday table.
pub(super) fn parse(text: &str) -> Result<Holidays, Vec<RowFault>> {
    let mut entries = Vec::new();
    let mut seen = HashMap::new();
    let faults = table::read(text, COLUMNS, |row| {
        let entry = entry(row)?;
        if let Some(line) = seen.insert((entry.date, entry.name.clone()), row.line) {
            let value = format!("{} {}", entry.date, entry.name);
            return Err(Fault::Repeated { value, line });
        }
        entries.push(entry);
        Ok(())
    });
    if faults.is_empty() {
        Ok(Holidays::new(table::version(text), entries))
    } else {
        Err(faults)
    }
}

fn entry(row: &Row<'_>) -> Result<Holiday, Fault> {
    let date = NaiveDate::parse_from_str(row.raw(0), "%Y-%m-%d")
        .ok()
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(|| row.wrong(0, Allowed::Day))?;
    let written = row.raw(1);
    let kind = KINDS.iter().find(|(name, _)| *name == written);
    let (_, kind) = kind.ok_or_else(|| {
        let names = KINDS.iter().map(|(name, _)| (*name).to_owned());
        row.wrong(1, Allowed::OneOf(names.collect()))
    })?;
    Ok(Holiday {
        date,
        kind: *kind,
        name: row.required(2)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::ListKind;
    use super::*;
    use crate::domain::calendar::DayKind;
    use crate::domain::deadline_table;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_table_is_the_law() {
        let table = parse(ListKind::Holidays.shipped()).unwrap();
        assert_eq!(table.years(), Some((2024, 2030)));
        assert!(
            table.version().starts_with("2026-07-"),
            "{}",
            table.version()
        );
        for year in 2024..=2030 {
            for (month, date) in [(1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29)] {
                let day = NaiveDate::from_ymd_opt(year, month, date).unwrap();
                assert_eq!(
                    table.on(day).map(|h| h.kind),
                    Some(HolidayKind::Full),
                    "{day}"
                );
            }
            let eve = NaiveDate::from_ymd_opt(year, 10, 28).unwrap();
            assert_eq!(table.on(eve).map(|h| h.kind), Some(HolidayKind::HalfDay));
        }
        assert_eq!(table.day_kind(day("2026-03-20")), DayKind::Holiday);
        assert_eq!(table.day_kind(day("2026-03-19")), DayKind::HalfDay);
        assert_eq!(table.day_kind(day("2029-04-23")), DayKind::Holiday);
        let name = &table.on(day("2026-03-19")).unwrap().name;
        assert_eq!(name, "Ramazan Bayramı arifesi (öğleden sonra)");
    }

    #[test]
    fn the_shipped_table_is_the_one_the_deadlines_were_worked_out_with() {
        let shipped = parse(ListKind::Holidays.shipped()).unwrap();
        let law = deadline_table::holidays();
        let first = day("2024-01-01").iter_days();
        for day in first.take_while(|day| day.year() <= 2030) {
            assert_eq!(shipped.day_kind(day), law.day_kind(day), "{day}");
        }
    }

    #[test]
    fn each_kind_is_read() {
        let text = "tarih;tur;ad\n2031-01-01;tam;Yılbaşı\n2031-01-02;idari_izin;İzin\n\
                    2031-01-03;yarim;Arife\n2031-01-06;yarim_13.00;Arife\n";
        let table = parse(text).unwrap();
        let kinds = [1, 2, 3, 6].map(|d| {
            let day = NaiveDate::from_ymd_opt(2031, 1, d).unwrap();
            table.on(day).unwrap().kind
        });
        use HolidayKind::*;
        assert_eq!(kinds, [Full, AdministrativeLeave, HalfDay, HalfDay]);
    }

    #[test]
    fn each_wrong_row_is_named() {
        let text = "tarih,tur,ad\n2031-02-29,tam,Gün\n29.10.2031,tam,Gün\n2031-10-29,bütün,Gün\n\
                    2031-10-29,tam,\n2031-10-29,tam,Gün\n2031-10-29,yarim,Gün\n0031-10-29,tam,Gün\n";
        let faults = parse(text).unwrap_err();
        let lines: Vec<_> = faults.iter().map(|fault| fault.line.unwrap()).collect();
        assert_eq!(lines, [2, 3, 4, 5, 7, 8]);
        assert!(matches!(
            &faults[2].fault,
            Fault::Value { value, allowed: Allowed::OneOf(names), .. }
                if value == "bütün" && names.len() == KINDS.len()
        ));
        assert!(matches!(&faults[4].fault, Fault::Repeated { line: 6, .. }));
    }
}
