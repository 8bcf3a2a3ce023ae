//! Patterns over pasted text. The regex crate runs in linear time, so that no text can make it slow.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern that is compiled when it is first needed.
pub(super) type Pattern = LazyLock<Regex>;

/// Compiles a pattern of this program. Every one is compiled by a test of its room.
#[expect(
    clippy::expect_used,
    reason = "the text is a constant of this program: a test compiles each"
)]
pub(super) fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this program")
}

/// The first group of the first match.
pub(super) fn first<'t>(pattern: &Pattern, text: &'t str) -> Option<&'t str> {
    pattern
        .captures(text)?
        .iter()
        .skip(1)
        .flatten()
        .next()
        .map(|group| group.as_str())
}
