//! What a query does, step by step.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use super::scalar::Scalar;
use crate::aggregates::AggregateCall;
use crate::syntax::ast::JoinKind;
use crate::{Column, Kind, Table};

/// Rows from somewhere, and what is done with them.
pub(crate) struct Plan {
    pub(crate) source: Source,
    pub(crate) steps: Vec<Step>,
    /// Of the result.
    pub(crate) columns: Vec<Column>,
}

pub(crate) enum Source {
    Table(Arc<Table>),
    /// A query of a `let`, run once.
    Shared(Rc<SharedPlan>),
    Union(Vec<UnionInput>),
    /// Rows that the query itself says.
    Rows(Vec<Vec<Scalar>>),
    Range {
        from: Scalar,
        to: Scalar,
        step: Scalar,
    },
}

pub(crate) struct SharedPlan {
    pub(crate) plan: Plan,
    pub(crate) known: OnceCell<Arc<Table>>,
}

/// A table of a union, and which of its columns goes where.
pub(crate) struct UnionInput {
    pub(crate) plan: Plan,
    /// The scalar for each column of the result, over this table's rows.
    pub(crate) columns: Vec<Scalar>,
}

/// Something that is done with rows, and where it stands in the text.
pub(crate) struct Step {
    pub(crate) at: usize,
    pub(crate) action: Action,
}

pub(crate) enum Action {
    Where(Scalar),
    /// Also what only renames, drops or adds columns.
    Project(Vec<Scalar>),
    Summarize {
        by: Vec<Scalar>,
        aggregates: Vec<AggregateCall>,
    },
    Distinct,
    Take(Scalar),
    Sort(Vec<SortKey>),
    Top {
        count: Scalar,
        by: Vec<SortKey>,
    },
    Count,
    Join(Box<Join>),
    MvExpand(MvExpand),
    Parse(Parse),
    /// The rows that describe the columns, whatever the rows are.
    Schema(Vec<Vec<crate::Value>>),
}

pub(crate) struct SortKey {
    pub(crate) value: Scalar,
    pub(crate) ascending: bool,
    pub(crate) nulls_first: bool,
}

pub(crate) struct Join {
    pub(crate) kind: JoinKind,
    pub(crate) right: Plan,
    /// Indices of the keys, pair by pair.
    pub(crate) left_keys: Vec<usize>,
    pub(crate) right_keys: Vec<usize>,
    /// Types of both sides' columns, for rows without a partner.
    pub(crate) left_kinds: Vec<Kind>,
    pub(crate) right_kinds: Vec<Kind>,
    /// Which columns of the right side the result has.
    pub(crate) kept: Vec<usize>,
}

pub(crate) struct MvExpand {
    pub(crate) items: Vec<MvColumn>,
    pub(crate) limit: Option<usize>,
    /// Whether the position in the array is a column after all others.
    pub(crate) index: bool,
    /// Bags become bags of one; otherwise pairs of key and value.
    pub(crate) bag: bool,
}

pub(crate) struct MvColumn {
    pub(crate) value: Scalar,
    /// Which column of the result it is.
    pub(crate) column: usize,
    pub(crate) kind: Kind,
}

pub(crate) struct Parse {
    pub(crate) subject: Scalar,
    pub(crate) pattern: regex::Regex,
    /// The result's column and its type, for each group of the pattern.
    pub(crate) columns: Vec<(usize, Kind)>,
    /// A value that does not fit its type makes the whole row not match.
    pub(crate) strict: bool,
    pub(crate) only_matches: bool,
}

impl Plan {
    pub(crate) fn new(source: Source, columns: Vec<Column>) -> Self {
        Self {
            source,
            steps: Vec::new(),
            columns,
        }
    }

    /// Adds a step, after which the columns are these.
    pub(crate) fn then(mut self, at: usize, action: Action, columns: Vec<Column>) -> Self {
        self.steps.push(Step { at, action });
        self.columns = columns;
        self
    }

    /// Adds a step that leaves the columns as they are.
    pub(crate) fn keeping(mut self, at: usize, action: Action) -> Self {
        self.steps.push(Step { at, action });
        self
    }
}
