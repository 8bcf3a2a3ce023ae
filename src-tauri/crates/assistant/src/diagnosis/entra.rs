//! A number of Entra's, joined with what stands beside it: the next line often decides.

use super::aadsts::{meaning, quoted_url};
use super::catalogue::{self, entry};
use super::clues::Clues;
use super::decision::Decision;
use super::pattern::{Pattern, compiled, first};
use super::phrases;
use super::places::{is_placeholder, names_another_cloud};
use super::request;
use super::view::{Attempted, Who};
use crate::checklist::StepId;
use crate::connection::Context;
use crate::error::{ErrorCode, ErrorReport};
use crate::ids::parse_guid;

static IDENTIFIER: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)(?:identifier|application|received:?|anwendung mit|l'application)\s*(?:identifier\s*)?(?:was:?\s*)?['"<{]+([^'"\n>]{1,80})['">}]+"#,
    )
});
static TENANT: Pattern = Pattern::new(|| {
    compiled(r#"(?i)(?:tenant|mandant|locataire)(?: identifier| name)?\s*['"]([^'"\n]{1,120})['"]"#)
});
static DIRECTORY: Pattern =
    Pattern::new(|| compiled(r#"(?i)in (?:the )?directory\s*['"]([^'"\n]{1,120})['"]"#));
static SECRET_FIELD: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)(?:client_?secret|secret|password)["']?\s*[:=]\s*["']?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"#,
    )
});

/// The cause behind the text's number.
pub(super) fn decide(clues: &Clues) -> Option<Decision> {
    let number = clues.numbers.cause()?;
    let Some(row) = catalogue::kin(number) else {
        return Some(unknown_number(number, clues));
    };
    let usual = || alternatives(row.code, clues, Decision::number(row, meaning(row.code)));
    let decision = neighbours(row.code, clues).unwrap_or_else(usual);
    let decision = outage(decision, clues);
    let decision = decision.with("code", number);
    let kin_only = entry(number).is_none();
    Some(match quoted_url(&clues.text) {
        _ if kin_only || !clues.numbers.certain => decision.likely(),
        Some(url) if row.code == 50011 => decision.with("redirect_uri", url),
        _ => decision,
    })
}

/// A number that nobody has published: what the text beside it says, and nothing with confidence.
fn unknown_number(number: u32, clues: &Clues) -> Decision {
    let by_words = phrases::sure(clues).map(Decision::unsure);
    let unknown = || {
        let decision = Decision::of(ErrorCode::EntraRefused).at(StepId::Unknown);
        decision.by(Who::Admin)
    };
    by_words.unwrap_or_else(unknown).with("code", number).unsure()
}

/// What stands beside the number and knows better than it.
fn neighbours(number: u32, clues: &Clues) -> Option<Decision> {
    match number {
        // Without a person, a missing secret is not a matter of the public client flag.
        7_000_218 if without_a_person(clues) => entry(7_000_216).map(|row| {
            Decision::number(row, ErrorCode::SecretMissing)
                .likely()
                .or_number_of(7_000_218)
        }),
        7_000_215 | 70002 | 50012 if SECRET_FIELD.is_match(&clues.text) => {
            Some(Decision::of(ErrorCode::SecretIdPasted))
        }
        7_000_215
            if clues.says(&[
                "seconds ago",
                "just created",
                "a minute ago",
                "il y a quelques secondes",
                "vient d'être créé",
                "gerade erstellt",
            ]) =>
        {
            entry(number).map(|row| {
                let decision = Decision::number(row, ErrorCode::SecretWrong).likely().retryable();
                decision.or(StepId::Secret, ErrorCode::SecretIdPasted)
            })
        }
        700_016 | 70001 | 700_011 | 90112 => client(clues),
        90002 | 900_023 | 90013 | 50059 | 90019 | 50128 => tenant(clues),
        500_011 | 50001 | 70011 | 28002 | 650_053 | 650_057 | 700_023 => request::scope(number, clues),
        _ => None,
    }
}

fn without_a_person(clues: &Clues) -> bool {
    match clues.hints.flow {
        Some(flow) => flow == Attempted::ClientCredentials,
        None => {
            clues.hints.context == Some(Context::Application)
                || clues.says(&[
                    "grant_type=client_credentials",
                    "acquire_token_for_client",
                    "acquiretokenforclient",
                ])
        }
    }
}

/// The client ID that Entra did not find.
fn client(clues: &Clues) -> Option<Decision> {
    let quoted = first(&IDENTIFIER, &clues.text)?.trim();
    let directory = first(&DIRECTORY, &clues.text).unwrap_or_default();
    if is_placeholder(quoted) {
        let decision = Decision::of(ErrorCode::PlaceholderLeft).with("placeholder", quoted);
        return Some(decision.at(StepId::Ids));
    }
    if directory.eq_ignore_ascii_case("microsoft accounts") || directory.starts_with("9188040d-") {
        let decision = Decision::of(ErrorCode::PersonalAccount).likely();
        return Some(decision.or_number_of(700_016));
    }
    let same = parse_guid(quoted).is_some() && parse_guid(quoted) == parse_guid(directory);
    same.then(|| Decision::of(ErrorCode::ClientIdIsTenantId).at(StepId::Ids))
}

/// The tenant that Entra did not find.
fn tenant(clues: &Clues) -> Option<Decision> {
    let quoted = first(&TENANT, &clues.text).unwrap_or_default().trim();
    if is_placeholder(quoted) {
        let decision = Decision::of(ErrorCode::PlaceholderLeft).with("placeholder", quoted);
        return Some(decision.at(StepId::Tenant));
    }
    if matches!(
        quoted,
        "authorize"
            | "token"
            | "oauth2"
            | "v2.0"
            | "adminconsent"
            | "devicecode"
            | "https:"
            | "https"
            | "login.microsoftonline.com"
    ) {
        let decision = Decision::of(ErrorCode::AddressMalformed).with("part", quoted);
        return Some(decision.at(StepId::Tenant));
    }
    let elsewhere = clues.hosts.iter().find(|host| names_another_cloud(host));
    elsewhere.map(|host| {
        let decision = Decision::of(ErrorCode::CloudMismatch).with("host", host);
        decision.likely().or_number_of(90002)
    })
}

/// When the service is down, it answers as if the request were wrong.
fn outage(decision: Decision, clues: &Clues) -> Decision {
    let told = clues.says(&[
        "service health",
        "status.cloud.microsoft",
        "status.azure.com",
        "outage",
        "everybody gets",
        "everyone gets",
        "all users get",
        "all our customers",
        "for all tenants",
        "störung",
        "panne générale",
    ]);
    if !told || decision.report.step != Some(StepId::RequestBug) {
        return decision;
    }
    let mut trouble = Decision::of(ErrorCode::ServerTrouble).likely();
    trouble.alternatives = decision.alternatives;
    trouble.or(StepId::RequestBug, ErrorCode::QueryRejected)
}

/// What else these numbers are answered for.
fn alternatives(number: u32, clues: &Clues, decision: Decision) -> Decision {
    match number {
        700_016 | 70001 | 700_011 => decision
            .likely()
            .or(StepId::Tenant, ErrorCode::ClientElsewhere)
            .or_number_of(7_000_229),
        7_000_215 => decision
            .or(StepId::Secret, ErrorCode::SecretIdPasted)
            .or_number_of(7_000_222),
        7_000_218 => decision
            .or(StepId::RedirectUri, ErrorCode::PlatformIsWeb)
            .or_number_of(7_000_216),
        50011 => decision.or_number_of(700_016),
        500_011 => decision
            .likely()
            .or(StepId::Tenant, ErrorCode::DefenderNotActive)
            .or(StepId::RequestBug, ErrorCode::ScopeMalformed),
        65001 => decision
            .or(StepId::Permissions, ErrorCode::PermissionMissing)
            .or(StepId::Consent, ErrorCode::AdminApprovalNeeded),
        90002 | 900_023 => decision.or(StepId::Tenant, ErrorCode::CloudMismatch),
        50020 | 50034 => decision
            .or(StepId::AccountTypes, ErrorCode::PersonalAccount)
            .or_number_of(50194),
        53003
            if clues.hints.flow == Some(Attempted::DeviceCode)
                || clues.says(&["device code", "devicecode"]) =>
        {
            decision.or_number_of(530_003).or_number_of(53000)
        }
        53003 => decision.likely().or_number_of(53000).or_number_of(50076),
        700_024 => decision.likely().or(StepId::Network, ErrorCode::ClockWrong),
        50076 | 50079 => decision.or_number_of(53003),
        65004 => decision.or(StepId::Consent, ErrorCode::AdminApprovalNeeded),
        700_027 | 7_000_222 => decision.or_number_of(7_000_215),
        650_052 => decision.or(StepId::Permissions, ErrorCode::ResourceMissing),
        _ => decision,
    }
}

impl Decision {
    fn or_number_of(self, number: u32) -> Self {
        match entry(number) {
            Some(row) => self.or_number(row),
            None => self,
        }
    }
}

/// The report of a number for the steps of a checklist: Handrail's own words where it has some, since they name this
/// connection's values, and the catalogue's otherwise.
pub(super) fn for_checklist(number: u32, text: &str) -> ErrorReport {
    let code = meaning(number);
    let report = match catalogue::kin(number) {
        Some(row) if code == ErrorCode::EntraRefused => Decision::number(row, code).report,
        _ => ErrorReport::new(code),
    };
    match quoted_url(text).filter(|_| number == 50011) {
        Some(url) => report.with("redirect_uri", url),
        None => report,
    }
    .with("code", number)
}
