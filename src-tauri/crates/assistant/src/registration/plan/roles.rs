//! The least roles of Entra that a plan takes.
//!
//! Sources: MicrosoftDocs/entra-docs `permissions-reference.md`, `grant-admin-consent.md`;
//! microsoftgraph/microsoft-graph-docs-contrib `serviceprincipal-post-serviceprincipals.md` (who may bring an app of
//! another tenant in).

use super::{PlannedChange, PlannedStep};
use crate::checklist::EntraRole;
use crate::cloud::Api;
use crate::connection::Context;
use crate::registration::run::RegistrationStepId;
use crate::registration::target::Target;

/// Any one of these is enough to do the steps before consent. Changing what somebody else registered, and bringing an API
/// into the tenant, takes more than registering an app of one's own.
pub(super) fn to_register(steps: &[PlannedStep]) -> Vec<EntraRole> {
    let more = |step: &PlannedStep| {
        matches!(
            (step.id, step.change),
            (RegistrationStepId::Resource, PlannedChange::Create)
                | (RegistrationStepId::Application, PlannedChange::Change)
        )
    };
    if steps.iter().any(more) {
        vec![EntraRole::CloudApplicationAdministrator]
    } else {
        vec![EntraRole::ApplicationDeveloper]
    }
}

/// Any one of these is enough to consent. Graph's application permissions are the only ones that a Cloud Application
/// Administrator may not grant.
pub(super) fn to_consent(target: &Target) -> Vec<EntraRole> {
    if target.context() == Context::Application && target.apis().contains(&Api::Graph) {
        vec![EntraRole::PrivilegedRoleAdministrator]
    } else {
        vec![EntraRole::CloudApplicationAdministrator]
    }
}
