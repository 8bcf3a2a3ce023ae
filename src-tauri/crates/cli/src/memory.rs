//! How much memory this process has used at most.

/// Bytes, as Linux counts them.
#[cfg(target_os = "linux")]
pub(crate) fn peak_rss_bytes() -> Option<u64> {
    peak_in(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// Other systems tell it through calls that are not safe to make from here.
#[cfg(not(target_os = "linux"))]
pub(crate) fn peak_rss_bytes() -> Option<u64> {
    None
}

/// `VmHWM` of proc(5), in kilobytes there.
#[cfg(target_os = "linux")]
fn peak_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_in_bytes() {
        assert_eq!(peak_in("VmPeak:\t  9 kB\nVmHWM:\t   1234 kB\n"), Some(1_263_616));
        assert_eq!(peak_in("VmPeak:\t  9 kB\n"), None);
        assert!(peak_rss_bytes() > Some(1_000_000));
    }
}
