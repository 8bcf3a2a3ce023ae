//! Patterns over pasted text. The regex crate runs in linear time, so that no text can make it slow.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

/// The most memory that a compiled pattern may take, in bytes. Each thread that searches with it takes some times as
/// much again. What costs so much is a bounded repetition, `[^"]{0,2000}`: it is written out as often as it may occur.
const LARGEST: usize = 512 * 1024;

/// A pattern that is compiled when it is first needed.
pub(super) type Pattern = LazyLock<Regex>;

/// Compiles a pattern of this program. Every one is compiled by a test of its room.
#[expect(
    clippy::expect_used,
    reason = "the text is a constant of this program: a test compiles each"
)]
pub(crate) fn compiled(pattern: &str) -> Regex {
    RegexBuilder::new(pattern)
        .size_limit(LARGEST)
        .build()
        .expect("a pattern of this program")
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

#[cfg(test)]
mod tests {
    use super::compiled;

    #[test]
    #[should_panic(expected = "a pattern of this program")]
    fn a_pattern_that_would_fill_the_memory_of_every_thread_is_none() {
        compiled(r#""[^"\n]{0,2000}""#);
    }
}
