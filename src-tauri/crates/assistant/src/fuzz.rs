//! The parsers of what strangers can send, as fuzz targets: each reads bytes and asserts what has to hold whatever they are.
//!
//! Only tests and fuzzers compile this. The targets stand beside the parsers, in rooms called `fuzz`.

use std::sync::LazyLock;

use serde::Serialize;

use crate::cloud::Cloud;
use crate::http::Answer;
use crate::support::Seen;

/// A name, which is that of the folder with the seeds, and what reads the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// A secret that the seeds hold; where it was read, it may not be told.
pub(crate) const SECRET: &str = "Qz18Q~MadeUpForHandrail.NotARealOne_0000";

/// Microsoft's clouds, read once.
pub(crate) static CLOUDS: LazyLock<Vec<Cloud>> = LazyLock::new(Cloud::microsoft);

/// All of them.
pub fn targets() -> Vec<Target> {
    [
        crate::cloud::fuzz::TARGETS,
        crate::connection::fuzz::TARGETS,
        crate::defender::fuzz::TARGETS,
        crate::diagnosis::fuzz::TARGETS,
        crate::registration::fuzz::TARGETS,
        crate::results::fuzz::TARGETS,
        crate::sign_in::fuzz::TARGETS,
        crate::snippets::clinic::fuzz::TARGETS,
        crate::tenant::fuzz::TARGETS,
        crate::tenants::fuzz::TARGETS,
        crate::token::fuzz::TARGETS,
    ]
    .concat()
}

/// An answer of a service.
pub(crate) fn answer(status: u16, body: &[u8]) -> Answer {
    Answer {
        status: reqwest::StatusCode::from_u16(status).unwrap_or_default(),
        headers: reqwest::header::HeaderMap::new(),
        body: body.to_vec(),
        seen: Seen::default(),
        host: "host".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
    }
}

/// What is told of an input, as it crosses to the window: no multiple of what came in.
pub(crate) fn told(told: &impl Serialize, input: &[u8]) -> String {
    let told = serde_json::to_string(told).unwrap_or_default();
    assert!(!told.is_empty(), "what is told cannot be written");
    // A control character is six characters in JSON, and an answer may name a text twice.
    let most = 16 * input.len() + 16 * 1024;
    assert!(told.len() <= most, "{} bytes become {}", input.len(), told.len());
    told
}

#[cfg(test)]
mod trust {
    #[test]
    fn no_input_breaks_a_parser_of_the_assistant() {
        fuzz::tried("the assistant's parsers", &super::targets());
    }
}
