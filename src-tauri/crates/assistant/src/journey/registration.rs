//! From a domain name to a registration whose values are known.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::Assistant;
use crate::checklist::{Checklist, Evidence, EvidenceKind, StepId};
use crate::connection::{Connection, ConnectionView, FoundTenant, Goal};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{ClientId, TenantName, parse_guid};
use crate::lock::lock;
use crate::outside::SecretKind;
use crate::registration::AddedSecret;
use crate::sign_in::ClientCredential;
use crate::tenant;

/// Entra's secrets have some 40 characters; far beyond that it is a script, a page or a token.
const MAX_SECRET: usize = 256;

/// The steps that rest on the registration's identity.
pub(super) const OF_THE_CLIENT: [StepId; 13] = [
    StepId::Register,
    StepId::AccountTypes,
    StepId::RedirectUri,
    StepId::PublicClientFlag,
    StepId::Permissions,
    StepId::Secret,
    StepId::Certificate,
    StepId::UserAssignment,
    StepId::ConditionalAccess,
    StepId::Consent,
    StepId::SignIn,
    StepId::Token,
    StepId::Incidents,
];

impl Assistant {
    /// The tenant and the cloud of a domain, a tenant ID, an e-mail address or a web address.
    ///
    /// Without a cloud, Microsoft's clouds are asked one after the other.
    pub async fn find_tenant(&self, name: &str, cloud: Option<&str>) -> Result<FoundTenant> {
        let name: TenantName = name.parse()?;
        let session = &self.0.session;
        let named = cloud.map(|id| session.cloud(id)).transpose()?;
        let (clock, clouds) = (&*session.doors.clock, session.clouds());
        let (found, discovery) = tenant::find(&session.http, &clouds, named.as_ref(), &name, clock).await?;
        session.remember(&found.cloud_id, discovery);
        Ok(found)
    }

    /// A new connection to a tenant that was found; its first step is already proved.
    pub async fn create_connection(&self, tenant: &FoundTenant, goal: Goal) -> Result<Checklist> {
        let connection = self.added(tenant, goal, None).await?;
        self.shown(&connection)
    }

    /// Gives a connection a name of a person's own.
    pub async fn name_connection(&self, id: &str, name: &str) -> Result<ConnectionView> {
        let name = name.trim().to_owned();
        let rename = |connection: &mut Connection| connection.name = name;
        let connection = self.0.connections.update(id, rename).await?;
        Ok(connection.view(&self.0.session.cloud(&connection.cloud)?))
    }

    /// A connection whose registration exists already, as a script has it. Nothing is probed.
    pub async fn add_registration(
        &self,
        tenant: &FoundTenant,
        goal: Goal,
        client_id: ClientId,
        secret: Option<SecretString>,
    ) -> Result<ConnectionView> {
        let mut connection = self.added(tenant, goal, Some(client_id)).await?;
        if let Some(secret) = secret {
            connection = self.keep_secret(&connection, secret).await?;
        }
        Ok(connection.view(&self.0.session.cloud(&connection.cloud)?))
    }

    /// The connection of a registration, which is made if it is not there yet: by the first of several programs that ask
    /// for it at the same time. Credential and flow are left as they are. Nothing is probed.
    pub async fn connection_of(
        &self,
        tenant: &FoundTenant,
        goal: Goal,
        client_id: ClientId,
    ) -> Result<ConnectionView> {
        let new = self.begun(tenant, goal, Some(client_id))?;
        let of = |one: &Connection| {
            let goal = (one.goal.api, one.goal.context, one.goal.tenancy);
            (one.cloud.clone(), one.tenant_id, one.client_id, goal)
        };
        let wanted = of(&new);
        let connection = self.0.connections.add_once(new, |one| of(one) == wanted).await?;
        Ok(connection.view(&self.0.session.cloud(&connection.cloud)?))
    }

    /// Keeps the secret of a connection without trying it.
    pub(super) async fn keep_secret(
        &self,
        connection: &Connection,
        secret: SecretString,
    ) -> Result<Connection> {
        plausible(&secret)?;
        let name = connection.secret_name(SecretKind::ClientSecret, None);
        let kept = self.0.session.put_secret(name, secret).await?;
        let keep = |stored: &mut Connection| stored.has_secret(kept);
        self.0.connections.update(&connection.id, keep).await
    }

    /// Keeps a secret that was just made for a connection. Until this ends, nothing else knows its value.
    pub(super) async fn keep_added_secret(&self, connection: &Connection, added: AddedSecret) -> Result<()> {
        let name = connection.secret_name(SecretKind::ClientSecret, None);
        let kept = self.0.session.put_secret(name, added.value).await?;
        self.0.session.forget_tokens(connection);
        let keep = |stored: &mut Connection| {
            stored.has_secret(kept);
            (stored.secret_key_id, stored.secret_ends) = (Some(added.key_id), added.ends);
            stored.trail.forget(&[StepId::Secret, StepId::Token]);
        };
        self.0.connections.update(&connection.id, keep).await.map(drop)
    }

    /// Notes which of the registration's secrets the kept one is.
    pub(super) async fn note_secret(&self, id: &str, key_id: String, ends: Option<Timestamp>) -> Result<()> {
        let note =
            |stored: &mut Connection| (stored.secret_key_id, stored.secret_ends) = (Some(key_id), ends);
        self.0.connections.update(id, note).await.map(drop)
    }

    /// Uses a secret that somebody brought along. It is never stored: it ends with this process.
    pub async fn lend_secret(&self, id: &str, secret: SecretString) -> Result<()> {
        let connection = self.0.connections.one(id).await?;
        plausible(&secret)?;
        self.0.session.lend(&connection, ClientCredential::Secret(secret));
        Ok(())
    }

    async fn added(
        &self,
        tenant: &FoundTenant,
        goal: Goal,
        client_id: Option<ClientId>,
    ) -> Result<Connection> {
        let connection = self.begun(tenant, goal, client_id)?;
        self.0.connections.add(connection.clone()).await?;
        Ok(connection)
    }

    /// A connection of which nothing is known but its tenant.
    fn begun(&self, tenant: &FoundTenant, goal: Goal, client_id: Option<ClientId>) -> Result<Connection> {
        let cloud = self.0.session.cloud(&tenant.cloud_id)?;
        let tenant_id = tenant.tenant_id.parse()?;
        let mut connection = Connection::new(Uuid::new_v4().to_string(), tenant, tenant_id, goal);
        connection.client_id = client_id;
        let seen = Evidence {
            at: tenant.seen_at.clone(),
            ..Evidence::new(EvidenceKind::DiscoveryDocument, self.0.session.now())
        };
        let seen = seen
            .with("tenant", tenant_id)
            .with("domain", &tenant.domain)
            .with("host", cloud.authority.host_str().unwrap_or_default());
        connection.trail.prove(StepId::Tenant, seen);
        Ok(connection)
    }

    /// All connections whose cloud is known.
    pub async fn connections(&self) -> Result<Vec<ConnectionView>> {
        let all = self.0.connections.all().await?;
        self.offer_clouds_of(&all);
        let views = all.iter().filter_map(|connection| {
            self.0
                .session
                .cloud(&connection.cloud)
                .ok()
                .map(|cloud| connection.view(&cloud))
        });
        Ok(views.collect())
    }

    /// Removes a connection with its secrets and tokens.
    pub async fn remove_connection(&self, id: &str) -> Result<()> {
        let connection = self.0.connections.remove(id).await?;
        self.0.running.cancel(id);
        self.0.sweeping.cancel(id);
        self.0.watches.stop(id);
        self.0.looking.cancel(id);
        self.0.adding.cancel(id);
        let its = format!("{id}/");
        lock(&self.0.results).retain(|result, _| !result.starts_with(&its));
        self.0.readings.forget(&its);
        self.forget_runs(id).await;
        self.0.rosters.forget(id).await?;
        self.0.registering.cancel(id);
        self.forget_setup(id);
        self.0.runs.forget(id).await?;
        self.0.session.remove_secrets(&connection).await
    }

    /// Takes the "Application (client) ID" as pasted, and asks Entra whether it knows it.
    pub async fn set_client_id(&self, id: &str, text: &str) -> Result<Checklist> {
        let connection = self.0.connections.one(id).await?;
        let client_id: ClientId = text.parse()?;
        if client_id.uuid() == connection.tenant_id.uuid() {
            return Err(ErrorReport::new(ErrorCode::ClientIdIsTenantId).with("client_id", client_id));
        }
        self.0.session.forget_tokens(&connection);
        self.note_client_id(id, client_id).await?;
        self.check(id).await
    }

    /// Makes this the registration of a connection. Of another one nothing is known any more.
    pub(super) async fn note_client_id(&self, id: &str, client_id: ClientId) -> Result<Connection> {
        let replace = |connection: &mut Connection| {
            if connection.client_id != Some(client_id) {
                connection.client_id = Some(client_id);
                connection.trail.forget(&OF_THE_CLIENT);
            }
        };
        self.0.connections.update(id, replace).await
    }

    /// Takes the secret's value, keeps it where secrets are kept, and asks Entra whether it is accepted.
    pub async fn set_secret(&self, id: &str, secret: SecretString) -> Result<Checklist> {
        let connection = self.0.connections.one(id).await?;
        let secret = SecretString::from(secret.expose_secret().trim().to_owned());
        plausible(&secret)?;
        let kept = self
            .0
            .session
            .put_secret(connection.secret_name(SecretKind::ClientSecret, None), secret)
            .await?;
        self.0.session.forget_tokens(&connection);
        let keep = |connection: &mut Connection| {
            connection.has_secret(kept);
            connection.trail.forget(&[StepId::Secret, StepId::Token]);
        };
        self.0.connections.update(id, keep).await?;
        self.check(id).await
    }
}

/// What cannot be a secret value is said before anything is sent or kept.
pub(super) fn plausible(secret: &SecretString) -> Result<()> {
    let text = secret.expose_secret().trim();
    if text.is_empty() {
        return Err(ErrorReport::new(ErrorCode::ClipboardEmpty));
    }
    if parse_guid(text).is_some() {
        return Err(ErrorReport::new(ErrorCode::SecretIdPasted));
    }
    let odd = text.len() > MAX_SECRET || text.chars().any(|c| c.is_whitespace() || c.is_control());
    if odd || text.starts_with("eyJ") {
        return Err(ErrorReport::new(ErrorCode::SecretMalformed));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_secret_value_is_refused_before_it_is_kept() {
        let code = |text: &str| {
            plausible(&SecretString::from(text.to_owned()))
                .err()
                .map(|report| report.code)
        };
        assert_eq!(code("Ab1~Cd2.Ef3_Gh4-Ij5"), None);
        assert_eq!(code("  "), Some(ErrorCode::ClipboardEmpty));
        assert_eq!(
            code("f0b0b335-1d71-4883-8f98-567911bfdca6"),
            Some(ErrorCode::SecretIdPasted)
        );
        assert_eq!(code("two words"), Some(ErrorCode::SecretMalformed));
        assert_eq!(code("eyJhbGciOi"), Some(ErrorCode::SecretMalformed));
    }
}
