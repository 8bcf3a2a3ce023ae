//! The pages between the app and its code.

use crate::harness::{ADMIN, ANALYST, MEMBER, Practice};

type Changes<'a> = &'a [(&'a str, &'a str)];

#[tokio::test]
async fn signing_in_sends_a_code_and_the_state_to_the_port_that_asked() {
    let practice = Practice::start().await;
    let page = practice.signed_in(ANALYST, &[]).await;
    assert_eq!(page.status, 302);
    assert!(
        page.location().starts_with("http://localhost:51234/?code="),
        "{}",
        page.location()
    );
    assert_eq!(page.answer("state").as_deref(), Some("a state & more"));
    assert!(page.answer("session_state").is_some());
    practice.stop().await;
}

#[tokio::test]
async fn a_practice_account_fills_in_its_name_and_password() {
    let practice = Practice::start().await;
    let page = practice.page(&practice.authorize(&[])).await;
    assert_eq!(
        page.text("form.accounts button strong").as_deref(),
        Some("admin@contoso.com")
    );
    let filled = page.send(&practice, &[("account", "analyst@contoso.com")]).await;
    let name = filled.attribute("input[name=loginfmt]", "value").unwrap();
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    let done = filled
        .send(&practice, &[("loginfmt", &name), ("passwd", &password)])
        .await;
    assert!(!done.code().is_empty());
    practice.stop().await;
}

#[tokio::test]
async fn a_wrong_password_or_account_shows_the_page_again_with_the_reason() {
    let practice = Practice::start().await;
    let page = practice.page(&practice.authorize(&[])).await;
    let cases = [
        ("analyst@contoso.com", "nonsense", "AADSTS50126: "),
        (
            "nobody@contoso.com",
            "nonsense",
            "AADSTS50034: The user account nobody@contoso.com does not exist in the Contoso directory.",
        ),
    ];
    for (name, password, reason) in cases {
        let again = page
            .send(&practice, &[("loginfmt", name), ("passwd", password)])
            .await;
        assert_eq!(again.status, 200);
        assert!(
            again.text("[role=alert]").unwrap().starts_with(reason),
            "{}",
            again.html
        );
        assert_eq!(
            again.attribute("input[name=loginfmt]", "value").as_deref(),
            Some(name)
        );
        assert_eq!(
            again.attribute("input[name=passwd]", "value").as_deref(),
            Some("")
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn mistakes_before_the_redirect_uri_stay_in_the_browser() {
    let practice = Practice::start().await;
    let no_redirects = practice.ready().apps.application.client_id.clone();
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[("client_id", "11111111-2222-3333-4444-555555555555")],
            "AADSTS700016",
        ),
        (&[("client_id", "")], "AADSTS900144"),
        (&[("redirect_uri", "http://localhost:51234/other")], "AADSTS50011"),
        (&[("redirect_uri", "https://attacker.example")], "AADSTS50011"),
        (&[("redirect_uri", "http://127.0.0.1:51234")], "AADSTS50011"),
        (&[("client_id", &no_redirects)], "AADSTS500113"),
    ];
    for (changes, code) in cases {
        let page = practice.page(&practice.authorize(changes)).await;
        assert_eq!(page.status, 400, "{changes:?}");
        assert!(!page.redirected());
        assert!(
            page.text("#exceptionMessageContainer").unwrap().starts_with(code),
            "{changes:?}: {}",
            page.html
        );
        assert!(page.html.contains("Correlation Id"));
    }
    let common = practice.authorize(&[]).replace("/contoso.com/", "/common/");
    assert!(practice.page(&common).await.html.contains("AADSTS50194"));
    practice.stop().await;
}

#[tokio::test]
async fn mistakes_after_the_redirect_uri_go_back_to_the_app() {
    let practice = Practice::start().await;
    let xdr = "https://api.security.microsoft.com";
    let two = format!("{xdr}/Incident.Read https://graph.microsoft.com/User.Read");
    let wrong_name = format!("{xdr}/Incidents.Read");
    let cases: &[(Changes, &str, &str)] = &[
        (
            &[("response_type", "token")],
            "unsupported_response_type",
            "AADSTS70005",
        ),
        (&[("response_type", "")], "invalid_request", "AADSTS900144"),
        (&[("response_mode", "pigeon")], "invalid_request", "AADSTS70007"),
        (&[("code_challenge", "short")], "invalid_request", "AADSTS501491"),
        (
            &[("code_challenge_method", "S512")],
            "invalid_request",
            "AADSTS501491",
        ),
        (&[("scope", "")], "invalid_request", "AADSTS900144"),
        (&[("scope", &wrong_name)], "invalid_scope", "AADSTS650053"),
        (
            &[("scope", "https://api.security.microsoft.com.default")],
            "invalid_scope",
            "AADSTS70011",
        ),
        (
            &[("scope", "https://api.example/Read")],
            "invalid_resource",
            "AADSTS500011",
        ),
        (&[("scope", &two)], "invalid_scope", "AADSTS700022"),
        (&[("resource", xdr)], "invalid_request", "AADSTS901002"),
        (&[("prompt", "none")], "login_required", "AADSTS50058"),
    ];
    for (changes, error, code) in cases {
        let page = practice.page(&practice.authorize(changes)).await;
        assert_eq!(page.status, 302, "{changes:?}: {}", page.html);
        assert_eq!(page.answer("error").as_deref(), Some(*error), "{changes:?}");
        assert!(
            page.answer("error_description").unwrap().starts_with(code),
            "{changes:?}: {}",
            page.location()
        );
        assert_eq!(page.answer("state").as_deref(), Some("a state & more"));
    }
    practice.stop().await;
}

#[tokio::test]
async fn answers_travel_in_the_fragment_or_a_form_when_asked() {
    let practice = Practice::start().await;
    let fragment = practice
        .signed_in(ANALYST, &[("response_mode", "fragment")])
        .await;
    assert!(fragment.location().starts_with("http://localhost:51234/#code="));
    let form = practice
        .signed_in(ANALYST, &[("response_mode", "form_post")])
        .await;
    assert_eq!(
        form.attribute("form", "action").as_deref(),
        Some("http://localhost:51234")
    );
    assert!(form.attribute("input[name=code]", "value").is_some());
    assert_eq!(
        form.attribute("input[name=state]", "value").as_deref(),
        Some("a state & more")
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_session_answers_at_once_unless_a_prompt_asks_again() {
    let practice = Practice::start().await;
    let page = practice.signed_in(ANALYST, &[]).await;
    let cookie = page
        .cookies
        .iter()
        .find(|cookie| cookie.starts_with("ESTSAUTH="))
        .unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let cookie = cookie.split(';').next().unwrap();
    for (prompt, at_once) in [
        ("", true),
        ("none", true),
        ("login", false),
        ("select_account", false),
        ("consent", false),
    ] {
        let request = practice
            .client
            .get(practice.url(&practice.authorize(&[("prompt", prompt)])));
        // Over HTTP/2 browsers send each cookie in a field of its own (RFC 9113 section 8.2.3).
        let request = request
            .header("cookie", "practice-lang=en")
            .header("cookie", cookie);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16() == 302, at_once, "{prompt}");
    }
    practice.stop().await;
}

fn unconsented(practice: &Practice) -> String {
    practice.ready().apps.unconsented.client_id.clone()
}

#[tokio::test]
async fn an_administrator_consents_for_everyone_and_nobody_is_asked_again() {
    let practice = Practice::start().await;
    let app = unconsented(&practice);
    let consent = practice.signed_in(ADMIN, &[("client_id", &app)]).await;
    assert!(consent.html.contains("Incident.Read"), "{}", consent.html);
    assert!(
        consent
            .attribute("input[name=on_behalf_of_organization]", "type")
            .is_some()
    );
    let done = consent
        .send(
            &practice,
            &[("decision", "accept"), ("on_behalf_of_organization", "true")],
        )
        .await;
    assert!(!done.code().is_empty());
    assert!(
        !practice
            .signed_in(MEMBER, &[("client_id", &app)])
            .await
            .code()
            .is_empty()
    );
    practice.stop().await;
}

#[tokio::test]
async fn consent_for_oneself_is_for_oneself() {
    let practice = Practice::start().await;
    let app = unconsented(&practice);
    let consent = practice.signed_in(ADMIN, &[("client_id", &app)]).await;
    assert!(
        !consent
            .send(&practice, &[("decision", "accept")])
            .await
            .code()
            .is_empty()
    );
    assert!(
        !practice
            .signed_in(ADMIN, &[("client_id", &app)])
            .await
            .code()
            .is_empty()
    );
    let analyst = practice.signed_in(ANALYST, &[("client_id", &app)]).await;
    assert_eq!(analyst.text("h1").as_deref(), Some("Need admin approval"));
    practice.stop().await;
}

#[tokio::test]
async fn refusing_consent_goes_back_to_the_app_as_access_denied() {
    let practice = Practice::start().await;
    let app = unconsented(&practice);
    let consent = practice.signed_in(ADMIN, &[("client_id", &app)]).await;
    let refused = consent.send(&practice, &[("decision", "cancel")]).await;
    assert_eq!(refused.answer("error").as_deref(), Some("access_denied"));
    assert_eq!(refused.answer("error_subcode").as_deref(), Some("cancel"));
    assert!(
        refused
            .answer("error_description")
            .unwrap()
            .starts_with("AADSTS65004: ")
    );
    assert_eq!(refused.answer("state").as_deref(), Some("a state & more"));
    let again = consent.send(&practice, &[("decision", "accept")]).await;
    assert_eq!(
        again.status, 400,
        "a page that was answered cannot be answered again"
    );
    practice.stop().await;
}

#[tokio::test]
async fn only_an_administrator_may_consent_to_defender_permissions() {
    let practice = Practice::start().await;
    let app = unconsented(&practice);
    let page = practice.signed_in(MEMBER, &[("client_id", &app)]).await;
    assert_eq!(page.text("h1").as_deref(), Some("Need admin approval"));
    assert!(page.html.contains("AADSTS90094"));
    let forged = page
        .send(
            &practice,
            &[("decision", "accept"), ("on_behalf_of_organization", "true")],
        )
        .await;
    assert_eq!(forged.answer("error").as_deref(), Some("access_denied"));
    assert!(
        forged
            .answer("error_description")
            .unwrap()
            .starts_with("AADSTS90094: ")
    );
    let low = practice
        .signed_in(MEMBER, &[("client_id", &app), ("scope", "openid User.Read")])
        .await;
    assert!(
        !low.send(&practice, &[("decision", "accept")])
            .await
            .code()
            .is_empty()
    );
    practice.stop().await;
}

#[tokio::test]
async fn the_pages_speak_french_to_a_french_browser() {
    let practice = Practice::start().await;
    let request = practice
        .client
        .get(practice.url(&practice.authorize(&[])))
        .header("accept-language", "fr-FR,en;q=0.5");
    assert!(
        request
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .contains("Se connecter")
    );
    let asked = practice.page(&practice.authorize(&[("mkt", "fr-CA")])).await;
    assert_eq!(asked.text("h1").as_deref(), Some("Se connecter"));
    practice.stop().await;
}

#[tokio::test]
async fn somebody_of_another_tenant_is_told_so() {
    let practice = Practice::start().await;
    let partner = practice.ready().apps.partner.client_id.clone();
    let scope = "https://graph.microsoft.com/User.Read";
    let changes = [("client_id", partner.as_str()), ("scope", scope)];
    let at_home = practice
        .page(
            &practice
                .authorize(&changes)
                .replace("/contoso.com/", "/fabrikam.example/"),
        )
        .await;
    let filled = at_home
        .send(&practice, &[("account", "admin@fabrikam.example")])
        .await;
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    let at_contoso = practice.page(&practice.authorize(&changes)).await;
    let told = at_contoso
        .send(
            &practice,
            &[("loginfmt", "admin@fabrikam.example"), ("passwd", &password)],
        )
        .await;
    assert!(
        told.text("[role=alert]").unwrap().starts_with("AADSTS50020: "),
        "{}",
        told.html
    );
    practice.stop().await;
}
