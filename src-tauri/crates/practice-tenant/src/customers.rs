//! How far the partner's app is in each customer's tenant: settled by the seed or over the control, and read back from
//! what the directory holds.

use std::collections::BTreeSet;

use crate::catalogue::{Kind, Permission, Resource};
use crate::ids::TenantId;
use crate::random::Dice;
use crate::ready::CustomerState;
use crate::store::{Store, Tenant};

/// Of a hundred customers, beyond the first of each state.
const BROKEN_PERCENT: u64 = 10;

impl CustomerState {
    const BROKEN: [Self; 5] = [
        Self::NoApp,
        Self::NoRoles,
        Self::PartialRoles,
        Self::Blocked,
        Self::NotProvisioned,
    ];

    /// Each state once among the first six customers; after that nine in ten are consented.
    pub(crate) fn of_customer(index: usize, dice: &mut Dice) -> Self {
        let broken = match index {
            0 => None,
            _ if index <= Self::BROKEN.len() => Self::BROKEN.get(index - 1),
            _ if dice.chance(BROKEN_PERCENT) => dice.pick(&Self::BROKEN),
            _ => None,
        };
        broken.copied().unwrap_or(Self::Consented)
    }
}

/// Grants and takes away what the partner's app needs to be in that state, as the customer's administrator would, and
/// sets the customer's policy and licence. False when that is no customer.
pub(crate) fn settle(store: &mut Store, customer: TenantId, state: CustomerState) -> bool {
    let Some(partner) = store.partner.and_then(|id| store.app(id)) else {
        return false;
    };
    let (partner, granted) = (
        partner.client_id,
        match state {
            CustomerState::NoApp | CustomerState::NoRoles => BTreeSet::new(),
            CustomerState::PartialRoles => alerts_only(),
            _ => partner.wanted.clone(),
        },
    );
    let Some(tenant) = store.tenants.get_mut(&customer) else {
        return false;
    };
    if tenant.state.is_none() {
        return false;
    }
    tenant.state = Some(state);
    if state == CustomerState::NoApp {
        store.remove_principal(customer, partner);
    } else {
        let now = store.now;
        store.principal_mut(customer, partner).replace(granted, now);
    }
    true
}

fn alerts_only() -> BTreeSet<Permission> {
    let alerts = Resource::Graph.permission(Kind::Application, "SecurityAlert.Read.All");
    alerts.into_iter().collect()
}

/// Where a customer is by now, in the order in which the services would say so; `None` for the home tenant.
pub(crate) fn state(store: &Store, customer: &Tenant) -> Option<CustomerState> {
    customer.state?;
    let partner = store.app(store.partner?)?;
    let Some(principal) = store.principal(customer.id, partner.client_id) else {
        return Some(CustomerState::NoApp);
    };
    Some(if customer.blocks_tokens() {
        CustomerState::Blocked
    } else if partner.wanted.is_disjoint(&principal.granted) {
        CustomerState::NoRoles
    } else if !partner.wanted.is_subset(&principal.granted) {
        CustomerState::PartialRoles
    } else if customer.lacks_defender() {
        CustomerState::NotProvisioned
    } else {
        CustomerState::Consented
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_is_there_once_and_then_one_customer_in_ten_is_broken() {
        let states: Vec<CustomerState> = (0..1000)
            .map(|index| CustomerState::of_customer(index, &mut Dice::new(1, &format!("customer {index}"))))
            .collect();
        assert_eq!(states[0], CustomerState::Consented);
        assert_eq!(states[1..6], CustomerState::BROKEN);
        let broken = states[6..].iter().filter(|one| **one != CustomerState::Consented);
        let broken = broken.count();
        assert!((80..=120).contains(&broken), "{broken} of 994");
    }
}
