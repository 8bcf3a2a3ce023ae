//! How fast a host answers from here, measured and not guessed.

use std::time::{Duration, Instant};

use serde::Serialize;
use specta::Type;
use url::Url;

use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;

/// Few enough to be no burden, enough for a median.
const ROUNDS: usize = 5;
/// A host that has not answered all rounds by then is too far away to matter.
const PATIENCE: Duration = Duration::from_secs(10);

/// A host that a connection may call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostView {
    /// Its name for `set_host`; `None` is the usual one.
    pub id: Option<String>,
    /// Scheme, host and port.
    #[serde(serialize_with = "as_origin")]
    #[specta(type = String)]
    pub host: Url,
    /// The area it is near, in English; `None` for the usual one, which is near wherever the tenant is.
    pub area: Option<String>,
    /// Does a page of Microsoft name that area?
    pub area_confirmed: bool,
    /// The connection calls this one.
    pub chosen: bool,
}

/// What was measured of one host.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostMeasure {
    /// Its name for `set_host`; `None` is the usual one.
    pub id: Option<String>,
    /// Scheme, host and port.
    #[serde(serialize_with = "as_origin")]
    #[specta(type = String)]
    pub host: Url,
    /// The median time of an answer in milliseconds; `None` where there was none.
    pub median_ms: Option<f64>,
    /// How many answers that is the median of.
    pub answers: u32,
    /// The shortest median of all; set when all are measured.
    pub fastest: bool,
    /// Why there is no time.
    pub problem: Option<ErrorReport>,
}

fn as_origin<S: serde::Serializer>(url: &Url, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&url.origin().ascii_serialization())
}

/// Asks a host for its front page a few times. Any answer counts, also a refusal: there is no token to accept.
pub(crate) async fn measure(http: &Http, host: HostView) -> HostMeasure {
    let patience = tokio::time::timeout(PATIENCE, times(http, &host.host));
    let times = patience.await.unwrap_or_else(|_| {
        let name = host.host.host_str().unwrap_or_default();
        Err(ErrorReport::new(ErrorCode::NetworkUnreachable).with("host", name))
    });
    let (times, problem) = match times {
        Ok(times) => (times, None),
        Err(report) => (Vec::new(), Some(report)),
    };
    HostMeasure {
        id: host.id,
        host: host.host,
        answers: u32::try_from(times.len()).unwrap_or(u32::MAX),
        median_ms: median(times).map(in_milliseconds),
        fastest: false,
        problem,
    }
}

async fn times(http: &Http, host: &Url) -> Result<Vec<Duration>> {
    // Before the clock runs: name, way and certificate cost more than an answer does.
    ask(http, host).await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        ask(http, host).await?;
        times.push(started.elapsed());
    }
    Ok(times)
}

/// A proxy's or a service's own failure is no answer of the host.
async fn ask(http: &Http, host: &Url) -> Result<()> {
    let answer = http.fetch(host.clone()).await?;
    if answer.status.is_server_error() {
        return Err(ErrorReport::new(ErrorCode::ServerTrouble)
            .with("host", host.host_str().unwrap_or_default())
            .detailed(answer.status));
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

/// With one place behind the point: more is noise.
fn in_milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

impl HostMeasure {
    /// Marks the one that answered fastest, if any answered.
    pub(crate) fn mark_fastest(measures: &mut [Self]) {
        let timed = measures
            .iter_mut()
            .filter_map(|measure| measure.median_ms.map(|time| (time, measure)));
        if let Some((_, fastest)) = timed.min_by(|(one, _), (other, _)| one.total_cmp(other)) {
            fastest.fastest = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(median_ms: Option<f64>) -> HostMeasure {
        HostMeasure {
            id: None,
            host: "https://api.security.microsoft.com".parse().unwrap(),
            median_ms,
            answers: 5,
            fastest: false,
            problem: None,
        }
    }

    #[test]
    fn one_slow_answer_does_not_move_the_median() {
        let times = [20, 21, 900, 19, 22].map(Duration::from_millis);
        assert_eq!(median(times.to_vec()), Some(Duration::from_millis(21)));
        assert_eq!(median(Vec::new()), None);
    }

    #[test]
    fn the_fastest_is_one_that_answered() {
        let mut measures = [measured(None), measured(Some(40.2)), measured(Some(12.5))];
        HostMeasure::mark_fastest(&mut measures);
        assert_eq!(measures.map(|measure| measure.fastest), [false, false, true]);
        let mut silent = [measured(None)];
        HostMeasure::mark_fastest(&mut silent);
        assert!(!silent[0].fastest);
    }
}
