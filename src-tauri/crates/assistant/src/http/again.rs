//! When the same is asked again: as the service says, or else after pauses that grow, and that differ between programs.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// The chance in pauses: programs that were refused together do not come back together.
#[derive(Clone, Debug)]
pub struct Jitter(Arc<AtomicU64>);

impl Jitter {
    /// The same pauses for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(AtomicU64::new(seed)))
    }

    /// After so many tries that brought nothing: between the half and the whole of 1, 2, 4, ... seconds, a minute at
    /// most.
    pub(crate) fn backoff(&self, tries: u32) -> Duration {
        let half = Duration::from_millis(500 << tries.min(6)).min(Duration::from_secs(30));
        half + half.mul_f64(self.share())
    }

    /// From 0 to 1 (`SplitMix64`: Steele, Lea, Flood, "Fast splittable pseudorandom number generators").
    fn share(&self) -> f64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut bits = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let upper = u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or_default();
        f64::from(upper) / f64::from(u32::MAX)
    }
}

impl Default for Jitter {
    /// Different in each program.
    fn default() -> Self {
        Self::seeded(RandomState::new().hash_one(0))
    }
}

/// The pause that a service asks for (RFC 9110 section 10.2.3): in seconds, or until a moment. That moment is one of the
/// service's clock; `now` counts where its answer has no date. At least a second.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let asked = text(headers, RETRY_AFTER)?;
    let pause = if let Ok(seconds) = asked.parse() {
        Duration::from_secs(seconds)
    } else {
        let from = date(headers).unwrap_or(now);
        Duration::try_from(http_date(asked)?.duration_since(from)).unwrap_or_default()
    };
    Some(pause.max(Duration::from_secs(1)))
}

/// When the server made its answer, by its own clock (RFC 9110 section 6.6.1).
pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(text(headers, DATE)?)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

/// RFC 9110 section 5.6.7: one form that is sent, and two that are still to be understood.
fn http_date(text: &str) -> Option<Timestamp> {
    if let Ok(date) = rfc2822::parse(text) {
        return Some(date.timestamp());
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|form| DateTime::strptime(form, text).ok())
        .and_then(|date| date.to_zoned(TimeZone::UTC).ok())
        .map(|date| date.timestamp())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn asked(retry_after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(retry_after).unwrap());
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_str(date).unwrap());
        }
        super::retry_after(&headers, "1994-11-06T08:49:00Z".parse().unwrap())
    }

    #[test]
    fn a_pause_is_told_in_seconds_or_as_a_moment_in_three_forms() {
        let seconds = |text| asked(text, None).map(|pause| pause.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(37));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:49:37 GMT"), Some(37));
        assert_eq!(seconds("Sun Nov  6 08:49:37 1994"), Some(37));
        for nothing in ["soon", "-5", "1.5", ""] {
            assert_eq!(seconds(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_pause_is_never_shorter_than_a_second() {
        assert_eq!(asked("0", None), Some(Duration::from_secs(1)));
        assert_eq!(
            asked("Sun, 06 Nov 1994 08:00:00 GMT", None),
            Some(Duration::from_secs(1))
        );
    }

    #[test]
    fn a_moment_is_one_of_the_services_clock_however_wrong_that_of_this_computer_is() {
        assert_eq!(
            asked(
                "Tue, 15 Nov 1994 08:12:41 GMT",
                Some("Tue, 15 Nov 1994 08:12:31 GMT")
            ),
            Some(Duration::from_secs(10))
        );
    }

    #[test]
    fn pauses_grow_to_a_minute_and_differ() {
        let jitter = Jitter::seeded(7);
        for (tries, most) in [1, 2, 4, 8, 16, 32, 60, 60, 60].into_iter().enumerate() {
            let pauses: Vec<u128> = (0..100)
                .map(|_| jitter.backoff(u32::try_from(tries).unwrap()).as_millis())
                .collect();
            assert!(
                pauses
                    .iter()
                    .all(|pause| (most * 500..=most * 1000).contains(pause))
            );
            let (least, longest) = (pauses.iter().min().unwrap(), pauses.iter().max().unwrap());
            assert!(longest - least > most * 400, "{least} to {longest}");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_pauses_and_no_seed_others() {
        let pauses = |jitter: Jitter| -> Vec<Duration> { (0..8).map(|_| jitter.backoff(3)).collect() };
        assert_eq!(pauses(Jitter::seeded(1)), pauses(Jitter::seeded(1)));
        assert_ne!(pauses(Jitter::seeded(1)), pauses(Jitter::seeded(2)));
        assert_ne!(pauses(Jitter::default()), pauses(Jitter::default()));
    }
}
