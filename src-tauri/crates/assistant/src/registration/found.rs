//! What the directory answers, as far as it matters here.

use serde::Deserialize;
use serde_json::Value;

/// An app registration (resources/application.md).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Application {
    /// "Object ID".
    pub(crate) id: String,
    /// "Application (client) ID".
    pub(crate) app_id: String,
    pub(crate) display_name: String,
    pub(crate) unique_name: Option<String>,
    pub(crate) created_date_time: Option<String>,
    pub(crate) sign_in_audience: String,
    pub(crate) tags: Vec<String>,
    pub(crate) web: Platform,
    pub(crate) spa: Platform,
    pub(crate) public_client: Platform,
    pub(crate) is_fallback_public_client: Option<bool>,
    pub(crate) required_resource_access: Vec<RequiredResource>,
    pub(crate) password_credentials: Vec<PasswordCredential>,
    /// As they came: the list is replaced as a whole, so that each has to go back as it is.
    pub(crate) key_credentials: Vec<Value>,
    pub(crate) verified_publisher: Option<Publisher>,
}

/// Who publishes the app; without an id, nobody that Microsoft verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Publisher {
    pub(crate) display_name: Option<String>,
    pub(crate) verified_publisher_id: Option<String>,
}

/// The addresses of one platform.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Platform {
    pub(crate) redirect_uris: Vec<String>,
    /// Of the platform "Web" only.
    pub(crate) implicit_grant_settings: Option<ImplicitGrant>,
}

/// Tokens straight from the authorization endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ImplicitGrant {
    pub(crate) enable_id_token_issuance: bool,
    pub(crate) enable_access_token_issuance: bool,
}

/// The permissions of one API that a registration asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RequiredResource {
    pub(crate) resource_app_id: String,
    pub(crate) resource_access: Vec<ResourceAccess>,
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct ResourceAccess {
    pub(crate) id: String,
    /// `Role` or `Scope`.
    #[serde(rename = "type")]
    pub(crate) kind: String,
}

/// A client secret, without its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct PasswordCredential {
    pub(crate) key_id: String,
    pub(crate) display_name: Option<String>,
    /// The first three characters of the value.
    pub(crate) hint: Option<String>,
    pub(crate) end_date_time: Option<String>,
}

/// A service principal (resources/serviceprincipal.md).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ServicePrincipal {
    pub(crate) id: String,
    pub(crate) app_id: String,
    pub(crate) display_name: Option<String>,
    pub(crate) account_enabled: bool,
    pub(crate) app_role_assignment_required: bool,
    /// The application permissions that it offers.
    pub(crate) app_roles: Vec<AppRole>,
    /// The delegated permissions that it offers.
    pub(crate) oauth2_permission_scopes: Vec<PermissionScope>,
}

/// An application permission that an API offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct AppRole {
    pub(crate) id: String,
    pub(crate) value: Option<String>,
    pub(crate) is_enabled: bool,
}

/// A delegated permission that an API offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct PermissionScope {
    pub(crate) id: String,
    pub(crate) value: Option<String>,
    pub(crate) is_enabled: bool,
}

/// An application permission that was granted (resources/approleassignment.md).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RoleAssignment {
    pub(crate) id: String,
    pub(crate) app_role_id: String,
    pub(crate) principal_id: String,
    pub(crate) resource_id: String,
}

/// Delegated permissions that were granted (resources/oauth2permissiongrant.md).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct PermissionGrant {
    pub(crate) id: String,
    pub(crate) client_id: String,
    /// `AllPrincipals`, or `Principal` for one person.
    pub(crate) consent_type: String,
    /// Whose consent it is; `None` is everybody's.
    pub(crate) principal_id: Option<String>,
    pub(crate) resource_id: String,
    /// Names with blanks between.
    pub(crate) scope: String,
}

/// A list of the directory. The lists asked for here fit on one page; a next page is asked for all the same.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    pub(crate) next: Option<url::Url>,
}
