//! Admin consent by link (Microsoft, "Admin consent on the Microsoft identity platform"): an administrator agrees for
//! the whole tenant, and the browser brings word of it. The word proves nothing; a token from that tenant does.

use oauth2::CsrfToken;
use serde::Serialize;
use specta::Type;
use tokio_util::sync::CancellationToken;
use url::{Url, form_urlencoded};

use super::landing::LandingPage;
use super::loopback::{Bound, Callback, Expected, Loopback};
use super::pending::PATIENCE;
use crate::checklist::{StepId, steps};
use crate::cloud::Cloud;
use crate::connection::{Connection, Tenancy};
use crate::diagnosis::{self, EntraError};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{ClientId, TenantId};

/// A consent page that was opened here.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsentAttempt {
    /// The connection.
    pub connection_id: String,
    /// What the browser shows. Nothing in it is secret.
    pub link: String,
    /// Handrail hears the answer; otherwise it goes to the partner's own page.
    pub listening: bool,
    /// When it gives up, RFC 3339.
    pub expires_at: String,
    /// The browser could not be opened: the link can be copied instead.
    pub browser_problem: Option<ErrorReport>,
}

/// What is sent to a customer: the words around it are the window's or the command line's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsentLink {
    /// The address of the consent page.
    pub link: String,
    /// The tenant that is asked.
    pub tenant_id: String,
    /// How the person named it.
    pub domain: String,
    /// Comes back with the answer.
    pub state: String,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// On the customer's computer nobody listens there: the browser ends on an error page although consent was given.
    pub loopback: bool,
}

/// The address of the consent page: everything that the registration lists, for the whole tenant.
///
/// `None` where a value is not known yet, or where the goal has no redirect address to answer to (AADSTS500113).
pub(crate) fn consent_url(
    connection: &Connection,
    cloud: &Cloud,
    answer: Option<(u16, &str)>,
) -> Option<Url> {
    let waits = connection.goal.tenancy == Tenancy::Customers && connection.customer.is_none();
    let answered = steps(connection.goal)
        .iter()
        .any(|step| step.id == StepId::RedirectUri);
    if waits || !answered {
        return None;
    }
    consent_page(connection, cloud, answer)
}

/// The same page for whoever registered an address to answer to although the goal needs none.
pub(crate) fn consent_page(
    connection: &Connection,
    cloud: &Cloud,
    answer: Option<(u16, &str)>,
) -> Option<Url> {
    let client_id = connection.client_id?;
    let (redirect_uri, state) = match answer {
        Some((port, state)) => (format!("http://localhost:{port}"), state),
        None => (connection.redirect_uri().to_owned(), connection.id.as_str()),
    };
    let query = ConsentQuery {
        client_id,
        redirect_uri: &redirect_uri,
        state: Some(state),
        scope: None,
    };
    Some(query.at(cloud, connection.token_tenant()))
}

/// What the address of a consent page says beside the tenant.
pub(crate) struct ConsentQuery<'a> {
    pub(crate) client_id: ClientId,
    pub(crate) redirect_uri: &'a str,
    /// Comes back with the answer; `None` where the address is only shown.
    pub(crate) state: Option<&'a str>,
    /// What is asked for, with blanks between; `None` asks for everything that the registration lists.
    pub(crate) scope: Option<&'a str>,
}

impl ConsentQuery<'_> {
    /// The address of the page: `/{tenant}/adminconsent`, or with a scope `/{tenant}/v2.0/adminconsent`.
    pub(crate) fn at(&self, cloud: &Cloud, tenant: TenantId) -> Url {
        let version = if self.scope.is_some() { "v2.0/" } else { "" };
        let mut url = cloud.authority.clone();
        url.set_path(&format!("/{tenant}/{version}adminconsent"));
        let client_id = self.client_id.to_string();
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("client_id", &client_id);
        query.extend_pairs(self.scope.map(|scope| ("scope", scope)));
        query.append_pair("redirect_uri", self.redirect_uri);
        query.extend_pairs(self.state.map(|state| ("state", state)));
        // A plus sign for a blank is the habit of forms; mail programs and people read `%20`.
        url.set_query(Some(&query.finish().replace('+', "%20")));
        url
    }
}

/// What a refusal that the browser brought means.
pub(crate) fn refusal(error: &EntraError) -> ErrorReport {
    let report = diagnosis::from_entra(error, None);
    // A Cancel on this page comes without a number, in a word of its own for each form of the address.
    let numbered = report.trace.as_ref().is_some_and(|trace| trace.aadsts.is_some());
    if numbered {
        report
    } else {
        ErrorReport {
            detail: report.detail,
            ..ErrorReport::new(ErrorCode::ConsentDeclined)
        }
    }
}

/// A consent page that is waited for.
pub(crate) struct PendingConsent {
    pub(crate) url: Url,
    loopback: Loopback,
    pub(crate) cancelled: CancellationToken,
}

impl PendingConsent {
    /// Takes a port and begins to listen for the answer.
    pub(crate) async fn begin(connection: &Connection, cloud: &Cloud, page: LandingPage) -> Result<Self> {
        let bound = Bound::bind().await?;
        let state = CsrfToken::new_random().into_secret();
        let url = consent_page(connection, cloud, Some((bound.port(), &state)))
            .ok_or_else(|| ErrorReport::new(ErrorCode::CustomerMissing))?;
        Ok(Self {
            url,
            loopback: bound.listen(Expected { state, issuer: None }, page),
            cancelled: CancellationToken::new(),
        })
    }

    /// The tenant that the browser says has consented.
    pub(crate) async fn answer(&self) -> Result<String> {
        let answer = tokio::select! {
            () = self.cancelled.cancelled() => return Err(ErrorReport::new(ErrorCode::Cancelled)),
            () = tokio::time::sleep(PATIENCE) => return Err(self.loopback.silence().at(StepId::Consent)),
            answer = self.loopback.answer() => answer?,
        };
        self.loopback.landed().await;
        match answer {
            Callback::Consented { tenant } => Ok(tenant),
            Callback::Refused(error) => Err(refusal(&error)),
            Callback::Code(_) | Callback::OtherIssuer => {
                Err(ErrorReport::new(ErrorCode::SignInUnknown).at(StepId::Consent))
            }
        }
    }
}
