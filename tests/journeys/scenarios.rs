//! Every scenario of the practice tenant, met by the assistant as it would meet the real thing: it ends at the right
//! finding or gets through, and when the fault is gone everything is green again.

use std::collections::BTreeSet;

use handrail_assistant::checklist::{Checklist, StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::connection::Context::{self, Application, User};
use handrail_assistant::defender::ReadProgress;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_practice_tenant::Scenario;
use secrecy::SecretString;

use crate::portal::Portal;
use crate::tenant::{ALWAYS, Tenant, goal, last};
use crate::terminal::Terminal;

/// Scenario, who meets it, and how it ends: the code of the finding or error, or nothing when the assistant gets through.
const MET: [(&str, Context, Option<ErrorCode>); 20] = [
    ("consent-missing", Application, Some(ErrorCode::ConsentMissing)),
    ("secret-expired", Application, Some(ErrorCode::SecretExpired)),
    // What is there already goes on working; only new secrets and registrations are refused.
    ("secret-forbidden-by-policy", Application, None),
    ("secret-lifetime-by-policy", Application, None),
    ("app-registration-restricted", Application, None),
    ("wrong-audience", Application, Some(ErrorCode::WrongAudience)),
    (
        "user-without-defender-role",
        User,
        Some(ErrorCode::UserLacksDefenderRole),
    ),
    ("mfa-required", User, Some(ErrorCode::MultifactorRequired)),
    ("throttled", Application, None),
    ("slow", Application, None),
    ("flaky", Application, None),
    ("broken-json", Application, Some(ErrorCode::AnswerNotUnderstood)),
    ("truncated", Application, Some(ErrorCode::ServerTrouble)),
    ("token-expired-mid-paging", Application, None),
    ("key-rotated", Application, None),
    // Ten minutes do not matter to a secret, and a token that begins soon is used: the service decides.
    ("clock-skewed", Application, None),
    ("hostile-next-link", Application, Some(ErrorCode::NextLinkRefused)),
    ("huge-page", Application, Some(ErrorCode::AnswerTooLarge)),
    // Whatever strangers write is read like anything else.
    ("hostile-content", Application, None),
    ("not-provisioned", Application, Some(ErrorCode::DefenderNotActive)),
];

/// Those of them that end at a finding or an error.
pub(crate) fn failing() -> impl Iterator<Item = (&'static str, Context, ErrorCode)> {
    let ends = |(name, context, code): (_, _, Option<ErrorCode>)| code.map(|code| (name, context, code));
    MET.into_iter().filter_map(ends)
}

/// Those that need another meeting than a check and a reading.
const MET_ELSEWHERE: [&str; 4] = [
    "device-code-blocked",
    "documented-rates",
    "propagation-delay",
    "token-throttled",
];

pub(crate) async fn connection(tenant: &Tenant, context: Context) -> ConnectionView {
    match context {
        Application => tenant.application(Api::Graph).await,
        User => {
            let connection = tenant.user(Api::Graph).await;
            let attempt = tenant.begin(&connection).await;
            tenant.finish(&attempt).await.unwrap();
            connection
        }
    }
}

fn problem(checklist: &Checklist) -> Option<ErrorReport> {
    let blocked = checklist
        .steps
        .iter()
        .find(|step| step.state == StepState::Blocked);
    blocked.and_then(|step| step.problem.clone())
}

/// Looks at everything and reads everything: the first thing that goes wrong.
pub(crate) async fn met(tenant: &Tenant, connection: &ConnectionView) -> Option<ErrorReport> {
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    match problem(&checklist) {
        Some(report) => Some(report),
        None => tenant.read(connection, ALWAYS).await.err(),
    }
}

#[test]
fn no_scenario_is_left_out() {
    let named: BTreeSet<&str> = MET.iter().map(|(name, ..)| *name).chain(MET_ELSEWHERE).collect();
    let all: BTreeSet<&str> = Scenario::all().iter().map(|one| one.name()).collect();
    assert_eq!(named, all);
}

#[tokio::test]
async fn every_scenario_ends_at_its_finding_and_is_over_when_the_fault_is_gone() {
    let mut misses = Vec::new();
    for (name, context, expected) in MET {
        let tenant = Tenant::start().await;
        let connection = connection(&tenant, context).await;
        tenant.switch(name, true).await;
        let report = met(&tenant, &connection).await;
        let code = report.as_ref().map(|report| report.code);
        if code != expected {
            misses.push(format!("{name}: {report:?}, not {expected:?}"));
        }
        tenant.switch(name, false).await;
        if let Some(report) = met(&tenant, &connection).await {
            misses.push(format!("{name}, over: {report:?}"));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[tokio::test]
async fn the_documented_rate_is_waited_for_as_long_as_the_service_says() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Xdr).await;
    let token = tenant
        .issued("application", "https://api.security.microsoft.com/.default")
        .await;
    tenant.switch("documented-rates", true).await;
    let terminal = Terminal::beside(&tenant);
    // Fifty calls a minute are documented for this list.
    for _ in 0..50 {
        let answer = terminal.calls("/api/incidents?$top=1", &token).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let refused = terminal.calls("/api/incidents?$top=1", &token).await;
    assert!(refused.starts_with("HTTP/1.1 429"), "{refused}");

    let (assistant, id) = (tenant.assistant.clone(), connection.id.clone());
    let stop_when_it_waits = move |progress: ReadProgress| {
        if progress
            .waiting_seconds
            .is_some_and(|seconds| (1..=60).contains(&seconds))
        {
            assistant.cancel_read(&id);
        }
    };
    let reading = tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), None, stop_when_it_waits)
        .await;
    // Before the first page there is nothing to keep.
    assert_eq!(reading.unwrap_err().code, ErrorCode::Cancelled);

    tenant.put_the_clock_forward(60).await;
    assert_eq!(met(&tenant, &connection).await, None);
}

#[tokio::test]
async fn what_was_just_made_turns_green_once_it_is_known_everywhere() {
    let tenant = Tenant::start().await;
    tenant.switch("propagation-delay", true).await;
    let portal = Portal::at(&tenant.ready().origin);
    let created = tenant
        .assistant
        .create_connection(&tenant.found().await, goal(Api::Graph, Application))
        .await;
    let id = created.unwrap().connection.id;
    let client_id = portal.register("Just made").await.client_id;
    let early = tenant.assistant.set_client_id(&id, &client_id).await.unwrap();
    assert_eq!(problem(&early).unwrap().code, ErrorCode::ClientNotFound);
    tenant.put_the_clock_forward(5).await;
    let later = tenant.assistant.check(&id).await.unwrap();
    assert_eq!(later.step(StepId::Register).unwrap().state, StepState::Proved);

    let secret = SecretString::from(portal.new_secret(&client_id).await.value);
    let early = tenant.assistant.set_secret(&id, secret).await.unwrap();
    let report = problem(&early).unwrap();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::SecretWrong, Some(StepId::Secret))
    );
    tenant.put_the_clock_forward(60).await;
    let later = tenant.assistant.check(&id).await.unwrap();
    assert_eq!(later.step(StepId::Secret).unwrap().state, StepState::Proved);

    portal
        .add_permission(
            &client_id,
            "Microsoft Graph",
            "application",
            "SecurityIncident.Read.All",
        )
        .await;
    portal.grant_admin_consent(&client_id).await;
    let early = tenant.assistant.check(&id).await.unwrap();
    assert_eq!(problem(&early).unwrap().code, ErrorCode::ConsentMissing);
    tenant.put_the_clock_forward(30).await;
    let later = tenant.assistant.check(&id).await.unwrap();
    assert!(later.connection.ready, "{:?}", later.steps);
}
