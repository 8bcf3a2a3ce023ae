//! A bare value: a token, a GUID, a secret. What it is, where it belongs, and what is wrong with it.

use jiff::Timestamp;
use uuid::Uuid;

use super::clues::Clues;
use super::decision::Decision;
use super::pattern::{Pattern, compiled};
use super::redact::holds_secret;
use super::view::{Belongs, PastedToken};
use crate::checklist::StepId;
use crate::clock::rfc3339;
use crate::cloud::{Api, Cloud};
use crate::error::ErrorCode;
use crate::ids::parse_guid;
use crate::token::{Claims, Signature, TokenKind, inspect};

/// A GUID with nothing but its name in front.
static NAMED_GUID: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)^\s*([$\w ()\-'"]*?)["']?(?:\s*[:=]\s*|\s+)["'{]?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})["'},;]*\s*$"#,
    )
});
/// As much as a name is long at most, in letters; what is longer is a sentence.
const LONGEST_NAME: usize = 60;
/// A refresh token or a code of Entra's: opaque.
static OPAQUE: Pattern = Pattern::new(|| {
    compiled(r"^(?:[01]\.A[A-Za-z0-9_\-]{40,}|M\.[CR]\d+_[A-Za-z0-9_.!*\-]{20,})[A-Za-z0-9_.\-!*]*$")
});

/// Application ids of Microsoft's own services and clients (Microsoft's list of first-party applications).
const MICROSOFT_APPS: [(&str, &str); 12] = [
    (
        "14d82eec-204b-4c2f-b7e8-296a70dab67e",
        "Microsoft Graph Command Line Tools",
    ),
    ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI"),
    (
        "1950a258-227b-4e31-a9cf-717495945fc2",
        "Microsoft Azure PowerShell",
    ),
    (
        "1b730954-1685-4b74-9bfd-dac224a7b894",
        "Azure Active Directory PowerShell",
    ),
    ("de8bc8b5-d9f9-48b1-a8ad-b748da725064", "Graph Explorer"),
    ("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure Portal"),
    ("aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code"),
    (
        "80ccca67-54bd-44ab-8625-4b79c4dc7775",
        "Microsoft 365 Security and Compliance Center",
    ),
    ("797f4846-ba00-4fd7-ba43-dac1f8f63013", "Azure Resource Manager"),
    (
        "00000002-0000-0000-c000-000000000000",
        "Windows Azure Active Directory",
    ),
    (
        "05a65629-4c1b-48c1-a78b-804c4abdd4af",
        "Microsoft Cloud App Security",
    ),
    (
        "c5393580-f805-4401-95e8-94b7a6ef2fc2",
        "Office 365 Management APIs",
    ),
];

/// A GUID, and what it can be.
pub(super) struct Id {
    pub(super) guid: Uuid,
    pub(super) belongs: Belongs,
    pub(super) service: Option<String>,
    pub(super) decision: Decision,
}

/// Reads a text that is a GUID, with its name in front or without.
pub(super) fn id(text: &str) -> Option<Id> {
    let named = NAMED_GUID
        .captures(text)
        .filter(|parts| parts[1].chars().count() <= LONGEST_NAME);
    let (name, guid) = match &named {
        Some(parts) => (parts[1].to_lowercase(), &parts[2]),
        None => (String::new(), text),
    };
    let bare = guid.trim().trim_matches(['{', '}', '"', '\'']);
    if Uuid::try_parse(bare).is_ok_and(|id| id.is_nil()) {
        return Some(Id {
            guid: Uuid::nil(),
            belongs: Belongs::AnyId,
            service: None,
            decision: Decision::of(ErrorCode::PlaceholderLeft).with("placeholder", bare),
        });
    }
    // Sixteen bytes without hyphens are more often a hash.
    let id = parse_guid(guid).filter(|_| guid.contains('-'))?;
    let service = service(id);
    let likely = || Decision::of(ErrorCode::IdPasted).likely();
    let (belongs, decision) = if name.contains("secret") || name.contains("password") {
        (Belongs::AnyId, Decision::of(ErrorCode::SecretIdPasted))
    } else if service.is_some() {
        (Belongs::MicrosoftApp, likely())
    } else if ["tenant", "directory", "locataire", "mandant"]
        .iter()
        .any(|word| name.contains(word))
    {
        (Belongs::TenantId, likely())
    } else if name.contains("client") || name.contains("app") {
        (Belongs::ClientId, likely())
    } else {
        (Belongs::AnyId, Decision::of(ErrorCode::IdPasted).unsure())
    };
    Some(Id {
        guid: id,
        belongs,
        service,
        decision,
    })
}

fn service(id: Uuid) -> Option<String> {
    let text = id.hyphenated().to_string();
    let ours = Api::ALL
        .into_iter()
        .find(|api| api.app_id() == text)
        .map(Api::portal_name);
    let known = || {
        MICROSOFT_APPS
            .iter()
            .find(|(app, _)| *app == text)
            .map(|(_, name)| *name)
    };
    ours.or_else(known).map(str::to_owned)
}

/// Is the text a client secret, or a code or refresh token that is just as secret?
pub(super) fn is_secret(text: &str) -> bool {
    let text = text.trim().trim_matches(['"', '\'', '`']);
    if text.contains(char::is_whitespace) || text.contains("://") || text.starts_with("data:") {
        return false;
    }
    if holds_secret(text) && text.len() <= 80 {
        return true;
    }
    if OPAQUE.is_match(text) {
        return true;
    }
    // Tokens of personal accounts and refresh tokens are opaque, and just as secret.
    let mixed = text.chars().any(|c| c.is_ascii_lowercase())
        && text.chars().any(|c| c.is_ascii_uppercase())
        && text.chars().any(|c| c.is_ascii_digit());
    let opaque = |c: char| is_token_character(c) || matches!(c, '+' | '/' | '!' | '*' | '~');
    if text.len() >= 120 && mixed && text.chars().all(opaque) {
        return true;
    }
    // Secrets from before 2021: thirty to fifty characters with everything in them.
    let has = |of: fn(&char) -> bool| text.chars().filter(of).count() >= 2;
    (30..=50).contains(&text.len())
        && has(char::is_ascii_lowercase)
        && has(char::is_ascii_uppercase)
        && has(char::is_ascii_digit)
        && has(|c| {
            matches!(
                c,
                '~' | '.' | '_' | '-' | '=' | '+' | '/' | '@' | ':' | '[' | ']' | '*' | '?'
            )
        })
        && !text.contains("..")
}

/// Does the text begin like a token and break off?
pub(super) fn is_broken_token(text: &str) -> bool {
    let text = text.trim().trim_start_matches("Authorization:").trim();
    let text = text
        .strip_prefix("Bearer ")
        .unwrap_or(text)
        .trim_matches(['"', '\'', '.', '…']);
    text.starts_with("eyJ") && text.len() > 20 && !text.contains(|c: char| !is_token_character(c))
}

fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '=')
}

/// Somebody wrote a secret into a sentence.
pub(super) fn secret_in(clues: &Clues) -> Option<Decision> {
    holds_secret(&clues.text).then(|| Decision::of(ErrorCode::SecretShared).likely())
}

/// A text that is a token, with the header line around it or without.
pub(super) fn token(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches(['"', '\'', '`']);
    let text = text.strip_prefix("Authorization:").map_or(text, str::trim);
    let text = text.strip_prefix("Bearer ").map_or(text, str::trim);
    Claims::decode(text).map(|_| text)
}

/// The audience doctor: what a token opens, what it lacks, and the first thing that is wrong with it.
pub(super) fn examine(
    token: &str,
    clues: &Clues,
    clouds: &[Cloud],
    now: Timestamp,
) -> Option<(PastedToken, Option<Decision>)> {
    let inspection = inspect(token, Signature::NotChecked, clouds, now)?;
    let claims = Claims::from_map(inspection.claims.clone());
    let expires = claims.time("exp");
    let opens: Vec<Api> = inspection.opens.iter().map(|door| door.api).collect();
    let audience = claims.audience().trim_end_matches('/').to_owned();
    let seen = PastedToken {
        kind: inspection.kind,
        api: api_of(&audience, clouds),
        audience,
        tenant_id: claims.tenant_id().to_owned(),
        client_id: claims.client_id().to_owned(),
        permissions: claims.permissions().into_iter().map(str::to_owned).collect(),
        opens,
        missing: inspection.missing.clone(),
        expires: expires.map(rfc3339).unwrap_or_default(),
        expired: expires.is_some_and(|end| end <= now),
    };
    let decision = fault(&seen, &claims, clues).or_else(|| {
        let report = inspection.findings.into_iter().next()?;
        let mut decision = Decision::of(report.code);
        decision.report.params = report.params;
        let step = match report.code {
            ErrorCode::TokenExpired => StepId::SignIn,
            ErrorCode::WrongAudience => StepId::RequestBug,
            _ => report.step.unwrap_or(StepId::Permissions),
        };
        Some(decision.at(step))
    });
    Some((seen, decision))
}

/// What only the text around or the person's hints show.
fn fault(seen: &PastedToken, claims: &Claims, clues: &Clues) -> Option<Decision> {
    if seen.kind == TokenKind::Id {
        return Some(Decision::of(ErrorCode::IdTokenSent));
    }
    if seen.expired {
        return Some(Decision::of(ErrorCode::TokenExpired).at(StepId::SignIn));
    }
    if seen.tenant_id == "9188040d-6c67-4c5b-b112-36a304b66dad" {
        return Some(Decision::of(ErrorCode::PersonalAccount));
    }
    let wanted = clues.hints.api.filter(|api| seen.api != Some(*api))?;
    let decision = Decision::of(ErrorCode::WrongAudience).at(StepId::RequestBug);
    Some(
        decision
            .with("api", wanted.portal_name())
            .with("actual", claims.audience()),
    )
}

fn api_of(audience: &str, clouds: &[Cloud]) -> Option<Api> {
    Api::ALL.into_iter().find(|api| {
        let places = clouds.iter().filter_map(|cloud| cloud.api(*api));
        audience == api.app_id() || places.into_iter().any(|place| place.audience == audience)
    })
}
