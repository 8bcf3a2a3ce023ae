//! Rows as the service sent them: an array, also for one row or none, or a row on each line.

use std::io::{self, Write};

use serde::Serializer;
use serde::ser::SerializeSeq;
use serde_json::{Serializer as Json, Value};

/// An array that people can read, row by row: no more than one of them is in memory.
pub(super) fn write_array(
    out: &mut (dyn Write + Send),
    rows: impl Iterator<Item = io::Result<Value>>,
) -> io::Result<()> {
    let mut json = Json::pretty(&mut *out);
    let mut array = json.serialize_seq(None)?;
    for row in rows {
        array.serialize_element(&row?)?;
    }
    array.end()?;
    out.write_all(b"\n")
}

/// Newline-delimited JSON: each line is a row, so that a program can begin before the file is at its end.
pub(super) fn write_lines(
    out: &mut (dyn Write + Send),
    rows: impl Iterator<Item = io::Result<Value>>,
) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &row?)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn array(rows: &[Value]) -> String {
        let mut out = Vec::new();
        write_array(&mut out, rows.iter().cloned().map(Ok)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_row_and_none_are_arrays_too() {
        assert_eq!(array(&[]), "[]\n");
        assert_eq!(array(&[json!(1)]), "[\n  1\n]\n");
        let rows = [json!({"id": "é\u{202e}", "b": null, "a": [1.5]}), json!([])];
        let read: Vec<Value> = serde_json::from_str(&array(&rows)).unwrap();
        assert_eq!(read, rows);
    }

    #[test]
    fn a_line_is_a_row_whatever_is_in_it() {
        let rows = [json!({"title": "two\nlines\u{2028}"}), json!({})];
        let mut out = Vec::new();
        write_lines(&mut out, rows.iter().cloned().map(Ok)).unwrap();
        let text = String::from_utf8(out).unwrap();
        let read: Vec<Value> = text
            .split_terminator('\n')
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(read, rows);
    }

    #[test]
    fn a_row_that_cannot_be_read_back_ends_the_file() {
        let broken = || [Ok(json!(1)), Err(io::ErrorKind::UnexpectedEof.into())].into_iter();
        assert!(write_array(&mut Vec::new(), broken()).is_err());
        assert!(write_lines(&mut Vec::new(), broken()).is_err());
    }
}
