//! What customers answer: a redirect address that somebody pasted, or the browser of an administrator who sits here.
//! Both are hearsay; the customer's tenant itself has the word.

use std::sync::Arc;

use super::Assistant;
use super::inviting::not_listed;
use crate::connection::Connection;
use crate::diagnosis::PastedAnswer;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{TenantId, parse_guid};
use crate::lock::lock;
use crate::sign_in::{ConsentAttempt, LandingPage, refusal};
use crate::tenants::{CallbackOutcome, CallbackRead, CustomerRecord, LinkForm, Look, PastedCallback};

impl Assistant {
    /// What a pasted redirect address says. The customer is looked at before anything is believed.
    pub async fn read_callback(&self, id: &str, text: &str) -> Result<CallbackRead> {
        let callback = PastedCallback::parse(text)?;
        let partner = self.partner(id).await?;
        if callback.tenant == Some(partner.tenant_id) {
            return Err(at_home(&partner));
        }
        let roster = self.0.rosters.of(id).await?;
        let record = callback.of(&roster.customers, id)?;
        if let Some(tenant) = callback.tenant {
            same_tenant(record, tenant)?;
        }
        let refused = callback.refused.map(|refused| refusal(&refused.as_error()));
        self.heard(&partner, record, refused).await
    }

    /// Whose answer a text is, among the customers of all partners' connections; `None` where it is none.
    pub(super) async fn pasted_answer(&self, text: &str) -> Result<Option<PastedAnswer>> {
        let Ok(callback) = PastedCallback::parse(text) else {
            return Ok(None);
        };
        let connections = self.0.connections.all().await?;
        for connection in connections.into_iter().filter(Connection::has_customers) {
            let roster = self.0.rosters.of(&connection.id).await?;
            if let Ok(record) = callback.of(&roster.customers, &connection.id) {
                return Ok(Some(PastedAnswer {
                    connection_id: connection.id,
                    tenant_id: record.customer.tenant_id.to_string(),
                    domain: record.customer.domain.clone(),
                }));
            }
        }
        Ok(None)
    }

    /// Opens the consent page of a customer in the system browser, for its administrator who sits here, and listens
    /// for the answer where no page of the partner's own gets it.
    pub async fn start_customer_consent(
        &self,
        id: &str,
        tenant_id: &str,
        landing: LandingPage,
    ) -> Result<ConsentAttempt> {
        let mut letters = self
            .letters(id, &[tenant_id.to_owned()], LinkForm::Static)
            .await?;
        let (letter, _) = letters.pop().ok_or_else(|| not_listed(tenant_id))?;
        let partner = self.partner(id).await?;
        let tenant = letter.tenant.id();
        let roster = self.0.rosters.of(id).await?;
        let record = roster.customer(tenant).ok_or_else(|| not_listed(tenant))?;
        let there = partner.at_customer(&record.customer, &record.cloud);
        let (attempt, pending) = self.open_consent(&there, letter.link, landing).await?;
        let waits = pending.map(|pending| (tenant, Arc::new(pending)));
        let older = match waits {
            Some(waits) => lock(&self.0.customer_consents).insert(id.to_owned(), waits),
            None => lock(&self.0.customer_consents).remove(id),
        };
        if let Some((_, older)) = older {
            older.cancelled.cancel();
        }
        Ok(attempt)
    }

    /// Waits for that browser to come back, and looks at the customer.
    pub async fn finish_customer_consent(&self, id: &str) -> Result<CallbackRead> {
        let waits = lock(&self.0.customer_consents).get(id).cloned();
        let (tenant, pending) = waits.ok_or_else(|| ErrorReport::new(ErrorCode::SignInUnknown))?;
        let answer = pending.answer().await;
        lock(&self.0.customer_consents).retain(|_, (_, other)| !Arc::ptr_eq(other, &pending));
        let partner = self.partner(id).await?;
        let roster = self.0.rosters.of(id).await?;
        let record = roster.customer(tenant).ok_or_else(|| not_listed(tenant))?;
        let refused = match answer {
            Ok(said) => {
                let said = parse_guid(&said).map(TenantId::from);
                let said = said.ok_or_else(|| ErrorReport::new(ErrorCode::CallbackNotRecognised))?;
                if said == partner.tenant_id {
                    return Err(at_home(&partner));
                }
                same_tenant(record, said)?;
                None
            }
            Err(report) if report.finding => Some(report),
            Err(report) => return Err(report),
        };
        self.heard(&partner, record, refused).await
    }

    /// Looks at the customer of whom something was heard. Where it cannot be looked at now, it is as it was seen last,
    /// and the watch says why.
    async fn heard(
        &self,
        partner: &Connection,
        record: &CustomerRecord,
        refused: Option<ErrorReport>,
    ) -> Result<CallbackRead> {
        let (tenant, id) = (record.customer.tenant_id, partner.id.as_str());
        let wanted = self.0.rosters.of(id).await?.all_wanted(partner.goal);
        let look = Look {
            session: &self.0.session,
            home: partner,
            wanted: &wanted,
        };
        let sight = look.at(record).await;
        let (now, refusal) = (self.0.session.now(), refused.clone());
        let noted = self.0.rosters.change(id, move |roster| {
            let record = roster.customer_mut(tenant)?;
            record.answered(refusal.is_none(), now);
            record.saw(sight, now);
            record.refused(refusal);
            Some(record.state())
        });
        let state = noted.await?.ok_or_else(|| not_listed(tenant))?;
        self.0.watches.wake(id);
        Ok(CallbackRead {
            tenant_id: tenant.to_string(),
            domain: record.customer.domain.clone(),
            outcome: match refused {
                Some(_) => CallbackOutcome::Refused,
                None => CallbackOutcome::Consented,
            },
            problem: refused,
            state,
        })
    }
}

/// Somebody of the partner's accepted in the partner's own tenant, where nobody had asked for it.
fn at_home(partner: &Connection) -> ErrorReport {
    ErrorReport::new(ErrorCode::ConsentAtHome).with("domain", &partner.tenant_domain)
}

/// Somebody with an account of another tenant accepted there.
fn same_tenant(record: &CustomerRecord, answered: TenantId) -> Result<()> {
    let customer = &record.customer;
    if customer.tenant_id == answered {
        return Ok(());
    }
    Err(ErrorReport::new(ErrorCode::ConsentTenantWrong)
        .with("customer", &customer.domain)
        .with("expected", customer.tenant_id)
        .with("actual", answered))
}
