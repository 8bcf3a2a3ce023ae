//! Consent through Graph: application permissions one by one, delegated ones for everybody.

use super::{Applying, may_name_what_is_late};
use crate::connection::Context;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::found::{PermissionGrant, RoleAssignment};
use crate::registration::plan::{Granted, MissingGrant, missing_grants};
use crate::registration::request::DirectoryRequest;
use crate::registration::run::{Act, EntryState};

impl Applying<'_> {
    /// Grants what is missing.
    pub(crate) async fn grant(&mut self) -> Result<()> {
        let principal = self.principal_id()?;
        let (resources, permissions) = self.permissions().await?;
        let mut looks = 0;
        loop {
            let granted = self.granted(&principal).await?;
            self.settle_grants(&granted).await?;
            let missing = missing_grants(&self.target, &permissions, &resources, &granted);
            let Some(next) = missing.first() else {
                return Ok(());
            };
            let granted = self.grant_one(&principal, next, &mut looks).await?;
            // The list may not show yet what was granted last.
            if granted && missing.len() == 1 {
                return Ok(());
            }
        }
    }

    /// Is everything granted? `None` where the set-up may not look.
    pub(crate) async fn all_granted(&mut self) -> Result<Option<bool>> {
        let principal = self.principal_id()?;
        let (resources, permissions) = self.permissions().await?;
        match self.granted(&principal).await {
            Ok(granted) => {
                let missing = missing_grants(&self.target, &permissions, &resources, &granted);
                Ok(Some(missing.is_empty()))
            }
            Err(report) if super::refused(&report) => Ok(None),
            Err(report) => Err(report),
        }
    }

    fn principal_id(&self) -> Result<String> {
        let id = self.journal.run().service_principal.clone();
        id.ok_or_else(|| ErrorReport::new(ErrorCode::DirectoryObjectUnknown))
    }

    async fn granted(&mut self, principal: &str) -> Result<Granted> {
        let mut granted = Granted::default();
        match self.target.context() {
            Context::Application => {
                let list = DirectoryRequest::list_roles(principal);
                granted.roles = self.directory.all::<RoleAssignment>(&list).await?;
            }
            Context::User => {
                let list = DirectoryRequest::list_grants(principal);
                granted.scopes = self.directory.all::<PermissionGrant>(&list).await?;
            }
        }
        Ok(granted)
    }

    /// Grants one of them; `false` where the tenant may not know yet of what it names.
    async fn grant_one(&mut self, principal: &str, missing: &MissingGrant, looks: &mut u32) -> Result<bool> {
        let act = act(principal, missing);
        let there = self
            .journal
            .intended(|entry| entry.act == act)
            .map(|(place, _)| place);
        let place = match there.filter(|_| *looks > 0) {
            Some(place) => place,
            None => self.journal.intend(self.step, act).await?,
        };
        let late = (looks, may_name_what_is_late as super::Late);
        let Some(answer) = self.send(place, &missing.request(principal), late).await? else {
            return Ok(false);
        };
        let made = match missing {
            MissingGrant::MoreScopes { grant, .. } => grant.clone(),
            MissingGrant::Role { .. } => answer.json::<RoleAssignment>()?.id,
            MissingGrant::Scopes { .. } => answer.json::<PermissionGrant>()?.id,
        };
        self.journal.reach(place, EntryState::Done, Some(made)).await?;
        Ok(true)
    }

    /// Grants of which nobody knew whether they were made.
    async fn settle_grants(&mut self, granted: &Granted) -> Result<()> {
        let mut found = Vec::new();
        for entry in &self.journal.run().entries {
            found.extend(id_of(&entry.act, granted).map(|id| (entry.act.clone(), id)));
        }
        for (act, id) in found {
            self.journal.found_done(&act, &id).await?;
        }
        Ok(())
    }
}

/// How a grant stands in the journal.
fn act(principal: &str, missing: &MissingGrant) -> Act {
    let principal = principal.to_owned();
    match missing.clone() {
        MissingGrant::Role { resource, role } => Act::AssignRole {
            principal,
            resource,
            role,
        },
        MissingGrant::Scopes { resource, scope } => Act::Grant {
            client: principal,
            resource,
            scope,
            before: None,
        },
        MissingGrant::MoreScopes {
            resource,
            scope,
            before,
            ..
        } => Act::Grant {
            client: principal,
            resource,
            scope,
            before: Some(before),
        },
    }
}

/// The id of what an act granted, if that is there.
fn id_of(act: &Act, granted: &Granted) -> Option<String> {
    match act {
        Act::AssignRole { resource, role, .. } => {
            let same = |one: &&RoleAssignment| (&one.resource_id, &one.app_role_id) == (resource, role);
            granted.roles.iter().find(same).map(|one| one.id.clone())
        }
        Act::Grant { resource, scope, .. } => {
            let holds = |one: &PermissionGrant, name| one.scope.split_whitespace().any(|has| has == name);
            let same = |one: &&PermissionGrant| {
                one.consent_type == "AllPrincipals"
                    && one.resource_id == *resource
                    && scope.split_whitespace().all(|name| holds(one, name))
            };
            granted.scopes.iter().find(same).map(|one| one.id.clone())
        }
        _ => None,
    }
}
