//! What is there of an act, and the request that takes it away.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::restore::{Restoring, restoring};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::directory::Directory;
use crate::registration::found::{Application, PermissionGrant, RoleAssignment, ServicePrincipal};
use crate::registration::key_credentials::{has_thumbprint, without};
use crate::registration::request::DirectoryRequest;
use crate::registration::run::{Act, Entry, Run};

/// What is there of an act.
pub(super) enum Found {
    /// Nothing: it was never done, or is undone already.
    Nothing,
    /// This, to be undone by that request.
    There {
        made: Option<String>,
        undo: DirectoryRequest,
    },
    /// Something that is not to be taken away, for this reason.
    Kept(ErrorReport),
}

impl Found {
    fn there(made: &str, undo: DirectoryRequest) -> Self {
        Self::There {
            made: Some(made.to_owned()),
            undo,
        }
    }
}

/// Looks for what an act made.
pub(super) async fn find(directory: &mut Directory<'_>, run: &Run, entry: &Entry) -> Result<Found> {
    let made = entry.made.as_deref();
    match &entry.act {
        Act::CreateApplication { unique_name } => application(directory, run, made, unique_name).await,
        Act::ChangeApplication {
            application,
            before,
            after,
        } => changed(directory, application, before, after).await,
        Act::CreateServicePrincipal { app_id } => principal(directory, run, app_id).await,
        Act::ChangeServicePrincipal {
            principal,
            before,
            after,
        } => changed_principal(directory, principal, before, after).await,
        Act::AddPassword { application, name } => password(directory, application, made, name).await,
        Act::AddCertificate {
            application,
            thumbprint,
        } => certificate(directory, application, thumbprint).await,
        Act::RemovePassword { .. } | Act::RemoveCertificate { .. } => {
            Ok(Found::Kept(ErrorReport::new(ErrorCode::CredentialNotRestorable)))
        }
        Act::AssignRole {
            principal,
            resource,
            role,
        } => assignment(directory, principal, resource, role).await,
        Act::Grant {
            client,
            resource,
            scope,
            before,
        } => grant(directory, (client, resource), scope, before.as_deref()).await,
        Act::RemoveRole {
            principal,
            resource,
            role,
        } => removed_role(directory, principal, resource, role).await,
        Act::RemoveGrant {
            client,
            resource,
            scope,
            person,
        } => removed_grant(directory, (client, resource), scope, person.as_deref()).await,
    }
}

/// The app; once that is gone, its service principal, which goes with it but a moment later.
async fn application(
    directory: &mut Directory<'_>,
    run: &Run,
    made: Option<&str>,
    unique_name: &str,
) -> Result<Found> {
    let key = made.map_or_else(|| format!("(uniqueName='{unique_name}')"), str::to_owned);
    let found = DirectoryRequest::find_application(&key);
    if let Some(app) = directory.found::<Application>(&found).await? {
        return Ok(Found::there(
            &app.id,
            DirectoryRequest::delete_application(&app.id),
        ));
    }
    let Some(app_id) = &run.client_id else {
        return Ok(Found::Nothing);
    };
    let found = DirectoryRequest::find_service_principal(app_id);
    let left = directory.found::<ServicePrincipal>(&found).await?;
    Ok(left.map_or(Found::Nothing, |left| Found::There {
        made: None,
        undo: DirectoryRequest::delete_service_principal(&left.id),
    }))
}

async fn changed(
    directory: &mut Directory<'_>,
    application: &str,
    before: &Value,
    after: &Value,
) -> Result<Found> {
    let found = DirectoryRequest::find_application(application);
    let undo = |members| DirectoryRequest::change_application(application, members);
    let now = directory.found::<Value>(&found).await?;
    Ok(now.map_or(Found::Nothing, |now| restored(&now, before, after, undo)))
}

async fn changed_principal(
    directory: &mut Directory<'_>,
    principal: &str,
    before: &Value,
    after: &Value,
) -> Result<Found> {
    let found = DirectoryRequest::service_principal(principal);
    let undo = |members| DirectoryRequest::change_service_principal(principal, members);
    let now = directory.found::<Value>(&found).await?;
    Ok(now.map_or(Found::Nothing, |now| restored(&now, before, after, undo)))
}

fn restored(
    now: &Value,
    before: &Value,
    after: &Value,
    undo: impl FnOnce(Value) -> DirectoryRequest,
) -> Found {
    match restoring(now, before, after) {
        Restoring::Nothing => Found::Nothing,
        Restoring::Members(members) => Found::There {
            made: None,
            undo: undo(Value::Object(members)),
        },
        Restoring::ChangedSince(members) => Found::Kept(
            ErrorReport::new(ErrorCode::RegistrationChangedSince).with("members", members.join(", ")),
        ),
    }
}

/// The service principal of an app, unless somebody else has come to rest on it.
async fn principal(directory: &mut Directory<'_>, run: &Run, app_id: &str) -> Result<Found> {
    let found = DirectoryRequest::find_service_principal(app_id);
    let Some(principal) = directory.found::<ServicePrincipal>(&found).await? else {
        return Ok(Found::Nothing);
    };
    let own = run.service_principal.as_deref();
    let assigned = DirectoryRequest::list_assigned(&principal.id);
    let assigned: Vec<RoleAssignment> = listed(directory, &assigned).await?;
    let granted = DirectoryRequest::list_grants_on(&principal.id);
    let (granted, unread) = match listed::<PermissionGrant>(directory, &granted).await {
        Ok(granted) => (granted, None),
        // Nobody can say then who rests on it, and it stays.
        Err(report) if report.code == ErrorCode::SetupScopeMissing => (Vec::new(), Some(report)),
        Err(report) => return Err(report),
    };
    let others: BTreeSet<&str> = assigned
        .iter()
        .map(|one| one.principal_id.as_str())
        .chain(granted.iter().map(|one| one.client_id.as_str()))
        .filter(|id| Some(*id) != own)
        .collect();
    if let (true, Some(unread)) = (others.is_empty(), unread) {
        return Ok(Found::Kept(unread));
    }
    if others.is_empty() {
        let undo = DirectoryRequest::delete_service_principal(&principal.id);
        return Ok(Found::there(&principal.id, undo));
    }
    let shared = ErrorReport::new(ErrorCode::PrincipalShared)
        .with("app_id", app_id)
        .with("others", others.len());
    Ok(Found::Kept(shared))
}

async fn password(
    directory: &mut Directory<'_>,
    application: &str,
    made: Option<&str>,
    name: &str,
) -> Result<Found> {
    let found = DirectoryRequest::find_application(application);
    let Some(app) = directory.found::<Application>(&found).await? else {
        return Ok(Found::Nothing);
    };
    let ours = app.password_credentials.iter().find(|one| match made {
        Some(made) => one.key_id == made,
        None => one.display_name.as_deref() == Some(name),
    });
    Ok(ours.map_or(Found::Nothing, |ours| {
        let undo = DirectoryRequest::remove_password(application, &ours.key_id);
        Found::there(&ours.key_id, undo)
    }))
}

async fn certificate(directory: &mut Directory<'_>, application: &str, thumbprint: &str) -> Result<Found> {
    let found = DirectoryRequest::find_application(application);
    let Some(app) = directory.found::<Application>(&found).await? else {
        return Ok(Found::Nothing);
    };
    let credentials = &app.key_credentials;
    if !credentials.iter().any(|one| has_thumbprint(one, thumbprint)) {
        return Ok(Found::Nothing);
    }
    let others = without(credentials, thumbprint);
    let undo = DirectoryRequest::replace_certificates(application, &others);
    Ok(Found::there(thumbprint, undo))
}

async fn assignment(
    directory: &mut Directory<'_>,
    principal: &str,
    resource: &str,
    role: &str,
) -> Result<Found> {
    let all: Vec<RoleAssignment> = listed(directory, &DirectoryRequest::list_roles(principal)).await?;
    let ours = all
        .iter()
        .find(|one| (one.resource_id.as_str(), one.app_role_id.as_str()) == (resource, role));
    Ok(ours.map_or(Found::Nothing, |ours| {
        Found::there(&ours.id, DirectoryRequest::remove_role(resource, &ours.id))
    }))
}

/// What the run added to a grant. What the grant held before, and what others added since, stays.
async fn grant(
    directory: &mut Directory<'_>,
    (client, resource): (&str, &str),
    scope: &str,
    before: Option<&str>,
) -> Result<Found> {
    let all: Vec<PermissionGrant> = listed(directory, &DirectoryRequest::list_grants(client)).await?;
    let for_everybody =
        |one: &&PermissionGrant| one.consent_type == "AllPrincipals" && one.resource_id == resource;
    let Some(grant) = all.iter().find(for_everybody) else {
        return Ok(Found::Nothing);
    };
    let had: BTreeSet<&str> = before.unwrap_or_default().split_whitespace().collect();
    let added = |name: &&str| !had.contains(name) && scope.split_whitespace().any(|one| one == *name);
    let (ours, others): (Vec<&str>, Vec<&str>) = grant.scope.split_whitespace().partition(added);
    if ours.is_empty() {
        return Ok(Found::Nothing);
    }
    let undo = if others.is_empty() {
        DirectoryRequest::remove_grant(&grant.id)
    } else {
        DirectoryRequest::change_grant(&grant.id, &others.join(" "))
    };
    Ok(Found::there(&grant.id, undo))
}

/// A permission that was taken away, given back.
async fn removed_role(
    directory: &mut Directory<'_>,
    principal: &str,
    resource: &str,
    role: &str,
) -> Result<Found> {
    let request = DirectoryRequest::list_roles(principal);
    let Some(all) = unless_gone(directory.all::<RoleAssignment>(&request).await)? else {
        return Ok(Found::Nothing);
    };
    let same =
        |one: &RoleAssignment| (one.resource_id.as_str(), one.app_role_id.as_str()) == (resource, role);
    if all.iter().any(same) {
        return Ok(Found::Nothing);
    }
    Ok(Found::There {
        made: None,
        undo: DirectoryRequest::assign_role(principal, resource, role),
    })
}

/// The same of delegated permissions; what others granted since stays beside them.
async fn removed_grant(
    directory: &mut Directory<'_>,
    (client, resource): (&str, &str),
    scope: &str,
    person: Option<&str>,
) -> Result<Found> {
    let request = DirectoryRequest::list_grants(client);
    let Some(all) = unless_gone(directory.all::<PermissionGrant>(&request).await)? else {
        return Ok(Found::Nothing);
    };
    let same = |one: &&PermissionGrant| one.resource_id == resource && one.principal_id.as_deref() == person;
    let undo = match (all.iter().find(same), person) {
        (Some(grant), _) => {
            let held: BTreeSet<&str> = grant.scope.split_whitespace().collect();
            let both: BTreeSet<&str> = held.iter().copied().chain(scope.split_whitespace()).collect();
            if both == held {
                return Ok(Found::Nothing);
            }
            let both: Vec<&str> = both.into_iter().collect();
            DirectoryRequest::change_grant(&grant.id, &both.join(" "))
        }
        (None, None) => DirectoryRequest::grant(client, resource, scope),
        (None, Some(person)) => DirectoryRequest::grant_to(person, client, resource, scope),
    };
    Ok(Found::There { made: None, undo })
}

/// A list that hangs on an object; empty where the object is gone.
async fn listed<T: DeserializeOwned>(
    directory: &mut Directory<'_>,
    request: &DirectoryRequest,
) -> Result<Vec<T>> {
    Ok(unless_gone(directory.all(request).await)?.unwrap_or_default())
}

/// `None` where the object that was asked about is gone.
fn unless_gone<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Err(report) if report.code == ErrorCode::DirectoryObjectUnknown => Ok(None),
        outcome => outcome.map(Some),
    }
}
