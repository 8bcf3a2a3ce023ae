//! Several people, or one person with several accounts, on one connection.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{AccountView, ConnectionView};
use handrail_assistant::error::ErrorCode;
use handrail_practice_tenant::ReadyUser;

use crate::tenant::{Tenant, landing};

/// Signs somebody in, as another account than those that are known.
async fn signs_in(tenant: &Tenant, connection: &ConnectionView, user: &ReadyUser) {
    tenant.person.is(user);
    let attempt = tenant
        .assistant
        .start_sign_in(&connection.id, true, landing())
        .await
        .unwrap();
    tenant.finish(&attempt).await.unwrap();
}

async fn current(tenant: &Tenant, connection: &ConnectionView) -> Option<AccountView> {
    let accounts = tenant.assistant.accounts(&connection.id).await.unwrap();
    accounts.into_iter().find(|account| account.current)
}

#[tokio::test]
async fn two_people_are_known_and_changing_between_them_asks_nobody() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    let (first, second) = (&tenant.ready().users[0], &tenant.ready().users[1]);
    signs_in(&tenant, &connection, first).await;
    let admin = current(&tenant, &connection).await.unwrap();
    signs_in(&tenant, &connection, second).await;
    let other = current(&tenant, &connection).await.unwrap();
    assert_eq!(
        (admin.user_name.as_str(), other.user_name.as_str()),
        (
            first.user_principal_name.as_str(),
            second.user_principal_name.as_str()
        )
    );
    let opened = tenant.person.opened().len();

    let checklist = tenant
        .assistant
        .use_account(&connection.id, &admin.id)
        .await
        .unwrap();
    assert_eq!(checklist.connection.account, Some(admin.user_name.clone()));
    let token = tenant.assistant.token(&connection.id).await.unwrap();
    assert_eq!(token.account, Some(admin.user_name));
    assert_eq!(tenant.person.opened().len(), opened);
    assert_eq!(tenant.memory.secrets(), 2);
}

#[tokio::test]
async fn a_known_person_is_hinted_at_and_another_account_is_asked_for() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    let user = &tenant.ready().users[0];
    signs_in(&tenant, &connection, user).await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    let asked: Vec<Vec<(String, String)>> = tenant
        .person
        .opened()
        .iter()
        .map(|url| url.query_pairs().into_owned().collect())
        .collect();
    let has =
        |index: usize, name: &str, value: &str| asked[index].contains(&(name.to_owned(), value.to_owned()));
    assert!(has(0, "prompt", "select_account"));
    assert!(has(1, "login_hint", &user.user_principal_name));
    assert!(!has(1, "prompt", "select_account"));
}

#[tokio::test]
async fn a_forgotten_person_leaves_no_token_behind() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    signs_in(&tenant, &connection, &tenant.ready().users[0]).await;
    let account = current(&tenant, &connection).await.unwrap();
    let left = tenant
        .assistant
        .forget_account(&connection.id, &account.id)
        .await
        .unwrap();
    assert!(left.is_empty());
    assert_eq!(tenant.memory.secrets(), 0);
    let refused = tenant.read(&connection, 48).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotSignedIn);
    let unknown = tenant.assistant.use_account(&connection.id, &account.id).await;
    assert_eq!(unknown.unwrap_err().code, ErrorCode::AccountUnknown);
}

#[tokio::test]
async fn no_token_is_in_the_stored_connections() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    signs_in(&tenant, &connection, &tenant.ready().users[0]).await;
    let stored = tenant.memory.document().to_string();
    assert!(stored.contains(&tenant.ready().users[0].user_principal_name));
    assert!(!stored.contains("eyJ") && !stored.to_lowercase().contains("refresh_token"));
}
