//! The practice tenant's own clock.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The computer's time plus an offset that only grows from the start on: expiry can be shown without waiting for it.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead_seconds: AtomicI64,
}

/// No practice run needs more than ten years.
const FURTHEST_SECONDS: i64 = 10 * 365 * 24 * 3600;

impl Clock {
    /// A clock that shows this time now; the computer's when there is none.
    pub(crate) fn starting_at(time: Option<Timestamp>) -> Self {
        let ahead = time.map_or(0, |time| time.as_second() - Timestamp::now().as_second());
        Self {
            ahead_seconds: AtomicI64::new(ahead),
        }
    }

    /// The time that every token, code and page of this tenant goes by.
    pub(crate) fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead_seconds.load(Ordering::Relaxed));
        let now = Timestamp::now();
        now.checked_add(ahead).unwrap_or(now)
    }

    /// Puts the clock forward by `seconds`; a negative number and anything past ten years is ignored.
    pub(crate) fn advance(&self, seconds: i64) {
        let ahead = self.ahead_seconds.load(Ordering::Relaxed);
        if let Some(sum) = ahead
            .checked_add(seconds.max(0))
            .filter(|sum| *sum <= FURTHEST_SECONDS)
        {
            self.ahead_seconds.store(sum, Ordering::Relaxed);
        }
    }
}
