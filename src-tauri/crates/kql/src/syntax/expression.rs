//! Scalar expressions. Strongest first: postfix, minus, `* / %`, `+ -`, comparisons, `and`, `or`.

use super::ast::{Among, Binary, Expr, Node, TextMatch, TextTest};
use super::cursor::Cursor;
use super::sources;
use crate::error::Outcome;
use crate::lexer::Token;
use crate::{Kind, Value};

/// A query or an expression: what may stand in parentheses, after `let`, or as an argument.
pub(super) fn value(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    cursor.nested(|cursor| {
        let at = cursor.at();
        if sources::begins(cursor) {
            return sources::query(cursor);
        }
        let (first, height) = cursor.measured(expression)?;
        if cursor.is("|") {
            return sources::piped(cursor, at, first, height);
        }
        Ok(first)
    })
}

/// A scalar expression.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    chain(cursor, "or", Node::Any, |cursor| {
        chain(cursor, "and", Node::All, comparison)
    })
}

/// `a or b or c` as one node, since hunting queries have hundreds of them.
fn chain(
    cursor: &mut Cursor<'_>,
    word: &str,
    join: fn(Vec<Expr>) -> Node,
    operand: impl Fn(&mut Cursor<'_>) -> Outcome<Expr>,
) -> Outcome<Expr> {
    let at = cursor.at();
    let first = operand(cursor)?;
    if !cursor.is_word(word) {
        return Ok(first);
    }
    let mut all = vec![first];
    while cursor.accept_word(word) {
        all.push(operand(cursor)?);
    }
    let below = highest(&all);
    cursor.build(at, join(all), below)
}

fn highest(all: &[Expr]) -> usize {
    all.iter().map(|one| one.height).max().unwrap_or(0)
}

fn comparison(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let left = sum(cursor)?;
    let at = cursor.at();
    if let Some(operator) = comparison_mark(cursor) {
        cursor.advance();
        let right = sum(cursor)?;
        return binary(cursor, at, operator, left, right);
    }
    let negated = cursor.is("!") && matches!(cursor.ahead(1), Token::Name(_));
    let Token::Name(word) = cursor.ahead(usize::from(negated)).clone() else {
        return Ok(left);
    };
    if word == "matches" && !negated {
        cursor.advance();
        cursor.expect_word("regex")?;
        let right = sum(cursor)?;
        return binary(cursor, at, Binary::Regex, left, right);
    }
    if word == "between" {
        skip(cursor, negated);
        return between(cursor, at, left, negated);
    }
    if let Some(how) = membership(&word, negated) {
        skip(cursor, negated);
        return among(cursor, at, how, left);
    }
    if let Some((how, case_sensitive)) = text_match(&word) {
        skip(cursor, negated);
        let right = sum(cursor)?;
        let test = TextTest {
            how,
            case_sensitive,
            negated,
        };
        return binary(cursor, at, Binary::Text(test), left, right);
    }
    Ok(left)
}

fn skip(cursor: &mut Cursor<'_>, negated: bool) {
    (0..=usize::from(negated)).for_each(|_| cursor.advance());
}

fn comparison_mark(cursor: &Cursor<'_>) -> Option<Binary> {
    let Token::Mark(mark) = cursor.token() else {
        return None;
    };
    let equal = |negated| {
        Binary::Text(TextTest {
            how: TextMatch::Equal,
            case_sensitive: false,
            negated,
        })
    };
    Some(match *mark {
        "==" => Binary::Equal,
        "!=" | "<>" => Binary::NotEqual,
        "<" => Binary::Less,
        "<=" => Binary::LessOrEqual,
        ">" => Binary::Greater,
        ">=" => Binary::GreaterOrEqual,
        "=~" => equal(false),
        "!~" => equal(true),
        _ => return None,
    })
}

fn membership(word: &str, negated: bool) -> Option<Among> {
    match word {
        "in" => Some(Among::In {
            case_sensitive: true,
            negated,
        }),
        "has_any" if !negated => Some(Among::HasAny),
        "has_all" if !negated => Some(Among::HasAll),
        _ => None,
    }
}

fn text_match(word: &str) -> Option<(TextMatch, bool)> {
    let (name, case_sensitive) = word
        .strip_suffix("_cs")
        .map_or((word, false), |name| (name, true));
    let how = match name {
        "contains" => TextMatch::Contains,
        "startswith" => TextMatch::StartsWith,
        "endswith" => TextMatch::EndsWith,
        "has" => TextMatch::Has,
        "hasprefix" => TextMatch::HasPrefix,
        "hassuffix" => TextMatch::HasSuffix,
        _ => return None,
    };
    Some((how, case_sensitive))
}

fn between(cursor: &mut Cursor<'_>, at: usize, value: Expr, negated: bool) -> Outcome<Expr> {
    cursor.expect("(")?;
    let (low, high) = cursor.nested(|cursor| {
        let low = sum(cursor)?;
        cursor.expect("..")?;
        Ok((low, sum(cursor)?))
    })?;
    cursor.expect(")")?;
    let below = value.height.max(low.height).max(high.height);
    let node = Node::Between {
        value: Box::new(value),
        low: Box::new(low),
        high: Box::new(high),
        negated,
    };
    cursor.build(at, node, below)
}

fn among(cursor: &mut Cursor<'_>, at: usize, how: Among, value: Expr) -> Outcome<Expr> {
    let how = match how {
        Among::In { negated, .. } if cursor.accept("~") => Among::In {
            case_sensitive: false,
            negated,
        },
        how => how,
    };
    // A name without parentheses stands for a list, too: `in~ names`.
    let list = if cursor.accept("(") {
        let list = if cursor.is(")") {
            Vec::new()
        } else {
            cursor.list(self::value)?
        };
        cursor.expect(")")?;
        list
    } else {
        vec![sum(cursor)?]
    };
    let below = value.height.max(highest(&list));
    cursor.build(
        at,
        Node::Among {
            how,
            value: Box::new(value),
            list,
        },
        below,
    )
}

fn binary(cursor: &mut Cursor<'_>, at: usize, operator: Binary, left: Expr, right: Expr) -> Outcome<Expr> {
    let below = left.height.max(right.height);
    cursor.build(at, Node::Binary(operator, Box::new(left), Box::new(right)), below)
}

fn sum(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let mut left = product(cursor)?;
    loop {
        let at = cursor.at();
        let operator = match cursor.token() {
            Token::Mark("+") => Binary::Add,
            Token::Mark("-") => Binary::Subtract,
            _ => return Ok(left),
        };
        cursor.advance();
        let right = product(cursor)?;
        left = binary(cursor, at, operator, left, right)?;
    }
}

fn product(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let mut left = unary(cursor)?;
    loop {
        let at = cursor.at();
        let operator = match cursor.token() {
            Token::Mark("*") => Binary::Multiply,
            Token::Mark("/") => Binary::Divide,
            Token::Mark("%") => Binary::Modulo,
            _ => return Ok(left),
        };
        cursor.advance();
        let right = unary(cursor)?;
        left = binary(cursor, at, operator, left, right)?;
    }
}

fn unary(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let at = cursor.at();
    if cursor.accept("-") {
        let operand = cursor.nested(unary)?;
        let below = operand.height;
        return cursor.build(at, Node::Minus(Box::new(operand)), below);
    }
    if cursor.accept("+") {
        return cursor.nested(unary);
    }
    operand(cursor)
}

/// A name, a literal, a call or something in parentheses, and the path into it.
pub(super) fn operand(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let mut subject = primary(cursor)?;
    loop {
        let at = subject.at;
        let below = subject.height;
        if cursor.is(".") {
            cursor.advance();
            let name = cursor.ident()?.name;
            subject = cursor.build(at, Node::Member(Box::new(subject), name), below)?;
        } else if cursor.is("[") {
            cursor.advance();
            let index = cursor.nested(expression)?;
            cursor.expect("]")?;
            let below = below.max(index.height);
            subject = cursor.build(at, Node::Index(Box::new(subject), Box::new(index)), below)?;
        } else {
            return Ok(subject);
        }
    }
}

fn primary(cursor: &mut Cursor<'_>) -> Outcome<Expr> {
    let at = cursor.at();
    match cursor.token().clone() {
        Token::Literal(kind, value) => {
            cursor.advance();
            cursor.build(at, Node::Literal(kind, value), 0)
        }
        Token::Text(mut text) => {
            cursor.advance();
            while let Token::Text(more) = cursor.token() {
                text.push_str(more);
                cursor.advance();
            }
            cursor.build(at, Node::Literal(Kind::String, Value::String(text.into())), 0)
        }
        Token::Mark("(") => {
            cursor.advance();
            let inside = value(cursor)?;
            cursor.expect(")")?;
            Ok(inside)
        }
        Token::Mark("*") => {
            cursor.advance();
            cursor.build(at, Node::Star, 0)
        }
        Token::Mark("[") => {
            let name = cursor.ident()?.name;
            cursor.build(at, Node::Name(name), 0)
        }
        Token::Name(name) => {
            cursor.advance();
            named(cursor, at, name)
        }
        _ => Err(cursor.unexpected()),
    }
}

fn named(cursor: &mut Cursor<'_>, at: usize, name: String) -> Outcome<Expr> {
    match name.as_str() {
        "true" | "false" => {
            let value = Value::Bool(name == "true");
            return cursor.build(at, Node::Literal(Kind::Bool, value), 0);
        }
        "dynamic" if cursor.is("(") => {
            cursor.advance();
            let json = sources::dynamic(cursor)?;
            cursor.expect(")")?;
            return cursor.build(at, Node::Literal(Kind::Dynamic, Value::dynamic(json)), 0);
        }
        "typeof" if cursor.is("(") => {
            cursor.advance();
            let kind = cursor.kind()?;
            cursor.expect(")")?;
            return cursor.build(at, Node::TypeOf(kind), 0);
        }
        _ => {}
    }
    if !cursor.accept("(") {
        return cursor.build(at, Node::Name(name), 0);
    }
    let arguments = if cursor.is(")") {
        Vec::new()
    } else {
        cursor.list(value)?
    };
    cursor.expect(")")?;
    let below = highest(&arguments);
    cursor.build(at, Node::Call(name, arguments), below)
}
