//! `sort` and `top`.

use std::cmp::Ordering;

use super::evaluate::{self, each};
use super::work::Work;
use crate::Value;
use crate::error::Outcome;
use crate::semantics::plan::SortKey;

/// The rows in order; those that are equal stay as they were.
pub(super) fn sort(rows: Vec<Vec<Value>>, by: &[SortKey], work: &Work) -> Outcome<Vec<Vec<Value>>> {
    let keys = each(&rows)
        .map(|row| {
            by.iter()
                .map(|key| evaluate::value(&key.value, row, work))
                .collect()
        })
        .collect::<Outcome<Vec<Vec<Value>>>>()?;
    let mut keyed: Vec<(Vec<Value>, Vec<Value>)> = keys.into_iter().zip(rows).collect();
    keyed.sort_by(|(one, _), (other, _)| compare(one, other, by));
    Ok(keyed.into_iter().map(|(_, row)| row).collect())
}

fn compare(one: &[Value], other: &[Value], by: &[SortKey]) -> Ordering {
    let compared =
        by.iter()
            .zip(one.iter().zip(other))
            .map(|(key, (one, other))| match (rank(one), rank(other)) {
                (0, 0) => {
                    let order = one.compare(other).unwrap_or(Ordering::Equal);
                    if key.ascending { order } else { order.reverse() }
                }
                // What is not a number comes between null and the numbers.
                (one, other) if key.nulls_first => other.cmp(&one),
                (one, other) => one.cmp(&other),
            });
    compared.fold(Ordering::Equal, Ordering::then)
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 2,
        Value::Real(number) if number.is_nan() => 1,
        _ => 0,
    }
}
