//! What has to be granted for a registration, beside what was granted before.

use super::permissions::{ResolvedPermission, resource_of};
use crate::cloud::Api;
use crate::connection::Context;
use crate::registration::found::{PermissionGrant, RoleAssignment, ServicePrincipal};
use crate::registration::request::DirectoryRequest;
use crate::registration::target::Target;

/// Stands in a request for the id of the registration's own service principal, until that is made.
pub(crate) const SERVICE_PRINCIPAL: &str = "{servicePrincipal}";

/// What a service principal was granted in the tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) roles: Vec<RoleAssignment>,
    pub(crate) scopes: Vec<PermissionGrant>,
}

/// A grant that is missing. All ids are those of service principals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MissingGrant {
    /// An application permission.
    Role { resource: String, role: String },
    /// Delegated permissions at an API that has granted none to everybody yet; names with blanks between.
    Scopes { resource: String, scope: String },
    /// More of them in a grant that is there: `scope` is what it has to hold afterwards.
    MoreScopes {
        grant: String,
        resource: String,
        before: String,
        scope: String,
    },
}

impl MissingGrant {
    /// The request that grants it to a service principal.
    pub(crate) fn request(&self, principal: &str) -> DirectoryRequest {
        match self {
            Self::Role { resource, role } => DirectoryRequest::assign_role(principal, resource, role),
            Self::Scopes { resource, scope } => DirectoryRequest::grant(principal, resource, scope),
            Self::MoreScopes { grant, scope, .. } => DirectoryRequest::change_grant(grant, scope),
        }
    }
}

/// The grants that are missing for a goal. An API that the tenant does not have yet is named as `{resource:graph}`.
pub(crate) fn missing_grants(
    target: &Target,
    permissions: &[ResolvedPermission],
    resources: &[ServicePrincipal],
    granted: &Granted,
) -> Vec<MissingGrant> {
    let resource_id = |api| resource_of(resources, api).map_or_else(|| unknown(api), |one| one.id.clone());
    match target.context() {
        Context::Application => {
            let roles = permissions.iter().map(|one| MissingGrant::Role {
                resource: resource_id(one.permission.api),
                role: one.id.clone(),
            });
            roles.filter(|role| !holds(granted, role)).collect()
        }
        Context::User => {
            let of = |api: Api| {
                let at_it = permissions.iter().filter(|one| one.permission.api == api);
                let names: Vec<&str> = at_it.map(|one| one.permission.name).collect();
                missing_scopes(resource_id(api), &names, granted)
            };
            target.apis().into_iter().filter_map(of).collect()
        }
    }
}

fn holds(granted: &Granted, wanted: &MissingGrant) -> bool {
    let same = |one: &RoleAssignment| matches!(wanted, MissingGrant::Role { resource, role } if (&one.resource_id, &one.app_role_id) == (resource, role));
    granted.roles.iter().any(same)
}

/// A grant for one person says nothing about the others: only one for everybody counts.
fn missing_scopes(resource: String, names: &[&str], granted: &Granted) -> Option<MissingGrant> {
    let for_all = |one: &&PermissionGrant| one.consent_type == "AllPrincipals" && one.resource_id == resource;
    let Some(there) = granted.scopes.iter().find(for_all) else {
        let scope = names.join(" ");
        return (!names.is_empty()).then_some(MissingGrant::Scopes { resource, scope });
    };
    let mut all: Vec<&str> = there.scope.split_whitespace().collect();
    let before = all.len();
    for name in names {
        if !all.contains(name) {
            all.push(name);
        }
    }
    (all.len() > before).then(|| MissingGrant::MoreScopes {
        grant: there.id.clone(),
        scope: all.join(" "),
        before: there.scope.clone(),
        resource,
    })
}

/// Stands in a request for the id of an API's service principal, until that is made.
pub(crate) fn unknown(api: Api) -> String {
    format!("{{resource:{api}}}")
}

#[cfg(test)]
mod tests;
