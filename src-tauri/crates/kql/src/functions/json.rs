//! Functions of arrays and bags.

use serde_json::{Map, Value as Json};

use super::signature::{Bound, Call, Function, Takes};
use crate::value::Key;
use crate::{Kind, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain("array_length", &[Takes::Dynamic], Kind::Long, |values| {
        values[0]
            .as_json()
            .as_array()
            .map_or(Value::Null, |items| whole(items.len()))
    }),
    Function::plain("array_concat", &[Takes::Dynamic], Kind::Dynamic, |values| {
        let items = values
            .iter()
            .filter_map(|value| value.as_json().as_array())
            .flatten();
        Value::dynamic(Json::Array(items.cloned().collect()))
    })
    .endless(),
    Function::plain(
        "array_slice",
        &[Takes::Dynamic, Takes::Whole, Takes::Whole],
        Kind::Dynamic,
        slice,
    ),
    Function::plain("array_reverse", &[Takes::Dynamic], Kind::Dynamic, |values| {
        let items = values[0].as_json().as_array();
        items.map_or(Value::Null, |items| {
            Value::dynamic(Json::Array(items.iter().rev().cloned().collect()))
        })
    }),
    Function::plain(
        "array_index_of",
        &[Takes::Dynamic, Takes::Any],
        Kind::Long,
        index_of,
    ),
    Function::plain("array_sum", &[Takes::Dynamic], Kind::Real, |values| {
        let items = values[0].as_json().as_array();
        items.map_or(Value::Null, |items| {
            Value::Real(items.iter().filter_map(Json::as_f64).sum())
        })
    }),
    sorted("array_sort_asc", |values| sort(values, true)),
    sorted("array_sort_desc", |values| sort(values, false)),
    Function::plain("pack_array", &[Takes::Any], Kind::Dynamic, |values| {
        Value::dynamic(Json::Array(values.iter().map(convert::to_json).collect()))
    })
    .endless(),
    Function::made("bag_pack", &[Takes::Any], pack).endless(),
    Function::made("pack", &[Takes::Any], pack).endless(),
    Function::plain("bag_keys", &[Takes::Dynamic], Kind::Dynamic, |values| {
        let bag = values[0].as_json().as_object();
        bag.map_or(Value::Null, |bag| {
            Value::dynamic(bag.keys().map(String::as_str).collect())
        })
    }),
    Function::plain(
        "bag_has_key",
        &[Takes::Dynamic, Takes::String],
        Kind::Bool,
        |values| {
            let bag = values[0].as_json().as_object();
            bag.map_or(Value::Null, |bag| {
                Value::Bool(bag.contains_key(values[1].as_text()))
            })
        },
    ),
    Function::plain("bag_merge", &[Takes::Dynamic], Kind::Dynamic, merge).endless(),
    Function::plain(
        "bag_remove_keys",
        &[Takes::Dynamic, Takes::Dynamic],
        Kind::Dynamic,
        remove_keys,
    ),
    Function::plain(
        "bag_set_key",
        &[Takes::Dynamic, Takes::String, Takes::Any],
        Kind::Dynamic,
        |values| {
            let mut bag = values[0].as_json().as_object().cloned().unwrap_or_default();
            bag.insert(values[1].as_text().to_owned(), convert::to_json(&values[2]));
            Value::dynamic(Json::Object(bag))
        },
    ),
    Function::plain("dynamic_to_json", &[Takes::Any], Kind::String, |values| {
        Value::text(convert::to_json(&values[0]).to_string())
    }),
    Function::plain("repeat", &[Takes::Any, Takes::Whole], Kind::Dynamic, repeat),
    Function::plain(
        "range",
        &[Takes::Any, Takes::Any, Takes::Any],
        Kind::Dynamic,
        range,
    )
    .at_least(2),
];

/// As many items as a function makes at most, like the service's `range()`.
const MOST_ITEMS: i64 = 1 << 20;

fn whole(number: usize) -> Value {
    Value::Long(i64::try_from(number).unwrap_or(i64::MAX))
}

const fn sorted(name: &'static str, body: fn(&[Value]) -> Value) -> Function {
    Function::plain(name, &[Takes::Dynamic], Kind::Dynamic, body)
}

fn slice(values: &[Value]) -> Value {
    let Json::Array(items) = values[0].as_json() else {
        return Value::Null;
    };
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let place = |index: i64| {
        let index = if index < 0 {
            index.saturating_add(length)
        } else {
            index
        };
        usize::try_from(index.clamp(0, length)).unwrap_or(0)
    };
    let (start, end) = (
        values[1].as_long().unwrap_or(0),
        values[2].as_long().unwrap_or(-1),
    );
    let (start, end) = (
        place(start),
        place(if end < 0 { end + length } else { end }.saturating_add(1)),
    );
    Value::dynamic(Json::Array(items.get(start..end).unwrap_or_default().to_vec()))
}

fn index_of(values: &[Value]) -> Value {
    let Json::Array(items) = values[0].as_json() else {
        return Value::Null;
    };
    let wanted = Key(convert::from_json(&convert::to_json(&values[1])));
    let found = items
        .iter()
        .position(|item| Key(convert::from_json(item)) == wanted);
    found.map_or(Value::Long(-1), whole)
}

fn sort(values: &[Value], ascending: bool) -> Value {
    let Json::Array(items) = values[0].as_json() else {
        return Value::Null;
    };
    let mut items = items.clone();
    items.sort_by(|one, other| {
        let order = convert::from_json(one).compare(&convert::from_json(other));
        let order = order.unwrap_or_else(|| one.to_string().cmp(&other.to_string()));
        if ascending { order } else { order.reverse() }
    });
    Value::dynamic(Json::Array(items))
}

/// `bag_pack("key", value, …)`
fn pack(call: Call) -> Result<Bound, String> {
    if !call.arguments.len().is_multiple_of(2) {
        return Err(format!("{}(): expected pairs of key and value", call.name));
    }
    let operation = |values: &[Value]| {
        let pairs = values.chunks_exact(2);
        let bag: Map<String, Json> = pairs
            .map(|pair| (convert::to_text(&pair[0]).to_string(), convert::to_json(&pair[1])))
            .collect();
        Value::dynamic(Json::Object(bag))
    };
    Ok(Bound {
        kind: Kind::Dynamic,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

/// The first bag that has a key decides.
fn merge(values: &[Value]) -> Value {
    let mut merged = Map::new();
    for (key, value) in values
        .iter()
        .filter_map(|value| value.as_json().as_object())
        .flatten()
    {
        merged.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Value::dynamic(Json::Object(merged))
}

fn remove_keys(values: &[Value]) -> Value {
    let (Json::Object(bag), Json::Array(keys)) = (values[0].as_json(), values[1].as_json()) else {
        return values[0].clone();
    };
    let kept = bag
        .iter()
        .filter(|(key, _)| !keys.iter().any(|removed| removed.as_str() == Some(key)));
    Value::dynamic(Json::Object(
        kept.map(|(key, value)| (key.clone(), value.clone())).collect(),
    ))
}

fn repeat(values: &[Value]) -> Value {
    match values[1].as_long() {
        Some(times @ 0..=MOST_ITEMS) => {
            let item = convert::to_json(&values[0]);
            let times = usize::try_from(times).unwrap_or(0);
            // Long items fewer times, so that no call makes more than a query may use.
            let most = usize::try_from(MOST_ITEMS).unwrap_or(0) / (item.to_string().len() + 1);
            Value::dynamic(Json::Array(vec![item; times.min(most)]))
        }
        _ => Value::Null,
    }
}

fn range(values: &[Value]) -> Value {
    let one = Value::Long(1);
    let (start, end, step) = (&values[0], &values[1], values.get(2).unwrap_or(&one));
    let mut items = Vec::new();
    let mut next = convert::from_json(&convert::to_json(start));
    if let (Some(from), Some(to), Some(by)) = (start.as_long(), end.as_long(), step.as_long()) {
        let mut number = from;
        while by != 0 && items.len() < usize::try_from(MOST_ITEMS).unwrap_or(0) {
            if if by > 0 { number > to } else { number < to } {
                break;
            }
            items.push(Json::from(number));
            let Some(after) = number.checked_add(by) else {
                break;
            };
            number = after;
        }
        return Value::dynamic(Json::Array(items));
    }
    let (Some(to), Some(by)) = (end.as_real(), step.as_real()) else {
        return Value::Null;
    };
    while let Some(number) = next.as_real() {
        let over = if by > 0.0 { number > to } else { number < to };
        if by == 0.0 || over || items.len() >= 1 << 16 {
            break;
        }
        items.push(Json::from(number));
        next = Value::Real(number + by);
    }
    Value::dynamic(Json::Array(items))
}
