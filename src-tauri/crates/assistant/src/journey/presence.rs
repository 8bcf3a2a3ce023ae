//! A connection that another program removes while something runs on it.

use std::pin::pin;
use std::time::Duration;

use crate::connection::Connections;
use crate::error::{ErrorCode, ErrorReport, Result};

/// How often it is looked for: a file of some kilobytes is read.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Does longer work on a connection. Once that is in the list no more, the work is told to end, is waited for, and what
/// came of it is the finding that the connection is unknown.
pub(super) async fn while_there<T>(
    connections: &Connections,
    id: &str,
    work: impl Future<Output = Result<T>>,
    end: impl FnOnce(),
) -> Result<T> {
    let mut work = pin!(work);
    tokio::select! {
        biased;
        done = &mut work => done,
        gone = removed(connections, id) => {
            end();
            let _ = work.await;
            Err(gone)
        }
    }
}

/// Ends when the connection is removed. A list that cannot be read says nothing.
async fn removed(connections: &Connections, id: &str) -> ErrorReport {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match connections.one(id).await {
            Err(report) if report.code == ErrorCode::ConnectionUnknown => return report,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::documents::paper::Paper;
    use crate::outside::ProfileStore as _;

    fn list(ids: &[&str]) -> serde_json::Value {
        let connection = |id: &&str| {
            json!({
                "id": id, "name": "Contoso", "cloud": "commercial", "tenantDomain": "contoso.com",
                "tenantId": "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7", "clientId": null,
                "goal": {"api": "graph", "context": "user"}, "secret": null, "account": null, "lastAnswer": null,
            })
        };
        json!({"version": 1, "connections": ids.iter().map(connection).collect::<Vec<_>>()})
    }

    #[tokio::test(start_paused = true)]
    async fn work_on_a_connection_that_another_program_removes_ends_with_that_finding() {
        let paper = Arc::new(Paper::default());
        let connections = Connections::new(Arc::clone(&paper) as _);
        paper.update(&mut |_| Some(list(&["one", "two"]))).unwrap();
        let cancelled = CancellationToken::new();
        let sweep = async {
            // Another program takes it away; this one goes on until it is told.
            paper.update(&mut |_| Some(list(&["two"]))).unwrap();
            cancelled.cancelled().await;
            Ok(())
        };
        let outcome = while_there(&connections, "one", sweep, || cancelled.cancel()).await;
        assert_eq!(outcome.unwrap_err().code, ErrorCode::ConnectionUnknown);
        assert!(cancelled.is_cancelled());
    }

    #[tokio::test(start_paused = true)]
    async fn work_on_a_connection_that_stays_comes_to_its_own_end() {
        let paper = Arc::new(Paper::default());
        let connections = Connections::new(Arc::clone(&paper) as _);
        paper.update(&mut |_| Some(list(&["one"]))).unwrap();
        let long = async {
            tokio::time::sleep(10 * LOOK_EVERY).await;
            Ok(7)
        };
        let outcome = while_there(&connections, "one", long, || panic!("told to end")).await;
        assert_eq!(outcome.unwrap(), 7);
    }
}
