//! The authorization code grant with PKCE S256 through the system browser (RFC 6749 section 4.1, RFC 7636,
//! RFC 8252).

use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::loopback::{Expected, Issuer};
use super::oauth_client::{Tokens, client, received, sender};
use crate::clock::Clock;
use crate::cloud::ApiPlace;
use crate::connection::Goal;
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::ClientId;
use crate::tenant::Discovery;

/// One authorization request, with what its answer has to match.
pub(crate) struct Authorization {
    pub(crate) url: Url,
    pub(crate) redirect_uri: String,
    state: CsrfToken,
    issuer: String,
    /// Each answer of this server names its issuer.
    issuer_always_named: bool,
    pub(crate) nonce: String,
    verifier: PkceCodeVerifier,
    client_id: ClientId,
}

/// Who is expected to sign in, and with what proof.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expectation {
    /// The user name of an account that is known; without one, the page asks which account it is to be.
    pub(crate) login_hint: Option<String>,
    /// What Entra or an API asked the next sign-in to prove (Microsoft, "Claims challenges").
    pub(crate) claims: Option<String>,
}

/// What is asked for: the one delegated permission, and the sign-in scopes that bring an ID token and a refresh token.
pub(crate) fn scopes(place: &ApiPlace, goal: Goal) -> Vec<Scope> {
    let mut scopes = scopes_for_once(place, [permissions::least(goal)]);
    scopes.push(Scope::new("offline_access".to_owned()));
    scopes
}

/// Delegated permissions of one API, and the sign-in scopes that bring an ID token (whose nonce ties the answer to this
/// request). Without a refresh token, everything ends with the access token.
pub(crate) fn scopes_for_once<'a>(
    place: &ApiPlace,
    permissions: impl IntoIterator<Item = &'a str>,
) -> Vec<Scope> {
    let named = permissions
        .into_iter()
        .map(|name| format!("{}/{name}", place.audience));
    let sign_in = ["openid", "profile"].map(str::to_owned);
    named.chain(sign_in).map(Scope::new).collect()
}

impl Authorization {
    /// Prepares a request whose answer comes to that loopback port.
    pub(crate) fn new(
        discovery: &Discovery,
        client_id: ClientId,
        scopes: Vec<Scope>,
        expectation: &Expectation,
        port: u16,
    ) -> Result<Self> {
        // Without S256 a code that was taken from another sign-in could be redeemed in this one (RFC 9700 section 2.1.1).
        if !discovery.takes_s256 {
            return Err(ErrorReport::new(ErrorCode::AnswerNotUnderstood)
                .with("message", "code_challenge_methods_supported"));
        }
        // Registered once as `http://localhost`: Entra ignores the port and compares the path.
        let redirect_uri = format!("http://localhost:{port}");
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let nonce = CsrfToken::new_random().into_secret();
        let client = client(discovery, client_id).set_redirect_uri(redirect(&redirect_uri)?);
        let mut request = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .add_extra_param("response_mode", "query")
            .add_extra_param("nonce", &nonce);
        request = match &expectation.login_hint {
            Some(user_name) => request.add_extra_param("login_hint", user_name),
            None => request.add_extra_param("prompt", "select_account"),
        };
        if let Some(claims) = &expectation.claims {
            request = request.add_extra_param("claims", claims);
        }
        let (url, state) = request.url();
        Ok(Self {
            url,
            redirect_uri,
            state,
            issuer: discovery.issuer.clone(),
            issuer_always_named: discovery.issuer_in_answers,
            nonce,
            verifier,
            client_id,
        })
    }

    /// What its answer has to match.
    pub(super) fn expected(&self) -> Expected {
        Expected {
            state: self.state.secret().clone(),
            issuer: Some(Issuer {
                name: self.issuer.clone(),
                always_named: self.issuer_always_named,
            }),
        }
    }

    /// Redeems the code.
    pub(crate) async fn redeem(
        self,
        http: &Http,
        discovery: &Discovery,
        code: &SecretString,
        clock: &dyn Clock,
    ) -> Result<Tokens> {
        let client = client(discovery, self.client_id).set_redirect_uri(redirect(&self.redirect_uri)?);
        let outcome = client
            .exchange_code(AuthorizationCode::new(code.expose_secret().to_owned()))
            .set_pkce_verifier(self.verifier)
            .request_async(&sender(http))
            .await;
        received(outcome, clock).map_err(of_another_sign_in)
    }
}

/// What is known here and not from the number alone: the verifier was made for this request, so that a code which it does
/// not fit belongs to another one.
fn of_another_sign_in(report: ErrorReport) -> ErrorReport {
    let number = report.trace.as_ref().and_then(|trace| trace.aadsts);
    if !matches!(number, Some(50148 | 501_481)) {
        return report;
    }
    ErrorReport {
        trace: report.trace,
        detail: report.detail,
        ..ErrorReport::new(ErrorCode::StateMismatch).with("name", "code_verifier")
    }
}

fn redirect(uri: &str) -> Result<RedirectUrl> {
    RedirectUrl::new(uri.to_owned()).map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))
}
