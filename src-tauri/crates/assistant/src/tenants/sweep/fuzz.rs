//! What is kept of a sweep, as a crash or a broken disk may leave it.

use super::journal::whole_lines;
use super::page_log::whole_pages;

/// What is whole stays whole, and is the same once the rest is cut off.
pub(crate) fn page_log(data: &[u8]) {
    let Ok((pages, whole)) = whole_pages(data) else {
        return;
    };
    let kept = &data[..usize::try_from(whole).unwrap_or(usize::MAX).min(data.len())];
    assert_eq!(kept.len() as u64, whole);
    assert!(kept.is_empty() || kept.ends_with(b"\n"));
    let rows: usize = pages.iter().map(|page| page.rows).sum();
    let lines = kept.split_inclusive(|byte| *byte == b'\n').count();
    assert_eq!(lines, rows + pages.len());
    assert!(whole_pages(kept).is_ok_and(|again| again == (pages, whole)));
}

/// The same for the journal.
pub(crate) fn journal(data: &[u8]) {
    let (ended, whole) = whole_lines(data);
    let kept = &data[..usize::try_from(whole).unwrap_or(usize::MAX).min(data.len())];
    assert_eq!(kept.len() as u64, whole);
    assert_eq!(whole_lines(kept), (ended, whole));
}
