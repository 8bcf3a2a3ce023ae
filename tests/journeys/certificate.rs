//! As the application, with a certificate: Handrail's own, uploaded in the portal, or one from a file.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context, Credential, Goal};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::sign_in::{CertificateLifetime, ClientCertificate};
use handrail_practice_tenant::Options;
use secrecy::{ExposeSecret, SecretString};

use crate::portal::Portal;
use crate::tenant::{Tenant, goal};
use crate::wire::Wire;

async fn connection(tenant: &Tenant) -> ConnectionView {
    let by_certificate = Goal {
        credential: Credential::Certificate,
        ..goal(Api::Graph, Context::Application)
    };
    let client_id = &tenant.ready().apps.application.client_id;
    tenant.registered(by_certificate, client_id, None).await
}

async fn upload(tenant: &Tenant, connection: &ConnectionView) {
    let pem = tenant.assistant.public_certificate(&connection.id).await.unwrap();
    let client_id = connection.client_id.as_ref().unwrap();
    Portal::at(&tenant.ready().origin)
        .upload_certificate(client_id, &pem)
        .await;
}

/// The certificate and the key of the practice tenant's own application, as one file.
fn of_practice(tenant: &Tenant) -> Vec<u8> {
    let app = &tenant.ready().apps.application;
    let read = |file: &Option<String>| fs::read(file.as_ref().unwrap()).unwrap();
    [read(&app.certificate_file), read(&app.certificate_key_file)].concat()
}

#[tokio::test]
async fn a_certificate_works_once_it_is_uploaded_and_not_before() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let made = tenant
        .assistant
        .make_certificate(&connection.id, CertificateLifetime::OneYear)
        .await
        .unwrap();
    let thumbprint = made.current.unwrap().thumbprint;

    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    let step = checklist.step(StepId::Certificate).unwrap();
    let problem = step.problem.as_ref().unwrap();
    assert_eq!(problem.code, ErrorCode::CertificateNotRegistered);
    assert_eq!(problem.params["thumbprint"], thumbprint);

    upload(&tenant, &connection).await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert!(checklist.connection.ready, "{:?}", checklist.steps);
    assert!(tenant.read(&connection, 48).await.unwrap().rows > 0);
}

#[tokio::test]
async fn a_cloud_whose_file_says_so_gets_assertions_of_the_older_form() {
    let wire = Wire::laid().await;
    let tenant = Tenant::with(wire.options(Options::default())).await;
    let mut cloud = tenant.cloud();
    cloud["assertion"] = "RS256".into();
    let cloud = Cloud::parse(&cloud.to_string()).unwrap();
    tenant.assistant.add_cloud(cloud);
    let connection = connection(&tenant).await;
    tenant
        .assistant
        .make_certificate(&connection.id, CertificateLifetime::ThreeMonths)
        .await
        .unwrap();
    upload(&tenant, &connection).await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert!(checklist.connection.ready, "{:?}", checklist.steps);
    // {"typ":"JWT","alg":"RS256","x5t":
    let header = "client_assertion=eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsIng1dCI6I";
    assert!(wire.heard().contains(header));
}

#[tokio::test]
async fn the_private_key_is_in_no_file_and_the_public_half_is_all_that_is_saved() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let lifetime = CertificateLifetime::SixMonths;
    tenant
        .assistant
        .make_certificate(&connection.id, lifetime)
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("handrail.cer");
    tenant
        .assistant
        .save_certificate(&connection.id, &file)
        .await
        .unwrap();
    let saved = fs::read_to_string(file).unwrap();
    assert!(saved.starts_with("-----BEGIN CERTIFICATE-----"));
    for text in [saved, tenant.memory.document().to_string()] {
        assert!(!text.contains("PRIVATE KEY"));
    }
    assert_eq!(tenant.memory.secrets(), 1);
}

#[tokio::test]
async fn the_old_certificate_serves_until_the_new_one_is_uploaded_and_then_its_key_is_gone() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let lifetime = CertificateLifetime::OneYear;
    let assistant = &tenant.assistant;
    let first = assistant
        .make_certificate(&connection.id, lifetime)
        .await
        .unwrap();
    upload(&tenant, &connection).await;
    assert!(assistant.check(&connection.id).await.unwrap().connection.ready);

    let both = assistant
        .make_certificate(&connection.id, lifetime)
        .await
        .unwrap();
    assert_eq!(both.current, first.current);
    assert!(assistant.check(&connection.id).await.unwrap().connection.ready);
    assert_eq!(tenant.memory.secrets(), 2);

    upload(&tenant, &connection).await;
    assert!(assistant.check(&connection.id).await.unwrap().connection.ready);
    let after = assistant.certificates(&connection.id).await.unwrap();
    assert_eq!((after.current, after.next), (both.next, None));
    assert_eq!(tenant.memory.secrets(), 1);
}

#[tokio::test]
async fn a_key_that_is_gone_from_the_keychain_is_said() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    tenant
        .assistant
        .make_certificate(&connection.id, CertificateLifetime::OneYear)
        .await
        .unwrap();
    tenant.memory.restart();
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    let problem = checklist.step(StepId::Certificate).unwrap().problem.clone();
    assert_eq!(problem.unwrap().code, ErrorCode::CertificateMissing);
}

#[tokio::test]
async fn a_certificate_from_a_file_is_used_and_never_stored() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let certificate = ClientCertificate::parse(&of_practice(&tenant)).unwrap();
    tenant
        .assistant
        .lend_certificate(&connection.id, certificate)
        .await
        .unwrap();
    assert!(tenant.read(&connection, 48).await.unwrap().rows > 0);
    assert_eq!(tenant.memory.secrets(), 0);
}

#[tokio::test]
async fn a_file_that_cannot_serve_is_refused_with_its_reason() {
    let tenant = Tenant::start().await;
    let app = &tenant.ready().apps.application;
    let read = |file: &Option<String>| fs::read_to_string(file.as_ref().unwrap()).unwrap();
    let (certificate, key) = (read(&app.certificate_file), read(&app.certificate_key_file));
    let other = connection(&tenant).await;
    tenant
        .assistant
        .make_certificate(&other.id, CertificateLifetime::OneYear)
        .await
        .unwrap();
    let foreign = tenant.assistant.public_certificate(&other.id).await.unwrap();
    let locked = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    let curve = key.replace("PRIVATE KEY", "EC PRIVATE KEY");
    for (file, reason) in [
        ("no PEM at all".to_owned(), ErrorCode::CertificateFileMalformed),
        (certificate.clone(), ErrorCode::CertificateKeyMissing),
        (key.clone(), ErrorCode::CertificateNotInFile),
        (certificate.clone() + &locked, ErrorCode::CertificateKeyEncrypted),
        (certificate.clone() + &curve, ErrorCode::CertificateKeyNotRsa),
        (foreign.clone() + &key, ErrorCode::CertificateKeyMismatch),
    ] {
        let refused = ClientCertificate::parse(file.as_bytes()).unwrap_err();
        assert_eq!(refused.code, reason);
    }
    // Of a chain, the certificate that the key belongs to is the one that counts.
    assert!(ClientCertificate::parse((foreign + &certificate + &key).as_bytes()).is_ok());
}

/// What `openssl pkcs12` says of a file on standard output and standard error.
fn openssl(file: &Path, password: &SecretString, options: &[&str]) -> Output {
    Command::new("openssl")
        .args(["pkcs12", "-passin", "env:PASSWORD", "-in"])
        .arg(file)
        .args(options)
        .env("PASSWORD", password.expose_secret())
        .output()
        .unwrap()
}

#[tokio::test]
async fn a_certificate_with_its_key_opens_in_another_program_and_proves_the_application_there() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let assistant = &tenant.assistant;
    let none = assistant.certificate_with_key(&connection.id).await.unwrap_err();
    assert_eq!(none.code, ErrorCode::CertificateMissing);
    let lifetime = CertificateLifetime::OneYear;
    assistant
        .make_certificate(&connection.id, lifetime)
        .await
        .unwrap();
    upload(&tenant, &connection).await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("handrail.pfx");
    let sealed = assistant.certificate_with_key(&connection.id).await.unwrap();
    sealed.write(&file).unwrap();
    assert!(!format!("{sealed:?}").contains(sealed.password().expose_secret()));
    let said = openssl(&file, sealed.password(), &["-info", "-noout"]);
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.matches("AES-256-CBC").count(), 2, "{said}");
    assert!(said.contains("MAC: sha256"), "{said}");
    assert!(
        !openssl(&file, &SecretString::from("another"), &["-nodes"])
            .status
            .success()
    );

    let opened = openssl(&file, sealed.password(), &["-nodes"]);
    let certificate = ClientCertificate::parse(&opened.stdout).unwrap();
    let elsewhere = self::connection(&tenant).await;
    assistant
        .lend_certificate(&elsewhere.id, certificate)
        .await
        .unwrap();
    assert!(assistant.check(&elsewhere.id).await.unwrap().connection.ready);
}
