//! A repair that is killed goes on, and one that is undone puts back what stood there.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::DriftKind;
use serde_json::{Value, json};

use super::{ALERTS, READ, by_hand, kinds, looked, made, names, repaired};
use crate::administrator::Administrator;
use crate::killing::Moment;
use crate::leaping::impatient;
use crate::programs::Programs;
use crate::registering::part;
use crate::tenant::{Tenant, goal};

/// What the tenant holds of a registration.
async fn standing(tenant: &Tenant, client_id: &str) -> Value {
    let mut all = Vec::new();
    for name in ["apps", "principals", "grants"] {
        let own = part(tenant, name).await.into_iter();
        let mut own: Vec<Value> = own.filter(|one| one["clientId"] == client_id).collect();
        own.sort_by_key(Value::to_string);
        all.push(own);
    }
    json!(all)
}

/// Dies at its first write, its second, ... until one repair comes through unharmed; each is undone afterwards.
async fn killed_everywhere(tenant: &Tenant, (id, client_id): (&str, &str), wrong: usize) {
    let programs = Programs::of(tenant);
    let broken = standing(tenant, client_id).await;
    for moment in [Moment::BeforeTheWrite, Moment::AfterTheWrite] {
        for write in 1.. {
            let (first, death) = programs.mortal(id).await;
            let ids = names(&looked(&first, id).await);
            assert_eq!(ids.len(), wrong, "{moment:?} {write}: {ids:?}");
            death.comes_at(write, moment);
            let repairing = Box::pin(first.repair_registration(id, &ids, |_| ()));
            let outcome = death.or(repairing).await;
            let when = format!("{moment:?} {write}: {outcome:?}");

            let next = programs.signed_in(id).await;
            let after = repaired(&next, id).await;
            assert_eq!(names(&after), [""; 0], "{when}");
            let undone = programs.signed_in(id).await;
            let undone = undone.undo_registration(id, |_| ()).await;
            let view = undone.unwrap_or_else(|report| panic!("{when}: {report:?}"));
            assert!(!view.undoable, "{when}: {view:?}");
            assert_eq!(standing(tenant, client_id).await, broken, "{when}");
            if !death.came() {
                assert!(write > 2 * wrong, "{when}");
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_repair_of_an_app_made_by_hand_goes_on_wherever_it_was_killed_and_is_undone_whole() {
    let tenant = Tenant::start().await;
    let connection = by_hand(&tenant, goal(Api::Graph, Context::Application)).await;
    let client_id = connection.client_id.clone().unwrap();
    let script = Administrator::of(&tenant).await;
    let wrong = json!({
        "isFallbackPublicClient": true,
        "spa": {"redirectUris": ["https://old.contoso.com", "https://older.contoso.com"]},
    });
    script.change_application(&client_id, wrong).await;
    script
        .change_principal(&client_id, json!({"accountEnabled": false}))
        .await;
    script.revoke_roles(&client_id).await;
    script.grant_role(&client_id, ALERTS).await;
    killed_everywhere(&tenant, (&connection.id, &client_id), 7).await;
}

#[tokio::test]
async fn a_repair_of_a_persons_app_made_by_hand_goes_on_and_is_undone_too() {
    let tenant = Tenant::start().await;
    let user = tenant.ready().apps.unconsented.client_id.clone();
    let connection = tenant
        .registered(goal(Api::Graph, Context::User), &user, None)
        .await;
    let script = Administrator::of(&tenant).await;
    let asking = script.asking(&[READ], "Scope").await;
    let bare = json!({"requiredResourceAccess": asking, "isFallbackPublicClient": false});
    script.change_application(&user, bare).await;
    script.grant_scope(&user, &format!("{READ} {ALERTS}"), None).await;
    killed_everywhere(&tenant, (&connection.id, &user), 1).await;
}

#[tokio::test]
async fn an_app_made_by_hand_is_as_before_after_its_repair_was_undone_and_is_still_in_use() {
    let tenant = Tenant::start().await;
    let connection = by_hand(&tenant, goal(Api::Graph, Context::Application)).await;
    let (id, client_id) = (connection.id.as_str(), connection.client_id.clone().unwrap());
    let programs = Programs::of(&tenant);
    let before = standing(&tenant, &client_id).await;
    let assistant = programs.signed_in(id).await;
    let extra = DriftKind::PermissionExtra;
    assert_eq!(kinds(&looked(&assistant, id).await), [extra, extra]);
    assert_eq!(names(&repaired(&assistant, id).await), [""; 0]);
    assert_ne!(standing(&tenant, &client_id).await, before);
    let undone = assistant.undo_registration(id, |_| ()).await.unwrap();
    assert!(!undone.undoable && !undone.resumable, "{undone:?}");
    assert_eq!(standing(&tenant, &client_id).await, before);
    let checklist = assistant.checklist(id).await.unwrap();
    assert_eq!(checklist.connection.client_id, Some(client_id));
    assert!(assistant.token(id).await.is_ok());
    let again = assistant.undo_registration(id, |_| ()).await;
    assert_eq!(again.unwrap_err().code, ErrorCode::NothingToUndo);
}

#[tokio::test]
async fn a_registration_that_handrail_made_and_repaired_goes_whole() {
    let tenant = Tenant::start().await;
    let programs = Programs::of(&tenant);
    let assistant = impatient(&tenant);
    let (id, app) = made(&tenant, &assistant, goal(Api::Graph, Context::Application)).await;
    let script = Administrator::of(&tenant).await;
    script
        .change_application(&app, json!({"isFallbackPublicClient": true}))
        .await;
    let assistant = programs.signed_in(&id).await;
    assert_eq!(names(&repaired(&assistant, &id).await), [""; 0]);
    let undone = assistant.undo_registration(&id, |_| ()).await.unwrap();
    assert!(!undone.undoable, "{undone:?}");
    assert_eq!(standing(&tenant, &app).await, json!([[], [], []]));
}
