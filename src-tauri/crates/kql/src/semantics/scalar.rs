//! Expressions with types, ready to be evaluated.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::plan::Plan;
use crate::value::Key;
use crate::{Kind, Value};

/// What a function does with the values of its arguments.
pub(crate) type Operation = Box<dyn Fn(&[Value]) -> Value>;

/// In bytes.
const LARGEST_CONSTANT: usize = 1 << 16;

/// An expression of a type.
pub(crate) struct Scalar {
    pub(crate) kind: Kind,
    pub(crate) node: Node,
    /// Whether it is the same for every row.
    pub(crate) fixed: bool,
}

pub(crate) enum Node {
    Constant(Value),
    Column(usize),
    All(Vec<Scalar>),
    Any(Vec<Scalar>),
    /// The value beside the first condition that is true.
    Choose {
        branches: Vec<(Scalar, Scalar)>,
        otherwise: Box<Scalar>,
    },
    Call {
        operation: Operation,
        arguments: Vec<Scalar>,
    },
    In {
        value: Box<Scalar>,
        members: Members,
        negated: bool,
        folded: bool,
    },
    /// `has_any`, or `has_all` with `all`.
    Has {
        value: Box<Scalar>,
        members: Members,
        all: bool,
    },
    /// Of a `let`; evaluated once if it is fixed.
    Shared(Rc<Shared>),
    /// `toscalar(query)`.
    First(Rc<FirstCell>),
    /// The body of a function of `let`, for which these values are the row.
    Over {
        values: Vec<Scalar>,
        body: Box<Scalar>,
    },
    /// `row_number(start)`
    RowNumber(i64),
    /// `prev()` and `next()`: the value in another row.
    Neighbour {
        value: Box<Scalar>,
        offset: i64,
        otherwise: Box<Scalar>,
    },
}

/// A fixed expression, evaluated when it is first needed.
pub(crate) struct Shared {
    pub(crate) value: Scalar,
    pub(crate) known: OnceCell<Value>,
}

/// The first cell of a query's result, asked for when it is first needed.
pub(crate) struct FirstCell {
    pub(crate) plan: Plan,
    pub(crate) known: OnceCell<Value>,
}

/// What stands in the parentheses of `in`, `has_any` and `has_all`.
pub(crate) struct Members {
    pub(crate) parts: Vec<Part>,
    /// Evaluated once if all parts are fixed.
    pub(crate) known: OnceCell<Rc<HashSet<Key>>>,
    pub(crate) fixed: bool,
    /// The type that members are made to.
    pub(crate) kind: Kind,
}

pub(crate) enum Part {
    Scalar(Scalar),
    Query(Plan),
}

impl Scalar {
    pub(crate) fn constant(kind: Kind, value: Value) -> Self {
        Self {
            kind,
            node: Node::Constant(value),
            fixed: true,
        }
    }

    pub(crate) fn column(index: usize, kind: Kind) -> Self {
        Self {
            kind,
            node: Node::Column(index),
            fixed: false,
        }
    }

    /// A function of some arguments; its value, if it is fixed and simple.
    pub(crate) fn call(kind: Kind, arguments: Vec<Self>, operation: Operation) -> Self {
        let constants: Option<Vec<Value>> = arguments.iter().map(|one| one.as_constant().cloned()).collect();
        if let Some(values) = constants {
            let value = or_nothing(kind, operation(&values));
            // What is large is made again when the query runs, where it is paid for.
            if value.size() <= LARGEST_CONSTANT {
                return Self::constant(kind, value);
            }
        }
        let fixed = arguments.iter().all(|one| one.fixed);
        Self {
            kind,
            node: Node::Call { operation, arguments },
            fixed,
        }
    }

    /// The value that is known before any row is.
    pub(crate) fn as_constant(&self) -> Option<&Value> {
        match &self.node {
            Node::Constant(value) => Some(value),
            Node::Shared(shared) => shared.value.as_constant(),
            _ => None,
        }
    }
}

/// A text is never null.
pub(crate) fn or_nothing(kind: Kind, value: Value) -> Value {
    match value {
        Value::Null => Value::nothing(kind),
        value => value,
    }
}
