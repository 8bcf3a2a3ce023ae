//! The window and a script at the same registration: one of them does it, and the other one is told so.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{ConsentChoice, RunStepState};

use super::{directory, empty, undone};
use crate::programs::Programs;
use crate::registering::{app_of, applied, apps, choosing, nothing_yet, pages, part};
use crate::tenant::{Tenant, goal};

/// Both programs, with somebody signed in to set up in each.
async fn two(tenant: &Tenant, id: &str) -> (Assistant, Assistant) {
    let programs = Programs::of(tenant);
    (programs.signed_in(id).await, programs.signed_in(id).await)
}

#[tokio::test]
async fn both_at_once_make_one_app_with_one_secret() {
    let tenant = Tenant::with(empty()).await;
    let before = directory(&tenant).await;
    let id = nothing_yet(&tenant, &tenant.assistant, goal(Api::Graph, Context::Application)).await;
    let (window, script) = two(&tenant, &id).await;
    let (choices, pages) = (choosing(ConsentChoice::Grant), pages());
    let (one, other) = tokio::join!(
        window.apply_registration(&id, &choices, &pages, |_| ()),
        script.apply_registration(&id, &choices, &pages, |_| ()),
    );
    let (made, refused) = if one.is_ok() { (one, other) } else { (other, one) };
    assert!(made.unwrap().finished);
    assert_eq!(refused.unwrap_err().code, ErrorCode::RegistrationBusy);

    // Whoever comes later finds it done.
    for program in [&window, &script] {
        let view = applied(program, &id, &choices).await.0;
        assert!(view.finished, "{view:?}");
        assert_eq!(
            app_of(&tenant, &view).await["secrets"].as_array().unwrap().len(),
            1
        );
    }
    assert_eq!(
        apps(&tenant).await.len(),
        before["apps"].as_array().unwrap().len() + 1
    );
    assert_eq!(
        part(&tenant, "grants").await.len(),
        before["grants"].as_array().unwrap().len() + 1
    );

    // The same of everything else that changes it.
    let (rotated, undoing) = tokio::join!(
        window.rotate_credential(&id, |_| ()),
        script.undo_registration(&id, |_| ()),
    );
    let refusals = [rotated.err(), undoing.err()].into_iter().flatten();
    let refusals: Vec<ErrorCode> = refusals.map(|report| report.code).collect();
    assert_eq!(refusals, [ErrorCode::RegistrationBusy]);
    if directory(&tenant).await != before {
        undone(&script, &id).await;
    }
    assert_eq!(directory(&tenant).await, before);
}

#[tokio::test]
async fn in_one_program_the_later_request_goes_on_where_the_earlier_one_was_ended() {
    let tenant = Tenant::with(empty()).await;
    let id = nothing_yet(&tenant, &tenant.assistant, goal(Api::Graph, Context::Application)).await;
    let assistant = Programs::of(&tenant).signed_in(&id).await;
    let (choices, pages) = (choosing(ConsentChoice::Grant), pages());
    let (one, other) = tokio::join!(
        assistant.apply_registration(&id, &choices, &pages, |_| ()),
        assistant.apply_registration(&id, &choices, &pages, |_| ()),
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    // Which of them comes later is for the machine to say.
    let (later, earlier) = if one.finished { (one, other) } else { (other, one) };
    assert!(later.finished, "{later:?}");
    let stopped = earlier
        .steps
        .iter()
        .find(|step| step.state == RunStepState::Stopped);
    let problem = stopped.and_then(|step| step.problem.as_ref());
    assert_eq!(problem.map(|report| report.code), Some(ErrorCode::Cancelled));
    assert_eq!(
        app_of(&tenant, &later).await["secrets"].as_array().unwrap().len(),
        1
    );
}
