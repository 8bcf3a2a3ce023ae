//! Which connection is read: the practice tenant's, a stored one, or one named on the line.

use std::path::Path;

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, FoundTenant, Goal};
use handrail_practice_tenant::PracticeTenant;
use secrecy::SecretString;

use crate::arguments::HelloWorldArguments;
use crate::card;
use crate::connections::named;
use crate::failure::Failure;
use crate::practice;
use crate::session::Session;

/// The assistant and the connection that it reads through.
pub(super) async fn connect(
    wanted: &HelloWorldArguments,
    session: &Session,
    practice: Option<&PracticeTenant>,
) -> Result<(Assistant, ConnectionView), Failure> {
    if let Some(name) = &wanted.connection {
        let assistant = session.stored()?;
        let connection = named(name, &assistant.connections().await?)?;
        if let Some(certificate) = wanted.certificate.read()? {
            assistant.lend_certificate(&connection.id, certificate).await?;
        }
        return Ok((assistant, connection));
    }
    let assistant = session.passing()?;
    let connection = match (practice, &wanted.card) {
        (Some(practice), _) => of_practice(wanted, &assistant, practice).await?,
        (None, Some(file)) => of_card(wanted, &assistant, file, session).await?,
        (None, None) => of_line(wanted, &assistant, session).await?,
    };
    Ok((assistant, connection))
}

async fn of_practice(
    wanted: &HelloWorldArguments,
    assistant: &Assistant,
    practice: &PracticeTenant,
) -> Result<ConnectionView, Failure> {
    let tenant = practice::found(practice, assistant).await?;
    let context = wanted.context.unwrap_or(Context::Application);
    let app = match context {
        Context::Application => &practice.ready().apps.application,
        Context::User => &practice.ready().apps.user,
    };
    let secret = app
        .client_secret
        .clone()
        .filter(|_| context == Context::Application)
        .map(SecretString::from);
    registered(wanted, assistant, &tenant, context, &app.client_id, secret).await
}

/// The connection of a card, for this run only.
async fn of_card(
    wanted: &HelloWorldArguments,
    assistant: &Assistant,
    file: &Path,
    session: &Session,
) -> Result<ConnectionView, Failure> {
    let card = card::trusted(assistant, file, wanted.trust_hosts, session).await?;
    let (secret, certificate) = (wanted.secret.read().await?, wanted.certificate.read()?);
    let context = card.goal().context;
    proof_fits(context, secret.is_some() || certificate.is_some())?;
    let connection = assistant.import_card(card, secret).await?;
    if let Some(certificate) = certificate {
        assistant.lend_certificate(&connection.id, certificate).await?;
    }
    Ok(connection)
}

/// The application brings a proof, and a person brings none.
fn proof_fits(context: Context, proof: bool) -> Result<(), Failure> {
    match (context, proof) {
        (Context::Application, false) => Err(Failure::Usage("cli.usage.secret_needed", Vec::new())),
        (Context::User, true) => Err(Failure::Usage("cli.usage.secret_not_needed", Vec::new())),
        _ => Ok(()),
    }
}

async fn of_line(
    wanted: &HelloWorldArguments,
    assistant: &Assistant,
    session: &Session,
) -> Result<ConnectionView, Failure> {
    let (secret, certificate) = (wanted.secret.read().await?, wanted.certificate.read()?);
    let proof = secret.is_some() || certificate.is_some();
    let with_proof = if proof {
        Context::Application
    } else {
        Context::User
    };
    let context = wanted.context.unwrap_or(with_proof);
    proof_fits(context, proof)?;
    let cloud = session.custom_cloud()?.map(|cloud| cloud.id);
    let tenant = wanted.tenant.as_deref().unwrap_or_default();
    let tenant = assistant.find_tenant(tenant, cloud.as_deref()).await?;
    let client_id = wanted.client_id.as_deref().unwrap_or_default();
    let connection = registered(wanted, assistant, &tenant, context, client_id, secret).await?;
    if let Some(certificate) = certificate {
        assistant.lend_certificate(&connection.id, certificate).await?;
    }
    Ok(connection)
}

async fn registered(
    wanted: &HelloWorldArguments,
    assistant: &Assistant,
    tenant: &FoundTenant,
    context: Context,
    client_id: &str,
    secret: Option<SecretString>,
) -> Result<ConnectionView, Failure> {
    let goal = Goal::new(wanted.api.unwrap_or(Api::Graph), context);
    Ok(assistant
        .add_registration(tenant, goal, client_id.parse()?, secret)
        .await?)
}
