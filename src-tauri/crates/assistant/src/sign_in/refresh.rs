//! A new token without asking the person again (RFC 6749 section 6).

use oauth2::RefreshToken;
use secrecy::{ExposeSecret, SecretString};

use super::authorization_code::scopes;
use super::oauth_client::{Tokens, client, received, sender};
use crate::clock::Clock;
use crate::cloud::ApiPlace;
use crate::connection::Goal;
use crate::error::Result;
use crate::http::Http;
use crate::ids::ClientId;
use crate::tenant::Discovery;

/// Trades a refresh token for a fresh access token. The answer may hold a newer refresh token: keep that one.
pub(crate) async fn refreshed(
    http: &Http,
    discovery: &Discovery,
    client_id: ClientId,
    refresh_token: &SecretString,
    place: &ApiPlace,
    goal: Goal,
    clock: &dyn Clock,
) -> Result<Tokens> {
    let client = client(discovery, client_id);
    let token = RefreshToken::new(refresh_token.expose_secret().to_owned());
    let outcome = client
        .exchange_refresh_token(&token)
        .add_scopes(scopes(place, goal))
        .request_async(&sender(http))
        .await;
    received(outcome, clock)
}
