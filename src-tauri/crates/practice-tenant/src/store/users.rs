//! Everybody in every directory, found by what requests name them by.

use std::collections::HashMap;

use crate::ids::{ObjectId, TenantId};
use crate::store::User;

/// Nobody ever leaves, and nobody's name or directory changes.
#[derive(Default)]
pub(crate) struct Users {
    all: Vec<User>,
    by_id: HashMap<ObjectId, usize>,
    /// User principal names in lower case.
    by_name: HashMap<String, usize>,
    by_tenant: HashMap<TenantId, Vec<usize>>,
}

impl Users {
    pub(crate) fn add(&mut self, user: User) {
        let at = self.all.len();
        self.by_id.insert(user.object_id, at);
        let name = user.user_principal_name.to_ascii_lowercase();
        self.by_name.entry(name).or_insert(at);
        self.by_tenant.entry(user.tenant).or_default().push(at);
        self.all.push(user);
    }

    /// In the order in which they came.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &User> {
        self.all.iter()
    }

    /// Those of one directory, guests included.
    pub(crate) fn of(&self, tenant: TenantId) -> impl Iterator<Item = &User> {
        let places = self.by_tenant.get(&tenant).into_iter().flatten();
        places.filter_map(|at| self.all.get(*at))
    }

    pub(crate) fn with_id(&self, id: ObjectId) -> Option<&User> {
        self.all.get(*self.by_id.get(&id)?)
    }

    pub(crate) fn with_id_mut(&mut self, id: ObjectId) -> Option<&mut User> {
        self.all.get_mut(*self.by_id.get(&id)?)
    }

    /// By the user principal name, in any case.
    pub(crate) fn named(&self, name: &str) -> Option<&User> {
        self.all.get(*self.by_name.get(&name.to_ascii_lowercase())?)
    }
}
