//! The steps of a goal: derived, not four hard-coded lists.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::connection::{Context, Goal};
use crate::defender::permissions;

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
}

/// A value to copy into the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CopyValue {
    /// What it is.
    pub name: CopyName,
    /// The value, never a secret.
    pub value: String,
}

/// What the person gives back in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum StepInput {
    ClientId,
    Secret,
    SignIn,
    Read,
    None,
}

/// One step of a goal, before anything has been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlan {
    /// Which step.
    pub id: StepId,
    /// Where in the portal it is done.
    pub page: Option<PortalPage>,
    /// What the person gives back.
    pub input: StepInput,
    /// What to copy into the portal.
    pub copy: Vec<CopyValue>,
}

/// The steps to a goal, in the order in which the portal lets them be done.
pub fn steps(goal: Goal) -> Vec<StepPlan> {
    let mut steps = vec![tenant(), register()];
    match goal.context {
        Context::Application => {
            steps.extend([permissions_step(goal), secret(), consent()]);
            steps.push(plan(StepId::Token, None, StepInput::None));
        }
        Context::User => {
            steps.extend([redirect_uri(), permissions_step(goal), consent()]);
            steps.push(plan(StepId::SignIn, None, StepInput::SignIn));
        }
    }
    steps.push(plan(StepId::Incidents, None, StepInput::Read));
    steps
}

fn plan(id: StepId, page: Option<PortalPage>, input: StepInput) -> StepPlan {
    StepPlan {
        id,
        page,
        input,
        copy: Vec::new(),
    }
}

fn tenant() -> StepPlan {
    plan(StepId::Tenant, None, StepInput::None)
}

fn register() -> StepPlan {
    StepPlan {
        copy: vec![copy(CopyName::AppName, "Handrail")],
        ..plan(
            StepId::Register,
            Some(PortalPage::NewRegistration),
            StepInput::ClientId,
        )
    }
}

/// The port of `http://localhost` is ignored, so this one address serves every free port
/// (Microsoft: "Redirect URI restrictions", localhost exceptions).
fn redirect_uri() -> StepPlan {
    StepPlan {
        copy: vec![copy(CopyName::RedirectUri, "http://localhost")],
        ..plan(
            StepId::RedirectUri,
            Some(PortalPage::Authentication),
            StepInput::None,
        )
    }
}

fn permissions_step(goal: Goal) -> StepPlan {
    StepPlan {
        copy: vec![
            copy(CopyName::ApiName, goal.api.portal_name()),
            copy(CopyName::Permission, permissions::least(goal)),
        ],
        ..plan(
            StepId::Permissions,
            Some(PortalPage::ApiPermissions),
            StepInput::None,
        )
    }
}

fn secret() -> StepPlan {
    plan(
        StepId::Secret,
        Some(PortalPage::CertificatesSecrets),
        StepInput::Secret,
    )
}

fn consent() -> StepPlan {
    plan(StepId::Consent, Some(PortalPage::ApiPermissions), StepInput::None)
}

fn copy(name: CopyName, value: &str) -> CopyValue {
    CopyValue {
        name,
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::Api;

    fn ids(api: Api, context: Context) -> Vec<StepId> {
        steps(Goal::new(api, context))
            .into_iter()
            .map(|step| step.id)
            .collect()
    }

    #[test]
    fn the_application_needs_a_secret_and_no_redirect_address() {
        use StepId::{Consent, Incidents, Permissions, Register, Secret, Tenant, Token};
        assert_eq!(
            ids(Api::Xdr, Context::Application),
            [Tenant, Register, Permissions, Secret, Consent, Token, Incidents]
        );
    }

    #[test]
    fn a_person_needs_a_redirect_address_and_no_secret() {
        use StepId::{Consent, Incidents, Permissions, RedirectUri, Register, SignIn, Tenant};
        assert_eq!(
            ids(Api::Graph, Context::User),
            [
                Tenant,
                Register,
                RedirectUri,
                Permissions,
                Consent,
                SignIn,
                Incidents
            ]
        );
    }

    #[test]
    fn the_permission_to_copy_is_the_least_one_of_the_right_kind() {
        let copied = |api, context| {
            steps(Goal::new(api, context))
                .into_iter()
                .flat_map(|step| step.copy)
                .find(|value| value.name == CopyName::Permission)
                .unwrap()
                .value
        };
        assert_eq!(copied(Api::Xdr, Context::Application), "Incident.Read.All");
        assert_eq!(copied(Api::Xdr, Context::User), "Incident.Read");
        assert_eq!(copied(Api::Graph, Context::User), "SecurityIncident.Read.All");
        assert_eq!(copied(Api::Mde, Context::User), "Alert.Read");
    }
}
