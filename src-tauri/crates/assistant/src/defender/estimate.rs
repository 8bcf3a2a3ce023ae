//! What a large reading will cost, before it begins.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::client::ApiClient;
use super::request::ListRequest;
use crate::cloud::ApiPlace;
use crate::error::Result;

/// Rows, calls and time of a reading, as far as the service tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// Rows that the service will send; only Graph counts them.
    pub rows: Option<u32>,
    /// Calls that they need.
    pub calls: Option<u32>,
    /// Calls that the API documents as allowed in a minute, for one application in one tenant.
    pub per_minute: Option<u32>,
    /// The same in an hour.
    pub per_hour: Option<u32>,
    /// How long it will take: by the limits, or by the time of the call that was just made, whichever is longer.
    pub seconds: Option<u32>,
}

#[derive(Deserialize)]
struct Counted {
    #[serde(rename = "@odata.count")]
    count: u32,
    #[serde(rename = "value")]
    _value: Vec<Value>,
}

impl ApiClient<'_> {
    /// Asks for the number of rows and for one of them.
    pub(crate) async fn estimate(&mut self, request: &ListRequest, place: &ApiPlace) -> Result<Estimate> {
        if !request.call.counts() {
            return Ok(Estimate::of(request, None, Duration::ZERO));
        }
        let mut url = request.url(place);
        url.query_pairs_mut()
            .append_pair("$count", "true")
            .append_pair("$top", "1");
        let started = Instant::now();
        let counted: Counted = self.fetch(&url).await?.json()?;
        Ok(Estimate::of(request, Some(counted.count), started.elapsed()))
    }
}

impl Estimate {
    fn of(request: &ListRequest, count: Option<u32>, one_call: Duration) -> Self {
        let (per_minute, per_hour) = request.call.limits;
        let wanted = request.query.top.unwrap_or(u32::MAX);
        let rows = count.map(|count| count.min(wanted));
        // The first page is asked for even if there is nothing.
        let calls = rows.map(|rows| rows.div_ceil(request.page_size()).max(1));
        let forced = calls.map(|calls| waiting(calls, per_minute, 60).max(waiting(calls, per_hour, 3600)));
        let seconds = calls.zip(forced).map(|(calls, forced)| {
            let working = one_call.saturating_mul(calls).as_secs_f64().ceil();
            Duration::from_secs(forced)
                .max(Duration::from_secs_f64(working))
                .as_secs()
        });
        Self {
            rows,
            calls,
            per_minute,
            per_hour,
            seconds: seconds.map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX)),
        }
    }
}

/// Seconds until the last of so many calls is allowed, where `most` of them are in each span.
fn waiting(calls: u32, most: Option<u32>, span: u64) -> u64 {
    most.map_or(0, |most| u64::from(calls.saturating_sub(1) / most.max(1)) * span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_counts_where_the_minute_would_allow_more() {
        assert_eq!(waiting(50, Some(50), 60), 0);
        assert_eq!(waiting(51, Some(50), 60), 60);
        assert_eq!(waiting(1600, Some(50), 60), 31 * 60);
        assert_eq!(waiting(1600, Some(1500), 3600), 3600);
        assert_eq!(waiting(1600, None, 60), 0);
    }
}
