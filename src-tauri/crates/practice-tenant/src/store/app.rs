//! App registrations with their redirect URIs and credentials.

use std::collections::BTreeSet;

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::catalogue::{Kind, Permission, Resource};
use crate::certificate::Certificate;
use crate::ids::{ClientId, ObjectId, SecretId};
use crate::store::lingers;

/// The four account types of the portal, by Graph's names (`signInAudience`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    AzureADMyOrg,
    AzureADMultipleOrgs,
    AzureADandPersonalMicrosoftAccount,
    PersonalMicrosoftAccount,
}

impl Audience {
    pub(crate) const ALL: [Self; 4] = [
        Self::AzureADMyOrg,
        Self::AzureADMultipleOrgs,
        Self::AzureADandPersonalMicrosoftAccount,
        Self::PersonalMicrosoftAccount,
    ];

    /// Graph's name.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::AzureADMyOrg => "AzureADMyOrg",
            Self::AzureADMultipleOrgs => "AzureADMultipleOrgs",
            Self::AzureADandPersonalMicrosoftAccount => "AzureADandPersonalMicrosoftAccount",
            Self::PersonalMicrosoftAccount => "PersonalMicrosoftAccount",
        }
    }

    /// The other way round.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.id() == id)
    }

    /// People may sign in with an account that belongs to no organization.
    pub(crate) fn takes_personal_accounts(self) -> bool {
        matches!(
            self,
            Self::AzureADandPersonalMicrosoftAccount | Self::PersonalMicrosoftAccount
        )
    }

    /// Other organizations may use the app.
    pub(crate) fn is_multi_tenant(self) -> bool {
        matches!(
            self,
            Self::AzureADMultipleOrgs | Self::AzureADandPersonalMicrosoftAccount
        )
    }
}

/// Where a redirect URI is registered. It decides what kind of client the app is when it redeems a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Platform {
    /// "Mobile and desktop applications", Graph's `publicClient`.
    PublicClient,
    Web,
    /// "Single-page application".
    Spa,
}

impl Platform {
    pub(crate) const ALL: [Self; 3] = [Self::PublicClient, Self::Web, Self::Spa];

    /// Graph's name.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::PublicClient => "publicClient",
            Self::Web => "web",
            Self::Spa => "spa",
        }
    }
}

/// "Implicit grant and hybrid flows", Graph's `implicitGrantSettings`. No flow here uses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ImplicitGrant {
    pub(crate) id_tokens: bool,
    pub(crate) access_tokens: bool,
}

/// A registered redirect URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    pub(crate) platform: Platform,
    pub(crate) uri: String,
}

/// A client secret. The value itself is not kept.
#[derive(Clone, Debug)]
pub(crate) struct Secret {
    pub(crate) id: SecretId,
    pub(crate) description: String,
    /// The first three characters, which Entra goes on showing.
    pub(crate) hint: String,
    /// When it was added.
    pub(crate) created: Timestamp,
    /// When it begins to hold; Graph lets a script choose another time than now.
    pub(crate) start: Timestamp,
    pub(crate) expires: Timestamp,
    digest: [u8; 32],
}

impl Secret {
    pub(crate) fn new(
        id: SecretId,
        description: String,
        value: &SecretString,
        created: Timestamp,
        expires: Timestamp,
    ) -> Self {
        let value = value.expose_secret();
        Self {
            id,
            description,
            hint: value.chars().take(3).collect(),
            created,
            start: created,
            expires,
            digest: Sha256::digest(value).into(),
        }
    }

    /// Compares digests in constant time, so that the time taken says nothing about the value.
    pub(crate) fn is(&self, value: &SecretString) -> bool {
        let digest: [u8; 32] = Sha256::digest(value.expose_secret()).into();
        self.digest.ct_eq(&digest).into()
    }
}

/// A permission that a registration asks for and no API offers: a wrong id, or a scope called a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unoffered {
    /// Application id of the API.
    pub(crate) resource: Uuid,
    pub(crate) kind: Kind,
    pub(crate) id: Uuid,
}

/// The company that Partner Center vouches for (MicrosoftDocs/entra-docs: publisher-verification-overview.md).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Publisher {
    pub(crate) name: String,
    /// "Partner One ID".
    pub(crate) partner_id: String,
    pub(crate) verified: Timestamp,
}

impl Publisher {
    /// Every number of five to ten digits is an account of the company here: Partner Center is not simulated.
    pub(crate) fn verify(partner_id: &str, company: &str, now: Timestamp) -> Option<Self> {
        let digits = partner_id.bytes().all(|one| one.is_ascii_digit());
        (digits && (5..=10).contains(&partner_id.len())).then(|| Self {
            name: company.to_owned(),
            partner_id: partner_id.to_owned(),
            verified: now,
        })
    }
}

/// An app registration.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) client_id: ClientId,
    pub(crate) object_id: ObjectId,
    pub(crate) name: String,
    pub(crate) audience: Audience,
    pub(crate) redirects: Vec<Redirect>,
    /// "Allow public client flows", Graph's `isFallbackPublicClient`.
    pub(crate) allow_public_client: bool,
    /// "Configured permissions", Graph's `requiredResourceAccess`.
    pub(crate) wanted: BTreeSet<Permission>,
    /// Entries of `requiredResourceAccess` that no API offers: Graph takes them unseen, and nothing comes of them.
    pub(crate) wanted_in_vain: BTreeSet<Unoffered>,
    pub(crate) secrets: Vec<Secret>,
    /// Secrets that were removed, and when: the removal takes time to be known everywhere.
    pub(crate) removed_secrets: Vec<(Secret, Timestamp)>,
    pub(crate) certificates: Vec<Certificate>,
    /// People and service principals that may change it without an administrator's role.
    pub(crate) owners: BTreeSet<ObjectId>,
    /// `api://...` names that tokens for the app itself would be asked by.
    pub(crate) identifier_uris: Vec<String>,
    pub(crate) verified_publisher: Option<Publisher>,
    pub(crate) implicit: ImplicitGrant,
    /// The name that a client gave it as a second key, for good.
    pub(crate) unique_name: Option<String>,
    /// Words by which it is found again.
    pub(crate) tags: Vec<String>,
    pub(crate) created: Timestamp,
}

impl App {
    /// A registration with nothing in it.
    pub(crate) fn new(client_id: ClientId, name: String, audience: Audience, created: Timestamp) -> Self {
        Self {
            client_id,
            object_id: ObjectId(Uuid::new_v4()),
            name,
            audience,
            redirects: Vec::new(),
            allow_public_client: false,
            wanted: BTreeSet::new(),
            wanted_in_vain: BTreeSet::new(),
            secrets: Vec::new(),
            removed_secrets: Vec::new(),
            certificates: Vec::new(),
            owners: BTreeSet::new(),
            identifier_uris: Vec::new(),
            verified_publisher: None,
            implicit: ImplicitGrant::default(),
            unique_name: None,
            tags: Vec::new(),
            created,
        }
    }

    /// Removes a secret; true when it was there.
    pub(super) fn remove_secret(&mut self, id: SecretId, now: Timestamp) -> bool {
        let Some(at) = self.secrets.iter().position(|one| one.id == id) else {
            return false;
        };
        self.removed_secrets.retain(|(_, removed)| lingers(*removed, now));
        self.removed_secrets.push((self.secrets.remove(at), now));
        true
    }

    /// The configured permissions of one API and kind.
    pub(crate) fn wants(&self, resource: Resource, kind: Kind) -> impl Iterator<Item = Permission> {
        self.wanted
            .iter()
            .copied()
            .filter(move |one| one.resource == resource && one.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn a_removed_secret_is_kept_only_as_long_as_it_may_still_be_known_somewhere() {
        let at = |second| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second);
        let id = || SecretId(Uuid::new_v4());
        let ids = [id(), id(), id()];
        let mut app = App::new(
            ClientId(Uuid::nil()),
            String::new(),
            Audience::AzureADMyOrg,
            at(0),
        );
        app.secrets = ids
            .map(|id| Secret::new(id, String::new(), &SecretString::from("value"), at(0), at(9)))
            .to_vec();
        for (id, second, kept) in [(ids[0], 0, 1), (ids[1], 59, 2), (ids[2], 119, 1)] {
            assert!(app.remove_secret(id, at(second)));
            assert_eq!(app.removed_secrets.len(), kept);
        }
        assert!(!app.remove_secret(ids[0], at(120)));
    }
}
