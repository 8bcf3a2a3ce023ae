//! What the calls really made were for: the measure of which permissions are needed.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::Purpose;
use crate::cloud::Api;

/// A permission that no call needed for so many days could go: a quarter, so that what runs once a month or at the end of
/// one is seen.
const DAYS: i64 = 90;

/// Something that was asked of an API with success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Use {
    api: Api,
    purpose: Purpose,
    /// The last day, UTC.
    last: Date,
}

/// What was asked with success, each with its last day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Uses {
    /// Since when it is noted.
    #[serde(default)]
    since: Option<Date>,
    #[serde(default)]
    last: Vec<Use>,
}

/// The day of a moment, UTC.
pub(crate) fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

impl Uses {
    /// Is this day's use known already?
    pub(crate) fn knows(&self, api: Api, purpose: Purpose, day: Date) -> bool {
        let same = |one: &Use| (one.api, one.purpose) == (api, purpose) && one.last >= day;
        self.last.iter().any(same)
    }

    /// Notes one.
    pub(crate) fn note(&mut self, api: Api, purpose: Purpose, day: Date) {
        self.since.get_or_insert(day);
        let same = |one: &&mut Use| (one.api, one.purpose) == (api, purpose);
        match self.last.iter_mut().find(same) {
            Some(there) => there.last = there.last.max(day),
            None => self.last.push(Use {
                api,
                purpose,
                last: day,
            }),
        }
    }

    /// Since when there is something to say about, `None` where no call was noted: since the notes began, and for ninety
    /// days at most.
    pub(crate) fn watched_since(&self, today: Date) -> Option<Date> {
        Some(self.since?.max(first(today)))
    }

    /// What was asked within that time.
    pub(crate) fn lately(&self, today: Date) -> impl Iterator<Item = (Api, Purpose)> {
        let first = first(today);
        let lately = self.last.iter().filter(move |one| one.last >= first);
        lately.map(|one| (one.api, one.purpose))
    }
}

/// Is that day so long ago that what was not seen since was not needed?
pub(crate) fn long_enough(since: Date, today: Date) -> bool {
    since <= first(today)
}

/// The first of the days that count.
fn first(today: Date) -> Date {
    today.checked_sub(DAYS.days()).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_use_counts_for_ninety_days_and_is_noted_once_a_day() {
        let mut uses = Uses::default();
        let (api, purpose) = (Api::Graph, Purpose::Incidents);
        let day = date(2026, 8, 1);
        assert!(!uses.knows(api, purpose, day));
        uses.note(api, purpose, day);
        assert!(uses.knows(api, purpose, day));
        assert!(!uses.knows(api, purpose, date(2026, 8, 2)));
        assert!(!uses.knows(api, Purpose::Hunting, day));
        let last = date(2026, 10, 30);
        assert_eq!(uses.lately(last).count(), 1);
        assert_eq!(uses.lately(last.tomorrow().unwrap()).count(), 0);
    }

    #[test]
    fn what_was_watched_for_a_shorter_time_says_so() {
        let mut uses = Uses::default();
        let today = date(2026, 11, 21);
        assert_eq!(uses.watched_since(today), None);
        uses.note(Api::Graph, Purpose::Incidents, date(2026, 11, 1));
        assert_eq!(uses.watched_since(today), Some(date(2026, 11, 1)));
        assert!(!long_enough(date(2026, 11, 1), today));
        assert!(long_enough(date(2026, 11, 1), date(2027, 2, 1)));
        assert_eq!(uses.watched_since(date(2027, 2, 1)), Some(date(2026, 11, 3)));
    }
}
