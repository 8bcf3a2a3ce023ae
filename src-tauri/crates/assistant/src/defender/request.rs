//! A question for a list, in the words of one API: address, filter, pages.

use jiff::Timestamp;
use url::Url;

use super::call::{ListCall, Paging, list_call};
use super::filter::Sieve;
use super::list::ListQuery;
use super::query::Window;
use super::view::FilterField;
use crate::cloud::{Api, ApiPlace};
use crate::error::{ErrorCode, ErrorReport, Result};

/// What is asked of one API for one question.
#[derive(Clone, Debug)]
pub(crate) struct ListRequest {
    pub(super) call: &'static ListCall,
    pub(crate) query: ListQuery,
    /// The time asked for; `None` where the list is of what is there now.
    pub(crate) window: Option<Window>,
    /// The moment of asking.
    pub(crate) asked: Timestamp,
    pub(super) sieve: Sieve,
}

impl ListRequest {
    /// The request of a question; refused where the API has no such list.
    pub(crate) fn new(api: Api, query: &ListQuery, window: Window) -> Result<Self> {
        let call = list_call(query.kind, api).ok_or_else(|| {
            ErrorReport::new(ErrorCode::Internal).detailed(format!("{api} lists no {}", query.kind.name()))
        })?;
        let asked = window.until;
        let window = call.updated.map(|_| window);
        Ok(Self {
            asked,
            call,
            query: query.clone(),
            window,
            sieve: Sieve::new(call, query, window),
        })
    }

    /// The path of the list with its options, but for the place in it.
    pub(super) fn url(&self, place: &ApiPlace) -> Url {
        let mut url = place.host.clone();
        url.set_path(self.call.path);
        for (name, value) in self.options() {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    }

    /// `$filter` and `$expand`, where there are such.
    pub(super) fn options(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let options = [
            ("$filter", self.filter()),
            ("$expand", self.expand().unwrap_or_default()),
        ];
        options.into_iter().filter(|(_, value)| !value.is_empty())
    }

    /// The address of the page that begins after `skip` rows.
    pub(super) fn page_after(&self, place: &ApiPlace, skip: usize) -> Url {
        let mut url = self.url(place);
        let size = self.page_size();
        if self.call.names_page || size < self.call.page {
            url.query_pairs_mut().append_pair("$top", &size.to_string());
        }
        if skip > 0 {
            url.query_pairs_mut().append_pair("$skip", &skip.to_string());
        }
        url
    }

    /// The path of the list.
    pub(crate) fn path(&self) -> &'static str {
        self.call.path
    }

    /// The `$filter`; empty where nothing is asked of the service.
    pub(crate) fn filter(&self) -> &str {
        self.sieve.sent()
    }

    /// The `$expand`, where it is wanted.
    pub(crate) fn expand(&self) -> Option<&'static str> {
        self.call.expand.filter(|_| self.query.with_alerts)
    }

    /// Rows of a full page, where the next one is found by counting.
    pub(crate) fn counted_pages(&self) -> Option<u32> {
        (self.call.paging == Paging::Skip).then_some(self.call.page)
    }

    /// What of the question the service cannot answer.
    pub(crate) fn left_to_handrail(&self) -> Vec<FilterField> {
        self.sieve
            .note()
            .locally
            .iter()
            .map(|local| local.field)
            .collect()
    }

    /// Fewer rows than a full page are asked for only where all of them will be kept.
    pub(super) fn page_size(&self) -> u32 {
        let full = self.call.page;
        let kept = self.sieve.all_sent() && self.call.inside.is_none();
        let wanted = self.query.top.filter(|_| kept);
        wanted.map_or(full, |top| top.clamp(1, full))
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::Severity;
    use super::*;
    use crate::cloud::Cloud;
    use crate::results::ResultKind;

    fn options(kind: ResultKind, api: Api, change: impl FnOnce(&mut ListQuery)) -> String {
        let since = Timestamp::from_second(1_700_000_000).unwrap();
        let mut query = ListQuery::last_hours(kind, 0);
        change(&mut query);
        let request = ListRequest::new(api, &query, Window { since, until: since }).unwrap();
        let cloud = &Cloud::microsoft()[0];
        let url = request.page_after(cloud.api(api).unwrap(), 0);
        let pairs = url.query_pairs().map(|(name, value)| format!("{name}={value}"));
        format!("{} {}", url.path(), pairs.collect::<Vec<_>>().join("&"))
    }

    fn serious(query: &mut ListQuery) {
        query.severities = vec![Severity::High, Severity::Medium];
        query.statuses = vec!["active".to_owned(), "inProgress".to_owned()];
        query.assigned_to = Some("o'neill@contoso.com".to_owned());
    }

    const SINCE: &str = "2023-11-14T22:13:20Z";

    #[test]
    fn graph_is_asked_for_everything_it_can_filter_by() {
        assert_eq!(
            options(ResultKind::Incidents, Api::Graph, serious),
            format!(
                "/v1.0/security/incidents $filter=lastUpdateDateTime ge {SINCE} \
                 and (severity eq 'high' or severity eq 'medium') \
                 and (status eq 'active' or status eq 'inProgress') and assignedTo eq 'o''neill@contoso.com'"
            )
        );
    }

    #[test]
    fn xdr_is_not_asked_for_a_severity_and_rules_the_other_states_out() {
        assert_eq!(
            options(ResultKind::Incidents, Api::Xdr, serious),
            format!(
                "/api/incidents $filter=lastUpdateTime ge {SINCE} and status ne 'Resolved' \
                 and status ne 'Redirected' and assignedTo eq 'o''neill@contoso.com'&$top=100"
            )
        );
    }

    #[test]
    fn an_active_incident_is_a_new_alert_and_each_api_has_its_own_capitals() {
        let open = |query: &mut ListQuery| query.statuses = vec!["active".to_owned()];
        assert_eq!(
            options(ResultKind::Alerts, Api::Mde, open),
            format!("/api/alerts $filter=lastUpdateTime ge {SINCE} and status eq 'New'&$top=2000")
        );
        assert_eq!(
            options(ResultKind::Alerts, Api::Graph, open),
            format!(
                "/v1.0/security/alerts_v2 $filter=lastUpdateDateTime ge {SINCE} and status eq 'new'&$top=2000"
            )
        );
    }

    #[test]
    fn alerts_of_xdr_come_out_of_incidents_and_only_the_time_is_theirs() {
        assert_eq!(
            options(ResultKind::Alerts, Api::Xdr, serious),
            format!("/api/incidents $filter=lastUpdateTime ge {SINCE}&$top=100")
        );
    }

    #[test]
    fn devices_are_asked_for_by_risk_and_health_whatever_the_time() {
        let risky = |query: &mut ListQuery| {
            query.severities = vec![Severity::High];
            query.statuses = vec!["inactive".to_owned()];
        };
        assert_eq!(
            options(ResultKind::Machines, Api::Mde, risky),
            "/api/machines $filter=riskScore eq 'High' and healthStatus eq 'Inactive'&$top=10000"
        );
    }

    #[test]
    fn the_first_few_are_a_short_page_unless_some_of_them_will_be_left_out() {
        let few = |query: &mut ListQuery| query.top = Some(7);
        assert!(options(ResultKind::Incidents, Api::Graph, few).ends_with("&$top=7"));
        let few_serious = |query: &mut ListQuery| {
            query.top = Some(7);
            query.severities = vec![Severity::High];
        };
        assert!(options(ResultKind::Incidents, Api::Xdr, few_serious).ends_with("&$top=100"));
    }

    #[test]
    fn what_nobody_works_on_is_looked_for_here() {
        let nobody = |query: &mut ListQuery| query.assigned_to = Some(String::new());
        assert!(!options(ResultKind::Incidents, Api::Graph, nobody).contains("assignedTo"));
    }
}
