//! Whoever keeps the listener busy, or sends it what is no HTTP: the browser still gets through.

use std::net::Ipv6Addr;
use std::time::{Duration, Instant};

use ::trust::{Part, Tally};

use super::*;

/// A head may take this long; nobody has to wait for those of others.
const AT_ONCE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn whoever_holds_connections_open_keeps_nobody_out() {
    let (_between, tenant) = behind().await;
    let held = Held::at(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: listener kept busy");
    let port = held.port();
    let foreign = "?code=stolen&state=foreign";
    let mut open = Vec::new();
    for (name, first) in [
        ("silent", String::new()),
        ("half a line", "GET /?co".to_owned()),
        (
            "half a head",
            format!("GET /{foreign} HTTP/1.1\r\nHost: localhost:{port}\r\nX: "),
        ),
        (
            "a body to come",
            format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 9\r\n\r\n"),
        ),
    ] {
        for _ in 0..80 {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
            let _ = stream.write_all(first.as_bytes()).await;
            open.push(stream);
        }
        let began = Instant::now();
        let refused = held.brings("code=stolen&state=foreign").await;
        tally.case(name, !refused && began.elapsed() < AT_ONCE);
        // The same on the other address of this computer, where there is one.
        if let Ok(mut stream) = TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await {
            let _ = stream.write_all(first.as_bytes()).await;
        }
    }
    // One byte at a time, as long as it is listened to.
    let mut slow = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    let dripping = tokio::spawn(async move {
        while slow.write_all(b"G").await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    let began = Instant::now();
    assert!(held.brings_its_own().await);
    tally.case("one byte at a time", began.elapsed() < AT_ONCE);
    dripping.await.unwrap();
    let finished = held.finishes(&tenant).await.unwrap();
    tally.case("the person is signed in", finished.connection.ready);
    tally.tell();
}

#[tokio::test]
async fn what_is_no_request_is_dropped_and_the_next_one_heard() {
    let (_between, tenant) = behind().await;
    let held = Held::at(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: malformed requests");
    for (name, request) in malformed(&held) {
        let began = Instant::now();
        let answer = garbage(held.port(), &request).await;
        let refused = !taken(&answer) && answer.matches("HTTP/1.1 ").count() <= 1;
        tally.case(format!("{name}: {}", status(&answer)), refused);
        tally.case(format!("{name}: dropped in time"), began.elapsed() < 2 * AT_ONCE);
    }
    assert!(held.brings_its_own().await);
    let finished = held.finishes(&tenant).await.unwrap();
    tally.case("the person is signed in", finished.connection.ready);
    tally.tell();
}

/// Sends bytes and no more after them.
async fn garbage(port: u16, request: &[u8]) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    let _ = stream.write_all(request).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn malformed(held: &Held) -> Vec<(&'static str, Vec<u8>)> {
    let (port, query) = (held.port(), held.answer.query().unwrap().to_owned());
    let host = format!("Host: localhost:{port}\r\n");
    let line = format!("GET /?{query} HTTP/1.1\r\n");
    let long = "x".repeat(1024 * 1024);
    let request = |more: &str| format!("{line}{host}{more}\r\n").into_bytes();
    let mut latin = request("X: ");
    latin.splice(5..5, [0xff, 0xfe]);
    let pipelined = format!("GET /?code=a&state=b HTTP/1.1\r\n{host}\r\n{line}{host}\r\n");
    vec![
        ("nothing", Vec::new()),
        ("HTTP/0.9", format!("GET /?{query}\r\n").into_bytes()),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        (
            "HTTP/3.0",
            format!("GET /?{query} HTTP/3.0\r\n{host}\r\n").into_bytes(),
        ),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("SSH", b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()),
        ("bytes", (0..=255).collect()),
        (
            "NUL in the line",
            format!("GET /?{query}\0 HTTP/1.1\r\n{host}\r\n").into_bytes(),
        ),
        ("NUL in a header", request("X: \0\r\n")),
        ("no text in the line", latin),
        ("a header without a name", request(": x\r\n")),
        ("a header without a colon", request("nonsense\r\n")),
        ("a blank before the colon", request("X : y\r\n")),
        ("a folded header", request("X: y\r\n z\r\n")),
        (
            "two lengths",
            request("Content-Length: 1\r\nContent-Length: 2\r\n"),
        ),
        ("a length that is none", request("Content-Length: -1\r\n")),
        (
            "length and chunks",
            request("Content-Length: 1\r\nTransfer-Encoding: gzip\r\n"),
        ),
        (
            "a long address",
            format!("GET /?{query}&x={long} HTTP/1.1\r\n{host}\r\n").into_bytes(),
        ),
        ("a long header", request(&format!("X: {long}\r\n"))),
        ("a long name", request(&format!("{long}: x\r\n"))),
        ("ten thousand headers", request(&"X: y\r\n".repeat(10_000))),
        ("line ends only", b"\r\n".repeat(100_000)),
        ("pipelined", pipelined.into_bytes()),
    ]
}
