//! CSV for programs: UTF-8 without a mark, RFC 4180, stable names of columns; and the same with tabs for the clipboard.
//!
//! No byte order mark: every CSV reader but Excel takes it for a part of the first heading, and whoever opens results in
//! Excel has the Excel file.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::plain::inert;
use super::table::{Cell, Table};
use super::words::TableWords;

/// Between the texts of a list.
const BETWEEN: &str = "; ";

/// The rows of those numbers, below the names of the columns.
pub(super) fn write_csv(
    out: &mut (dyn Write + Send),
    table: &Table,
    rows: impl Iterator<Item = usize>,
) -> io::Result<()> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(
        table
            .columns()
            .iter()
            .map(|column| inert(&column.name).into_owned()),
    )?;
    for row in rows {
        let cells = table.rows()[row].iter();
        csv.write_record(cells.map(|cell| field(cell).into_owned()))?;
    }
    csv.flush()
}

/// A value of CSV. Numbers and times stay what they are; a time keeps its fractions of a second.
fn field(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => inert(text),
        Cell::List(texts) => Cow::Owned(inert(&texts.join(BETWEEN)).into_owned()),
        Cell::Time(time) => Cow::Owned(time.to_string()),
        Cell::Empty | Cell::Number(_) | Cell::Boolean(_) => cell.text(),
    }
}

/// The rows with tabs between their values, in people's words: what a spreadsheet takes from the clipboard.
pub(super) fn tabbed(table: &Table, rows: impl Iterator<Item = usize>, words: TableWords<'_>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells = 0..table.columns().len();
        let cells = cells.map(|at| one_line(&field(&words.spoken(table, row, at))));
        text.push_str(&cells.collect::<Vec<_>>().join("\t"));
        text.push('\n');
    }
    text
}

/// A tab or a line end would begin another cell.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::super::table::{Column, ColumnKind};
    use super::super::words::tests::Keys;
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(vec![
            Column::new("id", ColumnKind::Text),
            Column::new("score", ColumnKind::Number),
            Column::new("devices", ColumnKind::List),
            Column::new("seen", ColumnKind::Time),
            Column::new("open", ColumnKind::Boolean),
            Column::new("severity", ColumnKind::Severity),
        ]);
        let cells = [
            table.text("=1+1"),
            Cell::Number(-2.5),
            table.list(["a,\"b\"", "c"]),
            table.time("2026-01-01T00:00:00.1234567Z"),
            Cell::Boolean(true),
            table.text("high"),
        ];
        table.push(cells);
        table.push([table_text("two\nlines")]);
        table
    }

    fn table_text(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    #[test]
    fn fields_are_quoted_where_they_must_be_and_formulas_are_text() {
        let mut out = Vec::new();
        write_csv(&mut out, &table(), [0, 1].into_iter()).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "id,score,devices,seen,open,severity\r\n\
             '=1+1,-2.5,\"a,\"\"b\"\"; c\",2026-01-01T00:00:00.1234567Z,true,high\r\n\
             \"two\nlines\",,,,,\r\n"
        );
    }

    #[test]
    fn only_the_rows_asked_for_are_written_in_their_order() {
        let mut out = Vec::new();
        write_csv(&mut out, &table(), [1, 0].into_iter()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.find("two").unwrap() < text.find("'=1+1").unwrap());
        let mut none = Vec::new();
        write_csv(&mut none, &table(), std::iter::empty()).unwrap();
        assert_eq!(none, b"id,score,devices,seen,open,severity\r\n");
    }

    #[test]
    fn a_copied_row_is_one_line_of_as_many_cells_as_there_are_columns() {
        let text = tabbed(&table(), [0, 1].into_iter(), TableWords(&Keys));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.split('\t').count() == 6), "{text}");
        assert!(lines[0].starts_with("'=1+1\t-2.5\t") && lines[0].ends_with("\tdefender.severity.high"));
        assert!(lines[1].starts_with("two lines\t"));
    }
}
