//! Expressions to values. Source for nulls in `and` and `or`: Kusto, "Null values".

use std::collections::HashSet;
use std::rc::Rc;

use super::work::Work;
use crate::error::Outcome;
use crate::semantics::scalar::{Members, Node, Part, Scalar, or_nothing};
use crate::value::Key;
use crate::{Kind, Value, convert, text};

/// A row, and where it stands among others.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) values: &'r [Value],
    pub(super) index: usize,
    pub(super) all: &'r [Vec<Value>],
}

impl Row<'_> {
    /// For expressions that need no row.
    pub(super) const NONE: Self = Row {
        values: &[],
        index: 0,
        all: &[],
    };
}

/// All rows, one after the other.
pub(super) fn each(rows: &[Vec<Value>]) -> impl Iterator<Item = Row<'_>> {
    rows.iter().enumerate().map(|(index, values)| Row {
        values,
        index,
        all: rows,
    })
}

/// The value of an expression for a row.
pub(super) fn value(scalar: &Scalar, row: Row<'_>, work: &Work) -> Outcome<Value> {
    match &scalar.node {
        Node::Constant(value) => Ok(value.clone()),
        Node::Column(index) => {
            let value = row.values.get(*index).cloned().unwrap_or(Value::Null);
            Ok(or_nothing(scalar.kind, value))
        }
        _ => work.nested(|| node(scalar, row, work)),
    }
}

/// Whether a condition holds; null does not.
pub(super) fn holds(scalar: &Scalar, row: Row<'_>, work: &Work) -> Outcome<bool> {
    Ok(value(scalar, row, work)?.is_true())
}

fn node(scalar: &Scalar, row: Row<'_>, work: &Work) -> Outcome<Value> {
    match &scalar.node {
        Node::Constant(_) | Node::Column(_) => value(scalar, row, work),
        Node::All(all) => logical(all, false, row, work),
        Node::Any(all) => logical(all, true, row, work),
        Node::Choose { branches, otherwise } => {
            for (condition, then) in branches {
                if holds(condition, row, work)? {
                    return value(then, row, work);
                }
            }
            value(otherwise, row, work)
        }
        Node::Call { operation, arguments } => {
            let values = self::values(arguments, row, work)?;
            let result = or_nothing(scalar.kind, operation(&values));
            work.made(&result)?;
            Ok(result)
        }
        Node::In {
            value,
            members,
            negated,
            folded,
        } => {
            let value = self::value(value, row, work)?;
            is_among(value, members, *folded, row, work).map(|found| Value::Bool(found != *negated))
        }
        Node::Has { value, members, all } => {
            let value = self::value(value, row, work)?;
            let members = self::members(members, false, row, work)?;
            let mut found = members
                .iter()
                .map(|member| text::has_term(value.as_text(), member.0.as_text()));
            Ok(Value::Bool(if *all {
                found.all(|found| found)
            } else {
                found.any(|found| found)
            }))
        }
        Node::Shared(shared) => {
            if let Some(known) = shared.known.get() {
                return Ok(known.clone());
            }
            let value = self::value(&shared.value, Row::NONE, work)?;
            Ok(shared.known.get_or_init(|| value).clone())
        }
        Node::First(first) => {
            if let Some(known) = first.known.get() {
                return Ok(known.clone());
            }
            let rows = super::rows::of(&first.plan, work)?;
            let cell = rows.as_slice().first().and_then(|row| row.first()).cloned();
            let value = or_nothing(scalar.kind, cell.unwrap_or(Value::Null));
            Ok(first.known.get_or_init(|| value).clone())
        }
        Node::Over { values, body } => {
            let values = self::values(values, row, work)?;
            value(
                body,
                Row {
                    values: &values,
                    index: 0,
                    all: &[],
                },
                work,
            )
        }
        Node::RowNumber(start) => {
            let index = i64::try_from(row.index).unwrap_or(i64::MAX);
            Ok(start.checked_add(index).map_or(Value::Null, Value::Long))
        }
        Node::Neighbour {
            value,
            offset,
            otherwise,
        } => {
            let index = i64::try_from(row.index)
                .ok()
                .and_then(|index| index.checked_add(*offset));
            let index = index.and_then(|index| usize::try_from(index).ok());
            match index.and_then(|index| Some((index, row.all.get(index)?))) {
                Some((index, values)) => self::value(
                    value,
                    Row {
                        values,
                        index,
                        all: row.all,
                    },
                    work,
                ),
                None => self::value(otherwise, row, work),
            }
        }
    }
}

/// The values of several expressions for a row.
pub(super) fn values(scalars: &[Scalar], row: Row<'_>, work: &Work) -> Outcome<Vec<Value>> {
    scalars.iter().map(|scalar| value(scalar, row, work)).collect()
}

/// `and` ends with the first that is false, `or` with the first that is true; a null among the others makes it null.
fn logical(all: &[Scalar], decisive: bool, row: Row<'_>, work: &Work) -> Outcome<Value> {
    let mut unknown = false;
    for one in all {
        match value(one, row, work)? {
            Value::Bool(value) if value == decisive => return Ok(Value::Bool(decisive)),
            Value::Null => unknown = true,
            _ => {}
        }
    }
    Ok(if unknown {
        Value::Null
    } else {
        Value::Bool(!decisive)
    })
}

fn is_among(value: Value, list: &Members, folded: bool, row: Row<'_>, work: &Work) -> Outcome<bool> {
    let members = members(list, folded, row, work)?;
    if value.is_null() {
        return Ok(false);
    }
    Ok(members.contains(&key(value, folded)))
}

fn key(value: Value, folded: bool) -> Key {
    match value {
        Value::String(text) if folded => Key(Value::text(text::fold(&text))),
        value => Key(value),
    }
}

/// The members of a list: the items of arrays, and the first column of queries.
fn members(list: &Members, folded: bool, row: Row<'_>, work: &Work) -> Outcome<Rc<HashSet<Key>>> {
    if let Some(known) = list.known.get() {
        return Ok(Rc::clone(known));
    }
    let mut members = HashSet::new();
    let mut add = |value: &Value| {
        let value = if value_fits(list.kind, value) {
            value.clone()
        } else {
            convert::to(list.kind, value)
        };
        if !value.is_null() {
            members.insert(key(value, folded));
        }
    };
    for part in &list.parts {
        match part {
            Part::Query(plan) => {
                let rows = super::rows::of(plan, work)?;
                rows.as_slice()
                    .iter()
                    .filter_map(|row| row.first())
                    .for_each(&mut add);
            }
            Part::Scalar(scalar) => match value(scalar, row, work)? {
                Value::Dynamic(json) if json.is_array() => {
                    let items = json.as_array().into_iter().flatten();
                    items.for_each(|item| add(&convert::from_json(item)));
                }
                single => add(&single),
            },
        }
    }
    let members = Rc::new(members);
    if list.fixed {
        return Ok(Rc::clone(list.known.get_or_init(|| members)));
    }
    Ok(members)
}

/// Numbers are compared as they are: 1.5 must not become 1.
fn value_fits(kind: Kind, value: &Value) -> bool {
    kind.is_number() && value.as_real().is_some() && !matches!(value, Value::Timespan(_))
}
