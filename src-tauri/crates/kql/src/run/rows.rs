//! Rows on their way through the steps.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use super::evaluate::{self, Row, each};
use super::work::Work;
use super::{expand, groups, joins, order, table};
use crate::error::{Outcome, QueryError};
use crate::semantics::plan::{Action, Plan, Source, UnionInput};
use crate::semantics::scalar::Scalar;
use crate::value::Key;
use crate::{Kind, Table, Value, convert, time};

/// Rows that nobody has changed yet are still those of the table.
pub(super) enum Rows {
    Shared(Arc<Table>),
    Owned(Vec<Vec<Value>>),
}

impl Rows {
    pub(super) fn as_slice(&self) -> &[Vec<Value>] {
        match self {
            Self::Shared(table) => &table.rows,
            Self::Owned(rows) => rows,
        }
    }

    pub(super) fn into_owned(self) -> Vec<Vec<Value>> {
        match self {
            Self::Shared(table) => table.rows.clone(),
            Self::Owned(rows) => rows,
        }
    }

    fn first(self, count: usize) -> Self {
        match self {
            Self::Shared(table) if table.rows.len() > count => Self::Owned(table.rows[..count].to_vec()),
            Self::Owned(mut rows) => {
                rows.truncate(count);
                Self::Owned(rows)
            }
            all @ Self::Shared(_) => all,
        }
    }
}

/// The rows that a plan comes to.
pub(super) fn of(plan: &Plan, work: &Work) -> Outcome<Rows> {
    work.nested(|| {
        let mut rows = source(&plan.source, work)?;
        for step in &plan.steps {
            work.begin(step.at);
            rows = action(&step.action, rows, work)?;
            work.begin(step.at);
        }
        Ok(rows)
    })
}

fn source(source: &Source, work: &Work) -> Outcome<Rows> {
    match source {
        Source::Table(table) => Ok(Rows::Shared(Arc::clone(table))),
        Source::Shared(shared) => {
            if let Some(known) = shared.known.get() {
                return Ok(Rows::Shared(Arc::clone(known)));
            }
            let table = table(&shared.plan, work)?;
            Ok(Rows::Shared(Arc::clone(shared.known.get_or_init(|| table))))
        }
        Source::Union(inputs) => union(Vec::new(), inputs, work).map(Rows::Owned),
        Source::Rows(rows) => {
            work.spend(rows.len())?;
            let rows = rows.iter().map(|row| evaluate::values(row, Row::NONE, work));
            rows.collect::<Outcome<_>>().map(Rows::Owned)
        }
        Source::Range { from, to, step } => range(from, to, step, work).map(Rows::Owned),
    }
}

fn action(action: &Action, rows: Rows, work: &Work) -> Outcome<Rows> {
    work.spend(rows.as_slice().len())?;
    Ok(match action {
        Action::Where(condition) => filter(rows, condition, work)?,
        Action::Project(values) => {
            let projected = each(rows.as_slice()).map(|row| evaluate::values(values, row, work));
            Rows::Owned(projected.collect::<Outcome<_>>()?)
        }
        Action::Summarize { by, aggregates } => {
            Rows::Owned(groups::summarize(rows.as_slice(), by, aggregates, work)?)
        }
        Action::Distinct => Rows::Owned(distinct(rows.into_owned())),
        Action::Take(count) => {
            let count = self::count(count, work)?;
            rows.first(count)
        }
        Action::Sort(by) => Rows::Owned(order::sort(rows.into_owned(), by, work)?),
        Action::Top { count, by } => {
            let count = self::count(count, work)?;
            let mut sorted = order::sort(rows.into_owned(), by, work)?;
            sorted.truncate(count);
            Rows::Owned(sorted)
        }
        Action::Count => {
            let count = i64::try_from(rows.as_slice().len()).unwrap_or(i64::MAX);
            Rows::Owned(vec![vec![Value::Long(count)]])
        }
        Action::Join(join) => Rows::Owned(joins::join(rows.as_slice(), join, work)?),
        Action::MvExpand(expansion) => Rows::Owned(expand::mv_expand(rows.as_slice(), expansion, work)?),
        Action::Parse(parse) => Rows::Owned(expand::parse(rows.as_slice(), parse, work)?),
        Action::Schema(description) => Rows::Owned(description.clone()),
    })
}

fn filter(rows: Rows, condition: &Scalar, work: &Work) -> Outcome<Rows> {
    let kept = each(rows.as_slice())
        .map(|row| evaluate::holds(condition, row, work))
        .collect::<Outcome<Vec<bool>>>()?;
    if kept.iter().all(|kept| *kept) {
        return Ok(rows);
    }
    Ok(Rows::Owned(match rows {
        Rows::Shared(table) => table
            .rows
            .iter()
            .zip(kept)
            .filter(|(_, kept)| *kept)
            .map(|(row, _)| row.clone())
            .collect(),
        Rows::Owned(rows) => rows
            .into_iter()
            .zip(kept)
            .filter(|(_, kept)| *kept)
            .map(|(row, _)| row)
            .collect(),
    }))
}

fn distinct(rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.into_iter()
        .filter(|row| seen.insert(row.iter().cloned().map(Key).collect::<Vec<_>>()))
        .collect()
}

fn union(mut rows: Vec<Vec<Value>>, inputs: &[UnionInput], work: &Work) -> Outcome<Vec<Vec<Value>>> {
    for input in inputs {
        let table = of(&input.plan, work)?;
        work.spend(table.as_slice().len())?;
        for row in each(table.as_slice()) {
            rows.push(evaluate::values(&input.columns, row, work)?);
        }
    }
    Ok(rows)
}

/// How many rows an expression asks for; less than none is none.
fn count(count: &Scalar, work: &Work) -> Outcome<usize> {
    let count = convert::to(Kind::Long, &evaluate::value(count, Row::NONE, work)?);
    let count = count.as_long().map(|count| usize::try_from(count).unwrap_or(0));
    count.ok_or_else(|| QueryError::semantic(work.at(), "The number of rows must be a whole number"))
}

/// Every value from one to another, in steps.
fn range(from: &Scalar, to: &Scalar, step: &Scalar, work: &Work) -> Outcome<Vec<Vec<Value>>> {
    let bounds = [from, to, step].map(|one| evaluate::value(one, Row::NONE, work));
    let [from, to, step] = bounds;
    let (mut next, to, step) = (from?, to?, step?);
    let forward = step.as_real().is_some_and(|step| step > 0.0);
    let mut rows = Vec::new();
    if !step.as_real().is_some_and(|step| step != 0.0) {
        return Ok(rows);
    }
    while next
        .compare(&to)
        .is_some_and(|order| order.is_eq() || order.is_lt() == forward)
    {
        work.spend(1)?;
        let after = following(&next, &step);
        rows.push(vec![next]);
        match after {
            Some(after)
                if after
                    .compare(&rows[rows.len() - 1][0])
                    .is_some_and(Ordering::is_ne) =>
            {
                next = after;
            }
            _ => break,
        }
    }
    Ok(rows)
}

fn following(value: &Value, step: &Value) -> Option<Value> {
    Some(match value {
        Value::Long(value) => Value::Long(value.checked_add(step.as_long()?)?),
        Value::Timespan(value) => Value::Timespan(value.checked_add(step.as_long()?)?),
        Value::Datetime(moment) => Value::Datetime(time::from_ticks(
            time::to_ticks(*moment).checked_add(step.as_long()?)?,
        )?),
        other => Value::Real(other.as_real()? + step.as_real()?),
    })
}
