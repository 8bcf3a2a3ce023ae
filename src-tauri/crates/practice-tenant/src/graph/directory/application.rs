//! An app registration as Graph prints it
//! (microsoftgraph/microsoft-graph-docs-contrib: resources/application.md, passwordcredential.md, keycredential.md).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::certificate::Certificate;
use crate::graph::directory::call::printed;
use crate::graph::directory::required_resource_access;
use crate::graph::directory::verified_publisher;
use crate::odata::{Schema, Type};
use crate::store::{App, Audience, Platform, Secret, Tenant};

/// What may stand in `$filter` and `$orderby`.
pub(crate) static SCHEMA: Schema = Schema {
    name: "microsoft.graph.application",
    fields: &[
        ("id", Type::Text),
        ("appId", Type::Text),
        ("displayName", Type::Text),
        ("signInAudience", Type::Text),
        ("publisherDomain", Type::Text),
        ("createdDateTime", Type::Time),
        ("deletedDateTime", Type::Time),
        ("tags", Type::Texts),
        ("identifierUris", Type::Texts),
    ],
    not_filterable: &[
        "web",
        "spa",
        "publicClient",
        "requiredResourceAccess",
        "passwordCredentials",
        "keyCredentials",
        "api",
        "info",
        "appRoles",
        "isFallbackPublicClient",
        "verifiedPublisher",
        "uniqueName",
    ],
};

/// Prints a registration. `with_keys` adds the certificates themselves, which Graph does only when they are asked for.
pub(crate) fn print(app: &App, home: &Tenant, with_keys: bool) -> Value {
    let uris = |platform: Platform| -> Vec<&str> {
        let of_platform = app.redirects.iter().filter(|one| one.platform == platform);
        of_platform.map(|one| one.uri.as_str()).collect()
    };
    let keys = app.certificates.iter().map(|one| key(one, with_keys));
    json!({
        "id": app.object_id,
        "deletedDateTime": null,
        "isFallbackPublicClient": app.allow_public_client,
        "appId": app.client_id,
        "applicationTemplateId": null,
        "identifierUris": app.identifier_uris,
        "createdDateTime": printed(app.created),
        "displayName": app.name,
        "isDeviceOnlyAuthSupported": null,
        "groupMembershipClaims": null,
        "optionalClaims": null,
        "addIns": [],
        "publisherDomain": home.domains.first(),
        "samlMetadataUrl": null,
        "signInAudience": app.audience.id(),
        "tags": app.tags,
        "tokenEncryptionKeyId": null,
        "uniqueName": app.unique_name,
        "verifiedPublisher": verified_publisher::print(Some(app)),
        "api": {
            "requestedAccessTokenVersion": token_version(app.audience),
            "acceptMappedClaims": null,
            "knownClientApplications": [],
            "oauth2PermissionScopes": [],
            "preAuthorizedApplications": [],
        },
        "appRoles": [],
        "publicClient": {"redirectUris": uris(Platform::PublicClient)},
        "info": no_addresses(),
        "keyCredentials": keys.collect::<Vec<_>>(),
        "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
        "passwordCredentials": app.secrets.iter().map(password).collect::<Vec<_>>(),
        "requiredResourceAccess": required_resource_access::print(app),
        "web": {
            "redirectUris": uris(Platform::Web),
            "homePageUrl": null,
            "logoutUrl": null,
            "implicitGrantSettings": {
                "enableIdTokenIssuance": app.implicit.id_tokens,
                "enableAccessTokenIssuance": app.implicit.access_tokens,
            },
        },
        "spa": {"redirectUris": uris(Platform::Spa)},
    })
}

/// Personal accounts need version 2; the others leave it to the default.
fn token_version(audience: Audience) -> Option<u8> {
    match audience {
        Audience::AzureADMyOrg | Audience::AzureADMultipleOrgs => None,
        Audience::AzureADandPersonalMicrosoftAccount | Audience::PersonalMicrosoftAccount => Some(2),
    }
}

/// `info` of an app that names no pages of its own.
pub(crate) fn no_addresses() -> Value {
    json!({
        "termsOfServiceUrl": null,
        "supportUrl": null,
        "privacyStatementUrl": null,
        "marketingUrl": null,
        "logoUrl": null,
    })
}

/// A secret, without its value.
pub(crate) fn password(secret: &Secret) -> Value {
    json!({
        "customKeyIdentifier": null,
        "displayName": Some(&secret.description).filter(|name| !name.is_empty()),
        "endDateTime": printed(secret.expires),
        "hint": secret.hint,
        "keyId": secret.id,
        "secretText": null,
        "startDateTime": printed(secret.start),
    })
}

/// A certificate.
pub(crate) fn key(certificate: &Certificate, with_key: bool) -> Value {
    json!({
        "customKeyIdentifier": STANDARD.encode(&certificate.custom_identifier),
        "displayName": certificate.name,
        "endDateTime": printed(certificate.end),
        "key": with_key.then(|| STANDARD.encode(&certificate.der)),
        "keyId": certificate.id,
        "startDateTime": printed(certificate.start),
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
    })
}
