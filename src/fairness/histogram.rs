//! Lengths of time counted in buckets, so that memory does not grow with the number of visitors.
//!
//! A bucket is at most 1/256 of its value wide: a quantile read from it is within 0.2 % of the
//! true one, and lengths under 256 µs are exact. The layout is that of Gil Tene's HdrHistogram:
//! the position of the highest bit, then the bits that follow it.

use super::Micros;

/// Bits kept after the highest one.
const DETAIL: u32 = 8;
/// Buckets for each position of the highest bit.
const STEP: usize = 1 << DETAIL;

/// Counts by length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    /// As long as the longest length seen needs; never more than 57 × 256.
    buckets: Vec<u64>,
    count: u64,
}

fn bucket_of(length: Micros) -> usize {
    let shift = (Micros::BITS - length.leading_zeros()).saturating_sub(DETAIL + 1);
    // Both numbers are small: the shift is at most 55, and what it leaves is under 2 × STEP.
    shift as usize * STEP + (length >> shift) as usize
}

/// The middle of a bucket.
fn middle_of(bucket: usize) -> Micros {
    let shift = (bucket / STEP).saturating_sub(1);
    let lowest = ((bucket - shift * STEP) as Micros) << shift;
    lowest + ((1 << shift) >> 1)
}

impl Histogram {
    /// Counts one.
    pub fn add(&mut self, length: Micros) {
        let bucket = bucket_of(length);
        if bucket >= self.buckets.len() {
            self.buckets.resize(bucket + 1, 0);
        }
        self.buckets[bucket] += 1;
        self.count += 1;
    }

    /// Counts all of another one.
    pub fn merge(&mut self, other: &Self) {
        if other.buckets.len() > self.buckets.len() {
            self.buckets.resize(other.buckets.len(), 0);
        }
        for (mine, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
            *mine += theirs;
        }
        self.count += other.count;
    }

    /// How many were counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The length at a rank from 1 to [`Histogram::count`], the shortest first; `None` outside.
    #[must_use]
    pub fn at_rank(&self, rank: u64) -> Option<Micros> {
        if rank == 0 {
            return None;
        }
        let mut seen = 0;
        self.buckets
            .iter()
            .position(|count| {
                seen += count;
                seen >= rank
            })
            .map(middle_of)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(lengths: &[Micros]) -> Histogram {
        let mut histogram = Histogram::default();
        lengths.iter().for_each(|length| histogram.add(*length));
        histogram
    }

    #[test]
    fn small_lengths_are_exact_and_buckets_follow_one_another() {
        for length in 0..2 * STEP as Micros {
            assert_eq!(bucket_of(length), length as usize);
            assert_eq!(middle_of(bucket_of(length)), length);
        }
        let mut last = bucket_of(511);
        for length in 512..200_000 {
            let bucket = bucket_of(length);
            assert!(bucket == last || bucket == last + 1, "{length}");
            last = bucket;
        }
        assert_eq!(bucket_of(Micros::MAX), 57 * STEP - 1);
    }

    #[test]
    fn an_empty_one_has_no_ranks() {
        assert_eq!(Histogram::default().at_rank(1), None);
        assert_eq!(of(&[7]).at_rank(0), None);
        assert_eq!(of(&[7]).at_rank(1), Some(7));
        assert_eq!(of(&[7]).at_rank(2), None);
    }

    proptest! {
        #[test]
        fn ranks_are_near_those_of_the_sorted_list(
            mut lengths in prop::collection::vec(0_u64..1 << 40, 1..200),
            split in 0_usize..200,
        ) {
            let (first, second) = lengths.split_at(split.min(lengths.len()));
            let mut histogram = of(first);
            histogram.merge(&of(second));
            prop_assert_eq!(&histogram, &of(&lengths));
            lengths.sort_unstable();
            for (rank, exact) in (1..).zip(&lengths) {
                let near = histogram.at_rank(rank).unwrap();
                prop_assert!(near.abs_diff(*exact) <= exact / 500, "{near} for {exact}");
            }
        }
    }
}
