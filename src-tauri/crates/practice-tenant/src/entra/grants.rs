//! Authorization codes, refresh tokens, sessions and half-finished sign-ins.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::entra::authorize::Request;
use crate::entra::device_codes::DeviceCodes;
use crate::entra::policy::Factors;
use crate::entra::scope::Asked;
use crate::ids::{ClientId, ObjectId, TenantId};
use crate::random::opaque;
use crate::store::Platform;

/// How long a code lives (MicrosoftDocs/entra-docs: "authorization codes ... expire after about 10 minutes").
pub(crate) const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// An unused refresh token lives 90 days, one of a single-page app a day (refresh-tokens.md).
pub(crate) const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(90 * 24);
pub(crate) const SPA_REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// How the authorize request committed to its verifier (RFC 7636 section 4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    S256(String),
    Plain(String),
}

/// Who signed in, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SignedIn {
    pub(crate) user: ObjectId,
    pub(crate) factors: Factors,
}

/// An authorization code that was handed out.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) tenant: TenantId,
    pub(crate) client_id: ClientId,
    pub(crate) user: ObjectId,
    pub(crate) factors: Factors,
    pub(crate) platform: Platform,
    pub(crate) redirect_uri: String,
    pub(crate) asked: Asked,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) issued: Timestamp,
    pub(crate) redeemed: bool,
}

/// A refresh token. It serves every API that the user consented to.
#[derive(Clone, Debug)]
pub(crate) struct RefreshToken {
    pub(crate) tenant: TenantId,
    pub(crate) client_id: ClientId,
    pub(crate) user: ObjectId,
    pub(crate) factors: Factors,
    pub(crate) platform: Platform,
    pub(crate) asked: Asked,
    pub(crate) issued: Timestamp,
}

/// A sign-in that waits for the person.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) request: Request,
    /// Who signed in, once somebody did.
    pub(crate) who: Option<SignedIn>,
    started: Timestamp,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    pub(crate) device_codes: DeviceCodes,
    codes: HashMap<String, Code>,
    refresh_tokens: HashMap<String, RefreshToken>,
    sessions: HashMap<String, SignedIn>,
    pending: HashMap<String, Pending>,
}

/// Nobody takes longer than this over a sign-in page.
const PENDING_LIFETIME: SignedDuration = SignedDuration::from_hours(1);

impl Grants {
    pub(crate) fn issue_code(&mut self, code: Code) -> String {
        let name = format!("0.A{}", opaque(8));
        self.codes.insert(name.clone(), code);
        name
    }

    pub(crate) fn code(&self, name: &str) -> Option<&Code> {
        self.codes.get(name)
    }

    pub(crate) fn code_mut(&mut self, name: &str) -> Option<&mut Code> {
        self.codes.get_mut(name)
    }

    pub(crate) fn issue_refresh_token(&mut self, token: RefreshToken) -> String {
        let name = format!("0.A{}", opaque(20));
        self.refresh_tokens.insert(name.clone(), token);
        name
    }

    pub(crate) fn refresh_token(&self, name: &str) -> Option<&RefreshToken> {
        self.refresh_tokens.get(name)
    }

    pub(crate) fn start_session(&mut self, who: SignedIn) -> String {
        let name = opaque(3);
        self.sessions.insert(name.clone(), who);
        name
    }

    pub(crate) fn session(&self, name: &str) -> Option<SignedIn> {
        self.sessions.get(name).copied()
    }

    pub(crate) fn end_session(&mut self, name: &str) {
        self.sessions.remove(name);
    }

    pub(crate) fn end_sessions_of(&mut self, user: ObjectId) {
        self.sessions.retain(|_, who| who.user != user);
    }

    /// Keeps a request until the person has answered; returns the name that the page carries as `ctx`.
    pub(crate) fn suspend(&mut self, request: Request, who: Option<SignedIn>, now: Timestamp) -> String {
        self.pending
            .retain(|_, one| now.duration_since(one.started) < PENDING_LIFETIME);
        let name = opaque(4);
        self.pending.insert(
            name.clone(),
            Pending {
                request,
                who,
                started: now,
            },
        );
        name
    }

    pub(crate) fn pending(&self, ctx: &str) -> Option<&Pending> {
        self.pending.get(ctx)
    }

    pub(crate) fn forget(&mut self, ctx: &str) {
        self.pending.remove(ctx);
    }
}
