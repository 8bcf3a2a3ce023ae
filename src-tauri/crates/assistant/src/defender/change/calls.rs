//! The calls of a change. What stays as it is is left out, as the pages advise.

use reqwest::Method;
use serde_json::{Map, Value, json};
use url::Url;

use super::{Change, ChangeCall, ChangeField, Difference};
use crate::cloud::{Api, ApiPlace};
use crate::defender::client::{ApiClient, Call};
use crate::defender::story::item_url;
use crate::error::Result;

/// One call, to be shown and to be made.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    method: Method,
    url: Url,
    body: Value,
}

impl Planned {
    /// As the person sees it.
    pub(crate) fn shown(&self) -> ChangeCall {
        ChangeCall {
            method: self.method.to_string(),
            url: self.url.to_string(),
            body: format!("{:#}", self.body),
        }
    }
}

impl ApiClient<'_> {
    /// Makes a call of a change. Its answer says less than reading the item again.
    pub(crate) async fn send_change(&mut self, planned: &Planned) -> Result<()> {
        let Planned { method, url, body } = planned.clone();
        self.send(&Call::changing(method, url, body)).await.map(drop)
    }
}

/// The calls that make these differences, in their order. Graph has a call of its own for comments.
pub(crate) fn calls(
    api: Api,
    place: &ApiPlace,
    id: &str,
    change: &Change,
    differences: &[Difference],
) -> Vec<Planned> {
    let mut fields = Map::new();
    for difference in differences {
        if let Some((name, value)) = field(api, change, difference) {
            fields.insert(name.to_owned(), value);
        }
    }
    let item = item_url(api, place, id);
    let patch = (!fields.is_empty()).then(|| Planned {
        method: Method::PATCH,
        url: item.clone(),
        body: Value::Object(fields),
    });
    let commented = differences.iter().find(|one| one.field == ChangeField::Comment);
    let comment = commented.filter(|_| api == Api::Graph).map(|difference| {
        let mut url = item;
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.push("comments");
        }
        let body =
            json!({"@odata.type": "microsoft.graph.security.alertComment", "comment": difference.after});
        Planned {
            method: Method::POST,
            url,
            body,
        }
    });
    patch.into_iter().chain(comment).collect()
}

/// A field of the body; names and words are case-sensitive.
fn field(api: Api, change: &Change, difference: &Difference) -> Option<(&'static str, Value)> {
    Some(match difference.field {
        ChangeField::Status => ("status", change.status?.word(api).into()),
        // Graph: "null if no owner is assigned".
        ChangeField::AssignedTo => ("assignedTo", json!(difference.after)),
        ChangeField::Classification => ("classification", change.classification?.word(api).into()),
        ChangeField::Determination => ("determination", change.determination?.word(api).into()),
        ChangeField::Tags if api == Api::Graph => ("customTags", json!(change.tags)),
        ChangeField::Tags => ("tags", json!(change.tags)),
        ChangeField::Comment if api == Api::Graph => return None,
        ChangeField::Comment => ("comment", json!(difference.after)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Classification, Determination, WorkStatus, differences};
    use super::*;
    use crate::cloud::Cloud;
    use crate::defender::story::IncidentDetails;

    fn everything() -> Change {
        Change {
            status: Some(WorkStatus::Resolved),
            assigned_to: Some("ana@contoso.com".into()),
            classification: Some(Classification::FalsePositive),
            determination: Some(Determination::NotEnoughDataToValidate),
            comment: Some("seen".into()),
            tags: Some(vec!["VIP".into()]),
            seen: None,
        }
    }

    fn shown(api: Api, change: &Change, now: &IncidentDetails) -> Vec<ChangeCall> {
        let cloud = &Cloud::microsoft()[0];
        let differences = differences(change, now);
        let planned = calls(api, cloud.api(api).unwrap(), "17", change, &differences);
        planned.iter().map(Planned::shown).collect()
    }

    fn bodies(calls: &[ChangeCall]) -> Vec<Value> {
        calls.iter().map(|call| call.body.parse().unwrap()).collect()
    }

    #[test]
    fn graph_gets_small_letters_and_a_call_of_its_own_for_the_comment() {
        let calls = shown(Api::Graph, &everything(), &IncidentDetails::default());
        assert_eq!(calls[0].method, "PATCH");
        assert_eq!(
            calls[0].url,
            "https://graph.microsoft.com/v1.0/security/incidents/17"
        );
        assert_eq!(calls[1].method, "POST");
        assert_eq!(
            calls[1].url,
            "https://graph.microsoft.com/v1.0/security/incidents/17/comments"
        );
        assert_eq!(
            bodies(&calls),
            [
                json!({"status": "resolved", "assignedTo": "ana@contoso.com", "classification": "falsePositive",
                    "determination": "notEnoughDataToValidate", "customTags": ["VIP"]}),
                json!({"@odata.type": "microsoft.graph.security.alertComment", "comment": "seen"}),
            ]
        );
    }

    #[test]
    fn defender_xdr_gets_capitals_and_everything_in_one_call() {
        let calls = shown(Api::Xdr, &everything(), &IncidentDetails::default());
        assert_eq!(
            bodies(&calls),
            [
                json!({"status": "Resolved", "assignedTo": "ana@contoso.com", "classification": "FalsePositive",
                "determination": "NoEnoughDataToValidate", "tags": ["VIP"], "comment": "seen"})
            ]
        );
        assert_eq!(
            calls[0].url,
            "https://api.security.microsoft.com/api/incidents/17"
        );
    }

    #[test]
    fn an_endpoint_alert_that_nobody_works_on_any_more_is_new_again() {
        let change = Change {
            status: Some(WorkStatus::Active),
            assigned_to: Some(String::new()),
            determination: Some(Determination::CompromisedAccount),
            ..Change::default()
        };
        let now = IncidentDetails {
            status: Some("inProgress".into()),
            assigned_to: Some("ben@contoso.com".into()),
            ..IncidentDetails::default()
        };
        assert_eq!(
            bodies(&shown(Api::Mde, &change, &now)),
            [json!({"status": "New", "assignedTo": null, "determination": "CompromisedUser"})]
        );
    }

    #[test]
    fn what_is_so_already_is_not_sent() {
        let now = IncidentDetails {
            status: Some("resolved".into()),
            ..IncidentDetails::default()
        };
        let change = Change {
            status: Some(WorkStatus::Resolved),
            ..Change::default()
        };
        assert!(shown(Api::Graph, &change, &now).is_empty());
    }
}
