//! Each language is read back by rules of its own, written from its specification and not from the functions above.

use proptest::prelude::*;

use super::*;

/// What stands between these two, which end nowhere earlier.
fn between<'a>(literal: &'a str, open: &str, close: &str) -> Option<&'a str> {
    literal.strip_prefix(open)?.strip_suffix(close)
}

/// Reads escapes up to the closing text; `None` where the literal does not end exactly at its end.
fn unescaped(literal: &str, open: &str, close: &str, forbidden: &[&str]) -> Option<String> {
    let (mut rest, mut read) = (literal.strip_prefix(open)?, String::new());
    loop {
        if let Some(behind) = rest.strip_prefix(close) {
            return behind.is_empty().then_some(read);
        }
        if forbidden.iter().any(|sign| rest.starts_with(sign)) {
            return None;
        }
        let mut signs = rest.chars();
        match signs.next()? {
            '\\' => read.push(match signs.next()? {
                'n' => '\n',
                't' => '\t',
                same @ ('\\' | '"' | '`' | '$') => same,
                _ => return None,
            }),
            sign => read.push(sign),
        }
        rest = signs.as_str();
    }
}

/// `about_Quoting_Rules`: in single quotes, two quotes of any kind stand for the first of them.
fn read_powershell(literal: &str) -> Option<String> {
    let single = |c: char| "'\u{2018}\u{2019}\u{201a}\u{201b}".contains(c);
    if let Some(body) = literal.strip_prefix("@'\n") {
        let end = body.match_indices('\n').find(|(at, _)| {
            let mut next = body[at + 1..].chars();
            next.next().is_some_and(single) && next.next() == Some('@')
        })?;
        return (&body[end.0..] == "\n'@").then(|| body[..end.0].to_owned());
    }
    let (mut signs, mut read) = (literal.strip_prefix('\'')?.chars().peekable(), String::new());
    while let Some(sign) = signs.next() {
        if single(sign) && !signs.peek().is_some_and(|next| single(*next)) {
            return signs.next().is_none().then_some(read);
        }
        if single(sign) {
            signs.next();
        }
        read.push(sign);
    }
    None
}

fn read_python(literal: &str) -> Option<String> {
    let (quotes, forbidden): (&str, &[&str]) = if literal.starts_with("\"\"\"") && literal.len() >= 6 {
        ("\"\"\"", &[])
    } else {
        ("\"", &["\n"])
    };
    unescaped(literal, quotes, quotes, forbidden)
}

fn read_javascript(literal: &str) -> Option<String> {
    if literal.starts_with('`') {
        unescaped(literal, "`", "`", &["${"])
    } else {
        unescaped(literal, "\"", "\"", &["\n"])
    }
}

fn read_csharp(literal: &str) -> Option<String> {
    let quotes = literal.len() - literal.trim_start_matches('"').len();
    if quotes < 3 || !literal.contains('\n') {
        return unescaped(literal, "\"", "\"", &["\n"]);
    }
    let close = "\"".repeat(quotes);
    let body = between(literal, &format!("{close}\n"), &format!("\n{close}"))?;
    (!body.contains(&close)).then(|| body.to_owned())
}

fn read_go(literal: &str) -> Option<String> {
    match between(literal, "`", "`") {
        Some(body) => (!body.contains('`')).then(|| body.to_owned()),
        None => unescaped(literal, "\"", "\"", &["\n"]),
    }
}

/// POSIX, 2.2: in single quotes every sign is itself; outside, a backslash keeps the next one.
fn read_bash(literal: &str) -> Option<String> {
    let (mut rest, mut read) = (literal, String::new());
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix("\\'") {
            read.push('\'');
            rest = behind;
        } else {
            let (body, behind) = rest.strip_prefix('\'')?.split_once('\'')?;
            read.push_str(body);
            rest = behind;
        }
    }
    Some(read)
}

fn read_http(literal: &str) -> Option<String> {
    (!literal.contains("{{"))
        .then(|| serde_json::from_str(literal).ok())
        .flatten()
}

/// The native syntax specification of HCL, "Template Expressions": `${` and `%{` begin what is no text.
fn read_terraform(literal: &str) -> Option<String> {
    (!literal.contains("${") && !literal.contains("%{"))
        .then(|| serde_json::from_str(literal).ok())
        .flatten()
}

/// Microsoft, "Data types in Bicep", strings: five escapes, and `${` begins what is no text.
fn read_bicep(literal: &str) -> Option<String> {
    let (mut signs, mut read) = (literal.strip_prefix('\'')?.chars().peekable(), String::new());
    while let Some(sign) = signs.next() {
        match sign {
            '\'' => return signs.next().is_none().then_some(read),
            '\n' => return None,
            '$' if signs.peek() == Some(&'{') => return None,
            '\\' => read.push(match signs.next()? {
                'n' => '\n',
                't' => '\t',
                same @ ('\\' | '\'' | '$') => same,
                _ => return None,
            }),
            sign => read.push(sign),
        }
    }
    None
}

/// Texts that are made of what ends, escapes or expands in some language.
fn texts() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => proptest::sample::select(vec![
            "'", "\"", "`", "\\", "$", "{", "}", "\n", "'@", "@'", "\"\"\"", "${x}", "$(x)", "%x%", "{{x}}", "%{", "$${", "\u{2019}",
            "\u{2018}@", "\\n", "#", "KQL", "\t", "\r\n", "\u{2028}", "\u{202e}", "\0", " | where x == 'a'",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec(sign, 0..12).prop_map(|signs| signs.concat())
}

proptest! {
    #[test]
    fn every_language_reads_back_what_was_written(text in texts()) {
        let text = plain(&text);
        let read = Some(text.clone());
        prop_assert_eq!(read_powershell(&powershell(&text)), read.clone());
        prop_assert_eq!(read_python(&python(&text)), read.clone());
        prop_assert_eq!(read_javascript(&javascript(&text)), read.clone());
        prop_assert_eq!(read_csharp(&csharp(&text)), read.clone());
        prop_assert_eq!(read_go(&go(&text)), read.clone());
        prop_assert_eq!(read_bash(&bash(&text)), read.clone());
        prop_assert_eq!(read_http(&http(&text)), read.clone());
        prop_assert_eq!(read_terraform(&terraform(&text)), read.clone());
        prop_assert_eq!(read_bicep(&bicep(&text)), read);
    }

    #[test]
    fn a_remark_stays_on_its_line(text in texts()) {
        prop_assert!(line(&text).lines().count() <= 1);
        prop_assert!(!line(&text).chars().any(char::is_control));
    }
}

#[test]
fn a_query_is_written_as_people_would_write_it() {
    let query = "DeviceInfo\n| where DeviceName == \"a\\b\"";
    assert_eq!(powershell(query), format!("@'\n{query}\n'@"));
    assert_eq!(csharp(query), format!("\"\"\"\n{query}\n\"\"\""));
    assert_eq!(go(query), format!("`{query}`"));
    assert_eq!(bash(query), format!("'{query}'"));
}
