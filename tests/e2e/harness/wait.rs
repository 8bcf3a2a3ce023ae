//! Waiting for conditions, never for time.

use std::time::Duration;

/// How long a condition may take on a slow, shared machine before a story gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// Looks until there is something to see, or [`PATIENCE`] is over, even in the middle of a look.
pub(crate) async fn look<T>(mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let looking = async {
        loop {
            if let Some(seen) = look().await {
                return seen;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.ok()
}

/// The same, for what has to come.
pub(crate) async fn until<T>(what: &str, condition: impl AsyncFnMut() -> Option<T>) -> T {
    look(condition)
        .await
        .unwrap_or_else(|| panic!("waited {} s in vain for {what}", PATIENCE.as_secs()))
}

/// More than the longest story takes on a slow machine: a window that hangs must not hang the run.
const STORY: Duration = Duration::from_secs(300);

/// Tells a story to its end, in bounded time.
pub(crate) async fn told(story: impl Future<Output = ()>) {
    assert!(
        tokio::time::timeout(STORY, story).await.is_ok(),
        "the story hung for {} s",
        STORY.as_secs()
    );
}
