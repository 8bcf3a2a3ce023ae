//! `handrail customers add`: customers by their domains, or from a list.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::partner::PartnerArguments;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("list").required(true).args(["csv", "domain"])))]
pub(crate) struct AddArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, value_name = "FILE|-")]
    pub(super) csv: Option<PathBuf>,
    #[arg(value_name = "DOMAIN")]
    pub(super) domain: Vec<String>,
}
