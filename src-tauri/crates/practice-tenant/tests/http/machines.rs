//! Devices and users of Defender for Endpoint.

use serde_json::{Value, json};

use crate::harness::{MDE, Practice};

fn ids(list: &Value) -> Vec<&str> {
    let all = list["value"].as_array().unwrap().iter();
    all.map(|one| one["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_list_takes_the_documented_filters() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    let (_, all) = practice.call("/api/machines", &token).await;
    assert_eq!(ids(&all).len(), 60);
    assert_eq!(all["value"], practice.truth().await["machines"]);
    let machines = all["value"].as_array().unwrap();
    let tag = machines
        .iter()
        .find_map(|one| one["machineTags"][0].as_str())
        .unwrap();
    let is_tagged = |one: &&Value| one["machineTags"].as_array().unwrap().contains(&json!(tag));
    let name = machines[0]["computerDnsName"].as_str().unwrap();
    let expected = |wanted: &dyn Fn(&&Value) -> bool| machines.iter().filter(wanted).count();
    for (filter, count) in [
        (
            "riskScore+eq+'High'".to_owned(),
            expected(&|one| one["riskScore"] == "High"),
        ),
        (
            "healthStatus+ne+'Active'".to_owned(),
            expected(&|one| one["healthStatus"] != "Active"),
        ),
        (
            format!("machineTags/any(tag: tag eq '{tag}')"),
            expected(&is_tagged),
        ),
        (format!("startswith(computerDnsName,'{}')", &name[..3]), {
            expected(&|one| one["computerDnsName"].as_str().unwrap().starts_with(&name[..3]))
        }),
        (
            "lastSeen gt 2018-08-01Z and osPlatform in ('Linux','macOS')".to_owned(),
            { expected(&|one| one["osPlatform"] == "Linux" || one["osPlatform"] == "macOS") },
        ),
        (
            "aadDeviceId eq null".to_owned(),
            expected(&|one| one["aadDeviceId"].is_null()),
        ),
    ] {
        let (status, list) = practice
            .call(&format!("/api/machines?$filter={filter}"), &token)
            .await;
        assert_eq!(status, 200, "{list}");
        assert_eq!(ids(&list).len(), count, "{filter}");
        assert!(count > 0 && count < 60, "{filter}");
    }
    for query in [
        "$filter=firstSeen gt 2018-08-01Z",
        "$filter=osBuild eq 1",
        "$orderby=id",
        "$top=10001",
        "$search=x",
    ] {
        let (status, answer) = practice.call(&format!("/api/machines?{query}"), &token).await;
        assert_eq!(status, 400, "{query}");
        assert!(answer["error"]["target"].is_string());
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_machine_is_found_by_id_and_by_name_with_its_alerts_and_users() {
    let practice = Practice::start().await;
    let token = practice
        .token_with(
            "mde",
            &["User.Read.All", "File.Read.All", "Ip.Read.All", "Url.Read.All"],
        )
        .await;
    let (_, alerts) = practice.call("/api/alerts?$expand=evidence", &token).await;
    let alert = &alerts["value"][0];
    let (id, name) = (
        alert["machineId"].as_str().unwrap(),
        alert["computerDnsName"].as_str().unwrap(),
    );
    let (_, machine) = practice.call(&format!("/api/v1.0/machines/{id}"), &token).await;
    assert_eq!(machine["computerDnsName"], name);
    assert_eq!(
        practice.call(&format!("/api/machines/{name}"), &token).await.1,
        machine
    );
    let alert_id = alert["id"].as_str().unwrap();
    assert_eq!(
        practice
            .call(&format!("/api/alerts/{alert_id}/machine"), &token)
            .await
            .1,
        machine
    );
    let (_, theirs) = practice.call(&format!("/api/machines/{id}/alerts"), &token).await;
    let expected: Vec<&str> = alerts["value"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["machineId"] == id)
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids(&theirs), expected);
    let (_, user) = practice
        .call(&format!("/api/alerts/{alert_id}/user"), &token)
        .await;
    assert_eq!(user["accountName"], alert["relatedUser"]["userName"]);
    let (_, users) = practice
        .call(&format!("/api/machines/{id}/logonusers"), &token)
        .await;
    assert!(ids(&users).contains(&user["id"].as_str().unwrap()));
    let account = user["accountName"].as_str().unwrap();
    let (_, about) = practice
        .call(&format!("/api/users/{account}/alerts"), &token)
        .await;
    assert!(ids(&about).contains(&alert_id));
    practice.stop().await;
}

#[tokio::test]
async fn files_addresses_and_domains_of_an_alert_are_those_of_its_evidence() {
    let practice = Practice::start().await;
    let token = practice
        .token_with("mde", &["File.Read.All", "Ip.Read.All", "Url.Read.All"])
        .await;
    let (_, alerts) = practice
        .call("/api/alerts?$expand=evidence&$top=60", &token)
        .await;
    let (mut files, mut addresses) = (0, 0);
    for alert in alerts["value"].as_array().unwrap() {
        let evidence = alert["evidence"].as_array().unwrap();
        let of = |field: &str| evidence.iter().find_map(|one| one[field].as_str());
        let path = |part: &str| format!("/api/alerts/{}/{part}", alert["id"].as_str().unwrap());
        let (_, found) = practice.call(&path("files"), &token).await;
        assert_eq!(found["value"][0]["sha256"].as_str(), of("sha256"));
        files += usize::from(of("sha256").is_some());
        let (_, found) = practice.call(&path("ips"), &token).await;
        assert_eq!(found["value"][0]["id"].as_str(), of("ipAddress"));
        addresses += usize::from(of("ipAddress").is_some());
        let (_, found) = practice.call(&path("domains"), &token).await;
        let host = of("url").map(|text| url::Url::parse(text).unwrap().host_str().unwrap().to_owned());
        assert_eq!(found["value"][0]["host"].as_str(), host.as_deref());
    }
    assert!(files > 0 && addresses > 0);
    practice.stop().await;
}

#[tokio::test]
async fn each_call_asks_for_its_own_permission() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    let (_, alerts) = practice.call("/api/alerts?$top=1", &token).await;
    let alert = alerts["value"][0]["id"].as_str().unwrap();
    let machine = alerts["value"][0]["machineId"].as_str().unwrap();
    for (path, role) in [
        (format!("/api/machines/{machine}/logonusers"), "User.Read.All"),
        (format!("/api/alerts/{alert}/user"), "User.Read.All"),
        (format!("/api/alerts/{alert}/files"), "File.Read.All"),
        (format!("/api/alerts/{alert}/ips"), "Ip.Read.All"),
        (format!("/api/alerts/{alert}/domains"), "Url.Read.All"),
    ] {
        let (status, answer) = practice.call(&path, &token).await;
        assert_eq!(status, 403, "{path}");
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(
            message.contains(&format!("API required roles: {role},")),
            "{message}"
        );
    }
    for path in [
        "/api/machines/123123123",
        "/api/alerts/da1_1/machine",
        "/api/users/nobody/alerts",
    ] {
        let (status, answer) = practice.call(path, &token).await;
        assert_eq!(
            (status.as_u16(), &answer["error"]["code"]),
            (404, &json!("ResourceNotFound")),
            "{path}"
        );
    }
    practice.stop().await;
}
