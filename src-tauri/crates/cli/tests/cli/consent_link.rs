//! `handrail consent-link`: nobody has to know a tenant ID, and the message is in the customer's language.

use std::fs;

use serde_json::json;
use url::Url;

use crate::run::{DONE, ERROR, FINDING, Practice, WRONG_USAGE, run};

const CLIENT: &str = "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918";

fn named(link: &str, name: &str) -> Option<String> {
    let link: Url = link.parse().unwrap();
    let mut pairs = link.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[test]
fn a_domain_and_a_client_id_are_enough_for_link_and_message() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let domain = practice.text("/customers/0/domain");
    let wanted = format!(
        "consent-link --tenant {domain} --client-id {CLIENT} {}",
        practice.cloud()
    );
    let outcome = run(&home, &format!("{wanted} --json"));
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let document = outcome.document();
    let tenant = practice.text("/customers/0/tenantId");
    assert_eq!(document["tenantId"], tenant);
    let link = document["link"].as_str().unwrap();
    assert_eq!(
        link.parse::<Url>().unwrap().path(),
        format!("/{tenant}/adminconsent")
    );
    assert_eq!(named(link, "client_id").as_deref(), Some(CLIENT));
    assert_eq!(named(link, "state").as_deref(), document["state"].as_str());
    assert_eq!(named(link, "redirect_uri").as_deref(), Some("http://localhost"));
    assert!(document["message"].as_str().unwrap().contains(link));

    let french = run(&home, &format!("{wanted} --lang fr"));
    assert!(
        french.stdout.starts_with("Bonjour,") && french.stdout.contains("Accepter"),
        "{french:#?}"
    );
}

#[test]
fn scopes_and_a_page_of_ones_own_stand_in_the_link() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let wanted = format!(
        "consent-link --tenant {} --client-id {CLIENT} --redirect-uri https://soc.example/done \
         --scope https://api.security.microsoft.com/.default --scope https://graph.microsoft.com/.default --json {}",
        practice.text("/customers/0/domain"),
        practice.cloud()
    );
    let document = run(&home, &wanted).document();
    let link = document["link"].as_str().unwrap();
    assert!(link.contains("/v2.0/adminconsent?"), "{link}");
    assert_eq!(
        named(link, "scope").as_deref(),
        Some("https://api.security.microsoft.com/.default https://graph.microsoft.com/.default")
    );
    assert_eq!(
        named(link, "redirect_uri").as_deref(),
        Some("https://soc.example/done")
    );
}

#[test]
fn a_connection_stands_for_the_client_id_and_never_asks_its_own_tenant() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let document = json!({"connections": {"version": 1, "connections": [{
        "id": "one", "name": "SOC", "cloud": "practice", "tenantId": practice.text("/tenantId"),
        "tenantDomain": practice.text("/tenantDomain"), "clientId": CLIENT,
        "goal": {"api": "xdr", "context": "application", "tenancy": "customers"},
        "secret": null, "account": null, "lastAnswer": null,
    }]}});
    fs::create_dir_all(home.path().join("data")).unwrap();
    fs::write(home.path().join("data/connections.json"), document.to_string()).unwrap();
    let wanted = |domain: &str| {
        format!(
            "consent-link --tenant {domain} --connection SOC --json {}",
            practice.cloud()
        )
    };
    let document = run(&home, &wanted(practice.text("/customers/0/domain"))).document();
    assert_eq!(
        named(document["link"].as_str().unwrap(), "client_id").as_deref(),
        Some(CLIENT)
    );
    let message = document["message"].as_str().unwrap();
    assert!(
        message.contains("Incident.Read.All") && message.contains(practice.text("/tenantDomain")),
        "{message}"
    );

    let own = run(&home, &wanted(practice.text("/tenantDomain")));
    assert_eq!(own.code, Some(ERROR), "{own:#?}");
    assert_eq!(own.document()["error"]["code"], "customer_is_home");
}

#[test]
fn what_cannot_be_asked_is_refused_before_anybody_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let registration = format!("--client-id {CLIENT} {}", practice.cloud());
    let code = |line: &str| run(&home, &format!("consent-link {line} {registration} --json")).code;
    assert_eq!(code("--tenant nowhere.example"), Some(FINDING));
    let domain = practice.text("/customers/0/domain");
    let plain = format!("--tenant {domain} --redirect-uri http://soc.example/done");
    assert_eq!(code(&plain), Some(ERROR));
    assert_eq!(code(""), Some(WRONG_USAGE));
}
