//! `$filter`: what it holds, and how it is asked of a record.

use std::cmp::Ordering;

use jiff::Timestamp;

use crate::odata::parser;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    /// A word of a closed list, compared without case.
    Enum,
    Number,
    Time,
}

impl Type {
    pub(crate) fn edm(self) -> &'static str {
        match self {
            Self::Text | Self::Enum => "Edm.String",
            Self::Number => "Edm.Int64",
            Self::Time => "Edm.DateTimeOffset",
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

/// A field's value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Text(String),
    Number(f64),
    Time(Timestamp),
    Bool(bool),
}

impl Value {
    pub(crate) fn edm(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Text(_) => "Edm.String",
            Self::Number(_) => "Edm.Int32",
            Self::Time(_) => "Edm.DateTimeOffset",
            Self::Bool(_) => "Edm.Boolean",
        }
    }

    /// The order of two values of one type; `None` when there is none.
    pub(crate) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Self::Time(a), Self::Time(b)) => Some(a.cmp(b)),
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Null, Self::Null) => Some(Ordering::Equal),
            _ => None,
        }
    }
}

/// Something with named fields.
pub(crate) trait Record {
    /// The value of a field of the schema; `Null` for any other name.
    fn field(&self, name: &str) -> Value;
}

/// Why a filter is refused, in the words of the OData libraries that the services use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FilterError {
    #[error("Syntax error at position {at} in '{text}'.")]
    Syntax { at: usize, text: String },
    #[error("Could not find a property named '{field}' on type '{of}'.")]
    UnknownField { field: String, of: &'static str },
    #[error("The property '{field}' cannot be used in the $filter query option.")]
    NotFilterable { field: String },
    #[error(
        "An unknown function with name '{name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed."
    )]
    UnknownFunction { name: String },
    #[error(
        "A binary operator with incompatible types was detected. Found operand types '{left}' and '{right}' for operator kind '{operator}'."
    )]
    Types {
        left: &'static str,
        right: &'static str,
        operator: &'static str,
    },
    #[error("The node count limit of '100' has been exceeded.")]
    TooDeep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

impl Operator {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "gt" => Self::Gt,
            "ge" => Self::Ge,
            "lt" => Self::Lt,
            "le" => Self::Le,
            _ => return None,
        })
    }

    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Eq => "Equal",
            Self::Ne => "NotEqual",
            Self::Gt => "GreaterThan",
            Self::Ge => "GreaterThanOrEqual",
            Self::Lt => "LessThan",
            Self::Le => "LessThanOrEqual",
        }
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    StartsWith,
    EndsWith,
    Contains,
}

impl Function {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "startswith" => Self::StartsWith,
            "endswith" => Self::EndsWith,
            "contains" => Self::Contains,
            _ => return None,
        })
    }
}

/// A parsed filter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    /// Both hold.
    And(Box<Self>, Box<Self>),
    /// At least one holds.
    Or(Box<Self>, Box<Self>),
    /// The inner one does not hold.
    Not(Box<Self>),
    /// A field against a value.
    Compare(Comparison),
    /// A function of a field.
    Call(Call),
}

/// `field operator value`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) field: String,
    pub(crate) of: Type,
    pub(crate) operator: Operator,
    pub(crate) value: Value,
}

/// `function(field,'text')`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) function: Function,
    pub(crate) field: String,
    pub(crate) text: String,
}

impl Filter {
    /// Parses against the fields of `schema`. Never panics, whatever the text.
    pub(crate) fn parse(text: &str, schema: &Schema) -> Result<Self, FilterError> {
        parser::parse(text, schema)
    }

    /// True when the record passes.
    pub(crate) fn holds(&self, record: &impl Record) -> bool {
        match self {
            Self::And(left, right) => left.holds(record) && right.holds(record),
            Self::Or(left, right) => left.holds(record) || right.holds(record),
            Self::Not(inner) => !inner.holds(record),
            Self::Compare(comparison) => comparison.holds(&record.field(&comparison.field)),
            Self::Call(call) => call.holds(&record.field(&call.field)),
        }
    }
}

impl Comparison {
    fn holds(&self, actual: &Value) -> bool {
        let (actual, wanted) = match (self.of, actual, &self.value) {
            (Type::Enum, Value::Text(actual), Value::Text(wanted)) => (
                Value::Text(actual.to_lowercase()),
                Value::Text(wanted.to_lowercase()),
            ),
            (_, actual, wanted) => (actual.clone(), wanted.clone()),
        };
        match actual.order(&wanted) {
            Some(order) => self.operator.holds(order),
            None => self.operator == Operator::Ne,
        }
    }
}

impl Call {
    fn holds(&self, actual: &Value) -> bool {
        let Value::Text(actual) = actual else { return false };
        let (actual, text) = (actual.to_lowercase(), self.text.to_lowercase());
        match self.function {
            Function::StartsWith => actual.starts_with(&text),
            Function::EndsWith => actual.ends_with(&text),
            Function::Contains => actual.contains(&text),
        }
    }
}
