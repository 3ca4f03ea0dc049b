//! What the display shows, and for how long a call counts as new.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::domain::calendar::istanbul_day;
use crate::store::{Announcement, Reads, Result};
use crate::text::CleanText;

/// Calls on the screen: the last, and three before it.
pub const CALLS: usize = 4;
/// How long a call is marked as new.
const FRESH: TimeDelta = TimeDelta::seconds(8);
/// Half a period of the flash: one flash in a second, well below the three that may cause seizures
/// (WCAG 2.2, success criterion 2.3.1).
const HALF_FLASH: i64 = 500;

/// The hall's view of the desk at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The Istanbul day it is of.
    pub day: NaiveDate,
    /// The office's name; empty before the set-up.
    pub office: CleanText,
    /// The latest first, at most [`CALLS`].
    pub calls: Vec<Announcement>,
    /// How many wait, in both lanes together.
    pub waiting: u32,
}

impl Board {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(read: Reads<'_>, day: NaiveDate) -> Result<Self> {
        let office = read.office()?.map(|office| office.name);
        Ok(Self {
            day,
            office: office.unwrap_or_default(),
            calls: read.announcements(day, CALLS)?,
            waiting: read.waiting_total(day)?,
        })
    }
}

/// How much a call is to be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It was there before.
    Usual,
    /// It is new; `inverted` in every other half of a second.
    Fresh {
        /// Whether light and dark are exchanged now.
        inverted: bool,
    },
}

/// The display's state.
#[derive(Debug, Default)]
pub struct Hall {
    board: Option<Board>,
    /// New calls by their place in the log, and since when they are shown.
    fresh: Vec<(i64, DateTime<Utc>)>,
    unreachable: bool,
}

impl Hall {
    /// Takes a board that was just read; whether there is a call on it that was not on the one
    /// before. Those of the first board are old: somebody only switched the display on.
    pub fn take(&mut self, board: Board, now: DateTime<Utc>) -> bool {
        self.unreachable = false;
        self.fresh.retain(|(_, since)| is_fresh(*since, now));
        let before = self.board.replace(board);
        let (Some(before), Some(board)) = (before, &self.board) else {
            return false;
        };
        // A call taken back brings an older one on the board: that is no news.
        let known = before.calls.iter().map(|call| call.seq).max();
        let news = board.calls.iter().filter(|call| Some(call.seq) > known);
        let count = self.fresh.len();
        self.fresh.extend(news.map(|call| (call.seq, now)));
        self.fresh.len() > count
    }

    /// The file cannot be read at the moment; the last board stays.
    pub fn lose(&mut self) {
        self.unreachable = true;
    }

    /// Whether the file could not be read when it was last tried.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.unreachable
    }

    /// The office's name; empty when it is not known.
    #[must_use]
    pub fn office(&self) -> &str {
        self.board
            .as_ref()
            .map_or("", |board| board.office.as_str())
    }

    /// The calls of the day `now` is in, the latest first, and how many wait; `None` before the
    /// first board.
    #[must_use]
    pub fn today(&self, now: DateTime<Utc>) -> Option<(&[Announcement], u32)> {
        let board = self.board.as_ref()?;
        // At midnight the display is empty, even if the file cannot be read just then.
        let is_today = board.day == istanbul_day(now);
        Some(if is_today {
            (&board.calls, board.waiting)
        } else {
            (&[], 0)
        })
    }

    /// How much a call is to be noticed now.
    #[must_use]
    pub fn notice(&self, call: &Announcement, now: DateTime<Utc>) -> Notice {
        let since = self.fresh.iter().find(|(seq, _)| *seq == call.seq);
        match since {
            Some((_, since)) if is_fresh(*since, now) => Notice::Fresh {
                inverted: (now - *since).num_milliseconds() / HALF_FLASH % 2 == 0,
            },
            _ => Notice::Usual,
        }
    }
}

/// Not when the clock was set back behind it: it would flash until the clock is there again.
fn is_fresh(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (TimeDelta::zero()..FRESH).contains(&(now - since))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-03-10T09:00:00Z".parse().unwrap()
    }

    fn board(seqs: &[i64]) -> Board {
        let call = |seq: &i64| Announcement {
            seq: *seq,
            number: 100 + u32::try_from(*seq).unwrap(),
            counter: 3,
        };
        Board {
            day: istanbul_day(noon()),
            office: CleanText::line("Çankaya Kaymakamlığı"),
            calls: seqs.iter().map(call).collect(),
            waiting: 5,
        }
    }

    /// The seqs of the calls that are new at an instant.
    fn fresh(hall: &Hall, now: DateTime<Utc>) -> Vec<i64> {
        let calls = hall.today(now).unwrap().0.iter();
        let fresh = calls.filter(|call| hall.notice(call, now) != Notice::Usual);
        fresh.map(|call| call.seq).collect()
    }

    #[test]
    fn only_calls_made_while_it_looks_are_new() {
        let mut hall = Hall::default();
        assert!(!hall.take(board(&[5, 4]), noon()));
        assert!(!hall.take(board(&[5, 4]), noon()));
        assert!(hall.take(board(&[9, 7, 5, 4]), noon()));
        assert_eq!(fresh(&hall, noon()), [9, 7]);
        // A recall gives an old number a new place in the log.
        assert!(hall.take(board(&[11, 9, 7, 5]), noon()));
        assert_eq!(fresh(&hall, noon()), [11, 9, 7]);
    }

    #[test]
    fn a_call_taken_back_is_no_news_and_the_next_is() {
        let mut hall = Hall::default();
        hall.take(board(&[9, 7, 5, 4]), noon());
        assert!(!hall.take(board(&[7, 5, 4, 2]), noon()));
        assert!(hall.take(board(&[12, 7, 5, 4]), noon()));
        assert_eq!(fresh(&hall, noon()), [12]);
    }

    #[test]
    fn the_first_call_of_the_day_is_new() {
        let mut hall = Hall::default();
        hall.take(board(&[]), noon());
        assert!(hall.take(board(&[1]), noon()));
    }

    #[test]
    fn it_flashes_once_a_second_and_then_rests() {
        let mut hall = Hall::default();
        hall.take(board(&[1]), noon());
        hall.take(board(&[2, 1]), noon());
        let call = hall.today(noon()).unwrap().0[0];
        let at = |millis| hall.notice(&call, noon() + TimeDelta::milliseconds(millis));
        let fresh = |inverted| Notice::Fresh { inverted };
        assert_eq!(at(0), fresh(true));
        assert_eq!(at(499), fresh(true));
        assert_eq!(at(500), fresh(false));
        assert_eq!(at(1_000), fresh(true));
        assert_eq!(at(7_999), fresh(false));
        assert_eq!(at(8_000), Notice::Usual);
        assert_eq!(at(-1), Notice::Usual);
    }

    #[test]
    fn midnight_empties_it_without_the_file() {
        let mut hall = Hall::default();
        assert_eq!(hall.today(noon()), None);
        hall.take(board(&[1]), noon());
        hall.lose();
        let last: DateTime<Utc> = "2026-03-10T20:59:59Z".parse().unwrap();
        assert_eq!(hall.today(last).unwrap().0.len(), 1);
        assert_eq!(hall.today(last + TimeDelta::seconds(1)), Some((&[][..], 0)));
    }
}
