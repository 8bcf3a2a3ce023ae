//! `handrail snippet`: a call as a script for other programs. The script goes to standard output, so that it can be kept.

use std::str::FromStr;

use clap::{ArgGroup, Args};
use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Credential, Flow, Goal};
use handrail_assistant::defender::{FilterField, ListQuery};
use handrail_assistant::results::ResultKind;
use handrail_assistant::snippets::{Need, Snippet, SnippetCall, SnippetLanguage};
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::context;
use crate::choices::{ChoiceArguments, credential};
use crate::connections::named;
use crate::failure::Failure;
use crate::question::{QuestionArguments, list};
use crate::session::Session;
use crate::since::Since;

/// What `handrail snippet` is told.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["connection", "tenant"])))]
pub(crate) struct SnippetArguments {
    #[arg(long, value_name = "LANGUAGE")]
    language: Language,
    #[arg(long, value_name = "CALL")]
    call: Call,
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,
    #[arg(long, value_name = "DOMAIN|ID", requires = "client_id")]
    tenant: Option<String>,
    #[arg(long, value_name = "ID", requires = "tenant")]
    client_id: Option<String>,
    #[arg(long, value_name = "graph|xdr|mde", conflicts_with = "connection")]
    api: Option<Api>,
    #[arg(long = "as", value_name = "user|application", value_parser = context, conflicts_with = "connection")]
    context: Option<Context>,
    #[arg(long, value_name = "secret|certificate", value_parser = credential, conflicts_with = "connection")]
    credential: Option<Credential>,
    #[arg(long, conflicts_with = "connection")]
    device_code: bool,
    #[arg(long, value_name = "48h|7d|TIME", default_value = "48h")]
    since: Since,
    #[command(flatten)]
    question: QuestionArguments,
    #[arg(long, value_name = "KQL", required_if_eq("call", "hunting"))]
    query: Option<String>,
    #[command(flatten)]
    choices: ChoiceArguments,
}

/// A language by its name on the line. Where the two kinds of PowerShell differ, `powershell` is the one with nothing
/// installed, and of a registration the only one there is.
#[derive(Clone, Copy, Debug)]
struct Language(SnippetLanguage);

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = SnippetLanguage::ALL
            .into_iter()
            .find(|language| spelled(*language) == text);
        known
            .map(Self)
            .ok_or_else(|| SnippetLanguage::ALL.map(spelled).join(", "))
    }
}

fn spelled(language: SnippetLanguage) -> String {
    language.name().replace('_', "-")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    List(ResultKind),
    Hunting,
    Token,
    Register,
}

impl FromStr for Call {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "hunting" => Ok(Self::Hunting),
            "token" => Ok(Self::Token),
            "register" => Ok(Self::Register),
            text => list(text)
                .map(Self::List)
                .map_err(|lists| lists + ", hunting, token, register"),
        }
    }
}

/// Writes the script.
pub(crate) async fn run(wanted: &SnippetArguments, session: &Session) -> Result<(), Failure> {
    let (assistant, connection) = connect(wanted, session).await?;
    let call = call(wanted);
    let language = match (wanted.language.0, &call) {
        (SnippetLanguage::Powershell, SnippetCall::Register { .. }) => SnippetLanguage::PowershellGraph,
        (language, _) => language,
    };
    let snippet = assistant.snippet(&connection.id, &call, language).await?;
    let (console, words) = (session.console(), session.words());
    for need in &snippet.needs {
        console.say(&words.plain(&format!("snippets.needs.{}", name(need))));
    }
    for part in &snippet.left_out {
        console.say(&words.plain(&format!("snippets.left_out.{}", name(part))));
    }
    console.answer(snippet.text.trim_end_matches('\n'))?;
    console.document(&document(&snippet))
}

fn document(snippet: &Snippet) -> Value {
    let names = |parts: &[FilterField]| parts.iter().map(name).collect::<Vec<_>>();
    let needs = |parts: &[Need]| parts.iter().map(name).collect::<Vec<_>>();
    json!({
        "language": spelled(snippet.language),
        "text": snippet.text,
        "fileName": snippet.file_name,
        "needs": needs(&snippet.needs),
        "leftOut": names(&snippet.left_out),
    })
}

/// The stable name of a need, or of what was left out.
fn name(part: &impl Serialize) -> String {
    let value = serde_json::to_value(part).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// The stored connection, or one for this run only that has what the line says.
async fn connect(
    wanted: &SnippetArguments,
    session: &Session,
) -> Result<(Assistant, ConnectionView), Failure> {
    if let Some(name) = &wanted.connection {
        let assistant = session.stored()?;
        let connection = named(name, &assistant.connections().await?)?;
        return Ok((assistant, connection));
    }
    let assistant = session.passing()?;
    let cloud = session.custom_cloud()?.map(|cloud| cloud.id);
    let tenant = wanted.tenant.as_deref().unwrap_or_default();
    let tenant = assistant.find_tenant(tenant, cloud.as_deref()).await?;
    let goal = Goal {
        credential: wanted.credential.unwrap_or_default(),
        flow: if wanted.device_code {
            Flow::DeviceCode
        } else {
            Flow::AuthorizationCode
        },
        ..Goal::new(
            wanted.api.unwrap_or(Api::Graph),
            wanted.context.unwrap_or(Context::Application),
        )
    };
    let client_id = wanted.client_id.as_deref().unwrap_or_default().parse()?;
    let connection = assistant.add_registration(&tenant, goal, client_id, None).await?;
    Ok((assistant, connection))
}

fn call(wanted: &SnippetArguments) -> SnippetCall {
    match wanted.call {
        Call::List(kind) => SnippetCall::List {
            query: wanted
                .question
                .of(ListQuery::last_hours(kind, wanted.since.hours())),
        },
        Call::Hunting => SnippetCall::Hunting {
            text: wanted.query.clone().unwrap_or_default(),
        },
        Call::Token => SnippetCall::Token,
        Call::Register => SnippetCall::Register {
            choices: wanted.choices.of(),
        },
    }
}
