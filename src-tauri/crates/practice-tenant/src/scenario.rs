//! Faults that can be switched on by name.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// A fault that the practice tenant can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scenario {
    /// Nothing counts as consented: application tokens carry no roles, people are asked again.
    ConsentMissing,
    /// Every client secret counts as expired (AADSTS7000222).
    SecretExpired,
    /// A policy of the tenant forbids client secrets: none can be added, in the portal or by Graph.
    SecretForbiddenByPolicy,
    /// A policy of the tenant lets secrets and certificates live for 90 days at most.
    SecretLifetimeByPolicy,
    /// "Users can register applications" is set to No: only people with a role may, in Graph.
    AppRegistrationRestricted,
    /// Tokens are issued for a neighbouring API, so that the API called refuses them.
    WrongAudience,
    /// Nobody holds a role in Defender: calls on behalf of a user are answered 403.
    UserWithoutDefenderRole,
    /// A policy asks everybody for a second factor (AADSTS50076 where no page can be shown).
    MfaRequired,
    /// A Conditional Access policy blocks the device code flow (AADSTS53003).
    DeviceCodeBlocked,
    /// Every third call to an API is answered 429 with Retry-After: 1.
    Throttled,
    /// Every third token request of an application is answered 429 with Retry-After: 1.
    TokenThrottled,
    /// Calls beyond the limit that each API documents are answered 429 until the window frees.
    DocumentedRates,
    /// Every answer of an API takes 300 ms.
    Slow,
    /// Every third call to an API is answered 503.
    Flaky,
    /// The APIs cut their JSON off in the middle.
    BrokenJson,
    /// The connection closes in the middle of an API's answer.
    Truncated,
    /// A token that has fetched one page is refused as expired at the next; a fresh one goes on.
    TokenExpiredMidPaging,
    /// Tokens are signed with a new key; the key set no longer has the old one.
    KeyRotated,
    /// The tenant's clock is ten minutes ahead of yours.
    ClockSkewed,
    /// Next links point to another origin, where a token must never go.
    HostileNextLink,
    /// Every page of a list is padded to many megabytes.
    HugePage,
    /// Titles, names, comments, tags and addresses in the APIs' answers are written by somebody who means harm.
    HostileContent,
    /// Defender was never set up in the tenant: its APIs answer 403.
    NotProvisioned,
    /// New apps, secrets and grants take as long to be known everywhere as they do at Entra.
    PropagationDelay,
}

impl Scenario {
    /// Every scenario there is.
    pub fn all() -> &'static [Self] {
        &[
            Self::ConsentMissing,
            Self::SecretExpired,
            Self::SecretForbiddenByPolicy,
            Self::SecretLifetimeByPolicy,
            Self::AppRegistrationRestricted,
            Self::WrongAudience,
            Self::UserWithoutDefenderRole,
            Self::MfaRequired,
            Self::DeviceCodeBlocked,
            Self::Throttled,
            Self::TokenThrottled,
            Self::DocumentedRates,
            Self::Slow,
            Self::Flaky,
            Self::BrokenJson,
            Self::Truncated,
            Self::TokenExpiredMidPaging,
            Self::KeyRotated,
            Self::ClockSkewed,
            Self::HostileNextLink,
            Self::HugePage,
            Self::HostileContent,
            Self::NotProvisioned,
            Self::PropagationDelay,
        ]
    }

    /// The name used on the command line and by `POST /practice/scenarios`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConsentMissing => "consent-missing",
            Self::SecretExpired => "secret-expired",
            Self::SecretForbiddenByPolicy => "secret-forbidden-by-policy",
            Self::SecretLifetimeByPolicy => "secret-lifetime-by-policy",
            Self::AppRegistrationRestricted => "app-registration-restricted",
            Self::WrongAudience => "wrong-audience",
            Self::UserWithoutDefenderRole => "user-without-defender-role",
            Self::MfaRequired => "mfa-required",
            Self::DeviceCodeBlocked => "device-code-blocked",
            Self::Throttled => "throttled",
            Self::TokenThrottled => "token-throttled",
            Self::DocumentedRates => "documented-rates",
            Self::Slow => "slow",
            Self::Flaky => "flaky",
            Self::BrokenJson => "broken-json",
            Self::Truncated => "truncated",
            Self::TokenExpiredMidPaging => "token-expired-mid-paging",
            Self::KeyRotated => "key-rotated",
            Self::ClockSkewed => "clock-skewed",
            Self::HostileNextLink => "hostile-next-link",
            Self::HugePage => "huge-page",
            Self::HostileContent => "hostile-content",
            Self::NotProvisioned => "not-provisioned",
            Self::PropagationDelay => "propagation-delay",
        }
    }

    /// One line that says what happens when it is on.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::ConsentMissing => {
                "nothing counts as consented: application tokens carry no roles, people are asked again"
            }
            Self::SecretExpired => "every client secret counts as expired (AADSTS7000222)",
            Self::SecretForbiddenByPolicy => {
                "a policy of the tenant forbids client secrets: none can be added, in the portal or by Graph"
            }
            Self::SecretLifetimeByPolicy => {
                "a policy of the tenant lets secrets and certificates live for 90 days at most: longer ones are refused"
            }
            Self::AppRegistrationRestricted => {
                "\"Users can register applications\" is set to No: Graph refuses people without a role"
            }
            Self::WrongAudience => {
                "tokens are issued for a neighbouring API, so that the API called refuses them"
            }
            Self::UserWithoutDefenderRole => {
                "nobody holds a role in Defender: calls on behalf of a user are answered 403"
            }
            Self::MfaRequired => {
                "a policy asks everybody for a second factor (AADSTS50076 where no page can be shown)"
            }
            Self::DeviceCodeBlocked => {
                "a Conditional Access policy blocks the device code flow (AADSTS53003)"
            }
            Self::Throttled => "every third call to an API is answered 429 with Retry-After: 1",
            Self::TokenThrottled => {
                "every third token request of an application is answered 429 with Retry-After: 1"
            }
            Self::DocumentedRates => {
                "calls beyond the limit that each API documents are answered 429 until the window frees"
            }
            Self::Slow => "every answer of an API takes 300 ms",
            Self::Flaky => "every third call to an API is answered 503",
            Self::BrokenJson => "the APIs cut their JSON off in the middle",
            Self::Truncated => "the connection closes in the middle of an API's answer",
            Self::TokenExpiredMidPaging => {
                "a token that has fetched one page is refused as expired at the next; a fresh one goes on"
            }
            Self::KeyRotated => "tokens are signed with a new key; the key set no longer has the old one",
            Self::ClockSkewed => "the tenant's clock is ten minutes ahead of yours",
            Self::HostileNextLink => "next links point to another origin, where a token must never go",
            Self::HugePage => "every page of a list is padded to many megabytes",
            Self::HostileContent => {
                "titles, names, comments and addresses hold markup, formulas, control characters and a megabyte of text"
            }
            Self::NotProvisioned => "Defender was never set up in the tenant: its APIs answer 403",
            Self::PropagationDelay => {
                "new apps, secrets and grants take as long to be known everywhere as they do at Entra"
            }
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No scenario has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no scenario called \"{name}\"; there are: {}", names())]
pub struct UnknownScenario {
    /// What was asked for.
    pub name: String,
}

fn names() -> String {
    Scenario::all()
        .iter()
        .map(|scenario| scenario.name())
        .collect::<Vec<_>>()
        .join(", ")
}

impl FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::all()
            .iter()
            .copied()
            .find(|scenario| scenario.name() == name)
            .ok_or_else(|| UnknownScenario {
                name: name.to_owned(),
            })
    }
}

/// Which scenarios are on now.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    on: RwLock<BTreeSet<Scenario>>,
    throttled_calls: AtomicU64,
    throttled_token_requests: AtomicU64,
    flaky_calls: AtomicU64,
}

impl Switches {
    pub(crate) fn new(on: &[Scenario]) -> Self {
        Self {
            on: RwLock::new(on.iter().copied().collect()),
            ..Self::default()
        }
    }

    pub(crate) fn is_on(&self, scenario: Scenario) -> bool {
        self.on
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&scenario)
    }

    /// Those that are on, in the order of [`Scenario::all`].
    pub(crate) fn all_on(&self) -> Vec<Scenario> {
        let on = self.on.read().unwrap_or_else(PoisonError::into_inner);
        on.iter().copied().collect()
    }

    pub(crate) fn turn(&self, scenario: Scenario, on: bool) {
        let mut switches = self.on.write().unwrap_or_else(PoisonError::into_inner);
        if on {
            switches.insert(scenario);
        } else {
            switches.remove(&scenario);
        }
    }

    /// Counts one call to an API; true when `throttled` is on and this is a third one.
    pub(crate) fn throttles_this_call(&self) -> bool {
        self.is_on(Scenario::Throttled) && is_third(&self.throttled_calls)
    }

    /// The same for token requests and `token-throttled`.
    pub(crate) fn throttles_this_token_request(&self) -> bool {
        self.is_on(Scenario::TokenThrottled) && is_third(&self.throttled_token_requests)
    }

    /// The same for `flaky`.
    pub(crate) fn fails_this_call(&self) -> bool {
        self.is_on(Scenario::Flaky) && is_third(&self.flaky_calls)
    }
}

fn is_third(calls: &AtomicU64) -> bool {
    calls.fetch_add(1, Ordering::Relaxed) % 3 == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_scenario() {
        for scenario in Scenario::all() {
            assert_eq!(scenario.to_string().parse(), Ok(*scenario));
            assert!(!scenario.explanation().is_empty());
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_list() {
        let refused = "quick".parse::<Scenario>().unwrap_err();
        assert!(refused.to_string().contains("throttled"));
    }

    #[test]
    fn throttling_hits_every_third_call() {
        let switches = Switches::new(&[Scenario::Throttled]);
        let hits: Vec<bool> = (0..6).map(|_| switches.throttles_this_call()).collect();
        assert_eq!(hits, [false, false, true, false, false, true]);
    }
}
