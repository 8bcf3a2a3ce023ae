//! What the directory holds: tenants, people, app registrations, service principals and what was granted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::catalogue::{Kind, Permission, Resource};
use crate::certificate::Certificate;
use crate::entra::{Grants, Lockout};
use crate::ids::{ClientId, ObjectId, SecretId, TenantId};
use crate::ready::CustomerState;

/// A directory of its own.
#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    pub(crate) id: TenantId,
    pub(crate) name: String,
    /// Verified domains, the default one first.
    pub(crate) domains: Vec<String>,
    /// Those of them whose people sign in at a server of their own: Entra has no password for them.
    pub(crate) federated_domains: Vec<String>,
    /// `None` for the home tenant.
    pub(crate) state: Option<CustomerState>,
    pub(crate) user_consent: UserConsent,
    /// People can ask an administrator where they may not consent by themselves.
    pub(crate) consent_requests: bool,
}

/// "User consent for applications".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UserConsent {
    /// "Do not allow user consent".
    Never,
    /// For permissions that need no administrator.
    #[default]
    LowImpact,
}

impl Tenant {
    /// Defender was never set up here.
    pub(crate) fn lacks_defender(&self) -> bool {
        self.state == Some(CustomerState::NotProvisioned)
    }

    /// The people of that domain sign in elsewhere.
    pub(crate) fn is_federated(&self, domain: &str) -> bool {
        self.federated_domains
            .iter()
            .any(|one| one.eq_ignore_ascii_case(domain))
    }

    /// A Conditional Access policy refuses every token.
    pub(crate) fn blocks_tokens(&self) -> bool {
        self.state == Some(CustomerState::Blocked)
    }
}

/// A directory role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    CloudApplicationAdministrator,
    PrivilegedRoleAdministrator,
    SecurityAdministrator,
    SecurityReader,
}

impl Role {
    /// The name in the admin center.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CloudApplicationAdministrator => "Cloud Application Administrator",
            Self::PrivilegedRoleAdministrator => "Privileged Role Administrator",
            Self::SecurityAdministrator => "Security Administrator",
            Self::SecurityReader => "Security Reader",
        }
    }

    /// The template id that stands in the claim `wids` (MicrosoftDocs/entra-docs: permissions-reference.md).
    pub(crate) fn template_id(self) -> &'static str {
        match self {
            Self::CloudApplicationAdministrator => "158c047a-c907-4556-b7ef-446551a6b5f7",
            Self::PrivilegedRoleAdministrator => "e8611ab8-c189-46e8-94e1-60213ab1f814",
            Self::SecurityAdministrator => "194ae4cb-b126-40b2-bd5b-6091b380977d",
            Self::SecurityReader => "5d6b6bb7-de71-4623-b4af-96380a352509",
        }
    }

    /// The template ids of roles that may see incidents and alerts in Defender.
    pub(crate) const MAY_VIEW_DEFENDER: [Self; 2] = [Self::SecurityAdministrator, Self::SecurityReader];
}

/// Somebody who can sign in.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "the directory's own name for it")]
pub(crate) struct User {
    pub(crate) object_id: ObjectId,
    pub(crate) tenant: TenantId,
    pub(crate) user_principal_name: String,
    pub(crate) display_name: String,
    /// Shown on the sign-in page: a practice account has no secret to keep.
    pub(crate) password: String,
    pub(crate) password_expired: bool,
    pub(crate) lockout: Lockout,
    pub(crate) roles: Vec<Role>,
    /// Graph's `accountEnabled`.
    pub(crate) enabled: bool,
    pub(crate) second_factor: SecondFactor,
    /// Refresh tokens and sessions from before then are revoked, Graph's `signInSessionsValidFromDateTime`.
    pub(crate) sessions_valid_from: Option<Timestamp>,
}

impl User {
    /// May manage the organization's applications.
    pub(crate) fn is_admin(&self) -> bool {
        self.roles.contains(&Role::CloudApplicationAdministrator)
    }

    /// May grant this for the whole organization (MicrosoftDocs/entra-docs: grant-admin-consent.md, permissions-reference.md).
    pub(crate) fn may_grant(&self, permission: Permission) -> bool {
        let privileged = self.roles.contains(&Role::PrivilegedRoleAdministrator);
        let Permission { resource, kind, .. } = permission;
        let only_privileged = resource == Resource::Graph && kind == Kind::Application;
        privileged || (self.is_admin() && !only_privileged)
    }
}

/// Multifactor authentication of one user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SecondFactor {
    /// "Per-user MFA": asked for at every sign-in, whatever the policies say.
    pub(crate) required: bool,
    /// The user has an authenticator app.
    pub(crate) registered: bool,
}

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
            created,
        }
    }

    /// Removes a secret; true when it was there.
    pub(crate) fn remove_secret(&mut self, id: SecretId, now: Timestamp) -> bool {
        let Some(at) = self.secrets.iter().position(|one| one.id == id) else {
            return false;
        };
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

/// An app as one tenant knows it ("enterprise application"), with all that was granted to it there.
#[derive(Clone, Debug)]
pub(crate) struct ServicePrincipal {
    pub(crate) object_id: ObjectId,
    pub(crate) created: Timestamp,
    /// Application permissions, and delegated ones granted for everyone.
    pub(crate) granted: BTreeSet<Permission>,
    /// Delegated permissions that a person granted for themselves.
    pub(crate) granted_by: BTreeMap<ObjectId, BTreeSet<Permission>>,
    /// When each grant was made, as far as that is known: for everyone (`None`), or by one person.
    pub(crate) granted_at: BTreeMap<(Option<ObjectId>, Permission), Timestamp>,
    /// When a grant was taken away.
    pub(crate) revoked_at: BTreeMap<(Option<ObjectId>, Permission), Timestamp>,
    /// "Enabled for users to sign in?", Graph's `accountEnabled`. It also decides over the application's own tokens.
    pub(crate) enabled: bool,
    /// "Assignment required?", Graph's `appRoleAssignmentRequired`.
    pub(crate) assignment_required: bool,
    /// "Users and groups".
    pub(crate) assigned: BTreeSet<ObjectId>,
}

impl ServicePrincipal {
    pub(crate) fn new(object_id: ObjectId, created: Timestamp) -> Self {
        Self {
            object_id,
            created,
            granted: BTreeSet::new(),
            granted_by: BTreeMap::new(),
            enabled: true,
            assignment_required: false,
            assigned: BTreeSet::new(),
            granted_at: BTreeMap::new(),
            revoked_at: BTreeMap::new(),
        }
    }

    /// Writes grants down: for everyone (`None`), or for one person only.
    pub(crate) fn grant(
        &mut self,
        user: Option<ObjectId>,
        permissions: impl IntoIterator<Item = Permission>,
        now: Timestamp,
    ) {
        for permission in permissions {
            let grant = (user, permission);
            // What is replaced by itself was never gone.
            let unbroken = self.revoked_at.get(&grant) == Some(&now);
            if self.grant_at_once(user, permission) && !unbroken {
                self.granted_at.insert(grant, now);
            }
        }
    }

    /// The same, known everywhere from the start: what people consent to while they sign in counts in the tokens of
    /// that very sign-in. True when it is new.
    pub(crate) fn grant_at_once(&mut self, user: Option<ObjectId>, permission: Permission) -> bool {
        self.revoked_at.remove(&(user, permission));
        match user {
            None => self.granted.insert(permission),
            Some(user) => self.granted_by.entry(user).or_default().insert(permission),
        }
    }

    /// Takes a grant away; true when there was one.
    pub(crate) fn revoke(&mut self, user: Option<ObjectId>, permission: Permission, now: Timestamp) -> bool {
        let removed = match user {
            None => self.granted.remove(&permission),
            Some(user) => self
                .granted_by
                .get_mut(&user)
                .is_some_and(|own| own.remove(&permission)),
        };
        self.granted_by.retain(|_, own| !own.is_empty());
        if removed {
            self.granted_at.remove(&(user, permission));
            self.revoked_at.insert((user, permission), now);
        }
        removed
    }

    /// A grant of exactly this kind: for everyone (`None`), or by one person.
    pub(crate) fn holds(&self, user: Option<ObjectId>, permission: Permission) -> bool {
        match user {
            None => self.granted.contains(&permission),
            Some(user) => self
                .granted_by
                .get(&user)
                .is_some_and(|own| own.contains(&permission)),
        }
    }

    /// A delegated permission that holds for this user.
    pub(crate) fn holds_for(&self, user: ObjectId, permission: Permission) -> bool {
        self.holds(None, permission) || self.holds(Some(user), permission)
    }
}

/// Somebody asked an administrator to consent to an app.
#[derive(Clone, Debug)]
pub(crate) struct ConsentRequest {
    pub(crate) tenant: TenantId,
    pub(crate) client_id: ClientId,
    pub(crate) user: ObjectId,
    pub(crate) reason: String,
    pub(crate) at: Timestamp,
}

/// Everything that can change while the practice tenant runs.
#[derive(Debug)]
pub(crate) struct Store {
    /// The time of the change that is under way, by the practice clock.
    pub(crate) now: Timestamp,
    pub(crate) home: TenantId,
    pub(crate) tenants: BTreeMap<TenantId, Tenant>,
    domains: HashMap<String, TenantId>,
    pub(crate) users: Vec<User>,
    pub(crate) apps: Vec<App>,
    principals: HashMap<(TenantId, ClientId), ServicePrincipal>,
    /// Authorization codes, refresh tokens and sessions in flight.
    pub(crate) grants: Grants,
    /// "Admin consent requests" that wait.
    pub(crate) consent_requests: Vec<ConsentRequest>,
    /// Secret values that the portal still has to show, once each.
    pub(crate) unseen_secrets: HashMap<SecretId, SecretString>,
}

impl Store {
    /// A directory with the home tenant only.
    pub(crate) fn new(home: Tenant, now: Timestamp) -> Self {
        let mut store = Self {
            now,
            home: home.id,
            tenants: BTreeMap::new(),
            domains: HashMap::new(),
            users: Vec::new(),
            apps: Vec::new(),
            principals: HashMap::new(),
            grants: Grants::default(),
            consent_requests: Vec::new(),
            unseen_secrets: HashMap::new(),
        };
        store.add_tenant(home);
        store
    }

    pub(crate) fn add_tenant(&mut self, tenant: Tenant) {
        for domain in &tenant.domains {
            self.domains.insert(domain.to_ascii_lowercase(), tenant.id);
        }
        self.tenants.insert(tenant.id, tenant);
    }

    /// The tenant of that GUID or verified domain.
    pub(crate) fn tenant_named(&self, name: &str) -> Option<&Tenant> {
        let id = name
            .parse()
            .ok()
            .or_else(|| self.domains.get(&name.to_ascii_lowercase()).copied())?;
        self.tenants.get(&id)
    }

    pub(crate) fn app(&self, client_id: ClientId) -> Option<&App> {
        self.apps.iter().find(|app| app.client_id == client_id)
    }

    pub(crate) fn app_mut(&mut self, client_id: ClientId) -> Option<&mut App> {
        self.apps.iter_mut().find(|app| app.client_id == client_id)
    }

    pub(crate) fn user_named(&self, user_principal_name: &str) -> Option<&User> {
        self.users
            .iter()
            .find(|user| user.user_principal_name.eq_ignore_ascii_case(user_principal_name))
    }

    pub(crate) fn user_mut(&mut self, object_id: ObjectId) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.object_id == object_id)
    }

    /// Somebody whose password Entra does not know.
    pub(crate) fn is_federated(&self, user: &User) -> bool {
        let tenant = self.tenants.get(&user.tenant);
        let domain = user
            .user_principal_name
            .rsplit_once('@')
            .map(|(_, domain)| domain);
        tenant
            .zip(domain)
            .is_some_and(|(tenant, domain)| tenant.is_federated(domain))
    }

    /// Ends every session of a user: refresh tokens from before now count no more, browsers have to sign in again.
    pub(crate) fn revoke_sessions(&mut self, user: ObjectId) {
        self.grants.end_sessions_of(user);
        let now = self.now;
        if let Some(user) = self.user_mut(user) {
            user.sessions_valid_from = Some(now);
        }
    }

    pub(crate) fn user(&self, object_id: ObjectId) -> Option<&User> {
        self.users.iter().find(|user| user.object_id == object_id)
    }

    pub(crate) fn principal(&self, tenant: TenantId, client_id: ClientId) -> Option<&ServicePrincipal> {
        self.principals.get(&(tenant, client_id))
    }

    /// The service principal of an app in a tenant, made when there is none yet.
    pub(crate) fn principal_mut(&mut self, tenant: TenantId, client_id: ClientId) -> &mut ServicePrincipal {
        let now = self.now;
        self.principals
            .entry((tenant, client_id))
            .or_insert_with(|| ServicePrincipal::new(ObjectId(Uuid::new_v4()), now))
    }

    pub(crate) fn set_principal(
        &mut self,
        tenant: TenantId,
        client_id: ClientId,
        principal: ServicePrincipal,
    ) {
        self.principals.insert((tenant, client_id), principal);
    }

    /// The service principals of one tenant, by the name of their app.
    pub(crate) fn principals_of(&self, tenant: TenantId) -> Vec<(ClientId, &ServicePrincipal)> {
        let mut all: Vec<_> = self
            .principals
            .iter()
            .filter(|((of, _), _)| *of == tenant)
            .map(|((_, client), one)| (*client, one))
            .collect();
        all.sort_by_key(|(client, _)| *client);
        all
    }

    /// Takes an app's service principal, and with it all that was granted, out of a tenant.
    pub(crate) fn remove_principal(&mut self, tenant: TenantId, client_id: ClientId) {
        self.principals.remove(&(tenant, client_id));
    }

    /// Every service principal with its tenant and app, in a stable order.
    pub(crate) fn principals(&self) -> Vec<(TenantId, ClientId, &ServicePrincipal)> {
        let mut all: Vec<_> = self
            .principals
            .iter()
            .map(|((tenant, client), one)| (*tenant, *client, one))
            .collect();
        all.sort_by_key(|(tenant, client, _)| (*tenant, *client));
        all
    }

    /// Grants every configured permission for the whole organization, as the portal's button does. What was granted
    /// for everyone before and is no longer configured goes (MicrosoftDocs/entra-docs: grant-admin-consent.md).
    pub(crate) fn grant_admin_consent(&mut self, tenant: TenantId, client_id: ClientId) {
        let Some(wanted) = self.app(client_id).map(|app| app.wanted.clone()) else {
            return;
        };
        let now = self.now;
        let principal = self.principal_mut(tenant, client_id);
        let stale: Vec<Permission> = principal.granted.difference(&wanted).copied().collect();
        for permission in stale {
            principal.revoke(None, permission, now);
        }
        principal.grant(None, wanted, now);
    }
}
