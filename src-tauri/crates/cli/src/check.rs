//! `handrail check`: all evidence afresh, for a scheduled task that wants to know before anybody misses it.

use handrail_assistant::Assistant;
use handrail_assistant::checklist::{Checklist, Step, StepState};
use handrail_assistant::connection::{ConnectionView, Reminder};
use serde_json::{Value, json};

use crate::connections::named;
use crate::console::Console;
use crate::failure::{Failure, reported};
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
    let reminders = reminders(&checked, &assistant).await?;
    let problems = |finding: bool| {
        let steps = checked.iter().flat_map(|checklist| &checklist.steps);
        let reports = steps.filter_map(|step| step.problem.as_ref());
        reports.filter(|report| report.finding == finding).count()
    };
    let (findings, errors) = (problems(true) + reminders.len(), problems(false));
    let console = session.console();
    for reminder in &reminders {
        console.report(&reminder.problem);
    }
    if checked.is_empty() {
        console.say(&session.words().plain("cli.connections.none"));
    }
    let connections: Vec<Value> = checked
        .iter()
        .map(|one| document(one, &reminders, console))
        .collect();
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

/// Credentials of what was checked that end within a month, or have ended, and that no step speaks of already.
async fn reminders(checked: &[Checklist], assistant: &Assistant) -> Result<Vec<Reminder>, Failure> {
    let mut reminders = assistant.reminders().await?;
    reminders.retain(|reminder| {
        let mut checked = checked.iter();
        checked.any(|one| one.connection.id == reminder.connection_id && !says(one, reminder))
    });
    Ok(reminders)
}

fn says(checklist: &Checklist, reminder: &Reminder) -> bool {
    let mut problems = checklist.steps.iter().filter_map(|step| step.problem.as_ref());
    problems.any(|problem| problem.code == reminder.problem.code)
}

fn document(checklist: &Checklist, reminders: &[Reminder], console: Console) -> Value {
    let connection = &checklist.connection;
    let its = reminders.iter().filter(|one| one.connection_id == connection.id);
    let reminders: Vec<Value> = its.map(|one| reminder(one, console)).collect();
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
        "reminders": reminders,
    })
}

fn reminder(reminder: &Reminder, console: Console) -> Value {
    let mut document = json!({"kind": reminder.kind, "endsAt": reminder.ends_at, "state": reminder.state});
    reported(&mut document, Some(&reminder.problem), console.words());
    document
}

/// A step of a checklist as other programs read it.
pub(crate) fn step(step: &Step, console: Console) -> Value {
    let mut document = json!({
        "id": step.id,
        "state": step.state,
        "evidence": step.evidence,
    });
    reported(&mut document, step.problem.as_ref(), console.words());
    document
}
