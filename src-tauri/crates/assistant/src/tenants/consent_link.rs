//! The link for the administrator of one customer (Microsoft, "Admin consent on the Microsoft identity platform").

use jiff::Timestamp;
use oauth2::CsrfToken;
use serde::{Deserialize, Serialize};
use specta::Type;
use url::Url;
use uuid::{Uuid, uuid};

use super::record::{CustomerRecord, CustomerState, Invited};
use super::roster::Wanted;
use crate::cloud::Cloud;
use crate::connection::Customer;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{ClientId, TenantId};
use crate::sign_in::ConsentQuery;

/// The tenant of all personal accounts (Microsoft, "Access token claims reference", claim `iss`).
const PERSONAL_ACCOUNTS: Uuid = uuid!("9188040d-6c67-4c5b-b112-36a304b66dad");

/// Which of the two consent pages is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkForm {
    /// `/{tenant}/adminconsent`: everything that the registration lists.
    #[default]
    Static,
    /// `/{tenant}/v2.0/adminconsent`: only the APIs that the link names.
    Scoped,
}

/// The tenant whose administrator is asked: one customer's, by its ID. The words for many tenants (`common`,
/// `organizations`, `consumers`) do not fit in here, nor the tenant of personal accounts, nor the partner's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AskedTenant(TenantId);

impl AskedTenant {
    /// The tenant of a customer of the partner whose own tenant is `home`, if it is known.
    pub(crate) fn of(customer: &Customer, home: Option<TenantId>) -> Result<Self> {
        if home == Some(customer.tenant_id) {
            return Err(ErrorReport::new(ErrorCode::CustomerIsHome).with("domain", &customer.domain));
        }
        if customer.tenant_id.uuid() == PERSONAL_ACCOUNTS {
            return Err(ErrorReport::new(ErrorCode::PersonalAccount).with("domain", &customer.domain));
        }
        Ok(Self(customer.tenant_id))
    }

    pub(crate) fn id(self) -> TenantId {
        self.0
    }
}

/// What a link says beside the tenant.
pub(crate) struct LinkParts<'a> {
    pub(crate) client_id: ClientId,
    pub(crate) redirect_uri: &'a str,
    pub(crate) state: &'a str,
    /// What the newer page is asked for; none opens the older page.
    pub(crate) scopes: &'a [String],
}

/// The link for that tenant's administrator.
pub(crate) fn consent_link(cloud: &Cloud, tenant: AskedTenant, parts: &LinkParts<'_>) -> Url {
    let scope = parts.scopes.join(" ");
    let query = ConsentQuery {
        client_id: parts.client_id,
        redirect_uri: parts.redirect_uri,
        state: Some(parts.state),
        scope: Some(scope.as_str()).filter(|scope| !scope.is_empty()),
    };
    query.at(cloud, tenant.id())
}

/// What the newer page is asked for: of each API everything that the registration lists. Application permissions cannot
/// be named one by one there, `.default` brings them.
pub(crate) fn default_scopes(cloud: &Cloud, wanted: &[Wanted]) -> Vec<String> {
    let mut scopes = Vec::new();
    for place in wanted.iter().filter_map(|wanted| cloud.place(wanted.api, None)) {
        let scope = format!("{}/.default", place.audience);
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes
}

/// A state that nobody can guess.
pub(crate) fn new_state() -> String {
    CsrfToken::new_random().into_secret()
}

impl CustomerRecord {
    /// The state of the customer's link. While the link is open it stays the same, so that every copy that was sent is
    /// understood; consent closes it.
    pub(crate) fn open_state(&mut self, now: Timestamp) -> String {
        let open = self
            .invited
            .take()
            .filter(|invited| !self.consented_since(invited));
        let invited = open.unwrap_or_else(|| Invited {
            state: new_state(),
            at: now,
            answered: None,
        });
        self.invited.insert(invited).state.clone()
    }

    /// Somebody is said to have answered the link. After consent it is looked at often for a while: it takes up to
    /// some minutes until a token shows it.
    pub(crate) fn answered(&mut self, consented: bool, now: Timestamp) {
        self.looks = 0;
        if let Some(invited) = self.invited.as_mut().filter(|_| consented) {
            invited.answered = Some(now);
        }
    }

    /// A refusal is why the customer is not green, until a look sees otherwise.
    pub(crate) fn refused(&mut self, report: Option<ErrorReport>) {
        let seen = self.seen.as_mut();
        if let Some(seen) = seen.filter(|seen| seen.state != CustomerState::Consented) {
            seen.finding = report.or(seen.finding.take());
        }
    }

    fn consented_since(&self, invited: &Invited) -> bool {
        self.seen.as_ref().is_some_and(|seen| {
            seen.at > invited.at
                && matches!(
                    seen.state,
                    CustomerState::Consented | CustomerState::NotProvisioned
                )
        })
    }
}

#[cfg(test)]
mod tests;
