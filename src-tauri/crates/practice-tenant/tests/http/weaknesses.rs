//! Vulnerability management of Defender for Endpoint.

use serde_json::{Value, json};

use crate::harness::{MDE, Practice};

fn ids(list: &Value) -> Vec<String> {
    let all = list["value"].as_array().unwrap().iter();
    all.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

async fn get(practice: &Practice, token: &str, path: &str) -> Value {
    let (status, body) = practice.call(path, token).await;
    assert_eq!(status, 200, "{path}: {body}");
    body
}

#[tokio::test]
async fn a_vulnerability_its_machines_and_their_vulnerabilities_name_each_other() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    let all = get(&practice, &token, "/api/vulnerabilities").await;
    assert!(ids(&all).len() > 10);
    let exposed = |one: &&Value| one["exposedMachines"].as_u64().unwrap() > 1;
    let some = all["value"].as_array().unwrap().iter().find(exposed).unwrap();
    let id = some["id"].as_str().unwrap();
    let mut one = get(&practice, &token, &format!("/api/vulnerabilities/{id}")).await;
    one.as_object_mut().unwrap().remove("@odata.context");
    assert_eq!(&one, some);
    let machines = get(
        &practice,
        &token,
        &format!("/api/vulnerabilities/{id}/machineReferences"),
    )
    .await;
    assert_eq!(some["exposedMachines"], ids(&machines).len());
    for machine in ids(&machines) {
        let full = get(&practice, &token, &format!("/api/machines/{machine}")).await;
        assert_eq!(full["id"], machine.as_str());
        let theirs = get(
            &practice,
            &token,
            &format!("/api/machines/{machine}/vulnerabilities"),
        )
        .await;
        assert!(ids(&theirs).iter().any(|one| one == id), "{machine}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn software_of_a_machine_is_software_of_the_tenant_and_weak_software_is_recommended_to_be_updated() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    let software = get(&practice, &token, "/api/Software").await;
    assert_eq!(software, get(&practice, &token, "/api/software").await);
    let machines = get(&practice, &token, "/api/machines?$top=5").await;
    for machine in ids(&machines) {
        let installed = get(&practice, &token, &format!("/api/machines/{machine}/software")).await;
        for one in installed["value"].as_array().unwrap() {
            assert!(software["value"].as_array().unwrap().contains(one), "{one}");
        }
    }
    let recommended = ids(&get(&practice, &token, "/api/recommendations").await);
    for one in software["value"].as_array().unwrap() {
        let id = format!("va-_-{}", one["id"].as_str().unwrap());
        assert_eq!(recommended.contains(&id), one["exposedMachines"] != 0, "{id}");
    }
    assert!(recommended.iter().any(|id| id.starts_with("sca-_-scid-")));
    practice.stop().await;
}

#[tokio::test]
async fn the_lists_take_the_documented_filters_and_no_others() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    for (list, filter, field, value) in [
        (
            "vulnerabilities",
            "severity eq 'Critical'",
            "severity",
            json!("Critical"),
        ),
        (
            "vulnerabilities",
            "cvssV3 ge 10 and publishedOn gt 2024-01-01T00:00:00Z",
            "id",
            json!("CVE-2024-3094"),
        ),
        (
            "Software",
            "vendor eq 'apple' and name eq 'macos'",
            "id",
            json!("apple-_-macos"),
        ),
        (
            "recommendations",
            "remediationType eq 'Update' and vendor eq 'rarlab'",
            "productName",
            json!("winrar"),
        ),
        (
            "recommendations",
            "severityScore gt 8",
            "recommendationCategory",
            json!("Security controls"),
        ),
    ] {
        let found = get(&practice, &token, &format!("/api/{list}?$filter={filter}")).await;
        let found = found["value"].as_array().unwrap();
        assert!(
            !found.is_empty() && found.iter().all(|one| one[field] == value),
            "{filter}: {found:?}"
        );
    }
    for (path, status) in [
        ("/api/vulnerabilities?$filter=exposedMachines gt 1", 400),
        ("/api/vulnerabilities?$top=8001", 400),
        ("/api/recommendations?$top=10000", 200),
        ("/api/Software?$orderby=name", 400),
        ("/api/vulnerabilities/CVE-1999-0001", 404),
        ("/api/vulnerabilities/CVE-1999-0001/machineReferences", 404),
        ("/api/machines/123/software", 404),
    ] {
        let (got, answer) = practice.call(path, &token).await;
        assert_eq!(got, status, "{path}: {answer}");
    }
    let first = get(&practice, &token, "/api/vulnerabilities?$top=2&$count=true").await;
    let next = first["@odata.nextLink"].as_str().unwrap();
    let second = get(&practice, &token, next).await;
    assert!(ids(&first).iter().all(|id| !ids(&second).contains(id)));
    practice.stop().await;
}

#[tokio::test]
async fn scores_are_numbers_within_their_scale() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    let exposure = get(&practice, &token, "/api/exposureScore").await;
    let score = exposure["score"].as_f64().unwrap();
    assert!(score > 0.0 && score < 100.0, "{score}");
    let configuration = get(&practice, &token, "/api/v1.0/configurationScore").await;
    assert!(configuration["score"].as_f64().unwrap() > 0.0);
    assert!(
        configuration["@odata.context"]
            .as_str()
            .unwrap()
            .ends_with("#ConfigurationScore/$entity")
    );
    practice.stop().await;
}

#[tokio::test]
async fn each_list_asks_for_its_own_permission() {
    let practice = Practice::start().await;
    let token = practice.token_with("mde", &["File.Read.All"]).await;
    let app = practice.ready().apps.unconsented.clone();
    let secret = app.client_secret.unwrap();
    let (_, answer) = practice
        .by_secret("contoso.com", &app.client_id, &secret, MDE)
        .await;
    let without = answer["access_token"].as_str().unwrap();
    for (path, role) in [
        ("/api/vulnerabilities", "Vulnerability.Read.All"),
        ("/api/vulnerabilities/CVE-2024-3094", "Vulnerability.Read.All"),
        (
            "/api/vulnerabilities/CVE-2024-3094/machineReferences",
            "Vulnerability.Read.All",
        ),
        ("/api/machines/1/vulnerabilities", "Vulnerability.Read.All"),
        ("/api/Software", "Software.Read.All"),
        ("/api/machines/1/software", "Software.Read.All"),
        ("/api/recommendations", "SecurityRecommendation.Read.All"),
        ("/api/exposureScore", "Score.Read.All"),
        ("/api/configurationScore", "Score.Read.All"),
    ] {
        let (status, answer) = practice.call(path, without).await;
        let message = answer["error"]["message"].as_str().unwrap();
        assert_eq!(status, 403, "{path}");
        assert!(
            message.contains(&format!("API required roles: {role},")),
            "{message}"
        );
        assert_ne!(practice.call(path, &token).await.0, 403, "{path}");
    }
    practice.stop().await;
}
