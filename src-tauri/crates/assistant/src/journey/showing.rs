//! Looking at a result in hand: the lines in sight, and the pictures above them.

use std::sync::Arc;

use super::Assistant;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::results::{Facet, Held, OverTime, TablePage, TableQuery, visible_json};

impl Assistant {
    /// Some lines of a result, in the order of a query.
    pub async fn table_page(
        &self,
        result_id: &str,
        query: TableQuery,
        from: u32,
        count: u32,
    ) -> Result<TablePage> {
        self.looking(result_id, move |held| held.page(&query, from, count))
            .await
    }

    /// Rows over time by severity; `None` where the column has no times.
    pub async fn over_time(
        &self,
        result_id: &str,
        query: TableQuery,
        column: String,
    ) -> Result<Option<OverTime>> {
        self.looking(result_id, move |held| held.over_time(&query, &column))
            .await
    }

    /// The most frequent values of a column; `None` where there is no such column.
    pub async fn facet(
        &self,
        result_id: &str,
        query: TableQuery,
        column: String,
        top: u32,
    ) -> Result<Option<Facet>> {
        self.looking(result_id, move |held| held.facet(&query, &column, top as usize))
            .await
    }

    /// One row as the service sent it, as indented JSON.
    pub async fn raw_row(&self, result_id: &str, row: u32) -> Result<String> {
        let read = self.looking(result_id, move |held| held.raw_row(row)).await?;
        let row = read.map_err(|error| ErrorReport::new(ErrorCode::ResultGone).detailed(error))?;
        Ok(visible_json(format!("{row:#}")))
    }

    /// The result of that name.
    pub(super) fn held(&self, result_id: &str) -> Result<Arc<Held>> {
        let held = lock(&self.0.results).get(result_id).cloned();
        held.ok_or_else(|| ErrorReport::new(ErrorCode::ResultGone))
    }

    /// A hundred thousand rows take a moment: that is not spent on a thread that answers others.
    pub(super) async fn looking<T: Send + 'static>(
        &self,
        result_id: &str,
        look: impl FnOnce(&Held) -> T + Send + 'static,
    ) -> Result<T> {
        let held = self.held(result_id)?;
        let looked = tokio::task::spawn_blocking(move || look(&held)).await;
        looked.map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))
    }
}
