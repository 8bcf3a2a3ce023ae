//! Requests that bring the right answer, and are no visit of the person's browser. None is taken.

use ::trust::{Part, Tally};

use super::*;

#[tokio::test]
async fn an_answer_counts_only_where_the_browser_itself_was_sent_here() {
    let (between, tenant) = behind().await;
    let held = Held::at(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: visits");
    for (name, request) in hosts(&held)
        .into_iter()
        .chain(targets(&held))
        .chain(of_web_pages(&held))
    {
        let answer = sent(held.port(), &request).await;
        tally.case(format!("{name}: {}", status(&answer)), !taken(&answer));
    }
    assert_eq!(redemptions(&between.exchanges()), 0);
    let port = held.port();
    let as_browsers_do = format!(
        "GET /?{} HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\
         Sec-Fetch-Dest: document\r\nSec-Fetch-User: ?1\r\nUpgrade-Insecure-Requests: 1\r\n\r\n",
        held.answer.query().unwrap()
    );
    assert!(taken(&sent(port, as_browsers_do).await));
    tally.case(
        "the person is signed in",
        held.finishes(&tenant).await.unwrap().connection.ready,
    );
    tally.tell();
}

/// Another name for this computer (DNS rebinding), and names that are written otherwise.
fn hosts(held: &Held) -> Vec<(String, String)> {
    let (port, query) = (held.port(), held.answer.query().unwrap());
    let names = [
        "evil.test".to_owned(),
        format!("evil.test:{port}"),
        "localhost".to_owned(),
        "localhost:1".to_owned(),
        format!("localhost.:{port}"),
        format!("LOCALHOST:{port}"),
        format!("localhost.evil.test:{port}"),
        format!("127.0.0.1.nip.io:{port}"),
        format!("user@localhost:{port}"),
        format!("localhost:{port}@evil.test"),
        format!("localhost:{port}, evil.test"),
        format!("localhost:0{port}"),
        format!("http://localhost:{port}"),
        format!("0.0.0.0:{port}"),
        format!("127.1:{port}"),
        format!("2130706433:{port}"),
        format!("127.0.0.2:{port}"),
        format!("::1:{port}"),
        format!("[::1%25lo]:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("[0:0:0:0:0:0:0:1]:{port}"),
        String::new(),
    ];
    let mut requests: Vec<(String, String)> = names
        .into_iter()
        .map(|name| {
            let request = format!("GET /?{query} HTTP/1.1\r\nHost: {name}\r\n\r\n");
            (format!("host {name}"), request)
        })
        .collect();
    let own = format!("Host: localhost:{port}\r\n");
    for (name, head) in [
        ("no host", String::new()),
        ("two hosts", format!("{own}{own}")),
        ("its own host first", format!("{own}Host: evil.test\r\n")),
        ("its own host last", format!("Host: evil.test\r\n{own}")),
        ("forwarded host", format!("X-Forwarded-{own}")),
    ] {
        requests.push((name.to_owned(), format!("GET /?{query} HTTP/1.1\r\n{head}\r\n")));
    }
    requests
}

/// Other methods, paths, and forms of a target.
fn targets(held: &Held) -> Vec<(String, String)> {
    let (port, query) = (held.port(), held.answer.query().unwrap());
    [
        format!("POST /?{query}"),
        format!("HEAD /?{query}"),
        format!("OPTIONS /?{query}"),
        format!("PUT /?{query}"),
        format!("TRACE /?{query}"),
        format!("get /?{query}"),
        format!("CONNECT localhost:{port}"),
        "OPTIONS *".to_owned(),
        format!("GET http://evil.test/?{query}"),
        format!("GET http://localhost:{port}/?{query}"),
        format!("GET http://user@evil.test/?{query}"),
        format!("GET https://localhost:{port}/?{query}"),
        format!("GET //?{query}"),
        format!("GET //evil.test/?{query}"),
        format!("GET /./?{query}"),
        format!("GET /%2F?{query}"),
        format!("GET /callback?{query}"),
        format!("GET /done?{query}"),
        format!("GET /;x?{query}"),
        format!("GET \\?{query}"),
        format!("GET ?{query}"),
    ]
    .into_iter()
    .map(|line| {
        let name = line.split('?').next().unwrap_or_default().to_owned();
        let request = format!("{line} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 0\r\n\r\n");
        (name, request)
    })
    .collect()
}

/// What a page of any site can make the browser send: it says what for.
fn of_web_pages(held: &Held) -> Vec<(String, String)> {
    let (port, query) = (held.port(), held.answer.query().unwrap());
    let kinds = [
        "empty",
        "image",
        "iframe",
        "frame",
        "script",
        "style",
        "object",
        "embed",
        "audio",
        "worker",
        "serviceworker",
        "manifest",
        "xslt",
        "document\r\nSec-Fetch-Dest: image",
        "Document",
        "",
    ];
    kinds
        .iter()
        .map(|kind| {
            let request = format!(
                "GET /?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: https://evil.test\r\n\
                 Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: {kind}\r\n\r\n"
            );
            (format!("fetched for {kind:?}"), request)
        })
        .collect()
}
