//! Entra's consent page, on which an administrator agrees to what a registration asks for.

use uuid::Uuid;

use super::PlannedRequest;
use super::ground::{CLIENT_ID, Ground, Looked};
use crate::connection::Tenancy;
use crate::ids::{ClientId, TenantId};
use crate::registration::request::RequestId;
use crate::sign_in::ConsentQuery;

/// Stands in an address for a value that is not known yet, where only an id fits.
const UNKNOWN: Uuid = Uuid::max();
/// Stands for the tenant of a customer who is not known yet.
const CUSTOMER: &str = "{customerTenant}";

impl Ground<'_> {
    /// Is it other tenants that consent?
    pub(super) fn at_customers(&self) -> bool {
        self.connection.goal.tenancy == Tenancy::Customers
    }
}

/// The page as it is opened: for the tenant of the registration, or for that of the customer. The state is made when
/// it is opened, and is left out.
pub(super) fn page(ground: &Ground<'_>, looked: Option<&Looked>) -> PlannedRequest {
    let connection = ground.connection;
    let found = looked.and_then(|looked| looked.application.as_ref());
    let client_id = found.and_then(|found| found.app_id.parse::<ClientId>().ok());
    let known = !ground.at_customers() || connection.customer.is_some();
    let tenant = if known {
        connection.token_tenant()
    } else {
        TenantId::from(UNKNOWN)
    };
    let query = ConsentQuery {
        client_id: client_id.unwrap_or(ClientId::from(UNKNOWN)),
        redirect_uri: connection.redirect_uri(),
        state: None,
        scope: None,
    };
    let unknown = UNKNOWN.to_string();
    let mut url = query.at(ground.cloud, tenant).to_string();
    if !known {
        url = url.replacen(&unknown, CUSTOMER, 1);
    }
    PlannedRequest {
        id: RequestId::OpenConsent,
        method: "GET".to_owned(),
        url: url.replace(&unknown, CLIENT_ID),
        headers: Vec::new(),
        body: None,
    }
}
