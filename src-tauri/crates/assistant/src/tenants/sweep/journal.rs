//! Which customers came to an end: a line each, added and never changed.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::folder::open_log;
use crate::error::ErrorReport;
use crate::given::{self, MAX_DOCUMENT};
use crate::ids::TenantId;
use crate::results::SavedFile;
use crate::tenants::Grant;

/// How a customer ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ended {
    pub(crate) tenant_id: TenantId,
    pub(crate) at: Timestamp,
    pub(crate) rows: u32,
    pub(crate) requests: u32,
    pub(crate) throttled: u32,
    /// Its files, by their names in the folder of the sweep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<SavedFile>,
    /// What its token carried of all that Handrail can ask at that API; `None` where no token was needed or given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) granted: Option<Vec<Grant>>,
    /// Why it could not be asked to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<Box<ErrorReport>>,
}

/// The journal of a sweep, open for the next line.
#[derive(Debug)]
pub(super) struct Journal(File);

impl Journal {
    /// Opens the journal with what is in it. A last line that was torn is cut off.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Vec<Ended>)> {
        let mut file = open_log(path)?;
        if file.metadata()?.len() > MAX_DOCUMENT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let (ended, whole) = whole_lines(&text);
        file.set_len(whole)?;
        io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
        Ok((Self(file), ended))
    }

    /// What is in a journal, without opening it for more.
    pub(super) fn look(path: &Path) -> io::Result<Vec<Ended>> {
        match given::read(path, MAX_DOCUMENT) {
            Ok(text) => Ok(whole_lines(&text).0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds a line for each. When this returns, they outlive a power cut; after an error nobody knows which do.
    pub(super) fn add<'a>(&mut self, ended: impl IntoIterator<Item = &'a Ended>) -> io::Result<()> {
        let mut lines = Vec::new();
        for one in ended {
            serde_json::to_writer(&mut lines, one)?;
            lines.push(b'\n');
        }
        self.0.write_all(&lines)?;
        self.0.sync_data()
    }
}

/// The lines up to the first that is torn, and how many bytes they are.
pub(super) fn whole_lines(text: &[u8]) -> (Vec<Ended>, u64) {
    let (mut ended, mut whole) = (Vec::new(), 0);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(Ok(one)) = line.strip_suffix(b"\n").map(serde_json::from_slice) else {
            break;
        };
        ended.push(one);
        whole += line.len() as u64;
    }
    (ended, whole)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::error::ErrorCode;

    fn ended(number: u128, problem: Option<ErrorCode>) -> Ended {
        Ended {
            tenant_id: Uuid::from_u128(number).into(),
            at: Timestamp::UNIX_EPOCH,
            rows: 7,
            requests: 2,
            throttled: 0,
            files: Vec::new(),
            granted: None,
            problem: problem.map(|code| Box::new(ErrorReport::new(code))),
        }
    }

    #[test]
    fn a_journal_cut_at_any_byte_holds_its_whole_lines_and_takes_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.ndjson");
        let lines = [
            ended(1, None),
            ended(2, Some(ErrorCode::CustomerConsentMissing)),
            ended(3, None),
        ];
        let (mut journal, before) = Journal::open(&path).unwrap();
        assert!(before.is_empty());
        journal.add(&lines[..2]).unwrap();
        journal.add(&lines[2..]).unwrap();
        let text = std::fs::read(&path).unwrap();
        for cut in 0..=text.len() {
            std::fs::write(&path, &text[..cut]).unwrap();
            let whole = text[..cut].split(|byte| *byte == b'\n').count() - 1;
            let (mut journal, read) = Journal::open(&path).unwrap();
            assert_eq!(read, lines[..whole], "cut at {cut}");
            journal.add([&lines[0]]).unwrap();
            assert_eq!(Journal::look(&path).unwrap().len(), whole + 1, "cut at {cut}");
        }
    }
}
