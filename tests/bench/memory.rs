//! How much memory and processor time this process uses, as Linux counts it.

use std::fs;
use std::time::Duration;

/// `USER_HZ`, which is 100 on every Linux that Rust runs on.
const TICKS_IN_A_SECOND: f64 = 100.0;

/// What `/proc/self/status` says under a name, in megabytes; `None` on systems without it.
fn megabytes(name: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// What is in memory now.
pub(crate) fn now() -> Option<f64> {
    megabytes("VmRSS:")
}

/// The most that was in memory since the last [`forget_peak`].
pub(crate) fn peak() -> Option<f64> {
    megabytes("VmHWM:")
}

/// Begins a new count of the peak.
pub(crate) fn forget_peak() {
    // Where this is not allowed, the peak stays that of the whole run, which is never too small.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// How long processors have worked for this process, to a hundredth of a second; `None` on systems without `/proc`.
pub(crate) fn processor_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in brackets, with whatever is in it; `utime` and `stime` are 14 and 15.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u32 = ticks.map(|one| one.parse::<u32>().ok()).sum::<Option<_>>()?;
    Some(Duration::from_secs_f64(f64::from(ticks) / TICKS_IN_A_SECOND))
}
