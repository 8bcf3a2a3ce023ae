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
    /// Every third call to an API is answered 429 with `Retry-After: 1`.
    Throttled,
    /// Every answer of an API takes 300 milliseconds.
    Slow,
    /// The APIs cut their JSON off in the middle.
    BrokenJson,
    /// Every client secret counts as expired (AADSTS7000222).
    SecretExpired,
    /// Nothing counts as consented: tokens for an application carry no `roles`, people are asked again.
    ConsentMissing,
}

impl Scenario {
    /// Every scenario there is.
    pub fn all() -> &'static [Self] {
        &[
            Self::Throttled,
            Self::Slow,
            Self::BrokenJson,
            Self::SecretExpired,
            Self::ConsentMissing,
        ]
    }

    /// The name used on the command line and by `POST /practice/scenarios`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Slow => "slow",
            Self::BrokenJson => "broken-json",
            Self::SecretExpired => "secret-expired",
            Self::ConsentMissing => "consent-missing",
        }
    }

    /// One line that says what happens when it is on.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Throttled => "every third call to an API is answered 429 with Retry-After: 1",
            Self::Slow => "every answer of an API takes 300 ms",
            Self::BrokenJson => "the APIs cut their JSON off in the middle",
            Self::SecretExpired => "every client secret counts as expired (AADSTS7000222)",
            Self::ConsentMissing => {
                "nothing counts as consented: application tokens carry no roles, people are asked again"
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
    api_calls: AtomicU64,
}

impl Switches {
    pub(crate) fn new(on: &[Scenario]) -> Self {
        Self {
            on: RwLock::new(on.iter().copied().collect()),
            api_calls: AtomicU64::new(0),
        }
    }

    pub(crate) fn is_on(&self, scenario: Scenario) -> bool {
        self.on
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&scenario)
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
        self.is_on(Scenario::Throttled) && self.api_calls.fetch_add(1, Ordering::Relaxed) % 3 == 2
    }
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
