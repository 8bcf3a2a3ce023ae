//! What a list's records hold.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::Timestamp;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    /// A word of a closed list, compared without case.
    Enum,
    Number,
    Time,
    /// A list of texts, asked by `any` and `all`.
    Texts,
}

impl Type {
    pub(crate) fn edm(self) -> &'static str {
        match self {
            Self::Text | Self::Enum => "Edm.String",
            Self::Number => "Edm.Int64",
            Self::Time => "Edm.DateTimeOffset",
            Self::Texts => "Collection(Edm.String)",
        }
    }
}

/// The fields that may stand in a filter, and those that exist but may not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema {
    /// The type's full name, for messages.
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [(&'static str, Type)],
    pub(crate) not_filterable: &'static [&'static str],
}

impl Schema {
    pub(crate) fn type_of(&self, field: &str) -> Option<Type> {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, kind)| *kind)
    }
}

/// A field's value. Texts are lent where the record has them: a filter may look at a hundred thousand records.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Number(f64),
    Time(Timestamp),
    Bool(bool),
    Texts(Vec<Cow<'a, str>>),
}

impl<'a> Value<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn edm(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Text(_) => "Edm.String",
            Self::Number(_) => "Edm.Int32",
            Self::Time(_) => "Edm.DateTimeOffset",
            Self::Bool(_) => "Edm.Boolean",
            Self::Texts(_) => "Collection(Edm.String)",
        }
    }

    /// The order of two values of one type; `None` when there is none.
    pub(crate) fn order(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(a), Value::Text(b)) => Some(a.as_ref().cmp(b.as_ref())),
            (Self::Number(a), Value::Number(b)) => a.partial_cmp(b),
            (Self::Time(a), Value::Time(b)) => Some(a.cmp(b)),
            (Self::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

/// Something with named fields.
pub(crate) trait Record {
    /// The value of a field of the schema; `Null` for any other name.
    fn field(&self, name: &str) -> Value<'_>;
}
