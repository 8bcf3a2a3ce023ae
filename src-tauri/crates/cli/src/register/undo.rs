//! `handrail register undo`: exactly what was made is taken away again.

use handrail_assistant::Assistant;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::registration::{RegistrationChoices, RunEvent};

use super::ChangeArguments;
use super::told::{Told, ended, summary};
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::session::Session;

/// Takes it away, backwards. Where it stops, the same line goes on from there.
pub(crate) async fn run(
    wanted: &ChangeArguments,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    let opening = async {
        let (assistant, connection) = wanted.place.search(session).await?.known()?;
        let choices = chosen(&assistant, &connection.id).await?;
        let setup = &wanted.setup;
        setup
            .sign_in(&assistant, &connection.id, &choices, session)
            .await?;
        Ok((assistant, connection))
    };
    let (assistant, connection) = interruption.or(opening).await?;
    let told = Told::undoing(session.console());
    let hear = |event: RunEvent| told.hear(&event);
    let undoing = assistant.undo_registration(&connection.id, hear);
    let undone = interruption
        .orderly(undoing, || assistant.cancel_registration(&connection.id))
        .await?;
    let complete = !undone.undoable;
    session.console().document(&summary(&undone, complete))?;
    ended(&undone)
}

/// What was granted takes the same right to take back. Where nothing was made, nobody has to sign in to hear it.
async fn chosen(assistant: &Assistant, id: &str) -> Result<RegistrationChoices, Failure> {
    let run = assistant.registration_run(id).await?;
    let nothing = || ErrorReport::new(ErrorCode::NothingToUndo);
    Ok(run.ok_or_else(nothing)?.choices)
}
