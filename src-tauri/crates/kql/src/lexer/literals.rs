//! What stands for a value.

use std::sync::Arc;

use crate::convert;
use crate::time;
use crate::{Kind, Value};

/// The types whose literals are written as `type(value)`.
pub(super) fn written_with_parentheses(name: &str) -> Option<Kind> {
    Some(match name {
        "bool" | "boolean" => Kind::Bool,
        "int" => Kind::Int,
        "long" => Kind::Long,
        "real" | "double" => Kind::Real,
        "datetime" | "date" => Kind::Datetime,
        "timespan" | "time" => Kind::Timespan,
        "guid" | "uuid" | "uniqueid" => Kind::Guid,
        _ => return None,
    })
}

/// The value of `kind(text)`.
pub(super) fn parse(kind: Kind, text: &str) -> Option<Value> {
    let text = text.trim();
    let text = ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text);
    if text == "null" {
        return Some(Value::Null);
    }
    let value = if kind == Kind::Timespan {
        parse_timespan(text)
    } else {
        convert::to(kind, &Value::String(Arc::from(text)))
    };
    (value != Value::Null).then_some(value)
}

/// `time(1d)`, `time(00:30:00)` and `time(2)`, which are days.
fn parse_timespan(text: &str) -> Value {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let unit = digits.trim_start_matches(|one: char| one.is_ascii_digit() || one == '.');
    if !unit.is_empty()
        && let Some(ticks) = timespan(&digits[..digits.len() - unit.len()], unit.trim())
    {
        return Value::Timespan(sign * ticks);
    }
    time::parse_timespan(text).map_or(Value::Null, Value::Timespan)
}

/// A number with a unit, in ticks.
pub(super) fn timespan(digits: &str, unit: &str) -> Option<i64> {
    let ticks = match unit {
        "d" | "day" | "days" => time::DAY,
        "h" | "hr" | "hrs" | "hour" | "hours" => time::HOUR,
        "m" | "min" | "minute" | "minutes" => time::MINUTE,
        "s" | "sec" | "second" | "seconds" => time::SECOND,
        "ms" | "milli" | "millis" | "millisecond" | "milliseconds" => time::SECOND / 1_000,
        "micro" | "micros" | "microsecond" | "microseconds" => 10,
        "tick" | "ticks" => 1,
        _ => return None,
    };
    if let Ok(whole) = digits.parse::<i64>() {
        return whole.checked_mul(ticks);
    }
    time::ticks_of(digits.parse().ok()?, ticks)
}

/// The character of an escape sequence after its backslash, and how many bytes it takes.
pub(super) fn unescape(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let simple = |character| Some((character, 1));
    match first {
        '\'' | '"' | '\\' => simple(first),
        'a' => simple('\u{7}'),
        'b' => simple('\u{8}'),
        'f' => simple('\u{c}'),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        'v' => simple('\u{b}'),
        'x' => numbered(&text[1..], 2, 16, 1),
        'u' => numbered(&text[1..], 4, 16, 1),
        'U' => numbered(&text[1..], 8, 16, 1),
        '0'..='7' => {
            let length = text
                .bytes()
                .take(3)
                .take_while(|one| (b'0'..=b'7').contains(one))
                .count();
            numbered(text, length, 8, 0)
        }
        _ => None,
    }
}

fn numbered(text: &str, length: usize, radix: u32, before: usize) -> Option<(char, usize)> {
    let digits = text.get(..length)?;
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    Some((character, length + before))
}
