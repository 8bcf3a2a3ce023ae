//! The Excel file: typed columns under a heading that stays in sight, with a filter, in people's words.
//!
//! Excel's limits (Microsoft, "Excel specifications and limits") cost no row and no letter: rows go on on another sheet, and
//! what is too long for a cell stands whole on a sheet of its own.

mod layout;
mod long_texts;

use std::error::Error;
use std::io::{self, Write};

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::layout::{Formats, widths};
use self::long_texts::LongTexts;
use super::held::ResultKind;
use super::plain::visible;
use super::table::{Cell, Column, ColumnKind, Table};
use super::words::TableWords;

/// Where Excel ends.
#[derive(Clone, Copy)]
struct Limits {
    /// Rows of a sheet below its heading.
    rows: usize,
    /// UTF-16 units of a text.
    text: usize,
}

const EXCEL: Limits = Limits {
    rows: 1_048_575,
    text: 32_767,
};

/// What the file is made from.
pub(super) struct Book<'a> {
    pub(super) table: &'a Table,
    pub(super) kind: ResultKind,
    pub(super) words: TableWords<'a>,
    /// How the rows were asked for: labels and values, for a sheet of their own.
    pub(super) asked: &'a [(String, String)],
    pub(super) at: Timestamp,
}

impl Book<'_> {
    /// Writes the rows of those numbers. A sheet's rows wait in a temporary file, not in memory.
    pub(super) fn write(&self, out: &mut (dyn Write + Send), rows: &[usize]) -> io::Result<()> {
        layout::make_room(self.table, rows)?;
        self.written(out, rows, EXCEL).map_err(io_error)
    }

    fn written(&self, out: &mut (dyn Write + Send), rows: &[usize], limits: Limits) -> Result<(), XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&self.properties());
        let title = self.words.say(&format!("results.kind.{}", self.kind.name()));
        let (formats, mut long) = (Formats::new(), LongTexts::new(limits.text));
        let mut sheets: Vec<&[usize]> = rows.chunks(limits.rows).collect();
        if sheets.is_empty() {
            sheets.push(&[]);
        }
        for (number, rows) in (1..).zip(sheets) {
            let name = match number {
                1 => title.clone(),
                _ => format!("{title} {number}"),
            };
            let sheet = workbook.add_worksheet_with_constant_memory()?.set_name(&name)?;
            self.heading(sheet, rows, &formats)?;
            for (line, row) in (1..).zip(rows) {
                self.row(sheet, (line, &name), *row, &formats, &mut long)?;
            }
        }
        long.write(&mut workbook, self.words, &formats)?;
        self.asked_sheet(&mut workbook, &formats)?;
        workbook.save_to_writer(out)
    }

    fn properties(&self) -> DocProperties {
        let properties =
            DocProperties::new().set_title(self.words.say(&format!("results.kind.{}", self.kind.name())));
        match ExcelDateTime::from_timestamp(self.at.as_second()) {
            Ok(at) => properties.set_creation_datetime(&at),
            Err(_) => properties,
        }
    }

    /// The heading, the widths, and what a person would set up first: frozen, filtered, printed on each page.
    fn heading(&self, sheet: &mut Worksheet, rows: &[usize], formats: &Formats) -> Result<(), XlsxError> {
        let headings: Vec<String> = self
            .table
            .columns()
            .iter()
            .map(|column| self.column(column))
            .collect();
        let widths = widths(self.table, rows, &headings);
        for (at, (heading, width)) in (0..).zip(headings.iter().zip(widths)) {
            sheet.set_column_width(at, width)?;
            sheet.write_string_with_format(0, at, heading.as_str(), &formats.heading)?;
        }
        let last = u16::try_from(headings.len())
            .unwrap_or(u16::MAX)
            .saturating_sub(1);
        sheet.autofilter(0, 0, row_number(rows.len()), last)?;
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// Excel's dates have no time zone, so the heading names it.
    fn column(&self, column: &Column) -> String {
        let words = visible(&self.words.column(&column.name)).into_owned();
        match column.kind {
            ColumnKind::Time => self.words.say_with("results.xlsx.utc", [("column", words)]),
            _ => words,
        }
    }

    fn row(
        &self,
        sheet: &mut Worksheet,
        (line, sheet_name): (u32, &str),
        row: usize,
        formats: &Formats,
        long: &mut LongTexts,
    ) -> Result<(), XlsxError> {
        let cells = self.table.rows()[row].iter().zip(self.table.columns());
        for (at, (cell, column)) in (0..).zip(cells) {
            match cell {
                Cell::Empty => (),
                Cell::Number(number) => drop(sheet.write_number(line, at, *number)?),
                Cell::Boolean(yes) => drop(sheet.write_boolean(line, at, *yes)?),
                Cell::Time(time) if let Some(serial) = serial(*time) => {
                    sheet.write_number_with_format(line, at, serial, &formats.time)?;
                }
                Cell::Text(severity) if column.kind == ColumnKind::Severity => {
                    let word = self.words.severity(severity);
                    sheet.write_string_with_format(line, at, word, formats.severity(severity))?;
                }
                _ => {
                    let text = self
                        .words
                        .spoken(self.table, row, usize::from(at))
                        .text()
                        .into_owned();
                    let place = (sheet_name, line + 1, self.words.column(&column.name));
                    let text = long.fitted(visible(&text).into_owned(), place, self.words);
                    sheet.write_string(line, at, text)?;
                }
            }
        }
        Ok(())
    }

    fn asked_sheet(&self, workbook: &mut Workbook, formats: &Formats) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.words.say("results.asked.title"))?;
        sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
        for (line, (label, value)) in (0..).zip(self.asked) {
            sheet.write_string_with_format(line, 0, label, &formats.heading)?;
            sheet.write_string_with_format(line, 1, visible(value), &formats.wrapped)?;
        }
        Ok(())
    }
}

fn row_number(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// The first moment that Excel counts like the calendar: it takes 1900 for a leap year.
const FIRST_SERIAL: f64 = 61.0;
/// Days from Excel's day 0 to 1970.
const UNIX_EPOCH_SERIAL: f64 = 25_569.0;
const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// A moment as Excel counts, in days; `None` before its time.
fn serial(time: Timestamp) -> Option<f64> {
    let days = time.as_duration().as_secs_f64() / SECONDS_OF_A_DAY + UNIX_EPOCH_SERIAL;
    (days >= FIRST_SERIAL).then_some(days)
}

/// A full disk is to be told as one, wherever the library noticed it.
fn io_error(error: XlsxError) -> io::Error {
    if let XlsxError::IoError(error) = error {
        return error;
    }
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(one) = cause {
        if let Some(found) = one.downcast_ref::<io::Error>() {
            return io::Error::new(found.kind(), error.to_string());
        }
        cause = one.source();
    }
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::Keys;
    use super::*;

    fn table(rows: usize, text: &str) -> Table {
        let mut table = Table::new(vec![
            Column::new("title", ColumnKind::Text),
            Column::new("severity", ColumnKind::Severity),
            Column::new("updated", ColumnKind::Time),
        ]);
        for _ in 0..rows {
            let cells = [
                table.text(text),
                table.text("high"),
                table.time("2026-01-01T12:00:00Z"),
            ];
            table.push(cells);
        }
        table
    }

    /// How many sheets the file has: the names in an archive are not compressed.
    fn sheets(table: &Table, limits: Limits) -> usize {
        let book = Book {
            table,
            kind: ResultKind::Incidents,
            words: TableWords(&Keys),
            asked: &[("API".into(), "=1+1".into())],
            at: Timestamp::UNIX_EPOCH,
        };
        let rows: Vec<usize> = (0..table.rows().len()).collect();
        let mut out = Vec::new();
        book.written(&mut out, &rows, limits).unwrap();
        let names = String::from_utf8_lossy(&out).into_owned();
        let is_there = |number: &usize| names.contains(&format!("xl/worksheets/sheet{number}.xml"));
        (1..100).filter(is_there).count()
    }

    #[test]
    fn rows_past_the_end_of_a_sheet_go_on_on_the_next() {
        let limits = Limits { rows: 2, text: 100 };
        let asked = 1;
        for (rows, wanted) in [(0, 1), (2, 1), (3, 2), (5, 3)] {
            assert_eq!(sheets(&table(rows, "x"), limits), wanted + asked, "{rows}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_gets_a_sheet_where_it_stands_whole() {
        let limits = Limits { rows: 9, text: 100 };
        assert_eq!(sheets(&table(1, &"x".repeat(100)), limits), 2);
        assert_eq!(sheets(&table(1, &"x".repeat(101)), limits), 3);
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        let of = |time: &str| serial(time.parse().unwrap());
        assert_eq!(of("2026-01-01T12:00:00Z"), Some(46_023.5));
        assert_eq!(of("1900-03-01T00:00:00Z"), Some(61.0));
        assert_eq!(of("1900-02-28T00:00:00Z"), None);
    }

    #[test]
    fn a_full_disk_is_still_one_when_the_library_says_it() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(
            io_error(XlsxError::IoError(full())).kind(),
            io::ErrorKind::StorageFull
        );
        assert_eq!(
            io_error(XlsxError::TempFileError("/tmp".into(), full())).kind(),
            io::ErrorKind::StorageFull
        );
    }
}
