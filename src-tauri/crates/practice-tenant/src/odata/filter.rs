//! `$filter`: what it holds, and why one is refused.

use crate::odata::parser;
use crate::odata::value::{Schema, Type, Value};

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
    #[error(
        "A unary operator with an incompatible type was detected. Found operand type '{of}' for operator kind 'Not'."
    )]
    NotABoolean { of: &'static str },
    #[error("The node count limit of '100' has been exceeded.")]
    TooDeep,
}

/// A comparison operator (OData URL conventions, section 5.1.1.1).
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

    /// Its name in the messages.
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

    /// The same question with its sides changed.
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            same => same,
        }
    }
}

/// A function of two texts (section 5.1.1.5).
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

/// What a comparison or a function looks at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Subject {
    Field(String),
    /// The one of a list that `any` or `all` is looking at.
    Item,
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
    /// `(...) eq true`, and its opposite.
    Is(Box<Self>, bool),
    /// A field against a value.
    Compare(Comparison),
    /// A field against several values.
    In {
        subject: Subject,
        of: Type,
        values: Vec<Value<'static>>,
    },
    /// A function of a field.
    Call(Call),
    /// `field/any(x:...)` and `field/all(x:...)`.
    Each(Each),
}

/// `subject operator value`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) subject: Subject,
    pub(crate) of: Type,
    pub(crate) operator: Operator,
    pub(crate) value: Value<'static>,
}

/// `function(subject,'text')`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) function: Function,
    pub(crate) subject: Subject,
    pub(crate) of: Type,
    pub(crate) text: String,
}

/// A question to the members of a list (section 5.1.1.13).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Each {
    pub(crate) field: String,
    /// Of every member rather than of one at least.
    pub(crate) all: bool,
    /// `None` only for `any()`: is there a member?
    pub(crate) inner: Option<Box<Filter>>,
}

impl Filter {
    /// Parses against the fields of `schema`. Never panics, whatever the text.
    pub(crate) fn parse(text: &str, schema: &Schema) -> Result<Self, FilterError> {
        parser::parse(text, schema)
    }
}
