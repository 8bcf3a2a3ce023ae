//! Every snippet that can be asked for: complete, without a hole, and without a fault that the clinic knows.

use super::*;
use crate::cloud::Api;
use crate::connection::{FoundTenant, Goal};
use crate::defender::{ListQuery, Severity};
use crate::registration::RegistrationChoices;
use crate::results::ResultKind;
use crate::snippets::clinic;

const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";
const CLIENT: &str = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2";

fn goals() -> Vec<Goal> {
    let mut goals = Vec::new();
    for api in Api::ALL {
        let application = Goal::new(api, Context::Application);
        let user = Goal::new(api, Context::User);
        goals.extend([
            application,
            Goal {
                credential: Credential::Certificate,
                ..application
            },
            user,
            Goal {
                flow: Flow::DeviceCode,
                ..user
            },
        ]);
    }
    goals
}

fn calls() -> Vec<SnippetCall> {
    let list = |query| SnippetCall::List { query };
    vec![
        list(ListQuery::last_hours(ResultKind::Incidents, 48)),
        list(ListQuery {
            severities: vec![Severity::High, Severity::Medium],
            statuses: vec!["active".to_owned()],
            assigned_to: Some("o'neil@contoso.com".to_owned()),
            with_alerts: true,
            ..ListQuery::last_hours(ResultKind::Incidents, 24)
        }),
        list(ListQuery::last_hours(ResultKind::Alerts, 168)),
        list(ListQuery::last_hours(ResultKind::Machines, 48)),
        SnippetCall::Hunting {
            text: "DeviceInfo\n| where OSPlatform == \"Windows11\"\n| take 10".to_owned(),
        },
        SnippetCall::Token,
        SnippetCall::Register {
            choices: RegistrationChoices::default(),
        },
    ]
}

fn connection(goal: Goal) -> Connection {
    let tenant = FoundTenant {
        tenant_id: TENANT.to_owned(),
        domain: "contoso.com".to_owned(),
        cloud_id: "commercial".to_owned(),
        cloud_name: String::new(),
        practice: false,
        region: None,
        seen_at: String::new(),
    };
    let mut connection = Connection::new("1".to_owned(), &tenant, TENANT.parse().unwrap(), goal);
    connection.client_id = Some(CLIENT.parse().unwrap());
    connection
}

/// Every snippet of a connection in a cloud.
fn snippets(cloud: &Cloud, connection: &Connection) -> Vec<(SnippetCall, Snippet)> {
    let mut written = Vec::new();
    for call in calls() {
        let (api, purpose) = call.target(connection.goal.api);
        let toward = connection.toward(api, purpose);
        let place = cloud.place(api, None).unwrap();
        let caller = Caller {
            connection: &toward,
            cloud,
            place: &place,
        };
        for language in SnippetLanguage::ALL {
            if let Ok(snippet) = snippet(&caller, &call, language) {
                written.push((call.clone(), snippet));
            }
        }
    }
    written
}

fn all_snippets() -> Vec<(Goal, SnippetCall, Snippet)> {
    let cloud = &Cloud::microsoft()[0];
    let of = |goal: Goal| {
        let written = snippets(cloud, &connection(goal)).into_iter();
        written.map(move |(call, snippet)| (goal, call, snippet))
    };
    goals().into_iter().flat_map(of).collect()
}

#[test]
fn no_snippet_has_a_fault_that_the_clinic_knows() {
    let mut wrong = Vec::new();
    for (goal, call, snippet) in all_snippets() {
        let report = clinic::examine(&snippet.text);
        if !report.faults.is_empty() {
            wrong.push(format!(
                "{:?} {call:?} {goal:?}\n{:?}\n{}",
                snippet.language, report.faults, snippet.text
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn every_hole_is_filled_and_every_language_speaks_of_its_connection() {
    for (goal, call, snippet) in all_snippets() {
        assert!(
            !snippet.text.contains(['«', '»']),
            "{goal:?} {call:?}\n{}",
            snippet.text
        );
        assert!(snippet.text.contains(TENANT), "{}", snippet.text);
        assert!(
            snippet.text.contains(CLIENT) || matches!(call, SnippetCall::Register { .. }),
            "{}",
            snippet.text
        );
        assert!(!snippet.needs.is_empty() || snippet.language == SnippetLanguage::Powershell);
    }
}

#[test]
fn the_audience_of_endpoint_is_not_its_host() {
    for (goal, call, snippet) in all_snippets() {
        let own = !matches!(call, SnippetCall::Hunting { .. } | SnippetCall::Register { .. });
        if goal.api == Api::Mde && own {
            assert!(
                snippet
                    .text
                    .contains("https://api.securitycenter.microsoft.com/.default"),
                "{}",
                snippet.text
            );
            assert!(
                snippet.text.contains("https://api.security.microsoft.com"),
                "{}",
                snippet.text
            );
        }
    }
}

#[test]
fn every_language_that_can_say_a_call_does() {
    let count = |goal, call: &SnippetCall| {
        let offered = SnippetLanguage::ALL
            .iter()
            .filter(|language| language.offers(call, goal));
        offered.count()
    };
    let application = Goal::new(Api::Xdr, Context::Application);
    let certificate = Goal {
        credential: Credential::Certificate,
        ..application
    };
    let incidents = &calls()[0];
    assert_eq!(count(Goal::new(Api::Graph, Context::User), incidents), 8);
    assert_eq!(count(application, incidents), 7);
    assert_eq!(count(certificate, incidents), 6);
    assert_eq!(count(application, &calls()[6]), 5);
}

#[test]
fn what_a_connection_is_called_never_leaves_its_remark() {
    let mut named = connection(Goal::new(Api::Graph, Context::Application));
    named.name = "Contoso\n\"; exit '\u{2028}`$(id)` */ #".to_owned();
    let plain = connection(Goal::new(Api::Graph, Context::Application));
    let cloud = &Cloud::microsoft()[0];
    for ((_, named), (_, plain)) in snippets(cloud, &named).iter().zip(snippets(cloud, &plain)) {
        let mark = plain
            .text
            .lines()
            .position(|line| line.ends_with("contoso.com"))
            .unwrap();
        let without = |text: &str| {
            let lines = text.lines().enumerate().filter(|(at, _)| *at != mark);
            lines.map(|(_, line)| line.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(without(&named.text), without(&plain.text));
    }
}

#[test]
fn a_cloud_of_ones_own_is_not_looked_up_at_microsoft() {
    let json = r#"{"id":"mine","name":"Mine","entra_authority":"https://login.example","graph_base":"https://graph.example",
        "xdr_api_base":"https://xdr.example","mde_api_base":"https://mde.example",
        "token":{"graph":{"resource_v1":"https://graph.example"},"xdr":{"resource_v1":"api://xdr"},"mde":{"resource_v1":"api://mde"}}}"#;
    let cloud = Cloud::parse(json).unwrap();
    for (call, snippet) in snippets(&cloud, &connection(Goal::new(Api::Graph, Context::Application))) {
        let own = match snippet.language {
            SnippetLanguage::Python => "instance_discovery=False",
            SnippetLanguage::Csharp => "WithInstanceDiscovery(false)",
            SnippetLanguage::Javascript => "knownAuthorities",
            SnippetLanguage::PowershellGraph => "Add-MgEnvironment",
            _ => continue,
        };
        assert!(snippet.text.contains(own), "{call:?}\n{}", snippet.text);
    }
}

/// Where whole snippets are kept, so that a change of a part is seen as what people get.
fn kept() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/snippets")
}

#[test]
fn snippets_are_as_they_were_last_read_by_a_person() {
    let goals = [
        ("secret", Goal::new(Api::Graph, Context::Application)),
        (
            "certificate",
            Goal {
                credential: Credential::Certificate,
                ..Goal::new(Api::Mde, Context::Application)
            },
        ),
        ("browser", Goal::new(Api::Xdr, Context::User)),
    ];
    let shown = ["incidents", "hunting", "register"];
    let cloud = &Cloud::microsoft()[0];
    for (name, goal) in goals {
        for (call, snippet) in snippets(cloud, &connection(goal)) {
            let stem = snippet.file_name.split('.').next().unwrap_or_default();
            let first = matches!(&call, SnippetCall::List { query } if query.severities.is_empty());
            if !shown.contains(&stem) || (stem == "incidents" && !first) {
                continue;
            }
            let folder = kept().join(name);
            let file = folder.join(format!("{}-{}", snippet.language.name(), snippet.file_name));
            if std::env::var_os("HANDRAIL_WRITE_SNIPPETS").is_some() {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&file, &snippet.text).unwrap();
            }
            let before = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(
                before == snippet.text,
                "{} is different: read it, then run again with HANDRAIL_WRITE_SNIPPETS=1",
                file.display()
            );
        }
    }
}
