//! Every part made wrong by an administrator, found, and put right by one repair.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Credential, Goal};
use handrail_assistant::registration::{DriftKind, DriftPart};
use serde_json::{Value, json};

use super::{ALERTS, READ, kinds, looked, made, names, repaired};
use crate::administrator::Administrator;
use crate::leaping::impatient;
use crate::portal::Portal;
use crate::tenant::{Tenant, goal, last};

#[tokio::test]
async fn an_application_that_stands_wrong_in_every_part_reads_again_after_one_repair() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let (id, app) = made(&tenant, &assistant, goal(Api::Graph, Context::Application)).await;
    let before = looked(&assistant, &id).await;
    assert_eq!((names(&before), before.in_order.len()), (vec![], 8));

    let script = Administrator::of(&tenant).await;
    let wrong = json!({
        "signInAudience": "AzureADMultipleOrgs",
        "isFallbackPublicClient": true,
        "web": {"implicitGrantSettings": {"enableIdTokenIssuance": true}},
        "spa": {"redirectUris": ["https://old.contoso.com"]},
        "requiredResourceAccess": script.asking(&[ALERTS], "Role").await,
    });
    script.change_application(&app, wrong).await;
    script
        .change_principal(&app, json!({"accountEnabled": false}))
        .await;
    script.revoke_roles(&app).await;
    script.grant_role(&app, ALERTS).await;
    script.grant_role(&app, "ThreatHunting.Read.All").await;
    script.add_secret(&app).await;
    let found = looked(&assistant, &id).await;
    assert_eq!(
        kinds(&found),
        [
            DriftKind::AccountTypesTooWide,
            DriftKind::RedirectUriExtra,
            DriftKind::PublicClientFlowsOn,
            DriftKind::ImplicitGrantOn,
            DriftKind::PermissionMissing,
            DriftKind::PermissionExtra,
            DriftKind::GrantMissing,
            DriftKind::GrantExtra,
            DriftKind::SeveralSecrets,
            DriftKind::EnterpriseAppDisabled,
        ]
    );
    assert_eq!(found.in_order, [], "{:?}", found.in_order);

    let after = repaired(&assistant, &id).await;
    assert_eq!(
        kinds(&after),
        [DriftKind::SeveralSecrets],
        "whose it is, nobody knows"
    );
    let read = assistant.read_list(&id, &last(48), None, |_| ()).await.unwrap();
    assert!(read.rows > 0);
}

#[tokio::test]
async fn a_persons_app_that_stands_wrong_in_every_part_lets_everybody_in_after_one_repair() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let (id, app) = made(&tenant, &assistant, goal(Api::Graph, Context::User)).await;
    let before = looked(&assistant, &id).await;
    assert_eq!((names(&before), before.in_order.len()), (vec![], 7));

    let script = Administrator::of(&tenant).await;
    let reader = tenant.ready().users.last().unwrap().user_principal_name.clone();
    let reader = Portal::at(&tenant.ready().origin).object_id(&app, &reader).await;
    let wrong = json!({
        "publicClient": {"redirectUris": []},
        "spa": {"redirectUris": ["http://localhost"]},
        "requiredResourceAccess": [],
    });
    script.change_application(&app, wrong).await;
    script
        .change_principal(&app, json!({"appRoleAssignmentRequired": true}))
        .await;
    script.revoke_scopes(&app).await;
    script
        .grant_scope(&app, &format!("{READ} {ALERTS}"), Some(&reader))
        .await;
    let found = looked(&assistant, &id).await;
    assert_eq!(
        kinds(&found),
        [
            DriftKind::RedirectUriOnOtherPlatform,
            DriftKind::PermissionMissing,
            DriftKind::GrantExtra,
            DriftKind::GrantForSomePeople,
            DriftKind::AssignmentRequired,
        ]
    );
    assert_eq!(names(&repaired(&assistant, &id).await), [""; 0]);

    // Once more: another platform, nothing granted, and an address and a grant too many.
    let wrong = json!({
        "publicClient": {"redirectUris": ["https://old.contoso.com"]},
        "web": {"redirectUris": ["http://localhost"]},
    });
    script.change_application(&app, wrong).await;
    script.revoke_scopes(&app).await;
    script.grant_scope(&app, ALERTS, None).await;
    let found = looked(&assistant, &id).await;
    assert_eq!(
        kinds(&found),
        [
            DriftKind::RedirectUriOnOtherPlatform,
            DriftKind::RedirectUriExtra,
            DriftKind::GrantMissing,
            DriftKind::GrantExtra,
        ]
    );
    assert_eq!(names(&repaired(&assistant, &id).await), [""; 0]);
    let read = assistant.read_list(&id, &last(48), None, |_| ()).await.unwrap();
    assert!(read.rows > 0);
}

#[tokio::test]
async fn an_enterprise_app_that_was_deleted_is_made_again_and_granted_what_it_needs() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let (id, app) = made(&tenant, &assistant, goal(Api::Graph, Context::Application)).await;
    let script = Administrator::of(&tenant).await;
    let principal = script.principal(&app).await;
    script.delete(&format!("servicePrincipals/{principal}")).await;
    assert_eq!(
        kinds(&looked(&assistant, &id).await),
        [DriftKind::EnterpriseAppMissing]
    );
    let there = repaired(&assistant, &id).await;
    assert_eq!(kinds(&there), [DriftKind::GrantMissing]);
    assert_eq!(names(&repaired(&assistant, &id).await), [""; 0]);
    assert!(assistant.token(&id).await.is_ok());
}

#[tokio::test]
async fn a_certificate_that_was_removed_is_put_back_beside_the_others() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let by_certificate = Goal {
        credential: Credential::Certificate,
        ..goal(Api::Graph, Context::Application)
    };
    let (id, app) = made(&tenant, &assistant, by_certificate).await;
    assert!(
        looked(&assistant, &id)
            .await
            .in_order
            .contains(&DriftPart::Certificates)
    );
    let script = Administrator::of(&tenant).await;
    script
        .change_application(&app, json!({"keyCredentials": []}))
        .await;
    let found = looked(&assistant, &id).await;
    assert_eq!(kinds(&found), [DriftKind::CertificateMissing]);
    assert_eq!(names(&repaired(&assistant, &id).await), [""; 0]);
    assert!(assistant.token(&id).await.is_ok());
}

/// The changes that a call made, as method and address.
fn changes(calls: &[Value]) -> Vec<(String, String)> {
    let text = |call: &Value, name: &str| call[name].as_str().unwrap().to_owned();
    let changing = calls.iter().filter(|call| call["method"] != "GET");
    changing
        .map(|call| (text(call, "method"), text(call, "path")))
        .collect()
}

#[tokio::test]
async fn what_a_repair_was_shown_to_send_is_what_it_sends() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let (id, app) = made(&tenant, &assistant, goal(Api::Graph, Context::Application)).await;
    let script = Administrator::of(&tenant).await;
    let asking = script.asking(&[READ, ALERTS], "Role").await;
    script
        .change_application(&app, json!({ "requiredResourceAccess": asking }))
        .await;
    script.grant_role(&app, ALERTS).await;
    let found = looked(&assistant, &id).await;
    let [extra] = found.items.as_slice() else {
        panic!("{:?}", found.items)
    };
    let shown = extra.repair.as_ref().unwrap().requests.iter().map(|one| {
        let path = url::Url::parse(&one.url).unwrap().path().to_owned();
        (one.method.clone(), path)
    });
    let shown: Vec<(String, String)> = shown.collect();
    let sent = tenant.calls().await.len();
    assert_eq!(names(&repaired(&assistant, &id).await), [""; 0]);
    let calls = tenant.calls().await.split_off(sent);
    let directory = |calls: Vec<(String, String)>| {
        let there = calls.into_iter().filter(|(_, path)| path.starts_with("/v1.0/"));
        there.collect::<Vec<_>>()
    };
    assert_eq!(directory(changes(&calls)), shown);
    assert_eq!(shown.len(), 2);
}
