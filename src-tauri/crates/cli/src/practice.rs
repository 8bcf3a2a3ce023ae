//! `handrail practice`: the practice tenant on its own, until somebody ends it.

use std::path::Path;

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::connection::FoundTenant;
use handrail_practice_tenant::{Options, PracticeTenant, Scenario};
use serde_json::{Value, json};

use crate::arguments::PracticeArguments;
use crate::console::{Console, write_line};
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::session::{Session, contents};
use crate::standard_input;

/// Starts it, prints the ready line, and waits for the end.
pub(crate) async fn run(
    arguments: PracticeArguments,
    console: Console,
    mut interruption: Interruption,
) -> Result<(), Failure> {
    if arguments.list_scenarios {
        return list_scenarios(console);
    }
    let until_stdin_closes = arguments.until_stdin_closes;
    let answers = arguments.answers.as_deref().map(answers).transpose()?;
    let options = Options {
        answers,
        ..options(arguments)
    };
    let tenant = handrail_practice_tenant::start(options).await?;
    let told = write_line(tenant.ready());
    if told.is_ok() {
        let words = console.words();
        console.say(&words.text("cli.practice.ready", [("portal", &tenant.ready().portal)]));
        tokio::select! {
            () = interruption.arrived() => (),
            () = standard_input::closed(), if until_stdin_closes => (),
        }
        console.say(&words.plain("cli.practice.ended"));
    }
    tenant.stop().await;
    told
}

/// The answers of a file, as `POST /practice/answers` takes them.
fn answers(file: &Path) -> Result<Value, Failure> {
    let malformed = |error: serde_json::Error| {
        let values = vec![
            ("path", file.display().to_string()),
            ("reason", error.to_string()),
        ];
        Failure::Usage("cli.usage.file_unreadable", values)
    };
    serde_json::from_slice(&contents(file)?).map_err(malformed)
}

fn options(arguments: PracticeArguments) -> Options {
    Options {
        listen: arguments.listen,
        listen_tls: Some(arguments.listen_tls),
        tls_cert: arguments.tls_cert,
        tls_key: arguments.tls_key,
        advertise: arguments.advertise,
        scenarios: arguments.scenario,
        incidents: arguments.incidents,
        customers: arguments.customers,
        empty: arguments.empty,
        seed: arguments.seed,
        ..Options::default()
    }
}

/// A practice tenant that runs only as long as the command that asked for it.
pub(crate) async fn for_this_run(session: &Session) -> Result<PracticeTenant, Failure> {
    session
        .console()
        .say(&session.words().plain("cli.hello_world.practice"));
    Ok(handrail_practice_tenant::start(Options::default()).await?)
}

/// The practice tenant as the assistant finds it, once it knows the cloud.
pub(crate) async fn found(practice: &PracticeTenant, assistant: &Assistant) -> Result<FoundTenant, Failure> {
    let cloud = Cloud::parse(&practice.cloud().to_string())?;
    let id = cloud.id.clone();
    assistant.add_cloud(cloud);
    let domain = &practice.ready().tenant_domain;
    Ok(assistant.find_tenant(domain, Some(&id)).await?)
}

fn list_scenarios(console: Console) -> Result<(), Failure> {
    for scenario in Scenario::all() {
        console.answer(&format!("{:<28} {}", scenario.name(), scenario.explanation()))?;
    }
    let scenarios: Vec<_> = Scenario::all()
        .iter()
        .map(|scenario| json!({"name": scenario.name(), "explanation": scenario.explanation()}))
        .collect();
    console.document(&json!({"scenarios": scenarios}))
}
