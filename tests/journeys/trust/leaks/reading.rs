//! From a registration to files in other people's hands, by each way to prove who one is.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Credential, Flow, Goal};
use handrail_assistant::defender::{Change, HuntQuery, WorkStatus};
use handrail_assistant::diagnosis::Hints;
use handrail_assistant::registration::RegistrationChoices;
use handrail_assistant::results::{ResultFormat, TableQuery};
use handrail_assistant::sign_in::CertificateLifetime;
use handrail_assistant::snippets::{SnippetCall, clinic};
use secrecy::SecretString;

use super::house::{House, as_user, english};
use crate::portal::Portal;
use crate::tenant::{ALWAYS, goal, last};

const QUERY: &str = "DeviceInfo | take 5";

pub(super) async fn as_the_application(house: &House) {
    for api in Api::ALL {
        let connection = house.application(api).await;
        house.heard("check", house.assistant().check(&connection.id).await);
        house.heard("token", house.assistant().token(&connection.id).await);
        taken_away(house, &connection).await;
        handed_on(house, &connection).await;
    }
}

/// Every file that can be made of a result.
async fn taken_away(house: &House, connection: &ConnectionView) {
    let (assistant, folder) = (house.assistant(), house.results());
    let query = last(ALWAYS);
    let read = assistant.read_list(&connection.id, &query, Some(&folder), |_| ());
    let Some(view) = house.heard("readList", read.await) else {
        return;
    };
    for format in [
        ResultFormat::Json,
        ResultFormat::Ndjson,
        ResultFormat::Csv,
        ResultFormat::Xlsx,
    ] {
        let saved = assistant.save_result(&view.result_id, format, None, &folder, english());
        house.heard("saveResult", saved.await);
    }
    house.heard(
        "saveBrief",
        assistant.save_brief(&view.result_id, &folder, english()).await,
    );
    house.heard("compare", assistant.compare(&view.result_id).await);
    let page = assistant.table_page(&view.result_id, TableQuery::default(), 0, 50);
    house.heard("tablePage", page.await);
    house.heard("rawRow", assistant.raw_row(&view.result_id, 0).await);
    let report = assistant.save_evidence_report(&connection.id, &folder, english());
    house.heard("saveEvidenceReport", report.await);
    let hunt = HuntQuery {
        text: QUERY.into(),
        api: connection.goal.api,
        timespan: None,
    };
    house.heard("hunt", assistant.hunt(&connection.id, None, &hunt, |_| ()).await);
    house.heard("saveQuery", assistant.save_query("mine", QUERY).await);
    if connection.goal.api == Api::Graph {
        let change = Change {
            status: Some(WorkStatus::Resolved),
            ..Change::default()
        };
        house.heard(
            "applyChange",
            assistant.apply_change(&connection.id, None, "1", &change).await,
        );
        house.heard(
            "incidentDetails",
            assistant.incident_details(&connection.id, None, "1").await,
        );
    }
}

/// What others get of a connection: its card, scripts, schedules.
async fn handed_on(house: &House, connection: &ConnectionView) {
    let assistant = house.assistant();
    house.heard("card", assistant.card(&connection.id).await);
    house.heard("connections", assistant.connections().await);
    house.heard("checklist", assistant.checklist(&connection.id).await);
    let calls = [
        SnippetCall::List { query: last(48) },
        SnippetCall::Hunting { text: QUERY.into() },
        SnippetCall::Token,
        SnippetCall::Register {
            choices: RegistrationChoices::default(),
        },
    ];
    for call in calls {
        for language in assistant.snippet_languages(&connection.id, &call).await.unwrap() {
            house.heard(
                "snippet",
                assistant.snippet(&connection.id, &call, language).await,
            );
        }
        for kind in assistant.schedules(&connection.id, &call).await.unwrap() {
            house.heard("schedule", assistant.schedule(&connection.id, &call, kind).await);
        }
    }
}

pub(super) async fn by_certificate(house: &House) {
    let assistant = house.assistant();
    let goal = Goal {
        credential: Credential::Certificate,
        ..goal(Api::Graph, Context::Application)
    };
    let client_id = &house.tenant.ready().apps.application.client_id;
    let connection = house.tenant.registered(goal, client_id, None).await;
    let made = assistant.make_certificate(&connection.id, CertificateLifetime::OneYear);
    house.heard("makeCertificate", made.await);
    let pem = assistant.public_certificate(&connection.id).await.unwrap();
    Portal::at(&house.tenant.ready().origin)
        .upload_certificate(client_id, &pem)
        .await;
    house.say("publicCertificate", &pem);
    // The key is with the secrets, and from here on looked for elsewhere.
    for key in house.tenant.memory.all_secrets() {
        house.put_in("key or secret of the keychain", &key);
    }
    let chosen = house.put_in("password of a file", "correct horse battery staple 17");
    let sealed = assistant.certificate_with_key_under(&connection.id, chosen);
    let file = house.results().join("with key.pfx");
    sealed.await.unwrap().write(&file).unwrap();
    let public = house.results().join("public.cer");
    house.heard(
        "saveCertificate",
        assistant.save_certificate(&connection.id, &public).await,
    );
    house.heard("certificates", assistant.certificates(&connection.id).await);
    house.heard("check", assistant.check(&connection.id).await);
    taken_away(house, &connection).await;
}

pub(super) async fn on_behalf_of_a_person(house: &House) {
    let connection = house.user(as_user(Api::Xdr)).await;
    house.heard("check", house.assistant().check(&connection.id).await);
    house.heard("token", house.assistant().token(&connection.id).await);
    taken_away(house, &connection).await;
    handed_on(house, &connection).await;
    // An hour later the refresh token is used.
    house.tenant.put_the_clock_forward(2 * 3600).await;
    house.heard("check", house.assistant().check(&connection.id).await);
    let left = house.tenant.begin(&connection).await;
    house.say("startSignIn", &left);
    house.heard("cancelSignIn", house.assistant().cancel_sign_in(&left.attempt_id));
}

pub(super) async fn by_device_code(house: &House) {
    let goal = Goal {
        flow: Flow::DeviceCode,
        ..as_user(Api::Graph)
    };
    let client_id = &house.tenant.ready().apps.user.client_id;
    let connection = house.tenant.registered(goal, client_id, None).await;
    let attempt = house
        .assistant()
        .start_device_sign_in(&connection.id)
        .await
        .unwrap();
    house.say("startDeviceSignIn", &attempt);
    house.tenant.person.read_code(&attempt.user_code);
    house.assistant().open_sign_in_link(&attempt.attempt_id).unwrap();
    let finished = house.assistant().finish_sign_in(&attempt.attempt_id, |_| ());
    house.heard("finishSignIn", finished.await);
    taken_away(house, &connection).await;
}

/// What people paste to be explained: tokens, secrets, scripts, the whole of a failed call.
pub(super) async fn explained(house: &House) {
    let token = house
        .tenant
        .issued("application", "https://graph.microsoft.com/.default")
        .await;
    let token = house.put_in("pasted token", &token);
    let inspected = house.assistant().inspect_token(token.clone()).await;
    house.heard("inspectToken", inspected);
    let (token, secret) = (exposed(&token), "Qz18Q~MadeUpForHandrail.NotARealOne_0000");
    house.put_in("pasted secret", secret);
    for paste in [
        token.clone(),
        secret.to_owned(),
        format!("curl -H 'Authorization: Bearer {token}' https://api.security.microsoft.com/api/incidents"),
        format!("client_id=1&client_secret={secret}&grant_type=client_credentials"),
        format!("AADSTS7000215: Invalid client secret provided: '{secret}'. Trace ID: 1"),
        format!("$body = @{{ client_secret = '{secret}' }}\nInvoke-RestMethod -Body $body"),
        format!(
            "HTTP/1.1 401 Unauthorized\nAuthorization: Bearer {token}\n\n{{\"error\": {{\"code\": \"x\"}}}}"
        ),
        format!("something that nobody understands {secret} {token}"),
    ] {
        let diagnosed = house.assistant().diagnose(None, &paste, Hints::default()).await;
        house.heard("diagnose", diagnosed);
        house.say("examineScript", &clinic::examine(&paste));
    }
}

fn exposed(secret: &SecretString) -> String {
    secrecy::ExposeSecret::expose_secret(secret).to_owned()
}
