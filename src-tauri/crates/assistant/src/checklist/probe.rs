//! Looks for the evidence of each step, from the first to the last, and stops at the first contradiction: what
//! comes after it would only say the same in other words.

use super::customer::{from_customer, shows_several_tenants};
use super::{Evidence, EvidenceKind, StepId, Trail, credential_step, place, steps, token_step};
use crate::connection::{Connection, Context, Tenancy};
use crate::defender::{permissions, smallest_call};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::ResultKind;
use crate::session::Session;
use crate::sign_in::probe_client_id;
use crate::tenant::Discovery;
use crate::token::{AccessToken, Judged, TokenKind};

/// A look at everything that can be seen of a connection now.
pub(crate) struct Probe<'a> {
    session: &'a Session,
    /// What had been seen when it began.
    pub(crate) begun: Trail,
    pub(crate) connection: Connection,
}

impl<'a> Probe<'a> {
    pub(crate) fn new(session: &'a Session, connection: Connection) -> Self {
        Self {
            session,
            begun: connection.trail.clone(),
            connection,
        }
    }

    /// Looks at every step. What was found is in the connection's trail afterwards.
    pub(crate) async fn run(&mut self) {
        if self.tenants().await.is_none() || self.connection.client_id.is_none() {
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
        self.let_through();
        if self.token(token).await.is_some() {
            self.first_call().await;
        }
    }

    async fn tenants(&mut self) -> Option<()> {
        let (home, domain) = (self.connection.tenant_id, self.connection.tenant_domain.clone());
        let discovered = self.session.discover_anew(&self.connection, home).await;
        let discovery = self.settle(StepId::Tenant, discovered)?;
        self.prove(StepId::Tenant, self.discovered(&discovery, &domain));
        if self.connection.goal.tenancy == Tenancy::Customers
            && let Some(customer) = self.connection.customer.clone()
        {
            let discovered = self
                .session
                .discover_anew(&self.connection, customer.tenant_id)
                .await;
            // Without its customer's sign-in service a partner can see no further.
            let discovery = self.settle(StepId::Customer, discovered.map_err(at_customer))?;
            self.prove(StepId::Customer, self.discovered(&discovery, &customer.domain));
        }
        Some(())
    }

    fn discovered(&self, discovery: &Discovery, domain: &str) -> Evidence {
        let host = discovery.token_endpoint.host_str().unwrap_or_default();
        self.evidence(EvidenceKind::DiscoveryDocument)
            .with("tenant", discovery.tenant_id)
            .with("domain", domain)
            .with("host", host)
    }

    async fn application(&mut self) -> Option<AccessToken> {
        let own_step = credential_step(self.connection.goal);
        let credentials = self.session.credentials(&self.connection).await;
        if self.settle(own_step, credentials)?.is_empty() {
            self.client_id().await?;
            if let Some(gone) = self.connection.credential_gone() {
                self.object(own_step, ErrorReport::new(gone));
            }
            return None;
        }
        let token = self.token_at_home().await?;
        match self.connection.goal.tenancy {
            Tenancy::Own => Some(token),
            Tenancy::Customers => self.token_at_customer().await,
        }
    }

    /// A token of the tenant that holds the registration: proves the client ID and what it proves itself with.
    async fn token_at_home(&mut self) -> Option<AccessToken> {
        let own_step = credential_step(self.connection.goal);
        let outcome = self.session.fresh_token(&self.connection.at_home()).await;
        if let Err(report) = &outcome
            && report.step.and_then(|step| place(self.connection.goal, step)) == Some(own_step)
            && report.trace.is_some()
        {
            // Entra looks at the credential only once it has found the client.
            self.prove_client_id();
        }
        let token = self.settle(StepId::Token, outcome)?;
        self.prove_client_id();
        let accepted = match self.session.accepted_certificate(&self.connection) {
            Some(thumbprint) => self
                .evidence(EvidenceKind::CertificateAccepted)
                .with("thumbprint", thumbprint),
            None => self.evidence(EvidenceKind::SecretAccepted),
        };
        self.prove(own_step, accepted);
        Some(token)
    }

    /// A token of the customer's tenant: what the registration may do there is seen nowhere else.
    async fn token_at_customer(&mut self) -> Option<AccessToken> {
        self.connection.customer.as_ref()?;
        let outcome = self.session.fresh_token(&self.connection).await;
        let known = match &outcome {
            Ok(_) => true,
            Err(report) => shows_several_tenants(report, &self.connection),
        };
        if known {
            let tenant = self.connection.token_tenant();
            let answered = self
                .evidence(EvidenceKind::OtherTenantAnswered)
                .with("tenant", tenant);
            self.prove(StepId::AccountTypes, answered);
        }
        let outcome = outcome.map_err(|report| from_customer(report, &self.connection));
        self.settle(StepId::Token, outcome)
    }

    async fn user(&mut self) -> Option<AccessToken> {
        self.client_id().await?;
        match self.session.fresh_token(&self.connection).await {
            Err(report) if matches!(report.code, ErrorCode::NotSignedIn | ErrorCode::CustomerMissing) => None,
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
        let discovery = self.session.discovery(&self.connection.at_home()).await?;
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
        self.prove(StepId::Register, evidence);
    }

    /// Entra issued a token, so what stood in its way before stands there no more.
    fn let_through(&mut self) {
        let goal = self.connection.goal;
        let appeared = |step: &StepId| !steps(goal).iter().any(|plan| plan.id == *step);
        let gates: Vec<StepId> = self
            .connection
            .trail
            .steps()
            .into_iter()
            .filter(|step| appeared(step) && self.connection.trail.contradicted(*step))
            .collect();
        for step in gates {
            self.prove(step, self.evidence(EvidenceKind::TokenIssued));
        }
    }

    async fn token(&mut self, token: &AccessToken) -> Option<()> {
        let own_step = token_step(self.connection.goal);
        let outcome = self.session.judged(&self.connection, token).await;
        let judged = self.settle(own_step, outcome)?;
        if let Some(problem) = judged.problem {
            let problem = self.at_its_place(problem);
            self.object(own_step, problem);
            return None;
        }
        self.prove_permission(&judged);
        let verified = self
            .evidence(EvidenceKind::TokenVerified)
            .with("expected", &judged.view.audience)
            .with("tenant", &judged.view.tenant_id)
            .with("expires", &judged.view.expires)
            .with("user", judged.view.account.unwrap_or_default());
        self.prove(own_step, verified);
        Some(())
    }

    /// The cause as it is met in the tenant that the token is of.
    fn at_its_place(&self, report: ErrorReport) -> ErrorReport {
        match self.connection.goal.tenancy {
            Tenancy::Own => report,
            Tenancy::Customers => from_customer(report, &self.connection),
        }
    }

    /// The permission in the token proves that it was chosen and that it was consented to.
    fn prove_permission(&mut self, judged: &Judged) {
        let kind = match judged.view.kind {
            TokenKind::User => EvidenceKind::ScpClaim,
            TokenKind::Application | TokenKind::Id => EvidenceKind::RolesClaim,
        };
        let sufficient = permissions::sufficient(self.connection.goal);
        let mut carried = judged.view.permissions.iter();
        let permission = carried.find(|name| sufficient.contains(&name.as_str()));
        let claim = self
            .evidence(kind)
            .with("permission", permission.cloned().unwrap_or_default())
            .with("tenant", &judged.view.tenant_id);
        self.prove(StepId::Permissions, claim.clone());
        self.prove(StepId::Consent, claim);
        let consent_only = self.connection.goal.context == Context::Application
            && self.connection.goal.tenancy == Tenancy::Customers;
        if consent_only && !self.connection.trail.proved(StepId::RedirectUri) {
            self.prove(StepId::RedirectUri, self.evidence(EvidenceKind::ConsentReached));
        }
    }

    async fn first_call(&mut self) {
        let outcome = self.call_once().await;
        let outcome = outcome.map_err(|report| self.at_its_place(report));
        if let Some(evidence) = self.settle(StepId::Incidents, outcome) {
            self.prove(StepId::Incidents, evidence);
        }
    }

    async fn call_once(&self) -> Result<Evidence> {
        smallest_call(self.session, &self.connection, ResultKind::Incidents).await?;
        let place = self.session.place(&self.connection)?;
        let host = place.host.host_str().unwrap_or_default().to_owned();
        Ok(self.evidence(EvidenceKind::IncidentsAnswered).with("host", host))
    }

    fn evidence(&self, kind: EvidenceKind) -> Evidence {
        Evidence::new(kind, self.session.now())
    }

    fn prove(&mut self, step: StepId, evidence: Evidence) {
        self.connection.trail.prove(step, evidence);
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

    /// Puts a report at the step that it names, or at the one that was looked at where it belongs to none.
    pub(crate) fn object(&mut self, looked_at: StepId, report: ErrorReport) {
        let goal = self.connection.goal;
        let own = report.step.and_then(|step| place(goal, step));
        let step = own.or_else(|| place(goal, looked_at)).unwrap_or(looked_at);
        self.connection.trail.object(step, report);
    }
}

/// What is known of no tenant is, at this step, the customer's domain.
fn at_customer(report: ErrorReport) -> ErrorReport {
    match report.step {
        Some(StepId::Tenant) => report.at(StepId::Customer),
        _ => report,
    }
}
