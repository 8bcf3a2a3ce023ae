//! Functions of IPv4 addresses, which may say how many of their bits count: `10.0.0.0/8`.

use std::net::Ipv4Addr;

use super::signature::{Function, Takes};
use crate::{Kind, Value};

const TWO_AND_PREFIX: &[Takes] = &[Takes::String, Takes::String, Takes::Whole];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain("ipv4_is_private", &[Takes::String], Kind::Bool, |values| {
        Address::parse(values[0].as_text()).map_or(Value::Null, |address| Value::Bool(address.is_private()))
    }),
    Function::plain("ipv4_is_match", TWO_AND_PREFIX, Kind::Bool, |values| {
        compared(values).map_or(Value::Null, |order| Value::Bool(order == 0))
    })
    .at_least(2),
    Function::plain("ipv4_compare", TWO_AND_PREFIX, Kind::Long, |values| {
        compared(values).map_or(Value::Null, Value::Long)
    })
    .at_least(2),
    Function::plain(
        "ipv4_is_in_range",
        &[Takes::String, Takes::String],
        Kind::Bool,
        |values| in_range(values[0].as_text(), values[1].as_text()).map_or(Value::Null, Value::Bool),
    ),
    Function::plain(
        "ipv4_is_in_any_range",
        &[Takes::String, Takes::Any],
        Kind::Bool,
        in_any_range,
    )
    .endless(),
    Function::plain("ipv4_netmask_suffix", &[Takes::String], Kind::Long, |values| {
        Address::parse(values[0].as_text())
            .map_or(Value::Null, |address| Value::Long(i64::from(address.prefix)))
    }),
    Function::plain("parse_ipv4", &[Takes::String], Kind::Long, |values| {
        Address::parse(values[0].as_text())
            .map_or(Value::Null, |address| Value::Long(i64::from(address.masked(32))))
    }),
    Function::plain("format_ipv4", &[Takes::Any, Takes::Whole], Kind::String, format).at_least(1),
    Function::plain(
        "has_ipv4",
        &[Takes::String, Takes::String],
        Kind::Bool,
        |values| {
            let wanted = values[1].as_text();
            Value::Bool(addresses_in(values[0].as_text()).any(|address| address == wanted))
        },
    ),
    Function::plain(
        "has_ipv4_prefix",
        &[Takes::String, Takes::String],
        Kind::Bool,
        |values| {
            let wanted = values[1].as_text();
            Value::Bool(addresses_in(values[0].as_text()).any(|address| address.starts_with(wanted)))
        },
    ),
];

/// An address, and how many of its bits count.
#[derive(Clone, Copy)]
struct Address {
    bits: u32,
    prefix: u32,
}

impl Address {
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.trim().split_once('/').unwrap_or((text.trim(), "32"));
        let bits = u32::from(address.parse::<Ipv4Addr>().ok()?);
        let prefix = prefix.parse().ok().filter(|prefix| *prefix <= 32)?;
        Some(Self { bits, prefix })
    }

    /// The bits that count, of no more than so many.
    fn masked(self, most: u32) -> u32 {
        let prefix = self.prefix.min(most);
        if prefix == 0 {
            0
        } else {
            self.bits & (u32::MAX << (32 - prefix))
        }
    }

    fn is_private(self) -> bool {
        // A network is private if all of it is.
        Ipv4Addr::from(self.masked(32)).is_private()
    }
}

fn compared(values: &[Value]) -> Option<i64> {
    let (one, other) = (
        Address::parse(values[0].as_text())?,
        Address::parse(values[1].as_text())?,
    );
    let said = values
        .get(2)
        .and_then(Value::as_long)
        .map_or(Some(32), |said| u32::try_from(said).ok())?;
    let prefix = one.prefix.min(other.prefix).min(said);
    Some(one.masked(prefix).cmp(&other.masked(prefix)) as i64)
}

fn in_range(address: &str, range: &str) -> Option<bool> {
    let (address, range) = (Address::parse(address)?, Address::parse(range)?);
    Some(address.masked(range.prefix) == range.masked(range.prefix))
}

fn in_any_range(values: &[Value]) -> Value {
    let address = values[0].as_text();
    if Address::parse(address).is_none() {
        return Value::Null;
    }
    let lies_in = |range: &str| in_range(address, range) == Some(true);
    let found = values[1..]
        .iter()
        .any(|ranges| match ranges.as_json().as_array() {
            Some(ranges) => ranges.iter().filter_map(serde_json::Value::as_str).any(lies_in),
            None => lies_in(&crate::convert::to_text(ranges)),
        });
    Value::Bool(found)
}

fn format(values: &[Value]) -> Value {
    let address = match values[0].as_long() {
        Some(number) => u32::try_from(number)
            .ok()
            .map(|bits| Address { bits, prefix: 32 }),
        None => Address::parse(&crate::convert::to_text(&values[0])),
    };
    let most = values
        .get(1)
        .and_then(Value::as_long)
        .map_or(Some(32), |most| u32::try_from(most).ok());
    match (address, most) {
        (Some(address), Some(most @ 0..=32)) => Value::text(Ipv4Addr::from(address.masked(most)).to_string()),
        _ => Value::Null,
    }
}

/// The addresses that stand in a text as terms of their own.
fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|one: char| !(one.is_alphanumeric() || one == '.'))
        .map(|term| term.trim_matches('.'))
        .filter(|term| term.parse::<Ipv4Addr>().is_ok())
}
