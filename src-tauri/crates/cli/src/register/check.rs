//! `handrail register check`: a registration beside what its goal needs. Nothing is changed.

use handrail_assistant::connection::ConnectionView;
use handrail_assistant::registration::{DriftItem, DriftView, PlannedStep, RegistrationChoices};
use serde_json::{Value, json};

use super::ChangeArguments;
use super::plan::requests;
use crate::console::Console;
use crate::failure::{Failure, reported};
use crate::session::Session;

/// Looks with the right of whoever the line names, or as the app itself where that may read itself.
pub(crate) async fn run(wanted: &ChangeArguments, session: &Session) -> Result<(), Failure> {
    let (assistant, connection) = wanted.place.search(session).await?.registered()?;
    if wanted.setup.is_given() {
        let (setup, choices) = (&wanted.setup, RegistrationChoices::default());
        setup
            .sign_in(&assistant, &connection.id, &choices, session)
            .await?;
    }
    let drift = assistant.check_registration(&connection.id).await?;
    let console = session.console();
    tell(&drift, console);
    console.document(&document(&drift, &connection, console))?;
    match (drift.items.as_slice(), drift.unseen.as_slice()) {
        ([], []) => Ok(()),
        ([], _) => Err(Failure::ToldError),
        _ => Err(Failure::Told),
    }
}

fn tell(drift: &DriftView, console: Console) {
    let words = console.words();
    let problems = drift.items.iter().map(|item| &item.problem);
    for report in problems.chain(drift.unseen.iter().map(|part| &part.problem)) {
        console.report(report);
    }
    for hint in &drift.hints {
        let values = [("permission", hint.permission.as_str()), ("since", &hint.since)];
        console.say(&words.text("cli.register.unused", values));
    }
    if drift.items.is_empty() && drift.unseen.is_empty() {
        console.say(&words.text("cli.register.in_order", [("name", &drift.name)]));
    }
}

fn document(drift: &DriftView, connection: &ConnectionView, console: Console) -> Value {
    let unseen = drift.unseen.iter().map(|one| {
        let mut part = json!({"part": one.part});
        reported(&mut part, Some(&one.problem), console.words());
        part
    });
    json!({
        "connection": connection,
        "name": drift.name,
        "at": drift.at,
        "credentialEnds": drift.credential_ends,
        "findings": drift.items.iter().map(|one| item(one, console)).collect::<Vec<_>>(),
        "hints": drift.hints,
        "inOrder": drift.in_order,
        "unseen": unseen.collect::<Vec<_>>(),
    })
}

/// One difference, with the requests that would put it right.
fn item(item: &DriftItem, console: Console) -> Value {
    let words = console.words();
    let repair = |step: &PlannedStep| requests(step, words).collect::<Vec<_>>();
    let mut document = json!({
        "id": item.id,
        "part": item.part,
        "kind": item.kind,
        "choice": item.choice,
        "repair": item.repair.as_ref().map(repair),
    });
    reported(&mut document, Some(&item.problem), words);
    document
}
