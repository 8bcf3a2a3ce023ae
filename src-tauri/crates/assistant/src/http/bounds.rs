//! How much of an answer is taken in: its size, its time, and what it becomes in memory.

use std::time::Duration;

use reqwest::Response;
use url::Url;

use super::failure::failure;
use super::host;
use crate::error::{ErrorCode, ErrorReport, Result};

/// From the request to the last byte. A service may send a byte now and then for hours, and each arrives in time.
const WHOLE_ANSWER: Duration = Duration::from_secs(5 * 60);
/// The same where the service first works for minutes.
const WHOLE_LONG_ANSWER: Duration = Duration::from_secs(10 * 60);
/// What is read of a refusal: its words stand at the beginning.
const MAX_REFUSAL: usize = 256 * 1024;
/// What the values of one answer may take in memory. Ten thousand alerts of 3 kB are a quarter of it.
const MAX_WEIGHT: usize = 512 * 1024 * 1024;
/// What a JSON object takes besides its members, in bytes: `{"":0}` is some seventy times as large in memory.
const OBJECT: usize = 500;
/// The same of a list: it has room for four values from the first on.
const LIST: usize = 300;
/// A value of either, with the room that growing leaves.
const VALUE: usize = 100;

/// How much of an answer is taken in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    size: usize,
    time: Duration,
}

impl Bounds {
    /// No more than so many bytes once the compression is off.
    pub(super) fn of_size(size: usize) -> Self {
        Self {
            size,
            time: WHOLE_ANSWER,
        }
    }

    /// The same where the service may work for minutes before it answers.
    pub(super) fn patient(size: usize) -> Self {
        Self {
            size,
            time: WHOLE_LONG_ANSWER,
        }
    }

    /// Waits for a whole answer of that address.
    pub(super) async fn in_time<T>(self, url: &Url, answer: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::time::timeout(self.time, answer).await.unwrap_or_else(|_| {
            Err(ErrorReport::new(ErrorCode::AnswerTooSlow)
                .with("host", host(url))
                .with("seconds", self.time.as_secs()))
        })
    }

    /// The body of an answer: the whole of a success, the beginning of a refusal.
    pub(super) async fn body(self, mut response: Response, url: &Url) -> Result<Vec<u8>> {
        let refused = !response.status().is_success();
        let most = if refused { MAX_REFUSAL } else { self.size };
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error, url))? {
            let room = most - body.len();
            if chunk.len() <= room {
                body.extend_from_slice(&chunk);
            } else if refused {
                body.extend_from_slice(&chunk[..room]);
                break;
            } else {
                return Err(ErrorReport::new(ErrorCode::AnswerTooLarge).with("host", host(url)));
            }
        }
        Ok(body)
    }
}

/// Would the values of this JSON text take more memory than an answer may? Told before they are made: a few bytes of
/// text can become hundreds in memory, and a service that means harm sends millions of them.
pub(super) fn too_heavy(json: &[u8]) -> bool {
    // Nothing weighs more than a list for each byte.
    json.len() > MAX_WEIGHT / LIST && weight(json) > MAX_WEIGHT
}

/// What the values of a JSON text take in memory at most, counted from its marks.
fn weight(json: &[u8]) -> usize {
    let (mut weight, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' => weight += OBJECT,
            b'[' => weight += LIST,
            b',' => weight += VALUE,
            _ => {}
        }
    }
    weight + json.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_small_values_weigh_more_than_one_long_text() {
        let bomb = format!("[{}]", vec!["{\"\":0}"; 1_000_000].join(","));
        assert!(too_heavy(bomb.as_bytes()));
        let lists = format!("[{}]", vec!["[0]"; 2_000_000].join(","));
        assert!(too_heavy(lists.as_bytes()));
        let long = serde_json::to_vec(&["{[,\\\"".repeat(2_000_000)]).unwrap();
        assert!(long.len() > bomb.len() && !too_heavy(&long));
    }

    #[test]
    fn ten_thousand_alerts_may_come_at_once() {
        let alert = serde_json::json!({
            "id": "da637472900382838869_1364969609",
            "evidence": vec![serde_json::json!({"entityType": "User", "accountName": "a", "sha1": null}); 8],
            "relatedUser": {"userName": "temp123", "domainName": "DOMAIN"},
            "description": "x".repeat(1500),
        });
        let page = serde_json::json!({"value": vec![alert; 10_000]});
        let page = serde_json::to_vec(&page).unwrap();
        assert!(page.len() > 20_000_000 && !too_heavy(&page));
    }
}
