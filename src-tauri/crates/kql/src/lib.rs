//! A part of the Kusto Query Language, run over tables in memory: what practice hunting needs, and nothing of Handrail.
//!
//! Source: MicrosoftDocs/dataexplorer-docs, `data-explorer/kusto/query`. What is not understood is an error, never a
//! guess: a query that answers here means the same there.
//!
//! A text goes through four rooms: `lexer` and `syntax` know how it is written, `semantics` gives names and types to
//! what was written, `run` does it, row by row. `functions` and `aggregates` are the language's own.

mod aggregates;
mod convert;
mod error;
mod functions;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod lexer;
mod run;
mod semantics;
mod syntax;
mod table;
mod text;
mod time;
mod value;

pub use error::{QueryError, QueryErrorKind};
pub use table::{Column, Database, Table};
pub use value::{Kind, Value};

use jiff::Timestamp;

/// How much a query may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Rows of the result; a query with more ends with [`QueryErrorKind::Limit`].
    pub rows: usize,
    /// Rows that may be looked at or made on the way, all operators together.
    pub work: u64,
}

/// What nested queries may need: they are bounded by their depth, but the caller's stack may be small.
const STACK: usize = 64 << 20;

/// Runs a query. `now` is what `now()` and `ago()` mean, so that the same query over the same tables has one answer.
pub fn run(
    query: &str,
    database: &dyn Database,
    now: Timestamp,
    limits: Limits,
) -> Result<Table, QueryError> {
    let work = || {
        let script = syntax::parse(query)?;
        let plan = semantics::Binder::new(database, now).bind(&script)?;
        run::execute(&plan, limits)
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        let running = thread.map_err(|_| QueryError::limit(0, "There is no thread for the query"))?;
        running
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
