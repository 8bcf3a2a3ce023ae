//! `handrail support replay`: the practice tenant answers as the services did, and the assistant makes the same journey.

use std::path::Path;
use std::sync::Arc;

use handrail_assistant::Assistant;
use handrail_assistant::connection::{ConnectionView, Context, Credential, FoundTenant, Tenancy};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::outside::Browser;
use handrail_assistant::support::{Replay, Replayed, Stage};
use handrail_doors::SystemBrowser;
use handrail_practice_tenant::{Options, PracticeTenant, ReadyApp};
use secrecy::SecretString;
use serde_json::json;

use super::person::Person;
use crate::certificate::CertificateArguments;
use crate::failure::{Failure, reported};
use crate::practice;
use crate::session::{Session, contents};
use crate::sign_in::landing;

/// Plays a bundle again. Ends as a finding where something else is met than what was recorded.
pub(super) async fn run(file: &Path, session: &Session) -> Result<(), Failure> {
    let replay = Replay::parse(&text(file)?)?;
    let practice = handrail_practice_tenant::start(Options::default()).await?;
    let outcome = replayed(&replay, &practice, session).await;
    practice.stop().await;
    tell(&outcome?, session)
}

fn text(file: &Path) -> Result<String, Failure> {
    String::from_utf8(contents(file)?).map_err(|_| {
        ErrorReport::new(ErrorCode::SupportBundleMalformed)
            .with("message", "UTF-8")
            .into()
    })
}

async fn replayed(
    replay: &Replay,
    practice: &PracticeTenant,
    session: &Session,
) -> Result<Replayed, Failure> {
    let stage = replay.stage();
    let assistant = session.passing_with(browser(practice))?;
    let app = app(stage, practice);
    let found = practice::found(practice, &assistant).await?;
    let connection = set_up(stage, app, &found, &assistant, practice).await?;
    let landing = landing(session.words());
    if stage.signed_in {
        let attempt = assistant
            .start_sign_in(&connection.id, false, landing.clone())
            .await?;
        assistant.finish_sign_in(&attempt.attempt_id, |_| ()).await?;
    }
    practice.answer(&replay.answers(&connection.tenant_id, &app.client_id))?;
    Ok(assistant.rerun(replay, &connection.id, landing).await?)
}

/// The admin of the practice tenant sits there.
fn browser(practice: &PracticeTenant) -> Arc<dyn Browser> {
    let admin = practice.ready().users.first();
    let cookie = admin.and_then(|admin| practice.session_of(&admin.user_principal_name));
    let person = cookie.and_then(|cookie| Person::with(&cookie));
    person.map_or_else(|| Arc::new(SystemBrowser) as _, |person| Arc::new(person) as _)
}

/// The registration of that goal, which is all right.
fn app(stage: Stage, practice: &PracticeTenant) -> &ReadyApp {
    let apps = &practice.ready().apps;
    match (stage.goal.tenancy, stage.goal.context) {
        (Tenancy::Customers, Context::Application) => &apps.partner,
        (_, Context::User) => &apps.user,
        (Tenancy::Own, Context::Application) => &apps.application,
    }
}

/// The connection as far as it was set up when it went wrong.
async fn set_up(
    stage: Stage,
    app: &ReadyApp,
    found: &FoundTenant,
    assistant: &Assistant,
    practice: &PracticeTenant,
) -> Result<ConnectionView, Failure> {
    if !stage.has_client_id {
        let created = assistant.create_connection(found, stage.goal).await?;
        return Ok(created.connection);
    }
    let by_secret = stage.goal.credential == Credential::Secret;
    let secret = app.client_secret.clone().map(SecretString::from);
    let secret = secret.filter(|_| stage.has_credential && by_secret);
    let client_id = app.client_id.parse()?;
    let connection = assistant
        .add_registration(found, stage.goal, client_id, secret)
        .await?;
    if stage.has_credential && !by_secret {
        let (Some(file), Some(key)) = (&app.certificate_file, &app.certificate_key_file) else {
            return Ok(connection);
        };
        let own = CertificateArguments {
            certificate: Some(file.into()),
            certificate_key: Some(key.into()),
        };
        if let Some(certificate) = own.read()? {
            assistant.lend_certificate(&connection.id, certificate).await?;
        }
    }
    if stage.goal.tenancy == Tenancy::Customers
        && let Some(customer) = practice.ready().customers.first()
    {
        assistant.set_customer(&connection.id, &customer.domain).await?;
    }
    Ok(connection)
}

fn tell(replayed: &Replayed, session: &Session) -> Result<(), Failure> {
    let (console, words) = (session.console(), session.words());
    let mut document = json!({
        "same": replayed.same,
        "expected": replayed.expected,
        "met": replayed.met,
    });
    reported(&mut document, replayed.report.as_ref(), words);
    if let Some(report) = &replayed.report {
        console.report(report);
    }
    let told = match (replayed.same, &replayed.met) {
        (true, _) => "cli.support.same",
        (false, Some(_)) => "cli.support.different",
        (false, None) => "cli.support.nothing_met",
    };
    console.say(&words.plain(told));
    console.document(&document)?;
    if replayed.same { Ok(()) } else { Err(Failure::Told) }
}
