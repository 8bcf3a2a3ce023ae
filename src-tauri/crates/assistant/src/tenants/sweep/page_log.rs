//! What the service of one customer sent, page by page as it came: the rows, and behind them a line that says that the
//! page is whole and where the next one is.
//!
//! A row is JSON and begins with a brace; the line behind a page begins with [`MARK`].

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek, SeekFrom, Write};
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::folder::open_log;
use crate::defender::AnswerColumn;
use crate::error::{ErrorCode, ErrorReport, Result};

const MARK: u8 = b'#';
/// No row is longer than the answer that it came in.
const MAX_LINE: u64 = 80 * 1024 * 1024;

/// What is known of a page beside its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageEnd {
    /// How many rows it has.
    pub(super) rows: usize,
    /// Where the next one is, in the service's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) next_link: Option<String>,
    /// Calls of this customer so far.
    pub(super) requests: u32,
    /// How often its service has asked to wait so far.
    pub(super) throttled: u32,
    /// The columns, where the service names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) schema: Vec<AnswerColumn>,
}

/// The log of a customer, open for the next page.
#[derive(Debug)]
pub(super) struct PageLog {
    file: File,
    /// The pages that were there when it was opened.
    kept: Vec<PageEnd>,
}

impl PageLog {
    /// Opens a log. What was torn behind its last whole page is cut off.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = open_log(path)?;
        let (kept, whole) = whole_pages(&mut BufReader::new(&file))?;
        file.set_len(whole)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file, kept })
    }

    /// The pages that were there when it was opened.
    pub(super) fn kept(&self) -> &[PageEnd] {
        &self.kept
    }

    /// Hands over the rows that were there when it was opened, and after those of each page its end.
    pub(super) fn replay(&mut self, mut each: impl FnMut(Logged) -> Result<()>) -> Result<()> {
        self.file.rewind().map_err(unusable)?;
        let mut lines = BufReader::new(&self.file).split(b'\n');
        let mut line = || lines.next().unwrap_or(Err(io::ErrorKind::UnexpectedEof.into()));
        for page in std::mem::take(&mut self.kept) {
            for _ in 0..page.rows {
                let row = line().and_then(|text| Ok(serde_json::from_slice(&text)?));
                each(Logged::Row(row.map_err(unusable)?))?;
            }
            line().map_err(unusable)?;
            each(Logged::End(page))?;
        }
        self.file.seek(SeekFrom::End(0)).map_err(unusable)?;
        Ok(())
    }

    /// Adds a page. Whoever is killed in the middle leaves a page that counts for nothing.
    pub(super) fn add(
        &mut self,
        rows: impl IntoIterator<Item = io::Result<Vec<u8>>>,
        mut end: PageEnd,
    ) -> io::Result<()> {
        let mut out = io::BufWriter::new(&mut self.file);
        end.rows = 0;
        for row in rows {
            out.write_all(&row?)?;
            out.write_all(b"\n")?;
            end.rows += 1;
        }
        out.write_all(&[MARK])?;
        serde_json::to_writer(&mut out, &end)?;
        out.write_all(b"\n")?;
        out.flush()
    }

    /// Forgets every page.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        self.kept.clear();
        self.file.set_len(0)?;
        self.file.rewind()
    }
}

/// A line of a log.
pub(super) enum Logged {
    /// A row as the service sent it.
    Row(Value),
    /// The page ends here.
    End(PageEnd),
}

/// What services sent cannot be kept, or cannot be read back.
pub(super) fn unusable(error: io::Error) -> ErrorReport {
    ErrorReport::new(ErrorCode::FileNotWritten).detailed(error)
}

/// The ends of the whole pages, and how many bytes these are.
pub(super) fn whole_pages(mut log: impl BufRead) -> io::Result<(Vec<PageEnd>, u64)> {
    let (mut pages, mut whole, mut read, mut rows) = (Vec::new(), 0, 0, 0);
    let mut line = Vec::new();
    loop {
        line.clear();
        read += log.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? as u64;
        let Some(text) = line.strip_suffix(b"\n") else {
            return Ok((pages, whole));
        };
        if let Some(end) = text.strip_prefix(&[MARK]) {
            match serde_json::from_slice::<PageEnd>(end) {
                Ok(end) if end.rows == rows => pages.push(end),
                _ => return Ok((pages, whole)),
            }
            (whole, rows) = (read, 0);
        } else if serde_json::from_slice::<IgnoredAny>(text).is_ok() {
            rows += 1;
        } else {
            return Ok((pages, whole));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page(log: &mut PageLog, ids: std::ops::Range<u32>, next: Option<&str>) {
        let rows = ids.map(|id| Ok(json!({"id": id, "title": "#1\n{é}"}).to_string().into_bytes()));
        let end = PageEnd {
            next_link: next.map(str::to_owned),
            ..PageEnd::default()
        };
        log.add(rows, end).unwrap();
    }

    fn read(log: &mut PageLog) -> (Vec<u64>, Vec<Option<String>>) {
        let (mut ids, mut links) = (Vec::new(), Vec::new());
        log.replay(|line| {
            match line {
                Logged::Row(row) => ids.push(row["id"].as_u64().unwrap()),
                Logged::End(end) => links.push(end.next_link),
            }
            Ok(())
        })
        .unwrap();
        (ids, links)
    }

    #[test]
    fn a_log_cut_at_any_byte_goes_on_behind_its_last_whole_page() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages.ndjson");
        let mut log = PageLog::open(&path).unwrap();
        let mut ends = vec![0];
        for (ids, next) in [
            (0..3, Some("https://a/1")),
            (3..3, Some("https://a/2")),
            (3..5, None),
        ] {
            page(&mut log, ids, next);
            ends.push(std::fs::metadata(&path).unwrap().len());
        }
        let text = std::fs::read(&path).unwrap();
        for cut in 0..=text.len() {
            std::fs::write(&path, &text[..cut]).unwrap();
            let whole = ends.iter().filter(|end| **end <= cut as u64).count() - 1;
            let mut log = PageLog::open(&path).unwrap();
            assert_eq!(log.kept().len(), whole, "cut at {cut}");
            let rows: Vec<u64> = (0..[0, 3, 3, 5][whole]).collect();
            assert_eq!(read(&mut log).0, rows, "cut at {cut}");
            page(&mut log, 9..10, None);
            let kept = usize::try_from(ends[whole]).unwrap();
            assert_eq!(
                std::fs::read(&path).unwrap()[..kept],
                text[..kept],
                "cut at {cut}"
            );
            let (ids, links) = read(&mut PageLog::open(&path).unwrap());
            assert_eq!((ids.last(), links.len()), (Some(&9), whole + 1), "cut at {cut}");
        }
    }

    #[test]
    fn a_log_that_begins_anew_holds_what_comes_then() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages.ndjson");
        page(&mut PageLog::open(&path).unwrap(), 0..3, Some("https://a/stale"));
        let mut log = PageLog::open(&path).unwrap();
        log.clear().unwrap();
        page(&mut log, 5..6, None);
        assert_eq!(read(&mut PageLog::open(&path).unwrap()).0, [5]);
    }
}
