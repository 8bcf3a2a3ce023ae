//! Which permission each call needs: with any of those it documents it is let in, with all the others it is not.

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{ADMIN, Practice};

const READ_APPS: &[&str] = &[
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadUpdate.All",
    "Directory.Read.All",
];
const WRITE_APPS: &[&str] = &["Application.ReadWrite.All"];
const CHANGE_APPS: &[&str] = &["Application.ReadWrite.All", "Application.ReadUpdate.All"];
const READ_GRANTS: &[&str] = &[
    "DelegatedPermissionGrant.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.Read.All",
];
const WRITE_GRANTS: &[&str] = &["DelegatedPermissionGrant.ReadWrite.All"];
const ASSIGN: &[&str] = &["AppRoleAssignment.ReadWrite.All"];

/// Every permission that any of these calls asks for.
const ALL: &[&str] = &[
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadUpdate.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.Read.All",
    "Organization.Read.All",
    "User.RevokeSessions.All",
];

/// Method, path, and the permissions of which any one lets the call in.
fn calls(app: &str, principal: &str, user: &str) -> Vec<(Method, String, Vec<&'static [&'static str]>)> {
    let app = format!("/applications/{app}");
    let client = format!("/servicePrincipals/{principal}");
    let row = |method: Method, path: &str, needs: &[&'static [&'static str]]| {
        (method, path.to_owned(), needs.to_vec())
    };
    vec![
        row(Method::GET, "/applications", &[READ_APPS]),
        row(Method::GET, &app, &[READ_APPS]),
        row(Method::POST, "/applications", &[WRITE_APPS]),
        row(Method::PATCH, &app, &[CHANGE_APPS]),
        row(Method::POST, &format!("{app}/addPassword"), &[WRITE_APPS]),
        row(Method::POST, &format!("{app}/removePassword"), &[WRITE_APPS]),
        row(Method::GET, "/servicePrincipals", &[READ_APPS]),
        row(Method::GET, &client, &[READ_APPS]),
        row(Method::POST, "/servicePrincipals", &[WRITE_APPS]),
        row(Method::PATCH, &client, &[WRITE_APPS]),
        row(Method::GET, &format!("{client}/appRoleAssignments"), &[READ_APPS]),
        row(
            Method::POST,
            &format!("{client}/appRoleAssignments"),
            &[ASSIGN, READ_APPS],
        ),
        row(
            Method::DELETE,
            &format!("{client}/appRoleAssignments/none"),
            &[ASSIGN, READ_APPS],
        ),
        row(Method::GET, "/oauth2PermissionGrants", &[READ_GRANTS]),
        row(Method::POST, "/oauth2PermissionGrants", &[WRITE_GRANTS]),
        row(Method::DELETE, "/oauth2PermissionGrants/none", &[WRITE_GRANTS]),
        row(
            Method::GET,
            "/organization",
            &[&["Organization.Read.All", "Directory.Read.All"]],
        ),
        row(Method::GET, &format!("/users/{user}"), &[&["Directory.Read.All"]]),
        row(
            Method::POST,
            &format!("/users/{user}/revokeSignInSessions"),
            &[&["User.RevokeSessions.All"]],
        ),
    ]
}

/// True when the call was refused for its permissions. The body is empty: what is wrong with it comes later.
async fn denied(script: &Script<'_>, method: &Method, path: &str) -> bool {
    let (status, answer) = script.call(method.clone(), path, Some(&json!({}))).await;
    assert!(
        status != 401 && status != 405,
        "{method} {path}: {status} {answer}"
    );
    let denied = status == 403;
    if denied {
        assert_eq!(
            refusal(&answer),
            (
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation."
            )
        );
    }
    denied
}

/// The sets that let a call in: one permission of each group.
fn sufficient(needs: &[&'static [&'static str]]) -> Vec<Vec<&'static str>> {
    needs.iter().fold(vec![Vec::new()], |sets, group| {
        let with = |set: &Vec<&'static str>| {
            let set = set.clone();
            group
                .iter()
                .map(move |one| [set.clone(), vec![*one]].concat())
                .collect::<Vec<_>>()
        };
        sets.iter().flat_map(with).collect()
    })
}

async fn target(admin: &Script<'_>) -> (Value, Value) {
    admin.registered(&json!({"displayName": "The target"})).await
}

#[tokio::test]
async fn an_application_is_let_in_by_any_documented_permission_and_by_no_other() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let (app, principal) = target(&admin).await;
    let me = admin.get("/me").await;
    for (method, path, needs) in calls(text(&app["id"]), text(&principal["id"]), text(&me["id"])) {
        for group in &needs {
            let others: Vec<&str> = ALL.iter().copied().filter(|one| !group.contains(one)).collect();
            let script = admin.application_with(&others).await;
            assert!(
                denied(&script, &method, &path).await,
                "{method} {path} without {group:?}"
            );
        }
        for set in sufficient(&needs) {
            let script = admin.application_with(&set).await;
            assert!(
                !denied(&script, &method, &path).await,
                "{method} {path} with {set:?}"
            );
        }
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_person_is_let_in_by_any_documented_permission_and_by_no_other() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let (app, principal) = target(&admin).await;
    let graph = admin.api("Microsoft Graph").await;
    let (client, of_client) = admin
        .registered(
            &json!({"displayName": "On behalf", "publicClient": {"redirectUris": ["http://localhost"]}}),
        )
        .await;
    let analyst = practice.ready().users[crate::harness::ANALYST]
        .user_principal_name
        .clone();
    let grant = json!({"clientId": of_client["id"], "consentType": "AllPrincipals", "resourceId": graph["id"], "scope": "openid"});
    let grant = admin.post("/oauth2PermissionGrants", &grant).await;
    let grant = format!("/oauth2PermissionGrants/{}", text(&grant["id"]));
    for (method, path, needs) in calls(text(&app["id"]), text(&principal["id"]), &analyst) {
        let mut sets: Vec<(Vec<&str>, bool)> = needs
            .iter()
            .map(|group| {
                (
                    ALL.iter().copied().filter(|one| !group.contains(one)).collect(),
                    true,
                )
            })
            .collect();
        sets.extend(sufficient(&needs).into_iter().map(|set| (set, false)));
        for (set, refused) in sets {
            let scope = format!("openid {}", set.join(" "));
            admin.patch(&grant, &json!({"scope": scope})).await;
            let script = Script::asking(&practice, ADMIN, text(&client["appId"]), &set).await;
            assert_eq!(
                denied(&script, &method, &path).await,
                refused,
                "{method} {path} with {set:?}"
            );
        }
    }
    practice.stop().await;
}

#[tokio::test]
async fn an_application_changes_only_what_it_owns_by_the_narrow_permission() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let (app, _) = target(&admin).await;
    let script = admin.application_with(&["Application.ReadWrite.OwnedBy"]).await;
    let foreign = format!("/applications/{}", text(&app["id"]));
    for method in [Method::PATCH, Method::DELETE] {
        assert!(denied(&script, &method, &foreign).await, "{method}");
    }
    assert!(denied(&script, &Method::POST, &format!("{foreign}/addPassword")).await);
    let api = "/servicePrincipals(appId='8ee8fdad-f234-4243-8f3b-15c294843740')";
    for method in [Method::PATCH, Method::DELETE] {
        assert!(denied(&script, &method, api).await, "{method} of an API");
    }
    let both = ["Application.ReadWrite.OwnedBy", "Application.ReadUpdate.All"];
    let updater = admin.application_with(&both).await;
    assert!(!denied(&updater, &Method::PATCH, &foreign).await);
    assert!(
        denied(&updater, &Method::DELETE, &foreign).await,
        "updating is not deleting"
    );
    let (own, principal) = script.registered(&json!({"displayName": "Its own"})).await;
    let path = format!("/applications/{}", text(&own["id"]));
    script.patch(&path, &json!({"displayName": "Its very own"})).await;
    script
        .delete(&format!("/servicePrincipals/{}", text(&principal["id"])))
        .await;
    script.delete(&path).await;
    practice.stop().await;
}

#[tokio::test]
async fn a_token_for_another_api_or_none_gets_401() {
    let practice = Practice::start().await;
    let wrong = practice.application_token(crate::harness::XDR).await;
    let script = Script::with(&practice, wrong);
    let (status, answer) = script.call(Method::GET, "/applications", None).await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            401,
            (
                "InvalidAuthenticationToken",
                "Access token validation failure. Invalid audience."
            )
        )
    );
    let (status, answer) = script.call(Method::PUT, "/groups", None).await;
    assert_eq!(
        (status, refusal(&answer).1),
        (404, "Resource not found for the segment 'groups'.")
    );
    let admin = Script::of_admin(&practice).await;
    let (status, answer) = admin.call(Method::PUT, "/applications", None).await;
    assert_eq!(
        (status, refusal(&answer).1),
        (
            405,
            "Specified HTTP method is not allowed for the request target."
        )
    );
    let (status, answer) = admin.call(Method::POST, "/applications", None).await;
    assert_eq!((status, refusal(&answer).0), (400, "BadRequest"));
    practice.stop().await;
}
