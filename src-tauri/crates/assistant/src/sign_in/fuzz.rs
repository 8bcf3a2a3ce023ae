//! What a sign-in is told: by token endpoints, by the browser, and by files of certificates.

use std::sync::LazyLock;

use jiff::Timestamp;
use oauth2::{
    DeviceAuthorizationUrl, EmptyExtraDeviceAuthorizationFields, HttpRequest, HttpResponse, RequestTokenError,
};
use secrecy::ExposeSecret as _;
use url::Url;
use uuid::Uuid;

use super::certificate::{CertificateLifetime, ClientCertificate, make};
use super::device_code::DeviceCode;
use super::loopback;
use super::oauth_client::{EntraTokenResponse, client, received};
use crate::clock::Clock;
use crate::diagnosis::EntraError;
use crate::error::ErrorReport;
use crate::fuzz::{Target, told};
use crate::tenant::Discovery;

pub(crate) const TARGETS: &[Target] = &[
    ("token-answer", token_answer),
    ("device-code-answer", device_code_answer),
    ("certificate-file", certificate_file),
    ("loopback-request", loopback::fuzz::request),
    ("loopback-answer", loopback::fuzz::answer),
];

/// Now is late, so that a length of time added to it may be too much.
struct Late;

impl Clock for Late {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(4_102_444_800).unwrap_or(Timestamp::MAX)
    }
}

#[allow(clippy::unwrap_used, reason = "constant addresses")]
static DISCOVERY: LazyLock<Discovery> = LazyLock::new(|| {
    let address = |path: &str| Url::parse("https://sign-in.example").unwrap().join(path).unwrap();
    Discovery {
        tenant_id: Uuid::nil().into(),
        issuer: "https://sign-in.example/v2.0".to_owned(),
        authorization_endpoint: address("authorize"),
        token_endpoint: address("token"),
        device_authorization_endpoint: Some(address("devicecode")),
        jwks_uri: address("keys"),
        takes_s256: true,
        issuer_in_answers: false,
        region: None,
        sub_region: None,
    }
});

fn sent(data: &[u8]) -> impl Fn(HttpRequest) -> Result<HttpResponse, ErrorReport> + use<> {
    let body = data.to_vec();
    move |_| Ok(HttpResponse::new(body.clone()))
}

/// An answer is taken whole or refused, and a refusal does not tell what was in it.
fn token_answer(data: &[u8]) {
    let client = client(&DISCOVERY, Uuid::nil().into());
    let outcome: Result<EntraTokenResponse, RequestTokenError<ErrorReport, EntraError>> =
        client.exchange_client_credentials().request(&sent(data));
    match received(outcome, &Late) {
        Ok(tokens) => {
            assert!(!tokens.access.expose().is_empty());
            assert!(tokens.access.expires >= Late.now() || tokens.access.claims.time("exp").is_some());
        }
        Err(report) => {
            let said = told(&report, data);
            assert!(!said.contains("bWFkZS11cC1zaWduYXR1cmU"), "{said}");
        }
    }
}

/// A code that is shown is short and plain, and the page it belongs to is one that a browser may open.
fn device_code_answer(data: &[u8]) {
    let Some(endpoint) = DISCOVERY.device_authorization_endpoint.clone() else {
        return;
    };
    let client = client(&DISCOVERY, Uuid::nil().into())
        .set_device_authorization_url(DeviceAuthorizationUrl::from_url(endpoint));
    let outcome = client
        .exchange_device_code()
        .request::<_, EmptyExtraDeviceAuthorizationFields>(&sent(data));
    let Ok(answer) = outcome else { return };
    let authority = &DISCOVERY.token_endpoint;
    if let Ok(code) = DeviceCode::read(&answer, authority, Uuid::nil().into()) {
        assert_eq!(code.verification_uri.scheme(), "https");
        assert!(code.user_code.len() <= 32 && !code.user_code.contains(char::is_whitespace));
        assert!(tokio::time::Instant::now().checked_add(code.expires_in).is_some());
    }
}

/// Stand in the seeds for a certificate and its key, which are made anew for each run and lie in no repository.
const CERTIFICATE: &str = "@CERTIFICATE@";
const KEY: &str = "@KEY@";

/// Whatever a file of a certificate holds, what is said of it holds no key.
fn certificate_file(data: &[u8]) {
    static MADE: LazyLock<(String, String)> = LazyLock::new(|| {
        let made = make("fuzz", CertificateLifetime::default(), Timestamp::UNIX_EPOCH);
        made.map(|made| (made.pem, made.key.expose_secret().to_owned()))
            .unwrap_or_default()
    });
    let (certificate, key) = &*MADE;
    assert!(!key.is_empty());
    let text = String::from_utf8_lossy(data);
    let file = text.replace(CERTIFICATE, certificate).replace(KEY, key);
    // Enough of its middle to be no chance.
    let part = &key[200..260];
    match ClientCertificate::parse(file.as_bytes()) {
        Ok(read) => assert!(!format!("{read:?}").contains(part)),
        Err(report) => assert!(!told(&report, file.as_bytes()).contains(part)),
    }
    // As the bytes are, where they are no text.
    let _ = ClientCertificate::parse(data);
    let _ = super::Certificate::parse(data);
}
