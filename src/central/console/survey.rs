//! How the offices stand, and what is wrong with one, worst first.

use chrono::{DateTime, TimeDelta, Utc};
use tokio_postgres::{Client, Error, Row};

/// A computer that was not heard of for so long is missed: longer than a weekend with a holiday.
const SILENT_DAYS: i64 = 4;
/// Operations of the office a computer in contact may not have read yet.
const BEHIND: i64 = 500;
/// An item a person has to decide may wait so long.
const DECISION_DAYS: i64 = 7;
/// What a computer has to send may wait so long.
const UNSENT_DAYS: i64 = 1;

/// An office as the database has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Surveyed {
    pub(super) office: String,
    /// Devices that may speak.
    pub(super) active: i64,
    pub(super) quarantined: i64,
    /// When one of them was last heard of.
    pub(super) seen: Option<DateTime<Utc>>,
    /// When the one that was silent for longest was heard of.
    pub(super) least_seen: Option<DateTime<Utc>>,
    /// The oldest operation one of them had not sent when it last told.
    pub(super) unsent_since: Option<DateTime<Utc>>,
    /// Operations the slowest of them has not read.
    pub(super) behind: i64,
    pub(super) versions: String,
    pub(super) reviews: i64,
    pub(super) oldest_review: Option<DateTime<Utc>>,
    pub(super) rejected: i64,
    /// Operations of the office.
    pub(super) head: i64,
}

/// What is wrong with an office, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// A device is set aside after a fork.
    SetAside,
    /// Nothing was heard of the whole office.
    OfficeSilent,
    /// A device has not sent for long, though it speaks.
    Unsent,
    /// Nothing was heard of one device.
    DeviceSilent,
    /// A device does not read what others do.
    Behind,
    /// Operations could not be applied.
    Rejected,
    /// Nobody decides what a person has to decide.
    Undecided,
    /// No device may speak.
    NoDevice,
}

impl Trouble {
    pub(super) const ALL: [Self; 8] = [
        Self::SetAside,
        Self::OfficeSilent,
        Self::Unsent,
        Self::DeviceSilent,
        Self::Behind,
        Self::Rejected,
        Self::Undecided,
        Self::NoDevice,
    ];

    /// Key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::SetAside => "console-trouble-set-aside",
            Self::OfficeSilent => "console-trouble-office-silent",
            Self::Unsent => "console-trouble-unsent",
            Self::DeviceSilent => "console-trouble-device-silent",
            Self::Behind => "console-trouble-behind",
            Self::Rejected => "console-trouble-rejected",
            Self::Undecided => "console-trouble-undecided",
            Self::NoDevice => "console-trouble-no-device",
        }
    }

    /// Whether somebody should do something now.
    pub(super) fn presses(self) -> bool {
        self <= Self::Unsent
    }
}

impl Surveyed {
    /// All that is wrong at `now`, the worst first.
    pub(super) fn troubles(&self, now: DateTime<Utc>) -> Vec<Trouble> {
        let is_older =
            |at: Option<DateTime<Utc>>, days| at.is_some_and(|at| now - at > TimeDelta::days(days));
        let never = self.active > 0 && self.seen.is_none();
        let office_silent = never || is_older(self.seen, SILENT_DAYS);
        let is = |trouble: &Trouble| match trouble {
            Trouble::SetAside => self.quarantined > 0,
            Trouble::OfficeSilent => self.active > 0 && office_silent,
            Trouble::Unsent => is_older(self.unsent_since, UNSENT_DAYS),
            Trouble::DeviceSilent => !office_silent && is_older(self.least_seen, SILENT_DAYS),
            Trouble::Behind => !office_silent && self.behind > BEHIND,
            Trouble::Rejected => self.rejected > 0,
            Trouble::Undecided => is_older(self.oldest_review, DECISION_DAYS),
            Trouble::NoDevice => self.active + self.quarantined == 0,
        };
        Trouble::ALL.into_iter().filter(is).collect()
    }
}

/// Devices, open decisions and refused operations come from small tables and partial indexes; all
/// offices of the country at once.
const SURVEY: &str = "
    select office.office_id, coalesce(held.active, 0), coalesce(held.quarantined, 0), held.seen,
           held.least_seen, held.unsent_since, greatest(coalesce(held.behind, 0), 0),
           coalesce(held.versions, ''), coalesce(open.count, 0), open.oldest,
           coalesce(rejected.count, 0), office.feed_head
      from offices office
      left join (
            select device.office_id,
                   count(*) filter (where device.revoked_at is null
                                      and device.quarantined_at is null) as active,
                   count(*) filter (where device.revoked_at is null
                                      and device.quarantined_at is not null) as quarantined,
                   max(device.last_seen_at) filter (where device.revoked_at is null) as seen,
                   min(coalesce(device.last_seen_at, device.enrolled_at))
                       filter (where device.revoked_at is null
                                 and device.quarantined_at is null) as least_seen,
                   min(device.unsent_since) filter (where device.revoked_at is null
                                                      and device.unsent > 0) as unsent_since,
                   max(holder.feed_head - device.feed_position)
                       filter (where device.revoked_at is null
                                 and device.quarantined_at is null) as behind,
                   string_agg(distinct device.version, ', ')
                       filter (where device.revoked_at is null) as versions
              from devices device
              join offices holder on holder.office_id = device.office_id
             group by device.office_id) held on held.office_id = office.office_id
      left join (
            select office_id, count(*) as count, min(created_at) as oldest from reviews
             where decided_at is null group by office_id) open
        on open.office_id = office.office_id
      left join (
            select office_id, count(*) as count from operations
             where outcome = 'rejected' group by office_id) rejected
        on rejected.office_id = office.office_id
     where $1::text is null or office.office_id = $1
     order by office.office_id";

/// One office, or all.
pub(super) async fn survey(client: &Client, office: Option<&str>) -> Result<Vec<Surveyed>, Error> {
    let rows = client.query(SURVEY, &[&office]).await?;
    Ok(rows.iter().map(surveyed).collect())
}

fn surveyed(row: &Row) -> Surveyed {
    Surveyed {
        office: row.get(0),
        active: row.get(1),
        quarantined: row.get(2),
        seen: row.get(3),
        least_seen: row.get(4),
        unsent_since: row.get(5),
        behind: row.get(6),
        versions: row.get(7),
        reviews: row.get(8),
        oldest_review: row.get(9),
        rejected: row.get(10),
        head: row.get(11),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn well(now: DateTime<Utc>) -> Surveyed {
        Surveyed {
            active: 2,
            seen: Some(now),
            least_seen: Some(now - TimeDelta::days(SILENT_DAYS)),
            unsent_since: Some(now - TimeDelta::hours(3)),
            oldest_review: Some(now - TimeDelta::days(DECISION_DAYS)),
            reviews: 1,
            behind: BEHIND,
            ..Surveyed::default()
        }
    }

    #[test]
    fn troubles_are_told_at_their_limits_and_the_worst_first() {
        let now = Utc::now();
        assert_eq!(well(now).troubles(now), []);
        let later = now + TimeDelta::seconds(1);
        let mut office = well(now);
        office.seen = Some(later);
        assert_eq!(
            office.troubles(later),
            [Trouble::DeviceSilent, Trouble::Undecided]
        );
        office.quarantined = 1;
        office.behind += 1;
        office.rejected = 1;
        assert_eq!(
            office.troubles(now),
            [Trouble::SetAside, Trouble::Behind, Trouble::Rejected]
        );
    }

    #[test]
    fn a_silent_office_is_one_trouble_and_not_three() {
        let now = Utc::now();
        let mut office = well(now);
        office.seen = Some(now - TimeDelta::days(30));
        office.least_seen = office.seen;
        office.behind = 9000;
        assert_eq!(office.troubles(now), [Trouble::OfficeSilent]);
        office.seen = None;
        assert_eq!(office.troubles(now), [Trouble::OfficeSilent]);
        assert_eq!(Surveyed::default().troubles(now), [Trouble::NoDevice]);
    }
}
