//! Mistakes of an app that signs in as itself.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use handrail_practice_tenant::{CustomerState, Options};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Census, registered};
use crate::assertion::Signer;
use crate::harness::{Practice, XDR, json as answer_of};

const A_GUID: &str = "11111111-2222-3333-4444-555555555555";
const TWO_APIS: &str = "https://api.security.microsoft.com/.default https://graph.microsoft.com/.default";

/// A request of the ready application, with changes.
pub(crate) async fn ask(practice: &Practice, tenant: &str, changes: &[(&str, &str)]) -> (StatusCode, Value) {
    let app = &practice.ready().apps.application;
    let secret = app.client_secret.clone().unwrap();
    let mut form = vec![
        ("grant_type", "client_credentials"),
        ("client_id", app.client_id.as_str()),
        ("client_secret", &secret),
        ("scope", XDR),
    ];
    for (name, value) in changes {
        form.retain(|(already, _)| already != name);
        form.push((name, value));
    }
    form.retain(|(_, value)| !value.is_empty());
    practice.token(tenant, &form).await
}

pub(crate) async fn requests(census: &mut Census) {
    let practice = Practice::start().await;
    for (code, name, value) in [
        (900_144, "scope", ""),
        (70003, "grant_type", "magic"),
        (700_016, "client_id", A_GUID),
        (7_000_215, "client_secret", A_GUID),
        (7_000_216, "client_secret", ""),
        (1_002_012, "scope", "User.Read"),
        (70011, "scope", "https://api.security.microsoft.com.default"),
        (500_011, "scope", "https://api.example/.default"),
        (700_022, "scope", TWO_APIS),
        (901_002, "resource", "https://api.security.microsoft.com"),
    ] {
        census.answered(code, ask(&practice, "contoso.com", &[(name, value)]).await);
    }
    let url = practice.url("/contoso.com/oauth2/v2.0/token");
    let read = practice.client.get(url).send().await.unwrap();
    census.answered(900_561, answer_of(read).await);
    let url = practice.url("/common/discovery/instance?authorization_endpoint=nothing");
    let unreadable = practice.client.get(url).send().await.unwrap();
    census.answered(9_002_313, answer_of(unreadable).await);
    practice.stop().await;
}

pub(crate) async fn credentials(census: &mut Census) {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    let good = signer.header();
    let other = Header {
        x5t_s256: Some(URL_SAFE_NO_PAD.encode([7; 32])),
        ..good.clone()
    };
    for (code, header, changes) in [
        (5_002_723, &Header::new(Algorithm::PS256), json!({})),
        (700_027, &other, json!({})),
        (700_021, &good, json!({"iss": "someone else"})),
        (700_023, &good, json!({"aud": "https://elsewhere.example"})),
        (700_024, &good, json!({"exp": 1000})),
    ] {
        let assertion = signer.sign(header, &changes);
        census.answered(code, practice.by_assertion(&assertion).await);
    }
    let shared = EncodingKey::from_secret(b"shared");
    let symmetric = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &json!({}), &shared).unwrap();
    census.answered(5_002_738, practice.by_assertion(&symmetric).await);
    census.answered(50027, practice.by_assertion("no.jwt.here").await);
    let years = json!({"advanceSeconds": 5 * 366 * 24 * 3600});
    practice.control("/practice/clock", &years).await;
    census.answered(7_000_222, ask(&practice, "contoso.com", &[]).await);
    let assertion = signer.sign(&good, &json!({}));
    census.answered(1_000_502, practice.by_assertion(&assertion).await);
    practice.stop().await;
}

pub(crate) async fn tenants(census: &mut Census) {
    let practice = Practice::with(Options {
        customers: 6,
        ..Options::default()
    })
    .await;
    for (code, tenant) in [
        (50059, "common"),
        (90002, "nowhere.example"),
        (900_023, "nowhere"),
    ] {
        census.answered(code, ask(&practice, tenant, &[]).await);
    }
    let partner = practice.ready().apps.partner.clone();
    let secret = partner.client_secret.unwrap();
    let customers = practice.ready().customers.clone();
    let of = |state| &customers.iter().find(|one| one.state == state).unwrap().domain;
    for (code, state) in [(7_000_229, CustomerState::NoApp), (53003, CustomerState::Blocked)] {
        let answer = practice
            .by_secret(of(state), &partner.client_id, &secret, XDR)
            .await;
        census.answered(code, answer);
    }
    let path = format!("/portal/enterprise-apps/{}/properties", partner.client_id);
    let off = [("enabled", "no"), ("assignment_required", "no")];
    practice.submit(&path, &off).await;
    let disabled = practice
        .by_secret("contoso.com", &partner.client_id, &secret, XDR)
        .await;
    census.answered(7_000_112, disabled);
    let (_, personal) = registered(&practice, "PersonalMicrosoftAccount", "publicClient").await;
    let changes = [("client_id", personal.as_str())];
    census.answered(9_002_346, ask(&practice, "contoso.com", &changes).await);
    let path = format!("/portal/apps/{}/authentication/accounts", partner.client_id);
    practice.submit(&path, &[("account_types", "AzureADMyOrg")]).await;
    let known = of(CustomerState::Consented);
    let link = format!(
        "/{known}/adminconsent?client_id={}&redirect_uri=http://localhost:1",
        partner.client_id
    );
    census.stopped(650_059, &practice.page(&link).await);
    practice.stop().await;
}
