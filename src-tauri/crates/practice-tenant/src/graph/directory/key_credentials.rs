//! `keyCredentials`: certificates, by PATCH (microsoftgraph/microsoft-graph-docs-contrib: application-update.md,
//! application-addkey.md, resources/keycredential.md).

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::certificate::Certificate;
use crate::graph::directory::applications::{CHANGE, app_of, may_change};
use crate::graph::directory::call::{Call, Reply};
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::CertificateId;
use crate::store::App;

const PROPERTY: &str = "keyCredentials";

/// One entry as it is sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sent {
    /// base64 of the certificate; absent for one that is there already and stays.
    key: Option<String>,
    key_id: Option<Uuid>,
    #[serde(rename = "type")]
    kind: Option<String>,
    usage: Option<String>,
    display_name: Option<String>,
    custom_key_identifier: Option<String>,
    start_date_time: Option<Timestamp>,
    end_date_time: Option<Timestamp>,
}

/// Reads the list, which replaces the one of the app: an entry without `key` keeps the certificate of its `keyId`.
pub(crate) fn parse(value: &Value, app: &App, now: Timestamp) -> Result<Vec<Certificate>, GraphError> {
    let sent: Vec<Sent> = serde_json::from_value(value.clone()).map_err(|_| refusal::wrong_type(PROPERTY))?;
    sent.into_iter().map(|one| one.certificate(app, now)).collect()
}

impl Sent {
    fn certificate(self, app: &App, now: Timestamp) -> Result<Certificate, GraphError> {
        let Some(key) = &self.key else {
            let id = self.key_id.map(CertificateId);
            let kept = app.certificates.iter().find(|one| Some(one.id) == id);
            return kept.cloned().ok_or_else(invalid_key);
        };
        let expected = |field: &Option<String>, word: &str| field.as_deref() == Some(word);
        if !expected(&self.kind, "AsymmetricX509Cert") || !expected(&self.usage, "Verify") {
            return Err(refusal::invalid_value(PROPERTY, "Application"));
        }
        let bytes = STANDARD.decode(key).map_err(|_| invalid_key())?;
        let id = CertificateId(self.key_id.unwrap_or_else(Uuid::new_v4));
        let mut certificate =
            Certificate::parse_file(id, self.display_name, &bytes).map_err(|_| invalid_key())?;
        let (start, end) = (self.start_date_time, self.end_date_time);
        if start.is_some_and(|start| start < certificate.start) {
            return Err(invalid_date("Start", "start"));
        }
        if certificate.end <= now || end.is_some_and(|end| end > certificate.end || end <= now) {
            return Err(invalid_date("End", "end"));
        }
        certificate.start = start.unwrap_or(certificate.start);
        certificate.end = end.unwrap_or(certificate.end);
        if let Some(custom) = self.custom_key_identifier {
            certificate.custom_identifier = STANDARD
                .decode(custom)
                .map_err(|_| refusal::invalid_value("customKeyIdentifier", "KeyCredential"))?;
        }
        Ok(certificate)
    }
}

/// The code is quoted by public tools; the sentence is own words, after that of the dates.
fn invalid_key() -> GraphError {
    GraphError::new(
        StatusCode::BAD_REQUEST,
        "KeyCredentialsInvalidValue",
        "Key credential value is invalid.",
    )
}

fn invalid_date(which: &str, word: &str) -> GraphError {
    let code = if which == "End" {
        "KeyCredentialsInvalidEndDate"
    } else {
        "KeyCredentialsInvalidStartDate"
    };
    let message = format!("Key credential {word} date is invalid.");
    GraphError::new(StatusCode::BAD_REQUEST, code, message)
}

/// `POST /applications/{id}/addKey` needs a proof signed with a key that the app has already, so that it can only roll
/// certificates over. This practice tenant takes no proof: the way for scripts is PATCH.
pub(crate) fn add(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&CHANGE)?;
    let store = call.practice.read();
    let app = app_of(call, &store, key)?;
    may_change(call, &store, app)?;
    let body = call.object()?;
    if body
        .get("proof")
        .and_then(Value::as_str)
        .is_none_or(str::is_empty)
    {
        return Err(refusal::value_required("proof", "Application"));
    }
    Err(refusal::insufficient_privileges())
}
