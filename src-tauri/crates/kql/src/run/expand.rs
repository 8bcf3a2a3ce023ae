//! `mv-expand` and `parse`.

use serde_json::Value as Json;

use super::evaluate::{self, each};
use super::work::Work;
use crate::error::Outcome;
use crate::semantics::plan::{MvExpand, Parse};
use crate::{Kind, Value, convert};

/// What the groups of a `parse` pattern are called, before their number.
pub(crate) const COLUMN: &str = "handrail_";

/// A row for each item of the arrays or bags.
pub(super) fn mv_expand(rows: &[Vec<Value>], expansion: &MvExpand, work: &Work) -> Outcome<Vec<Vec<Value>>> {
    let mut expanded = Vec::new();
    for row in each(rows) {
        let items = expansion
            .items
            .iter()
            .map(|item| Ok(items(&evaluate::value(&item.value, row, work)?, expansion.bag)))
            .collect::<Outcome<Vec<_>>>()?;
        let longest = items.iter().map(Vec::len).max().unwrap_or(0);
        let count = longest.min(expansion.limit.unwrap_or(usize::MAX));
        work.rows(count, row.values.len())?;
        for position in 0..count {
            let mut values = row.values.to_vec();
            for (column, items) in expansion.items.iter().zip(&items) {
                let item = items
                    .get(position)
                    .map_or(Value::Null, |json| Value::dynamic(json.clone()));
                put(&mut values, column.column, cast(column.kind, &item));
            }
            if expansion.index {
                values.push(Value::Long(i64::try_from(position).unwrap_or(i64::MAX)));
            }
            expanded.push(values);
        }
    }
    Ok(expanded)
}

/// The items of an array, or the properties of a bag, none if it is empty; anything else, null too, is its only item.
fn items(value: &Value, bag: bool) -> Vec<Json> {
    match value.as_json() {
        Json::Array(items) => items.clone(),
        Json::Object(properties) => properties
            .iter()
            .map(|(key, value)| {
                if bag {
                    Json::Object([(key.clone(), value.clone())].into_iter().collect())
                } else {
                    Json::Array(vec![Json::String(key.clone()), value.clone()])
                }
            })
            .collect(),
        single => vec![single.clone()],
    }
}

/// An item as the type that it is to have. That is no conversion: a text of digits is no number here.
fn cast(kind: Kind, item: &Value) -> Value {
    let fits = match (kind, item.as_json()) {
        (Kind::String | Kind::Dynamic, _) | (Kind::Bool, Json::Bool(_)) => true,
        (Kind::Bool, Json::Number(number)) => !number.is_f64(),
        (Kind::Int | Kind::Long | Kind::Real, json) => json.is_number(),
        (Kind::Datetime | Kind::Timespan | Kind::Guid, json) => json.is_string(),
        _ => false,
    };
    if fits {
        convert::to(kind, item)
    } else {
        Value::Null
    }
}

/// The columns of a pattern; nothing in them where a row does not match.
pub(super) fn parse(rows: &[Vec<Value>], parse: &Parse, work: &Work) -> Outcome<Vec<Vec<Value>>> {
    let mut parsed = Vec::with_capacity(rows.len());
    for row in each(rows) {
        let subject = evaluate::value(&parse.subject, row, work)?;
        work.made(&subject)?;
        let found = parse.pattern.captures(subject.as_text()).map(|captures| {
            let columns = parse.columns.iter().enumerate();
            columns
                .map(|(index, (_, kind))| {
                    let text = captures
                        .name(&format!("{COLUMN}{index}"))
                        .map_or("", |group| group.as_str());
                    convert::to(*kind, &Value::text(text))
                })
                .collect::<Vec<_>>()
        });
        let fits = |values: &Vec<Value>| !(parse.strict && values.iter().any(Value::is_null));
        let found = found.filter(fits);
        if found.is_none() && parse.only_matches {
            continue;
        }
        let mut values = row.values.to_vec();
        for (index, (column, kind)) in parse.columns.iter().enumerate() {
            let value = match &found {
                Some(found) => found[index].clone(),
                None => Value::nothing(*kind),
            };
            put(&mut values, *column, value);
        }
        parsed.push(values);
    }
    Ok(parsed)
}

/// Puts a value into a column, which may be the next one that is not there yet.
fn put(values: &mut Vec<Value>, column: usize, value: Value) {
    if column >= values.len() {
        values.resize(column + 1, Value::Null);
    }
    values[column] = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bag_is_expanded_to_bags_of_one_or_to_pairs() {
        let bag = Value::dynamic(serde_json::json!({"a": 1, "b": 2}));
        assert_eq!(
            items(&bag, true),
            [serde_json::json!({"a": 1}), serde_json::json!({"b": 2})]
        );
        assert_eq!(
            items(&bag, false),
            [serde_json::json!(["a", 1]), serde_json::json!(["b", 2])]
        );
    }
}
