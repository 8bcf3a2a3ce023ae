//! The secret or the certificate that a registration is given.

use serde_json::{Value, json};

use super::ground::{APPLICATION, Ground, Looked};
use super::{PlannedChange, PlannedStep};
use crate::connection::{Connection, Credential};
use crate::registration::client_secret::{LIFETIMES, ends_after, secret_name};
use crate::registration::key_credentials::{has_thumbprint, key_credential};
use crate::registration::request::DirectoryRequest;
use crate::registration::run::RegistrationStepId;
use crate::sign_in::Certificate;

/// The step; `None` for a public client, which has nothing to prove itself with.
pub(super) fn step(ground: &Ground<'_>, looked: Option<&Looked>) -> Option<PlannedStep> {
    match ground.target.credential? {
        Credential::Secret => Some(secret(ground, looked)),
        Credential::Certificate => Some(certificate(ground, looked)),
    }
}

fn secret(ground: &Ground<'_>, looked: Option<&Looked>) -> PlannedStep {
    let id = RegistrationStepId::Secret;
    if ground.connection.secret.is_some() && is_its_own(ground.connection, looked) {
        return PlannedStep::new(id, PlannedChange::Keep);
    }
    let [days, ..] = LIFETIMES;
    let ends = ends_after(days, ground.now);
    let request = DirectoryRequest::add_password(application(looked), &secret_name(&ground.run()), &ends);
    PlannedStep::new(id, PlannedChange::Create)
        .with("days", days)
        .sending(ground, [request])
}

fn certificate(ground: &Ground<'_>, looked: Option<&Looked>) -> PlannedStep {
    let id = RegistrationStepId::Certificate;
    let registered: &[Value] = looked
        .and_then(|looked| looked.application.as_ref())
        .map_or(&[], |application| &application.key_credentials);
    let made = ground.connection.certificates.newest();
    let made = made.and_then(|made| Certificate::parse_pem(&made.pem));
    let is_there = |made: &Certificate| {
        let thumbprint = made.thumbprint();
        registered.iter().any(|one| has_thumbprint(one, &thumbprint))
    };
    if made.as_ref().is_some_and(is_there) {
        return PlannedStep::new(id, PlannedChange::Keep);
    }
    let new = match &made {
        Some(made) => key_credential(made, &ground.target.name),
        // Its key is made when it is needed.
        None => json!({
            "type": "AsymmetricX509Cert",
            "usage": "Verify",
            "displayName": ground.target.name,
            "key": "{certificate}",
        }),
    };
    let all: Vec<Value> = registered.iter().cloned().chain([new]).collect();
    let request = DirectoryRequest::replace_certificates(application(looked), &all);
    PlannedStep::new(id, PlannedChange::Create).sending(ground, [request])
}

/// Was the connection's secret made for the registration that was found?
fn is_its_own(connection: &Connection, looked: Option<&Looked>) -> bool {
    let found = looked.and_then(|looked| looked.application.as_ref());
    found.is_some_and(|found| {
        connection
            .client_id
            .is_some_and(|id| id.to_string().eq_ignore_ascii_case(&found.app_id))
    })
}

fn application(looked: Option<&Looked>) -> &str {
    looked
        .and_then(|looked| looked.application.as_ref())
        .map_or(APPLICATION, |found| &found.id)
}
