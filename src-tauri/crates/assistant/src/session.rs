//! What every call needs: the clouds, the way out, the tokens, and what is already known of each tenant.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use secrecy::SecretString;

use crate::cloud::{ApiPlace, Cloud, CloudChoice, unknown_cloud};
use crate::connection::{Connection, Context, Credential, Tenancy};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::{ClientId, TenantId, TenantName};
use crate::lock::lock;
use crate::outside::{Doors, KeptIn, SecretKind};
use crate::sign_in::{Tokens, application_token, refreshed};
use crate::tenant::{Discovery, discover};
use crate::token::{AccessToken, Expected, Judged, KeySet, Signature, TokenCache, TokenKey, judge, verify};

/// State shared by all calls of one assistant.
pub(crate) struct Session {
    pub(crate) http: Http,
    pub(crate) doors: Doors,
    clouds: RwLock<Vec<Cloud>>,
    tokens: TokenCache,
    discoveries: Mutex<HashMap<(String, TenantId), Discovery>>,
    keys: Mutex<HashMap<String, KeySet>>,
}

impl Session {
    pub(crate) fn new(http: Http, doors: Doors, clouds: Vec<Cloud>) -> Self {
        Self {
            http,
            doors,
            clouds: RwLock::new(clouds),
            tokens: TokenCache::default(),
            discoveries: Mutex::default(),
            keys: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.doors.clock.now()
    }

    /// Adds a cloud, replacing one of the same id.
    pub(crate) fn add_cloud(&self, cloud: Cloud) {
        let mut clouds = self.clouds.write().unwrap_or_else(PoisonError::into_inner);
        clouds.retain(|other| other.id != cloud.id);
        clouds.push(cloud);
    }

    pub(crate) fn remove_cloud(&self, id: &str) {
        let mut clouds = self.clouds.write().unwrap_or_else(PoisonError::into_inner);
        clouds.retain(|cloud| cloud.id != id);
    }

    pub(crate) fn clouds(&self) -> Vec<Cloud> {
        self.clouds.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn cloud_choices(&self) -> Vec<CloudChoice> {
        let clouds = self.clouds();
        let offered = clouds.iter().filter(|cloud| cloud.has_apis());
        offered.map(Cloud::choice).collect()
    }

    pub(crate) fn cloud(&self, id: &str) -> Result<Cloud> {
        self.clouds()
            .into_iter()
            .find(|cloud| cloud.id == id)
            .ok_or_else(|| unknown_cloud(id))
    }

    /// Where the connection's API is: at the host that was chosen, or at the usual one.
    pub(crate) fn place(&self, connection: &Connection) -> Result<ApiPlace> {
        let (cloud, api) = (self.cloud(&connection.cloud)?, connection.goal.api);
        cloud.place(api, connection.host.as_deref()).ok_or_else(|| {
            ErrorReport::new(ErrorCode::ApiNotInCloud)
                .with("api", api)
                .with("cloud", &cloud.name)
        })
    }

    pub(crate) fn client_id(connection: &Connection) -> Result<ClientId> {
        connection
            .client_id
            .ok_or_else(|| ErrorReport::new(ErrorCode::ClientIdMalformed))
    }

    /// The discovery document of the tenant that hands out the connection's tokens, read once.
    pub(crate) async fn discovery(&self, connection: &Connection) -> Result<Discovery> {
        // Without this, a token of the partner's own tenant would pass for the customer's.
        if connection.goal.tenancy == Tenancy::Customers && connection.customer.is_none() {
            return Err(ErrorReport::new(ErrorCode::CustomerMissing));
        }
        let key = (connection.cloud.clone(), connection.token_tenant());
        if let Some(known) = lock(&self.discoveries).get(&key) {
            return Ok(known.clone());
        }
        self.discover_anew(connection, connection.token_tenant()).await
    }

    /// The discovery document of a tenant in the connection's cloud as it is now.
    pub(crate) async fn discover_anew(&self, connection: &Connection, tenant: TenantId) -> Result<Discovery> {
        let cloud = self.cloud(&connection.cloud)?;
        let name = TenantName::Id(tenant);
        let discovery = discover(&self.http, &cloud, &name).await?;
        self.remember(&cloud.id, discovery.clone());
        Ok(discovery)
    }

    /// Keeps a discovery document that was read while looking for the tenant.
    pub(crate) fn remember(&self, cloud: &str, discovery: Discovery) {
        lock(&self.discoveries).insert((cloud.to_owned(), discovery.tenant_id), discovery);
    }

    /// A token that lives long enough for a call, from memory or anew.
    pub(crate) async fn access_token(&self, connection: &Connection) -> Result<AccessToken> {
        let key = TokenKey::of(connection).ok_or_else(|| ErrorReport::new(ErrorCode::ClientIdMalformed))?;
        if let Some(token) = self.tokens.fetch(&key, self.now()) {
            return Ok(token);
        }
        let tokens = match connection.goal.context {
            Context::Application => self.application_tokens(connection).await?,
            Context::User => self.refreshed_tokens(connection).await?,
        };
        self.keep(connection, tokens).await
    }

    /// A token taken now, whatever is in memory: a permission granted since then is in it.
    pub(crate) async fn fresh_token(&self, connection: &Connection) -> Result<AccessToken> {
        self.forget_token(connection);
        self.access_token(connection).await
    }

    /// Keeps what a token endpoint handed out: the access token in memory, the refresh token with the secrets.
    pub(crate) async fn keep(&self, connection: &Connection, tokens: Tokens) -> Result<AccessToken> {
        if let Some(refresh) = tokens.refresh {
            self.put_secret(connection, SecretKind::RefreshToken, refresh)
                .await?;
        }
        let token = tokens.access;
        if let Some(key) = TokenKey::of(connection) {
            self.tokens.keep(key, token.clone());
        }
        Ok(token)
    }

    /// When the token in memory ends, if there is one.
    pub(crate) fn token_end(&self, connection: &Connection) -> Option<Timestamp> {
        self.tokens
            .held(&TokenKey::of(connection)?)
            .map(|token| token.expires)
    }

    pub(crate) fn forget_token(&self, connection: &Connection) {
        self.tokens.forget(&connection.id);
    }

    async fn application_tokens(&self, connection: &Connection) -> Result<Tokens> {
        let client_id = Self::client_id(connection)?;
        let secret = self.secret(connection, SecretKind::ClientSecret).await?;
        let secret = secret.ok_or_else(|| ErrorReport::new(ErrorCode::SecretMissing))?;
        let (discovery, place) = (self.discovery(connection).await?, self.place(connection)?);
        application_token(
            &self.http,
            &discovery,
            client_id,
            &secret,
            &place,
            &*self.doors.clock,
        )
        .await
    }

    async fn refreshed_tokens(&self, connection: &Connection) -> Result<Tokens> {
        let client_id = Self::client_id(connection)?;
        let refresh = self.secret(connection, SecretKind::RefreshToken).await?;
        let refresh = refresh.ok_or_else(|| ErrorReport::new(ErrorCode::NotSignedIn))?;
        let (discovery, place) = (self.discovery(connection).await?, self.place(connection)?);
        let clock = &*self.doors.clock;
        refreshed(
            &self.http,
            &discovery,
            client_id,
            &refresh,
            &place,
            connection.goal,
            clock,
        )
        .await
    }

    /// The token of a connection, judged: signature, tenant, client, audience, permission, time.
    pub(crate) async fn judged(&self, connection: &Connection, token: &AccessToken) -> Result<Judged> {
        let discovery = self.discovery(connection).await?;
        let signature = self.signature(&discovery, token.expose()).await?;
        let expected = Expected {
            connection_id: connection.id.clone(),
            tenant_id: connection.token_tenant().to_string(),
            client_id: Self::client_id(connection)?.to_string(),
            place: self.place(connection)?,
            goal: connection.goal,
        };
        Ok(judge(
            &token.claims,
            signature,
            token.expires,
            &expected,
            self.now(),
        ))
    }

    /// Checks a signature; a key that is not known yet is asked for once more, since keys are rotated.
    pub(crate) async fn signature(&self, discovery: &Discovery, token: &str) -> Result<Signature> {
        let address = discovery.jwks_uri.as_str();
        let known = lock(&self.keys)
            .get(address)
            .filter(|keys| keys.knows(token))
            .cloned();
        let keys = match known {
            Some(keys) => keys,
            None => KeySet::fetch(&self.http, &discovery.jwks_uri).await?,
        };
        let signature = verify(token, &keys);
        lock(&self.keys).insert(address.to_owned(), keys);
        Ok(signature)
    }

    pub(crate) async fn secret(
        &self,
        connection: &Connection,
        kind: SecretKind,
    ) -> Result<Option<SecretString>> {
        let (store, name) = (Arc::clone(&self.doors.secrets), connection.secret_name(kind));
        let fetched = tokio::task::spawn_blocking(move || store.fetch(&name))
            .await
            .map_err(keychain)?;
        fetched.map_err(keychain)
    }

    /// Is there something that the application can prove itself with?
    pub(crate) async fn credential_kept(&self, connection: &Connection) -> Result<bool> {
        match connection.goal.credential {
            Credential::Secret => {
                let secret = self.secret(connection, SecretKind::ClientSecret).await?;
                Ok(secret.is_some())
            }
            Credential::Certificate => Ok(false),
        }
    }

    pub(crate) async fn put_secret(
        &self,
        connection: &Connection,
        kind: SecretKind,
        secret: SecretString,
    ) -> Result<KeptIn> {
        let (store, name) = (Arc::clone(&self.doors.secrets), connection.secret_name(kind));
        let kept = tokio::task::spawn_blocking(move || store.put(&name, &secret))
            .await
            .map_err(keychain)?;
        kept.map_err(keychain)
    }

    /// Forgets everything secret of a connection.
    pub(crate) async fn remove_secrets(&self, connection: &Connection) -> Result<()> {
        self.forget_token(connection);
        for kind in [SecretKind::ClientSecret, SecretKind::RefreshToken] {
            let (store, name) = (Arc::clone(&self.doors.secrets), connection.secret_name(kind));
            let removed = tokio::task::spawn_blocking(move || store.remove(&name))
                .await
                .map_err(keychain)?;
            removed.map_err(keychain)?;
        }
        Ok(())
    }
}

fn keychain(error: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::KeychainUnavailable).with("message", error)
}
