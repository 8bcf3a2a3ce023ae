//! The time that is asked for, and the pause that a service asks for.

use jiff::Timestamp;

use crate::clock::{Clock, hours_before};

/// The time asked for, by the last update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The first moment that counts.
    pub(crate) since: Timestamp,
    /// The moment of asking.
    pub(crate) until: Timestamp,
}

impl Window {
    /// The last hours before now, from a whole second.
    pub(crate) fn last_hours(clock: &dyn Clock, hours: u32) -> Self {
        let until = clock.now();
        Self {
            since: whole_second(hours_before(until, hours)),
            until,
        }
    }

    /// From a moment until now.
    pub(crate) fn since(clock: &dyn Clock, since: Timestamp) -> Self {
        Self {
            since: whole_second(since),
            until: clock.now(),
        }
    }
}

fn whole_second(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
