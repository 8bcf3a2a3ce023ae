//! What is asked of an API, and how its rows are read.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use url::Url;

use crate::clock::{Clock, hours_before, rfc3339};
use crate::cloud::{Api, ApiPlace};

/// The time asked for, by the last update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment that counts.
    pub since: Timestamp,
    /// The moment of asking.
    pub until: Timestamp,
}

impl Window {
    /// The last hours before now, from a whole second.
    pub fn last_hours(clock: &dyn Clock, hours: u32) -> Self {
        let until = clock.now();
        Self {
            since: whole_second(hours_before(until, hours)),
            until,
        }
    }

    /// From a moment until now.
    pub fn since(clock: &dyn Clock, since: Timestamp) -> Self {
        Self {
            since: whole_second(since),
            until: clock.now(),
        }
    }
}

fn whole_second(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// A list call. Field names differ from API to API for the same thing
/// (Microsoft's pages "List incidents" of Graph and Defender XDR, "List alerts" of Defender for Endpoint).
#[derive(Clone, Copy, Debug)]
pub(super) struct ListCall {
    path: &'static str,
    pub(super) updated: &'static str,
    pub(super) id: &'static str,
    /// What one call is asked for; `None` leaves it to the service.
    pub(super) page: Option<u32>,
    /// The service says where the next page is; without that a short page is the last.
    pub(super) next_link_only: bool,
}

/// The list call of an API.
pub(super) fn list_call(api: Api) -> ListCall {
    match api {
        Api::Graph => ListCall {
            path: "/v1.0/security/incidents",
            updated: "lastUpdateDateTime",
            id: "id",
            page: None,
            next_link_only: true,
        },
        Api::Xdr => ListCall {
            path: "/api/incidents",
            updated: "lastUpdateTime",
            id: "incidentId",
            page: Some(100),
            next_link_only: false,
        },
        Api::Mde => ListCall {
            path: "/api/alerts",
            updated: "lastUpdateTime",
            id: "id",
            page: Some(1000),
            next_link_only: false,
        },
    }
}

impl ListCall {
    /// The `$filter` for a window.
    pub(super) fn filter(&self, window: Window) -> String {
        format!("{} ge {}", self.updated, rfc3339(window.since))
    }

    /// The address of the page that begins after `skip` rows.
    pub(super) fn url(&self, place: &ApiPlace, window: Window, skip: usize, top: Option<u32>) -> Url {
        let mut url = place.host.clone();
        url.set_path(self.path);
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("$filter", &self.filter(window));
            if let Some(top) = top.or(self.page) {
                query.append_pair("$top", &top.to_string());
            }
            if skip > 0 {
                query.append_pair("$skip", &skip.to_string());
            }
        }
        url
    }

    /// When a row was last updated.
    pub(super) fn updated_at(&self, row: &Value) -> Option<Timestamp> {
        row.get(self.updated)?.as_str()?.parse().ok()
    }

    /// What makes a row the same row on two pages.
    pub(super) fn row_id(&self, row: &Value) -> String {
        match row.get(self.id) {
            Some(Value::String(id)) => id.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

/// The pause that a service asks for: seconds, at least one.
pub(super) fn retry_after(headers: &reqwest::header::HeaderMap) -> Option<SignedDuration> {
    let seconds: i64 = headers
        .get(reqwest::header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(SignedDuration::from_secs(seconds.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::Cloud;

    #[test]
    fn the_window_is_asked_for_in_the_words_of_each_api() {
        let cloud = &Cloud::microsoft()[0];
        let since = Timestamp::from_second(1_700_000_000).unwrap();
        let window = Window { since, until: since };
        let url = |api, skip| {
            list_call(api)
                .url(cloud.api(api).unwrap(), window, skip, None)
                .to_string()
        };
        assert_eq!(
            url(Api::Graph, 0),
            "https://graph.microsoft.com/v1.0/security/incidents?%24filter=lastUpdateDateTime+ge+2023-11-14T22%3A13%3A20Z"
        );
        assert_eq!(
            url(Api::Xdr, 100),
            "https://api.security.microsoft.com/api/incidents?%24filter=lastUpdateTime+ge+2023-11-14T22%3A13%3A20Z&%24top=100&%24skip=100"
        );
    }
}
