//! Parameters of a query or a form, read once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::entra::error::EntraError;

/// Names and values; of a repeated name the first counts, as at Entra. Among them are passwords and secrets: they
/// cannot be printed.
#[derive(Default)]
pub(crate) struct Params {
    values: HashMap<String, String>,
    repeated: Vec<String>,
}

impl Params {
    /// Reads `application/x-www-form-urlencoded`, the form of queries and bodies alike.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let mut all = Self::default();
        for (name, value) in url::form_urlencoded::parse(encoded) {
            match all.values.entry(name.into_owned()) {
                Entry::Vacant(first) => {
                    first.insert(value.into_owned());
                }
                Entry::Occupied(again) => all.repeated.push(again.key().clone()),
            }
        }
        all
    }

    /// Every name, in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// A value; an empty one counts as not sent (RFC 6749 section 3.1).
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Names sent more than once, for those that mind.
    pub(crate) fn repeated(&self) -> &[String] {
        &self.repeated
    }

    /// A value that must be there, else AADSTS900144.
    pub(crate) fn required(&self, name: &'static str) -> Result<&str, EntraError> {
        self.value(name)
            .ok_or_else(|| EntraError::new(900_144).with("parameter", name))
    }
}
