//! What a script is for: whose data it reads, as whom, and what it does with them.

use std::sync::LazyLock;

use regex::Regex;

use super::ScriptLanguage;
use super::rules::{expressions, has, places};
use super::script::Script;

/// The task of a script, as another program would be told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Purpose {
    pub(crate) context: Context,
    pub(crate) tenant: Value,
    pub(crate) client: Value,
    /// Sign-in service, without a slash at its end.
    pub(crate) authority: String,
    /// Where the API is called.
    pub(crate) api: String,
    /// The audience of the token.
    pub(crate) audience: String,
    pub(crate) call: Call,
    /// The file for what was read; `{stamp}` stands for the time of the run.
    pub(crate) file: Option<String>,
    /// The remarks above the first line of code.
    pub(crate) remarks: Vec<String>,
    /// The line that takes the token from another script.
    pub(crate) token_from: Option<String>,
}

/// Who signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    Application,
    User,
}

/// A value that a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// It stands in the script.
    Written(String),
    /// It comes from an environment variable.
    Environment(String),
    /// Nobody has said it yet.
    Blank,
}

/// What is asked of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// Nothing: the script ends with the token.
    Nothing,
    /// A list.
    List { path: String, filter: Option<Filter> },
    /// A hunting query.
    Hunting { query: String },
}

/// A filter of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The expression, with `{since}` where a moving time belongs.
    pub(crate) expression: String,
    /// How far back that time is.
    pub(crate) hours: u32,
}

/// How far back scripts look when they do not say it.
const USUAL_HOURS: u32 = 48;

expressions! {
    TOKEN_REQUEST = r"/oauth2/|\bclient_credentials\b|\bAuthenticationContext\b|\bGet-ADALToken\b|\bADAL\.PS\b|ClientApplication\b|ClientSecretCredential\b|IdentityModel\.Clients\.ActiveDirectory";
    AS_USER = r"\bGet-ADALToken\b|grant_type['\x22]?\s*(?:=>|[=:,]|\]\s*=)\s*['\x22]?(?:password|authorization_code|urn)|PublicClientApplication|username_password|UsernamePassword|\bUserPasswordCredential\b";
    TENANT = r"^\s*(?:export\s+|set\s+|(?:private|public|const|static|readonly|string|var|\s)*)\$?(?:tenant|tenant_?id|tenant_?name|directory_?id|aad_?tenant(?:_?id)?)\s*=\s*[$@f]?(?P<value>\x22[^\x22\n]*\x22|'[^'\n]*'|[\w.-]+\s*$)";
    CLIENT = r"^\s*(?:export\s+|set\s+|(?:private|public|const|static|readonly|string|var|\s)*)\$?(?:client_?id|app_?id|application_?id)\s*=\s*[$@f]?(?P<value>\x22[^\x22\n]*\x22|'[^'\n]*'|[\w.-]+\s*$)";
    TENANT_IN_URL = r"(?P<authority>https?://(?:login\.[\w.]+|localhost(?::\d+)?|127\.0\.0\.1(?::\d+)?))/(?P<tenant>[^/\s'\x22?]+)(?:/oauth2|/?['\x22])";
    CLIENT_SENT = r"\bclient_id(?:=|['\x22]\s*[:,]\s*['\x22])(?P<client>[^\s&'\x22]+)";
    NAMED_ID = r"(?:ClientId|client_id)\s*[:=]?\s*['\x22](?P<client>[0-9a-f-]{36})['\x22]";
    ENVIRONMENT = r"^(?:%(?P<cmd>[A-Za-z_]\w*)%|\$\{?(?:env:)?(?P<shell>[A-Z_][A-Z0-9_]*)(?::?[-?][^}]*)?\}?)$";
    LIST = r"(?P<api>https?://[\w.:-]+)?/?(?P<path>/api/(?:incidents|alerts|machines|machineactions|indicators|vulnerabilities|recommendations|software)|/(?:v1\.0|beta)/security/(?:incidents|alerts_v2|alerts))(?:[\x22'?\s)\\`]|$)";
    HUNTING = r"(?P<api>https?://[\w.:-]+)?/(?:api/(?:advancedhunting|advancedqueries)/run|(?:v1\.0|beta)/security/runHuntingQuery)";
    CHANGES = r"-X\s*['\x22]?(?:PATCH|PUT|DELETE)|-Method\s+['\x22]?(?:Patch|Put|Delete)|requests\.(?:patch|put|delete)\(|HttpMethod\.(?:Patch|Put|Delete)|/(?:isolate|unisolate|runAntiVirusScan|batchUpdate|restrictCodeExecution|createAlertByReference|setDeviceValue)\b";
    FILTER = r"(?:[`\\]?\$filter['\x22]?\s*[=:]|[?&]=)\s*[$f]?['\x22]?(?P<expression>[^&\x22\n]+)";
    HOURS = r"AddHours\(\s*-(?P<a>\d{1,5})|hours\s*=\s*(?P<b>\d{1,5})|-?(?P<c>\d{1,5})\s*hours?\b|FromHours\((?P<d>\d{1,5})";
    DAYS = r"AddDays\(\s*-(?P<a>\d{1,4})|days\s*=\s*(?P<b>\d{1,4})|-?(?P<c>\d{1,4})\s*days?\b|FromDays\((?P<d>\d{1,4})";
    MOVING = r"(?P<field>\b(?:lastUpdate|created|alertCreation|eventDate)\w*)(?:\+|%20| )+(?P<verb>ge|gt)(?:\+|%20| )+(?P<time>\$\([^)\n]*\)|\$\{?[\w:.]+\}?|\{[^}\n]*\}|%\w+%|'?\d[^'&\s]*'?|['\x22]?\s*\+.*)";
    PLAIN = r"^[\w\s()'{},.:/-]+$";
    QUERY = r"\b\w*query\w*\b['\x22]?\s*[:=]\s*[rfRF@]?(?:@\x22\r?\n(?P<here>(?:.|\n)*?)\r?\n\x22@|@'\r?\n(?P<here2>(?:.|\n)*?)\r?\n'@|\x22\x22\x22(?P<triple>(?:.|\n)*?)\x22\x22\x22|'''(?P<triple2>(?:.|\n)*?)'''|\x22(?P<double>[^\x22\n]+)\x22|'(?P<single>[^'\n]+)')";
    FILE = r"[\x22'](?P<name>[^\x22'\n*?<>|]*\.json)[\x22']|(?:>\s*|-o\s+|--output\s+)(?P<bare>[\w./-]+\.json)\b";
    HEAD = r"^\s*(?:#|//|REM\b|::)";
    STALE = r"token|secret|password|adal|jwt|app key|tenant|paste|!/|coding[:=]";
    TOKEN_FROM = r"^\s*(?P<line>\$token\s*=\s*(?:&\s*)?['\x22]?\.[/\\][\w./\\ -]+\.ps1['\x22]?)";
}

impl Purpose {
    /// Understands a script; `None` where it does something that no other program here does.
    pub(crate) fn of(script: &Script<'_>) -> Option<Self> {
        let code = &script.code;
        if has(&CHANGES, code) {
            return None;
        }
        let (call, called_at) = call(script)?;
        if call == Call::Nothing && !has(&TOKEN_REQUEST, code) {
            return None;
        }
        let (api, audience) = addresses(&call, called_at.as_deref(), code);
        let (authority, tenant_in_url) = signs_in_at(code);
        Some(Self {
            context: if has(&AS_USER, code) {
                Context::User
            } else {
                Context::Application
            },
            tenant: assigned(&TENANT, code).or(tenant_in_url).unwrap_or(Value::Blank),
            client: assigned(&CLIENT, code)
                .or_else(|| client_sent(code))
                .unwrap_or(Value::Blank),
            authority,
            api,
            audience: audience.to_owned(),
            file: if call == Call::Nothing { None } else { file(code) },
            call,
            remarks: remarks(script.text),
            token_from: places(&TOKEN_FROM, code)
                .next()
                .map(|place| place["line"].to_owned()),
        })
    }
}

/// What is asked, and the address that stands before it.
fn call(script: &Script<'_>) -> Option<(Call, Option<String>)> {
    let code = &script.code;
    let address = |place: &regex::Captures<'_>| place.name("api").map(|api| api.as_str().to_owned());
    if let Some(place) = places(&HUNTING, code).next() {
        let query = query(script)?;
        return Some((Call::Hunting { query }, address(&place)));
    }
    if let Some(place) = places(&LIST, code).next() {
        let path = place["path"]
            .replace("/security/alerts", "/security/alerts_v2")
            .replace("_v2_v2", "_v2");
        let filter = filter(code, &path);
        return Some((Call::List { path, filter }, address(&place)));
    }
    Some((Call::Nothing, None))
}

/// Where the API is, and what its tokens are for. An address of the person's own cloud stays.
fn addresses(call: &Call, called_at: Option<&str>, code: &str) -> (String, &'static str) {
    const XDR: &str = "https://api.security.microsoft.com";
    const ENDPOINT: &str = "https://api.securitycenter.microsoft.com";
    const GRAPH: &str = "https://graph.microsoft.com";
    let (usual, audience) = match call {
        Call::Hunting { .. } => (GRAPH, GRAPH),
        Call::List { path, .. } if path.contains("/security/") => (GRAPH, GRAPH),
        Call::List { path, .. } if path == "/api/incidents" => (XDR, XDR),
        Call::List { .. } => (XDR, ENDPOINT),
        Call::Nothing if code.contains("securitycenter") || code.contains("windowsatpservice") => {
            (XDR, ENDPOINT)
        }
        Call::Nothing if code.contains("graph.microsoft.com") => (GRAPH, GRAPH),
        Call::Nothing => (XDR, XDR),
    };
    let own = called_at.filter(|address| {
        address.contains("localhost")
            || address.contains("127.0.0.1")
            || address.ends_with(".api.security.microsoft.com")
    });
    (own.unwrap_or(usual).to_owned(), audience)
}

/// The sign-in service, and the tenant behind it.
fn signs_in_at(code: &str) -> (String, Option<Value>) {
    let usual = "https://login.microsoftonline.com";
    let Some(place) = places(&TENANT_IN_URL, code).next() else {
        return (usual.to_owned(), None);
    };
    let known = [
        "login.windows.net",
        "login.microsoft.com",
        "login.microsoftonline.com",
    ];
    let authority = &place["authority"];
    let authority = if known.iter().any(|host| authority.ends_with(host)) {
        usual
    } else {
        authority
    };
    (authority.to_owned(), value(&place["tenant"]))
}

fn assigned(regex: &'static LazyLock<Option<Regex>>, code: &str) -> Option<Value> {
    places(regex, code).find_map(|place| value(place["value"].trim().trim_matches(['"', '\''])))
}

fn client_sent(code: &str) -> Option<Value> {
    let sent = places(&CLIENT_SENT, code).chain(places(&NAMED_ID, code));
    sent.into_iter().find_map(|place| value(&place["client"]))
}

/// A value, where it is one: a variable of the script itself says nothing, and `common` is no tenant.
fn value(text: &str) -> Option<Value> {
    if let Some(place) = places(&ENVIRONMENT, text).next() {
        let name = place.name("cmd").or_else(|| place.name("shell"))?;
        return Some(Value::Environment(name.as_str().to_owned()));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.{}<> ".contains(c);
    let blank = text.starts_with('{') && !text.contains('-') || ["common", "organizations"].contains(&text);
    (!text.is_empty() && text.len() <= 100 && text.chars().all(fits) && !blank)
        .then(|| Value::Written(text.to_owned()))
}

fn filter(code: &str, path: &str) -> Option<Filter> {
    let written = places(&FILTER, code).next()?["expression"].to_owned();
    let moving = places(&MOVING, &written).next().map(|place| {
        let field = field(&place["field"], path);
        let time = &place["time"];
        let rest = written.split_once(time).map_or("", |(_, rest)| rest);
        let fixed = time.trim_matches('\'');
        let since = if fixed.starts_with(|c: char| c.is_ascii_digit()) {
            fixed
        } else {
            "{since}"
        };
        format!("{field} {} {since}{rest}", &place["verb"])
    });
    let expression = moving
        .unwrap_or(written)
        .replace("%20", " ")
        .replace('+', " ")
        .replace("%27", "'");
    let expression = expression.trim().trim_end_matches('\'').to_owned();
    has(&PLAIN, &expression).then(|| Filter {
        expression: balanced(expression),
        hours: hours(code),
    })
}

/// The quote that ended the script's text may have been one of the filter's own.
fn balanced(expression: String) -> String {
    if expression.matches('\'').count() % 2 == 1 {
        format!("{expression}'")
    } else {
        expression
    }
}

/// Graph and Defender XDR name the same times differently.
fn field<'f>(field: &'f str, path: &str) -> &'f str {
    match (field, path.contains("/security/")) {
        ("lastUpdateTime", true) => "lastUpdateDateTime",
        ("createdTime", true) => "createdDateTime",
        ("lastUpdateDateTime", false) => "lastUpdateTime",
        _ => field,
    }
}

fn hours(code: &str) -> u32 {
    let number = |regex| {
        places(regex, code).find_map(|place| {
            let group = ["a", "b", "c", "d"]
                .into_iter()
                .find_map(|name| place.name(name))?;
            group.as_str().parse::<u32>().ok()
        })
    };
    number(&HOURS)
        .or_else(|| number(&DAYS).map(|days| days * 24))
        .unwrap_or(USUAL_HOURS)
}

fn query(script: &Script<'_>) -> Option<String> {
    let groups = ["here", "here2", "triple", "triple2", "double", "single"];
    let quoted = places(&QUERY, script.text).filter_map(|place| {
        groups
            .into_iter()
            .find_map(|name| place.name(name))
            .map(|query| query.as_str().trim().to_owned())
    });
    quoted.into_iter().find(|query| {
        query.contains(['|', ' ']) && !["'@", "\"\"\"", "\nKQL"].iter().any(|end| query.contains(end))
    })
}

/// The file for the rows, by the name that it has in the script.
fn file(code: &str) -> Option<String> {
    let names = places(&FILE, code).filter_map(|place| place.name("name").or_else(|| place.name("bare")));
    let mut rows = names
        .map(|name| name.as_str())
        .filter(|name| !name.to_lowercase().contains("token"));
    let name = rows.next()?;
    let mut plain = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(['$', '{']) {
        plain.push_str(&rest[..at]);
        plain.push_str("{stamp}");
        let behind = rest[at..].trim_start_matches(['$', '{', '(']);
        let end = behind
            .find(|c: char| !c.is_ascii_alphanumeric() && !"_:()-".contains(c))
            .unwrap_or(behind.len());
        rest = behind[end..].trim_start_matches('}');
    }
    plain.push_str(rest);
    let fits = |c: char| c.is_alphanumeric() || " ./\\-_{}:()".contains(c);
    plain.chars().all(fits).then_some(plain)
}

/// The remarks at the top, without those about what is no longer so.
fn remarks(text: &str) -> Vec<String> {
    let head = text
        .lines()
        .take_while(|line| line.trim().is_empty() || has(&HEAD, line));
    head.filter(|line| !line.trim().is_empty() && !has(&STALE, line))
        .map(|line| {
            line.trim()
                .trim_start_matches(['#', '/', ':'])
                .trim_start_matches("REM")
                .trim()
                .to_owned()
        })
        .filter(|remark| !remark.is_empty())
        .collect()
}

/// Which mark a remark has in this language.
pub(crate) fn remark_mark(language: ScriptLanguage) -> &'static str {
    if language == ScriptLanguage::Csharp {
        "//"
    } else {
        "#"
    }
}
