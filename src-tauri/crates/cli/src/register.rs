//! `handrail register`: an app registration planned, made, looked after and taken away, without a window.

mod apply;
mod check;
mod place;
mod plan;
mod rotate;
mod setup;
mod told;
mod undo;

use clap::{ArgGroup, Args, Subcommand};

use self::apply::ApplyArguments;
use self::place::PlaceArguments;
use self::plan::PlanArguments;
use self::setup::SetupArguments;
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::session::Session;

/// What can be done with a registration.
#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    Plan(PlanArguments),
    Apply(ApplyArguments),
    Check(ChangeArguments),
    Rotate(ChangeArguments),
    Undo(ChangeArguments),
}

/// Which registration, and who may change it.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["connection", "tenant"])))]
pub(crate) struct ChangeArguments {
    #[command(flatten)]
    place: PlaceArguments,
    #[command(flatten)]
    setup: SetupArguments,
}

/// Does it. What changes a tenant ends after the call under way, and goes on when it is asked for again.
pub(crate) async fn run(
    wanted: &RegisterCommand,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    match wanted {
        RegisterCommand::Plan(wanted) => Box::pin(interruption.or(plan::run(wanted, session))).await,
        RegisterCommand::Apply(wanted) => Box::pin(apply::run(wanted, session, interruption)).await,
        RegisterCommand::Check(wanted) => Box::pin(interruption.or(check::run(wanted, session))).await,
        RegisterCommand::Rotate(wanted) => rotate::run(wanted, session, interruption).await,
        RegisterCommand::Undo(wanted) => undo::run(wanted, session, interruption).await,
    }
}
