//! The rows of a table as text. A quote that is never closed spoils its own line and no other.

use csv::{ReaderBuilder, StringRecord};

use super::columns::{names_tenant, says_something};

/// What spreadsheets write between two fields.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// Enough lines to see which one it is.
const SAMPLE: usize = 200;
/// A name may be written on several lines; behind that many, its quote was meant as a quote.
const MOST_LINES: usize = 8;

/// One row with something in it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Where it begins, counted from 1.
    pub(super) line: u32,
    /// As it came.
    pub(super) text: String,
    /// Without quotes and the blanks around.
    pub(super) fields: Vec<String>,
}

/// All rows of a text.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let declared = lines.first().and_then(|line| declared(line));
    let delimiter = declared.unwrap_or_else(|| likely(&lines));
    let mut rows = Vec::new();
    let mut at = usize::from(declared.is_some());
    while at < lines.len() {
        let whole = extent(&lines[at..], delimiter);
        let taken = whole.unwrap_or(1);
        let text = lines[at..at + taken].join("\n");
        let fields = fields(&text, delimiter, whole.is_some());
        if fields.iter().any(|field| !field.is_empty()) {
            let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
            rows.push(Row { line, text, fields });
        }
        at += taken;
    }
    rows
}

/// Excel's own first line, `sep=;`.
fn declared(line: &str) -> Option<u8> {
    let delimiter = line.trim_end_matches('"').trim_start_matches('"');
    match delimiter.strip_prefix("sep=")?.as_bytes() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The one that leaves the most fields that name a tenant or a column; among equals the one that parts the most.
fn likely(lines: &[&str]) -> u8 {
    let sample: Vec<&&str> = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .take(SAMPLE)
        .collect();
    let score = |delimiter: &u8| {
        let parted: Vec<Vec<String>> = sample.iter().map(|line| fields(line, *delimiter, true)).collect();
        let telling = parted
            .iter()
            .filter(|fields| fields.iter().any(|field| says_something(field)));
        (telling.count(), parted.iter().map(Vec::len).sum::<usize>())
    };
    DELIMITERS.into_iter().max_by_key(score).unwrap_or(b',')
}

/// How many lines the row takes that begins here; `None` where a quote is not closed, or only by that of another row.
fn extent(lines: &[&str], delimiter: u8) -> Option<usize> {
    let most = MOST_LINES.min(lines.len());
    let count = (1..=most).find(|&count| closed(&lines[..count].join("\n"), delimiter))?;
    let telling = lines[..count].iter().filter(|line| {
        fields(line, delimiter, false)
            .iter()
            .any(|field| names_tenant(field))
    });
    (count == 1 || telling.count() <= 1).then_some(count)
}

/// Whatever stands on the next line is then a row of its own.
fn closed(text: &str, delimiter: u8) -> bool {
    !text.contains('"') || records(&format!("{text}\n#"), delimiter, true).count() == 2
}

fn fields(text: &str, delimiter: u8, quoting: bool) -> Vec<String> {
    let around = |letter: char| letter.is_whitespace() || (!quoting && letter == '"');
    let bare = |field: &str| field.trim_matches(around).to_owned();
    if !text.contains('"') {
        // Making a reader costs more than all that is read with it.
        return text.split(char::from(delimiter)).map(bare).collect();
    }
    let record = records(text, delimiter, quoting).next().unwrap_or_default();
    record.iter().map(bare).collect()
}

fn records(text: &str, delimiter: u8, quoting: bool) -> impl Iterator<Item = StringRecord> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(text.len().max(1))
        .from_reader(text.as_bytes())
        .into_records()
        .filter_map(std::result::Result::ok)
}
