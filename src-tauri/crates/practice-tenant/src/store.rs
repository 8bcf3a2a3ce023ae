//! What the directory holds: tenants, people, app registrations, service principals and what was granted.

mod app;
mod people;
mod service_principal;
mod users;

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use uuid::Uuid;

use crate::entra::Grants;
use crate::first_party;
use crate::ids::{ClientId, ObjectId, SecretId, TenantId};
use crate::propagation::Change;

pub(crate) use app::{App, Audience, ImplicitGrant, Platform, Publisher, Redirect, Secret, Unoffered};
pub(crate) use people::{Role, SecondFactor, Tenant, User, UserConsent};
pub(crate) use service_principal::ServicePrincipal;
pub(crate) use users::Users;

/// What was removed then may still be known somewhere; after that nobody asks for it, and it need not be kept.
fn lingers(removed: Timestamp, now: Timestamp) -> bool {
    now.duration_since(removed) < Change::LONGEST_DELAY
}

/// Deleted objects can be restored for so long (microsoftgraph/microsoft-graph-docs-contrib:
/// directory-deleteditems-restore.md).
const RESTORABLE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What was deleted then can still be restored.
pub(crate) fn is_restorable(deleted: Timestamp, now: Timestamp) -> bool {
    now.duration_since(deleted) < RESTORABLE
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
pub(crate) struct Store {
    /// The time of the change that is under way, by the practice clock.
    pub(crate) now: Timestamp,
    pub(crate) home: TenantId,
    /// The app of the home tenant that customers know.
    pub(crate) partner: Option<ClientId>,
    pub(crate) tenants: BTreeMap<TenantId, Tenant>,
    domains: HashMap<String, TenantId>,
    pub(crate) users: Users,
    /// The registrations of the home tenant.
    pub(crate) apps: Vec<App>,
    /// Those of Microsoft, which no tenant registers.
    first_party: Vec<App>,
    principals: BTreeMap<(TenantId, ClientId), ServicePrincipal>,
    /// What was deleted, and when: the deletion takes time to be known everywhere, and can be undone for thirty days.
    pub(crate) removed_apps: Vec<(App, Timestamp)>,
    pub(crate) removed_principals: Vec<(TenantId, ClientId, ServicePrincipal, Timestamp)>,
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
            partner: None,
            tenants: BTreeMap::new(),
            domains: HashMap::new(),
            users: Users::default(),
            apps: Vec::new(),
            first_party: first_party::apps(),
            principals: BTreeMap::new(),
            removed_apps: Vec::new(),
            removed_principals: Vec::new(),
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

    /// The app of that id, registered here or one of Microsoft's.
    pub(crate) fn app(&self, client_id: ClientId) -> Option<&App> {
        let mut first_party = self.first_party.iter();
        self.registration(client_id)
            .or_else(|| first_party.find(|app| app.client_id == client_id))
    }

    /// The app of that id, when it is registered here.
    pub(crate) fn registration(&self, client_id: ClientId) -> Option<&App> {
        self.apps.iter().find(|app| app.client_id == client_id)
    }

    pub(crate) fn app_mut(&mut self, client_id: ClientId) -> Option<&mut App> {
        self.apps.iter_mut().find(|app| app.client_id == client_id)
    }

    /// Deletes a registration with its service principal of the home tenant; those of other tenants stay.
    pub(crate) fn remove_app(&mut self, client_id: ClientId) {
        let Some(at) = self.apps.iter().position(|app| app.client_id == client_id) else {
            return;
        };
        let app = self.apps.remove(at);
        for secret in &app.secrets {
            self.unseen_secrets.remove(&secret.id);
        }
        let now = self.now;
        self.removed_apps.retain(|(_, at)| is_restorable(*at, now));
        self.removed_apps.push((app, now));
        self.remove_principal(self.home, client_id);
    }

    /// Registrations that can still be restored, and when they were deleted.
    pub(crate) fn restorable_apps(&self, now: Timestamp) -> impl Iterator<Item = (&App, Timestamp)> {
        let deleted = self.removed_apps.iter().map(|(app, at)| (app, *at));
        deleted.filter(move |(_, at)| is_restorable(*at, now))
    }

    /// The registration of that id, also among the deleted ones.
    pub(crate) fn app_or_deleted(&self, client_id: ClientId) -> Option<&App> {
        let mut deleted = self.removed_apps.iter().map(|(app, _)| app);
        self.app(client_id)
            .or_else(|| deleted.find(|app| app.client_id == client_id))
    }

    /// Takes a registration out of the deleted ones, to be restored or forgotten.
    pub(crate) fn take_deleted_app(&mut self, id: ObjectId) -> Option<App> {
        let mut deleted = self.removed_apps.iter();
        let at = deleted.position(|(app, _)| app.object_id == id)?;
        Some(self.removed_apps.remove(at).0)
    }

    /// The same of a service principal.
    pub(crate) fn take_deleted_principal(&mut self, id: ObjectId) -> Option<ServicePrincipal> {
        let mut deleted = self.removed_principals.iter();
        let at = deleted.position(|(_, _, one, _)| one.object_id == id)?;
        Some(self.removed_principals.remove(at).2)
    }

    /// Removes a secret of an app; true when it was there.
    pub(crate) fn remove_secret(&mut self, client_id: ClientId, id: SecretId) -> bool {
        self.unseen_secrets.remove(&id);
        let now = self.now;
        self.app_mut(client_id)
            .is_some_and(|app| app.remove_secret(id, now))
    }

    pub(crate) fn user_named(&self, user_principal_name: &str) -> Option<&User> {
        self.users.named(user_principal_name)
    }

    /// The guest that an account of another directory is in this tenant.
    pub(crate) fn guest(&self, tenant: TenantId, account: ObjectId) -> Option<&User> {
        let mut users = self.users.of(tenant);
        users.find(|user| user.guest_of.is_some_and(|home| home.account == account))
    }

    pub(crate) fn user_mut(&mut self, object_id: ObjectId) -> Option<&mut User> {
        self.users.with_id_mut(object_id)
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
        self.users.with_id(object_id)
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

    /// The service principals of one tenant, by the id of their app.
    pub(crate) fn principals_of(&self, tenant: TenantId) -> Vec<(ClientId, &ServicePrincipal)> {
        let first = (tenant, ClientId(Uuid::nil()));
        let last = (tenant, ClientId(Uuid::max()));
        let of_tenant = self.principals.range(first..=last);
        of_tenant.map(|((_, client), one)| (*client, one)).collect()
    }

    /// Takes an app's service principal, and with it all that was granted, out of a tenant.
    pub(crate) fn remove_principal(&mut self, tenant: TenantId, client_id: ClientId) {
        if let Some(principal) = self.principals.remove(&(tenant, client_id)) {
            let now = self.now;
            self.removed_principals.retain(|(.., at)| is_restorable(*at, now));
            self.removed_principals.push((tenant, client_id, principal, now));
        }
    }

    /// Every service principal with its tenant and app, in a stable order.
    pub(crate) fn principals(&self) -> Vec<(TenantId, ClientId, &ServicePrincipal)> {
        let all = self.principals.iter();
        all.map(|((tenant, client), one)| (*tenant, *client, one))
            .collect()
    }

    /// Grants every configured permission for the whole organization, as the portal's button does. What was granted
    /// for everyone before and is no longer configured goes (MicrosoftDocs/entra-docs: grant-admin-consent.md).
    pub(crate) fn grant_admin_consent(&mut self, tenant: TenantId, client_id: ClientId) {
        let Some(wanted) = self.app(client_id).map(|app| app.wanted.clone()) else {
            return;
        };
        let now = self.now;
        self.principal_mut(tenant, client_id).replace(wanted, now);
    }
}
