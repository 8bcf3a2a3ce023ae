//! The script clinic: known faults of scripts for the Defender APIs, and the same scripts without them.
//!
//! Pure functions over text. A page with scripts between its fences is looked at script by script, and so is the text
//! around them. No secret and no token that stands in a script appears in the answer.

mod edit;
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod language;
mod lexer;
mod page;
mod program;
mod purpose;
mod read;
mod rules;
mod script;
mod treatment;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use self::fault::FaultId;
pub use self::language::ScriptLanguage;
pub use self::read::{MAX_SCRIPT, NotAScript};
use self::treatment::{Treatment, prose, script};

/// What the clinic says about a text.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClinicReport {
    /// The language of the script; of a page, that of its longest script.
    pub language: ScriptLanguage,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<Fault>,
    /// What was handed in, with nothing secret in it: the lines of the faults are those of this text.
    pub shown: String,
    /// The whole text without the faults.
    pub corrected: String,
    /// Each script of a page by itself, ready to be run; of a script alone, only that one.
    pub scripts: Vec<CorrectedScript>,
    /// What a person still has to fill in.
    pub placeholders: Vec<Placeholder>,
}

impl ClinicReport {
    /// Takes these secrets out of every text.
    fn forget(&mut self, secrets: &[String]) {
        let scripts = self.scripts.iter_mut().map(|script| &mut script.corrected);
        for text in scripts.chain([&mut self.shown, &mut self.corrected]) {
            *text = treatment::without(text, secrets);
        }
    }
}

/// A fault of a script or of the text around it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize, Type)]
pub struct Fault {
    /// Its line in what was handed in, from 1.
    pub line: u32,
    /// Which one it is.
    pub id: FaultId,
}

/// A script without its faults.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, Type)]
pub struct CorrectedScript {
    /// Its language.
    pub language: ScriptLanguage,
    /// Its first line in what was handed in, from 1.
    pub line: u32,
    /// The script.
    pub corrected: String,
}

/// A blank to fill in.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, Type)]
pub struct Placeholder {
    /// Its line in the corrected text, from 1.
    pub line: u32,
    /// What stands there.
    pub text: String,
}

/// Examines what a file, standard input or the window holds. Its length and its encoding are judged here, for all three.
///
/// # Errors
///
/// What is empty, longer than [`MAX_SCRIPT`], or no text.
pub fn examine_bytes(bytes: &[u8]) -> Result<ClinicReport, NotAScript> {
    read::read(bytes).map(|text| examine(&text))
}

/// Examines a script, or a page with scripts in it.
pub fn examine(text: &str) -> ClinicReport {
    let blocks = page::blocks(text);
    let mut report = if blocks.is_empty() {
        alone(text)
    } else {
        page_of(text, &blocks)
    };
    report.faults.sort_unstable();
    report.faults.dedup();
    report.forget(&rules::unmistakable(text));
    report.placeholders = treatment::placeholders(&report.corrected);
    report
}

/// A script without a page around it, or a page without a script.
fn alone(text: &str) -> ClinicReport {
    let treated = script(text, rules::tells_of_the_flag(text)).unwrap_or_else(|| prose(text, &[]));
    let mut report = ClinicReport {
        language: treated.language,
        faults: treated.faults(0),
        shown: treatment::without(text, &treated.secrets),
        corrected: treated.corrected,
        ..ClinicReport::default()
    };
    if report.language != ScriptLanguage::Text {
        report.scripts.push(CorrectedScript {
            language: report.language,
            line: 1,
            corrected: report.corrected.clone(),
        });
    }
    report
}

fn page_of(text: &str, blocks: &[page::Block]) -> ClinicReport {
    let flag = rules::tells_of_the_flag(text);
    let treated: Vec<(&page::Block, Treatment)> = blocks
        .iter()
        .filter_map(|block| Some((block, script(&block.text(text), flag)?)))
        .collect();
    let replaced = treated
        .iter()
        .map(|(block, script)| edit::Edit {
            range: block.range.clone(),
            text: block.indented(&script.corrected),
        })
        .collect::<Vec<_>>();
    let around = prose(text, &replaced);
    let longest = treated.iter().max_by_key(|(block, _)| block.range.len());
    let mut faults = around.faults(0);
    faults.extend(
        treated
            .iter()
            .flat_map(|(block, script)| script.faults(block.line)),
    );
    let secrets: Vec<String> = treated
        .iter()
        .flat_map(|(_, script)| script.secrets.iter().cloned())
        .collect();
    ClinicReport {
        language: longest.map_or(ScriptLanguage::Text, |(_, script)| script.language),
        faults,
        shown: treatment::without(text, &secrets),
        corrected: around.corrected,
        scripts: treated
            .into_iter()
            .map(|(block, script)| corrected(block, script))
            .collect(),
        placeholders: Vec::new(),
    }
}

fn corrected(block: &page::Block, script: Treatment) -> CorrectedScript {
    CorrectedScript {
        language: script.language,
        line: line_number(block.line),
        corrected: script.corrected,
    }
}

/// The number that people give a line.
fn line_number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_has_the_lines_of_the_script_and_none_of_its_secrets() {
        let secret = "abc8Q~0123456789abcdefghijklmnopqrstuvwx";
        let script = format!("$clientSecret = '{secret}'\nInvoke-RestMethod -Uri $url -Headers $headers\n");
        for text in [
            script.clone(),
            format!("Run this:\n\n```powershell\n{script}```\n"),
        ] {
            let report = examine(&text);
            assert!(report.shown.contains("Invoke-RestMethod"), "{}", report.shown);
            assert!(!report.shown.contains(secret), "{}", report.shown);
            assert_eq!(report.shown.lines().count(), text.lines().count());
        }
    }

    #[test]
    fn a_private_key_is_shown_nowhere() {
        let lines = [
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
            "BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
        ];
        let key = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
            lines.join("\n")
        );
        for text in [
            key.clone(),
            format!("import jwt\nkey = \"\"\"{key}\"\"\"\n"),
            format!("import jwt\nkey = \"{}\"\n", key.replace('\n', "\\n")),
        ] {
            let answer = serde_json::to_string(&examine(&text)).unwrap();
            assert!(!lines.iter().any(|line| answer.contains(line)), "{answer}");
        }
    }
}
