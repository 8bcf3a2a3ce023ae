//! Discovery, tokens and the refusals of the token endpoint.

use handrail_practice_tenant::Options;
use serde_json::Value;

use super::{Samples, Tolerance};
use crate::device::WaitingApp;
use crate::every_code::applications::ask;
use crate::harness::{ANALYST, MDE, Practice, XDR, claims, json as answer_of};
use crate::password::by_password;

pub(crate) const SAMPLES: &[&str] = &[
    "device_code_response.json",
    "instance_discovery.json",
    "jwks.json",
    "jwt_payload_mde_app_only.json",
    "oidc_discovery_v2_common.json",
    "oidc_discovery_v2_tenant.json",
    "token_error_500011_resource_not_found.json",
    "token_error_50076_mfa_required_interaction.json",
    "token_error_50076_mfa_required_ropc.json",
    "token_error_50126_bad_password.json",
    "token_error_53003_conditional_access.json",
    "token_error_65001_consent_required.json",
    "token_error_700016_app_not_found.json",
    "token_error_7000215_invalid_secret.json",
    "token_error_7000222_expired_secret.json",
    "token_error_7000229_missing_service_principal.json",
    "token_error_70011_invalid_scope.json",
    "token_error_70016_authorization_pending.json",
    "token_error_90002_tenant_not_found.json",
    "token_v1_client_credentials_success.json",
    "token_v2_auth_code_success.json",
    "token_v2_client_credentials_success.json",
    "token_v2_client_credentials_success_defender.json",
    "token_v2_device_code_success.json",
];

const NOT_SERVED: &str = "an endpoint of another service, which the practice tenant does not have";
const DOCUMENT: &[Tolerance] = &[
    (".kerberos_endpoint", NOT_SERVED),
    (".rbac_url", NOT_SERVED),
    (".userinfo_endpoint", NOT_SERVED),
];

const FOR_A_USER: &[Tolerance] = &[(
    ".ext_expires_in",
    "left out by the page, but sent by the service: the samples of an application have it",
)];

const SECOND_FACTOR: &[Tolerance] = &[(
    ".claims",
    "sent along when it is a policy of Conditional Access that asks for the second factor",
)];

const OLDER: &str = "recorded in 2017, before the service sent it";
const CONSENT: &[Tolerance] = &[(".error_uri", OLDER), (".suberror", OLDER)];

const CUT: &str = "cut off by whoever recorded it";
const PRINCIPAL: &[Tolerance] = &[
    (".correlation_id", CUT),
    (".error_uri", CUT),
    (".timestamp", CUT),
    (".trace_id", CUT),
];

/// The service's sentence without numbers, names and times: what stands between the gaps of the data file's row.
fn has_the_words(sample: &Value) -> bool {
    let code = &sample["error_codes"][0];
    let rows: Vec<Value> = serde_json::from_str(include_str!("../../../data/aadsts.json")).unwrap();
    let row = rows.iter().find(|row| row["code"] == *code).unwrap();
    let mut rest = sample["error_description"].as_str().unwrap();
    row["message"]
        .as_str()
        .unwrap()
        .split(['{', '}'])
        .step_by(2)
        .all(|words| match rest.find(words) {
            Some(at) => {
                rest = &rest[at + words.len()..];
                true
            }
            None => false,
        })
}

#[test]
fn the_sentences_are_those_of_the_recorded_answers() {
    let Some(samples) = Samples::open() else { return };
    let recorded = SAMPLES.iter().filter(|name| name.starts_with("token_error_"));
    // That recording names the application by its address alone, the current sentence by id and name.
    let recorded = recorded.filter(|name| !name.contains("65001"));
    for name in recorded {
        let sample = samples.read(name);
        assert!(has_the_words(&sample), "{name}: {}", sample["error_description"]);
    }
}

async fn read(practice: &Practice, path: &str) -> Value {
    answer_of(practice.client.get(practice.url(path)).send().await.unwrap())
        .await
        .1
}

#[tokio::test]
async fn discovery_tokens_and_refusals_have_the_shape_of_the_published_ones() {
    let Some(samples) = Samples::open() else { return };
    let practice = Practice::start().await;
    let tenant = read(&practice, "/contoso.com/v2.0/.well-known/openid-configuration").await;
    samples.compare(&["oidc_discovery_v2_tenant.json"], &tenant, DOCUMENT);
    let common = read(&practice, "/common/v2.0/.well-known/openid-configuration").await;
    samples.compare(&["oidc_discovery_v2_common.json"], &common, DOCUMENT);
    let keys = read(&practice, "/contoso.com/discovery/v2.0/keys").await;
    samples.compare(&["jwks.json"], &keys, &[]);
    let path = format!(
        "/common/discovery/instance?authorization_endpoint={}/common/oauth2/v2.0/authorize",
        practice.ready().origin
    );
    samples.compare(&["instance_discovery.json"], &read(&practice, &path).await, &[]);
    let device = WaitingApp::begin(&practice).await;
    samples.compare(&["device_code_response.json"], &device.answer, &[]);
    tokens(&samples, &practice, &device).await;
    refusals(&samples, &practice).await;
    practice.stop().await;
    samples.finish(SAMPLES);
}

async fn tokens(samples: &Samples, practice: &Practice, device: &WaitingApp) {
    let (_, pending) = device.poll(practice).await;
    samples.compare(&["token_error_70016_authorization_pending.json"], &pending, &[]);
    device.approve(practice, ANALYST).await;
    let (_, tokens) = device.poll(practice).await;
    samples.compare(&["token_v2_device_code_success.json"], &tokens, FOR_A_USER);
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, tokens) = practice.redeem(&code, &[]).await;
    samples.compare(&["token_v2_auth_code_success.json"], &tokens, FOR_A_USER);
    let (_, token) = ask(practice, "contoso.com", &[]).await;
    let names = [
        "token_v2_client_credentials_success.json",
        "token_v2_client_credentials_success_defender.json",
    ];
    samples.compare(&names, &token, &[]);
    let access = claims(&practice.application_token(MDE).await);
    samples.compare(&["jwt_payload_mde_app_only.json"], &access, &[]);
    let app = practice.ready().apps.application.clone();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", app.client_id.as_str()),
        ("client_secret", app.client_secret.as_deref().unwrap()),
        ("resource", "https://api.security.microsoft.com"),
    ];
    let url = practice.url("/contoso.com/oauth2/token");
    let (_, token) = answer_of(practice.client.post(url).form(&form).send().await.unwrap()).await;
    samples.compare(&["token_v1_client_credentials_success.json"], &token, &[]);
}

async fn refusals(samples: &Samples, practice: &Practice) {
    for (name, field, value) in [
        (
            "token_error_500011_resource_not_found.json",
            "scope",
            "https://api.example/.default",
        ),
        ("token_error_700016_app_not_found.json", "client_id", "unknown"),
        (
            "token_error_7000215_invalid_secret.json",
            "client_secret",
            "wrong",
        ),
        (
            "token_error_70011_invalid_scope.json",
            "scope",
            "https://api.security.microsoft.com.default",
        ),
    ] {
        let (_, refused) = ask(practice, "contoso.com", &[(field, value)]).await;
        samples.compare(&[name], &refused, &[]);
    }
    let (_, refused) = ask(practice, "nowhere.example", &[]).await;
    samples.compare(&["token_error_90002_tenant_not_found.json"], &refused, &[]);
    let (_, refused) = by_password(practice, "contoso.com", &[("password", "wrong")]).await;
    samples.compare(&["token_error_50126_bad_password.json"], &refused, &[]);
    for scenario in ["mfa-required", "secret-expired"] {
        practice.turn(scenario, true).await;
    }
    let (_, refused) = ask(practice, "contoso.com", &[]).await;
    samples.compare(&["token_error_7000222_expired_secret.json"], &refused, &[]);
    let (_, refused) = by_password(practice, "contoso.com", &[]).await;
    for name in [
        "token_error_50076_mfa_required_interaction.json",
        "token_error_50076_mfa_required_ropc.json",
    ] {
        samples.compare(&[name], &refused, SECOND_FACTOR);
    }
    by_the_partner(samples).await;
}

/// What a partner meets in customers' tenants, and where nobody consented.
async fn by_the_partner(samples: &Samples) {
    let practice = Practice::with(Options {
        customers: 6,
        ..Options::default()
    })
    .await;
    let app = practice.ready().apps.partner.clone();
    let secret = app.client_secret.unwrap();
    let customers = practice.ready().customers.clone();
    for (name, customer, tolerances) in [
        ("token_error_7000229_missing_service_principal.json", 1, PRINCIPAL),
        ("token_error_53003_conditional_access.json", 4, &[]),
    ] {
        let (_, refused) = practice
            .by_secret(&customers[customer].domain, &app.client_id, &secret, XDR)
            .await;
        samples.compare(&[name], &refused, tolerances);
    }
    let unconsented = practice.ready().apps.unconsented.client_id.clone();
    let path = format!("/portal/apps/{unconsented}/authentication");
    practice.submit(&path, &[("allow_public_client", "yes")]).await;
    let (_, refused) = by_password(&practice, "contoso.com", &[("client_id", &unconsented)]).await;
    samples.compare(&["token_error_65001_consent_required.json"], &refused, CONSENT);
    practice.stop().await;
}
