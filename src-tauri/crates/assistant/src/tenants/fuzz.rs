//! Lists of customers, addresses that people paste, and what is kept of a sweep.

use super::sweep::fuzz as sweep;
use super::{CustomerList, PastedCallback, Roster};
use crate::fuzz::{Target, told};

pub(crate) const TARGETS: &[Target] = &[
    ("customer-list", customer_list),
    ("pasted-callback", pasted_callback),
    ("roster", roster),
    ("sweep-page-log", sweep::page_log),
    ("sweep-journal", sweep::journal),
];

/// Every line has a number that there is, and a text of one line that can be shown.
fn customer_list(data: &[u8]) {
    let list = match CustomerList::decode(data) {
        Ok(list) => list,
        Err(report) => return drop(told(&report, data)),
    };
    // A carriage return ends a line, too; in UTF-16 each is two bytes.
    let ends = data.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for listed in list.lines() {
        assert!(listed.line as usize <= ends + 1, "{listed:?}");
        assert!(!listed.text.contains(char::is_control), "{listed:?}");
        assert!(listed.text.chars().count() <= 201, "{listed:?}");
        assert!(listed.name.is_none_or(|name| !name.contains(char::is_control)));
    }
}

/// An address that answers a link holds its state.
fn pasted_callback(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(pasted) = PastedCallback::parse(&text) {
        assert!(!pasted.answers(""));
        assert!(!pasted.answers("a state that no address holds, as it has blanks"));
        if let Some(refused) = &pasted.refused {
            told(&crate::diagnosis::from_entra(&refused.as_error(), None), data);
        }
    }
}

/// What is read is written as it was read.
fn roster(data: &[u8]) {
    let Ok(roster) = serde_json::from_slice::<Roster>(data) else {
        return;
    };
    let written = serde_json::to_vec(&roster).unwrap_or_default();
    let again = serde_json::from_slice::<Roster>(&written);
    assert!(again.is_ok_and(|again| again == roster));
}
