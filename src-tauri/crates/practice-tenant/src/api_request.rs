//! A request to a security API, with all that its handler asks about.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use crate::address::Address;
use crate::bearer::{Needs, Refused, Token, admit};
use crate::odata::{ListQuery, Page, Record};
use crate::paging::next_link;
use crate::practice::Shared;
use crate::story::{By, Story};

/// The parts of a request that come before its body.
pub(crate) struct ApiRequest {
    pub(crate) practice: Shared,
    pub(crate) address: Address,
    pub(crate) headers: HeaderMap,
    path: String,
    pub(crate) query: String,
}

impl FromRequestParts<Shared> for ApiRequest {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, practice: &Shared) -> Result<Self, StatusCode> {
        let address = Address::from_request_parts(parts, practice).await?;
        Ok(Self {
            practice: Arc::clone(practice),
            address,
            headers: parts.headers.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
        })
    }
}

/// Somebody who may make the call, and the story of their tenant as it is now.
pub(crate) struct Admitted {
    pub(crate) token: Token,
    pub(crate) story: Arc<Story>,
}

impl ApiRequest {
    /// Lets in whoever has one of the permissions.
    pub(crate) fn admit(&self, needs: &Needs) -> Result<Admitted, Refused> {
        let token = admit(&self.practice, &self.headers, needs)?;
        let story = self.practice.stories.of(&token.tenant);
        Ok(Admitted { token, story })
    }

    /// A page of a list (OData JSON 4.01, sections 4.5 and 13). `context` says which list it is.
    pub(crate) fn page<R: Record + Clone>(
        &self,
        caller: &Admitted,
        context: &str,
        (options, size): (&ListQuery, usize),
        records: impl Iterator<Item = R> + Clone,
        print: impl Fn(&R) -> Value,
    ) -> Value {
        let page = options.page(records, size);
        let mut body = json!({"@odata.context": context});
        if let Some(count) = page.count {
            body["@odata.count"] = count.into();
        }
        if let Some(link) = self.next_link(&page) {
            body["@odata.nextLink"] = link.into();
        }
        body["value"] = page.items.iter().map(print).collect();
        self.page_sent(&caller.token);
        body
    }

    /// Where the page after this one is, when there is one.
    fn next_link<R>(&self, page: &Page<R>) -> Option<String> {
        let next = page.next?;
        Some(next_link(
            &self.practice.switches,
            &self.address,
            &self.path,
            &self.query,
            ("$skip", &next.to_string()),
        ))
    }

    /// To be said when a page of a list goes out.
    pub(crate) fn page_sent(&self, token: &Token) {
        let practice = &self.practice;
        practice
            .pages_fetched
            .note(&practice.switches, token, practice.now());
    }

    /// Who changes something now.
    pub(crate) fn by(&self, token: &Token) -> By {
        By {
            name: token.actor().to_owned(),
            at: self.practice.now().as_millisecond(),
        }
    }
}

/// One thing by itself (OData JSON 4.01, section 6).
pub(crate) fn entity(context: &str, entity: Value) -> Value {
    let mut body = Map::from_iter([("@odata.context".to_owned(), Value::from(context))]);
    if let Value::Object(fields) = entity {
        body.extend(fields);
    }
    Value::Object(body)
}
