//! Places among those that work at the same time. Whoever waits for a service gives its place to another.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A place, or the right to ask for one again.
#[derive(Debug)]
pub(crate) struct Turn {
    places: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Turn {
    /// Waits for a place. Those who came first get theirs first.
    pub(crate) async fn taken(places: &Arc<Semaphore>) -> Self {
        let mut turn = Self {
            places: Arc::clone(places),
            held: None,
        };
        turn.take().await;
        turn
    }

    /// Gives the place to somebody else.
    pub(super) fn hand_back(&mut self) {
        self.held = None;
    }

    /// Waits for a place where it holds none.
    pub(super) async fn take(&mut self) {
        if self.held.is_none() {
            // Nobody closes the semaphore; without it there would be nothing to wait for.
            self.held = Arc::clone(&self.places).acquire_owned().await.ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_for_a_service_lets_another_work() {
        let places = Arc::new(Semaphore::new(1));
        let mut first = Turn::taken(&places).await;
        first.hand_back();
        let second = Turn::taken(&places).await;
        let mut again = Box::pin(first.take());
        tokio::select! {
            biased;
            () = &mut again => panic!("there is one place"),
            () = tokio::task::yield_now() => (),
        }
        drop(second);
        again.await;
        assert_eq!(places.available_permits(), 0);
    }
}
