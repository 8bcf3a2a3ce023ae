//! Tokens for an application.

use handrail_practice_tenant::{CustomerState, Options};
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Value, json};

use crate::assertion::Signer;
use crate::harness::{GRAPH, MDE, Practice, XDR, aadsts, claims};

#[tokio::test]
async fn a_token_carries_the_claims_of_version_one() {
    let practice = Practice::start().await;
    let ready = practice.ready();
    for (scope, audience, role) in [
        (GRAPH, "https://graph.microsoft.com", "SecurityIncident.Read.All"),
        (XDR, "https://api.security.microsoft.com", "Incident.Read.All"),
        (MDE, "https://api.securitycenter.microsoft.com", "Alert.Read.All"),
    ] {
        let app = &ready.apps.application;
        let secret = app.client_secret.clone().unwrap();
        let (_, answer) = practice
            .by_secret("contoso.com", &app.client_id, &secret, scope)
            .await;
        let claims = claims(answer["access_token"].as_str().unwrap());
        assert_eq!(claims["ver"], "1.0");
        assert_eq!(claims["aud"], audience);
        assert_eq!(
            claims["iss"],
            format!("https://sts.windows.net/{}/", ready.tenant_id)
        );
        assert_eq!(claims["appid"], app.client_id.as_str());
        assert_eq!(claims["appidacr"], "1");
        assert!(claims["roles"].as_array().unwrap().contains(&json!(role)));
        assert!(claims.get("scp").is_none());
        let lifetime = answer["expires_in"].as_i64().unwrap();
        assert!((3600..5400).contains(&lifetime));
        let now = jiff::Timestamp::now().as_second();
        assert!((claims["exp"].as_i64().unwrap() - now - lifetime).abs() <= 2);
        assert!(answer.get("refresh_token").is_none());
        assert!(answer.get("id_token").is_none());
    }
    practice.stop().await;
}

#[tokio::test]
async fn without_a_grant_the_token_has_no_roles_at_all() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.clone();
    let (status, answer) = practice
        .by_secret("contoso.com", &app.client_id, &app.client_secret.unwrap(), XDR)
        .await;
    assert_eq!(status, 200);
    let token = answer["access_token"].as_str().unwrap();
    assert!(claims(token).get("roles").is_none());
    let (status, refused) = practice.call("/api/incidents", token).await;
    assert_eq!(status, 403);
    assert_eq!(refused["error"]["code"], "Forbidden");
    let message = "Missing application roles. API required roles: Incident.Read.All,Incident.ReadWrite.All, application roles: .";
    assert_eq!(refused["error"]["message"], message);
    practice.stop().await;
}

/// Tenant, what is sent instead (nothing, when empty), and the answer: status, OAuth error, number.
type Mistake = (
    &'static str,
    &'static [(&'static str, &'static str)],
    u16,
    &'static str,
    u64,
);

const A_GUID: &str = "11111111-2222-3333-4444-555555555555";
const TWO_APIS: &str = "https://api.security.microsoft.com/.default https://graph.microsoft.com/.default";

#[rustfmt::skip]
const MISTAKES: &[Mistake] = &[
    ("contoso.com", &[("client_secret", "wrong")], 401, "invalid_client", 7_000_215),
    ("contoso.com", &[("client_secret", A_GUID)], 401, "invalid_client", 7_000_215),
    ("contoso.com", &[("client_secret", "")], 401, "invalid_client", 7_000_216),
    ("contoso.com", &[("client_id", A_GUID)], 400, "unauthorized_client", 700_016),
    ("contoso.com", &[("client_id", "no-guid")], 400, "unauthorized_client", 700_016),
    ("contoso.com", &[("client_id", "")], 400, "invalid_request", 900_144),
    ("contoso.com", &[("grant_type", "")], 400, "invalid_request", 900_144),
    ("contoso.com", &[("grant_type", "magic")], 400, "unsupported_grant_type", 70003),
    ("contoso.com", &[("scope", "")], 400, "invalid_request", 900_144),
    ("contoso.com", &[("scope", "User.Read")], 400, "invalid_scope", 1_002_012),
    ("contoso.com", &[("scope", "https://api.security.microsoft.com/Incident.Read.All")], 400, "invalid_scope", 1_002_012),
    ("contoso.com", &[("scope", "https://api.security.microsoft.com.default")], 400, "invalid_scope", 70011),
    ("contoso.com", &[("scope", "https://api.example/.default")], 400, "invalid_resource", 500_011),
    ("contoso.com", &[("scope", TWO_APIS)], 400, "invalid_scope", 700_022),
    ("contoso.com", &[("resource", "https://api.security.microsoft.com")], 400, "invalid_request", 901_002),
    ("common", &[], 400, "invalid_request", 50059),
    ("organizations", &[], 400, "invalid_request", 50059),
    ("consumers", &[], 400, "unauthorized_client", 9_002_332),
    ("nowhere.example", &[], 400, "invalid_request", 90002),
    ("fabrikam.example", &[], 400, "unauthorized_client", 700_016),
];

#[tokio::test]
async fn each_mistake_gets_its_own_number() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.application.clone();
    let (id, secret) = (app.client_id.as_str(), app.client_secret.unwrap());
    for (tenant, changes, status, error, code) in MISTAKES {
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", &secret),
            ("scope", XDR),
        ];
        for (name, value) in *changes {
            form.retain(|(already, _)| already != name);
            form.push((name, value));
        }
        form.retain(|(_, value)| !value.is_empty());
        let (got, answer) = practice.token(tenant, &form).await;
        assert_eq!(
            (got.as_u16(), answer["error"].as_str().unwrap(), aadsts(&answer)),
            (*status, *error, *code),
            "{changes:?}"
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_secret_may_come_in_the_authorization_header() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.application.clone();
    let request = practice
        .client
        .post(practice.url("/contoso.com/oauth2/v2.0/token"));
    let request = request.basic_auth(&app.client_id, app.client_secret.as_ref());
    let form = [("grant_type", "client_credentials"), ("scope", XDR)];
    assert_eq!(request.form(&form).send().await.unwrap().status(), 200);
    practice.stop().await;
}

#[tokio::test]
async fn version_one_of_the_endpoint_writes_numbers_as_strings() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.application.clone();
    let secret = app.client_secret.unwrap();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", app.client_id.as_str()),
        ("client_secret", &secret),
        ("resource", "https://api.security.microsoft.com"),
    ];
    let request = practice
        .client
        .post(practice.url("/contoso.com/oauth2/token"))
        .form(&form);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["resource"], "https://api.security.microsoft.com");
    for field in ["expires_in", "ext_expires_in", "expires_on", "not_before"] {
        assert!(
            answer[field].as_str().unwrap().parse::<i64>().is_ok(),
            "{field} in {answer}"
        );
    }
    assert_eq!(
        claims(answer["access_token"].as_str().unwrap())["exp"].to_string(),
        answer["expires_on"].as_str().unwrap()
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_certificate_proves_the_application_with_either_algorithm() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    #[expect(clippy::cast_precision_loss, reason = "a time in seconds with a fraction")]
    let later = jiff::Timestamp::now().as_second() as f64 + 300.5;
    for (algorithm, padding, changes) in [
        (Algorithm::PS256, "=", json!({})),
        (Algorithm::RS256, "", json!({})),
        (Algorithm::PS256, "", json!({"exp": later})),
    ] {
        let named = signer.header();
        let header = Header {
            alg: algorithm,
            x5t_s256: named.x5t_s256.clone().map(|name| name + padding),
            ..named
        };
        let (status, answer) = practice.by_assertion(&signer.sign(&header, &changes)).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(claims(answer["access_token"].as_str().unwrap())["appidacr"], "2");
    }
    practice.stop().await;
}

#[tokio::test]
async fn each_customer_answers_as_its_state_says() {
    let practice = Practice::with(Options {
        customers: 6,
        ..Options::default()
    })
    .await;
    let partner = practice.ready().apps.partner.clone();
    let secret = partner.client_secret.unwrap();
    for customer in &practice.ready().customers {
        let (status, answer) = practice
            .by_secret(&customer.tenant_id, &partner.client_id, &secret, GRAPH)
            .await;
        let call = |path: &'static str| {
            let token = answer["access_token"].as_str().unwrap_or_default().to_owned();
            let practice = &practice;
            async move { practice.call(path, &token).await }
        };
        match customer.state {
            CustomerState::NoApp => assert_eq!((status.as_u16(), aadsts(&answer)), (401, 7_000_229)),
            CustomerState::Blocked => {
                assert_eq!((status.as_u16(), aadsts(&answer)), (400, 53003));
                assert_eq!(answer["suberror"], "message_only");
                let claims: Value = serde_json::from_str(answer["claims"].as_str().unwrap()).unwrap();
                assert!(claims["access_token"]["capolids"]["values"].is_array());
            }
            CustomerState::Consented => {
                let (status, page) = call("/v1.0/security/incidents").await;
                assert_eq!(status, 200);
                assert_eq!(page["value"][0]["tenantId"], customer.tenant_id.as_str());
            }
            CustomerState::NoRoles | CustomerState::PartialRoles => {
                let (status, refused) = call("/v1.0/security/incidents").await;
                assert_eq!(status, 403);
                assert!(
                    refused["error"]["message"]
                        .as_str()
                        .unwrap()
                        .starts_with("Missing application roles.")
                );
            }
            CustomerState::NotProvisioned => {
                let (status, refused) = call("/v1.0/security/incidents").await;
                assert_eq!(
                    (status.as_u16(), refused["error"]["message"].as_str().unwrap()),
                    (403, "Account is not provisioned.")
                );
            }
        }
    }
    practice.stop().await;
}
