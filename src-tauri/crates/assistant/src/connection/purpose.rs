//! What a token is wanted for, beyond the API that takes it: each purpose has a permission of its own.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Connection, Customer, Tenancy};
use crate::checklist::StepId;
use crate::cloud::{Api, Cloud};
use crate::defender::permissions;
use crate::error::ErrorReport;

/// What is done with an API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Reading incidents; with Defender for Endpoint, its alerts.
    #[default]
    Incidents,
    /// Reading alerts of every product.
    Alerts,
    /// Changing incidents; with Defender for Endpoint, its alerts.
    Changing,
    /// Asking the hunting tables.
    Hunting,
    /// Reading devices.
    Machines,
    /// Reading vulnerabilities.
    Vulnerabilities,
    /// Reading security recommendations.
    Recommendations,
    /// Reading the exposure score.
    Score,
}

impl Purpose {
    /// Every one, in the order in which people think of them.
    pub const ALL: [Self; 8] = [
        Self::Incidents,
        Self::Alerts,
        Self::Changing,
        Self::Hunting,
        Self::Machines,
        Self::Vulnerabilities,
        Self::Recommendations,
        Self::Score,
    ];
}

impl Connection {
    /// The same registration and account, for one call of another purpose or at another API.
    ///
    /// The host that a person chose is one of the connection's own API; elsewhere the usual one is called.
    pub(crate) fn toward(&self, api: Api, purpose: Purpose) -> Self {
        let mut toward = self.clone();
        if api != self.goal.api {
            toward.host = None;
        }
        toward.goal.api = api;
        toward.goal.purpose = purpose;
        toward
    }

    /// A report of a call that is not what the connection is for, with the page to open.
    pub(crate) fn link_elsewhere(&self, report: ErrorReport, cloud: &Cloud) -> ErrorReport {
        let domain = self
            .customer
            .as_ref()
            .filter(|_| self.token_tenant() != self.tenant_id);
        let tenant = domain.map_or(&self.tenant_domain, |customer| &customer.domain);
        // Entra refuses a token without saying for what; here it is known.
        let report = match report.step {
            Some(StepId::Consent | StepId::Permissions) => report
                .with("permission", permissions::least(self.goal))
                .with("api", self.goal.api.portal_name())
                .with("tenant", tenant),
            _ => report,
        };
        self.link(report, cloud)
    }

    /// The same registration, used in the tenant of a customer: its tokens come from there.
    pub(crate) fn at_customer(&self, customer: &Customer, cloud: &str) -> Self {
        let mut there = self.clone();
        if cloud != self.cloud {
            there.host = None;
        }
        cloud.clone_into(&mut there.cloud);
        there.goal.tenancy = Tenancy::Customers;
        there.customer = Some(customer.clone());
        there
    }
}
