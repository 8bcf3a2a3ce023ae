//! Operators that bring in another table: `join`, `lookup`, `union`.

use super::ast::{Expr, Join, JoinKind, Node, Union};
use super::cursor::Cursor;
use super::{expression, operators};
use crate::error::{Outcome, QueryError};
use crate::lexer::Token;

/// After the word `join` or `lookup`.
pub(super) fn join(cursor: &mut Cursor<'_>, lookup: bool) -> Outcome<Join> {
    let mut kind = if lookup {
        JoinKind::LeftOuter
    } else {
        JoinKind::InnerUnique
    };
    while let Some(parameter) = parameter(cursor)? {
        if parameter != "kind" {
            cursor.word_or_literal()?;
            continue;
        }
        let at = cursor.at();
        let name = cursor.ident()?.name;
        kind = join_kind(&name)
            .filter(|kind| !lookup || matches!(kind, JoinKind::LeftOuter | JoinKind::Inner))
            .ok_or_else(|| QueryError::syntax(at, format!("'{name}' is not a kind of join")))?;
    }
    let right = table(cursor)?;
    cursor.expect_word("on")?;
    let on = cursor.list(expression::expression)?;
    Ok(Join {
        kind,
        lookup,
        right,
        on,
    })
}

fn join_kind(name: &str) -> Option<JoinKind> {
    Some(match name {
        "innerunique" => JoinKind::InnerUnique,
        "inner" => JoinKind::Inner,
        "leftouter" => JoinKind::LeftOuter,
        "rightouter" => JoinKind::RightOuter,
        "fullouter" => JoinKind::FullOuter,
        "leftanti" | "anti" | "leftantisemi" => JoinKind::LeftAnti,
        "rightanti" | "rightantisemi" => JoinKind::RightAnti,
        "leftsemi" => JoinKind::LeftSemi,
        "rightsemi" => JoinKind::RightSemi,
        _ => return None,
    })
}

/// After the word `union`.
pub(super) fn union(cursor: &mut Cursor<'_>, at: usize) -> Outcome<Union> {
    let mut union = Union {
        at,
        inner: false,
        fuzzy: false,
        with_source: None,
        tables: Vec::new(),
    };
    while let Some(parameter) = parameter(cursor)? {
        let at = cursor.at();
        match parameter.as_str() {
            "kind" => {
                let name = cursor.ident()?.name;
                union.inner = match name.as_str() {
                    "inner" => true,
                    "outer" => false,
                    _ => return Err(QueryError::syntax(at, format!("'{name}' is not a kind of union"))),
                };
            }
            "withsource" | "with_source" => union.with_source = Some(cursor.ident()?),
            "isfuzzy" => union.fuzzy = cursor.ident()?.name == "true",
            _ => cursor.word_or_literal()?,
        }
    }
    union.tables = cursor.list(united)?;
    Ok(union)
}

/// The name of a parameter such as `kind=` or `hint.strategy=`, and the way past its `=`.
fn parameter(cursor: &mut Cursor<'_>) -> Outcome<Option<String>> {
    let Token::Name(name) = cursor.token().clone() else {
        return Ok(None);
    };
    if cursor.ahead_is(1, "=") {
        (0..2).for_each(|_| cursor.advance());
        return Ok(Some(name));
    }
    if name == "hint" && cursor.ahead_is(1, ".") {
        (0..2).for_each(|_| cursor.advance());
        cursor.ident()?;
        cursor.expect("=")?;
        return Ok(Some(name));
    }
    Ok(None)
}

/// A table's name, a pattern of names, a function, or a query in parentheses.
fn united(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let is_name = matches!(cursor.token(), Token::Name(_));
    if cursor.is("*") || is_name && cursor.ahead_is(1, "*") {
        let pattern = operators::pattern(cursor)?;
        return cursor.build(pattern.at, Node::Tables(pattern), 0);
    }
    table(cursor)
}

/// A table's name, a function, or a query in parentheses.
fn table(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    if cursor.is("(") || matches!(cursor.token(), Token::Name(_)) || cursor.is("[") {
        return cursor.nested(expression::operand);
    }
    Err(cursor.unexpected())
}
