//! One table for everything that was read: incidents, devices, hunting rows. It stays in Rust; the window asks for
//! the lines in sight, so that a hundred thousand rows cost it no more than fifty.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::plain::visible;
use crate::clock::rfc3339;

/// How a column is shown, sorted and written to typed files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ColumnKind {
    Text,
    Number,
    Time,
    Boolean,
    /// Several texts.
    List,
    /// `high`, `medium`, `low`, `informational` or `unknown`; sorted by weight.
    Severity,
    /// A word of a closed list, in camel case.
    Word,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Column {
    /// A stable name: of ours in snake case, or the service's own for hunting.
    pub name: String,
    /// How it is shown.
    pub kind: ColumnKind,
}

impl Column {
    /// A column of that name.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }
}

/// One value. Texts are shared between rows: most of them say the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing was said.
    #[default]
    Empty,
    /// A text.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A moment.
    Time(Timestamp),
    /// Yes or no.
    Boolean(bool),
    /// Several texts.
    List(Box<[Arc<str>]>),
}

/// A value on its way to the window.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(untagged)]
pub enum CellView {
    /// Nothing was said.
    Empty(Option<()>),
    /// A text, or a moment in RFC 3339.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// Several texts.
    List(Vec<String>),
}

impl Cell {
    /// The value as text, as it is searched, compared and written to text files. Empty where there is none.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Time(time) => Cow::Owned(rfc3339(*time)),
            Self::Boolean(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
            Self::List(texts) => Cow::Owned(texts.join(", ")),
        }
    }

    /// Every text of the value by itself: those of a list, or the one.
    pub fn texts(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::List(texts) => texts.iter().map(|text| Cow::Borrowed(&**text)).collect(),
            other => vec![other.text()],
        }
    }

    /// The value for the window.
    pub fn view(&self) -> CellView {
        match self {
            Self::Empty => CellView::Empty(None),
            Self::Number(number) => CellView::Number(*number),
            Self::Boolean(yes) => CellView::Boolean(*yes),
            Self::List(texts) => CellView::List(texts.iter().map(ToString::to_string).collect()),
            Self::Text(_) | Self::Time(_) => CellView::Text(self.text().into_owned()),
        }
    }
}

/// The cells of one row, as many as there are columns. Shared: a table that grows is shown as it is now.
pub type Row = Arc<[Cell]>;

/// Rows under columns, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    known: HashSet<Arc<str>>,
}

/// Longer texts seldom come twice.
const WORTH_SHARING: usize = 96;

impl Table {
    /// An empty table.
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
            known: HashSet::new(),
        }
    }

    /// The table as it is now, for looking at while this one grows. The rows are shared.
    pub(crate) fn snapshot(&self) -> Self {
        Self {
            columns: self.columns.clone(),
            rows: self.rows.clone(),
            known: HashSet::new(),
        }
    }

    /// The same rows with one more column; rows without a cell for it have nothing there.
    pub(crate) fn with_column(&self, column: Column, cells: impl IntoIterator<Item = Cell>) -> Self {
        let mut cells = cells.into_iter();
        let wider = |row: &Row| {
            row.iter()
                .cloned()
                .chain([cells.next().unwrap_or_default()])
                .collect()
        };
        Self {
            rows: self.rows.iter().map(wider).collect(),
            columns: self.columns.iter().cloned().chain([column]).collect(),
            known: HashSet::new(),
        }
    }

    /// Adds a column behind the others; the rows so far have nothing there.
    pub(crate) fn add_column(&mut self, column: Column) {
        self.columns.push(column);
        for row in &mut self.rows {
            *row = row.iter().cloned().chain([Cell::Empty]).collect();
        }
    }

    /// A cell of another table, with its texts stored once.
    pub(crate) fn adopt(&mut self, cell: &Cell) -> Cell {
        match cell {
            Cell::Text(text) => self.text(text),
            Cell::List(texts) => self.list(texts.iter().map(|text| &**text)),
            other => other.clone(),
        }
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, in the order in which they came.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where a column of that name is.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Adds a row; cells that are missing are empty, cells too many are left out.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut row: Vec<Cell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize(self.columns.len(), Cell::Empty);
        self.rows.push(row.into());
    }

    /// A text, stored once for all rows that say the same. An empty text is an empty cell.
    pub fn text(&mut self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Empty;
        }
        Cell::Text(self.shared(text))
    }

    /// A list of texts; none is an empty cell.
    pub fn list<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) -> Cell {
        let texts: Box<[Arc<str>]> = texts.into_iter().map(|text| self.shared(text)).collect();
        if texts.is_empty() {
            return Cell::Empty;
        }
        Cell::List(texts)
    }

    /// A moment as a service wrote it; what is no time stays text.
    pub fn time(&mut self, text: &str) -> Cell {
        match text.parse() {
            Ok(time) => Cell::Time(time),
            Err(_) => self.text(text),
        }
    }

    /// A value of JSON under a column of this kind. What does not fit the kind is shown as it is, never dropped.
    pub fn value(&mut self, kind: ColumnKind, value: &Value) -> Cell {
        match (kind, value) {
            (_, Value::Null) => Cell::Empty,
            (ColumnKind::Time, Value::String(text)) => self.time(text),
            (_, Value::String(text)) => self.text(text),
            (_, Value::Bool(yes)) => Cell::Boolean(*yes),
            (_, Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
            (_, Value::Array(items)) if !items.is_empty() && items.iter().all(Value::is_string) => {
                self.list(items.iter().filter_map(Value::as_str))
            }
            (_, Value::Array(_) | Value::Object(_)) => self.text(&value.to_string()),
        }
    }

    /// What a stranger wrote is shown, searched, drawn and saved with everything in sight; only the row itself keeps it
    /// as it came.
    fn shared(&mut self, text: &str) -> Arc<str> {
        let text = &*visible(text);
        if text.len() > WORTH_SHARING {
            return text.into();
        }
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = text.into();
        self.known.insert(Arc::clone(&fresh));
        fresh
    }
}
