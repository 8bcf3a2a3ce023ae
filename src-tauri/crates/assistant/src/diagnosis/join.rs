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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::{Diagnosis, Hints, Known, diagnose_for};
    use super::*;
    use crate::checklist::{Evidence, EvidenceKind};
    use crate::cloud::Api;
    use crate::connection::{Context, FoundTenant, Goal};

    const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";
    const CLIENT: &str = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2";

    fn diagnosed(text: &str, proved: Option<StepId>) -> Diagnosis {
        let clouds = Cloud::microsoft();
        let tenant = FoundTenant {
            tenant_id: TENANT.into(),
            domain: "contoso.com".into(),
            cloud_id: clouds[0].id.clone(),
            cloud_name: clouds[0].name.clone(),
            practice: false,
            region: None,
            seen_at: String::new(),
        };
        let goal = Goal::new(Api::Graph, Context::Application);
        let mut connection = Connection::new("c".into(), &tenant, TENANT.parse().unwrap(), goal);
        connection.client_id = Some(CLIENT.parse().unwrap());
        if let Some(step) = proved {
            let evidence = Evidence::new(EvidenceKind::ClientIdKnown, Timestamp::UNIX_EPOCH);
            connection.trail.prove(step, evidence);
        }
        let known = Known {
            now: Timestamp::UNIX_EPOCH,
            clouds: &clouds,
            connection: Some(Acquaintance {
                connection: &connection,
                cloud: &clouds[0],
            }),
        };
        diagnose_for(text, Hints::default(), &known)
    }

    fn cause(text: &str, proved: Option<StepId>) -> (ErrorCode, Option<StepId>) {
        let report = diagnosed(text, proved).finding.unwrap();
        (report.code, report.step)
    }

    #[test]
    fn a_client_id_that_was_seen_to_exist_means_that_another_tenant_was_asked() {
        let text = format!(
            "AADSTS700016: Application with identifier '{CLIENT}' was not found in the directory 'Fabrikam'."
        );
        assert_eq!(cause(&text, None), (ErrorCode::ClientNotFound, Some(StepId::Ids)));
        assert_eq!(
            cause(&text, Some(StepId::Register)),
            (ErrorCode::ClientElsewhere, Some(StepId::Tenant))
        );
        let other = text.replace(CLIENT, "11aa22bb-33cc-44dd-85ee-66ff77008811");
        assert_eq!(cause(&other, Some(StepId::Register)).1, Some(StepId::Ids));
    }

    #[test]
    fn a_secret_that_was_accepted_before_was_replaced() {
        let text = "AADSTS7000215: Invalid client secret provided.";
        assert_eq!(cause(text, None).0, ErrorCode::SecretWrong);
        assert_eq!(cause(text, Some(StepId::Secret)).0, ErrorCode::SecretReplaced);
    }

    #[test]
    fn consent_that_was_proved_leaves_another_permission() {
        let text = "AADSTS65001: The user or administrator has not consented to use the application";
        assert_eq!(cause(text, None).1, Some(StepId::Consent));
        assert_eq!(cause(text, Some(StepId::Consent)).1, Some(StepId::Permissions));
    }

    #[test]
    fn the_link_leads_to_the_page_of_this_registration() {
        let report = diagnosed("AADSTS7000222: expired", None).finding.unwrap();
        assert!(report.link.unwrap().contains(CLIENT));
    }

    #[test]
    fn an_id_of_the_connection_is_called_by_its_name() {
        assert_eq!(diagnosed(TENANT, None).belongs, Some(Belongs::TenantId));
        assert_eq!(diagnosed(CLIENT, None).belongs, Some(Belongs::ClientId));
        assert_eq!(
            diagnosed("11aa22bb-33cc-44dd-85ee-66ff77008811", None).belongs,
            Some(Belongs::AnyId)
        );
    }
}
