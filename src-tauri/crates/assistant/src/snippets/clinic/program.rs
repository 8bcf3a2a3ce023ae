//! A whole program for a task, where a script cannot be mended line by line. Its parts are files of their own in
//! `snippets/programs/`; `«name»` in them is a value.

use super::ScriptLanguage;
use super::purpose::{Call, Context, Filter, Purpose, Value, remark_mark};
use super::script::Script;
use crate::snippets::literal;

/// The parts of a program, in one language.
struct Parts {
    values: &'static str,
    application: &'static str,
    user: &'static str,
    token: &'static str,
    claims: &'static str,
    ask: &'static str,
    since: &'static str,
    skip: &'static str,
    next: &'static str,
    hunting: &'static str,
    save: &'static str,
    show: &'static str,
}

/// Reads the parts of a language from its folder.
macro_rules! parts {
    ($language:literal, $ending:literal) => {
        parts!($language, $ending, values application user token claims ask since skip next hunting save show)
    };
    ($language:literal, $ending:literal, $($part:ident)+) => {
        Parts { $($part: include_str!(concat!("../programs/", $language, "/", stringify!($part), $ending))),+ }
    };
}

const POWERSHELL: Parts = parts!("powershell", ".ps1");
const PYTHON: Parts = parts!("python", ".py");
const CSHARP: Parts = parts!("csharp", ".cs");
const CURL: Parts = parts!("curl", ".sh");

/// The most rows of a page: the limit of incidents, and what is quick for the others.
const PAGE_OF_INCIDENTS: u32 = 100;
const PAGE: u32 = 1000;

/// A program that does what the script is for; `None` where that is not understood.
pub(crate) fn instead_of(script: &Script<'_>) -> Option<String> {
    let purpose = Purpose::of(script)?;
    let parts = match script.language {
        ScriptLanguage::Powershell => POWERSHELL,
        ScriptLanguage::Python => PYTHON,
        ScriptLanguage::Csharp => CSHARP,
        ScriptLanguage::Curl => CURL,
        ScriptLanguage::Text => return None,
    };
    let program = filled(&assembled(&parts, &purpose), &purpose, script.language);
    Some(
        if script.text.contains("\r\n") && script.language != ScriptLanguage::Curl {
            program.replace('\n', "\r\n")
        } else {
            program
        },
    )
}

fn assembled(parts: &Parts, purpose: &Purpose) -> String {
    let mut program = vec![parts.values];
    let foreign = purpose.token_from.is_some();
    if !foreign {
        program.push(if purpose.context == Context::User {
            parts.user
        } else {
            parts.application
        });
        program.push(parts.token);
    }
    match &purpose.call {
        Call::Nothing => program.push(parts.claims),
        Call::Hunting { .. } => program.extend([parts.ask, parts.hunting]),
        Call::List { path, filter } => {
            program.push(parts.ask);
            if filter
                .as_ref()
                .is_some_and(|filter| filter.expression.contains("{since}"))
            {
                program.push(parts.since);
            }
            program.push(if path.starts_with("/api/") {
                parts.skip
            } else {
                parts.next
            });
        }
    }
    if purpose.call != Call::Nothing {
        program.push(if purpose.file.is_some() {
            parts.save
        } else {
            parts.show
        });
    }
    program.concat()
}

fn filled(program: &str, purpose: &Purpose, language: ScriptLanguage) -> String {
    let (path, filter) = match &purpose.call {
        Call::List { path, filter } => (path.as_str(), filter.as_ref()),
        _ => ("", None),
    };
    let top = if path == "/api/incidents" {
        PAGE_OF_INCIDENTS
    } else {
        PAGE
    };
    let query = match &purpose.call {
        Call::Hunting { query } => query.as_str(),
        _ => "",
    };
    let values = [
        ("tenant", value(&purpose.tenant, "TENANT", language)),
        ("client", value(&purpose.client, "CLIENT", language)),
        ("authority", purpose.authority.clone()),
        ("api", purpose.api.clone()),
        ("scope", format!("{}/.default", purpose.audience)),
        ("path", path.to_owned()),
        (
            "options",
            filter.map_or_else(String::new, |filter| filter_option(filter, path, language)),
        ),
        ("hours", filter.map_or(0, |filter| filter.hours).to_string()),
        ("top", top.to_string()),
        (
            "file",
            purpose
                .file
                .as_deref()
                .map_or_else(String::new, |file| file_name(file, language)),
        ),
        ("comments", remarks(purpose, language)),
        ("discovery", String::new()),
        // The last one: it is the person's own text, and may hold any sign.
        ("query", written(query, language)),
    ];
    let filled = values.iter().fold(program.to_owned(), |text, (name, value)| {
        text.replace(&format!("«{name}»"), value)
    });
    taking_token_from(filled, purpose)
}

fn remarks(purpose: &Purpose, language: ScriptLanguage) -> String {
    let mark = remark_mark(language);
    let lines = purpose.remarks.iter().map(|remark| format!("{mark} {remark}\n"));
    lines.collect()
}

/// The values of a script that gets its token from another one stay there.
fn taking_token_from(program: String, purpose: &Purpose) -> String {
    let Some(line) = &purpose.token_from else {
        return program;
    };
    let own = ["$tenantId", "$clientId", "$authority", "$scope"];
    let lines = program
        .lines()
        .filter(|line| !own.iter().any(|name| line.starts_with(name)));
    let mut kept: Vec<&str> = lines.collect();
    let behind = kept
        .iter()
        .position(|line| line.starts_with("$api"))
        .map_or(0, |at| at + 1);
    kept.insert(behind, line);
    kept.join("\n") + "\n"
}

/// A text as the language writes it.
fn written(text: &str, language: ScriptLanguage) -> String {
    match language {
        ScriptLanguage::Powershell => literal::powershell(text),
        ScriptLanguage::Python => literal::python(text),
        ScriptLanguage::Csharp => literal::csharp(text),
        ScriptLanguage::Curl | ScriptLanguage::Text => literal::bash(text),
    }
}

/// A value as the language writes it; one from the environment is read there.
fn value(value: &Value, name: &str, language: ScriptLanguage) -> String {
    let blank = format!("YOUR-{name}-ID");
    match (language, value) {
        (ScriptLanguage::Curl, Value::Written(text)) => format!("\"${{{name}_ID:-{text}}}\""),
        (ScriptLanguage::Curl, Value::Environment(variable)) => format!("\"${{{variable}:?is not set}}\""),
        (ScriptLanguage::Curl, Value::Blank) => format!("\"${{{name}_ID:-{blank}}}\""),
        (ScriptLanguage::Powershell, Value::Environment(variable)) => format!("$env:{variable}"),
        (ScriptLanguage::Python, Value::Environment(variable)) => format!("os.environ[\"{variable}\"]"),
        (_, Value::Environment(variable)) => format!("Environment.GetEnvironmentVariable(\"{variable}\")"),
        (ScriptLanguage::Powershell, Value::Written(text)) => format!("'{text}'"),
        (ScriptLanguage::Powershell, Value::Blank) => format!("'{blank}'"),
        (_, Value::Written(text)) => format!("\"{text}\""),
        (_, Value::Blank) => format!("\"{blank}\""),
    }
}

/// The filter, where the language's request takes it.
fn filter_option(filter: &Filter, path: &str, language: ScriptLanguage) -> String {
    let expression = &filter.expression;
    match language {
        ScriptLanguage::Powershell => format!(
            " + '&$filter=' + [Uri]::EscapeDataString(\"{}\")",
            expression.replace("{since}", "$since")
        ),
        ScriptLanguage::Python => {
            format!("\"$filter\": f\"{expression}\"") + if path.starts_with("/api/") { ", " } else { "" }
        }
        ScriptLanguage::Csharp => {
            format!("\n        + \"&$filter=\" + Uri.EscapeDataString($\"{expression}\")")
        }
        _ => format!(
            "--data-urlencode \"\\$filter={}\" ",
            expression.replace("{since}", "$since")
        ),
    }
}

/// The name of the file, with the time of the run where the script had one.
fn file_name(file: &str, language: ScriptLanguage) -> String {
    let stamp = match language {
        ScriptLanguage::Powershell => "$(Get-Date -Format 'yyyy-MM-ddTHH.mm.ss')",
        ScriptLanguage::Python => "{datetime.now():%Y-%m-%dT%H.%M.%S}",
        ScriptLanguage::Csharp => "{DateTime.Now:yyyy-MM-ddTHH.mm.ss}",
        _ => "$(date +%Y-%m-%dT%H.%M.%S)",
    };
    file.replace('\\', "/").replace("{stamp}", stamp)
}
