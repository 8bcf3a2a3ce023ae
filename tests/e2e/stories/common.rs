//! Moves that several stories share.

use std::collections::BTreeMap;
use std::fs;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::harness::app::App;
use crate::harness::clipboard;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::truth;

/// From Home to the checklist of a new connection to the practice tenant, which is chosen already. Handrail recommends
/// Microsoft Graph for incidents and Defender for Endpoint for its alerts.
pub(crate) async fn begin(app: &App, context: &str, api: &str) {
    app.click("home-start").await;
    app.choose(&format!("goal-{context}")).await;
    let subject = if api == "mde" { "endpoint" } else { "incidents" };
    app.choose(&format!("subject-{subject}")).await;
    if api == "xdr" {
        app.choose("api-xdr").await;
    }
    app.find(&format!("[data-testid='api-{api}'] input:checked"))
        .await;
    app.click("setup-continue").await;
    app.step_is("tenant", "proved").await;
}

/// The same for a partner who reads the incidents of customers.
pub(crate) async fn begin_for_customers(app: &App) {
    app.click("home-start").await;
    app.choose("tenancy-customers").await;
    app.find("[data-testid='api-graph'] input:checked").await;
    app.click("setup-continue").await;
    app.step_is("tenant", "proved").await;
}

/// Opens the portal page of the step that is shown, in the browser.
pub(crate) async fn follow(app: &App, person: &Person) {
    let link = app.opened_by(async || app.click("open-portal").await).await;
    person.go_to(&link).await;
}

/// Says what a counted story took: no wrong turn is in it.
pub(crate) fn tell_clicks(journey: &str, app: &App, person: &Person) {
    let (here, there) = (app.clicks(), person.clicks());
    println!(
        "clicks: {journey}: {here} in Handrail + {there} in the browser = {}",
        here + there
    );
}

/// Gives back the client ID of a registration.
pub(crate) async fn give_client_id(app: &App, client_id: &str) {
    app.type_into("client-id-input", client_id).await;
    app.click("client-id-save").await;
}

/// Makes a secret in the portal and lets Handrail take it from the clipboard.
pub(crate) async fn take_new_secret(app: &App, person: &Person) {
    follow(app, person).await;
    let secret = portal::new_secret(person, "Handrail").await;
    let copied = clipboard::copy(&app.desktop, &secret);
    app.click("take-secret").await;
    app.step_is("secret", "proved").await;
    drop(copied);
}

/// Gives Handrail a registration that the practice tenant brings along. Returns its secret.
pub(crate) async fn take_prepared(app: &App, registration: &Value) -> String {
    let secret = registration["clientSecret"]
        .as_str()
        .expect("the prepared registration has a secret");
    give_client_id(app, registration["clientId"].as_str().expect("and a client ID")).await;
    app.step_is("register", "proved").await;
    app.click("step-secret").await;
    let copied = clipboard::copy(&app.desktop, secret);
    app.click("take-secret").await;
    app.step_is("secret", "proved").await;
    drop(copied);
    secret.to_owned()
}

/// Sets up app-only access with the registration that the practice tenant brings along, consented.
/// Returns its secret.
pub(crate) async fn set_up_prepared_application(app: &App) -> String {
    let practice = app.practice().await;
    begin(app, "application", "graph").await;
    let secret = take_prepared(app, &practice["apps"]["application"]).await;
    app.step_is("incidents", "proved").await;
    secret
}

/// When a window of 48 hours that is read now may begin.
pub(crate) fn two_days_ago() -> Timestamp {
    Timestamp::now() - SignedDuration::from_hours(48)
}

/// The window asks Graph for each incident with its alerts; the truth lists incidents and alerts apart.
fn without_expanded_alerts(mut row: Value, id: &str) -> Value {
    if let Some(fields) = row.as_object_mut()
        && fields.contains_key("incidentWebUrl")
        && let Some(Value::Array(alerts)) = fields.remove("alerts")
    {
        for alert in alerts {
            assert_eq!(
                alert["incidentId"].to_string(),
                id,
                "an alert of another incident"
            );
        }
    }
    row
}

/// The saved file holds exactly those incidents of the truth that were updated since a moment between
/// `earliest` and `latest`, and each as the tenant holds it. Returns how many.
pub(crate) fn assert_file_is_the_truth(
    path: &str,
    truth: &[Value],
    updated: &str,
    id: &str,
    (earliest, latest): (Timestamp, Timestamp),
) -> usize {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let saved: Vec<Value> = serde_json::from_str(&text).expect("an array of incidents");
    let truth: BTreeMap<String, &Value> = truth.iter().map(|row| (row[id].to_string(), row)).collect();
    let count = saved.len();
    let saved: BTreeMap<String, Value> = saved.into_iter().map(|row| (row[id].to_string(), row)).collect();
    assert_eq!(saved.len(), count, "no incident is saved twice");
    for (id, row) in &saved {
        let row = without_expanded_alerts(row.clone(), id);
        let truth = truth.get(id).copied();
        assert_eq!(Some(&row), truth, "incident {id} is saved as it is");
    }
    for (id, row) in truth {
        let time: Timestamp = row[updated]
            .as_str()
            .and_then(|time| time.parse().ok())
            .expect("each incident has its time");
        if time >= latest {
            assert!(
                saved.contains_key(&id),
                "incident {id}, updated {time}, is missing"
            );
        } else if time < earliest {
            assert!(
                !saved.contains_key(&id),
                "incident {id}, updated {time}, was not asked for"
            );
        }
    }
    assert!(count > 0, "the practice tenant always has something to see");
    count
}

/// Reads in the window what was updated lately, and compares what is shown and saved with what the practice tenant
/// holds for `tenant`, its own when there is none.
pub(crate) async fn read_and_compare(app: &App, api: &str, tenant: Option<&str>) {
    let practice = app.practice().await;
    let earliest = two_days_ago();
    app.click("see-incidents").await;
    let saved = app.text("saved-path").await;
    app.place("result-row").await;
    let latest = two_days_ago();
    let control = practice["control"]
        .as_str()
        .expect("the practice tenant's control");
    let (part, updated, id) = match api {
        "graph" => ("incidents", "lastUpdateDateTime", "id"),
        "xdr" => ("xdrIncidents", "lastUpdateTime", "incidentId"),
        _ => ("alerts", "lastUpdateTime", "id"),
    };
    let mut truth = truth::ask(control, tenant, part).await;
    if part == "alerts" {
        // The list of alerts comes without the evidence, which is asked for alert by alert.
        for alert in &mut truth {
            alert["evidence"] = json!([]);
        }
    }
    let count = assert_file_is_the_truth(&saved, &truth, updated, id, (earliest, latest));
    let shown = app.text("result-count").await;
    assert!(
        shown.starts_with(&format!("{count} ")),
        "the window shows as many: {shown}"
    );
}

/// Runs a query that Handrail brings along, and waits for its rows.
pub(crate) async fn hunt(app: &App) {
    app.click("nav-hunting").await;
    app.click("query-encoded_powershell").await;
    app.find("[data-testid='kql-marks'][data-count='0']").await;
    app.click("hunt-run").await;
    app.place("hunt-rows").await;
    app.find("[role='grid'] [role='gridcell']").await;
}
