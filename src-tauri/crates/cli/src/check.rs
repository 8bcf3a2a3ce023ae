//! `handrail check`: all evidence afresh, for a scheduled task that wants to know before anybody misses it.

use handrail_assistant::Assistant;
use handrail_assistant::checklist::{Checklist, Step, StepState};
use handrail_assistant::connection::ConnectionView;
use serde_json::{Value, json};

use crate::connections::named;
use crate::console::Console;
use crate::failure::{Failure, error, finding};
use crate::session::Session;

/// Looks at every step of one connection or of all. Ends as a finding where there is one, as an error where
/// something could not be looked at.
pub(crate) async fn run(name: Option<&str>, session: &Session) -> Result<(), Failure> {
    let assistant = session.stored()?;
    let all = assistant.connections().await?;
    let chosen = match name {
        Some(name) => vec![named(name, &all)?],
        None => all,
    };
    let checked = check_each(&chosen, &assistant, session.console()).await?;
    let problems = |finding: bool| {
        let steps = checked.iter().flat_map(|checklist| &checklist.steps);
        let reports = steps.filter_map(|step| step.problem.as_ref());
        reports.filter(|report| report.finding == finding).count()
    };
    let (findings, errors) = (problems(true), problems(false));
    let console = session.console();
    if checked.is_empty() {
        console.say(&session.words().plain("cli.connections.none"));
    }
    let connections: Vec<Value> = checked.iter().map(|one| document(one, console)).collect();
    console.document(&json!({"connections": connections, "findings": findings, "errors": errors}))?;
    match (findings, errors) {
        (0, 0) => Ok(()),
        (0, _) => Err(Failure::ToldError),
        _ => Err(Failure::Told),
    }
}

async fn check_each(
    chosen: &[ConnectionView],
    assistant: &Assistant,
    console: Console,
) -> Result<Vec<Checklist>, Failure> {
    let mut checked = Vec::new();
    for connection in chosen {
        console.progress(&connection.name);
        let checklist = assistant.check(&connection.id).await?;
        console.progress_done();
        tell(&checklist, console);
        checked.push(checklist);
    }
    Ok(checked)
}

fn tell(checklist: &Checklist, console: Console) {
    let words = console.words();
    let proved = checklist
        .steps
        .iter()
        .filter(|step| step.state == StepState::Proved)
        .count();
    let values = [
        ("name", checklist.connection.name.clone()),
        ("proved", proved.to_string()),
        ("total", checklist.steps.len().to_string()),
    ];
    console.say(&words.text("cli.check.line", values));
    for report in checklist.steps.iter().filter_map(|step| step.problem.as_ref()) {
        console.report(report);
    }
}

fn document(checklist: &Checklist, console: Console) -> Value {
    let connection = &checklist.connection;
    let steps: Vec<Value> = checklist.steps.iter().map(|one| step(one, console)).collect();
    json!({
        "id": connection.id,
        "name": connection.name,
        "tenantId": connection.tenant_id,
        "customer": connection.customer,
        "clientId": connection.client_id,
        "goal": connection.goal,
        "ready": connection.ready,
        "steps": steps,
    })
}

/// A step of a checklist as other programs read it.
pub(crate) fn step(step: &Step, console: Console) -> Value {
    let words = console.words();
    let mut document = json!({
        "id": step.id,
        "state": step.state,
        "evidence": step.evidence,
        "finding": null,
        "error": null,
    });
    match &step.problem {
        Some(report) if report.finding => document["finding"] = finding(report, words),
        Some(report) => document["error"] = error(report, words)["error"].take(),
        None => (),
    }
    document
}
