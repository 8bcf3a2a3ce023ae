//! Secrets, and the connection that they travel on.

use std::collections::HashSet;

use super::Becomes::{NoLine, Program, Text};
use super::{
    ANY, CSHARP, CURL, Finding, POWERSHELL, PYTHON, Pattern, Rule, edited, expressions, places, program,
};
use crate::snippets::clinic::script::Script;
use crate::snippets::clinic::{FaultId, ScriptLanguage};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        fault: FaultId::TlsOff,
        languages: PYTHON,
        finds: r"(?P<before>,?\s*)(?P<at>verify\s*=\s*False)\b",
        becomes: Text(""),
    },
    Pattern {
        fault: FaultId::TlsOff,
        languages: PYTHON,
        finds: r"\bssl\._create_unverified_context\b",
        becomes: Text("ssl.create_default_context"),
    },
    Pattern {
        fault: FaultId::TlsOff,
        languages: PYTHON,
        finds: r"\bssl\._create_default_https_context\s*=.*|\bcheck_hostname\s*=\s*False|\bverify_mode\s*=\s*ssl\.CERT_NONE",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TlsOff,
        languages: POWERSHELL,
        finds: r"[ \t]+-SkipCertificateCheck\b(:\$true)?",
        becomes: Text(""),
    },
    Pattern {
        fault: FaultId::TlsOff,
        languages: POWERSHELL,
        finds: r"ServerCertificateValidationCallback\s*=.*|CertificatePolicy\s*=.*",
        becomes: NoLine,
    },
    Pattern {
        fault: FaultId::TlsOff,
        languages: CSHARP,
        finds: r"ServerCertificate(Custom)?ValidationCallback\s*\+?=|DangerousAcceptAnyServerCertificateValidator",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::PlainHttp,
        languages: ANY,
        finds: r"\bhttp://(?P<host>(login\.(microsoftonline|windows|microsoft)|([\w-]+\.)?api(-\w+)?\.security(center)?|graph)\.[\w.]+)",
        becomes: Text("https://${host}"),
    },
    Pattern {
        fault: FaultId::SecretOnCommandLine,
        languages: CURL,
        finds: r"\b(client_secret|password|client_assertion|refresh_token)=[^@<\s'\x22&]",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::SecretOnCommandLine,
        languages: CURL,
        finds: r"\s(-u|--user)\s+\S+:\S+",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::SecretOnCommandLine,
        languages: ANY,
        finds: r"\b(client_?|app_?)?(secret|password)\s*=\s*['\x22]?(sys\.argv|\$args\b|\$\{?[1-9]\b|%[1-9]\b|args\[)",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::PercentExpansion,
        languages: CURL,
        finds: r"\bcurl\b[^\n]*?(?P<at>(?-i:%[A-Za-z][A-Za-z_0-9]{3,}%))",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::ValuesNotEncoded,
        languages: CURL,
        finds: r"\s(-d|--data(-raw|-ascii|-binary)?)([\s=]+['\x22]?|['\x22])[^'\x22\n]*?\b(?P<at>client_secret|username|password)=",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::ValuesNotEncoded,
        languages: CSHARP,
        finds: r"\$@?\x22[^\x22\n]*\b(grant_type|client_id|client_secret|username|password)=[^\x22\n]*\{",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::ValuesNotEncoded,
        languages: PYTHON,
        finds: r"\bf(\x22[^\x22\n]*|'[^'\n]*)\b(client_id|client_secret|username|password)=\{",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::ValuesNotEncoded,
        languages: POWERSHELL,
        finds: r"(\x22[^\x22\n]*\b|&)(client_secret|username|password)=\$",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::ValuesNotEncoded,
        languages: &[
            ScriptLanguage::Python,
            ScriptLanguage::Csharp,
            ScriptLanguage::Powershell,
        ],
        finds: r"[&\x22'](client_secret|username|password)=['\x22]\s*(\+|%)",
        becomes: Program,
    },
];

pub(super) const RULES: &[Rule] = &[written_in, insecure_flag];

expressions! {
    ASSIGNED = r"(?P<name>\b(?:client_?|app_?|application_?)?(?:secret|password|passwd|app_?key|client_?key)(?:_?value|_?text)?)(?:['\x22]?[ \t]*[=:][ \t]*|['\x22]\][ \t]*=[ \t]*)(?P<literal>[fFbB@]?(?:\x22[^\x22\n]*\x22|'[^'\n]*'))";
    PAIRED = r"[{(][ \t]*['\x22](?-i:client_secret|password)['\x22][ \t]*,[ \t]*(?P<literal>[\x22'][^\x22'\n]+[\x22'])[ \t]*[)}]";
    SHELL_ASSIGNED = r"^\s*(?:export\s+|set\s+\x22?)?(?P<name>(?:client_?|app_?|application_?)?(?:secret|password|app_?key)(?:_?value)?)=(?P<literal>[^\s$%'\x22<({`][^\s'\x22]*)";
    IN_ARGUMENT = r"\b(?:client_secret|password)=(?P<literal>[^\s$%'\x22<{@&][^\s'\x22&]*)";
    POSITIONAL = r"\bnew\s+(?:ClientCredential|ClientSecretCredential)\s*\([^)\n]*(?P<literal>\x22[^\x22\n]+\x22)\s*\)|\.WithClientSecret\s*\(\s*(?P<other>\x22[^\x22\n]*\x22)";
    CONVERTED = r"\bConvertTo-SecureString\s+(?:-String\s+)?(?P<literal>'[^'\n]*'|\x22[^\x22$\n]*\x22)";
    SHAPE = r"(?-i)\b[A-Za-z0-9_.~-]{3}[78]Q~[A-Za-z0-9_.~-]{31,37}";
    PRIVATE_KEY = r"-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----";
    KEY_BODY = r"-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----(?P<body>[^-]*)-----END";
    CURL_LINE = r"\bcurl(?:\.exe)?\b";
    SHORT_FLAGS = r"\s-(?P<flags>[a-zA-Z]*k[a-zA-Z]*)(?:\s|$)";
    LONG_FLAG = r"\s--insecure\b";
}

/// Secrets that stand in the script, or are meant to be written there. What becomes of one is never its text.
fn written_in(script: &Script<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (literal, text) in literals(script) {
        let finding = match from_outside(script.language) {
            Some(outside) if !text.is_empty() => edited(FaultId::SecretInScript, literal, outside),
            _ => program(FaultId::SecretInScript, literal.start),
        };
        found.push(finding);
    }
    let breaks: Vec<usize> = script.text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |at: usize| breaks.partition_point(|end| *end < at);
    let mut known: HashSet<usize> = found.iter().map(|finding| line(finding.at)).collect();
    let lost = places(&SHAPE, script.text).chain(places(&PRIVATE_KEY, script.text));
    for place in lost {
        let at = place.get(0).map_or(0, |whole| whole.start());
        if known.insert(line(at)) {
            found.push(program(FaultId::SecretInScript, at));
        }
    }
    found
}

/// The places where a secret is written as a literal, the quotes included, and that literal.
fn literals<'s>(script: &'s Script<'_>) -> Vec<(std::ops::Range<usize>, &'s str)> {
    let code = &script.code;
    let expressions = [
        &ASSIGNED,
        &PAIRED,
        &SHELL_ASSIGNED,
        &IN_ARGUMENT,
        &POSITIONAL,
        &CONVERTED,
    ];
    let all = expressions.into_iter().flat_map(|regex| {
        places(regex, code).filter_map(|place| place.name("literal").or_else(|| place.name("other")))
    });
    all.filter(|literal| !is_reference(literal.as_str(), script.language))
        .map(|literal| (literal.range(), literal.as_str()))
        .collect()
}

/// The secrets themselves, without quotes: what must appear in no answer.
pub(super) fn known(script: &Script<'_>) -> Vec<String> {
    let written = literals(script)
        .into_iter()
        .map(|(_, literal)| unquoted(literal).to_owned());
    written
        .chain(shaped(script.text))
        .filter(|secret| secret.len() >= MIN_SECRET)
        .collect()
}

/// What has the looks of a secret of Entra's, and the lines of private keys.
pub(super) fn shaped(text: &str) -> Vec<String> {
    let secrets = places(&SHAPE, text).map(|place| place[0].to_owned());
    let keys = places(&KEY_BODY, text).flat_map(|place| key_lines(&place["body"]));
    secrets.chain(keys).collect()
}

/// A key of 16384 bits has fewer lines.
const MAX_KEY_LINES: usize = 250;

fn key_lines(body: &str) -> Vec<String> {
    body.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c)))
        .filter(|line| line.len() >= MIN_SECRET)
        .take(MAX_KEY_LINES)
        .map(str::to_owned)
        .collect()
}

/// Shorter words are no secrets of Entra's, and blanking them would hit half the script.
const MIN_SECRET: usize = 8;

/// A literal that is a variable, a blank to fill in by the shell, the name of one, or what stands between two texts
/// that are joined.
fn is_reference(literal: &str, language: ScriptLanguage) -> bool {
    let inner = unquoted(literal);
    if inner.trim_start().starts_with('+') {
        return true;
    }
    let starts_expression = inner.starts_with('$') || inner.starts_with('%') || inner.starts_with('@');
    match language {
        ScriptLanguage::Powershell | ScriptLanguage::Curl => starts_expression,
        _ => literal.starts_with(['f', 'F']) && inner.starts_with('{'),
    }
}

pub(super) fn unquoted(literal: &str) -> &str {
    literal
        .trim_start_matches(['f', 'F', 'b', 'B', '@', '$'])
        .trim_matches(['"', '\''])
}

/// Where a script of this language finds the secret instead.
fn from_outside(language: ScriptLanguage) -> Option<&'static str> {
    match language {
        ScriptLanguage::Powershell => Some("$env:CLIENT_SECRET"),
        ScriptLanguage::Python => Some("os.environ[\"CLIENT_SECRET\"]"),
        ScriptLanguage::Csharp => Some("Environment.GetEnvironmentVariable(\"CLIENT_SECRET\")"),
        ScriptLanguage::Curl | ScriptLanguage::Text => None,
    }
}

/// curl without certificate checks: `-k`, alone or among other letters.
fn insecure_flag(script: &Script<'_>) -> Vec<Finding> {
    if script.language != ScriptLanguage::Curl || super::places(&CURL_LINE, &script.code).next().is_none() {
        return Vec::new();
    }
    let short = places(&SHORT_FLAGS, &script.bare).filter_map(|place| {
        let flags = place.name("flags")?;
        let rest: String = flags.as_str().chars().filter(|flag| *flag != 'k').collect();
        let dash = flags.start() - 1;
        Some(if rest.is_empty() {
            Finding {
                at: dash,
                ..edited(FaultId::TlsOff, dash - 1..flags.end(), "")
            }
        } else {
            Finding {
                at: dash,
                ..edited(FaultId::TlsOff, flags.range(), rest)
            }
        })
    });
    let long = places(&LONG_FLAG, &script.bare).filter_map(|place| {
        let range = place.get(0)?.range();
        Some(Finding {
            at: range.start + 1,
            ..edited(FaultId::TlsOff, range, "")
        })
    });
    short.chain(long).collect()
}
