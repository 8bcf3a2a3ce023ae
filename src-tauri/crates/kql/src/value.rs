//! The scalar types of the language.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
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

impl Kind {
    /// The name in queries and in `getschema`'s `ColumnType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Long => "long",
            Self::Real => "real",
            Self::String => "string",
            Self::Datetime => "datetime",
            Self::Timespan => "timespan",
            Self::Guid => "guid",
            Self::Dynamic => "dynamic",
        }
    }

    /// The name of the .NET type, which is `getschema`'s `DataType`.
    pub fn data_type(self) -> &'static str {
        match self {
            Self::Bool => "System.SByte",
            Self::Int => "System.Int32",
            Self::Long => "System.Int64",
            Self::Real => "System.Double",
            Self::String => "System.String",
            Self::Datetime => "System.DateTime",
            Self::Timespan => "System.TimeSpan",
            Self::Guid => "System.Guid",
            Self::Dynamic => "System.Object",
        }
    }

    /// The type of that name, with the aliases that Kusto has.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "bool" | "boolean" => Self::Bool,
            "int" => Self::Int,
            "long" => Self::Long,
            "real" | "double" => Self::Real,
            "string" => Self::String,
            "datetime" | "date" => Self::Datetime,
            "timespan" | "time" => Self::Timespan,
            "guid" | "uuid" | "uniqueid" => Self::Guid,
            "dynamic" => Self::Dynamic,
            _ => return None,
        })
    }

    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Long | Self::Real)
    }
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

impl Value {
    pub(crate) fn text(text: impl Into<Arc<str>>) -> Self {
        Self::String(text.into())
    }

    /// JSON's null is null.
    pub(crate) fn dynamic(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            json => Self::Dynamic(Arc::new(json)),
        }
    }

    /// What stands in a column of that type where there is nothing.
    pub(crate) fn nothing(kind: Kind) -> Self {
        match kind {
            Kind::String => Self::text(""),
            _ => Self::Null,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    pub(crate) fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "as in the service, numbers are compared as doubles"
    )]
    pub(crate) fn as_real(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(f64::from(*value)),
            Self::Long(value) | Self::Timespan(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn as_long(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(i64::from(*value)),
            Self::Long(value) | Self::Timespan(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn as_text(&self) -> &str {
        match self {
            Self::String(text) => text,
            _ => "",
        }
    }

    pub(crate) fn as_json(&self) -> &serde_json::Value {
        match self {
            Self::Dynamic(json) => json,
            _ => &serde_json::Value::Null,
        }
    }

    /// About how many bytes of text or JSON it holds.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::String(text) => text.len(),
            Self::Dynamic(json) => json_size(json),
            _ => 0,
        }
    }

    /// Which of two values of comparable types is smaller; nothing for nulls and for types that have no order.
    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::String(one), Self::String(other)) => Some(one.cmp(other)),
            (Self::Bool(one), Self::Bool(other)) => Some(one.cmp(other)),
            (Self::Datetime(one), Self::Datetime(other)) => Some(one.cmp(other)),
            (Self::Guid(one), Self::Guid(other)) => Some(one.cmp(other)),
            (Self::Dynamic(one), Self::Dynamic(other)) => Some(one.to_string().cmp(&other.to_string())),
            _ => match (self.as_long(), other.as_long()) {
                (Some(one), Some(other)) => Some(one.cmp(&other)),
                _ => self.as_real()?.partial_cmp(&other.as_real()?),
            },
        }
    }
}

fn json_size(json: &serde_json::Value) -> usize {
    use serde_json::Value as Json;
    match json {
        Json::String(text) => text.len(),
        Json::Array(items) => items.iter().map(|item| json_size(item) + 16).sum(),
        Json::Object(bag) => bag
            .iter()
            .map(|(key, item)| json_size(item) + key.len() + 32)
            .sum(),
        _ => 8,
    }
}

/// A value that finds its equals: in groups, joins and sets. Null equals null here.
#[derive(Clone, Debug)]
pub(crate) struct Key(pub(crate) Value);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Value::Null, Value::Null) => true,
            (Value::Real(one), Value::Real(other)) => one.is_nan() && other.is_nan() || one == other,
            (one, other) => one.compare(other) == Some(Ordering::Equal),
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Null => {}
            Value::Bool(value) => value.hash(state),
            Value::String(value) => value.hash(state),
            Value::Datetime(value) => value.hash(state),
            Value::Guid(value) => value.hash(state),
            Value::Dynamic(value) => value.to_string().hash(state),
            // Whole and other numbers are equal to each other, and so are the two zeros.
            number => (number.as_real().unwrap_or_default() + 0.0).to_bits().hash(state),
        }
    }
}
