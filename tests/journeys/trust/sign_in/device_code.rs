//! Answers about a device code that would make Handrail open, show or do what it should not.

use std::time::{Duration, Instant};

use ::trust::{Fate, Part, Tally};
use handrail_assistant::sign_in::DeviceSignInAttempt;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::forger;
use super::*;
use crate::device_code::connection;

/// From now on the answer to a request for a code says this, too.
fn says(between: &Between, changes: Value) {
    forger::says(between, "/devicecode", changes);
}

#[tokio::test]
async fn a_hostile_page_or_code_is_neither_shown_nor_opened() {
    let (between, tenant) = behind().await;
    let connection = connection(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: device code, pages and codes");
    let pages = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>alert(1)</script>",
        "http://evil.test/devicelogin",
        "http://127.0.0.1.nip.io/devicelogin",
        "https://microsoft.com@evil.test/devicelogin",
        "https://user:secret@microsoft.com/devicelogin",
        "ms-settings:",
        "vbscript:x",
        "smb://evil.test/share",
        "ftp://evil.test/",
        "/devicelogin",
        "",
    ];
    let codes = [
        "<b>CODE</b>",
        "CODE\u{1b}[2J",
        "\u{202e}EDOC",
        "C O D E",
        "$(reboot)",
        "ＣＯＤＥ",
        "",
    ];
    let long = "A".repeat(64 * 1024);
    let hostile = pages
        .iter()
        .map(|page| json!({ "verification_uri": page }))
        .chain(
            codes
                .iter()
                .copied()
                .chain([long.as_str()])
                .map(|code| json!({"user_code": code})),
        );
    for changes in hostile {
        let name: String = changes.to_string().chars().take(60).collect();
        says(&between, changes);
        let started = tenant.assistant.start_device_sign_in(&connection.id).await;
        let refused = started.is_err_and(|report| report.code == ErrorCode::AnswerNotUnderstood);
        tally.case(name, refused && tenant.person.opened().is_empty());
    }
    tally.tell();
}

fn within_an_hour(attempt: &DeviceSignInAttempt) -> bool {
    let [start, end] =
        [&attempt.started_at, &attempt.expires_at].map(|time| time.parse::<Timestamp>().unwrap());
    end.duration_since(start).as_secs() <= 3600
}

/// Waits for the person until it is given up, and says how it ended.
async fn waited_for(tenant: &Tenant, attempt: &DeviceSignInAttempt) -> Option<ErrorCode> {
    let (finished, ()) = tokio::join!(
        tenant.assistant.finish_sign_in(&attempt.attempt_id, |_| ()),
        async {
            tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
        }
    );
    finished.err().map(|report| report.code)
}

#[tokio::test]
async fn absurd_times_neither_end_the_program_nor_wait_for_years() {
    let (between, tenant) = behind().await;
    let connection = connection(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: device code, times");
    // The last three end beyond the calendar, or beyond what can be counted.
    let times = [
        json!(0),
        json!(3_153_600_000_u64),
        json!(1_000_000_000_000_u64),
        json!(i64::MAX),
        json!(u64::MAX),
    ];
    for name in ["expires_in", "interval"] {
        for time in &times {
            says(&between, json!({ name: time }));
            let started = tenant.assistant.start_device_sign_in(&connection.id).await;
            tally.case(
                format!("{name} {time}"),
                started.as_ref().is_ok_and(within_an_hour),
            );
            if let Ok(attempt) = started {
                let waited = waited_for(&tenant, &attempt).await;
                tally.case(format!("{name} {time}: {waited:?}"), waited.is_some());
            }
        }
        for time in [json!(-1), json!(1e300), json!({}), json!([5])] {
            says(&between, json!({ name: time }));
            let started = tenant.assistant.start_device_sign_in(&connection.id).await;
            let refused = started.is_err_and(|report| report.code == ErrorCode::AnswerNotUnderstood);
            tally.case(format!("{name} {time}"), refused);
        }
    }
    tally.tell();
}

#[tokio::test]
async fn an_endless_wait_ends_and_no_interval_makes_a_flood() {
    let (between, tenant) = behind().await;
    let connection = connection(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: device code, endless waiting");
    between.answers(|seen| {
        if seen.path().ends_with("/devicecode") {
            let short = json!({"expires_in": 2, "interval": 0});
            return Some(Fate::Changed(Box::new(move |answer| {
                forger::changed(answer, &short)
            })));
        }
        let pending = json!({"error": "authorization_pending", "error_codes": [70016]}).to_string();
        let mut answer = http::Response::new(pending.into_bytes());
        *answer.status_mut() = http::StatusCode::BAD_REQUEST;
        seen.path().ends_with("/token").then_some(Fate::Answer(answer))
    });
    let attempt = tenant
        .assistant
        .start_device_sign_in(&connection.id)
        .await
        .unwrap();
    between.taken();
    let began = Instant::now();
    let finished = tenant.assistant.finish_sign_in(&attempt.attempt_id, |_| ()).await;
    let code = finished.unwrap_err().code;
    tally.case(format!("{code:?}"), code == ErrorCode::DeviceCodeExpired);
    tally.case("in time", began.elapsed() < Duration::from_secs(10));
    let asked = between
        .taken()
        .iter()
        .filter(|exchange| exchange.request.path().ends_with("/token"))
        .count();
    tally.case(format!("asked {asked} times"), (1..=3).contains(&asked));
    tally.tell();
}
