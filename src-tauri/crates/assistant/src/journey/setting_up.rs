//! Signing in to change app registrations: a token of its own, for an hour, of which nothing is stored.

use std::collections::HashMap;
use std::sync::Mutex;

use oauth2::Scope;
use secrecy::SecretString;

use super::Assistant;
use super::registration::plausible;
use super::signing_in::SignedIn;
use crate::connection::{Connection, Context};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::ClientId;
use crate::lock::lock;
use crate::registration::{
    NeededScope, RegistrationChoices, SetupClient, SetupView, fits, setup_scopes, sign_in_refused,
};
use crate::session::Session;
use crate::sign_in::{
    ClientCredential, DeviceSignInAttempt, Expectation, LandingPage, SignInAttempt, probe_client_id,
    scopes_for_once,
};

/// A set-up that somebody signs in to.
#[derive(Clone)]
struct SettingUp {
    /// The connection that it is for.
    connection_id: String,
    setup: Connection,
    client: SetupClient,
    needed: Vec<NeededScope>,
}

/// Who sets up, and who is about to. Ends with the program.
#[derive(Default)]
pub(super) struct Setups {
    /// By attempt.
    begun: Mutex<HashMap<String, SettingUp>>,
    /// By connection.
    ready: Mutex<HashMap<String, Connection>>,
}

impl Setups {
    /// A sign-in has begun; an older one for the same connection counts no more.
    fn begin(&self, attempt: &str, begun: SettingUp) {
        let mut all = lock(&self.begun);
        all.retain(|_, older| older.connection_id != begun.connection_id);
        all.insert(attempt.to_owned(), begun);
    }

    fn begun(&self, attempt: &str) -> Option<SettingUp> {
        lock(&self.begun).get(attempt).cloned()
    }

    fn end(&self, attempt: &str) {
        lock(&self.begun).remove(attempt);
    }
}

impl Assistant {
    /// Opens the sign-in page for a set-up in the system browser. Asked for is the least that the choices need.
    /// Finished with [`Assistant::finish_setup_sign_in`]; cancelled and opened again like any sign-in.
    pub async fn start_setup_sign_in(
        &self,
        id: &str,
        client: SetupClient,
        choices: &RegistrationChoices,
        landing: LandingPage,
    ) -> Result<SignInAttempt> {
        let (begun, scopes) = self.begun_setup(id, client, choices).await?;
        let expectation = Expectation {
            login_hint: None,
            claims: self.0.session.challenge(&begun.setup),
        };
        let opened = self
            .open_sign_in(&begun.setup, scopes, &expectation, landing)
            .await?;
        self.0.setups.begin(&opened.attempt_id, begun);
        Ok(SignInAttempt {
            connection_id: id.to_owned(),
            ..opened
        })
    }

    /// The same with a code that is typed in on any device.
    pub async fn start_setup_device_sign_in(
        &self,
        id: &str,
        client: SetupClient,
        choices: &RegistrationChoices,
    ) -> Result<DeviceSignInAttempt> {
        let (begun, scopes) = self.begun_setup(id, client, choices).await?;
        let asked = self.ask_for_code(&begun.setup, scopes).await;
        let asked = asked.map_err(|report| self.setup_refused(&begun.setup, &begun.needed, report))?;
        self.0.setups.begin(&asked.attempt_id, begun);
        Ok(DeviceSignInAttempt {
            connection_id: id.to_owned(),
            ..asked
        })
    }

    /// Who is about to set up what, and what is asked for.
    async fn begun_setup(
        &self,
        id: &str,
        client: SetupClient,
        choices: &RegistrationChoices,
    ) -> Result<(SettingUp, Vec<Scope>)> {
        let connection = self.0.connections.one(id).await?;
        let client_id = client.client_id()?;
        if client_id.uuid() == connection.tenant_id.uuid() {
            return Err(ErrorReport::new(ErrorCode::ClientIdIsTenantId).with("client_id", client_id));
        }
        let setup = connection.for_setup(client_id, Context::User);
        let needed = setup_scopes(connection.goal, choices);
        if matches!(client, SetupClient::Own { .. }) {
            self.known_to_the_tenant(&setup, client_id, &needed).await?;
        }
        let names = needed.iter().map(|one| one.scope.as_str());
        let scopes = scopes_for_once(&self.0.session.place(&setup)?, names);
        let begun = SettingUp {
            connection_id: id.to_owned(),
            setup,
            client,
            needed,
        };
        Ok((begun, scopes))
    }

    /// Entra's own page about an unknown client leads nowhere: whether it knows it is asked before.
    async fn known_to_the_tenant(
        &self,
        setup: &Connection,
        client_id: ClientId,
        needed: &[NeededScope],
    ) -> Result<()> {
        let session = &self.0.session;
        let (discovery, place) = (session.discovery(setup).await?, session.place(setup)?);
        let clock = &*session.doors.clock;
        match probe_client_id(&session.http, &discovery, client_id, &place, clock).await {
            Err(report) if report.code == ErrorCode::ClientNotFound => {
                Err(self.setup_refused(setup, needed, report))
            }
            // Anything else is said better by the sign-in itself.
            _ => Ok(()),
        }
    }

    /// Waits for the person, takes the token and looks whether it is one that the set-up can use.
    pub async fn finish_setup_sign_in(&self, attempt: &str) -> Result<SetupView> {
        let unknown = || ErrorReport::new(ErrorCode::SignInUnknown);
        let begun = self.0.setups.begun(attempt).ok_or_else(unknown)?;
        let pending = self.0.attempts.one(attempt)?;
        let outcome = self.awaited(&pending, &begun.setup, &|_| ()).await;
        self.0.attempts.end(attempt);
        self.0.setups.end(attempt);
        let outcome = match outcome {
            Ok(signed_in) => self.accept_setup(&begun, signed_in).await,
            Err(report) => Err(report),
        };
        outcome.map_err(|report| {
            self.0.session.challenged(&begun.setup, &report);
            self.setup_refused(&begun.setup, &begun.needed, report)
        })
    }

    /// Keeps the token in memory, and the client that it came through with the connection.
    async fn accept_setup(&self, begun: &SettingUp, signed_in: SignedIn) -> Result<SetupView> {
        let setup = &begun.setup;
        fits(setup, &signed_in.tokens.access.claims, &begun.needed)?;
        // The set-up has no account that is remembered, so that no refresh token is kept even if one came.
        let (token, _) = self.0.session.keep(setup, signed_in.tokens).await?;
        self.keep_setup_client(&begun.connection_id, begun.client.clone())
            .await?;
        self.ready_to_set_up(&begun.connection_id, setup);
        SetupView::of(setup, &token)
    }

    fn ready_to_set_up(&self, id: &str, setup: &Connection) {
        lock(&self.0.setups.ready).insert(id.to_owned(), setup.clone());
    }

    /// Sets up as an application, which a pipeline can. The secret is lent to this process and never stored.
    pub async fn lend_setup_secret(
        &self,
        id: &str,
        client_id: ClientId,
        secret: SecretString,
    ) -> Result<SetupView> {
        let connection = self.0.connections.one(id).await?;
        plausible(&secret)?;
        let setup = connection.for_setup(client_id, Context::Application);
        let session = &self.0.session;
        session.lend(&setup, ClientCredential::Secret(secret));
        let view = match session.access_token(&setup).await {
            Ok(token) => fits(&setup, &token.claims, &[]).and_then(|()| SetupView::of(&setup, &token)),
            Err(report) => Err(report),
        };
        if view.is_ok() {
            self.ready_to_set_up(id, &setup);
        } else {
            session.give_back(&setup);
        }
        view.map_err(|report| self.setup_refused(&setup, &[], report))
    }

    /// The tenant of a connection as whoever sets up sees it; [`ErrorCode::SetupMissing`] where nobody signed in for that,
    /// or the token ended.
    pub(super) fn setup(&self, connection: &Connection) -> Result<Connection> {
        let missing = || ErrorReport::new(ErrorCode::SetupMissing).with("domain", &connection.tenant_domain);
        let setup = lock(&self.0.setups.ready).get(&connection.id).cloned();
        let setup = setup.ok_or_else(missing)?;
        match setup.goal.context {
            // An application takes a new token by itself.
            Context::Application => Ok(setup),
            Context::User => {
                let held = self.0.session.held_token(&setup);
                held.map(|_| setup).ok_or_else(missing)
            }
        }
    }

    /// Who may change registrations for a connection now, if anybody may.
    pub async fn setup_signed_in(&self, id: &str) -> Result<Option<SetupView>> {
        let connection = self.0.connections.one(id).await?;
        let Ok(setup) = self.setup(&connection) else {
            return Ok(None);
        };
        let token = self.0.session.access_token(&setup).await?;
        SetupView::of(&setup, &token).map(Some)
    }

    /// Forgets who sets up, with the token.
    pub fn forget_setup(&self, id: &str) {
        let setup = lock(&self.0.setups.ready).remove(id);
        if let Some(setup) = setup {
            self.0.session.give_back(&setup);
        }
    }

    /// Through what somebody signed in last to set up in the tenant of a connection: for this one, or for another.
    pub async fn setup_client(&self, id: &str) -> Result<Option<SetupClient>> {
        let connection = self.0.connections.one(id).await?;
        if connection.setup_client.is_some() {
            return Ok(connection.setup_client);
        }
        let all = self.0.connections.all().await?;
        let same_tenant = |other: &&Connection| {
            (&other.cloud, other.tenant_id) == (&connection.cloud, connection.tenant_id)
        };
        let mut chosen = all.iter().rev().filter(same_tenant);
        Ok(chosen.find_map(|other| other.setup_client.clone()))
    }

    /// Remembers through what somebody signs in to set up in the tenant of a connection.
    pub async fn keep_setup_client(&self, id: &str, client: SetupClient) -> Result<()> {
        client.client_id()?;
        let keep = |connection: &mut Connection| connection.setup_client = Some(client);
        self.0.connections.update(id, keep).await.map(drop)
    }

    /// Says of a refusal what it means for a set-up, with the page of its client where that has one.
    fn setup_refused(&self, setup: &Connection, needed: &[NeededScope], report: ErrorReport) -> ErrorReport {
        let report = sign_in_refused(setup, needed, report);
        let client = Session::client_id(setup).ok();
        let borrowed = client.is_some() && client == SetupClient::GraphCommandLineTools.client_id().ok();
        match self.0.session.cloud(&setup.cloud) {
            Ok(cloud) if !borrowed => setup.link(report, &cloud),
            _ => report,
        }
    }
}
