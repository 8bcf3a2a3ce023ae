//! Remembers the last exchanges and findings, in memory only.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use jiff::Timestamp;
use reqwest::Request;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Map, Value};

use super::bundle::Noted;
use super::exchange::{Exchange, Task, TaskKind, told};
use super::failed_body::kept;
use crate::clock::rfc3339;
use crate::diagnosis::masked;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Answer;
use crate::lock::lock;
use crate::token::Claims;

/// Some minutes of work.
const MOST: usize = 200;
/// All of them together, in bytes.
const ROOM: usize = 1024 * 1024;
/// More than anybody reads.
const MOST_FINDINGS: usize = 50;
/// A token answer has some kilobytes.
const LARGEST_TOKENS: usize = 64 * 1024;
const LONGEST_HEADER: usize = 300;

/// What is kept of the headers of an answer.
const HEADERS: [&str; 8] = [
    "content-type",
    "retry-after",
    "www-authenticate",
    "request-id",
    "client-request-id",
    "x-ms-request-id",
    "x-ms-correlation-request-id",
    "date",
];
/// What a token says of itself that decides what it opens.
const CLAIMS: [&str; 7] = ["aud", "ver", "roles", "scp", "idtyp", "tid", "appid"];

tokio::task_local! {
    /// What this task is at.
    static AT: Task;
}

/// The last exchanges and what came of them.
#[derive(Default)]
pub(crate) struct Recorder {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    exchanges: VecDeque<Exchange>,
    room: usize,
    forgotten: u64,
    findings: VecDeque<Noted>,
    runs: u64,
    sent: u64,
}

/// A request on its way.
pub(crate) struct Sent {
    started: Instant,
    /// Apart, so that a journey does not carry the room for it.
    exchange: Box<Exchange>,
}

impl Recorder {
    /// Does some work, and remembers what went over the network for it and how it ended. What is wrong with an outcome
    /// that is there is told by `wrong`.
    pub(crate) async fn during<T>(
        &self,
        (kind, connection): (TaskKind, &str),
        work: impl Future<Output = Result<T>>,
        wrong: impl FnOnce(&T) -> Option<ErrorReport>,
    ) -> Result<T> {
        let run = {
            let mut kept = lock(&self.kept);
            kept.runs += 1;
            kept.runs
        };
        let task = Task {
            kind,
            run,
            connection: connection.to_owned(),
        };
        let outcome = AT.scope(task.clone(), work).await;
        let report = match &outcome {
            Ok(done) => wrong(done),
            Err(report) => Some(report.clone()),
        };
        self.ended(task, report);
        outcome
    }

    fn ended(&self, task: Task, report: Option<ErrorReport>) {
        let mut kept = lock(&self.kept);
        let same = |noted: &Noted| noted.task.kind == task.kind && noted.task.connection == task.connection;
        match report {
            // Somebody who changed their mind met nothing.
            Some(report) if report.code == ErrorCode::Cancelled => (),
            Some(report) => {
                kept.findings.push_back(Noted {
                    at: rfc3339(Timestamp::now()),
                    task,
                    over: false,
                    report,
                });
                if kept.findings.len() > MOST_FINDINGS {
                    kept.findings.pop_front();
                }
            }
            None => kept
                .findings
                .iter_mut()
                .filter(|noted| same(noted))
                .for_each(|noted| noted.over = true),
        }
    }

    /// A request goes out.
    pub(crate) fn sends(&self, request: &Request) -> Sent {
        let mut kept = lock(&self.kept);
        kept.sent += 1;
        Sent {
            started: Instant::now(),
            exchange: Box::new(Exchange {
                number: kept.sent,
                at: rfc3339(Timestamp::now()),
                task: AT.try_with(Clone::clone).ok(),
                method: request.method().to_string(),
                address: told(request.url()),
                grant: grant(request),
                status: None,
                headers: std::collections::BTreeMap::new(),
                bytes: 0,
                elapsed_ms: 0,
                fault: None,
                token: Map::new(),
                body: None,
            }),
        }
    }

    /// What came of it. Answers with its number.
    pub(crate) fn came_of(&self, sent: Sent, outcome: &Result<Answer>) -> u64 {
        let Sent {
            started,
            mut exchange,
        } = sent;
        exchange.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match outcome {
            Ok(answer) => answered(&mut exchange, answer),
            Err(report) => exchange.fault = Some(report.code),
        }
        let number = exchange.number;
        self.keep(*exchange);
        number
    }

    fn keep(&self, exchange: Exchange) {
        let mut kept = lock(&self.kept);
        kept.room += exchange.room();
        kept.exchanges.push_back(exchange);
        while kept.exchanges.len() > MOST || kept.room > ROOM {
            let Some(oldest) = kept.exchanges.pop_front() else {
                break;
            };
            kept.room -= oldest.room().min(kept.room);
            kept.forgotten += 1;
        }
    }

    /// The answer of that number came, and could not be used.
    fn useless(&self, number: u64, fault: ErrorCode) {
        let mut kept = lock(&self.kept);
        let found = kept
            .exchanges
            .iter_mut()
            .rev()
            .find(|exchange| exchange.number == number);
        if let Some(exchange) = found {
            exchange.fault = Some(fault);
        }
    }

    /// What is remembered of one connection, or of all: exchanges, findings, and how many exchanges are forgotten.
    pub(crate) fn of(&self, connection: Option<&str>) -> (Vec<Exchange>, Vec<Noted>, u64) {
        let kept = lock(&self.kept);
        let about = |task: &Task| connection.is_none_or(|id| task.connection == id);
        let exchanges = kept.exchanges.iter();
        let findings = kept.findings.iter();
        (
            exchanges
                .filter(|one| one.task.as_ref().is_none_or(about))
                .cloned()
                .collect(),
            findings.filter(|one| about(&one.task)).cloned().collect(),
            kept.forgotten,
        )
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

/// Where an answer is remembered; nowhere, where it was made by a test.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Option<(Arc<Recorder>, u64)>);

impl Seen {
    pub(crate) fn at(recorder: &Arc<Recorder>, number: u64) -> Self {
        Self(Some((Arc::clone(recorder), number)))
    }

    /// The answer could not be used.
    pub(crate) fn useless(&self, fault: ErrorCode) {
        if let Some((recorder, number)) = &self.0 {
            recorder.useless(*number, fault);
        }
    }
}

/// `grant_type` of a token request: the one field of a form that is told.
fn grant(request: &Request) -> Option<String> {
    let form = request
        .headers()
        .get(CONTENT_TYPE)?
        .as_bytes()
        .starts_with(b"application/x-www-form-urlencoded");
    let body = request.body()?.as_bytes().filter(|_| form)?;
    let mut fields = url::form_urlencoded::parse(body);
    let (_, grant) = fields.find(|(name, _)| name == "grant_type")?;
    let vocabulary = |c: char| c.is_ascii_alphanumeric() || "_-:.".contains(c);
    (grant.len() <= 60 && grant.chars().all(vocabulary)).then(|| grant.into_owned())
}

fn answered(exchange: &mut Exchange, answer: &Answer) {
    exchange.status = Some(answer.status.as_u16());
    exchange.bytes = answer.body.len() as u64;
    exchange.headers = HEADERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), header(&answer.headers, name)?)))
        .collect();
    if !answer.status.is_success() {
        exchange.body = kept(&answer.body);
    } else if exchange.grant.is_some() {
        match token(&answer.body) {
            Some(token) => exchange.token = token,
            None => exchange.fault = Some(ErrorCode::AnswerNotUnderstood),
        }
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    // A claims request says which rules somebody's directory has.
    let (before, claims) = value.split_once("claims=").unwrap_or((value, ""));
    let told = if claims.is_empty() {
        value.to_owned()
    } else {
        format!("{before}claims=•••")
    };
    Some(masked(&told).chars().take(LONGEST_HEADER).collect())
}

/// What the token in an answer says of itself; `None` where there is none.
fn token(body: &[u8]) -> Option<Map<String, Value>> {
    if body.len() > LARGEST_TOKENS {
        return None;
    }
    let answer: Value = serde_json::from_slice(body).ok()?;
    let claims = Claims::decode(answer.get("access_token")?.as_str()?)?;
    let told = |name: &&str| Some(((*name).to_owned(), claims.as_map().get(*name)?.clone()));
    Some(CLAIMS.iter().filter_map(told).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(address: String) -> Exchange {
        Exchange {
            address,
            ..*Recorder::default().sends(&request()).exchange
        }
    }

    fn request() -> Request {
        Request::new(reqwest::Method::GET, "http://localhost/".parse().unwrap())
    }

    #[test]
    fn the_oldest_make_room() {
        let recorder = Recorder::default();
        for _ in 0..MOST + 3 {
            recorder.keep(exchange("a".into()));
        }
        assert_eq!(recorder.of(None).0.len(), MOST);
        assert_eq!(recorder.of(None).2, 3);
        for _ in 0..MOST {
            recorder.keep(exchange("a".repeat(ROOM / 50)));
        }
        let (exchanges, _, forgotten) = recorder.of(None);
        assert!(exchanges.iter().map(Exchange::room).sum::<usize>() <= ROOM);
        assert_eq!(exchanges.len() as u64 + forgotten, 2 * MOST as u64 + 3);
    }

    #[tokio::test]
    async fn a_finding_is_over_once_the_same_goes_well() {
        let recorder = Recorder::default();
        let done =
            |outcome: Result<()>| recorder.during((TaskKind::Check, "a"), async { outcome }, |()| None);
        drop(done(Err(ErrorReport::new(ErrorCode::ConsentMissing))).await);
        assert!(!recorder.of(Some("a")).1[0].over);
        assert!(recorder.of(Some("b")).1.is_empty());
        done(Ok(())).await.unwrap();
        assert!(recorder.of(Some("a")).1[0].over);
    }

    #[tokio::test]
    async fn a_request_is_of_the_task_that_sent_it() {
        let recorder = Recorder::default();
        let work = async {
            let sent = recorder.sends(&request());
            recorder.came_of(sent, &Err(ErrorReport::new(ErrorCode::ServerTrouble)));
            Ok(())
        };
        recorder
            .during((TaskKind::Read, "a"), work, |()| None)
            .await
            .unwrap();
        let exchange = recorder.of(Some("a")).0.remove(0);
        assert_eq!(exchange.task.unwrap().kind, TaskKind::Read);
        assert_eq!(exchange.fault, Some(ErrorCode::ServerTrouble));
        assert!(recorder.of(Some("b")).0.is_empty());
    }
}
