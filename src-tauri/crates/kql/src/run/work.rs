//! What a query has cost so far.

use std::cell::Cell;

use crate::Value;
use crate::error::{Outcome, QueryError};

/// How deep evaluation may go: expressions within expressions, over all that `let` shares.
const DEEPEST: usize = 4_000;

/// So many bytes of text or of JSON that a function makes cost as much as one row.
const BYTES_OF_A_ROW: usize = 32;

/// In bytes: the service's strings and dynamic values are no longer than 1 MB.
const LARGEST_VALUE: usize = 1 << 20;

/// Counts down.
pub(super) struct Work {
    left: Cell<u64>,
    depth: Cell<usize>,
    /// The operator at work, for messages.
    at: Cell<usize>,
}

impl Work {
    pub(super) fn new(most: u64) -> Self {
        Self {
            left: Cell::new(most),
            depth: Cell::new(0),
            at: Cell::new(0),
        }
    }

    /// Says which operator is at work.
    pub(super) fn begin(&self, at: usize) {
        self.at.set(at);
    }

    /// Where the operator at work stands in the text.
    pub(super) fn at(&self) -> usize {
        self.at.get()
    }

    /// Pays for so many rows.
    pub(super) fn spend(&self, rows: usize) -> Outcome<()> {
        let left = self.left.get().checked_sub(rows as u64);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
            .ok_or_else(|| QueryError::limit(self.at.get(), "The query needs more resources than it may use"))
    }

    /// Pays for rows that one row becomes, by their cells: they are copies, and a few thousand wide rows that are joined
    /// with each other would fill any memory long before their number is large.
    pub(super) fn rows(&self, count: usize, width: usize) -> Outcome<()> {
        self.spend(count.saturating_mul(width))
    }

    /// Pays for a value that a function made, which is no larger than the service's values.
    pub(super) fn made(&self, value: &Value) -> Outcome<()> {
        let size = value.size();
        if size > LARGEST_VALUE {
            return Err(QueryError::limit(
                self.at.get(),
                "A value is larger than it may be",
            ));
        }
        self.spend(size / BYTES_OF_A_ROW)
    }

    /// Pays for a value that was collected from many rows, which may be larger.
    pub(super) fn collected(&self, value: &Value) -> Outcome<()> {
        self.spend(value.size() / BYTES_OF_A_ROW)
    }

    /// Does what is nested one level deeper.
    pub(super) fn nested<T>(&self, inner: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        if self.depth.get() >= DEEPEST {
            return Err(QueryError::limit(self.at.get(), "The query is nested too deeply"));
        }
        self.depth.set(self.depth.get() + 1);
        let result = inner();
        self.depth.set(self.depth.get() - 1);
        result
    }
}
