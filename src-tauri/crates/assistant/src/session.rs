//! What every call needs: the clouds, the way out, the tokens, and what is already known of each tenant.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use secrecy::SecretString;

use crate::cloud::{ApiPlace, Cloud, CloudChoice, unknown_cloud};
use crate::connection::{Connection, Connections, Context, Credential, StoredCertificate, Tenancy, day};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::{ClientId, TenantId, TenantName};
use crate::lock::lock;
use crate::outside::{Doors, KeptIn, SecretKind, SecretName};
use crate::sign_in::{ClientCertificate, ClientCredential, Tokens, application_token, refreshed};
use crate::tenant::{Discovery, discover};
use crate::token::{AccessToken, Expected, Judged, KeyRing, Signature, TokenCache, TokenKey, judge};

/// State shared by all calls of one assistant.
pub(crate) struct Session {
    pub(crate) http: Http,
    pub(crate) doors: Doors,
    clouds: RwLock<Vec<Cloud>>,
    tokens: TokenCache,
    discoveries: Mutex<HashMap<(String, TenantId), Discovery>>,
    keys: KeyRing,
    /// What a person brought along, for this run only: a secret, or a certificate from a file of theirs.
    lent: Mutex<HashMap<String, ClientCredential>>,
    /// The thumbprint of the certificate that was accepted last for a connection.
    accepted: Mutex<HashMap<String, String>>,
    /// The list of connections, for what is noted of a call.
    connections: Arc<Connections>,
    /// What the next sign-in of a connection has to prove.
    challenges: Mutex<HashMap<String, String>>,
}

impl Session {
    pub(crate) fn new(http: Http, doors: Doors, clouds: Vec<Cloud>, connections: Arc<Connections>) -> Self {
        Self {
            http,
            doors,
            clouds: RwLock::new(clouds),
            tokens: TokenCache::default(),
            discoveries: Mutex::default(),
            keys: KeyRing::default(),
            lent: Mutex::default(),
            accepted: Mutex::default(),
            connections,
            challenges: Mutex::default(),
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
        let (home, tenant) = (connection.tenant_id, connection.token_tenant());
        let at_home = self.discovered(connection, home).await?;
        if tenant == home {
            return Ok(at_home);
        }
        // A thousand customers need neither a thousand documents nor the room to keep them.
        match at_home.of_neighbour(tenant) {
            Some(discovery) => Ok(discovery),
            None => self.discovered(connection, tenant).await,
        }
    }

    async fn discovered(&self, connection: &Connection, tenant: TenantId) -> Result<Discovery> {
        let key = (connection.cloud.clone(), tenant);
        if let Some(known) = lock(&self.discoveries).get(&key) {
            return Ok(known.clone());
        }
        self.discover_anew(connection, tenant).await
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
            Context::Application => self.application_tokens(connection).await,
            Context::User => self.refreshed_tokens(connection).await,
        };
        let tokens = tokens.inspect_err(|report| self.challenged(connection, report))?;
        let (token, _) = self.keep(connection, tokens).await?;
        Ok(token)
    }

    /// Notes what a refusal asks the next sign-in to prove.
    pub(crate) fn challenged(&self, connection: &Connection, report: &ErrorReport) {
        if let Some(claims) = &report.claims {
            lock(&self.challenges).insert(connection.id.clone(), claims.clone());
        }
    }

    /// What the next sign-in has to prove; asked for once.
    pub(crate) fn challenge(&self, connection: &Connection) -> Option<String> {
        lock(&self.challenges).remove(&connection.id)
    }

    /// A token taken now, whatever is in memory: a permission granted since then is in it.
    pub(crate) async fn fresh_token(&self, connection: &Connection) -> Result<AccessToken> {
        self.forget_token(connection);
        self.access_token(connection).await
    }

    /// Keeps what a token endpoint handed out for the account in use: the access token in memory, the refresh token
    /// with the secrets. Says where that one is, if there is one.
    pub(crate) async fn keep(
        &self,
        connection: &Connection,
        tokens: Tokens,
    ) -> Result<(AccessToken, Option<KeptIn>)> {
        let mut kept = None;
        if let (Some(refresh), Some(account)) = (tokens.refresh, connection.accounts.current()) {
            let name = connection.refresh_token_name(account);
            kept = Some(self.put_secret(name, refresh).await?);
        }
        let token = tokens.access;
        if let Some(key) = TokenKey::of(connection) {
            self.tokens.keep(key, token.clone());
        }
        Ok((token, kept))
    }

    /// The token in memory, if it lives long enough for a call.
    pub(crate) fn held_token(&self, connection: &Connection) -> Option<AccessToken> {
        self.tokens.fetch(&TokenKey::of(connection)?, self.now())
    }

    /// When the token in memory ends, if there is one.
    pub(crate) fn token_end(&self, connection: &Connection) -> Option<Timestamp> {
        self.tokens
            .held(&TokenKey::of(connection)?)
            .map(|token| token.expires)
    }

    /// Forgets every token of a connection in the tenant that it is used in.
    pub(crate) fn forget_token(&self, connection: &Connection) {
        self.tokens
            .forget(&connection.id, Some(connection.token_tenant()));
    }

    /// Forgets every token of a connection in every tenant.
    pub(crate) fn forget_tokens(&self, connection: &Connection) {
        self.tokens.forget(&connection.id, None);
    }

    async fn application_tokens(&self, connection: &Connection) -> Result<Tokens> {
        let client_id = Self::client_id(connection)?;
        let credentials = self.credentials(connection).await?;
        let missing = match connection.goal.credential {
            Credential::Secret => ErrorCode::SecretMissing,
            Credential::Certificate => ErrorCode::CertificateMissing,
        };
        let mut refused = ErrorReport::new(missing);
        let (discovery, place) = (self.discovery(connection).await?, self.place(connection)?);
        let clock = &*self.doors.clock;
        let form = self.cloud(&connection.cloud)?.assertion;
        for credential in &credentials {
            let credential = &credential.clone().signing(form);
            let outcome =
                application_token(&self.http, &discovery, client_id, credential, &place, clock).await;
            match outcome {
                Err(report) if report.code == ErrorCode::CertificateNotRegistered => refused = report,
                Err(report) => return Err(report),
                Ok(tokens) => {
                    self.remember_accepted(connection, credential);
                    return Ok(tokens);
                }
            }
        }
        Err(refused)
    }

    fn remember_accepted(&self, connection: &Connection, credential: &ClientCredential) {
        let mut accepted = lock(&self.accepted);
        match credential {
            ClientCredential::Secret(_) => accepted.remove(&connection.id),
            ClientCredential::Certificate(used) => {
                accepted.insert(connection.id.clone(), used.certificate.thumbprint_sha256())
            }
        };
    }

    /// The thumbprint (SHA-256) of the certificate that was accepted last.
    pub(crate) fn accepted_certificate(&self, connection: &Connection) -> Option<String> {
        lock(&self.accepted).get(&connection.id).cloned()
    }

    /// Uses what a person brought along for this connection, as long as this process lives.
    pub(crate) fn lend(&self, connection: &Connection, credential: ClientCredential) {
        self.forget_tokens(connection);
        lock(&self.lent).insert(connection.id.clone(), credential);
    }

    /// Gives back what was lent, and forgets every token that came of it.
    pub(crate) fn give_back(&self, connection: &Connection) {
        self.forget_tokens(connection);
        lock(&self.lent).remove(&connection.id);
    }

    /// What a person brought along for this connection.
    pub(crate) fn lent(&self, connection: &Connection) -> Option<ClientCredential> {
        lock(&self.lent).get(&connection.id).cloned()
    }

    /// What the application can prove itself with, in the order in which it is tried: a certificate that was just made
    /// may not be uploaded yet, and then the older one still serves.
    pub(crate) async fn credentials(&self, connection: &Connection) -> Result<Vec<ClientCredential>> {
        if let Some(credential) = self.lent(connection) {
            return Ok(vec![credential]);
        }
        if connection.goal.credential == Credential::Secret {
            let name = connection.secret_name(SecretKind::ClientSecret, None);
            let secret = self.secret(name).await?;
            return Ok(secret.map(ClientCredential::Secret).into_iter().collect());
        }
        let mut found = Vec::new();
        for stored in connection.certificates.all() {
            found.extend(self.certificate(connection, stored).await?);
        }
        Ok(found.into_iter().map(ClientCredential::Certificate).collect())
    }

    /// A certificate of the connection with its key; `None` where the key is not there any more.
    pub(crate) async fn certificate(
        &self,
        connection: &Connection,
        stored: &StoredCertificate,
    ) -> Result<Option<ClientCertificate>> {
        let key = self.secret(connection.certificate_key_name(stored)).await?;
        Ok(key.and_then(|key| ClientCertificate::stored(stored, &key)))
    }

    async fn refreshed_tokens(&self, connection: &Connection) -> Result<Tokens> {
        let client_id = Self::client_id(connection)?;
        let not_signed_in = || ErrorReport::new(ErrorCode::NotSignedIn);
        let account = connection.accounts.current().ok_or_else(not_signed_in)?;
        let refresh = self.secret(connection.refresh_token_name(account)).await?;
        let refresh = refresh.ok_or_else(not_signed_in)?;
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

    /// Checks a signature against the keys that the cloud publishes.
    pub(crate) async fn signature(&self, discovery: &Discovery, token: &str) -> Result<Signature> {
        self.keys
            .signature(&self.http, &discovery.jwks_uri, token, self.now())
            .await
    }

    /// Notes that a call succeeded: by day, so that a connection that is used all day is written once.
    pub(crate) async fn note_use(&self, connection: &Connection) {
        let (api, purpose, today) = (connection.goal.api, connection.goal.purpose, day(self.now()));
        let noted = self
            .connections
            .note_use(&connection.id, api, purpose, today)
            .await;
        if let Err(unnoted) = noted {
            tracing::warn!(report = %unnoted, "a use was not noted");
        }
    }

    pub(crate) async fn secret(&self, name: SecretName) -> Result<Option<SecretString>> {
        let store = Arc::clone(&self.doors.secrets);
        let fetched = tokio::task::spawn_blocking(move || store.fetch(&name))
            .await
            .map_err(keychain)?;
        fetched.map_err(keychain)
    }

    pub(crate) async fn put_secret(&self, name: SecretName, secret: SecretString) -> Result<KeptIn> {
        let store = Arc::clone(&self.doors.secrets);
        let kept = tokio::task::spawn_blocking(move || store.put(&name, &secret))
            .await
            .map_err(keychain)?;
        kept.map_err(keychain)
    }

    pub(crate) async fn remove_secret(&self, name: SecretName) -> Result<()> {
        let store = Arc::clone(&self.doors.secrets);
        let removed = tokio::task::spawn_blocking(move || store.remove(&name))
            .await
            .map_err(keychain)?;
        removed.map_err(keychain)
    }

    /// Forgets everything secret of a connection.
    pub(crate) async fn remove_secrets(&self, connection: &Connection) -> Result<()> {
        self.give_back(connection);
        for name in connection.secret_names() {
            self.remove_secret(name).await?;
        }
        Ok(())
    }
}

fn keychain(error: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::KeychainUnavailable).with("message", error)
}
