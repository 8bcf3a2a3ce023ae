//! A tenant and its cloud from a domain name: the discovery document needs no sign-in.
//!
//! Source: Microsoft, "OpenID Connect on the Microsoft identity platform", fetch the configuration document.

use serde::Deserialize;
use url::Url;

use crate::clock::{Clock, rfc3339};
use crate::cloud::Cloud;
use crate::connection::FoundTenant;
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::{TenantId, TenantName, parse_guid};

/// What the discovery document of a tenant says, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discovery {
    pub(crate) tenant_id: TenantId,
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: Url,
    pub(crate) token_endpoint: Url,
    pub(crate) jwks_uri: Url,
    pub(crate) region: Option<String>,
    pub(crate) sub_region: Option<String>,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    tenant_region_scope: Option<String>,
    tenant_region_sub_scope: Option<String>,
}

/// Reads the v2 discovery document of a tenant.
pub(crate) async fn discover(http: &Http, cloud: &Cloud, tenant: &TenantName) -> Result<Discovery> {
    let mut url = cloud.authority.clone();
    url.set_path(&format!("/{tenant}/v2.0/.well-known/openid-configuration"));
    let answer = http.fetch(url).await?;
    if !answer.status.is_success() {
        return Err(diagnosis::token_endpoint(&answer)
            .with("domain", tenant)
            .with("cloud", &cloud.name));
    }
    let document: Document = answer.json()?;
    checked(document, cloud)
}

/// The endpoints of the document must be the cloud's own: what it names gets codes and secrets.
fn checked(document: Document, cloud: &Cloud) -> Result<Discovery> {
    let foreign = [
        &document.authorization_endpoint,
        &document.token_endpoint,
        &document.jwks_uri,
    ]
    .into_iter()
    .find(|url| url.origin() != cloud.authority.origin());
    if let Some(url) = foreign {
        return Err(not_understood().with("host", url.host_str().unwrap_or_default()));
    }
    let issuer_path = Url::parse(&document.issuer).map_err(|_| not_understood())?;
    let tenant_id = issuer_path
        .path_segments()
        .and_then(|mut parts| parts.next())
        .and_then(parse_guid);
    Ok(Discovery {
        tenant_id: tenant_id.ok_or_else(not_understood)?.into(),
        issuer: document.issuer,
        authorization_endpoint: document.authorization_endpoint,
        token_endpoint: document.token_endpoint,
        jwks_uri: document.jwks_uri,
        region: document.tenant_region_scope,
        sub_region: document.tenant_region_sub_scope,
    })
}

fn not_understood() -> ErrorReport {
    ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", "discovery document")
}

/// Looks for a tenant in the cloud that was named, or else in each cloud that is not the person's own.
pub(crate) async fn find(
    http: &Http,
    clouds: &[Cloud],
    name: &TenantName,
    clock: &dyn Clock,
) -> Result<(FoundTenant, Discovery)> {
    let mut refusal = None;
    let mut asked: Vec<&Url> = Vec::new();
    for cloud in clouds {
        if asked.contains(&&cloud.authority) {
            continue;
        }
        asked.push(&cloud.authority);
        match discover(http, cloud, name).await {
            Ok(discovery) => {
                let cloud = narrowed(clouds, cloud, &discovery);
                return Ok((found(cloud, name, &discovery, clock), discovery));
            }
            Err(report) if report.code == ErrorCode::TenantNotFound => _ = refusal.get_or_insert(report),
            Err(report) => return Err(report),
        }
    }
    let not_found = || {
        ErrorReport::new(ErrorCode::TenantNotFound)
            .with("domain", name)
            .with("cloud", "")
    };
    Err(refusal.unwrap_or_else(not_found))
}

/// GCC shares the worldwide authority and `DoD` that of GCC High; the document tells them apart
/// (`tenant_region_sub_scope`: GCC, DODCON for GCC High, DOD).
fn narrowed<'a>(clouds: &'a [Cloud], found: &'a Cloud, discovery: &Discovery) -> &'a Cloud {
    let id = match discovery.sub_region.as_deref() {
        Some("GCC") => "gcc",
        Some("DODCON") => "gcc-high",
        Some("DOD") => "dod",
        _ => return found,
    };
    clouds
        .iter()
        .find(|cloud| cloud.id == id && cloud.authority == found.authority)
        .unwrap_or(found)
}

fn found(cloud: &Cloud, name: &TenantName, discovery: &Discovery, clock: &dyn Clock) -> FoundTenant {
    FoundTenant {
        tenant_id: discovery.tenant_id.to_string(),
        domain: name.to_string(),
        cloud_id: cloud.id.clone(),
        cloud_name: cloud.name.clone(),
        practice: cloud.practice,
        region: discovery.region.clone(),
        seen_at: rfc3339(clock.now()),
    }
}
