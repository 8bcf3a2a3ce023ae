//! A practice tenant that listens nowhere.

use std::sync::Arc;

use super::{
    Options, SigningKey, SigningKeys, StartError, Stories, Switches, certificate_error, pairs, plant,
};
use crate::clock::Clock;
use crate::practice::{Practice, Shared};
use crate::ready::ReadyApps;

/// The usual practice tenant, and how to sign in to it.
pub(crate) struct Planted {
    pub(crate) practice: Shared,
    pub(crate) apps: ReadyApps,
    pub(crate) tenant: String,
}

pub(crate) async fn planted() -> Result<Planted, StartError> {
    let options = Options::default();
    let pairs = pairs().await?;
    let clock = Clock::starting_at(Some(
        jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(490_000),
    ));
    let now = clock.now();
    let seeded = plant(&options, pairs.client.certificate.clone(), now);
    let stories = Stories::new(options.seed, options.incidents, seeded.store.home, now);
    let key = |pair| SigningKey::new(pair).map_err(|error| certificate_error(&error));
    let keys = SigningKeys {
        first: key(&pairs.signing)?,
        next: key(&pairs.next)?,
    };
    let (apps, tenant) = (seeded.apps, seeded.store.home.to_string());
    let switches = Switches::new(&options.scenarios);
    let practice = Practice::new(clock, seeded.store, keys, stories, switches, None, Vec::new());
    Ok(Planted {
        practice: Arc::new(practice),
        apps,
        tenant,
    })
}
