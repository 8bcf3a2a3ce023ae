//! A partner: customers added, invited, watched and asked, and what is handed to them.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Goal;
use handrail_assistant::connection::{Context, Tenancy};
use handrail_assistant::ids::TenantId;
use handrail_assistant::results::ResultFormat;
use handrail_assistant::tenants::{CustomerList, LinkForm, SweepQuery, SweepQuestion};
use handrail_practice_tenant::ReadyUser;
use secrecy::SecretString;

use super::house::{House, english};
use crate::tenant::{ALWAYS, landing, last};

pub(super) async fn everything(house: &House) {
    let (ready, assistant) = (house.tenant.ready(), house.assistant());
    let goal = Goal {
        tenancy: Tenancy::Customers,
        ..Goal::new(Api::Graph, Context::Application)
    };
    let app = &ready.apps.partner;
    let secret = app.client_secret.clone().map(SecretString::from);
    let id = house.tenant.registered(goal, &app.client_id, secret).await.id;
    let domains: Vec<&str> = ready.customers.iter().map(|one| one.domain.as_str()).collect();
    let list = CustomerList::parse(&domains.join("\n")).unwrap();
    house.heard("addCustomers", assistant.add_customers(&id, list, |_| ()).await);
    let tenants: Vec<TenantId> = ready
        .customers
        .iter()
        .map(|one| one.tenant_id.parse().unwrap())
        .collect();
    house.heard("lookAt", assistant.look_at(&id, &tenants, |_| ()).await);
    invited(house, &id).await;
    consented(house, &id).await;
    let query = SweepQuery {
        question: SweepQuestion::List { query: last(ALWAYS) },
        tenant_ids: None,
        concurrency: None,
        formats: vec![ResultFormat::Json, ResultFormat::Csv, ResultFormat::Xlsx],
    };
    let folder = house.results().join("sweep");
    let swept = assistant.sweep(&id, &query, &folder, english(), |_| ());
    house.heard("sweep", swept.await);
    house.heard("partnerHealth", assistant.partner_health(&id).await);
    let results = house.results();
    let report = assistant.save_evidence_report(&id, &results, english());
    house.heard("saveEvidenceReport", report.await);
    house.heard("checklist", assistant.checklist(&id).await);
}

async fn invited(house: &House, id: &str) {
    let (assistant, folder) = (house.assistant(), house.results());
    let tenants: Vec<String> = house
        .tenant
        .ready()
        .customers
        .iter()
        .map(|one| one.tenant_id.clone())
        .collect();
    let speech = english();
    let invitation = assistant.invitation(id, &tenants[0], LinkForm::Static, &*speech);
    house.heard("invitation", invitation.await);
    let handoff = assistant.save_handoff(id, &tenants, &folder, english());
    house.heard("saveHandoff", handoff.await);
    let mailing = assistant.save_invitations(id, &tenants, LinkForm::Static, &folder, english());
    house.heard("saveInvitations", mailing.await);
    house.heard(
        "saveRedirectPage",
        assistant.save_redirect_page(&folder, english()).await,
    );
}

/// An administrator of a customer sits here and agrees.
async fn consented(house: &House, id: &str) {
    let customer = &house.tenant.ready().customers[1];
    house.tenant.person.is(&ReadyUser {
        user_principal_name: format!("admin@{}", customer.domain),
        // The practice tenant fills it in once the account is chosen.
        password: String::new(),
        roles: Vec::new(),
    });
    let begun = house
        .assistant()
        .start_customer_consent(id, &customer.tenant_id, landing());
    if house.heard("startCustomerConsent", begun.await).is_some() {
        house.heard(
            "finishCustomerConsent",
            house.assistant().finish_customer_consent(id).await,
        );
    }
}
