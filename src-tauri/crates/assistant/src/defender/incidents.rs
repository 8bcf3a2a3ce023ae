//! One incident by itself, with its alerts.

use serde_json::Value;

use super::client::ApiClient;
use super::rows;
use super::view::IncidentDetails;
use crate::cloud::{Api, ApiPlace};
use crate::error::Result;

impl ApiClient<'_> {
    /// One incident with its alerts.
    pub(crate) async fn details(&mut self, api: Api, place: &ApiPlace, id: &str) -> Result<IncidentDetails> {
        let mut url = place.host.clone();
        let path: &[&str] = match api {
            Api::Graph => &["v1.0", "security", "incidents", id],
            Api::Xdr => &["api", "incidents", id],
            Api::Mde => &["api", "alerts", id],
        };
        // Pushed as segments, so that no id can climb out of its place in the path.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.clear().extend(path);
        }
        if api == Api::Graph {
            url.query_pairs_mut().append_pair("$expand", "alerts");
        }
        let incident: Value = self.fetch(&url).await?.json()?;
        Ok(rows::details(api, id, &incident))
    }
}
