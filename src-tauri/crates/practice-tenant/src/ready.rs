//! What the practice tenant says when it is ready, and where it is as a cloud.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use crate::catalogue::Resource;

/// Every address, id and made-up credential, as one line of JSON.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ready {
    /// Always true.
    pub ready: bool,
    /// `http://127.0.0.1:PORT`, no final slash.
    pub origin: String,
    /// `https://localhost:PORT`; absent when TLS is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_tls: Option<String>,
    /// The certificate authority to trust for `originTls` (PEM); absent when TLS is off or uses a certificate of the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
    /// The cloud as a file, with the https addresses when there are any.
    pub cloud_file: String,
    /// The practice portal.
    pub portal: String,
    /// The control address: `/truth`, `/scenarios`, `/clock` below it.
    pub control: String,
    /// "Directory (tenant) ID" of the home tenant.
    pub tenant_id: String,
    /// Its default domain.
    pub tenant_domain: String,
    /// Where to sign in, with the tenant.
    pub authority: String,
    /// Where Microsoft Graph is served.
    pub graph: String,
    /// Where Defender XDR is served.
    pub defender_xdr: String,
    /// Where Defender for Endpoint is served.
    pub defender_for_endpoint: String,
    /// Who can sign in.
    pub users: Vec<ReadyUser>,
    /// Registrations that are there from the start.
    pub apps: ReadyApps,
    /// Customer tenants.
    pub customers: Vec<ReadyCustomer>,
}

/// Somebody who can sign in.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadyUser {
    /// `somebody@contoso.com`.
    pub user_principal_name: String,
    /// Made from the seed.
    pub password: String,
    /// Directory roles by name.
    pub roles: Vec<String>,
}

/// The registrations that are there from the start. An empty tenant has only `setup`; the others are absent there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReadyApps {
    /// Signs in as itself; everything it wants is consented.
    #[serde(skip_serializing_if = "ReadyApp::is_absent")]
    pub application: ReadyApp,
    /// Signs people in, in a browser or by device code (public client, "Allow public client flows" on); consented by an
    /// admin.
    #[serde(skip_serializing_if = "ReadyApp::is_absent")]
    pub user: ReadyApp,
    /// Multi-tenant, known to the customers as their state says.
    #[serde(skip_serializing_if = "ReadyApp::is_absent")]
    pub partner: ReadyApp,
    /// Wants the same as `application` and `user` together; nothing is granted. Public client with `http://localhost`.
    #[serde(skip_serializing_if = "ReadyApp::is_absent")]
    pub unconsented: ReadyApp,
    /// Makes registrations by Microsoft Graph for an admin who signs in (public client); consented by an admin.
    pub setup: ReadyApp,
    /// Makes registrations of its own as itself, and grants to them; consented by an admin.
    #[serde(skip_serializing_if = "ReadyApp::is_absent")]
    pub pipeline: ReadyApp,
}

/// One registration; fields that it does not have are absent.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadyApp {
    /// "Application (client) ID".
    pub client_id: String,
    /// The value, not the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// The registered redirect URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
    /// A certificate that the registration knows (PEM).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_file: Option<String>,
    /// Its private key (PEM, PKCS#8).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_key_file: Option<String>,
}

impl ReadyApp {
    /// There is no such registration in this tenant.
    pub fn is_absent(&self) -> bool {
        self.client_id.is_empty()
    }
}

/// A customer tenant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadyCustomer {
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// Its domain.
    pub domain: String,
    /// How far the partner's app got there.
    pub state: CustomerState,
}

/// How far the partner's app got in a customer tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerState {
    /// Everything is granted.
    Consented,
    /// No enterprise application: AADSTS7000229.
    NoApp,
    /// The enterprise application is there, nothing is granted: tokens without `roles`.
    NoRoles,
    /// Alerts may be read, incidents may not.
    PartialRoles,
    /// Conditional Access refuses every token: AADSTS53003.
    Blocked,
    /// Defender was never set up: the APIs answer 403.
    NotProvisioned,
}

/// The origin of a URL without a final slash.
pub(crate) fn origin_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The practice tenant as one entry of a list of clouds. Audiences stay Microsoft's real identifier URIs.
pub(crate) fn cloud(origin: &str) -> Value {
    let token = |resource: Resource| {
        let uri = resource.identifier_uri();
        json!({"resource_v1": uri, "scope_v2": format!("{uri}/.default")})
    };
    let app = |page: &str| format!("{origin}/portal/apps/{{client_id}}/{page}");
    let enterprise = |page: &str| format!("{origin}/portal/enterprise-apps/{{client_id}}/{page}");
    json!({
        "id": "practice",
        "name": "Practice tenant",
        "practice": true,
        "entra_authority": origin,
        "entra_admin_center": format!("{origin}/portal"),
        "defender_portal": format!("{origin}/portal"),
        "graph_base": origin,
        "xdr_api_base": origin,
        "mde_api_base": origin,
        "token": {
            "xdr": token(Resource::Xdr),
            "mde": token(Resource::Mde),
            "graph": token(Resource::Graph),
        },
        "portal_links": {
            "app-registrations": format!("{origin}/portal/apps"),
            "new-registration": format!("{origin}/portal/apps/new"),
            "overview": app("overview"),
            "authentication": app("authentication"),
            "api-permissions": app("api-permissions"),
            "certificates-secrets": app("certificates-secrets"),
            "users-and-groups": enterprise("users-and-groups"),
            "enterprise-permissions": enterprise("permissions"),
            // The practice tenant has its policies as faults that can be switched.
            "conditional-access": format!("{origin}/portal/faults"),
        },
    })
}
