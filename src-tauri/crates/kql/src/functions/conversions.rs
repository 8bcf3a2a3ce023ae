//! `tostring()` and its like.

use std::sync::Arc;

use serde_json::Value as Json;

use super::signature::{Function, Takes};
use crate::{Kind, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    conversion("tostring", Kind::String, |values| {
        convert::to(Kind::String, &values[0])
    }),
    conversion("tobool", Kind::Bool, |values| convert::to(Kind::Bool, &values[0])),
    conversion("toboolean", Kind::Bool, |values| {
        convert::to(Kind::Bool, &values[0])
    }),
    conversion("toint", Kind::Int, |values| convert::to(Kind::Int, &values[0])),
    conversion("tolong", Kind::Long, |values| convert::to(Kind::Long, &values[0])),
    conversion("toreal", Kind::Real, |values| convert::to(Kind::Real, &values[0])),
    conversion("todouble", Kind::Real, |values| {
        convert::to(Kind::Real, &values[0])
    }),
    conversion("todatetime", Kind::Datetime, |values| {
        convert::to(Kind::Datetime, &values[0])
    }),
    conversion("totimespan", Kind::Timespan, |values| {
        convert::to(Kind::Timespan, &values[0])
    }),
    conversion("totime", Kind::Timespan, |values| {
        convert::to(Kind::Timespan, &values[0])
    }),
    conversion("toguid", Kind::Guid, |values| convert::to(Kind::Guid, &values[0])),
    conversion("parse_json", Kind::Dynamic, |values| parse_json(&values[0])),
    conversion("parsejson", Kind::Dynamic, |values| parse_json(&values[0])),
    conversion("todynamic", Kind::Dynamic, |values| parse_json(&values[0])),
    conversion("toobject", Kind::Dynamic, |values| parse_json(&values[0])),
    Function::plain("gettype", &[Takes::Any], Kind::String, |values| {
        Value::text(type_name(&values[0]))
    })
    .prefixed("type"),
];

const fn conversion(name: &'static str, gives: Kind, body: fn(&[Value]) -> Value) -> Function {
    Function::plain(name, &[Takes::Any], gives, body).named_as_first()
}

/// A text as what it says in JSON; one that is not JSON stays a text.
fn parse_json(value: &Value) -> Value {
    let text = match value {
        Value::String(text) => Arc::clone(text),
        Value::Dynamic(json) => match &**json {
            Json::String(text) => Arc::from(text.as_str()),
            _ => return value.clone(),
        },
        other => return convert::to(Kind::Dynamic, other),
    };
    if text.is_empty() {
        return Value::Null;
    }
    Value::dynamic(serde_json::from_str(&text).unwrap_or_else(|_| Json::String(text.to_string())))
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Int(_) => "int",
        Value::Long(_) => "long",
        Value::Real(_) => "real",
        Value::String(_) => "string",
        Value::Datetime(_) => "datetime",
        Value::Timespan(_) => "timespan",
        Value::Guid(_) => "guid",
        Value::Dynamic(json) => match &**json {
            Json::Array(_) => "array",
            Json::Object(_) => "dictionary",
            scalar => type_name(&convert::from_json(scalar)),
        },
    }
}
