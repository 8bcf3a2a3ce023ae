//! Scenarios, and who may reach the server.

use handrail_practice_tenant::{Options, Scenario, StartError, start};
use serde_json::json;

use crate::harness::{GRAPH, Practice, XDR, aadsts};

#[tokio::test]
async fn throttling_answers_every_third_call_429_with_a_wait() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::Throttled],
        ..Options::default()
    })
    .await;
    let token = practice.application_token(XDR).await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let answer = practice
            .client
            .get(practice.url("/api/incidents?$top=1"))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        if answer.status() == 429 {
            assert_eq!(answer.headers()["retry-after"], "1");
        }
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 200, 200, 429]);
    practice.turn("throttled", false).await;
    for _ in 0..3 {
        assert_eq!(practice.call("/api/incidents?$top=1", &token).await.0, 200);
    }
    practice.stop().await;
}

#[tokio::test]
async fn broken_json_is_cut_off_in_the_middle() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::BrokenJson],
        ..Options::default()
    })
    .await;
    let token = practice.application_token(XDR).await;
    let answer = practice
        .client
        .get(practice.url("/api/incidents"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    assert!(
        text.starts_with("{\"@odata.context\"") && serde_json::from_str::<serde_json::Value>(&text).is_err()
    );
    practice.stop().await;
}

#[tokio::test]
async fn expired_secrets_and_missing_consent_show_as_at_entra() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.application.clone();
    let secret = app.client_secret.unwrap();
    practice.turn("secret-expired", true).await;
    let (status, answer) = practice
        .by_secret("contoso.com", &app.client_id, &secret, XDR)
        .await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (401, 7_000_222));
    let (_, wrong) = practice
        .by_secret("contoso.com", &app.client_id, "wrong", XDR)
        .await;
    assert_eq!(aadsts(&wrong), 7_000_215);
    practice.turn("secret-expired", false).await;
    practice.turn("consent-missing", true).await;
    let token = practice.application_token(GRAPH).await;
    assert_eq!(practice.call("/v1.0/security/incidents", &token).await.0, 403);
    practice.stop().await;
}

#[tokio::test]
async fn the_truth_lists_the_calls_and_no_secret() {
    let practice = Practice::start().await;
    let token = practice.application_token(XDR).await;
    practice.call("/api/incidents?$top=2", &token).await;
    practice.call("/api/alerts", &token).await;
    let truth = practice.truth().await;
    let client = &practice.ready().apps.application.client_id;
    let (tenant, get) = (&practice.ready().tenant_id, "GET");
    assert_eq!(
        truth["requests"],
        json!([
            {"method": get, "path": "/api/incidents?$top=2", "status": 200, "tenantId": tenant, "clientId": client},
            {"method": get, "path": "/api/alerts", "status": 403, "tenantId": tenant, "clientId": client},
        ])
    );
    let calls = practice
        .client
        .get(practice.url("/practice/truth?only=requests,apps"))
        .send()
        .await
        .unwrap();
    let parts: serde_json::Value = calls.json().await.unwrap();
    assert_eq!(parts["requests"], truth["requests"]);
    assert!(parts.get("incidents").is_none());
    let text = truth.to_string();
    assert!(!text.contains(practice.ready().apps.application.client_secret.as_ref().unwrap()));
    assert!(
        truth["grants"]
            .as_array()
            .unwrap()
            .iter()
            .any(|grant| grant["value"] == "Incident.Read.All")
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_foreign_page_can_neither_change_anything_nor_use_another_host_name() {
    let practice = Practice::start().await;
    for path in [
        "/portal/apps/new",
        "/practice/scenarios",
        "/practice/clock",
        "/practice/customers",
    ] {
        for origin in ["https://attacker.example", "null"] {
            let request = practice.client.post(practice.url(path)).header("origin", origin);
            assert_eq!(
                request.json(&json!({})).send().await.unwrap().status(),
                403,
                "{path} from {origin}"
            );
        }
    }
    for host in [
        "attacker.example",
        "127.0.0.1.attacker.example:80",
        "localhost@attacker.example",
    ] {
        let request = practice
            .client
            .get(practice.url("/practice/truth"))
            .header("host", host);
        let status = request.send().await.unwrap().status();
        assert!(status == 421 || status == 400, "{host}: {status}");
    }
    let own = practice.ready().origin.clone();
    let request = practice
        .client
        .post(practice.url("/practice/clock"))
        .header("origin", own);
    assert_eq!(
        request
            .json(&json!({"advanceSeconds": 1}))
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    practice.stop().await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_tenant() {
    let (one, two) = (Practice::start().await, Practice::start().await);
    let other = Practice::with(Options {
        seed: 2,
        ..Options::default()
    })
    .await;
    assert_eq!(one.ready().tenant_id, two.ready().tenant_id);
    assert_eq!(one.ready().apps.user.client_id, two.ready().apps.user.client_id);
    assert_ne!(one.ready().tenant_id, other.ready().tenant_id);
    let titles = |truth: serde_json::Value| -> Vec<String> {
        truth["incidents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["displayName"].to_string())
            .collect()
    };
    assert_eq!(titles(one.truth().await), titles(two.truth().await));
    for practice in [one, two, other] {
        practice.stop().await;
    }
}

#[tokio::test]
async fn a_port_in_use_is_an_error_that_names_it() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let refused = start(Options {
        listen: address,
        ..Options::default()
    })
    .await
    .err()
    .unwrap();
    assert!(matches!(refused, StartError::AddressInUse { address: named } if named == address));
    assert!(refused.to_string().contains(&address.to_string()));
}

#[tokio::test]
async fn stopping_frees_the_port_and_removes_the_files() {
    let practice = Practice::start().await;
    let (origin, file) = (
        practice.ready().origin.clone(),
        practice.ready().cloud_file.clone(),
    );
    assert!(std::path::Path::new(&file).exists());
    practice.stop().await;
    assert!(!std::path::Path::new(&file).exists());
    let address: std::net::SocketAddr = origin.trim_start_matches("http://").parse().unwrap();
    assert!(std::net::TcpListener::bind(address).is_ok());
}
