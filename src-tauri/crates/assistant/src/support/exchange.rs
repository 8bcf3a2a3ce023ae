//! One exchange as it is remembered: what a colleague needs to see, and nothing that opens anything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;
use url::Url;

use crate::diagnosis::masked;
use crate::error::ErrorCode;

/// What Handrail was at when it asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// Looking at every step.
    Check,
    /// Reading a list.
    Read,
    /// Signing somebody in.
    SignIn,
    /// Hunting.
    Hunt,
}

/// One thing that Handrail was at, for one connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Task {
    /// What it was.
    pub kind: TaskKind,
    /// Counts what was done since the start.
    pub run: u64,
    /// For which connection.
    pub connection: String,
}

/// A request and what came of it. Neither the request's body nor its token is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exchange {
    /// Counts the requests since the start.
    pub number: u64,
    /// When it was sent, RFC 3339 in UTC.
    pub at: String,
    /// What it was sent for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// `GET`, `POST`, ...
    pub method: String,
    /// Where to. Of a query, the names are there; values only where OData has them from a fixed vocabulary.
    pub address: String,
    /// `grant_type` of a token request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<String>,
    /// The HTTP status; `None` where no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The few headers that tell something.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// How much was answered, in bytes.
    pub bytes: u64,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u64,
    /// Why there is no answer, or why it could not be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<ErrorCode>,
    /// What a token that was handed out says of itself: audience and permissions, never the token.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub token: Map<String, Value>,
    /// What a failed answer says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

impl Exchange {
    /// Did it go as it should?
    pub fn failed(&self) -> bool {
        self.fault.is_some() || self.status.is_none_or(|status| status >= 400)
    }

    /// How much room it takes, roughly.
    pub(super) fn room(&self) -> usize {
        let headers: usize = self
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        let body = self.body.as_ref().map_or(0, |body| body.to_string().len());
        let token = Value::Object(self.token.clone()).to_string().len();
        256 + self.address.len() + headers + body + token
    }
}

/// Options of OData whose values are numbers, names of columns, or both with operators between them.
const TELLING: [&str; 7] = [
    "$top", "$skip", "$filter", "$orderby", "$count", "$select", "$expand",
];
/// A next link of the services has some hundred characters.
const LONGEST_ADDRESS: usize = 2000;
const MASK: &str = "•••";

/// An address as it may be told: no credentials, no fragment, and of the query only what is not a person's own text.
pub(super) fn told(url: &Url) -> String {
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut text = format!("{}://{host}{}", url.scheme(), url.path());
    let mut separator = '?';
    for (name, value) in url.query_pairs() {
        text.push(separator);
        text.push_str(&name);
        text.push('=');
        if TELLING.contains(&&*name) {
            text.push_str(&without_quotes(&value));
        } else {
            text.push_str(MASK);
        }
        separator = '&';
    }
    masked(&text).chars().take(LONGEST_ADDRESS).collect()
}

/// What stands in quotes is what somebody looked for.
fn without_quotes(value: &str) -> String {
    let mut parts = value.split('\'');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (place, part) in parts.enumerate() {
        text.push('\'');
        text.push_str(if place % 2 == 0 { MASK } else { part });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> String {
        told(&text.parse().unwrap())
    }

    #[test]
    fn an_address_keeps_what_was_asked_and_not_what_somebody_typed() {
        assert_eq!(
            address("https://graph.example/v1.0/alerts?$filter=title eq 'Jane''s PC' and a ge 1&$top=50"),
            "https://graph.example/v1.0/alerts?$filter=title eq '•••''•••' and a ge 1&$top=50"
        );
        assert_eq!(
            address(
                "https://someone:word@login.example/t/authorize?login_hint=jane@x.example&code=abc#token=def"
            ),
            "https://login.example/t/authorize?login_hint=•••&code=•••"
        );
    }
}
