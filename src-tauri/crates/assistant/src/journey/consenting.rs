//! A partner and its customer: from the customer's domain to the consent of its administrator.

use std::sync::Arc;

use url::Url;

use super::Assistant;
use crate::checklist::{Checklist, Evidence, EvidenceKind, LOOPBACK_REDIRECT, Probe, StepId};
use crate::clock::rfc3339;
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantName;
use crate::lock::lock;
use crate::results::ResultKind;
use crate::sign_in::{ConsentAttempt, ConsentLink, LandingPage, PATIENCE, PendingConsent, consent_url};
use crate::tenants::Lookup;

/// What rests on the customer.
const OF_THE_CUSTOMER: [StepId; 6] = [
    StepId::Customer,
    StepId::Permissions,
    StepId::Consent,
    StepId::SignIn,
    StepId::Token,
    StepId::Incidents,
];

impl Assistant {
    /// Takes the customer's domain; the tenant ID is looked up, nobody has to send it.
    pub async fn set_customer(&self, id: &str, text: &str) -> Result<Checklist> {
        let name: TenantName = text
            .parse()
            .map_err(|report: ErrorReport| report.at(StepId::Customer))?;
        let connection = self.0.connections.one(id).await?;
        let found = Lookup::of(&self.0.session, &connection)?.customer(&name).await?;
        self.0.session.remember(&connection.cloud, found.discovery);
        if connection.has_customers() {
            self.keep_customer(id, found.customer.clone(), found.cloud)
                .await?;
        }
        let customer = found.customer;
        let another = connection.customer.as_ref() != Some(&customer);
        self.change(id, |connection| {
            if connection.customer.as_ref() != Some(&customer) {
                connection.customer = Some(customer);
                connection.trail.forget(&OF_THE_CUSTOMER);
            }
        })
        .await?;
        if another {
            self.forget_rows(id);
        }
        self.check(id).await
    }

    /// Lets go what was read of the last customer: a number in those rows means another incident at the next one.
    fn forget_rows(&self, id: &str) {
        let its = format!("{id}/");
        lock(&self.0.results).retain(|name, held| {
            let own = name.starts_with(&its) && held.through.is_none();
            !own || held.view.kind == ResultKind::Customers
        });
        self.0.readings.forget(&its);
    }

    /// A page of the partner's own for the consent's answer; an empty text goes back to the loopback listener.
    pub async fn set_redirect_uri(&self, id: &str, text: &str) -> Result<Checklist> {
        let own = own_redirect_uri(text)?;
        self.change(id, |connection| {
            if connection.own_redirect_uri != own {
                connection.own_redirect_uri = own;
                connection.trail.forget(&[StepId::RedirectUri]);
            }
        })
        .await
    }

    /// The link for the customer's administrator.
    pub async fn consent_link(&self, id: &str) -> Result<ConsentLink> {
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let missing = || ErrorReport::new(ErrorCode::CustomerMissing);
        let link = consent_url(&connection, &cloud, None).ok_or_else(missing)?;
        let customer = connection.customer.as_ref();
        Ok(ConsentLink {
            link: link.into(),
            tenant_id: connection.token_tenant().to_string(),
            domain: customer
                .map_or(&connection.tenant_domain, |one| &one.domain)
                .clone(),
            state: connection.id.clone(),
            redirect_uri: connection.redirect_uri().to_owned(),
            loopback: connection.own_redirect_uri.is_none(),
        })
    }

    /// Opens the consent page in the system browser, for an administrator who sits here, and listens for its answer.
    pub async fn start_consent(&self, id: &str, landing: LandingPage) -> Result<ConsentAttempt> {
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let missing = || ErrorReport::new(ErrorCode::CustomerMissing);
        let link = consent_url(&connection, &cloud, None).ok_or_else(missing)?;
        let (attempt, pending) = self.open_consent(&connection, link, landing).await?;
        if let Some(pending) = pending {
            let older = lock(&self.0.consents).insert(id.to_owned(), Arc::new(pending));
            if let Some(older) = older {
                older.cancelled.cancel();
            }
        }
        Ok(attempt)
    }

    /// Opens the consent page of the connection's tenant, and listens for its answer. Where a page of the partner's own
    /// gets the answer, `link` is opened and nobody listens.
    pub(super) async fn open_consent(
        &self,
        connection: &Connection,
        link: Url,
        landing: LandingPage,
    ) -> Result<(ConsentAttempt, Option<PendingConsent>)> {
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let pending = match connection.own_redirect_uri {
            None => Some(PendingConsent::begin(connection, &cloud, landing).await?),
            Some(_) => None,
        };
        let url = pending.as_ref().map_or(link, |pending| pending.url.clone());
        let now = self.0.session.now();
        let attempt = ConsentAttempt {
            connection_id: connection.id.clone(),
            listening: pending.is_some(),
            expires_at: rfc3339(now.checked_add(PATIENCE).unwrap_or(now)),
            browser_problem: self.open(&url).err(),
            link: url.into(),
        };
        Ok((attempt, pending))
    }

    /// Waits for the browser to come back, and looks whether the customer's tenant confirms what it brings.
    pub async fn finish_consent(&self, id: &str) -> Result<Checklist> {
        let pending = lock(&self.0.consents).get(id).cloned();
        let pending =
            pending.ok_or_else(|| ErrorReport::new(ErrorCode::SignInUnknown).at(StepId::Consent))?;
        let answer = pending.answer().await;
        lock(&self.0.consents).retain(|_, other| !Arc::ptr_eq(other, &pending));
        let connection = self.0.connections.one(id).await?;
        let mut probe = Probe::new(&self.0.session, connection);
        match answer {
            Ok(tenant) => {
                let answered = Evidence::new(EvidenceKind::RedirectAnswered, self.0.session.now())
                    .with("redirect_uri", LOOPBACK_REDIRECT);
                probe.connection.trail.prove(StepId::RedirectUri, answered);
                probe.run().await;
                if let Some(report) = another_tenant(&probe.connection, &tenant) {
                    probe.object(StepId::Consent, report);
                }
                self.keep_trail(probe).await
            }
            Err(report) => {
                let cloud = self.0.session.cloud(&probe.connection.cloud)?;
                probe.object(StepId::Consent, report.clone());
                let linked = probe.connection.link(report, &cloud);
                self.keep_trail(probe).await?;
                Err(linked)
            }
        }
    }

    /// The person gave up.
    pub fn cancel_consent(&self, id: &str) {
        if let Some(pending) = lock(&self.0.consents).remove(id) {
            pending.cancelled.cancel();
        }
        if let Some((_, pending)) = lock(&self.0.customer_consents).remove(id) {
            pending.cancelled.cancel();
        }
    }
}

/// Somebody consented for a tenant that was not asked. What is proved for the right one stays proved.
pub(super) fn another_tenant(connection: &Connection, consented: &str) -> Option<ErrorReport> {
    let expected = connection.token_tenant().to_string();
    let wrong = !consented.eq_ignore_ascii_case(&expected) && !connection.trail.proved(StepId::Consent);
    let domain = connection.customer.as_ref().map(|customer| &customer.domain);
    wrong.then(|| {
        ErrorReport::new(ErrorCode::ConsentTenantWrong)
            .with("customer", domain.unwrap_or(&connection.tenant_domain))
            .with("expected", expected)
            .with("actual", crate::ids::parse_guid(consented).unwrap_or_default())
    })
}

/// Entra takes https, and http for localhost only; both without a fragment (Microsoft, "Redirect URI restrictions").
fn own_redirect_uri(text: &str) -> Result<Option<Url>> {
    let text = text.trim();
    if text.is_empty() || text.trim_end_matches('/') == LOOPBACK_REDIRECT {
        return Ok(None);
    }
    let malformed = || ErrorReport::new(ErrorCode::RedirectUriMalformed).with("redirect_uri", text);
    let url = Url::parse(text).map_err(|_| malformed())?;
    is_own_page(&url).then_some(Some(url)).ok_or_else(malformed)
}

/// Can a page of a web server with that address take the answer?
pub(super) fn is_own_page(url: &Url) -> bool {
    url.scheme() == "https" && url.fragment().is_none() && url.username().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_goes_to_an_https_page_or_to_the_listener() {
        let own = |text| own_redirect_uri(text).map(|url| url.map(String::from));
        assert_eq!(own(" http://localhost/ ").unwrap(), None);
        assert_eq!(own("").unwrap(), None);
        assert_eq!(
            own("https://soc.example/consented").unwrap().as_deref(),
            Some("https://soc.example/consented")
        );
        for wrong in [
            "http://soc.example",
            "soc.example",
            "https://soc.example/#x",
            "javascript:x",
        ] {
            assert_eq!(
                own(wrong).unwrap_err().code,
                ErrorCode::RedirectUriMalformed,
                "{wrong}"
            );
        }
    }
}
