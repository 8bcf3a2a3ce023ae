//! Service principals, and what was granted to them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::catalogue::Permission;
use crate::ids::ObjectId;

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

    /// Makes this all that is granted for everyone.
    pub(crate) fn replace(&mut self, wanted: BTreeSet<Permission>, now: Timestamp) {
        let stale: Vec<Permission> = self.granted.difference(&wanted).copied().collect();
        for permission in stale {
            self.revoke(None, permission, now);
        }
        self.grant(None, wanted, now);
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
