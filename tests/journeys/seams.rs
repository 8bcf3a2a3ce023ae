//! Between plan, apply, comparison, rotation and undo: what one of them left, and what somebody else did meanwhile.

mod cut_off;
mod deleted;
mod own_ids;
mod two_programs;
mod unseen;

use handrail_assistant::Assistant;
use handrail_assistant::registration::{RegistrationStepId, RunStepState, RunView};
use handrail_practice_tenant::Options;
use serde_json::{Value, json};

use crate::registering::part;
use crate::tenant::Tenant;

/// A tenant in which nothing is but the app for setting up.
fn empty() -> Options {
    Options {
        empty: true,
        incidents: 5,
        ..Options::default()
    }
}

/// What of the tenant can be made and granted, in a stable order.
async fn directory(tenant: &Tenant) -> Value {
    let sorted = async |name: &str| {
        let mut all = part(tenant, name).await;
        all.sort_by_key(Value::to_string);
        all
    };
    json!({
        "apps": sorted("apps").await,
        "principals": sorted("principals").await,
        "grants": sorted("grants").await,
    })
}

async fn undone(assistant: &Assistant, id: &str) -> RunView {
    assistant.undo_registration(id, |_| ()).await.unwrap()
}

fn state(view: &RunView, id: RegistrationStepId) -> RunStepState {
    view.steps.iter().find(|step| step.id == id).unwrap().state
}
