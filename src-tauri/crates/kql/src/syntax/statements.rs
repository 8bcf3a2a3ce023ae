//! `let` statements and functions.

use super::ast::{Lambda, Let, LetValue, Parameter, Script};
use super::cursor::Cursor;
use super::expression;
use crate::error::{Outcome, QueryError};
use crate::lexer::{Token, lex};

/// Names that one query may give: more are a mistake, and each may stand on the one before.
const MOST_LETS: usize = 256;

/// Parses a whole query.
pub(crate) fn parse(text: &str) -> Outcome<Script> {
    let mut cursor = Cursor::new(text, lex(text)?);
    let script = script(&mut cursor)?;
    while cursor.accept(";") {}
    match cursor.token() {
        Token::End => Ok(script),
        _ => Err(cursor.unexpected()),
    }
}

fn script(cursor: &mut Cursor<'_>) -> Outcome<Script> {
    let mut lets = Vec::new();
    while cursor.is_word("let") && !cursor.ahead_is(1, "|") {
        if lets.len() == MOST_LETS {
            return Err(QueryError::limit(
                cursor.at(),
                "Query has too many let statements",
            ));
        }
        cursor.advance();
        let name = cursor.ident()?;
        cursor.expect("=")?;
        let value = if begins_function(cursor) {
            LetValue::Function(cursor.nested(lambda)?)
        } else {
            LetValue::Expression(expression::value(cursor)?)
        };
        lets.push(Let { name, value });
        cursor.expect(";")?;
        while cursor.accept(";") {}
    }
    let body = expression::value(cursor)?;
    Ok(Script { lets, body })
}

/// `()` or `(name:` begins a function; anything else in parentheses is an expression.
fn begins_function(cursor: &Cursor<'_>) -> bool {
    let ahead = usize::from(cursor.is_word("view"));
    cursor.ahead_is(ahead, "(")
        && (cursor.ahead_is(ahead + 1, ")") && cursor.ahead_is(ahead + 2, "{")
            || matches!(cursor.ahead(ahead + 1), Token::Name(_)) && cursor.ahead_is(ahead + 2, ":"))
}

fn lambda(cursor: &mut Cursor<'_>) -> Outcome<Lambda> {
    cursor.accept_word("view");
    cursor.expect("(")?;
    let parameters = if cursor.is(")") {
        Vec::new()
    } else {
        cursor.list(parameter)?
    };
    cursor.expect(")")?;
    cursor.expect("{")?;
    let body = script(cursor)?;
    while cursor.accept(";") {}
    cursor.expect("}")?;
    Ok(Lambda { parameters, body })
}

fn parameter(cursor: &mut Cursor<'_>) -> Outcome<Parameter> {
    let name = cursor.ident()?;
    cursor.expect(":")?;
    if cursor.accept("(") {
        table_schema(cursor)?;
        return Ok(Parameter {
            name,
            kind: None,
            otherwise: None,
        });
    }
    let kind = Some(cursor.kind()?);
    let otherwise = if cursor.accept("=") {
        Some(expression::expression(cursor)?)
    } else {
        None
    };
    Ok(Parameter {
        name,
        kind,
        otherwise,
    })
}

/// `(*)` or `(a:string, b:long)`: which columns a function needs shows where it uses them.
fn table_schema(cursor: &mut Cursor<'_>) -> Outcome<()> {
    if !cursor.accept("*") {
        cursor.list(|cursor| {
            cursor.ident()?;
            cursor.expect(":")?;
            cursor.kind()
        })?;
    }
    cursor.expect(")")
}
