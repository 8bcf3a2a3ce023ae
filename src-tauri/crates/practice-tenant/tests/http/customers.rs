//! A partner's customers: many of them, each in a state that can be changed, each in its own tenant.

use handrail_practice_tenant::{CustomerState, Options, ReadyCustomer};
use serde_json::{Value, json};

use crate::harness::{GRAPH, Page, Practice, XDR, aadsts, claims};

async fn with_six() -> Practice {
    let options = Options {
        customers: 6,
        ..Options::default()
    };
    Practice::with(options).await
}

/// What a token request for the partner's app in that tenant is answered.
async fn asked(practice: &Practice, tenant: &str) -> (u16, Value) {
    let app = practice.ready().apps.partner.clone();
    let secret = app.client_secret.unwrap();
    let (status, answer) = practice.by_secret(tenant, &app.client_id, &secret, GRAPH).await;
    (status.as_u16(), answer)
}

/// What a customer's tenant lets the partner's app do, in one word or number.
async fn met(practice: &Practice, tenant: &str) -> String {
    let (status, answer) = asked(practice, tenant).await;
    if status != 200 {
        return format!("AADSTS{}", aadsts(&answer));
    }
    let token = answer["access_token"].as_str().unwrap();
    let roles = claims(token)["roles"].as_array().map_or(0, Vec::len);
    let (status, _) = practice.call("/v1.0/security/incidents?$top=1", token).await;
    format!("{roles} roles, {}", status.as_u16())
}

#[tokio::test]
async fn a_customer_can_be_put_into_every_state_and_says_so() {
    let practice = with_six().await;
    let customer = practice.ready().customers[0].clone();
    for (state, expected) in [
        ("no-app", "AADSTS7000229"),
        ("no-roles", "0 roles, 403"),
        ("partial-roles", "1 roles, 403"),
        ("blocked", "AADSTS53003"),
        ("not-provisioned", "3 roles, 403"),
        ("consented", "3 roles, 200"),
    ] {
        let switch = json!({"tenantId": customer.tenant_id, "state": state});
        let now = practice.control("/practice/customers", &switch).await;
        assert_eq!(
            (&now["state"], &now["domain"]),
            (&json!(state), &json!(customer.domain))
        );
        assert_eq!(met(&practice, &customer.tenant_id).await, expected, "{state}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_list_of_customers_says_where_each_is_by_now() {
    let practice = with_six().await;
    let app = practice.ready().apps.partner.client_id.clone();
    let listed = practice.document("/practice/customers").await;
    let mut listed: Vec<(String, String)> = serde_json::from_value::<Vec<Value>>(listed["customers"].clone())
        .unwrap()
        .iter()
        .map(|one| (one["tenantId"].to_string(), one["state"].to_string()))
        .collect();
    let ready = practice.ready().customers.iter();
    let mut ready: Vec<(String, String)> = ready
        .map(|one| (json!(one.tenant_id).to_string(), json!(one.state).to_string()))
        .collect();
    listed.sort();
    ready.sort();
    assert_eq!(listed, ready);

    // One permission more, and nobody has consented to all of them.
    let more = [("kind", "application"), ("permission", "Ti.ReadWrite.All")];
    practice
        .submit(&format!("/portal/apps/{app}/api-permissions/add/mde"), &more)
        .await;
    let listed = practice.document("/practice/customers").await;
    let states: Vec<&Value> = listed["customers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert!(!states.contains(&&json!("consented")), "{states:?}");
    practice.stop().await;
}

#[tokio::test]
async fn only_a_customer_has_a_state_to_switch() {
    let practice = with_six().await;
    for tenant in [practice.ready().tenant_domain.as_str(), "nobody.example"] {
        let switch = json!({"tenantId": tenant, "state": "consented"});
        let url = practice.url("/practice/customers");
        let refused = practice.client.post(url).json(&switch).send().await.unwrap();
        assert_eq!(refused.status(), 404, "{tenant}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn calls_and_token_requests_are_found_by_tenant() {
    let practice = with_six().await;
    let (one, other) = (
        practice.ready().customers[0].clone(),
        practice.ready().customers[1].clone(),
    );
    let (_, answer) = asked(&practice, &one.domain).await;
    let token = answer["access_token"].as_str().unwrap();
    practice.call("/v1.0/security/incidents?$top=1", token).await;
    let _ = asked(&practice, &other.domain).await;
    let home = practice.application_token(XDR).await;
    practice.call("/api/incidents?$top=1", &home).await;

    let calls = |query: String| {
        let practice = &practice;
        async move { practice.document(&format!("/practice/calls{query}")).await }
    };
    let partner = &practice.ready().apps.partner.client_id;
    let of_one = calls(format!("?tenant={}", one.domain)).await;
    assert_eq!(
        of_one,
        json!({
            "requests": [{
                "method": "GET", "path": "/v1.0/security/incidents?$top=1", "status": 200,
                "tenantId": one.tenant_id, "clientId": partner,
            }],
            "requestsForgotten": 0,
            "tokenRequests": [{
                "tenantId": one.tenant_id, "clientId": partner,
                "grantType": "client_credentials", "status": 200, "error": null,
            }],
            "tokenRequestsForgotten": 0,
        })
    );
    let of_other = calls(format!("?tenant={}", other.tenant_id)).await;
    assert_eq!(of_other["requests"], json!([]));
    assert_eq!(of_other["tokenRequests"][0]["error"], json!(7_000_229));
    let of_partner = calls(format!("?client={partner}")).await;
    assert_eq!(of_partner["tokenRequests"].as_array().unwrap().len(), 2);
    let all = calls(String::new()).await;
    assert_eq!(all["requests"].as_array().unwrap().len(), 2);
    assert_eq!(all["tokenRequests"].as_array().unwrap().len(), 3);
    let nobody = practice
        .client
        .get(practice.url("/practice/calls?tenant=nobody.example"));
    assert_eq!(nobody.send().await.unwrap().status(), 404);
    practice.stop().await;
}

#[tokio::test]
async fn every_third_token_request_of_an_application_is_told_to_wait() {
    let practice = with_six().await;
    practice.turn("token-throttled", true).await;
    let tenant = practice.ready().customers[0].domain.clone();
    let app = practice.ready().apps.partner.clone();
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", app.client_id.as_str()),
            ("client_secret", app.client_secret.as_deref().unwrap()),
            ("scope", GRAPH),
        ];
        let url = practice.url(&format!("/{tenant}/oauth2/v2.0/token"));
        let answer = practice.client.post(url).form(&form).send().await.unwrap();
        statuses.push(answer.status().as_u16());
        if answer.status() == 429 {
            assert_eq!(answer.headers()["retry-after"], "1");
            assert_eq!(answer.text().await.unwrap(), "Too Many Requests");
        }
    }
    assert_eq!(statuses, [200, 200, 429, 200, 200, 429]);
    let log = practice
        .document(&format!("/practice/calls?tenant={tenant}"))
        .await;
    let throttled = log["tokenRequests"].as_array().unwrap().iter();
    assert_eq!(throttled.filter(|one| one["status"] == 429).count(), 2);
    practice.stop().await;
}

#[tokio::test]
async fn each_customer_has_incidents_of_its_own() {
    let practice = with_six().await;
    let consented: Vec<_> = practice
        .ready()
        .customers
        .iter()
        .filter(|one| one.state == CustomerState::Consented)
        .collect();
    let customer = consented[0];
    let of_customer = practice
        .document(&format!(
            "/practice/truth?tenant={}&only=incidents",
            customer.tenant_id
        ))
        .await;
    let of_home = practice.document("/practice/truth?only=incidents").await;
    assert_eq!(of_customer["tenantId"], json!(customer.tenant_id));
    assert_ne!(of_customer["incidents"], of_home["incidents"]);

    let (_, answer) = asked(&practice, &customer.domain).await;
    let token = answer["access_token"].as_str().unwrap();
    let (_, read) = practice.call("/v1.0/security/incidents?$top=50", token).await;
    let ids = |list: &Value| -> Vec<String> {
        let all = list.as_array().unwrap().iter();
        all.map(|one| one["id"].to_string()).collect()
    };
    let (mut read, mut held) = (ids(&read["value"]), ids(&of_customer["incidents"]));
    read.sort();
    held.sort();
    assert_eq!(read, held);
    practice.stop().await;
}

#[tokio::test]
async fn the_partner_reads_its_own_registration_at_home_and_nowhere_else() {
    let practice = with_six().await;
    let app = &practice.ready().apps.partner.client_id;
    let path = format!("/v1.0/applications?$filter=appId eq '{app}'");
    let (_, home) = asked(&practice, &practice.ready().tenant_id).await;
    let (status, answer) = practice.call(&path, home["access_token"].as_str().unwrap()).await;
    assert_eq!(
        (status.as_u16(), &answer["value"][0]["appId"]),
        (200, &json!(app))
    );
    let listed = answer["value"][0]["requiredResourceAccess"].to_string();
    assert!(
        !listed.contains("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
        "{listed}"
    );
    let (_, customer) = asked(&practice, &practice.ready().customers[0].tenant_id).await;
    let (status, _) = practice
        .call(&path, customer["access_token"].as_str().unwrap())
        .await;
    assert_eq!(status, 403);
    practice.stop().await;
}

/// What the customer's own administrator does about the partner's app in the portal, switched to their directory.
async fn in_the_customers_directory(
    practice: &Practice,
    customer: &ReadyCustomer,
    page: &str,
    form: &[(&str, &str)],
) -> Page {
    let app = &practice.ready().apps.partner.client_id;
    let url = practice.url(&format!("/portal/enterprise-apps/{app}{page}"));
    let switched = format!("practice-directory={}", customer.tenant_id);
    let request = practice.client.post(url).header("cookie", switched).form(form);
    Page::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_customers_administrator_revokes_one_permission_or_the_whole_app() {
    let practice = with_six().await;
    let customer = practice.ready().customers[0].clone();
    let app = practice.ready().apps.partner.client_id.clone();
    let revoked = [
        ("resource", "graph"),
        ("kind", "application"),
        ("permission", "SecurityIncident.Read.All"),
    ];
    let done = in_the_customers_directory(&practice, &customer, "/permissions/revoke", &revoked).await;
    assert_eq!(done.status, 303);
    assert_eq!(met(&practice, &customer.tenant_id).await, "2 roles, 403");
    in_the_customers_directory(&practice, &customer, "/properties/delete", &[]).await;
    assert_eq!(met(&practice, &customer.tenant_id).await, "AADSTS7000229");
    let home = practice
        .page(&format!("/portal/enterprise-apps/{app}/overview"))
        .await;
    assert_eq!(home.status, 200, "the home tenant keeps its own");
    practice.stop().await;
}

#[tokio::test]
async fn what_one_customer_grants_spreads_in_that_tenant_at_its_own_pace() {
    let practice = with_six().await;
    let (fresh, old) = (
        practice.ready().customers[1].clone(),
        practice.ready().customers[0].clone(),
    );
    practice.turn("propagation-delay", true).await;
    let granted = json!({"tenantId": fresh.tenant_id, "state": "consented"});
    practice.control("/practice/customers", &granted).await;
    for (seconds, expected) in [(0, "AADSTS7000229"), (6, "0 roles, 403"), (30, "3 roles, 200")] {
        practice
            .control("/practice/clock", &json!({"advanceSeconds": seconds}))
            .await;
        assert_eq!(
            met(&practice, &fresh.tenant_id).await,
            expected,
            "after {seconds} s"
        );
        assert_eq!(met(&practice, &old.tenant_id).await, "3 roles, 200");
    }
    practice.stop().await;
}

#[tokio::test]
async fn only_the_privileged_administrator_of_a_customer_may_consent_to_applications_reading_graph() {
    let practice = with_six().await;
    let customer = practice.ready().customers[1].clone();
    let app = practice.ready().apps.partner.client_id.clone();
    let link = format!(
        "/{}/adminconsent?client_id={app}&redirect_uri=http://localhost:1&state=s",
        customer.domain
    );
    for (person, heading) in [
        ("appadmin", "Need admin approval"),
        ("admin", "Permissions requested"),
    ] {
        let account = format!("{person}@{}", customer.domain);
        let filled = practice
            .page(&link)
            .await
            .send(&practice, &[("account", &account)])
            .await;
        let password = filled.attribute("input[name=passwd]", "value").unwrap();
        let credentials = [("loginfmt", account.as_str()), ("passwd", password.as_str())];
        let asked = filled.send(&practice, &credentials).await;
        assert_eq!(asked.text("h1").as_deref(), Some(heading), "{account}");
    }
    practice.stop().await;
}
