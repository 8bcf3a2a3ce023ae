//! From one type to another. Source: Kusto, `tostring()`, `tolong()` and their like: what cannot be converted is null.

use std::sync::Arc;

use serde_json::{Number, Value as Json};
use uuid::Uuid;

use crate::time;
use crate::{Kind, Value};

/// The value as that type; null where it has no such meaning, and the empty string for `string`.
pub(crate) fn to(kind: Kind, value: &Value) -> Value {
    let converted = match kind {
        Kind::String => return Value::String(to_text(value)),
        Kind::Dynamic => return to_dynamic(value),
        _ => match value {
            Value::Dynamic(json) => match &**json {
                Json::Array(_) | Json::Object(_) => None,
                scalar => return to(kind, &from_json(scalar)),
            },
            Value::Null => None,
            value => match kind {
                Kind::Bool => to_bool(value).map(Value::Bool),
                Kind::Int => to_whole(value)
                    .and_then(|whole| i32::try_from(whole).ok())
                    .map(Value::Int),
                Kind::Long => to_whole(value).map(Value::Long),
                Kind::Real => to_real(value).map(Value::Real),
                Kind::Datetime => to_moment(value),
                Kind::Timespan => to_timespan(value),
                Kind::Guid => to_guid(value),
                Kind::String | Kind::Dynamic => None,
            },
        },
    };
    converted.unwrap_or(Value::Null)
}

/// The text of a value, as `tostring()` writes it: `True`, `1.0`, and the empty string for null.
pub(crate) fn to_text(value: &Value) -> Arc<str> {
    match value {
        Value::String(text) => Arc::clone(text),
        Value::Null => Arc::from(""),
        Value::Bool(value) => Arc::from(if *value { "True" } else { "False" }),
        Value::Int(value) => Arc::from(value.to_string()),
        Value::Long(value) => Arc::from(value.to_string()),
        Value::Real(value) => Arc::from(format_real(*value)),
        Value::Datetime(moment) => Arc::from(time::format_moment(*moment)),
        Value::Timespan(ticks) => Arc::from(time::format_timespan(*ticks)),
        Value::Guid(guid) => Arc::from(guid.to_string()),
        Value::Dynamic(json) => match &**json {
            Json::String(text) => Arc::from(text.as_str()),
            Json::Null => Arc::from(""),
            json => Arc::from(json.to_string()),
        },
    }
}

/// A real shows that it is one: `1.0`. Long ones have an exponent of two digits or more.
fn format_real(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-5..1e15).contains(&size) {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent
            .strip_prefix('-')
            .map_or(('+', exponent), |rest| ('-', rest));
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    format!("{value:?}")
}

/// What JSON has for a value: text for those that it has no type for.
pub(crate) fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Long(value) => Json::from(*value),
        Value::Real(value) => {
            Number::from_f64(*value).map_or_else(|| Json::String(format_real(*value)), Json::Number)
        }
        Value::Dynamic(json) => (**json).clone(),
        other => Json::String(to_text(other).to_string()),
    }
}

/// The scalar that a JSON value stands for; arrays and objects stay dynamic.
pub(crate) fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Long(whole),
            None => number.as_f64().map_or(Value::Null, Value::Real),
        },
        Json::String(text) => Value::text(text.as_str()),
        nested => Value::Dynamic(Arc::new(nested.clone())),
    }
}

fn to_dynamic(value: &Value) -> Value {
    match value {
        Value::Dynamic(_) | Value::Null => value.clone(),
        other => Value::dynamic(to_json(other)),
    }
}

fn to_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        number => Some(number.as_real()? != 0.0),
    }
}

fn to_whole(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(value) => Some(i64::from(*value)),
        Value::Datetime(moment) => Some(time::to_ticks(*moment) + TICKS_BEFORE_1970),
        Value::Real(value) => truncated(*value),
        Value::String(text) => {
            let text = text.trim();
            if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
                return i64::from_str_radix(digits, 16).ok();
            }
            text.parse().ok()
        }
        number => number.as_long(),
    }
}

/// From the year 1, where .NET begins to count.
pub(crate) const TICKS_BEFORE_1970: i64 = 621_355_968_000_000_000;

#[allow(
    clippy::cast_possible_truncation,
    reason = "the range is checked, and cutting off is what is meant"
)]
pub(crate) fn truncated(value: f64) -> Option<i64> {
    (value.abs() < 9.223_372_036_854_775e18).then_some(value as i64)
}

fn to_real(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::String(text) => match text.trim() {
            "Infinity" | "+inf" => Some(f64::INFINITY),
            "-Infinity" | "-inf" => Some(f64::NEG_INFINITY),
            "NaN" | "nan" => Some(f64::NAN),
            text if text.ends_with(|one: char| one.is_ascii_digit() || one == '.') => text.parse().ok(),
            _ => None,
        },
        number => number.as_real(),
    }
}

fn to_moment(value: &Value) -> Option<Value> {
    match value {
        Value::Datetime(_) => Some(value.clone()),
        Value::String(text) => time::parse_moment(text).map(Value::Datetime),
        Value::Int(_) | Value::Long(_) => {
            time::from_ticks(value.as_long()?.checked_sub(TICKS_BEFORE_1970)?).map(Value::Datetime)
        }
        _ => None,
    }
}

fn to_timespan(value: &Value) -> Option<Value> {
    match value {
        Value::Timespan(_) => Some(value.clone()),
        Value::String(text) => time::parse_timespan(text).map(Value::Timespan),
        Value::Int(_) | Value::Long(_) => value.as_long().map(Value::Timespan),
        Value::Real(days) => time::ticks_of(*days, time::DAY).map(Value::Timespan),
        _ => None,
    }
}

fn to_guid(value: &Value) -> Option<Value> {
    match value {
        Value::Guid(_) => Some(value.clone()),
        Value::String(text) => Uuid::try_parse(text.trim()).ok().map(Value::Guid),
        _ => None,
    }
}

/// The number or length of time with the other sign.
pub(crate) fn negated(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Int(value) => Value::Long(-i64::from(*value)),
        Value::Long(value) => Value::Long(value.checked_neg()?),
        Value::Real(value) => Value::Real(-value),
        Value::Timespan(value) => Value::Timespan(value.checked_neg()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_service_writes_them() {
        for (value, text) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (1e20, "1e+20"),
            (1.5e-7, "1.5e-07"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(format_real(value), text);
        }
    }

    #[test]
    fn what_cannot_be_converted_is_null() {
        assert_eq!(to(Kind::Long, &Value::text("12")), Value::Long(12));
        assert_eq!(to(Kind::Long, &Value::text("12.5")), Value::Null);
        assert_eq!(to(Kind::Int, &Value::Long(1 << 40)), Value::Null);
        assert_eq!(to(Kind::Guid, &Value::text("no")), Value::Null);
        assert_eq!(to(Kind::String, &Value::Null), Value::text(""));
    }
}
