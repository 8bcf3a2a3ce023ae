//! The scalar types of the language.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

/// The type of a column (Kusto: "Scalar data types"), with the names that `getschema` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Bool,
    Int,
    Long,
    Real,
    String,
    Datetime,
    Timespan,
    Guid,
    Dynamic,
}

/// One cell. Every type but `string` has null; the empty string stands for it there.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// 32 bits.
    Int(i32),
    /// 64 bits.
    Long(i64),
    /// A double.
    Real(f64),
    /// Text; shared, since many rows say the same.
    String(Arc<str>),
    /// A moment in UTC.
    Datetime(Timestamp),
    /// A length of time in ticks of 100 nanoseconds.
    Timespan(i64),
    /// A GUID.
    Guid(Uuid),
    /// Anything that JSON can say.
    Dynamic(Arc<serde_json::Value>),
}
