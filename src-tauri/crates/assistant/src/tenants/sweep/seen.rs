//! What a sweep saw of its customers, for the board: a look that cost nothing more.

use super::Ended;
use crate::clock::rfc3339;
use crate::cloud::Api;
use crate::connection::{Connection, LastAnswer};
use crate::error::ErrorReport;
use crate::tenants::look::{self, Sight};
use crate::tenants::refusal::state_behind;
use crate::tenants::{CustomerRecord, CustomerState, Grant, Seen, Wanted};

/// A sweep that came to its end, as the board hears of it.
pub(crate) struct Told<'a> {
    /// The partner's connection.
    pub(crate) home: &'a Connection,
    /// What is wanted at every customer.
    pub(crate) wanted: &'a [Wanted],
    /// The API that was asked.
    pub(crate) api: Api,
}

impl Told<'_> {
    /// Notes how one customer ended, unless something later is known of it. What the sweep cannot tell, a look will: it
    /// is due at once.
    pub(crate) fn note(&self, record: &mut CustomerRecord, ended: &Ended) {
        let at = rfc3339(ended.at);
        let answered_since = record.last_answer.as_ref().is_some_and(|last| last.at > at);
        let seen_since = record.seen.as_ref().is_some_and(|seen| seen.at >= ended.at);
        if answered_since {
            return;
        }
        let sight = (!seen_since).then(|| self.sight(record, ended)).flatten();
        if ended.problem.is_none() {
            record.last_answer = Some(LastAnswer { rows: ended.rows, at });
        }
        match sight {
            Some(seen) => drop(record.saw(Sight::Customer(Box::new(seen), None), ended.at)),
            None if ended.problem.is_some() => record.next_look = None,
            None => (),
        }
    }

    /// What the customer's tenant said, where that is more than the board knows.
    fn sight(&self, record: &CustomerRecord, ended: &Ended) -> Option<Seen> {
        let problem = ended.problem.as_deref();
        let state = problem.map_or(Some(CustomerState::Consented), state_behind)?;
        match state {
            CustomerState::NoApp | CustomerState::Blocked => {
                Some(self.seen(ended, state, Vec::new(), problem))
            }
            // Another API of the same tenant may well answer.
            CustomerState::NotProvisioned if self.api != self.home.goal.api => None,
            _ => {
                let present = self.present(record, ended)?;
                let missing = look::missing(self.wanted, &present, self.home.goal);
                match missing.first() {
                    // What was asked for is granted, or wanted of nobody. Green it is where the API answered.
                    None if record.state() == state => None,
                    None if state == CustomerState::NoRoles || state == CustomerState::PartialRoles => None,
                    None => Some(self.seen(ended, state, present, problem)),
                    Some(lacking) if lacking.api == self.api => {
                        let there = self.home.at_customer(&record.customer, &record.cloud);
                        let finding = look::lacking_finding(&there, lacking, &present);
                        let state = look::lacking_state(&present);
                        Some(self.seen(ended, state, present, Some(&finding)))
                    }
                    // The sweep never asked for a token of that API.
                    Some(_) => None,
                }
            }
        }
    }

    /// What is granted by now: what the token of this sweep carried, and what was seen of other APIs before.
    fn present(&self, record: &CustomerRecord, ended: &Ended) -> Option<Vec<Grant>> {
        let seen = record.seen.as_ref();
        let others = seen.into_iter().flat_map(|seen| &seen.present);
        let others = others.filter(|grant| grant.api != self.api).cloned();
        Some(others.chain(ended.granted.clone()?).collect())
    }

    fn seen(
        &self,
        ended: &Ended,
        state: CustomerState,
        present: Vec<Grant>,
        problem: Option<&ErrorReport>,
    ) -> Seen {
        Seen {
            at: ended.at,
            state,
            missing: look::missing(self.wanted, &present, self.home.goal),
            present,
            finding: problem.cloned(),
        }
    }
}
