//! `handrail customers`: a partner's customers without a window, for scripts and schedules.
#![allow(dead_code, reason = "each subcommand is wired where it lands")]

mod add;
mod board;
mod partner;
mod sweep;
mod watch;

use clap::Subcommand;

pub(crate) use self::add::AddArguments;

/// What can be done with the customers of a partner.
#[derive(Debug, Subcommand)]
pub(crate) enum CustomersCommand {
    Add(AddArguments),
}
