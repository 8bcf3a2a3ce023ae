//! Microsoft's own clients, which are known in every tenant and registered in none of them.
//!
//! What the two of Azure are cleared for: dirkjanm/ROADtools `firstpartyscopes.json`, as far as the APIs here offer it.
//! Microsoft Graph Command Line Tools asks for consent like anybody's app (microsoftgraph/msgraph-cli-archived issue 144).

use jiff::Timestamp;
use uuid::{Uuid, uuid};

use crate::catalogue::{OPENID_SCOPES, Permission, Resource};
use crate::entra::{Asked, EntraError};
use crate::ids::ClientId;
use crate::store::{App, Audience, Platform, Publisher, Redirect};

/// Which permissions of Microsoft Graph a client may have.
#[derive(Clone, Copy)]
enum Clearance {
    /// Any that somebody consents to.
    WithConsent,
    /// These, and nobody is asked; no others, whoever consents.
    Beforehand(&'static [&'static str]),
}

struct Client {
    id: Uuid,
    name: &'static str,
    clearance: Clearance,
}

const OF_AZURE: &[&str] = &[
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
];

const CLIENTS: [Client; 3] = [
    Client {
        id: uuid!("14d82eec-204b-4c2f-b7e8-296a70dab67e"),
        name: "Microsoft Graph Command Line Tools",
        clearance: Clearance::WithConsent,
    },
    Client {
        id: uuid!("04b07795-8ddb-461a-bbee-02f9e1bf7b46"),
        name: "Microsoft Azure CLI",
        clearance: Clearance::Beforehand(OF_AZURE),
    },
    Client {
        id: uuid!("1950a258-227b-4e31-a9cf-717495945fc2"),
        name: "Microsoft Azure PowerShell",
        clearance: Clearance::Beforehand(OF_AZURE),
    },
];

fn client(id: ClientId) -> Option<&'static Client> {
    const { &CLIENTS }.iter().find(|one| one.id == id.0)
}

/// One of Microsoft's own.
pub(crate) fn is_one(id: ClientId) -> bool {
    client(id).is_some()
}

/// The client may have this without asking anybody.
pub(crate) fn is_cleared_beforehand(id: ClientId, permission: Permission) -> bool {
    match client(id).map(|one| one.clearance) {
        Some(Clearance::Beforehand(names)) => {
            let of_openid = OPENID_SCOPES.contains(&permission.value);
            permission.resource == Resource::Graph && (of_openid || names.contains(&permission.value))
        }
        _ => false,
    }
}

/// AADSTS65002 where the client is not cleared for what it asks.
pub(crate) fn refuse_uncleared(app: &App, asked: &Asked) -> Result<(), EntraError> {
    let Some(client) = client(app.client_id) else {
        return Ok(());
    };
    let resource = asked.audience();
    let cleared = match client.clearance {
        Clearance::WithConsent => true,
        Clearance::Beforehand(names) => asked.permissions.iter().all(|one| names.contains(&one.value)),
    };
    if cleared && resource == Resource::Graph {
        return Ok(());
    }
    Err(EntraError::new(65002)
        .with("client_id", app.client_id)
        .with("resource_id", resource.app_id()))
}

/// All of them, as if somebody had registered them: public clients that listen on loopback.
pub(crate) fn apps() -> Vec<App> {
    let redirect = |uri: &str| Redirect {
        platform: Platform::PublicClient,
        uri: uri.to_owned(),
    };
    let made = |one: &Client| App {
        redirects: vec![
            redirect("http://localhost"),
            redirect("https://login.microsoftonline.com/common/oauth2/nativeclient"),
        ],
        allow_public_client: true,
        verified_publisher: Some(Publisher {
            name: "Microsoft Corporation".to_owned(),
            partner_id: String::new(),
            verified: Timestamp::UNIX_EPOCH,
        }),
        ..App::new(
            ClientId(one.id),
            one.name.to_owned(),
            Audience::AzureADMultipleOrgs,
            Timestamp::UNIX_EPOCH,
        )
    };
    CLIENTS.iter().map(made).collect()
}
