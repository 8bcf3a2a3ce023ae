use super::*;
use crate::registration::plan::example::target;

const XDR: &str = "8ee8fdad-f234-4243-8f3b-15c294843740";

fn xdr() -> ServicePrincipal {
    ServicePrincipal {
        id: "xdr-object".to_owned(),
        app_id: XDR.to_owned(),
        ..ServicePrincipal::default()
    }
}

fn missing(context: Context, resources: &[ServicePrincipal], granted: &Granted) -> Vec<MissingGrant> {
    let target = target(Api::Xdr, context);
    missing_grants(&target, &target.published().unwrap(), resources, granted)
}

fn scopes(consent_type: &str, scope: &str) -> Granted {
    let grant = PermissionGrant {
        id: "grant".to_owned(),
        consent_type: consent_type.to_owned(),
        resource_id: "xdr-object".to_owned(),
        scope: scope.to_owned(),
        ..PermissionGrant::default()
    };
    Granted {
        scopes: vec![grant],
        ..Granted::default()
    }
}

#[test]
fn a_role_that_was_assigned_is_not_assigned_again() {
    let wanted = missing(Context::Application, &[xdr()], &Granted::default());
    let role = "a9790345-4595-42e4-971a-ccdc79f19b7c".to_owned();
    let resource = "xdr-object".to_owned();
    assert_eq!(
        wanted,
        [MissingGrant::Role {
            resource: resource.clone(),
            role: role.clone()
        }]
    );
    let assigned = RoleAssignment {
        app_role_id: role,
        resource_id: resource,
        ..RoleAssignment::default()
    };
    let granted = Granted {
        roles: vec![assigned],
        ..Granted::default()
    };
    assert_eq!(missing(Context::Application, &[xdr()], &granted), []);
}

#[test]
fn a_grant_that_is_there_is_made_longer_and_keeps_what_it_held() {
    let granted = scopes("AllPrincipals", " User.Read");
    assert_eq!(
        missing(Context::User, &[xdr()], &granted),
        [MissingGrant::MoreScopes {
            grant: "grant".to_owned(),
            resource: "xdr-object".to_owned(),
            before: " User.Read".to_owned(),
            scope: "User.Read Incident.Read".to_owned(),
        }]
    );
    let granted = scopes("AllPrincipals", "Incident.Read User.Read");
    assert_eq!(missing(Context::User, &[xdr()], &granted), []);
}

#[test]
fn what_was_granted_to_one_person_is_not_granted_to_all() {
    let granted = scopes("Principal", "Incident.Read");
    assert_eq!(
        missing(Context::User, &[xdr()], &granted),
        [MissingGrant::Scopes {
            resource: "xdr-object".to_owned(),
            scope: "Incident.Read".to_owned(),
        }]
    );
}

#[test]
fn an_api_that_is_not_in_the_tenant_yet_is_named_in_braces() {
    let wanted = missing(Context::User, &[], &Granted::default());
    let request = wanted[0].request(SERVICE_PRINCIPAL);
    let body = request.body.unwrap();
    assert_eq!(body["clientId"], "{servicePrincipal}");
    assert_eq!(body["resourceId"], "{resource:xdr}");
}
