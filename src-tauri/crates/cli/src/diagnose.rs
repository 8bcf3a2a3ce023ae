//! `handrail diagnose`: reads anything from standard input and says what it means. Nothing of it is sent anywhere.

use handrail_assistant::checklist::StepId;
use handrail_assistant::diagnosis::{Alternative, Diagnosis, Hints};
use handrail_words::Words;
use serde_json::{Value, json};

use crate::arguments::DiagnoseArguments;
use crate::connections::named;
use crate::failure::{Failure, finding};
use crate::session::Session;
use crate::standard_input;

/// A log of a whole day is longer; what counts stands at its beginning or its end.
const MAX_TEXT: u64 = 32 * 1024 * 1024;

/// Diagnoses standard input. Ends as a finding when there is one.
pub(crate) async fn run(wanted: &DiagnoseArguments, session: &Session) -> Result<(), Failure> {
    let text = standard_input::pasted(MAX_TEXT).await;
    let text = text.filter(|text| !text.trim().is_empty());
    let text = text.ok_or(Failure::Usage("cli.usage.nothing_to_diagnose", Vec::new()))?;
    let hints = Hints {
        flow: wanted.flow,
        api: wanted.api,
        context: wanted.context,
    };
    let diagnosis = match &wanted.connection {
        Some(name) => {
            let assistant = session.stored()?;
            let connection = named(name, &assistant.connections().await?)?;
            assistant.diagnose(Some(&connection.id), &text, hints).await?
        }
        None => session.passing()?.diagnose(None, &text, hints).await?,
    };
    tell(&diagnosis, session);
    session
        .console()
        .document(&document(&diagnosis, session.words()))?;
    match diagnosis.finding {
        Some(_) => Err(Failure::Told),
        None => Ok(()),
    }
}

/// The diagnosis as other programs read it.
fn document(diagnosis: &Diagnosis, words: Words) -> Value {
    let found = diagnosis.finding.as_ref().map(|report| {
        let mut found = finding(report, words);
        found["step"] = json!(report.step.map(of_the_catalogue));
        if found["link"].is_null() {
            found["link"] = json!(diagnosis.official);
        }
        found
    });
    let alternatives: Vec<Value> = diagnosis
        .alternatives
        .iter()
        .map(|other| json!({"step": of_the_catalogue(other.step), "title": title(other, words)}))
        .collect();
    let trace = &diagnosis.trace;
    json!({
        "recognised": diagnosis.recognised,
        "finding": found,
        "who": diagnosis.who,
        "alternatives": alternatives,
        "trace": {
            "correlationId": trace.correlation_id,
            "traceId": trace.trace_id,
            "timestamp": trace.timestamp,
            "aadsts": trace.aadsts,
            "httpStatus": trace.http_status,
        },
        "official": diagnosis.official,
        "token": diagnosis.token,
        "belongs": diagnosis.belongs,
        "service": diagnosis.service,
        "text": diagnosis.shown,
    })
}

/// Other programs meet the steps of the error catalogue only, whatever a checklist has besides.
fn of_the_catalogue(step: StepId) -> StepId {
    match step {
        StepId::Certificate => StepId::Secret,
        StepId::Customer => StepId::Tenant,
        StepId::Token => StepId::SignIn,
        StepId::Incidents => StepId::UserAssignment,
        other => other,
    }
}

fn title(other: &Alternative, words: Words) -> String {
    words.plain(&format!("{}.title", other.words))
}

fn tell(diagnosis: &Diagnosis, session: &Session) {
    let (console, words) = (session.console(), session.words());
    if let Some(token) = &diagnosis.token {
        for api in &token.opens {
            let values = [
                ("api", words.plain(&format!("common.api.{api}"))),
                ("permission", token.permissions.join(" ")),
            ];
            console.say(&words.text("cli.token.opens", values));
        }
        console.say(&words.text("cli.token.expires", [("expires", &token.expires)]));
    }
    match &diagnosis.finding {
        Some(report) => console.report(report),
        None => console.say(&words.plain("cli.diagnose.nothing_wrong")),
    }
    if !diagnosis.alternatives.is_empty() {
        console.say(&words.plain("cli.diagnose.alternatives"));
    }
    for other in &diagnosis.alternatives {
        console.say(&format!("- {}", title(other, words)));
    }
    if let Some(link) = &diagnosis.official {
        console.say(&words.text("cli.diagnose.official", [("link", link)]));
    }
    if let Some(text) = &diagnosis.shown {
        console.say(&words.plain("cli.diagnose.text"));
        console.say(text);
    }
}
