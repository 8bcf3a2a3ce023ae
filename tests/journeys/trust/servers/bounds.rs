//! Answers without end, in size and in time. The clock of the tests leaps where everybody waits.

use std::pin::Pin;
use std::time::Duration;

use handrail_assistant::error::ErrorCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};
use trust::{Part, Tally};

use super::crooked;
use crate::stranger::Stranger;
use crate::tenant::Tenant;

/// Below the time after which a silent service is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Nobody waits longer for one answer.
const LONGEST: Duration = Duration::from_secs(11 * 60);

type Speaking = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Says something at once, and then the same small thing again and again, as long as somebody listens.
async fn drip(mut stream: TcpStream, first: &str, again: &str, pause: Duration) {
    let mut said = stream.write_all(first.as_bytes()).await;
    while said.is_ok() {
        sleep(pause).await;
        said = stream.write_all(again.as_bytes()).await;
    }
}

/// Says something, and then nothing until nobody listens.
async fn say(mut stream: TcpStream, answer: String) {
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.read_u8().await;
}

async fn pour(mut stream: TcpStream, head: &str) {
    let mut said = stream.write_all(head.as_bytes()).await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    while said.is_ok() {
        said = stream.write_all(chunk.as_bytes()).await;
    }
}

const CHUNKED: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
const LONG: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{";
const GZIPPED: &str = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{{{}";
const TWICE: &str = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 4\r\n\r\n{{{}";

/// What a service does, and what is said of it.
type Service = (&'static str, ErrorCode, fn(TcpStream) -> Speaking);

const SERVICES: [Service; 11] = [
    ("says nothing", ErrorCode::NetworkUnreachable, |stream| {
        Box::pin(say(stream, String::new()))
    }),
    ("head drop by drop", ErrorCode::NetworkUnreachable, |stream| {
        Box::pin(drip(stream, "HTTP/1.1 200 OK\r\n", "X: y\r\n", PATIENCE))
    }),
    ("early hints for ever", ErrorCode::NetworkUnreachable, |stream| {
        Box::pin(drip(
            stream,
            "",
            "HTTP/1.1 103 Early Hints\r\n\r\n",
            Duration::from_millis(10),
        ))
    }),
    ("body drop by drop", ErrorCode::AnswerTooSlow, |stream| {
        Box::pin(drip(stream, LONG, " ", PATIENCE))
    }),
    ("chunks drop by drop", ErrorCode::AnswerTooSlow, |stream| {
        Box::pin(drip(stream, CHUNKED, "1\r\n \r\n", PATIENCE))
    }),
    ("half a body", ErrorCode::NetworkUnreachable, |stream| {
        Box::pin(say(stream, LONG.to_owned()))
    }),
    ("chunks for ever", ErrorCode::AnswerTooLarge, |stream| {
        Box::pin(pour(stream, CHUNKED))
    }),
    ("a head of 1 MB", ErrorCode::ServerTrouble, |stream| {
        let value = "y".repeat(1024 * 1024);
        Box::pin(say(stream, format!("HTTP/1.1 200 OK\r\nX: {value}\r\n\r\n")))
    }),
    ("ten thousand headers", ErrorCode::ServerTrouble, |stream| {
        let lines = "X: y\r\n".repeat(10_000);
        Box::pin(say(stream, format!("HTTP/1.1 200 OK\r\n{lines}\r\n")))
    }),
    ("no gzip", ErrorCode::ServerTrouble, |stream| {
        Box::pin(say(stream, GZIPPED.to_owned()))
    }),
    ("encoded twice", ErrorCode::AnswerNotUnderstood, |stream| {
        Box::pin(say(stream, TWICE.to_owned()))
    }),
];

#[tokio::test]
async fn an_answer_without_end_is_given_up() {
    let mut tally = Tally::of(Part::Attacks, "servers: answers without end");
    let tenant = Tenant::start().await;
    tokio::time::pause();
    for (name, code, speak) in SERVICES {
        let stranger = Stranger::speaking(move |_, stream| speak(stream)).await;
        crooked(&tenant, "entra_authority", &stranger.origin);
        let began = Instant::now();
        let found = tenant.assistant.find_tenant("contoso.com", Some("crooked")).await;
        let found = found.map(|_| ()).map_err(|report| report.code);
        let waited = began.elapsed();
        tally.case(
            format!("{name}: {found:?} after {waited:?}"),
            found == Err(code) && waited < LONGEST,
        );
    }
    tally.tell();
}
