//! A call to the directory: who makes it, what it may do, what it brings and what it gets.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::address::Address;
use crate::bearer::{Needs, Refused, Token, verified};
use crate::catalogue::{Permission, Resource};
use crate::entra::Params;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::ObjectId;
use crate::practice::Practice;
use crate::store::{Store, Tenant, User};

/// Permissions of which any one is enough: delegated ones, and those of an application.
pub(crate) const fn any_of(scopes: &'static [&'static str], roles: &'static [&'static str]) -> Needs {
    Needs {
        resource: Resource::Graph,
        roles,
        scopes,
    }
}

/// Who calls, by the access token.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) tenant: Tenant,
    /// The person, or the app's service principal.
    pub(crate) object_id: ObjectId,
    pub(crate) is_delegated: bool,
    permissions: Vec<String>,
    token: Token,
}

impl Caller {
    /// Reads the token; 401 in Graph's words when it does not hold.
    pub(crate) fn of(practice: &Practice, headers: &HeaderMap) -> Result<Self, GraphError> {
        let refused = |refused| GraphError::refused(&refused, &any_of(&[], &[]));
        let token = verified(practice, headers, Resource::Graph).map_err(refused)?;
        if practice.pages_fetched.refuses(&practice.switches, &token) {
            return Err(refused(Refused::Expired));
        }
        Ok(Self {
            object_id: token
                .text("oid")
                .parse()
                .map_err(|_| refusal::insufficient_privileges())?,
            is_delegated: token.is_delegated(),
            permissions: token.permissions(),
            tenant: token.tenant.clone(),
            token,
        })
    }

    /// To be said when a page goes out that is not the last.
    pub(crate) fn page_sent(&self, practice: &Practice) {
        practice
            .pages_fetched
            .note(&practice.switches, &self.token, practice.now());
    }

    /// True when the token carries one of them.
    pub(crate) fn has(&self, needs: &Needs) -> bool {
        let wanted = if self.is_delegated {
            needs.scopes
        } else {
            needs.roles
        };
        self.permissions.iter().any(|one| wanted.contains(&one.as_str()))
    }

    /// 403 unless the token carries one of them.
    pub(crate) fn needs(&self, needs: &Needs) -> Result<(), GraphError> {
        if self.has(needs) {
            Ok(())
        } else {
            Err(refusal::insufficient_privileges())
        }
    }

    /// The person on whose behalf the call is made.
    pub(crate) fn person<'s>(&self, store: &'s Store) -> Option<&'s User> {
        store.user(self.object_id).filter(|_| self.is_delegated)
    }

    /// The call may grant this for others: a person also needs a role, which differs from permission to permission.
    pub(crate) fn may_grant(&self, store: &Store, permission: Permission) -> bool {
        !self.is_delegated || self.person(store).is_some_and(|user| user.may_grant(permission))
    }

    /// The call may do what only administrators of applications may: an application by its permission alone, a person
    /// by permission and role.
    pub(crate) fn administers(&self, store: &Store) -> bool {
        !self.is_delegated || self.person(store).is_some_and(User::is_admin)
    }
}

/// A call under way.
pub(crate) struct Call<'a> {
    pub(crate) practice: &'a Practice,
    pub(crate) address: &'a Address,
    pub(crate) headers: &'a HeaderMap,
    /// As it was sent.
    pub(crate) query: &'a str,
    pub(crate) params: Params,
    pub(crate) caller: Caller,
    body: &'a [u8],
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        practice: &'a Practice,
        address: &'a Address,
        headers: &'a HeaderMap,
        query: &'a str,
        body: &'a [u8],
        caller: Caller,
    ) -> Self {
        Self {
            practice,
            address,
            headers,
            query,
            params: Params::parse(query.as_bytes()),
            caller,
            body,
        }
    }

    /// The body, which has to be a JSON object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, GraphError> {
        serde_json::from_slice(self.body).map_err(|_| refusal::unreadable())
    }

    /// The body of an action whose parameters may all be left out.
    pub(crate) fn object_or_nothing(&self) -> Result<Map<String, Value>, GraphError> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            Ok(Map::new())
        } else {
            self.object()
        }
    }

    /// `@odata.context`.
    pub(crate) fn context(&self, of: &str) -> String {
        format!("{}/v1.0/$metadata#{of}", self.address)
    }

    /// An object with its context in front.
    pub(crate) fn entity(&self, of: &str, object: Value) -> Value {
        let mut body = Map::from_iter([("@odata.context".to_owned(), Value::from(self.context(of)))]);
        if let Value::Object(fields) = object {
            body.extend(fields);
        }
        Value::Object(body)
    }
}

/// What a call gets.
pub(crate) enum Reply {
    Found(Value),
    /// 201, with the address of the new object.
    Created(Value, String),
    /// 204: done, and nothing to say.
    Done,
}

impl Reply {
    pub(crate) fn response(self) -> Response {
        match self {
            Self::Found(body) => Json(body).into_response(),
            Self::Created(body, location) => {
                (StatusCode::CREATED, [("location", location)], Json(body)).into_response()
            }
            Self::Done => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

/// A time as Graph prints it, with seven digits of a second.
pub(crate) fn printed(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%7fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_seven_digits_of_a_second() {
        let time: Timestamp = "2019-09-17T19:10:35.2742618Z".parse().unwrap();
        assert_eq!(printed(time), "2019-09-17T19:10:35.2742618Z");
    }
}
