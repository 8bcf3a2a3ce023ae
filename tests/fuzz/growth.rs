//! What a longer text costs: four times as much may take little more than four times as long.
//!
//! Time is that of the processor in this thread, which neither other programs nor a slow machine change much, and only
//! the ratio of two measurements counts. A quadratic parser takes sixteen times as long.

use std::fmt;
use std::time::Duration;

/// The shorter of two lengths, in bytes.
const SHORT: usize = 12 * 1024;
const TIMES: u32 = 4;
/// Between four, which is linear, and sixteen, which is quadratic.
const MOST: u32 = 9;
/// Less than this is not measured well, and no harm.
const NOTHING: Duration = Duration::from_millis(150);

/// How long a target took for a seed that was repeated.
pub(crate) struct Growth {
    short: Duration,
    long: Duration,
}

impl Growth {
    pub(crate) fn is_linear(&self) -> bool {
        self.long <= NOTHING || self.long <= self.short * MOST
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} for {SHORT} bytes, and {:?} for {TIMES} times as many",
            self.short, self.long
        )
    }
}

/// Measures a target with a seed that is repeated until it is long. Measured again where it does not look linear: what else
/// happened at that moment happens no second time.
pub(crate) fn of(target: fn(&[u8]), seed: &[u8]) -> Growth {
    let short = repeated(seed, SHORT);
    let long = repeated(seed, SHORT * TIMES as usize);
    let mut growth = measured(target, &short, &long);
    for _ in 0..2 {
        if growth.is_linear() {
            break;
        }
        let again = measured(target, &short, &long);
        growth.short = growth.short.max(again.short);
        growth.long = growth.long.min(again.long);
    }
    growth
}

fn measured(target: fn(&[u8]), short: &[u8], long: &[u8]) -> Growth {
    Growth {
        short: time_of(|| target(short)),
        long: time_of(|| target(long)),
    }
}

fn repeated(seed: &[u8], length: usize) -> Vec<u8> {
    // One byte more, so that an empty seed is repeated, too.
    let piece = [seed, b"\n"].concat();
    piece.iter().copied().cycle().take(length).collect()
}

fn time_of(work: impl FnOnce()) -> Duration {
    let before = processor_time();
    work();
    processor_time().saturating_sub(before)
}

#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().unwrap_or_default()
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    static BEGAN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGAN.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quadratic_is_told_from_what_is_linear() {
        fn linear(text: &[u8]) {
            for _ in 0..40 {
                assert!(text.iter().map(|byte| u64::from(*byte)).sum::<u64>() > 0);
            }
        }
        fn quadratic(text: &[u8]) {
            let sum = |at: usize| text[at..].iter().map(|byte| u64::from(*byte)).sum::<u64>();
            assert!((0..text.len()).step_by(16).map(sum).all(|sum| sum > 0));
        }
        assert!(of(linear, b"some text").is_linear());
        let grown = of(quadratic, b"some text");
        assert!(!grown.is_linear(), "{grown}");
    }
}
