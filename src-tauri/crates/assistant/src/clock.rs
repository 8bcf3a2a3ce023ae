//! Time, as a door: what is "now" comes from outside, so that no behaviour depends on the time of day.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::error::{ErrorCode, ErrorReport};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment, UTC.
    fn now(&self) -> Timestamp;

    /// Lets this much time pass.
    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(pause))
    }
}

/// The clock of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// RFC 3339 in UTC with whole seconds: how times are filtered by, stored and handed on.
pub fn rfc3339(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The finding about the clock of this computer, which is ahead of a service's by so much; behind where that is negative.
pub(crate) fn apart(now: Timestamp, ahead: SignedDuration) -> ErrorReport {
    let minutes = ahead.abs().as_mins();
    let hours = match minutes {
        // Hours to one place where it is less than a few, and whole ones otherwise.
        0..=299 => format!("{}.{}", minutes / 60, minutes % 60 / 6),
        _ => ((minutes + 30) / 60).to_string(),
    };
    let actual = now.checked_sub(ahead).unwrap_or(now);
    ErrorReport::new(ErrorCode::ClockApart)
        .with("hours", hours.trim_end_matches(".0"))
        .with("shown", rfc3339(now))
        .with("actual", rfc3339(actual))
}

/// `now` less a number of hours.
pub fn hours_before(now: Timestamp, hours: u32) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(i64::from(hours)))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}
