//! What would be done, shown before anything is: as words and as the requests themselves.

mod create;
#[cfg(test)]
mod example;
mod grants;
mod permissions;
mod repair;

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

pub(crate) use self::create::create_body;
#[allow(unused_imports)]
pub(crate) use self::grants::{Granted, MissingGrant, SERVICE_PRINCIPAL, missing_grants};
#[allow(unused_imports)]
pub(crate) use self::permissions::{ResolvedPermission, required_json, resource_of};
pub(crate) use self::repair::repair_body;
use super::choices::RegistrationChoices;
use super::request::RequestId;
use super::run::RegistrationStepId;
use crate::checklist::EntraRole;
use crate::error::ErrorReport;

/// What would be done to the tenant, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationPlan {
    /// The connection that it is for.
    pub connection_id: String,
    /// What it was made from.
    pub choices: RegistrationChoices,
    /// The name of the app.
    pub name: String,
    /// The tenant was looked at: ids are its own, and what is there already is known. Without, ids are those that
    /// Microsoft publishes.
    pub looked: bool,
    /// In the order in which it is done.
    pub steps: Vec<PlannedStep>,
    /// The least scopes that whoever signs in for it has to consent to.
    pub scopes: Vec<NeededScope>,
    /// Any one of these Entra roles is enough to make the registration.
    pub roles: Vec<EntraRole>,
    /// Any one of these is enough to consent.
    pub consent_roles: Vec<EntraRole>,
    /// Registrations of the same goal that are there already.
    pub existing: Vec<FoundRegistration>,
    /// What was found to be in the way, as a permission that the tenant's API does not offer.
    pub problems: Vec<ErrorReport>,
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedStep {
    /// Which.
    pub id: RegistrationStepId,
    /// What happens to it.
    pub change: PlannedChange,
    /// Values for the words of the step.
    pub params: BTreeMap<String, String>,
    /// The requests that do it, as they are sent. Ids that only an answer can bring are in braces.
    pub requests: Vec<PlannedRequest>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlannedChange {
    /// Something new comes into the tenant.
    Create,
    /// Something that is there is changed.
    Change,
    /// It is as it has to be; nothing is sent.
    Keep,
    /// A person does it on a page of Entra's, which Handrail opens.
    InBrowser,
    /// Nothing is changed, only looked at.
    Look,
}

/// One request, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedRequest {
    /// What it does; its words are under `registration.request`.
    pub id: RequestId,
    /// `POST`, ...
    pub method: String,
    /// The whole address.
    pub url: String,
    /// What its head says beside the token and the type of the body: name and value.
    pub headers: Vec<(String, String)>,
    /// The body as JSON with line breaks, where there is one.
    pub body: Option<String>,
}

/// A delegated permission that whoever sets up has to consent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct NeededScope {
    /// `Application.ReadWrite.All`, ...
    pub scope: String,
    /// What for.
    pub reason: ScopeReason,
}

/// What a scope is needed for; the words are under `registration.scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScopeReason {
    /// Making and changing the app, its enterprise application and its credentials.
    Register,
    /// Granting application permissions.
    GrantRoles,
    /// Granting delegated permissions.
    GrantScopes,
}

/// A registration of the same goal that is there already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundRegistration {
    /// "Object ID".
    pub object_id: String,
    /// "Application (client) ID".
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// When it was made, RFC 3339.
    pub created_at: Option<String>,
    /// It carries the tag that Handrail gives to what it makes for this goal.
    pub tagged: bool,
    /// Its page in the portal.
    pub link: Option<String>,
}
