//! Lists whose pages never end, or are too much: what was read before stays.

use handrail_assistant::error::ErrorCode;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use trust::{Part, Tally};

use super::toward;
use crate::stranger::Stranger;
use crate::tenant::{Tenant, last};

fn row(id: usize) -> Value {
    json!({"id": id.to_string(), "lastUpdateDateTime": "2999-01-01T00:00:00Z"})
}

/// Which page a request asks for; the first one has no number.
fn number(head: &str) -> usize {
    let number = head.split_once("p=").map(|(_, rest)| rest);
    let number = number.and_then(|rest| rest.split([' ', '&']).next()?.parse().ok());
    number.unwrap_or_default()
}

/// A page of these rows that names another one, at the address at which it was asked for.
fn page(head: &str, rows: Vec<Value>, next: usize) -> String {
    let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let next = format!("http://{host}/v1.0/security/incidents?p={next}");
    json!({"value": rows, "@odata.nextLink": next}).to_string()
}

/// What a service sends to a request, and how many rows and calls come of it at most.
type Pages = fn(&str) -> String;

const LISTS: [(&str, Pages, (u32, usize)); 5] = [
    (
        "a page that follows itself",
        |head| page(head, vec![row(number(head))], 1),
        (2, 2),
    ),
    (
        "a circle",
        |head| page(head, vec![row(number(head))], number(head) % 3 + 1),
        (4, 4),
    ),
    (
        "back to the first page",
        |head| page(head, vec![row(number(head))], (number(head) + 1) % 3),
        (3, 4),
    ),
    (
        "empty pages for ever",
        |head| {
            let rows = if number(head) == 0 {
                vec![row(0)]
            } else {
                Vec::new()
            };
            page(head, rows, number(head) + 1)
        },
        (1, 101),
    ),
    (
        "the same rows for ever",
        |head| page(head, vec![row(0), row(1)], number(head) + 1),
        (2, 101),
    ),
];

/// Why a list of theirs ended early, and how many rows were read.
async fn read(tenant: &Tenant, stranger: &Stranger) -> (Option<ErrorCode>, u32) {
    let connection = toward(tenant, stranger).await;
    let read = tenant
        .assistant
        .read_list(&connection.id, &last(48), None, |_| ())
        .await
        .unwrap();
    (read.stopped.map(|report| report.code), read.rows)
}

#[tokio::test]
async fn a_list_without_end_is_ended_and_what_was_read_stays() {
    let mut tally = Tally::of(Part::Attacks, "servers: lists without end");
    for (name, pages, (rows, calls)) in LISTS {
        let tenant = Tenant::start().await;
        let stranger = Stranger::answering(pages).await;
        let (code, rows_read) = read(&tenant, &stranger).await;
        let asked = stranger.requests().len();
        let held = code == Some(ErrorCode::ListEndless) && rows_read == rows && asked <= calls;
        tally.case(format!("{name}: {code:?}, {rows_read} rows, {asked} calls"), held);
    }
    tally.tell();
}

/// The second page of a list; the first one has a row.
type Second = fn() -> (String, usize);

const HEAVY: [(&str, Second); 4] = [
    ("a row of 100 MB", || ("a".repeat(0x10000), 1600)),
    ("a million tiny rows", || ("\"},{\"\":\"".repeat(0x1000), 300)),
    ("lists in lists", || ("\",[0],\"".repeat(0x2000), 300)),
    ("pages of ten million texts", || ("\",\"".repeat(0x4000), 700)),
];

#[tokio::test]
async fn a_page_that_is_too_much_is_refused_and_what_was_read_stays() {
    let mut tally = Tally::of(Part::Attacks, "servers: pages that are too much");
    for (name, second) in HEAVY {
        let tenant = Tenant::start().await;
        let stranger = Stranger::speaking(move |head, mut stream| async move {
            let kind = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(kind.as_bytes()).await;
            if number(&head) == 0 {
                let first = page(&head, vec![row(0)], 1);
                let _ = stream.write_all(first.as_bytes()).await;
                return;
            }
            let (piece, times) = second();
            let mut said = stream.write_all(b"{\"value\":[{\"\":\"").await;
            for _ in 0..times {
                if said.is_ok() {
                    said = stream.write_all(piece.as_bytes()).await;
                }
            }
            let _ = stream.write_all(b"\"}]}").await;
        })
        .await;
        let (code, rows_read) = read(&tenant, &stranger).await;
        let held = code == Some(ErrorCode::AnswerTooLarge) && rows_read == 1;
        tally.case(format!("{name}: {code:?}, {rows_read} rows"), held);
    }
    tally.tell();
}
