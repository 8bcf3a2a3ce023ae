//! How much memory this process uses, as Linux counts it.

use std::fs;

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
