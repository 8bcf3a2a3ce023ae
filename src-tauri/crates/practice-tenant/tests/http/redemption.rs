//! Codes and refresh tokens at the token endpoint.

use serde_json::{Value, json};

use crate::harness::{ADMIN, ANALYST, Practice, aadsts, claims};

type Changes<'a> = &'a [(&'a str, &'a str)];

async fn code(practice: &Practice) -> String {
    practice.signed_in(ANALYST, &[]).await.code()
}

#[tokio::test]
async fn a_code_becomes_access_token_id_token_and_refresh_token() {
    let practice = Practice::start().await;
    let ready = practice.ready();
    let (status, answer) = practice
        .redeem(&code(&practice).await, &[("client_info", "1")])
        .await;
    assert_eq!(status, 200, "{answer}");
    let access = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(access["ver"], "1.0");
    assert_eq!(access["appidacr"], "0");
    assert_eq!(access["upn"], "analyst@contoso.com");
    assert!(
        access["scp"]
            .as_str()
            .unwrap()
            .split(' ')
            .any(|scope| scope == "Incident.Read")
    );
    assert!(access.get("roles").is_none());
    assert!(
        access["wids"]
            .as_array()
            .unwrap()
            .contains(&json!("5d6b6bb7-de71-4623-b4af-96380a352509"))
    );
    let id = claims(answer["id_token"].as_str().unwrap());
    assert_eq!(id["ver"], "2.0");
    assert_eq!(id["nonce"], "n-1");
    assert_eq!(id["aud"], ready.apps.user.client_id.as_str());
    assert_eq!(id["iss"], practice.url(&format!("/{}/v2.0", ready.tenant_id)));
    assert!(answer["refresh_token"].is_string() && answer["client_info"].is_string());
    let scope = answer["scope"].as_str().unwrap();
    assert!(
        scope.contains("https://api.security.microsoft.com/Incident.Read"),
        "{scope}"
    );
    practice.stop().await;
}

#[tokio::test]
async fn the_id_and_refresh_tokens_come_only_when_asked_for() {
    let practice = Practice::start().await;
    let scope = [("scope", "https://api.security.microsoft.com/.default")];
    let code = practice.signed_in(ANALYST, &scope).await.code();
    let (status, answer) = practice.redeem(&code, &[]).await;
    assert_eq!(status, 200);
    assert!(answer.get("id_token").is_none() && answer.get("refresh_token").is_none());
    practice.stop().await;
}

#[tokio::test]
async fn a_code_works_once() {
    let practice = Practice::start().await;
    let code = code(&practice).await;
    assert_eq!(practice.redeem(&code, &[]).await.0, 200);
    let (status, answer) = practice.redeem(&code, &[]).await;
    assert_eq!(
        (status.as_u16(), answer["error"].as_str(), aadsts(&answer)),
        (400, Some("invalid_grant"), 54005)
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_code_expires_after_ten_minutes() {
    let practice = Practice::start().await;
    let code = code(&practice).await;
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 601}))
        .await;
    let (_, answer) = practice.redeem(&code, &[]).await;
    assert_eq!(aadsts(&answer), 70008);
    practice.stop().await;
}

#[tokio::test]
async fn what_does_not_fit_the_sign_in_is_refused() {
    let practice = Practice::start().await;
    let partner = practice.ready().apps.partner.client_id.clone();
    let cases: &[(Changes, u16, &str, u64)] = &[
        (
            &[("code_verifier", "another-verifier-that-is-long-enough-to-be-one")],
            400,
            "invalid_grant",
            501_481,
        ),
        (&[("code_verifier", "")], 400, "invalid_request", 900_144),
        (
            &[("redirect_uri", "http://localhost:4")],
            401,
            "invalid_client",
            500_112,
        ),
        (
            &[("redirect_uri", "https://attacker.example")],
            401,
            "invalid_client",
            50011,
        ),
        (&[("redirect_uri", "")], 400, "invalid_request", 900_144),
        (&[("code", "made-up")], 400, "invalid_grant", 70000),
        (&[("client_id", &partner)], 400, "invalid_grant", 70000),
        (&[("client_secret", "any")], 401, "invalid_client", 700_025),
    ];
    let code = code(&practice).await;
    for (changes, status, error, number) in cases {
        let (got, answer) = practice.redeem(&code, changes).await;
        assert_eq!(
            (got.as_u16(), answer["error"].as_str().unwrap(), aadsts(&answer)),
            (*status, *error, *number),
            "{changes:?}"
        );
    }
    assert_eq!(
        practice.redeem(&code, &[]).await.0,
        200,
        "a refused attempt does not use the code up"
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_web_redirect_uri_makes_the_client_confidential() {
    let practice = Practice::start().await;
    let partner = practice.ready().apps.partner.clone();
    let graph = "https://graph.microsoft.com/User.Read";
    let changes = [("client_id", partner.client_id.as_str()), ("scope", graph)];
    let consent = practice.signed_in(ADMIN, &changes).await;
    let code = consent.send(&practice, &[("decision", "accept")]).await.code();
    let id = ("client_id", partner.client_id.as_str());
    let (status, answer) = practice.redeem(&code, &[id]).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (401, 7_000_218));
    let (status, answer) = practice
        .redeem(
            &code,
            &[id, ("client_secret", partner.client_secret.as_deref().unwrap())],
        )
        .await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(claims(answer["access_token"].as_str().unwrap())["appidacr"], "1");
    practice.stop().await;
}

#[tokio::test]
async fn a_page_of_another_origin_may_not_redeem_a_desktop_code() {
    let practice = Practice::start().await;
    let code = code(&practice).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", &practice.ready().apps.user.client_id),
        ("code", &code),
        ("redirect_uri", "http://localhost:51234"),
        ("code_verifier", crate::harness::VERIFIER),
    ];
    let request = practice
        .client
        .post(practice.url("/contoso.com/oauth2/v2.0/token"))
        .form(&form);
    let answer: Value = request
        .header("origin", "https://app.example")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(aadsts(&answer), 9_002_326);
    practice.stop().await;
}

#[tokio::test]
async fn a_refresh_token_serves_every_consented_api_and_is_replaced() {
    let practice = Practice::start().await;
    let (_, first) = practice.redeem(&code(&practice).await, &[]).await;
    let token = first["refresh_token"].as_str().unwrap();
    let app = practice.ready().apps.user.client_id.clone();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", app.as_str()),
        ("refresh_token", token),
        (
            "scope",
            "https://api.securitycenter.microsoft.com/.default offline_access",
        ),
    ];
    let (status, answer) = practice.token("contoso.com", &form).await;
    assert_eq!(status, 200, "{answer}");
    let claims = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(claims["aud"], "https://api.securitycenter.microsoft.com");
    assert_ne!(answer["refresh_token"].as_str().unwrap(), token);
    assert_eq!(
        practice.token("contoso.com", &form).await.0,
        200,
        "the old one stays valid"
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_refresh_is_refused_for_what_was_never_consented_and_after_ninety_days() {
    let practice = Practice::start().await;
    let (_, first) = practice.redeem(&code(&practice).await, &[]).await;
    let token = first["refresh_token"].as_str().unwrap();
    let form = |scope: &'static str| {
        let app = practice.ready().apps.user.client_id.clone();
        let (practice, token) = (&practice, token.to_owned());
        async move {
            let form = [
                ("grant_type", "refresh_token"),
                ("client_id", app.as_str()),
                ("refresh_token", &token),
                ("scope", scope),
            ];
            practice.token("contoso.com", &form).await.1
        }
    };
    assert_eq!(
        aadsts(&form("https://graph.microsoft.com/AuditLog.Read.All").await),
        65001
    );
    practice.turn("consent-missing", true).await;
    assert_eq!(
        aadsts(&form("https://api.security.microsoft.com/.default").await),
        65001
    );
    practice.turn("consent-missing", false).await;
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 91 * 24 * 3600}))
        .await;
    assert_eq!(
        aadsts(&form("https://api.security.microsoft.com/.default").await),
        700_082
    );
    practice.stop().await;
}
