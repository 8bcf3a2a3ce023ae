//! Which language a script is written in, told by what only that language has.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The languages that the clinic reads.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum ScriptLanguage {
    /// Windows PowerShell and PowerShell 7.
    Powershell,
    /// curl in any shell: bash, zsh, cmd.
    Curl,
    /// Python 3.
    Python,
    /// C#.
    Csharp,
    /// No script: prose, or nothing known.
    #[default]
    Text,
}

/// Each line of evidence counts once for the language, however often it occurs.
const POWERSHELL: &[&str] = &[
    r"(?m)^\s*\$[A-Za-z_][\w:]*\s*=",
    r"(?i)\b(Invoke-RestMethod|Invoke-WebRequest)\b",
    r"(?i)\b(Get|Set|New|Out|Write|Import|Install|ConvertTo|ConvertFrom|Select|Where|ForEach|Connect|Start|Add)-[A-Z][A-Za-z]+\b",
    r"(?im)^\s*(param\s*\(|function\s+[\w-]+\s*\{)",
    r"@\{|\[(string|int|System\.[\w.]+)\]",
    r"\$env:\w+",
];
const CURL: &[&str] = &[
    r"(?m)^[^#'\n]*\bcurl(\.exe)?\s+(-|https?:|['\x{2013}\x{2014}\x{201c}\x{2018}\x22$\\^])",
    r"(?m)^#!.*\b(ba|z|da)?sh\b",
    r"(?m)^\s*(export\s+)?[A-Za-z_]\w*=(\$\(|\x22|'|\$\{)",
    r"(?im)^\s*(set\s+[A-Z_]\w*=|@echo off|setlocal)",
    r"\s--?(data(-urlencode|-raw)?|header|request)\s",
];
const PYTHON: &[&str] = &[
    r"(?m)^\s*(import\s+[a-z_][\w.]*(\s+as\s+\w+)?\s*(,\s*[a-z_][\w.]*\s*)*(#.*)?\r?$|from\s+[\w.]+\s+import\s)",
    r"(?m)^\s*def\s+\w+\(.*\).*:",
    r"\brequests\.(get|post|request|Session)\(",
    r"\burllib\.request\b",
    r"(?m)^\s*(if|for|while|with|try|else|elif|except)\b.*:\s*(#.*)?\r?$",
    r"(?m)^\s*print\(",
    r"(?m)^[a-z_]\w*\s*=\s*(f?['\x22{\[]|\w+\.\w+\()",
];
const CSHARP: &[&str] = &[
    r"(?m)^\s*using\s+[A-Z][\w.]*;",
    r"(?m)^\s*(namespace\s+[\w.]+|(public|private|internal)\s+(static|class|async|const)\b)",
    r"(?m)^\s*(var|string|const\s+string|static\s+readonly\s+string)\s+\w+\s*=.*",
    r"\bnew\s+(HttpClient|HttpRequestMessage|AuthenticationContext|ClientCredential|FormUrlEncodedContent)\b",
    r"(?m);\s*(//.*)?\r?$",
    r"\bawait\s+\w|\.GetAwaiter\(\)|Console\.Write",
];

static EVIDENCE: LazyLock<[(ScriptLanguage, Option<RegexSet>); 4]> = LazyLock::new(|| {
    [
        (ScriptLanguage::Powershell, RegexSet::new(POWERSHELL).ok()),
        (ScriptLanguage::Csharp, RegexSet::new(CSHARP).ok()),
        (ScriptLanguage::Python, RegexSet::new(PYTHON).ok()),
        (ScriptLanguage::Curl, RegexSet::new(CURL).ok()),
    ]
});

/// Requests as they are written for an editor that sends them: no language, whatever their bodies look like.
static REQUESTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^(GET|POST|PUT|PATCH|DELETE) (https?://|\{\{)\S").ok());

/// The language with most evidence for it; `Text` where there is none.
pub(crate) fn detect(text: &str) -> ScriptLanguage {
    if REQUESTS.as_ref().is_some_and(|requests| requests.is_match(text)) {
        return ScriptLanguage::Text;
    }
    let counted = EVIDENCE.iter().map(|(language, evidence)| {
        let seen = evidence
            .as_ref()
            .map_or(0, |set| set.matches(text).iter().count());
        (seen, *language)
    });
    // The first of equals wins: PowerShell's evidence is the least ambiguous.
    counted
        .fold((0, ScriptLanguage::Text), |best, next| {
            if next.0 > best.0 { next } else { best }
        })
        .1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_evidence_can_be_looked_for() {
        for (language, evidence) in EVIDENCE.iter() {
            assert!(evidence.is_some(), "{language:?}");
        }
    }

    #[test]
    fn a_language_is_told_by_its_own_marks() {
        let told = [
            (
                "$token = ./Get-Token.ps1\nInvoke-RestMethod -Uri $url",
                ScriptLanguage::Powershell,
            ),
            (
                "curl -X POST https://login.microsoftonline.com/x",
                ScriptLanguage::Curl,
            ),
            (
                "set CLIENT_ID=x\r\ncurl -d \"a=%CLIENT_ID%\" https://x",
                ScriptLanguage::Curl,
            ),
            ("TOKEN=$(curl -s https://x)\n", ScriptLanguage::Curl),
            (
                "import requests\nr = requests.get(url)\nprint(r.json())",
                ScriptLanguage::Python,
            ),
            (
                "var a = new HttpClient();\nawait a.SendAsync(b);",
                ScriptLanguage::Csharp,
            ),
            (
                "using Microsoft.IdentityModel.Clients.ActiveDirectory;",
                ScriptLanguage::Csharp,
            ),
            (
                "AADSTS700016: Application with identifier was not found.",
                ScriptLanguage::Text,
            ),
            (
                "Open the portal, select the app and copy its ID.",
                ScriptLanguage::Text,
            ),
            (
                "POST https://login.microsoftonline.com/x/oauth2/v2.0/token\n\nclient_id={{client}}",
                ScriptLanguage::Text,
            ),
            ("", ScriptLanguage::Text),
        ];
        for (text, language) in told {
            assert_eq!(detect(text), language, "{text}");
        }
    }
}
