//! The authorization code grant with PKCE S256 through the system browser (RFC 6749 section 4.1, RFC 7636,
//! RFC 8252).

use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::oauth_client::{Tokens, client, received, sender};
use crate::clock::Clock;
use crate::cloud::ApiPlace;
use crate::connection::Goal;
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::ClientId;
use crate::tenant::Discovery;
use crate::token::{KeySet, verify_id_token};

/// One authorization request, with what its answer has to match.
pub(crate) struct Authorization {
    pub(crate) url: Url,
    pub(crate) redirect_uri: String,
    pub(super) state: CsrfToken,
    nonce: String,
    verifier: PkceCodeVerifier,
    client_id: ClientId,
}

/// What the redemption brought.
pub(crate) struct Redeemed {
    pub(crate) tokens: Tokens,
    pub(crate) account: Option<String>,
}

/// What is asked for: the one delegated permission, and the sign-in scopes that bring an ID token (whose nonce
/// ties the answer to this request) and a refresh token.
pub(super) fn scopes(place: &ApiPlace, goal: Goal) -> Vec<Scope> {
    let permission = format!("{}/{}", place.audience, permissions::least(goal));
    [permission.as_str(), "openid", "profile", "offline_access"]
        .map(|scope| Scope::new(scope.to_owned()))
        .to_vec()
}

impl Authorization {
    /// Prepares a request whose answer comes to that loopback port.
    pub(crate) fn new(
        discovery: &Discovery,
        client_id: ClientId,
        place: &ApiPlace,
        goal: Goal,
        port: u16,
    ) -> Result<Self> {
        // Registered once as `http://localhost`: Entra ignores the port and compares the path.
        let redirect_uri = format!("http://localhost:{port}");
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let nonce = CsrfToken::new_random().into_secret();
        let client = client(discovery, client_id).set_redirect_uri(redirect(&redirect_uri)?);
        let (url, state) = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes(place, goal))
            .set_pkce_challenge(challenge)
            .add_extra_param("response_mode", "query")
            .add_extra_param("prompt", "select_account")
            .add_extra_param("nonce", &nonce)
            .url();
        Ok(Self {
            url,
            redirect_uri,
            state,
            nonce,
            verifier,
            client_id,
        })
    }

    /// Redeems the code and checks that the answer belongs to this request.
    pub(crate) async fn redeem(
        self,
        http: &Http,
        discovery: &Discovery,
        code: &SecretString,
        clock: &dyn Clock,
    ) -> Result<Redeemed> {
        let client = client(discovery, self.client_id).set_redirect_uri(redirect(&self.redirect_uri)?);
        let outcome = client
            .exchange_code(AuthorizationCode::new(code.expose_secret().to_owned()))
            .set_pkce_verifier(self.verifier)
            .request_async(&sender(http))
            .await;
        let tokens = received(outcome, clock)?;
        let id_token = tokens
            .id_token
            .as_ref()
            .ok_or_else(|| ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", "id_token"))?;
        let keys = KeySet::fetch(http, &discovery.jwks_uri).await?;
        let client_id = self.client_id.to_string();
        let verified = verify_id_token(
            id_token.expose_secret(),
            &keys,
            &discovery.issuer,
            &client_id,
            &self.nonce,
        )?;
        Ok(Redeemed {
            tokens,
            account: verified.account,
        })
    }
}

fn redirect(uri: &str) -> Result<RedirectUrl> {
    RedirectUrl::new(uri.to_owned()).map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))
}
