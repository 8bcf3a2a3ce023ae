//! One incident, in the tenant whose it is: its story, and its page in the Defender portal.

use super::Assistant;
use super::inviting::not_listed;
use crate::connection::Connection;
use crate::defender::IncidentDetails;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantId;

impl Assistant {
    /// One incident with its alerts, of a customer on the roster or of the connection's own tenant.
    pub async fn incident_details(
        &self,
        id: &str,
        customer: Option<TenantId>,
        incident: &str,
    ) -> Result<IncidentDetails> {
        let there = self.used_at(id, customer).await?;
        let place = self.0.session.place(&there)?;
        self.story(&there, &place, incident).await
    }

    /// Opens the incident's page in the Defender portal, as the tenant whose it is.
    pub async fn open_incident(&self, id: &str, customer: Option<TenantId>, incident: &str) -> Result<()> {
        let there = self.used_at(id, customer).await?;
        let cloud = self.0.session.cloud(&there.cloud)?;
        let link = cloud.incident_link(there.goal.api, incident, there.token_tenant());
        self.open(&link.ok_or_else(|| ErrorReport::new(ErrorCode::BrowserNotOpened))?)
    }

    /// The connection as it is used in the tenant of a customer; without one, as it reads by itself.
    ///
    /// Tenants number their incidents alike: what is asked in another tenant than the row's is another incident. What
    /// goes wrong at a customer is told with [`Self::linked`], never noted: it says nothing of the connection's steps.
    pub(super) async fn used_at(&self, id: &str, customer: Option<TenantId>) -> Result<Connection> {
        let Some(tenant) = customer else {
            return self.0.connections.one(id).await;
        };
        let partner = self.partner(id).await?;
        let roster = self.0.rosters.of(id).await?;
        let record = roster.customer(tenant).ok_or_else(|| not_listed(tenant))?;
        Ok(partner.at_customer(&record.customer, &record.cloud))
    }
}
