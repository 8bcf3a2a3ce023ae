//! From the faults of a text to the text without them.

use std::cmp::Reverse;
use std::sync::LazyLock;

use regex::Regex;

use super::edit::{Edit, apply};
use super::fault::FaultId;
use super::language::{self, ScriptLanguage};
use super::program;
use super::rules::{self, Finding, Mend};
use super::script::Script;
use super::{Fault, Placeholder, line_number};

/// A text that was looked at.
#[derive(Clone, Debug)]
pub(crate) struct Treatment {
    pub(crate) language: ScriptLanguage,
    /// Faults and the lines they are on, from 0.
    found: Vec<(FaultId, usize)>,
    pub(crate) corrected: String,
    /// What must be in no answer.
    pub(crate) secrets: Vec<String>,
}

impl Treatment {
    /// The faults, with the lines counted from this one of the whole text.
    pub(crate) fn faults(&self, first_line: usize) -> Vec<Fault> {
        let faults = self.found.iter().map(|(id, line)| Fault {
            line: line_number(first_line + line),
            id: *id,
        });
        faults.collect()
    }
}

/// How often edits may uncover what is to be edited next.
const ROUNDS: usize = 5;

/// Treats a script that stands on a page which tells how public client flows are switched on, or does not; `None` where
/// the text is none.
pub(crate) fn script(text: &str, flag_on_page: bool) -> Option<Treatment> {
    let (cleaned, mut found) = rules::cleaned(text);
    let language = language::detect(&cleaned);
    if language == ScriptLanguage::Text {
        return None;
    }
    let script = Script::new(&cleaned, language).on_page(flag_on_page);
    let findings = rules::of_script(&script);
    found.extend(on_lines(&cleaned, &findings));
    let mut secrets = rules::secrets_in(&script);
    if cleaned != text {
        // As it was handed in a secret may be written another way.
        secrets.extend(rules::secrets_in(&Script::new(text, language)));
    }
    let corrected = corrected(&script, findings, &secrets);
    Some(Treatment {
        language,
        found,
        corrected,
        secrets,
    })
}

/// Treats the text around scripts, in which these stretches are replaced.
pub(crate) fn prose(text: &str, scripts: &[Edit]) -> Treatment {
    let inside = |at: usize| scripts.iter().any(|script| script.range.contains(&at));
    let findings: Vec<Finding> = rules::of_prose(text)
        .into_iter()
        .filter(|finding| !inside(finding.at))
        .collect();
    let found = on_lines(text, &findings);
    let mut edits = edits(&findings);
    edits.extend_from_slice(scripts);
    Treatment {
        language: ScriptLanguage::Text,
        found,
        corrected: apply(text, edits),
        secrets: Vec::new(),
    }
}

fn on_lines(text: &str, findings: &[Finding]) -> Vec<(FaultId, usize)> {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    findings
        .iter()
        .map(|finding| (finding.fault, breaks.partition_point(|at| *at < finding.at)))
        .collect()
}

fn edits(findings: &[Finding]) -> Vec<Edit> {
    let edits = findings.iter().filter_map(|finding| match &finding.mend {
        Mend::Edits(edits) => Some(edits.clone()),
        Mend::Program => None,
    });
    edits.flatten().collect()
}

/// Remarks that tell people to do what was mended: to write the secret down, to look for the token's file.
static STALE: LazyLock<[(FaultId, Option<Regex>); 2]> = LazyLock::new(|| {
    let secret = r"(?im)^[ \t]*(?:#|//|REM\b)[^\n]*\bpaste\b[^\n]*\bsecret\b[^\n]*\n|(?-m:(?:#+|//)[ \t]*[^\n#]*\bpaste\b[^\n]*\b(?:secret|key)\b[^\n\r]*)";
    let file = r"(?im)^[ \t]*(?:#|//|REM\b)[^\n]*\btoken\b[^\n]*\b(?:save|file)\b[^\n]*\n|^[ \t]*(?:#|//|REM\b)[^\n]*\bsave\b[^\n]*\btoken\.txt\b[^\n]*\n";
    [
        (FaultId::SecretInScript, Regex::new(secret).ok()),
        (FaultId::TokenInFile, Regex::new(file).ok()),
    ]
});

/// Takes away the remarks that a mended fault has made untrue.
fn without_stale_remarks(text: String, findings: &[Finding]) -> String {
    let mended = |fault| findings.iter().any(|finding| finding.fault == fault);
    STALE
        .iter()
        .filter(|(fault, _)| mended(*fault))
        .fold(text, |text, (_, stale)| match stale {
            Some(stale) => stale.replace_all(&text, "").into_owned(),
            None => text,
        })
}

/// The script without its faults: edited where that is enough, and another program for the same task where not. What is
/// no task that is known keeps the faults that only another program would not have.
fn corrected(script: &Script<'_>, mut findings: Vec<Finding>, secrets: &[String]) -> String {
    let mut text = script.text.to_owned();
    let first = findings.clone();
    for _ in 0..ROUNDS {
        let edits = edits(&findings);
        if edits.is_empty() {
            break;
        }
        text = apply(&text, edits);
        findings = rules::of_script(&Script::new(&text, script.language).on_page(script.flag_on_page));
    }
    if !findings.is_empty() {
        text = program::instead_of(script).unwrap_or(text);
    }
    let text = without_stale_remarks(text, &first);
    without(&text, secrets)
}

/// The text with none of these secrets in it. Longer ones go first: one may be part of another.
pub(crate) fn without(text: &str, secrets: &[String]) -> String {
    let mut secrets: Vec<&String> = secrets.iter().collect();
    secrets.sort_by_key(|secret| (Reverse(secret.len()), *secret));
    // One that stands in many places is looked for once, so that a long script takes no square of its length.
    secrets.dedup();
    secrets
        .into_iter()
        .fold(text.to_owned(), |text, secret| text.replace(secret, "REMOVED"))
}

static BLANK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\byour[-_][a-z][\w-]*|[<{]\s*(?:your[-_ ])?(?:tenant|client|application|app|redirect|user)[-_ ](?:id|uri|name|domain)\s*[>}]|\b(?:tenant|client|app|application)_?id\w*[ \t]*=[ \t]*(?:\x27\x27|\x22\x22)|\b(?:0{8}-0{4}|1{8}-1{4}|2{8}-2{4}|x{8}-x{4})-[0-9x-]+",
    )
    .ok()
});

/// What a person still has to fill in.
pub(crate) fn placeholders(text: &str) -> Vec<Placeholder> {
    let Some(blank) = BLANK.as_ref() else {
        return Vec::new();
    };
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            blank
                .find_iter(line)
                .map(move |found| (index, found.as_str().to_owned()))
        })
        .map(|(index, text)| Placeholder {
            line: line_number(index),
            text,
        })
        .collect()
}
