//! Tables, and where they come from.

use std::sync::Arc;

use crate::{Kind, Value};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name; names differ in case.
    pub name: String,
    /// Its type.
    pub kind: Kind,
}

/// Rows under named columns. Every row has as many values as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, in order.
    pub rows: Vec<Vec<Value>>,
}

/// The tables that a query may name.
pub trait Database: Send + Sync {
    /// The table of that name, made when it is asked for.
    fn table(&self, name: &str) -> Option<Arc<Table>>;
    /// Every name, for `find`-like operators and for error messages.
    fn names(&self) -> Vec<String>;
}
