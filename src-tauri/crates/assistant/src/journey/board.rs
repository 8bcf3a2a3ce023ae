//! The board of a partner's customers, one customer, and what is wanted at all of them.

use std::sync::Arc;

use jiff::Timestamp;

use super::Assistant;
use super::reading::result_id;
use crate::cloud::Api;
use crate::connection::{Connection, Credential, Purpose};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantId;
use crate::lock::lock;
use crate::results::{ResultKind, TableQuery};
use crate::tenants::{self, BoardView, CustomerLine, CustomerPanelView, Roster, Wanted, WantedView};

impl Assistant {
    /// The board as it is now. Its rows are held as a result: searched, sorted and saved like any other.
    pub async fn board(&self, id: &str) -> Result<BoardView> {
        let connection = self.partner(id).await?;
        let roster = self.0.rosters.of(id).await?;
        self.show_board(&connection, roster).await
    }

    /// Every customer as scripts read it.
    pub async fn customer_lines(&self, id: &str) -> Result<Vec<CustomerLine>> {
        let roster = self.0.rosters.of(id).await?;
        Ok(roster.customers.iter().map(CustomerLine::of).collect())
    }

    /// The tenant IDs of all customers that a query shows: what a bulk action is about.
    pub async fn shown_customers(&self, result_id: &str, query: TableQuery) -> Result<Vec<String>> {
        let unfolded = TableQuery {
            folded: Vec::new(),
            ..query
        };
        self.looking(result_id, move |held| {
            tenants::tenants_of(held, held.arranged(&unfolded).rows())
        })
        .await
    }

    /// One customer with everything that is known of it.
    pub async fn customer(&self, id: &str, tenant: TenantId) -> Result<CustomerPanelView> {
        let connection = self.partner(id).await?;
        let roster = self.0.rosters.of(id).await?;
        let record = roster
            .customer(tenant)
            .ok_or_else(|| ErrorReport::new(ErrorCode::CustomerUnknown).with("tenant", tenant))?;
        let cloud = self.0.session.cloud(&record.cloud)?;
        Ok(CustomerPanelView::of(record, &connection, &cloud))
    }

    /// What can be wanted at customers: everything that has an application permission at an API of the cloud.
    pub async fn wantable(&self, id: &str) -> Result<Vec<WantedView>> {
        let connection = self.partner(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let apis = Api::ALL.into_iter().filter(|api| cloud.api(*api).is_some());
        let all = apis.flat_map(|api| Purpose::ALL.map(|purpose| Wanted { api, purpose }));
        let mut wantable: Vec<WantedView> = Vec::new();
        for view in all.filter_map(|wanted| WantedView::of(wanted, connection.goal)) {
            // Defender for Endpoint reads alerts by either name.
            let known = |other: &WantedView| (other.api, &other.permission) == (view.api, &view.permission);
            if !wantable.iter().any(known) {
                wantable.push(view);
            }
        }
        Ok(wantable)
    }

    /// Replaces what is wanted at every customer. Customers that lack some of it turn amber at once, and are looked at
    /// again soon.
    pub async fn set_wanted(&self, id: &str, wanted: Vec<Wanted>) -> Result<BoardView> {
        let connection = self.partner(id).await?;
        let goal = connection.goal;
        if wanted
            .iter()
            .any(|wanted| wanted.least(goal).permission.is_empty())
        {
            return Err(ErrorReport::new(ErrorCode::ApiNotInCloud)
                .with("api", goal.api)
                .with("cloud", &connection.cloud));
        }
        let (there, now) = (connection.clone(), self.0.session.now());
        let want = move |roster: &mut Roster| {
            roster.want(wanted, &there, now);
            roster.clone()
        };
        let roster = self.0.rosters.change(id, want).await?;
        self.0.watches.wake(id);
        self.show_board(&connection, roster).await
    }

    /// A connection that has a board: an application that reads at customers.
    pub(super) async fn partner(&self, id: &str) -> Result<Connection> {
        let connection = self.0.connections.one(id).await?;
        if connection.has_customers() {
            return Ok(connection);
        }
        Err(ErrorReport::new(ErrorCode::NoCustomersHere).with("name", connection.name))
    }

    /// Holds the roster as a table, in place of the last one, and counts what is in it.
    pub(super) async fn show_board(&self, connection: &Connection, roster: Roster) -> Result<BoardView> {
        let result_id = result_id(&connection.id, ResultKind::Customers);
        let watched = self.0.watches.of(&connection.id);
        let board = BoardView::of(&result_id, &roster, connection.goal, watched);
        let ends = credential_ends(connection, &roster);
        let (connection, now) = (connection.clone(), self.0.session.now());
        let name = result_id.clone();
        let made = tokio::task::spawn_blocking(move || tenants::held(&name, &connection, &roster, ends, now));
        let held = made
            .await
            .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))??;
        lock(&self.0.results).insert(result_id, Arc::new(held));
        Ok(board)
    }
}

/// When what the partner proves itself with stops being good, as far as it was seen.
pub(super) fn credential_ends(connection: &Connection, roster: &Roster) -> Option<Timestamp> {
    // Earlier versions noted it with the customers.
    let noted = roster
        .secret_ends
        .filter(|_| connection.goal.credential == Credential::Secret);
    connection.credential_ends().or(noted)
}
