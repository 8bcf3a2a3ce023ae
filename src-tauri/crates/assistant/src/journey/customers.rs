//! The customers of a partner: added by their domains, named, left out, removed.

use super::Assistant;
use crate::connection::Customer;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantId;
use crate::tenants::{AddProgress, AddedCustomers, Adding, CustomerList, CustomerRecord, Lookup, Roster};

impl Assistant {
    /// Looks up tenant and cloud of each line and keeps those that are found, the rest while it is still looked for.
    /// Another list for the same connection ends this one.
    pub async fn add_customers(
        &self,
        id: &str,
        list: CustomerList,
        on_progress: impl Fn(AddProgress),
    ) -> Result<AddedCustomers> {
        let partner = self.partner(id).await?;
        let lookup = Lookup::of(&self.0.session, &partner)?;
        let cancelled = self.0.adding.begin(id);
        let outcome = Adding::new(&self.0.rosters, id, self.0.session.now())
            .run(list, &lookup, &cancelled, on_progress)
            .await;
        // Whoever watches looks at the new ones.
        self.0.watches.wake(id);
        outcome
    }

    /// Ends what is being added; what was found so far is kept.
    pub fn cancel_adding(&self, id: &str) {
        self.0.adding.cancel(id);
    }

    /// Takes customers off the roster, with everything that was seen of them. Their consent stays as it is.
    pub async fn remove_customers(&self, id: &str, tenants: &[String]) -> Result<()> {
        let partner = self.partner(id).await?;
        let tenants = parsed(tenants)?;
        let removed = self
            .0
            .rosters
            .change(id, move |roster| {
                let gone = |record: &mut CustomerRecord| tenants.contains(&record.customer.tenant_id);
                roster.customers.extract_if(.., gone).collect::<Vec<_>>()
            })
            .await?;
        for record in removed {
            let there = partner.at_customer(&record.customer, &record.cloud);
            self.0.session.forget_token(&there);
        }
        Ok(())
    }

    /// Leaves customers out of looks and sweeps, or takes them in again. They stay on the board either way.
    pub async fn skip_customers(&self, id: &str, tenants: &[String], skipped: bool) -> Result<()> {
        self.partner(id).await?;
        let tenants = parsed(tenants)?;
        let skip = move |record: &mut CustomerRecord| record.skipped = skipped;
        self.change_customers(id, tenants, skip).await
    }

    /// What people call a customer; without a name it is called by its domain.
    pub async fn name_customer(&self, id: &str, tenant: &str, name: &str) -> Result<()> {
        self.partner(id).await?;
        let name = CustomerRecord::tidy_name(name);
        let rename = move |record: &mut CustomerRecord| record.name.clone_from(&name);
        self.change_customers(id, vec![tenant.parse()?], rename).await
    }

    async fn change_customers(
        &self,
        id: &str,
        tenants: Vec<TenantId>,
        change: impl Fn(&mut CustomerRecord) + Send + 'static,
    ) -> Result<()> {
        let changed = self.0.rosters.change(id, move |roster| {
            tenants
                .into_iter()
                .find(|tenant| match roster.customer_mut(*tenant) {
                    Some(record) => {
                        change(record);
                        false
                    }
                    None => true,
                })
        });
        match changed.await? {
            Some(unknown) => Err(ErrorReport::new(ErrorCode::CustomerUnknown).with("tenant", unknown)),
            None => Ok(()),
        }
    }

    /// The customer of a checklist is on the roster like any other.
    pub(super) async fn keep_customer(&self, id: &str, customer: Customer, cloud: String) -> Result<()> {
        let record = CustomerRecord::new(customer, cloud, self.0.session.now());
        let put = move |roster: &mut Roster| {
            if roster.customer(record.customer.tenant_id).is_none() {
                roster.customers.push(record);
            }
        };
        self.0.rosters.change(id, put).await
    }
}

fn parsed(tenants: &[String]) -> Result<Vec<TenantId>> {
    tenants.iter().map(|tenant| tenant.parse()).collect()
}
