//! What Handrail knows of a connection decides between causes that share one answer.

use uuid::Uuid;

use super::clues::Clues;
use super::decision::{Decision, page_of};
use super::view::{Belongs, PastedToken};
use crate::checklist::StepId;
use crate::cloud::Cloud;
use crate::connection::Connection;
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport};

/// A connection with its cloud.
#[derive(Clone, Copy, Debug)]
pub struct Acquaintance<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// Its cloud.
    pub cloud: &'a Cloud,
}

impl Acquaintance<'_> {
    /// The cause, where the evidence so far rules the usual one out.
    pub(super) fn decide(&self, clues: &Clues) -> Option<Decision> {
        let connection = self.connection;
        let proved = |step| connection.trail.proved(step);
        let decision = match clues.numbers.cause()? {
            // The client ID was seen to exist in its tenant: then another tenant was asked.
            700_016 | 70001 | 700_011 if proved(StepId::Register) && self.is_about(clues) => {
                Decision::of(ErrorCode::ClientElsewhere).likely()
            }
            7_000_215 if proved(StepId::Secret) => {
                let decision = Decision::of(ErrorCode::SecretReplaced).likely();
                decision.or(StepId::Secret, ErrorCode::SecretIdPasted)
            }
            65001 if proved(StepId::Consent) => {
                let decision = Decision::of(ErrorCode::PermissionMissing).likely();
                decision.or(StepId::Tenant, ErrorCode::WrongTenant)
            }
            _ => return None,
        };
        Some(decision)
    }

    /// Does the text speak of this registration, or of none by its ID?
    fn is_about(&self, clues: &Clues) -> bool {
        let Some(client_id) = self.connection.client_id else {
            return false;
        };
        clues.lower.contains(&client_id.to_string()) || !clues.lower.contains("identifier")
    }

    /// A token of another tenant or registration than this connection's.
    pub(super) fn fault_of(&self, token: &PastedToken) -> Option<Decision> {
        let tenant = self.connection.tenant_id.to_string();
        if !token.tenant_id.eq_ignore_ascii_case(&tenant) {
            let decision = Decision::of(ErrorCode::WrongTenant);
            return Some(decision.with("expected", tenant).with("actual", &token.tenant_id));
        }
        let client_id = self.connection.client_id?.to_string();
        (!token.client_id.eq_ignore_ascii_case(&client_id)).then(|| {
            let decision = Decision::of(ErrorCode::WrongClient).at(StepId::Ids);
            decision
                .with("expected", client_id)
                .with("actual", &token.client_id)
        })
    }

    /// Which of the connection's IDs a GUID is.
    pub(super) fn belongs(&self, id: Uuid) -> Option<Belongs> {
        if self.connection.tenant_id.uuid() == id {
            return Some(Belongs::TenantId);
        }
        let client_id = self.connection.client_id?;
        (client_id.uuid() == id).then_some(Belongs::ClientId)
    }

    /// The report with what the words need and the link to the page of this registration.
    pub(super) fn complete(&self, mut report: ErrorReport) -> ErrorReport {
        let connection = self.connection;
        let mut add = |name: &str, value: String| {
            report.params.entry(name.to_owned()).or_insert(value);
        };
        add(
            "client_id",
            connection.client_id.map(|id| id.to_string()).unwrap_or_default(),
        );
        add("tenant", connection.tenant_domain.clone());
        add("domain", connection.tenant_domain.clone());
        add("permission", permissions::least(connection.goal).to_owned());
        add("api", connection.goal.api.portal_name().to_owned());
        let page = report.page.or_else(|| report.step.and_then(page_of));
        report.link = page
            .and_then(|page| self.cloud.portal_link(page, connection.client_id))
            .map(String::from);
        report
    }
}
