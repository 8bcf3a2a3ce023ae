//! Functions of text. Positions count characters.

use serde_json::Value as Json;

use super::signature::{Function, Takes};
use crate::{Kind, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain("strlen", &[Takes::String], Kind::Long, |values| {
        length(values[0].as_text())
    })
    .prefixed("strlen"),
    Function::plain("strcat", &[Takes::Text], Kind::String, |values| join(values, "")).endless(),
    Function::plain("strcat_delim", &[Takes::Text], Kind::String, |values| {
        values.split_first().map_or(Value::Null, |(delimiter, values)| {
            join(values, delimiter.as_text())
        })
    })
    .at_least(2)
    .endless(),
    Function::plain(
        "strcat_array",
        &[Takes::Dynamic, Takes::Text],
        Kind::String,
        strcat_array,
    ),
    Function::plain("strcmp", &[Takes::Text, Takes::Text], Kind::Long, |values| {
        Value::Long(values[0].as_text().cmp(values[1].as_text()) as i64)
    }),
    Function::plain(
        "strrep",
        &[Takes::Text, Takes::Whole, Takes::Text],
        Kind::String,
        repeated,
    )
    .at_least(2),
    Function::plain("tolower", &[Takes::Text], Kind::String, |values| {
        Value::text(values[0].as_text().to_lowercase())
    }),
    Function::plain("toupper", &[Takes::Text], Kind::String, |values| {
        Value::text(values[0].as_text().to_uppercase())
    }),
    Function::plain("reverse", &[Takes::Text], Kind::String, |values| {
        Value::text(values[0].as_text().chars().rev().collect::<String>())
    }),
    Function::plain(
        "substring",
        &[Takes::Text, Takes::Whole, Takes::Whole],
        Kind::String,
        substring,
    )
    .at_least(2),
    Function::plain(
        "split",
        &[Takes::Text, Takes::String, Takes::Whole],
        Kind::Dynamic,
        split,
    )
    .at_least(2)
    .named_as_first(),
    Function::plain(
        "indexof",
        &[Takes::Text, Takes::Text, Takes::Whole, Takes::Whole, Takes::Whole],
        Kind::Long,
        index_of,
    )
    .at_least(2),
    Function::plain(
        "replace_string",
        &[Takes::String, Takes::String, Takes::String],
        Kind::String,
        |values| match values[1].as_text() {
            "" => values[0].clone(),
            lookup => Value::text(values[0].as_text().replace(lookup, values[2].as_text())),
        },
    ),
    Function::plain(
        "translate",
        &[Takes::String, Takes::String, Takes::String],
        Kind::String,
        translate,
    ),
    Function::plain("countof", &[Takes::String, Takes::String], Kind::Long, count_of),
    Function::plain(
        "has_any_index",
        &[Takes::String, Takes::Dynamic],
        Kind::Long,
        has_any_index,
    ),
];

/// A text that a function would make longer than this is not made: the service's values are no longer than 1 MB.
const LONGEST: usize = 1 << 20;

fn length(text: &str) -> Value {
    whole(text.chars().count())
}

fn whole(number: usize) -> Value {
    Value::Long(i64::try_from(number).unwrap_or(i64::MAX))
}

fn join(values: &[Value], delimiter: &str) -> Value {
    let texts: Vec<&str> = values.iter().map(Value::as_text).collect();
    Value::text(texts.join(delimiter))
}

fn strcat_array(values: &[Value]) -> Value {
    let Json::Array(items) = values[0].as_json() else {
        return Value::Null;
    };
    let texts: Vec<_> = items
        .iter()
        .map(|item| convert::to(Kind::String, &Value::dynamic(item.clone())))
        .collect();
    join(&texts, values[1].as_text())
}

fn repeated(values: &[Value]) -> Value {
    let times = values[1]
        .as_long()
        .and_then(|times| usize::try_from(times).ok())
        .unwrap_or(0);
    let (text, delimiter) = (values[0].as_text(), values.get(2).map_or("", Value::as_text));
    let length = text.len().saturating_add(delimiter.len()).saturating_mul(times);
    if length > LONGEST || times > LONGEST {
        return Value::Null;
    }
    Value::text(vec![text; times].join(delimiter))
}

/// Where a position is, counted from the end if it is negative.
fn position(index: i64, length: usize) -> usize {
    let length_signed = i64::try_from(length).unwrap_or(i64::MAX);
    let index = if index < 0 {
        index.saturating_add(length_signed).max(0)
    } else {
        index
    };
    usize::try_from(index).unwrap_or(length).min(length)
}

fn substring(values: &[Value]) -> Value {
    let text = values[0].as_text();
    let length = text.chars().count();
    let start = values[1].as_long().unwrap_or(0);
    if start.unsigned_abs() > length as u64 {
        // Also before the beginning: that is not the beginning.
        return Value::text("");
    }
    let start = position(start, length);
    let most = match values.get(2).and_then(Value::as_long) {
        Some(most) => usize::try_from(most).unwrap_or(0),
        None => usize::MAX,
    };
    Value::text(text.chars().skip(start).take(most).collect::<String>())
}

fn split(values: &[Value]) -> Value {
    let (text, delimiter) = (values[0].as_text(), values[1].as_text());
    let mut parts: Vec<Json> = if delimiter.is_empty() {
        vec![Json::from(text)]
    } else {
        text.split(delimiter).map(Json::from).collect()
    };
    if let Some(index) = values.get(2).and_then(Value::as_long) {
        // Still an array, of the one that was asked for.
        let index = usize::try_from(index).ok().filter(|index| *index < parts.len());
        parts = index.map_or_else(Vec::new, |index| vec![parts.swap_remove(index)]);
    }
    Value::dynamic(Json::Array(parts))
}

fn index_of(values: &[Value]) -> Value {
    let (text, wanted) = (values[0].as_text(), values[1].as_text());
    let number =
        |index: usize, otherwise: i64| values.get(index).and_then(Value::as_long).unwrap_or(otherwise);
    let (start, length, occurrence) = (number(2, 0), number(3, -1), number(4, 1));
    if length < -1 || occurrence < 1 {
        return Value::Null;
    }
    let start = position(start, text.chars().count());
    let most = usize::try_from(length).unwrap_or(usize::MAX);
    let searched: String = text.chars().skip(start).take(most).collect();
    let nth = usize::try_from(occurrence - 1).unwrap_or(usize::MAX);
    let found = match wanted {
        "" => Some(0),
        wanted => starts(&searched, wanted).nth(nth),
    };
    found.map_or(Value::Long(-1), |index| {
        whole(start + searched[..index].chars().count())
    })
}

/// Where a text begins in another, also where the places overlap.
fn starts<'t>(text: &'t str, wanted: &'t str) -> impl Iterator<Item = usize> + 't {
    text.char_indices()
        .map(|(index, _)| index)
        .filter(move |index| text[*index..].starts_with(wanted))
}

fn translate(values: &[Value]) -> Value {
    let from: Vec<char> = values[0].as_text().chars().collect();
    let to: Vec<char> = values[1].as_text().chars().collect();
    let replaced = |one: char| match from.iter().position(|from| *from == one) {
        Some(index) => to.get(index).or(to.last()).copied(),
        None => Some(one),
    };
    Value::text(
        values[2]
            .as_text()
            .chars()
            .filter_map(replaced)
            .collect::<String>(),
    )
}

fn count_of(values: &[Value]) -> Value {
    match values[1].as_text() {
        "" => Value::Long(0),
        wanted => whole(starts(values[0].as_text(), wanted).count()),
    }
}

fn has_any_index(values: &[Value]) -> Value {
    let terms = values[1].as_json().as_array().map_or(&[][..], Vec::as_slice);
    let found = terms.iter().position(|term| {
        term.as_str()
            .is_some_and(|term| crate::text::has_term(values[0].as_text(), term))
    });
    found.map_or(Value::Long(-1), whole)
}
