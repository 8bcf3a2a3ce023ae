//! Directory objects of Microsoft Graph.

use serde_json::json;

use super::{Samples, Tolerance};
use crate::directory::{Script, text};
use crate::harness::Practice;

pub(crate) const SAMPLES: &[&str] = &[
    "graph_add_password_response.json",
    "graph_app_role_assignment.json",
    "graph_application.json",
    "graph_service_principal.json",
];

const APPLICATION: &[Tolerance] = &[
    (
        ".spa",
        "resources/application.md has it, and single-page apps need it; the page's sample is older",
    ),
    (
        ".uniqueName",
        "resources/application.md has it; the page's sample is older",
    ),
    (
        ".verifiedPublisher",
        "resources/application.md has it; the page's sample leaves it out",
    ),
];

const SERVICE_PRINCIPAL: &[Tolerance] = &[
    (
        ".servicePrincipalType",
        "resources/serviceprincipal.md has it; the page's sample leaves it out",
    ),
    (
        ".signInAudience",
        "resources/serviceprincipal.md has it; the page's sample leaves it out",
    ),
    (
        ".verifiedPublisher",
        "resources/serviceprincipal.md has it; the page's sample leaves it out",
    ),
];

const PASSWORD: &[Tolerance] = &[(
    ".@odata.context",
    "every answer of Graph has it; the page's sample leaves it out",
)];

#[tokio::test]
async fn bodies_of_directory_objects_have_the_shape_of_the_published_ones() {
    let Some(samples) = Samples::open() else { return };
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let body = json!({"displayName": "Display name", "signInAudience": "AzureADandPersonalMicrosoftAccount"});
    let (app, principal) = script.registered(&body).await;
    samples.compare(&["graph_application.json"], &app, APPLICATION);
    samples.compare(&["graph_service_principal.json"], &principal, SERVICE_PRINCIPAL);
    let add = format!("/applications/{}/addPassword", text(&app["id"]));
    let named = json!({"passwordCredential": {"displayName": "Password friendly name"}});
    let password = script.post(&add, &named).await;
    samples.compare(&["graph_add_password_response.json"], &password, PASSWORD);
    let api = script.api("Microsoft Threat Protection").await;
    let assignment = script.assign(&principal, &api, "Incident.Read.All").await;
    samples.compare(&["graph_app_role_assignment.json"], &assignment, &[]);
    practice.stop().await;
    samples.finish(SAMPLES);
}
