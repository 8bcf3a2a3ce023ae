//! One script, as the rules look at it.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::ScriptLanguage;
use super::lexer::{Kind, Piece, pieces};

/// A script with its comments known. All its texts have the same length, so that a place in one is a place in all.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    pub(crate) language: ScriptLanguage,
    pub(crate) text: &'a str,
    /// The page that it stands on tells how public client flows are switched on.
    pub(crate) flag_on_page: bool,
    /// The text with its comments blanked.
    pub(crate) code: String,
    /// The code with the content of its quoted texts blanked too.
    pub(crate) bare: String,
    pieces: Vec<Piece>,
}

impl<'a> Script<'a> {
    pub(crate) fn new(text: &'a str, language: ScriptLanguage) -> Self {
        let pieces = pieces(text, language);
        let ranges = |wanted: fn(Kind) -> bool| {
            pieces
                .iter()
                .filter(move |piece| wanted(piece.kind))
                .map(|piece| piece.range.clone())
        };
        let code = blanked(text, ranges(|kind| kind == Kind::Comment));
        let code = on_one_line(code, language);
        let bare = blanked(&code, ranges(|kind| kind != Kind::Comment));
        Self {
            language,
            text,
            flag_on_page: false,
            code,
            bare,
            pieces,
        }
    }

    /// The same script, as part of a page that tells so, or does not: a page is read once for all its scripts.
    pub(crate) fn on_page(self, flag_on_page: bool) -> Self {
        Self { flag_on_page, ..self }
    }

    /// Is this place inside a quoted text that replaces variables?
    pub(crate) fn expands(&self, at: usize) -> bool {
        let next = self.pieces.partition_point(|piece| piece.range.end <= at);
        self.pieces
            .get(next)
            .is_some_and(|piece| piece.range.start <= at && piece.kind == Kind::Quoted { expands: true })
    }

    /// The line around a place, its line break included.
    pub(crate) fn line_around(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |after| at + after + 1);
        start..end
    }
}

/// No line that a person writes is longer. Longer ones are data, and are not looked at: the time that a script takes
/// stays in proportion to its length.
const MAX_LINE: usize = 4000;

/// The code with each command on one line, where its language has a mark for "goes on below".
fn on_one_line(code: String, language: ScriptLanguage) -> String {
    let marks: &[&str] = match language {
        ScriptLanguage::Powershell => &["`\r\n", "`\n"],
        ScriptLanguage::Curl => &["\\\r\n", "\\\n", "^\r\n", "^\n"],
        _ => &[],
    };
    let joined = marks
        .iter()
        .fold(code, |code, mark| code.replace(mark, &" ".repeat(mark.len())));
    let lines = joined.split_inclusive('\n').map(|line| {
        if line.len() <= MAX_LINE {
            Cow::Borrowed(line)
        } else {
            Cow::Owned(blanked(line, iter::once(0..line.len())))
        }
    });
    lines.collect()
}

/// The text with these stretches replaced by blanks, byte for byte; line breaks stay.
fn blanked(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> String {
    let mut blank = String::with_capacity(text.len());
    let mut behind = 0;
    for range in ranges {
        blank.push_str(&text[behind..range.start]);
        blank.extend(
            text[range.clone()]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        behind = range.end;
    }
    blank.push_str(&text[behind..]);
    blank
}
