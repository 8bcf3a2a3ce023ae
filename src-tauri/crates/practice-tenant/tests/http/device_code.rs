//! The device code grant, from the code to the token.

use handrail_practice_tenant::{Options, Scenario};
use serde_json::{Value, json};

use crate::device::{DEVICE_CODE, SCOPE, WaitingApp};
use crate::harness::{ADMIN, ANALYST, MEMBER, Practice, aadsts, claims, json as answer_of};

#[tokio::test]
async fn the_code_comes_with_the_page_to_open_and_a_sentence_to_show() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    let page = practice.url("/devicelogin");
    let expected = format!(
        "To sign in, use a web browser to open the page {page} and enter the code {} to authenticate.",
        device.user_code
    );
    assert_eq!(device.answer["verification_uri"], page.as_str());
    assert_eq!(device.answer["message"], expected.as_str());
    assert_eq!(device.answer["expires_in"], 900);
    assert_eq!(device.answer["interval"], 5);
    assert!(device.answer.get("verification_uri_complete").is_none());
    practice.stop().await;
}

#[tokio::test]
async fn mkt_chooses_the_language_of_the_sentence() {
    let practice = Practice::start().await;
    let url = practice.url("/contoso.com/oauth2/v2.0/devicecode?mkt=fr-FR");
    let client_id = practice.ready().apps.user.client_id.as_str();
    let form = [("client_id", client_id), ("scope", SCOPE)];
    let (_, answer) = answer_of(practice.client.post(url).form(&form).send().await.unwrap()).await;
    assert!(
        answer["message"]
            .as_str()
            .unwrap()
            .starts_with("Pour vous connecter")
    );
    practice.stop().await;
}

#[tokio::test]
async fn the_app_waits_until_the_person_has_signed_in_and_then_gets_tokens_once() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    let (status, pending) = device.poll(&practice).await;
    assert_eq!((status.as_u16(), aadsts(&pending)), (400, 70016));
    assert_eq!(pending["error"], "authorization_pending");
    let done = device.approve(&practice, ANALYST).await;
    assert_eq!(
        done.text("h1").as_deref(),
        Some("You are signed in to Incident reader (user)")
    );
    let (status, answer) = device.poll(&practice).await;
    assert_eq!(status, 200, "{answer}");
    let token = answer["access_token"].as_str().unwrap();
    let access = claims(token);
    assert_eq!(access["upn"], "analyst@contoso.com");
    assert_eq!(access["appidacr"], "0");
    assert!(answer["id_token"].is_string() && answer["refresh_token"].is_string());
    assert_eq!(practice.call("/api/incidents?$top=1", token).await.0, 200);
    let (status, again) = device.poll(&practice).await;
    assert_eq!((status.as_u16(), aadsts(&again)), (400, 54005));
    practice.stop().await;
}

#[tokio::test]
async fn the_typed_code_may_have_other_case_and_blanks() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    let (first, rest) = device.user_code.split_at(4);
    let typed = format!("  {} {rest}", first.to_lowercase());
    let page = practice.submit("/devicelogin", &[("otc", &typed)]).await;
    assert_eq!(page.text("h1").as_deref(), Some("Sign in"));
    assert_eq!(page.text("strong").as_deref(), Some("Incident reader (user)"));
    practice.stop().await;
}

#[tokio::test]
async fn the_person_sees_which_app_asks_before_it_gets_anything() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    let asked = device.sign_in(&practice, ANALYST).await;
    let title = "Are you trying to sign in to Incident reader (user)?";
    assert_eq!(asked.text("h1").as_deref(), Some(title));
    assert_eq!(device.poll(&practice).await.1["error"], "authorization_pending");
    practice.stop().await;
}

#[tokio::test]
async fn a_declined_sign_in_stops_the_polling() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    let asked = device.sign_in(&practice, ANALYST).await;
    let page = asked.send(&practice, &[("decision", "cancel")]).await;
    assert_eq!(page.text("h1").as_deref(), Some("Sign-in cancelled"));
    let (status, answer) = device.poll(&practice).await;
    assert_eq!(status, 400);
    assert_eq!(answer["error"], "authorization_declined");
    aadsts(&answer);
    practice.stop().await;
}

#[tokio::test]
async fn polling_faster_than_the_interval_is_slowed_down_more_each_time() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    let wait = async |seconds: i64| {
        let body = json!({"advanceSeconds": seconds});
        practice.control("/practice/clock", &body).await;
    };
    let mut errors = Vec::new();
    for seconds in [0, 5, 1, 5, 15] {
        wait(seconds).await;
        errors.push(
            device.poll(&practice).await.1["error"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let (pending, slow_down) = ("authorization_pending", "slow_down");
    assert_eq!(errors, [pending, pending, slow_down, slow_down, pending]);
    practice.stop().await;
}

#[tokio::test]
async fn a_code_expires_for_the_app_and_for_the_person_after_fifteen_minutes() {
    let practice = Practice::start().await;
    let device = WaitingApp::begin(&practice).await;
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 901}))
        .await;
    let (status, answer) = device.poll(&practice).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 70020));
    assert_eq!(answer["error"], "expired_token");
    let page = device.enter(&practice).await;
    assert!(page.text("[role=alert]").unwrap().contains("AADSTS70019"));
    practice.stop().await;
}

#[tokio::test]
async fn a_code_that_nobody_handed_out_is_refused_on_both_sides() {
    let practice = Practice::start().await;
    let mut device = WaitingApp::begin(&practice).await;
    for (typed, code) in [("", "AADSTS90119"), ("WRONGCODE", "AADSTS70018")] {
        let page = practice.submit("/devicelogin", &[("otc", typed)]).await;
        assert_eq!(page.status, 400);
        assert!(page.text("[role=alert]").unwrap().contains(code), "{}", page.html);
        assert_eq!(page.attribute("#otc", "value").as_deref(), Some(typed));
    }
    device.approve(&practice, ANALYST).await;
    let page = device.enter(&practice).await;
    assert!(page.text("[role=alert]").unwrap().contains("AADSTS90120"));
    device.device_code.push('x');
    let (status, answer) = device.poll(&practice).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 70018));
    assert_eq!(answer["error"], "bad_verification_code");
    practice.stop().await;
}

#[tokio::test]
async fn another_app_cannot_take_the_code() {
    let practice = Practice::start().await;
    let mut device = WaitingApp::begin(&practice).await;
    device.approve(&practice, ANALYST).await;
    device.client_id = practice.ready().apps.setup.client_id.clone();
    assert_eq!(aadsts(&device.poll(&practice).await.1), 70018);
    practice.stop().await;
}

#[tokio::test]
async fn without_allow_public_client_flows_the_token_is_refused_after_the_sign_in() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.user.client_id.clone();
    let path = format!("/portal/apps/{app}/authentication");
    practice.submit(&path, &[("allow_public_client", "no")]).await;
    let device = WaitingApp::begin_as(&practice, &app, SCOPE).await;
    assert_eq!(aadsts(&device.poll(&practice).await.1), 70016);
    device.approve(&practice, ANALYST).await;
    let (status, answer) = device.poll(&practice).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (401, 7_000_218));
    practice.submit(&path, &[("allow_public_client", "yes")]).await;
    assert_eq!(device.poll(&practice).await.0, 200);
    practice.stop().await;
}

#[tokio::test]
async fn what_nobody_consented_to_is_asked_for_after_the_confirmation() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let device = WaitingApp::begin_as(&practice, &app, SCOPE).await;
    let page = device.approve(&practice, MEMBER).await;
    assert_eq!(page.text("h1").as_deref(), Some("Need admin approval"));
    let page = device.approve(&practice, ADMIN).await;
    assert_eq!(page.text("h1").as_deref(), Some("Permissions requested"));
    let done = page.send(&practice, &[("decision", "accept")]).await;
    assert!(done.text("h1").unwrap().starts_with("You are signed in to "));
    let (_, answer) = device.poll(&practice).await;
    assert_eq!(
        aadsts(&answer),
        7_000_218,
        "consent does not make the client public"
    );
    practice.stop().await;
}

#[tokio::test]
async fn refusing_consent_ends_the_device_code_too() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let device = WaitingApp::begin_as(&practice, &app, SCOPE).await;
    let page = device.approve(&practice, ADMIN).await;
    page.send(&practice, &[("decision", "cancel")]).await;
    assert_eq!(device.poll(&practice).await.1["error"], "authorization_declined");
    practice.stop().await;
}

#[tokio::test]
async fn a_policy_against_device_codes_refuses_the_person_and_the_app() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::DeviceCodeBlocked],
        ..Options::default()
    })
    .await;
    let device = WaitingApp::begin(&practice).await;
    let page = device.sign_in(&practice, ANALYST).await;
    assert!(page.html.contains("AADSTS53003"), "{}", page.html);
    let (status, answer) = device.poll(&practice).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 53003));
    let claims: Value = serde_json::from_str(answer["claims"].as_str().unwrap()).unwrap();
    assert!(claims["access_token"]["capolids"]["values"].is_array());
    let signed_in = practice.signed_in(ANALYST, &[]).await;
    assert!(!signed_in.code().is_empty(), "the browser flow is not blocked");
    practice.stop().await;
}

#[tokio::test]
async fn the_shorter_grant_name_and_version_one_work_too() {
    let practice = Practice::start().await;
    let client_id = practice.ready().apps.user.client_id.as_str();
    let begin = [
        ("client_id", client_id),
        ("resource", "https://api.security.microsoft.com"),
    ];
    let url = practice.url("/contoso.com/oauth2/devicecode");
    let (_, answer) = answer_of(practice.client.post(url).form(&begin).send().await.unwrap()).await;
    assert_eq!(answer["interval"], "5");
    assert_eq!(answer["verification_url"], practice.url("/devicelogin"));
    let device = WaitingApp {
        client_id: client_id.to_owned(),
        device_code: answer["device_code"].as_str().unwrap().to_owned(),
        user_code: answer["user_code"].as_str().unwrap().to_owned(),
        answer: answer.clone(),
    };
    device.approve(&practice, ANALYST).await;
    let form = [
        ("grant_type", "device_code"),
        ("client_id", client_id),
        ("resource", "https://api.security.microsoft.com"),
        ("code", &device.device_code),
    ];
    let url = practice.url("/contoso.com/oauth2/token");
    let (status, answer) = answer_of(practice.client.post(url).form(&form).send().await.unwrap()).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["resource"], "https://api.security.microsoft.com");
    practice.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_the_first_request_is_said_at_once() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.user.client_id.clone();
    let unknown = "11111111-2222-3333-4444-555555555555";
    for (tenant, client_id, scope, code) in [
        ("contoso.com", "", SCOPE, 900_144),
        ("contoso.com", &app, "", 900_144),
        ("contoso.com", unknown, SCOPE, 700_016),
        ("contoso.com", &app, "https://api.example/Read", 500_011),
        ("contoso.com", &app, "openid Incident.Read", 650_053),
        ("common", &app, SCOPE, 50059),
        ("consumers", &app, SCOPE, 9_002_332),
        ("nowhere.example", &app, SCOPE, 90002),
    ] {
        let form = [("client_id", client_id), ("scope", scope)];
        let (_, answer) = practice.device_authorization(tenant, &form).await;
        assert_eq!(aadsts(&answer), code, "{tenant} {client_id} {scope}");
    }
    let form = [("grant_type", DEVICE_CODE), ("client_id", &app)];
    let (_, answer) = practice.token("contoso.com", &form).await;
    assert_eq!(aadsts(&answer), 900_144);
    practice.stop().await;
}

#[tokio::test]
async fn the_page_speaks_french_to_a_french_browser() {
    let practice = Practice::start().await;
    let page = practice.page("/devicelogin?mkt=fr").await;
    assert_eq!(page.text("h1").as_deref(), Some("Entrer le code"));
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("fr"));
    assert_eq!(page.text("label[for=otc]").as_deref(), Some("Code"));
    practice.stop().await;
}

#[tokio::test]
async fn a_second_factor_is_asked_for_in_the_browser_and_shows_in_the_token() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::MfaRequired],
        ..Options::default()
    })
    .await;
    let device = WaitingApp::begin(&practice).await;
    let page = device.sign_in(&practice, ANALYST).await;
    let number = page.text(".number").unwrap();
    let asked = page
        .send(&practice, &[("decision", "approve"), ("number", &number)])
        .await;
    asked.send(&practice, &[("decision", "continue")]).await;
    let (status, answer) = device.poll(&practice).await;
    assert_eq!(status, 200, "{answer}");
    let access = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(access["amr"], json!(["pwd", "mfa"]));
    practice.stop().await;
}
