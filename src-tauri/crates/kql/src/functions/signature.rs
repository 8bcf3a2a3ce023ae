//! What a function takes and gives, and how a call of it is checked.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::semantics::scalar::{Operation, Scalar};
use crate::{Kind, Value, convert, time};

/// What a parameter takes; everything takes dynamic, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Whatever there is, null too.
    Any,
    /// Anything, as its text.
    Text,
    /// Only text.
    String,
    Bool,
    /// A whole number.
    Whole,
    Number,
    Datetime,
    Timespan,
    /// Only dynamic, null too.
    Dynamic,
}

/// The name of a column that a call makes and nobody names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    Nothing,
    /// As the first argument.
    First,
    /// `prefix_argument`
    Prefixed(&'static str),
}

/// A call that fits.
pub(crate) struct Bound {
    pub(crate) kind: Kind,
    pub(crate) arguments: Vec<Scalar>,
    pub(crate) operation: Operation,
}

/// What makes a call of a function; an error says why it does not fit.
pub(crate) type Make = fn(Call) -> Result<Bound, String>;

/// A call that is being bound.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) arguments: Vec<Scalar>,
    pub(crate) now: Timestamp,
}

enum Body {
    /// From values to a value of this type. Null in, null out, unless the parameter takes it.
    Plain(Kind, fn(&[Value]) -> Value),
    /// A part of a date and time, as `int`.
    Part(fn(DateTime) -> i32),
    Made(Make),
}

/// A function of the language.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) naming: Naming,
    takes: &'static [Takes],
    /// How many arguments there are at least; the last parameter may repeat without end if `endless`.
    least: usize,
    endless: bool,
    body: Body,
}

impl Function {
    /// A function of exactly these parameters.
    pub(crate) const fn plain(
        name: &'static str,
        takes: &'static [Takes],
        gives: Kind,
        body: fn(&[Value]) -> Value,
    ) -> Self {
        Self {
            name,
            naming: Naming::Nothing,
            takes,
            least: takes.len(),
            endless: false,
            body: Body::Plain(gives, body),
        }
    }

    /// A function that says a part of a date and time.
    pub(crate) const fn of_moment(name: &'static str, part: fn(DateTime) -> i32) -> Self {
        let takes = &[Takes::Datetime];
        Self {
            name,
            naming: Naming::Nothing,
            takes,
            least: 1,
            endless: false,
            body: Body::Part(part),
        }
    }

    /// A function whose type or work depends on its arguments.
    pub(crate) const fn made(name: &'static str, takes: &'static [Takes], make: Make) -> Self {
        Self {
            name,
            naming: Naming::Nothing,
            takes,
            least: takes.len(),
            endless: false,
            body: Body::Made(make),
        }
    }

    /// The same, where arguments after these may be left out.
    pub(crate) const fn at_least(mut self, least: usize) -> Self {
        self.least = least;
        self
    }

    /// The same, where the last argument may repeat.
    pub(crate) const fn endless(mut self) -> Self {
        self.endless = true;
        self
    }

    /// The same, whose column is named as its first argument.
    pub(crate) const fn named_as_first(mut self) -> Self {
        self.naming = Naming::First;
        self
    }

    /// The same, whose column is named as its first argument, with something before it.
    pub(crate) const fn prefixed(mut self, prefix: &'static str) -> Self {
        self.naming = Naming::Prefixed(prefix);
        self
    }

    /// Checks the arguments; an error says what does not fit.
    pub(crate) fn bind(&'static self, arguments: Vec<Scalar>, now: Timestamp) -> Result<Bound, String> {
        if arguments.len() < self.least || !self.endless && arguments.len() > self.takes.len() {
            return Err(format!("{}(): function expects {}", self.name, self.counted()));
        }
        for (index, argument) in arguments.iter().enumerate() {
            let takes = self.parameter(index);
            if !takes.fits(argument.kind) {
                return Err(format!(
                    "{}(): argument #{} expected to be a {} expression",
                    self.name,
                    index + 1,
                    takes.name()
                ));
            }
        }
        match self.body {
            Body::Made(make) => make(Call {
                name: self.name,
                arguments,
                now,
            }),
            Body::Part(part) => {
                let operation = move |values: &[Value]| match Takes::Datetime.take(&values[0]) {
                    Value::Datetime(moment) => Value::Int(part(time::civil(moment))),
                    _ => Value::Null,
                };
                Ok(Bound {
                    kind: Kind::Int,
                    arguments,
                    operation: Box::new(operation),
                })
            }
            Body::Plain(kind, body) => {
                let operation = move |values: &[Value]| self.apply(body, values);
                Ok(Bound {
                    kind,
                    arguments,
                    operation: Box::new(operation),
                })
            }
        }
    }

    fn apply(&self, body: fn(&[Value]) -> Value, values: &[Value]) -> Value {
        let mut fitting = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            let takes = self.parameter(index);
            let value = takes.take(value);
            if value.is_null() && !matches!(takes, Takes::Any | Takes::Dynamic) {
                return Value::Null;
            }
            fitting.push(value);
        }
        body(&fitting)
    }

    fn parameter(&self, index: usize) -> Takes {
        self.takes
            .get(index)
            .or(self.takes.last())
            .copied()
            .unwrap_or(Takes::Any)
    }

    fn counted(&self) -> String {
        match (self.least, self.takes.len()) {
            (least, _) if self.endless => format!("{least} or more arguments"),
            (least, most) if least == most => format!("{least} argument(s)"),
            (least, most) => format!("{least} to {most} arguments"),
        }
    }
}

impl Takes {
    fn fits(self, kind: Kind) -> bool {
        if kind == Kind::Dynamic {
            return true;
        }
        match self {
            Self::Any | Self::Text => true,
            Self::String => kind == Kind::String,
            Self::Bool => kind == Kind::Bool,
            Self::Whole => matches!(kind, Kind::Int | Kind::Long),
            Self::Number => kind.is_number(),
            Self::Datetime => kind == Kind::Datetime,
            Self::Timespan => kind == Kind::Timespan,
            Self::Dynamic => false,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Any | Self::Text => "scalar",
            Self::String => "string",
            Self::Bool => "bool",
            Self::Whole => "long",
            Self::Number => "number",
            Self::Datetime => "datetime",
            Self::Timespan => "timespan",
            Self::Dynamic => "dynamic",
        }
    }

    /// The value as the function wants it.
    pub(crate) fn take(self, value: &Value) -> Value {
        match self {
            Self::Any | Self::Dynamic => value.clone(),
            Self::Text | Self::String => convert::to(Kind::String, value),
            Self::Bool => convert::to(Kind::Bool, value),
            Self::Whole => convert::to(Kind::Long, value),
            Self::Number if value.as_real().is_some() => value.clone(),
            Self::Number => convert::to(Kind::Real, value),
            Self::Datetime => convert::to(Kind::Datetime, value),
            Self::Timespan => convert::to(Kind::Timespan, value),
        }
    }
}

/// The type of two values of which one is chosen: whatever there is beside dynamic, and the wider of two whole numbers.
/// A `long` and a `real` are not made one, as the service does not.
pub(crate) fn common(one: Kind, other: Kind) -> Option<Kind> {
    match (one, other) {
        _ if one == other => Some(one),
        (Kind::Dynamic, kind) | (kind, Kind::Dynamic) => Some(kind),
        (Kind::Int | Kind::Long, Kind::Int | Kind::Long) => Some(Kind::Long),
        _ => None,
    }
}
