//! How long the directory takes to tell itself what is new (scenario `propagation-delay`).
//!
//! Entra publishes no figures. These are the waits that public scripts found they need: Visorian/PSMDE waits five
//! seconds after each object; a new secret is refused for "a minute or two" in many issue threads (Azure/azure-cli,
//! hashicorp/terraform-provider-azuread); a grant is missing from the first tokens after it.

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;

use crate::catalogue::Permission;
use crate::ids::{ClientId, ObjectId, TenantId};
use crate::practice::Practice;
use crate::scenario::Scenario;
use crate::store::{App, Secret, ServicePrincipal, Store};

/// A change that has to reach every part of the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// An app registration or a service principal: unknown to reads and to sign-in until then, and known to sign-in for
    /// as long after its deletion.
    Object,
    /// A client secret: refused until then, and accepted for as long after its removal.
    Secret,
    /// A permission: missing from tokens until then, and carried by them for as long after its removal.
    Grant,
}

impl Change {
    /// After that, every change is known everywhere.
    pub(crate) const LONGEST_DELAY: SignedDuration = Self::Secret.delay();

    /// How long it takes to be known everywhere.
    pub(crate) const fn delay(self) -> SignedDuration {
        match self {
            Self::Object => SignedDuration::from_secs(5),
            Self::Secret => SignedDuration::from_secs(60),
            Self::Grant => SignedDuration::from_secs(30),
        }
    }
}

impl Practice {
    /// True when a change made then is known everywhere by now; always, while the scenario is off.
    pub(crate) fn has_spread(&self, change: Change, made: Timestamp) -> bool {
        !self.switches.is_on(Scenario::PropagationDelay) || self.now().duration_since(made) >= change.delay()
    }

    /// A registration, as far as the sign-in service knows by now: not yet a new one, and still one just deleted.
    pub(crate) fn known_app<'s>(&self, store: &'s Store, client_id: ClientId) -> Option<&'s App> {
        let current = store
            .app(client_id)
            .filter(|app| self.has_spread(Change::Object, app.created));
        let lingering = |(app, removed): &&(App, Timestamp)| {
            app.client_id == client_id && !self.has_spread(Change::Object, *removed)
        };
        current.or_else(|| {
            let found = store.removed_apps.iter().find(lingering);
            found.map(|(app, _)| app)
        })
    }

    /// The same of a service principal.
    pub(crate) fn known_principal<'s>(
        &self,
        store: &'s Store,
        tenant: TenantId,
        client_id: ClientId,
    ) -> Option<&'s ServicePrincipal> {
        let current = store
            .principal(tenant, client_id)
            .filter(|one| self.has_spread(Change::Object, one.created));
        current.or_else(|| {
            let mut removed = store.removed_principals.iter();
            let found = removed.find(|(of, client, _, removed)| {
                (*of, *client) == (tenant, client_id) && !self.has_spread(Change::Object, *removed)
            });
            found.map(|(_, _, one, _)| one)
        })
    }

    /// The app's secret of that value, as far as the token endpoint knows by now.
    pub(crate) fn known_secret<'a>(&self, app: &'a App, value: &SecretString) -> Option<&'a Secret> {
        let current = app
            .secrets
            .iter()
            .filter(|one| self.has_spread(Change::Secret, one.created));
        let removed = app
            .removed_secrets
            .iter()
            .filter(|(_, removed)| !self.has_spread(Change::Secret, *removed));
        // Every secret is compared, so that the time taken does not tell which one fits.
        current
            .chain(removed.map(|(secret, _)| secret))
            .fold(None, |found, one| if one.is(value) { Some(one) } else { found })
    }

    /// Tokens carry this grant: one made for everyone (`None`), or one that a person made for themselves.
    pub(crate) fn carries(
        &self,
        principal: &ServicePrincipal,
        user: Option<ObjectId>,
        permission: Permission,
    ) -> bool {
        let grant = (user, permission);
        let spread = |made: &Timestamp| self.has_spread(Change::Grant, *made);
        if principal.holds(user, permission) {
            principal.granted_at.get(&grant).is_none_or(spread)
        } else {
            principal.revoked_at.get(&grant).is_some_and(|at| !spread(at))
        }
    }
}
