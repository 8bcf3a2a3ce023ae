//! What strangers can send to the practice tenant, as fuzz targets: filters, and whole requests with their queries, forms,
//! cookies, tokens and uploads.
//!
//! Only tests and fuzzers compile this.

use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tower_service::Service as _;

use crate::address::Scheme;
use crate::odata::fuzz as odata;
use crate::server::router;
use crate::start::fuzz::{Planted, planted};

/// A name, which is that of the folder with the seeds, and what reads the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("practice-filter", odata::filter),
    ("practice-list-query", odata::list_query),
    ("practice-request", request),
];

/// Stands in seeds where something of a stranger's is; no page may hold it as markup.
const MARKUP: &str = "<made-up-element";

/// A practice tenant for all inputs, with what the seeds name.
struct Here {
    runtime: Runtime,
    planted: Planted,
    token: String,
}

#[allow(clippy::unwrap_used, reason = "without it there is nothing to try")]
static HERE: LazyLock<Here> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let planted = runtime.block_on(planted()).unwrap();
    let mut here = Here {
        runtime,
        planted,
        token: String::new(),
    };
    let asked = "POST /@TENANT@/oauth2/v2.0/token\nhost: localhost\n\n\
        grant_type=client_credentials&client_id=@CLIENT@&client_secret=@SECRET@&scope=https://graph.microsoft.com/.default";
    let (_, body) = here.answer(asked.as_bytes()).unwrap();
    let answer: Value = serde_json::from_slice(&body).unwrap();
    here.token.push_str(answer["access_token"].as_str().unwrap());
    here
});

impl Here {
    /// The line with method and address, the header lines, an empty line, the body; nothing where it is no request.
    fn answer(&self, data: &[u8]) -> Option<(axum::http::response::Parts, Bytes)> {
        let (head, body) = match data.windows(2).position(|two| two == b"\n\n") {
            Some(at) => (&data[..at], &data[at + 2..]),
            None => (data, &data[..0]),
        };
        let head = self.filled(std::str::from_utf8(head).ok()?);
        let body = match std::str::from_utf8(body) {
            Ok(body) => self.filled(body).into_bytes(),
            Err(_) => body.to_vec(),
        };
        let mut lines = head.lines();
        let (method, target) = lines.next()?.split_once(' ')?;
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body)).ok()?;
        let mut router: Router = router(&self.planted.practice, Scheme::Http);
        self.runtime.block_on(async {
            let Ok(response) = router.call(request).await;
            let (parts, body) = response.into_parts();
            // A scenario may end an answer in the middle.
            let body = to_bytes(body, 64 << 20).await.unwrap_or_default();
            Some((parts, body))
        })
    }

    fn filled(&self, text: &str) -> String {
        let app = &self.planted.apps.application;
        text.replace("@TENANT@", &self.planted.tenant)
            .replace("@CLIENT@", &app.client_id)
            .replace("@SECRET@", app.client_secret.as_deref().unwrap_or_default())
            .replace("@TOKEN@", &self.token)
    }
}

/// Every request has an answer, which is no failure of the server's, and whose pages hold no markup of a stranger's.
fn request(data: &[u8]) {
    let Some((head, body)) = HERE.answer(data) else {
        return;
    };
    let text = String::from_utf8_lossy(&body);
    assert_ne!(head.status, StatusCode::INTERNAL_SERVER_ERROR, "{text}");
    let kind = head
        .headers
        .get(header::CONTENT_TYPE)
        .map(|kind| kind.as_bytes().to_vec());
    if kind.is_some_and(|kind| kind.starts_with(b"text/html")) {
        assert!(!text.contains(MARKUP), "{text}");
    }
}

#[cfg(test)]
mod trust {
    #[test]
    fn no_input_breaks_a_parser_of_the_practice_tenant() {
        fuzz::tried("the practice tenant's parsers", super::TARGETS);
    }
}
