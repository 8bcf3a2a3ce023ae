//! Everything that goes wrong, and services that repeat what they were told when it does.

use std::time::Duration;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Flow, Goal};
use handrail_assistant::defender::HuntQuery;
use handrail_practice_tenant::Scenario;
use http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{Response, StatusCode};
use serde_json::json;
use tokio::time::timeout;
use trust::{Fate, Seen};

use super::house::{House, as_user, english};
use crate::tenant::{ALWAYS, goal, last};

/// Some faults are slow; the person goes on.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) async fn in_every_scenario(house: &House) {
    let application = house.application(Api::Graph).await;
    let user = house.user(as_user(Api::Graph)).await;
    for scenario in Scenario::all() {
        house.tenant.switch(scenario.name(), true).await;
        for connection in [&application, &user] {
            let _ = timeout(PATIENCE, used(house, connection)).await;
        }
        let _ = timeout(PATIENCE, signed_in_again(house, &user)).await;
        house.tenant.switch(scenario.name(), false).await;
    }
    reported(house, &[&application, &user]).await;
}

/// Whatever one does with a connection.
async fn used(house: &House, connection: &ConnectionView) {
    let (assistant, id, folder) = (house.assistant(), &connection.id, house.results());
    house.heard("check", assistant.check(id).await);
    house.heard("token", assistant.token(id).await);
    let query = last(ALWAYS);
    let read = assistant.read_list(id, &query, Some(&folder), |_| ());
    house.heard("readList", read.await);
    let hunt = HuntQuery {
        text: "DeviceInfo | take 5".into(),
        api: connection.goal.api,
        timespan: None,
    };
    house.heard("hunt", assistant.hunt(id, None, &hunt, |_| ()).await);
    house.heard("incidentDetails", assistant.incident_details(id, None, "1").await);
}

async fn signed_in_again(house: &House, connection: &ConnectionView) {
    let begun = house
        .assistant()
        .start_sign_in(&connection.id, true, crate::tenant::landing());
    if let Some(attempt) = house.heard("startSignIn", begun.await) {
        house.heard("finishSignIn", house.tenant.finish(&attempt).await);
    }
}

/// The last failure is in the evidence, and that is a file and a page.
async fn reported(house: &House, connections: &[&ConnectionView]) {
    for connection in connections {
        let folder = house.results();
        let report = house
            .assistant()
            .save_evidence_report(&connection.id, &folder, english());
        house.heard("saveEvidenceReport", report.await);
        house.heard("checklist", house.assistant().checklist(&connection.id).await);
    }
}

/// Secrets that are none of Entra's form, so that only knowing them helps.
pub(super) async fn by_wrong_secrets(house: &House) {
    let client_id = &house.tenant.ready().apps.application.client_id;
    let found = house.tenant.found().await;
    for (number, secret) in ["wrong but plain words", "0d7e3f55-42c7-4a63-9c7e-8d1f6f1e7a7b"]
        .into_iter()
        .enumerate()
    {
        let secret = house.put_in("wrong secret", secret);
        let goal = goal(Api::ALL[number], Context::Application);
        let added =
            house
                .assistant()
                .add_registration(&found, goal, client_id.parse().unwrap(), Some(secret));
        let Some(connection) = house.heard("addRegistration", added.await) else {
            continue;
        };
        used(house, &connection).await;
        let typed = house.put_in("wrong secret", "another secret that is wrong");
        house.heard(
            "setSecret",
            house.assistant().set_secret(&connection.id, typed).await,
        );
        reported(house, &[&connection]).await;
    }
}

pub(super) async fn beside_a_parrot(house: &House) {
    let application = house.application(Api::Graph).await;
    let user = house.user(as_user(Api::Graph)).await;
    let by_code = Goal {
        flow: Flow::DeviceCode,
        ..as_user(Api::Xdr)
    };
    let client_id = &house.tenant.ready().apps.user.client_id;
    let device = house.tenant.registered(by_code, client_id, None).await;
    for voice in Voice::ALL {
        for (status, connection) in statuses()
            .into_iter()
            .zip([&application, &user].into_iter().cycle())
        {
            house.between.at_peace();
            let attempt = house.assistant().start_device_sign_in(&device.id).await;
            house.between.answers(move |seen| repeated(seen, status, voice));
            let _ = timeout(PATIENCE, used(house, connection)).await;
            let _ = timeout(PATIENCE, signed_in_again(house, &user)).await;
            if let Some(attempt) = house.heard("startDeviceSignIn", attempt) {
                let finished = house.assistant().finish_sign_in(&attempt.attempt_id, |_| ());
                if let Ok(outcome) = timeout(PATIENCE, finished).await {
                    house.heard("finishSignIn", outcome);
                }
            }
            reported(house, &[&application, &user, &device]).await;
        }
    }
    house.between.at_peace();
}

fn statuses() -> [StatusCode; 5] {
    [
        StatusCode::BAD_REQUEST,
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::INTERNAL_SERVER_ERROR,
    ]
}

/// How the service says it.
#[derive(Clone, Copy)]
enum Voice {
    Entra,
    Api,
    Page,
    Plain,
}

impl Voice {
    const ALL: [Self; 4] = [Self::Entra, Self::Api, Self::Page, Self::Plain];

    fn says(self, told: &str) -> (&'static str, String) {
        match self {
            Self::Entra => {
                let description = format!("AADSTS7000215: {told} is wrong.");
                let body = json!({"error": format!("invalid_client {told}"), "error_description": description,
                    "error_codes": [7_000_215], "trace_id": told, "correlation_id": told, "timestamp": told});
                ("application/json", body.to_string())
            }
            Self::Api => {
                let body = json!({"error": {"code": told, "message": format!("cannot use {told}"),
                    "innerError": {"request-id": told}, "target": told}});
                ("application/json", body.to_string())
            }
            Self::Page => (
                "text/html",
                format!("<html><title>{told}</title><p>{told}</html>"),
            ),
            Self::Plain => ("text/plain", told.to_owned()),
        }
    }
}

/// Whoever tells something in confidence hears it again.
fn repeated(seen: &Seen, status: StatusCode, voice: Voice) -> Option<Fate> {
    let header = seen
        .headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let form: Vec<(String, String)> = url::form_urlencoded::parse(&seen.body).into_owned().collect();
    let fields = form.iter().filter(|(name, _)| {
        [
            "client_secret",
            "refresh_token",
            "code",
            "code_verifier",
            "device_code",
        ]
        .contains(&name.as_str())
    });
    let told: Vec<&str> = fields.map(|(_, value)| value.as_str()).chain(header).collect();
    if told.is_empty() || seen.path().contains("/practice") {
        return None;
    }
    let (kind, body) = voice.says(&told.join(" "));
    let answer = Response::builder()
        .status(status)
        .header(CONTENT_TYPE, kind)
        .header(
            WWW_AUTHENTICATE,
            format!(
                "Bearer error=\"invalid_token\", error_description=\"{}\"",
                told.join(" ")
            ),
        );
    Some(Fate::Answer(answer.body(body.into_bytes()).unwrap()))
}
