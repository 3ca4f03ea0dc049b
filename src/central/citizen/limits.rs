//! How much may be done in a while: by one address, for one number.
//!
//! Whole neighbourhoods come from one address of a telephone company, so the limits of addresses stop
//! machines, not people; what protects a number is its own limit. The counts are in the database, under
//! hashes, so that they hold across instances and tell nobody's address once their time is over.

use super::fault::Fault;
use crate::domain::number::ApplicationNumber;
use deadpool_postgres::GenericClient;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// What is counted, for whom.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    /// One-time codes asked for a number, whether or not there is such an application.
    CodesFor(ApplicationNumber),
    /// The same in a day.
    CodesInADayFor(ApplicationNumber),
    /// One-time codes asked from an address.
    CodesFrom(IpAddr),
    /// Codes typed at an address.
    GuessesFrom(IpAddr),
    /// Applications sent from an address.
    ApplicationsFrom(IpAddr),
    /// Forms with files sent from an address that were not right yet.
    UploadsFrom(IpAddr),
    /// Sign-ins begun from an address.
    SignInsFrom(IpAddr),
}

impl Counted {
    /// How often, in how many seconds.
    fn limit(self) -> (i32, i32) {
        const MINUTE: i32 = 60;
        const HOUR: i32 = 60 * MINUTE;
        match self {
            Self::CodesFor(_) => (3, 15 * MINUTE),
            Self::CodesInADayFor(_) => (10, 24 * HOUR),
            Self::CodesFrom(_) => (60, HOUR),
            Self::GuessesFrom(_) => (120, HOUR),
            Self::ApplicationsFrom(_) => (60, HOUR),
            Self::UploadsFrom(_) => (60, HOUR),
            Self::SignInsFrom(_) => (600, HOUR),
        }
    }

    fn subject(self) -> Vec<u8> {
        let (what, whose) = match self {
            Self::CodesFor(number) => ("codes for", number.to_string()),
            Self::CodesInADayFor(number) => ("codes in a day for", number.to_string()),
            Self::CodesFrom(address) => ("codes from", whose(address)),
            Self::GuessesFrom(address) => ("guesses from", whose(address)),
            Self::ApplicationsFrom(address) => ("applications from", whose(address)),
            Self::UploadsFrom(address) => ("uploads from", whose(address)),
            Self::SignInsFrom(address) => ("sign-ins from", whose(address)),
        };
        Sha256::digest(format!("{what} {whose}")).to_vec()
    }
}

/// Who has an address: of IPv6 whoever has the network of 64 bits, which is one connection.
fn whose(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::")
        }
    }
}

/// Counts one more. Lost in a crash, a count only lets a little more through.
///
/// # Errors
/// [`Fault::TooMuch`] when that is more than may be; it is not done then.
pub(super) async fn take(client: &impl GenericClient, counted: Counted) -> Result<(), Fault> {
    let (most, seconds) = counted.limit();
    let count = client
        .prepare_cached(
            "insert into citizen_limits as held (subject, used, ends_at)
             values ($1, 1, now() + make_interval(secs => $2))
             on conflict (subject) do update
                set used = case when held.ends_at <= now() then 1 else held.used + 1 end,
                    ends_at = case when held.ends_at <= now() then excluded.ends_at
                                   else held.ends_at end
             returning used, ceil(extract(epoch from ends_at - now()) / 60)::integer",
        )
        .await?;
    let seconds = f64::from(seconds);
    let row = client
        .query_one(&count, &[&counted.subject(), &seconds])
        .await?;
    if row.get::<_, i32>(0) <= most {
        return Ok(());
    }
    let minutes = u32::try_from(row.get::<_, i32>(1)).unwrap_or(1).max(1);
    Err(Fault::TooMuch { minutes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_connection_is_one_address_however_many_it_has() {
        let whose = |text: &str| whose(text.parse().unwrap());
        assert_eq!(whose("2001:db8:1:2::1"), whose("2001:db8:1:2:ffff::9"));
        assert_ne!(whose("2001:db8:1:2::1"), whose("2001:db8:1:3::1"));
        assert_eq!(whose("::ffff:192.0.2.1"), whose("192.0.2.1"));
        assert_ne!(whose("192.0.2.1"), whose("192.0.2.2"));
    }
}
