//! A customer by its name: whoever has a domain has tenant and cloud, and no customer is asked for an ID.

use std::time::Duration;

use crate::checklist::StepId;
use crate::cloud::Cloud;
use crate::connection::{Connection, Customer};
use crate::diagnosis::PAUSE;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{TenantId, TenantName};
use crate::session::Session;
use crate::tenant::{Discovery, find};

/// So often a document is asked for where the service is busy.
const TRIES: u32 = 3;
/// Longer than this a list of customers is not held up for one of them.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Where the customers of a partner are looked for.
pub(crate) struct Lookup<'a> {
    session: &'a Session,
    clouds: Vec<Cloud>,
    /// The first cloud with the partner's sign-in service: among clouds that share one, the document says which.
    service: Cloud,
    home: TenantId,
}

/// A customer, with the cloud that it is in.
pub(crate) struct FoundCustomer {
    pub(crate) customer: Customer,
    pub(crate) cloud: String,
    pub(crate) discovery: Discovery,
}

impl<'a> Lookup<'a> {
    pub(crate) fn of(session: &'a Session, partner: &Connection) -> Result<Self> {
        let (clouds, own) = (session.clouds(), session.cloud(&partner.cloud)?);
        let service = asked_first(&clouds, &own).clone();
        Ok(Self {
            session,
            clouds,
            service,
            home: partner.tenant_id,
        })
    }

    /// The customer of that name. One in a cloud with another sign-in service cannot consent to the partner's app.
    pub(crate) async fn customer(&self, name: &TenantName) -> Result<FoundCustomer> {
        let (mut tries, clock) = (1, &self.session.doors.clock);
        let found = loop {
            let found = self.find(name).await;
            let pause = found.as_ref().err().and_then(|report| self.pause(report, tries));
            match pause {
                Some(pause) if tries < TRIES => clock.sleep(pause).await,
                _ => break found,
            }
            tries += 1;
        };
        let found = found.map_err(|report| match report.step {
            Some(StepId::Tenant) => report.at(StepId::Customer),
            _ => report,
        })?;
        if found.customer.tenant_id == self.home {
            return Err(ErrorReport::new(ErrorCode::CustomerIsHome).with("domain", name));
        }
        Ok(found)
    }

    /// The same question may be answered in a moment: in the one that the service names, if that is not too far.
    fn pause(&self, report: &ErrorReport, tries: u32) -> Option<Duration> {
        if !matches!(report.code, ErrorCode::ServerTrouble | ErrorCode::ApiThrottled) {
            return None;
        }
        let asked = report.params.get(PAUSE).and_then(|seconds| seconds.parse().ok());
        match asked.map(Duration::from_secs) {
            Some(asked) => (asked <= LONGEST_PAUSE).then_some(asked),
            None => Some(self.session.http.jitter.backoff(tries)),
        }
    }

    async fn find(&self, name: &TenantName) -> Result<FoundCustomer> {
        let (http, clock) = (&self.session.http, &*self.session.doors.clock);
        let (found, discovery) = find(http, &self.clouds, Some(&self.service), name, clock).await?;
        let customer = Customer {
            tenant_id: discovery.tenant_id,
            domain: found.domain,
        };
        Ok(FoundCustomer {
            customer,
            cloud: found.cloud_id,
            discovery,
        })
    }
}

/// The first cloud with the same sign-in service. A cloud of one's own is asked itself.
fn asked_first<'c>(clouds: &'c [Cloud], own: &'c Cloud) -> &'c Cloud {
    let alone = own.practice || own.custom;
    let shares = |cloud: &&Cloud| !alone && !cloud.custom && cloud.authority == own.authority;
    clouds.iter().find(shares).unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_are_looked_for_where_the_document_tells_clouds_apart() {
        let clouds = Cloud::microsoft();
        let asked = |own: &str| {
            let own = clouds.iter().find(|cloud| cloud.id == own).unwrap();
            asked_first(&clouds, own).id.as_str()
        };
        assert_eq!(asked("gcc"), "commercial");
        assert_eq!(asked("commercial"), "commercial");
        assert_eq!(asked("dod"), "gcc-high");
    }
}
