//! How many applications come on which day: more from year to year, more on Mondays and after
//! holidays, few on the eve of one, and now and then a surge.

use chrono::{Datelike, Months, NaiveDate, Weekday};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::domain::calendar::{DayKind, Holidays};

/// Years the applications are spread over.
const YEARS: u32 = 10;
/// How much more a year brings than the one before.
const GROWTH: f64 = 0.08;
/// Chance that something happens on a day that makes many come: frost, a new law, a power cut.
const SURGE: f64 = 0.01;
/// How many times as many come on the first day of a surge; half as many more on each later one.
const SURGE_FACTOR: f64 = 3.0;

/// The days up to `last`, it included, on which applications come, and how many; together
/// `total`.
pub(super) fn spread(
    total: u32,
    last: NaiveDate,
    holidays: &Holidays,
    random: &mut StdRng,
) -> Vec<(NaiveDate, u32)> {
    let first = last - Months::new(12 * YEARS);
    let mut after_rest = false;
    let mut surge = 0.0;
    let mut days = Vec::new();
    let mut sum = 0.0;
    for day in first.iter_days().skip(1).take_while(|day| *day <= last) {
        let kind = holidays.day_kind(day);
        if !kind.is_worked() {
            after_rest = true;
            continue;
        }
        if random.random_bool(SURGE) {
            surge = SURGE_FACTOR - 1.0;
        }
        let weight = growth(first, day)
            * weekday(day.weekday())
            * if kind == DayKind::HalfDay { 0.4 } else { 1.0 }
            * if after_rest { 1.25 } else { 1.0 }
            * (1.0 + surge)
            * random.random_range(0.8..1.2);
        sum += weight;
        days.push((day, sum));
        surge /= 2.0;
        after_rest = false;
    }
    share_out(total, &days)
}

fn growth(first: NaiveDate, day: NaiveDate) -> f64 {
    let days = (day - first).num_days();
    #[expect(clippy::cast_precision_loss, reason = "a few thousand days")]
    let years = days as f64 / 365.25;
    (1.0 + GROWTH).powf(years)
}

fn weekday(day: Weekday) -> f64 {
    match day {
        Weekday::Mon => 1.2,
        Weekday::Fri => 0.8,
        _ => 1.0,
    }
}

/// Whole numbers by the growing sums of the weights, so that rounding loses nobody.
fn share_out(total: u32, days: &[(NaiveDate, f64)]) -> Vec<(NaiveDate, u32)> {
    let sum = days.last().map_or(1.0, |(_, sum)| *sum);
    let mut given = 0;
    let mut shares = Vec::new();
    for (day, until) in days {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the total"
        )]
        let due = (f64::from(total) * until / sum).round() as u32;
        shares.push((*day, due - given));
        given = due;
    }
    shares
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::catalog::Catalog;

    fn shares(total: u32, seed: u64) -> Vec<(NaiveDate, u32)> {
        let (catalog, _) = Catalog::load(None);
        let last = "2026-03-10".parse().unwrap();
        spread(
            total,
            last,
            catalog.holidays(),
            &mut StdRng::seed_from_u64(seed),
        )
    }

    #[test]
    fn everybody_comes_on_a_working_day_within_ten_years() {
        let (catalog, _) = Catalog::load(None);
        for total in [0, 1, 7, 10_000] {
            let shares = shares(total, 3);
            assert_eq!(shares.iter().map(|(_, count)| count).sum::<u32>(), total);
            assert!(
                shares
                    .iter()
                    .all(|(day, _)| catalog.holidays().day_kind(*day).is_worked())
            );
            assert!(shares.is_sorted_by_key(|(day, _)| *day));
            let (first, last) = (shares[0].0, shares.last().unwrap().0);
            assert_eq!(last.to_string(), "2026-03-10");
            assert_eq!(first.to_string(), "2016-03-11");
        }
    }

    #[test]
    fn mondays_and_later_years_are_busier() {
        let shares = shares(100_000, 3);
        let mean = |wanted: &dyn Fn(NaiveDate) -> bool| {
            let counts = shares.iter().filter(|(day, _)| wanted(*day));
            let counts: Vec<f64> = counts.map(|(_, count)| f64::from(*count)).collect();
            counts.iter().sum::<f64>() / counts.len() as f64
        };
        let on = |weekday| mean(&|day| day.weekday() == weekday);
        assert!(on(Weekday::Mon) > 1.2 * on(Weekday::Wed));
        assert!(on(Weekday::Fri) < on(Weekday::Wed));
        assert!(mean(&|day| day.year() == 2025) > 1.4 * mean(&|day| day.year() == 2017));
    }
}
