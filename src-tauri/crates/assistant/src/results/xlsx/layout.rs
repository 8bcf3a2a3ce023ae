//! How the Excel file looks, and how much room it takes on its way.

use std::io::{self, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::super::table::{Cell, ColumnKind, Table};

/// The cells' formats.
pub(super) struct Formats {
    pub(super) heading: Format,
    pub(super) time: Format,
    pub(super) wrapped: Format,
    severities: [(&'static str, Format); 4],
    plain: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let tinted = |text, ground| {
            let format = Format::new().set_font_color(Color::RGB(text));
            format.set_background_color(Color::RGB(ground))
        };
        Self {
            heading: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_EEF5))
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            severities: [
                ("high", tinted(0x007A_0C14, 0x00F9_D9DB)),
                ("medium", tinted(0x0066_3A00, 0x00FC_E7CB)),
                ("low", tinted(0x000C_3F63, 0x00D9_EAF7)),
                ("informational", tinted(0x003B_3A39, 0x00EB_EBEB)),
            ],
            plain: Format::new(),
        }
    }

    /// The colours of a severity, by its name in the table.
    pub(super) fn severity(&self, name: &str) -> &Format {
        let found = self.severities.iter().find(|(one, _)| *one == name);
        found.map_or(&self.plain, |(_, format)| format)
    }
}

/// Rows that are looked at for a column's width.
const SAMPLE: usize = 1_000;
/// In letters: room for the filter's button, and no column wider than half a screen.
const BUTTON: usize = 4;
const WIDEST: usize = 60;
const TIME: usize = 20;

/// How wide each column is, in letters.
pub(super) fn widths(table: &Table, rows: &[usize], headings: &[String]) -> Vec<u32> {
    let columns = table.columns().iter().zip(headings).enumerate();
    let width = |(at, (column, heading)): (usize, (&super::Column, &String))| {
        let sample = rows.iter().take(SAMPLE);
        let longest = sample
            .map(|row| letters(&table.rows()[*row][at]))
            .max()
            .unwrap_or(0);
        let wanted = match column.kind {
            ColumnKind::Time => longest.min(TIME),
            _ => longest,
        };
        let width = wanted.max(heading.chars().count() + BUTTON).min(WIDEST);
        u32::try_from(width).unwrap_or_default()
    };
    columns.map(width).collect()
}

fn letters(cell: &Cell) -> usize {
    cell.text().chars().count()
}

/// What a cell costs in the temporary file beside its text, in bytes.
const MARKUP: usize = 72;

/// The library ends the program where its temporary file cannot be written. So the room that it needs is taken, and
/// given back, before it starts: a disk that is too full is then an error like any other.
pub(super) fn make_room(table: &Table, rows: &[usize]) -> io::Result<()> {
    let cells = rows.iter().flat_map(|row| table.rows()[*row].iter());
    let bytes: usize = cells.map(|cell| MARKUP + cell.text().len()).sum();
    let mut file = tempfile::tempfile()?;
    let zeros = [0; 8192];
    for _ in 0..=bytes / zeros.len() {
        file.write_all(&zeros)?;
    }
    Ok(())
}
