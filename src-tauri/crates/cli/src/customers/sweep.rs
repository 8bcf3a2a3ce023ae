//! `handrail customers sweep`: one question, asked of every customer.

use std::path::PathBuf;

use clap::Args;
use handrail_assistant::results::ResultKind;

use super::partner::PartnerArguments;
use crate::arguments::Format;
use crate::question::{QuestionArguments, list};
use crate::since::Since;

#[derive(Debug, Args)]
pub(crate) struct SweepArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, value_name = "48h|7d|TIME", default_value = "48h")]
    pub(super) since: Since,
    #[arg(long, value_name = "LIST", value_parser = list, default_value = "incidents")]
    pub(super) read: ResultKind,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) concurrency: Option<u32>,
    #[arg(long, value_name = "DIR")]
    pub(super) output: PathBuf,
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "json")]
    pub(super) format: Vec<Format>,
    #[arg(long)]
    pub(super) resume: bool,
    #[arg(value_name = "DOMAIN|ID")]
    pub(super) customer: Vec<String>,
}
