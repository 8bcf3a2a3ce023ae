//! Who may have a token: the one place that knows the account, the enterprise application, its assignments, Conditional
//! Access and multifactor authentication (MicrosoftDocs/entra-docs: reference-error-codes.md,
//! howto-restrict-your-app-to-a-set-of-users.md, conditional-access/overview.md).

use serde_json::{Value, json};

use crate::catalogue::Resource;
use crate::entra::error::EntraError;
use crate::practice::Practice;
use crate::scenario::Scenario;
use crate::store::{App, ServicePrincipal, Tenant, User};

/// How somebody proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Factors {
    /// A password.
    One,
    /// A password, and the authenticator app after it.
    Two,
}

impl Factors {
    /// Claim `amr` (RFC 8176).
    pub(crate) fn amr(self) -> &'static [&'static str] {
        match self {
            Self::One => &["pwd"],
            Self::Two => &["pwd", "mfa"],
        }
    }
}

/// A second factor that is still to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The user has an authenticator app and has to use it.
    Proof,
    /// The user has to set one up first.
    Registration,
}

impl Missing {
    /// AADSTS50076 or 50079, for a request that can show no page; the claims are to be sent with the next sign-in.
    pub(crate) fn error(self, tenant: &Tenant, resource: Resource) -> EntraError {
        let code = match self {
            Self::Proof => 50076,
            Self::Registration => 50079,
        };
        EntraError::new(code)
            .with("resource", resource.app_id())
            .with_claims(&naming_policy(tenant))
    }
}

/// What the policies decide about: an app in a tenant.
#[derive(Clone, Copy)]
pub(crate) struct Decision<'a> {
    pub(crate) practice: &'a Practice,
    pub(crate) tenant: &'a Tenant,
    pub(crate) app: &'a App,
    /// `None` when the tenant has never seen the app: there is no setting to refuse by.
    pub(crate) principal: Option<&'a ServicePrincipal>,
    /// The API that the token is for.
    pub(crate) resource: Resource,
}

impl Decision<'_> {
    /// May the application have a token of its own?
    pub(crate) fn application(&self) -> Result<(), EntraError> {
        self.enabled()?;
        self.not_blocked()
    }

    /// May this user have a token, by a request that can show no page?
    pub(crate) fn user(&self, user: &User, factors: Factors) -> Result<(), EntraError> {
        self.account(user)?;
        match self.second_factor(user, factors) {
            Some(missing) => Err(missing.error(self.tenant, self.resource)),
            None => Ok(()),
        }
    }

    /// What no page can mend: account, enterprise application, assignment, Conditional Access.
    pub(crate) fn account(&self, user: &User) -> Result<(), EntraError> {
        if !user.enabled {
            return Err(EntraError::new(50057));
        }
        self.enabled()?;
        let unassigned =
            |one: &&ServicePrincipal| one.assignment_required && !one.assigned.contains(&user.object_id);
        if self.principal.as_ref().is_some_and(unassigned) {
            return Err(EntraError::new(50105)
                .with("client_id", self.app.client_id)
                .with("app", &self.app.name)
                .with("user", &user.user_principal_name));
        }
        self.not_blocked()
    }

    /// "Block authentication flows": may anybody sign in with a device code?
    /// (MicrosoftDocs/entra-docs: conditional-access/policy-block-authentication-flows.md).
    pub(crate) fn device_code(&self) -> Result<(), EntraError> {
        if self.practice.switches.is_on(Scenario::DeviceCodeBlocked) {
            return Err(EntraError::new(53003).with_claims(&naming_policy(self.tenant)));
        }
        Ok(())
    }

    /// What a page can ask for.
    pub(crate) fn second_factor(&self, user: &User, factors: Factors) -> Option<Missing> {
        let required = user.second_factor.required || self.practice.switches.is_on(Scenario::MfaRequired);
        if !required || factors == Factors::Two {
            return None;
        }
        Some(if user.second_factor.registered {
            Missing::Proof
        } else {
            Missing::Registration
        })
    }

    fn enabled(&self) -> Result<(), EntraError> {
        if self.principal.is_none_or(|one| one.enabled) {
            return Ok(());
        }
        Err(EntraError::new(7_000_112)
            .with("client_id", self.app.client_id)
            .with("app", &self.app.name))
    }

    fn not_blocked(&self) -> Result<(), EntraError> {
        if self.tenant.blocks_tokens() {
            return Err(EntraError::new(53003).with_claims(&naming_policy(self.tenant)));
        }
        Ok(())
    }
}

/// The claims challenge that names the policy: each tenant here has one at most, so its id is the tenant's.
fn naming_policy(tenant: &Tenant) -> Value {
    json!({"access_token": {"capolids": {"essential": true, "values": [tenant.id]}}})
}
