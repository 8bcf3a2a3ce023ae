//! Functions with regular expressions, which run in linear time and must be constants.

use regex::Regex;
use serde_json::Value as Json;

use super::signature::{Bound, Call, Function, Takes};
use crate::{Kind, Value, convert, text};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::made(
        "extract",
        &[Takes::String, Takes::Whole, Takes::String, Takes::String],
        extract,
    )
    .at_least(3),
    Function::made(
        "extract_all",
        &[Takes::String, Takes::Any, Takes::String],
        extract_all,
    )
    .at_least(2),
    Function::made("replace_regex", &[Takes::String; 3], replace_regex),
    Function::made("replace", &[Takes::String; 3], |mut call| {
        // The old spelling has the source last.
        call.arguments.rotate_right(1);
        replace_regex(call)
    }),
    Function::made("trim", &[Takes::String; 2], |call| trim(call, true, true)),
    Function::made("trim_start", &[Takes::String; 2], |call| trim(call, true, false)),
    Function::made("trim_end", &[Takes::String; 2], |call| trim(call, false, true)),
    Function::plain("regex_quote", &[Takes::Text], Kind::String, |values| {
        Value::text(regex::escape(values[0].as_text()))
    }),
];

/// The pattern that an argument is, and the call without it.
fn pattern(call: &mut Call, index: usize) -> Result<Regex, String> {
    let argument = call.arguments.remove(index);
    text::constant_pattern(&argument).map_err(|message| format!("{}(): {message}", call.name))
}

fn extract(mut call: Call) -> Result<Bound, String> {
    let pattern = pattern(&mut call, 0)?;
    let mut kind = Kind::String;
    if call.arguments.len() == 3
        && let Some(name) = call.arguments.pop().and_then(|name| name.as_constant().cloned())
    {
        kind = Kind::named(name.as_text())
            .ok_or_else(|| "extract(): the last argument must be a type".to_owned())?;
    }
    let operation = move |values: &[Value]| {
        let group = values[0].as_long().and_then(|group| usize::try_from(group).ok());
        let source = Takes::String.take(&values[1]);
        let found = pattern
            .captures(source.as_text())
            .and_then(|captures| captures.get(group?));
        found.map_or(Value::Null, |found| {
            convert::to(kind, &Value::text(found.as_str()))
        })
    };
    Ok(Bound {
        kind,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

/// Each match: what its only group has matched, or an array of what all its groups have.
fn extract_all(mut call: Call) -> Result<Bound, String> {
    let pattern = pattern(&mut call, 0)?;
    if pattern.captures_len() < 2 {
        return Err("extract_all(): the regular expression must have a capture group".to_owned());
    }
    let mut groups: Vec<usize> = (1..pattern.captures_len()).collect();
    if call.arguments.len() == 2 {
        let chosen = call.arguments.remove(0);
        let chosen = chosen
            .as_constant()
            .map_or(&Json::Null, Value::as_json)
            .as_array()
            .cloned();
        let numbers = chosen.unwrap_or_default();
        groups = numbers
            .iter()
            .filter_map(Json::as_u64)
            .filter_map(|group| usize::try_from(group).ok())
            .collect();
    }
    let operation = move |values: &[Value]| {
        let source = Takes::String.take(&values[0]);
        let matches = pattern.captures_iter(source.as_text()).map(|captures| {
            let text = |group: &usize| Json::from(captures.get(*group).map_or("", |found| found.as_str()));
            match &groups[..] {
                [single] => text(single),
                several => Json::Array(several.iter().map(text).collect()),
            }
        });
        let matches: Vec<Json> = matches.collect();
        if matches.is_empty() {
            Value::Null
        } else {
            Value::dynamic(Json::Array(matches))
        }
    };
    Ok(Bound {
        kind: Kind::Dynamic,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

/// Source, pattern, rewrite.
fn replace_regex(mut call: Call) -> Result<Bound, String> {
    let pattern = pattern(&mut call, 1)?;
    let operation = move |values: &[Value]| {
        let [source, rewrite] = [&values[0], &values[1]].map(|value| Takes::String.take(value));
        let replaced = pattern.replace_all(source.as_text(), |captures: &regex::Captures<'_>| {
            rewritten(rewrite.as_text(), captures)
        });
        Value::text(replaced.as_ref())
    };
    Ok(Bound {
        kind: Kind::String,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

/// `\1` is the first group, `\0` the whole match, `\\` a backslash.
fn rewritten(rewrite: &str, captures: &regex::Captures<'_>) -> String {
    let mut text = String::new();
    let mut characters = rewrite.chars();
    while let Some(one) = characters.next() {
        match (one, one == '\\') {
            (_, true) => match characters.next() {
                Some(digit) if digit.is_ascii_digit() => {
                    let group = usize::from(u8::try_from(digit).unwrap_or(b'0') - b'0');
                    text.push_str(captures.get(group).map_or("", |found| found.as_str()));
                }
                Some(escaped) => text.push(escaped),
                None => text.push('\\'),
            },
            (one, false) => text.push(one),
        }
    }
    text
}

fn trim(mut call: Call, start: bool, end: bool) -> Result<Bound, String> {
    let argument = call.arguments.remove(0);
    let trimmed = argument
        .as_constant()
        .ok_or_else(|| format!("{}(): the pattern must be a constant", call.name))?;
    let anchored =
        |before: &str, after: &str| text::pattern(&format!("{before}(?:{}){after}", trimmed.as_text()));
    let (at_start, at_end) = (anchored("^", "")?, anchored("", "$")?);
    let operation = move |values: &[Value]| {
        let source = Takes::String.take(&values[0]);
        let mut text = source.as_text();
        if start {
            text = at_start.find(text).map_or(text, |found| &text[found.end()..]);
        }
        if end {
            text = at_end.find(text).map_or(text, |found| &text[..found.start()]);
        }
        Value::text(text)
    };
    Ok(Bound {
        kind: Kind::String,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}
