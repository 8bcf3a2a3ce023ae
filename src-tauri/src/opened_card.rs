//! The card that a person is looking at, until they take it or open another.

use std::sync::{Mutex, PoisonError};

use handrail_assistant::connection::Card;

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

#[cfg(test)]
mod tests {
    use super::*;

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
