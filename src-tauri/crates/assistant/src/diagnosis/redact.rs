//! Nothing secret in what is shown again: tokens, codes, secrets, assertions and passwords are masked.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern::{Pattern, compiled};
use super::plain::plain;
use crate::error::{ErrorReport, Trace};

/// Stands where something secret was.
const MASK: &str = "•••";

/// A client secret as Entra makes them since 2021: three characters, a digit, `Q~`.
static SECRET: Pattern = Pattern::new(|| compiled(r"[A-Za-z0-9_~.\-]{3}[0-9]Q~[A-Za-z0-9_~.\-]{16,60}"));
/// The same, with its tilde percent-encoded.
static ENCODED_SECRET: Pattern =
    Pattern::new(|| compiled(r"[A-Za-z0-9_~.%\-]{3,9}[0-9]Q%(?:25)*7[Ee][A-Za-z0-9_~.%\-]{16,80}"));
static TOKEN: Pattern = Pattern::new(|| compiled(r"\bey[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*){0,4}"));
/// Codes and refresh tokens: opaque, long, in no language.
static OPAQUE: Pattern = Pattern::new(|| compiled(r"[A-Za-z0-9_\-.~+/=]{64,}"));
static BEARER: Pattern = Pattern::new(|| compiled(r"(?i)\b(bearer|basic)(\s+|%20)[A-Za-z0-9_\-.~+/=]{8,}"));
static KEY: Pattern = Pattern::new(|| {
    compiled(r"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?")
});
/// A field whose value is secret, in a form, JSON, a dictionary, a header or a script.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"(?i)((?:client|app|application)?[_\-]?secret(?:text|value)?|password|passwd|pwd|refresh[_\-]?token|access[_\-]?token|id[_\-]?token|device[_\-]?code|code[_\-]?verifier|(?:client[_\-]?)?assertion|api[_\-]?key|x-functions-key|sharedaccesssignature|\bsig)([\\"'`]*\s*(?:=>|%(?:25)*3[Dd]|%(?:25)*3[Aa]|[:=])\s*[\\"'`]*)([^\s&"'`\\,;<>}]{4,})"#,
    )
});
/// A code in a redirect or a form, and Entra's own wherever it stands: it begins with its version and `.A`.
static CODE: Pattern = Pattern::new(|| {
    compiled(r"(?i)([?&#]code(?:=|%(?:25)*3[Dd])|\bcode\s?[=:]\s?[\x22']?[01]\.A)[^\s&\x22']{12,}")
});

/// Masks what is secret in a text, wrapped or not.
pub fn masked(text: &str) -> String {
    let shown = mask(text);
    // Wrapped in a way that the patterns do not see through: the unwrapped text is shown instead.
    let unwrapped = plain(&shown);
    let masked = mask(&unwrapped);
    if masked == unwrapped { shown } else { masked }
}

fn mask(text: &str) -> String {
    let text = KEY.replace_all(text, MASK);
    let text = TOKEN.replace_all(&text, MASK);
    let text = SECRET.replace_all(&text, MASK);
    let text = ENCODED_SECRET.replace_all(&text, MASK);
    let text = BEARER.replace_all(&text, format!("$1$2{MASK}"));
    let text = CODE.replace_all(&text, format!("${{1}}{MASK}"));
    let text = FIELD.replace_all(&text, |field: &Captures<'_>| {
        if harmless(&field[3]) {
            field[0].to_owned()
        } else {
            format!("{}{}{MASK}", &field[1], &field[2])
        }
    });
    let text = OPAQUE.replace_all(&text, |run: &Captures<'_>| {
        let letters =
            run[0].chars().any(|c| c.is_ascii_lowercase()) && run[0].chars().any(|c| c.is_ascii_uppercase());
        let digits = run[0].chars().any(|c| c.is_ascii_digit());
        if letters && digits && !run[0].contains("://") && !run[0].starts_with("//") {
            MASK.to_owned()
        } else {
            run[0].to_owned()
        }
    });
    text.into_owned()
}

/// A variable, a placeholder or a mask is no secret.
fn harmless(value: &str) -> bool {
    value.starts_with(['$', '%', '{', '[', '*', '•', '('])
}

/// Masks what a stranger's answer brought into a report: a service may repeat what it was told in confidence.
pub(super) fn unsaid(mut report: ErrorReport) -> ErrorReport {
    let trace = report.trace.as_mut().map(|trace| {
        let Trace {
            correlation_id,
            trace_id,
            timestamp,
            ..
        } = trace;
        [correlation_id, trace_id, timestamp]
    });
    let traced = trace.into_iter().flatten().flatten();
    for text in report.params.values_mut().chain(&mut report.detail).chain(traced) {
        *text = masked(text);
    }
    report
}

/// Does the text hold a client secret of Entra's form?
pub(super) fn holds_secret(text: &str) -> bool {
    SECRET.is_match(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &str = "Qz18Q~MadeUpForHandrail.NotARealOne_0000";
    const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJodHRwczovL2V4YW1wbGUifQ.c2lnbmF0dXJl";

    #[test]
    fn what_is_not_secret_stays_as_it_is() {
        for text in [
            "AADSTS50011: The redirect URI 'http://localhost' specified",
            "client_secret=$env:SECRET&scope=x",
            "GET https://graph.microsoft.com/v1.0/security/incidents?$filter=lastUpdateDateTime ge 2026-01-01",
            "Correlation ID: 8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7",
            "https://login.microsoftonline.com/error?code=50011",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn a_private_key_and_an_authorization_code_are_masked() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----";
        assert!(!masked(key).contains("MIIEvQ"));
        assert!(!masked("http://localhost/?code=M.C507_BAY.2.U.madeup-code&state=1").contains("madeup"));
    }

    fn wrapped() -> impl Strategy<Value = (String, &'static str)> {
        let wrappings = prop::sample::select(vec![
            "client_secret={}",
            "\"client_secret\": \"{}\"",
            "'client_secret': '{}'",
            "{\\\"client_secret\\\":\\\"{}\\\"}",
            "client%5Fsecret%3D{}",
            "the secret is {} and",
            "Authorization: Bearer {}",
            "body=client_secret%253D{}%2526x",
            "access_token={}&y",
            "<input name=\"id_token\" value=\"{}\">",
            "$appSecret = '{}'",
            "> {}",
        ]);
        (
            wrappings,
            prop::sample::select(vec![SECRET, TOKEN]),
            "[a-z \n&]{0,20}",
            "[ a-z\n\"]{0,20}",
        )
            .prop_map(|(wrapping, secret, before, after)| {
                (
                    format!("{before} {} {after}", wrapping.replace("{}", secret)),
                    secret,
                )
            })
    }

    proptest! {
        #[test]
        fn a_secret_is_masked_in_every_wrapping((text, secret) in wrapped()) {
            let masked = masked(&text);
            prop_assert!(!masked.contains(secret) && !plain(&masked).contains(secret), "{}", masked);
            prop_assert!(!masked.contains(&secret[6..30]), "{}", masked);
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,300}") {
            masked(&text);
        }
    }
}
