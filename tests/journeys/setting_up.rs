//! Signing in to change app registrations: an hour, the least permissions, and nothing that stays.

mod refusals;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use handrail_assistant::checklist::StepId;
use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context, Goal, Tenancy};
use handrail_assistant::error::{ErrorCode, ErrorReport, Remedy};
use handrail_assistant::registration::{ConsentChoice, RegistrationChoices, SetupClient, SetupView};
use handrail_assistant::sign_in::SignInAttempt;
use handrail_practice_tenant::ReadyUser;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use url::Url;

use crate::person::{Manner, Seen};
use crate::tenant::{Tenant, assistant_at, goal, landing};

/// A connection that has no registration yet.
async fn nothing_yet(tenant: &Tenant, context: Context) -> ConnectionView {
    let (found, goal) = (tenant.found().await, goal(Api::Graph, context));
    let made = tenant.assistant.create_connection(&found, goal).await;
    made.unwrap().connection
}

fn own(client_id: &str) -> SetupClient {
    SetupClient::Own {
        client_id: client_id.to_owned(),
    }
}

fn planted(tenant: &Tenant) -> SetupClient {
    own(&tenant.ready().apps.setup.client_id)
}

fn choosing(consent: ConsentChoice) -> RegistrationChoices {
    RegistrationChoices {
        consent,
        ..RegistrationChoices::default()
    }
}

async fn begin(
    tenant: &Tenant,
    id: &str,
    client: SetupClient,
    consent: ConsentChoice,
) -> Result<SignInAttempt, ErrorReport> {
    let choices = choosing(consent);
    tenant
        .assistant
        .start_setup_sign_in(id, client, &choices, landing())
        .await
}

/// Signs in for the set-up from the first page to the last.
async fn signed_in(
    tenant: &Tenant,
    id: &str,
    client: SetupClient,
    consent: ConsentChoice,
) -> Result<SetupView, ErrorReport> {
    let attempt = begin(tenant, id, client, consent).await?;
    tenant.assistant.finish_setup_sign_in(&attempt.attempt_id).await
}

fn user<'a>(tenant: &'a Tenant, name: &str) -> &'a ReadyUser {
    let mut users = tenant.ready().users.iter();
    users
        .find(|user| user.user_principal_name.starts_with(name))
        .unwrap()
}

fn asked_for(attempt: &SignInAttempt) -> Vec<String> {
    let url = Url::parse(&attempt.authorize_url).unwrap();
    let (_, scope) = url.query_pairs().find(|(name, _)| name == "scope").unwrap();
    let short = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    scope.split(' ').map(short).collect()
}

#[tokio::test]
async fn the_least_is_asked_for_whatever_is_chosen_and_never_a_token_that_stays() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::ClosesTheTab);
    let (link, grant) = (ConsentChoice::Link, ConsentChoice::Grant);
    let roles = "AppRoleAssignment.ReadWrite.All";
    let scopes = "DelegatedPermissionGrant.ReadWrite.All";
    for (context, consent, beside) in [
        (Context::Application, link, None),
        (Context::User, link, None),
        (Context::Application, grant, Some(roles)),
        (Context::User, grant, Some(scopes)),
    ] {
        let connection = nothing_yet(&tenant, context).await;
        let attempt = begin(&tenant, &connection.id, planted(&tenant), consent).await;
        let mut expected = vec!["Application.ReadWrite.All"];
        expected.extend(beside);
        expected.extend(["openid", "profile"]);
        let attempt = attempt.unwrap();
        assert_eq!(asked_for(&attempt), expected);
        assert_eq!(attempt.connection_id, connection.id);
        tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
    }
}

#[tokio::test]
async fn somebody_signs_in_through_an_own_client_and_nothing_of_it_is_stored() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    assert_eq!(tenant.assistant.setup_signed_in(&id).await.unwrap(), None);

    let view = signed_in(&tenant, &id, planted(&tenant), ConsentChoice::Grant).await;
    let view = view.unwrap();
    let admin = tenant.ready().users[0].user_principal_name.clone();
    assert_eq!(view.user_name, Some(admin));
    assert_eq!(view.client_id, tenant.ready().apps.setup.client_id);
    for scope in ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"] {
        assert!(view.scopes.iter().any(|has| has == scope), "{:?}", view.scopes);
    }
    let held = tenant.assistant.setup_signed_in(&id).await.unwrap();
    assert_eq!(held, Some(view));

    assert_eq!(tenant.memory.secrets(), 0);
    assert!(!tenant.memory.document().to_string().contains("eyJ"));
    let accounts = tenant.assistant.accounts(&id).await.unwrap();
    assert!(accounts.is_empty(), "{accounts:?}");

    tenant.assistant.forget_setup(&id);
    assert_eq!(tenant.assistant.setup_signed_in(&id).await.unwrap(), None);
}

#[tokio::test]
async fn the_client_is_remembered_for_every_connection_to_the_tenant() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::User).await.id;
    let client = planted(&tenant);
    assert_eq!(tenant.assistant.setup_client(&id).await.unwrap(), None);
    signed_in(&tenant, &id, client.clone(), ConsentChoice::Link)
        .await
        .unwrap();
    let another = nothing_yet(&tenant, Context::Application).await.id;
    for id in [&id, &another] {
        let remembered = tenant.assistant.setup_client(id).await.unwrap();
        assert_eq!(remembered.as_ref(), Some(&client));
    }
    let borrowed = SetupClient::GraphCommandLineTools;
    let kept = tenant.assistant.keep_setup_client(&another, borrowed.clone());
    kept.await.unwrap();
    let remembered = tenant.assistant.setup_client(&another).await.unwrap();
    assert_eq!(remembered, Some(borrowed));

    let malformed = tenant.assistant.keep_setup_client(&id, own("contoso"));
    assert_eq!(malformed.await.unwrap_err().code, ErrorCode::ClientIdMalformed);
}

#[tokio::test]
async fn a_code_signs_in_for_the_set_up_too() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::User).await.id;
    let choices = choosing(ConsentChoice::Grant);
    let attempt = tenant
        .assistant
        .start_setup_device_sign_in(&id, planted(&tenant), &choices)
        .await
        .unwrap();
    assert_eq!(attempt.connection_id, id);
    tenant.person.read_code(&attempt.user_code);
    tenant.assistant.open_sign_in_link(&attempt.attempt_id).unwrap();
    let view = tenant
        .assistant
        .finish_setup_sign_in(&attempt.attempt_id)
        .await
        .unwrap();
    let granted = "DelegatedPermissionGrant.ReadWrite.All";
    assert!(view.scopes.iter().any(|has| has == granted));
    assert_eq!(tenant.memory.secrets(), 0);
}

#[tokio::test]
async fn an_administrator_consents_to_a_client_of_their_own_on_the_way() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::User).await.id;
    let client = own(&tenant.ready().apps.user.client_id);
    tenant.person.will(Manner::RefusesConsent);
    let declined = signed_in(&tenant, &id, client.clone(), ConsentChoice::Link).await;
    assert_eq!(declined.unwrap_err().code, ErrorCode::ConsentDeclined);

    tenant.person.will(Manner::Agrees);
    let view = signed_in(&tenant, &id, client, ConsentChoice::Link).await;
    let scopes = view.unwrap().scopes;
    assert!(scopes.iter().any(|has| has == "Application.ReadWrite.All"));
    // What failed was no sign-in of the app that the checklist is about.
    let checklist = tenant.assistant.checklist(&id).await.unwrap();
    assert!(checklist.steps.iter().all(|step| step.problem.is_none()));
    assert!(checklist.step(StepId::SignIn).is_some());
}

#[tokio::test]
async fn microsofts_own_client_is_borrowed_by_whoever_may_consent_to_it() {
    let tenant = Tenant::start().await;
    let connection = nothing_yet(&tenant, Context::User).await;
    let borrowed = SetupClient::GraphCommandLineTools;
    tenant.person.is(user(&tenant, "developer"));
    let attempt = begin(&tenant, &connection.id, borrowed.clone(), ConsentChoice::Link).await;
    let Seen::EntraPage(page) = tenant.person.saw().await else {
        panic!("no page of Entra's")
    };
    let report = tenant.diagnosed(&connection, &page).await;
    assert_eq!(report.code, ErrorCode::AdminApprovalNeeded);
    let attempt = attempt.unwrap().attempt_id;
    tenant.assistant.cancel_sign_in(&attempt).unwrap();

    tenant.person.is(user(&tenant, "admin"));
    let view = signed_in(&tenant, &connection.id, borrowed.clone(), ConsentChoice::Link).await;
    assert_eq!(view.unwrap().client_id, "14d82eec-204b-4c2f-b7e8-296a70dab67e");
    let remembered = tenant.assistant.setup_client(&connection.id).await;
    assert_eq!(remembered.unwrap(), Some(borrowed));
}

#[tokio::test]
async fn a_client_of_microsofts_that_is_pasted_counts_as_known_to_every_tenant() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    let azure_cli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    let view = signed_in(&tenant, &id, own(azure_cli), ConsentChoice::Grant).await;
    assert_eq!(view.unwrap().client_id, azure_cli);
}

#[tokio::test]
async fn a_client_that_the_tenant_does_not_know_is_said_before_a_page_opens() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::User).await.id;
    let unknown = "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10";
    let report = begin(&tenant, &id, own(unknown), ConsentChoice::Link).await;
    let report = report.unwrap_err();
    assert_eq!(
        (report.code, report.remedy, report.finding),
        (ErrorCode::SetupClientUnknown, Remedy::EnterAgain, true)
    );
    assert_eq!(report.params["client_id"], unknown);
    assert!(tenant.person.opened().is_empty());

    let code = |report: Result<SignInAttempt, ErrorReport>| report.unwrap_err().code;
    let words = begin(&tenant, &id, own("my app"), ConsentChoice::Link).await;
    assert_eq!(code(words), ErrorCode::ClientIdMalformed);
    let tenants = own(&tenant.ready().tenant_id);
    let tenants = begin(&tenant, &id, tenants, ConsentChoice::Link).await;
    assert_eq!(code(tenants), ErrorCode::ClientIdIsTenantId);
}

#[tokio::test]
async fn an_account_that_is_not_of_the_tenant_is_refused_by_entra() {
    let tenant = Tenant::start().await;
    let connection = nothing_yet(&tenant, Context::User).await;
    tenant.person.is(&ReadyUser {
        user_principal_name: "somebody@outlook.com".to_owned(),
        password: "any".to_owned(),
        roles: Vec::new(),
    });
    let attempt = begin(&tenant, &connection.id, planted(&tenant), ConsentChoice::Link).await;
    let attempt = attempt.unwrap();
    let Seen::EntraPage(page) = tenant.person.saw().await else {
        panic!("no page of Entra's")
    };
    let report = tenant.diagnosed(&connection, &page).await;
    assert_eq!(report.code, ErrorCode::UserNotInTenant);
    tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
    let finished = tenant.assistant.finish_setup_sign_in(&attempt.attempt_id);
    assert_eq!(finished.await.unwrap_err().code, ErrorCode::SignInCancelled);
    let nobody = tenant.assistant.setup_signed_in(&connection.id).await;
    assert_eq!(nobody.unwrap(), None);
}

#[tokio::test]
async fn somebody_who_may_not_consent_ends_on_entras_page() {
    let tenant = Tenant::start().await;
    let connection = nothing_yet(&tenant, Context::User).await;
    tenant.person.is(user(&tenant, "member"));
    let client = own(&tenant.ready().apps.user.client_id);
    let attempt = begin(&tenant, &connection.id, client, ConsentChoice::Link).await;
    let attempt = attempt.unwrap();
    let Seen::EntraPage(page) = tenant.person.saw().await else {
        panic!("no page of Entra's")
    };
    let report = tenant.diagnosed(&connection, &page).await;
    assert_eq!(report.code, ErrorCode::AdminApprovalNeeded);
    tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
}

#[tokio::test]
async fn the_sign_in_of_a_connection_and_that_of_its_set_up_leave_each_other_alone() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    let ordinary = tenant.begin(&connection).await;
    let older = begin(&tenant, &connection.id, planted(&tenant), ConsentChoice::Link).await;
    let newer = begin(&tenant, &connection.id, planted(&tenant), ConsentChoice::Link).await;
    assert!(tenant.finish(&ordinary).await.unwrap().connection.ready);
    let older = older.unwrap().attempt_id;
    let gone = tenant.assistant.finish_setup_sign_in(&older).await;
    assert_eq!(gone.unwrap_err().code, ErrorCode::SignInUnknown);
    let newer = newer.unwrap().attempt_id;
    let view = tenant.assistant.finish_setup_sign_in(&newer).await.unwrap();
    assert!(!view.scopes.is_empty());
    // Only the person who reads incidents has a token that stays.
    assert_eq!(tenant.memory.secrets(), 1);
    assert!(tenant.read(&connection, 48).await.unwrap().rows > 0);
}

/// A clock that is put forward by hand.
struct Dial(AtomicI64);

impl Clock for Dial {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, pause: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(pause))
    }
}

#[tokio::test]
async fn after_its_time_nobody_is_signed_in_for_the_set_up() {
    let mut tenant = Tenant::start().await;
    let dial = Arc::new(Dial(AtomicI64::new(0)));
    tenant.assistant = assistant_at(&tenant, Arc::clone(&dial) as _);
    let cloud = Cloud::parse(&tenant.cloud().to_string()).unwrap();
    tenant.assistant.add_cloud(cloud);
    let id = nothing_yet(&tenant, Context::User).await.id;
    signed_in(&tenant, &id, planted(&tenant), ConsentChoice::Link)
        .await
        .unwrap();
    assert!(tenant.assistant.setup_signed_in(&id).await.unwrap().is_some());
    dial.0.store(2 * 60 * 60, Ordering::SeqCst);
    assert_eq!(tenant.assistant.setup_signed_in(&id).await.unwrap(), None);
}

#[tokio::test]
async fn a_pipeline_sets_up_with_a_secret_that_is_only_lent() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    let apps = &tenant.ready().apps;
    let lend = async |client_id: &str, secret: Option<&str>| {
        let secret = SecretString::from(secret.unwrap().to_owned());
        let client_id = client_id.parse().unwrap();
        tenant.assistant.lend_setup_secret(&id, client_id, secret).await
    };
    let pipeline = &apps.pipeline;
    let wrong = lend(&pipeline.client_id, Some("Ab1~Cd2.Ef3_Gh4-Ij5")).await;
    assert_eq!(wrong.unwrap_err().code, ErrorCode::SecretWrong);
    assert_eq!(tenant.assistant.setup_signed_in(&id).await.unwrap(), None);

    let reader = &apps.application;
    let reader = lend(&reader.client_id, reader.client_secret.as_deref()).await;
    let reader = reader.unwrap_err();
    assert_eq!(reader.code, ErrorCode::SetupScopeMissing);
    assert_eq!(reader.params["permission"], "Application.ReadWrite.OwnedBy");

    let view = lend(&pipeline.client_id, pipeline.client_secret.as_deref()).await;
    let view = view.unwrap();
    assert_eq!(
        (view.user_name, view.client_id),
        (None, pipeline.client_id.clone())
    );
    let owned = "Application.ReadWrite.OwnedBy";
    assert!(view.scopes.iter().any(|role| role == owned), "{:?}", view.scopes);
    assert_eq!(tenant.memory.secrets(), 0);
    tenant.assistant.remove_connection(&id).await.unwrap();
}

#[tokio::test]
async fn a_partners_set_up_is_one_of_its_own_tenant() {
    let tenant = Tenant::start().await;
    let goal = Goal {
        tenancy: Tenancy::Customers,
        ..goal(Api::Graph, Context::Application)
    };
    let made = tenant
        .assistant
        .create_connection(&tenant.found().await, goal)
        .await;
    let id = made.unwrap().connection.id;
    let attempt = begin(&tenant, &id, planted(&tenant), ConsentChoice::Link).await;
    let attempt = attempt.unwrap();
    assert!(attempt.authorize_url.contains(&tenant.ready().tenant_id));
    let view = tenant.assistant.finish_setup_sign_in(&attempt.attempt_id).await;
    assert!(view.is_ok());
}
