//! Hunting: one KQL query, asked at Microsoft Graph or at one of the two older endpoints, which end.

mod answer;
mod places;
mod refusal;
mod saved;
mod schema;
mod timespan;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specta::Type;

pub(crate) use self::answer::HuntingAnswer;
pub use self::places::HuntingPlace;
pub(crate) use self::places::{ended, places};
pub(crate) use self::refusal::explained;
pub(crate) use self::saved::SavedQueries;
pub use self::saved::{SavedQuery, starters};
pub use self::schema::{HuntingColumn, HuntingSchema, HuntingTable, Meaning};
pub use self::timespan::Timespan;
use super::client::{ApiClient, Call};
use crate::cloud::{Api, ApiPlace};
use crate::error::{ErrorCode, Result};
use crate::results::ResultView;

/// A query on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HuntQuery {
    /// Kusto Query Language.
    pub text: String,
    /// Where it is asked.
    pub api: Api,
    /// How far back, in ISO 8601, as `P7D` or two moments with a slash between them. Without one the service looks 30
    /// days back. Only Microsoft Graph takes one.
    #[serde(default)]
    pub timespan: Option<String>,
}

/// A column of the answer as the service names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AnswerColumn {
    /// Its name.
    pub name: String,
    /// Its type in the service's word: `String`, `DateTime`, `SByte`, ...
    #[serde(rename = "type")]
    pub kind: String,
}

/// What an answer is bounded by (endpoints.json `limits`: the page of each endpoint, and "Advanced hunting quotas").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HuntingLimits {
    /// The service ends an answer after so many rows.
    pub rows: u32,
    /// This answer has as many: there may be more.
    pub rows_reached: bool,
    /// A query may run for so many seconds.
    pub seconds: u32,
    /// An answer may have so many megabytes.
    pub megabytes: u32,
    /// So many days are looked back where nothing else is said.
    pub days: u32,
    /// So many queries a minute are taken at least.
    pub per_minute: u32,
    /// The day from which the endpoint answers no more, as `2027-02-01`.
    pub ends_on: Option<String>,
}

impl HuntingLimits {
    const ROWS: u32 = 100_000;

    /// The limits of an endpoint, with an answer of so many rows.
    pub(crate) fn of(api: Api, rows: u32) -> Self {
        Self {
            rows: Self::ROWS,
            rows_reached: rows >= Self::ROWS,
            seconds: if api == Api::Mde { 200 } else { 180 },
            megabytes: 50,
            days: 30,
            per_minute: 45,
            ends_on: places::ends_on(api).map(|day| day.to_string()),
        }
    }
}

/// The result of a query: what every result has, and what only hunting has.
#[derive(Clone, Debug, Serialize, Type)]
pub struct HuntView {
    /// As of any other result; its lines are asked for by themselves.
    #[serde(flatten)]
    pub result: ResultView,
    /// The columns in the service's own words.
    pub schema: Vec<AnswerColumn>,
    /// What the answer is bounded by.
    pub limits: HuntingLimits,
}

impl ApiClient<'_> {
    /// Runs a query. The answer is read as it comes in: fifty megabytes are not held twice.
    pub(crate) async fn hunt(&mut self, query: &HuntQuery, place: &ApiPlace) -> Result<HuntingAnswer> {
        let answer = self.send(&call(query, place)).await.map_err(explained)?;
        let read = tokio::task::spawn_blocking(move || HuntingAnswer::read(&answer.body)).await;
        read.map_err(|error| crate::error::ErrorReport::new(ErrorCode::Internal).detailed(error))?
    }
}

fn call(query: &HuntQuery, place: &ApiPlace) -> Call {
    let mut url = place.host.clone();
    url.set_path(match query.api {
        Api::Graph => "/v1.0/security/runHuntingQuery",
        Api::Xdr => "/api/advancedhunting/run",
        Api::Mde => "/api/advancedqueries/run",
    });
    Call::hunting(url, body(query))
}

fn body(query: &HuntQuery) -> Value {
    match &query.timespan {
        Some(timespan) if query.api == Api::Graph => json!({"Query": query.text, "Timespan": timespan}),
        _ => json!({"Query": query.text}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::Cloud;

    fn query(api: Api) -> HuntQuery {
        HuntQuery {
            text: "DeviceInfo | take 1".into(),
            api,
            timespan: Some("P7D".into()),
        }
    }

    #[test]
    fn only_graph_is_told_how_far_back() {
        assert_eq!(
            body(&query(Api::Graph)),
            json!({"Query": "DeviceInfo | take 1", "Timespan": "P7D"})
        );
        for api in [Api::Xdr, Api::Mde] {
            assert_eq!(body(&query(api)), json!({"Query": "DeviceInfo | take 1"}));
        }
    }

    #[test]
    fn each_api_has_its_own_endpoint() {
        let cloud = &Cloud::microsoft()[0];
        let urls = Api::ALL.map(|api| call(&query(api), cloud.api(api).unwrap()).url.to_string());
        assert_eq!(
            urls,
            [
                "https://graph.microsoft.com/v1.0/security/runHuntingQuery",
                "https://api.security.microsoft.com/api/advancedhunting/run",
                "https://api.security.microsoft.com/api/advancedqueries/run",
            ]
        );
    }

    #[test]
    fn an_answer_as_long_as_the_service_gives_may_have_more_behind_it() {
        assert!(!HuntingLimits::of(Api::Graph, 99_999).rows_reached);
        assert!(HuntingLimits::of(Api::Graph, 100_000).rows_reached);
        assert_eq!(HuntingLimits::of(Api::Graph, 0).ends_on, None);
        assert_eq!(
            HuntingLimits::of(Api::Xdr, 0).ends_on.as_deref(),
            Some("2027-02-01")
        );
    }
}
