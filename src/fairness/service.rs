//! How long a visit takes: the distributions a model may draw from.

use rand::{Rng, RngExt};

/// More phases than this hardly differ from a fixed length.
const MOST_PHASES: u32 = 100;

/// A distribution of service times. The unit of the means is the caller's; a model uses
/// microseconds.
#[derive(Debug, Clone, PartialEq)]
pub enum Service {
    /// As irregular as chance: the M of Kendall's notation.
    Exponential { mean: f64 },
    /// Always the same: D.
    Fixed { mean: f64 },
    /// The sum of `phases` exponential steps, more regular than one: E_k.
    Erlang { mean: f64, phases: u32 },
    /// A few long visits among many short ones: two exponential branches that carry the same load
    /// ("balanced means"), with a squared coefficient of variation over 1: H_2.
    Hyperexponential { mean: f64, variation: f64 },
    /// Drawn from what was measured, each with the same chance.
    Measured { lengths: Vec<f64> },
}

/// Why no distribution can be made of some numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    #[error("the mean service time must be a number over 0")]
    Mean,
    #[error("this distribution cannot have this variation")]
    Variation,
    #[error("no service time was measured")]
    NothingMeasured,
}

impl Service {
    /// A distribution with this mean and squared coefficient of variation: 0 is always the same
    /// length, 1 is exponential, between them Erlang with the number of phases that comes
    /// nearest, beyond hyperexponential.
    #[must_use]
    pub fn with_variation(mean: f64, variation: f64) -> Self {
        if variation == 0.0 {
            return Self::Fixed { mean };
        }
        if !(0.0..=1.0).contains(&variation) {
            return Self::Hyperexponential { mean, variation };
        }
        match (1.0 / variation).round() as u32 {
            1 => Self::Exponential { mean },
            phases => Self::Erlang {
                mean,
                phases: phases.min(MOST_PHASES),
            },
        }
    }

    /// Checks the numbers.
    ///
    /// # Errors
    /// [`ServiceError`] names the number that is not possible.
    pub fn check(&self) -> Result<(), ServiceError> {
        match self {
            Self::Erlang { phases, .. } if !(1..=MOST_PHASES).contains(phases) => {
                return Err(ServiceError::Variation);
            }
            Self::Hyperexponential { variation, .. }
                if !(variation.is_finite() && *variation > 1.0) =>
            {
                return Err(ServiceError::Variation);
            }
            Self::Measured { lengths } if lengths.is_empty() => {
                return Err(ServiceError::NothingMeasured);
            }
            _ => {}
        }
        let mean = self.mean();
        if mean.is_finite() && mean > 0.0 {
            Ok(())
        } else {
            Err(ServiceError::Mean)
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Exponential { mean }
            | Self::Fixed { mean }
            | Self::Erlang { mean, .. }
            | Self::Hyperexponential { mean, .. } => *mean,
            Self::Measured { lengths } => lengths.iter().sum::<f64>() / lengths.len() as f64,
        }
    }

    /// The squared coefficient of variation: variance over squared mean. 1 is exponential.
    #[must_use]
    pub fn variation(&self) -> f64 {
        match self {
            Self::Exponential { .. } => 1.0,
            Self::Fixed { .. } => 0.0,
            Self::Erlang { phases, .. } => 1.0 / f64::from(*phases),
            Self::Hyperexponential { variation, .. } => *variation,
            Self::Measured { lengths } => {
                let mean = self.mean();
                let squares: f64 = lengths.iter().map(|length| length * length).sum();
                squares / lengths.len() as f64 / (mean * mean) - 1.0
            }
        }
    }

    /// Draws one.
    pub fn draw(&self, random: &mut impl Rng) -> f64 {
        match self {
            Self::Exponential { mean } => exponential(*mean, random),
            Self::Fixed { mean } => *mean,
            Self::Erlang { mean, phases } => {
                let phase = mean / f64::from(*phases);
                (0..*phases).map(|_| exponential(phase, random)).sum()
            }
            Self::Hyperexponential { mean, variation } => {
                let often = f64::midpoint(1.0, ((variation - 1.0) / (variation + 1.0)).sqrt());
                let share = if random.random::<f64>() < often {
                    often
                } else {
                    1.0 - often
                };
                exponential(mean / (2.0 * share), random)
            }
            Self::Measured { lengths } => lengths[random.random_range(0..lengths.len())],
        }
    }
}

/// An exponential length of time with this mean.
pub fn exponential(mean: f64, random: &mut impl Rng) -> f64 {
    // `random` is at least 0 and under 1; of 1 minus it the logarithm exists.
    -mean * (1.0 - random.random::<f64>()).ln()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::Xoshiro256PlusPlus;

    use super::*;

    fn all() -> Vec<Service> {
        vec![
            Service::Exponential { mean: 3.0 },
            Service::Fixed { mean: 3.0 },
            Service::Erlang {
                mean: 3.0,
                phases: 4,
            },
            Service::Hyperexponential {
                mean: 3.0,
                variation: 4.0,
            },
            Service::Measured {
                lengths: vec![1.0, 2.0, 6.0],
            },
        ]
    }

    #[test]
    fn what_is_drawn_has_the_mean_and_the_variation() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let n = 300_000;
        for service in all() {
            let drawn: Vec<f64> = (0..n).map(|_| service.draw(&mut random)).collect();
            let mean = drawn.iter().sum::<f64>() / f64::from(n);
            let squares = drawn.iter().map(|x| x * x).sum::<f64>() / f64::from(n);
            let variation = squares / (mean * mean) - 1.0;
            assert!((mean - 3.0).abs() < 0.04, "{service:?}: mean {mean}");
            assert!((service.mean() - 3.0).abs() < 1e-12);
            let expected = service.variation();
            assert!(
                (variation - expected).abs() < 0.02 + expected * 0.03,
                "{service:?}: {variation}, expected {expected}"
            );
        }
    }

    #[test]
    fn the_variation_chooses_the_distribution() {
        let mean = 3.0;
        let of = |variation| Service::with_variation(mean, variation);
        assert_eq!(of(0.0), Service::Fixed { mean });
        assert_eq!(of(0.26), Service::Erlang { mean, phases: 4 });
        assert_eq!(of(1e-9), Service::Erlang { mean, phases: 100 });
        assert_eq!(of(1.0), Service::Exponential { mean });
        let variation = 2.5;
        assert_eq!(of(2.5), Service::Hyperexponential { mean, variation });
        for impossible in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(of(impossible).check().is_err(), "{impossible}");
        }
    }

    #[test]
    fn impossible_numbers_are_named() {
        let mean = |mean| Service::Exponential { mean }.check();
        assert_eq!(mean(0.0), Err(ServiceError::Mean));
        assert_eq!(mean(f64::NAN), Err(ServiceError::Mean));
        assert_eq!(mean(f64::INFINITY), Err(ServiceError::Mean));
        let mean = 1.0;
        let erlang = Service::Erlang { mean, phases: 0 };
        assert_eq!(erlang.check(), Err(ServiceError::Variation));
        let variation = 1.0;
        let hyper = Service::Hyperexponential { mean, variation };
        assert_eq!(hyper.check(), Err(ServiceError::Variation));
        let lengths = Vec::new();
        let nothing = Service::Measured { lengths }.check();
        assert_eq!(nothing, Err(ServiceError::NothingMeasured));
        assert!(all().into_iter().all(|service| service.check().is_ok()));
    }
}
