//! Every command that the window has, asked by a script that got into the page: none tells a secret, and none goes
//! where its arguments point.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use trust::{Part, Tally, holds_token};

use super::super::super::common::{begin, give_client_id, set_up_prepared_application};
use crate::harness::app::App;
use crate::harness::clipboard;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::wait::told;

/// The list that `build.rs` makes permissions of.
const NAMES: &[&str] = include!("../../../../../src-tauri/src/commands/names.in");
/// Asks each command that is named with what the page could know, and answers with all that came back.
const ASK: &str = include_str!("ask.js");
/// All texts that a script reaches: storage, history, the page, and what hangs on `window` and on React's tree.
const REACH: &str = include_str!("reach.js");
/// These end what the others need.
const LAST: [&str; 6] = [
    "forget_account",
    "remove_customers",
    "set_credential",
    "make_certificate",
    "forget_cloud_file",
    "remove_connection",
];
/// A run of base64url this long is a token of some kind: nothing that Handrail shows is.
const NO_TEXT_IS_SO_LONG: usize = 160;

#[tokio::test]
async fn a_script_that_asks_every_command_is_told_no_secret() {
    told(async {
        let app = App::open("web-view-commands", Setting::ENGLISH_LIGHT).await;
        let secret = set_up_prepared_application(&app).await;
        app.click("see-incidents").await;
        app.place("result-row").await;
        sign_in_another(&app).await;
        let copied = clipboard::copy(&app.desktop, &secret);
        let mut tally = Tally::of(Part::Attacks, "web view: commands asked by a script");
        for connection in connections(&app).await {
            for name in in_order() {
                let answer = ask(&app, name, &connection).await;
                assert!(!answer.is_empty(), "{name} was asked");
                let understood = !answer.contains("invalid args") && !answer.contains("not allowed");
                let shown: String = answer.chars().take(300).collect();
                tally.case(format!("{name} was not understood: {shown}"), understood);
                tally.case(format!("{name} tells a secret"), !tells(&answer, &secret));
            }
        }
        drop(copied);
        let reach = app
            .client
            .execute_async(REACH, Vec::new())
            .await
            .expect("the page answers");
        let reach = reach.as_str().expect("all texts of the page");
        tally.case("the page has texts to look at", reach.len() > 10_000);
        tally.case("what a script reaches holds a secret", !tells(reach, &secret));
        tally.tell();
        app.close().await;
    })
    .await;
}

#[tokio::test]
async fn no_command_opens_writes_or_calls_what_its_arguments_point_to() {
    told(async {
        let app = App::open("web-view-arguments", Setting::ENGLISH_LIGHT).await;
        set_up_prepared_application(&app).await;
        app.click("see-incidents").await;
        app.place("result-row").await;
        let connection = connections(&app).await.remove(0);
        let folder = app.desktop.home().join("results").display().to_string();
        let mut tally = Tally::of(Part::Attacks, "web view: arguments that point elsewhere");
        for path in ["/etc/passwd", "https://evil.example/", "file:///etc/passwd", "../../etc/passwd", "-x", "\\\\evil.example\\x"] {
            for (name, arguments) in [
                ("open_saved", json!({"path": path})),
                ("discard_sweep", json!({"connectionId": connection, "folder": path})),
                ("resume_sweep", json!({"connectionId": connection, "folder": path})),
                ("set_host", json!({"connectionId": connection, "host": path})),
                ("find_tenant", json!({"name": path, "cloud": path})),
                ("result", json!({"resultId": path})),
                ("import_card", json!({"token": path})),
                ("incident_details", json!({"connectionId": connection, "tenantId": null, "incidentId": path})),
                ("open_incident", json!({"connectionId": connection, "tenantId": path, "incidentId": "1"})),
                ("open_sign_in_link", json!({"attemptId": path})),
                ("open_portal", json!({"connectionId": connection, "page": path})),
                ("hunt", json!({"connectionId": connection, "tenantId": path, "query": {"text": "print 1", "api": "graph"}})),
            ] {
                let answer = asked_with(&app, name, &arguments).await;
                tally.case(format!("{name} {arguments}: {answer}"), answer.contains("\"error\""));
            }
        }
        let chosen = json!({"preferences": {
            "language": null, "theme": "light", "folder": "/etc", "cloud_file": "/etc/passwd", "cloud_problem": null,
        }});
        let preferences = asked_with(&app, "set_preferences", &chosen).await;
        tally.case(
            format!("set_preferences: {preferences}"),
            preferences.contains(&folder) && !preferences.contains("/etc"),
        );
        leads_only_to_the_portal(&app, &mut tally, &connection).await;
        let saved = fs::read_dir(&folder).map_or(0, Iterator::count);
        tally.case(format!("{saved} files where files belong"), saved > 0);
        tally.tell();
        app.close().await;
    })
    .await;
}

/// An id is a part of the path, whatever is in it: the page that opens is one of the portal.
async fn leads_only_to_the_portal(app: &App, tally: &mut Tally, connection: &str) {
    let practice = app.practice().await;
    let portal = format!("{}/incidents/", practice["portal"].as_str().expect("a portal"));
    for id in [
        "/etc/passwd",
        "//evil.example/",
        "@evil.example",
        "x?y#z",
        "\\\\evil.example\\x",
    ] {
        let arguments = json!({"connectionId": connection, "tenantId": null, "incidentId": id});
        let opened = app
            .opened_by(async || drop(asked_with(app, "open_incident", &arguments).await))
            .await;
        let below = opened.strip_prefix(&portal);
        let path = below.and_then(|rest| rest.split(['?', '#']).next());
        tally.case(
            format!("{id} opens {opened}"),
            path.is_some_and(|path| !path.contains(['/', '\\'])),
        );
    }
    let others = app
        .desktop
        .opened()
        .into_iter()
        .filter(|one| !one.starts_with(&portal));
    let others: Vec<String> = others.collect();
    tally.case(format!("opened {others:?}"), others.is_empty());
}

/// A second connection, of somebody who is signed in: access and refresh token are in Handrail's hands.
async fn sign_in_another(app: &App) {
    let practice = app.practice().await;
    app.click("nav-home").await;
    begin(app, "user", "xdr").await;
    give_client_id(
        app,
        practice["apps"]["user"]["clientId"]
            .as_str()
            .expect("a client ID"),
    )
    .await;
    app.step_is("register", "proved").await;
    let browser = Person::sit_down(&app.desktop).await;
    app.click("step-sign-in").await;
    let link = app.opened_by(async || app.click("sign-in-start").await).await;
    browser.go_to(&link).await;
    portal::sign_in(&browser, &practice, "analyst").await;
    app.step_is("sign-in", "proved").await;
}

async fn connections(app: &App) -> Vec<String> {
    let answer: Value =
        serde_json::from_str(&asked_with(app, "connections", &json!({})).await).expect("JSON");
    let list = answer["got"].as_array().expect("connections");
    let ids = list.iter().filter_map(|one| one["id"].as_str());
    ids.map(str::to_owned).collect()
}

/// First what looks at the clipboard, which the taking of a secret empties; last what ends something.
fn in_order() -> Vec<&'static str> {
    let first = |name: &str| !name.ends_with("_clipboard") || name.starts_with("take");
    let mut names = NAMES.to_vec();
    names.sort_by_key(|name| (LAST.iter().position(|last| last == name), first(name)));
    names
}

async fn ask(app: &App, name: &str, connection: &str) -> String {
    let asked = app
        .client
        .execute_async(ASK, vec![name.into(), connection.into(), Value::Null])
        .await;
    text(asked.unwrap_or_else(|error| panic!("{name}: {error}")))
}

async fn asked_with(app: &App, name: &str, arguments: &Value) -> String {
    let asked = app
        .client
        .execute_async(ASK, vec![name.into(), Value::Null, arguments.clone()])
        .await;
    text(asked.unwrap_or_else(|error| panic!("{name}: {error}")))
}

fn text(answer: Value) -> String {
    match answer {
        Value::String(text) => text,
        other => panic!("no text: {other}"),
    }
}

/// Does the text hold the secret, in a form that a script could use, or something that has a token's form?
fn tells(text: &str, secret: &str) -> bool {
    let reversed: String = secret.chars().rev().collect();
    let forms = [
        secret.to_owned(),
        secret[..secret.len() / 2].to_owned(),
        secret[secret.len() / 2..].to_owned(),
        url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
        URL_SAFE_NO_PAD.encode(secret),
        STANDARD_NO_PAD.encode(secret),
        reversed,
    ];
    forms.iter().any(|form| text.contains(form.as_str()))
        || holds_token(text.as_bytes())
        || has_long_run(text)
}

fn has_long_run(text: &str) -> bool {
    let of_base64url = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let mut runs = text.split(|letter| !of_base64url(letter));
    runs.any(|run| run.len() >= NO_TEXT_IS_SO_LONG && run.contains(|letter: char| letter.is_ascii_digit()))
}

#[test]
fn a_secret_is_known_in_each_of_its_forms() {
    let secret = "abc8Q~0123456789abcdefghijklmnopqrstuvwx";
    for text in [
        format!("x{secret}y"),
        format!("half: {}", &secret[20..]),
        format!("\"{}\"", URL_SAFE_NO_PAD.encode(secret)),
        format!("0.A{}", "b1".repeat(200)),
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln".to_owned(),
    ] {
        assert!(tells(&text, secret), "{text}");
    }
    assert!(!tells(
        "AADSTS7000215, 3f6a2b7c-42c7-4c1b-9e0d-8d1f0c3e5a77",
        secret
    ));
}
