//! Whose customers: a stored connection, or a registration named on the line. Either has a roster that stays; a secret
//! that was brought along is used for this run and kept nowhere.

use std::path::Path;

use clap::{ArgGroup, Args};
use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Goal, Tenancy};
use handrail_assistant::tenants::CustomerList;
use handrail_practice_tenant::PracticeTenant;
use secrecy::SecretString;

use crate::certificate::CertificateArguments;
use crate::connections::named;
use crate::failure::Failure;
use crate::secret::SecretArguments;
use crate::session::Session;
use crate::{card, practice};

/// The registration whose customers these are, and its proof.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["practice", "connection", "card", "tenant"])))]
#[command(group(ArgGroup::new("secret").args(["secret_env", "secret_stdin"]).conflicts_with("practice")))]
#[command(group(ArgGroup::new("own_certificate").args(["certificate"]).conflicts_with_all(["practice", "secret"])))]
pub(crate) struct PartnerArguments {
    #[arg(long)]
    practice: bool,
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,
    #[arg(long, value_name = "FILE")]
    card: Option<std::path::PathBuf>,
    #[arg(long, requires = "card")]
    trust_hosts: bool,
    #[arg(long, value_name = "DOMAIN|ID", requires = "client_id")]
    tenant: Option<String>,
    #[arg(long, value_name = "ID", requires = "tenant")]
    client_id: Option<String>,
    #[arg(long, value_name = "graph|xdr|mde", conflicts_with_all = ["connection", "card"])]
    api: Option<Api>,
    #[command(flatten)]
    secret: SecretArguments,
    #[command(flatten)]
    certificate: CertificateArguments,
}

/// Opens the partner's connection and does the work with it. A practice tenant comes with all its customers on the
/// roster, and ends with the work.
pub(super) async fn with_partner(
    wanted: &PartnerArguments,
    session: &Session,
    work: impl AsyncFnOnce(&Assistant, &ConnectionView) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if !wanted.practice {
        let assistant = session.stored()?;
        let connection = stored(wanted, &assistant, session).await?;
        lend(wanted, &assistant, &connection).await?;
        return work(&assistant, &connection).await;
    }
    let practice = practice::for_this_run(session).await?;
    let outcome = async {
        let assistant = session.passing()?;
        let connection = of_practice(wanted, &assistant, &practice).await?;
        let customers = practice.ready().customers.iter().map(|one| one.domain.as_str());
        if let Ok(list) = CustomerList::parse(&customers.collect::<Vec<_>>().join("\n")) {
            assistant.add_customers(&connection.id, list, |_| ()).await?;
        }
        work(&assistant, &connection).await
    };
    let outcome = Box::pin(outcome).await;
    practice.stop().await;
    outcome
}

async fn stored(
    wanted: &PartnerArguments,
    assistant: &Assistant,
    session: &Session,
) -> Result<ConnectionView, Failure> {
    match (&wanted.connection, &wanted.card) {
        (Some(name), _) => named(name, &assistant.connections().await?),
        (None, Some(file)) => of_card(wanted, assistant, file, session).await,
        (None, None) => of_line(wanted, assistant, session).await,
    }
}

async fn of_card(
    wanted: &PartnerArguments,
    assistant: &Assistant,
    file: &Path,
    session: &Session,
) -> Result<ConnectionView, Failure> {
    // Clouds that came with earlier cards are known from here on.
    assistant.connections().await?;
    let card = card::trusted(assistant, file, wanted.trust_hosts, session).await?;
    Ok(assistant.import_card(card, None).await?)
}

async fn of_line(
    wanted: &PartnerArguments,
    assistant: &Assistant,
    session: &Session,
) -> Result<ConnectionView, Failure> {
    let cloud = session.custom_cloud()?.map(|cloud| cloud.id);
    let tenant = wanted.tenant.as_deref().unwrap_or_default();
    let tenant = assistant.find_tenant(tenant, cloud.as_deref()).await?;
    let client_id = wanted.client_id.as_deref().unwrap_or_default();
    let connection = assistant.connection_of(&tenant, goal(wanted), client_id.parse()?);
    Ok(connection.await?)
}

async fn of_practice(
    wanted: &PartnerArguments,
    assistant: &Assistant,
    practice: &PracticeTenant,
) -> Result<ConnectionView, Failure> {
    let tenant = practice::found(practice, assistant).await?;
    let partner = &practice.ready().apps.partner;
    let secret = partner.client_secret.clone().map(SecretString::from);
    let client_id = partner.client_id.parse()?;
    Ok(assistant
        .add_registration(&tenant, goal(wanted), client_id, secret)
        .await?)
}

fn goal(wanted: &PartnerArguments) -> Goal {
    Goal {
        tenancy: Tenancy::Customers,
        ..Goal::new(wanted.api.unwrap_or(Api::Graph), Context::Application)
    }
}

async fn lend(
    wanted: &PartnerArguments,
    assistant: &Assistant,
    connection: &ConnectionView,
) -> Result<(), Failure> {
    if let Some(secret) = wanted.secret.read().await? {
        assistant.lend_secret(&connection.id, secret).await?;
    }
    if let Some(certificate) = wanted.certificate.read()? {
        assistant.lend_certificate(&connection.id, certificate).await?;
    }
    Ok(())
}
