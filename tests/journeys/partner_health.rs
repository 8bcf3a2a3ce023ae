//! The partner's own registration: proved by what was seen of it, and grey where nothing was.

use handrail_assistant::checklist::EvidenceKind;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::results::TableQuery;
use handrail_assistant::tenants::{HealthId, HealthItem, HealthState};

use crate::partnership::Partnership;
use crate::portal::Portal;
use crate::tenant::lines;

async fn item(partners: &Partnership, id: HealthId) -> HealthItem {
    let health = partners.assistant.partner_health(&partners.id).await.unwrap();
    assert_eq!(health.items.len(), 5);
    health.items.into_iter().find(|item| item.id == id).unwrap()
}

fn proof(item: &HealthItem) -> (HealthState, Option<EvidenceKind>) {
    (item.state, item.evidence.as_ref().map(|evidence| evidence.kind))
}

/// Takes from the partner's app what lets it read its own registration.
async fn unread() -> Partnership {
    let partners = Partnership::of(6).await;
    let ready = partners.tenant.ready();
    Portal::at(&ready.origin)
        .revoke(&ready.apps.partner.client_id, "Application.Read.All")
        .await;
    partners
}

#[tokio::test]
async fn what_nobody_saw_is_grey_and_says_what_would_show_it() {
    let partners = unread().await;
    for id in [
        HealthId::SeveralTenants,
        HealthId::RedirectUri,
        HealthId::Publisher,
    ] {
        let item = item(&partners, id).await;
        assert_eq!(proof(&item), (HealthState::Unseen, None), "{id:?}");
        let problem = item.problem.unwrap();
        assert_eq!(problem.code, ErrorCode::RegistrationUnread);
        assert!(problem.link.is_some());
    }
}

#[tokio::test]
async fn a_customers_answer_proves_several_tenants_without_any_permission_at_home() {
    let partners = unread().await;
    partners.look().await;
    let several = item(&partners, HealthId::SeveralTenants).await;
    assert_eq!(
        proof(&several),
        (HealthState::Proved, Some(EvidenceKind::OtherTenantAnswered))
    );
    let permissions = item(&partners, HealthId::Permissions).await;
    assert_eq!(
        proof(&permissions),
        (HealthState::Proved, Some(EvidenceKind::RolesClaim))
    );
}

#[tokio::test]
async fn the_registration_says_publisher_addresses_and_when_the_secret_ends() {
    let partners = Partnership::of(6).await;
    let portal = Portal::at(&partners.tenant.ready().origin);
    let read = Some(EvidenceKind::RegistrationRead);
    let several = item(&partners, HealthId::SeveralTenants).await;
    assert_eq!(proof(&several), (HealthState::Proved, read));
    let publisher = item(&partners, HealthId::Publisher).await;
    assert_eq!(proof(&publisher), (HealthState::Caution, read));
    assert_eq!(publisher.problem.unwrap().code, ErrorCode::PublisherUnverified);

    let credential = item(&partners, HealthId::Credential).await;
    assert_eq!(
        proof(&credential),
        (HealthState::Proved, Some(EvidenceKind::SecretAccepted))
    );
    let until = credential.until.unwrap();
    let board = partners.assistant.board(&partners.id).await.unwrap();
    let lines = lines(&partners.assistant, &board.result_id, TableQuery::default()).await;
    assert!(lines.iter().all(|line| line.text("credential") == until));

    let redirect = item(&partners, HealthId::RedirectUri).await;
    assert_eq!(proof(&redirect), (HealthState::Proved, read));
    let app = &partners.tenant.ready().apps.partner.client_id;
    portal.remove_redirect_uri(app, "http://localhost").await;
    let redirect = item(&partners, HealthId::RedirectUri).await;
    assert_eq!(redirect.problem.unwrap().code, ErrorCode::RedirectUriMismatch);
}

#[tokio::test]
async fn a_secret_that_ended_is_red() {
    let partners = Partnership::of(1).await;
    partners.tenant.switch("secret-expired", true).await;
    let credential = item(&partners, HealthId::Credential).await;
    assert_eq!(credential.state, HealthState::Wrong);
    assert_eq!(credential.problem.unwrap().code, ErrorCode::SecretExpired);
}
