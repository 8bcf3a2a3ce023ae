//! `handrail register rotate`: a new secret or certificate beside the old one, proved before the old one goes.

use handrail_assistant::connection::Context;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::registration::{RegistrationChoices, RunEvent};

use super::ChangeArguments;
use super::told::{Told, ended, summary};
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::session::Session;

/// Replaces it. Where it stops, the same line goes on from there, and the old one still works.
pub(crate) async fn run(
    wanted: &ChangeArguments,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    let opening = async {
        let (assistant, connection) = wanted.place.search(session).await?.registered()?;
        if connection.goal.context == Context::User {
            return Err(ErrorReport::new(ErrorCode::NothingToRotate).into());
        }
        session.needs_keychain().await?;
        let choices = RegistrationChoices::default();
        let setup = &wanted.setup;
        setup
            .sign_in(&assistant, &connection.id, &choices, session)
            .await?;
        Ok((assistant, connection))
    };
    let (assistant, connection) = interruption.or(opening).await?;
    let told = Told::making(session.console());
    let hear = |event: RunEvent| told.hear(&event);
    let rotating = assistant.rotate_credential(&connection.id, hear);
    let rotated = interruption
        .orderly(rotating, || assistant.cancel_registration(&connection.id))
        .await?;
    session.console().document(&summary(&rotated, rotated.finished))?;
    ended(&rotated)
}
