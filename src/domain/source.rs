//! Time and randomness, which the desk's rules take from outside.

use chrono::{DateTime, SubsecRound, Utc};
use uuid::Builder;
use uuid::Uuid;

/// Where instants and random bytes come from: the system in the program, a script in a replay.
pub trait Source: Send {
    /// The present instant.
    fn now(&mut self) -> DateTime<Utc>;

    /// Fills `bytes` with unpredictable bytes.
    fn fill(&mut self, bytes: &mut [u8]);

    /// The present instant to the microsecond, as it is stored.
    fn stamp(&mut self) -> DateTime<Utc> {
        self.now().trunc_subsecs(6)
    }

    /// A fresh UUIDv7 (RFC 9562 §5.7): the instant in milliseconds, then random bits.
    fn id(&mut self) -> Uuid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        let mut random = [0; 10];
        self.fill(&mut random);
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl Source for Fixed {
        fn now(&mut self) -> DateTime<Utc> {
            DateTime::from_timestamp_nanos(1_780_000_000_123_456_789)
        }
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(0xff);
        }
    }

    #[test]
    fn an_id_is_a_uuid_of_version_7_with_its_instant() {
        let id = Fixed.id();
        assert_eq!(id.get_version_num(), 7);
        let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanos), (1_780_000_000, 123_000_000));
    }

    #[test]
    fn a_stamp_has_no_nanoseconds() {
        assert_eq!(
            Fixed.stamp(),
            DateTime::from_timestamp_micros(1_780_000_000_123_456).unwrap()
        );
    }
}
