//! What a registration that is there lacks for its goal.
//!
//! Nothing that others rely on is taken away here; only an address under the wrong platform moves, since Entra takes
//! each address once ("Redirect URIs must have distinct values").

use serde_json::{Map, Value, json};

use super::permissions::{ResolvedPermission, required, required_json};
use crate::registration::found::{Application, Platform, RequiredResource};
use crate::registration::target::Target;

/// The body that adds what is missing; `None` where nothing is.
///
/// Only members that change are in it, each as a whole, since Graph replaces lists.
pub(crate) fn repair_body(
    application: &Application,
    target: &Target,
    permissions: &[ResolvedPermission],
) -> Option<Value> {
    let mut body = Map::new();
    let mut set = |member: &str, value: Value| body.insert(member.to_owned(), value);
    // The other way round, a registration is open wider than its goal needs: that is for a person to decide.
    if target.audience == "AzureADMultipleOrgs" && application.sign_in_audience == "AzureADMyOrg" {
        set("signInAudience", json!(target.audience));
    }
    if !application.tags.contains(&target.tag) {
        let tags: Vec<&String> = application.tags.iter().chain([&target.tag]).collect();
        set("tags", json!(tags));
    }
    for (member, before, after) in platforms(application, target) {
        if before.redirect_uris != after {
            set(member, json!({ "redirectUris": after }));
        }
    }
    if target.public_client_flows && application.is_fallback_public_client != Some(true) {
        set("isFallbackPublicClient", json!(true));
    }
    let asked_for = &application.required_resource_access;
    let all = united(asked_for, required(target, permissions));
    if *asked_for != all {
        set("requiredResourceAccess", required_json(&all));
    }
    (!body.is_empty()).then(|| Value::Object(body))
}

/// The platforms of a registration: member, what it holds, what it has to hold.
fn platforms<'a>(
    application: &'a Application,
    target: &Target,
) -> [(&'static str, &'a Platform, Vec<String>); 3] {
    let needed = |uri: &String| target.web.contains(uri) || target.public_client.contains(uri);
    let of = |platform: &Platform, wanted: &[String]| {
        let has = platform.redirect_uris.iter();
        let mut after: Vec<String> = has
            .filter(|uri| wanted.contains(uri) || !needed(uri))
            .cloned()
            .collect();
        let new = wanted.iter().filter(|uri| !platform.redirect_uris.contains(uri));
        after.extend(new.cloned());
        after
    };
    let (web, spa, public) = (&application.web, &application.spa, &application.public_client);
    [
        ("web", web, of(web, &target.web)),
        ("spa", spa, of(spa, &[])),
        ("publicClient", public, of(public, &target.public_client)),
    ]
}

/// What is asked for already, and behind it what is new.
fn united(has: &[RequiredResource], wanted: Vec<RequiredResource>) -> Vec<RequiredResource> {
    let mut all = has.to_vec();
    for resource in wanted {
        let same = |one: &&mut RequiredResource| {
            one.resource_app_id
                .eq_ignore_ascii_case(&resource.resource_app_id)
        };
        let Some(there) = all.iter_mut().find(same) else {
            all.push(resource);
            continue;
        };
        for access in resource.resource_access {
            if !there.resource_access.contains(&access) {
                there.resource_access.push(access);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
