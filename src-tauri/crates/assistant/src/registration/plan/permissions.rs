//! From the names of permissions to the ids by which the directory knows them.
//!
//! An id is the same in every tenant as long as Microsoft does not change it; what a tenant's own service principal of
//! the API offers counts, and what Microsoft publishes stands in until that was looked at.

use serde_json::{Value, json};

use crate::cloud::Api;
use crate::connection::Context;
use crate::defender::permissions::published_id;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::found::{RequiredResource, ResourceAccess, ServicePrincipal};
use crate::registration::target::{Target, TargetPermission};

/// A permission with the id by which the directory knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResolvedPermission {
    pub(crate) permission: TargetPermission,
    /// `appRoles[].id` or `oauth2PermissionScopes[].id` of its API.
    pub(crate) id: String,
}

impl Target {
    /// Its permissions with the ids that Microsoft publishes.
    pub(crate) fn published(&self) -> Result<Vec<ResolvedPermission>> {
        self.permissions
            .iter()
            .map(|permission| {
                let id = published_id(permission.api, self.context(), permission.name)
                    .ok_or_else(|| not_offered(permission))?;
                Ok(resolved(permission, id))
            })
            .collect()
    }

    /// Its permissions with the ids of the tenant's own service principals, and what those do not offer.
    ///
    /// An API that is not among `resources` is not in the tenant yet: its permissions keep the published ids.
    pub(crate) fn offered(
        &self,
        resources: &[ServicePrincipal],
    ) -> (Vec<ResolvedPermission>, Vec<ErrorReport>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for permission in &self.permissions {
            let id = match resource_of(resources, permission.api) {
                Some(resource) => self.id_at(resource, permission.name),
                None => published_id(permission.api, self.context(), permission.name),
            };
            match id {
                Some(id) => found.push(resolved(permission, id)),
                None => missing.push(not_offered(permission)),
            }
        }
        (found, missing)
    }

    /// The id that an API has for a permission of this kind; one that it has switched off cannot be granted.
    fn id_at<'r>(&self, resource: &'r ServicePrincipal, name: &str) -> Option<&'r str> {
        let (roles, scopes) = (&resource.app_roles, &resource.oauth2_permission_scopes);
        match self.context() {
            Context::Application => roles
                .iter()
                .find(|one| one.is_enabled && one.value.as_deref() == Some(name))
                .map(|one| one.id.as_str()),
            Context::User => scopes
                .iter()
                .find(|one| one.is_enabled && one.value.as_deref() == Some(name))
                .map(|one| one.id.as_str()),
        }
    }

    /// Who reads.
    pub(crate) fn context(&self) -> Context {
        if self.kind == "Role" {
            Context::Application
        } else {
            Context::User
        }
    }
}

/// The service principal of an API among those of the tenant.
pub(crate) fn resource_of(resources: &[ServicePrincipal], api: Api) -> Option<&ServicePrincipal> {
    resources
        .iter()
        .find(|one| one.app_id.eq_ignore_ascii_case(api.app_id()))
}

/// What a registration asks for, as it is written into it.
pub(super) fn required(target: &Target, permissions: &[ResolvedPermission]) -> Vec<RequiredResource> {
    let of = |api: Api| RequiredResource {
        resource_app_id: api.app_id().to_owned(),
        resource_access: permissions
            .iter()
            .filter(|one| one.permission.api == api)
            .map(|one| ResourceAccess {
                id: one.id.clone(),
                kind: target.kind.to_owned(),
            })
            .collect(),
    };
    let all = target.apis().into_iter().map(of);
    all.filter(|one| !one.resource_access.is_empty()).collect()
}

/// `requiredResourceAccess` as Graph writes it.
pub(crate) fn required_json(required: &[RequiredResource]) -> Value {
    let access = |one: &ResourceAccess| json!({"id": one.id, "type": one.kind});
    let resource = |one: &RequiredResource| {
        let all: Vec<Value> = one.resource_access.iter().map(access).collect();
        json!({"resourceAppId": one.resource_app_id, "resourceAccess": all})
    };
    required.iter().map(resource).collect()
}

fn resolved(permission: &TargetPermission, id: &str) -> ResolvedPermission {
    ResolvedPermission {
        permission: *permission,
        id: id.to_owned(),
    }
}

fn not_offered(permission: &TargetPermission) -> ErrorReport {
    ErrorReport::new(ErrorCode::PermissionNotOffered)
        .with("permission", permission.name)
        .with("api", permission.api.portal_name())
}

#[cfg(test)]
mod tests;
