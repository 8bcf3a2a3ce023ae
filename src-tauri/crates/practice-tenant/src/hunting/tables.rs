//! The tables of a tenant, each made when a query first names it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use handrail_kql::{Database, Table, Value};
use jiff::Timestamp;

use crate::hunting::pen::Pen;
use crate::hunting::schema::{SCHEMAS, Schema};
use crate::hunting::timespan::Timespan;
use crate::hunting::{Scope, alerts, everyday, inventory, traces};
use crate::story::Story;

/// All tables of one tenant, whole.
pub(super) struct Tables {
    story: Arc<Story>,
    made: Vec<OnceLock<Arc<Table>>>,
    /// The last part of a table that was asked for, by the name of the table: the next query most often asks for the
    /// same one.
    parts: Mutex<HashMap<&'static str, Part>>,
}

/// Some rows of a table, and which.
type Part = (Range<usize>, Arc<Table>);

impl Tables {
    pub(super) fn new(story: Arc<Story>) -> Self {
        Self {
            story,
            made: SCHEMAS.iter().map(|_| OnceLock::new()).collect(),
            parts: Mutex::default(),
        }
    }

    fn whole(&self, name: &str) -> Option<(&'static Schema, Arc<Table>)> {
        let at = SCHEMAS.iter().position(|schema| schema.name == name)?;
        let schema = SCHEMAS.get(at)?;
        let table = self.made.get(at)?.get_or_init(|| Arc::new(self.told(schema)));
        Some((schema, Arc::clone(table)))
    }

    fn told(&self, schema: &'static Schema) -> Table {
        let mut pen = Pen::new(schema);
        inventory::write(&self.story, &mut pen);
        everyday::write(&self.story, &mut pen);
        alerts::write(&self.story, &mut pen);
        traces::write(&self.story, &mut pen);
        pen.finish()
    }

    /// The rows of a time span. Tables that say how things are, and not what happened, have no time and come whole.
    fn part(&self, name: &str, span: Timespan) -> Option<Arc<Table>> {
        let (schema, whole) = self.whole(name)?;
        let Some((column, _)) = schema.place("Timestamp") else {
            return Some(whole);
        };
        let before = |end: Timestamp| {
            whole
                .rows
                .partition_point(|row| matches!(row.get(column), Some(Value::Datetime(at)) if *at < end))
        };
        let range = before(span.from)..before(span.until);
        if range == (0..whole.rows.len()) {
            return Some(whole);
        }
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        match parts.get(schema.name) {
            Some((same, part)) if *same == range => Some(Arc::clone(part)),
            _ => {
                let rows = whole.rows.get(range.clone()).unwrap_or_default().to_vec();
                let columns = whole.columns.clone();
                let part = Arc::new(Table { columns, rows });
                parts.insert(schema.name, (range, Arc::clone(&part)));
                Some(part)
            }
        }
    }
}

/// What one query sees of the tables.
pub(super) struct View<'a> {
    tables: &'a Tables,
    scope: Scope,
    span: Timespan,
}

impl<'a> View<'a> {
    pub(super) fn new(tables: &'a Tables, scope: Scope, span: Timespan) -> Self {
        Self { tables, scope, span }
    }

    fn shows(&self, name: &str) -> bool {
        self.scope == Scope::Everything || name.starts_with("Device")
    }
}

impl Database for View<'_> {
    fn table(&self, name: &str) -> Option<Arc<Table>> {
        if !self.shows(name) {
            return None;
        }
        self.tables.part(name, self.span)
    }

    fn names(&self) -> Vec<String> {
        let names = SCHEMAS.iter().map(|schema| schema.name);
        names.filter(|name| self.shows(name)).map(str::to_owned).collect()
    }
}
