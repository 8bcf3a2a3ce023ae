//! Functions about whether there is something.

use super::signature::{Bound, Call, Function, Takes, common};
use crate::{Kind, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain("isempty", &[Takes::Any], Kind::Bool, |values| {
        Value::Bool(is_empty(&values[0]))
    }),
    Function::plain("isnotempty", &[Takes::Any], Kind::Bool, |values| {
        Value::Bool(!is_empty(&values[0]))
    }),
    Function::plain("notempty", &[Takes::Any], Kind::Bool, |values| {
        Value::Bool(!is_empty(&values[0]))
    }),
    Function::plain("isnull", &[Takes::Any], Kind::Bool, |values| {
        Value::Bool(values[0].is_null())
    }),
    Function::plain("isnotnull", &[Takes::Any], Kind::Bool, |values| {
        Value::Bool(!values[0].is_null())
    }),
    Function::plain("notnull", &[Takes::Any], Kind::Bool, |values| {
        Value::Bool(!values[0].is_null())
    }),
    Function::plain("not", &[Takes::Bool], Kind::Bool, |values| {
        Value::Bool(!values[0].is_true())
    }),
    Function::made("coalesce", &[Takes::Any], coalesce)
        .at_least(2)
        .endless(),
    Function::made("max_of", &[Takes::Any], |call| extreme(call, true))
        .at_least(2)
        .endless(),
    Function::made("min_of", &[Takes::Any], |call| extreme(call, false))
        .at_least(2)
        .endless(),
];

/// Null, or the empty string, also a dynamic one.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Dynamic(json) => json.as_str() == Some(""),
        _ => false,
    }
}

/// The type that all arguments have in common.
fn common_kind(call: &Call) -> Result<Kind, String> {
    let mut kinds = call.arguments.iter().map(|argument| argument.kind);
    let first = kinds.next().unwrap_or(Kind::Dynamic);
    kinds
        .try_fold(first, common)
        .ok_or_else(|| format!("{}(): all arguments must have the same type", call.name))
}

fn coalesce(call: Call) -> Result<Bound, String> {
    let kind = common_kind(&call)?;
    let operation = move |values: &[Value]| {
        let found = values.iter().find(|value| !is_empty(value));
        found.map_or(Value::Null, |value| convert::to(kind, value))
    };
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

fn extreme(call: Call, greatest: bool) -> Result<Bound, String> {
    let kind = common_kind(&call)?;
    let operation = move |values: &[Value]| {
        let mut best = Value::Null;
        for value in values.iter().filter(|value| !value.is_null()) {
            let order = value.compare(&best);
            let better = order.is_none_or(|order| if greatest { order.is_gt() } else { order.is_lt() });
            if better {
                best = convert::to(kind, value);
            }
        }
        best
    };
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}
