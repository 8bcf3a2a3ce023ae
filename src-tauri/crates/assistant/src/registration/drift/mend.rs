//! What puts a difference right: one request each, with what the journal says of it and what is known afterwards.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::seen::Seen;
use crate::cloud::Api;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::found::{PermissionGrant, RoleAssignment, ServicePrincipal};
use crate::registration::plan::{SERVICE_PRINCIPAL, resource_of, unknown_resource};
use crate::registration::request::DirectoryRequest;
use crate::registration::run::Act;

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mend {
    /// The registration gets these members.
    Application(Value),
    /// A certificate is added to the list, by its thumbprint.
    Certificate { credential: Value, thumbprint: String },
    /// The registration gets its enterprise application, or the tenant that of an API.
    MakePrincipal { app_id: String },
    /// The enterprise application gets these members.
    Principal(Value),
    /// An application permission is granted.
    GrantRole { api: Api, role: String },
    /// A delegated permission is granted to everybody.
    GrantScope { api: Api, name: String },
    /// An application permission is taken away.
    RemoveRole(RoleAssignment),
    /// A delegated permission is taken out of a grant.
    RemoveScope { grant: String, name: String },
}

impl Mend {
    /// The request, as things stand.
    pub(crate) fn request(&self, seen: &Seen) -> Option<DirectoryRequest> {
        let application = &seen.application.id;
        let principal = principal(seen);
        Some(match self {
            Self::Application(body) => DirectoryRequest::change_application(application, body.clone()),
            Self::Certificate { credential, .. } => {
                let all = with(&seen.application.key_credentials, credential);
                DirectoryRequest::replace_certificates(application, &all)
            }
            Self::MakePrincipal { app_id } => DirectoryRequest::create_service_principal(app_id),
            Self::Principal(body) => DirectoryRequest::change_service_principal(&principal, body.clone()),
            Self::GrantRole { api, role } => {
                DirectoryRequest::assign_role(&principal, &resource(seen, *api), role)
            }
            Self::GrantScope { api, name } => match for_everybody(seen, *api) {
                Some(grant) => DirectoryRequest::change_grant(&grant.id, &more(&grant.scope, name)),
                None => DirectoryRequest::grant(&principal, &resource(seen, *api), name),
            },
            Self::RemoveRole(role) => DirectoryRequest::remove_role(&role.resource_id, &role.id),
            Self::RemoveScope { grant, name } => {
                let there = grant_of(seen, grant)?;
                match less(&there.scope, name) {
                    rest if rest.is_empty() => DirectoryRequest::remove_grant(grant),
                    rest => DirectoryRequest::change_grant(grant, &rest),
                }
            }
        })
    }

    /// What the journal says before it is sent.
    pub(crate) fn act(&self, seen: &Seen) -> Option<Act> {
        let application = seen.application.id.clone();
        Some(match self {
            Self::Application(body) => Act::ChangeApplication {
                application,
                before: seen.before(body),
                after: body.clone(),
            },
            Self::Certificate { thumbprint, .. } => Act::AddCertificate {
                application,
                thumbprint: thumbprint.clone(),
            },
            Self::MakePrincipal { app_id } => Act::CreateServicePrincipal {
                app_id: app_id.clone(),
            },
            Self::Principal(body) => Act::ChangeServicePrincipal {
                principal: principal(seen),
                before: switches(seen, body),
                after: body.clone(),
            },
            Self::GrantRole { api, role } => Act::AssignRole {
                principal: principal(seen),
                resource: resource(seen, *api),
                role: role.clone(),
            },
            Self::GrantScope { api, name } => {
                let before = for_everybody(seen, *api).map(|grant| grant.scope.clone());
                Act::Grant {
                    client: principal(seen),
                    resource: resource(seen, *api),
                    scope: more(before.as_deref().unwrap_or_default(), name),
                    before,
                }
            }
            Self::RemoveRole(role) => Act::RemoveRole {
                principal: role.principal_id.clone(),
                resource: role.resource_id.clone(),
                role: role.app_role_id.clone(),
            },
            Self::RemoveScope { grant, name } => removal(grant_of(seen, grant)?, name),
        })
    }

    /// What is known once it was answered; the id of what was made, where something was.
    pub(crate) fn learn(&self, seen: &mut Seen, answer: &Value) -> Result<Option<String>> {
        match self {
            Self::Application(body) => seen.changed(body)?,
            Self::Certificate { credential, .. } => {
                let all = with(&seen.application.key_credentials, credential);
                seen.changed(&json!({ "keyCredentials": all }))?;
            }
            Self::MakePrincipal { app_id } => {
                let made: ServicePrincipal = read(answer)?;
                let id = made.id.clone();
                if *app_id == seen.application.app_id {
                    seen.principal = Some(made);
                } else {
                    seen.resources.push(made);
                }
                return Ok(Some(id));
            }
            Self::Principal(body) => {
                if let Some(principal) = &mut seen.principal {
                    let said = |name: &str| body[name].as_bool();
                    principal.account_enabled = said("accountEnabled").unwrap_or(principal.account_enabled);
                    principal.app_role_assignment_required =
                        said("appRoleAssignmentRequired").unwrap_or(principal.app_role_assignment_required);
                }
            }
            Self::GrantRole { .. } => {
                let made: RoleAssignment = read(answer)?;
                let id = made.id.clone();
                seen.granted.roles.push(made);
                return Ok(Some(id));
            }
            Self::GrantScope { api, name } => {
                let there = for_everybody(seen, *api).map(|grant| grant.id.clone());
                let Some(id) = there else {
                    let made: PermissionGrant = read(answer)?;
                    let id = made.id.clone();
                    seen.granted.scopes.push(made);
                    return Ok(Some(id));
                };
                rescope(seen, &id, |scope| more(scope, name));
                return Ok(Some(id));
            }
            Self::RemoveRole(role) => seen.granted.roles.retain(|one| one.id != role.id),
            Self::RemoveScope { grant, name } => {
                rescope(seen, grant, |scope| less(scope, name));
                seen.granted.scopes.retain(|one| !one.scope.is_empty());
            }
        }
        Ok(None)
    }
}

fn principal(seen: &Seen) -> String {
    seen.principal
        .as_ref()
        .map_or_else(|| SERVICE_PRINCIPAL.to_owned(), |one| one.id.clone())
}

fn resource(seen: &Seen, api: Api) -> String {
    resource_of(&seen.resources, api).map_or_else(|| unknown_resource(api), |one| one.id.clone())
}

/// The grant that an API's permissions have for everybody.
fn for_everybody(seen: &Seen, api: Api) -> Option<&PermissionGrant> {
    let resource = &resource_of(&seen.resources, api)?.id;
    let mut grants = seen.granted.scopes.iter();
    grants.find(|one| one.consent_type == "AllPrincipals" && one.resource_id == *resource)
}

fn grant_of<'s>(seen: &'s Seen, id: &str) -> Option<&'s PermissionGrant> {
    seen.granted.scopes.iter().find(|one| one.id == id)
}

fn rescope(seen: &mut Seen, id: &str, scope: impl Fn(&str) -> String) {
    let mut grants = seen.granted.scopes.iter_mut();
    if let Some(grant) = grants.find(|one| one.id == id) {
        grant.scope = scope(&grant.scope);
    }
}

/// Only what is taken out is noted: put back, it joins what others granted since.
fn removal(grant: &PermissionGrant, name: &str) -> Act {
    Act::RemoveGrant {
        client: grant.client_id.clone(),
        resource: grant.resource_id.clone(),
        scope: name.to_owned(),
        person: grant.principal_id.clone(),
    }
}

fn more(scope: &str, name: &str) -> String {
    let mut names: Vec<&str> = scope.split_whitespace().collect();
    names.push(name);
    names.join(" ")
}

fn less(scope: &str, name: &str) -> String {
    let names: Vec<&str> = scope.split_whitespace().filter(|one| *one != name).collect();
    names.join(" ")
}

fn with(credentials: &[Value], new: &Value) -> Vec<Value> {
    credentials.iter().chain([new]).cloned().collect()
}

/// How the switches stand that a body turns.
fn switches(seen: &Seen, body: &Value) -> Value {
    let Some(principal) = &seen.principal else {
        return Value::Null;
    };
    let all = [
        ("accountEnabled", principal.account_enabled),
        (
            "appRoleAssignmentRequired",
            principal.app_role_assignment_required,
        ),
    ];
    let turned = all.into_iter().filter(|(name, _)| body.get(name).is_some());
    turned
        .map(|(name, value)| (name.to_owned(), Value::Bool(value)))
        .collect()
}

fn read<T: DeserializeOwned>(answer: &Value) -> Result<T> {
    serde_json::from_value(answer.clone())
        .map_err(|error| ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", error))
}
