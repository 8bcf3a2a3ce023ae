//! Signing in through the system browser, from the first page to the first call.

use url::Url;
use uuid::Uuid;

use super::Assistant;
use crate::checklist::{Checklist, Evidence, EvidenceKind, Probe, StepId};
use crate::clock::rfc3339;
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::session::Session;
use crate::sign_in::{Authorization, LandingPage, PATIENCE, Pending, Redeemed, SignInAttempt, SignInStage};

impl Assistant {
    /// Opens the sign-in page in the system browser and listens for its answer.
    pub async fn start_sign_in(&self, id: &str, landing: LandingPage) -> Result<SignInAttempt> {
        let connection = self.0.connections.one(id).await?;
        let session = &self.0.session;
        let client_id = Session::client_id(&connection)?;
        let (discovery, place) = (session.discovery(&connection).await?, session.place(&connection)?);
        let goal = connection.goal;
        let request = |port| Authorization::new(&discovery, client_id, &place, goal, port);
        let pending = Pending::begin(id, landing, request).await?;
        let (url, redirect_uri) = (pending.url.clone(), pending.redirect_uri());
        let attempt_id = Uuid::new_v4().to_string();
        self.0.attempts.add(&attempt_id, pending);
        let now = session.now();
        Ok(SignInAttempt {
            attempt_id,
            connection_id: id.to_owned(),
            redirect_uri,
            started_at: rfc3339(now),
            expires_at: rfc3339(now.checked_add(PATIENCE).unwrap_or(now)),
            browser_problem: self.open(&url).err(),
            authorize_url: url.into(),
        })
    }

    /// Waits for the browser, redeems the code, checks the token and makes the first call.
    pub async fn finish_sign_in(
        &self,
        attempt: &str,
        on_stage: impl Fn(SignInStage) + Send + Sync,
    ) -> Result<Checklist> {
        let pending = self.0.attempts.one(attempt)?;
        let connection = self.0.connections.one(&pending.connection_id).await?;
        let redeemed = self.redeem(&pending, &connection, &on_stage).await;
        pending.landed_after(&redeemed).await;
        self.0.attempts.end(attempt);
        on_stage(SignInStage::Verifying);
        let mut probe = Probe::new(&self.0.session, connection);
        match redeemed {
            Ok(redeemed) => {
                self.accept(&mut probe, redeemed).await?;
                self.keep_trail(probe.connection).await
            }
            Err(report) => {
                let cloud = self.0.session.cloud(&probe.connection.cloud)?;
                probe.object(StepId::SignIn, report.clone());
                let linked = probe.connection.link(report, &cloud);
                self.keep_trail(probe.connection).await?;
                Err(linked)
            }
        }
    }

    async fn redeem(
        &self,
        pending: &Pending,
        connection: &Connection,
        on_stage: &(impl Fn(SignInStage) + Send + Sync),
    ) -> Result<Redeemed> {
        on_stage(SignInStage::Waiting);
        let (code, authorization) = pending.code().await?;
        on_stage(SignInStage::Answered);
        let session = &self.0.session;
        let discovery = session.discovery(connection).await?;
        on_stage(SignInStage::Redeeming);
        let redirect_uri = authorization.redirect_uri.clone();
        let redeemed = authorization
            .redeem(&session.http, &discovery, &code, &*session.doors.clock)
            .await;
        redeemed.map_err(|report| report.with("redirect_uri", redirect_uri))
    }

    async fn accept(&self, probe: &mut Probe<'_>, redeemed: Redeemed) -> Result<()> {
        let session = &self.0.session;
        let answered = Evidence::new(EvidenceKind::RedirectAnswered, session.now())
            .with("redirect_uri", "http://localhost");
        probe.connection.trail.prove(StepId::RedirectUri, answered);
        let known = Evidence::new(EvidenceKind::ClientIdKnown, session.now())
            .with("client_id", Session::client_id(&probe.connection)?);
        probe.connection.trail.prove(StepId::Register, known);
        probe.connection.account = redeemed.account;
        session.forget_token(&probe.connection);
        let token = session.keep(&probe.connection, redeemed.tokens).await?;
        probe.verify(&token).await;
        Ok(())
    }

    /// The person gave up.
    pub fn cancel_sign_in(&self, attempt: &str) -> Result<()> {
        self.0.attempts.cancel(attempt)
    }

    /// Shows the sign-in page once more.
    pub fn open_sign_in_link(&self, attempt: &str) -> Result<()> {
        self.open(&self.sign_in_link(attempt)?)
    }

    /// The address of the sign-in page, for a browser that did not open by itself.
    pub fn sign_in_link(&self, attempt: &str) -> Result<Url> {
        Ok(self.0.attempts.one(attempt)?.url.clone())
    }
}

impl Pending {
    /// Where the answer comes to.
    fn redirect_uri(&self) -> String {
        let named = self.url.query_pairs().find(|(name, _)| name == "redirect_uri");
        named.map(|(_, uri)| uri.into_owned()).unwrap_or_default()
    }

    /// A browser that answered is given the time to show the landing page.
    async fn landed_after(&self, redeemed: &Result<Redeemed>) {
        let unanswered = |report: &ErrorReport| {
            matches!(
                report.code,
                ErrorCode::SignInCancelled | ErrorCode::SignInTimedOut | ErrorCode::SignInUnknown
            )
        };
        if !redeemed.as_ref().is_err_and(unanswered) {
            self.landed().await;
        }
    }
}
