//! Programs that follow each other on the stores of one tenant, and for whom pauses take no time.

use std::sync::Arc;

use handrail_assistant::Assistant;
use handrail_assistant::clock::Clock;
use handrail_assistant::registration::ConsentChoice;

use crate::killing::{Death, mortal};
use crate::leaping::leaping;
use crate::registering::{choosing, sign_in_to_set_up};
use crate::tenant::Tenant;

/// All of them live in the same time.
pub(crate) struct Programs<'t> {
    tenant: &'t Tenant,
    clock: Arc<dyn Clock>,
}

impl<'t> Programs<'t> {
    pub(crate) fn of(tenant: &'t Tenant) -> Self {
        let clock = leaping(tenant);
        Self { tenant, clock }
    }

    /// One in which nobody signed in to set up.
    pub(crate) fn just_started(&self) -> Assistant {
        mortal(self.tenant, &self.clock, &Death::far_off())
    }

    /// One in which whoever sits at the browser signed in to set up.
    pub(crate) async fn signed_in(&self, id: &str) -> Assistant {
        self.mortal(id).await.0
    }

    /// The same, with the death that it dies.
    pub(crate) async fn mortal(&self, id: &str) -> (Assistant, Arc<Death>) {
        let death = Death::far_off();
        let assistant = mortal(self.tenant, &self.clock, &death);
        let choices = choosing(ConsentChoice::Grant);
        sign_in_to_set_up(self.tenant, &assistant, id, &choices).await;
        (assistant, death)
    }
}
