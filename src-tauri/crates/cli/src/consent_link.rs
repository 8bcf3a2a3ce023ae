//! `handrail consent-link`: the link for a customer's administrator, and the message to send it with.
#![allow(dead_code, reason = "the command is wired where it lands")]

use clap::{ArgGroup, Args};
use url::Url;

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
