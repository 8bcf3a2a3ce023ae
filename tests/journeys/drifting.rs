//! A registration beside what its goal needs: what differs is found, put right where somebody picks it, and then in order.

mod found;
mod rights;
mod time;
mod undone;

use handrail_assistant::Assistant;
use handrail_assistant::connection::{ConnectionView, Goal};
use handrail_assistant::registration::{ConsentChoice, DriftKind, DriftView};

use crate::portal::Portal;
use crate::registering::{applied, choosing, nothing_yet, sign_in_to_set_up};
use crate::tenant::Tenant;

const READ: &str = "SecurityIncident.Read.All";
const ALERTS: &str = "SecurityAlert.Read.All";

/// A registration that Handrail made and granted, with somebody signed in to look after it. Answers the connection and
/// the "Application (client) ID".
async fn made(tenant: &Tenant, assistant: &Assistant, goal: Goal) -> (String, String) {
    let choices = choosing(ConsentChoice::Grant);
    let id = nothing_yet(tenant, assistant, goal).await;
    sign_in_to_set_up(tenant, assistant, &id, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    (id, view.client_id.unwrap())
}

/// What the portal gives every registration that is made by hand.
const GIVEN: &str = "permission_extra graph Scope User.Read";

/// A registration that somebody made by hand, the best they could: it reads, and asks for alerts as well.
async fn by_hand(tenant: &Tenant, goal: Goal) -> ConnectionView {
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = portal.register("By hand").await.client_id;
    for permission in [READ, ALERTS] {
        portal
            .add_permission(&client_id, "Microsoft Graph", "application", permission)
            .await;
    }
    portal.grant_admin_consent(&client_id).await;
    let secret = portal.new_secret(&client_id).await.value.into();
    tenant.registered(goal, &client_id, Some(secret)).await
}

async fn looked(assistant: &Assistant, id: &str) -> DriftView {
    assistant.check_registration(id).await.unwrap()
}

/// Puts right everything that is found.
async fn repaired(assistant: &Assistant, id: &str) -> DriftView {
    let ids = names(&looked(assistant, id).await);
    assistant.repair_registration(id, &ids, |_| ()).await.unwrap()
}

fn names(view: &DriftView) -> Vec<String> {
    view.items.iter().map(|item| item.id.clone()).collect()
}

/// What differs, in a stable order.
fn kinds(view: &DriftView) -> Vec<DriftKind> {
    let mut kinds: Vec<DriftKind> = view.items.iter().map(|item| item.kind).collect();
    kinds.sort_unstable();
    kinds
}
