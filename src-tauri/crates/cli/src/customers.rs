//! `handrail customers`: a partner's customers without a window, for scripts and schedules.
#![allow(dead_code, reason = "each subcommand is wired where it lands")]

mod add;
mod board;
mod partner;
mod sweep;
mod watch;

use clap::Subcommand;

use self::board::BoardArguments;
use self::watch::WatchArguments;
use crate::failure::Failure;
use crate::session::Session;

/// What can be done with the customers of a partner.
#[derive(Debug, Subcommand)]
pub(crate) enum CustomersCommand {
    Board(BoardArguments),
    Watch(WatchArguments),
}

/// Does it.
pub(crate) async fn run(wanted: &CustomersCommand, session: &Session) -> Result<(), Failure> {
    match wanted {
        CustomersCommand::Board(wanted) => board::run(wanted, session).await,
        CustomersCommand::Watch(wanted) => watch::run(wanted, session).await,
    }
}
