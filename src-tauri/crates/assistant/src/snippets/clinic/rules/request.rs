//! What is asked for: scopes, hosts, filters, permissions.

use super::Becomes::Text;
use super::{ANY, Finding, POWERSHELL, Pattern, Rule, edited, expressions, has, places, program};
use crate::snippets::clinic::script::Script;
use crate::snippets::clinic::{FaultId, ScriptLanguage};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        fault: FaultId::ScopeGlued,
        languages: ANY,
        finds: r"(?P<host>(\.(com|us)|\$\{?\w*(resource|api|scope|uri)\w*\}?))\.default\b",
        becomes: Text("${host}/.default"),
    },
    Pattern {
        fault: FaultId::ScopeDoubled,
        languages: ANY,
        finds: r"(?P<host>\.(com|us))(//+|/\.default/)\.default\b",
        becomes: Text("${host}/.default"),
    },
    Pattern {
        fault: FaultId::OldScopeName,
        languages: ANY,
        finds: r"https://securitycenter\.onmicrosoft\.com/windowsatpservice(/\.default)?",
        becomes: Text("https://api.securitycenter.microsoft.com/.default"),
    },
    Pattern {
        fault: FaultId::OldApiHost,
        languages: ANY,
        finds: r"https://api\.securitycenter\.(microsoft|windows)\.com(?P<path>/api\b)",
        becomes: Text("https://api.security.microsoft.com${path}"),
    },
    Pattern {
        fault: FaultId::OldApiHost,
        languages: ANY,
        finds: r"https://api-(?P<geo>us|eu|uk|au)\.security(center)?\.microsoft\.com(?P<path>/api\b)",
        becomes: Text("https://${geo}.api.security.microsoft.com${path}"),
    },
    Pattern {
        fault: FaultId::LegacyAlerts,
        languages: ANY,
        finds: r"(?P<before>/(v1\.0|beta)/security/)(?P<at>alerts)(?P<after>['\x22?\s/]|$)",
        becomes: Text("${before}alerts_v2${after}"),
    },
    Pattern {
        fault: FaultId::PermissionName,
        languages: ANY,
        finds: r"(?P<start>\bSecurity|\b)(?P<noun>Incident|Alert|Machine)s\.(?P<verb>Read(Write)?)\b",
        becomes: Text("${start}${noun}.${verb}"),
    },
    Pattern {
        fault: FaultId::PermissionName,
        languages: ANY,
        finds: r"\b(?P<noun>Incident|AdvancedHunting|Alert|Machine)(\.[ \t]+(?P<verb>Read(Write)?)(\.[ \t]*(?P<all>All))|\.(?P<verb2>Read(Write)?)\.[ \t]+(?P<all2>All))\b",
        becomes: Text("${noun}.${verb}${verb2}.${all}${all2}"),
    },
    Pattern {
        fault: FaultId::FilterLost,
        languages: &[ScriptLanguage::Python, ScriptLanguage::Csharp],
        finds: r"(?P<sign>[?&])=(?P<field>(lastUpdate|created|alertCreation)\w*)",
        becomes: Text("${sign}$$filter=${field}"),
    },
    Pattern {
        fault: FaultId::DateInQuotes,
        languages: POWERSHELL,
        finds: r"(?P<field>(lastUpdate\w*|created\w*|alertCreation)Time(\+|%20|\s)*(ge|gt|le|lt)(\+|%20|\s)*)(?P<at>')(?P<value>[\d$\{][^'\n]*)'",
        becomes: Text("${field}${value}"),
    },
    Pattern {
        fault: FaultId::DateInQuotes,
        languages: &[
            ScriptLanguage::Python,
            ScriptLanguage::Csharp,
            ScriptLanguage::Curl,
        ],
        finds: r"(?P<field>(lastUpdate\w*|created\w*|alertCreation)Time(\+|%20|\s)*(ge|gt|le|lt)(\+|%20|\s)*)(?P<at>')(?P<value>[\d$\{][^'\n\x22]*)'",
        becomes: Text("${field}${value}"),
    },
];

pub(super) const RULES: &[Rule] = &[
    lost_filter,
    scope_of_application,
    several_apis,
    wrong_audience,
    field_name,
    top,
];

expressions! {
    OPTION = r"(?:[?&]|[\x22'])(?P<dollar>\$)(?:filter|top|skip|orderby|select|expand|count)\b\s*[\x22']?\s*=";
    NAMELESS = r"[?&](?P<at>=)(?:lastUpdate|created|alertCreation)\w*";
    APPLICATION = r"\bclient_credentials\b|ConfidentialClientApplication\b|ClientSecretCredential\b";
    NAMED = r"(?P<host>https://(?:api|graph)[\w.-]+)/(?P<at>(?-i:[A-Z])\w+\.(?:Read|ReadWrite|Run)(?:\.\w+)?)";
    SCOPE_TEXT = r"\bscopes?\b[^\n=:]*[=:]\s*(?P<value>[^\n;]*)";
    API = r"https://(?P<host>(?:api[\w-]*\.security(?:center)?|graph|[\w-]+\.api\.security)\.[\w.]+?)/";
    ASKED = r"(?P<host>https://(?:api\.security\.microsoft|api\.securitycenter\.microsoft|api\.securitycenter\.windows|graph\.microsoft)\.com)/\.default|\b\w*(?:resource|audience)\w*['\x22]?\s*[=:]\s*@?['\x22](?P<uri>https://(?:api\.security\.microsoft|api\.securitycenter\.(?:microsoft|windows)|graph\.microsoft)\.com)/?['\x22]";
    XDR_CALL = r"/api/(?:incidents|advancedhunting)\b";
    ENDPOINT_CALL = r"/api/(?:alerts|machines|machineactions|indicators|vulnerabilities|recommendations|software|advancedqueries|exposureScore|configurationScore|files|remediationtasks)\b";
    GRAPH_CALL = r"graph\.microsoft\.com/(?:v1\.0|beta)\b|/v1\.0/security/";
    GRAPH_FIELD = r"/security/(?:incidents|alerts_v2)\?[^\n\x22']*?(?P<at>lastUpdateTime|createdTime)\b";
    XDR_FIELD = r"/api/incidents\?[^\n\x22']*?(?P<at>lastUpdateDateTime|createdDateTime)\b";
    TOP = r"(?P<path>/api/incidents|/api/alerts|/api/machines|/security/incidents|/security/alerts_v2)\b[^\n]*?[$`]top=(?P<number>\d{1,9})\b";
}

/// `$filter` where the shell looks for a variable of that name, and what is left where it already has.
fn lost_filter(script: &Script<'_>) -> Vec<Finding> {
    let escape = match script.language {
        ScriptLanguage::Powershell => "`$",
        ScriptLanguage::Curl => "\\$",
        _ => return Vec::new(),
    };
    let replaced = places(&OPTION, &script.code).filter_map(|place| {
        let dollar = place.name("dollar")?;
        script
            .expands(dollar.start())
            .then(|| edited(FaultId::FilterLost, dollar.range(), escape))
    });
    let gone = places(&NAMELESS, &script.code).filter_map(|place| {
        let at = place.name("at")?;
        let dollar = if script.expands(at.start()) { escape } else { "$" };
        Some(edited(
            FaultId::FilterLost,
            at.start()..at.start(),
            format!("{dollar}filter"),
        ))
    });
    replaced.chain(gone).collect()
}

/// An application gets everything that was consented to, and can ask for nothing less.
fn scope_of_application(script: &Script<'_>) -> Vec<Finding> {
    if !has(&APPLICATION, &script.code) {
        return Vec::new();
    }
    let named = places(&NAMED, &script.code).filter_map(|place| place.name("at"));
    named
        .map(|name| edited(FaultId::ScopeNotDefault, name.range(), ".default"))
        .collect()
}

/// One token is for one API.
fn several_apis(script: &Script<'_>) -> Vec<Finding> {
    places(&SCOPE_TEXT, &script.code)
        .filter_map(|place| {
            let value = place.name("value")?;
            let mut hosts: Vec<String> = places(&API, value.as_str())
                .map(|api| api["host"].to_lowercase())
                .collect();
            hosts.sort_unstable();
            hosts.dedup();
            (hosts.len() > 1).then(|| {
                program(
                    FaultId::SeveralApis,
                    place.get(0).map_or(0, |whole| whole.start()),
                )
            })
        })
        .collect()
}

/// The API whose token a script should ask for, by what it calls; `None` where it calls none, or several.
fn called(code: &str) -> Option<&'static str> {
    let calls = [
        (has(&XDR_CALL, code), "https://api.security.microsoft.com"),
        (
            has(&ENDPOINT_CALL, code),
            "https://api.securitycenter.microsoft.com",
        ),
        (has(&GRAPH_CALL, code), "https://graph.microsoft.com"),
    ];
    let mut seen = calls
        .into_iter()
        .filter_map(|(seen, audience)| seen.then_some(audience));
    let first = seen.next()?;
    seen.next().is_none().then_some(first)
}

/// A token for one API opens nothing at another, and looks right all the same.
fn wrong_audience(script: &Script<'_>) -> Vec<Finding> {
    let Some(right) = called(&script.code) else {
        return Vec::new();
    };
    let asked: Vec<_> = places(&ASKED, &script.code)
        .filter_map(|place| place.name("host").or_else(|| place.name("uri")))
        .collect();
    let fits =
        |host: &str| host == right || right.contains("securitycenter") && host.contains("securitycenter");
    if asked.iter().any(|host| fits(host.as_str())) {
        return Vec::new();
    }
    asked
        .into_iter()
        .map(|host| edited(FaultId::WrongAudience, host.range(), right))
        .collect()
}

/// Graph and Defender XDR name the same times differently.
fn field_name(script: &Script<'_>) -> Vec<Finding> {
    let fields = places(&GRAPH_FIELD, &script.code).chain(places(&XDR_FIELD, &script.code));
    fields
        .filter_map(|place| {
            let field = place.name("at")?;
            let right = match field.as_str() {
                "lastUpdateTime" => "lastUpdateDateTime",
                "createdTime" => "createdDateTime",
                "lastUpdateDateTime" => "lastUpdateTime",
                _ => "createdTime",
            };
            Some(edited(FaultId::FieldName, field.range(), right))
        })
        .collect()
}

/// The most rows that an answer of this list holds.
fn most(path: &str) -> u32 {
    match path.to_lowercase().as_str() {
        "/api/incidents" => 100,
        "/security/incidents" => 50,
        "/security/alerts_v2" => 2000,
        _ => 10_000,
    }
}

/// `$top` above what the list allows.
fn top(script: &Script<'_>) -> Vec<Finding> {
    places(&TOP, &script.code)
        .filter_map(|place| {
            let most = most(&place["path"]);
            let number = place.name("number")?;
            let asked: u32 = number.as_str().parse().ok()?;
            (asked > most).then(|| edited(FaultId::TopTooLarge, number.range(), most.to_string()))
        })
        .collect()
}
