//! Secrets and certificates.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{Compared, in_order, in_order_for, now};
use crate::cloud::Api;
use crate::connection::{Context, Credential};
use crate::error::ErrorCode;
use crate::registration::drift::DriftKind;
use crate::registration::key_credentials::key_credential;
use crate::registration::plan::example::connection;
use crate::sign_in::{Certificate, CertificateLifetime, make};

fn in_days(days: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * days)
}

/// A registration with secrets that end in so many days, the first of which is in use.
fn ending(days: &[i64]) -> Compared {
    let mut compared = in_order(Api::Graph, Context::Application);
    let one = |days: &i64| json!({"keyId": format!("of {days}"), "endDateTime": in_days(*days).to_string()});
    let all: Vec<_> = days.iter().map(one).collect();
    compared = compared.written(&json!({ "passwordCredentials": all }));
    compared.seen.secret = compared.seen.application.password_credentials.first().cloned();
    compared
}

fn by_certificate(registered: bool, now: Timestamp) -> Compared {
    let mut connection = connection(Api::Graph, Context::Application);
    connection.goal.credential = Credential::Certificate;
    let made = make("Handrail application", CertificateLifetime::OneYear, super::now()).unwrap();
    let certificate = Certificate::parse_pem(&made.pem).unwrap();
    let mut compared = in_order_for(connection);
    if registered {
        let mut key = key_credential(&certificate, "Handrail application");
        key["customKeyIdentifier"] = json!(certificate.thumbprint());
        compared = compared.written(&json!({ "keyCredentials": [key] }));
    }
    (compared.wanted.certificate, compared.wanted.now) = (Some(certificate), now);
    compared
}

#[test]
fn a_secret_is_named_in_its_last_month_and_after_its_end() {
    assert_eq!(ending(&[31]).found(), [""; 0]);
    let soon = ending(&[29]).only();
    assert_eq!(soon.id(), "secret_expires_soon");
    assert_eq!(
        (soon.mends(), soon.choice),
        ([].as_slice(), false),
        "a rotation makes a new one"
    );
    assert_eq!(ending(&[0]).only().kind, DriftKind::SecretExpired);
    assert_eq!(ending(&[-1]).only().problem.code, ErrorCode::SecretExpired);
}

#[test]
fn the_secret_in_use_counts_and_the_longest_where_nobody_knows_which_it_is() {
    let mut compared = ending(&[-1, 100]);
    assert_eq!(compared.only().kind, DriftKind::SecretExpired);
    compared.seen.secret = None;
    assert_eq!(compared.found(), [""; 0]);
}

#[test]
fn several_secrets_are_several_only_while_they_are_good() {
    let several = ending(&[100, 200, -1]).only();
    assert_eq!((several.kind, several.choice), (DriftKind::SeveralSecrets, true));
    assert_eq!(several.problem.params["value"], "2");
    assert_eq!(ending(&[100, -1]).found(), [""; 0]);
}

#[test]
fn a_registration_that_holds_no_secret_accepts_none() {
    let missing = ending(&[]).only();
    assert_eq!(
        (missing.kind, missing.problem.code),
        (DriftKind::SecretMissing, ErrorCode::SecretWrong)
    );
}

#[test]
fn a_person_needs_neither_a_secret_nor_a_certificate() {
    let person = in_order(Api::Graph, Context::User);
    let person = person.written(&json!({"passwordCredentials": [], "keyCredentials": []}));
    assert_eq!(person.found(), [""; 0]);
}

#[test]
fn a_certificate_is_put_where_it_is_missing_and_named_before_its_end() {
    assert_eq!(by_certificate(true, now()).found(), [""; 0]);
    let missing = by_certificate(false, now());
    assert_eq!(missing.only().kind, DriftKind::CertificateMissing);
    let other = json!({"keyCredentials": [{"customKeyIdentifier": "AAAA"}]});
    let mut missing = missing.written(&other);
    let (sent, _) = missing.mend(&missing.only());
    assert_eq!(sent, ["PATCH /v1.0/applications/the-application"]);
    assert_eq!(
        missing.seen.application.key_credentials.len(),
        2,
        "the other one stays"
    );

    let days = |days| by_certificate(true, in_days(days));
    assert_eq!(days(334).found(), [""; 0]);
    assert_eq!(days(336).only().kind, DriftKind::CertificateExpiresSoon);
    assert_eq!(days(366).only().kind, DriftKind::CertificateExpired);
    let ended = by_certificate(false, in_days(366));
    assert!(
        ended.differences().iter().all(|one| one.mends().is_empty()),
        "it would be refused"
    );
}
