//! Libraries, flows and addresses of the sign-in.

use std::sync::LazyLock;

use regex::Regex;

use super::Becomes::{Program, Text};
use super::{ANY, CSHARP, Finding, POWERSHELL, PYTHON, Pattern, Rule, edited, expressions, has, places};
use crate::snippets::clinic::FaultId;
use crate::snippets::clinic::ScriptLanguage;
use crate::snippets::clinic::script::Script;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        fault: FaultId::AdalLibrary,
        languages: POWERSHELL,
        finds: r"\bADAL\.PS\b|\bGet-ADALToken\b|IdentityModel\.Clients\.ActiveDirectory",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::AdalLibrary,
        languages: CSHARP,
        finds: r"IdentityModel\.Clients\.ActiveDirectory|\bnew AuthenticationContext\b|\.AcquireTokenAsync\(",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::AdalLibrary,
        languages: PYTHON,
        finds: r"^\s*(import adal\b|from adal\b)|\badal\.AuthenticationContext\b",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::ModuleAsPackage,
        languages: POWERSHELL,
        finds: r"\bInstall-Package\b[^\n]*\b(adal|msal|Microsoft\.Graph|Az\.)",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::PromptAlways,
        languages: ANY,
        finds: r"PromptBehavior\b[\s:.'\x22]*Always\b",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::OldSignInHost,
        languages: ANY,
        finds: r"\blogin\.windows\.net\b",
        becomes: Text("login.microsoftonline.com"),
    },
    Pattern {
        fault: FaultId::OldSignInHost,
        languages: ANY,
        finds: r"\bsts\.windows\.net(?P<rest>/[^\s'\x22]*/oauth2/)",
        becomes: Text("login.microsoftonline.com${rest}"),
    },
    Pattern {
        fault: FaultId::PasswordGrant,
        languages: ANY,
        finds: r"grant_type['\x22]?\s*(=>|[=:,]|\]\s*=)\s*['\x22]?password\b|\bacquire_token_by_username_password\b|\bAcquireTokenByUsernamePassword\b|\bUsernamePasswordCredential\s*\(",
        becomes: Program,
    },
    Pattern {
        fault: FaultId::PortalRedirect,
        languages: ANY,
        finds: r"(?P<name>redirect_?uris?(%3D|['\x22]?\s*[=:,]\s*)[\[(]?['\x22]?)https(://|%3A%2F%2F)portal\.azure\.com/?",
        becomes: Text("${name}http://localhost"),
    },
    Pattern {
        fault: FaultId::PortalRedirect,
        languages: CSHARP,
        finds: r"(?P<name>WithRedirectUri\(\s*\x22)https://portal\.azure\.com/?",
        becomes: Text("${name}http://localhost"),
    },
];

pub(super) const RULES: &[Rule] = &[versions, common_tenant, consent_link];

expressions! {
    V1 = r"/oauth2/(?P<what>token|devicecode|authorize)\b";
    V2 = r"/oauth2/v2\.0/(token|devicecode|authorize)\b";
    RESOURCE_VALUE = r"(?P<name>(?:^|[^\w$-])(?P<at>resource))(?P<equals>=)(?P<value>https?(?:://|%3A%2F%2F)[^\s&'\x22]*?|\{\w+\}|\$\{?\w+\}?|%\w+%)/?(?P<end>[\s&'\x22]|$)";
    RESOURCE_FIELD = r"(?P<before>(?:^|[\s{(,;\[])(?P<quote>['\x22]?))(?P<at>resource)(?P<between>['\x22]?\s*(?:[:=,]|\]\s*=)\s*)(?P<value>[fF$]?\x22[^\x22\n]*\x22|'[^'\n]*'|[$\w.]+)";
    SCOPE_SENT = r"(?:[^\w$]|^)scope['\x22]?\s*[=:]\s*[^\s]";
    SENDS_GRANT = r"\bgrant_type\b|/oauth2/";
    AS_APPLICATION = r"\bclient_credentials\b|\bConfidentialClientApplication|\bClientSecretCredential\b";
    COMMON = r"(?P<host>\blogin\.microsoftonline\.(?:com|us)/)(?P<at>common|organizations|consumers)(?P<after>[/'\x22]|$)";
    CONSENT = r"https://(?P<host>login\.[\w.]+)/(?P<tenant>[^/\s'\x22]+)/(?P<at>oauth2/authorize|oauth2/v2\.0/authorize|v2\.0/adminconsent|adminconsent)\?(?P<query>[^\s'\x22`<>]*)";
    CLIENT_ID = r"client_id=(?P<id>[^&\s'\x22]+)";
    REDIRECT = r"redirect_uri=(?P<uri>[^&\s'\x22]+)";
    STATE = r"\bstate=(?P<state>[^&\s'\x22]+)";
}

/// v1 addresses, `resource`, and one version's parameter at the other version's address.
fn versions(script: &Script<'_>) -> Vec<Finding> {
    let code = &script.code;
    if !has(&SENDS_GRANT, code) {
        return Vec::new();
    }
    let (v1, v2) = (has(&V1, code), has(&V2, code));
    let resources = resources(script);
    let mixed =
        v2 && !v1 && !resources.is_empty() || v1 && !v2 && resources.is_empty() && has(&SCOPE_SENT, code);
    let mut found: Vec<Finding> = places(&V1, code)
        .filter(|place| !is_consent_link(code, place.get(0).map_or(0, |whole| whole.start())))
        .filter_map(|place| {
            let range = place.get(0)?.range();
            let fault = if mixed {
                FaultId::MixedVersions
            } else {
                FaultId::V1Endpoint
            };
            Some(edited(fault, range, format!("/oauth2/v2.0/{}", &place["what"])))
        })
        .collect();
    found.extend(resources.into_iter().map(|mut finding| {
        if mixed {
            finding.fault = FaultId::MixedVersions;
        }
        finding
    }));
    found
}

/// Every `resource` that is sent, as the `scope` that it should be.
fn resources(script: &Script<'_>) -> Vec<Finding> {
    let in_text = places(&RESOURCE_VALUE, &script.code).filter_map(|place| {
        let range = place.get(0)?.range();
        let name = place["name"]
            .replace("resource", "scope")
            .replace("RESOURCE", "scope");
        let slash = if place["value"].contains("%3A") {
            "%2F"
        } else {
            "/"
        };
        let text = format!("{name}={}{slash}.default{}", &place["value"], &place["end"]);
        Some((place.name("at")?.start(), range, text))
    });
    let in_text: Vec<_> = in_text.collect();
    let as_field = places(&RESOURCE_FIELD, &script.code).filter_map(|place| {
        let at = place.name("at")?.start();
        // `resource = ...` alone is a variable where the language has no other way to write one.
        let quoted = !place["quote"].is_empty();
        let hash_key = script.language == ScriptLanguage::Powershell && place["between"].trim() == "=";
        // Python's named arguments: `dict(resource="...")`.
        let argument = script.language == ScriptLanguage::Python
            && script.code[..at].trim_end().ends_with(['(', ','])
            && place["value"].ends_with(['"', '\'']);
        if in_text.iter().any(|(there, ..)| *there == at) || !(quoted || hash_key || argument) {
            return None;
        }
        let value = with_default(&place["value"], script);
        let text = format!("{}scope{}{value}", &place["before"], &place["between"]);
        Some((at, place.get(0)?.range(), text))
    });
    let as_field: Vec<_> = as_field.collect();
    in_text
        .into_iter()
        .chain(as_field)
        .map(|(at, range, text)| Finding {
            at,
            ..edited(FaultId::ResourceParameter, range, text)
        })
        .collect()
}

/// The value of `resource` with `/.default` behind it, as its language writes that.
fn with_default(value: &str, script: &Script<'_>) -> String {
    let closing = value
        .chars()
        .next_back()
        .filter(|last| *last == '"' || *last == '\'');
    match closing {
        Some(quote) => {
            let inner = value[..value.len() - 1].trim_end_matches('/');
            format!("{inner}/.default{quote}")
        }
        None if script.language == ScriptLanguage::Powershell => format!("\"{value}/.default\""),
        None => format!("{value} + \"/.default\""),
    }
}

/// An application belongs to a tenant: `common` has none.
fn common_tenant(script: &Script<'_>) -> Vec<Finding> {
    if !has(&AS_APPLICATION, &script.code) {
        return Vec::new();
    }
    places(&COMMON, &script.code)
        .filter_map(|place| {
            Some(edited(
                FaultId::CommonTenant,
                place.name("at")?.range(),
                "YOUR-TENANT-ID",
            ))
        })
        .collect()
}

fn is_consent_link(code: &str, at: usize) -> bool {
    let rest = &code[at..];
    let link = rest
        .split(|c: char| c.is_whitespace() || c == '"' || c == '\'')
        .next()
        .unwrap_or_default();
    link.contains("prompt=consent") || link.contains("prompt=admin_consent")
}

/// Consent links of the old form, and new ones that lack what makes them safe.
pub(super) fn consent_link(script: &Script<'_>) -> Vec<Finding> {
    places(&CONSENT, &script.code)
        .filter_map(|place| {
            let query = &place["query"];
            let asks_consent = query.contains("prompt=consent") || query.contains("prompt=admin_consent");
            let admin = place["at"].contains("adminconsent");
            let complete = has(&REDIRECT, query) && has(&STATE, query);
            if !asks_consent && (!admin || complete) {
                return None;
            }
            let host = place["host"].replace("login.windows.net", "login.microsoftonline.com");
            let tenant = if &place["tenant"] == "common" {
                "organizations"
            } else {
                &place["tenant"]
            };
            let part = |regex: &'static LazyLock<Option<Regex>>, name: &str, otherwise: &str| {
                places(regex, query)
                    .next()
                    .map_or_else(|| otherwise.to_owned(), |part| part[name].to_owned())
            };
            let text = format!(
                "https://{host}/{tenant}/adminconsent?client_id={}&redirect_uri={}&state={}",
                part(&CLIENT_ID, "id", "YOUR-CLIENT-ID"),
                part(&REDIRECT, "uri", "YOUR-REDIRECT-URI"),
                part(&STATE, "state", "YOUR-RANDOM-STATE"),
            );
            Some(edited(FaultId::ConsentLink, place.get(0)?.range(), text))
        })
        .collect()
}
