use super::*;
use crate::connection::Purpose;
use crate::registration::RegistrationChoices;
use crate::registration::found::{AppRole, PermissionScope};
use crate::registration::plan::example::{connection, target};

fn graph(roles: &[(&str, &str, bool)]) -> ServicePrincipal {
    let role = |(name, id, enabled): &(&str, &str, bool)| AppRole {
        id: (*id).to_owned(),
        value: Some((*name).to_owned()),
        is_enabled: *enabled,
    };
    ServicePrincipal {
        id: "graph-object".to_owned(),
        app_id: Api::Graph.app_id().to_uppercase(),
        app_roles: roles.iter().map(role).collect(),
        ..ServicePrincipal::default()
    }
}

#[test]
fn ids_are_those_of_the_tenants_own_service_principal_once_it_was_looked_at() {
    let target = target(Api::Graph, Context::Application);
    let offered = graph(&[("SecurityIncident.Read.All", "here", true)]);
    let (found, missing) = target.offered(&[offered]);
    assert_eq!((found[0].id.as_str(), missing), ("here", Vec::new()));
    let published = target.published().unwrap();
    assert_eq!(published[0].id, "45cc0394-e837-488b-a098-1918f48d186c");
}

#[test]
fn a_permission_that_the_tenants_api_does_not_offer_or_has_switched_off_is_a_finding() {
    let target = target(Api::Graph, Context::Application);
    for roles in [&[][..], &[("SecurityIncident.Read.All", "here", false)]] {
        let (found, missing) = target.offered(&[graph(roles)]);
        assert!(found.is_empty());
        assert_eq!(missing[0].code, ErrorCode::PermissionNotOffered);
    }
}

#[test]
fn a_delegated_permission_is_looked_for_among_the_scopes_only() {
    let mut offered = graph(&[("SecurityIncident.Read.All", "role", true)]);
    offered.oauth2_permission_scopes = vec![PermissionScope {
        id: "scope".to_owned(),
        value: Some("SecurityIncident.Read.All".to_owned()),
        is_enabled: true,
    }];
    let (found, _) = target(Api::Graph, Context::User).offered(&[offered]);
    assert_eq!(found[0].id, "scope");
}

#[test]
fn an_api_that_the_tenant_does_not_have_yet_keeps_the_published_ids() {
    let target = target(Api::Xdr, Context::Application);
    let (found, missing) = target.offered(&[graph(&[])]);
    assert_eq!(found, target.published().unwrap());
    assert!(missing.is_empty());
}

#[test]
fn every_permission_of_every_goal_is_asked_for_by_an_id() {
    for api in Api::ALL {
        for context in [Context::User, Context::Application] {
            let choices = RegistrationChoices {
                also: Purpose::ALL.to_vec(),
                ..RegistrationChoices::default()
            };
            let target = Target::of(&connection(api, context), &choices);
            let all: usize = required(&target, &target.published().unwrap())
                .iter()
                .map(|one| one.resource_access.len())
                .sum();
            assert_eq!(all, target.permissions.len());
        }
    }
}
