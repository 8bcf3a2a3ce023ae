//! Rows as the service sent them, on disk in a file without a name: a hundred thousand of them do not fit into memory
//! comfortably, and every export wants them whole. The system removes the file when the process ends, however it ends.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

use serde_json::Value;

use crate::lock::lock;

/// Rows that can be added at the end and read at any place.
#[derive(Debug)]
pub(crate) struct Spool {
    file: Mutex<Tape>,
    /// Where each row begins, and behind the last one where it ends. In bytes.
    starts: Vec<u64>,
}

#[derive(Debug)]
struct Tape {
    out: BufWriter<File>,
    /// Somebody read in the middle: the next row has to find the end again.
    moved: bool,
}

#[allow(dead_code, reason = "exports land next")]
impl Spool {
    pub(crate) fn new() -> io::Result<Self> {
        let tape = Tape {
            out: BufWriter::new(tempfile::tempfile()?),
            moved: false,
        };
        Ok(Self {
            file: Mutex::new(tape),
            starts: vec![0],
        })
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds a row at the end.
    pub(crate) fn push(&mut self, row: &Value) -> io::Result<()> {
        let bytes = serde_json::to_vec(row)?;
        let end = self.starts.last().copied().unwrap_or_default();
        let mut tape = lock(&self.file);
        if tape.moved {
            tape.out.seek(SeekFrom::Start(end))?;
            tape.moved = false;
        }
        tape.out.write_all(&bytes)?;
        drop(tape);
        self.starts.push(end + bytes.len() as u64);
        Ok(())
    }

    /// The text of a row.
    pub(crate) fn text(&self, row: usize) -> io::Result<Vec<u8>> {
        let (Some(&start), Some(&end)) = (self.starts.get(row), self.starts.get(row + 1)) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let mut bytes = vec![0; usize::try_from(end - start).map_err(io::Error::other)?];
        let mut tape = lock(&self.file);
        tape.out.flush()?;
        tape.moved = true;
        let file = tape.out.get_mut();
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// A row as the service sent it.
    pub(crate) fn row(&self, row: usize) -> io::Result<Value> {
        Ok(serde_json::from_slice(&self.text(row)?)?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_come_back_as_they_were_in_any_order_and_while_more_are_added() {
        let mut spool = Spool::new().unwrap();
        let rows = [
            json!({"id": "é", "n": 1.5}),
            json!([]),
            json!({"b": null, "a": [1]}),
        ];
        spool.push(&rows[0]).unwrap();
        spool.push(&rows[1]).unwrap();
        assert_eq!(spool.row(1).unwrap(), rows[1]);
        spool.push(&rows[2]).unwrap();
        for at in [2, 0, 1] {
            assert_eq!(spool.row(at).unwrap(), rows[at]);
        }
        assert_eq!(spool.len(), 3);
        assert_eq!(spool.row(3).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
