//! Comments and quoted texts of a script. Not a grammar: only what the rules need, so that a remark about a fault is
//! not taken for the fault.

use std::ops::Range;

use super::ScriptLanguage;

/// What a stretch of a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A remark for people.
    Comment,
    /// Quoted text; `expands` where the language replaces variables inside.
    Quoted { expands: bool },
}

/// A stretch that is not plain code. A quoted text includes its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
}

/// How a stretch begins and ends.
struct Delimiter {
    opens: &'static str,
    closes: &'static str,
    kind: Kind,
    /// The character that takes the meaning of the next one away.
    escape: Option<u8>,
    /// Begins only at the start of a word.
    at_word_start: bool,
    /// Ends with the line at the latest.
    one_line: bool,
}

const fn comment(opens: &'static str, closes: &'static str) -> Delimiter {
    Delimiter {
        opens,
        closes,
        kind: Kind::Comment,
        escape: None,
        at_word_start: false,
        one_line: false,
    }
}

const fn line_comment(opens: &'static str) -> Delimiter {
    Delimiter {
        at_word_start: true,
        one_line: true,
        ..comment(opens, "\n")
    }
}

const fn quoted(quote: &'static str, expands: bool, escape: Option<u8>) -> Delimiter {
    Delimiter {
        opens: quote,
        closes: quote,
        kind: Kind::Quoted { expands },
        escape,
        at_word_start: false,
        one_line: false,
    }
}

const fn here_string(opens: &'static str, closes: &'static str, expands: bool) -> Delimiter {
    Delimiter {
        opens,
        closes,
        ..quoted("", expands, None)
    }
}

/// Longer ones first: the first that fits is taken.
const POWERSHELL: &[Delimiter] = &[
    comment("<#", "#>"),
    line_comment("#"),
    here_string("@\"", "\n\"@", true),
    here_string("@'", "\n'@", false),
    quoted("\"", true, Some(b'`')),
    quoted("'", false, None),
];
const PYTHON: &[Delimiter] = &[
    Delimiter {
        at_word_start: false,
        ..line_comment("#")
    },
    quoted("\"\"\"", false, Some(b'\\')),
    quoted("'''", false, Some(b'\\')),
    Delimiter {
        one_line: true,
        ..quoted("\"", false, Some(b'\\'))
    },
    Delimiter {
        one_line: true,
        ..quoted("'", false, Some(b'\\'))
    },
];
const CSHARP: &[Delimiter] = &[
    comment("/*", "*/"),
    Delimiter {
        at_word_start: false,
        ..line_comment("//")
    },
    quoted("\"\"\"", false, None),
    here_string("$@\"", "\"", true),
    here_string("@\"", "\"", false),
    Delimiter {
        opens: "$\"",
        closes: "\"",
        one_line: true,
        ..quoted("\"", true, Some(b'\\'))
    },
    Delimiter {
        one_line: true,
        ..quoted("\"", false, Some(b'\\'))
    },
    Delimiter {
        one_line: true,
        ..quoted("'", false, Some(b'\\'))
    },
];
const SHELL: &[Delimiter] = &[
    line_comment("#"),
    line_comment("REM "),
    line_comment("rem "),
    line_comment("::"),
    quoted("\"", true, Some(b'\\')),
    quoted("'", false, None),
];

/// The comments and quoted texts of a script, in their order.
pub(crate) fn pieces(text: &str, language: ScriptLanguage) -> Vec<Piece> {
    let delimiters = match language {
        ScriptLanguage::Powershell => POWERSHELL,
        ScriptLanguage::Python => PYTHON,
        ScriptLanguage::Csharp => CSHARP,
        ScriptLanguage::Curl => SHELL,
        ScriptLanguage::Text => return Vec::new(),
    };
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let outside = |byte: u8| {
            byte == b'\\' && language != ScriptLanguage::Powershell
                || byte == b'`' && language == ScriptLanguage::Powershell
        };
        if outside(bytes[at]) {
            at += 2;
            continue;
        }
        let fits = |delimiter: &&Delimiter| {
            bytes[at..].starts_with(delimiter.opens.as_bytes())
                && (!delimiter.at_word_start
                    || at == 0
                    || bytes[at - 1].is_ascii_whitespace()
                    || b";(|&)".contains(&bytes[at - 1]))
        };
        let Some(delimiter) = delimiters.iter().find(fits) else {
            at += 1;
            continue;
        };
        let end = end(bytes, at + delimiter.opens.len(), delimiter);
        found.push(Piece {
            kind: delimiter.kind,
            range: at..end,
        });
        at = end;
    }
    found
}

/// Where a stretch ends, its closing mark included; the line break that ends a comment is not part of it.
fn end(bytes: &[u8], start: usize, delimiter: &Delimiter) -> usize {
    let closes = delimiter.closes.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        if delimiter.escape == Some(bytes[at]) {
            at += 2;
        } else if delimiter.one_line && bytes[at] == b'\n' {
            return at;
        } else if bytes[at..].starts_with(closes) {
            return at + closes.len();
        } else {
            at += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, language: ScriptLanguage) -> Vec<(Kind, &str)> {
        pieces(text, language)
            .into_iter()
            .map(|piece| (piece.kind, &text[piece.range]))
            .collect()
    }

    const EXPANDS: Kind = Kind::Quoted { expands: true };
    const PLAIN: Kind = Kind::Quoted { expands: false };

    #[test]
    fn comments_and_texts_are_told_apart_in_each_language() {
        use ScriptLanguage::{Csharp, Curl, Powershell, Python};
        assert_eq!(
            of("$a = \"x`\"#\" # c\n$b = 'it''s'", Powershell),
            [
                (EXPANDS, "\"x`\"#\""),
                (Kind::Comment, "# c"),
                (PLAIN, "'it'"),
                (PLAIN, "'s'")
            ]
        );
        assert_eq!(
            of("a = f'#{b}' # c", Python),
            [(PLAIN, "'#{b}'"), (Kind::Comment, "# c")]
        );
        assert_eq!(
            of("var a = $\"https://{b}\"; // c", Csharp),
            [(EXPANDS, "$\"https://{b}\""), (Kind::Comment, "// c")]
        );
        assert_eq!(
            of("curl 'https://x/#a' # c", Curl),
            [(PLAIN, "'https://x/#a'"), (Kind::Comment, "# c")]
        );
        assert_eq!(of("${#a} https://x/#a", Curl), []);
    }

    #[test]
    fn a_text_that_is_never_closed_ends_with_the_script() {
        assert_eq!(
            of("$a = @\"\nb", ScriptLanguage::Powershell),
            [(EXPANDS, "@\"\nb")]
        );
        assert_eq!(of("a = \"b\nc", ScriptLanguage::Python), [(PLAIN, "\"b")]);
        assert_eq!(of("\\", ScriptLanguage::Curl), []);
    }
}
