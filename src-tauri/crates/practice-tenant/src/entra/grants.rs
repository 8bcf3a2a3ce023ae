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
const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(90 * 24);
const SPA_REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// A browser is asked to sign in again after 90 days (conditional-access/concept-session-lifetime.md).
const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long an expired code or token can still be told from one that nobody handed out.
pub(crate) const REMEMBERED: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How the authorize request committed to its verifier (RFC 7636 section 4.3).
#[derive(Clone)]
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
#[derive(Clone)]
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
#[derive(Clone)]
pub(crate) struct RefreshToken {
    pub(crate) tenant: TenantId,
    pub(crate) client_id: ClientId,
    pub(crate) user: ObjectId,
    pub(crate) factors: Factors,
    pub(crate) platform: Platform,
    pub(crate) asked: Asked,
    pub(crate) issued: Timestamp,
}

impl RefreshToken {
    /// How long it lives unused.
    pub(crate) fn lifetime(&self) -> SignedDuration {
        match self.platform {
            Platform::Spa => SPA_REFRESH_LIFETIME,
            Platform::PublicClient | Platform::Web => REFRESH_LIFETIME,
        }
    }
}

/// A sign-in that waits for the person.
#[derive(Clone)]
pub(crate) struct Pending {
    pub(crate) request: Request,
    /// Who signed in, once somebody did.
    pub(crate) who: Option<SignedIn>,
    started: Timestamp,
}

/// A browser in which somebody signed in.
struct Session {
    who: SignedIn,
    started: Timestamp,
}

impl Session {
    fn holds(&self, now: Timestamp) -> bool {
        now.duration_since(self.started) < SESSION_LIFETIME
    }
}

/// All of them. What is long expired goes when something of its kind is added. It cannot be printed: whoever knows a
/// name here can use what it names.
#[derive(Default)]
pub(crate) struct Grants {
    pub(crate) device_codes: DeviceCodes,
    codes: HashMap<String, Code>,
    refresh_tokens: HashMap<String, RefreshToken>,
    sessions: HashMap<String, Session>,
    pending: HashMap<String, Pending>,
}

/// Nobody takes longer than this over a sign-in page.
const PENDING_LIFETIME: SignedDuration = SignedDuration::from_hours(1);

impl Grants {
    pub(crate) fn issue_code(&mut self, code: Code) -> String {
        let now = code.issued;
        self.codes
            .retain(|_, one| now.duration_since(one.issued) < CODE_LIFETIME + REMEMBERED);
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
        let now = token.issued;
        self.refresh_tokens
            .retain(|_, one| now.duration_since(one.issued) < one.lifetime() + REMEMBERED);
        let name = format!("0.A{}", opaque(20));
        self.refresh_tokens.insert(name.clone(), token);
        name
    }

    pub(crate) fn refresh_token(&self, name: &str) -> Option<&RefreshToken> {
        self.refresh_tokens.get(name)
    }

    pub(crate) fn start_session(&mut self, who: SignedIn, now: Timestamp) -> String {
        self.sessions.retain(|_, one| one.holds(now));
        let name = opaque(3);
        self.sessions.insert(name.clone(), Session { who, started: now });
        name
    }

    pub(crate) fn session(&self, name: &str, now: Timestamp) -> Option<SignedIn> {
        let found = self.sessions.get(name).filter(|one| one.holds(now))?;
        Some(found.who)
    }

    pub(crate) fn end_session(&mut self, name: &str) {
        self.sessions.remove(name);
    }

    pub(crate) fn end_sessions_of(&mut self, user: ObjectId) {
        self.sessions.retain(|_, one| one.who.user != user);
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

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn after(days: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days)
    }

    fn token(platform: Platform, issued: Timestamp) -> RefreshToken {
        RefreshToken {
            tenant: TenantId(Uuid::nil()),
            client_id: ClientId(Uuid::nil()),
            user: ObjectId(Uuid::nil()),
            factors: Factors::One,
            platform,
            asked: Asked::default(),
            issued,
        }
    }

    #[test]
    fn an_expired_refresh_token_is_remembered_for_a_while_and_then_forgotten() {
        let mut grants = Grants::default();
        let [page, app] = [Platform::Spa, Platform::Web]
            .map(|platform| grants.issue_refresh_token(token(platform, after(0))));
        grants.issue_refresh_token(token(Platform::Web, after(90)));
        assert!(grants.refresh_token(&page).is_some() && grants.refresh_token(&app).is_some());
        grants.issue_refresh_token(token(Platform::Web, after(91)));
        assert!(grants.refresh_token(&page).is_none() && grants.refresh_token(&app).is_some());
        grants.issue_refresh_token(token(Platform::Web, after(180)));
        assert!(grants.refresh_token(&app).is_none());
        assert_eq!(grants.refresh_tokens.len(), 3);
    }

    #[test]
    fn a_session_holds_for_ninety_days_and_is_then_forgotten() {
        let who = SignedIn {
            user: ObjectId(Uuid::nil()),
            factors: Factors::One,
        };
        let mut grants = Grants::default();
        let name = grants.start_session(who, after(0));
        assert_eq!(grants.session(&name, after(89)), Some(who));
        assert_eq!(grants.session(&name, after(90)), None);
        grants.start_session(who, after(90));
        assert_eq!(grants.sessions.len(), 1);
    }
}
