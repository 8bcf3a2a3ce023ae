//! Why a query has no result, and where in its text.

/// Which part of the work a query failed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// The text is not a query of this language, or of the part that is known here.
    Syntax,
    /// A name or a type does not fit the tables.
    Semantic,
    /// It costs more than [`Limits`](crate::Limits) allow.
    Limit,
}

/// Why a query has no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Which part of the work failed.
    pub kind: QueryErrorKind,
    /// In the words of the service, as far as they are known.
    pub message: String,
    /// Where in the text, in bytes from its beginning.
    pub at: usize,
}

/// What every part of the engine answers.
pub(crate) type Outcome<T> = Result<T, QueryError>;

impl QueryError {
    pub(crate) fn syntax(at: usize, message: impl Into<String>) -> Self {
        Self {
            kind: QueryErrorKind::Syntax,
            message: message.into(),
            at,
        }
    }

    pub(crate) fn semantic(at: usize, message: impl Into<String>) -> Self {
        Self {
            kind: QueryErrorKind::Semantic,
            message: message.into(),
            at,
        }
    }

    pub(crate) fn limit(at: usize, message: impl Into<String>) -> Self {
        Self {
            kind: QueryErrorKind::Limit,
            message: message.into(),
            at,
        }
    }
}
