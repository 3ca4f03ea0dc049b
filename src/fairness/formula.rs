//! What theory says of the mean wait in the queue, for Poisson arrivals.
//!
//! Sources:
//! - A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
//!   automatic telephone exchanges", Elektroteknikeren 13 (1917): the delay formula, Erlang C.
//! - F. Pollaczek (1930) and A. Y. Khinchine (1932): the mean wait for one server and any
//!   distribution of service times.
//! - A. Cobham, "Priority assignment in waiting line problems", Operations Research 2 (1954)
//!   70–76: strict priority without interruption, any number of classes; one server and any
//!   service times, or several servers and exponential ones.
//! - L. Kleinrock, "A delay dependent queue discipline", Naval Research Logistics Quarterly 11
//!   (1964) 329–341, also Queueing Systems vol. 2 (1976) §3.7: accumulating priority.
//! - A. B. Sharif, D. A. Stanford, P. Taylor, I. Ziedins, "A multi-class multi-server
//!   accumulating priority queue with application to health care", Operations Research for Health
//!   Care 3 (2014) 73–79: the same with several servers.
//! - L. Kleinrock, "A conservation law for a wide class of queueing disciplines", Naval Research
//!   Logistics Quarterly 12 (1965) 181–192: see [`Load::first_come`].
//!
//! All these rest on two numbers only: the load of each class, and W₀, the mean time until a
//! server becomes free for somebody who comes and has nobody before them. With several servers
//! that holds because while all of them are busy with exponential visits, they are together one
//! server, as many times faster.

use super::service::Service;

/// The load of an office in the long run; classes in order, the highest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Load {
    /// ρᵢ: the share of all the servers' time that class i takes.
    classes: Vec<f64>,
    /// W₀, in the unit of the service time.
    residual: f64,
}

impl Load {
    /// The load of an office where each class's visitors come independently, `rates[i]` in a unit
    /// of time, and the visits of all have the same distribution.
    ///
    /// `None` where no formula holds: the servers cannot keep up (or there are none), or there
    /// are several and the visits are not exponential.
    #[must_use]
    pub fn new(servers: u32, service: &Service, rates: &[f64]) -> Option<Self> {
        let turn = service.mean() / f64::from(servers);
        let classes: Vec<f64> = rates.iter().map(|rate| rate * turn).collect();
        let total: f64 = classes.iter().sum();
        let exponential = matches!(service, Service::Exponential { .. });
        if !(0.0..1.0).contains(&total) || (servers > 1 && !exponential) {
            return None;
        }
        let all_busy = erlang_c(servers, total * f64::from(servers));
        Some(Self {
            classes,
            // Pollaczek–Khinchine: λE[S²]/2 for one server. With exponential visits this is
            // P(all busy)·E[S]/c for any number of servers.
            residual: all_busy * turn * f64::midpoint(1.0, service.variation()),
        })
    }

    /// ρ: the share of the servers' time that is taken.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.classes.iter().sum()
    }

    /// First come first served: W = W₀ / (1 − ρ), the same for every class (Erlang;
    /// Pollaczek–Khinchine).
    ///
    /// Under any rule that looks at no visit's length before it begins, and lets no server idle
    /// while somebody waits, the mean over all visitors is this same number: what one class gains
    /// another one loses (Kleinrock's conservation law).
    #[must_use]
    pub fn first_come(&self) -> f64 {
        self.residual / (1.0 - self.utilisation())
    }

    /// Strict priority without interruption, by class (Cobham):
    /// Wᵢ = W₀ / ((1 − σᵢ₋₁)(1 − σᵢ)), where σᵢ = ρ₁ + … + ρᵢ.
    #[must_use]
    pub fn strict(&self) -> Vec<f64> {
        let mut above = 0.0;
        self.classes
            .iter()
            .map(|load| {
                let with = above + load;
                let wait = self.residual / ((1.0 - above) * (1.0 - with));
                above = with;
                wait
            })
            .collect()
    }

    /// Accumulating priority, by class (Kleinrock): whoever waits gathers priority at rate bᵢ.
    ///
    /// Wᵢ = ( W₀/(1 − ρ) − Σ ρⱼWⱼ(1 − bⱼ/bᵢ) over slower j ) / ( 1 − Σ ρⱼ(1 − bᵢ/bⱼ) over
    /// faster j )
    ///
    /// `None` unless there is a rate over 0 for each class and they fall from class to class.
    #[must_use]
    pub fn accumulating(&self, rates: &[f64]) -> Option<Vec<f64>> {
        let possible = rates.len() == self.classes.len()
            && rates.iter().all(|rate| rate.is_finite() && *rate > 0.0)
            && rates.is_sorted_by(|faster, slower| faster >= slower);
        if !possible {
            return None;
        }
        let mut waits = vec![0.0; rates.len()];
        // The slowest first: each wait needs those of the slower ones.
        for i in (0..rates.len()).rev() {
            let lost_to_faster: f64 = (0..i)
                .map(|j| self.classes[j] * (1.0 - rates[i] / rates[j]))
                .sum();
            let gained_on_slower: f64 = (i + 1..rates.len())
                .map(|j| self.classes[j] * waits[j] * (1.0 - rates[j] / rates[i]))
                .sum();
            waits[i] = (self.first_come() - gained_on_slower) / (1.0 - lost_to_faster);
        }
        Some(waits)
    }
}

/// Erlang's delay formula: the probability that all `servers` are busy under an offered load of
/// `offered` erlangs, less than `servers`. Computed from Erlang B by its recursion, which stays
/// exact where factorials would overflow.
#[must_use]
pub fn erlang_c(servers: u32, offered: f64) -> f64 {
    let blocked = (1..=servers).fold(1.0, |blocked, n| {
        offered * blocked / (f64::from(n) + offered * blocked)
    });
    let free = 1.0 - offered / f64::from(servers);
    blocked / (blocked + free * (1.0 - blocked))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Service = Service::Exponential { mean: 1.0 };

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 5e-5 * expected.abs().max(1.0)
    }

    /// M/M/1, load 0.9, 30 % priority: the reference values.
    fn reference() -> Load {
        Load::new(1, &UNIT, &[0.27, 0.63]).unwrap()
    }

    #[test]
    fn the_reference_values() {
        let load = reference();
        assert!(near(load.first_come(), 9.0));
        let strict = load.strict();
        assert!(
            near(strict[0], 1.2329) && near(strict[1], 12.3288),
            "{strict:?}"
        );
        let gathered = load.accumulating(&[1.0, 0.5]).unwrap();
        assert!(
            near(gathered[0], 5.7225) && near(gathered[1], 10.4046),
            "{gathered:?}"
        );
    }

    #[test]
    fn erlang_c_of_the_tables() {
        assert!(near(erlang_c(1, 0.9), 0.9));
        assert!(near(erlang_c(2, 1.0), 1.0 / 3.0));
        assert!(near(erlang_c(3, 2.0), 4.0 / 9.0));
        assert!(near(erlang_c(10, 8.0), 0.409_18));
        assert!(erlang_c(10_000, 9_900.0).is_finite());
        assert!(near(erlang_c(5, 0.0), 0.0));
    }

    #[test]
    fn where_no_formula_holds_there_is_none() {
        assert_eq!(Load::new(1, &UNIT, &[0.5, 0.5]), None);
        assert_eq!(Load::new(0, &UNIT, &[0.5]), None);
        assert_eq!(Load::new(2, &Service::Fixed { mean: 1.0 }, &[0.5]), None);
        assert_eq!(reference().accumulating(&[1.0]), None);
        assert_eq!(reference().accumulating(&[0.5, 1.0]), None);
        assert_eq!(reference().accumulating(&[1.0, 0.0]), None);
    }

    #[test]
    fn variation_of_the_visits_lengthens_the_wait() {
        let fixed = Load::new(1, &Service::Fixed { mean: 1.0 }, &[0.9]).unwrap();
        assert!(near(fixed.first_come(), 4.5));
        let irregular = Service::Hyperexponential {
            mean: 1.0,
            variation: 3.0,
        };
        let irregular = Load::new(1, &irregular, &[0.9]).unwrap();
        assert!(near(irregular.first_come(), 18.0));
    }

    #[test]
    fn equal_rates_are_first_come_and_a_vanishing_rate_is_strict() {
        let load = Load::new(3, &UNIT, &[0.3, 0.9, 1.2]).unwrap();
        for wait in load.accumulating(&[2.0; 3]).unwrap() {
            assert!(near(wait, load.first_come()));
        }
        let steep = load.accumulating(&[1.0, 1e-9, 1e-18]).unwrap();
        for (found, strict) in steep.iter().zip(load.strict()) {
            assert!(near(*found, strict));
        }
    }

    #[test]
    fn what_one_class_gains_another_loses() {
        for servers in [1, 2, 7] {
            let c = f64::from(servers);
            let rates = [0.05 * c, 0.25 * c, 0.55 * c];
            let load = Load::new(servers, &UNIT, &rates).unwrap();
            let mean = |waits: Vec<f64>| -> f64 {
                let sum: f64 = waits.iter().zip(&rates).map(|(w, r)| w * r).sum();
                sum / rates.iter().sum::<f64>()
            };
            assert!(near(mean(load.strict()), load.first_come()));
            let gathered = load.accumulating(&[3.0, 2.0, 0.5]).unwrap();
            assert!(near(mean(gathered), load.first_come()));
        }
    }
}
