//! What the registration asks for, and what was granted to it.

use super::mend::Mend;
use super::seen::{Named, Seen, Wanted};
use super::{Difference, DriftKind};
use crate::cloud::Api;
use crate::connection::Context;
use crate::error::{ErrorCode, ErrorReport};
use crate::registration::found::{RequiredResource, ResourceAccess};
use crate::registration::plan::{ResolvedPermission, required_json, resource_of};

pub(super) fn differences(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    let (asked, granted) = (seen.asked(), seen.granted());
    let (offered, refused) = seen.offered(wanted);
    let mut found: Vec<Difference> = refused
        .into_iter()
        .map(|problem| {
            let what = problem.params.get("permission").cloned().unwrap_or_default();
            Difference::new(DriftKind::PermissionMissing, &what, problem)
        })
        .collect();
    for permission in &offered {
        if !has(&asked, wanted, permission) {
            found.push(not_asked(seen, wanted, permission));
        }
    }
    // In the tenants of customers, their consent counts, which the board of a partner tells.
    let read = wanted.context() == Context::Application || seen.scopes_unread.is_none();
    if seen.principal.is_some() && !wanted.at_customers() && read {
        let missing = offered.iter().filter(|one| !has_for_all(seen, wanted, one));
        found.extend(missing.map(|one| not_granted(seen, wanted, one)));
    }
    let there = |api: Api, name: &str| is_among(&asked, api, wanted.target.kind, name);
    let too_many = asked.iter().filter(|one| !wanted.keeps(one, &there));
    let too_many: Vec<&Named> = too_many.collect();
    found.extend(too_many.iter().map(|one| extra(seen, one, &granted)));
    let there = |api: Api, name: &str| is_among(&granted, api, wanted.target.kind, name);
    let left = granted.iter().filter(|one| !wanted.keeps(one, &there));
    let left = left.filter(|one| !too_many.contains(one));
    found.extend(left.map(|one| extra_grant(seen, one)));
    found
}

fn is_among(all: &[Named], api: Api, kind: &str, name: &str) -> bool {
    all.iter()
        .any(|one| (one.api, one.kind.as_str(), one.name.as_str()) == (Some(api), kind, name))
}

/// Is it there, or a larger one that is enough as well?
fn has(all: &[Named], wanted: &Wanted, permission: &ResolvedPermission) -> bool {
    let (api, kind) = (permission.permission.api, wanted.target.kind);
    let enough = wanted.sufficient(&permission.permission);
    enough.iter().any(|name| is_among(all, api, kind, name))
}

/// The same of what was granted: to the application, or to everybody.
fn has_for_all(seen: &Seen, wanted: &Wanted, permission: &ResolvedPermission) -> bool {
    match wanted.context() {
        Context::Application => has(&seen.granted(), wanted, permission),
        Context::User => {
            let app_id = permission.permission.api.app_id();
            let enough = wanted.sufficient(&permission.permission).iter();
            let mut grants = enough.flat_map(|name| seen.grants_of(app_id, name));
            grants.any(|grant| grant.consent_type == "AllPrincipals")
        }
    }
}

fn not_asked(seen: &Seen, wanted: &Wanted, permission: &ResolvedPermission) -> Difference {
    let (api, name) = (permission.permission.api, permission.permission.name);
    let mut all = seen.application.required_resource_access.clone();
    let access = ResourceAccess {
        id: permission.id.clone(),
        kind: wanted.target.kind.to_owned(),
    };
    match all.iter_mut().find(|one| is_of(one, api.app_id())) {
        Some(there) => there.resource_access.push(access),
        None => all.push(RequiredResource {
            resource_app_id: api.app_id().to_owned(),
            resource_access: vec![access],
        }),
    }
    let problem = said(ErrorCode::PermissionNotAsked, name, api.portal_name());
    Difference::new(DriftKind::PermissionMissing, &format!("{api} {name}"), problem)
        .mended([Mend::Application(asking(&all))])
}

fn not_granted(seen: &Seen, wanted: &Wanted, permission: &ResolvedPermission) -> Difference {
    let (api, name) = (permission.permission.api, permission.permission.name);
    let mut mends = Vec::new();
    if resource_of(&seen.resources, api).is_none() {
        mends.push(Mend::MakePrincipal {
            app_id: api.app_id().to_owned(),
        });
    }
    mends.push(match wanted.context() {
        Context::Application => Mend::GrantRole {
            api,
            role: permission.id.clone(),
        },
        Context::User => Mend::GrantScope {
            api,
            name: name.to_owned(),
        },
    });
    // Without the right to grant, somebody consents on Entra's own page.
    mends.retain(|_| seen.rights.to(wanted.target.kind));
    let tenant = &wanted.connection.tenant_domain;
    let what = format!("{api} {name}");
    let people = seen.grants_of(api.app_id(), name).len();
    if wanted.context() == Context::User && people > 0 {
        let problem = said(ErrorCode::GrantForSomePeople, name, api.portal_name())
            .with("value", people)
            .with("tenant", tenant);
        // Granting to everybody opens what was open to some.
        return Difference::new(DriftKind::GrantForSomePeople, &what, problem)
            .mended(mends)
            .for_a_person_to_choose();
    }
    let problem = said(ErrorCode::ConsentMissing, name, api.portal_name()).with("tenant", tenant);
    Difference::new(DriftKind::GrantMissing, &what, problem).mended(mends)
}

/// The registration stops asking for it, and what was granted of it is taken away where that may be done.
fn extra(seen: &Seen, permission: &Named, granted: &[Named]) -> Difference {
    let mut mends = vec![Mend::Application(asking(&asking_less(seen, permission)))];
    if granted.contains(permission) {
        mends.extend(taking_away(seen, permission));
    }
    let problem = said(ErrorCode::PermissionExtra, &permission.name, &permission.api_name);
    Difference::new(DriftKind::PermissionExtra, &what(permission), problem)
        .mended(mends)
        .for_a_person_to_choose()
}

fn extra_grant(seen: &Seen, permission: &Named) -> Difference {
    let problem = said(ErrorCode::GrantExtra, &permission.name, &permission.api_name);
    Difference::new(DriftKind::GrantExtra, &what(permission), problem)
        .mended(taking_away(seen, permission))
        .for_a_person_to_choose()
}

fn taking_away(seen: &Seen, permission: &Named) -> Vec<Mend> {
    if !seen.rights.to(&permission.kind) {
        return Vec::new();
    }
    if permission.kind == "Scope" {
        let grants = seen.grants_of(&permission.resource_app_id, &permission.name);
        let out = |grant: String| Mend::RemoveScope {
            grant,
            name: permission.name.clone(),
        };
        return grants.into_iter().map(|grant| out(grant.id.clone())).collect();
    }
    let roles = seen.granted.roles.iter().filter(|role| {
        let resource = seen.resources.iter().find(|one| one.id == role.resource_id);
        let offers = |id: &str| {
            let mut roles = resource.into_iter().flat_map(|one| &one.app_roles);
            roles.any(|one| one.id == id && one.value.as_deref() == Some(permission.name.as_str()))
        };
        let at_it = resource.is_some_and(|one| one.app_id.eq_ignore_ascii_case(&permission.resource_app_id));
        at_it && (offers(&role.app_role_id) || role.app_role_id == permission.name)
    });
    roles.cloned().map(Mend::RemoveRole).collect()
}

fn asking_less(seen: &Seen, permission: &Named) -> Vec<RequiredResource> {
    let mut all = seen.application.required_resource_access.clone();
    for resource in &mut all {
        let app_id = resource.resource_app_id.clone();
        resource.resource_access.retain(|access| {
            super::seen::named(&seen.resources, &app_id, &access.id, &access.kind) != *permission
        });
    }
    all.retain(|one| !one.resource_access.is_empty());
    all
}

fn asking(all: &[RequiredResource]) -> serde_json::Value {
    serde_json::json!({ "requiredResourceAccess": required_json(all) })
}

fn is_of(resource: &RequiredResource, app_id: &str) -> bool {
    resource.resource_app_id.eq_ignore_ascii_case(app_id)
}

fn said(code: ErrorCode, permission: &str, api: &str) -> ErrorReport {
    ErrorReport::new(code)
        .with("permission", permission)
        .with("api", api)
}

fn what(permission: &Named) -> String {
    let api = permission
        .api
        .map_or(permission.resource_app_id.as_str(), |api| api.name());
    format!("{api} {} {}", permission.kind, permission.name)
}
