//! `handrail customers watch`: looks at each customer when its time has come.

use clap::Args;

use super::partner::PartnerArguments;

#[derive(Debug, Args)]
pub(crate) struct WatchArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long)]
    pub(super) once: bool,
    #[arg(value_name = "DOMAIN|ID")]
    pub(super) customer: Vec<String>,
}
