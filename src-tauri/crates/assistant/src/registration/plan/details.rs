//! What a request does, one thing after the other, for people.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use specta::Type;

use super::permissions::ResolvedPermission;
use crate::registration::found::Application;

/// One thing that a step does; its words are under `registration.detail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PlannedDetail {
    /// What.
    pub id: DetailId,
    /// Values for its words.
    pub params: BTreeMap<String, String>,
}

/// What a step can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DetailId {
    /// "Accounts in this organizational directory only".
    SingleTenant,
    /// "Accounts in any organizational directory".
    MultipleTenants,
    /// A redirect address of the platform "Web".
    WebAddress,
    /// A redirect address of the platform "Mobile and desktop applications".
    PublicAddress,
    /// A redirect address leaves a platform under which it does not work for this goal.
    AddressMoves,
    /// "Allow public client flows" is switched on.
    PublicClientFlows,
    /// An application permission.
    Role,
    /// A delegated permission.
    Scope,
    /// A tag, by which it is found again.
    Tag,
}

impl PlannedDetail {
    fn new(id: DetailId, name: &str, value: impl Into<String>) -> Self {
        Self {
            id,
            params: BTreeMap::from([(name.to_owned(), value.into())]),
        }
    }

    /// A permission, of its API.
    pub(super) fn permission(kind: &str, one: &ResolvedPermission) -> Self {
        let id = if kind == "Role" {
            DetailId::Role
        } else {
            DetailId::Scope
        };
        let mut detail = Self::new(id, "permission", one.permission.name);
        let api = one.permission.api.portal_name().to_owned();
        detail.params.insert("api".to_owned(), api);
        detail
    }
}

/// What the body of a registration says that `before` does not hold yet.
pub(super) fn of_body(
    body: &Value,
    before: Option<&Application>,
    kind: &str,
    permissions: &[ResolvedPermission],
) -> Vec<PlannedDetail> {
    let mut details = Vec::new();
    match body["signInAudience"].as_str() {
        Some("AzureADMyOrg") => details.push(plain(DetailId::SingleTenant)),
        Some(_) => details.push(plain(DetailId::MultipleTenants)),
        None => {}
    }
    let none = Application::default();
    let before = before.unwrap_or(&none);
    let platforms = [
        ("web", DetailId::WebAddress, &before.web),
        ("publicClient", DetailId::PublicAddress, &before.public_client),
        ("spa", DetailId::AddressMoves, &before.spa),
    ];
    for (member, id, platform) in platforms {
        let Some(after) = body.get(member).map(|after| texts(&after["redirectUris"])) else {
            continue;
        };
        let has = &platform.redirect_uris;
        let new = after.iter().filter(|uri| !has.iter().any(|one| one == *uri));
        details.extend(new.map(|uri| PlannedDetail::new(id, "uri", *uri)));
        let gone = has.iter().filter(|uri| !after.contains(&uri.as_str()));
        details.extend(gone.map(|uri| PlannedDetail::new(DetailId::AddressMoves, "uri", uri)));
    }
    if body["isFallbackPublicClient"] == Value::Bool(true) {
        details.push(plain(DetailId::PublicClientFlows));
    }
    let asked_for = |one: &&ResolvedPermission| {
        let mut all = before.required_resource_access.iter();
        all.any(|resource| resource.resource_access.iter().any(|access| access.id == one.id))
    };
    if body.get("requiredResourceAccess").is_some() {
        let new = permissions.iter().filter(|one| !asked_for(one));
        details.extend(new.map(|one| PlannedDetail::permission(kind, one)));
    }
    let new = texts(&body["tags"]);
    let new = new
        .iter()
        .filter(|tag| !before.tags.iter().any(|one| one == *tag));
    details.extend(new.map(|tag| PlannedDetail::new(DetailId::Tag, "tag", *tag)));
    details
}

fn plain(id: DetailId) -> PlannedDetail {
    PlannedDetail {
        id,
        params: BTreeMap::new(),
    }
}

fn texts(list: &Value) -> Vec<&str> {
    let all = list.as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(Value::as_str).collect()
}
