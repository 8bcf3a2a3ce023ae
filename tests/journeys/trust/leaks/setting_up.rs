//! A registration is made, looked after and taken away: the journal of it is a file.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::registration::ConsentChoice;

use super::house::{House, english};
use crate::registering::{choosing, lend_to_set_up, nothing_yet, pages, sign_in_to_set_up};
use crate::tenant::{goal, last};

pub(super) async fn by_somebody_who_signs_in(house: &House) {
    let assistant = house.assistant();
    let id = nothing_yet(&house.tenant, assistant, goal(Api::Graph, Context::Application)).await;
    let choices = choosing(ConsentChoice::Grant);
    sign_in_to_set_up(&house.tenant, assistant, &id, &choices).await;
    looked_after(house, &id, ConsentChoice::Grant).await;
}

pub(super) async fn by_a_pipeline(house: &House) {
    let assistant = house.assistant();
    let id = nothing_yet(&house.tenant, assistant, goal(Api::Xdr, Context::Application)).await;
    lend_to_set_up(&house.tenant, assistant, &id).await;
    looked_after(house, &id, ConsentChoice::Grant).await;
}

async fn looked_after(house: &House, id: &str, consent: ConsentChoice) {
    let (assistant, choices) = (house.assistant(), choosing(consent));
    house.heard(
        "planRegistration",
        assistant.plan_registration(id, &choices).await,
    );
    let told = |event| house.say("event of applyRegistration", &event);
    let applied = assistant.apply_registration(id, &choices, &pages(), told).await;
    house.heard("applyRegistration", applied);
    house.heard("checkRegistration", assistant.check_registration(id).await);
    let told = |event| house.say("event of rotateCredential", &event);
    house.heard("rotateCredential", assistant.rotate_credential(id, told).await);
    let (query, folder) = (last(48), house.results());
    let read = assistant.read_list(id, &query, Some(&folder), |_| ());
    house.heard("readList", read.await);
    let report = assistant.save_evidence_report(id, &folder, english());
    house.heard("saveEvidenceReport", report.await);
    house.heard("registrationRun", assistant.registration_run(id).await);
    let told = |event| house.say("event of undoRegistration", &event);
    house.heard("undoRegistration", assistant.undo_registration(id, told).await);
}
