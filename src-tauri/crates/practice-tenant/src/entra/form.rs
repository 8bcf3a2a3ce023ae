//! A form that an app sends to the token service.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Path, Request};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::address::Address;
use crate::calls::Caller;
use crate::entra::client_authentication::{Credential, presented};
use crate::entra::discovery::Version;
use crate::entra::error::{EntraError, Trace};
use crate::entra::params::Params;
use crate::entra::token_endpoint::TokenRequest;
use crate::practice::{Practice, Shared};

/// The form as it came: read whatever its `Content-Type` says, as not every client sends one.
pub(crate) struct Form {
    address: Address,
    /// The tenant as it stands in the path.
    tenant: String,
    params: Params,
    client_id: Option<String>,
    credential: Option<Credential>,
    origin: Option<String>,
    trace: Trace,
}

impl FromRequest<Shared> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, practice: &Shared) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(of_query) = Trace::from_request_parts(&mut parts, practice).await;
        let address = Address::from_request_parts(&mut parts, practice).await;
        let tenant = Path::<String>::from_request_parts(&mut parts, practice).await;
        let headers = parts.headers.clone();
        let body = Bytes::from_request(Request::from_parts(parts, body), practice)
            .await
            .map_err(|_| EntraError::new(9_002_313).json(&of_query))?;
        let params = Params::parse(&body);
        let (client_id, credential) = presented(&headers, &params);
        let origin = headers.get("origin").and_then(|origin| origin.to_str().ok());
        let trace = match params.value("client-request-id") {
            Some(id) => Trace::new(&headers, Some(id), practice.now()),
            None => of_query,
        };
        Ok(Self {
            address: address.map_err(IntoResponse::into_response)?,
            tenant: tenant.map_err(IntoResponse::into_response)?.0,
            client_id,
            credential,
            origin: origin.map(str::to_owned),
            trace,
            params,
        })
    }
}

impl Form {
    /// Who asks where; the app as it names itself, proved or not.
    pub(crate) fn caller(&self, practice: &Practice) -> Caller {
        let store = practice.read();
        Caller {
            tenant_id: store.tenant_named(&self.tenant).map(|tenant| tenant.id),
            client_id: self.client_id.as_deref().and_then(|id| id.parse().ok()),
        }
    }

    /// `grant_type`, or nothing.
    pub(crate) fn grant_type(&self) -> &str {
        self.params.value("grant_type").unwrap_or_default()
    }

    /// Answers in JSON, whatever `answer` says. A page of another origin may read it (Fetch Standard, section 3.2.3).
    pub(crate) fn answer(
        self,
        practice: &Practice,
        version: Version,
        answer: impl FnOnce(&TokenRequest<'_>) -> Result<Value, EntraError>,
    ) -> Response {
        let request = TokenRequest {
            practice,
            address: &self.address,
            tenant: &self.tenant,
            version,
            params: &self.params,
            client_id: self.client_id,
            credential: self.credential,
            origin: self.origin,
        };
        let mut response = match answer(&request) {
            Ok(answer) => (self.trace.headers(), Json(answer)).into_response(),
            Err(error) => error.json(&self.trace),
        };
        if let Some(origin) = request.origin.and_then(|origin| origin.parse().ok()) {
            response
                .headers_mut()
                .insert("access-control-allow-origin", origin);
        }
        response
    }
}
