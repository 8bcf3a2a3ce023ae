//! How a registration differs from what its goal needs, and what would put it right.

mod credentials;
mod mend;
mod permissions;
mod principal;
mod seen;
mod shape;
mod unused;

use serde::Serialize;
use specta::Type;
use url::Url;

pub(crate) use self::mend::Mend;
pub(crate) use self::seen::{GrantRights, Seen, Wanted};
use super::plan::{PlannedChange, PlannedRequest, PlannedStep};
use super::run::RegistrationStepId;
use crate::clock::rfc3339;
use crate::cloud::Api;
use crate::connection::{Context, Credential};
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
    SecretMissing,
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

/// A difference with what mends it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Difference {
    kind: DriftKind,
    /// Tells it from others of its kind.
    what: String,
    problem: ErrorReport,
    mends: Vec<Mend>,
    choice: bool,
}

impl Difference {
    fn new(kind: DriftKind, what: &str, problem: ErrorReport) -> Self {
        Self {
            kind,
            what: what.to_owned(),
            problem,
            mends: Vec::new(),
            choice: false,
        }
    }

    fn mended(mut self, mends: impl IntoIterator<Item = Mend>) -> Self {
        self.mends = mends.into_iter().collect();
        self
    }

    fn for_a_person_to_choose(mut self) -> Self {
        self.choice = true;
        self
    }

    /// The same difference has the same name when it is looked for again.
    pub(crate) fn id(&self) -> String {
        let kind = serde_json::to_value(self.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default().to_owned();
        [kind, self.what.clone()].join(" ").trim_end().to_owned()
    }

    pub(crate) fn mends(&self) -> &[Mend] {
        &self.mends
    }

    /// The step of a registration that it belongs to.
    pub(crate) fn step(&self) -> RegistrationStepId {
        match self.kind.part() {
            DriftPart::EnterpriseApp => RegistrationStepId::ServicePrincipal,
            DriftPart::Grants => RegistrationStepId::Consent,
            DriftPart::Secrets => RegistrationStepId::Secret,
            DriftPart::Certificates => RegistrationStepId::Certificate,
            _ => RegistrationStepId::Application,
        }
    }

    /// What would be sent if this alone were put right.
    fn repair(&self, seen: &Seen, host: &Url) -> Option<PlannedStep> {
        let sent: Vec<PlannedRequest> = self
            .mends
            .iter()
            .filter_map(|mend| Some(PlannedRequest::of(&mend.request(seen)?, host)))
            .collect();
        let makes = |mend: &Mend| matches!(mend, Mend::MakePrincipal { .. });
        let change = if self.mends.iter().all(makes) {
            PlannedChange::Create
        } else {
            PlannedChange::Change
        };
        let mut step = PlannedStep::new(self.step(), change);
        step.params = self.problem.params.clone();
        (!sent.is_empty()).then(|| step.showing(sent))
    }

    fn item(self, seen: &Seen, host: &Url, linked: &dyn Fn(ErrorReport) -> ErrorReport) -> DriftItem {
        DriftItem {
            id: self.id(),
            part: self.kind.part(),
            kind: self.kind,
            repair: self.repair(seen, host),
            choice: self.choice,
            problem: linked(self.problem),
        }
    }
}

impl DriftKind {
    fn part(self) -> DriftPart {
        match self {
            Self::AccountTypesTooNarrow | Self::AccountTypesTooWide => DriftPart::AccountTypes,
            Self::RedirectUriMissing | Self::RedirectUriOnOtherPlatform | Self::RedirectUriExtra => {
                DriftPart::RedirectUris
            }
            Self::PublicClientFlowsOff | Self::PublicClientFlowsOn => DriftPart::PublicClientFlows,
            Self::ImplicitGrantOn => DriftPart::ImplicitGrant,
            Self::PermissionMissing | Self::PermissionExtra => DriftPart::Permissions,
            Self::GrantMissing | Self::GrantExtra | Self::GrantForSomePeople => DriftPart::Grants,
            Self::SecretMissing | Self::SecretExpiresSoon | Self::SecretExpired | Self::SeveralSecrets => {
                DriftPart::Secrets
            }
            Self::CertificateExpiresSoon | Self::CertificateExpired | Self::CertificateMissing => {
                DriftPart::Certificates
            }
            Self::EnterpriseAppMissing | Self::EnterpriseAppDisabled | Self::AssignmentRequired => {
                DriftPart::EnterpriseApp
            }
        }
    }
}

/// What differs: first what keeps it from working, then what is more than needed.
pub(crate) fn differences(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    let mut all = principal::differences(wanted, seen);
    all.extend(shape::differences(wanted, seen));
    all.extend(permissions::differences(wanted, seen));
    all.extend(credentials::differences(wanted, seen));
    all.sort_by_key(|one| one.choice);
    all
}

impl DriftView {
    /// Weighs what was seen. `linked` gives a report the page that it names.
    pub(crate) fn of(
        wanted: &Wanted,
        seen: &Seen,
        host: &Url,
        linked: &dyn Fn(ErrorReport) -> ErrorReport,
    ) -> Self {
        let items = differences(wanted, seen).into_iter();
        let items: Vec<DriftItem> = items.map(|one| one.item(seen, host, linked)).collect();
        let unread = seen.scopes_unread.clone();
        // What an application asks for on behalf of people may have been granted as well.
        let delegated = seen.asked().iter().any(|one| one.kind == "Scope");
        let unseen: Vec<UnseenPart> = unread
            .into_iter()
            .filter(|_| wanted.context() == Context::User || delegated)
            .map(|problem| UnseenPart {
                part: DriftPart::Grants,
                problem: linked(problem),
            })
            .collect();
        let in_order = compared(wanted).into_iter().filter(|part| {
            !items.iter().any(|item| item.part == *part) && !unseen.iter().any(|one| one.part == *part)
        });
        Self {
            connection_id: wanted.connection.id.clone(),
            name: seen.application.display_name.clone(),
            at: rfc3339(wanted.now),
            credential_ends: credentials::ends(wanted, seen).map(rfc3339),
            hints: unused::unused(wanted, seen),
            in_order: in_order.collect(),
            items,
            unseen,
        }
    }
}

/// The parts that a goal has something to say about.
fn compared(wanted: &Wanted) -> Vec<DriftPart> {
    let mut parts = vec![
        DriftPart::EnterpriseApp,
        DriftPart::AccountTypes,
        DriftPart::RedirectUris,
        DriftPart::PublicClientFlows,
        DriftPart::ImplicitGrant,
        DriftPart::Permissions,
        DriftPart::Grants,
    ];
    parts.extend(match (wanted.context(), wanted.connection.goal.credential) {
        (Context::User, _) => None,
        (Context::Application, Credential::Secret) => Some(DriftPart::Secrets),
        (Context::Application, Credential::Certificate) => Some(DriftPart::Certificates),
    });
    parts
}

#[cfg(test)]
mod tests;
