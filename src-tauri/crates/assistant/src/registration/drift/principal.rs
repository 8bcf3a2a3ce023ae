//! The enterprise application: there, switched on, and open to those who sign in.

use serde_json::json;

use super::mend::Mend;
use super::seen::{Seen, Wanted};
use super::{Difference, DriftKind};
use crate::connection::Context;
use crate::error::{ErrorCode, ErrorReport};

pub(super) fn differences(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    let tenant = &wanted.connection.tenant_domain;
    let said = |code| ErrorReport::new(code).with("tenant", tenant);
    let Some(principal) = &seen.principal else {
        // A partner's app works at its customers without one at home.
        if wanted.at_customers() {
            return Vec::new();
        }
        let make = Mend::MakePrincipal {
            app_id: seen.application.app_id.clone(),
        };
        let problem = said(ErrorCode::ServicePrincipalMissing);
        return vec![Difference::new(DriftKind::EnterpriseAppMissing, "", problem).mended([make])];
    };
    let mut found = Vec::new();
    // Somebody may have switched it off on purpose.
    if !principal.account_enabled {
        let problem = said(ErrorCode::EnterpriseAppDisabled);
        found.push(
            Difference::new(DriftKind::EnterpriseAppDisabled, "", problem)
                .mended([Mend::Principal(json!({ "accountEnabled": true }))])
                .for_a_person_to_choose(),
        );
    }
    if principal.app_role_assignment_required && wanted.context() == Context::User {
        let problem = said(ErrorCode::AssignmentRequired);
        found.push(
            Difference::new(DriftKind::AssignmentRequired, "", problem)
                .mended([Mend::Principal(json!({ "appRoleAssignmentRequired": false }))])
                .for_a_person_to_choose(),
        );
    }
    found
}
