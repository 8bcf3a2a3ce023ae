//! Changing an incident, or an alert of Defender for Endpoint: shown first, then sent, then read back.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Assistant;
use crate::cloud::ApiPlace;
use crate::connection::{Connection, Purpose};
use crate::defender::{
    ApiClient, Change, ChangePreview, Difference, IncidentDetails, Planned, calls, differences, kept,
    permissions,
};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantId;

/// The service may answer a moment later what it has just been told.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];

impl Assistant {
    /// What a change would send and what would become different, at a customer or in the connection's own tenant.
    /// Nothing is changed.
    pub async fn preview_change(
        &self,
        id: &str,
        customer: Option<TenantId>,
        incident: &str,
        change: &Change,
    ) -> Result<ChangePreview> {
        let (connection, place) = self.changing(id, customer).await?;
        let now = self.story(&connection, &place, incident).await?;
        let api = connection.goal.api;
        change.verify(api, &now)?;
        let differences = differences(change, &now);
        let planned = calls(api, &place, incident, change, &differences);
        Ok(ChangePreview {
            calls: planned.iter().map(Planned::shown).collect(),
            permission: permissions::least(connection.goal).to_owned(),
            allowed: self.allowed(&connection).await,
            changed_meanwhile: change.overtaken(&now),
            updated: now.updated,
            differences,
        })
    }

    /// Sends a change, reads the incident back and compares. What did not take is told.
    pub async fn apply_change(
        &self,
        id: &str,
        customer: Option<TenantId>,
        incident: &str,
        change: &Change,
    ) -> Result<IncidentDetails> {
        let (connection, place) = self.changing(id, customer).await?;
        let now = self.story(&connection, &place, incident).await?;
        let api = connection.goal.api;
        change.verify(api, &now)?;
        let wanted = differences(change, &now);
        if wanted.is_empty() {
            return Err(ErrorReport::new(ErrorCode::ChangeEmpty));
        }
        let mut client = ApiClient::new(&self.0.session, &connection, CancellationToken::new(), &|_| ());
        for planned in calls(api, &place, incident, change, &wanted) {
            if let Err(report) = client.send_change(&planned).await {
                return self
                    .unheard(&connection, &place, incident, (&wanted, report))
                    .await;
            }
        }
        self.read_back(&connection, &place, incident, &wanted).await
    }

    /// A change whose answer was lost may have been made. It is not sent again: what the incident says now decides.
    async fn unheard(
        &self,
        connection: &Connection,
        place: &ApiPlace,
        incident: &str,
        (wanted, report): (&[Difference], ErrorReport),
    ) -> Result<IncidentDetails> {
        let says_nothing = matches!(
            report.code,
            ErrorCode::ServerTrouble | ErrorCode::NetworkUnreachable
        );
        if says_nothing
            && let Ok(now) = self.story(connection, place, incident).await
            && kept(wanted, &now).is_ok()
        {
            return Ok(now);
        }
        self.linked(connection, Err(report))
    }

    async fn changing(&self, id: &str, customer: Option<TenantId>) -> Result<(Connection, ApiPlace)> {
        let there = self.used_at(id, customer).await?;
        let connection = there.toward(there.goal.api, Purpose::Changing);
        let place = self.0.session.place(&connection)?;
        Ok((connection, place))
    }

    /// The incident as it is now, read with what the connection may do anyway.
    pub(super) async fn story(
        &self,
        connection: &Connection,
        place: &ApiPlace,
        incident: &str,
    ) -> Result<IncidentDetails> {
        let reading = connection.toward(connection.goal.api, Purpose::Incidents);
        let mut client = ApiClient::new(&self.0.session, &reading, CancellationToken::new(), &|_| ());
        let told = client.story(reading.goal.api, place, incident).await;
        let mut details = self.linked(&reading, told)?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let link = cloud.incident_link(reading.goal.api, incident, connection.token_tenant());
        details.portal_url = link.map(String::from);
        Ok(details)
    }

    /// Does the token carry the permission to change? `None` where there is no token to look at, for a reason that is
    /// no answer to that.
    async fn allowed(&self, connection: &Connection) -> Option<bool> {
        match self.0.session.access_token(connection).await {
            Ok(token) => Some(token.claims.has_any(permissions::sufficient(connection.goal))),
            Err(report) => report.finding.then_some(false),
        }
    }

    async fn read_back(
        &self,
        connection: &Connection,
        place: &ApiPlace,
        incident: &str,
        wanted: &[Difference],
    ) -> Result<IncidentDetails> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let now = self.story(connection, place, incident).await?;
            let Err(lost) = kept(wanted, &now) else {
                return Ok(now);
            };
            let Some(pause) = pauses.next() else {
                return Err(ErrorReport::new(ErrorCode::ChangeNotKept).with("field", lost.name()));
            };
            self.0.session.doors.clock.sleep(pause).await;
        }
    }
}
