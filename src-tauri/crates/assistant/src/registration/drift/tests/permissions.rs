//! What is asked for and what was granted.

use serde_json::json;

use super::{Compared, in_order};
use crate::cloud::Api;
use crate::connection::{Context, Purpose};
use crate::error::{ErrorCode, ErrorReport};
use crate::registration::drift::{DriftKind, GrantRights};
use crate::registration::found::ServicePrincipal;
use crate::registration::run::Act;

const READ: &str = "SecurityIncident.Read.All";
const WRITE: &str = "SecurityIncident.ReadWrite.All";
const ALERTS: &str = "SecurityAlert.Read.All";

fn application() -> Compared {
    in_order(Api::Graph, Context::Application)
}

fn person() -> Compared {
    in_order(Api::Graph, Context::User)
}

#[test]
fn a_permission_that_is_not_asked_for_is_added_beside_the_others() {
    for compared in [application(), person()] {
        let compared = compared.asking(&[]);
        let only = compared.only();
        assert_eq!(only.id(), format!("permission_missing graph {READ}"));
        assert!(!only.choice);
        assert_eq!(compared.left(), [""; 0]);
    }
}

#[test]
fn a_larger_permission_serves_until_the_least_is_there() {
    let larger = application().without_grants().asking(&[(Api::Graph, WRITE)]);
    let mut larger = larger.granting(Api::Graph, WRITE);
    assert_eq!(larger.found(), [""; 0]);
    larger = larger.asking(&[(Api::Graph, WRITE), (Api::Graph, READ)]);
    larger = larger.granting(Api::Graph, READ);
    let only = larger.only();
    assert_eq!(only.id(), format!("permission_extra graph Role {WRITE}"));
    let (sent, _) = larger.mend(&only);
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert_eq!(larger.found(), [""; 0]);
}

#[test]
fn what_is_asked_for_without_a_reason_goes_with_its_grant_where_somebody_picks_it() {
    for compared in [application(), person()] {
        let kind = compared.kind();
        let compared = compared.asking(&[(Api::Graph, READ), (Api::Mde, "User.Read.All")]);
        let mut compared = compared.granting(Api::Mde, "User.Read.All");
        let only = compared.only();
        assert_eq!(only.id(), format!("permission_extra mde {kind} User.Read.All"));
        assert!(only.choice);
        let (sent, _) = compared.mend(&only);
        assert_eq!(sent.len(), 2, "{sent:?}");
        assert_eq!(compared.found(), [""; 0]);
    }
}

#[test]
fn what_is_used_beside_the_goal_has_its_reason() {
    let mut compared = application().asking(&[(Api::Graph, READ), (Api::Graph, ALERTS)]);
    compared.granted(Api::Graph, ALERTS, None);
    assert_eq!(compared.only().kind, DriftKind::PermissionExtra);
    compared.wanted.used = vec![(Api::Graph, Purpose::Alerts)];
    assert_eq!(compared.found(), [""; 0]);
    // Consent to signing in brings these along.
    let mut person = person();
    person.seen.granted.scopes[0].scope = format!("openid profile offline_access {READ}");
    assert_eq!(person.found(), [""; 0]);
}

#[test]
fn a_permission_that_the_tenant_does_not_offer_is_said_and_nothing_is_sent() {
    let mut compared = application().without_grants().asking(&[]);
    compared.seen.resources[0].app_roles.clear();
    let only = compared.only();
    assert_eq!(only.problem.code, ErrorCode::PermissionNotOffered);
    assert_eq!(only.mends(), []);
}

#[test]
fn a_permission_of_an_api_that_cannot_be_looked_at_is_named_by_its_id() {
    let unknown =
        json!([{"resourceAppId": "unknown-api", "resourceAccess": [{"id": "its-id", "type": "Role"}]}]);
    let asked = json!({"requiredResourceAccess": null});
    let mut asked = application().seen.before(&asked)["requiredResourceAccess"].clone();
    asked
        .as_array_mut()
        .unwrap()
        .extend(unknown.as_array().unwrap().clone());
    let compared = application().written(&json!({ "requiredResourceAccess": asked }));
    assert_eq!(compared.only().id(), "permission_extra unknown-api Role its-id");
    assert_eq!(compared.left(), [""; 0]);
}

#[test]
fn a_missing_grant_is_given_and_an_api_that_the_tenant_lacks_comes_first() {
    for compared in [application(), person()] {
        let mut compared = compared.without_grants();
        let only = compared.only();
        assert_eq!(only.id(), format!("grant_missing graph {READ}"));
        assert_eq!(only.problem.code, ErrorCode::ConsentMissing);
        let (sent, _) = compared.mend(&only);
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(compared.found(), [""; 0]);
    }
    let mut defender = in_order(Api::Mde, Context::User).without_grants();
    defender.seen.resources = Vec::<ServicePrincipal>::new();
    let missing = defender.differences();
    let missing = missing.iter().find(|one| one.kind == DriftKind::GrantMissing);
    let (sent, _) = defender.mend(missing.unwrap());
    assert_eq!(
        sent,
        [
            "POST /v1.0/servicePrincipals",
            "POST /v1.0/oauth2PermissionGrants"
        ]
    );
}

#[test]
fn a_grant_for_some_people_is_one_for_everybody_only_where_somebody_picks_it() {
    let mut compared = person().without_grants();
    compared.granted(Api::Graph, READ, Some("megan"));
    compared.granted(Api::Graph, READ, Some("alex"));
    let only = compared.only();
    assert_eq!((only.kind, only.choice), (DriftKind::GrantForSomePeople, true));
    assert_eq!(only.problem.params["value"], "2");
    compared.mend(&only);
    assert_eq!(compared.found(), [""; 0]);
}

/// What the journal says is what undoing puts back.
#[test]
fn a_name_too_many_is_taken_out_of_every_grant_and_noted_with_whose_it_was() {
    let mut compared = person();
    compared.seen.granted.scopes[0].scope = format!("{READ} {ALERTS}");
    compared.granted(Api::Graph, ALERTS, Some("megan"));
    let only = compared.only();
    assert_eq!(only.id(), format!("grant_extra graph Scope {ALERTS}"));
    let (sent, acts) = compared.mend(&only);
    let methods: Vec<&str> = sent.iter().filter_map(|one| one.split(' ').next()).collect();
    assert_eq!(methods, ["PATCH", "DELETE"]);
    let taken = |person: Option<&str>| Act::RemoveGrant {
        client: "the-principal".to_owned(),
        resource: "the-graph".to_owned(),
        scope: ALERTS.to_owned(),
        person: person.map(str::to_owned),
    };
    assert_eq!(acts, [taken(None), taken(Some("megan"))]);
    assert_eq!(compared.seen.granted.scopes.len(), 1);
    assert_eq!(compared.found(), [""; 0]);
}

#[test]
fn without_the_right_to_grant_only_what_is_asked_for_changes() {
    for compared in [application(), person()] {
        let mut compared = compared.asking(&[(Api::Graph, READ), (Api::Graph, ALERTS)]);
        compared.granted(Api::Graph, ALERTS, None);
        compared.seen.rights = GrantRights::default();
        let (sent, _) = compared.mend(&compared.only());
        assert_eq!(sent, ["PATCH /v1.0/applications/the-application"]);
        let left = compared.only();
        assert_eq!((left.kind, left.mends()), (DriftKind::GrantExtra, [].as_slice()));
        let compared = compared.without_grants();
        let missing = compared.only();
        assert_eq!(
            (missing.kind, missing.mends()),
            (DriftKind::GrantMissing, [].as_slice())
        );
    }
}

#[test]
fn where_delegated_grants_cannot_be_read_only_those_of_the_application_can_be_missing() {
    for (compared, missing) in [(application(), 1), (person(), 0)] {
        let mut compared = compared.without_grants();
        compared.seen.scopes_unread = Some(ErrorReport::new(ErrorCode::SetupForbidden));
        assert_eq!(compared.found().len(), missing);
    }
}
