//! Discovery and keys.

use reqwest::{Certificate, Client};
use serde_json::{Map, Value};

use crate::harness::{Practice, XDR, aadsts};

#[tokio::test]
async fn a_tenant_is_found_by_id_and_by_domain_with_endpoints_of_the_same_origin() {
    let practice = Practice::start().await;
    let tenant = practice.ready().tenant_id.clone();
    for name in [
        tenant.as_str(),
        "contoso.com",
        "contoso.onmicrosoft.com",
        "CONTOSO.com",
    ] {
        let document = practice
            .document(&format!("/{name}/v2.0/.well-known/openid-configuration"))
            .await;
        assert_eq!(document["issuer"], practice.url(&format!("/{tenant}/v2.0")));
        assert_eq!(
            document["token_endpoint"],
            practice.url(&format!("/{tenant}/oauth2/v2.0/token"))
        );
        assert_eq!(
            document["authorization_endpoint"],
            practice.url(&format!("/{tenant}/oauth2/v2.0/authorize"))
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn an_address_without_a_tenant_has_the_placeholder_issuer() {
    let practice = Practice::start().await;
    for name in ["common", "organizations"] {
        let document = practice
            .document(&format!("/{name}/v2.0/.well-known/openid-configuration"))
            .await;
        assert_eq!(document["issuer"], practice.url("/{tenantid}/v2.0"));
        assert_eq!(document["tenant_region_scope"], Value::Null);
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_name_that_nobody_has_is_refused_in_words_that_name_it() {
    let practice = Practice::start().await;
    for (name, code) in [
        ("nowhere.example", 90002),
        ("11111111-2222-3333-4444-555555555555", 90002),
        ("nowhere", 900_023),
    ] {
        let url = practice.url(&format!("/{name}/v2.0/.well-known/openid-configuration"));
        let response = practice
            .client
            .get(url)
            .header("client-request-id", "7f3c1f6e-2f4f-4d10-9d53-0a4a3f6e8f10")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 400);
        let answer: Value = response.json().await.unwrap();
        assert_eq!(aadsts(&answer), code);
        assert!(
            answer["error_description"]
                .as_str()
                .unwrap()
                .contains(&format!("'{name}'"))
        );
        assert_eq!(answer["correlation_id"], "7f3c1f6e-2f4f-4d10-9d53-0a4a3f6e8f10");
    }
    practice.stop().await;
}

#[tokio::test]
async fn https_is_trusted_through_the_authority_file_and_keeps_its_own_origin() {
    let practice = Practice::start().await;
    let ready = practice.ready();
    let authority = std::fs::read(ready.ca_file.as_ref().unwrap()).unwrap();
    let authority = Certificate::from_pem(&authority).unwrap();
    let client = Client::builder()
        .no_proxy()
        .tls_certs_only([authority])
        .build()
        .unwrap();
    let origin = ready.origin_tls.clone().unwrap();
    let url = format!("{}/v2.0/.well-known/openid-configuration", ready.authority);
    let document: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(document["issuer"], format!("{origin}/{}/v2.0", ready.tenant_id));
    let cloud: Value = serde_json::from_str(&std::fs::read_to_string(&ready.cloud_file).unwrap()).unwrap();
    assert_eq!(cloud["entra_authority"], origin);
    practice.stop().await;
}

#[tokio::test]
async fn a_token_verifies_against_the_published_keys() {
    let practice = Practice::start().await;
    let token = practice.application_token(XDR).await;
    for path in ["/contoso.com/discovery/v2.0/keys", "/common/discovery/keys"] {
        let keys = practice.document(path).await;
        let kid = jsonwebtoken::decode_header(&token).unwrap().kid.unwrap();
        let key = keys["keys"]
            .as_array()
            .unwrap()
            .iter()
            .find(|key| key["kid"] == kid.as_str())
            .unwrap();
        assert!(key["issuer"].as_str().unwrap().contains("{tenantid}"));
        assert!(!key["x5c"][0].as_str().unwrap().is_empty());
        let numbers = (key["n"].as_str().unwrap(), key["e"].as_str().unwrap());
        let key = jsonwebtoken::DecodingKey::from_rsa_components(numbers.0, numbers.1).unwrap();
        let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
        validation.set_audience(&["https://api.security.microsoft.com"]);
        let verified = jsonwebtoken::decode::<Map<String, Value>>(&token, &key, &validation).unwrap();
        assert_eq!(verified.claims["tid"], practice.ready().tenant_id.as_str());
    }
    practice.stop().await;
}

#[tokio::test]
async fn instance_discovery_knows_this_host_alone() {
    let practice = Practice::start().await;
    let endpoint = practice.url("/contoso.com/oauth2/v2.0/authorize");
    let request = practice.client.get(practice.url("/common/discovery/instance"));
    let request = request.query(&[("api-version", "1.1"), ("authorization_endpoint", &endpoint)]);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    let host = practice.ready().origin.replace("http://", "");
    assert_eq!(answer["metadata"][0]["aliases"], serde_json::json!([host]));
    let expected = format!(
        "/{}/v2.0/.well-known/openid-configuration",
        practice.ready().tenant_id
    );
    assert_eq!(answer["tenant_discovery_endpoint"], practice.url(&expected));
    practice.stop().await;
}
