//! The functions of the language, by room. Source: Kusto, a page for each function.

#![allow(
    clippy::unnecessary_wraps,
    reason = "what stands in one table has one signature"
)]

mod addresses;
mod conditions;
mod conversions;
mod encodings;
mod formats;
mod json;
mod numbers;
mod paths;
mod patterns;
mod sets;
mod signature;
mod strings;
mod times;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use signature::{Bound, Function, Naming, common};

static BY_NAME: LazyLock<HashMap<&'static str, &'static Function>> = LazyLock::new(|| {
    let rooms = [
        addresses::FUNCTIONS,
        conditions::FUNCTIONS,
        conversions::FUNCTIONS,
        encodings::FUNCTIONS,
        json::FUNCTIONS,
        numbers::FUNCTIONS,
        paths::FUNCTIONS,
        patterns::FUNCTIONS,
        sets::FUNCTIONS,
        strings::FUNCTIONS,
        times::FUNCTIONS,
    ];
    rooms
        .into_iter()
        .flatten()
        .map(|function| (function.name, function))
        .collect()
});

/// The function of that name.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name).copied()
}
