//! Lists, sets and bags. Nulls are left out.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::{Accumulator, AggregateCall, setting};
use crate::semantics::scalar::Scalar;
use crate::value::Key;
use crate::{Kind, Value, convert};

/// As many items as the service puts into one value.
const MOST_ITEMS: usize = 1 << 20;

fn most(arguments: &mut Vec<Scalar>) -> Result<usize, String> {
    match setting(arguments)?.map(|most| most.as_long()) {
        None => Ok(MOST_ITEMS),
        Some(Some(most)) => Ok(usize::try_from(most).unwrap_or(0).min(MOST_ITEMS)),
        Some(None) => Err("argument #2 must be a whole number".to_owned()),
    }
}

pub(super) fn list(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let most = most(&mut arguments)?;
    Ok(AggregateCall::new(Kind::Dynamic, arguments, move || List {
        most,
        nulls: false,
        items: Vec::new(),
    }))
}

pub(super) fn list_with_nulls(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let start = || List {
        most: MOST_ITEMS,
        nulls: true,
        items: Vec::new(),
    };
    Ok(AggregateCall::new(Kind::Dynamic, arguments, start))
}

pub(super) fn set(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let most = most(&mut arguments)?;
    Ok(AggregateCall::new(Kind::Dynamic, arguments, move || Set {
        most,
        ..Set::default()
    }))
}

pub(super) fn bag(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let most = most(&mut arguments)?;
    Ok(AggregateCall::new(Kind::Dynamic, arguments, move || Bag {
        most,
        entries: Map::new(),
    }))
}

struct List {
    most: usize,
    nulls: bool,
    items: Vec<Json>,
}

impl Accumulator for List {
    fn add(&mut self, values: &[Value]) {
        let Some(value) = values.first() else { return };
        if self.items.len() < self.most && (self.nulls || !value.is_null()) {
            self.items.push(convert::to_json(value));
        }
    }

    fn finish(self: Box<Self>) -> Value {
        Value::dynamic(Json::Array(self.items))
    }
}

/// An array as a value gives its items to the set, not itself.
#[derive(Default)]
struct Set {
    most: usize,
    known: HashSet<Key>,
    items: Vec<Json>,
}

impl Set {
    fn put(&mut self, value: &Value) {
        if self.items.len() < self.most && !value.is_null() && self.known.insert(Key(value.clone())) {
            self.items.push(convert::to_json(value));
        }
    }
}

impl Accumulator for Set {
    fn add(&mut self, values: &[Value]) {
        let Some(value) = values.first() else { return };
        match value.as_json() {
            Json::Array(items) => items.iter().for_each(|item| self.put(&convert::from_json(item))),
            _ => self.put(value),
        }
    }

    fn finish(self: Box<Self>) -> Value {
        Value::dynamic(Json::Array(self.items))
    }
}

/// The first value of each key.
struct Bag {
    most: usize,
    entries: Map<String, Json>,
}

impl Accumulator for Bag {
    fn add(&mut self, values: &[Value]) {
        let bag = values.first().and_then(|value| value.as_json().as_object());
        for (key, value) in bag.into_iter().flatten() {
            if self.entries.len() < self.most {
                self.entries.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }

    fn finish(self: Box<Self>) -> Value {
        Value::dynamic(Json::Object(self.entries))
    }
}
