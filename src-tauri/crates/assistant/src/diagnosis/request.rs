//! What a request itself shows: values of a template, hosts of another cloud, scopes that cannot be, two versions mixed.

use super::aadsts::meaning;
use super::catalogue::entry;
use super::clues::Clues;
use super::decision::Decision;
use super::pattern::{Pattern, compiled, first};
use super::places::{is_of_closed_cloud, is_outdated, is_placeholder, names_another_cloud, signs_in};
use crate::checklist::StepId;
use crate::error::ErrorCode;

/// A permission or `.default` behind the API's address, with no slash between them.
static GLUED: Pattern =
    Pattern::new(|| compiled(r"\.(?:com|us|net)(?:\.default\b|[A-Za-z]{3,30}\.Read(?:Write)?\b)"));
/// A resource principal that is called by a scope.
static NAMED_BY_SCOPE: Pattern = Pattern::new(|| compiled(r"(?i)\bnamed '?https://[^\s']+/\.default\b"));
/// A name that no API has: the plural, or blanks of a translation inside.
static MISSPELT: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)\b((?:Incidents|Alerts|Machines|AdvancedHuntings|AdvancedQueries)\.(?:Read|ReadWrite)(?:\.All)?|[A-Za-z]{4,20}\.[ \t]+Read(?:Write)?(?:\.[ \t]*All)?)\b",
    )
});
static TENANT_PART: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)https?://login\.[a-z0-9.\-]+/([^/\s"'?]{1,80})/(?:oauth2|v2\.0|adminconsent|\.well-known)"#,
    )
});
static NO_TENANT: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)https?://login\.(?:microsoftonline|windows|partner|chinacloudapi)[a-z0-9.\-]*/+(oauth2|authorize|token|v2\.0|adminconsent)\b",
    )
});
static DOUBLED: Pattern = Pattern::new(|| compiled(r"(?i)\bhttps?:/{0,2}https?:"));
static CLIENT_ID: Pattern =
    Pattern::new(|| compiled(r#"(?i)\bclient_?id["']?\s*[:=]\s*["']?([^\s"'&,;)]{1,80})"#));
static SECRET: Pattern =
    Pattern::new(|| compiled(r#"(?i)\bclient_?secret["']?\s*[:=]\s*["']?([^\s"'&,;)]{1,80})"#));
static RESOURCE: Pattern = Pattern::new(|| compiled(r#"(?i)(?:^|[?&\s{'"])resource["']?\s*[:=]\s*["']?\S"#));
static SCOPE: Pattern = Pattern::new(|| compiled(r#"(?i)(?:^|[?&\s{'"])scope["']?\s*[:=]\s*["']?\S"#));

/// What is wrong with the scope or resource behind a number that names it.
pub(super) fn scope(number: u32, clues: &Clues) -> Option<Decision> {
    if let Some(name) = first(&MISSPELT, &clues.text) {
        let decision = Decision::of(ErrorCode::PermissionNameUnknown).with("permission", name);
        return Some(match number {
            650_053 => decision,
            _ => decision.at(StepId::RequestBug),
        });
    }
    if GLUED.is_match(&clues.text) {
        return Some(Decision::of(ErrorCode::ScopeMalformed));
    }
    // The v1 address takes a resource; what v2 calls a scope is no API's name there.
    if matches!(number, 500_011 | 50001) && NAMED_BY_SCOPE.is_match(&clues.text) {
        return Some(Decision::of(ErrorCode::VersionsMixed).likely());
    }
    let elsewhere = clues.hosts.iter().find(|host| names_another_cloud(host));
    let elsewhere = elsewhere.filter(|_| matches!(number, 500_011 | 50001));
    elsewhere.map(|host| Decision::of(ErrorCode::CloudMismatch).with("host", host).likely())
}

/// What a request shows without any answer to it.
pub(super) fn decide(clues: &Clues) -> Option<Decision> {
    address(clues)
        .or_else(|| values(clues))
        .or_else(|| versions(clues))
        .or_else(|| hosts(clues))
        .or_else(|| names(clues))
}

fn address(clues: &Clues) -> Option<Decision> {
    if let Some(tenant) = first(&TENANT_PART, &clues.text).filter(|tenant| is_placeholder(tenant)) {
        let decision = Decision::of(ErrorCode::PlaceholderLeft).with("placeholder", tenant);
        return Some(decision.at(StepId::Tenant));
    }
    if let Some(part) = first(&NO_TENANT, &clues.text) {
        return Some(
            Decision::of(ErrorCode::AddressMalformed)
                .with("part", part)
                .at(StepId::Tenant),
        );
    }
    DOUBLED
        .is_match(&clues.text)
        .then(|| Decision::of(ErrorCode::AddressMalformed).with("part", "https://"))
}

fn values(clues: &Clues) -> Option<Decision> {
    let left = |pattern: &Pattern, step| {
        let value = first(pattern, &clues.text).filter(|value| is_placeholder(value))?;
        let decision = Decision::of(ErrorCode::PlaceholderLeft).with("placeholder", value);
        Some(decision.at(step))
    };
    left(&CLIENT_ID, StepId::Ids).or_else(|| left(&SECRET, StepId::Secret))
}

fn versions(clues: &Clues) -> Option<Decision> {
    let v1 = clues.says(&["/oauth2/token", "/oauth2/authorize"]);
    let v2 = clues.says(&["/oauth2/v2.0/"]);
    if v1 && !v2 && SCOPE.is_match(&clues.text) && !RESOURCE.is_match(&clues.text) {
        return Some(Decision::of(ErrorCode::VersionsMixed));
    }
    if v2 && RESOURCE.is_match(&clues.text) {
        return entry(901_002).map(|row| Decision::number(row, meaning(row.code)).likely());
    }
    let glued = GLUED.is_match(&clues.text);
    glued.then(|| Decision::of(ErrorCode::ScopeMalformed).likely())
}

/// A host that answers for another cloud, or no longer. Also decides where such a host cannot be found.
pub(super) fn hosts(clues: &Clues) -> Option<Decision> {
    if let Some(host) = clues.hosts.iter().find(|host| is_of_closed_cloud(host)) {
        return Some(Decision::of(ErrorCode::CloudMismatch).with("host", host));
    }
    if let Some(host) = clues
        .hosts
        .iter()
        .find(|host| signs_in(host) && names_another_cloud(host))
    {
        return Some(Decision::of(ErrorCode::CloudMismatch).with("host", host).unsure());
    }
    let outdated = clues.hosts.iter().find(|host| is_outdated(host))?;
    Some(
        Decision::of(ErrorCode::AddressOutdated)
            .with("host", outdated)
            .likely(),
    )
}

fn names(clues: &Clues) -> Option<Decision> {
    if let Some(name) = first(&MISSPELT, &clues.text) {
        let decision = Decision::of(ErrorCode::PermissionNameUnknown).with("permission", name);
        return Some(decision.likely());
    }
    let searched = clues.says(&[
        "apis my organization uses",
        "api utilisées par mon organisation",
        "von meiner organisation verwendete apis",
    ]);
    let in_vain = clues.says(&[
        "no results",
        "not found",
        "can't find",
        "cannot find",
        "aucun résultat",
        "keine ergebnisse",
        "nothing",
    ]);
    (searched && in_vain).then(|| {
        let decision = Decision::of(ErrorCode::ResourceMissing).with("api", "Microsoft Threat Protection");
        decision.likely().or(StepId::Tenant, ErrorCode::DefenderNotActive)
    })
}
