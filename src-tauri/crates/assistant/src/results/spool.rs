//! Rows as the service sent them, on disk in a file without a name: a hundred thousand of them do not fit into memory
//! comfortably, and every export wants them whole. The system removes the file when the process ends, however it ends.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

use serde::Serialize;
use serde_json::Value;

use crate::lock::lock;

/// Rows that can be added at the end and read at any place, also by others while it grows.
#[derive(Debug)]
pub(crate) struct Spool(Mutex<Tape>);

#[derive(Debug)]
struct Tape {
    out: BufWriter<File>,
    /// Where each row begins, and behind the last one where it ends. In bytes.
    starts: Vec<u64>,
    /// Somebody read in the middle: the next row has to find the end again.
    moved: bool,
}

impl Spool {
    pub(crate) fn new() -> io::Result<Self> {
        let tape = Tape {
            out: BufWriter::new(tempfile::tempfile()?),
            starts: vec![0],
            moved: false,
        };
        Ok(Self(Mutex::new(tape)))
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        lock(&self.0).starts.len() - 1
    }

    /// Adds a row at the end.
    pub(crate) fn push(&self, row: &impl Serialize) -> io::Result<()> {
        let bytes = serde_json::to_vec(row)?;
        let mut tape = lock(&self.0);
        let end = tape.starts.last().copied().unwrap_or_default();
        if tape.moved {
            tape.out.seek(SeekFrom::Start(end))?;
            tape.moved = false;
        }
        if let Err(unwritten) = tape.out.write_all(&bytes) {
            // Half of it may be there: the next row has its place.
            tape.moved = true;
            return Err(unwritten);
        }
        tape.starts.push(end + bytes.len() as u64);
        Ok(())
    }

    /// The text of a row.
    pub(crate) fn text(&self, row: usize) -> io::Result<Vec<u8>> {
        let mut tape = lock(&self.0);
        let (Some(&start), Some(&end)) = (tape.starts.get(row), tape.starts.get(row + 1)) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let mut bytes = vec![0; usize::try_from(end - start).map_err(io::Error::other)?];
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
        let spool = Spool::new().unwrap();
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
