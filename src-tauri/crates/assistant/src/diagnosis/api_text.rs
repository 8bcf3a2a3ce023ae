//! What Graph or a Defender API answered, as somebody pasted it: status, body, headers, and a token beside it.
//!
//! A 403 with the right permission in the token is not a missing permission: it is another API or path, a missing
//! Defender role, a licence, or a token from before the consent. Which one is chosen by what else the text shows.

mod sentences;

use super::clues::Clues;
use super::decision::Decision;
use super::pattern::{Pattern, compiled, first};
use super::{places, request};
use crate::checklist::StepId;
use crate::cloud::Api;
use crate::connection::{Context, Goal};
use crate::defender::permissions;
use crate::error::ErrorCode;
use crate::ids::parse_guid;
use crate::token::{Claims, TokenKind};

/// Graph's and Defender's sentence about roles or scopes: what is required, and what the token has.
static REQUIRED: Pattern = Pattern::new(|| {
    compiled(r"(?i)required (?:roles|scopes):\s*([^\n:]*?),?\s*application (?:roles|scopes):\s*([^\n\x22}]*)")
});
static WARNING: Pattern = Pattern::new(|| {
    compiled(r#"(?i)warning["']?\s*[:=]?\s*["'\[]*\s*199[^\n]{0,12}?["']?[\w ]+/[\w .]+/(\d{3})\b"#)
});
/// Consent or a permission that came a moment ago.
static JUST_GRANTED: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)(?:granted|consented|consent|added|accord\w*|ajout\w*|consentement|erteilt|zugestimmt|hinzugefügt|concedid\w*|otorgad\w*)[^\n]{0,60}?(?:\b(?:just|\d{1,3}|one|two|three|five|ten|fifteen|twenty|a few|une|deux|cinq|dix|quelques|zwei|fünf|zehn|wenigen|diez|cinco)\s*(?:minutes?|mins?\b|seconds?|sec\b|moments?|minuten|sekunden|minutos)|just now|token from (?:this morning|before|earlier|yesterday))|(?:just (?:now )?(?:granted|added|consented))|viens d'(?:accorder|ajouter)|(?:gerade|eben) (?:erteilt|zugestimmt)|still uses? the (?:old )?token",
    )
});
/// What stands behind the host of an API.
static PATH: Pattern =
    Pattern::new(|| compiled(r"(?:/api|/v1\.0/security|/beta/security)/([a-z0-9_./]{3,120})"));
static STILL_OPEN: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)\bnot granted\b|non accordé|nicht gewährt|nicht erteilt|no concedid|needs? admin consent|consent required: yes, status: -",
    )
});
static DELEGATED: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)(?:type|typ|tipo)\b[^\n]{0,4}[:=|\t ]\s*(?:delegated|déléguée?|delegiert|delegad[ao])|\.Read(?:Write)?(?:\.All)?[\s,|(]+(?:delegated|déléguée?|delegiert|delegad[ao])",
    )
});
static PLAIN_ERROR: Pattern = Pattern::new(|| {
    compiled(r#"(?i)["']error["']\s*:\s*\{\s*["'](?:code|message)["']\s*:\s*["'][A-Za-z_]*["']"#)
});

/// Codes that no other service has.
const API_CODES: [&str; 6] = [
    "InvalidAuthenticationToken",
    "Authorization_RequestDenied",
    "Authorization_IdentityNotFound",
    "Request_ResourceNotFound",
    "Request_UnsupportedQuery",
    "DisallowedOperation",
];

/// How PowerShell and .NET say that they threw the answer away.
const REMOTE_SERVER: [&str; 7] = [
    "response status code does not indicate success",
    "the remote server returned an error",
    "le serveur distant a retourné une erreur",
    "remoteserver hat einen fehler zurückgegeben",
    "servidor remoto ha devuelto un error",
    "error en el servidor remoto",
    "errore del server remoto",
];

/// The cause behind an API's answer.
pub(super) fn decide(clues: &Clues) -> Option<Decision> {
    if !is_microsofts(clues) {
        return None;
    }
    let decision = partial(clues)
        .or_else(|| sentences::decide(clues))
        .or_else(|| by_token(clues))
        .or_else(|| by_status(clues))?;
    // Only a status, and nobody says whose: what it usually means, and no more.
    let nameless = clues.says(&REMOTE_SERVER)
        && clues.api_code.is_none()
        && clues.hosts.is_empty()
        && clues.hints.api.is_none()
        && clues.status != Some(429);
    Some(if nameless { decision.unsure() } else { decision })
}

/// A status alone could be anybody's.
fn is_microsofts(clues: &Clues) -> bool {
    let host = |host: &String| {
        host.contains("graph.microsoft")
            || host.contains("security.microsoft")
            || host.contains("securitycenter")
            || host.contains("dod-graph")
    };
    let status = || clues.status.is_some() || clues.api_code.is_some() || clues.says(&["www-authenticate"]);
    let named = || {
        clues.hosts.iter().any(host)
            || clues.hints.api.is_some()
            || clues.hints.flow == Some(super::Attempted::ApiCall)
    };
    let spoken = || {
        clues.says(&[
            "microsoft graph",
            "@odata",
            "application roles",
            "application scopes",
            "wdatp",
            "mdatp",
            "defender",
            "idx1",
            "innererror",
            "insufficient_claims",
            "microsoft.graph",
            "microsoft",
            "azure",
        ])
    };
    let telling = || API_CODES.contains(&clues.api_code.as_deref().unwrap_or_default());
    let client = || clues.says(&REMOTE_SERVER);
    let shaped = || PLAIN_ERROR.is_match(&clues.text) && clues.api_code.is_some();
    let challenged = clues.says(&["www-authenticate: bearer"]);
    if challenged {
        return true;
    }
    let signs_in = clues.hosts.iter().any(|host| places::signs_in(host)) && !clues.hosts.iter().any(host);
    if signs_in && clues.api_code.is_none() && clues.hints.api.is_none() {
        return false;
    }
    (status() && (named() || spoken() || shaped() || telling() || client()))
        || clues.says(&[
            "application roles:",
            "application scopes:",
            "idx10",
            "idx12",
            "idx14",
        ])
        || clues.says(&sentences::UNMISTAKABLE)
        || (clues.says(&["warning: 199", "microsoft/"]) && WARNING.is_match(&clues.text))
        || clues.status == Some(429)
}

/// Half an answer: a list that a provider behind Graph did not fill (Graph, "security API errors").
fn partial(clues: &Clues) -> Option<Decision> {
    let warning = first(&WARNING, &clues.text);
    if clues.status != Some(206) && warning.is_none() {
        return None;
    }
    let decision = Decision::of(ErrorCode::PartialAnswer);
    Some(match warning {
        Some("401" | "403") => decision
            .at(StepId::Permissions)
            .likely()
            .or(StepId::Tenant, ErrorCode::DefenderNotActive),
        Some("404") => decision.at(StepId::Tenant).likely(),
        Some(_) => decision.retryable(),
        None => decision.likely().retryable(),
    })
}

/// A refusal, joined with what the token carries and what was said of the permission.
fn by_token(clues: &Clues) -> Option<Decision> {
    let refused = clues.status == Some(403)
        || clues.api_code.as_deref().is_some_and(|code| {
            matches!(
                code.to_ascii_lowercase().as_str(),
                "forbidden" | "authorization_requestdenied" | "accessdenied" | "erroraccessdenied"
            )
        })
        || REQUIRED.is_match(&clues.text)
        || (clues.says(&["forbidden"]) && clues.says(&["application roles", "application scopes"]));
    if !refused {
        return None;
    }
    if JUST_GRANTED.is_match(&clues.text) {
        let decision = Decision::of(ErrorCode::GrantNotYetEffective).likely();
        return Some(decision.or(StepId::Permissions, ErrorCode::PermissionMissing));
    }
    if clues.context() != Some(Context::User) && DELEGATED.is_match(&clues.text) && app_only(clues) {
        return Some(named(ErrorCode::PermissionKindWrong, clues));
    }
    if STILL_OPEN.is_match(&clues.text) {
        return Some(named(ErrorCode::ConsentMissing, clues));
    }
    if let Some(decision) = foreign_audience(clues).or_else(|| by_required(clues)) {
        return Some(decision);
    }
    if let Some(claims) = &clues.claims {
        return Some(by_claims(claims, clues));
    }
    Some(refused_without_token(clues))
}

fn app_only(clues: &Clues) -> bool {
    clues.context() == Some(Context::Application) || clues.says(&["application roles", "client_credentials"])
}

/// `API required roles: A,B, application roles: C.`
fn by_required(clues: &Clues) -> Option<Decision> {
    let lists = REQUIRED.captures(&clues.text)?;
    let names = |list: &str| -> Vec<String> {
        let names = list
            .split([',', ' '])
            .map(|name| name.trim_matches(['.', '"', '\'', '\\']).to_owned());
        names.filter(|name| name.contains('.')).collect()
    };
    let (required, carried) = (names(&lists[1]), names(&lists[2]));
    let code = if carried.is_empty() {
        ErrorCode::ConsentMissing
    } else if required.iter().any(|name| carried.contains(name)) {
        ErrorCode::GrantNotYetEffective
    } else {
        ErrorCode::PermissionMissing
    };
    let mut decision = Decision::of(code).with("permissions", carried.join(", "));
    if let Some(least) = required.first() {
        decision = decision.with("permission", least);
    }
    Some(
        decision
            .or(StepId::Permissions, ErrorCode::PermissionMissing)
            .or(StepId::Consent, ErrorCode::GrantNotYetEffective),
    )
}

fn by_claims(claims: &Claims, clues: &Clues) -> Decision {
    let context = match claims.kind() {
        TokenKind::User => Context::User,
        TokenKind::Application | TokenKind::Id => Context::Application,
    };
    let audience = audience_api(claims.audience());
    let called = clues.api();
    if let (Some(audience), Some(called)) = (audience, called)
        && audience != called
    {
        return Decision::of(ErrorCode::WrongAudience)
            .with("api", called.portal_name())
            .with("actual", claims.audience())
            .at(StepId::RequestBug);
    }
    let api = called.or(audience).unwrap_or(Api::Graph);
    let goal = Goal::new(api, context);
    let carried = claims.permissions();
    let permitted =
        claims.has_any(permissions::sufficient(goal)) || carried.iter().any(|name| opens_path(name, clues));
    match (permitted, context) {
        (true, Context::User) => Decision::of(ErrorCode::UserLacksDefenderRole)
            .at(StepId::UserAssignment)
            .likely()
            .or(StepId::Tenant, ErrorCode::DefenderNotActive)
            .or(StepId::RequestBug, ErrorCode::PathUnknown),
        (true, Context::Application) => Decision::of(ErrorCode::DefenderNotActive)
            .unsure()
            .or(StepId::RequestBug, ErrorCode::PathUnknown)
            .or(StepId::Consent, ErrorCode::GrantNotYetEffective),
        (false, _) if carried.is_empty() => named(ErrorCode::ConsentMissing, clues),
        (false, _) => named(ErrorCode::PermissionMissing, clues)
            .with("permissions", carried.join(", "))
            .or(StepId::RequestBug, ErrorCode::PathUnknown),
    }
}

/// Is the permission named after what the path asks for? `Machine.Read.All` opens `/api/machines`, and
/// `SecurityAlert.Read.All` opens `/v1.0/security/alerts_v2`.
fn opens_path(permission: &str, clues: &Clues) -> bool {
    let thing = permission
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let paths = PATH.captures_iter(&clues.lower).take(20);
    let mut segments = paths.flat_map(|path| path.get(1).map_or("", |path| path.as_str()).split('/'));
    segments.any(|segment| {
        let segment = segment.trim_end_matches("_v2");
        let one = match segment.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => segment.trim_end_matches('s').to_owned(),
        };
        one.len() > 4 && thing.ends_with(&one)
    })
}

/// The token is for none of these APIs. A placeholder is nobody's audience.
fn foreign_audience(clues: &Clues) -> Option<Decision> {
    let audience = clues.audience()?;
    let somebodys =
        audience.starts_with("https://") || audience.starts_with("api://") || parse_guid(audience).is_some();
    (somebodys && audience_api(audience).is_none()).then(|| {
        Decision::of(ErrorCode::WrongAudience)
            .with("actual", audience)
            .at(StepId::RequestBug)
            .likely()
    })
}

fn audience_api(audience: &str) -> Option<Api> {
    Api::ALL.into_iter().find(|api| {
        audience == api.app_id()
            || match api {
                Api::Graph => audience.contains("graph.microsoft"),
                Api::Xdr => audience.contains("security.microsoft"),
                Api::Mde => audience.contains("securitycenter"),
            }
    })
}

fn refused_without_token(clues: &Clues) -> Decision {
    let decision = named(ErrorCode::PermissionMissing, clues).likely();
    match clues.context() {
        Some(Context::User) => decision
            .or(StepId::UserAssignment, ErrorCode::UserLacksDefenderRole)
            .or(StepId::Consent, ErrorCode::ConsentMissing),
        _ => decision
            .or(StepId::Consent, ErrorCode::ConsentMissing)
            .or(StepId::RequestBug, ErrorCode::WrongAudience)
            .or(StepId::Tenant, ErrorCode::DefenderNotActive),
    }
}

/// With the permission that the goal needs, where the goal is known.
fn named(code: ErrorCode, clues: &Clues) -> Decision {
    let decision = Decision::of(code);
    let (Some(api), Some(context)) = (clues.api(), clues.context()) else {
        return decision;
    };
    decision
        .with("permission", permissions::least(Goal::new(api, context)))
        .with("api", api.portal_name())
}

fn by_status(clues: &Clues) -> Option<Decision> {
    let code = clues.api_code.as_deref().unwrap_or_default().to_ascii_lowercase();
    let host = clues.hosts.first().map_or_else(String::new, Clone::clone);
    let status = match clues.status {
        Some(status) => status,
        None => status_of(&code)?,
    };
    Some(match status {
        401 => {
            if let Some(decision) = foreign_audience(clues) {
                return Some(decision);
            }
            let fits = clues
                .claims
                .as_ref()
                .and_then(|claims| audience_api(claims.audience()))
                == clues.api();
            let decision = Decision::of(ErrorCode::WrongAudience)
                .at(StepId::RequestBug)
                .unsure();
            let expired = Decision::of(ErrorCode::TokenExpired).at(StepId::SignIn).likely();
            if code == "invalidauthenticationtoken" || (clues.claims.is_some() && fits) {
                expired.or(StepId::RequestBug, ErrorCode::WrongAudience)
            } else {
                decision
                    .or(StepId::SignIn, ErrorCode::TokenExpired)
                    .or(StepId::RequestBug, ErrorCode::TokenNotSent)
            }
        }
        404 if code.contains("resourcenotfound") && !clues.says(&["segment"]) => {
            Decision::of(ErrorCode::ItemUnknown).likely()
        }
        404 | 405 | 410 => Decision::of(ErrorCode::PathUnknown)
            .likely()
            .or(StepId::Tenant, ErrorCode::DefenderNotActive),
        429 => Decision::of(ErrorCode::ApiThrottled).at(StepId::Service),
        408 | 500..=599 => Decision::of(ErrorCode::ServerTrouble)
            .with("host", host)
            .likely()
            .or(StepId::RequestBug, ErrorCode::QueryRejected),
        400..=499 => {
            request::decide(clues).unwrap_or_else(|| Decision::of(ErrorCode::QueryRejected).likely())
        }
        _ => return None,
    })
}

/// The status that an API sends with a code of its own (Defender and Graph, error codes).
fn status_of(code: &str) -> Option<u16> {
    Some(match code {
        "" => return None,
        "unauthorized" | "invalidauthenticationtoken" => 401,
        "toomanyrequests" | "activitylimitreached" => 429,
        "resourcenotfound" | "request_resourcenotfound" | "notfound" | "itemnotfound" => 404,
        "unknownerror"
        | "internalservererror"
        | "generalexception"
        | "servicenotavailable"
        | "serviceunavailable"
        | "unknownservererror" => 500,
        _ => 400,
    })
}
