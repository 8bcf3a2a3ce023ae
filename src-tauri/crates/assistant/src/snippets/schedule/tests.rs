use super::*;
use crate::cloud::Api;
use crate::connection::FoundTenant;

const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";

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
    Connection::new("0b5c".to_owned(), &tenant, TENANT.parse().unwrap(), goal)
}

fn call(text: &str) -> SnippetCall {
    SnippetCall::List {
        query: ListQuery {
            severities: vec![Severity::High],
            text: text.to_owned(),
            ..ListQuery::last_hours(ResultKind::Incidents, 48)
        },
    }
}

fn text(goal: Goal, call: &SnippetCall, kind: ScheduleKind) -> String {
    schedule(&connection(goal), call, kind).unwrap()
}

fn application() -> Goal {
    Goal::new(Api::Graph, Context::Application)
}

#[test]
fn the_command_line_is_the_question() {
    assert_eq!(
        text(application(), &call("two words"), ScheduleKind::CommandLine),
        "# bash, zsh\nhandrail hello-world --connection 0b5c --since 48h --severity high --text 'two words' --json\n\n\
         # PowerShell\nhandrail hello-world --connection 0b5c --since 48h --severity high --text 'two words' --json\n\n\
         :: cmd\nhandrail hello-world --connection 0b5c --since 48h --severity high --text \"two words\" --json\n"
    );
}

#[test]
fn what_a_shell_or_a_scheduler_would_expand_stays_text() {
    let nasty = call("a'b\"c$(id)%PATH%${{ secrets.X }}\\");
    let line = |kind, begins: &str| {
        let text = text(application(), &nasty, kind);
        let found = text.lines().find(|line| line.trim().starts_with(begins));
        found.unwrap().trim().to_owned()
    };
    let shell = text(application(), &nasty, ScheduleKind::CommandLine);
    assert!(
        shell.contains(r#"--text 'a'\''b"c$(id)%PATH%${{ secrets.X }}\'"#),
        "{shell}"
    );
    assert!(!shell.contains(":: cmd"));
    assert!(
        line(ScheduleKind::Systemd, "ExecStart").contains(r#""a'b\"c$$(id)%%PATH%%$${{ secrets.X }}\\""#)
    );
    assert!(
        line(ScheduleKind::TaskScheduler, "<Arguments>").contains(r#""a'b\"c$(id)%PATH%${{ secrets.X }}\\""#)
    );
    assert!(line(ScheduleKind::GithubActions, "handrail").contains("${{ '${{' }} secrets.X }}"));
    assert!(line(ScheduleKind::Kubernetes, "- \"a'b").contains("$$(id)"));
}

#[test]
fn what_runs_elsewhere_brings_ids_and_names_its_secret() {
    for kind in [ScheduleKind::GithubActions, ScheduleKind::Kubernetes] {
        let secret = text(application(), &call(""), kind);
        assert!(
            secret.contains(TENANT) && secret.contains("CLIENT_SECRET"),
            "{secret}"
        );
        assert!(!secret.contains(['«', '»']), "{secret}");
        let goal = Goal {
            credential: Credential::Certificate,
            ..application()
        };
        let certificate = text(goal, &call(""), kind);
        assert!(
            certificate.contains("certificate.pem") && !certificate.contains("CLIENT_SECRET"),
            "{certificate}"
        );
    }
}

#[test]
fn nobody_signs_in_where_nobody_is() {
    let user = Goal::new(Api::Graph, Context::User);
    let offered = |goal, call: &SnippetCall| {
        ScheduleKind::ALL
            .into_iter()
            .filter(|kind| kind.offers(call, goal))
            .count()
    };
    assert_eq!(offered(user, &call("")), 3);
    assert_eq!(offered(application(), &call("")), 5);
    assert_eq!(offered(application(), &SnippetCall::Token), 0);
}
