//! What the directory refuses whoever sets up: the role, the permission, the time.

use handrail_assistant::connection::Context;
use handrail_assistant::error::{ErrorCode, ErrorReport, Remedy};
use handrail_assistant::registration::{ConsentChoice, RegistrationStepId, RunView, SetupClient};
use handrail_assistant::sign_in::LandingPages;

use super::{choosing, nothing_yet, planted, signed_in, user};
use crate::tenant::{Tenant, landing};

/// Makes the registration, as far as it gets.
async fn made(tenant: &Tenant, id: &str, consent: ConsentChoice) -> Result<RunView, ErrorReport> {
    let pages = LandingPages {
        consent: landing(),
        sign_in: landing(),
    };
    tenant
        .assistant
        .apply_registration(id, &choosing(consent), &pages, |_| ())
        .await
}

/// Where a run stopped, and why.
fn stopped(view: &RunView) -> (RegistrationStepId, &ErrorReport) {
    let mut steps = view.steps.iter();
    let found = steps.find_map(|step| step.problem.as_ref().map(|problem| (step.id, problem)));
    found.unwrap_or_else(|| panic!("nothing stopped: {:?}", view.steps))
}

async fn signs_in(tenant: &Tenant, name: &str, id: &str, consent: ConsentChoice) {
    tenant.person.is(user(tenant, name));
    signed_in(tenant, id, planted(tenant), consent).await.unwrap();
}

#[tokio::test]
async fn nobody_makes_a_registration_before_signing_in_for_it() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    let report = made(&tenant, &id, ConsentChoice::Link).await.unwrap_err();
    assert_eq!(
        (report.code, report.remedy, report.finding),
        (ErrorCode::SetupMissing, Remedy::SignIn, false)
    );
}

#[tokio::test]
async fn where_members_may_not_register_apps_a_member_is_told_which_role_can() {
    let tenant = Tenant::start().await;
    tenant.switch("app-registration-restricted", true).await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    signs_in(&tenant, "member", &id, ConsentChoice::Link).await;
    let view = made(&tenant, &id, ConsentChoice::Link).await.unwrap();
    let (step, report) = stopped(&view);
    assert_eq!(step, RegistrationStepId::Application);
    assert_eq!(
        (report.code, report.remedy),
        (ErrorCode::SetupForbidden, Remedy::UseAnotherAccount)
    );
    assert_eq!(report.params["user"], user(&tenant, "member").user_principal_name);
    assert!(view.resumable);
}

#[tokio::test]
async fn a_role_that_may_register_may_not_grant_what_graph_guards() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    signs_in(&tenant, "appadmin", &id, ConsentChoice::Grant).await;
    let view = made(&tenant, &id, ConsentChoice::Grant).await.unwrap();
    let (step, report) = stopped(&view);
    assert_eq!(
        (step, report.code, report.remedy),
        (
            RegistrationStepId::Consent,
            ErrorCode::GrantForbidden,
            Remedy::UseAnotherAccount
        )
    );
}

#[tokio::test]
async fn what_was_not_consented_to_at_the_sign_in_is_named_when_it_is_needed() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    // Through the borrowed client, so that no more is in the token than was asked for.
    let borrowed = SetupClient::GraphCommandLineTools;
    signed_in(&tenant, &id, borrowed, ConsentChoice::Link)
        .await
        .unwrap();
    let view = made(&tenant, &id, ConsentChoice::Grant).await.unwrap();
    let (step, report) = stopped(&view);
    assert_eq!(
        (step, report.code),
        (RegistrationStepId::Consent, ErrorCode::SetupScopeMissing)
    );
    assert_eq!(report.params["permission"], "AppRoleAssignment.ReadWrite.All");
}

#[tokio::test]
async fn a_set_up_that_ended_has_to_be_signed_in_to_again() {
    let tenant = Tenant::start().await;
    let id = nothing_yet(&tenant, Context::Application).await.id;
    signs_in(&tenant, "admin", &id, ConsentChoice::Link).await;
    // The clock of the tenant is ahead: it refuses a token that has time left here.
    tenant.put_the_clock_forward(3 * 60 * 60).await;
    let view = made(&tenant, &id, ConsentChoice::Link).await.unwrap();
    let (step, report) = stopped(&view);
    assert_eq!(
        (step, report.code, report.remedy),
        (
            RegistrationStepId::Application,
            ErrorCode::SetupMissing,
            Remedy::SignIn
        )
    );
    assert_eq!(tenant.assistant.setup_signed_in(&id).await.unwrap(), None);
    let report = made(&tenant, &id, ConsentChoice::Link).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::SetupMissing);
}
