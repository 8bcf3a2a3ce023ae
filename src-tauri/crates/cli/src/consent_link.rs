//! `handrail consent-link`: the link for a customer's administrator, and the message to send it with.

use clap::{ArgGroup, Args};
use handrail_assistant::tenants::Invitation;
use handrail_doors::Spoken;
use serde_json::json;
use url::Url;

use crate::connections::named;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("registration").required(true).args(["client_id", "connection"])))]
pub(crate) struct ConsentLinkArguments {
    /// The customer's.
    #[arg(long, value_name = "DOMAIN|ID")]
    pub(crate) tenant: String,
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) connection: Option<String>,
    #[arg(long, value_name = "URL", conflicts_with = "connection")]
    pub(crate) redirect_uri: Option<Url>,
    #[arg(long, value_name = "SCOPE")]
    pub(crate) scope: Vec<String>,
}

/// Finds the customer's tenant and prints the message, with the link in it.
pub(crate) async fn run(wanted: &ConsentLinkArguments, session: &Session) -> Result<(), Failure> {
    let invitation = match (&wanted.connection, &wanted.client_id) {
        (Some(name), _) => of_connection(wanted, name, session).await?,
        (None, client_id) => of_line(wanted, client_id.as_deref().unwrap_or_default(), session).await?,
    };
    let console = session.console();
    console.answer(&invitation.message)?;
    console.document(&json!({
        "tenantId": invitation.tenant_id,
        "link": invitation.link,
        "state": invitation.state,
        "message": invitation.message,
        "subject": invitation.subject,
        "redirectUri": invitation.redirect_uri,
    }))
}

/// Through a connection: its registration, its redirect address, and the customer's own link where it has one.
async fn of_connection(
    wanted: &ConsentLinkArguments,
    name: &str,
    session: &Session,
) -> Result<Invitation, Failure> {
    let assistant = session.stored()?;
    let connection = named(name, &assistant.connections().await?)?;
    let customer = assistant
        .find_tenant(&wanted.tenant, Some(&connection.cloud_id))
        .await?;
    let invitation = assistant
        .invitation_for(&connection.id, &customer, &wanted.scope, &Spoken(session.words()))
        .await?;
    Ok(invitation)
}

/// Without a connection: nothing is stored, and nothing is known of the registration but its ID.
async fn of_line(
    wanted: &ConsentLinkArguments,
    client_id: &str,
    session: &Session,
) -> Result<Invitation, Failure> {
    let assistant = session.passing()?;
    let client_id = client_id.parse()?;
    let cloud = session.custom_cloud()?.map(|cloud| cloud.id);
    let customer = assistant.find_tenant(&wanted.tenant, cloud.as_deref()).await?;
    let answer = (wanted.redirect_uri.as_ref(), wanted.scope.as_slice());
    Ok(assistant.invitation_by(client_id, &customer, answer, &Spoken(session.words()))?)
}
