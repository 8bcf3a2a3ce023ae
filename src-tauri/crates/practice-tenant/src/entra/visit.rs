//! What a browser brings to a page: a request that begins something, or a form that goes on with it.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Path, Request as HttpRequest};
use axum::http::Method;
use axum::response::{IntoResponse, Response};

use crate::entra::authorize::Request;
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::SignedIn;
use crate::entra::params::Params;
use crate::entra::{pages, session};
use crate::language::Language;
use crate::practice::Shared;

/// The beginning, by address or by form (OpenID Connect Core section 3.1.2.1).
pub(crate) struct Visit {
    /// The tenant as it stands in the path.
    pub(crate) tenant: String,
    pub(crate) params: Params,
    pub(crate) language: Language,
    /// Who is signed in in this browser.
    pub(crate) who: Option<SignedIn>,
    pub(crate) trace: Trace,
}

impl FromRequest<Shared> for Visit {
    type Rejection = Response;

    async fn from_request(request: HttpRequest, practice: &Shared) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Path(tenant) = Path::<String>::from_request_parts(&mut parts, practice)
            .await
            .map_err(IntoResponse::into_response)?;
        let Ok(language) = Language::from_request_parts(&mut parts, practice).await;
        let headers = parts.headers.clone();
        let params = if parts.method == Method::POST {
            let body = Bytes::from_request(HttpRequest::from_parts(parts, body), practice).await;
            Params::parse(&body.map_err(IntoResponse::into_response)?)
        } else {
            Params::parse(parts.uri.query().unwrap_or_default().as_bytes())
        };
        Ok(Self {
            tenant,
            trace: Trace::new(&headers, params.value("client-request-id"), practice.now()),
            who: session::of(practice, &headers),
            params,
            language,
        })
    }
}

/// A form of a page in the middle of a sign-in, which the form names by `ctx`. Without one, the answer is AADSTS90023.
pub(crate) struct Resumed {
    pub(crate) ctx: String,
    pub(crate) request: Request,
    pub(crate) params: Params,
    pub(crate) trace: Trace,
    who: Option<SignedIn>,
    language: Language,
}

impl FromRequest<Shared> for Resumed {
    type Rejection = Response;

    async fn from_request(request: HttpRequest, practice: &Shared) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(language) = Language::from_request_parts(&mut parts, practice).await;
        let headers = parts.headers.clone();
        let body = Bytes::from_request(HttpRequest::from_parts(parts, body), practice)
            .await
            .map_err(IntoResponse::into_response)?;
        let params = Params::parse(&body);
        let ctx = params.value("ctx").unwrap_or_default().to_owned();
        let pending = practice.read().grants.pending(&ctx).cloned();
        let Some(pending) = pending else {
            let trace = Trace::new(&headers, None, practice.now());
            return Err(pages::error(&EntraError::new(90023), &trace, language));
        };
        let correlation_id = pending.request.correlation_id.as_deref();
        Ok(Self {
            trace: Trace::new(&headers, correlation_id, practice.now()),
            request: pending.request,
            who: pending.who,
            ctx,
            params,
            language,
        })
    }
}

/// The same from somebody who has signed in already.
pub(crate) struct ResumedBy(pub(crate) SignedIn, pub(crate) Resumed);

impl FromRequest<Shared> for ResumedBy {
    type Rejection = Response;

    async fn from_request(request: HttpRequest, practice: &Shared) -> Result<Self, Response> {
        let resumed = Resumed::from_request(request, practice).await?;
        match resumed.who {
            Some(who) => Ok(Self(who, resumed)),
            None => Err(pages::error(
                &EntraError::new(90023),
                &resumed.trace,
                resumed.language,
            )),
        }
    }
}
