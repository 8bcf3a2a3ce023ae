//! The words of a step: its name, its page, what is copied, chosen and given back there, and who may do it.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Names a step, in the words of the error catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the portal's own")]
pub enum StepId {
    Tenant,
    Register,
    RedirectUri,
    Permissions,
    Secret,
    Consent,
    SignIn,
    Token,
    Incidents,
    AccountTypes,
    PublicClientFlag,
    Ids,
    Certificate,
    Customer,
    UserAssignment,
    ConditionalAccess,
    RequestBug,
    Network,
    Service,
    Unknown,
}

/// A page of the Entra admin center.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the portal's own")]
pub enum PortalPage {
    AppRegistrations,
    NewRegistration,
    Overview,
    Authentication,
    ApiPermissions,
    CertificatesSecrets,
    /// "Enterprise applications": its users and groups, and whether assignment is required.
    UsersAndGroups,
    /// "Enterprise applications": what was granted to the application in this tenant.
    EnterprisePermissions,
    /// "Conditional Access", its policies.
    ConditionalAccess,
}

/// What a value to copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CopyName {
    AppName,
    RedirectUri,
    ApiName,
    Permission,
    ClientId,
    TenantId,
    ConsentLink,
}

/// A value to copy into the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CopyValue {
    /// What it is.
    pub name: CopyName,
    /// The value, never a secret.
    pub value: String,
}

/// What to choose where the portal's page offers several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PortalChoice {
    /// Account types: "Single tenant only".
    SingleTenant,
    /// Account types: "Multiple Entra ID tenants".
    MultipleTenants,
    /// Redirect platform: "Mobile and desktop applications".
    DesktopPlatform,
    /// Redirect platform: "Web".
    WebPlatform,
    /// "Allow public client flows", switched on.
    PublicClientFlows,
    /// Kind of permission: application.
    ApplicationPermission,
    /// Kind of permission: delegated.
    DelegatedPermission,
}

/// A role that is enough for a step. Always the least one that Microsoft documents; Global Administrator is never
/// needed (MicrosoftDocs/entra-docs: permissions-reference.md, grant-admin-consent.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are Entra's own")]
pub enum EntraRole {
    ApplicationDeveloper,
    CloudApplicationAdministrator,
    PrivilegedRoleAdministrator,
    ConditionalAccessAdministrator,
    SecurityReader,
}

/// What the person gives back in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum StepInput {
    ClientId,
    Secret,
    Certificate,
    /// The partner's own page in place of the loopback address.
    RedirectUri,
    /// The customer's domain.
    Customer,
    /// The consent page is opened here, or its link is sent.
    Consent,
    SignIn,
    Read,
    None,
}
