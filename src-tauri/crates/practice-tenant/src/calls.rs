//! What was asked of the APIs and of the token endpoint, so that a check can show what was asked for which tenant, and how
//! often.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::Value;

use crate::bearer;
use crate::ids::{ClientId, TenantId};
use crate::practice::Practice;

/// In which tenant, and by which app: of a question asked, or of those that are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Caller {
    pub(crate) tenant_id: Option<TenantId>,
    pub(crate) client_id: Option<ClientId>,
}

impl Caller {
    /// Who sent this token; nobody when it is none of ours.
    pub(crate) fn of_token(practice: &Practice, headers: &HeaderMap) -> Self {
        let Ok(claims) = bearer::signed(practice, headers) else {
            return Self::default();
        };
        let claim = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
        Self {
            tenant_id: claim("tid").parse().ok(),
            client_id: claim("appid").parse().ok(),
        }
    }

    /// What is not said fits everybody.
    fn includes(self, other: Self) -> bool {
        self.tenant_id.is_none_or(|id| other.tenant_id == Some(id))
            && self.client_id.is_none_or(|id| other.client_id == Some(id))
    }
}

/// One call to an API.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) status: u16,
    /// What was written to the directory; there is never a secret in such a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Value>,
    #[serde(flatten)]
    pub(crate) caller: Caller,
}

/// One request to a token endpoint.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenCall {
    #[serde(flatten)]
    pub(crate) caller: Caller,
    pub(crate) grant_type: String,
    pub(crate) status: u16,
    /// The AADSTS number of a refusal.
    pub(crate) error: Option<u32>,
}

/// Something that somebody asked for.
pub(crate) trait Asked: Clone {
    fn caller(&self) -> Caller;
}

impl Asked for Call {
    fn caller(&self) -> Caller {
        self.caller
    }
}

impl Asked for TokenCall {
    fn caller(&self) -> Caller {
        self.caller
    }
}

/// The newest of what was asked, oldest first: a tenant may run for weeks.
#[derive(Debug)]
pub(crate) struct Log<A> {
    kept: Mutex<Kept<A>>,
}

#[derive(Debug)]
struct Kept<A> {
    entries: VecDeque<A>,
    forgotten: u64,
}

/// Enough for a look at five thousand tenants and a sweep over them; some megabytes.
const KEPT: usize = 30_000;
/// Of a path with its query; a next link here has some three hundred characters.
const LONGEST_TEXT: usize = 2000;

impl<A> Default for Log<A> {
    fn default() -> Self {
        let kept = Kept {
            entries: VecDeque::new(),
            forgotten: 0,
        };
        Self {
            kept: Mutex::new(kept),
        }
    }
}

impl<A: Asked> Log<A> {
    pub(crate) fn note(&self, asked: A) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.entries.len() == KEPT {
            kept.entries.pop_front();
            kept.forgotten += 1;
        }
        kept.entries.push_back(asked);
    }

    /// Those of one tenant, one app, or both.
    pub(crate) fn of(&self, caller: Caller) -> Vec<A> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = kept.entries.iter();
        asked
            .filter(|one| caller.includes(one.caller()))
            .cloned()
            .collect()
    }

    /// How many are kept no more, whoever asked. A check that counts wants none.
    pub(crate) fn forgotten(&self) -> u64 {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forgotten
    }
}

/// What a stranger sent, no longer than a log needs it.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn call(tenant: u128, path: &str) -> Call {
        Call {
            method: "GET".to_owned(),
            path: path.to_owned(),
            status: 200,
            body: None,
            caller: Caller {
                tenant_id: Some(TenantId(Uuid::from_u128(tenant))),
                client_id: None,
            },
        }
    }

    #[test]
    fn one_tenants_calls_are_found_among_those_of_all() {
        let log = Log::default();
        for (tenant, path) in [(1, "/a"), (2, "/b"), (1, "/c")] {
            log.note(call(tenant, path));
        }
        let paths = |caller| -> Vec<String> {
            let found = log.of(caller);
            found.into_iter().map(|call| call.path).collect()
        };
        assert_eq!(paths(call(1, "").caller), ["/a", "/c"]);
        assert_eq!(paths(Caller::default()), ["/a", "/b", "/c"]);
        assert_eq!(paths(call(3, "").caller), Vec::<String>::new());
    }

    #[test]
    fn the_oldest_calls_are_forgotten_and_counted() {
        let log = Log::default();
        for at in 0..KEPT + 2 {
            log.note(call(1, &at.to_string()));
        }
        let kept = log.of(Caller::default());
        assert_eq!((kept.len(), kept[0].path.as_str()), (KEPT, "2"));
        assert_eq!(log.forgotten(), 2);
    }
}
