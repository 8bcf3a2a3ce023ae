//! What happens between two pages of a list.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::address::Address;
use crate::bearer::Token;
use crate::scenario::{Scenario, Switches};

/// An origin that is nobody's: the top-level domain is reserved for examples (RFC 2606).
const HOSTILE_ORIGIN: &str = "https://api.security.example";

/// The same query further on: at `place`, the name and value of the option that says where. With `hostile-next-link` it
/// leads away.
pub(crate) fn next_link(
    switches: &Switches,
    address: &Address,
    path: &str,
    query: &str,
    place: (&str, &str),
) -> String {
    let mut next = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != place.0) {
        next.append_pair(&name, &value);
    }
    next.append_pair(place.0, place.1);
    let query = next.finish().replace("%24", "$");
    if switches.is_on(Scenario::HostileNextLink) {
        format!("{HOSTILE_ORIGIN}{path}?{query}")
    } else {
        format!("{address}{path}?{query}")
    }
}

/// Tokens that fetched a page while `token-expired-mid-paging` was on: claim `uti`, and `exp` in seconds since 1970.
#[derive(Debug, Default)]
pub(crate) struct PagesFetched(Mutex<HashMap<String, i64>>);

impl PagesFetched {
    /// Notes that this token fetched a page. Tokens that have expired meanwhile need no note.
    pub(crate) fn note(&self, switches: &Switches, token: &Token, now: Timestamp) {
        if switches.is_on(Scenario::TokenExpiredMidPaging) {
            let mut fetched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            fetched.retain(|_, expires| *expires > now.as_second());
            fetched.insert(token.text("uti").to_owned(), token.expires());
        }
    }

    /// True when the token counts as expired, because it fetched a page before.
    pub(crate) fn refuses(&self, switches: &Switches, token: &Token) -> bool {
        let fetched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        switches.is_on(Scenario::TokenExpiredMidPaging) && fetched.contains_key(token.text("uti"))
    }
}
