//! `POST /{tenant}/oauth2/v2.0/token` and its older sister (RFC 6749 section 3.2).

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::address::Address;
use crate::calls::{TokenCall, short};
use crate::entra::authority::Authority;
use crate::entra::client_authentication::Credential;
use crate::entra::discovery::Version;
use crate::entra::error::{EntraError, Number};
use crate::entra::form::Form;
use crate::entra::params::Params;
use crate::entra::registration::{refuse_at_consumers, usable_in};
use crate::entra::tokens::Claims;
use crate::entra::{authorization_code, client_credentials, device_code, password, refresh_token};
use crate::ids::ClientId;
use crate::practice::{Practice, Shared};
use crate::store::{App, Audience, Store, Tenant};

const CLIENT_CREDENTIALS: &str = "client_credentials";
/// The name of RFC 8628 section 3.4; Entra also takes the short one of the drafts.
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A token request, before its grant is looked at.
pub(crate) struct TokenRequest<'a> {
    pub(crate) practice: &'a Practice,
    pub(crate) address: &'a Address,
    /// The tenant as it stands in the path.
    pub(crate) tenant: &'a str,
    pub(crate) version: Version,
    pub(crate) params: &'a Params,
    pub(crate) client_id: Option<String>,
    pub(crate) credential: Option<Credential>,
    /// Sent by browsers on cross-origin requests.
    pub(crate) origin: Option<String>,
}

impl TokenRequest<'_> {
    /// The tenant of the path; `None` for `organizations` and `common`.
    pub(crate) fn tenant<'s>(&self, store: &'s Store) -> Result<Option<&'s Tenant>, EntraError> {
        let client_id = self.client_id.as_deref().and_then(|id| id.parse().ok());
        let found = client_id.and_then(|id| self.practice.known_app(store, id));
        refuse_at_consumers(self.tenant, found)?;
        match Authority::parse(store, self.tenant) {
            Ok(Authority::Tenant(tenant)) => Ok(Some(tenant)),
            Ok(Authority::Any) => Ok(None),
            Err(error) => Err(error.under("invalid_request")),
        }
    }

    /// The registration, or AADSTS700016 with the tenant's name.
    pub(crate) fn app<'s>(&self, store: &'s Store, tenant: Option<&Tenant>) -> Result<&'s App, EntraError> {
        let sent = self
            .client_id
            .as_deref()
            .ok_or_else(|| EntraError::new(900_144).with("parameter", "client_id"))?;
        let unknown = || unknown_app(sent, tenant);
        let client_id: ClientId = sent.parse().map_err(|_| unknown())?;
        let app = self.practice.known_app(store, client_id).ok_or_else(unknown)?;
        refuse_personal_only(app)?;
        if let Some(tenant) = tenant {
            usable_in(store, app, tenant)?;
        }
        Ok(app)
    }

    /// What a client assertion may name as its audience.
    pub(crate) fn endpoints(&self, tenant: Option<&Tenant>) -> Vec<String> {
        let mut names = vec![self.tenant.to_owned()];
        if let Some(tenant) = tenant {
            names.push(tenant.id.to_string());
            names.extend(tenant.domains.iter().cloned());
        }
        let paths = ["oauth2/v2.0/token", "oauth2/token", "v2.0"];
        names
            .iter()
            .flat_map(|name| {
                paths
                    .iter()
                    .map(move |path| format!("{}/{name}/{path}", self.address))
            })
            .collect()
    }

    /// Signs an access token and lays out the answer as this version of the endpoint does.
    pub(crate) fn answer(&self, claims: &Claims, resource_uri: &str) -> Result<Value, EntraError> {
        let mut held = claims.json.clone();
        if let Some(capabilities) = capabilities(self.params.value("claims")) {
            held["xms_cc"] = capabilities;
        }
        let access_token = self
            .practice
            .key()
            .sign(&held)
            .map_err(|_| EntraError::new(50000))?;
        let mut answer = match self.version {
            Version::V2 => json!({
                "token_type": "Bearer",
                "expires_in": claims.expires_in,
                "ext_expires_in": claims.expires_in,
            }),
            Version::V1 => json!({
                "token_type": "Bearer",
                "expires_in": claims.expires_in.to_string(),
                "ext_expires_in": claims.expires_in.to_string(),
                "expires_on": claims.expires_on.to_string(),
                "not_before": claims.not_before.to_string(),
                "resource": resource_uri,
            }),
        };
        answer["access_token"] = access_token.into();
        Ok(answer)
    }
}

/// What the client declares that it can do, for the claim `xms_cc`: `cp1` stands for claims challenges
/// (MicrosoftDocs/entra-docs: claims-challenge.md). Entra ignores capabilities that it does not know.
fn capabilities(asked: Option<&str>) -> Option<Value> {
    let asked: Value = serde_json::from_str(asked?).ok()?;
    let known: Vec<&str> = asked["access_token"]["xms_cc"]["values"]
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .filter(|name| name.eq_ignore_ascii_case("cp1"))
        .collect();
    (!known.is_empty()).then(|| json!(known))
}

/// AADSTS700016 for this tenant.
pub(crate) fn unknown_app(client_id: &str, tenant: Option<&Tenant>) -> EntraError {
    let name = tenant.map_or("organizations", |tenant| tenant.name.as_str());
    EntraError::new(700_016)
        .with("client_id", client_id)
        .with("tenant", name)
}

/// No tenant knows an app for personal accounts only.
pub(crate) fn refuse_personal_only(app: &App) -> Result<(), EntraError> {
    if app.audience == Audience::PersonalMicrosoftAccount {
        return Err(EntraError::new(9_002_346)
            .with("client_id", app.client_id)
            .with("app", &app.name));
    }
    Ok(())
}

/// `POST /{tenant}/oauth2/v2.0/token`.
pub(crate) async fn v2(State(practice): State<Shared>, form: Form) -> Response {
    answered(&practice, Version::V2, form)
}

/// `POST /{tenant}/oauth2/token`.
pub(crate) async fn v1(State(practice): State<Shared>, form: Form) -> Response {
    answered(&practice, Version::V1, form)
}

/// Answers, and notes what was asked for and what became of it.
fn answered(practice: &Practice, version: Version, form: Form) -> Response {
    let (caller, grant_type) = (form.caller(practice), short(form.grant_type()));
    let throttled = grant_type == CLIENT_CREDENTIALS && practice.switches.throttles_this_token_request();
    let response = if throttled {
        too_many_requests()
    } else {
        form.answer(practice, version, by_grant)
    };
    practice.token_calls.note(TokenCall {
        caller,
        grant_type,
        status: response.status().as_u16(),
        error: response.extensions().get().map(|Number(code)| *code),
    });
    response
}

/// What applications get that ask too often, and no JSON (learn.microsoft.com/entra/msal/dotnet/advanced/
/// client-and-server-throttling; the body as quoted in AzureAD/microsoft-authentication-library-for-dotnet issue 2855).
/// Entra says 60 seconds; here it is one, as for the APIs.
fn too_many_requests() -> Response {
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(RETRY_AFTER, "1")],
        "Too Many Requests",
    )
        .into_response()
}

fn by_grant(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    if request.version == Version::V2 && request.params.value("resource").is_some() {
        return Err(EntraError::new(901_002));
    }
    match request.params.required("grant_type")? {
        "authorization_code" => authorization_code::redeem(request),
        CLIENT_CREDENTIALS => client_credentials::grant(request),
        "refresh_token" => refresh_token::grant(request),
        DEVICE_CODE | "device_code" => device_code::grant(request),
        "password" => password::grant(request),
        other => Err(EntraError::new(70003).with("grant_type", other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_capabilities_come_into_a_token() {
        let asked = |values: Value| json!({"access_token": {"xms_cc": {"values": values}}}).to_string();
        let told = |asked: &str| capabilities(Some(asked));
        assert_eq!(told(&asked(json!(["cp1", "xyz"]))), Some(json!(["cp1"])));
        assert_eq!(told(&asked(json!(["xyz"]))), None);
        assert_eq!(told("{\"access_token\": 1}"), None);
        assert_eq!(told("{"), None);
        assert_eq!(capabilities(None), None);
    }
}
