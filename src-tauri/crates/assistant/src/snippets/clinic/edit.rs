//! Changes to a text that leave the rest as it is.

use std::cmp::Reverse;
use std::ops::Range;

/// One change: this stretch becomes that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// Makes the changes. Of two that overlap the one that begins first, or else the longer, is made; the other finds its place, or is no longer
/// needed, when the result is looked at again.
pub(crate) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, Reverse(edit.range.end)));
    let mut edited = String::with_capacity(text.len());
    let mut behind = 0;
    for edit in edits {
        if edit.range.start < behind {
            continue;
        }
        edited.push_str(&text[behind..edit.range.start]);
        edited.push_str(&edit.text);
        behind = edit.range.end;
    }
    edited.push_str(&text[behind..]);
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit {
            range,
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_not_edited_stays_as_it_is() {
        assert_eq!(
            apply("a-b\r\nc", vec![edit(5..6, "d"), edit(1..2, "")]),
            "ab\r\nd"
        );
        assert_eq!(apply("abc", Vec::new()), "abc");
    }

    #[test]
    fn of_two_edits_that_overlap_the_first_is_made() {
        assert_eq!(apply("abcd", vec![edit(1..3, "x"), edit(2..4, "y")]), "axd");
    }
}
