//! Looking after a registration: how it differs from what its goal needs, what puts it right, and what ends before long.

use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::Assistant;
use crate::cloud::Api;
use crate::connection::{Connection, Context, Purpose, Reminder, day};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::{
    Application, ConsentChoice, Directory, DirectoryRequest, DriftView, GrantRights, InUse,
    PasswordCredential, READS_REGISTRATION, RegistrationChoices, Seen, ServicePrincipal, Target, Wanted,
    may_be, secret_in_use,
};
use crate::session::Session;
use crate::sign_in::{Certificate, ClientCredential};

impl Assistant {
    /// Compares a registration with what its goal needs. Read is with the right of whoever is signed in for the set-up,
    /// or with the app's own where it may read itself. Nothing is changed.
    pub async fn check_registration(&self, id: &str) -> Result<DriftView> {
        let connection = self.0.connections.one(id).await?;
        let reader = self.reader(&connection).await?;
        let mut directory = Directory::new(&self.0.session, &reader, CancellationToken::new())?;
        let (wanted, seen) = self
            .look_at_registration(&connection, &reader, &mut directory)
            .await?;
        self.drift(&wanted, &seen)
    }

    /// Credentials that end within a month or have ended, as far as their end is known. Nobody is asked.
    pub async fn reminders(&self) -> Result<Vec<Reminder>> {
        let (all, now) = (self.0.connections.all().await?, self.0.session.now());
        Ok(all.iter().filter_map(|one| one.reminder(now)).collect())
    }

    /// What was seen as the window shows it.
    pub(super) fn drift(&self, wanted: &Wanted, seen: &Seen) -> Result<DriftView> {
        let home = wanted.connection.at_home();
        let cloud = self.0.session.cloud(&home.cloud)?;
        let host = self
            .0
            .session
            .place(&home.toward(Api::Graph, Purpose::Incidents))?
            .host;
        Ok(DriftView::of(wanted, seen, &host, &|report| {
            home.link(report, &cloud)
        }))
    }

    /// Whose right it is read with.
    async fn reader(&self, connection: &Connection) -> Result<Connection> {
        match self.setup(connection) {
            Ok(setup) => Ok(setup),
            Err(missing) => self.itself(&connection.at_home()).await.map_err(|_| missing),
        }
    }

    /// The app toward Graph, where it may read its own registration.
    async fn itself(&self, home: &Connection) -> Result<Connection> {
        let graph = home.toward(Api::Graph, Purpose::Incidents);
        if home.goal.context == Context::User {
            return Err(unread());
        }
        let token = self.0.session.access_token(&graph).await?;
        if token.claims.has_any(&READS_REGISTRATION) {
            Ok(graph)
        } else {
            Err(unread())
        }
    }

    /// The registration as the app itself reads it; not asked for where the token says that Graph would refuse.
    pub(super) async fn own_registration(&self, home: &Connection) -> Result<Application> {
        let graph = self.itself(home).await?;
        let client_id = Session::client_id(home)?;
        let mut directory = Directory::new(&self.0.session, &graph, CancellationToken::new())?;
        let request = DirectoryRequest::find_application(&format!("(appId='{client_id}')"));
        directory.object(&request).await
    }

    /// Reads the registration and everything around it.
    pub(super) async fn look_at_registration(
        &self,
        connection: &Connection,
        reader: &Connection,
        directory: &mut Directory<'_>,
    ) -> Result<(Wanted, Seen)> {
        let client_id = Session::client_id(connection)?;
        let request = DirectoryRequest::find_application(&format!("(appId='{client_id}')"));
        let Some(raw) = directory.found::<Value>(&request).await? else {
            return Err(self.not_there(connection).await?);
        };
        let mut seen = Seen::of(raw)?;
        let connection = self.remember_secret(connection, &seen.application).await?;
        let itself = reader.client_id == connection.client_id;
        let wanted = self.wanted(connection, itself).await?;
        let kept = self.kept_secret(&wanted.connection).await;
        let used = used_secret(&wanted.connection, &seen.application, kept.as_ref());
        let known = kept.is_some() || wanted.connection.secret_key_id.is_some();
        seen.secret_gone = known && used.is_none();
        seen.secret = used.map(|(secret, _)| secret);
        seen.rights = self.rights(reader, itself).await?;
        read_around(&wanted, &mut seen, directory).await?;
        Ok((wanted, seen))
    }

    /// The finding that the tenant has no registration of the connection's client ID: deleted, if a journal says that it
    /// was there, or never in this tenant.
    pub(super) async fn not_there(&self, connection: &Connection) -> Result<ErrorReport> {
        let client_id = connection.client_id.map(|id| id.to_string());
        let run = self.0.runs.of(&connection.id).await?;
        if run.client_id.is_some() && run.client_id == client_id {
            return Ok(run.gone());
        }
        Ok(ErrorReport::new(ErrorCode::ClientNotFound)
            .with("client_id", client_id.unwrap_or_default())
            .with("tenant", &connection.tenant_domain))
    }

    /// What may be granted: what the token of a set-up says. Whoever only looks may grant once somebody signs in for it.
    async fn rights(&self, reader: &Connection, itself: bool) -> Result<GrantRights> {
        if itself {
            return Ok(GrantRights::ALL);
        }
        let token = self.0.session.access_token(reader).await?;
        Ok(GrantRights {
            roles: token.claims.has_any(&["AppRoleAssignment.ReadWrite.All"]),
            scopes: token.claims.has_any(&["DelegatedPermissionGrant.ReadWrite.All"]),
        })
    }

    async fn wanted(&self, connection: Connection, itself: bool) -> Result<Wanted> {
        let run = self.0.runs.of(&connection.id).await?;
        // Made by hand, it needs no address for Entra's consent page: the portal consents as well.
        let choices = run.id.map_or_else(
            || RegistrationChoices {
                consent: ConsentChoice::Grant,
                ..RegistrationChoices::default()
            },
            |_| run.choices,
        );
        let now = self.0.session.now();
        let mut used: Vec<(Api, Purpose)> = connection.uses.lately(day(now)).collect();
        if connection.has_customers() {
            let roster = self.0.rosters.of(&connection.id).await?;
            used.extend(roster.wanted.iter().map(|one| (one.api, one.purpose)));
        }
        let certificate = connection.certificates.all().last();
        Ok(Wanted {
            target: Target::of(&connection, &choices),
            used,
            reads_itself: itself || connection.has_customers(),
            certificate: certificate.and_then(|one| Certificate::parse_pem(&one.pem)),
            connection,
            now,
        })
    }

    /// Notes which of the registration's secrets is in use, and when it ends, where that was not known.
    pub(super) async fn remember_secret(
        &self,
        connection: &Connection,
        application: &Application,
    ) -> Result<Connection> {
        let kept = self.kept_secret(connection).await;
        let Some((found, sure)) = used_secret(connection, application, kept.as_ref()) else {
            return Ok(connection.clone());
        };
        let key_id = sure.then_some(found.key_id.clone());
        if (&connection.secret_key_id, connection.secret_ends) == (&key_id, found.ends()) {
            return Ok(connection.clone());
        }
        let remember = |stored: &mut Connection| {
            (stored.secret_key_id, stored.secret_ends) = (key_id, found.ends());
        };
        self.0.connections.update(&connection.id, remember).await
    }

    /// The value of the secret in use.
    async fn kept_secret(&self, connection: &Connection) -> Option<SecretString> {
        let credentials = self.0.session.credentials(&connection.at_home()).await.ok()?;
        credentials.into_iter().find_map(|one| match one {
            ClientCredential::Secret(secret) => Some(secret),
            ClientCredential::Certificate(_) => None,
        })
    }
}

/// The secret in use among those of the registration, and whether it is certain. Of several that begin alike, it is the
/// one that ends first: nobody is told too late.
fn used_secret(
    connection: &Connection,
    application: &Application,
    value: Option<&SecretString>,
) -> Option<(PasswordCredential, bool)> {
    let mut all = application.password_credentials.iter();
    match secret_in_use(application, connection.secret_key_id.as_deref(), value) {
        InUse::Known(id) => {
            let known = all.find(|one| one.key_id == id);
            known.map(|one| (one.clone(), true))
        }
        InUse::Unsure(_) => {
            let alike = all.filter(|one| value.is_some_and(|value| may_be(one, value)));
            let first = alike.min_by_key(|one| one.ends().unwrap_or(Timestamp::MAX));
            first.map(|one| (one.clone(), false))
        }
        InUse::Gone => None,
    }
}

/// The enterprise application, what was granted to it, and the APIs that all of it is about.
async fn read_around(wanted: &Wanted, seen: &mut Seen, directory: &mut Directory<'_>) -> Result<()> {
    let own = DirectoryRequest::find_service_principal(&seen.application.app_id);
    seen.principal = directory.found(&own).await?;
    let asked = seen.application.required_resource_access.iter();
    let mut app_ids: Vec<String> = asked.map(|one| one.resource_app_id.clone()).collect();
    app_ids.extend(wanted.target.apis().iter().map(|api| api.app_id().to_owned()));
    app_ids.sort_unstable();
    app_ids.dedup();
    for app_id in &app_ids {
        let request = DirectoryRequest::find_service_principal(app_id);
        seen.resources.extend(told(directory, &request).await?);
    }
    let Some(principal) = seen.principal.as_ref().map(|one| one.id.clone()) else {
        return Ok(());
    };
    seen.granted.roles = directory.all(&DirectoryRequest::list_roles(&principal)).await?;
    match directory.all(&DirectoryRequest::list_grants(&principal)).await {
        Ok(scopes) => seen.granted.scopes = scopes,
        Err(report) if is_refusal(&report) => seen.scopes_unread = Some(report),
        Err(report) => return Err(report),
    }
    for id in seen.unknown_resources() {
        let request = DirectoryRequest::service_principal(&id);
        seen.resources.extend(told(directory, &request).await?);
    }
    Ok(())
}

/// An API's service principal; whoever may not read it sees ids instead of names.
async fn told(directory: &mut Directory<'_>, request: &DirectoryRequest) -> Result<Option<ServicePrincipal>> {
    match directory.found(request).await {
        Err(report) if is_refusal(&report) => Ok(None),
        found => found,
    }
}

pub(super) fn is_refusal(report: &ErrorReport) -> bool {
    matches!(
        report.code,
        ErrorCode::SetupForbidden | ErrorCode::SetupScopeMissing | ErrorCode::GrantForbidden
    )
}

fn unread() -> ErrorReport {
    ErrorReport::new(ErrorCode::RegistrationUnread).with("permission", READS_REGISTRATION[0])
}
