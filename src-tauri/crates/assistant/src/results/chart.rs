//! What a picture above a table shows: severities over time, and how often each value of a column comes.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use specta::Type;

use super::arrangement::{SEVERITIES, TableQuery, fitting, size};
use super::table::{Cell, ColumnKind, Table};
use crate::clock::rfc3339;

/// Severities over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverTime {
    /// Name of the column of time.
    pub column: String,
    /// Length of a bar, in seconds.
    pub step_seconds: u32,
    /// Bars without a gap, the oldest first.
    pub bars: Vec<Bar>,
}

/// A bar of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Bar {
    /// Where it begins, RFC 3339.
    pub at: String,
    /// Rows by severity: high, medium, low, informational, unknown.
    pub counts: [u32; 5],
}

/// How often each value of a column comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Facet {
    /// Name of the column.
    pub column: String,
    /// The most frequent values.
    pub values: Vec<FacetValue>,
    /// Different values, those listed included.
    pub distinct: u32,
}

/// One value of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FacetValue {
    /// The text; empty for rows without a value.
    pub value: String,
    /// Rows that have it.
    pub count: u32,
}

/// Bars are never shorter than five minutes, and so long that the whole time fits into this many.
const MAX_BARS: i64 = 48;
/// Lengths of bars that people count in, in seconds.
const STEPS: [i64; 11] = [
    300, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604_800, 2_592_000,
];

/// Rows over time. `between` is the time that was asked for; without it, that of the rows.
pub(crate) fn over_time(
    table: &Table,
    order: &[u32],
    query: &TableQuery,
    column: &str,
    between: Option<(Timestamp, Timestamp)>,
) -> Option<OverTime> {
    let at = table.column(column)?;
    let severity = table
        .columns()
        .iter()
        .position(|one| one.kind == ColumnKind::Severity);
    let rows = fitting(table, order, query, Some(at));
    let seen: Vec<(Timestamp, usize)> = rows
        .into_iter()
        .filter_map(|row| match &table.rows()[row] {
            cells if let Cell::Time(time) = cells[at] => {
                let text = severity.map(|at| cells[at].text()).unwrap_or_default();
                let rank = SEVERITIES.iter().position(|one| *one == text);
                Some((time, rank.unwrap_or(SEVERITIES.len() - 1)))
            }
            _ => None,
        })
        .collect();
    let (first, last) = match between {
        Some(between) => between,
        None => (seen.iter().min()?.0, seen.iter().max()?.0),
    };
    Some(bars(column, &seen, first, last))
}

fn bars(column: &str, seen: &[(Timestamp, usize)], first: Timestamp, last: Timestamp) -> OverTime {
    let span = last.as_second().saturating_sub(first.as_second());
    let step = STEPS
        .into_iter()
        .find(|step| span / step < MAX_BARS)
        .unwrap_or(span / MAX_BARS + 1);
    let begin = first.as_second().div_euclid(step) * step;
    let count = last.as_second().saturating_sub(begin) / step + 1;
    let mut counts = vec![[0; 5]; usize::try_from(count).unwrap_or_default()];
    for (time, rank) in seen {
        let place = usize::try_from(time.as_second().saturating_sub(begin).div_euclid(step));
        if let Some(bar) = place.ok().and_then(|place| counts.get_mut(place)) {
            bar[*rank] += 1;
        }
    }
    let start = |place: usize| {
        let seconds = i64::try_from(place).unwrap_or_default().saturating_mul(step);
        Timestamp::from_second(begin).unwrap_or(first) + SignedDuration::from_secs(seconds)
    };
    let bars = counts.into_iter().enumerate().map(|(place, counts)| Bar {
        at: rfc3339(start(place)),
        counts,
    });
    OverTime {
        column: column.to_owned(),
        step_seconds: u32::try_from(step).unwrap_or(u32::MAX),
        bars: bars.collect(),
    }
}

/// The most frequent values of a column, each with its rows. A row counts once for each text of a list.
pub(crate) fn facet(
    table: &Table,
    order: &[u32],
    query: &TableQuery,
    column: &str,
    top: usize,
) -> Option<Facet> {
    let at = table.column(column)?;
    let mut counts: HashMap<String, u32> = HashMap::new();
    for row in fitting(table, order, query, Some(at)) {
        for text in table.rows()[row][at].texts() {
            *counts.entry(text.into_owned()).or_default() += 1;
        }
    }
    let distinct = size(counts.len());
    let mut values: Vec<FacetValue> = counts
        .into_iter()
        .map(|(value, count)| FacetValue { value, count })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values.truncate(top);
    Some(Facet {
        column: column.to_owned(),
        values,
        distinct,
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::Column;
    use super::*;

    fn table(times: &[&str]) -> Table {
        let mut table = Table::new(vec![
            Column::new("updated", ColumnKind::Time),
            Column::new("severity", ColumnKind::Severity),
            Column::new("devices", ColumnKind::List),
        ]);
        for time in times {
            let cells = [table.time(time), table.text("high"), table.list(["pc-1", "pc-2"])];
            table.push(cells);
        }
        table
    }

    #[test]
    fn every_row_is_in_one_bar_and_the_bars_cover_the_time_asked_for() {
        let table = table(&["2026-01-01T00:30:00Z", "2026-01-02T23:59:59Z", "no time"]);
        let between = (
            "2026-01-01T00:10:00Z".parse().unwrap(),
            "2026-01-03T00:00:00Z".parse().unwrap(),
        );
        let chart = over_time(
            &table,
            &[0, 1, 2],
            &TableQuery::default(),
            "updated",
            Some(between),
        )
        .unwrap();
        assert_eq!(chart.step_seconds, 3600);
        assert_eq!(chart.bars.len(), 49);
        assert_eq!(
            chart.bars[0],
            Bar {
                at: "2026-01-01T00:00:00Z".into(),
                counts: [1, 0, 0, 0, 0]
            }
        );
        assert_eq!(chart.bars.iter().map(|bar| bar.counts[0]).sum::<u32>(), 2);
    }

    #[test]
    fn a_result_without_times_has_no_chart_over_time() {
        let table = table(&["never"]);
        assert_eq!(
            over_time(&table, &[0], &TableQuery::default(), "updated", None),
            None
        );
    }

    #[test]
    fn a_row_counts_for_each_of_its_devices() {
        let table = table(&["never", "never"]);
        let facet = facet(&table, &[0, 1], &TableQuery::default(), "devices", 1).unwrap();
        assert_eq!(
            facet.values,
            [FacetValue {
                value: "pc-1".into(),
                count: 2
            }]
        );
        assert_eq!(facet.distinct, 2);
    }
}
