//! Real requests to a real listener, the hostile ones first.

use std::time::Instant;

use secrecy::ExposeSecret as _;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::places::PLACES;
use super::*;

fn expected(state: &str) -> Expected {
    let issuer = Issuer {
        name: "https://login.example/tenant/v2.0".into(),
        always_named: false,
    };
    Expected {
        state: state.into(),
        issuer: Some(issuer),
    }
}

async fn listening() -> Loopback {
    let page = LandingPage {
        language: "en".into(),
        title: "Done <b>".into(),
        message: "Go back".into(),
    };
    Bound::bind().await.unwrap().listen(expected("right-state"), page)
}

/// Sends bytes as they are and reads until the listener closes.
async fn raw(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    // A listener that refuses early may close while the rest is still on its way.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

async fn get(port: u16, target: &str) -> String {
    raw(
        port,
        &format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
    )
    .await
}

fn status(answer: &str) -> &str {
    answer.split_whitespace().nth(1).unwrap_or_default()
}

#[test]
fn a_code_counts_only_with_the_state_of_this_request() {
    assert!(
        matches!(read("code=c&state=s", &expected("s")), Heard::Answer(Callback::Code(code)) if code.expose_secret() == "c")
    );
    for query in ["code=c", "code=c&state=", "code=c&state=S", "error=x&state=t"] {
        assert!(matches!(read(query, &expected("s")), Heard::Foreign), "{query}");
    }
}

#[test]
fn what_is_no_answer_is_not_taken_for_one() {
    for query in [
        "",
        "state=s",
        "code=&state=s",
        "code=a&code=b&state=s",
        "code=a&state=s&state=s",
        "error=a&error=b&code=c&state=s",
        "favicon",
    ] {
        assert!(matches!(read(query, &expected("s")), Heard::Nothing), "{query}");
    }
}

#[test]
fn another_issuer_is_no_answer_to_what_was_asked() {
    let mut expected = expected("s");
    let mut heard = |query: &str, always_named: bool| {
        expected.issuer.as_mut().unwrap().always_named = always_named;
        matches!(read(query, &expected), Heard::Answer(Callback::Code(_)))
    };
    let named = "code=c&state=s&iss=https%3A%2F%2Flogin.example%2Ftenant%2Fv2.0";
    assert!(heard(named, false) && heard(named, true));
    assert!(heard("code=c&state=s", false) && !heard("code=c&state=s", true));
    assert!(!heard(
        "code=c&state=s&iss=https%3A%2F%2Flogin.example%2Fother%2Fv2.0",
        false
    ));
}

#[test]
fn a_refusal_keeps_what_entra_said() {
    let query = "error=access_denied&error_description=AADSTS65004%3A+no&state=s";
    let Heard::Answer(Callback::Refused(error)) = read(query, &expected("s")) else {
        panic!("not a refusal")
    };
    assert_eq!(error.code(), Some(65004));
}

#[tokio::test]
async fn the_answer_is_heard_and_the_code_leaves_the_address_bar() {
    let loopback = listening().await;
    let answer = get(loopback.port, "/?code=the-code&state=right-state").await;
    assert_eq!(status(&answer), "303");
    assert!(
        answer.to_ascii_lowercase().contains("location: /done\r\n"),
        "{answer}"
    );
    assert!(
        matches!(loopback.answer().await, Ok(Callback::Code(code)) if code.expose_secret() == "the-code")
    );
    let page = get(loopback.port, DONE).await;
    assert!(page.contains("Done &lt;b&gt;") && !page.contains("the-code"));
    assert!(
        page.to_ascii_lowercase()
            .contains("content-security-policy: default-src 'none'")
    );
}

#[tokio::test]
async fn a_second_answer_changes_nothing() {
    let loopback = listening().await;
    for code in ["first", "second"] {
        let answer = get(loopback.port, &format!("/?code={code}&state=right-state")).await;
        assert_eq!(status(&answer), "303");
    }
    assert!(matches!(loopback.answer().await, Ok(Callback::Code(code)) if code.expose_secret() == "first"));
}

#[tokio::test]
async fn a_foreign_state_is_refused_and_the_right_one_still_counts() {
    let loopback = listening().await;
    assert_eq!(loopback.silence().code, ErrorCode::SignInTimedOut);
    let refused = get(loopback.port, "/?code=injected&state=wrong").await;
    assert_eq!(status(&refused), "400");
    assert_eq!(loopback.silence().code, ErrorCode::StateMismatch);
    get(loopback.port, "/?code=the-code&state=right-state").await;
    assert!(
        matches!(loopback.answer().await, Ok(Callback::Code(code)) if code.expose_secret() == "the-code")
    );
}

#[tokio::test]
async fn another_name_for_this_computer_is_refused() {
    let loopback = listening().await;
    for host in [
        "evil.test",
        "localhost",
        "localhost:1",
        "127.0.0.1.nip.io:80",
        "localhost:80@evil.test",
    ] {
        let request = format!("GET /?code=c&state=right-state HTTP/1.1\r\nHost: {host}\r\n\r\n");
        assert_eq!(status(&raw(loopback.port, &request).await), "400", "{host}");
    }
    let without = "GET /?code=c&state=right-state HTTP/1.1\r\n\r\n";
    assert_eq!(status(&raw(loopback.port, without).await), "400");
}

#[tokio::test]
async fn only_one_path_and_one_method_are_answered() {
    let loopback = listening().await;
    for path in [
        "/",
        "/x?code=c&state=right-state",
        "/favicon.ico",
        "//?code=c&state=right-state",
        "/done?x=1",
    ] {
        assert_eq!(status(&get(loopback.port, path).await), "404", "{path}");
    }
    let post = format!(
        "POST /?code=c&state=right-state HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
        loopback.port
    );
    assert_eq!(status(&raw(loopback.port, &post).await), "405");
}

#[tokio::test]
async fn a_huge_request_is_cut_off_and_the_listener_goes_on() {
    let loopback = listening().await;
    let answer = get(
        loopback.port,
        &format!("/?code={}&state=right-state", "x".repeat(64 * 1024)),
    )
    .await;
    assert_ne!(status(&answer), "303");
    assert_eq!(
        status(&get(loopback.port, "/?code=c&state=right-state").await),
        "303"
    );
}

#[tokio::test]
async fn nobody_can_keep_the_browser_out() {
    let loopback = listening().await;
    let mut idle = Vec::new();
    for _ in 0..3 * PLACES {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, loopback.port))
            .await
            .unwrap();
        let _ = stream.write_all(b"GET / HT").await;
        idle.push(stream);
    }
    let began = Instant::now();
    let answer = get(loopback.port, "/?code=c&state=right-state").await;
    assert_eq!(status(&answer), "303");
    // No idle connection had to end by itself before.
    assert!(began.elapsed() < HEAD_TIMEOUT);
}

#[tokio::test]
async fn both_loopback_addresses_share_the_port() {
    let loopback = listening().await;
    let v6 = TcpStream::connect((Ipv6Addr::LOCALHOST, loopback.port)).await;
    // A machine without IPv6 has one address only.
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok() {
        v6.unwrap();
    }
}

#[tokio::test]
async fn the_port_is_given_back_when_the_attempt_ends() {
    let loopback = listening().await;
    let port = loopback.port;
    drop(loopback);
    let began = Instant::now();
    while TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        assert!(began.elapsed() < CONNECTION_TIMEOUT, "the port is still taken");
        tokio::task::yield_now().await;
    }
}
