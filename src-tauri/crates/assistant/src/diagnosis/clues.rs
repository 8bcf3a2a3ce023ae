//! What a text says, taken apart: numbers, words of OAuth, HTTP, traces, addresses, a token beside it.

use serde_json::{Map, Value, json};

use super::catalogue;
use super::numbers::{Numbers, numbers};
use super::pattern::{Pattern, compiled, first};
use super::view::{Attempted, Hints};
use crate::cloud::Api;
use crate::connection::Context;
use crate::error::Trace;
use crate::ids::ClientId;
use crate::token::{Claims, TokenKind};

/// What a text says.
#[derive(Clone, Debug)]
pub(super) struct Clues {
    /// The text that was meant.
    pub(super) text: String,
    /// The same in small letters.
    pub(super) lower: String,
    pub(super) numbers: Numbers,
    /// The OAuth error (RFC 6749 section 5.2).
    pub(super) oauth: Option<String>,
    pub(super) suberror: Option<String>,
    /// The HTTP status.
    pub(super) status: Option<u16>,
    /// The code of an API's own error, such as `Forbidden`.
    pub(super) api_code: Option<String>,
    pub(super) trace: Trace,
    /// Hosts of the addresses in the text, small letters, in order.
    pub(super) hosts: Vec<String>,
    /// The claims of a token in the text or decoded beside it, not believed.
    pub(super) claims: Option<Claims>,
    /// The audience of the token, where a sentence tells it.
    told_audience: Option<String>,
    pub(super) hints: Hints,
}

static OAUTH: Pattern =
    Pattern::new(|| compiled(r#"(?i)\berror["']?\s*(?:[:=]|=>)\s*["']?([a-z][a-z_]{3,40})\b"#));
static OAUTH_WORD: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)\b(invalid_client|invalid_grant|invalid_request|invalid_scope|invalid_resource|unauthorized_client|access_denied|interaction_required|consent_required|login_required|unsupported_grant_type|unsupported_response_type|temporarily_unavailable|authorization_pending|authorization_declined|bad_verification_code|expired_token|slow_down|permission_denied|invalid_tenant|server_error)\b",
    )
});
static SUBERROR: Pattern =
    Pattern::new(|| compiled(r#"(?i)\b(?:sub_?error|error_subcode)["']?\s*[:=]\s*["']?([a-z_]{4,40})"#));
static STATUS: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)(?:\bHTTP(?:/[\d.]+)?(?: error| status| code)*[: ]{1,3}|\bstatus(?:[ _]?code)?["']?\s*(?:is|of|[:=])?\s*["'(]?|\bresponse\s*(?:code|status)?\s*[:=]?\s*\[?<?(?:Response \[)?|\bcode["']?\s*[:=]\s*["']?|\bfailed with(?: status)?(?: code)? |\berror[: ]+|\()(206|4\d\d|5\d\d)\b"#,
    )
});
static STATUS_WORDS: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)\b(206|400|401|403|404|405|407|408|409|413|415|429|500|502|503|504)[\s:)\-]{1,4}(?:\()?(?:partial content|bad request|unauthorized|forbidden|not found|method not allowed|proxy auth|request timeout|conflict|too many|internal server|bad gateway|service unavailable|server unavailable|gateway time|client error|server error|unsupported media|interdit|non autoris|introuvable|unzulässig|verboten|nicht autorisiert|nicht gefunden|prohibido|no autorizado|no encontrado|proibito|vietato|non trovato|zabronion)",
    )
});
/// A status in front of everything, or behind an address or an arrow.
static STATUS_PLACE: Pattern = Pattern::new(|| {
    compiled(
        r"(?im)(?:^\s*|(?:=>|->|→)\s*|\bhttps?://\S+[\s:]+(?:HTTP/[\d.]+.?\s+)?)(206|40\d|41\d|42\d|5\d\d)(?:\s*$|[,:;]|\s+(?:on|for|from|at|bei|sur|en)\s|\s*\{|\s+https?:|\s+[A-Z][a-z]+\b)|\b(?:a|an|returns?|returned|getting)\s(401|403|404|429|503)(?:[.,;:!?]|\s*$|\s(?:error|response|status|from|on|for|when|and|with|whenever)\b)",
    )
});
static API_CODE: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)(?:"code"|'code'|\bcode|errorcode|\[)["']?\s*[:=]?\s*["']?(Forbidden|Unauthorized|InvalidAuthenticationToken|Authorization_RequestDenied|Authorization_IdentityNotFound|AccessDenied|accessDenied|ErrorAccessDenied|BadRequest|Request_BadRequest|ODataError|InvalidInput|InvalidRequestBody|MissingRequiredParameter|MaximumBatchSizeExceeded|ResourceNotFound|Request_ResourceNotFound|itemNotFound|NotFound|TooManyRequests|activityLimitReached|UnknownError|InternalServerError|generalException|serviceNotAvailable|ServiceUnavailable|DisabledFeature|DisallowedOperation|InvalidAudience|TokenNotFound|Request_UnsupportedQuery|UnknownServerError|Gateway_?Timeout)\b"#,
    )
});
static API_CODE_WORD: Pattern = Pattern::new(|| {
    compiled(
        r"\b(InvalidAuthenticationToken|Authorization_RequestDenied|Authorization_IdentityNotFound|InvalidRequestBody|ResourceNotFound|Request_ResourceNotFound|TooManyRequests|DisabledFeature|DisallowedOperation|Request_UnsupportedQuery)\b",
    )
});
static HOST: Pattern = Pattern::new(|| compiled(r"(?i)\bhttps?:/{1,3}([a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?)"));
static BARE_HOST: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)\b((?:[a-z0-9\-]+\.)+(?:microsoft\.com|microsoftonline\.(?:com|us|de|cn)|windows\.(?:net|com)|microsoft\.us|chinacloudapi\.cn|usgovcloudapi\.net|microsoftonline\.mil|apps\.mil|live\.com))\b",
    )
});
static JWT: Pattern =
    Pattern::new(|| compiled(r"\b(ey[A-Za-z0-9_\-]{8,}\.ey[A-Za-z0-9_\-]{4,}\.[A-Za-z0-9_\-]*)"));
static GUID: &str = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
static CORRELATION: Pattern = Pattern::new(|| {
    compiled(&format!(
        r#"(?i)(?:correlation[ _\-]?id|id de corr[ée]lation|korrelations-?id|id\. de correlación|相关\s?id|関連付け\s?id|client-request-id|request-id["']|\btarget["'])["']?\s*[:=]?\s*["']?({GUID})"#
    ))
});
static TRACE: Pattern = Pattern::new(|| {
    compiled(&format!(
        r#"(?i)(?:trace[ _\-]?id|id de (?:trace|suivi)|ablaufverfolgungs-?id|request[ _\-]?id|id de (?:la )?(?:demande|solicitud)|anforderungs-?id|x-ms-request-id)["']?\s*[:=]?\s*["']?({GUID})"#
    ))
});
static TIME: Pattern = Pattern::new(|| {
    compiled(
        r#"(?i)(?:timestamp|horodatage|zeitstempel|marca de tiempo|\bdate["']?)["']?\s*[:=]\s*["']?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)"#,
    )
});
static CLIENT_ID: Pattern = Pattern::new(|| {
    compiled(&format!(
        r#"(?i)(?:client[_ ]?id|app(?:lication)?[_ ]?id|client application|identifier|for (?:the )?app(?:lication)?)["']?\s*[:=]?\s*["'(]?({GUID})"#
    ))
});
static CLAIM: Pattern = Pattern::new(|| {
    compiled(
        r#"(?im)(application |required |missing |the )?["']?\b(aud|roles|scp|tid|appid|azp|iss|idtyp|upn|exp|nbf)\b["']?\s*(?:[:=]|\|)\s*(\[[^\]]*\]|"[^"\n]*"|'[^'\n]*'|[^\s,;}]+)"#,
    )
});
/// The audience of a token as a sentence tells it: "the aud claim ends up being …", "Audience: …".
static TOLD_AUDIENCE: Pattern = Pattern::new(|| {
    compiled(&format!(
        r#"(?i)\b(?:aud|audience)\b["']?[^\n"'.]{{0,40}}?(?:\bis|\bbeing|\bwas|\bof|:|=)\s*["']?(https?://[^\s"',;)]+|{GUID})"#
    ))
});

impl Clues {
    /// Reads a plain text.
    pub(super) fn read(text: String, hints: Hints) -> Self {
        let numbers = numbers(&text);
        let status = status(&text);
        let trace = Trace {
            aadsts: numbers.cause(),
            http_status: status,
            correlation_id: first(&CORRELATION, &text).map(str::to_lowercase),
            trace_id: first(&TRACE, &text).map(str::to_lowercase),
            timestamp: first(&TIME, &text).map(str::to_owned),
        };
        Self {
            lower: text.to_lowercase(),
            oauth: oauth(&text),
            suberror: first(&SUBERROR, &text).map(str::to_lowercase),
            api_code: first(&API_CODE, &text)
                .or_else(|| first(&API_CODE_WORD, &text))
                .map(str::to_owned),
            hosts: hosts(&text),
            claims: claims(&text),
            told_audience: first(&TOLD_AUDIENCE, &text).map(str::to_owned),
            numbers,
            status,
            trace,
            hints,
            text,
        }
    }

    /// The client ID that the text names.
    pub(super) fn client_id(&self) -> Option<ClientId> {
        let named = first(&CLIENT_ID, &self.text).and_then(|id| id.parse().ok());
        let carried = || self.claims.as_ref()?.client_id().parse().ok();
        named.or_else(carried)
    }

    /// Whom the token is for, as it says itself or as somebody tells.
    pub(super) fn audience(&self) -> Option<&str> {
        let carried = self.claims.as_ref().map(Claims::audience);
        carried
            .filter(|audience| !audience.is_empty())
            .or(self.told_audience.as_deref())
    }

    /// Does the text hold one of these, in small letters?
    pub(super) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower.contains(word))
    }

    /// Was it an answer of an API, and which? A hint counts more than an address.
    pub(super) fn api(&self) -> Option<Api> {
        let by_path = || {
            if self.says(&["/api/incidents", "/api/advancedhunting"]) {
                Some(Api::Xdr)
            } else if self.says(&[
                "/api/alerts",
                "/api/machines",
                "/api/advancedqueries",
                "/api/vulnerabilities",
                "/api/indicators",
                "/api/machineactions",
                "/api/software",
            ]) {
                Some(Api::Mde)
            } else if self.says(&["/v1.0/", "/beta/security", "graph.microsoft"]) {
                Some(Api::Graph)
            } else {
                None
            }
        };
        let by_host = || {
            self.hosts.iter().find_map(|host| match host.as_str() {
                host if host.contains("graph") => Some(Api::Graph),
                host if host.contains("securitycenter") => Some(Api::Mde),
                host if host.starts_with("api") && host.contains("security.microsoft") => Some(Api::Xdr),
                _ => None,
            })
        };
        self.hints.api.or_else(by_path).or_else(by_host)
    }

    /// Who reads, as far as it is said or seen.
    pub(super) fn context(&self) -> Option<Context> {
        let by_flow = self.hints.flow.and_then(|flow| match flow {
            Attempted::ClientCredentials => Some(Context::Application),
            Attempted::ApiCall | Attempted::AdminConsent => None,
            _ => Some(Context::User),
        });
        let by_token = || match self.claims.as_ref()?.kind() {
            TokenKind::User => Some(Context::User),
            TokenKind::Application => Some(Context::Application),
            TokenKind::Id => None,
        };
        let by_words = || {
            if self.says(&[
                "client_credentials",
                "app-only",
                "app only",
                "acquire_token_for_client",
                "clientsecretcredential",
                "acquiretokenforclient",
                "application permission",
            ]) {
                Some(Context::Application)
            } else if self.says(&[
                "delegated permission",
                "on behalf of",
                "acquire_token_interactive",
                "/me\"",
                "signed-in user",
                "grant_type=password",
                "authorization_code",
            ]) {
                Some(Context::User)
            } else {
                None
            }
        };
        self.hints.context.or_else(by_token).or(by_flow).or_else(by_words)
    }
}

fn status(text: &str) -> Option<u16> {
    let found = first(&STATUS_WORDS, text)
        .or_else(|| first(&STATUS, text))
        .or_else(|| first(&STATUS_PLACE, text));
    found.and_then(|status| status.parse().ok())
}

fn oauth(text: &str) -> Option<String> {
    let named = OAUTH.captures_iter(text).map(|word| word[1].to_lowercase());
    let mut named = named.filter(|word| catalogue::is_oauth_error(word) || word == "permission_denied");
    named
        .next()
        .or_else(|| first(&OAUTH_WORD, text).map(str::to_lowercase))
}

fn hosts(text: &str) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for found in HOST
        .captures_iter(text)
        .chain(BARE_HOST.captures_iter(text))
        .take(200)
    {
        let host = found[1].to_lowercase();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

/// A token in the text, or its claims as a decoder printed them.
fn claims(text: &str) -> Option<Claims> {
    let token = JWT
        .captures_iter(text)
        .take(8)
        .find_map(|token| Claims::decode(&token[1]));
    token.or_else(|| printed_claims(text))
}

fn printed_claims(text: &str) -> Option<Claims> {
    let mut claims = Map::new();
    for claim in CLAIM.captures_iter(text).take(60) {
        // "application roles: ." is Graph's sentence and no claim.
        if claim.get(1).is_none() {
            let name = claim[2].to_lowercase();
            let value = printed_value(&name, &claim[3]);
            claims.entry(name).or_insert(value);
        }
    }
    let told = claims.contains_key("aud") || claims.contains_key("roles") || claims.contains_key("scp");
    if !told {
        return None;
    }
    // A decoded app-only token is often pasted without its client ID, and would be taken for an ID token.
    if !claims.contains_key("scp") && claims.contains_key("roles") {
        claims.entry("appid").or_insert_with(|| json!("-"));
    }
    Some(Claims::from_map(claims))
}

fn printed_value(name: &str, printed: &str) -> Value {
    let bare = printed.trim_matches(['"', '\'', '[', ']', ',']);
    match name {
        "roles" => {
            let roles = bare.split([',', ' ', '"', '\'', '\n']).map(str::trim);
            roles.filter(|role| !role.is_empty()).collect::<Vec<_>>().into()
        }
        "exp" | "nbf" => bare.parse::<i64>().map_or(Value::Null, Value::from),
        _ => bare.trim().into(),
    }
}
