use http::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::json;

use super::*;
use crate::clock::SystemClock;

fn refusal(error: &str, code: u32) -> Answer {
    Answer {
        status: StatusCode::BAD_REQUEST,
        headers: HeaderMap::new(),
        body: json!({"error": error, "error_description": format!("AADSTS{code}: x"), "error_codes": [code]})
            .to_string()
            .into_bytes(),
        seen: crate::support::Seen::default(),
        host: "host".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn slow_down_adds_five_seconds_for_good() {
    let mut pace = Pace::new(Duration::from_secs(5));
    let pauses = [
        pace.pending(),
        pace.slow_down(),
        pace.pending(),
        pace.slow_down(),
        pace.pending(),
    ];
    assert_eq!(pauses.map(|pause| pause.as_secs()), [5, 10, 10, 15, 15]);
}

#[test]
fn a_network_that_is_away_is_asked_less_and_less_often_and_then_as_before() {
    let mut pace = Pace::new(Duration::from_secs(5));
    let away: Vec<u64> = (0..6).map(|_| pace.trouble().as_secs()).collect();
    assert_eq!(away, [10, 20, 40, 60, 60, 60]);
    assert_eq!(pace.pending().as_secs(), 5);
    assert_eq!(pace.trouble().as_secs(), 10);
}

#[tokio::test]
async fn a_code_whose_time_is_over_is_not_waited_for() {
    let over = poll::<(), _>(Duration::from_secs(5), Instant::now(), &SystemClock, || async {
        Ok(Polled::Pending)
    })
    .await;
    assert_eq!(over.unwrap_err().code, ErrorCode::DeviceCodeExpired);
}

#[test]
fn each_refusal_of_a_poll_has_its_meaning() {
    let meant = |error: &str, code: u32| match refused::<()>(&refusal(error, code)) {
        Ok(_) => None,
        Err(report) => Some((report.code, report.step, report.trace.unwrap().aadsts)),
    };
    assert_eq!(meant("authorization_pending", 70016), None);
    assert_eq!(meant("slow_down", 70016), None);
    for (error, code, meaning, step) in [
        (
            "authorization_declined",
            70017,
            ErrorCode::SignInDeclined,
            StepId::SignIn,
        ),
        (
            "expired_token",
            70020,
            ErrorCode::DeviceCodeExpired,
            StepId::SignIn,
        ),
        (
            "invalid_grant",
            53003,
            ErrorCode::DeviceCodeBlocked,
            StepId::ConditionalAccess,
        ),
        (
            "interaction_required",
            530_003,
            ErrorCode::DeviceCodeBlocked,
            StepId::ConditionalAccess,
        ),
        (
            "invalid_client",
            7_000_218,
            ErrorCode::PublicClientFlowsOff,
            StepId::PublicClientFlag,
        ),
    ] {
        assert_eq!(meant(error, code), Some((meaning, Some(step), Some(code))));
    }
}

#[test]
fn only_a_page_that_a_browser_shows_safely_is_shown() {
    let taken =
        |named: &str, authority: &str| page(&named.parse().unwrap(), &authority.parse().unwrap()).is_ok();
    let microsoft = "https://login.microsoftonline.com";
    assert!(taken("https://microsoft.com/devicelogin", microsoft));
    assert!(taken("https://login.microsoft.com/device", microsoft));
    assert!(taken(
        "http://127.0.0.1:4001/devicelogin",
        "http://127.0.0.1:4001"
    ));
    assert!(!taken("http://127.0.0.1:4001/devicelogin", microsoft));
    assert!(!taken("http://microsoft.com/devicelogin", microsoft));
    assert!(!taken(
        "https://microsoft.com@evil.example/devicelogin",
        microsoft
    ));
    assert!(!taken("file:///etc/passwd", microsoft));
}
