//! Going through the tokens, with the depth of what is nested kept in bounds.

use super::ast::{Expr, Ident, Node};
use crate::Kind;
use crate::error::{Outcome, QueryError};
use crate::lexer::{Lexeme, Token};

/// How deep expressions may be nested, and how high their trees may be. The service has such a bound, too; ours keeps
/// what walks over the tree within the stack of [`crate::run`].
const DEEPEST: usize = 200;

/// The tokens of a query, and where the parser is.
pub(super) struct Cursor<'a> {
    text: &'a str,
    lexemes: Vec<Lexeme>,
    index: usize,
    depth: usize,
    /// The highest tree of the query that is being parsed.
    highest: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, lexemes: Vec<Lexeme>) -> Self {
        Self {
            text,
            lexemes,
            index: 0,
            depth: 0,
            highest: 0,
        }
    }

    fn lexeme(&self, ahead: usize) -> Option<&Lexeme> {
        self.lexemes
            .get((self.index + ahead).min(self.lexemes.len().saturating_sub(1)))
    }

    pub(super) fn token(&self) -> &Token {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, tokens: usize) -> &Token {
        self.lexeme(tokens).map_or(&Token::End, |one| &one.token)
    }

    pub(super) fn at(&self) -> usize {
        self.lexeme(0).map_or(self.text.len(), |one| one.at)
    }

    /// Whether the next token begins where the last one ended.
    pub(super) fn adjacent(&self, ahead: usize) -> bool {
        let before = (self.index + ahead)
            .checked_sub(1)
            .and_then(|index| self.lexemes.get(index));
        before.is_some_and(|before| self.lexeme(ahead).is_some_and(|next| before.end == next.at))
    }

    pub(super) fn advance(&mut self) {
        if self.index + 1 < self.lexemes.len() {
            self.index += 1;
        }
    }

    pub(super) fn is(&self, mark: &str) -> bool {
        matches!(self.token(), Token::Mark(one) if *one == mark)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.token(), Token::Name(one) if one == word)
    }

    /// Whether the token so far ahead is this mark.
    pub(super) fn ahead_is(&self, ahead: usize, mark: &str) -> bool {
        matches!(self.ahead(ahead), Token::Mark(one) if *one == mark)
    }

    pub(super) fn accept(&mut self, mark: &str) -> bool {
        let found = self.is(mark);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn accept_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn expect(&mut self, mark: &str) -> Outcome<()> {
        if self.accept(mark) {
            Ok(())
        } else {
            Err(self.missing(mark))
        }
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Outcome<()> {
        if self.accept_word(word) {
            Ok(())
        } else {
            Err(self.missing(word))
        }
    }

    /// A name, plain or as `['any text']`.
    pub(super) fn ident(&mut self) -> Outcome<Ident> {
        let at = self.at();
        if let Token::Name(name) = self.token() {
            let name = name.clone();
            self.advance();
            return Ok(Ident { at, name });
        }
        if self.is("[")
            && let Token::Text(name) = self.ahead(1)
            && self.ahead_is(2, "]")
        {
            let name = name.clone();
            (0..3).for_each(|_| self.advance());
            return Ok(Ident { at, name });
        }
        Err(self.unexpected())
    }

    /// The way past the value of a parameter, which is one word: what follows it is no argument of its.
    pub(super) fn word_or_literal(&mut self) -> Outcome<()> {
        match self.token() {
            Token::Name(_) | Token::Text(_) | Token::Literal(..) => {
                self.advance();
                Ok(())
            }
            _ => Err(self.unexpected()),
        }
    }

    /// The name of a type.
    pub(super) fn kind(&mut self) -> Outcome<Kind> {
        let at = self.at();
        let name = self.ident()?.name;
        Kind::named(&name).ok_or_else(|| QueryError::syntax(at, format!("'{name}' is not a known type")))
    }

    /// Something, and more of it after commas.
    pub(super) fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Outcome<T>) -> Outcome<Vec<T>> {
        let mut all = vec![one(self)?];
        while self.accept(",") {
            all.push(one(self)?);
        }
        Ok(all)
    }

    pub(super) fn unexpected(&self) -> QueryError {
        let at = self.at();
        match self.lexeme(0) {
            Some(lexeme) if lexeme.token != Token::End => {
                let shown: String = self.text[lexeme.at..lexeme.end].chars().take(40).collect();
                QueryError::syntax(at, format!("Query could not be parsed at '{shown}'"))
            }
            _ => QueryError::syntax(at, "Query could not be parsed at end of input"),
        }
    }

    fn missing(&self, expected: &str) -> QueryError {
        let mut error = self.unexpected();
        error.message.push_str(": expected '");
        error.message.push_str(expected);
        error.message.push('\'');
        error
    }

    /// Does what is nested one level deeper.
    pub(super) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        if self.depth >= DEEPEST {
            return Err(QueryError::syntax(self.at(), "Query is nested too deeply"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    /// The expression of a node that stands on trees of these heights.
    pub(super) fn build(&mut self, at: usize, node: Node, below: usize) -> Outcome<Expr> {
        let height = below + 1;
        if height > DEEPEST {
            return Err(QueryError::syntax(at, "Query is nested too deeply"));
        }
        self.highest = self.highest.max(height);
        Ok(Expr { at, height, node })
    }

    /// What `inner` parses, with the height of its highest tree.
    pub(super) fn measured<T>(&mut self, inner: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<(T, usize)> {
        let around = std::mem::take(&mut self.highest);
        let result = inner(self)?;
        let height = self.highest;
        self.highest = around.max(height);
        Ok((result, height))
    }
}
