//! Names of columns that a query does not name itself: those that the service gives.

use std::collections::HashSet;

use crate::Value;
use crate::aggregates;
use crate::functions::{self, Naming};
use crate::syntax::ast::{Expr, Named, Node};

/// The name that an expression suggests: a column's own, or one made from it.
pub(super) fn suggested(value: &Expr) -> Option<String> {
    match &value.node {
        Node::Name(name) => Some(name.clone()),
        Node::Member(subject, name) => Some(format!("{}_{name}", suggested(subject)?)),
        Node::Index(subject, index) => {
            let index = match &index.node {
                Node::Literal(_, Value::String(text)) => text.to_string(),
                Node::Literal(_, Value::Long(number)) => number.to_string(),
                Node::Minus(number) => format!("_{}", self::number(number)?),
                _ => return None,
            };
            Some(format!("{}_{index}", suggested(subject)?))
        }
        Node::Call(name, arguments) => called(name, arguments),
        _ => None,
    }
}

fn called(name: &str, arguments: &[Expr]) -> Option<String> {
    let first = || arguments.first().and_then(suggested);
    if let Some(aggregate) = aggregates::find(name) {
        return Some(match aggregate.prefix {
            Some("percentile") => {
                format!(
                    "percentile_{}_{}",
                    first().unwrap_or_default(),
                    number(arguments.get(1)?)?
                )
            }
            Some(prefix) if aggregate.nameless => format!("{prefix}_"),
            Some(prefix) => format!("{prefix}_{}", first().unwrap_or_default()),
            None => first()?,
        });
    }
    match functions::find(name)?.naming {
        Naming::Nothing => None,
        Naming::First => first(),
        Naming::Prefixed(prefix) => Some(format!("{prefix}_{}", first().unwrap_or_default())),
    }
}

/// A number as it is part of a name.
pub(super) fn number(value: &Expr) -> Option<String> {
    match &value.node {
        Node::Literal(_, value @ (Value::Long(_) | Value::Real(_))) => {
            Some(crate::convert::to_text(value).replace('.', "_"))
        }
        _ => None,
    }
}

/// Whether the name is said, or the expression is nothing but a column: such a name must not be there twice.
pub(super) fn declared(one: &Named) -> Option<&str> {
    match (&one.name, &one.value.node) {
        (Some(name), _) => Some(&name.name),
        (None, Node::Name(name)) => Some(name),
        _ => None,
    }
}

/// A name that may be shown in a message: whatever was written, it is not longer than a name.
pub(super) fn shown(name: &str) -> String {
    name.chars().take(100).collect()
}

/// The names of a table that is being made.
#[derive(Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    pub(super) fn by<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Self(names.map(str::to_owned).collect())
    }

    /// Takes a name; says whether it was free.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }

    /// The wanted name, or the first free one of `wanted1`, `wanted2`…
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        if self.take(wanted) {
            return wanted.to_owned();
        }
        self.numbered(wanted)
    }

    /// The suggested name, or the next of `Column1`, `Column2`…
    pub(super) fn suggested(&mut self, suggested: Option<String>) -> String {
        match suggested {
            Some(name) => self.unique(&name),
            None => self.numbered("Column"),
        }
    }

    fn numbered(&mut self, stem: &str) -> String {
        let mut number = 1;
        loop {
            let name = format!("{stem}{number}");
            if self.take(&name) {
                return name;
            }
            number += 1;
        }
    }
}
