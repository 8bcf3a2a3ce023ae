//! `summarize`.

use std::collections::HashMap;

use super::evaluate::{self, Row, each};
use super::work::Work;
use crate::Value;
use crate::aggregates::{Accumulator, AggregateCall};
use crate::error::Outcome;
use crate::semantics::scalar::Scalar;
use crate::value::Key;

struct Group {
    values: Vec<Value>,
    accumulators: Vec<Box<dyn Accumulator>>,
}

/// One row for each group, in the order in which they were met: its values, then the aggregates.
pub(super) fn summarize(
    rows: &[Vec<Value>],
    by: &[Scalar],
    calls: &[AggregateCall],
    work: &Work,
) -> Outcome<Vec<Vec<Value>>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Vec<Key>, usize> = HashMap::new();
    if by.is_empty() {
        // Without `by` there is a row even where there is nothing.
        groups.push(Group::new(Vec::new(), calls));
        known.insert(Vec::new(), 0);
    }
    for row in each(rows) {
        let values = evaluate::values(by, row, work)?;
        let key: Vec<Key> = values.iter().cloned().map(Key).collect();
        let index = *known.entry(key).or_insert_with(|| {
            groups.push(Group::new(values, calls));
            groups.len() - 1
        });
        groups[index].add(row, calls, work)?;
    }
    let rows: Vec<Vec<Value>> = groups.into_iter().map(Group::finish).collect();
    for value in rows.iter().flatten() {
        work.collected(value)?;
    }
    Ok(rows)
}

impl Group {
    fn new(values: Vec<Value>, calls: &[AggregateCall]) -> Self {
        Self {
            values,
            accumulators: calls.iter().map(|call| (call.start)()).collect(),
        }
    }

    fn add(&mut self, row: Row<'_>, calls: &[AggregateCall], work: &Work) -> Outcome<()> {
        for (call, accumulator) in calls.iter().zip(&mut self.accumulators) {
            if let Some(condition) = &call.condition
                && !evaluate::holds(condition, row, work)?
            {
                continue;
            }
            accumulator.add(&evaluate::values(&call.arguments, row, work)?);
        }
        Ok(())
    }

    fn finish(self) -> Vec<Value> {
        let mut row = self.values;
        row.extend(self.accumulators.into_iter().map(Accumulator::finish));
        row
    }
}
