//! Words of a filter (OData URL conventions, section 5.1.1).

use jiff::Timestamp;

use crate::odata::literal::literal;

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
    Colon,
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
            ':' => (Token::Colon, 1),
            '\'' => quoted(&letters, at)?,
            letter if letter.is_alphabetic() || *letter == '_' => name(&letters, at),
            _ => number_or_time(&letters, at)?,
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

fn run(letters: &[char], start: usize, belongs: impl Fn(char) -> bool) -> (String, usize) {
    let text: String = letters
        .iter()
        .skip(start)
        .take_while(|letter| belongs(**letter))
        .collect();
    let length = text.chars().count();
    (text, length)
}

fn name(letters: &[char], start: usize) -> (Token, usize) {
    let (text, length) = run(letters, start, |letter| {
        letter.is_alphanumeric() || matches!(letter, '_' | '.' | '/')
    });
    let token = match text.as_str() {
        "null" => Token::Null,
        "true" => Token::Bool(true),
        "false" => Token::Bool(false),
        _ => Token::Name(text),
    };
    (token, length)
}

fn number_or_time(letters: &[char], start: usize) -> Result<(Token, usize), Stray> {
    let (text, length) = run(letters, start, |letter| {
        letter.is_ascii_alphanumeric() || matches!(letter, '-' | '+' | ':' | '.')
    });
    literal(&text).map(|token| (token, length)).ok_or(Stray(start))
}
