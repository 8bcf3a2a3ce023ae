//! `handrail sign-in`: somebody signs in, in the browser or with a code, and later commands need nobody any more.

use handrail_assistant::Assistant;
use handrail_assistant::checklist::Checklist;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{AccountView, ConnectionView, Context, Flow, Goal, SecretState};
use handrail_assistant::error::ErrorReport;
use handrail_assistant::sign_in::LandingPage;
use handrail_assistant::token::TokenView;
use handrail_words::Words;
use serde::Serialize;

use crate::arguments::SignInArguments;
use crate::connections::named;
use crate::console::tell;
use crate::failure::Failure;
use crate::session::Session;

/// How somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// In the browser of this computer, as whoever is known.
    Browser,
    /// In the browser, as somebody else.
    BrowserAsAnother,
    /// With a code, on any device.
    DeviceCode,
}

impl Way {
    /// The way that a connection is set up for.
    pub(crate) fn of(goal: Goal) -> Self {
        match goal.flow {
            Flow::AuthorizationCode => Self::Browser,
            Flow::DeviceCode => Self::DeviceCode,
        }
    }
}

/// The document of `sign-in --json`. Holds no token.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    connection: &'a str,
    name: &'a str,
    tenant_id: &'a str,
    client_id: Option<&'a str>,
    api: Api,
    account: Option<&'a str>,
    flow: Flow,
    scopes: &'a [String],
    expires: &'a str,
    /// `keychain`; `session` when there is none, so that the next command asks again; `missing` when the tenant gave no
    /// refresh token.
    refresh_token: SecretState,
    ready: bool,
}

/// Signs somebody in to a stored connection, which is made if it is not there yet.
pub(crate) async fn run(wanted: &SignInArguments, session: &Session) -> Result<(), Failure> {
    let assistant = session.stored()?;
    let connection = connection(wanted, &assistant, session).await?;
    if connection.goal.context != Context::User {
        let name = connection.name.clone();
        return Err(Failure::Usage("cli.usage.nobody_signs_in", vec![("name", name)]));
    }
    let way = match (wanted.device_code, wanted.another_account) {
        (true, _) => Way::DeviceCode,
        (false, true) => Way::BrowserAsAnother,
        (false, false) => Way::of(connection.goal),
    };
    let checklist = sign_in(&assistant, &connection, way, session).await?;
    let token = assistant.token(&connection.id).await?;
    let accounts = assistant.accounts(&connection.id).await?;
    let account = accounts.iter().find(|account| account.current);
    answer(&checklist, way, &token, account, session)?;
    found(&checklist).map_or(Ok(()), |problem| Err(problem.into()))
}

async fn connection(
    wanted: &SignInArguments,
    assistant: &Assistant,
    session: &Session,
) -> Result<ConnectionView, Failure> {
    if let Some(name) = &wanted.connection {
        return named(name, &assistant.connections().await?);
    }
    let cloud = session.custom_cloud()?.map(|cloud| cloud.id);
    let tenant = wanted.tenant.as_deref().unwrap_or_default();
    let tenant = assistant.find_tenant(tenant, cloud.as_deref()).await?;
    let client_id = wanted.client_id.as_deref().unwrap_or_default();
    let goal = Goal {
        flow: if wanted.device_code {
            Flow::DeviceCode
        } else {
            Flow::AuthorizationCode
        },
        ..Goal::new(wanted.api.unwrap_or(Api::Graph), Context::User)
    };
    Ok(assistant.connection_of(&tenant, goal, client_id.parse()?).await?)
}

/// Signs somebody in, and tells the person what only they can do.
pub(crate) async fn sign_in(
    assistant: &Assistant,
    connection: &ConnectionView,
    way: Way,
    session: &Session,
) -> Result<Checklist, Failure> {
    let words = session.words();
    let attempt = match way {
        Way::DeviceCode => {
            session
                .console()
                .say(&words.plain("cli.sign_in.device_code_warning"));
            let attempt = assistant.start_device_sign_in(&connection.id).await?;
            tell_code(&attempt.verification_uri, &attempt.user_code, words);
            attempt.attempt_id
        }
        Way::Browser | Way::BrowserAsAnother => {
            let another = way == Way::BrowserAsAnother;
            let attempt = assistant
                .start_sign_in(&connection.id, another, landing(words))
                .await?;
            tell(&words.text("cli.hello_world.sign_in", [("link", &attempt.authorize_url)]));
            attempt.attempt_id
        }
    };
    Ok(assistant.finish_sign_in(&attempt, |_| ()).await?)
}

/// The page that the browser shows once the answer has arrived.
pub(crate) fn landing(words: Words) -> LandingPage {
    LandingPage {
        language: words.language().tag().to_owned(),
        title: words.plain("cli.landing.title"),
        message: words.plain("cli.landing.message"),
    }
}

/// Tells the code, and the page to type it into.
pub(crate) fn tell_code(page: &str, code: &str, words: Words) {
    tell(&words.text("cli.sign_in.device_code", [("page", page), ("code", code)]));
}

/// What the checks after a sign-in found.
pub(crate) fn found(checklist: &Checklist) -> Option<ErrorReport> {
    let problems = checklist.steps.iter().filter_map(|step| step.problem.clone());
    problems.into_iter().find(|problem| problem.finding)
}

fn answer(
    checklist: &Checklist,
    way: Way,
    token: &TokenView,
    account: Option<&AccountView>,
    session: &Session,
) -> Result<(), Failure> {
    let (connection, words) = (&checklist.connection, session.words());
    let refresh_token = account.map_or(SecretState::Missing, |account| account.kept);
    let who = account.map(|account| account.user_name.as_str());
    let values = [
        ("account", who.unwrap_or_default()),
        ("name", connection.name.as_str()),
    ];
    session.console().say(&words.text("cli.sign_in.done", values));
    session.console().say(&words.plain(match refresh_token {
        SecretState::Keychain => "cli.sign_in.kept",
        SecretState::Session => "cli.sign_in.this_run_only",
        SecretState::Missing => "cli.sign_in.not_kept",
    }));
    if found(checklist).is_some() {
        // One document a command: the finding is it.
        return Ok(());
    }
    session.console().document(&Answer {
        connection: &connection.id,
        name: &connection.name,
        tenant_id: &connection.tenant_id,
        client_id: connection.client_id.as_deref(),
        api: connection.goal.api,
        account: who,
        flow: if way == Way::DeviceCode {
            Flow::DeviceCode
        } else {
            Flow::AuthorizationCode
        },
        scopes: &token.permissions,
        expires: &token.expires,
        refresh_token,
        ready: connection.ready,
    })
}
