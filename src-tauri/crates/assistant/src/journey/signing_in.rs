//! Signing in, from the first page to the first call: in the system browser, or with a code on any device.

use std::time::Duration;

use oauth2::Scope;
use url::Url;
use uuid::Uuid;

use super::Assistant;
use crate::checklist::{Checklist, Evidence, EvidenceKind, Probe, StepId};
use crate::clock::rfc3339;
use crate::connection::{Account, Connection};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::session::Session;
use crate::sign_in::{
    Attempt, Authorization, DeviceCode, DeviceSignInAttempt, Expectation, LandingPage, PATIENCE, Pending,
    SignInAttempt, SignInStage, Tokens, Way, scopes,
};
use crate::support::TaskKind;
use crate::token::{ExpectedIdToken, KeySet, verify_id_token};

/// What a sign-in brought: tokens, and whose they are.
pub(super) struct SignedIn {
    pub(super) tokens: Tokens,
    account: Account,
    proof: Proof,
}

/// What the way that was taken proves of the registration.
#[derive(Clone, Copy)]
enum Proof {
    RedirectUri,
    PublicClientFlow,
}

impl Assistant {
    /// Opens the sign-in page in the system browser and listens for its answer.
    ///
    /// With `another` the page asks which account it is to be; otherwise the one in use is expected.
    pub async fn start_sign_in(
        &self,
        id: &str,
        another: bool,
        landing: LandingPage,
    ) -> Result<SignInAttempt> {
        let connection = self.0.connections.one(id).await?;
        let session = &self.0.session;
        let known = connection.accounts.current().filter(|_| !another);
        let expectation = Expectation {
            login_hint: known.map(|account| account.user_name.clone()),
            claims: session.challenge(&connection),
        };
        let scopes = scopes(&session.place(&connection)?, connection.goal);
        self.open_sign_in(&connection, scopes, &expectation, landing)
            .await
    }

    /// Opens the sign-in page of any client in the system browser, and listens for its answer.
    pub(super) async fn open_sign_in(
        &self,
        connection: &Connection,
        scopes: Vec<Scope>,
        expectation: &Expectation,
        landing: LandingPage,
    ) -> Result<SignInAttempt> {
        let client_id = Session::client_id(connection)?;
        let discovery = self.0.session.discovery(connection).await?;
        let request = |port| Authorization::new(&discovery, client_id, scopes, expectation, port);
        let pending = Pending::begin(landing, request).await?;
        let (url, redirect_uri) = (pending.url.clone(), pending.redirect_uri.clone());
        let (started_at, expires_at) = self.lives(PATIENCE);
        Ok(SignInAttempt {
            attempt_id: self.attempt(&connection.id, Way::Browser(Box::new(pending))),
            connection_id: connection.id.clone(),
            redirect_uri,
            started_at,
            expires_at,
            browser_problem: self.open(&url).err(),
            authorize_url: url.into(),
        })
    }

    /// Asks for a code that is typed in on any device. Nothing is opened: the page may belong on another one.
    pub async fn start_device_sign_in(&self, id: &str) -> Result<DeviceSignInAttempt> {
        let connection = self.0.connections.one(id).await?;
        let scopes = scopes(&self.0.session.place(&connection)?, connection.goal);
        let asked = self.ask_for_code(&connection, scopes).await;
        self.noted(&connection, asked).await
    }

    /// Asks for a code for any client.
    pub(super) async fn ask_for_code(
        &self,
        connection: &Connection,
        scopes: Vec<Scope>,
    ) -> Result<DeviceSignInAttempt> {
        let session = &self.0.session;
        let client_id = Session::client_id(connection)?;
        let discovery = session.discovery(connection).await?;
        let authority = session.cloud(&connection.cloud)?.authority;
        let code = DeviceCode::request(&session.http, &authority, &discovery, client_id, scopes).await?;
        let (user_code, page) = (code.user_code.clone(), code.verification_uri.to_string());
        let (started_at, expires_at) = self.lives(code.expires_in);
        Ok(DeviceSignInAttempt {
            attempt_id: self.attempt(&connection.id, Way::Device(Box::new(code))),
            connection_id: connection.id.clone(),
            user_code,
            verification_uri: page,
            started_at,
            expires_at,
        })
    }

    fn attempt(&self, connection: &str, way: Way) -> String {
        let id = Uuid::new_v4().to_string();
        self.0.attempts.add(&id, Attempt::new(connection, way));
        id
    }

    fn lives(&self, patience: Duration) -> (String, String) {
        let now = self.0.session.now();
        (rfc3339(now), rfc3339(now.checked_add(patience).unwrap_or(now)))
    }

    /// Waits for the person, takes the tokens, checks them and makes the first call.
    pub async fn finish_sign_in(
        &self,
        attempt: &str,
        on_stage: impl Fn(SignInStage) + Send + Sync,
    ) -> Result<Checklist> {
        let pending = self.0.attempts.one(attempt)?;
        let task = (TaskKind::SignIn, pending.connection_id.as_str());
        let signed_in = Box::pin(self.signed_in_with(attempt, &pending, on_stage));
        self.recorded(task, signed_in, Checklist::first_problem).await
    }

    async fn signed_in_with(
        &self,
        attempt: &str,
        pending: &Attempt,
        on_stage: impl Fn(SignInStage) + Send + Sync,
    ) -> Result<Checklist> {
        let connection = self.0.connections.one(&pending.connection_id).await?;
        on_stage(SignInStage::Waiting);
        let outcome = self.awaited(pending, &connection, &on_stage).await;
        self.0.attempts.end(attempt);
        on_stage(SignInStage::Verifying);
        match outcome {
            Ok(signed_in) => self.accept(connection, signed_in).await,
            Err(report) => {
                let cloud = self.0.session.cloud(&connection.cloud)?;
                self.0.session.challenged(&connection, &report);
                let mut probe = Probe::new(&self.0.session, connection);
                probe.object(StepId::SignIn, report.clone());
                let linked = probe.connection.link(report, &cloud);
                self.keep_trail(probe).await?;
                Err(linked)
            }
        }
    }

    /// Waits for the person, takes the tokens and checks whose they are.
    pub(super) async fn awaited(
        &self,
        attempt: &Attempt,
        connection: &Connection,
        on_stage: &(impl Fn(SignInStage) + Send + Sync),
    ) -> Result<SignedIn> {
        match &attempt.way {
            Way::Browser(browser) => {
                let outcome = self.redeemed(attempt, browser, connection, on_stage).await;
                browser.landed_after(&outcome).await;
                outcome
            }
            Way::Device(code) => self.typed_in(attempt, code, connection, on_stage).await,
        }
    }

    async fn redeemed(
        &self,
        attempt: &Attempt,
        browser: &Pending,
        connection: &Connection,
        on_stage: &(impl Fn(SignInStage) + Send + Sync),
    ) -> Result<SignedIn> {
        let (code, authorization) = attempt.unless_cancelled(browser.code()).await?;
        on_stage(SignInStage::Answered);
        let session = &self.0.session;
        let discovery = session.discovery(connection).await?;
        on_stage(SignInStage::Redeeming);
        let (redirect_uri, nonce) = (authorization.redirect_uri.clone(), authorization.nonce.clone());
        let redeemed = authorization
            .redeem(&session.http, &discovery, &code, &*session.doors.clock)
            .await;
        let tokens = redeemed.map_err(|report| report.with("redirect_uri", redirect_uri))?;
        let account = self.account(connection, &tokens, Some(&nonce)).await?;
        Ok(SignedIn {
            tokens,
            account,
            proof: Proof::RedirectUri,
        })
    }

    async fn typed_in(
        &self,
        attempt: &Attempt,
        code: &DeviceCode,
        connection: &Connection,
        on_stage: &(impl Fn(SignInStage) + Send + Sync),
    ) -> Result<SignedIn> {
        let session = &self.0.session;
        let discovery = session.discovery(connection).await?;
        let waiting = code.tokens(&session.http, &discovery, &*session.doors.clock);
        let tokens = attempt.unless_cancelled(waiting).await?;
        on_stage(SignInStage::Answered);
        let account = self.account(connection, &tokens, None).await?;
        Ok(SignedIn {
            tokens,
            account,
            proof: Proof::PublicClientFlow,
        })
    }

    /// Who signed in, from an ID token that was checked.
    async fn account(
        &self,
        connection: &Connection,
        tokens: &Tokens,
        nonce: Option<&str>,
    ) -> Result<Account> {
        let session = &self.0.session;
        let discovery = session.discovery(connection).await?;
        let keys = KeySet::fetch(&session.http, &discovery.jwks_uri).await?;
        let client_id = Session::client_id(connection)?.to_string();
        let id_token = tokens.id_token()?;
        let expected = ExpectedIdToken {
            issuer: &discovery.issuer,
            tenant_id: &discovery.tenant_id.to_string(),
            client_id: &client_id,
            nonce,
            issued: tokens.access.claims.time("iat").unwrap_or_else(|| session.now()),
        };
        let verified = verify_id_token(id_token, &keys, &expected)?;
        let user_name = verified.user_name.unwrap_or_default();
        Ok(Account::new(verified.account, &user_name, session.now()))
    }

    /// Keeps the tokens for that account, and looks at what they prove.
    async fn accept(&self, connection: Connection, signed_in: SignedIn) -> Result<Checklist> {
        let session = &self.0.session;
        let mut probe = Probe::new(session, connection);
        let SignedIn {
            tokens,
            mut account,
            proof,
        } = signed_in;
        let renamed = probe.connection.accounts.signed_in(account.clone());
        if let Some(renamed) = renamed {
            session
                .remove_secret(probe.connection.refresh_token_name(&renamed))
                .await?;
        }
        let (token, kept) = session.keep(&probe.connection, tokens).await?;
        account.kept = kept;
        probe.connection.accounts.signed_in(account.clone());
        let store = |stored: &mut Connection| {
            stored.accounts.signed_in(account);
        };
        self.0.connections.update(&probe.connection.id, store).await?;
        proof.note(&mut probe.connection, session)?;
        probe.verify(&token).await;
        self.keep_trail(probe).await
    }

    /// The person gave up.
    pub fn cancel_sign_in(&self, attempt: &str) -> Result<()> {
        self.0.attempts.cancel(attempt)
    }

    /// Shows the sign-in page, or the page for the code, in the system browser.
    pub fn open_sign_in_link(&self, attempt: &str) -> Result<()> {
        self.open(&self.sign_in_link(attempt)?)
    }

    /// The address of that page, for a browser that did not open by itself.
    pub fn sign_in_link(&self, attempt: &str) -> Result<Url> {
        Ok(self.0.attempts.one(attempt)?.page().clone())
    }

    /// The code that is typed in; a browser sign-in has none.
    pub fn user_code(&self, attempt: &str) -> Result<String> {
        match &self.0.attempts.one(attempt)?.way {
            Way::Device(code) => Ok(code.user_code.clone()),
            Way::Browser(_) => Err(ErrorReport::new(ErrorCode::SignInUnknown)),
        }
    }
}

impl Proof {
    fn note(self, connection: &mut Connection, session: &Session) -> Result<()> {
        let (step, evidence) = match self {
            Self::RedirectUri => (
                StepId::RedirectUri,
                Evidence::new(EvidenceKind::RedirectAnswered, session.now())
                    .with("redirect_uri", "http://localhost"),
            ),
            Self::PublicClientFlow => (
                StepId::PublicClientFlag,
                Evidence::new(EvidenceKind::DeviceCodeRedeemed, session.now()),
            ),
        };
        connection.trail.prove(step, evidence);
        let known = Evidence::new(EvidenceKind::ClientIdKnown, session.now())
            .with("client_id", Session::client_id(connection)?);
        connection.trail.prove(StepId::Register, known);
        Ok(())
    }
}
