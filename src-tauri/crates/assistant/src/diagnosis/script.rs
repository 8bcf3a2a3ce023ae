//! Is it a script? The clinic reads it; here only what makes every script fail is looked for.

use super::clues::Clues;
use super::decision::Decision;
use super::pattern::{Pattern, compiled};
use super::request;
use super::view::Recognised;
use crate::error::ErrorCode;

/// Lines that only a program has.
static SIGNS: Pattern = Pattern::new(|| {
    compiled(
        r"(?im)^\s*(?:PS [^>]*>\s*)?\$\w+\s*=|^\s*curl(?:\.exe)?\s|\bInvoke-(?:RestMethod|WebRequest)\s+-|^\s*(?:import \w+|from \w[\w.]* import )|^\s*using [A-Z]\w*(?:\.\w+)*;|\bdef \w+\(|\bvar \w+ = new |\bnew HttpClient\(|\bConfidentialClientApplicationBuilder\b|^\s*const \w+ = (?:require|await)|\brequests\.(?:get|post)\(|^\s*#!/",
    )
});

/// A script, with what its addresses and values already show.
pub(super) fn decide(clues: &Clues) -> Option<(Recognised, Option<Decision>)> {
    if !SIGNS.is_match(&clues.text) {
        return None;
    }
    let pasted = || Decision::of(ErrorCode::ScriptPasted).unsure();
    Some((
        Recognised::Script,
        Some(request::decide(clues).unwrap_or_else(pasted)),
    ))
}
