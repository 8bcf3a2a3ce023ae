//! How a registration differs from what its goal needs, and what would put it right.

use serde::Serialize;
use specta::Type;

use super::plan::PlannedStep;
use crate::cloud::Api;
use crate::error::ErrorReport;

/// A part of a registration that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DriftPart {
    /// Who may use it: this tenant or others too.
    AccountTypes,
    /// Where it is answered to, and for which platform.
    RedirectUris,
    /// "Allow public client flows".
    PublicClientFlows,
    /// Tokens straight from the authorization endpoint.
    ImplicitGrant,
    /// What it asks for.
    Permissions,
    /// What was consented to.
    Grants,
    /// Client secrets, where the goal proves itself with one.
    Secrets,
    /// Certificates, where the goal proves itself with one.
    Certificates,
    /// Its enterprise application.
    EnterpriseApp,
}

/// A way in which a registration can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it, and the words of each finding")]
pub enum DriftKind {
    AccountTypesTooNarrow,
    AccountTypesTooWide,
    RedirectUriMissing,
    RedirectUriOnOtherPlatform,
    RedirectUriExtra,
    PublicClientFlowsOff,
    PublicClientFlowsOn,
    ImplicitGrantOn,
    PermissionMissing,
    PermissionExtra,
    GrantMissing,
    GrantExtra,
    GrantForSomePeople,
    SecretExpiresSoon,
    SecretExpired,
    SeveralSecrets,
    CertificateExpiresSoon,
    CertificateExpired,
    CertificateMissing,
    EnterpriseAppMissing,
    EnterpriseAppDisabled,
    AssignmentRequired,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DriftItem {
    /// Names it as long as it is there: the same difference has the same name when it is looked for again.
    pub id: String,
    /// Where it is.
    pub part: DriftPart,
    /// Which.
    pub kind: DriftKind,
    /// What is wrong.
    pub problem: ErrorReport,
    /// What puts it right, exactly as it would be sent; `None` where a person does it elsewhere, or by making the
    /// credential anew.
    pub repair: Option<PlannedStep>,
    /// Something may rest on it that Handrail does not know of: it is put right only where a person picked it.
    pub choice: bool,
}

/// A part that could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnseenPart {
    /// Which.
    pub part: DriftPart,
    /// Why.
    pub problem: ErrorReport,
}

/// A permission that was granted and that the calls really made did not need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnusedPermission {
    /// At which API.
    pub api: Api,
    /// Its name.
    pub permission: String,
    /// A smaller one that was enough for all calls; `None`: it could go altogether.
    pub smaller: Option<String>,
    /// No call has needed it since that day, `2026-11-21`.
    pub since: String,
}

/// A registration beside what its goal needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DriftView {
    /// The connection.
    pub connection_id: String,
    /// Its name in the tenant.
    pub name: String,
    /// When it was looked at, RFC 3339.
    pub at: String,
    /// Until when the credential in use is good, RFC 3339; `None` where there is none, or where that is not known.
    pub credential_ends: Option<String>,
    /// What differs, the graver first.
    pub items: Vec<DriftItem>,
    /// What the calls of the last months did not need.
    pub hints: Vec<UnusedPermission>,
    /// What is as it has to be.
    pub in_order: Vec<DriftPart>,
    /// What could not be looked at.
    pub unseen: Vec<UnseenPart>,
}
