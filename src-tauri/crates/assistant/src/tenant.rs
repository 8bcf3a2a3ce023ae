//! A tenant and its cloud from a domain name: the discovery document needs no sign-in.
//!
//! Source: Microsoft, "OpenID Connect on the Microsoft identity platform", fetch the configuration document.

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;

use serde::Deserialize;
use url::Url;

use crate::clock::{Clock, rfc3339};
use crate::cloud::Cloud;
use crate::connection::FoundTenant;
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::{Answer, Http};
use crate::ids::{TenantId, TenantName, parse_guid};

/// What the discovery document of a tenant says, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discovery {
    pub(crate) tenant_id: TenantId,
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: Url,
    pub(crate) token_endpoint: Url,
    pub(crate) device_authorization_endpoint: Option<Url>,
    pub(crate) jwks_uri: Url,
    /// PKCE by S256 is taken, or nothing is said of PKCE: Entra's document is silent.
    pub(crate) takes_s256: bool,
    /// Each answer to a sign-in names its issuer (RFC 9207 section 3).
    pub(crate) issuer_in_answers: bool,
    pub(crate) region: Option<String>,
    pub(crate) sub_region: Option<String>,
}

impl Discovery {
    /// What the document of another tenant of the same cloud says, without asking for it: the same but for the tenant
    /// ID (Microsoft, "OpenID Connect on the Microsoft identity platform", sample response). `None` where the document
    /// does not name its tenant in every address.
    pub(crate) fn of_neighbour(&self, tenant: TenantId) -> Option<Self> {
        let (own, other) = (self.tenant_id.to_string(), tenant.to_string());
        let moved = |text: &str| text.contains(&own).then(|| text.replace(&own, &other));
        let address = |url: &Url| moved(url.as_str())?.parse().ok();
        Some(Self {
            tenant_id: tenant,
            issuer: moved(&self.issuer)?,
            authorization_endpoint: address(&self.authorization_endpoint)?,
            token_endpoint: address(&self.token_endpoint)?,
            device_authorization_endpoint: self.device_authorization_endpoint.as_ref().and_then(address),
            jwks_uri: address(&self.jwks_uri)?,
            takes_s256: self.takes_s256,
            issuer_in_answers: self.issuer_in_answers,
            region: None,
            sub_region: None,
        })
    }
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    device_authorization_endpoint: Option<Url>,
    jwks_uri: Url,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    tenant_region_scope: Option<String>,
    tenant_region_sub_scope: Option<String>,
}

/// What an authority says to the name of a tenant.
enum Said {
    /// The tenant is here.
    Here(Box<Discovery>),
    /// The tenant signs in at another host: it lives in another cloud.
    Elsewhere(String),
}

/// Reads the v2 discovery document of a tenant.
pub(crate) async fn discover(http: &Http, cloud: &Cloud, tenant: &TenantName) -> Result<Discovery> {
    match ask(http, cloud, tenant).await? {
        Said::Here(discovery) => Ok(*discovery),
        Said::Elsewhere(host) => Err(not_understood().with("host", host)),
    }
}

async fn ask(http: &Http, cloud: &Cloud, tenant: &TenantName) -> Result<Said> {
    let mut url = cloud.authority.clone();
    url.set_path(&format!("/{tenant}/v2.0/.well-known/openid-configuration"));
    let answer = http.fetch(url).await?;
    if !answer.status.is_success() {
        return Err(diagnosis::token_endpoint(&answer)
            .with("domain", tenant)
            .with("cloud", &cloud.name));
    }
    let said = read(&answer, cloud)?;
    match (&said, parse_guid(&tenant.to_string())) {
        (Said::Here(discovery), Some(asked)) if discovery.tenant_id != asked.into() => Err(not_understood()),
        _ => Ok(said),
    }
}

fn read(answer: &Answer, cloud: &Cloud) -> Result<Said> {
    checked(answer.json()?, cloud)
}

/// The endpoints of the document must be the cloud's own: what it names gets codes and secrets.
fn checked(document: Document, cloud: &Cloud) -> Result<Said> {
    let foreign = [
        &document.authorization_endpoint,
        &document.token_endpoint,
        &document.jwks_uri,
    ]
    .into_iter()
    .chain(&document.device_authorization_endpoint)
    .find(|url| !cloud.hands_out_tokens_at(url));
    let issuer = Url::parse(&document.issuer).map_err(|_| not_understood())?;
    let foreign = foreign.or(Some(&issuer).filter(|issuer| !cloud.issues_as(issuer)));
    if let Some(url) = foreign {
        return Ok(Said::Elsewhere(url.host_str().unwrap_or_default().to_owned()));
    }
    let tenant_id = issuer
        .path_segments()
        .and_then(|mut parts| parts.next())
        .and_then(parse_guid);
    Ok(Said::Here(Box::new(Discovery {
        tenant_id: tenant_id.ok_or_else(not_understood)?.into(),
        issuer: document.issuer,
        authorization_endpoint: document.authorization_endpoint,
        token_endpoint: document.token_endpoint,
        device_authorization_endpoint: document.device_authorization_endpoint,
        jwks_uri: document.jwks_uri,
        takes_s256: document
            .code_challenge_methods_supported
            .is_none_or(|methods| methods.iter().any(|method| method == "S256")),
        issuer_in_answers: document.authorization_response_iss_parameter_supported,
        region: document.tenant_region_scope,
        sub_region: document.tenant_region_sub_scope,
    })))
}

fn not_understood() -> ErrorReport {
    ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", "discovery document")
}

/// Looks for a tenant in the cloud that was named, or else in each of Microsoft's.
pub(crate) async fn find(
    http: &Http,
    clouds: &[Cloud],
    named: Option<&Cloud>,
    name: &TenantName,
    clock: &dyn Clock,
) -> Result<(FoundTenant, Discovery)> {
    if let Some(cloud) = named {
        return match ask(http, cloud, name).await? {
            Said::Here(discovery) => settled(clouds, cloud, name, *discovery, clock),
            Said::Elsewhere(host) => Err(elsewhere(clouds, &host, name)),
        };
    }
    let mut refusal = None;
    let mut asked: Vec<&Url> = Vec::new();
    for cloud in clouds.iter().filter(|cloud| !cloud.practice && !cloud.custom) {
        if asked.contains(&&cloud.authority) {
            continue;
        }
        asked.push(&cloud.authority);
        match ask(http, cloud, name).await {
            Ok(Said::Here(discovery)) => return settled(clouds, cloud, name, *discovery, clock),
            // The cloud that it names is asked in its turn.
            Ok(Said::Elsewhere(host)) => refusal = Some(elsewhere(clouds, &host, name)),
            Err(report) if report.code == ErrorCode::TenantNotFound => _ = refusal.get_or_insert(report),
            // A cloud without the APIs is asked only to say so; that it cannot be reached says nothing.
            Err(_) if !cloud.has_apis() => {}
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

/// The tenant lives in another cloud than the one that was asked.
fn elsewhere(clouds: &[Cloud], host: &str, name: &TenantName) -> ErrorReport {
    match clouds.iter().find(|cloud| cloud.signs_in_at(host)) {
        Some(cloud) => ErrorReport::new(ErrorCode::TenantInOtherCloud)
            .with("domain", name)
            .with("cloud", &cloud.name),
        None => not_understood().with("host", host),
    }
}

fn settled(
    clouds: &[Cloud],
    cloud: &Cloud,
    name: &TenantName,
    discovery: Discovery,
    clock: &dyn Clock,
) -> Result<(FoundTenant, Discovery)> {
    let cloud = narrowed(clouds, cloud, &discovery);
    if !cloud.has_apis() {
        return Err(ErrorReport::new(ErrorCode::CloudHasNoDefender)
            .with("domain", name)
            .with("cloud", &cloud.name));
    }
    Ok((found(cloud, name, &discovery, clock), discovery))
}

/// GCC shares the worldwide authority and `DoD` that of GCC High; the document tells them apart by
/// `tenant_region_sub_scope`.
fn narrowed<'a>(clouds: &'a [Cloud], found: &'a Cloud, discovery: &Discovery) -> &'a Cloud {
    let sub_scope = discovery.sub_region.as_deref();
    if sub_scope.is_none() || found.practice || found.custom {
        return found;
    }
    clouds
        .iter()
        .find(|cloud| cloud.sub_scope() == sub_scope && cloud.authority == found.authority)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;

    fn cloud(id: &str) -> Cloud {
        Cloud::microsoft()
            .into_iter()
            .find(|cloud| cloud.id == id)
            .unwrap()
    }

    fn document(authority: &str, sub_scope: Option<&str>) -> Document {
        let url = |path: &str| format!("{authority}/8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7/{path}");
        Document {
            issuer: url("v2.0"),
            authorization_endpoint: url("oauth2/v2.0/authorize").parse().unwrap(),
            token_endpoint: url("oauth2/v2.0/token").parse().unwrap(),
            device_authorization_endpoint: None,
            jwks_uri: url("discovery/v2.0/keys").parse().unwrap(),
            code_challenge_methods_supported: None,
            authorization_response_iss_parameter_supported: false,
            tenant_region_scope: Some("USGov".into()),
            tenant_region_sub_scope: sub_scope.map(str::to_owned),
        }
    }

    /// The cloud that a tenant is found in, or the code of the refusal.
    fn found_in(cloud: &Cloud, document: Document) -> std::result::Result<String, ErrorReport> {
        let clouds = Cloud::microsoft();
        let name: TenantName = "contoso.com".parse().unwrap();
        match checked(document, cloud)? {
            Said::Here(discovery) => {
                settled(&clouds, cloud, &name, *discovery, &SystemClock).map(|(found, _)| found.cloud_id)
            }
            Said::Elsewhere(host) => Err(elsewhere(&clouds, &host, &name)),
        }
    }

    #[test]
    fn the_sub_scope_tells_apart_clouds_of_one_authority() {
        for (asked, authority, sub_scope, is) in [
            (
                "commercial",
                "https://login.microsoftonline.com",
                None,
                "commercial",
            ),
            (
                "commercial",
                "https://login.microsoftonline.com",
                Some("GCC"),
                "gcc",
            ),
            (
                "gcc-high",
                "https://login.microsoftonline.us",
                Some("DODCON"),
                "gcc-high",
            ),
            ("gcc-high", "https://login.microsoftonline.us", Some("DOD"), "dod"),
            ("gcc", "https://login.microsoftonline.com", None, "gcc"),
        ] {
            let found = found_in(&cloud(asked), document(authority, sub_scope));
            assert_eq!(found.as_deref().ok(), Some(is), "{asked} {sub_scope:?}");
        }
    }

    #[test]
    fn a_document_that_names_the_hosts_of_another_cloud_says_which() {
        let report = found_in(
            &cloud("commercial"),
            document("https://login.microsoftonline.us", Some("DODCON")),
        )
        .unwrap_err();
        assert_eq!(report.code, ErrorCode::TenantInOtherCloud);
        assert_eq!(report.params["cloud"], "US Government GCC High");
        let foreign = document("https://login.example", None);
        assert_eq!(
            found_in(&cloud("commercial"), foreign).unwrap_err().code,
            ErrorCode::AnswerNotUnderstood
        );
    }

    #[test]
    fn the_addresses_of_another_customer_are_those_of_its_own_tenant() {
        let Ok(Said::Here(home)) = checked(
            document("https://login.microsoftonline.com", None),
            &cloud("commercial"),
        ) else {
            panic!("the tenant is in this cloud");
        };
        let customer: TenantId = "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7".parse().unwrap();
        let there = home.of_neighbour(customer).unwrap();
        assert_eq!(there.tenant_id, customer);
        assert_eq!(
            there.token_endpoint.as_str(),
            format!("https://login.microsoftonline.com/{customer}/oauth2/v2.0/token")
        );
        let named_otherwise = Discovery {
            token_endpoint: "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"
                .parse()
                .unwrap(),
            ..*home
        };
        assert_eq!(named_otherwise.of_neighbour(customer), None);
    }

    #[test]
    fn a_tenant_in_china_is_told_that_there_is_no_defender() {
        let china = document("https://login.partner.microsoftonline.cn", None);
        let report = found_in(&cloud("china"), china).unwrap_err();
        assert_eq!(report.code, ErrorCode::CloudHasNoDefender);
        assert_eq!(report.params["domain"], "contoso.com");
    }
}
