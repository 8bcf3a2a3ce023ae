//! `handrail register apply`: the registration is made, or made whole, and proved by a real call.

use clap::Args;
use handrail_assistant::Assistant;
use handrail_assistant::connection::{ConnectionView, Context, Credential, Goal};
use handrail_assistant::registration::{
    PlannedChange, PlannedStep, RegistrationPlan, RegistrationStepId, RunEvent, RunView,
};
use handrail_assistant::sign_in::{ClientCertificate, LandingPages};
use serde_json::{Value, json};

use super::plan::{PlanArguments, say_existing};
use super::setup::lend_pipeline;
use super::told::{Told, ended};
use crate::certificate::CertificateArguments;
use crate::check;
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::practice;
use crate::session::Session;
use crate::sign_in::landing;

/// What is to be made, and with what it proves itself.
#[derive(Debug, Args)]
pub(crate) struct ApplyArguments {
    #[command(flatten)]
    plan: PlanArguments,
    #[arg(long, conflicts_with = "repair")]
    new: bool,
    #[command(flatten)]
    certificate: CertificateArguments,
}

/// Makes what is missing. Where it stops, the same line goes on from there.
pub(crate) async fn run(
    wanted: &ApplyArguments,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    let certificate = wanted.certificate.read()?;
    if !wanted.plan.practice {
        let (assistant, connection) = interruption.or(stored(wanted, certificate, session)).await?;
        return make(wanted, &assistant, &connection, session, interruption).await;
    }
    let practice = practice::for_this_run(session).await?;
    let outcome = async {
        let assistant = session.passing()?;
        let tenant = practice::found(&practice, &assistant).await?;
        let connection = wanted.plan.place.made(&assistant, &tenant).await?;
        lend_certificate(&assistant, &connection, certificate).await?;
        lend_pipeline(&practice, &assistant, &connection.id, session).await?;
        make(wanted, &assistant, &connection, session, interruption).await
    };
    let outcome = outcome.await;
    practice.stop().await;
    outcome
}

/// The stored connection, with somebody who may change registrations.
async fn stored(
    wanted: &ApplyArguments,
    certificate: Option<ClientCertificate>,
    session: &Session,
) -> Result<(Assistant, ConnectionView), Failure> {
    let place = wanted.plan.place.search(session).await?;
    if place.goal().context == Context::Application && certificate.is_none() {
        session.needs_keychain().await?;
    }
    fits(place.goal(), certificate.as_ref())?;
    let (assistant, connection) = place.stored().await?;
    lend_certificate(&assistant, &connection, certificate).await?;
    let (setup, choices) = (&wanted.plan.setup, wanted.plan.choices());
    setup
        .sign_in(&assistant, &connection.id, &choices, session)
        .await?;
    Ok((assistant, connection))
}

/// A person's own certificate is for a goal that proves itself with one.
fn fits(goal: Goal, certificate: Option<&ClientCertificate>) -> Result<(), Failure> {
    let proves = goal.context == Context::Application && goal.credential == Credential::Certificate;
    if certificate.is_some() && !proves {
        return Err(Failure::Usage("cli.usage.certificate_not_of_goal", Vec::new()));
    }
    Ok(())
}

async fn lend_certificate(
    assistant: &Assistant,
    connection: &ConnectionView,
    certificate: Option<ClientCertificate>,
) -> Result<(), Failure> {
    fits(connection.goal, certificate.as_ref())?;
    if let Some(certificate) = certificate {
        assistant.lend_certificate(&connection.id, certificate).await?;
    }
    Ok(())
}

async fn make(
    wanted: &ApplyArguments,
    assistant: &Assistant,
    connection: &ConnectionView,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    let (id, choices) = (connection.id.as_str(), wanted.plan.choices());
    let plan = interruption
        .or(async { Ok(assistant.plan_registration(id, &choices).await?) })
        .await?;
    nothing_in_the_way(wanted, &plan, session)?;
    let pages = LandingPages {
        consent: landing(session.words()),
        sign_in: landing(session.words()),
    };
    let told = Told::making(session.console());
    let hear = |event: RunEvent| told.hear(&event);
    let making = assistant.apply_registration(id, &choices, &pages, hear);
    let made = interruption
        .orderly(making, || assistant.cancel_registration(id))
        .await?;
    let last = last_line(&made, assistant, session).await?;
    session.console().document(&last)?;
    say_end(&made, wanted.plan.practice, session);
    ended(&made)
}

fn say_end(made: &RunView, practice: bool, session: &Session) {
    let (console, words) = (session.console(), session.words());
    if !made.finished {
        return console.say(&words.plain("cli.register.resume"));
    }
    console.say(&words.plain("cli.register.made"));
    // A practice tenant of this command is gone with it.
    if !practice {
        console.say(&words.text("cli.register.next", [("id", &made.connection_id)]));
    }
}

/// Stops before anything is made where the tenant has such a registration already, or cannot have one.
fn nothing_in_the_way(
    wanted: &ApplyArguments,
    plan: &RegistrationPlan,
    session: &Session,
) -> Result<(), Failure> {
    if let Some(report) = plan.problems.first() {
        return Err(report.clone().into());
    }
    let begins = plan.steps.iter().any(creates_the_app);
    if wanted.new || plan.existing.is_empty() || !begins {
        return Ok(());
    }
    let console = session.console();
    say_existing(plan, console);
    console.say(&console.words().plain("cli.register.choose"));
    console.document(&json!({"existing": plan.existing}))?;
    Err(Failure::Told)
}

fn creates_the_app(step: &PlannedStep) -> bool {
    step.id == RegistrationStepId::Application && step.change == PlannedChange::Create
}

/// The connection with all that proves it.
async fn last_line(made: &RunView, assistant: &Assistant, session: &Session) -> Result<Value, Failure> {
    let checklist = assistant.checklist(&made.connection_id).await?;
    let evidence: Vec<Value> = checklist
        .steps
        .iter()
        .map(|step| check::step(step, session.console()))
        .collect();
    Ok(json!({
        "connection": checklist.connection,
        "evidence": evidence,
        "finished": made.finished,
        "resumable": made.resumable,
        "undoable": made.undoable,
    }))
}
