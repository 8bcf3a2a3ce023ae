//! What stands between the pipes.

use super::ast::{
    Expr, Ident, MvItem, Named, Node, Operator, OperatorKind, Order, ParseStyle, Pattern, Piece, Reorder,
};
use super::cursor::Cursor;
use super::{expression, relations};
use crate::error::{Outcome, QueryError};
use crate::lexer::Token;
use crate::{Kind, convert};

/// Operators that are known; what they are called is written here once.
const OPERATORS: [&str; 28] = [
    "where",
    "filter",
    "project",
    "project-away",
    "project-keep",
    "project-rename",
    "project-reorder",
    "extend",
    "summarize",
    "distinct",
    "top",
    "take",
    "limit",
    "sort",
    "order",
    "count",
    "join",
    "lookup",
    "union",
    "mv-expand",
    "mvexpand",
    "parse",
    "parse-where",
    "getschema",
    "serialize",
    "as",
    "sample",
    "render",
];

/// Operators that one pipeline may have: each `union` among them nests what stands before it.
const MOST_OPERATORS: usize = 500;

/// `| operator | operator …` up to what is not a pipe.
pub(super) fn pipeline(cursor: &mut Cursor<'_>) -> Outcome<Vec<Operator>> {
    let mut operators = Vec::new();
    while cursor.accept("|") {
        if operators.len() == MOST_OPERATORS {
            return Err(QueryError::limit(cursor.at(), "Query has too many operators"));
        }
        operators.push(operator(cursor)?);
    }
    Ok(operators)
}

fn operator(cursor: &mut Cursor<'_>) -> Outcome<Operator> {
    let at = cursor.at();
    let written = word(cursor)?;
    let name = OPERATORS
        .into_iter()
        .find(|known| *known == written)
        .ok_or_else(|| {
            let shown: String = written.chars().take(40).collect();
            QueryError::syntax(
                at,
                format!("Query could not be parsed at '{shown}': not a known operator"),
            )
        })?;
    let kind = match name {
        "where" | "filter" => OperatorKind::Where(expression::expression(cursor)?),
        "project" => OperatorKind::Project(cursor.list(named)?),
        "project-away" => OperatorKind::ProjectAway(cursor.list(pattern)?),
        "project-keep" => OperatorKind::ProjectKeep(cursor.list(pattern)?),
        "project-rename" => OperatorKind::ProjectRename(cursor.list(named)?),
        "project-reorder" => OperatorKind::ProjectReorder(cursor.list(reorder)?),
        "serialize" if at_end(cursor) => OperatorKind::Extend(Vec::new()),
        "extend" | "serialize" => OperatorKind::Extend(cursor.list(named)?),
        "summarize" => summarize(cursor)?,
        "distinct" => OperatorKind::Distinct(cursor.list(expression::expression)?),
        "top" => top(cursor)?,
        "take" | "limit" | "sample" => OperatorKind::Take(expression::expression(cursor)?),
        "sort" | "order" => {
            hints(cursor)?;
            cursor.expect_word("by")?;
            OperatorKind::Sort(cursor.list(order)?)
        }
        "count" => OperatorKind::Count(named_as(cursor)?),
        "join" => OperatorKind::Join(relations::join(cursor, false)?),
        "lookup" => OperatorKind::Join(relations::join(cursor, true)?),
        "union" => OperatorKind::Union(relations::union(cursor, at)?),
        "mv-expand" | "mvexpand" => mv_expand(cursor)?,
        "parse" => parse(cursor, false)?,
        "parse-where" => parse(cursor, true)?,
        "getschema" => OperatorKind::GetSchema,
        "render" => render(cursor)?,
        _ => OperatorKind::As(cursor.ident()?),
    };
    Ok(Operator { at, name, kind })
}

/// A word with hyphens in it, such as `mv-expand`.
fn word(cursor: &mut Cursor<'_>) -> Outcome<String> {
    let mut word = cursor.ident()?.name;
    while cursor.is("-") && cursor.adjacent(0) && cursor.adjacent(1) {
        let Token::Name(more) = cursor.ahead(1).clone() else {
            break;
        };
        (0..2).for_each(|_| cursor.advance());
        word.push('-');
        word.push_str(&more);
    }
    Ok(word)
}

fn at_end(cursor: &Cursor<'_>) -> bool {
    *cursor.token() == Token::End || ["|", ")", ";", "}"].iter().any(|mark| cursor.is(mark))
}

/// `hint.anything = value`, which changes how the service works and not what it answers.
fn hints(cursor: &mut Cursor<'_>) -> Outcome<()> {
    while cursor.is_word("hint") && cursor.ahead_is(1, ".") {
        (0..2).for_each(|_| cursor.advance());
        cursor.ident()?;
        cursor.expect("=")?;
        cursor.word_or_literal()?;
    }
    Ok(())
}

/// `name = value`, `(name) = value`, or a value.
pub(super) fn named(cursor: &mut Cursor<'_>) -> Outcome<Named> {
    let length = match cursor.token() {
        Token::Mark("[") => 3,
        _ => 1,
    };
    let name = if cursor.ahead_is(length, "=") && matches!(cursor.token(), Token::Name(_) | Token::Mark("["))
    {
        let name = cursor.ident()?;
        cursor.expect("=")?;
        Some(name)
    } else {
        None
    };
    Ok(Named {
        name,
        value: expression::expression(cursor)?,
    })
}

/// A column name in which `*` stands for anything.
pub(super) fn pattern(cursor: &mut Cursor<'_>) -> Outcome<Pattern> {
    let at = cursor.at();
    let mut text = String::new();
    loop {
        match cursor.token() {
            Token::Mark("*") => {
                text.push('*');
                cursor.advance();
            }
            Token::Name(_) | Token::Mark("[") => text.push_str(&cursor.ident()?.name),
            // `*1`: the end of a name that a join has numbered.
            Token::Literal(Kind::Long, number) if !text.is_empty() => {
                text.push_str(&convert::to_text(number));
                cursor.advance();
            }
            _ => return Err(cursor.unexpected()),
        }
        let continues = matches!(
            cursor.token(),
            Token::Mark("*") | Token::Name(_) | Token::Literal(Kind::Long, _)
        ) && cursor.adjacent(0);
        if !continues {
            return Ok(Pattern { at, text });
        }
    }
}

fn reorder(cursor: &mut Cursor<'_>) -> Outcome<(Pattern, Reorder)> {
    let pattern = pattern(cursor)?;
    let order = if cursor.accept_word("asc") {
        Reorder::Ascending
    } else if cursor.accept_word("desc") {
        Reorder::Descending
    } else {
        Reorder::AsTheyAre
    };
    Ok((pattern, order))
}

fn summarize(cursor: &mut Cursor<'_>) -> Outcome<OperatorKind> {
    hints(cursor)?;
    let aggregates = if cursor.is_word("by") {
        Vec::new()
    } else {
        cursor.list(named)?
    };
    let by = if cursor.accept_word("by") {
        cursor.list(named)?
    } else {
        Vec::new()
    };
    Ok(OperatorKind::Summarize { aggregates, by })
}

fn top(cursor: &mut Cursor<'_>) -> Outcome<OperatorKind> {
    let count = expression::expression(cursor)?;
    cursor.expect_word("by")?;
    Ok(OperatorKind::Top {
        count,
        by: cursor.list(order)?,
    })
}

/// `value [asc|desc] [nulls first|nulls last]`; descending unless said otherwise, and nulls are the smallest.
fn order(cursor: &mut Cursor<'_>) -> Outcome<Order> {
    let value = expression::expression(cursor)?;
    let ascending = cursor.accept_word("asc");
    if !ascending {
        cursor.accept_word("desc");
    }
    let mut nulls_first = ascending;
    if cursor.accept_word("nulls") {
        nulls_first = cursor.accept_word("first");
        if !nulls_first {
            cursor.expect_word("last")?;
        }
    }
    Ok(Order {
        value,
        ascending,
        nulls_first,
    })
}

/// How to draw the rows: for whoever shows them, and nothing that changes them.
fn render(cursor: &mut Cursor<'_>) -> Outcome<OperatorKind> {
    cursor.ident()?;
    if cursor.accept_word("with") {
        cursor.expect("(")?;
        cursor.list(named)?;
        cursor.expect(")")?;
    }
    while cursor.ahead_is(1, "=") {
        named(cursor)?;
    }
    Ok(OperatorKind::Render)
}

fn named_as(cursor: &mut Cursor<'_>) -> Outcome<Option<Ident>> {
    if cursor.accept_word("as") {
        cursor.ident().map(Some)
    } else {
        Ok(None)
    }
}

fn mv_expand(cursor: &mut Cursor<'_>) -> Outcome<OperatorKind> {
    let (mut index, mut bag) = (None, true);
    loop {
        if cursor.is_word("bagexpansion") || cursor.is_word("kind") {
            cursor.advance();
            cursor.expect("=")?;
            let at = cursor.at();
            bag = match cursor.ident()?.name.as_str() {
                "bag" => true,
                "array" => false,
                other => {
                    return Err(QueryError::syntax(
                        at,
                        format!("'{other}' is not a kind of mv-expand"),
                    ));
                }
            };
        } else if cursor.accept_word("with_itemindex") {
            cursor.expect("=")?;
            index = Some(cursor.ident()?);
        } else {
            break;
        }
    }
    let items = cursor.list(|cursor| {
        let Named { name, value } = named(cursor)?;
        let kind = if cursor.accept_word("to") {
            Some(type_of(cursor)?)
        } else {
            None
        };
        Ok(MvItem { name, value, kind })
    })?;
    let limit = if cursor.accept_word("limit") {
        Some(expression::expression(cursor)?)
    } else {
        None
    };
    Ok(OperatorKind::MvExpand {
        items,
        limit,
        index,
        bag,
    })
}

fn type_of(cursor: &mut Cursor<'_>) -> Outcome<Kind> {
    match expression::operand(cursor)? {
        Expr {
            node: Node::TypeOf(kind),
            ..
        } => Ok(kind),
        other => Err(QueryError::syntax(
            other.at,
            "Query could not be parsed: expected typeof(…)",
        )),
    }
}

fn parse(cursor: &mut Cursor<'_>, only_matches: bool) -> Outcome<OperatorKind> {
    let mut style = ParseStyle::Simple;
    if cursor.is_word("kind") && cursor.ahead_is(1, "=") {
        (0..2).for_each(|_| cursor.advance());
        let at = cursor.at();
        style = match cursor.ident()?.name.as_str() {
            "simple" => ParseStyle::Simple,
            "relaxed" => ParseStyle::Relaxed,
            "regex" => ParseStyle::Regex,
            other => {
                return Err(QueryError::syntax(
                    at,
                    format!("'{other}' is not a kind of parse"),
                ));
            }
        };
    }
    let subject = expression::expression(cursor)?;
    cursor.expect_word("with")?;
    let mut pieces = Vec::new();
    while !at_end(cursor) {
        pieces.push(piece(cursor)?);
    }
    if pieces.is_empty() {
        return Err(cursor.unexpected());
    }
    Ok(OperatorKind::Parse {
        subject,
        pieces,
        style,
        only_matches,
    })
}

fn piece(cursor: &mut Cursor<'_>) -> Outcome<Piece> {
    if let Token::Text(text) = cursor.token() {
        let text = text.clone();
        cursor.advance();
        return Ok(Piece::Text(text));
    }
    if cursor.accept("*") {
        return Ok(Piece::Anything);
    }
    let name = cursor.ident()?;
    let kind = if cursor.accept(":") {
        cursor.kind()?
    } else {
        Kind::String
    };
    Ok(Piece::Column { name, kind })
}
