//! `GET /common/userrealm/{user}`: does Entra know this person's password, or somebody else's server? MSAL asks before
//! it sends one (AzureAD/microsoft-authentication-library-for-python: authority.py).

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use serde_json::{Value, json};

use crate::address::Address;
use crate::entra::Params;
use crate::practice::{Practice, Shared};

/// Who answers for somebody's domain.
enum Realm {
    Managed(Home),
    Federated(Home),
    Unknown,
}

/// A verified domain and the tenant that has it.
struct Home {
    domain: String,
    tenant: String,
}

impl Realm {
    fn of(practice: &Practice, user: &str) -> Self {
        let domain = user
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
            .to_ascii_lowercase();
        let store = practice.read();
        let Some(tenant) = store.tenant_named(&domain) else {
            return Self::Unknown;
        };
        let federated = tenant.is_federated(&domain);
        let home = Home {
            domain,
            tenant: tenant.name.clone(),
        };
        if federated {
            Self::Federated(home)
        } else {
            Self::Managed(home)
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Managed(_) => "Managed",
            Self::Federated(_) => "Federated",
            Self::Unknown => "Unknown",
        }
    }

    fn home(&self) -> Option<&Home> {
        match self {
            Self::Managed(home) | Self::Federated(home) => Some(home),
            Self::Unknown => None,
        }
    }
}

/// `GET /common/userrealm/{user}?api-version=1.0`.
pub(crate) async fn by_path(
    State(practice): State<Shared>,
    address: Address,
    Path((_, user)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Json<Value> {
    answer(&practice, &address, &user, &query.unwrap_or_default())
}

/// `GET /common/userrealm/?user={user}&api-version=2.1`.
pub(crate) async fn by_query(
    State(practice): State<Shared>,
    address: Address,
    Path(_): Path<String>,
    RawQuery(query): RawQuery,
) -> Json<Value> {
    let query = query.unwrap_or_default();
    let params = Params::parse(query.as_bytes());
    answer(
        &practice,
        &address,
        params.value("user").unwrap_or_default(),
        &query,
    )
}

fn answer(practice: &Practice, address: &Address, user: &str, query: &str) -> Json<Value> {
    let realm = Realm::of(practice, user);
    let params = Params::parse(query.as_bytes());
    Json(match params.value("api-version") {
        Some("2.0" | "2.1") => version_two(&realm, address, user),
        _ => version_one(&realm, address),
    })
}

fn version_one(realm: &Realm, address: &Address) -> Value {
    let mut answer = json!({
        "ver": "1.0",
        "account_type": realm.name(),
        "cloud_instance_name": address.host(),
        "cloud_audience_urn": "urn:federation:MicrosoftOnline",
    });
    if let Some(home) = realm.home() {
        answer["domain_name"] = home.domain.as_str().into();
    }
    if let Realm::Federated(_) = realm {
        answer["federation_protocol"] = "WSTrust".into();
        answer["federation_metadata_url"] = format!("{address}/adfs/services/trust/mex").into();
        answer["federation_active_auth_url"] =
            format!("{address}/adfs/services/trust/2005/usernamemixed").into();
    }
    answer
}

fn version_two(realm: &Realm, address: &Address, user: &str) -> Value {
    let mut answer = json!({
        "Login": user,
        "NameSpaceType": realm.name(),
        "CloudInstanceName": address.host(),
        "CloudInstanceIssuerUri": "urn:federation:MicrosoftOnline",
    });
    if let Some(home) = realm.home() {
        answer["DomainName"] = home.domain.as_str().into();
        answer["FederationBrandName"] = home.tenant.as_str().into();
    }
    if let Realm::Federated(_) = realm {
        answer["AuthURL"] = format!("{address}/adfs/ls/").into();
        answer["FederationProtocol"] = "WSTrust".into();
    }
    answer
}
