//! Connection cards, which come by mail.

use super::Card;
use crate::fuzz::{CLOUDS, Target, told};

pub(crate) const TARGETS: &[Target] = &[("connection-card", card)];

/// What is read is written as it was read, and a card leads nowhere that its view does not show.
fn card(data: &[u8]) {
    let card = match Card::parse(data) {
        Ok(card) => card,
        Err(report) => return drop(told(&report, data)),
    };
    let written = card.text().unwrap_or_default();
    assert_eq!(Card::parse(written.as_bytes()), Ok(card.clone()), "{written}");
    let Ok(own) = card.own_cloud() else { return };
    let view = card.view(own.as_ref().unwrap_or(&CLOUDS[0]), false, None);
    told(&view, data);
    if let Some(authority) = own.as_ref().and_then(|own| own.authority.host_str()) {
        assert!(
            view.hosts.iter().any(|host| host.host.contains(authority)),
            "{authority}"
        );
    }
}
