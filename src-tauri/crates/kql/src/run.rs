//! Doing what a plan says, within the limits.

mod evaluate;
mod expand;
mod groups;
mod joins;
mod order;
mod rows;
mod work;

use std::sync::Arc;

use crate::error::Outcome;
use crate::semantics::plan::Plan;
use crate::{Limits, QueryError, Table};
pub(crate) use expand::COLUMN;
use work::Work;

/// The result of a plan.
pub(crate) fn execute(plan: &Plan, limits: Limits) -> Outcome<Table> {
    let work = Work::new(limits.work);
    let rows = rows::of(plan, &work)?;
    if rows.as_slice().len() > limits.rows {
        let message = format!("The result has more than {} rows", limits.rows);
        return Err(QueryError::limit(0, message));
    }
    Ok(Table {
        columns: plan.columns.clone(),
        rows: rows.into_owned(),
    })
}

/// The result of a plan that others share.
fn table(plan: &Plan, work: &Work) -> Outcome<Arc<Table>> {
    let rows = rows::of(plan, work)?.into_owned();
    Ok(Arc::new(Table {
        columns: plan.columns.clone(),
        rows,
    }))
}
