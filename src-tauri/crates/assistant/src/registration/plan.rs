//! What would be done, shown before anything is: as words and as the requests themselves.

mod consent;
mod create;
mod credential;
mod details;
#[cfg(test)]
pub(crate) mod example;
mod grants;
mod ground;
mod permissions;
mod repair;
mod roles;
mod steps;

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;
use url::Url;

pub(crate) use self::create::create_body;
pub use self::details::{DetailId, PlannedDetail};
pub(crate) use self::grants::{
    Granted, MissingGrant, SERVICE_PRINCIPAL, missing_grants, unknown as unknown_resource,
};
pub(crate) use self::ground::{Ground, Looked};
pub(crate) use self::permissions::{ResolvedPermission, required_json, resource_of};
pub(crate) use self::repair::repair_body;
use super::choices::RegistrationChoices;
use super::found::Application;
use super::request::{DirectoryRequest, RequestId};
use super::run::RegistrationStepId;
use super::setup::setup_scopes;
use super::target::Target;
use crate::checklist::{EntraRole, PortalPage};
use crate::cloud::Cloud;
use crate::error::{ErrorReport, Result};

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
    /// What could not be looked at, and why: what was granted, where the set-up has no right to read that.
    pub unseen: Vec<ErrorReport>,
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
    /// What it does, one thing after the other.
    pub details: Vec<PlannedDetail>,
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

/// What would be done for a connection: offline from what Microsoft publishes, or from what the tenant was seen to have.
pub(crate) fn plan(ground: &Ground<'_>, looked: Option<&Looked>) -> Result<RegistrationPlan> {
    let (permissions, problems) = match looked {
        Some(looked) => ground.target().offered(&looked.resources),
        None => (ground.target().published()?, Vec::new()),
    };
    let steps = steps::steps(ground, looked, &permissions);
    Ok(RegistrationPlan {
        connection_id: ground.connection.id.clone(),
        choices: ground.choices.clone(),
        name: ground.target.name.clone(),
        looked: looked.is_some(),
        scopes: setup_scopes(ground.connection.goal, ground.choices),
        roles: roles::to_register(&steps),
        consent_roles: roles::to_consent(&ground.target),
        steps,
        existing: looked.map(|looked| looked.existing.clone()).unwrap_or_default(),
        problems,
        unseen: looked
            .and_then(|looked| looked.grants_unread.clone())
            .into_iter()
            .collect(),
    })
}

impl PlannedStep {
    pub(crate) fn new(id: RegistrationStepId, change: PlannedChange) -> Self {
        Self {
            id,
            change,
            params: BTreeMap::new(),
            details: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// A value for the words of the step.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    fn detailed(mut self, details: Vec<PlannedDetail>) -> Self {
        self.details = details;
        self
    }

    fn sending(self, ground: &Ground<'_>, requests: impl IntoIterator<Item = DirectoryRequest>) -> Self {
        let host = ground.host();
        self.showing(requests.into_iter().map(|one| PlannedRequest::of(&one, host)))
    }

    pub(crate) fn showing(mut self, requests: impl IntoIterator<Item = PlannedRequest>) -> Self {
        self.requests = requests.into_iter().collect();
        self
    }
}

impl PlannedRequest {
    /// A request as it is shown; `host` is that of Microsoft Graph.
    pub(crate) fn of(request: &DirectoryRequest, host: &Url) -> Self {
        let host = host.as_str().trim_end_matches('/');
        let body = request.body.as_ref();
        Self {
            id: request.id,
            method: request.method.to_string(),
            // Not parsed again: that would write the braces in other characters.
            url: format!("{host}{}", request.path),
            headers: request.headers(),
            body: body.map(|body| format!("{body:#}")),
        }
    }
}

impl FoundRegistration {
    /// A registration of the same goal; `None` where its tag says that it is for another one of Handrail's goals.
    pub(crate) fn of(found: &Application, target: &Target, cloud: &Cloud) -> Option<Self> {
        let tagged = found.tags.contains(&target.tag);
        let of_another = |tag: &String| tag.starts_with("Handrail:");
        if !tagged && found.tags.iter().any(of_another) {
            return None;
        }
        let client_id = found.app_id.parse().ok();
        let link = cloud.portal_link(PortalPage::Overview, client_id);
        Some(Self {
            object_id: found.id.clone(),
            client_id: found.app_id.clone(),
            name: found.display_name.clone(),
            created_at: found.created_date_time.clone(),
            tagged,
            link: client_id.and(link).map(String::from),
        })
    }
}

#[cfg(test)]
mod tests;
