//! The registration made by hand.

use crate::harness::{Page, Practice, XDR, aadsts};

async fn registered(practice: &Practice, fields: &[(&str, &str)]) -> String {
    let done = practice.submit("/portal/apps/new", fields).await;
    assert_eq!(done.status, 303, "{}", done.html);
    done.location().trim_end_matches("/overview").to_owned()
}

const NATIVE: [(&str, &str); 4] = [
    ("name", "Handrail"),
    ("account_types", "AzureADMyOrg"),
    ("platform", "publicClient"),
    ("redirect_uri", "http://localhost"),
];

async fn add(practice: &Practice, app: &str, api: &str, kind: &str, permission: &str) -> Page {
    let fields = [("kind", kind), ("permission", permission)];
    practice
        .submit(&format!("{app}/api-permissions/add/{api}"), &fields)
        .await
}

#[tokio::test]
async fn a_registration_made_by_hand_signs_in_as_the_application() {
    let practice = Practice::start().await;
    let app = registered(
        &practice,
        &[("name", "Nightly"), ("account_types", "AzureADMyOrg")],
    )
    .await;
    let overview = practice.page(&format!("{app}/overview")).await;
    let client_id = overview.text("#client-id").unwrap();
    assert_eq!(overview.text("#tenant-id").unwrap(), practice.ready().tenant_id);
    assert!(overview.text("#object-id").is_some());

    let added = practice
        .submit(
            &format!("{app}/certificates-secrets"),
            &[("description", "cron"), ("expires", "180")],
        )
        .await;
    let shown = practice.page(added.location()).await;
    let (value, id) = (
        shown.text("#secret-value").unwrap(),
        shown.text("#secret-id").unwrap(),
    );
    let (_, pasted_id) = practice.by_secret("contoso.com", &client_id, &id, XDR).await;
    assert_eq!(aadsts(&pasted_id), 7_000_215);

    assert_eq!(
        add(&practice, &app, "xdr", "application", "Incident.Read.All")
            .await
            .status,
        303
    );
    let incidents = |token: String| {
        let practice = &practice;
        async move { practice.call("/api/incidents?$top=1", &token).await.0.as_u16() }
    };
    let token = |answer: serde_json::Value| answer["access_token"].as_str().unwrap().to_owned();
    let before = practice.by_secret("contoso.com", &client_id, &value, XDR).await.1;
    assert_eq!(incidents(token(before)).await, 403, "added, but nobody consented");

    let list = practice.page(&format!("{app}/api-permissions")).await;
    assert!(list.html.contains("Not granted for Contoso"));
    let question = practice
        .page(&list.attribute("#grant-admin-consent", "href").unwrap())
        .await;
    assert!(question.text("#confirm").is_some());
    let granted = practice
        .submit(&question.attribute("main form", "action").unwrap(), &[])
        .await;
    assert!(
        practice
            .page(granted.location())
            .await
            .html
            .contains("Granted for Contoso")
    );
    let after = practice.by_secret("contoso.com", &client_id, &value, XDR).await.1;
    assert_eq!(incidents(token(after)).await, 200);
    practice.stop().await;
}

#[tokio::test]
async fn a_secret_value_is_shown_once() {
    let practice = Practice::start().await;
    let app = registered(&practice, &NATIVE).await;
    practice
        .submit(
            &format!("{app}/certificates-secrets"),
            &[("description", "x"), ("expires", "90")],
        )
        .await;
    let path = format!("{app}/certificates-secrets");
    let value = practice.page(&path).await.text("#secret-value").unwrap();
    assert_eq!(value.len(), 40);
    let again = practice.page(&path).await;
    assert!(again.text("#secret-value").is_none());
    assert!(!again.html.contains(&value));
    assert!(again.html.contains(&format!("{}***", &value[..3])));
    practice.stop().await;
}

#[tokio::test]
async fn a_fresh_registration_has_user_read_and_one_tenant() {
    let practice = Practice::start().await;
    let form = practice.page("/portal/apps/new").await;
    assert_eq!(
        form.attribute("input[name=account_types][checked]", "value")
            .as_deref(),
        Some("AzureADMyOrg")
    );
    let app = registered(&practice, &NATIVE).await;
    let permissions = practice.page(&format!("{app}/api-permissions")).await;
    assert!(permissions.html.contains("User.Read"));
    let id = app.rsplit('/').next().unwrap().to_owned();
    let page = practice
        .signed_in(
            crate::harness::MEMBER,
            &[("client_id", &id), ("scope", "openid User.Read")],
        )
        .await;
    assert!(
        !page
            .send(&practice, &[("decision", "accept")])
            .await
            .code()
            .is_empty()
    );
    practice.stop().await;
}

#[tokio::test]
async fn bad_input_comes_back_with_the_reason_and_nothing_is_lost() {
    let practice = Practice::start().await;
    let before = practice.truth().await["apps"].clone();
    let cases = [
        (("name", ""), "#name-wrong", "The name is empty"),
        (
            ("redirect_uri", "http://example.com"),
            "#redirect-wrong",
            "Must start with",
        ),
        (
            ("redirect_uri", "http://127.0.0.1"),
            "#redirect-wrong",
            "127.0.0.1",
        ),
        (("platform", ""), "#platform-wrong", "Select a platform"),
        (
            ("account_types", "everybody"),
            "#account-types-wrong",
            "Choose who",
        ),
    ];
    for (change, place, reason) in cases {
        let mut fields = NATIVE.to_vec();
        fields.retain(|(name, _)| *name != change.0);
        fields.push(change);
        let again = practice.submit("/portal/apps/new", &fields).await;
        assert_eq!(again.status, 422, "{change:?}");
        assert!(
            again.text(place).unwrap().contains(reason),
            "{change:?}: {}",
            again.html
        );
        for (name, value) in fields
            .iter()
            .filter(|(name, _)| matches!(*name, "name" | "redirect_uri"))
        {
            assert_eq!(
                again
                    .attribute(&format!("input[name={name}]"), "value")
                    .as_deref(),
                Some(*value)
            );
        }
    }
    assert_eq!(practice.truth().await["apps"], before, "nothing was registered");
    practice.stop().await;
}

#[tokio::test]
async fn redirect_uris_are_added_checked_and_removed() {
    let practice = Practice::start().await;
    let app = registered(
        &practice,
        &[("name", "Handrail"), ("account_types", "AzureADMyOrg")],
    )
    .await;
    let path = format!("{app}/authentication");
    let typed = [("platform", "publicClient"), ("redirect_uri", "http://localhost")];
    assert_eq!(practice.submit(&format!("{path}/add"), &typed).await.status, 303);
    let twice = practice.submit(&format!("{path}/add"), &typed).await;
    assert!(
        twice
            .text("#redirect-wrong")
            .unwrap()
            .contains("already registered")
    );
    assert!(
        practice
            .page(&path)
            .await
            .html
            .contains("Mobile and desktop applications")
    );
    practice.submit(&path, &[("allow_public_client", "yes")]).await;
    let saved = practice.page(&format!("{path}?tab=settings")).await;
    assert_eq!(
        saved
            .attribute("input[name=allow_public_client][checked]", "value")
            .as_deref(),
        Some("yes")
    );
    practice
        .submit(&format!("{path}/remove"), &[("redirect_uri", "http://localhost")])
        .await;
    assert!(practice.page(&path).await.html.contains("No redirect URI yet"));
    practice.stop().await;
}

#[tokio::test]
async fn the_api_search_finds_only_the_names_that_entra_has() {
    let practice = Practice::start().await;
    let app = registered(&practice, &NATIVE).await;
    let search = |typed: &'static str| {
        let path = format!("{app}/api-permissions/add?tab=organization&q={typed}");
        let practice = &practice;
        async move { practice.page(&path).await }
    };
    assert!(
        search("Microsoft 365 Defender")
            .await
            .html
            .contains("No results found.")
    );
    assert_eq!(
        search("Microsoft Threat Protection")
            .await
            .text(".results strong")
            .as_deref(),
        Some("Microsoft Threat Protection")
    );
    assert_eq!(
        search("windowsdefenderatp")
            .await
            .text(".results strong")
            .as_deref(),
        Some("WindowsDefenderATP")
    );
    practice.stop().await;
}

#[tokio::test]
async fn permissions_need_a_kind_and_exist_in_it() {
    let practice = Practice::start().await;
    let app = registered(&practice, &NATIVE).await;
    let list = practice.page(&format!("{app}/api-permissions/add/xdr")).await;
    assert!(
        list.attribute(r#"input[name=permission][value="Incident.Read.All"]"#, "type")
            .is_some()
    );
    let row = r#"label.permission.application:not(.delegated) input[value="Incident.Read.All"]"#;
    assert!(
        list.attribute(row, "name").is_some(),
        "the style sheet finds the rows of a kind by these classes"
    );
    assert!(
        list.attribute(
            r#"label.permission.delegated input[value="Incident.Read"]"#,
            "name"
        )
        .is_some()
    );
    let no_kind = add(&practice, &app, "xdr", "", "Incident.Read").await;
    assert!(no_kind.text("#permissions-wrong").unwrap().contains("type"));
    assert!(
        no_kind
            .attribute(r#"input[value="Incident.Read"][checked]"#, "name")
            .is_some(),
        "the choice is kept"
    );
    let wrong_kind = add(&practice, &app, "xdr", "delegated", "Incident.Read.All").await;
    assert_eq!(wrong_kind.status, 422);
    practice.stop().await;
}

#[tokio::test]
async fn removing_a_permission_leaves_what_was_granted() {
    let practice = Practice::start().await;
    let id = practice.ready().apps.application.client_id.clone();
    let path = format!("/portal/apps/{id}/api-permissions");
    let fields = [
        ("resource", "xdr"),
        ("kind", "application"),
        ("permission", "Incident.Read.All"),
    ];
    practice.submit(&format!("{path}/remove"), &fields).await;
    assert!(
        practice
            .page(&path)
            .await
            .html
            .contains("Other permissions granted for Contoso")
    );
    let token = practice.application_token(XDR).await;
    assert_eq!(practice.call("/api/incidents?$top=1", &token).await.0, 200);
    practice.stop().await;
}

#[tokio::test]
async fn the_portal_speaks_french_and_remembers_it() {
    let practice = Practice::start().await;
    let page = practice.page("/portal/apps?lang=fr").await;
    assert_eq!(page.text("h1").as_deref(), Some("Inscriptions d’applications"));
    let cookie = page.cookies[0].split(';').next().unwrap().to_owned();
    let request = practice
        .client
        .get(practice.url("/portal/apps/new"))
        .header("cookie", cookie);
    assert!(
        request
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .contains("Inscrire une application")
    );
    assert_eq!(practice.page("/portal/apps/unknown/overview").await.status, 404);
    practice.stop().await;
}

#[tokio::test]
async fn a_link_to_the_defender_portal_shows_the_incident() {
    let practice = Practice::start().await;
    let truth = practice.truth().await;
    let incident = &truth["incidents"][0];
    let path = format!("/portal/incidents/{}?tid=x", incident["id"].as_str().unwrap());
    let page = practice.page(&path).await;
    assert_eq!(page.text("main h2").as_deref(), incident["displayName"].as_str());
    let alert = &truth["alerts"][0];
    let page = practice
        .page(&format!("/portal/alerts/{}", alert["id"].as_str().unwrap()))
        .await;
    assert_eq!(page.text("main h2").as_deref(), alert["title"].as_str());
    assert_eq!(practice.page("/portal/incidents/none").await.status, 404);
    practice.stop().await;
}

#[tokio::test]
async fn an_address_without_a_page_leads_back_to_the_portal() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.user.client_id.clone();
    for path in [
        "/portal/groups",
        &format!("/portal/apps/{app}/token-configuration"),
        "/portal/apps/new/more",
    ] {
        let page = practice.page(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert_eq!(page.link("App registrations"), "/portal/apps", "{path}");
    }
    assert_eq!(practice.page("/portal/").await.location(), "/portal/apps");
    let french = practice.page("/portal/groups?lang=fr").await;
    assert!(french.text("h1").unwrap().starts_with("Il n’y a pas"));
    practice.stop().await;
}
