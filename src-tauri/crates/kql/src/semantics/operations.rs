//! What operators do with which types. Source: Kusto, "Numerical operators", "Datetime / timespan arithmetic",
//! "Null values".

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::scalar::{Operation, Scalar};
use crate::syntax::ast::Binary;
use crate::text;
use crate::{Kind, Value, convert, time};

/// The expression as another type.
pub(super) fn converted(scalar: Scalar, kind: Kind) -> Scalar {
    if scalar.kind == kind {
        return scalar;
    }
    Scalar::call(
        kind,
        vec![scalar],
        Box::new(move |values| convert::to(kind, &values[0])),
    )
}

/// `subject.name`
pub(super) fn member(subject: Scalar, name: &str) -> Scalar {
    let name = name.to_owned();
    let operation: Operation = Box::new(move |values| child(values[0].as_json().get(&name)));
    Scalar::call(Kind::Dynamic, vec![subject], operation)
}

/// `subject[index]`; a negative one counts from the end. Nothing if that cannot be an index.
pub(super) fn index(subject: Scalar, index: Scalar) -> Option<Scalar> {
    if !matches!(index.kind, Kind::String | Kind::Int | Kind::Long | Kind::Dynamic) {
        return None;
    }
    let operation: Operation = Box::new(|values| {
        let index = convert::from_json(&convert::to_json(&values[1]));
        match (values[0].as_json(), index) {
            (Json::Object(bag), Value::String(key)) => child(bag.get(&*key)),
            (Json::Array(items), Value::Long(position)) => {
                let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                let position = if position < 0 { position + length } else { position };
                child(
                    usize::try_from(position)
                        .ok()
                        .and_then(|position| items.get(position)),
                )
            }
            _ => Value::Null,
        }
    });
    Some(Scalar::call(Kind::Dynamic, vec![subject, index], operation))
}

fn child(json: Option<&Json>) -> Value {
    json.map_or(Value::Null, |json| Value::dynamic(json.clone()))
}

/// `-operand`; nothing if the type has no sign.
pub(super) fn minus(operand: Scalar) -> Option<Scalar> {
    let operand = if operand.kind == Kind::Dynamic {
        converted(operand, Kind::Real)
    } else {
        operand
    };
    let kind = match operand.kind {
        Kind::Int | Kind::Long => Kind::Long,
        Kind::Real | Kind::Timespan => operand.kind,
        _ => return None,
    };
    let operation: Operation = Box::new(|values| convert::negated(&values[0]).unwrap_or(Value::Null));
    Some(Scalar::call(kind, vec![operand], operation))
}

/// An operator between two expressions, or why their types do not allow it.
pub(super) fn binary(operator: Binary, left: Scalar, right: Scalar) -> Result<Scalar, String> {
    match operator {
        Binary::Text(_) | Binary::Regex => textual(operator, left, right),
        Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Modulo => {
            arithmetic(operator, left, right)
        }
        _ => comparison(operator, left, right),
    }
}

fn textual(operator: Binary, left: Scalar, right: Scalar) -> Result<Scalar, String> {
    for side in [&left, &right] {
        if !matches!(side.kind, Kind::String | Kind::Dynamic) {
            let symbol = match operator {
                Binary::Text(test) => test.how.symbol(),
                _ => "matches regex",
            };
            return Err(format!(
                "Operator '{symbol}' is not defined for types {} and {}",
                left.kind.name(),
                right.kind.name()
            ));
        }
    }
    let right = converted(right, Kind::String);
    let operation: Operation = if let Binary::Text(test) = operator {
        Box::new(move |values| Value::Bool(text::test(test, values[0].as_text(), values[1].as_text())))
    } else {
        let pattern = text::constant_pattern(&right)?;
        Box::new(move |values| Value::Bool(pattern.is_match(values[0].as_text())))
    };
    Ok(Scalar::call(
        Kind::Bool,
        vec![converted(left, Kind::String), right],
        operation,
    ))
}

/// Both sides as types that can be compared with each other.
fn aligned(left: Scalar, right: Scalar) -> (Scalar, Scalar) {
    match (left.kind, right.kind) {
        (Kind::Dynamic, Kind::Int | Kind::Long) => (converted(left, Kind::Real), right),
        (Kind::Int | Kind::Long, Kind::Dynamic) => (left, converted(right, Kind::Real)),
        (Kind::Dynamic, kind) => (converted(left, kind), right),
        (kind, Kind::Dynamic) => (left, converted(right, kind)),
        (Kind::Bool, kind) if kind.is_number() => (converted(left, Kind::Long), right),
        (kind, Kind::Bool) if kind.is_number() => (left, converted(right, Kind::Long)),
        _ => (left, right),
    }
}

fn comparison(operator: Binary, left: Scalar, right: Scalar) -> Result<Scalar, String> {
    if left.kind == Kind::Dynamic && right.kind == Kind::Dynamic {
        return Err("Cannot compare dynamic values without explicit cast".to_owned());
    }
    let (left, right) = aligned(left, right);
    if left.kind != right.kind && !(left.kind.is_number() && right.kind.is_number()) {
        return Err(format!(
            "Cannot compare values of types {} and {}. Try adding explicit casts",
            left.kind.name(),
            right.kind.name()
        ));
    }
    let holds: fn(Option<Ordering>) -> Option<bool> = match operator {
        Binary::Equal => |order| Some(order == Some(Ordering::Equal)),
        Binary::NotEqual => |order| Some(order != Some(Ordering::Equal)),
        Binary::Less => |order| order.map(Ordering::is_lt),
        Binary::LessOrEqual => |order| order.map(Ordering::is_le),
        Binary::Greater => |order| order.map(Ordering::is_gt),
        _ => |order| order.map(Ordering::is_ge),
    };
    let operation: Operation = Box::new(move |values| {
        // Two nulls are neither equal nor different; one null and a value are different.
        if values[0].is_null() && values[1].is_null() {
            return Value::Null;
        }
        if values
            .iter()
            .any(|value| matches!(value, Value::Real(number) if number.is_nan()))
        {
            return Value::Bool(operator == Binary::NotEqual);
        }
        holds(values[0].compare(&values[1])).map_or(Value::Null, Value::Bool)
    });
    Ok(Scalar::call(Kind::Bool, vec![left, right], operation))
}

fn arithmetic(operator: Binary, left: Scalar, right: Scalar) -> Result<Scalar, String> {
    use Binary::{Add, Divide, Modulo, Multiply, Subtract};
    use Kind::{Datetime, Dynamic, Int, Long, Real, Timespan};
    let (left, right) = match (left.kind, right.kind) {
        (Dynamic, Dynamic) => (converted(left, Real), converted(right, Real)),
        (Dynamic, Int | Long) => (converted(left, Long), right),
        (Int | Long, Dynamic) => (left, converted(right, Long)),
        (Dynamic, kind) => (converted(left, kind), right),
        (kind, Dynamic) => (left, converted(right, kind)),
        _ => (left, right),
    };
    let kind = match (operator, left.kind, right.kind) {
        (_, Int | Long, Int | Long) => Long,
        (_, Int | Long | Real, Int | Long | Real) | (Divide, Timespan, Timespan) => Real,
        (Add | Subtract, Datetime, Timespan) | (Add, Timespan, Datetime) => Datetime,
        (Subtract, Datetime, Datetime)
        | (Add | Subtract | Modulo, Timespan, Timespan)
        | (Multiply | Divide, Timespan, Int | Long | Real)
        | (Multiply, Int | Long | Real, Timespan) => Timespan,
        (_, one, other) => {
            let symbol = match operator {
                Add => "+",
                Subtract => "-",
                Multiply => "*",
                Divide => "/",
                _ => "%",
            };
            return Err(format!(
                "Operator '{symbol}' is not defined for types {} and {}",
                one.name(),
                other.name()
            ));
        }
    };
    let operation: Operation =
        Box::new(move |values| compute(operator, kind, &values[0], &values[1]).unwrap_or(Value::Null));
    Ok(Scalar::call(kind, vec![left, right], operation))
}

/// Null where a side is null, and where the result has no place in its type.
fn compute(operator: Binary, kind: Kind, left: &Value, right: &Value) -> Option<Value> {
    match kind {
        Kind::Long => whole(operator, left.as_long()?, right.as_long()?).map(Value::Long),
        Kind::Real => real(operator, left.as_real()?, right.as_real()?).map(Value::Real),
        Kind::Datetime => {
            let ticks = |value: &Value| match value {
                Value::Datetime(moment) => Some(time::to_ticks(*moment)),
                other => other.as_long(),
            };
            let sum = whole(operator, ticks(left)?, ticks(right)?)?;
            time::from_ticks(sum).map(Value::Datetime)
        }
        _ => match (left, right) {
            (Value::Datetime(later), Value::Datetime(earlier)) => time::to_ticks(*later)
                .checked_sub(time::to_ticks(*earlier))
                .map(Value::Timespan),
            (Value::Timespan(_), Value::Real(_)) | (Value::Real(_), Value::Timespan(_)) => {
                let ticks = real(operator, left.as_real()?, right.as_real()?)?;
                time::ticks_of(ticks, 1).map(Value::Timespan)
            }
            _ => whole(operator, left.as_long()?, right.as_long()?).map(Value::Timespan),
        },
    }
}

fn whole(operator: Binary, left: i64, right: i64) -> Option<i64> {
    match operator {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        Binary::Divide => left.checked_div(right),
        // "Always a small non-negative number".
        _ => left.checked_rem_euclid(right),
    }
}

fn real(operator: Binary, left: f64, right: f64) -> Option<f64> {
    Some(match operator {
        Binary::Add => left + right,
        Binary::Subtract => left - right,
        Binary::Multiply => left * right,
        Binary::Divide => left / right,
        _ if right == 0.0 => return None,
        _ => left.rem_euclid(right),
    })
}

/// Nothing, of that type.
pub(super) fn nothing(kind: Kind) -> Scalar {
    Scalar::constant(kind, Value::nothing(kind))
}
