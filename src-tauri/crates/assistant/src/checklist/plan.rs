//! The steps of a goal: derived, not five hard-coded lists.

use super::step::{CopyName, CopyValue, EntraRole, PortalChoice, PortalPage, StepId, StepInput};
use crate::cloud::Api;
use crate::connection::{Context, Credential, Flow, Goal, Tenancy};
use crate::defender::permissions;

/// The address of the loopback listener as it is registered. Entra ignores the port of `http://localhost`, so this
/// one address serves every free port (Microsoft: "Redirect URI restrictions", localhost exceptions).
pub(crate) const LOOPBACK_REDIRECT: &str = "http://localhost";

/// One step of a goal, before anything has been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlan {
    /// Which step.
    pub id: StepId,
    /// Where in the portal it is done.
    pub page: Option<PortalPage>,
    /// What to choose there.
    pub choices: Vec<PortalChoice>,
    /// What the person gives back.
    pub input: StepInput,
    /// What to copy into the portal.
    pub copy: Vec<CopyValue>,
    /// Any one of these roles is enough.
    pub roles: Vec<EntraRole>,
}

/// The order in which the portal lets things be done. Steps that may appear stand where they belong.
const ORDER: [StepId; 15] = [
    StepId::Tenant,
    StepId::Register,
    StepId::AccountTypes,
    StepId::RedirectUri,
    StepId::PublicClientFlag,
    StepId::Permissions,
    StepId::Secret,
    StepId::Certificate,
    StepId::Customer,
    StepId::Consent,
    StepId::UserAssignment,
    StepId::ConditionalAccess,
    StepId::SignIn,
    StepId::Token,
    StepId::Incidents,
];

/// The steps to a goal, in the order in which the portal lets them be done.
pub fn steps(goal: Goal) -> Vec<StepPlan> {
    let wanted = |id: &StepId| needed(*id, goal);
    ORDER
        .into_iter()
        .filter(wanted)
        .map(|id| plan(id, goal))
        .collect()
}

/// The same with steps that the goal does not have, and that something was found at.
pub fn steps_with(goal: Goal, seen: &[StepId]) -> Vec<StepPlan> {
    let wanted = |id: &StepId| needed(*id, goal) || (seen.contains(id) && may_appear(*id));
    ORDER
        .into_iter()
        .filter(wanted)
        .map(|id| plan(id, goal))
        .collect()
}

/// The step of this goal at which a finding is shown; `None` where it belongs to no step, as with a lost network.
///
/// A finding at a place of the portal that this goal does not use makes the step appear.
pub fn place(goal: Goal, step: StepId) -> Option<StepId> {
    let same = match step {
        StepId::Ids => StepId::Register,
        StepId::Secret | StepId::Certificate => credential_step(goal),
        StepId::SignIn | StepId::Token => token_step(goal),
        other => other,
    };
    (needed(same, goal) || may_appear(same)).then_some(same)
}

/// The step that stands for "there is a good token".
pub(crate) fn token_step(goal: Goal) -> StepId {
    match goal.context {
        Context::Application => StepId::Token,
        Context::User => StepId::SignIn,
    }
}

/// The step at which the application gets what it proves itself with.
pub(crate) fn credential_step(goal: Goal) -> StepId {
    match goal.credential {
        Credential::Secret => StepId::Secret,
        Credential::Certificate => StepId::Certificate,
    }
}

fn needed(id: StepId, goal: Goal) -> bool {
    let (user, partner) = (goal.context == Context::User, goal.tenancy == Tenancy::Customers);
    match id {
        StepId::Tenant | StepId::Register | StepId::Permissions | StepId::Consent | StepId::Incidents => true,
        StepId::AccountTypes | StepId::Customer => partner,
        StepId::RedirectUri => partner || (user && goal.flow == Flow::AuthorizationCode),
        StepId::PublicClientFlag => user && goal.flow == Flow::DeviceCode,
        StepId::Secret | StepId::Certificate => !user && id == credential_step(goal),
        StepId::SignIn | StepId::Token => id == token_step(goal),
        _ => false,
    }
}

/// What a tenant may get wrong although the goal asks nothing of the person there.
fn may_appear(id: StepId) -> bool {
    matches!(
        id,
        StepId::AccountTypes
            | StepId::RedirectUri
            | StepId::PublicClientFlag
            | StepId::UserAssignment
            | StepId::ConditionalAccess
    )
}

fn plan(id: StepId, goal: Goal) -> StepPlan {
    StepPlan {
        id,
        page: page(id),
        choices: choices(id, goal),
        input: input(id, goal),
        copy: copies(id, goal),
        roles: roles(id, goal),
    }
}

fn page(id: StepId) -> Option<PortalPage> {
    match id {
        StepId::Register => Some(PortalPage::NewRegistration),
        StepId::AccountTypes | StepId::RedirectUri | StepId::PublicClientFlag => {
            Some(PortalPage::Authentication)
        }
        StepId::Permissions | StepId::Consent => Some(PortalPage::ApiPermissions),
        StepId::Secret | StepId::Certificate => Some(PortalPage::CertificatesSecrets),
        StepId::UserAssignment => Some(PortalPage::UsersAndGroups),
        StepId::ConditionalAccess => Some(PortalPage::ConditionalAccess),
        _ => None,
    }
}

fn choices(id: StepId, goal: Goal) -> Vec<PortalChoice> {
    let account_types = match goal.tenancy {
        Tenancy::Own => PortalChoice::SingleTenant,
        Tenancy::Customers => PortalChoice::MultipleTenants,
    };
    // What comes to the page of a web server is a confidential client's; the loopback listener of somebody who
    // signs in belongs to a public one.
    let platform = match goal.context {
        Context::User => PortalChoice::DesktopPlatform,
        Context::Application => PortalChoice::WebPlatform,
    };
    let kind = match goal.context {
        Context::User => PortalChoice::DelegatedPermission,
        Context::Application => PortalChoice::ApplicationPermission,
    };
    match id {
        StepId::Register | StepId::AccountTypes => vec![account_types],
        StepId::RedirectUri => vec![platform],
        StepId::PublicClientFlag => vec![PortalChoice::PublicClientFlows],
        StepId::Permissions => vec![kind],
        _ => Vec::new(),
    }
}

fn input(id: StepId, goal: Goal) -> StepInput {
    match id {
        StepId::Register => StepInput::ClientId,
        StepId::RedirectUri if goal.context == Context::Application => StepInput::RedirectUri,
        StepId::Secret => StepInput::Secret,
        StepId::Certificate => StepInput::Certificate,
        StepId::Customer => StepInput::Customer,
        StepId::Consent if goal.tenancy == Tenancy::Customers => StepInput::Consent,
        StepId::SignIn => StepInput::SignIn,
        StepId::Incidents => StepInput::Read,
        _ => StepInput::None,
    }
}

fn copies(id: StepId, goal: Goal) -> Vec<CopyValue> {
    match id {
        StepId::Register => vec![copy(CopyName::AppName, "Handrail")],
        StepId::RedirectUri => vec![copy(CopyName::RedirectUri, LOOPBACK_REDIRECT)],
        StepId::Permissions => vec![
            copy(CopyName::ApiName, goal.api.portal_name()),
            copy(CopyName::Permission, permissions::least(goal)),
        ],
        _ => Vec::new(),
    }
}

fn roles(id: StepId, goal: Goal) -> Vec<EntraRole> {
    match id {
        StepId::Register
        | StepId::AccountTypes
        | StepId::RedirectUri
        | StepId::PublicClientFlag
        | StepId::Permissions
        | StepId::Secret
        | StepId::Certificate => vec![EntraRole::ApplicationDeveloper],
        // Graph's application permissions are the only ones that a Cloud Application Administrator may not grant.
        StepId::Consent if goal.api == Api::Graph && goal.context == Context::Application => {
            vec![EntraRole::PrivilegedRoleAdministrator]
        }
        StepId::Consent | StepId::UserAssignment => vec![EntraRole::CloudApplicationAdministrator],
        StepId::ConditionalAccess => vec![EntraRole::ConditionalAccessAdministrator],
        StepId::SignIn | StepId::Incidents if goal.context == Context::User => {
            vec![EntraRole::SecurityReader]
        }
        _ => Vec::new(),
    }
}

fn copy(name: CopyName, value: &str) -> CopyValue {
    CopyValue {
        name,
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests;
