//! Tokens in memory, one for each tenant, registration, API, context and account: two can never be mixed up.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

use super::AccessToken;
use crate::cloud::Api;
use crate::connection::{AccountId, Connection, Context, Purpose};
use crate::ids::{ClientId, TenantId};
use crate::lock::lock;

/// A token that is about to end is not worth a call.
const MARGIN: SignedDuration = SignedDuration::from_mins(2);

/// What a token is for. Every part counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TokenKey {
    connection: String,
    cloud: String,
    tenant: TenantId,
    client: ClientId,
    api: Api,
    context: Context,
    account: Option<AccountId>,
    /// A person's token carries what was asked for; an application's carries all that it was granted.
    purpose: Option<Purpose>,
}

impl TokenKey {
    /// The key of a connection whose registration is known.
    pub(crate) fn of(connection: &Connection) -> Option<Self> {
        Some(Self {
            connection: connection.id.clone(),
            cloud: connection.cloud.clone(),
            tenant: connection.token_tenant(),
            client: connection.client_id?,
            api: connection.goal.api,
            context: connection.goal.context,
            account: connection.accounts.current().map(|account| account.id.clone()),
            purpose: (connection.goal.context == Context::User).then_some(connection.goal.purpose),
        })
    }
}

/// All tokens of this process.
#[derive(Debug, Default)]
pub(crate) struct TokenCache(Mutex<HashMap<TokenKey, AccessToken>>);

impl TokenCache {
    /// The token, if it lives for some minutes more.
    pub(crate) fn fetch(&self, key: &TokenKey, now: Timestamp) -> Option<AccessToken> {
        self.held(key).filter(|token| now + MARGIN < token.expires)
    }

    /// The token, whatever is left of it.
    pub(crate) fn held(&self, key: &TokenKey) -> Option<AccessToken> {
        lock(&self.0).get(key).cloned()
    }

    pub(crate) fn keep(&self, key: TokenKey, token: AccessToken) {
        lock(&self.0).insert(key, token);
    }

    /// Forgets every token of a connection, or only those of one tenant.
    pub(crate) fn forget(&self, connection: &str, tenant: Option<TenantId>) {
        let meant =
            |key: &TokenKey| key.connection == connection && tenant.is_none_or(|tenant| key.tenant == tenant);
        lock(&self.0).retain(|key, _| !meant(key));
    }
}
