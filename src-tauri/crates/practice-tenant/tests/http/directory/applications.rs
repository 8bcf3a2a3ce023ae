//! `/applications`: what may be said of one, how it is found, and its secrets.

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{Practice, XDR, aadsts};

const A_GUID: &str = "11111111-2222-3333-4444-555555555555";

#[tokio::test]
async fn a_registration_is_found_by_object_id_by_client_id_and_by_filter() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = script
        .post("/applications", &json!({"displayName": "It's mine"}))
        .await;
    let (id, client_id) = (text(&app["id"]), text(&app["appId"]));
    assert_ne!(id, client_id);
    assert_eq!(app["signInAudience"], "AzureADMyOrg", "the default");
    for path in [
        format!("/applications/{id}"),
        format!("/applications(appId='{client_id}')"),
        format!("/applications?$filter=appId eq '{client_id}'"),
        "/applications?$filter=displayName eq 'It''s mine'".to_owned(),
        "/applications?$filter=startswith(displayName,'It''s')".to_owned(),
    ] {
        let found = script.get(&path).await;
        let found = found["value"].get(0).unwrap_or(&found);
        assert_eq!(found["id"], id, "{path}");
    }
    let (status, answer) = script
        .call(Method::GET, &format!("/applications/{client_id}"), None)
        .await;
    assert_eq!(
        (status, refusal(&answer).0),
        (404, "Request_ResourceNotFound"),
        "a client id is no object id"
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_list_comes_in_pages_with_only_the_fields_asked_for() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let mut names = Vec::new();
    let mut next = Some("/applications?$top=2&$select=displayName&$orderby=displayName desc".to_owned());
    while let Some(path) = next {
        let page = script.get(&path).await;
        for app in page["value"].as_array().unwrap() {
            assert_eq!(app.as_object().unwrap().len(), 1, "{app}");
            names.push(text(&app["displayName"]).to_owned());
        }
        next = page["@odata.nextLink"].as_str().map(str::to_owned);
    }
    let mut sorted = names.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(names, sorted);
    assert_eq!(
        names.len(),
        practice.truth().await["apps"].as_array().unwrap().len()
    );
    let counted = practice
        .client
        .get(practice.url("/v1.0/applications?$count=true&$top=1"))
        .bearer_auth(script.token())
        .header("ConsistencyLevel", "eventual");
    let counted: Value = counted.send().await.unwrap().json().await.unwrap();
    assert_eq!(counted["@odata.count"], names.len());
    let wrong = [
        (
            "$filter=isFallbackPublicClient eq true",
            "Request_UnsupportedQuery",
        ),
        ("$filter=nonsense", "Request_UnsupportedQuery"),
        ("$select=secretText&$orderby=nothing", "Request_UnsupportedQuery"),
        ("$top=1000", "Request_UnsupportedQuery"),
        ("$skip=1", "Request_BadRequest"),
        ("$count=true", "Request_BadRequest"),
    ];
    for (query, code) in wrong {
        let (status, answer) = script
            .call(Method::GET, &format!("/applications?{query}"), None)
            .await;
        assert_eq!((status, refusal(&answer).0), (400, code), "{query}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn each_wrong_body_is_refused_in_graphs_words_and_changes_nothing() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let before = practice.truth().await["apps"].clone();
    let value = |property: &str| {
        format!("Invalid value specified for property '{property}' of resource 'Application'.")
    };
    let schema =
        |property: &str| format!("Property {property} in payload has a value that does not match schema.");
    let cases = [
        (
            json!({}),
            "A value is required for property 'displayName' of resource 'Application'.".to_owned(),
        ),
        (json!({"displayName": ""}), value("displayName")),
        (json!({"displayName": 7}), schema("displayName")),
        (
            json!({"displayName": "x", "signInAudience": "Everybody"}),
            value("signInAudience"),
        ),
        (
            json!({"displayName": "x", "web": {"redirectUris": ["http://example.com"]}}),
            value("web"),
        ),
        (
            json!({"displayName": "x", "spa": {"redirectUris": ["https://a.example/#x"]}}),
            value("spa"),
        ),
        (
            json!({"displayName": "x", "publicClient": {"redirectUris": ["http://localhost", "http://localhost"]}}),
            value("publicClient"),
        ),
        (
            json!({"displayName": "x", "publicClient": {"redirectUris": "http://localhost"}}),
            schema("redirectUris"),
        ),
        (
            json!({"displayName": "x", "requiredResourceAccess": [{"resourceAppId": A_GUID, "resourceAccess": [{"id": A_GUID, "type": "Rolle"}]}]}),
            value("requiredResourceAccess"),
        ),
        (
            json!({"displayName": "x", "requiredResourceAccess": [{"resourceAppId": "graph", "resourceAccess": []}]}),
            schema("requiredResourceAccess"),
        ),
        (
            json!({"displayName": "x", "identifierUris": ["https://example.com"]}),
            value("identifierUris"),
        ),
        (
            json!({"displayName": "x", "isFallbackPublicClient": "yes"}),
            schema("isFallbackPublicClient"),
        ),
        (
            json!({"displayName": "x", "passwordCredentials": []}),
            "New password credentials must be generated using service actions.".to_owned(),
        ),
        (
            json!({"displayName": "x", "keyCredentials": []}),
            "Key credentials cannot be set on creation; update the application with them.".to_owned(),
        ),
        (
            json!({"displayName": "x", "appId": A_GUID}),
            "Property 'appId' is read-only and cannot be set.".to_owned(),
        ),
        (
            json!({"displayName": "x", "colour": "red"}),
            "Invalid property 'colour'.".to_owned(),
        ),
        (
            json!({"displayName": "x", "notes": "kept?"}),
            "The practice tenant does not hold the property 'notes'; leave it out.".to_owned(),
        ),
    ];
    for (body, message) in cases {
        let (status, answer) = script.call(Method::POST, "/applications", Some(&body)).await;
        let (code, got) = refusal(&answer);
        assert_eq!(
            (status, code, got),
            (400, "Request_BadRequest", message.as_str()),
            "{body}"
        );
    }
    assert_eq!(practice.truth().await["apps"], before);
    practice.stop().await;
}

#[tokio::test]
async fn a_change_touches_only_what_it_names() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = script
        .post(
            "/applications",
            &json!({
                "displayName": "Before",
                "signInAudience": "AzureADMyOrg",
                "publicClient": {"redirectUris": ["http://localhost", "http://127.0.0.1/back"]},
                "web": {"redirectUris": ["https://app.contoso.com/back"]},
            }),
        )
        .await;
    let path = format!("/applications/{}", text(&app["id"]));
    let own = format!("api://{}", text(&app["appId"]));
    script
        .patch(
            &path,
            &json!({"displayName": "After", "web": {"redirectUris": []}, "spa": {"redirectUris": ["https://app.contoso.com/spa"]}, "identifierUris": [own], "isFallbackPublicClient": true}),
        )
        .await;
    let mut expected = app;
    expected["displayName"] = "After".into();
    expected["web"]["redirectUris"] = json!([]);
    expected["spa"]["redirectUris"] = json!(["https://app.contoso.com/spa"]);
    expected["identifierUris"] = json!([own]);
    expected["isFallbackPublicClient"] = true.into();
    assert_eq!(script.get(&path).await, expected);
    practice.stop().await;
}

#[tokio::test]
async fn a_permission_that_no_api_offers_is_written_down_and_comes_to_nothing() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    // The id of an application permission, called a scope.
    let wanted = json!([{"resourceAppId": "8ee8fdad-f234-4243-8f3b-15c294843740", "resourceAccess": [
        {"id": "a9790345-4595-42e4-971a-ccdc79f19b7c", "type": "Scope"}]}]);
    let app = script
        .post(
            "/applications",
            &json!({"displayName": "Mixed up", "requiredResourceAccess": wanted}),
        )
        .await;
    assert_eq!(app["requiredResourceAccess"], wanted);
    let truth = practice.truth().await;
    let apps = truth["apps"].as_array().unwrap();
    let held = apps.iter().find(|one| one["clientId"] == app["appId"]).unwrap();
    assert_eq!(held["permissions"], json!([]));
    assert_eq!(held["permissionsInVain"][0]["type"], "delegated");
    practice.stop().await;
}

#[tokio::test]
async fn the_value_of_a_secret_is_shown_once_and_ends_with_its_removal() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (app, _) = script.registered(&json!({"displayName": "Secretive"})).await;
    let (client_id, path) = (text(&app["appId"]), format!("/applications/{}", text(&app["id"])));
    let wish = json!({"passwordCredential": {"displayName": "job", "endDateTime": "2030-01-01T00:00:00Z"}});
    let secret = script.post(&format!("{path}/addPassword"), &wish).await;
    let value = text(&secret["secretText"]);
    assert_eq!(text(&secret["hint"]), &value[..3]);
    assert_eq!(secret["endDateTime"], "2030-01-01T00:00:00.0000000Z");
    let kept = &script.get(&path).await["passwordCredentials"][0];
    assert_eq!(
        (&kept["keyId"], &kept["secretText"]),
        (&secret["keyId"], &Value::Null)
    );
    assert!(!practice.truth().await.to_string().contains(value));
    assert_eq!(
        practice.by_secret("contoso.com", client_id, value, XDR).await.0,
        200
    );

    let remove = format!("{path}/removePassword");
    let wrong = json!({"keyId": A_GUID});
    let (status, answer) = script.call(Method::POST, &remove, Some(&wrong)).await;
    let message = format!("No password credential found with keyId {A_GUID}.");
    assert_eq!((status, refusal(&answer).1), (400, message.as_str()));
    let right = json!({"keyId": secret["keyId"]});
    assert_eq!(script.call(Method::POST, &remove, Some(&right)).await.0, 204);
    let (_, answer) = practice.by_secret("contoso.com", client_id, value, XDR).await;
    assert_eq!(aadsts(&answer), 7_000_215);
    practice.stop().await;
}

#[tokio::test]
async fn a_policy_that_forbids_secrets_says_so() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = script
        .post("/applications", &json!({"displayName": "No secrets"}))
        .await;
    let add = format!("/applications/{}/addPassword", text(&app["id"]));
    practice.turn("secret-forbidden-by-policy", true).await;
    let (status, answer) = script.call(Method::POST, &add, None).await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            400,
            (
                "CredentialTypeNotAllowedAsPerAppPolicy",
                "Credential type not allowed as per assigned policy."
            )
        )
    );
    practice.turn("secret-forbidden-by-policy", false).await;
    assert_eq!(script.call(Method::POST, &add, None).await.0, 200);
    practice.stop().await;
}

#[tokio::test]
async fn a_certificate_that_is_none_or_is_over_is_refused() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = script
        .post("/applications", &json!({"displayName": "Certified"}))
        .await;
    let path = format!("/applications/{}", text(&app["id"]));
    let file = practice
        .ready()
        .apps
        .application
        .certificate_file
        .clone()
        .unwrap();
    let pem = std::fs::read_to_string(file).unwrap();
    let key: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let sent = |changes: Value| {
        let mut one = json!({"type": "AsymmetricX509Cert", "usage": "Verify", "key": key});
        for (name, value) in changes.as_object().unwrap() {
            one[name] = value.clone();
        }
        json!({"keyCredentials": [one]})
    };
    let cases = [
        (json!({"key": "bm9uZQ=="}), "KeyCredentialsInvalidValue"),
        (
            json!({"key": null, "keyId": A_GUID}),
            "KeyCredentialsInvalidValue",
        ),
        (
            json!({"endDateTime": "2999-01-01T00:00:00Z"}),
            "KeyCredentialsInvalidEndDate",
        ),
        (
            json!({"startDateTime": "1999-01-01T00:00:00Z"}),
            "KeyCredentialsInvalidStartDate",
        ),
        (json!({"usage": "Sign"}), "Request_BadRequest"),
    ];
    for (changes, code) in cases {
        let (status, answer) = script
            .call(Method::PATCH, &path, Some(&sent(changes.clone())))
            .await;
        assert_eq!((status, refusal(&answer).0), (400, code), "{changes}");
    }
    script.patch(&path, &sent(json!({}))).await;
    let kept = script.get(&path).await["keyCredentials"].clone();
    // What comes back without its key stays; what is not sent goes.
    script.patch(&path, &json!({"keyCredentials": kept})).await;
    assert_eq!(script.get(&path).await["keyCredentials"], kept);
    let (status, answer) = script
        .call(
            Method::POST,
            &format!("{path}/addKey"),
            Some(&sent(json!({}))["keyCredentials"][0]),
        )
        .await;
    assert_eq!(
        (status, refusal(&answer).1),
        (
            400,
            "A value is required for property 'proof' of resource 'Application'."
        )
    );
    let ten_years = json!({"advanceSeconds": 10 * 365 * 24 * 3600 - 10});
    practice.control("/practice/clock", &ten_years).await;
    let later = Script::of_admin(&practice).await;
    let (status, answer) = later.call(Method::PATCH, &path, Some(&sent(json!({})))).await;
    assert_eq!(
        (status, refusal(&answer).0),
        (400, "KeyCredentialsInvalidEndDate")
    );
    practice.stop().await;
}

#[tokio::test]
async fn implicit_tokens_are_switched_one_by_one() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = script
        .post("/applications", &json!({"displayName": "Implicit"}))
        .await;
    let path = format!("/applications/{}", text(&app["id"]));
    let switch = |settings: Value| json!({"web": {"implicitGrantSettings": settings}});
    script
        .patch(&path, &switch(json!({"enableAccessTokenIssuance": true})))
        .await;
    script
        .patch(&path, &switch(json!({"enableIdTokenIssuance": true})))
        .await;
    let both = json!({"enableIdTokenIssuance": true, "enableAccessTokenIssuance": true});
    assert_eq!(
        script.get(&path).await["web"]["implicitGrantSettings"],
        both,
        "what is not named stays"
    );
    let wrong = [
        switch(json!({"enableTokens": true})),
        json!({"spa": {"implicitGrantSettings": both}}),
    ];
    for body in wrong {
        let (status, _) = script.call(Method::PATCH, &path, Some(&body)).await;
        assert_eq!(status, 400, "{body}");
    }
    practice.stop().await;
}
