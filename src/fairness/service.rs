//! How long a visit takes: the distributions a model may draw from.

use rand::{Rng, RngExt};

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
    #[error("an Erlang distribution has 1 to 100 phases")]
    Phases,
    #[error("the squared variation of a hyperexponential distribution must be over 1")]
    Variation,
    #[error("no service time was measured")]
    NothingMeasured,
}

impl Service {
    /// Checks the numbers.
    ///
    /// # Errors
    /// [`ServiceError`] names the number that is not possible.
    pub fn checked(self) -> Result<Self, ServiceError> {
        match &self {
            Self::Erlang { phases, .. } if !(1..=100).contains(phases) => {
                return Err(ServiceError::Phases);
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
            Ok(self)
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
    fn impossible_numbers_are_named() {
        let mean = |mean| Service::Exponential { mean }.checked();
        assert_eq!(mean(0.0), Err(ServiceError::Mean));
        assert_eq!(mean(f64::NAN), Err(ServiceError::Mean));
        assert_eq!(mean(f64::INFINITY), Err(ServiceError::Mean));
        let erlang = |phases| Service::Erlang { mean: 1.0, phases }.checked();
        assert_eq!(erlang(0), Err(ServiceError::Phases));
        let hyper = |variation| {
            Service::Hyperexponential {
                mean: 1.0,
                variation,
            }
            .checked()
        };
        assert_eq!(hyper(1.0), Err(ServiceError::Variation));
        let lengths = Vec::new();
        assert_eq!(
            Service::Measured { lengths }.checked(),
            Err(ServiceError::NothingMeasured)
        );
        assert!(all().into_iter().all(|service| service.checked().is_ok()));
    }
}
