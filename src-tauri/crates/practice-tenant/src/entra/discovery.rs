//! Discovery documents and key sets (MicrosoftDocs/entra-docs: v2-protocols-oidc.md).

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::address::Address;
use crate::entra::authority::Authority;
use crate::entra::error::{EntraError, Trace};
use crate::practice::{Practice, Shared};

/// Which generation of endpoints a document describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    V1,
    V2,
}

/// `GET /{tenant}/v2.0/.well-known/openid-configuration`.
pub(crate) async fn v2(
    State(practice): State<Shared>,
    address: Address,
    Path(tenant): Path<String>,
    trace: Trace,
) -> Response {
    answer(&trace, document(&practice, &address, &tenant, Version::V2))
}

/// `GET /{tenant}/.well-known/openid-configuration`.
pub(crate) async fn v1(
    State(practice): State<Shared>,
    address: Address,
    Path(tenant): Path<String>,
    trace: Trace,
) -> Response {
    answer(&trace, document(&practice, &address, &tenant, Version::V1))
}

fn answer(trace: &Trace, document: Result<Value, EntraError>) -> Response {
    match document {
        Ok(document) => Json(document).into_response(),
        Err(error) => error.json(trace),
    }
}

/// The issuer of version 2.0 tokens; `{tenantid}` stands for itself when no tenant is named.
pub(crate) fn issuer_v2(address: &Address, tenant: &str) -> String {
    format!("{address}/{tenant}/v2.0")
}

/// The issuer of version 1.0 tokens, with its final slash.
pub(crate) fn issuer_v1(tenant: &str) -> String {
    format!("https://sts.windows.net/{tenant}/")
}

fn document(
    practice: &Practice,
    address: &Address,
    name: &str,
    version: Version,
) -> Result<Value, EntraError> {
    let store = practice.read();
    let authority = Authority::parse(&store, name)?;
    let base = format!("{address}/{}", authority.segment(name));
    let issuer_tenant = match authority {
        Authority::Tenant(tenant) => tenant.id.to_string(),
        Authority::Any => "{tenantid}".to_owned(),
    };
    let (issuer, oauth2, keys) = match version {
        Version::V1 => (issuer_v1(&issuer_tenant), "oauth2", "discovery/keys"),
        Version::V2 => (
            issuer_v2(address, &issuer_tenant),
            "oauth2/v2.0",
            "discovery/v2.0/keys",
        ),
    };
    let region = matches!(authority, Authority::Tenant(_)).then_some("WW");
    Ok(json!({
        "token_endpoint": format!("{base}/{oauth2}/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/{keys}"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": issuer,
        "request_uri_parameter_supported": false,
        "authorization_endpoint": format!("{base}/{oauth2}/authorize"),
        "device_authorization_endpoint": format!("{base}/{oauth2}/devicecode"),
        "http_logout_supported": true,
        "frontchannel_logout_supported": true,
        "end_session_endpoint": format!("{base}/{oauth2}/logout"),
        "claims_supported": [
            "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host",
            "aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "email",
        ],
        "tenant_region_scope": region,
        "cloud_instance_name": address.host(),
        "cloud_graph_host_name": address.host(),
        "msgraph_host": address.host(),
    }))
}

/// `GET /{tenant}/discovery/v2.0/keys`.
pub(crate) async fn keys_v2(
    State(practice): State<Shared>,
    address: Address,
    Path(tenant): Path<String>,
    trace: Trace,
) -> Response {
    let issuer = issuer_v2(&address, "{tenantid}");
    answer(&trace, keys(&practice, &tenant, &issuer))
}

/// `GET /{tenant}/discovery/keys`.
pub(crate) async fn keys_v1(
    State(practice): State<Shared>,
    Path(tenant): Path<String>,
    trace: Trace,
) -> Response {
    answer(&trace, keys(&practice, &tenant, &issuer_v1("{tenantid}")))
}

fn keys(practice: &Practice, name: &str, issuer: &str) -> Result<Value, EntraError> {
    Authority::parse(&practice.read(), name)?;
    Ok(practice.key().key_set(issuer))
}

/// The query of instance discovery.
#[derive(Deserialize)]
pub(crate) struct InstanceQuery {
    authorization_endpoint: Option<String>,
}

/// `GET /common/discovery/instance`: which hosts are one cloud. Here that is this host alone.
pub(crate) async fn instance(
    State(practice): State<Shared>,
    address: Address,
    Path(_): Path<String>,
    Query(query): Query<InstanceQuery>,
    trace: Trace,
) -> Response {
    answer(
        &trace,
        instances(&practice, &address, query.authorization_endpoint.as_deref()),
    )
}

fn instances(practice: &Practice, address: &Address, endpoint: Option<&str>) -> Result<Value, EntraError> {
    let endpoint =
        endpoint.ok_or_else(|| EntraError::new(900_144).with("parameter", "authorization_endpoint"))?;
    let url = url::Url::parse(endpoint).map_err(|_| EntraError::new(9_002_313))?;
    let name = url
        .path_segments()
        .and_then(|mut parts| parts.next())
        .unwrap_or_default()
        .to_owned();
    let store = practice.read();
    let segment = Authority::parse(&store, &name)?.segment(&name);
    Ok(json!({
        "tenant_discovery_endpoint": format!("{address}/{segment}/v2.0/.well-known/openid-configuration"),
        "api-version": "1.1",
        "metadata": [{
            "preferred_network": address.host(),
            "preferred_cache": address.host(),
            "aliases": [address.host()],
        }],
    }))
}
