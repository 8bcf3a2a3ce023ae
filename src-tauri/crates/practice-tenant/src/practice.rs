//! The practice tenant while it runs: what every handler shares.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::answers::SetAnswers;
use crate::calls::{Call, Log, TokenCall};
use crate::clock::Clock;
use crate::hunting::Hunting;
use crate::keys::{SigningKey, SigningKeys};
use crate::paging::PagesFetched;
use crate::rates::Rates;
use crate::scenario::{Scenario, Switches};
use crate::store::Store;
use crate::story::Stories;

/// Shared by all handlers.
pub(crate) type Shared = Arc<Practice>;

/// How far ahead the tenant's clock is while `clock-skewed` is on.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(10);

/// The whole practice tenant.
pub(crate) struct Practice {
    pub(crate) clock: Clock,
    pub(crate) switches: Switches,
    keys: SigningKeys,
    pub(crate) stories: Stories,
    pub(crate) hunting: Hunting,
    pub(crate) calls: Log<Call>,
    pub(crate) token_calls: Log<TokenCall>,
    pub(crate) pages_fetched: PagesFetched,
    pub(crate) rates: Rates,
    /// What somebody set to be answered.
    pub(crate) answers: SetAnswers,
    /// The address that clients were told, when it is not the one listened on.
    pub(crate) advertise: Option<Url>,
    /// Host names, beside loopback, that this server answers to.
    pub(crate) own_hosts: Vec<String>,
    store: RwLock<Store>,
}

impl Practice {
    pub(crate) fn new(
        clock: Clock,
        store: Store,
        keys: SigningKeys,
        stories: Stories,
        switches: Switches,
        advertise: Option<Url>,
        own_hosts: Vec<String>,
    ) -> Self {
        Self {
            clock,
            switches,
            keys,
            stories,
            hunting: Hunting::default(),
            calls: Log::default(),
            token_calls: Log::default(),
            pages_fetched: PagesFetched::default(),
            rates: Rates::default(),
            answers: SetAnswers::default(),
            advertise,
            own_hosts,
            store: RwLock::new(store),
        }
    }

    /// The time that every token, code and page of this tenant goes by.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.clock.now();
        if self.switches.is_on(Scenario::ClockSkewed) {
            return now.checked_add(CLOCK_SKEW).unwrap_or(now);
        }
        now
    }

    /// The only key that is published and signs.
    pub(crate) fn key(&self) -> &SigningKey {
        if self.switches.is_on(Scenario::KeyRotated) {
            &self.keys.next
        } else {
            &self.keys.first
        }
    }

    /// The directory, to read. A handler that panicked while holding it has been logged; the data is still whole.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Store> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The directory, to change.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Store> {
        let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        store.now = self.now();
        store
    }
}
