use proptest::prelude::*;
use serde_json::json;

use super::*;

const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";
const CLIENT: &str = "f0b0b335-1d71-4883-8f98-567911bfdca6";
const OBJECT: &str = "0c6e9a35-4c2d-4f0a-8f1e-6f0a9b1c2d3e";
const SECRET_VALUE: &str = "Qz18Q~MadeUpForHandrail.NotARealOne_0000";
const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJodHRwczovL2V4YW1wbGUifQ.c2lnbmF0dXJl";

fn known() -> Known {
    Known {
        tenants: vec![Uuid::try_parse(TENANT).unwrap()],
        clients: vec![Uuid::try_parse(CLIENT).unwrap()],
        domains: vec!["contoso-mail.com".into()],
        users: vec!["Jane Q. Doe".into()],
        names: vec!["Contoso production".into()],
        home: Some("/srv/people/jdoe".into()),
        ..Known::default()
    }
}

fn masked_text(text: &str) -> String {
    Masking::new(known(), false).text(text)
}

#[test]
fn what_a_service_says_stays_what_it_says() {
    for text in [
        "AADSTS700016: Application with identifier was not found. Timestamp: 2026-11-22 01:02:03Z",
        "Missing role permissions on the request. API requires one of 'Incident.Read.All', 'SecurityIncident.Read.All'",
        "https://graph.microsoft.com/v1.0/security/incidents?$top=50",
        "API: 00000003-0000-0000-c000-000000000000",
        "http://127.0.0.1:40001/v1.0/security/incidents",
        "src/journal.rs:12:5, version 1.2.3",
        "invalid_grant",
    ] {
        assert_eq!(masked_text(text), text);
    }
}

#[test]
fn the_same_thing_gets_the_same_value_of_the_same_form() {
    let text = format!(
        "{TENANT} {CLIENT} {OBJECT} {} jane@contoso-mail.com",
        TENANT.to_uppercase()
    );
    assert_eq!(
        masked_text(&text),
        "11111111-0000-4000-8000-000000000001 22222222-0000-4000-8000-000000000001 \
         33333333-0000-4000-8000-000000000001 11111111-0000-4000-8000-000000000001 user-1@people.example"
    );
    assert_eq!(
        masked_text("https://mail.contoso-mail.com/x and contoso-mail.com and siem.fabrikam.net"),
        "https://domain-1.example/x and domain-1.example and domain-2.example"
    );
}

#[test]
fn names_in_entras_sentences_are_masked() {
    assert_eq!(
        masked_text(&format!(
            "the application with ID '{CLIENT}' named 'Our SIEM' in the directory 'Contoso Ltd'"
        )),
        "the application with ID '22222222-0000-4000-8000-000000000001' named 'name-1' in the directory 'name-2'"
    );
}

#[test]
fn what_finds_the_event_is_kept_and_a_tenant_is_never_that() {
    let trace = "7f9b2f6e-0c61-4c63-9f54-6a4e0b1d2c3f";
    let mut document = json!({
        "text": format!("Trace ID: {trace}\r\nCorrelation ID: {TENANT}"),
        "headers": {"request-id": trace},
        "object": OBJECT,
    });
    let mut masking = Masking::new(known(), false);
    masking.keep_traces_of(&document);
    masking.document(&mut document);
    let text = document.to_string();
    assert_eq!(text.matches(trace).count(), 2, "{text}");
    assert!(!text.contains(TENANT) && !text.contains(OBJECT), "{text}");
}

#[test]
fn numbers_in_a_path_name_something() {
    let mut document =
        json!({"address": "https://api.security.microsoft.com/api/incidents/924565/alerts/7?$top=1"});
    Masking::new(known(), false).document(&mut document);
    assert_eq!(
        document["address"],
        "https://api.security.microsoft.com/api/incidents/object-1/alerts/object-2?$top=1"
    );
}

#[test]
fn support_at_microsoft_gets_the_ids_and_never_a_secret_or_a_folder() {
    let text = format!("{TENANT} jane@contoso-mail.com {SECRET_VALUE} 10.1.2.3 /home/jdoe/x");
    assert_eq!(
        Masking::new(known(), true).text(&text),
        format!("{TENANT} jane@contoso-mail.com ••• [address] [home]/x")
    );
}

/// What must not be found, and the form in which it is planted.
fn planted() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("tenant", TENANT),
        ("client", CLIENT),
        ("object", OBJECT),
        ("upper case", "0C6E9A35-4C2D-4F0A-8F1E-6F0A9B1C2D3E"),
        ("secret", SECRET_VALUE),
        ("token", TOKEN),
        ("user", "jane.doe@fabrikam.co.uk"),
        ("guest", "jane_gmail.com#EXT#@fabrikam.onmicrosoft.com"),
        ("encoded user", "jane.doe%40fabrikam.co.uk"),
        ("account", "Jane Q. Doe"),
        ("connection", "Contoso production"),
        ("domain", "contoso-mail.com"),
        ("host below", "dc01.corp.contoso-mail.com"),
        ("another domain", "https://siem.woodgrove.bank/cb"),
        ("tenant of Microsoft", "fabrikam.onmicrosoft.com"),
        ("IPv4", "203.0.113.77"),
        ("IPv6", "2001:db8:85a3::8a2e:370:7334"),
        ("home", "/srv/people/jdoe/Documents"),
        ("another home", "/home/jdoe/Documents"),
        ("Windows home", r"C:\Users\jdoe\Documents"),
        ("device", "LAPTOP-JDOE7"),
        (
            "object id of a device",
            "1e5bc9d7e413ddd7902c2932e418702b84d0cc07",
        ),
    ])
}

fn wrapped() -> impl Strategy<Value = (String, &'static str)> {
    let wrappings = prop::sample::select(vec![
        "{}",
        "it is {} now",
        "'{}'",
        "\"{}\"",
        "({})",
        "a={}&b=1",
        "identity provider: {}.",
        "<p>{}</p>",
        "x: {}, y",
        "\n{}\r\n",
    ]);
    (wrappings, planted(), "[a-z ]{0,12}", "[a-z ]{0,12}").prop_map(
        |(wrapping, (_, secret), before, after)| {
            (
                format!("{before} {} {after}", wrapping.replace("{}", secret)),
                secret,
            )
        },
    )
}

/// The part that tells: what stands around it may stay.
fn telling(secret: &str) -> Vec<String> {
    let whole = secret.to_lowercase();
    let parts = ["jdoe", "woodgrove", "fabrikam", "contoso-mail", "jane"];
    let parts = parts
        .into_iter()
        .filter(|part| whole.contains(part))
        .map(str::to_owned);
    parts.chain([whole.clone()]).collect()
}

proptest! {
    #[test]
    fn nothing_that_was_planted_is_found((text, secret) in wrapped()) {
        let masked = masked_text(&text).to_lowercase();
        for part in telling(secret) {
            prop_assert!(!masked.contains(&part), "{part} in {masked}, which was {text}");
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,300}") {
        masked_text(&text);
    }
}
