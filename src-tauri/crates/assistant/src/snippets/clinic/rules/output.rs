//! What comes out: headers, bodies, files.

use super::Becomes::Text;
use super::{CURL, Finding, POWERSHELL, Pattern, Rule, edited, expressions, places, program};
use crate::snippets::clinic::script::Script;
use crate::snippets::clinic::{FaultId, ScriptLanguage};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        fault: FaultId::HeadersInOutput,
        languages: CURL,
        finds: r"\bcurl(\.exe)?\b[^\n|]*?(?P<cut>[ \t]+(?P<at>-i|--include))([ \t]|\r?$)",
        becomes: Text(""),
    },
    Pattern {
        fault: FaultId::HeadersInOutput,
        languages: CURL,
        finds: r"\bcurl(\.exe)?\b[^\n|]*?[ \t](?P<at>(?P<cut>-([sSLv]*i[sSLv]+|[sSLv]+i[sSLv]*)))[ \t]",
        becomes: Text("-sS"),
    },
    Pattern {
        fault: FaultId::BodyDiscarded,
        languages: CURL,
        finds: r"\bcurl(\.exe)?\b[^\n|]*?[ \t](?P<at>(?P<cut>-f|--fail))([ \t]|\r?$)",
        becomes: Text("--fail-with-body"),
    },
    Pattern {
        fault: FaultId::JsonSingle,
        languages: POWERSHELL,
        finds: r"(?P<rows>\$(incidents?|alerts?|machines?|rows|results?|all\w*|items|data))[ \t]*\|[ \t]*ConvertTo-Json\b",
        becomes: Text("ConvertTo-Json -InputObject @(${rows})"),
    },
];

pub(super) const RULES: &[Rule] = &[file_encoding, json, body_discarded];

expressions! {
    OUT_FILE = r"\bOut-File\b[^\n|;]*";
    TO_JSON = r"\bConvertTo-Json\b[^\n|;]*";
    VALUES_PIPED = r"\.value[ \t]*\|[ \t]*ConvertTo-Json\b";
    ROWS = r"(?:\.value|\$(?:incidents?|alerts?|machines?|rows|results?|response|all\w*|items|data))\b[^\n]*\bConvertTo-Json\b|\bConvertTo-Json\b[^\n]*@\(";
    ENSURE = r"\.EnsureSuccessStatusCode\(\)";
    READ = r"\.ReadAs(?:String|Stream)Async\(|ReadFromJsonAsync";
}

/// Windows PowerShell writes UTF-16 unless told otherwise.
fn file_encoding(script: &Script<'_>) -> Vec<Finding> {
    if script.language != ScriptLanguage::Powershell {
        return Vec::new();
    }
    places(&OUT_FILE, &script.code)
        .filter_map(|place| place.get(0))
        .filter(|place| !place.as_str().to_lowercase().contains("-enc"))
        .map(|place| {
            let end = place.start() + "Out-File".len();
            Finding {
                at: place.start(),
                ..edited(FaultId::FileEncoding, end..end, " -Encoding utf8")
            }
        })
        .collect()
}

/// Rows as JSON: all of their depth, and a list even of one.
fn json(script: &Script<'_>) -> Vec<Finding> {
    if script.language != ScriptLanguage::Powershell {
        return Vec::new();
    }
    let shallow = places(&TO_JSON, &script.code).filter_map(|place| {
        let whole = place.get(0)?;
        let line = &script.code[script.line_around(whole.start())];
        let of_rows = super::has(&ROWS, line) && !whole.as_str().to_lowercase().contains("-depth");
        let end = whole.start() + "ConvertTo-Json".len();
        of_rows.then(|| Finding {
            at: whole.start(),
            ..edited(FaultId::JsonDepth, end..end, " -Depth 99")
        })
    });
    let single = places(&VALUES_PIPED, &script.code)
        .filter_map(|place| Some(program(FaultId::JsonSingle, place.get(0)?.start())));
    shallow.chain(single).collect()
}

/// The body says what is wrong, and is gone once the status has thrown.
fn body_discarded(script: &Script<'_>) -> Vec<Finding> {
    if script.language != ScriptLanguage::Csharp {
        return Vec::new();
    }
    let read = places(&READ, &script.code)
        .filter_map(|place| place.get(0))
        .map(|read| read.start())
        .min();
    places(&ENSURE, &script.code)
        .filter_map(|place| place.get(0))
        .filter(|ensure| read.is_none_or(|read| ensure.start() < read))
        .map(|ensure| program(FaultId::BodyDiscarded, ensure.start()))
        .collect()
}
