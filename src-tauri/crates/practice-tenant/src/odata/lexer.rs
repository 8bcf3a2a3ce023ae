//! Words of a filter (OData URL conventions, section 5.1.1).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// One word with its meaning.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A field, an operator or a function.
    Name(String),
    Text(String),
    Number(f64),
    Time(Timestamp),
    Bool(bool),
    Null,
    Open,
    Close,
    Comma,
}

/// A token and where it starts, counted in characters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) at: usize,
}

/// The position of a character that fits nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stray(pub(crate) usize);

/// Cuts a filter into tokens.
pub(crate) fn tokens(text: &str) -> Result<Vec<Placed>, Stray> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let (token, length) = match letter {
            ' ' | '\t' => {
                at += 1;
                continue;
            }
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '\'' => quoted(&letters, at)?,
            _ => word(&letters, at)?,
        };
        found.push(Placed { token, at });
        at += length;
    }
    Ok(found)
}

/// A string in single quotes; a quote inside is doubled.
fn quoted(letters: &[char], start: usize) -> Result<(Token, usize), Stray> {
    let mut text = String::new();
    let mut at = start + 1;
    loop {
        match (letters.get(at), letters.get(at + 1)) {
            (Some('\''), Some('\'')) => {
                text.push('\'');
                at += 2;
            }
            (Some('\''), _) => return Ok((Token::Text(text), at + 1 - start)),
            (Some(letter), _) => {
                text.push(*letter);
                at += 1;
            }
            (None, _) => return Err(Stray(start)),
        }
    }
}

fn word(letters: &[char], start: usize) -> Result<(Token, usize), Stray> {
    let text: String = letters
        .iter()
        .skip(start)
        .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '+' | ':' | '.' | '/'))
        .collect();
    let length = text.chars().count();
    if length == 0 {
        return Err(Stray(start));
    }
    let token = match text.as_str() {
        "null" => Token::Null,
        "true" => Token::Bool(true),
        "false" => Token::Bool(false),
        _ => match text.chars().next() {
            Some(first) if first.is_ascii_digit() || matches!(first, '-' | '+') => {
                literal(&text).ok_or(Stray(start))?
            }
            Some(first) if first.is_alphabetic() || first == '_' => Token::Name(text),
            _ => return Err(Stray(start)),
        },
    };
    Ok((token, length))
}

/// A date, a point in time or a number.
fn literal(text: &str) -> Option<Token> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(Token::Time(time));
    }
    if let Ok(date) = text.parse::<Date>()
        && text.len() == 10
    {
        return Some(Token::Time(date.to_zoned(TimeZone::UTC).ok()?.timestamp()));
    }
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
        .map(Token::Number)
}
