//! `handrail register`, as a pipeline runs it, and as an administrator at a terminal does.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

#[cfg(target_os = "linux")]
use crate::run::{Browsing, CANCELLED};
use crate::run::{DONE, ERROR, FINDING, Outcome, Practice, WRONG_USAGE, changed, finish, handrail, run};

const SETUP: &str = "SETUP_SECRET";

/// The command as the tenant's pipeline, which sets up as itself.
fn as_pipeline(home: &TempDir, practice: &Practice, line: &str) -> Command {
    let pipeline = practice.text("/apps/pipeline/clientId");
    let line = format!(
        "register {line} --tenant contoso.com --json --setup-client-id {pipeline} --setup-secret-env {SETUP} {}",
        practice.cloud()
    );
    let mut command = handrail(home);
    command
        .env(SETUP, practice.text("/apps/pipeline/clientSecret"))
        .args(line.split_whitespace());
    command
}

fn piped(home: &TempDir, practice: &Practice, line: &str) -> Outcome {
    let outcome = finish(as_pipeline(home, practice, line).spawn().unwrap());
    let all = outcome.everything();
    let secret = practice.text("/apps/pipeline/clientSecret");
    assert!(!all.contains(secret) && !all.contains("eyJ"), "{all}");
    outcome
}

/// An application that proves itself with a certificate of the pipeline's own: nothing has to be kept.
fn with_own_certificate(practice: &Practice, verb: &str) -> String {
    format!(
        "{verb} --goal application --consent grant --credential certificate --certificate {} --certificate-key {}",
        practice.text("/apps/application/certificateFile"),
        practice.text("/apps/application/certificateKeyFile")
    )
}

/// The lines of the steps as `step state`, and the last line.
fn told(outcome: &Outcome) -> (Vec<String>, Value) {
    let lines = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let mut lines: Vec<Value> = lines.collect();
    let last = lines.pop().unwrap_or_else(|| panic!("{outcome:#?}"));
    let said = |line: &Value| {
        let text = |name: &str| line[name].as_str().unwrap().to_owned();
        format!("{} {}", text("step"), text("state"))
    };
    (lines.iter().map(said).collect(), last)
}

const MADE: [&str; 5] = [
    "application done",
    "service-principal done",
    "certificate done",
    "consent done",
    "proof done",
];

/// What is registered and granted in the tenant.
fn registered(practice: &Practice) -> Value {
    let truth = practice.truth();
    json!([truth["apps"], truth["grants"], truth["principals"]])
}

fn apps(practice: &Practice) -> usize {
    practice.truth()["apps"].as_array().unwrap().len()
}

fn connections(home: &TempDir, practice: &Practice) -> usize {
    let listed = run(home, &format!("connections list --json {}", practice.cloud()));
    listed.document()["connections"].as_array().unwrap().len()
}

#[test]
fn a_plan_shows_every_request_with_its_reason_before_anybody_signs_in() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--empty");
    let before = registered(&practice);
    let line = format!(
        "register plan --goal application --tenant contoso.com --consent grant --json {}",
        practice.cloud()
    );
    let outcome = run(&home, &line);
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let plan = outcome.document();
    let requests = plan["requests"].as_array().unwrap();
    let methods: Vec<&Value> = requests.iter().map(|request| &request["method"]).collect();
    assert_eq!(methods, ["PATCH", "POST", "GET", "POST", "POST"], "{plan:#}");
    for request in requests {
        let text = |name: &str| request[name].as_str().unwrap();
        assert!(text("url").starts_with(practice.text("/graph")), "{request}");
        assert!(text("why").len() > 20, "{request}");
        assert_eq!(request["body"].is_object(), text("method") != "GET", "{request}");
    }
    assert_eq!(
        plan["scopesNeeded"],
        json!(["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"])
    );
    assert_eq!((&plan["looked"], &plan["existing"]), (&json!(false), &json!([])));
    let french = run(&home, &format!("{line} --lang fr")).document();
    assert_ne!(french["requests"][0]["why"], plan["requests"][0]["why"]);
    assert_eq!(french["requests"][0]["body"], plan["requests"][0]["body"]);
    assert_eq!(connections(&home, &practice), 0);
    assert_eq!(registered(&practice), before);
}

#[test]
fn a_pipeline_makes_a_registration_finds_it_again_and_takes_it_away() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let before = registered(&practice);
    let line = with_own_certificate(&practice, "apply --name soc");
    let outcome = piped(&home, &practice, &line);
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let (steps, last) = told(&outcome);
    assert_eq!(steps, MADE);
    let connection = &last["connection"];
    assert_eq!(
        (&connection["name"], &connection["ready"]),
        (&json!("soc"), &json!(true))
    );
    let evidence = last["evidence"].as_array().unwrap();
    let incidents = evidence.iter().find(|step| step["id"] == "incidents").unwrap();
    assert_eq!(incidents["state"], "proved");
    assert_eq!(apps(&practice), before[0].as_array().unwrap().len() + 1);

    let again = piped(&home, &practice, &line);
    assert_eq!(again.code, Some(DONE), "{again:#?}");
    assert_eq!(told(&again).1["connection"]["clientId"], connection["clientId"]);
    assert_eq!(apps(&practice), before[0].as_array().unwrap().len() + 1);
    let planned = piped(
        &home,
        &practice,
        "plan --goal application --consent grant --name soc",
    );
    assert_eq!(planned.document()["looked"], true);

    let undone = piped(&home, &practice, "undo --goal application --name soc");
    assert_eq!(undone.code, Some(DONE), "{undone:#?}");
    let (steps, last) = told(&undone);
    assert!(steps.iter().all(|step| step.ends_with(" undone")), "{steps:?}");
    assert_eq!(last["summary"]["complete"], true);
    assert_eq!(registered(&practice), before);

    let again = run(
        &home,
        &format!("register undo --connection soc --json {}", practice.cloud()),
    );
    assert_eq!(again.code, Some(ERROR), "{again:#?}");
    assert_eq!(again.document()["error"]["code"], "nothing_to_undo");
    let unmade = run(
        &home,
        &format!("register check --connection soc --json {}", practice.cloud()),
    );
    assert_eq!(unmade.code, Some(WRONG_USAGE), "{unmade:#?}");
}

#[test]
fn what_somebody_changed_in_the_registration_is_found_with_the_request_that_mends_it() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let made = piped(&home, &practice, &with_own_certificate(&practice, "apply"));
    assert_eq!(made.code, Some(DONE), "{made:#?}");
    let check = "check --goal application";
    let checked = piped(&home, &practice, check);
    assert_eq!(checked.code, Some(DONE), "{checked:#?}");
    assert_eq!(checked.document()["findings"], json!([]));

    let client_id = told(&made).1["connection"]["clientId"].clone();
    let object = format!("applications(appId='{}')", client_id.as_str().unwrap());
    changed(&practice, &object, &json!({"isFallbackPublicClient": true}));
    let before = registered(&practice);
    let checked = piped(&home, &practice, check);
    assert_eq!(checked.code, Some(FINDING), "{checked:#?}");
    let drift = checked.document();
    let found = &drift["findings"][0];
    assert_eq!(found["kind"], "public_client_flows_on", "{drift:#}");
    assert!(found["finding"]["title"].is_string() && found["error"].is_null());
    assert_eq!(
        found["repair"][0]["body"]["isFallbackPublicClient"], false,
        "{drift:#}"
    );
    assert_eq!(registered(&practice), before);
}

#[test]
fn where_there_is_no_keychain_no_secret_is_made_that_would_be_lost() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let before = registered(&practice);
    let outcome = piped(&home, &practice, "apply --goal application --consent grant");
    assert_eq!(outcome.code, Some(WRONG_USAGE), "{outcome:#?}");
    let title = outcome.document()["error"]["title"].clone();
    assert!(title.as_str().unwrap().contains("--certificate"), "{title}");
    assert_eq!(registered(&practice), before);
    assert_eq!(connections(&home, &practice), 0);
}

#[test]
fn an_app_of_the_same_goal_is_not_doubled_unasked() {
    let (home, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let practice = Practice::start(&home, "");
    let line = with_own_certificate(&practice, "apply");
    let first = piped(&home, &practice, &line);
    assert_eq!(first.code, Some(DONE), "{first:#?}");
    let client_id = told(&first).1["connection"]["clientId"].clone();
    let before = registered(&practice);

    let stopped = piped(&elsewhere, &practice, &line);
    assert_eq!(stopped.code, Some(FINDING), "{stopped:#?}");
    let existing = stopped.document()["existing"].clone();
    assert_eq!(
        (existing.as_array().unwrap().len(), &existing[0]["clientId"]),
        (1, &client_id)
    );
    assert_eq!(registered(&practice), before);

    let object_id = existing[0]["objectId"].as_str().unwrap();
    let repaired = piped(&elsewhere, &practice, &format!("{line} --repair {object_id}"));
    assert_eq!(repaired.code, Some(DONE), "{repaired:#?}");
    assert_eq!(told(&repaired).1["connection"]["clientId"], client_id);
    assert_eq!(
        registered(&practice)[0].as_array().unwrap().len(),
        before[0].as_array().unwrap().len()
    );

    let third = tempfile::tempdir().unwrap();
    let another = piped(&third, &practice, &format!("{line} --new"));
    assert_eq!(another.code, Some(DONE), "{another:#?}");
    assert_ne!(told(&another).1["connection"]["clientId"], client_id);
}

#[cfg(target_os = "linux")]
#[test]
fn an_administrator_signs_in_agrees_and_reads_in_the_browser() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--empty");
    let mut command = handrail(&home);
    let line = format!(
        "register apply --goal user --tenant contoso.com --json --setup-client-id {} {}",
        practice.text("/apps/setup/clientId"),
        practice.cloud()
    );
    command.args(line.split_whitespace());
    let mut browsing = Browsing::start(&home, command);
    for page in ["authorize", "adminconsent", "authorize"] {
        let address = browsing.page();
        assert!(address.contains(page), "{page}: {address}");
        let landing = practice.signed_in_at(&address, 0);
        assert!(landing.contains("go back to the terminal"), "{landing}");
    }
    let outcome = browsing.finish();
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let (steps, last) = told(&outcome);
    assert_eq!(
        (steps.len(), steps.last().map(String::as_str)),
        (4, Some("proof done"))
    );
    assert_eq!(last["connection"]["ready"], true);
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_in_an_orderly_way_and_the_same_line_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let line = "apply --goal user --consent grant";
    let mut browsing = Browsing::start(&home, as_pipeline(&home, &practice, line));
    browsing.page();
    browsing.interrupt();
    let ended = browsing.finish();
    assert_eq!(ended.code, Some(CANCELLED), "{ended:#?}");
    let (steps, last) = told(&ended);
    assert_eq!(steps.last().unwrap(), "proof stopped");
    assert_eq!(last["resumable"], true);
    let made = apps(&practice);

    let mut browsing = Browsing::start(&home, as_pipeline(&home, &practice, line));
    practice.signed_in_at(&browsing.page(), 0);
    let finished = browsing.finish();
    assert_eq!(finished.code, Some(DONE), "{finished:#?}");
    assert_eq!(told(&finished).1["connection"]["ready"], true);
    assert_eq!(apps(&practice), made);
}

/// Runs the lines as the pipeline beside a keychain, and hands back how each ended with what it told.
#[cfg(target_os = "linux")]
fn beside_a_keychain(home: &TempDir, practice: &Practice, lines: &[&str]) -> Vec<Outcome> {
    let entries =
        "secret-tool search --all service io.github.handrail.desktop 2>&1 | grep -c '^label' || true";
    let pipeline = practice.text("/apps/pipeline/clientId");
    let each = lines.iter().enumerate().map(|(place, line)| {
        format!(
            "code=0; \"$HANDRAIL\" register {line} --tenant contoso.com --json --setup-client-id {pipeline} \
             --setup-secret-env SECRET {} >{place}.out 2>{place}.err || code=$?; echo $code >{place}.code
             {{ {entries}; }} >{place}.kept\n",
            practice.cloud()
        )
    });
    let secret = practice.text("/apps/pipeline/clientSecret");
    let script: String = each.collect();
    let output = crate::keychain::with_keychain(home, &script, secret);
    assert!(output.status.success(), "{output:?}");
    let file = |name: String| fs::read_to_string(home.path().join(name)).unwrap();
    let outcomes = (0..lines.len()).map(|place| Outcome {
        code: file(format!("{place}.code")).trim().parse().ok(),
        stdout: file(format!("{place}.out")),
        stderr: file(format!("{place}.err")) + &file(format!("{place}.kept")),
    });
    outcomes.collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_secret_is_made_replaced_and_taken_away_and_is_in_the_keychain_only() {
    if let Some(tool) = crate::keychain::missing() {
        println!("skipped: there is no {tool} here");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let before = registered(&practice);
    let goal = "--goal application";
    let lines = [
        format!("apply {goal} --consent grant"),
        format!("rotate {goal}"),
        format!("undo {goal}"),
    ];
    let outcomes = beside_a_keychain(&home, &practice, &lines.each_ref().map(String::as_str));
    let (codes, kept): (Vec<_>, Vec<_>) = (
        outcomes.iter().map(|one| one.code).collect(),
        outcomes.iter().map(|one| one.stderr.trim()).collect(),
    );
    assert_eq!(codes, [Some(DONE); 3], "{outcomes:#?}");
    assert_eq!(kept, ["1", "1", "0"]);
    let (steps, last) = told(&outcomes[1]);
    assert_eq!(steps, ["proof done", "secret done"]);
    assert_eq!(last["summary"]["complete"], true);
    assert_eq!(registered(&practice), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_policy_against_secrets_is_a_finding_and_the_same_goal_goes_on_with_a_certificate() {
    if let Some(tool) = crate::keychain::missing() {
        println!("skipped: there is no {tool} here");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--scenario secret-forbidden-by-policy");
    let before = apps(&practice);
    let line = "apply --goal application --consent grant";
    let with_certificate = format!("{line} --credential certificate");
    let outcomes = beside_a_keychain(&home, &practice, &[line, &with_certificate]);
    assert_eq!(outcomes[0].code, Some(FINDING), "{outcomes:#?}");
    let stopped = outcomes[0].stdout.lines().rev().nth(1).unwrap();
    let stopped: Value = serde_json::from_str(stopped).unwrap();
    assert_eq!(
        (&stopped["step"], &stopped["state"]),
        (&json!("secret"), &json!("stopped"))
    );
    assert_eq!(stopped["finding"]["id"], "secret_forbidden");
    assert_eq!(outcomes[1].code, Some(DONE), "{outcomes:#?}");
    let (steps, _) = told(&outcomes[1]);
    assert_eq!(steps, MADE);
    assert_eq!(apps(&practice), before + 1);
}

#[test]
fn a_line_that_cannot_be_meant_is_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let cloud = practice.cloud();
    for line in [
        "register plan --goal application",
        "register plan --tenant contoso.com",
        "register plan --connection soc --goal user",
        "register apply --tenant contoso.com --goal user --setup-client-id x --borrow-graph-tools",
        "register apply --tenant contoso.com --goal user --setup-secret-env HOME",
        "register apply --tenant contoso.com --goal user --repair x --new",
        "register apply --practice --goal user --device-code",
        "register apply --tenant contoso.com --goal user",
        "register undo --practice --goal user",
    ] {
        let outcome = run(&home, &format!("{line} --json {cloud}"));
        assert_eq!(outcome.code, Some(WRONG_USAGE), "{line}: {outcome:#?}");
        assert_eq!(outcome.document()["error"]["code"], "wrong_usage", "{line}");
    }
}
