//! How messages stand, for the operator.

use chrono::{DateTime, Utc};
use tokio_postgres::Client;

use super::super::error::CentralError;

/// Messages of an office that stand alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageCount {
    /// Office.
    pub office: String,
    /// `sms`, `email` or `call`.
    pub channel: String,
    /// State as in the table, such as `queued`.
    pub state: String,
    /// How many.
    pub count: i64,
    /// Since when the one has stood like this that has for longest.
    pub since: DateTime<Utc>,
}

/// How the messages of `office`, or of all offices, stand.
pub(in super::super) async fn counts(
    client: &Client,
    office: Option<&str>,
) -> Result<Vec<MessageCount>, CentralError> {
    let select = "select office_id, channel, state, count(*) as count, min(changed_at) as since
           from messages where $1::text is null or office_id = $1
          group by office_id, channel, state order by office_id, channel, state";
    let rows = client.query(select, &[&office]).await?;
    let counts = rows.iter().map(|row| MessageCount {
        office: row.get("office_id"),
        channel: row.get("channel"),
        state: row.get("state"),
        count: row.get("count"),
        since: row.get("since"),
    });
    Ok(counts.collect())
}
