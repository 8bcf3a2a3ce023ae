//! Mistakes that a person meets in the browser, and those that the browser takes back to the app.

use super::{Census, registered};
use crate::directory::Script;
use crate::harness::{ADMIN, ANALYST, MEMBER, Practice};

pub(crate) async fn before_the_redirect(census: &mut Census) {
    let practice = Practice::start().await;
    let apps = practice.ready().apps.clone();
    for (code, name, value) in [
        (700_016, "client_id", "11111111-2222-3333-4444-555555555555"),
        (900_144, "client_id", ""),
        (50011, "redirect_uri", "https://attacker.example"),
        (500_113, "client_id", &apps.application.client_id),
    ] {
        let page = practice.page(&practice.authorize(&[(name, value)])).await;
        census.stopped(code, &page);
    }
    let common = practice.authorize(&[]).replace("/contoso.com/", "/common/");
    census.stopped(50194, &practice.page(&common).await);
    let consumers = practice.authorize(&[]).replace("/contoso.com/", "/consumers/");
    census.stopped(9_002_332, &practice.page(&consumers).await);
    let stale = practice
        .submit("/contoso.com/login", &[("ctx", "gone"), ("loginfmt", "x")])
        .await;
    census.stopped(90023, &stale);
    practice.stop().await;
}

pub(crate) async fn after_the_redirect(census: &mut Census) {
    let practice = Practice::start().await;
    for (code, name, value) in [
        (70005, "response_type", "token"),
        (700_054, "response_type", "id_token"),
        (70007, "response_mode", "pigeon"),
        (501_491, "code_challenge", "short"),
        (
            650_053,
            "scope",
            "https://api.security.microsoft.com/Incidents.Read",
        ),
        (50058, "prompt", "none"),
    ] {
        let page = practice.page(&practice.authorize(&[(name, value)])).await;
        census.returned(code, &page);
    }
    let (_, spa) = registered(&practice, "AzureADMyOrg", "spa").await;
    let without_pkce = [
        ("client_id", spa.as_str()),
        ("scope", "User.Read"),
        ("code_challenge", ""),
        ("code_challenge_method", ""),
    ];
    let page = practice.page(&practice.authorize(&without_pkce)).await;
    census.returned(9_002_325, &page);
    let unlisted = [
        ("client_id", spa.as_str()),
        ("scope", "https://api.security.microsoft.com/.default"),
    ];
    census.returned(650_057, &practice.signed_in(ADMIN, &unlisted).await);
    let azure_cli = [("client_id", "04b07795-8ddb-461a-bbee-02f9e1bf7b46")];
    census.returned(65002, &practice.page(&practice.authorize(&azure_cli)).await);
    practice.stop().await;
}

pub(crate) async fn people(census: &mut Census) {
    let practice = Practice::start().await;
    let partner = practice.ready().apps.partner.client_id.clone();
    let changes = [("client_id", partner.as_str()), ("scope", "User.Read")];
    let here = practice.authorize(&changes);
    let anywhere = here.replace("/contoso.com/", "/organizations/");
    let personal = [("loginfmt", "me@outlook.com"), ("passwd", "anything")];
    for (code, path) in [(50020, here), (500_208, anywhere)] {
        let page = practice.page(&path).await;
        census.shown(code, &page.send(&practice, &personal).await);
    }
    let id = practice.ready().apps.user.client_id.clone();
    let path = format!("/portal/enterprise-apps/{id}/properties");
    let required = [("enabled", "yes"), ("assignment_required", "yes")];
    practice.submit(&path, &required).await;
    census.stopped(50105, &practice.signed_in(ANALYST, &[]).await);
    let open = [("enabled", "yes"), ("assignment_required", "no")];
    practice.submit(&path, &open).await;
    practice.turn("mfa-required", true).await;
    let page = practice.signed_in(ANALYST, &[]).await;
    let denied = page.send(&practice, &[("decision", "deny")]).await;
    census.stopped(500_121, &denied);
    practice.stop().await;
}

pub(crate) async fn consent(census: &mut Census) {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let page = practice.signed_in(ADMIN, &[("client_id", &app)]).await;
    let cancelled = page.send(&practice, &[("decision", "cancel")]).await;
    census.returned(65004, &cancelled);
    let page = practice.signed_in(MEMBER, &[("client_id", &app)]).await;
    census.shown(90094, &page);
    let requests = [("user_consent", "low-impact"), ("consent_requests", "yes")];
    practice
        .submit("/portal/enterprise-apps/consent-settings", &requests)
        .await;
    let page = practice.signed_in(MEMBER, &[("client_id", &app)]).await;
    census.shown(90095, &page);
    let (path, empty) = registered(&practice, "AzureADMyOrg", "web").await;
    let only = [
        ("resource", "graph"),
        ("kind", "delegated"),
        ("permission", "User.Read"),
    ];
    practice
        .submit(&format!("{path}/api-permissions/remove"), &only)
        .await;
    let link = format!("/contoso.com/adminconsent?client_id={empty}&redirect_uri=http://localhost:1");
    census.returned(650_056, &practice.page(&link).await);
    practice.stop().await;
}

pub(crate) async fn an_api_that_left(census: &mut Census) {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let xdr = "/servicePrincipals(appId='8ee8fdad-f234-4243-8f3b-15c294843740')";
    script.delete(xdr).await;
    census.returned(650_052, &practice.signed_in(ADMIN, &[]).await);
    practice.stop().await;
}
