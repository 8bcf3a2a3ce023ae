//! How often an app may call an API (scenario `documented-rates`).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::http::Method;

use crate::calls::Caller;
use crate::data::{RATES, RateRow};

/// What a limit counts: calls of one app, in one tenant, to one operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Counted {
    caller: Caller,
    operation: usize,
}

/// The calls of the last hour, by the practice clock.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    /// Milliseconds since 1970, oldest first; only calls that were let through.
    calls: Mutex<HashMap<Counted, VecDeque<i64>>>,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 3_600_000;

/// One limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exceeded {
    /// Until the oldest call that counts is old enough, rounded up.
    pub(crate) wait_seconds: i64,
}

impl Rates {
    /// Counts a call to the route `path`, unless a documented limit is reached. A route without a row has no limit.
    pub(crate) fn count(
        &self,
        caller: Caller,
        method: &Method,
        path: &str,
        now: i64,
    ) -> Result<(), Exceeded> {
        // Both spellings of the version are one API, and both names of an action one action.
        let path = path
            .replacen("/api/v1.0/", "/api/", 1)
            .replacen("/microsoft.graph.security.", "/", 1);
        let is = |row: &RateRow| row.method == method.as_str() && row.path.eq_ignore_ascii_case(&path);
        let Some((operation, row)) = RATES.iter().enumerate().find(|(_, row)| is(row)) else {
            return Ok(());
        };
        let counted = Counted { caller, operation };
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = calls.entry(counted).or_default();
        while calls.front().is_some_and(|at| *at <= now - HOUR) {
            calls.pop_front();
        }
        let waits = [
            row.per_minute.map(|most| wait(calls, most, MINUTE, now)),
            row.per_hour.map(|most| wait(calls, most, HOUR, now)),
        ];
        match waits.into_iter().flatten().max() {
            Some(wait) if wait > 0 => Err(Exceeded {
                wait_seconds: (wait + 999) / 1000,
            }),
            _ => {
                calls.push_back(now);
                Ok(())
            }
        }
    }
}

/// Milliseconds until a window of that length holds fewer than `most` calls.
fn wait(calls: &VecDeque<i64>, most: usize, window: i64, now: i64) -> i64 {
    let first_that_counts = calls.len().checked_sub(most).and_then(|at| calls.get(at));
    first_that_counts.map_or(0, |at| (at + window - now).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ClientId;
    use uuid::Uuid;

    fn app(number: u128) -> Caller {
        Caller {
            client_id: Some(ClientId(Uuid::from_u128(number))),
            ..Caller::default()
        }
    }

    fn list(rates: &Rates, number: u128, now: i64) -> Result<(), Exceeded> {
        rates.count(app(number), &Method::GET, "/api/incidents", now)
    }

    #[test]
    fn the_fifty_first_call_of_a_minute_waits_for_the_first_to_age() {
        let rates = Rates::default();
        for call in 0..50 {
            assert_eq!(list(&rates, 1, call * 1000), Ok(()));
        }
        assert_eq!(list(&rates, 1, 50_500), Err(Exceeded { wait_seconds: 10 }));
        assert_eq!(list(&rates, 2, 50_500), Ok(()));
        assert_eq!(list(&rates, 1, 60_000), Ok(()));
        assert_eq!(list(&rates, 1, 60_000), Err(Exceeded { wait_seconds: 1 }));
    }

    #[test]
    fn the_hour_counts_beside_the_minute() {
        let rates = Rates::default();
        for call in 0..1500 {
            assert_eq!(list(&rates, 1, call * 1300), Ok(()));
        }
        let end = 1500 * 1300;
        assert_eq!(
            list(&rates, 1, end),
            Err(Exceeded {
                wait_seconds: (HOUR - end + 999) / 1000
            })
        );
        assert_eq!(list(&rates, 1, HOUR), Ok(()));
    }

    #[test]
    fn both_spellings_of_the_version_are_one_api_and_other_paths_have_no_limit() {
        let rates = Rates::default();
        let batch = |path: &str| rates.count(app(1), &Method::POST, path, 0);
        for call in 0..10 {
            let path = ["/api/alerts/batchUpdate", "/api/v1.0/alerts/batchUpdate"][call % 2];
            assert_eq!(batch(path), Ok(()));
        }
        assert_eq!(
            batch("/api/alerts/batchUpdate"),
            Err(Exceeded { wait_seconds: 60 })
        );
        for _ in 0..1000 {
            assert_eq!(batch("/v1.0/security/incidents"), Ok(()));
        }
    }
}
