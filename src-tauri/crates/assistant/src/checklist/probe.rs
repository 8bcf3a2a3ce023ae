//! Looks for the evidence of each step, from the first to the last, and stops at the first contradiction: what
//! comes after it would only say the same in other words.

use super::{Evidence, EvidenceKind, StepId, steps};
use crate::connection::{Connection, Context};
use crate::defender::{ApiClient, Window, permissions};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::SecretKind;
use crate::session::Session;
use crate::sign_in::probe_client_id;
use crate::token::{AccessToken, TokenKind};
use tokio_util::sync::CancellationToken;

/// How far back the first real call looks.
const FIRST_CALL_HOURS: u32 = 48;

/// A look at everything that can be seen of a connection now.
pub(crate) struct Probe<'a> {
    session: &'a Session,
    pub(crate) connection: Connection,
}

impl<'a> Probe<'a> {
    pub(crate) fn new(session: &'a Session, connection: Connection) -> Self {
        Self { session, connection }
    }

    /// Looks at every step. What was found is in the connection's trail afterwards.
    pub(crate) async fn run(&mut self) {
        if self.tenant().await.is_none() || self.connection.client_id.is_none() {
            return;
        }
        let token = match self.connection.goal.context {
            Context::Application => self.application().await,
            Context::User => self.user().await,
        };
        if let Some(token) = token {
            self.verify(&token).await;
        }
    }

    /// Looks at what a fresh token proves, up to the first real call.
    pub(crate) async fn verify(&mut self, token: &AccessToken) {
        if self.token(token).await.is_some() {
            self.first_call().await;
        }
    }

    async fn tenant(&mut self) -> Option<()> {
        let outcome = self.session.discover_anew(&self.connection).await;
        let discovery = self.settle(StepId::Tenant, outcome)?;
        let host = discovery.token_endpoint.host_str().unwrap_or_default().to_owned();
        let evidence = self
            .evidence(EvidenceKind::DiscoveryDocument)
            .with("tenant", discovery.tenant_id)
            .with("domain", &self.connection.tenant_domain)
            .with("host", host);
        self.connection.trail.prove(StepId::Tenant, evidence);
        Some(())
    }

    async fn application(&mut self) -> Option<AccessToken> {
        let secret = self
            .session
            .secret(&self.connection, SecretKind::ClientSecret)
            .await;
        if self.settle(StepId::Secret, secret)?.is_none() {
            self.client_id().await?;
            // Given once and gone: it was kept in memory only, or somebody removed it from the keychain.
            if self.connection.secret.is_some() {
                self.object(StepId::Secret, ErrorReport::new(ErrorCode::SecretMissing));
            }
            return None;
        }
        let outcome = self.session.fresh_token(&self.connection).await;
        if let Err(report) = &outcome
            && report.step == Some(StepId::Secret)
            && report.trace.is_some()
        {
            // Entra looks at the secret only once it has found the client.
            self.prove_client_id();
        }
        let token = self.settle(StepId::Token, outcome)?;
        self.prove_client_id();
        let accepted = self.evidence(EvidenceKind::SecretAccepted);
        self.connection.trail.prove(StepId::Secret, accepted);
        Some(token)
    }

    async fn user(&mut self) -> Option<AccessToken> {
        self.client_id().await?;
        match self.session.fresh_token(&self.connection).await {
            Err(report) if report.code == ErrorCode::NotSignedIn => None,
            outcome => self.settle(StepId::SignIn, outcome),
        }
    }

    async fn client_id(&mut self) -> Option<()> {
        let outcome = self.probe_client_id().await;
        self.settle(StepId::Register, outcome)?;
        self.prove_client_id();
        Some(())
    }

    async fn probe_client_id(&self) -> Result<()> {
        let client_id = Session::client_id(&self.connection)?;
        let discovery = self.session.discovery(&self.connection).await?;
        let place = self.session.place(&self.connection)?;
        probe_client_id(
            &self.session.http,
            &discovery,
            client_id,
            &place,
            &*self.session.doors.clock,
        )
        .await
    }

    fn prove_client_id(&mut self) {
        let client_id = self
            .connection
            .client_id
            .map(|id| id.to_string())
            .unwrap_or_default();
        let evidence = self
            .evidence(EvidenceKind::ClientIdKnown)
            .with("client_id", client_id);
        self.connection.trail.prove(StepId::Register, evidence);
    }

    async fn token(&mut self, token: &AccessToken) -> Option<()> {
        let outcome = self.session.judged(&self.connection, token).await;
        let own_step = self.token_step();
        let judged = self.settle(own_step, outcome)?;
        if let Some(problem) = judged.problem {
            self.object(own_step, problem);
            return None;
        }
        let kind = match judged.view.kind {
            TokenKind::User => EvidenceKind::ScpClaim,
            TokenKind::Application | TokenKind::Id => EvidenceKind::RolesClaim,
        };
        let permission = judged
            .view
            .permissions
            .iter()
            .find(|name| permissions::sufficient(self.connection.goal).contains(&name.as_str()));
        let claim = self
            .evidence(kind)
            .with("permission", permission.cloned().unwrap_or_default());
        self.connection.trail.prove(StepId::Permissions, claim.clone());
        self.connection.trail.prove(StepId::Consent, claim);
        let verified = self
            .evidence(EvidenceKind::TokenVerified)
            .with("expected", &judged.view.audience)
            .with("tenant", &judged.view.tenant_id)
            .with("expires", &judged.view.expires)
            .with("user", judged.view.account.unwrap_or_default());
        self.connection.trail.prove(own_step, verified);
        Some(())
    }

    /// The step that stands for "there is a good token".
    fn token_step(&self) -> StepId {
        match self.connection.goal.context {
            Context::Application => StepId::Token,
            Context::User => StepId::SignIn,
        }
    }

    async fn first_call(&mut self) {
        let outcome = self.call_once().await;
        if let Some(evidence) = self.settle(StepId::Incidents, outcome) {
            self.connection.trail.prove(StepId::Incidents, evidence);
        }
    }

    async fn call_once(&self) -> Result<Evidence> {
        let place = self.session.place(&self.connection)?;
        let window = Window::last_hours(&*self.session.doors.clock, FIRST_CALL_HOURS);
        let mut client = ApiClient::new(self.session, &self.connection, CancellationToken::new(), &|_| ());
        client
            .read(self.connection.goal.api, &place, window, Some(1))
            .await?;
        let host = place.host.host_str().unwrap_or_default().to_owned();
        Ok(self.evidence(EvidenceKind::IncidentsAnswered).with("host", host))
    }

    fn evidence(&self, kind: EvidenceKind) -> Evidence {
        Evidence::new(kind, self.session.now())
    }

    fn settle<T>(&mut self, step: StepId, outcome: Result<T>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(report) => {
                self.object(step, report);
                None
            }
        }
    }

    /// Puts a report at the step that it names, if this goal has it, or at the one that was looked at.
    pub(crate) fn object(&mut self, looked_at: StepId, report: ErrorReport) {
        let own = report
            .step
            .filter(|own| steps(self.connection.goal).iter().any(|step| step.id == *own));
        self.connection.trail.object(own.unwrap_or(looked_at), report);
    }
}
