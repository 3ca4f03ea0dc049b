//! The office a model is made of.

use super::day::RecordedDay;
use super::service::Service;
use super::{MINUTE, Micros};
use crate::domain::priority::Lane;

/// Counters, arrivals and visits of an office in the long run.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficePlan {
    pub counters: u32,
    /// Mean time between arrivals, in microseconds.
    pub interval: f64,
    /// The share of all visitors that each class of the priority lane has, 0 to 1, the class
    /// called first first. The rest is ordinary.
    pub priority: Vec<f64>,
    /// In microseconds.
    pub service: Service,
}

impl Default for OfficePlan {
    /// Three counters, 24 visitors an hour, 30 % of them with priority, 6 minutes each.
    fn default() -> Self {
        Self {
            counters: 3,
            interval: interval(24.0),
            priority: vec![0.3],
            service: Service::Exponential {
                mean: 6.0 * MINUTE as f64,
            },
        }
    }
}

/// What is to be otherwise than in some plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfficeChanges {
    pub counters: Option<u32>,
    pub visitors_per_hour: Option<f64>,
    /// Shares of the priority classes in per cent.
    pub priority_percent: Option<Vec<f64>>,
    /// Mean length of a visit.
    pub service_minutes: Option<f64>,
    /// See [`Service::with_variation`].
    pub variation: Option<f64>,
}

impl OfficePlan {
    /// An office like that of some days: as many counters as on the busiest of them, visitors as
    /// often as on all of them, shares of the lanes and lengths of visits as they were. It is as
    /// even as a model is: no rush in the morning, no break at noon. `None` of too few visits.
    #[must_use]
    pub fn like(days: &[RecordedDay]) -> Option<Self> {
        let counters = days.iter().map(|day| day.counters().len()).max()?;
        let (span, gaps) = days
            .iter()
            .map(arrivals)
            .fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        let lanes = || {
            let turns = days.iter().flat_map(|day| &day.turns);
            turns.filter_map(|turn| Some(turn.stays.last()?.class.lane))
        };
        let priority = lanes().filter(|lane| *lane == Lane::Priority).count();
        if counters == 0 || span == 0 {
            return None;
        }
        let services = days.iter().flat_map(RecordedDay::services);
        Some(Self {
            counters: u32::try_from(counters).ok()?,
            interval: span as f64 / gaps as f64,
            priority: vec![priority as f64 / lanes().count() as f64],
            service: Service::Measured {
                lengths: services.map(|length| length as f64).collect(),
            },
        })
    }

    /// This plan, changed. A new variation without a new length keeps the mean.
    #[must_use]
    pub fn with(self, changes: OfficeChanges) -> Self {
        let service = match (changes.service_minutes, changes.variation) {
            (None, None) => self.service,
            (minutes, variation) => {
                let mean = minutes.map(|minutes| minutes * MINUTE as f64);
                let mean = mean.unwrap_or_else(|| self.service.mean());
                Service::with_variation(mean, variation.unwrap_or(1.0))
            }
        };
        let percent = changes.priority_percent;
        let shares = percent.map(|percent| percent.iter().map(|share| share / 100.0).collect());
        Self {
            counters: changes.counters.unwrap_or(self.counters),
            interval: changes.visitors_per_hour.map_or(self.interval, interval),
            priority: shares.unwrap_or(self.priority),
            service,
        }
    }
}

/// The mean time between so many visitors an hour.
fn interval(visitors_per_hour: f64) -> f64 {
    60.0 * MINUTE as f64 / visitors_per_hour
}

/// The time from the first arrival to the last, and the number of gaps in it.
fn arrivals(day: &RecordedDay) -> (Micros, usize) {
    let arrivals = || {
        day.turns
            .iter()
            .filter_map(|turn| Some(turn.stays.first()?.from))
    };
    let span = arrivals().max().unwrap_or_default() - arrivals().min().unwrap_or_default();
    (span, arrivals().count().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_changed_where_it_is_to_be() {
        let plan = OfficePlan::default();
        assert_eq!(plan.clone().with(OfficeChanges::default()), plan);
        let changed = plan.clone().with(OfficeChanges {
            counters: Some(5),
            visitors_per_hour: Some(60.0),
            priority_percent: Some(vec![5.0, 25.0]),
            ..OfficeChanges::default()
        });
        let minute = MINUTE as f64;
        assert_eq!(changed.counters, 5);
        assert_eq!(changed.interval.to_bits(), minute.to_bits());
        assert_eq!(changed.priority, [0.05, 0.25]);
        assert_eq!(changed.service, plan.service);

        let service = |service_minutes, variation| {
            let changes = OfficeChanges {
                service_minutes,
                variation,
                ..OfficeChanges::default()
            };
            plan.clone().with(changes).service
        };
        let mean = 6.0 * minute;
        assert_eq!(service(None, Some(0.0)), Service::Fixed { mean });
        let mean = 4.0 * minute;
        assert_eq!(service(Some(4.0), None), Service::Exponential { mean });
        let phases = 2;
        assert_eq!(
            service(Some(4.0), Some(0.5)),
            Service::Erlang { mean, phases }
        );
    }
}
