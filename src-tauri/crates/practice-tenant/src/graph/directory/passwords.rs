//! `addPassword` and `removePassword`
//! (microsoftgraph/microsoft-graph-docs-contrib: application-addpassword.md, application-removepassword.md).

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::graph::directory::application::password;
use crate::graph::directory::applications::{WRITE, app_of, may_write};
use crate::graph::directory::call::{Call, Reply};
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::SecretId;
use crate::random::{Dice, client_secret};
use crate::store::Secret;

/// "The default value is startDateTime + 2 years."
const LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 730);

/// What may be said of a new secret; Graph makes the rest.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Wish {
    display_name: Option<String>,
    start_date_time: Option<Timestamp>,
    end_date_time: Option<Timestamp>,
}

/// `POST /applications/{id}/addPassword`: the only answer that ever holds `secretText`.
pub(crate) fn add(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let mut body = call.object_or_nothing()?;
    let wish = match body.remove("passwordCredential") {
        None | Some(Value::Null) => Wish::default(),
        Some(wish) => serde_json::from_value(wish).map_err(|_| refusal::wrong_type("passwordCredential"))?,
    };
    if let Some(other) = body.keys().next() {
        return Err(refusal::unknown_property(other));
    }
    let mut store = call.practice.write();
    let app = app_of(call, &store, key)?;
    may_write(call, &store, Some(app))?;
    if call.practice.forbids_secrets() {
        return Err(forbidden_by_policy());
    }
    let client_id = app.client_id;
    let value = SecretString::from(client_secret(&mut Dice::unrepeatable()));
    let secret = wish.secret(&value, call.practice.now())?;
    lives_no_longer_than_allowed(call, secret.start, secret.expires)?;
    let mut printed = password(&secret);
    printed["secretText"] = value.expose_secret().into();
    if let Some(app) = store.app_mut(client_id) {
        app.secrets.push(secret);
    }
    Ok(Reply::Found(
        call.entity("microsoft.graph.passwordCredential", printed),
    ))
}

impl Wish {
    fn secret(self, value: &SecretString, now: Timestamp) -> Result<Secret, GraphError> {
        let start = self.start_date_time.unwrap_or(now);
        let end = match self.end_date_time {
            Some(end) => end,
            None => start.checked_add(LIFETIME).unwrap_or(start),
        };
        if end <= start || end <= now {
            return Err(invalid_end_date());
        }
        let id = SecretId(Uuid::new_v4());
        let name = self.display_name.unwrap_or_default();
        let mut secret = Secret::new(id, name, value, now, end);
        secret.start = start;
        Ok(secret)
    }
}

/// An app management policy of the tenant (MicrosoftDocs/entra-docs: configure-app-management-policies.md).
fn forbidden_by_policy() -> GraphError {
    GraphError::new(
        StatusCode::BAD_REQUEST,
        "CredentialTypeNotAllowedAsPerAppPolicy",
        "Credential type not allowed as per assigned policy.",
    )
}

/// The same policy limits how long a secret, or a certificate, lives. Code and body as in
/// OfficeDev/microsoft-365-agents-toolkit issue 10998 and Azure/azure-cli issue 28522; of certificates no text was found.
pub(crate) fn lives_no_longer_than_allowed(
    call: &Call<'_>,
    start: Timestamp,
    end: Timestamp,
) -> Result<(), GraphError> {
    if call.practice.allows_lifetime(start, end) {
        return Ok(());
    }
    // Each tenant here has one policy at most, so its id is the tenant's.
    let message = format!(
        "Credential lifetime exceeds the max value allowed as per assigned policy '{}'.",
        call.caller.tenant.id
    );
    let details = json!([{"code": "InvalidKeyEndDate", "message": message, "target": "EndDate"}]);
    let code = "CredentialInvalidLifetimeAsPerAppPolicy";
    Err(GraphError::new(StatusCode::BAD_REQUEST, code, message).with_details(details))
}

/// Own words, after Graph's for certificates.
fn invalid_end_date() -> GraphError {
    GraphError::new(
        StatusCode::BAD_REQUEST,
        "PasswordCredentialsInvalidEndDate",
        "Password credential end date is invalid.",
    )
}

/// `POST /applications/{id}/removePassword`.
pub(crate) fn remove(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let body = call.object()?;
    let sent = body
        .get("keyId")
        .ok_or_else(|| refusal::value_required("keyId", "Application"))?;
    let sent = sent.as_str().ok_or_else(|| refusal::wrong_type("keyId"))?;
    let id: SecretId = sent.parse().map_err(|_| refusal::wrong_type("keyId"))?;
    let mut store = call.practice.write();
    let app = app_of(call, &store, key)?;
    may_write(call, &store, Some(app))?;
    let client_id = app.client_id;
    if store.remove_secret(client_id, id) {
        Ok(Reply::Done)
    } else {
        Err(refusal::bad_request(format!(
            "No password credential found with keyId {id}."
        )))
    }
}
