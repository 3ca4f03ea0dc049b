//! Slows guessing down: each failed attempt makes the next one wait longer.
//!
//! The count is in the database, so that it holds across instances and restarts. An attempt is
//! counted before it is looked at: a hundred at once are a hundred.

use crate::text::fold;
use sha2::{Digest, Sha256};
use tokio_postgres::Client;

/// Attempts that may fail before waiting begins.
const FREE: i32 = 4;
/// No wait is longer.
const LONGEST_SECONDS: i32 = 15 * 60;

/// Whose attempts are counted.
pub(in crate::central) struct Subject(Vec<u8>);

impl Subject {
    /// Of a login, whether or not somebody has it.
    pub(in crate::central) fn login(login: &str) -> Self {
        Self(Sha256::digest(fold(login)).to_vec())
    }

    /// Of an administrator's login, counted apart from an officer's.
    pub(in crate::central) fn administrator(login: &str) -> Self {
        Self(Sha256::digest(format!("administrator {}", fold(login))).to_vec())
    }
}

/// May be tried now, or not before so many seconds have passed.
pub(in crate::central) enum Leave {
    Now,
    In { seconds: i64 },
}

/// Counts an attempt as failed, unless it has to wait.
pub(in crate::central) async fn take(
    client: &Client,
    subject: &Subject,
) -> Result<Leave, tokio_postgres::Error> {
    let forget = "delete from sign_in_attempts where last_at < now() - interval '1 day'";
    client.execute(forget, &[]).await?;
    let count = "insert into sign_in_attempts as held (subject, failures, last_at, blocked_until)
         values ($1, 1, now(), now())
         on conflict (subject) do update
            set failures = held.failures + 1,
                last_at = now(),
                blocked_until = now() + make_interval(secs =>
                    case when held.failures < $2 then 0
                         else least($3, power(2, least(held.failures, 30))) end)
          where held.blocked_until <= now()
         returning true";
    let longest = f64::from(LONGEST_SECONDS);
    let counted = client
        .query_opt(count, &[&subject.0, &FREE, &longest])
        .await?;
    if counted.is_some() {
        return Ok(Leave::Now);
    }
    let wait = "select ceil(extract(epoch from blocked_until - now()))::bigint
          from sign_in_attempts where subject = $1";
    let row = client.query_opt(wait, &[&subject.0]).await?;
    let seconds = row.map_or(1, |row| row.get::<_, i64>(0).max(1));
    Ok(Leave::In { seconds })
}

/// Forgets the attempts after one that succeeded.
pub(in crate::central) async fn clear(
    client: &Client,
    subject: &Subject,
) -> Result<(), tokio_postgres::Error> {
    let forget = "delete from sign_in_attempts where subject = $1";
    client.execute(forget, &[&subject.0]).await?;
    Ok(())
}
