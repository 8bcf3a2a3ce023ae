//! A partner reads a customer's incidents: registered for several tenants, consented to by the customer.

use handrail_assistant::checklist::{Checklist, CopyName, EvidenceKind, StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal, Tenancy};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_practice_tenant::{ReadyCustomer, ReadyUser};
use secrecy::SecretString;
use url::Url;

use crate::person::Manner;
use crate::portal::Portal;
use crate::tenant::{Tenant, landing, last};

const SEVERAL_TENANTS: &str = "AzureADMultipleOrgs";
const OWN_TENANT: &str = "AzureADMyOrg";

/// A partner with a registration made by hand, and the connection to one customer.
struct Partner {
    tenant: Tenant,
    portal: Portal,
    id: String,
    client_id: String,
    customer: ReadyCustomer,
}

impl Partner {
    /// Everything that the partner can do alone, the customer named.
    async fn of(account_types: &str) -> Self {
        let tenant = Tenant::start().await;
        let portal = Portal::at(&tenant.ready().origin);
        let goal = Goal {
            tenancy: Tenancy::Customers,
            ..Goal::new(Api::Xdr, Context::Application)
        };
        let made = tenant
            .assistant
            .create_connection(&tenant.found().await, goal)
            .await;
        let id = made.unwrap().connection.id;
        let client_id = portal
            .register_for("Handrail partner", account_types)
            .await
            .client_id;
        tenant.assistant.set_client_id(&id, &client_id).await.unwrap();
        portal
            .add_redirect_uri(&client_id, "web", "http://localhost")
            .await;
        portal
            .add_permission(
                &client_id,
                "Microsoft Threat Protection",
                "application",
                "Incident.Read.All",
            )
            .await;
        let secret = SecretString::from(portal.new_secret(&client_id).await.value);
        tenant.assistant.set_secret(&id, secret).await.unwrap();
        let customer = tenant.ready().customers.first().unwrap().clone();
        tenant
            .assistant
            .set_customer(&id, &customer.domain)
            .await
            .unwrap();
        Self {
            tenant,
            portal,
            id,
            client_id,
            customer,
        }
    }

    async fn check(&self) -> Checklist {
        self.tenant.assistant.check(&self.id).await.unwrap()
    }

    /// The customer's administrator sits down at the browser.
    fn seat_administrator(&self) {
        self.tenant.person.is(&ReadyUser {
            user_principal_name: format!("admin@{}", self.customer.domain),
            // The practice tenant fills it in once the account is chosen.
            password: String::new(),
            roles: Vec::new(),
        });
    }

    async fn consent(&self) -> Result<Checklist, ErrorReport> {
        self.seat_administrator();
        let attempt = self.tenant.assistant.start_consent(&self.id, landing()).await;
        assert!(attempt.unwrap().listening);
        self.tenant.assistant.finish_consent(&self.id).await
    }

    /// Brings an answer to the listener that no consent page gave.
    async fn answer_by_hand(&self, tenant_id: &str) -> Checklist {
        self.tenant.person.will(Manner::HasNoBrowser);
        let attempt = self.tenant.assistant.start_consent(&self.id, landing()).await;
        let link: Url = attempt.unwrap().link.parse().unwrap();
        let named = |name: &str| {
            let mut pairs = link.query_pairs();
            pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
        };
        let mut answer: Url = named("redirect_uri").parse().unwrap();
        answer
            .query_pairs_mut()
            .append_pair("admin_consent", "True")
            .append_pair("tenant", tenant_id)
            .append_pair("state", &named("state"));
        let (landed, checklist) = tokio::join!(
            reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap()
                .get(answer)
                .send(),
            self.tenant.assistant.finish_consent(&self.id)
        );
        landed.unwrap();
        checklist.unwrap()
    }
}

fn state(checklist: &Checklist, step: StepId) -> StepState {
    checklist.step(step).unwrap().state
}

fn problem(checklist: &Checklist, step: StepId) -> ErrorReport {
    checklist.step(step).unwrap().problem.clone().unwrap()
}

#[tokio::test]
async fn a_partner_gets_from_nothing_to_a_customers_incidents() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    let before = partner.check().await;
    for step in [StepId::Tenant, StepId::Register, StepId::Secret, StepId::Customer] {
        assert_eq!(state(&before, step), StepState::Proved, "{step:?}");
    }
    let missing = problem(&before, StepId::Consent);
    assert_eq!(missing.code, ErrorCode::CustomerConsentMissing);
    assert!(missing.link.unwrap().contains("/adminconsent?client_id="));

    let after = partner.consent().await.unwrap();
    let expected = [
        (StepId::Tenant, EvidenceKind::DiscoveryDocument),
        (StepId::Register, EvidenceKind::ClientIdKnown),
        (StepId::AccountTypes, EvidenceKind::OtherTenantAnswered),
        (StepId::RedirectUri, EvidenceKind::RedirectAnswered),
        (StepId::Permissions, EvidenceKind::RolesClaim),
        (StepId::Secret, EvidenceKind::SecretAccepted),
        (StepId::Customer, EvidenceKind::DiscoveryDocument),
        (StepId::Consent, EvidenceKind::RolesClaim),
        (StepId::Token, EvidenceKind::TokenVerified),
        (StepId::Incidents, EvidenceKind::IncidentsAnswered),
    ];
    let seen: Vec<(StepId, EvidenceKind)> = after
        .steps
        .iter()
        .map(|step| (step.id, step.evidence.first().unwrap().kind))
        .collect();
    assert_eq!(seen, expected);
    assert!(after.connection.ready);
    assert_eq!(
        after.step(StepId::Consent).unwrap().evidence[0].params["tenant"],
        partner.customer.tenant_id
    );

    let token = partner.tenant.assistant.token(&partner.id).await.unwrap();
    assert_eq!(token.tenant_id, partner.customer.tenant_id);
    let read = partner
        .tenant
        .assistant
        .read_list(&partner.id, &last(48), None, |_| ())
        .await;
    assert!(read.unwrap().requests > 0);
}

#[tokio::test]
async fn a_registration_for_one_tenant_is_told_apart_from_a_wrong_client_id() {
    let partner = Partner::of(OWN_TENANT).await;
    let checklist = partner.check().await;
    assert_eq!(state(&checklist, StepId::Register), StepState::Proved);
    let report = problem(&checklist, StepId::AccountTypes);
    assert_eq!(report.code, ErrorCode::SingleTenant);
    assert_eq!(report.params["customer"], partner.customer.domain);
    assert!(report.link.unwrap().contains("authentication"));

    partner
        .portal
        .support_accounts(&partner.client_id, SEVERAL_TENANTS)
        .await;
    let checklist = partner.check().await;
    assert_eq!(state(&checklist, StepId::AccountTypes), StepState::Proved);
    assert_eq!(
        problem(&checklist, StepId::Consent).code,
        ErrorCode::CustomerConsentMissing
    );
}

#[tokio::test]
async fn an_answer_without_consent_behind_it_proves_nothing() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    let checklist = partner.answer_by_hand(&partner.customer.tenant_id).await;
    assert_eq!(state(&checklist, StepId::RedirectUri), StepState::Proved);
    assert_eq!(state(&checklist, StepId::Consent), StepState::Blocked);
    assert!(!checklist.connection.ready);
}

#[tokio::test]
async fn consent_of_another_tenant_is_found_and_that_of_the_right_one_ends_it() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    let home = partner.tenant.ready().tenant_id.clone();
    let checklist = partner.answer_by_hand(&home).await;
    let report = problem(&checklist, StepId::Consent);
    assert_eq!(report.code, ErrorCode::ConsentTenantWrong);
    assert_eq!(
        (&report.params["actual"], &report.params["expected"]),
        (&home, &partner.customer.tenant_id)
    );

    partner.tenant.person.will(Manner::Agrees);
    assert!(partner.consent().await.unwrap().connection.ready);
}

#[tokio::test]
async fn an_administrator_who_declines_leaves_a_finding_at_consent() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    partner.tenant.person.will(Manner::RefusesConsent);
    let report = partner.consent().await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::ConsentDeclined, Some(StepId::Consent))
    );
    let checklist = partner.tenant.assistant.checklist(&partner.id).await.unwrap();
    assert_eq!(state(&checklist, StepId::Consent), StepState::Blocked);
}

#[tokio::test]
async fn a_waiting_for_consent_ends_when_it_is_cancelled() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    partner.tenant.person.will(Manner::HasNoBrowser);
    let attempt = partner
        .tenant
        .assistant
        .start_consent(&partner.id, landing())
        .await;
    assert!(attempt.unwrap().browser_problem.is_some());
    let (report, ()) = tokio::join!(partner.tenant.assistant.finish_consent(&partner.id), async {
        partner.tenant.assistant.cancel_consent(&partner.id);
    });
    assert_eq!(report.unwrap_err().code, ErrorCode::Cancelled);
}

#[tokio::test]
async fn ones_own_domain_is_no_customer() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    let (assistant, domain) = (&partner.tenant.assistant, &partner.tenant.ready().tenant_domain);
    let report = assistant.set_customer(&partner.id, domain).await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::CustomerIsHome, Some(StepId::Customer))
    );
    let report = assistant
        .set_customer(&partner.id, "nowhere.example")
        .await
        .unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::TenantNotFound, Some(StepId::Customer))
    );
}

#[tokio::test]
async fn the_link_to_send_names_the_customer_and_where_the_answer_goes() {
    let partner = Partner::of(SEVERAL_TENANTS).await;
    let assistant = &partner.tenant.assistant;
    let link = assistant.consent_link(&partner.id).await.unwrap();
    assert!(link.loopback);
    assert!(
        link.link
            .contains(&format!("/{}/adminconsent?", partner.customer.tenant_id))
    );
    let own = "https://soc.example/consented";
    let checklist = assistant.set_redirect_uri(&partner.id, own).await.unwrap();
    let copied = |step: StepId, name: CopyName| {
        let values = &checklist.step(step).unwrap().copy;
        values
            .iter()
            .find(|value| value.name == name)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(copied(StepId::RedirectUri, CopyName::RedirectUri), own);
    let link = assistant.consent_link(&partner.id).await.unwrap();
    assert!(!link.loopback);
    assert_eq!(copied(StepId::Consent, CopyName::ConsentLink), link.link);
    assert!(
        link.link
            .contains("redirect_uri=https%3A%2F%2Fsoc.example%2Fconsented&state=")
    );
}
