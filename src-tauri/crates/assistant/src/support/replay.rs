//! A bundle played again: what the practice tenant has to answer so that the same goes wrong at the same step.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};
use url::Url;

use super::bundle::{ConnectionSeen, FORMAT, Noted, SupportBundle};
use super::exchange::{Exchange, TaskKind};
use crate::checklist::{StepId, StepState};
use crate::connection::Goal;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::parse_guid;

/// What went wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expected {
    /// What Handrail was at.
    pub task: TaskKind,
    /// The step that it belongs to.
    pub step: Option<StepId>,
    /// Its name.
    pub code: ErrorCode,
}

/// What has to be there before it is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What the connection is for.
    pub goal: Goal,
    /// The client ID was known.
    pub has_client_id: bool,
    /// There was a secret or a certificate.
    pub has_credential: bool,
    /// Somebody had signed in before it went wrong.
    pub signed_in: bool,
}

/// A bundle that can be played again.
#[derive(Clone, Debug)]
pub struct Replay {
    connection: ConnectionSeen,
    expected: Expected,
    exchanges: Vec<Exchange>,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replayed {
    /// What was recorded.
    pub expected: Expected,
    /// What was met now.
    pub met: Option<Expected>,
    /// Is it the same finding at the same step?
    pub same: bool,
    /// What was met now, whole.
    pub report: Option<ErrorReport>,
}

impl Replay {
    /// Reads a bundle. Refuses what is none, what is of another form, and one in which nothing went wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let malformed = |why: &str| ErrorReport::new(ErrorCode::SupportBundleMalformed).with("message", why);
        let document: Value = serde_json::from_str(text).map_err(|_| malformed("JSON"))?;
        let format = document.get("format").and_then(Value::as_str).unwrap_or_default();
        if format != FORMAT {
            let format: String = format.chars().take(60).collect();
            return Err(malformed(&format));
        }
        let bundle: SupportBundle =
            serde_json::from_value(document).map_err(|error| malformed("JSON").detailed(error))?;
        Self::of(bundle).ok_or_else(|| ErrorReport::new(ErrorCode::SupportBundleWithoutFinding))
    }

    fn of(bundle: SupportBundle) -> Option<Self> {
        let noted = bundle.findings.iter().rev().find(|noted| !noted.over);
        let noted = noted.or(bundle.findings.last()).cloned();
        let mut connections = bundle.connections.into_iter();
        let Some(Noted { task, report, .. }) = noted else {
            let connection = connections.find(|one| blocked(one).is_some())?;
            let expected = blocked(&connection)?;
            return Some(Self {
                connection,
                expected,
                exchanges: Vec::new(),
            });
        };
        let connection = connections.find(|one| one.id == task.connection)?;
        let exchanges = bundle.exchanges.into_iter();
        Some(Self {
            connection,
            expected: Expected {
                task: task.kind,
                step: report.step,
                code: report.code,
            },
            exchanges: exchanges
                .filter(|one| one.task.as_ref().is_some_and(|its| its.run == task.run))
                .collect(),
        })
    }

    /// What was recorded.
    pub fn expected(&self) -> &Expected {
        &self.expected
    }

    /// What has to be there before it is played.
    pub fn stage(&self) -> Stage {
        Stage {
            goal: self.connection.goal,
            has_client_id: self.connection.client_id.is_some(),
            has_credential: self.connection.has_credential,
            signed_in: self.connection.signed_in && self.expected.task != TaskKind::SignIn,
        }
    }

    /// What the practice tenant is told to answer, for `POST /practice/answers`: the ids of the bundle's tenant and app
    /// are replaced by those of the practice tenant.
    pub fn answers(&self, tenant_id: &str, client_id: &str) -> Value {
        let mut by_request: BTreeMap<Asked, Vec<Map<String, Value>>> = BTreeMap::new();
        let last_page = self.last_page();
        for exchange in &self.exchanges {
            let Some(asked) = Asked::of(exchange) else {
                continue;
            };
            let mut answer = answer(exchange);
            if last_page == Some(exchange.number) {
                let elsewhere = json!({"@odata.nextLink": "https://elsewhere.example/next"});
                answer.insert("merge".into(), elsewhere);
            }
            by_request.entry(asked).or_default().push(answer);
        }
        let needed = by_request
            .into_iter()
            .filter(|(_, answers)| !answers.iter().all(Map::is_empty));
        let rules: Vec<Value> = needed
            .flat_map(|(asked, answers)| rules(&asked, answers))
            .collect();
        let mut document = json!({"answers": rules});
        let mut names = vec![(self.connection.tenant_id.as_str(), tenant_id)];
        names.extend(self.connection.client_id.as_deref().map(|id| (id, client_id)));
        renamed(&mut document, &names);
        document
    }

    /// The page whose next link led away: which one it was is known, what it held is not.
    fn last_page(&self) -> Option<u64> {
        if self.expected.code != ErrorCode::NextLinkRefused {
            return None;
        }
        let pages = self.exchanges.iter().rev();
        let mut pages = pages.filter(|one| one.grant.is_none() && one.status == Some(200));
        pages.next().map(|page| page.number)
    }

    /// Compares what was met now with what was recorded.
    pub fn compared(&self, report: Option<ErrorReport>) -> Replayed {
        let met = report.as_ref().map(|report| Expected {
            task: self.expected.task,
            step: report.step,
            code: report.code,
        });
        Replayed {
            same: met.as_ref() == Some(&self.expected),
            expected: self.expected.clone(),
            met,
            report,
        }
    }
}

/// The first step that something speaks against.
fn blocked(connection: &ConnectionSeen) -> Option<Expected> {
    let mut steps = connection.steps.iter();
    let step = steps.find(|step| step.state == StepState::Blocked)?;
    Some(Expected {
        task: TaskKind::Check,
        step: Some(step.id),
        code: step.problem.as_ref()?.code,
    })
}

/// What tells requests apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    method: String,
    path: String,
    grant: Option<String>,
}

impl Asked {
    fn of(exchange: &Exchange) -> Option<Self> {
        Some(Self {
            method: exchange.method.clone(),
            path: pattern(&exchange.address)?,
            grant: exchange.grant.clone(),
        })
    }
}

/// One answer after the other; the last one for as long as it is asked for.
fn rules(asked: &Asked, answers: Vec<Map<String, Value>>) -> Vec<Value> {
    let last = answers.len() - 1;
    let rule = |(place, mut rule): (usize, Map<String, Value>)| {
        rule.insert("method".into(), json!(asked.method));
        rule.insert("path".into(), json!(asked.path));
        if let Some(grant) = &asked.grant {
            rule.insert("grant".into(), json!(grant));
        }
        if place < last {
            rule.insert("times".into(), json!(1));
        }
        rule.into()
    };
    answers.into_iter().enumerate().map(rule).collect()
}

/// A path in which what names a tenant or an object may be anything.
fn pattern(address: &str) -> Option<String> {
    let url: Url = address.parse().ok()?;
    let of_sign_in = ["/oauth2/", "/.well-known/", "/discovery/"];
    let tenant_first = of_sign_in.iter().any(|part| url.path().contains(part));
    let segments = url.path_segments()?.enumerate().map(|(place, segment)| {
        let named = parse_guid(segment).is_some()
            || segment.starts_with("object-")
            || !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_digit());
        if named || place == 0 && tenant_first {
            "*"
        } else {
            segment
        }
    });
    Some(format!("/{}", segments.collect::<Vec<_>>().join("/")))
}

/// What makes the practice tenant's own answer this one. Empty: it needs no change.
fn answer(exchange: &Exchange) -> Map<String, Value> {
    let mut answer = Map::new();
    match (exchange.status, exchange.fault) {
        (Some(status), None) if status >= 300 => {
            answer.insert("status".into(), json!(status));
            answer.insert("headers".into(), headers(exchange));
            answer.insert("body".into(), exchange.body.clone().unwrap_or_else(|| json!("")));
        }
        (_, Some(fault)) => {
            let spoiled = match fault {
                ErrorCode::AnswerTooLarge => "oversized",
                ErrorCode::AnswerNotUnderstood => "cut-short",
                _ => "broken-off",
            };
            answer.insert("spoiled".into(), json!(spoiled));
        }
        _ if !exchange.token.is_empty() => {
            let deciding = ["aud", "roles", "scp"];
            let claim = |name: &str| exchange.token.get(name).cloned().unwrap_or(Value::Null);
            let claims: Map<String, Value> = deciding
                .into_iter()
                .map(|name| (name.to_owned(), claim(name)))
                .collect();
            answer.insert("claims".into(), claims.into());
        }
        _ => (),
    }
    answer
}

fn headers(exchange: &Exchange) -> Value {
    let wanted = ["content-type", "retry-after", "www-authenticate"];
    let mut kept: BTreeMap<&str, String> = BTreeMap::new();
    for name in wanted {
        let Some(value) = exchange.headers.get(name) else {
            continue;
        };
        let ascii: String = value
            .chars()
            .filter(|c| c.is_ascii_graphic() || *c == ' ')
            .collect();
        kept.insert(name, ascii);
    }
    // Nobody waits for a service that is not there, unless the wait is what it is about.
    if let Some(pause) = kept.get_mut("retry-after")
        && pause.parse::<u64>().is_ok_and(|seconds| seconds <= 120)
    {
        "1".clone_into(pause);
    }
    json!(kept)
}

/// Puts other names into every text.
fn renamed(value: &mut Value, names: &[(&str, &str)]) {
    match value {
        Value::String(text) => {
            for (from, to) in names {
                *text = text.replace(from, to);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| renamed(value, names)),
        Value::Object(fields) => fields.values_mut().for_each(|value| renamed(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}
