//! The language files, for what the assistant writes to a file that people read.

use std::collections::BTreeMap;

use handrail_assistant::outside::Speech;
use handrail_words::Words;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Spoken(pub Words);

impl Speech for Spoken {
    fn language(&self) -> &str {
        self.0.language().tag()
    }

    fn is_singular(&self, count: u64) -> bool {
        self.0.language().is_singular(count)
    }

    fn say(&self, key: &str, params: &BTreeMap<String, String>) -> Option<String> {
        self.0.has(key).then(|| self.0.text(key, params))
    }
}
