//! Texts as each language writes them, so that nothing in a text can end it early or be run.
//!
//! Every text goes through [`plain`] first: what no language shows is no part of a name, an address or a query.

/// The text with one kind of line end and without control characters.
pub(crate) fn plain(text: &str) -> String {
    let visible = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || is_invisible(*c));
    text.replace("\r\n", "\n").chars().filter(visible).collect()
}

/// The text on one line.
pub(crate) fn line(text: &str) -> String {
    plain(text).replace(['\n', '\t'], " ")
}

/// Signs that end a line in some languages, or turn the direction of what is read (Unicode TR 36).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// PowerShell takes typographic single quotes for single quotes.
fn is_powershell_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}')
}

/// PowerShell: a here-string where there are lines, otherwise single quotes. Neither expands anything.
pub(crate) fn powershell(text: &str) -> String {
    let ends_early = |line: &str| {
        let mut start = line.chars();
        start.next().is_some_and(is_powershell_quote) && start.next() == Some('@')
    };
    if text.contains('\n') && !text.lines().any(ends_early) {
        return format!("@'\n{text}\n'@");
    }
    let mut quoted = String::from("'");
    for c in text.chars() {
        if is_powershell_quote(c) {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted + "'"
}

/// Python: three quotes where there are lines.
pub(crate) fn python(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\");
    let with_quotes = escaped.replace('"', "\\\"");
    if !text.contains('\n') {
        return format!("\"{}\"", with_quotes.replace('\t', "\\t"));
    }
    // A quote inside is no end; three in a row, or one at the end, would be.
    let ambiguous = text.contains("\"\"\"") || text.ends_with('"');
    let body = if ambiguous { with_quotes } else { escaped };
    format!("\"\"\"{body}\"\"\"")
}

/// JavaScript: a template where there are lines.
pub(crate) fn javascript(text: &str) -> String {
    if text.contains('\n') {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('`', "\\`")
            .replace("${", "\\${");
        return format!("`{escaped}`");
    }
    escaped_in_double_quotes(text)
}

/// C#: a raw string where there are lines, with more quotes around than inside.
pub(crate) fn csharp(text: &str) -> String {
    if !text.contains('\n') {
        return escaped_in_double_quotes(text);
    }
    let longest = text.split(|c| c != '"').map(str::len).max().unwrap_or_default();
    let quotes = "\"".repeat(longest.max(2) + 1);
    format!("{quotes}\n{text}\n{quotes}")
}

/// Go: a raw string where there are lines and no back quote.
pub(crate) fn go(text: &str) -> String {
    if text.contains('\n') && !text.contains('`') {
        format!("`{text}`")
    } else {
        escaped_in_double_quotes(text)
    }
}

/// bash: single quotes, in which nothing is expanded.
pub(crate) fn bash(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// JSON in a `.http` file, whose editor takes two braces for a variable.
pub(crate) fn http(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace("{{", "{\\u007b")
}

/// A JSON text in a `.http` file: outside of strings, two braces never stand side by side in it.
pub(crate) fn http_json(text: &str) -> String {
    text.replace("{{", "{\\u007b")
}

/// Terraform: a quoted template without an interpolation or a directive. The signs that begin one are written by their
/// number, as doubling them is ambiguous where another stands before.
pub(crate) fn terraform(text: &str) -> String {
    escaped_in_double_quotes(text)
        .replace("${", "\\u0024{")
        .replace("%{", "\\u0025{")
}

/// Bicep: single quotes without an interpolation.
pub(crate) fn bicep(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('\'', "\\'")
        .replace("${", "\\${")
        .replace('\n', "\\n")
        .replace('\t', "\\t");
    format!("'{escaped}'")
}

fn escaped_in_double_quotes(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\t', "\\t");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests;
