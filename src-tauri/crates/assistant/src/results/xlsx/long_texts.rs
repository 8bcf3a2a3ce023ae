//! Texts that are too long for a cell: cut there, and whole on a sheet of their own, in as many lines as they need.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::layout::Formats;
use crate::results::words::TableWords;

/// What did not fit into its cell.
pub(super) struct LongTexts {
    limit: usize,
    texts: Vec<LongText>,
    /// Lines of the sheet so far, its heading included.
    lines: u32,
}

struct LongText {
    sheet: String,
    line: u32,
    column: String,
    parts: Vec<String>,
}

impl LongTexts {
    /// None yet. The limit of a cell is in UTF-16 units, as Excel counts.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            texts: Vec::new(),
            lines: 1,
        }
    }

    /// The text as it fits into a cell. What is cut off says where the whole of it stands.
    pub(super) fn fitted(
        &mut self,
        text: String,
        (sheet, line, column): (&str, u32, String),
        words: TableWords<'_>,
    ) -> String {
        // A letter has at least as many bytes as UTF-16 units.
        if text.len() <= self.limit || text.encode_utf16().count() <= self.limit {
            return text;
        }
        let first = self.lines + 1;
        let hint = words.say_with("results.xlsx.continued", [("line", first.to_string())]);
        let room = self.limit.saturating_sub(hint.encode_utf16().count());
        let begin = parts(&text, room).next().unwrap_or_default().to_owned();
        let parts: Vec<String> = parts(&text, self.limit).map(str::to_owned).collect();
        self.lines += u32::try_from(parts.len()).unwrap_or_default();
        self.texts.push(LongText {
            sheet: sheet.to_owned(),
            line,
            column,
            parts,
        });
        begin + &hint
    }

    /// Adds the sheet where there is something to say.
    pub(super) fn write(
        self,
        workbook: &mut Workbook,
        words: TableWords<'_>,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(words.say("results.xlsx.long_texts"))?;
        sheet.set_column_width(3, 100)?;
        for (at, heading) in (0..).zip(["sheet", "line", "column", "text"]) {
            let heading = words.say(&format!("results.xlsx.{heading}"));
            sheet.write_string_with_format(0, at, heading, &formats.heading)?;
        }
        let mut at = 1;
        for text in self.texts {
            for part in text.parts {
                sheet.write_string(at, 0, &text.sheet)?;
                sheet.write_number(at, 1, text.line)?;
                sheet.write_string(at, 2, &text.column)?;
                sheet.write_string(at, 3, part)?;
                at += 1;
            }
        }
        Ok(())
    }
}

/// A text in parts of at most so many UTF-16 units, never through a letter.
fn parts(text: &str, limit: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut units = 0;
        let end = rest.char_indices().find(|(_, letter)| {
            units += letter.len_utf16();
            units > limit
        });
        let (part, left) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = left;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::words::tests::Keys;

    #[test]
    fn a_text_is_cut_between_letters_and_nothing_of_it_is_lost() {
        let text = "a😀é😀b";
        for limit in 2..10 {
            let cut: Vec<&str> = parts(text, limit).collect();
            assert_eq!(cut.concat(), text);
            assert!(
                cut.iter().all(|part| part.encode_utf16().count() <= limit),
                "{limit}"
            );
        }
    }

    #[test]
    fn what_fits_stays_and_what_does_not_says_where_it_stands() {
        let mut long = LongTexts::new(60);
        let place = || ("Incidents", 2, "Title".to_owned());
        assert_eq!(long.fitted("short".into(), place(), TableWords(&Keys)), "short");
        let first = long.fitted("x".repeat(100), place(), TableWords(&Keys));
        let second = long.fitted("y".repeat(100), place(), TableWords(&Keys));
        assert!(
            first.starts_with('x') && first.ends_with("results.xlsx.continued 2"),
            "{first}"
        );
        assert!(second.ends_with("results.xlsx.continued 4"), "{second}");
        assert!(first.len() <= 60);
    }
}
