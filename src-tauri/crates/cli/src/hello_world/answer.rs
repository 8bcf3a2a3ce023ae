//! What a reading is told as: a document for programs, a few lines for people.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::defender::FilterNote;
use handrail_assistant::results::{ResultKind, ResultView, SavedFile};
use handrail_assistant::token::{Signature, TokenKind, TokenView};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::connections::who;
use crate::console::Console;

/// The document of `hello-world --json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer<'a> {
    api: Api,
    kind: ResultKind,
    rows: u32,
    tenant_id: &'a str,
    since: Option<&'a str>,
    until: &'a str,
    incidents: u32,
    alerts: u32,
    requests: u32,
    throttled: u32,
    filter: &'a FilterNote,
    saved: &'a [SavedFile],
    elapsed_ms: u32,
    token: Token<'a>,
}

#[derive(Debug, Serialize)]
struct Token<'a> {
    audience: &'a str,
    roles: &'a [String],
    scopes: &'a [String],
    expires: &'a str,
    signature: Signature,
}

/// The same facts for a program.
pub(super) fn document<'a>(
    connection: &'a ConnectionView,
    reading: &'a ResultView,
    saved: &'a [SavedFile],
    token: &'a TokenView,
) -> Answer<'a> {
    let (incidents, alerts) = match reading.kind {
        ResultKind::Incidents => (reading.rows, 0),
        ResultKind::Alerts => (0, reading.rows),
        _ => (0, 0),
    };
    let (roles, scopes): (&[String], &[String]) = match token.kind {
        TokenKind::Application => (&token.permissions, &[]),
        TokenKind::User | TokenKind::Id => (&[], &token.permissions),
    };
    Answer {
        api: reading.api,
        kind: reading.kind,
        rows: reading.rows,
        tenant_id: &connection.tenant_id,
        since: reading.since.as_deref(),
        until: &reading.until,
        incidents,
        alerts,
        requests: reading.requests,
        throttled: reading.throttled,
        filter: &reading.filter,
        saved,
        elapsed_ms: reading.elapsed_ms,
        token: Token {
            audience: &token.audience,
            roles,
            scopes,
            expires: &token.expires,
            signature: token.signature,
        },
    }
}

/// The same facts for a person: what was asked, how many, where they are, what to try next.
pub(super) fn tell(connection: &ConnectionView, reading: &ResultView, saved: &[SavedFile], console: Console) {
    let words = console.words();
    let asked = [
        ("tenant", connection.tenant_domain.as_str()),
        ("api", &words.plain(&format!("common.api.{}", reading.api))),
        ("since", &local(reading.since.as_deref().unwrap_or_default())),
        ("who", &words.plain(who(connection.goal.context))),
    ];
    let said = match reading.since {
        Some(_) => "cli.hello_world.asked",
        None => "cli.hello_world.asked_now",
    };
    console.say(&words.text(said, asked));
    console.say(&words.counted(things(reading.kind), u64::from(reading.rows)));
    if reading.rows == 0 {
        console.say(&words.plain("cli.hello_world.nothing"));
    }
    for file in saved {
        console.say(&words.text("cli.hello_world.saved", [("path", &file.path)]));
    }
    console.say(&words.plain(if connection.practice {
        "cli.hello_world.next_practice"
    } else {
        "cli.hello_world.next"
    }));
}

/// The time as the clock on the wall shows it.
fn local(time: &str) -> String {
    let Ok(moment) = time.parse::<Timestamp>() else {
        return time.to_owned();
    };
    moment
        .to_zoned(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

fn things(kind: ResultKind) -> &'static str {
    match kind {
        ResultKind::Incidents => "cli.hello_world.incidents",
        ResultKind::Alerts => "cli.hello_world.alerts",
        _ => "cli.hello_world.rows",
    }
}
