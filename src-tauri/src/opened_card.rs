//! The card that a person is looking at, until they take it or open another; and the one that they opened in their
//! file manager, until the window asks for it.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use handrail_assistant::connection::Card;
use tokio::sync::watch;

/// At most one card, under a name that only its own look knows.
#[derive(Default)]
pub(crate) struct KeptCard(Mutex<(u64, Option<Card>)>);

impl KeptCard {
    /// Keeps a card in place of the last one.
    pub(crate) fn keep(&self, card: Card) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = (kept.0 + 1, Some(card));
        kept.0.to_string()
    }

    /// The card of that name, once.
    pub(crate) fn take(&self, token: &str) -> Option<Card> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0.to_string() == token {
            kept.1.take()
        } else {
            None
        }
    }
}

/// A file that came with the start of Handrail, or with a second start while the window is open.
pub(crate) struct GivenFile(watch::Sender<Option<PathBuf>>);

impl GivenFile {
    /// The file of the first start, if there is one.
    pub(crate) fn new(file: Option<PathBuf>) -> Self {
        Self(watch::Sender::new(file))
    }

    /// The file of a later start takes the place of one that was not asked for yet.
    pub(crate) fn give(&self, file: PathBuf) {
        self.0.send_replace(Some(file));
    }

    /// Waits until there is a file, and takes it.
    pub(crate) async fn taken(&self) -> Option<PathBuf> {
        let mut given = self.0.subscribe();
        given.wait_for(Option::is_some).await.ok()?;
        self.0.send_replace(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_taken_once_whether_it_came_before_or_after_somebody_waited() {
        let given = GivenFile::new(Some("a".into()));
        assert_eq!(given.taken().await, Some("a".into()));
        let (taken, ()) = tokio::join!(given.taken(), async { given.give("b".into()) });
        assert_eq!(taken, Some("b".into()));
    }

    const CARD: &str = r#"{"handrailCard": 1, "name": "Contoso", "cloud": "commercial",
        "tenantId": "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7", "tenantDomain": "contoso.com",
        "goal": {"api": "graph", "context": "user"}}"#;

    #[test]
    fn only_the_card_that_was_looked_at_last_is_taken_and_only_once() {
        let (kept, card) = (KeptCard::default(), Card::parse(CARD.as_bytes()).unwrap());
        let first = kept.keep(card.clone());
        let second = kept.keep(card.clone());
        assert_eq!(kept.take(&first), None);
        assert_eq!(kept.take(&second), Some(card));
        assert_eq!(kept.take(&second), None);
    }
}
