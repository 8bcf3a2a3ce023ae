//! The steps of a plan, each with what it does and the requests that do it.

use super::create::create_body;
use super::details::{self, PlannedDetail};
use super::grants::{MissingGrant, SERVICE_PRINCIPAL, missing_grants};
use super::ground::{CLIENT_ID, Ground, Looked};
use super::permissions::{ResolvedPermission, resource_of};
use super::repair::repair_body;
use super::{PlannedChange, PlannedStep, consent, credential};
use crate::checklist::StepId;
use crate::cloud::Api;
use crate::registration::choices::ConsentChoice;
use crate::registration::request::DirectoryRequest;
use crate::registration::run::RegistrationStepId;

/// Every step in the order in which it is done.
pub(super) fn steps(
    ground: &Ground<'_>,
    looked: Option<&Looked>,
    permissions: &[ResolvedPermission],
) -> Vec<PlannedStep> {
    let mut steps = vec![
        application(ground, looked, permissions),
        principal(ground, looked),
        resources(ground, looked),
    ];
    steps.extend(credential::step(ground, looked));
    steps.push(consent(ground, looked, permissions));
    steps.push(proof(ground));
    steps
}

fn resources(ground: &Ground<'_>, looked: Option<&Looked>) -> PlannedStep {
    let (id, apis) = (RegistrationStepId::Resource, ground.target.apis());
    let names = |apis: &[Api]| {
        let names: Vec<&str> = apis.iter().map(|api| api.portal_name()).collect();
        names.join(", ")
    };
    let step = |change, apis: &[Api]| PlannedStep::new(id, change).with("api", names(apis));
    let Some(looked) = looked else {
        let requests = apis.iter().flat_map(|api| looked_up(*api));
        return step(PlannedChange::Look, &apis).sending(ground, requests);
    };
    let absent: Vec<Api> = apis
        .iter()
        .copied()
        .filter(|api| resource_of(&looked.resources, *api).is_none())
        .collect();
    if absent.is_empty() {
        return step(PlannedChange::Keep, &apis);
    }
    let create = absent
        .iter()
        .map(|api| DirectoryRequest::create_service_principal(api.app_id()));
    step(PlannedChange::Create, &absent).sending(ground, create)
}

/// An API is brought in where it turns out to be missing, so that is announced with looking for it. Graph is in every
/// tenant.
fn looked_up(api: Api) -> Vec<DirectoryRequest> {
    let mut requests = vec![DirectoryRequest::find_service_principal(api.app_id())];
    if api != Api::Graph {
        requests.push(DirectoryRequest::create_service_principal(api.app_id()));
    }
    requests
}

fn application(
    ground: &Ground<'_>,
    looked: Option<&Looked>,
    permissions: &[ResolvedPermission],
) -> PlannedStep {
    let (id, target) = (RegistrationStepId::Application, &ground.target);
    let kind = target.kind;
    let Some(found) = looked.and_then(|looked| looked.application.as_ref()) else {
        let body = create_body(target, permissions);
        return PlannedStep::new(id, PlannedChange::Create)
            .with("name", &target.name)
            .with("permissions", names(permissions))
            .detailed(details::of_body(&body, None, kind, permissions))
            .sending(
                ground,
                [DirectoryRequest::create_application(&ground.unique_name(), body)],
            );
    };
    let step = |change| PlannedStep::new(id, change).with("name", &found.display_name);
    match repair_body(found, target, permissions) {
        None => step(PlannedChange::Keep),
        Some(body) => step(PlannedChange::Change)
            .with("permissions", names(permissions))
            .detailed(details::of_body(&body, Some(found), kind, permissions))
            .sending(ground, [DirectoryRequest::change_application(&found.id, body)]),
    }
}

fn principal(ground: &Ground<'_>, looked: Option<&Looked>) -> PlannedStep {
    let found = looked.and_then(|looked| looked.application.as_ref());
    let name = found.map_or(&ground.target.name, |found| &found.display_name);
    let step = |change| PlannedStep::new(RegistrationStepId::ServicePrincipal, change).with("name", name);
    if looked.is_some_and(|looked| looked.principal.is_some()) {
        return step(PlannedChange::Keep);
    }
    let client_id = found.map_or(CLIENT_ID, |found| &found.app_id);
    step(PlannedChange::Create).sending(ground, [DirectoryRequest::create_service_principal(client_id)])
}

/// Whoever consents by the link consents to everything that the registration asks for.
fn consent(ground: &Ground<'_>, looked: Option<&Looked>, permissions: &[ResolvedPermission]) -> PlannedStep {
    let names = names(permissions);
    let step = |change| PlannedStep::new(RegistrationStepId::Consent, change).with("permissions", &names);
    let all = permissions.iter();
    let all: Vec<PlannedDetail> = all
        .map(|one| PlannedDetail::permission(ground.target.kind, one))
        .collect();
    if ground.at_customers() {
        let page = consent::page(ground, looked);
        return step(PlannedChange::InBrowser).detailed(all).showing([page]);
    }
    let nothing = Looked::default();
    let known = looked.unwrap_or(&nothing);
    let missing = missing_grants(&ground.target, permissions, &known.resources, &known.granted);
    // What cannot be seen was proved, or is done again.
    let proved = known.grants_unread.is_some() && ground.connection.trail.proved(StepId::Consent);
    let by_link = ground.choices.consent == ConsentChoice::Link;
    if missing.is_empty() || (by_link && proved) {
        return step(PlannedChange::Keep).detailed(all);
    }
    match ground.choices.consent {
        ConsentChoice::Link => {
            let page = consent::page(ground, looked);
            step(PlannedChange::InBrowser).detailed(all).showing([page])
        }
        ConsentChoice::Grant => {
            let principal = known.principal.as_ref().map_or(SERVICE_PRINCIPAL, |one| &one.id);
            let adds = |one: &MissingGrant| matches!(one, MissingGrant::MoreScopes { .. });
            let change = if missing.iter().any(adds) {
                PlannedChange::Change
            } else {
                PlannedChange::Create
            };
            let requests = missing.iter().map(|grant| grant.request(principal));
            step(change).detailed(all).sending(ground, requests)
        }
    }
}

fn names(permissions: &[ResolvedPermission]) -> String {
    let names: Vec<&str> = permissions.iter().map(|one| one.permission.name).collect();
    names.join(", ")
}

fn proof(ground: &Ground<'_>) -> PlannedStep {
    let api = ground.connection.goal.api;
    let place = ground.cloud.place(api, ground.connection.host.as_deref());
    let host = place.and_then(|place| place.host.host_str().map(str::to_owned));
    PlannedStep::new(RegistrationStepId::Proof, PlannedChange::Look)
        .with("api", api.portal_name())
        .with("host", host.unwrap_or_default())
}
