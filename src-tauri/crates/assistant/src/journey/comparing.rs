//! Comparing a result with the last run of the same question.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::Assistant;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::outside::RunName;
use crate::results::{Comparison, Held, Seen, compared};

impl Assistant {
    /// What is new, changed, resolved or gone since the same question was looked at last; `None` the first time, and
    /// where rows have no ids. From then on the result has a column that says it of each row, and a whole result is what
    /// the next one is compared with.
    ///
    /// A file that cannot be read or written costs the comparison, never the result.
    pub async fn compare(&self, result_id: &str) -> Result<Option<Comparison>> {
        let held = self.held(result_id)?;
        let (assistant, result_id) = (self.clone(), result_id.to_owned());
        let compared = tokio::task::spawn_blocking(move || {
            // Whoever asks meanwhile waits: this run must not become its own last one.
            let compared = held
                .compared
                .get_or_init(|| assistant.compared(&result_id, &held));
            compared.clone()
        });
        let compared = compared.await;
        compared.map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))
    }

    fn compared(&self, result_id: &str, held: &Arc<Held>) -> Option<Comparison> {
        let runs = &self.0.session.doors.runs;
        let name = name(held);
        let stored = runs.load(&name).unwrap_or_else(|error| {
            tracing::warn!(%error, "the last run cannot be read");
            None
        });
        let seen = Seen::of(held)?;
        let last = stored.as_deref().and_then(Seen::decode);
        if held.view.complete
            && let Err(error) = runs.save(&name, &seen.encode())
        {
            tracing::warn!(%error, "this run is not kept for the next one");
        }
        let (mut wider, comparison) = compared(held, &last?)?;
        wider.compared = Some(comparison.clone()).into();
        let mut results = lock(&self.0.results);
        // Another reading may have taken its place meanwhile.
        if results
            .get(result_id)
            .is_some_and(|current| Arc::ptr_eq(current, held))
        {
            results.insert(result_id.to_owned(), Arc::new(wider));
        }
        Some(comparison)
    }

    /// Forgets what the runs of a connection saw.
    pub(super) async fn forget_runs(&self, connection: &str) {
        let (runs, connection) = (Arc::clone(&self.0.session.doors.runs), connection.to_owned());
        let forgotten = tokio::task::spawn_blocking(move || runs.forget(&connection)).await;
        if !matches!(forgotten, Ok(Ok(()))) {
            tracing::warn!("the runs of a removed connection were not forgotten");
        }
    }
}

/// The same for the same question of the same connection. Questions hold what people typed: only a digest is a name.
fn name(held: &Held) -> RunName {
    let question = format!("{} {}", held.view.kind.name(), held.question);
    let digest = Sha256::digest(question.as_bytes());
    RunName {
        connection: held.view.connection_id.clone(),
        question: URL_SAFE_NO_PAD.encode(digest),
    }
}
