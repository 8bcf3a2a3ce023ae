//! What a query begins with.

use serde_json::{Map, Value as Json};

use super::ast::{Expr, Node, Query, Source};
use super::cursor::Cursor;
use super::{expression, operators, relations};
use crate::convert;
use crate::error::{Outcome, QueryError};
use crate::lexer::Token;

/// Whether a source stands here that an expression does not begin with.
pub(super) fn begins(cursor: &Cursor<'_>) -> bool {
    let Token::Name(word) = cursor.token() else {
        return false;
    };
    let followed_by = |marks: &[&str]| marks.iter().any(|mark| cursor.ahead_is(1, mark));
    match word.as_str() {
        "union" => !followed_by(&["|", ")", ",", ";", "=", ".", "=="]),
        "print" => !followed_by(&["|", ")", ",", ";", ".", "=="]),
        "range" => matches!(cursor.ahead(1), Token::Name(_)),
        "datatable" => followed_by(&["("]),
        _ => false,
    }
}

/// A query that begins with a word of its own.
pub(super) fn query(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let at = cursor.at();
    let (query, height) = cursor.measured(|cursor| {
        let source = source(cursor)?;
        let operators = operators::pipeline(cursor)?;
        Ok(Query { source, operators })
    })?;
    cursor.build(at, Node::Query(Box::new(query)), height)
}

/// The rest of a query that begins with an expression.
pub(super) fn piped(cursor: &mut Cursor<'_>, at: usize, first: Expr, height: usize) -> Outcome<Expr> {
    let (operators, rest) = cursor.measured(operators::pipeline)?;
    let query = Query {
        source: Source::Expression(first),
        operators,
    };
    cursor.build(at, Node::Query(Box::new(query)), height.max(rest))
}

fn source(cursor: &mut Cursor<'_>) -> Outcome<Source> {
    let at = cursor.at();
    if cursor.accept_word("union") {
        return relations::union(cursor, at).map(Source::Union);
    }
    if cursor.accept_word("print") {
        return Ok(Source::Print(cursor.list(operators::named)?));
    }
    if cursor.accept_word("range") {
        let name = cursor.ident()?;
        cursor.expect_word("from")?;
        let from = expression::expression(cursor)?;
        cursor.expect_word("to")?;
        let to = expression::expression(cursor)?;
        cursor.expect_word("step")?;
        let step = expression::expression(cursor)?;
        return Ok(Source::Range { name, from, to, step });
    }
    cursor.expect_word("datatable")?;
    datatable(cursor, at)
}

fn datatable(cursor: &mut Cursor<'_>, at: usize) -> Outcome<Source> {
    cursor.expect("(")?;
    let columns = cursor.list(|cursor| {
        let name = cursor.ident()?;
        cursor.expect(":")?;
        Ok((name, cursor.kind()?))
    })?;
    cursor.expect(")")?;
    cursor.expect("[")?;
    let mut cells = Vec::new();
    while !cursor.is("]") {
        cells.push(expression::expression(cursor)?);
        if !cursor.accept(",") {
            break;
        }
    }
    cursor.expect("]")?;
    if cells.len() % columns.len() != 0 {
        return Err(QueryError::semantic(
            at,
            "datatable: the number of values is not a multiple of the number of columns",
        ));
    }
    Ok(Source::Datatable { columns, cells })
}

/// What stands in `dynamic(…)`.
pub(super) fn dynamic(cursor: &mut Cursor<'_>) -> Outcome<Json> {
    cursor.nested(|cursor| {
        if cursor.accept("[") {
            let mut items = Vec::new();
            while !cursor.is("]") {
                items.push(dynamic(cursor)?);
                if !cursor.accept(",") {
                    break;
                }
            }
            cursor.expect("]")?;
            return Ok(Json::Array(items));
        }
        if cursor.accept("{") {
            let mut bag = Map::new();
            while !cursor.is("}") {
                let Token::Text(key) = cursor.token().clone() else {
                    return Err(cursor.unexpected());
                };
                cursor.advance();
                cursor.expect(":")?;
                bag.insert(key, dynamic(cursor)?);
                if !cursor.accept(",") {
                    break;
                }
            }
            cursor.expect("}")?;
            return Ok(Json::Object(bag));
        }
        scalar(cursor)
    })
}

fn scalar(cursor: &mut Cursor<'_>) -> Outcome<Json> {
    let negative = cursor.accept("-");
    let json = match cursor.token() {
        Token::Text(text) if !negative => Json::String(text.clone()),
        Token::Literal(_, value) if negative => convert::negated(value)
            .map(|value| convert::to_json(&value))
            .unwrap_or_default(),
        Token::Literal(_, value) => convert::to_json(value),
        Token::Name(name) if !negative && name == "null" => Json::Null,
        Token::Name(name) if !negative && (name == "true" || name == "false") => Json::Bool(name == "true"),
        _ => return Err(cursor.unexpected()),
    };
    cursor.advance();
    Ok(json)
}
