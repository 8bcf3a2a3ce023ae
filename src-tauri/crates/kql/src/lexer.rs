//! Text to tokens. Source: Kusto, "Scalar data types", "Identifiers", "The string data type".

mod literals;

use crate::error::{Outcome, QueryError};
use crate::{Kind, Value};

/// What a query is written with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A name or a keyword; which one it is depends on where it stands.
    Name(String),
    /// A string, unescaped.
    Text(String),
    /// Any other literal; a null has its type, too.
    Literal(Kind, Value),
    /// Punctuation.
    Mark(&'static str),
    /// After the last one.
    End,
}

/// A token, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub(crate) token: Token,
    pub(crate) at: usize,
    pub(crate) end: usize,
}

/// Longest first, so that `<=` is not `<` and `=`.
const MARKS: [&str; 31] = [
    "==", "=~", "=>", "!=", "!~", "<=", "<>", ">=", "..", "|", "(", ")", "[", "]", "{", "}", ",", ";", ":",
    ".", "=", "!", "<", ">", "+", "-", "*", "/", "%", "~", "@",
];

/// All tokens of a text, [`Token::End`] last.
pub(crate) fn lex(text: &str) -> Outcome<Vec<Lexeme>> {
    let mut lexer = Lexer { text, at: 0 };
    let mut lexemes = Vec::new();
    loop {
        lexer.skip_blanks();
        let at = lexer.at;
        let token = lexer.token()?;
        let ended = token == Token::End;
        lexemes.push(Lexeme {
            token,
            at,
            end: lexer.at,
        });
        if ended {
            return Ok(lexemes);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, accepted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|one| !accepted(one)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_blanks(&mut self) {
        loop {
            self.take_while(|one| one.is_whitespace() || one == '\u{feff}');
            if !self.rest().starts_with("//") {
                return;
            }
            self.take_while(|one| one != '\n');
        }
    }

    fn token(&mut self) -> Outcome<Token> {
        let Some(first) = self.peek() else {
            return Ok(Token::End);
        };
        if let Some(prefix) = self.string_prefix() {
            return self.string(prefix);
        }
        if first.is_ascii_digit() {
            return self.number();
        }
        if first.is_alphabetic() || first == '_' || first == '$' {
            return self.name();
        }
        let rest = self.rest().as_bytes();
        if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark.as_bytes())) {
            self.at += mark.len();
            return Ok(Token::Mark(mark));
        }
        Err(QueryError::syntax(
            self.at,
            format!("Query could not be parsed at '{first}'"),
        ))
    }

    fn name(&mut self) -> Outcome<Token> {
        let at = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        self.take_while(|one| one.is_alphanumeric() || one == '_');
        let name = &self.text[at..self.at];
        if let Some(kind) = literals::written_with_parentheses(name)
            && let Some(inside) = self.parenthesized()
        {
            return literals::parse(kind, inside)
                .map(|value| Token::Literal(kind, value))
                .ok_or_else(|| QueryError::syntax(at, format!("'{}' is not a valid {name}", inside.trim())));
        }
        Ok(Token::Name(name.to_owned()))
    }

    /// What stands in the parentheses that follow, and the way past them.
    fn parenthesized(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let inside = rest.trim_start().strip_prefix('(')?;
        let length = inside.find([')', '\n'])?;
        if !inside[length..].starts_with(')') {
            return None;
        }
        self.at += rest.len() - inside.len() + length + 1;
        Some(&inside[..length])
    }

    fn number(&mut self) -> Outcome<Token> {
        let at = self.at;
        if let Some(hexadecimal) = self
            .rest()
            .strip_prefix("0x")
            .or_else(|| self.rest().strip_prefix("0X"))
            && hexadecimal.starts_with(|one: char| one.is_ascii_hexdigit())
        {
            self.at += 2;
            let digits = self.take_while(|one| one.is_ascii_hexdigit());
            // As two's complement, like the service.
            return u64::from_str_radix(digits, 16)
                .map(|value| Token::Literal(Kind::Long, Value::Long(value.cast_signed())))
                .map_err(|_| Self::not_a_number(at, digits));
        }
        self.take_while(|one| one.is_ascii_digit());
        let mut real = false;
        if let Some(after) = self.rest().strip_prefix('.')
            && after.starts_with(|one: char| one.is_ascii_digit())
        {
            real = true;
            self.at += 1;
            self.take_while(|one| one.is_ascii_digit());
        }
        if let Some(length) = exponent(self.rest()) {
            real = true;
            self.at += length;
        }
        let digits = &self.text[at..self.at];
        let unit = self.take_while(char::is_alphabetic);
        if !unit.is_empty() {
            return literals::timespan(digits, unit)
                .map(|ticks| Token::Literal(Kind::Timespan, Value::Timespan(ticks)))
                .ok_or_else(|| Self::not_a_number(at, &self.text[at..self.at]));
        }
        if real {
            let value = digits.parse().map_err(|_| Self::not_a_number(at, digits))?;
            return Ok(Token::Literal(Kind::Real, Value::Real(value)));
        }
        let value = digits.parse().map_err(|_| Self::not_a_number(at, digits))?;
        Ok(Token::Literal(Kind::Long, Value::Long(value)))
    }

    fn not_a_number(at: usize, text: &str) -> QueryError {
        QueryError::syntax(at, format!("Query could not be parsed at '{text}': not a number"))
    }

    /// How the string that begins here is written, if one does.
    fn string_prefix(&self) -> Option<StringPrefix> {
        let rest = self.rest();
        let plain = rest.strip_prefix(['h', 'H']).unwrap_or(rest);
        let verbatim = plain.starts_with('@');
        let opened = if verbatim { &plain[1..] } else { plain };
        let quote = ["```", "~~~", "\"", "'"]
            .into_iter()
            .find(|quote| opened.starts_with(quote))?;
        Some(StringPrefix {
            length: rest.len() - opened.len() + quote.len(),
            verbatim,
            quote,
        })
    }

    fn string(&mut self, prefix: StringPrefix) -> Outcome<Token> {
        let start = self.at;
        self.at += prefix.length;
        let rest = self.rest();
        let unterminated = || QueryError::syntax(start, "Unterminated string literal");
        if prefix.quote.len() == 3 {
            let length = rest.find(prefix.quote).ok_or_else(unterminated)?;
            self.at += length + 3;
            return Ok(Token::Text(rest[..length].to_owned()));
        }
        let mut text = String::new();
        let mut characters = rest.char_indices().peekable();
        while let Some((index, one)) = characters.next() {
            match one {
                '\n' | '\r' => return Err(unterminated()),
                '\\' if !prefix.verbatim => {
                    let (character, length) = literals::unescape(&rest[index + 1..]).ok_or_else(|| {
                        QueryError::syntax(self.at + index, "Invalid escape sequence in string literal")
                    })?;
                    text.push(character);
                    while characters.next_if(|(next, _)| *next <= index + length).is_some() {}
                }
                _ if !prefix.quote.starts_with(one) => text.push(one),
                _ if prefix.verbatim && characters.next_if(|(_, next)| *next == one).is_some() => {
                    text.push(one);
                }
                _ => {
                    self.at += index + 1;
                    return Ok(Token::Text(text));
                }
            }
        }
        Err(unterminated())
    }
}

struct StringPrefix {
    length: usize,
    verbatim: bool,
    quote: &'static str,
}

/// The length of an exponent at the beginning of a text.
fn exponent(text: &str) -> Option<usize> {
    let after = text.strip_prefix(['e', 'E'])?;
    let digits = after.strip_prefix(['+', '-']).unwrap_or(after);
    let length = digits
        .find(|one: char| !one.is_ascii_digit())
        .unwrap_or(digits.len());
    (length > 0).then(|| text.len() - digits.len() + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        lex(text).unwrap().into_iter().map(|one| one.token).collect()
    }

    fn one(text: &str) -> Token {
        let mut tokens = tokens(text);
        assert_eq!(tokens.len(), 2, "{tokens:?}");
        tokens.remove(0)
    }

    #[test]
    fn strings_are_unescaped_unless_they_are_verbatim() {
        for (text, expected) in [
            (r#""a\"b\\""#, r#"a"b\"#),
            (r"'it\'s'", "it's"),
            (r#"@"C:\Temp""#, r"C:\Temp"),
            (r#"@"a""b""#, r#"a"b"#),
            (r#"h"secret""#, "secret"),
            (r#""\u00e9\t""#, "é\t"),
            ("```two\nlines```", "two\nlines"),
        ] {
            assert_eq!(one(text), Token::Text(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn numbers_with_a_unit_are_lengths_of_time() {
        assert_eq!(
            one("1d"),
            Token::Literal(Kind::Timespan, Value::Timespan(864_000_000_000))
        );
        assert_eq!(
            one("1.5h"),
            Token::Literal(Kind::Timespan, Value::Timespan(54_000_000_000))
        );
        assert_eq!(
            one("100ms"),
            Token::Literal(Kind::Timespan, Value::Timespan(1_000_000))
        );
        assert_eq!(
            one("time(00:30:00)"),
            Token::Literal(Kind::Timespan, Value::Timespan(18_000_000_000))
        );
        assert!(lex("3parsecs").is_err());
    }

    #[test]
    fn a_range_is_not_a_decimal_point() {
        assert_eq!(
            tokens("1..2"),
            [
                Token::Literal(Kind::Long, Value::Long(1)),
                Token::Mark(".."),
                Token::Literal(Kind::Long, Value::Long(2)),
                Token::End
            ]
        );
    }

    #[test]
    fn comments_end_with_their_line() {
        assert_eq!(tokens("a // b\n c").len(), 3);
        assert_eq!(tokens("// only").len(), 1);
    }

    #[test]
    fn a_string_without_end_is_an_error_where_it_begins() {
        assert_eq!(lex("T | where a == \"x").unwrap_err().at, 15);
    }
}
