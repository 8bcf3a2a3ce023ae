//! Which evidence proves which step, for every goal within one's own tenant.

use handrail_assistant::checklist::{Checklist, EvidenceKind, StepId};
use handrail_assistant::cloud::Api;

use crate::tenant::{Tenant, last};

fn proofs(checklist: &Checklist) -> Vec<(StepId, EvidenceKind)> {
    assert!(checklist.connection.ready, "{:#?}", checklist.steps);
    checklist
        .steps
        .iter()
        .map(|step| (step.id, step.evidence.first().unwrap().kind))
        .collect()
}

async fn first_rows(tenant: &Tenant, id: &str) {
    let read = tenant
        .assistant
        .read_list(id, &last(crate::tenant::ALWAYS), None, |_| ())
        .await;
    assert!(read.unwrap().rows > 0);
}

#[tokio::test]
async fn the_application_is_proved_by_its_credential_its_roles_and_one_answer() {
    let tenant = Tenant::start().await;
    for api in Api::ALL {
        let id = tenant.application(api).await.id;
        let checklist = tenant.assistant.check(&id).await.unwrap();
        assert_eq!(
            proofs(&checklist),
            [
                (StepId::Tenant, EvidenceKind::DiscoveryDocument),
                (StepId::Register, EvidenceKind::ClientIdKnown),
                (StepId::Permissions, EvidenceKind::RolesClaim),
                (StepId::Secret, EvidenceKind::SecretAccepted),
                (StepId::Consent, EvidenceKind::RolesClaim),
                (StepId::Token, EvidenceKind::TokenVerified),
                (StepId::Incidents, EvidenceKind::IncidentsAnswered),
            ],
            "{api}"
        );
        first_rows(&tenant, &id).await;
    }
}

#[tokio::test]
async fn a_person_is_proved_by_the_answered_address_the_scopes_and_one_answer() {
    for api in Api::ALL {
        let tenant = Tenant::start().await;
        let connection = tenant.user(api).await;
        let attempt = tenant.begin(&connection).await;
        tenant.finish(&attempt).await.unwrap();
        let checklist = tenant.assistant.check(&connection.id).await.unwrap();
        assert_eq!(
            proofs(&checklist),
            [
                (StepId::Tenant, EvidenceKind::DiscoveryDocument),
                (StepId::Register, EvidenceKind::ClientIdKnown),
                (StepId::RedirectUri, EvidenceKind::RedirectAnswered),
                (StepId::Permissions, EvidenceKind::ScpClaim),
                (StepId::Consent, EvidenceKind::ScpClaim),
                (StepId::SignIn, EvidenceKind::TokenVerified),
                (StepId::Incidents, EvidenceKind::IncidentsAnswered),
            ],
            "{api}"
        );
        first_rows(&tenant, &connection.id).await;
    }
}
