//! Where a query can be asked, and until when.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde::Serialize;
use specta::Type;

use crate::cloud::{Api, Cloud};
use crate::connection::{Connection, Purpose};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport};

/// The first day without an answer of the two older endpoints (Microsoft 365 message center, MC1220762 of 22 January
/// 2026, as corrected four days later).
const OLDER_END: Date = date(2027, 2, 1);

/// An API that runs queries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HuntingPlace {
    /// Which.
    pub api: Api,
    /// The permission that it needs, in the form of the connection's context.
    pub permission: String,
    /// The day from which it answers no more, as `2027-02-01`.
    pub ends_on: Option<String>,
    /// That day has come.
    pub ended: bool,
    /// What Microsoft advises.
    pub recommended: bool,
}

/// The day from which an API runs no query any more.
pub(super) fn ends_on(api: Api) -> Option<Date> {
    (api != Api::Graph).then_some(OLDER_END)
}

fn has_ended(api: Api, now: Timestamp) -> bool {
    ends_on(api).is_some_and(|day| now.to_zoned(TimeZone::UTC).date() >= day)
}

/// Refuses a query to an endpoint that has ended, before anything is sent.
pub(crate) fn ended(api: Api, now: Timestamp) -> Option<ErrorReport> {
    let day = ends_on(api).filter(|_| has_ended(api, now))?;
    let report = ErrorReport::new(ErrorCode::HuntingEnded)
        .with("api", api.portal_name())
        .with("date", day);
    Some(report)
}

/// Every place of the connection's cloud, the recommended one first.
pub(crate) fn places(connection: &Connection, cloud: &Cloud, now: Timestamp) -> Vec<HuntingPlace> {
    let offered = Api::ALL.into_iter().filter(|&api| cloud.api(api).is_some());
    let place = |api| HuntingPlace {
        api,
        permission: permissions::least(connection.toward(api, Purpose::Hunting).goal).to_owned(),
        ends_on: ends_on(api).map(|day| day.to_string()),
        ended: has_ended(api, now),
        recommended: api == Api::Graph,
    };
    offered.map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_endpoints_are_asked_until_the_last_of_january() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let (last, first) = (at("2027-01-31T23:59:59Z"), at("2027-02-01T00:00:00Z"));
        for api in [Api::Xdr, Api::Mde] {
            assert_eq!(ended(api, last), None);
            let report = ended(api, first).unwrap();
            assert_eq!(report.code, ErrorCode::HuntingEnded);
            assert_eq!(report.params["date"], "2027-02-01");
        }
        assert_eq!(ended(Api::Graph, at("2099-01-01T00:00:00Z")), None);
    }
}
