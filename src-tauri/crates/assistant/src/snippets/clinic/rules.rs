//! The rules: each finds one fault, and says what becomes of it.

mod library;
mod output;
mod paste;
mod prose;
mod reading;
mod registration;
mod request;
mod secrets;
mod tokens;

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexBuilder};

use super::ScriptLanguage;
use super::edit::Edit;
use super::fault::FaultId;
use super::script::Script;

pub(crate) use self::paste::cleaned;
pub(crate) use self::registration::tells_of_the_flag;

/// A fault in its place.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) fault: FaultId,
    pub(crate) at: usize,
    pub(crate) mend: Mend,
}

/// How a fault goes away.
#[derive(Clone, Debug)]
pub(crate) enum Mend {
    /// By changing these places.
    Edits(Vec<Edit>),
    /// By another program for the same task: the fault is in how the script is built.
    Program,
}

/// What becomes of the text that a pattern found.
#[derive(Clone, Copy, Debug)]
enum Becomes {
    /// This text, with the pattern's groups in it; in place of the group `cut` where there is one.
    Text(&'static str),
    /// Nothing, and its line neither.
    NoLine,
    /// Another program.
    Program,
}

/// A fault that shows in the text alone.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    fault: FaultId,
    languages: &'static [ScriptLanguage],
    finds: &'static str,
    becomes: Becomes,
}

/// Every language with code in it.
const ANY: &[ScriptLanguage] = &[
    ScriptLanguage::Powershell,
    ScriptLanguage::Curl,
    ScriptLanguage::Python,
    ScriptLanguage::Csharp,
];
const POWERSHELL: &[ScriptLanguage] = &[ScriptLanguage::Powershell];
const CURL: &[ScriptLanguage] = &[ScriptLanguage::Curl];
const PYTHON: &[ScriptLanguage] = &[ScriptLanguage::Python];
const CSHARP: &[ScriptLanguage] = &[ScriptLanguage::Csharp];

/// The places of the signs of one fault.
type Rule = fn(&Script<'_>) -> Vec<Finding>;

const RULES: &[&[Rule]] = &[
    library::RULES,
    secrets::RULES,
    tokens::RULES,
    request::RULES,
    reading::RULES,
    output::RULES,
    registration::RULES,
];

/// The patterns of every room that looks at a script.
const ROOMS: [&[Pattern]; 6] = [
    library::PATTERNS,
    secrets::PATTERNS,
    tokens::PATTERNS,
    request::PATTERNS,
    reading::PATTERNS,
    output::PATTERNS,
];

static PATTERNS: LazyLock<Vec<(Pattern, Regex)>> = LazyLock::new(|| compiled(ROOMS.into_iter().flatten()));

static PROSE: LazyLock<Vec<(Pattern, Regex)>> = LazyLock::new(|| compiled(prose::PATTERNS.iter()));

fn compiled<'a>(patterns: impl Iterator<Item = &'a Pattern>) -> Vec<(Pattern, Regex)> {
    patterns
        .filter_map(|pattern| Some((*pattern, regex(pattern.finds)?)))
        .collect()
}

/// As every pattern here is read: in any case, line by line.
pub(crate) fn regex(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .multi_line(true)
        .build()
        .ok()
}

/// Declares patterns that are compiled once; `None` would be one that cannot be, which a test rules out.
macro_rules! expressions {
    ($($name:ident = $pattern:expr;)+) => {
        $(static $name: std::sync::LazyLock<Option<regex::Regex>> =
            std::sync::LazyLock::new(|| crate::snippets::clinic::rules::regex($pattern));)+
        #[cfg(test)]
        #[test]
        fn every_expression_can_be_looked_for() {
            $(assert!($name.is_some(), stringify!($name));)+
        }
    };
}
pub(crate) use expressions;

/// Does this text have a place that fits?
pub(crate) fn has(regex: &LazyLock<Option<Regex>>, text: &str) -> bool {
    regex.as_ref().is_some_and(|regex| regex.is_match(text))
}

/// Every place of a text that fits.
pub(crate) fn places<'t>(
    regex: &'static LazyLock<Option<Regex>>,
    text: &'t str,
) -> impl Iterator<Item = Captures<'t>> {
    regex
        .as_ref()
        .into_iter()
        .flat_map(|regex| regex.captures_iter(text))
}

/// Every fault of a script, in the order of its lines.
pub(crate) fn of_script(script: &Script<'_>) -> Vec<Finding> {
    let applies = |pattern: &Pattern| pattern.languages.contains(&script.language);
    let mut found = matches(&PATTERNS, &script.code, script, applies);
    if script.language != ScriptLanguage::Text {
        for rule in RULES.iter().copied().flatten() {
            found.extend(rule(script));
        }
    }
    in_order(found)
}

/// The secrets and tokens that stand in a script: what must appear in no answer.
pub(crate) fn secrets_in(script: &Script<'_>) -> Vec<String> {
    let mut found = secrets::known(script);
    found.extend(tokens::shaped(script.text));
    found
}

/// What is a secret or a token by its looks alone, wherever it stands.
pub(crate) fn unmistakable(text: &str) -> Vec<String> {
    let mut found = secrets::shaped(text);
    found.extend(tokens::shaped(text));
    found
}

/// Every fault of the text around scripts.
pub(crate) fn of_prose(text: &str) -> Vec<Finding> {
    let script = Script::new(text, ScriptLanguage::Text);
    in_order(matches(&PROSE, text, &script, |_| true))
}

fn matches(
    patterns: &[(Pattern, Regex)],
    text: &str,
    script: &Script<'_>,
    applies: impl Fn(&Pattern) -> bool,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (pattern, regex) in patterns.iter().filter(|(pattern, _)| applies(pattern)) {
        found.extend(regex.captures_iter(text).filter_map(|captures| {
            let whole = captures.get(0)?;
            let mend = match pattern.becomes {
                Becomes::Program => Mend::Program,
                Becomes::NoLine => Mend::Edits(vec![Edit {
                    range: script.line_around(whole.start()),
                    text: String::new(),
                }]),
                Becomes::Text(template) => {
                    let mut text = String::new();
                    captures.expand(template, &mut text);
                    let place = captures.name("cut").unwrap_or(whole);
                    Mend::Edits(vec![Edit {
                        range: place.range(),
                        text,
                    }])
                }
            };
            Some(Finding {
                fault: pattern.fault,
                at: sign(&captures),
                mend,
            })
        }));
    }
    found
}

/// Where a match shows: its group `at`, or the first character of it that is not blank.
fn sign(captures: &Captures<'_>) -> usize {
    let whole = captures.get(0).map_or(0..0, |whole| whole.range());
    captures.name("at").map_or_else(
        || {
            let text = captures.get(0).map_or("", |whole| whole.as_str());
            whole.start + (text.len() - text.trim_start().len())
        },
        |at| at.start(),
    )
}

fn in_order(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by_key(|finding| (finding.at, finding.fault));
    found
}

/// A finding that only another program mends.
fn program(fault: FaultId, at: usize) -> Finding {
    Finding {
        fault,
        at,
        mend: Mend::Program,
    }
}

/// A finding that one changed place mends.
fn edited(fault: FaultId, range: std::ops::Range<usize>, text: impl Into<String>) -> Finding {
    Finding {
        fault,
        at: range.start,
        mend: Mend::Edits(vec![Edit {
            range,
            text: text.into(),
        }]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_can_be_looked_for() {
        for pattern in ROOMS.into_iter().flatten().chain(prose::PATTERNS) {
            assert!(regex(pattern.finds).is_some(), "{}", pattern.finds);
        }
    }
}
