//! `handrail customers`: a partner's customers without a window, for scripts and schedules.

mod add;
mod board;
mod partner;
mod sweep;
mod watch;

use clap::Subcommand;

use self::add::AddArguments;
use self::board::BoardArguments;
use self::sweep::SweepArguments;
use self::watch::WatchArguments;
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::session::Session;

/// What can be done with the customers of a partner.
#[derive(Debug, Subcommand)]
pub(crate) enum CustomersCommand {
    Add(AddArguments),
    Board(BoardArguments),
    Watch(WatchArguments),
    Sweep(Box<SweepArguments>),
}

/// Does it. A sweep that is ended early puts down what it has.
pub(crate) async fn run(
    wanted: &CustomersCommand,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    match wanted {
        CustomersCommand::Add(wanted) => interruption.or(add::run(wanted, session)).await,
        CustomersCommand::Board(wanted) => interruption.or(board::run(wanted, session)).await,
        CustomersCommand::Watch(wanted) => interruption.or(watch::run(wanted, session)).await,
        CustomersCommand::Sweep(wanted) => sweep::run(wanted, session, interruption).await,
    }
}
