//! What happens to a token once it is there.

use super::Becomes::{NoLine, Program};
use super::{
    ANY, CSHARP, CURL, Finding, POWERSHELL, PYTHON, Pattern, Rule, edited, expressions, has, places, program,
};
use crate::snippets::clinic::script::Script;
use crate::snippets::clinic::{FaultId, ScriptLanguage};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        fault: FaultId::TokenInFile,
        languages: POWERSHELL,
        finds: r"^[^\n]*\b(Out-File|Set-Content|Add-Content|Export-Clixml|Get-Content|WriteAllText)\b[^\n]*(\$(\w+\.)?(access_?|auth_?|bearer_?)?token\b|[\w-]*token\.(txt|json)\b)[^\n]*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenInFile,
        languages: POWERSHELL,
        finds: r"^[^\n]*(\$(\w+\.)?(access_?|auth_?|bearer_?)?token\b|\.access_?token)[^\n]*(\|\s*(Out-File|Set-Content|Add-Content)\b|>{1,2}\s*['\x22]?[\w./\\])[^\n]*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenInFile,
        languages: PYTHON,
        finds: r"\bopen\(\s*[fr]?['\x22][^'\x22\n]*\b[\w-]*token(s)?\.(txt|json|dat|key)['\x22]|\b\w*Path\([^)\n]*token\.(txt|json)[^)\n]*\)|\.write(_text)?\((\w+\[['\x22]access_token['\x22]\]|(access_)?token)\)",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::TokenInFile,
        languages: CSHARP,
        finds: r"\bFile\.(Write|Append)\w+\([^;\n]*\b(access_?)?token\b",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::TokenInFile,
        languages: CURL,
        finds: r"(\s(-o|--output)\s*['\x22]?|>{1,2}\s*['\x22]?)[\w./\\-]*token[\w-]*\.(txt|json|jwt)\b|\bcat\s+['\x22]?[\w./-]*token[\w-]*\.(txt|json|jwt)\b",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::TokenOnClipboard,
        languages: POWERSHELL,
        finds: r"^[^\n]*token[^\n]*\|\s*(clip|clip\.exe|Set-Clipboard|scb)\b[^\n]*|^[^\n]*\bSet-Clipboard\b[^\n]*token[^\n]*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenOnClipboard,
        languages: CURL,
        finds: r"token[^\n]*\|\s*(pbcopy|xclip|xsel|wl-copy|clip|clip\.exe)\b",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::TokenOnClipboard,
        languages: PYTHON,
        finds: r"^[^\n]*\b(pyperclip\.copy|clipboard\.copy)\([^\n]*token[^\n]*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenOnClipboard,
        languages: CSHARP,
        finds: r"\bClipboard\.SetText\([^\n]*token",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::TokenPrinted,
        languages: POWERSHELL,
        finds: r"^[ \t]*(\$(\w+\.)?(access_?|auth_?)?token|\$\w+\.access_?token)[ \t]*\r?$|\bWrite-(Host|Output|Verbose)\b[^\n|]*(\$(access_?|auth_?)?token\b(\s|['\x22]|\r?$)|\$\(?\w+\.access_?token\b)",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenPrinted,
        languages: PYTHON,
        finds: r"^[ \t]*(print|log(ger|ging)?\.\w+)\([^\n]*(\[['\x22]access_token['\x22]\]|\.get\(['\x22]access_token['\x22]\)|(,[ ]*|\{|\+[ ]*)(access_)?token[)},])[^\n]*|^[ \t]*(print|log(ger|ging)?\.\w+)\((access_)?token[),][^\n]*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenPrinted,
        languages: CSHARP,
        finds: r"^[ \t]*Console\.(Error\.)?Write(Line)?\(([^\n]*(,[ ]*|\{|\+[ ]*))?(\(string\)[ ]*)?(\w+\.)*(access_?)?token[)},][^\n]*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenPrinted,
        languages: CURL,
        finds: r"^[ \t]*(echo|printf)\b[^\n|]*(\$\{?(access_?)?token\b|%(access_?)?token%)[^\n|]*\r?$",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TokenOnWebsite,
        languages: ANY,
        finds: r"\bhttps?://(www\.)?jwt\.(ms|io)\b",
        becomes: Program,
    },
];

pub(super) const RULES: &[Rule] = &[printed_answer, written_in, life, claim_names];

expressions! {
    CLAIM = r"(?-i)(?:\[|\.get\(|Type\s*==\s*|FindFirst\(|FindAll\()['\x22](?P<name>Roles|ROLES|TID|Tid|SCP|Scp)['\x22]";
    TOKEN = r"(?-i)\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?";
    REFRESH_TOKEN = r"(?-i)['\x22=][01]\.A[A-Za-z0-9_-]{60,}";
    TOKEN_REQUEST = r"\bcurl(?:\.exe)?\b[^\n|>]*?/oauth2/(?:v2\.0/)?token\b[^\n|>]*";
    KEPT = r"\$\(|`\s*curl|\||\s-o\s|--output|>|\bfor /f\b";
    LIFE = r"^[^\n]*\b\w*(?:expir\w*|token_?(?:age|life\w*|time\w*)|valid_?until)\w*[^\n]*(?:\b36(?:00|0\d)\b|\b359\d\b|AddHours\(1(?:\.0)?\)|AddMinutes\((?:59|60)\)|FromHours\(1\)|hours\s*=\s*1\b|minutes\s*=\s*(?:59|60)\b)[^\n]*";
    MEASURED = r"expires_?in|expiresOn|expires_on";
}

/// curl writes the token to the screen when nobody takes it.
fn printed_answer(script: &Script<'_>) -> Vec<Finding> {
    if script.language != ScriptLanguage::Curl || has(&KEPT, &script.bare) {
        return Vec::new();
    }
    let requests = places(&TOKEN_REQUEST, &script.code).filter_map(|place| place.get(0));
    requests
        .map(|request| program(FaultId::TokenPrinted, request.start()))
        .collect()
}

/// A token that stands in the script.
fn written_in(script: &Script<'_>) -> Vec<Finding> {
    let tokens = places(&TOKEN, script.text).chain(places(&REFRESH_TOKEN, script.text));
    tokens
        .filter_map(|place| Some(program(FaultId::TokenInScript, place.get(0)?.start())))
        .collect()
}

/// The tokens that stand in a text: what must appear in no answer.
pub(super) fn shaped(text: &str) -> Vec<String> {
    let tokens = places(&TOKEN, text).chain(places(&REFRESH_TOKEN, text));
    tokens
        .map(|place| place[0].trim_start_matches(['\'', '"', '=']).to_owned())
        .collect()
}

/// A life written down instead of read from the answer.
fn life(script: &Script<'_>) -> Vec<Finding> {
    places(&LIFE, &script.code)
        .filter(|place| !has(&MEASURED, &place[0]))
        .filter_map(|place| Some(program(FaultId::TokenLife, place.get(0)?.start())))
        .collect()
}

/// Claims are looked up with their case.
fn claim_names(script: &Script<'_>) -> Vec<Finding> {
    let names = places(&CLAIM, &script.code).filter_map(|place| place.name("name"));
    names
        .map(|name| edited(FaultId::ClaimName, name.range(), name.as_str().to_lowercase()))
        .collect()
}
