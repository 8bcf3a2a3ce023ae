//! `handrail customers board`: how far each customer is, as far as it was seen.

use std::path::PathBuf;

use clap::Args;

use super::partner::PartnerArguments;
use crate::arguments::Format;

#[derive(Debug, Args)]
pub(crate) struct BoardArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    pub(super) format: Vec<Format>,
}
