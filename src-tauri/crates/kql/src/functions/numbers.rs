//! Functions of numbers, and `bin()`, which is one of times, too.

use super::signature::{Bound, Call, Function, Takes};
use crate::{Kind, Value, convert, time};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::made("bin", &[Takes::Any, Takes::Any], bin).named_as_first(),
    Function::made("floor", &[Takes::Any, Takes::Any], bin).named_as_first(),
    Function::made("abs", &[Takes::Any], abs).named_as_first(),
    Function::made("round", &[Takes::Number, Takes::Whole], round)
        .at_least(1)
        .named_as_first(),
    Function::made("ceiling", &[Takes::Number], |call| same_kind(call, f64::ceil)).named_as_first(),
    Function::plain("sqrt", &[Takes::Number], Kind::Real, |values| {
        real(values, f64::sqrt)
    })
    .named_as_first(),
    Function::plain("log", &[Takes::Number], Kind::Real, |values| {
        real(values, f64::ln)
    })
    .named_as_first(),
    Function::plain("log2", &[Takes::Number], Kind::Real, |values| {
        real(values, f64::log2)
    })
    .named_as_first(),
    Function::plain("log10", &[Takes::Number], Kind::Real, |values| {
        real(values, f64::log10)
    })
    .named_as_first(),
    Function::plain("exp", &[Takes::Number], Kind::Real, |values| {
        real(values, f64::exp)
    })
    .named_as_first(),
    Function::plain("exp2", &[Takes::Number], Kind::Real, |values| {
        real(values, f64::exp2)
    })
    .named_as_first(),
    Function::plain("exp10", &[Takes::Number], Kind::Real, |values| {
        real(values, |x| 10_f64.powf(x))
    }),
    Function::plain("pow", &[Takes::Number, Takes::Number], Kind::Real, |values| {
        let exponent = values[1].as_real().unwrap_or(f64::NAN);
        real(values, |base| base.powf(exponent))
    }),
    Function::plain("sign", &[Takes::Number], Kind::Real, |values| {
        real(values, |x| if x == 0.0 { 0.0 } else { x.signum() })
    }),
    Function::plain("isnan", &[Takes::Number], Kind::Bool, |values| {
        test(values, f64::is_nan)
    }),
    Function::plain("isinf", &[Takes::Number], Kind::Bool, |values| {
        test(values, f64::is_infinite)
    }),
    Function::plain("isfinite", &[Takes::Number], Kind::Bool, |values| {
        test(values, f64::is_finite)
    }),
    Function::plain("tohex", &[Takes::Whole, Takes::Whole], Kind::String, |values| {
        let least = values
            .get(1)
            .and_then(Value::as_long)
            .and_then(|least| usize::try_from(least).ok());
        Value::text(format!(
            "{:0>1$x}",
            values[0].as_long().unwrap_or(0),
            least.unwrap_or(1).min(64)
        ))
    })
    .at_least(1)
    .named_as_first(),
];

fn real(values: &[Value], compute: impl Fn(f64) -> f64) -> Value {
    match values[0].as_real().map(compute) {
        Some(number) if !number.is_nan() => Value::Real(number),
        _ => Value::Null,
    }
}

fn test(values: &[Value], test: fn(f64) -> bool) -> Value {
    values[0]
        .as_real()
        .map_or(Value::Null, |number| Value::Bool(test(number)))
}

/// A number of the type that it was before.
fn same_kind(call: Call, compute: fn(f64) -> f64) -> Result<Bound, String> {
    let kind = if call.arguments[0].kind == Kind::Dynamic {
        Kind::Real
    } else {
        call.arguments[0].kind
    };
    let operation = move |values: &[Value]| match Takes::Number.take(&values[0]) {
        Value::Real(number) => Value::Real(compute(number)),
        whole => whole,
    };
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

fn abs(call: Call) -> Result<Bound, String> {
    let kind = match call.arguments[0].kind {
        Kind::Int | Kind::Long => Kind::Long,
        Kind::Real | Kind::Dynamic => Kind::Real,
        Kind::Timespan => Kind::Timespan,
        _ => return Err("abs(): argument #1 expected to be a number expression".to_owned()),
    };
    let operation = move |values: &[Value]| match convert::to(kind, &values[0]) {
        Value::Long(number) => number.checked_abs().map_or(Value::Null, Value::Long),
        Value::Timespan(ticks) => ticks.checked_abs().map_or(Value::Null, Value::Timespan),
        Value::Real(number) => Value::Real(number.abs()),
        _ => Value::Null,
    };
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

fn round(call: Call) -> Result<Bound, String> {
    let kind = if call.arguments[0].kind == Kind::Dynamic {
        Kind::Real
    } else {
        call.arguments[0].kind
    };
    let operation = move |values: &[Value]| {
        let digits = values
            .get(1)
            .and_then(Value::as_long)
            .unwrap_or(0)
            .clamp(-300, 300);
        let factor = 10_f64.powi(i32::try_from(digits).unwrap_or(0));
        match Takes::Number.take(&values[0]) {
            Value::Real(number) => {
                let rounded = (number * factor).round() / factor;
                Value::Real(if rounded.is_finite() { rounded } else { number })
            }
            whole if digits < 0 => whole.as_real().map_or(Value::Null, |number| {
                convert::to(kind, &Value::Real((number * factor).round() / factor))
            }),
            whole => whole,
        }
    };
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

/// The nearest multiple below; null for a size that is not above zero.
fn bin(call: Call) -> Result<Bound, String> {
    let number = |kind| if kind == Kind::Dynamic { Kind::Real } else { kind };
    let (value, size) = (call.arguments[0].kind, number(call.arguments[1].kind));
    let kind = match (value, size) {
        (Kind::Datetime | Kind::Timespan, Kind::Timespan) => value,
        (Kind::Dynamic, Kind::Timespan) => Kind::Datetime,
        (Kind::Int | Kind::Long, Kind::Int | Kind::Long) => Kind::Long,
        (value, size) if number(value).is_number() && size.is_number() => Kind::Real,
        (value, size) => {
            return Err(format!(
                "{}(): cannot round {} to {}",
                call.name,
                value.name(),
                size.name()
            ));
        }
    };
    let operation = move |values: &[Value]| binned(kind, &values[0], &values[1]).unwrap_or(Value::Null);
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

fn binned(kind: Kind, value: &Value, size: &Value) -> Option<Value> {
    let below = |value: i64, size: i64| {
        (size > 0)
            .then(|| value.checked_sub(value.rem_euclid(size)))
            .flatten()
    };
    match kind {
        Kind::Datetime => {
            let Value::Datetime(moment) = convert::to(kind, value) else {
                return None;
            };
            // Bins begin with the year 1, as .NET counts; for days and less that is the same as with 1970.
            let ticks = time::to_ticks(moment).checked_add(convert::TICKS_BEFORE_1970)?;
            let binned = below(ticks, size.as_long()?)?.checked_sub(convert::TICKS_BEFORE_1970)?;
            time::from_ticks(binned).map(Value::Datetime)
        }
        Kind::Timespan => below(value.as_long()?, size.as_long()?).map(Value::Timespan),
        Kind::Long => below(value.as_long()?, size.as_long()?).map(Value::Long),
        _ => {
            let (value, size) = (
                Takes::Number.take(value).as_real()?,
                Takes::Number.take(size).as_real()?,
            );
            (size > 0.0).then(|| Value::Real((value / size).floor() * size))
        }
    }
}
