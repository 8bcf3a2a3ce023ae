//! The line goes dead between a request and its answer. What was begun is finished, or undone, with nothing left over.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Credential, Goal};
use handrail_assistant::registration::{ConsentChoice, RunEvent, RunStepState};
use tokio::sync::Notify;

use super::{directory, empty, undone};
use crate::killing::Moment;
use crate::programs::Programs;
use crate::registering::{app_of, applied, apps, choosing, nothing_yet, pages, part};
use crate::tenant::{Tenant, goal};
use crate::wire::{Cut, Wire};

fn by(credential: Credential) -> Goal {
    Goal {
        credential,
        ..goal(Api::Graph, Context::Application)
    }
}

/// The calls that make something: with which credential they are made, and by what they are known.
const CALLS: [(Credential, &str); 5] = [
    (Credential::Secret, "PATCH /v1.0/applications(uniqueName"),
    (Credential::Secret, "POST /v1.0/servicePrincipals "),
    (Credential::Secret, "/addPassword"),
    (Credential::Certificate, "PATCH /v1.0/applications/"),
    (Credential::Secret, "/appRoleAssign"),
];

#[tokio::test]
async fn whatever_call_is_cut_off_the_next_one_finishes_it_or_takes_it_away() {
    let wire = Wire::laid().await;
    let tenant = Tenant::with(wire.options(empty())).await;
    let choices = choosing(ConsentChoice::Grant);
    let before = directory(&tenant).await;
    for (credential, call) in CALLS {
        for cut in [Cut::BeforeTheRequest, Cut::BeforeTheAnswer] {
            for finishes in [true, false] {
                let when = format!("{call} {cut:?} {finishes}");
                let id = nothing_yet(&tenant, &tenant.assistant, by(credential)).await;
                let programs = Programs::of(&tenant);
                let assistant = programs.signed_in(&id).await;
                let cuts = wire.cuts();
                wire.cut(call, cut);
                let ended = applied(&assistant, &id, &choices).await.0;
                assert_eq!(wire.cuts(), cuts + 1, "{when}");
                if finishes {
                    let view = applied(&assistant, &id, &choices).await.0;
                    assert!(view.finished, "{when}: {ended:?} {view:?}");
                    let app = app_of(&tenant, &view).await;
                    let of = |name: &str| app[name].as_array().unwrap().len();
                    assert_eq!(of("secrets") + of("certificates"), 1, "{when}: {app}");
                    let grants = part(&tenant, "grants").await.len();
                    assert_eq!(grants, before["grants"].as_array().unwrap().len() + 1, "{when}");
                    assert_eq!(
                        apps(&tenant).await.len(),
                        before["apps"].as_array().unwrap().len() + 1
                    );
                }
                let view = undone(&assistant, &id).await;
                assert!(!view.undoable, "{when}: {ended:?} {view:?}");
                assert_eq!(directory(&tenant).await, before, "{when}");
                tenant.assistant.remove_connection(&id).await.unwrap();
                assert_eq!(tenant.memory.secrets(), 0, "{when}");
            }
        }
    }
}

/// Somebody ends the program while Entra's page is open, and agrees there all the same.
#[tokio::test]
async fn consent_that_nobody_hears_of_is_found_or_asked_for_again() {
    for context in [Context::Application, Context::User] {
        let tenant = Tenant::with(empty()).await;
        let before = directory(&tenant).await;
        let id = nothing_yet(&tenant, &tenant.assistant, goal(Api::Graph, context)).await;
        let (programs, choices) = (Programs::of(&tenant), choosing(ConsentChoice::Link));
        let first = programs.signed_in(&id).await;
        let (opened, pages) = (Notify::new(), pages());
        let tell = |event| {
            if matches!(event, RunEvent::InBrowser { .. }) {
                opened.notify_one();
            }
        };
        tokio::select! {
            biased;
            () = opened.notified() => (),
            ended = first.apply_registration(&id, &choices, &pages, tell) => panic!("{ended:?}"),
        }
        drop(first);
        let view = applied(&programs.signed_in(&id).await, &id, &choices).await.0;
        assert!(view.finished, "{context:?}: {view:?}");
        assert_eq!(
            apps(&tenant).await.len(),
            before["apps"].as_array().unwrap().len() + 1
        );
        undone(&programs.signed_in(&id).await, &id).await;
        assert_eq!(directory(&tenant).await, before, "{context:?}");
    }
}

#[tokio::test]
async fn a_certificate_is_finished_by_the_next_program_whenever_the_first_was_killed() {
    let tenant = Tenant::with(empty()).await;
    let (programs, choices, pages) = (Programs::of(&tenant), choosing(ConsentChoice::Grant), pages());
    let before = directory(&tenant).await;
    for moment in [Moment::BeforeTheWrite, Moment::AfterTheWrite] {
        for write in 1.. {
            let id = nothing_yet(&tenant, &tenant.assistant, by(Credential::Certificate)).await;
            let (first, death) = programs.mortal(&id).await;
            death.comes_at(write, moment);
            let ended = death
                .or(first.apply_registration(&id, &choices, &pages, |_| ()))
                .await;
            let when = format!("{moment:?} {write}");
            let another = programs.signed_in(&id).await;
            let view = match ended {
                Some(view) => view.unwrap(),
                None => applied(&another, &id, &choices).await.0,
            };
            assert!(view.finished, "{when}: {view:?}");
            let app = app_of(&tenant, &view).await;
            assert_eq!(app["certificates"].as_array().unwrap().len(), 1, "{when}: {app}");
            let view = undone(&another, &id).await;
            assert!(
                view.steps.iter().all(|step| step.state == RunStepState::Undone),
                "{when}"
            );
            assert_eq!(directory(&tenant).await, before, "{when}");
            tenant.assistant.remove_connection(&id).await.unwrap();
            if !death.came() {
                assert!(write > 10, "{write}");
                break;
            }
        }
    }
    // At either moment, the key of a certificate that was never written down: it is in no tenant, and opens nothing.
    assert!(tenant.memory.secrets() <= 2, "{}", tenant.memory.secrets());
}
