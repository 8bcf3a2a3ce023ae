//! Names and types: from what was written to what is done. Source: Kusto, "Scalar data types", "Entity names"; column
//! names that a query does not give are those that the service gives.

mod calls;
mod columns;
mod expressions;
mod joins;
mod names;
mod operations;
pub(crate) mod plan;
mod relations;
pub(crate) mod scalar;
mod scope;
mod sources;
mod summaries;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::error::{Outcome, QueryError};
use crate::syntax::ast::Script;
use crate::{Database, QueryErrorKind, Table};
use plan::Plan;
use scope::Lets;

/// How deep what is bound may be nested, functions of `let` unfolded.
const DEEPEST: usize = 300;

/// How many expressions a query may come to, functions of `let` unfolded: each that calls the one before twice doubles.
const MOST_NODES: usize = 100_000;

/// Gives names and types to a query.
pub(crate) struct Binder<'a> {
    database: &'a dyn Database,
    /// Those that were asked for: a database may make them then.
    tables: RefCell<HashMap<String, Option<Arc<Table>>>>,
    now: Timestamp,
    depth: Cell<usize>,
    nodes: Cell<usize>,
    /// The operator that is being bound, for messages.
    operator: Cell<&'static str>,
}

impl<'a> Binder<'a> {
    pub(crate) fn new(database: &'a dyn Database, now: Timestamp) -> Self {
        Self {
            database,
            tables: RefCell::default(),
            now,
            depth: Cell::new(0),
            nodes: Cell::new(0),
            operator: Cell::new(""),
        }
    }

    /// The plan of a whole query.
    pub(crate) fn bind(&self, script: &Script) -> Outcome<Plan> {
        self.script(script, &Lets::NONE)
    }

    fn script<'q>(&self, script: &'q Script, around: &Lets<'q>) -> Outcome<Plan> {
        let lets = self.lets(&script.lets, around)?;
        self.tabular(&script.body, &lets)
    }

    fn table_named(&self, name: &str) -> Option<Arc<Table>> {
        let mut tables = self.tables.borrow_mut();
        let known = tables.entry(name.to_owned());
        known.or_insert_with(|| self.database.table(name)).clone()
    }

    /// Does what is nested one level deeper.
    fn nested<T>(&self, at: usize, inner: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        self.nodes.set(self.nodes.get() + 1);
        if self.depth.get() >= DEEPEST || self.nodes.get() > MOST_NODES {
            return Err(QueryError::limit(at, "Query is too complex"));
        }
        self.depth.set(self.depth.get() + 1);
        let result = inner();
        self.depth.set(self.depth.get() - 1);
        result
    }

    /// An error of names or types, which says the operator that it happened in.
    fn semantic(&self, at: usize, message: impl AsRef<str>) -> QueryError {
        let (operator, message) = (self.operator.get(), message.as_ref());
        let message = if operator.is_empty() {
            message.to_owned()
        } else {
            format!("'{operator}' operator: {message}")
        };
        QueryError {
            kind: QueryErrorKind::Semantic,
            message,
            at,
        }
    }
}
