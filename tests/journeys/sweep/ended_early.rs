//! A sweep that does not get to its end: it goes on later, and asks nothing that was answered.

use std::collections::HashSet;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use handrail_assistant::cloud::Api;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::tenants::{SweepProgress, SweepQuery, SweptState};
use handrail_practice_tenant::{CustomerState, Options};
use secrecy::SecretString;

use super::cable::Cable;
use super::partner::{Partner, files, ids, incidents, rows};

#[tokio::test]
async fn a_cancelled_sweep_goes_on_and_asks_nothing_twice() {
    let partner = Arc::new(Partner::of(Api::Graph, 10, 360).await);
    let query = SweepQuery {
        concurrency: Some(1),
        ..incidents()
    };
    let (assistant, id) = (partner.tenant.assistant.clone(), partner.id.clone());
    let pages = AtomicU32::new(0);
    // In the middle of somebody's pages: after a page, and before the last.
    let cancel = move |progress: SweepProgress| {
        let running = progress
            .customer
            .is_some_and(|one| one.state == SweptState::Running && one.rows > 0);
        if running && pages.fetch_add(1, Ordering::Relaxed) == 4 {
            assistant.cancel_sweep(&id);
        }
    };
    let stopped = partner.sweep_telling(&query, cancel).await.unwrap();
    assert!(!stopped.complete && stopped.stopped.is_none());
    let kept = files(&partner.folder());
    let unfinished = partner
        .tenant
        .assistant
        .unfinished_sweeps(&partner.id, partner.folder.path())
        .await
        .unwrap();
    assert_eq!(unfinished.len(), 1);
    assert_eq!(unfinished[0].done, stopped.succeeded);

    let swept = partner.resume().await.unwrap();
    assert!(swept.complete);
    let all = files(&partner.folder());
    for (name, content) in &kept {
        assert_eq!(&all[name], content, "{name} is as it was");
    }
    for domain in partner.domains(CustomerState::Consented) {
        let sent = rows(&partner.folder().join(format!("{domain}.json")));
        assert_eq!(ids(&sent, "id"), partner.truth(&domain).await, "{domain}");
        let calls = partner.calls(&domain).await;
        let different: HashSet<&String> = calls.iter().collect();
        assert_eq!(
            different.len(),
            calls.len(),
            "{domain} was asked twice: {calls:#?}"
        );
    }
}

#[tokio::test]
async fn the_partners_own_secret_ends_the_sweep_with_one_finding_and_a_new_one_goes_on() {
    let partner = Partner::of(Api::Graph, 12, 10).await;
    let assistant = &partner.tenant.assistant;
    assistant
        .set_secret(
            &partner.id,
            SecretString::from("not~the~secret~of~this~app~at~all~1234"),
        )
        .await
        .unwrap();
    let stopped = partner.sweep(&incidents()).await.unwrap();
    assert!(!stopped.complete);
    assert_eq!(stopped.stopped.as_ref().unwrap().code, ErrorCode::SecretWrong);
    let same = |code| {
        stopped
            .failures
            .iter()
            .any(|failure| failure.problem.code == code)
    };
    assert!(
        !same(ErrorCode::SecretWrong),
        "it is told once, and of nobody in particular"
    );

    let secret = partner.tenant.ready().apps.partner.client_secret.clone().unwrap();
    assistant
        .set_secret(&partner.id, SecretString::from(secret))
        .await
        .unwrap();
    let swept = partner.resume().await.unwrap();
    assert!(swept.complete);
    assert_eq!(
        swept.succeeded as usize,
        partner.domains(CustomerState::Consented).len()
    );
}

#[tokio::test]
async fn a_network_that_is_lost_ends_the_sweep_with_one_finding_and_the_rest_comes_later() {
    let cable = Arc::new(Cable::plugged().await);
    let options = Options {
        customers: 24,
        incidents: 360,
        listen: cable.to(),
        advertise: Some(format!("http://{}", cable.from).parse().unwrap()),
        ..Options::default()
    };
    let partner = Partner::with(Api::Graph, options).await;
    let pulled = Arc::clone(&cable);
    let pull = move |progress: SweepProgress| {
        if progress.customer.is_some_and(|one| one.state == SweptState::Done) {
            pulled.pull();
        }
    };
    let query = SweepQuery {
        concurrency: Some(2),
        ..incidents()
    };
    let lost = partner.sweep_telling(&query, pull).await.unwrap();
    assert_eq!(
        lost.stopped.as_ref().map(|report| report.code),
        Some(ErrorCode::NetworkUnreachable)
    );
    assert!(!lost.complete && lost.succeeded > 0);
    cable.plug().await;
    let swept = partner.resume().await.unwrap();
    assert!(swept.complete && swept.stopped.is_none());
    let consented = partner.domains(CustomerState::Consented);
    assert_eq!(swept.succeeded as usize, consented.len());
    for domain in consented {
        let sent = rows(&partner.folder().join(format!("{domain}.json")));
        assert_eq!(ids(&sent, "id"), partner.truth(&domain).await, "{domain}");
    }
}

#[tokio::test]
async fn who_failed_is_asked_again_and_nobody_else() {
    let partner = Partner::of(Api::Graph, 9, 10).await;
    let first = partner.sweep(&incidents()).await.unwrap();
    let before = partner.domains(CustomerState::Consented);
    let mut asked = Vec::new();
    for domain in &before {
        asked.push(partner.calls(domain).await);
    }
    let late = partner.domains(CustomerState::NoRoles)[0].clone();
    partner.tenant.put_customer(&late, "consented").await;
    let second = partner.resume().await.unwrap();
    assert_eq!(
        (second.succeeded, second.failed),
        (first.succeeded + 1, first.failed - 1)
    );
    assert_eq!(
        ids(&rows(&partner.folder().join(format!("{late}.json"))), "id"),
        partner.truth(&late).await
    );
    for (domain, calls) in before.iter().zip(asked) {
        assert_eq!(partner.calls(domain).await, calls, "{domain}");
    }
    let all = rows(&partner.folder().join("All customers.json"));
    assert_eq!(all.len(), second.rows as usize);
}

#[tokio::test]
async fn busy_services_are_waited_for() {
    let partner = Partner::of(Api::Graph, 8, 360).await;
    partner.tenant.switch("throttled", true).await;
    partner.tenant.switch("token-throttled", true).await;
    let swept = partner.sweep(&incidents()).await.unwrap();
    assert!(swept.throttled > 0);
    assert_eq!(
        swept.succeeded as usize,
        partner.domains(CustomerState::Consented).len(),
        "{:?}",
        swept.failures
    );
}

#[tokio::test]
async fn a_place_that_the_service_no_longer_knows_begins_that_customer_anew() {
    let partner = Arc::new(Partner::of(Api::Graph, 8, 360).await);
    let (assistant, id) = (partner.tenant.assistant.clone(), partner.id.clone());
    let cancel = move |progress: SweepProgress| {
        if progress.customer.is_some_and(|one| one.rows > 0) {
            assistant.cancel_sweep(&id);
        }
    };
    let query = SweepQuery {
        concurrency: Some(1),
        ..incidents()
    };
    partner.sweep_telling(&query, cancel).await.unwrap();
    let pages = partner.folder().join(".handrail-sweep/pages");
    for entry in fs::read_dir(pages).unwrap() {
        let path = entry.unwrap().path();
        let log = fs::read_to_string(&path).unwrap();
        fs::write(&path, log.replace("skiptoken=", "skiptoken=stale")).unwrap();
    }
    let swept = partner.resume().await.unwrap();
    assert_eq!(
        swept.succeeded as usize,
        partner.domains(CustomerState::Consented).len()
    );
    for domain in partner.domains(CustomerState::Consented) {
        let sent = rows(&partner.folder().join(format!("{domain}.json")));
        assert_eq!(ids(&sent, "id"), partner.truth(&domain).await, "{domain}");
    }
}

#[tokio::test]
async fn a_link_to_elsewhere_is_refused_also_when_it_was_kept() {
    let partner = Partner::of(Api::Graph, 8, 360).await;
    partner.tenant.switch("hostile-next-link", true).await;
    let swept = partner.sweep(&incidents()).await.unwrap();
    assert_eq!(swept.succeeded, 0);
    let refused = |code| swept.failures.iter().any(|failure| failure.problem.code == code);
    assert!(refused(ErrorCode::NextLinkRefused));
}

#[tokio::test]
async fn a_folder_holds_one_sweep() {
    let partner = Partner::of(Api::Graph, 3, 5).await;
    partner.sweep(&incidents()).await.unwrap();
    assert_eq!(
        partner.sweep(&incidents()).await.unwrap_err().code,
        ErrorCode::SweepFolderTaken
    );
    let assistant = &partner.tenant.assistant;
    assistant
        .discard_sweep(&partner.id, &partner.folder())
        .await
        .unwrap();
    assert_eq!(
        partner.resume().await.unwrap_err().code,
        ErrorCode::SweepUnreadable
    );
    assert!(!files(&partner.folder()).is_empty(), "the files stay");
}
