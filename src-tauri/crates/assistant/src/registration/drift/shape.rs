//! Account types, redirect addresses, public client flows and the implicit grant.

use serde_json::{Value, json};

use super::mend::Mend;
use super::seen::{Seen, Wanted};
use super::{Difference, DriftKind};
use crate::connection::Context;
use crate::error::{ErrorCode, ErrorReport};
use crate::registration::found::Application;

/// The platforms of a registration, as its members are called.
const PLATFORMS: [&str; 3] = ["web", "spa", "publicClient"];

pub(super) fn differences(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    let application = &seen.application;
    let mut found = Vec::new();
    found.extend(account_types(wanted, application));
    found.extend(own_address(wanted, application));
    found.extend(other_addresses(wanted, application));
    found.extend(public_client_flows(wanted, application));
    found.extend(implicit_grant(application));
    found
}

fn account_types(wanted: &Wanted, application: &Application) -> Option<Difference> {
    let (is, target) = (application.sign_in_audience.as_str(), wanted.target.audience);
    if is == target {
        return None;
    }
    let mend = Mend::Application(json!({ "signInAudience": target }));
    if is == "AzureADMyOrg" {
        let customer = wanted.connection.customer.as_ref();
        let problem = ErrorReport::new(ErrorCode::SingleTenant)
            .with("tenant", &wanted.connection.tenant_domain)
            .with("customer", customer.map_or("", |one| one.domain.as_str()));
        return Some(Difference::new(DriftKind::AccountTypesTooNarrow, is, problem).mended([mend]));
    }
    let problem = ErrorReport::new(ErrorCode::AccountTypesTooWide).with("value", is);
    let wide = Difference::new(DriftKind::AccountTypesTooWide, is, problem);
    Some(wide.mended([mend]).for_a_person_to_choose())
}

fn addresses<'a>(application: &'a Application, platform: &str) -> &'a [String] {
    match platform {
        "web" => &application.web.redirect_uris,
        "spa" => &application.spa.redirect_uris,
        _ => &application.public_client.redirect_uris,
    }
}

/// Entra compares letter by letter. That a slash at the end of an address without a path is one address with the other is
/// taken from how it answers both (Microsoft, "Redirect URI restrictions"); Terraform writes it so.
fn same(one: &str, other: &str) -> bool {
    let bare = |uri: &str| {
        let host = uri
            .strip_suffix('/')
            .filter(|rest| rest.matches('/').count() == 2);
        host.unwrap_or(uri).to_owned()
    };
    bare(one) == bare(other)
}

/// The address that the connection is answered to: there, and on a platform where it serves. To a web application that
/// consents, either of the two first ones answers.
fn own_address(wanted: &Wanted, application: &Application) -> Option<Difference> {
    let target = &wanted.target;
    let (platform, own) = match (target.web.first(), target.public_client.first()) {
        (Some(own), _) => ("web", own),
        (None, Some(own)) => ("publicClient", own),
        (None, None) => return None,
    };
    let serves = |at: &str| at == platform || (platform == "web" && at == "publicClient");
    let is_at = |at: &&str| addresses(application, at).iter().any(|uri| same(uri, own));
    let there: Vec<&str> = PLATFORMS.into_iter().filter(is_at).collect();
    if there.iter().any(|at| serves(at)) {
        return None;
    }
    let mut all = addresses(application, platform).to_vec();
    all.push(own.clone());
    let mut body = json!({ platform: { "redirectUris": all } });
    // Entra takes each address once: what is elsewhere moves.
    for at in &there {
        let rest = addresses(application, at).iter().filter(|uri| !same(uri, own));
        body[*at] = json!({ "redirectUris": rest.collect::<Vec<_>>() });
    }
    let (kind, code) = match there.first().copied() {
        Some("web") => (DriftKind::RedirectUriOnOtherPlatform, ErrorCode::PlatformIsWeb),
        Some(_) => (
            DriftKind::RedirectUriOnOtherPlatform,
            ErrorCode::PlatformIsSinglePage,
        ),
        None if wanted.context() == Context::User => {
            (DriftKind::RedirectUriMissing, ErrorCode::RedirectUriMissing)
        }
        None => (DriftKind::RedirectUriMissing, ErrorCode::RedirectUriMismatch),
    };
    let problem = ErrorReport::new(code).with("redirect_uri", own);
    Some(Difference::new(kind, own, problem).mended([Mend::Application(body)]))
}

fn other_addresses(wanted: &Wanted, application: &Application) -> Vec<Difference> {
    let own = wanted.connection.redirect_uri();
    let extra = |platform: &'static str| {
        let all = addresses(application, platform);
        let others = all.iter().filter(|uri| !same(uri, own));
        others.map(move |uri| {
            let rest: Vec<&String> = all.iter().filter(|one| *one != uri).collect();
            let body = json!({ platform: { "redirectUris": rest } });
            let problem = ErrorReport::new(ErrorCode::RedirectUriExtra).with("redirect_uri", uri);
            let what = format!("{platform} {uri}");
            Difference::new(DriftKind::RedirectUriExtra, &what, problem)
                .mended([Mend::Application(body)])
                .for_a_person_to_choose()
        })
    };
    PLATFORMS.into_iter().flat_map(extra).collect()
}

fn public_client_flows(wanted: &Wanted, application: &Application) -> Option<Difference> {
    let (needed, on) = (
        wanted.target.public_client_flows,
        application.is_fallback_public_client == Some(true),
    );
    let mend = Mend::Application(json!({ "isFallbackPublicClient": needed }));
    match (needed, on) {
        (true, false) => {
            let problem = ErrorReport::new(ErrorCode::PublicClientFlowsOff);
            Some(Difference::new(DriftKind::PublicClientFlowsOff, "", problem).mended([mend]))
        }
        (false, true) => {
            let problem = ErrorReport::new(ErrorCode::PublicClientFlowsOn);
            let on = Difference::new(DriftKind::PublicClientFlowsOn, "", problem);
            Some(on.mended([mend]).for_a_person_to_choose())
        }
        _ => None,
    }
}

fn implicit_grant(application: &Application) -> Option<Difference> {
    let settings = application.web.implicit_grant_settings.unwrap_or_default();
    let on = settings.enable_access_token_issuance || settings.enable_id_token_issuance;
    let off: Value = json!({"enableAccessTokenIssuance": false, "enableIdTokenIssuance": false});
    let mend = Mend::Application(json!({"web": {"implicitGrantSettings": off}}));
    let problem = ErrorReport::new(ErrorCode::ImplicitGrantOn);
    let difference = Difference::new(DriftKind::ImplicitGrantOn, "", problem).mended([mend]);
    on.then(|| difference.for_a_person_to_choose())
}
