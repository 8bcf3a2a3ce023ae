//! What a request asks for: `scope` of the v2 endpoints, `resource` of the v1 endpoints.

use std::collections::BTreeSet;

use crate::catalogue::{Kind, OPENID_SCOPES, Permission, Resource};
use crate::entra::error::EntraError;
use crate::first_party::refuse_uncleared;
use crate::store::{App, Store, Tenant};

/// A parsed request for delegated permissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The API, when one is named; OpenID Connect alone names none.
    pub(crate) resource: Option<Resource>,
    /// Named permissions.
    pub(crate) permissions: BTreeSet<Permission>,
    /// `/.default`: everything the registration lists.
    pub(crate) everything: bool,
    /// `openid`, `profile`, `email`, `offline_access`.
    pub(crate) openid: BTreeSet<&'static str>,
}

impl Asked {
    /// The API the access token will be for: Graph, when none is named.
    pub(crate) fn audience(&self) -> Resource {
        self.resource.unwrap_or(Resource::Graph)
    }

    pub(crate) fn wants(&self, openid_scope: &str) -> bool {
        self.openid.contains(openid_scope)
    }

    /// What v1 asks for: all that the registration lists of one API, an ID token and a refresh token.
    pub(crate) fn by_resource(app: &App, tenant: Option<&Tenant>, uri: &str) -> Result<Self, EntraError> {
        let resource = Resource::named(uri).ok_or_else(|| unknown_resource(uri, tenant))?;
        let openid = BTreeSet::from(["openid", "profile", "offline_access"]);
        let asked = Self {
            resource: Some(resource),
            everything: true,
            openid,
            ..Self::default()
        };
        refuse_uncleared(app, &asked)?;
        Ok(asked)
    }

    /// Parses a `scope` parameter for a signed-in user.
    pub(crate) fn by_scope(app: &App, tenant: Option<&Tenant>, scope: &str) -> Result<Self, EntraError> {
        let mut asked = Self::default();
        for word in scope.split_whitespace() {
            if let Some(openid) = openid_scope(word) {
                asked.openid.insert(openid);
                continue;
            }
            let (resource, value) = split(word, tenant)?;
            if asked.resource.is_some_and(|already| already != resource) {
                return Err(EntraError::new(700_022).with("scope", scope));
            }
            asked.resource = Some(resource);
            if value == ".default" {
                asked.everything = true;
                continue;
            }
            asked.permissions.insert(delegated(app, resource, value)?);
        }
        refuse_uncleared(app, &asked)?;
        Ok(asked)
    }

    /// The delegated permissions that this request needs consent for.
    pub(crate) fn needs(&self, app: &App) -> BTreeSet<Permission> {
        let mut needs = self.permissions.clone();
        if self.everything {
            needs.extend(app.wants(self.audience(), Kind::Delegated));
        }
        needs.extend(
            self.openid
                .iter()
                .filter_map(|one| Resource::Graph.permission(Kind::Delegated, one)),
        );
        needs
    }
}

/// A scope of OpenID Connect, which belongs to no API.
pub(crate) fn openid_scope(word: &str) -> Option<&'static str> {
    OPENID_SCOPES
        .into_iter()
        .find(|one| one.eq_ignore_ascii_case(word))
}

/// A delegated permission of an API, or AADSTS650053.
pub(crate) fn delegated(app: &App, resource: Resource, value: &str) -> Result<Permission, EntraError> {
    resource.permission(Kind::Delegated, value).ok_or_else(|| {
        EntraError::new(650_053)
            .with("app", &app.name)
            .with("scope", value)
            .with("resource", resource.app_id())
    })
}

/// Splits `https://api.security.microsoft.com/Incident.Read`; a bare name belongs to Microsoft Graph.
pub(crate) fn split<'a>(word: &'a str, tenant: Option<&Tenant>) -> Result<(Resource, &'a str), EntraError> {
    let invalid = || EntraError::new(70011).with("scope", word);
    if !word.contains('/') {
        return if word.contains(':') || word.starts_with('.') {
            Err(invalid())
        } else {
            Ok((Resource::Graph, word))
        };
    }
    let (uri, value) = word.rsplit_once('/').ok_or_else(invalid)?;
    if value.is_empty() || uri.ends_with(':') || uri.ends_with(":/") {
        return Err(invalid());
    }
    Resource::named(uri)
        .map(|resource| (resource, value))
        .ok_or_else(|| unknown_resource(uri, tenant))
}

/// AADSTS500011 with the tenant's name.
pub(crate) fn unknown_resource(uri: &str, tenant: Option<&Tenant>) -> EntraError {
    let name = tenant.map_or("organizations", |tenant| tenant.name.as_str());
    EntraError::new(500_011)
        .with("resource", uri)
        .with("tenant", name)
}

/// AADSTS500011 when the API has no service principal in this tenant: it was never there, or was deleted.
pub(crate) fn require_api(store: &Store, tenant: &Tenant, resource: Resource) -> Result<(), EntraError> {
    match store.principal(tenant.id, resource.client_id()) {
        Some(_) => Ok(()),
        None => Err(unknown_resource(resource.identifier_uri(), Some(tenant))),
    }
}

/// The API that a client credentials request names: `<API URI>/.default` and nothing else.
pub(crate) fn default_scope(scope: &str, tenant: &Tenant) -> Result<Resource, EntraError> {
    let words: Vec<&str> = scope.split_whitespace().collect();
    let mut found = None;
    for word in words {
        let Some(uri) = word.strip_suffix("/.default").filter(|uri| !uri.is_empty()) else {
            let malformed = word.contains("://") && word.ends_with(".default");
            return Err(EntraError::new(if malformed { 70011 } else { 1_002_012 }).with("scope", word));
        };
        let resource = Resource::named(uri).ok_or_else(|| unknown_resource(uri, Some(tenant)))?;
        if found.is_some_and(|already| already != resource) {
            return Err(EntraError::new(700_022).with("scope", scope));
        }
        found = Some(resource);
    }
    found.ok_or_else(|| EntraError::new(900_144).with("parameter", "scope"))
}
