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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::connection::{Customer, FoundTenant, Goal};

    /// Everything that makes two tokens different ones.
    type Parts = (String, String, TenantId, ClientId, Api, Context, Option<Purpose>);

    const CLOUDS: [&str; 3] = ["worldwide", "gcc", "practice"];
    const PURPOSES: [Purpose; 3] = [Purpose::Incidents, Purpose::Alerts, Purpose::Hunting];

    fn connection(id: usize, home: u128, client: u128, context: Context) -> Connection {
        let tenant = FoundTenant {
            tenant_id: Uuid::from_u128(home).to_string(),
            domain: "contoso.com".into(),
            cloud_id: "worldwide".into(),
            cloud_name: String::new(),
            practice: false,
            region: None,
            seen_at: String::new(),
        };
        let goal = Goal::new(Api::Graph, context);
        let home = TenantId::from(Uuid::from_u128(home));
        let mut connection = Connection::new(format!("connection {id}"), &tenant, home, goal);
        connection.client_id = Some(ClientId::from(Uuid::from_u128(client)));
        connection
    }

    /// A connection as it is used at home or at a customer, with what its key has to tell apart.
    fn used() -> impl Strategy<Value = (Connection, Parts)> {
        let whose = (0..2_usize, 0..2_u128, 10..12_u128, prop::option::of(0..4_u128));
        let what = (0..3_usize, 0..3_usize, 0..3_usize, any::<bool>());
        (whose, what).prop_map(|((id, home, client, customer), (cloud, api, purpose, user))| {
            let context = if user { Context::User } else { Context::Application };
            let own = connection(id, home, client, context);
            let tenant = TenantId::from(Uuid::from_u128(customer.unwrap_or(home)));
            let there = match customer {
                Some(_) => {
                    let customer = Customer {
                        tenant_id: tenant,
                        // Two tenants may go by one name; only the ID counts.
                        domain: "customer.example".into(),
                    };
                    own.at_customer(&customer, CLOUDS[cloud])
                }
                None => own,
            };
            let (api, purpose) = (Api::ALL[api], PURPOSES[purpose]);
            let used = there.toward(api, purpose);
            let cloud = used.cloud.clone();
            let client = ClientId::from(Uuid::from_u128(client));
            let asked_for = user.then_some(purpose);
            let parts = (used.id.clone(), cloud, tenant, client, api, context, asked_for);
            (used, parts)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn two_uses_share_a_token_only_where_nothing_tells_them_apart((one, of_one) in used(), (other, of_other) in used()) {
            let same = TokenKey::of(&one) == TokenKey::of(&other);
            prop_assert_eq!(same, of_one == of_other);
        }
    }

    #[test]
    fn forgetting_one_tenants_tokens_leaves_those_of_the_others() {
        let own = connection(0, 0, 10, Context::Application);
        let at = |tenant: u128| {
            let customer = Customer {
                tenant_id: Uuid::from_u128(tenant).into(),
                domain: "customer.example".into(),
            };
            TokenKey::of(&own.at_customer(&customer, "worldwide")).unwrap()
        };
        let cache = TokenCache::default();
        for tenant in 1..=3 {
            cache.keep(at(tenant), token(tenant));
        }
        cache.forget(&own.id, Some(Uuid::from_u128(2).into()));
        let held = [1, 2, 3].map(|tenant| cache.held(&at(tenant)).map(|token| token.expose().to_owned()));
        assert_eq!(held, [Some("token 1".into()), None, Some("token 3".into())]);
    }

    fn token(number: u128) -> AccessToken {
        let secret = secrecy::SecretString::from(format!("token {number}"));
        let claims = super::super::Claims::from_map(serde_json::Map::new());
        AccessToken::new(secret, claims, Timestamp::MAX)
    }
}
