//! A connection's call as a program: the parts that belong together, with the connection's values in their holes.

use super::call::{Need, Snippet, SnippetCall, SnippetLanguage};
use super::literal;
use super::request::{ListRequest, Paging, Piece};
use super::template::{Values, assembled, filled};
use super::{parts, registration};
use crate::cloud::{ApiPlace, Cloud};
use crate::connection::{Connection, Context, Credential, Flow};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport, Result};

/// Who calls what, and where. The connection is the one toward the call's own API and purpose.
pub(crate) struct Caller<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) cloud: &'a Cloud,
    pub(crate) place: &'a ApiPlace,
}

/// The call in a language.
///
/// # Errors
///
/// [`ErrorCode::SnippetNotOffered`] where that language does not have it, and an API that has no such list.
pub(crate) fn snippet(caller: &Caller<'_>, call: &SnippetCall, language: SnippetLanguage) -> Result<Snippet> {
    let not_offered = || ErrorReport::new(ErrorCode::SnippetNotOffered).with("name", language.name());
    if !language.offers(call, caller.connection.goal) {
        return Err(not_offered());
    }
    let mut left_out = Vec::new();
    let text = match call {
        SnippetCall::Register { choices } => registration::script(caller, choices, language),
        SnippetCall::List { query } => {
            let request = ListRequest::of(caller.connection.goal.api, query)?;
            left_out.clone_from(&request.left_out);
            program(caller, language, &Work::List(&request))
        }
        SnippetCall::Hunting { text } => {
            let query = literal::plain(text);
            program(caller, language, &Work::Hunting(query.trim()))
        }
        SnippetCall::Token => program(caller, language, &Work::Token),
    };
    Ok(Snippet {
        language,
        text: text.ok_or_else(not_offered)?,
        file_name: file_name(call, language),
        needs: needs(caller, call, language),
        left_out,
    })
}

/// What a program does, once it has a token.
enum Work<'a> {
    List(&'a ListRequest),
    Hunting(&'a str),
    Token,
}

fn program(caller: &Caller<'_>, language: SnippetLanguage, work: &Work<'_>) -> Option<String> {
    let parts = parts::of(language)?;
    let goal = caller.connection.goal;
    let mut program = vec![
        parts.head,
        match (goal.context, goal.credential, goal.flow) {
            (Context::Application, Credential::Secret, _) => parts.secret,
            (Context::Application, Credential::Certificate, _) => parts.certificate,
            (Context::User, _, Flow::AuthorizationCode) => parts.browser,
            (Context::User, _, Flow::DeviceCode) => parts.device_code,
        },
        parts.token,
    ];
    match work {
        Work::Token => program.push(parts.claims),
        Work::Hunting(_) => program.extend([parts.ask, parts.hunting, parts.show]),
        Work::List(request) => {
            program.push(parts.ask);
            // A program in Go has its statements in functions.
            if request.filter.contains(&Piece::Since) && language != SnippetLanguage::Go {
                program.push(parts.since);
            }
            program.push(match request.paging {
                Paging::NextLink => parts.next,
                Paging::Skip(_) => parts.skip,
            });
            program.push(parts.show);
        }
    }
    let program = assembled(&program, parts::imports(language));
    Some(filled(&program, &values(caller, language, work, parts.since)))
}

fn values(caller: &Caller<'_>, language: SnippetLanguage, work: &Work<'_>, since: &str) -> Values {
    let written = |text: &str| written(language, &literal::line(text));
    let connection = caller.connection;
    let client = connection
        .client_id
        .map_or_else(|| "YOUR-CLIENT-ID".to_owned(), |id| id.to_string());
    let mut values = vec![
        ("comment", literal::line(&connection.name)),
        ("tenant", written(&connection.token_tenant().to_string())),
        ("client", written(&client)),
        ("authority", written(&origin(&caller.cloud.authority))),
        ("api", written(&origin(&caller.place.host))),
        ("scope", written(&format!("{}/.default", caller.place.audience))),
        ("permission", written(permissions::least(connection.goal))),
        ("discovery", discovery(caller.cloud, language).to_owned()),
        ("environment", environment(caller)),
    ];
    match work {
        Work::Token => (),
        Work::Hunting(query) => values.push(("query", written_query(language, query))),
        Work::List(request) => values.extend([
            ("path", request.path.to_owned()),
            ("command", module_command(request.path).to_owned()),
            ("options", options(language, request)),
            ("since", since_in_function(language, request, since)),
            ("hours", request.hours.to_string()),
            (
                "top",
                match request.paging {
                    Paging::NextLink => String::new(),
                    Paging::Skip(top) => top.to_string(),
                },
            ),
        ]),
    }
    values
}

/// An address without the slash at its end.
pub(super) fn origin(url: &url::Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

/// A text of one line as the language writes it.
pub(super) fn written(language: SnippetLanguage, text: &str) -> String {
    match language {
        SnippetLanguage::Powershell | SnippetLanguage::PowershellGraph => literal::powershell(text),
        SnippetLanguage::Python => literal::python(text),
        SnippetLanguage::Javascript => literal::javascript(text),
        SnippetLanguage::Csharp => literal::csharp(text),
        SnippetLanguage::Go => literal::go(text),
        SnippetLanguage::Curl | SnippetLanguage::Az => literal::bash(text),
        SnippetLanguage::Terraform => literal::terraform(text),
        SnippetLanguage::Bicep => literal::bicep(text),
        // A variable of the editor goes on to the end of its line.
        SnippetLanguage::Http => text.replace("{{", "{ {"),
    }
}

fn written_query(language: SnippetLanguage, query: &str) -> String {
    match language {
        SnippetLanguage::Http => literal::http(query),
        _ => written(language, query),
    }
}

/// MSAL asks Microsoft about a sign-in service that it does not know; a cloud of one's own is unknown there.
fn discovery(cloud: &Cloud, language: SnippetLanguage) -> &'static str {
    if !(cloud.practice || cloud.custom) {
        return "";
    }
    match language {
        SnippetLanguage::Python => "\n    instance_discovery=False,",
        SnippetLanguage::Csharp => "\n    .WithInstanceDiscovery(false)",
        _ => "",
    }
}

/// The name that the module Microsoft.Graph has for the cloud; a cloud of one's own is made known to it first.
pub(super) fn environment(caller: &Caller<'_>) -> String {
    let name = match caller.cloud.id.as_str() {
        _ if caller.cloud.practice || caller.cloud.custom => {
            let (authority, api) = (origin(&caller.cloud.authority), origin(&caller.place.host));
            return format!(
                "$environment = 'Handrail'\nAdd-MgEnvironment -Name $environment -AzureADEndpoint {} -GraphEndpoint {} | Out-Null",
                literal::powershell(&authority),
                literal::powershell(&api)
            );
        }
        "gcc-high" => "USGov",
        "dod" => "USGovDoD",
        _ => "Global",
    };
    format!("$environment = '{name}'")
}

/// What the module calls a list.
fn module_command(path: &str) -> &'static str {
    if path.ends_with("/alerts_v2") {
        "Get-MgSecurityAlertV2"
    } else {
        "Get-MgSecurityIncident"
    }
}

/// The line that a function in Go begins with.
fn since_in_function(language: SnippetLanguage, request: &ListRequest, since: &str) -> String {
    if language == SnippetLanguage::Go && request.filter.contains(&Piece::Since) {
        since.replace("«hours»", &request.hours.to_string())
    } else {
        String::new()
    }
}

/// The options of a list, where the language's request takes them.
fn options(language: SnippetLanguage, request: &ListRequest) -> String {
    let filter = (!request.filter.is_empty()).then(|| expression(language, request));
    let expand = request.expand.map(|name| written(language, name));
    let given = [("$filter", filter), ("$expand", expand)];
    let given = given.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let counted = matches!(request.paging, Paging::Skip(_));
    let list = |one: fn(&str, &str) -> String| {
        let listed: Vec<String> = given.clone().map(|(name, value)| one(name, &value)).collect();
        let end = if counted && !listed.is_empty() { ", " } else { "" };
        listed.join(", ") + end
    };
    match language {
        SnippetLanguage::Python => list(|name, value| format!("\"{name}\": {value}")),
        SnippetLanguage::Go => list(|name, value| format!("\"{name}\": {{{value}}}")),
        SnippetLanguage::Javascript => match (list(|name, value| format!("{name}: {value}")), counted) {
            (none, _) if none.is_empty() => none,
            (listed, true) => format!(" {}", listed.trim_end()),
            (listed, false) => format!(" {listed} "),
        },
        SnippetLanguage::Powershell => each(given, |name, value| {
            format!(" + '&{name}=' + [Uri]::EscapeDataString({value})")
        }),
        SnippetLanguage::PowershellGraph => each(given, |name, value| match name {
            "$filter" => format!(" -Filter ({value})"),
            _ => format!(" -ExpandProperty {value}"),
        }),
        SnippetLanguage::Csharp => each(given, |name, value| {
            format!("\n        + \"&{name}=\" + Uri.EscapeDataString({value})")
        }),
        SnippetLanguage::Curl => each(given, |name, value| {
            format!("--data-urlencode '{name}='{value} ").replacen("=''", "=", 1)
        }),
        SnippetLanguage::Http => each(given, |name, value| format!("{name}={value}&"))
            .trim_end_matches(if counted { "" } else { "&" })
            .to_owned(),
        SnippetLanguage::Az | SnippetLanguage::Terraform | SnippetLanguage::Bicep => String::new(),
    }
}

fn each(given: impl Iterator<Item = (&'static str, String)>, one: impl Fn(&str, &str) -> String) -> String {
    given.map(|(name, value)| one(name, &value)).collect()
}

/// The filter as an expression of the language: its texts, and the time of the run between them.
fn expression(language: SnippetLanguage, request: &ListRequest) -> String {
    let (between, time) = match language {
        SnippetLanguage::Powershell | SnippetLanguage::PowershellGraph => (" + ", "$since".to_owned()),
        SnippetLanguage::Curl | SnippetLanguage::Az => ("", "\"$since\"".to_owned()),
        SnippetLanguage::Http => ("", format!("{{{{$datetime iso8601 -{} h}}}}", request.hours)),
        _ => (" + ", "since".to_owned()),
    };
    let mut pieces: Vec<String> = Vec::new();
    let mut text = String::new();
    for piece in &request.filter {
        match piece {
            Piece::Text(more) => text.push_str(more),
            Piece::Since => {
                if !text.is_empty() {
                    pieces.push(stretch(language, &std::mem::take(&mut text)));
                }
                pieces.push(time.clone());
            }
        }
    }
    if !text.is_empty() {
        pieces.push(stretch(language, &text));
    }
    pieces.join(between)
}

/// A stretch of a filter; in a `.http` file it stands in the address itself.
fn stretch(language: SnippetLanguage, text: &str) -> String {
    if language == SnippetLanguage::Http {
        return url::form_urlencoded::byte_serialize(text.as_bytes())
            .collect::<String>()
            .replace('+', "%20");
    }
    written(language, text)
}

fn file_name(call: &SnippetCall, language: SnippetLanguage) -> String {
    let stem = match call {
        SnippetCall::List { query } => query.kind.name(),
        SnippetCall::Hunting { .. } => "hunting",
        SnippetCall::Token => "token",
        SnippetCall::Register { .. } => "register",
    };
    let ending = match language {
        SnippetLanguage::Powershell | SnippetLanguage::PowershellGraph => "ps1",
        SnippetLanguage::Python => "py",
        SnippetLanguage::Javascript => "mjs",
        SnippetLanguage::Csharp => "cs",
        SnippetLanguage::Go => "go",
        SnippetLanguage::Curl | SnippetLanguage::Az => "sh",
        SnippetLanguage::Http => "http",
        SnippetLanguage::Terraform => "tf",
        SnippetLanguage::Bicep => "bicep",
    };
    format!("{stem}.{ending}")
}

fn needs(caller: &Caller<'_>, call: &SnippetCall, language: SnippetLanguage) -> Vec<Need> {
    let goal = caller.connection.goal;
    let certificate = goal.context == Context::Application && goal.credential == Credential::Certificate;
    let mut needs = match language {
        SnippetLanguage::Powershell => Vec::new(),
        SnippetLanguage::PowershellGraph => vec![Need::GraphModule],
        SnippetLanguage::Python => vec![Need::PythonMsal],
        SnippetLanguage::Javascript => vec![Need::NodeMsal],
        SnippetLanguage::Csharp => vec![Need::DotnetMsal],
        SnippetLanguage::Go => vec![Need::GoToolchain],
        SnippetLanguage::Curl => vec![Need::CurlAndJq],
        SnippetLanguage::Http => vec![Need::HttpEditor],
        SnippetLanguage::Az => vec![Need::AzureCli],
        SnippetLanguage::Terraform => vec![Need::Terraform],
        SnippetLanguage::Bicep => vec![Need::Bicep],
    };
    if let SnippetCall::Register { choices } = call {
        needs.extend(registration::needs(caller, choices, language));
        return needs;
    }
    if certificate
        && matches!(
            language,
            SnippetLanguage::Powershell | SnippetLanguage::PowershellGraph
        )
    {
        needs.push(Need::Powershell7);
    }
    if language == SnippetLanguage::Curl && (certificate || goal.context == Context::User) {
        needs.push(Need::Openssl);
    }
    needs.push(match (goal.context, certificate) {
        (Context::User, _) => Need::Person,
        (Context::Application, true) => Need::CertificateInEnvironment,
        (Context::Application, false) => Need::SecretInEnvironment,
    });
    if caller.connection.client_id.is_none() {
        needs.push(Need::ClientId);
    }
    needs
}

#[cfg(test)]
mod tests;
