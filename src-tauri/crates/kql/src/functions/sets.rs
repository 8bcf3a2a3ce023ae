//! Functions of arrays as sets. What is equal is there once, in the order in which it is met.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::signature::{Function, Takes};
use crate::value::Key;
use crate::{Kind, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain(
        "set_has_element",
        &[Takes::Dynamic, Takes::Any],
        Kind::Bool,
        |values| {
            let Json::Array(items) = values[0].as_json() else {
                return Value::Null;
            };
            let wanted = key(&convert::to_json(&values[1]));
            Value::Bool(items.iter().any(|item| key(item) == wanted))
        },
    ),
    set("set_union", |values| {
        let items = values.iter().flat_map(items);
        distinct(items)
    }),
    set("set_intersect", |values| combined(values, true)),
    set("set_difference", |values| combined(values, false)),
    Function::plain(
        "set_equals",
        &[Takes::Dynamic, Takes::Dynamic],
        Kind::Bool,
        |values| Value::Bool(keys(&values[0]) == keys(&values[1])),
    ),
    Function::plain(
        "jaccard_index",
        &[Takes::Dynamic, Takes::Dynamic],
        Kind::Real,
        jaccard,
    ),
];

const fn set(name: &'static str, body: fn(&[Value]) -> Value) -> Function {
    Function::plain(name, &[Takes::Dynamic], Kind::Dynamic, body)
        .at_least(2)
        .endless()
}

fn items(value: &Value) -> &[Json] {
    value.as_json().as_array().map_or(&[], Vec::as_slice)
}

fn key(item: &Json) -> Key {
    Key(convert::from_json(item))
}

fn keys(value: &Value) -> HashSet<Key> {
    items(value).iter().map(key).collect()
}

fn distinct<'i>(items: impl Iterator<Item = &'i Json>) -> Value {
    let mut seen = HashSet::new();
    Value::dynamic(Json::Array(
        items.filter(|item| seen.insert(key(item))).cloned().collect(),
    ))
}

/// What the first set and all others have, or what only the first has.
fn combined(values: &[Value], wanted: bool) -> Value {
    let Some((first, others)) = values.split_first() else {
        return Value::Null;
    };
    let others: Vec<HashSet<Key>> = others.iter().map(keys).collect();
    distinct(items(first).iter().filter(|item| {
        let key = key(item);
        others.iter().all(|other| other.contains(&key) == wanted)
    }))
}

#[allow(clippy::cast_precision_loss, reason = "sets are not that large")]
fn jaccard(values: &[Value]) -> Value {
    let (one, other) = (keys(&values[0]), keys(&values[1]));
    let all = one.union(&other).count();
    if all == 0 {
        Value::Null
    } else {
        Value::Real(one.intersection(&other).count() as f64 / all as f64)
    }
}
