//! Enterprise applications and users, set by hand in the portal, and what becomes of the next token.

use serde_json::Value;

use crate::harness::{ADMIN, ANALYST, MDE, Page, Practice, XDR, aadsts, claims};

async fn by_secret(practice: &Practice, tenant: &str) -> Value {
    let app = &practice.ready().apps.partner;
    let secret = app.client_secret.clone().unwrap();
    practice.by_secret(tenant, &app.client_id, &secret, XDR).await.1
}

fn path(client_id: &str, leaf: &str) -> String {
    format!("/portal/enterprise-apps/{client_id}/{leaf}")
}

/// A page of the portal in a customer's directory.
async fn at(practice: &Practice, tenant_id: &str, path: &str, form: Option<&[(&str, &str)]>) -> Page {
    let url = practice.url(path);
    let request = match form {
        Some(form) => practice.client.post(url).form(form),
        None => practice.client.get(url),
    };
    let request = request.header("cookie", format!("practice-directory={tenant_id}"));
    Page::of(request.send().await.unwrap()).await
}

fn error_of(page: &Page) -> String {
    let shown = page.text("#exceptionMessageContainer");
    shown.unwrap_or_else(|| panic!("no error in {}", page.html))
}

#[tokio::test]
async fn a_disabled_application_gets_no_token_and_lets_nobody_in() {
    let practice = Practice::start().await;
    let apps = practice.ready().apps.clone();
    let off = [("enabled", "no"), ("assignment_required", "no")];
    for id in [&apps.partner.client_id, &apps.user.client_id] {
        let saved = practice.submit(&path(id, "properties"), &off).await;
        assert_eq!(saved.status, 303);
    }
    assert_eq!(aadsts(&by_secret(&practice, "contoso.com").await), 7_000_112);
    let page = practice.signed_in(ANALYST, &[]).await;
    assert!(error_of(&page).starts_with("AADSTS7000112: "));
    let page = practice.page(&path(&apps.user.client_id, "properties")).await;
    let enabled = page.attribute("input[name=enabled][checked]", "value");
    assert_eq!(enabled.as_deref(), Some("no"));
    practice.stop().await;
}

#[tokio::test]
async fn where_assignment_is_required_only_the_assigned_come_in() {
    let practice = Practice::start().await;
    let id = practice.ready().apps.user.client_id.clone();
    let required = [("enabled", "yes"), ("assignment_required", "yes")];
    practice.submit(&path(&id, "properties"), &required).await;
    let page = practice.signed_in(ANALYST, &[]).await;
    assert!(error_of(&page).starts_with("AADSTS50105: "));
    assert!(error_of(&page).contains("'analyst@contoso.com'"));

    let people = path(&id, "users-and-groups");
    let nobody = practice.submit(&people, &[("user", "")]).await;
    assert!(nobody.text("#user-wrong").is_some());
    let list = practice.page(&people).await;
    let analyst = list.option("#user", "analyst@contoso.com");
    practice.submit(&people, &[("user", &analyst)]).await;
    assert!(!practice.signed_in(ANALYST, &[]).await.code().is_empty());

    let remove = format!("{people}/remove");
    practice.submit(&remove, &[("user", &analyst)]).await;
    assert!(error_of(&practice.signed_in(ANALYST, &[]).await).starts_with("AADSTS50105: "));
    practice.stop().await;
}

#[tokio::test]
async fn a_revoked_permission_is_gone_from_the_next_token() {
    let practice = Practice::start().await;
    let id = practice.ready().apps.partner.client_id.clone();
    let roles = |answer: Value| claims(answer["access_token"].as_str().unwrap())["roles"].clone();
    let before = roles(by_secret(&practice, "contoso.com").await);
    assert_eq!(
        before,
        serde_json::json!(["AdvancedHunting.Read.All", "Incident.Read.All"])
    );
    let revoke = [
        ("resource", "xdr"),
        ("kind", "application"),
        ("permission", "Incident.Read.All"),
    ];
    let revoked = practice.submit(&path(&id, "permissions/revoke"), &revoke).await;
    assert_eq!(revoked.status, 303);
    let after = roles(by_secret(&practice, "contoso.com").await);
    assert_eq!(after, serde_json::json!(["AdvancedHunting.Read.All"]));
    practice.submit(&path(&id, "permissions/grant"), &[]).await;
    assert_eq!(roles(by_secret(&practice, "contoso.com").await), before);
    practice.stop().await;
}

#[tokio::test]
async fn what_a_person_consented_to_is_listed_and_can_be_revoked() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let sign_in = [("client_id", app.as_str()), ("scope", "openid User.Read")];
    let asked = practice.signed_in(ANALYST, &sign_in).await;
    assert!(
        !asked
            .send(&practice, &[("decision", "accept")])
            .await
            .code()
            .is_empty()
    );
    assert!(practice.signed_in(ANALYST, &sign_in).await.redirected());
    let list = practice.page(&path(&app, "permissions?tab=user")).await;
    assert!(list.html.contains("analyst@contoso.com"), "{}", list.html);
    let user = list.attribute("input[name=user]", "value").unwrap();
    for permission in ["User.Read", "openid"] {
        let revoke = [
            ("resource", "graph"),
            ("kind", "delegated"),
            ("permission", permission),
            ("user", &user),
        ];
        practice.submit(&path(&app, "permissions/revoke"), &revoke).await;
    }
    let again = practice.signed_in(ANALYST, &sign_in).await;
    assert!(again.attribute("button[value=accept]", "type").is_some());
    practice.stop().await;
}

#[tokio::test]
async fn a_customers_directory_is_looked_at_by_itself() {
    let practice = Practice::start().await;
    let customer = practice.ready().customers[0].clone();
    let tenant = customer.tenant_id.as_str();
    let found = practice
        .page(&format!("/portal/directories?q={}", customer.domain))
        .await;
    assert_eq!(
        found.attribute("button[name=tenant]", "value").as_deref(),
        Some(tenant)
    );
    let switched = practice
        .submit("/portal/directories", &[("tenant", tenant)])
        .await;
    assert!(switched.cookies[0].starts_with(&format!("practice-directory={tenant}")));
    let list = at(&practice, tenant, "/portal/enterprise-apps", None).await;
    assert!(list.html.contains("Contoso SOC (partner)"));
    assert!(
        !list.html.contains("Incident reader"),
        "the home tenant's own apps are not here"
    );
    assert!(
        list.text(".who")
            .unwrap()
            .starts_with(&format!("admin@{}", customer.domain))
    );

    let registered = at(&practice, tenant, "/portal/apps", None).await;
    assert!(registered.html.contains("no application of its own"));

    let partner = practice.ready().apps.partner.client_id.clone();
    assert!(by_secret(&practice, tenant).await.get("access_token").is_some());
    at(&practice, tenant, &path(&partner, "properties/delete"), Some(&[])).await;
    assert_eq!(aadsts(&by_secret(&practice, tenant).await), 7_000_229);
    assert!(
        by_secret(&practice, "contoso.com")
            .await
            .get("access_token")
            .is_some(),
        "the home tenant keeps its own"
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_registration_is_looked_at_in_the_directory_that_owns_it() {
    let practice = Practice::start().await;
    let ready = practice.ready();
    let path = format!("/portal/apps/{}/overview", ready.apps.user.client_id);
    let page = at(&practice, &ready.customers[0].tenant_id, &path, None).await;
    assert_eq!(page.text("#tenant-id").as_deref(), Some(ready.tenant_id.as_str()));
    assert_eq!(page.text(".who").as_deref(), Some("admin@contoso.comContoso"));
    assert_eq!(page.link("Français"), format!("{path}?lang=fr"));
    assert!(page.text(".breadcrumb").unwrap().contains("App registrations"));
    practice.stop().await;
}

/// Opens the user's page, as a person would, and saves it with these boxes ticked.
async fn set(practice: &Practice, name: &str, ticked: &[&str]) {
    let list = practice.page("/portal/users").await;
    let path = list.link(name);
    let form: Vec<(&str, &str)> = ticked.iter().map(|one| (*one, "yes")).collect();
    assert_eq!(practice.submit(&path, &form).await.status, 303);
}

#[tokio::test]
async fn an_account_can_be_disabled_and_a_password_expire() {
    let practice = Practice::start().await;
    set(&practice, "Amir Analyst", &["mfa_registered"]).await;
    let disabled = practice.signed_in(ANALYST, &[]).await;
    assert!(error_of(&disabled).starts_with("AADSTS50057: "));
    set(&practice, "Amir Analyst", &["enabled", "password_expired"]).await;
    let expired = practice.signed_in(ANALYST, &[]).await;
    assert!(expired.text("#error").unwrap().starts_with("AADSTS50055: "));
    practice.stop().await;
}

#[tokio::test]
async fn a_user_without_an_authenticator_app_sets_one_up() {
    let practice = Practice::start().await;
    let code = practice.signed_in(ADMIN, &[]).await.code();
    let (_, first) = practice.redeem(&code, &[]).await;
    set(&practice, "Ada Admin", &["enabled", "mfa_required"]).await;
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", practice.ready().apps.user.client_id.as_str()),
        ("refresh_token", first["refresh_token"].as_str().unwrap()),
        ("scope", MDE),
    ];
    assert_eq!(aadsts(&practice.token("contoso.com", &form).await.1), 50079);
    let more = practice.signed_in(ADMIN, &[]).await;
    assert_eq!(more.text("h1").as_deref(), Some("More information required"));
    let proof = more.send(&practice, &[("decision", "register")]).await;
    let number = proof.text(".number").unwrap();
    let done = proof
        .send(&practice, &[("decision", "approve"), ("number", &number)])
        .await;
    assert!(!done.code().is_empty());
    practice.stop().await;
}
