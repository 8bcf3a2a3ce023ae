//! Customers are invited, consent on their own computers or here, and what they send back is understood.

use std::path::Path;
use std::sync::Arc;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal, Purpose, Tenancy};
use handrail_assistant::diagnosis::Hints;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::outside::Browser;
use handrail_assistant::tenants::{CallbackOutcome, CustomerState, Grant, Invitation, LinkForm, Wanted};
use handrail_doors::Spoken;
use handrail_practice_tenant::{CustomerState as Truth, Options, ReadyCustomer, ReadyUser};
use handrail_words::Words;
use secrecy::SecretString;
use serde_json::json;
use url::Url;

use crate::person::{Manner, Seen};
use crate::tenant::{Tenant, landing};

/// Enough customers for one in every state.
const CUSTOMERS: u32 = 40;

/// A partner with two customers who were never asked before.
struct Partner {
    tenant: Tenant,
    id: String,
    first: ReadyCustomer,
    second: ReadyCustomer,
}

impl Partner {
    async fn start() -> Self {
        let options = Options {
            customers: CUSTOMERS,
            ..Options::default()
        };
        let tenant = Tenant::with(options).await;
        let goal = Goal {
            tenancy: Tenancy::Customers,
            ..Goal::new(Api::Xdr, Context::Application)
        };
        let app = &tenant.ready().apps.partner;
        let secret = app.client_secret.clone().map(SecretString::from);
        let id = tenant.registered(goal, &app.client_id, secret).await.id;
        let mut never_asked = tenant.ready().customers.iter();
        let mut next = || never_asked.find(|one| one.state == Truth::NoApp).unwrap().clone();
        let (first, second) = (next(), next());
        let record = |one: &ReadyCustomer| {
            json!({"tenantId": one.tenant_id, "domain": one.domain, "cloud": "practice",
                   "addedAt": "2026-01-01T00:00:00Z"})
        };
        tenant
            .memory
            .keep_customers(&id, &[record(&first), record(&second)]);
        Self {
            tenant,
            id,
            first,
            second,
        }
    }

    async fn invitation(&self, customer: &ReadyCustomer, form: LinkForm) -> Invitation {
        let speech = Spoken(Words::of("en"));
        let invitation = self
            .tenant
            .assistant
            .invitation(&self.id, &customer.tenant_id, form, &speech);
        invitation.await.unwrap()
    }

    fn seat_administrator(&self, customer: &ReadyCustomer) {
        self.tenant.person.is(&ReadyUser {
            user_principal_name: format!("admin@{}", customer.domain),
            // The practice tenant fills it in once the account is chosen.
            password: String::new(),
            roles: Vec::new(),
        });
    }

    /// The customer's administrator opens the link on another computer. Answers with what stays in the address bar.
    async fn opened_elsewhere(&self, link: &str) -> Url {
        let person = &self.tenant.person;
        person.open(&link.parse().unwrap()).unwrap();
        match person.saw().await {
            Seen::AddressBar(url) => url,
            other => panic!("the browser ended elsewhere: {other:?}"),
        }
    }

    async fn read(&self, text: &str) -> Result<(CallbackOutcome, CustomerState), ErrorReport> {
        let read = self.tenant.assistant.read_callback(&self.id, text).await?;
        assert_eq!(read.tenant_id, self.first.tenant_id);
        assert_eq!(read.problem.is_some(), read.outcome == CallbackOutcome::Refused);
        Ok((read.outcome, read.state))
    }
}

#[tokio::test]
async fn a_customer_consents_by_either_form_of_the_link_and_pastes_back_where_the_browser_ended() {
    for form in [LinkForm::Static, LinkForm::Scoped] {
        let partner = Partner::start().await;
        let invitation = partner.invitation(&partner.first, form).await;
        partner.seat_administrator(&partner.first);
        let ended = partner.opened_elsewhere(&invitation.link).await;
        let mail = format!(
            "Is that right?\n> {}\nRegards",
            ended.as_str().replace('&', "&amp;")
        );
        let (outcome, state) = partner.read(&mail).await.unwrap();
        assert_eq!(
            (outcome, state),
            (CallbackOutcome::Consented, CustomerState::Consented),
            "{form:?}"
        );
    }
}

#[tokio::test]
async fn an_address_without_consent_behind_it_turns_nothing_green() {
    let partner = Partner::start().await;
    let invitation = partner.invitation(&partner.first, LinkForm::Static).await;
    let invented = format!(
        "http://localhost/?admin_consent=True&tenant={}&state={}",
        partner.first.tenant_id, invitation.state
    );
    let (outcome, state) = partner.read(&invented).await.unwrap();
    assert_eq!(
        (outcome, state),
        (CallbackOutcome::Consented, CustomerState::NoApp)
    );
}

#[tokio::test]
async fn a_cancel_on_either_page_is_a_finding_at_that_customer() {
    let partner = Partner::start().await;
    partner.tenant.person.will(Manner::RefusesConsent);
    partner.seat_administrator(&partner.first);
    for form in [LinkForm::Static, LinkForm::Scoped] {
        let invitation = partner.invitation(&partner.first, form).await;
        let ended = partner.opened_elsewhere(&invitation.link).await;
        let read = partner
            .tenant
            .assistant
            .read_callback(&partner.id, ended.as_str());
        let read = read.await.unwrap();
        assert_eq!(
            (&read.tenant_id, read.outcome),
            (&partner.first.tenant_id, CallbackOutcome::Refused)
        );
        assert_eq!(read.problem.unwrap().code, ErrorCode::ConsentDeclined, "{form:?}");
    }
}

#[tokio::test]
async fn an_answer_that_belongs_elsewhere_says_where() {
    let partner = Partner::start().await;
    let invitation = partner.invitation(&partner.first, LinkForm::Static).await;
    let answer = |tenant: &str, state: &str| {
        format!("http://localhost/?admin_consent=True&tenant={tenant}&state={state}")
    };
    let code = async |text: String| partner.read(&text).await.unwrap_err().code;

    let another = answer(&partner.second.tenant_id, &invitation.state);
    assert_eq!(code(another).await, ErrorCode::ConsentTenantWrong);
    let home = answer(&partner.tenant.ready().tenant_id, &invitation.state);
    assert_eq!(code(home).await, ErrorCode::ConsentAtHome);
    let unknown_state = answer(&partner.first.tenant_id, "c29tZWJvZHktZWxzZS1zIQ");
    assert_eq!(code(unknown_state).await, ErrorCode::CallbackOfAnotherLink);
    let stranger = "http://localhost/?admin_consent=True&tenant=11111111-2222-3333-4444-555555555555";
    assert_eq!(code(stranger.into()).await, ErrorCode::CustomerUnknown);
    assert_eq!(
        code("fabrikam.example".into()).await,
        ErrorCode::CallbackNotRecognised
    );
}

#[tokio::test]
async fn an_administrator_of_another_tenant_cannot_answer_for_the_customer() {
    let partner = Partner::start().await;
    let invitation = partner.invitation(&partner.first, LinkForm::Static).await;
    partner.seat_administrator(&partner.second);
    partner
        .tenant
        .person
        .open(&invitation.link.parse().unwrap())
        .unwrap();
    let Seen::EntraPage(page) = partner.tenant.person.saw().await else {
        panic!("Entra lets nobody of another tenant in");
    };
    assert!(page.contains("AADSTS50020"), "{page}");
}

#[tokio::test]
async fn an_administrator_who_sits_here_consents_through_the_listener() {
    let partner = Partner::start().await;
    let (assistant, id) = (&partner.tenant.assistant, &partner.id);
    partner.seat_administrator(&partner.first);
    let attempt = assistant
        .start_customer_consent(id, &partner.first.tenant_id, landing())
        .await;
    assert!(attempt.unwrap().listening);
    let read = assistant.finish_customer_consent(id).await.unwrap();
    assert_eq!(
        (read.outcome, read.state),
        (CallbackOutcome::Consented, CustomerState::Consented)
    );
    assert_eq!(read.tenant_id, partner.first.tenant_id);
    assert!(matches!(partner.tenant.person.saw().await, Seen::Landing { .. }));

    partner.tenant.person.will(Manner::RefusesConsent);
    partner.seat_administrator(&partner.second);
    let attempt = assistant
        .start_customer_consent(id, &partner.second.tenant_id, landing())
        .await;
    assert!(attempt.unwrap().listening);
    let read = assistant.finish_customer_consent(id).await.unwrap();
    assert_eq!(
        (read.outcome, read.state),
        (CallbackOutcome::Refused, CustomerState::NoApp)
    );
    assert_eq!(read.problem.unwrap().code, ErrorCode::ConsentDeclined);
}

#[tokio::test]
async fn a_waiting_for_a_customers_administrator_ends_when_it_is_cancelled() {
    let partner = Partner::start().await;
    let (assistant, id) = (&partner.tenant.assistant, &partner.id);
    partner.tenant.person.will(Manner::ClosesTheTab);
    let attempt = assistant
        .start_customer_consent(id, &partner.first.tenant_id, landing())
        .await;
    attempt.unwrap();
    let (read, ()) = tokio::join!(assistant.finish_customer_consent(id), async {
        assistant.cancel_consent(id);
    });
    assert_eq!(read.unwrap_err().code, ErrorCode::Cancelled);
}

#[tokio::test]
async fn every_customer_has_a_link_of_its_own_that_stays_until_it_is_used() {
    let partner = Partner::start().await;
    let [first, again, second] = [
        partner.invitation(&partner.first, LinkForm::Static).await,
        partner.invitation(&partner.first, LinkForm::Scoped).await,
        partner.invitation(&partner.second, LinkForm::Static).await,
    ];
    assert_eq!(first.state, again.state);
    assert_ne!(first.state, second.state);
    for (invitation, customer) in [(&first, &partner.first), (&second, &partner.second)] {
        let path = format!("/{}/adminconsent", customer.tenant_id);
        assert_eq!(invitation.link.parse::<Url>().unwrap().path(), path);
        assert!(invitation.message.contains(&invitation.link) && invitation.loopback);
    }
    assert!(again.link.contains("/v2.0/adminconsent?") && again.link.contains("scope="));
}

#[tokio::test]
async fn the_paste_box_says_whose_answer_it_is() {
    let partner = Partner::start().await;
    let invitation = partner.invitation(&partner.second, LinkForm::Static).await;
    let text = format!(
        "http://localhost/?admin_consent=True&tenant={}&state={}",
        partner.second.tenant_id, invitation.state
    );
    let diagnosed = async |text: &str| {
        let diagnosis = partner.tenant.assistant.diagnose(None, text, Hints::default());
        diagnosis.await.unwrap().answer
    };
    let answer = diagnosed(&text).await.unwrap();
    assert_eq!(
        (answer.connection_id, answer.tenant_id),
        (partner.id.clone(), partner.second.tenant_id.clone())
    );
    assert_eq!(diagnosed(&text.replace("state=", "state=x")).await, None);
}

#[tokio::test]
async fn pages_and_the_file_for_mail_merge_are_written_for_every_customer_asked_for() {
    let partner = Partner::start().await;
    let folder = tempfile::tempdir().unwrap();
    let customers = [partner.second.tenant_id.clone(), partner.first.tenant_id.clone()];
    let assistant = &partner.tenant.assistant;
    let speech = Arc::new(Spoken(Words::of("fr")));
    let pages = assistant
        .save_handoff(&partner.id, &customers, folder.path(), speech.clone())
        .await;
    let pages = pages.unwrap();
    assert_eq!(pages.len(), 2);
    let folders = pages.iter().map(|page| Path::new(&page.path).parent().unwrap());
    assert!(
        folders
            .clone()
            .all(|within| within.parent() == Some(folder.path())),
        "a folder of their own"
    );
    let page = std::fs::read_to_string(&pages[0].path).unwrap();
    assert!(page.contains(&partner.second.domain) && page.contains("Incident.Read.All"));
    assert!(
        !page.contains("invitations.") && !page.contains("{{"),
        "a text is missing"
    );

    let file = assistant
        .save_invitations(&partner.id, &customers, LinkForm::Static, folder.path(), speech)
        .await
        .unwrap();
    assert_eq!(file.rows, 2);
    let csv = std::fs::read_to_string(&file.path).unwrap();
    let invitation = partner.invitation(&partner.first, LinkForm::Static).await;
    assert!(csv.starts_with("domain,name,tenant_id,link,subject,message\r\n"));
    assert!(
        csv.contains(&invitation.link),
        "the link in the file is the one that is open"
    );
}

#[tokio::test]
async fn a_tenant_that_is_no_customer_of_the_connection_has_no_invitation() {
    let partner = Partner::start().await;
    let speech = Spoken(Words::of("en"));
    let home = &partner.tenant.ready().tenant_id;
    let assistant = &partner.tenant.assistant;
    let refused = assistant
        .invitation(&partner.id, home, LinkForm::Static, &speech)
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::CustomerUnknown);
}

#[tokio::test]
async fn a_permission_that_is_wanted_later_needs_the_consent_of_those_who_gave_theirs() {
    let partner = Partner::start().await;
    let (assistant, id) = (&partner.tenant.assistant, &partner.id);
    assert!(assistant.consent_again(id).await.unwrap().customers.is_empty());
    let invitation = partner.invitation(&partner.first, LinkForm::Static).await;
    partner.seat_administrator(&partner.first);
    let ended = partner.opened_elsewhere(&invitation.link).await;
    assert_eq!(
        partner.read(ended.as_str()).await.unwrap().1,
        CustomerState::Consented
    );

    let score = Wanted {
        api: Api::Mde,
        purpose: Purpose::Score,
    };
    assistant.set_wanted(id, vec![score]).await.unwrap();
    let again = assistant.consent_again(id).await.unwrap();
    let missing = Grant {
        api: Api::Mde,
        permission: "Score.Read.All".into(),
    };
    assert_eq!(again.permissions, [missing]);
    let names: Vec<&str> = again.customers.iter().map(|one| one.domain.as_str()).collect();
    assert_eq!(
        names,
        [partner.first.domain.as_str()],
        "the other one was never green"
    );

    let asked_anew = partner.invitation(&partner.first, LinkForm::Scoped).await;
    assert!(asked_anew.link.contains("api.security") && asked_anew.link.contains("api.securitycenter"));
    assert!(asked_anew.message.contains("Score.Read.All"));
}
