//! What a body says about a registration, checked before any of it is written
//! (microsoftgraph/microsoft-graph-docs-contrib: application-post-applications.md, application-update.md).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::certificate::Certificate;
use crate::entra::{RedirectRefused, check_redirect};
use crate::graph::directory::key_credentials;
use crate::graph::directory::refusal::{self, invalid_value, wrong_type};
use crate::graph::directory::required_resource_access::{self, Wanted};
use crate::graph::error::GraphError;
use crate::store::{App, Audience, ImplicitGrant, Platform, Redirect};

const RESOURCE: &str = "Application";

/// Properties that Graph sets by itself.
const READ_ONLY: [&str; 5] = [
    "id",
    "appId",
    "createdDateTime",
    "deletedDateTime",
    "publisherDomain",
];

/// Properties of the type that this practice tenant does not hold (resources/application.md).
const NOT_HELD: [&str; 19] = [
    "addIns",
    "api",
    "appRoles",
    "applicationTemplateId",
    "certification",
    "defaultRedirectUri",
    "description",
    "disabledByMicrosoftStatus",
    "groupMembershipClaims",
    "info",
    "isDeviceOnlyAuthSupported",
    "notes",
    "optionalClaims",
    "parentalControlSettings",
    "samlMetadataUrl",
    "serviceManagementReference",
    "servicePrincipalLockConfiguration",
    "tokenEncryptionKeyId",
    "verifiedPublisher",
];

/// A checked body. What it does not name stays as it is.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    name: Option<String>,
    audience: Option<Audience>,
    allow_public_client: Option<bool>,
    redirects: BTreeMap<Platform, Vec<String>>,
    wanted: Option<Wanted>,
    identifier_uris: Option<Vec<String>>,
    certificates: Option<Vec<Certificate>>,
    tags: Option<Vec<String>>,
    unique_name: Option<String>,
    implicit: Option<ImplicitGrant>,
}

impl Changes {
    /// Reads a body; `app` is the registration to be changed, if there is one already.
    pub(crate) fn parse(
        body: &Map<String, Value>,
        app: Option<&App>,
        now: Timestamp,
    ) -> Result<Self, GraphError> {
        let mut changes = Self::default();
        for (name, value) in body {
            changes.read(name, value, app, now)?;
        }
        changes.check_redirects(app)?;
        Ok(changes)
    }

    fn read(
        &mut self,
        name: &str,
        value: &Value,
        app: Option<&App>,
        now: Timestamp,
    ) -> Result<(), GraphError> {
        match name {
            "displayName" => self.name = Some(display_name(value)?),
            "signInAudience" => self.audience = Some(audience(value)?),
            "isFallbackPublicClient" => self.allow_public_client = Some(yes_or_no(value, name)?),
            "publicClient" => self.read_platform(Platform::PublicClient, value, app)?,
            "web" => self.read_platform(Platform::Web, value, app)?,
            "spa" => self.read_platform(Platform::Spa, value, app)?,
            "requiredResourceAccess" => self.wanted = Some(required_resource_access::parse(value)?),
            "tags" => self.tags = Some(texts(value, name)?),
            "uniqueName" => self.unique_name = unique_name(value, app)?,
            "identifierUris" => self.identifier_uris = Some(identifier_uris(value, app)?),
            "keyCredentials" => match app {
                Some(app) => self.certificates = Some(key_credentials::parse(value, app, now)?),
                // Own words, after those for passwords: only that it is refused is known.
                None => {
                    return Err(refusal::bad_request(
                        "Key credentials cannot be set on creation; update the application with them.",
                    ));
                }
            },
            "passwordCredentials" => {
                return Err(refusal::bad_request(
                    "New password credentials must be generated using service actions.",
                ));
            }
            _ if READ_ONLY.contains(&name) => return Err(refusal::read_only(name)),
            _ if NOT_HELD.contains(&name) => return Err(refusal::not_held(name)),
            _ if name.starts_with("@odata.") => {}
            _ => return Err(refusal::unknown_property(name)),
        }
        Ok(())
    }

    fn read_platform(
        &mut self,
        platform: Platform,
        value: &Value,
        app: Option<&App>,
    ) -> Result<(), GraphError> {
        let fields = value.as_object().ok_or_else(|| wrong_type(platform.id()))?;
        for (name, value) in fields {
            match name.as_str() {
                "redirectUris" => {
                    self.redirects.insert(platform, texts(value, name)?);
                }
                "implicitGrantSettings" if platform == Platform::Web => {
                    self.implicit = Some(implicit_grant(value, app)?);
                }
                "homePageUrl" | "logoutUrl" | "redirectUriSettings" => {
                    return Err(refusal::not_held(name));
                }
                _ => return Err(refusal::unknown_property(name)),
            }
        }
        Ok(())
    }

    /// Every address by the rules of reply-url.md: at most 256 (100 with personal accounts), none twice.
    fn check_redirects(&self, app: Option<&App>) -> Result<(), GraphError> {
        let audience = self.audience.or(app.map(|app| app.audience));
        let personal = matches!(
            audience,
            Some(Audience::AzureADandPersonalMicrosoftAccount | Audience::PersonalMicrosoftAccount)
        );
        let most = if personal { 100 } else { 256 };
        let all = self.redirects_on(app);
        for (platform, uris) in &self.redirects {
            let twice = |uri: &String| all.iter().filter(|one| one.uri == *uri).count() > 1;
            let refused = |uri: &String| match check_redirect(None, *platform, uri) {
                // The portal's box refuses it; Graph and the manifest take it.
                Ok(()) | Err(RedirectRefused::LoopbackAddress) => false,
                Err(_) => true,
            };
            if all.len() > most || uris.iter().any(|uri| refused(uri) || twice(uri)) {
                return Err(invalid_value(platform.id(), RESOURCE));
            }
        }
        Ok(())
    }

    /// The addresses after the change: a platform that the body names is replaced, the others stay.
    fn redirects_on(&self, app: Option<&App>) -> Vec<Redirect> {
        let stay = app
            .into_iter()
            .flat_map(|app| &app.redirects)
            .filter(|one| !self.redirects.contains_key(&one.platform))
            .cloned();
        let new = self.redirects.iter().flat_map(|(platform, uris)| {
            uris.iter().map(|uri| Redirect {
                platform: *platform,
                uri: uri.clone(),
            })
        });
        stay.chain(new).collect()
    }

    /// The name, which a new registration has to have.
    pub(crate) fn name(&self) -> Result<&str, GraphError> {
        self.name
            .as_deref()
            .ok_or_else(|| refusal::value_required("displayName", RESOURCE))
    }

    /// Certificates that the registration does not have yet.
    pub(crate) fn added_certificates<'a>(&'a self, app: &'a App) -> impl Iterator<Item = &'a Certificate> {
        let held = |one: &&Certificate| app.certificates.iter().any(|held| held.id == one.id);
        let sent = self.certificates.iter().flatten();
        sent.filter(move |one| !held(one))
    }

    /// A unique name that the registration does not have yet.
    pub(crate) fn first_unique_name(&self, app: &App) -> Option<&str> {
        self.unique_name.as_deref().filter(|_| app.unique_name.is_none())
    }

    /// Who may use a new registration: its own tenant, when nothing is said (resources/application.md).
    pub(crate) fn audience(&self) -> Audience {
        self.audience.unwrap_or(Audience::AzureADMyOrg)
    }

    /// Writes the changes.
    pub(crate) fn apply(self, app: &mut App) {
        app.redirects = self.redirects_on(Some(app));
        if let Some(name) = self.name {
            app.name = name;
        }
        if let Some(audience) = self.audience {
            app.audience = audience;
        }
        if let Some(allow) = self.allow_public_client {
            app.allow_public_client = allow;
        }
        if let Some(wanted) = self.wanted {
            app.wanted = wanted.offered;
            app.wanted_in_vain = wanted.in_vain;
        }
        if let Some(uris) = self.identifier_uris {
            app.identifier_uris = uris;
        }
        if let Some(certificates) = self.certificates {
            app.certificates = certificates;
        }
        if let Some(tags) = self.tags {
            app.tags = tags;
        }
        if let Some(implicit) = self.implicit {
            app.implicit = implicit;
        }
        app.unique_name = app.unique_name.take().or(self.unique_name);
    }
}

fn display_name(value: &Value) -> Result<String, GraphError> {
    let name = value.as_str().ok_or_else(|| wrong_type("displayName"))?;
    match name.chars().count() {
        1..=256 if !name.trim().is_empty() => Ok(name.to_owned()),
        _ => Err(invalid_value("displayName", RESOURCE)),
    }
}

fn audience(value: &Value) -> Result<Audience, GraphError> {
    let name = value.as_str().ok_or_else(|| wrong_type("signInAudience"))?;
    Audience::ALL
        .into_iter()
        .find(|one| one.id() == name)
        .ok_or_else(|| invalid_value("signInAudience", RESOURCE))
}

/// A truth value; null is no.
pub(crate) fn yes_or_no(value: &Value, property: &str) -> Result<bool, GraphError> {
    match value {
        Value::Bool(yes) => Ok(*yes),
        Value::Null => Ok(false),
        _ => Err(wrong_type(property)),
    }
}

fn texts(value: &Value, property: &str) -> Result<Vec<String>, GraphError> {
    serde_json::from_value(value.clone()).map_err(|_| wrong_type(property))
}

/// `implicitGrantSettings`: what is not named stays (resources/implicitgrantsettings.md).
fn implicit_grant(value: &Value, app: Option<&App>) -> Result<ImplicitGrant, GraphError> {
    let fields = value
        .as_object()
        .ok_or_else(|| wrong_type("implicitGrantSettings"))?;
    let mut implicit = app.map(|app| app.implicit).unwrap_or_default();
    for (name, value) in fields {
        match name.as_str() {
            "enableIdTokenIssuance" => implicit.id_tokens = yes_or_no(value, name)?,
            "enableAccessTokenIssuance" => implicit.access_tokens = yes_or_no(value, name)?,
            _ => return Err(refusal::unknown_property(name)),
        }
    }
    Ok(implicit)
}

/// Immutable once it is there (resources/application.md). A registration made without one may be given one once
/// (microsoftgraph/msgraph-bicep-types issues 198 and 274).
fn unique_name(value: &Value, app: Option<&App>) -> Result<Option<String>, GraphError> {
    let name: Option<String> = serde_json::from_value(value.clone()).map_err(|_| wrong_type("uniqueName"))?;
    match app.and_then(|app| app.unique_name.as_ref()) {
        Some(held) if name.as_ref() != Some(held) => Err(refusal::read_only("uniqueName")),
        _ if name.as_deref() == Some("") => Err(invalid_value("uniqueName", RESOURCE)),
        _ => Ok(name),
    }
}

/// Since August 2025 an identifier URI has to hold the app's own id, unless a tenant decides otherwise
/// (MicrosoftDocs/entra-docs: identifier-uri-restrictions.md). A new registration has no id yet.
fn identifier_uris(value: &Value, app: Option<&App>) -> Result<Vec<String>, GraphError> {
    let uris = texts(value, "identifierUris")?;
    let own = app.map(|app| format!("api://{}", app.client_id));
    let fits = |uri: &String| {
        own.as_ref()
            .is_some_and(|own| uri == own || uri.starts_with(&format!("{own}/")))
    };
    if uris.iter().all(fits) {
        Ok(uris)
    } else {
        Err(invalid_value("identifierUris", RESOURCE))
    }
}
