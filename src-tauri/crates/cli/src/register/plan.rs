//! `handrail register plan`: what would be done, as words and as the requests themselves. Nothing is changed.

use clap::{ArgGroup, Args};
use handrail_assistant::Assistant;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::error::ErrorReport;
use handrail_assistant::registration::{PlannedStep, RegistrationChoices, RegistrationPlan};
use handrail_words::Words;
use serde_json::{Value, from_str, json};

use super::place::PlaceArguments;
use super::setup::{SetupArguments, lend_pipeline};
use super::told::{name, said, spelled};
use crate::choices::ChoiceArguments;
use crate::console::Console;
use crate::failure::{Failure, error, finding};
use crate::practice;
use crate::session::Session;

/// What a registration is to be, where, and who sets it up.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["practice", "connection", "tenant"])))]
pub(crate) struct PlanArguments {
    #[arg(long, conflicts_with_all = ["setup_client_id", "borrow_graph_tools", "device_code"])]
    pub(super) practice: bool,
    #[command(flatten)]
    pub(super) place: PlaceArguments,
    #[command(flatten)]
    choices: ChoiceArguments,
    #[arg(long, value_name = "OBJECT_ID")]
    pub(super) repair: Option<String>,
    #[command(flatten)]
    pub(super) setup: SetupArguments,
}

impl PlanArguments {
    pub(super) fn choices(&self) -> RegistrationChoices {
        RegistrationChoices {
            repair: self.repair.clone(),
            ..self.choices.of()
        }
    }
}

/// Plans from what Microsoft publishes, or from what the tenant has where the line says who may look.
pub(crate) async fn run(wanted: &PlanArguments, session: &Session) -> Result<(), Failure> {
    if !wanted.practice {
        let place = wanted.place.search(session).await?;
        let (assistant, connection) = place.passing(session).await?;
        if wanted.setup.is_given() {
            let (setup, choices) = (&wanted.setup, wanted.choices());
            setup
                .sign_in(&assistant, &connection.id, &choices, session)
                .await?;
        }
        return show(wanted, &assistant, &connection, session).await;
    }
    let practice = practice::for_this_run(session).await?;
    let outcome = async {
        let assistant = session.passing()?;
        let tenant = practice::found(&practice, &assistant).await?;
        let connection = wanted.place.made(&assistant, &tenant).await?;
        lend_pipeline(&practice, &assistant, &connection.id, session).await?;
        show(wanted, &assistant, &connection, session).await
    };
    let outcome = outcome.await;
    practice.stop().await;
    outcome
}

async fn show(
    wanted: &PlanArguments,
    assistant: &Assistant,
    connection: &ConnectionView,
    session: &Session,
) -> Result<(), Failure> {
    let plan = assistant
        .plan_registration(&connection.id, &wanted.choices())
        .await?;
    let console = session.console();
    answer(&plan, console)?;
    console.document(&document(&plan, console))?;
    for report in &plan.unseen {
        console.report(report);
    }
    if plan.problems.is_empty() {
        return Ok(());
    }
    for report in &plan.problems {
        console.report(report);
    }
    Err(Failure::Told)
}

/// The plan for people, page by page.
fn answer(plan: &RegistrationPlan, console: Console) -> Result<(), Failure> {
    let words = console.words();
    let looked = if plan.looked { "looked" } else { "not_looked" };
    console.say(&words.plain(&format!("cli.register.{looked}")));
    for step in &plan.steps {
        let values = [("step", said(step.id, console)), ("state", does(step, words))];
        console.answer(&words.text("cli.register.line", values))?;
        for detail in details(step, words) {
            console.answer(&format!("  - {detail}"))?;
        }
        for request in &step.requests {
            console.answer(&format!("  {} {}", request.method, request.url))?;
        }
    }
    for scope in &plan.scopes {
        let why = words.plain(&format!("registration.scope.{}", name(&scope.reason)));
        let values = [("scope", scope.scope.as_str()), ("why", &why)];
        console.answer(&words.text("cli.register.scope", values))?;
    }
    say_existing(plan, console);
    Ok(())
}

/// Registrations of the same goal that are there already.
pub(super) fn say_existing(plan: &RegistrationPlan, console: Console) {
    for found in &plan.existing {
        let values = [("name", found.name.as_str()), ("id", &found.object_id)];
        console.say(&console.words().text("cli.register.existing", values));
    }
}

fn document(plan: &RegistrationPlan, console: Console) -> Value {
    let words = console.words();
    let requests = plan.steps.iter().flat_map(|step| requests(step, words));
    let scopes = plan.scopes.iter().map(|one| {
        let why = words.plain(&format!("registration.scope.{}", name(&one.reason)));
        json!({"scope": one.scope, "why": why})
    });
    let steps = plan.steps.iter().map(|step| {
        json!({
            "step": spelled(step.id),
            "change": step.change,
            "does": does(step, words),
            "details": details(step, words),
        })
    });
    let told = |report: &ErrorReport| {
        if report.finding {
            finding(report, words)
        } else {
            error(report, words)["error"].take()
        }
    };
    let problems = plan.problems.iter().map(told);
    let unseen = plan.unseen.iter().map(told);
    json!({
        "requests": requests.collect::<Vec<_>>(),
        "scopesNeeded": plan.scopes.iter().map(|one| one.scope.as_str()).collect::<Vec<_>>(),
        "scopes": scopes.collect::<Vec<_>>(),
        "name": plan.name,
        "looked": plan.looked,
        "steps": steps.collect::<Vec<_>>(),
        "roles": plan.roles,
        "consentRoles": plan.consent_roles,
        "existing": plan.existing,
        "findings": problems.collect::<Vec<_>>(),
        "unseen": unseen.collect::<Vec<_>>(),
    })
}

pub(super) fn requests(step: &PlannedStep, words: Words) -> impl Iterator<Item = Value> {
    let id = spelled(step.id);
    step.requests.iter().map(move |request| {
        let body: Option<Value> = request.body.as_deref().and_then(|body| from_str(body).ok());
        json!({
            "method": request.method,
            "url": request.url,
            "headers": request.headers,
            "body": body,
            "why": words.plain(&format!("registration.request.{}", name(&request.id))),
            "step": id,
        })
    })
}

fn does(step: &PlannedStep, words: Words) -> String {
    let key = format!("registration.step_does.{}.{}", name(&step.id), name(&step.change));
    words.text(&key, &step.params)
}

fn details(step: &PlannedStep, words: Words) -> Vec<String> {
    let said = step.details.iter();
    said.map(|detail| {
        words.text(
            &format!("registration.detail.{}", name(&detail.id)),
            &detail.params,
        )
    })
    .collect()
}
