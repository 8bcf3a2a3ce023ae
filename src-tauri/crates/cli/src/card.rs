//! `handrail connections export` and `import`: connection cards. A card that leads to a host that nobody here knows is
//! shown, and taken only when that was allowed.

use std::path::Path;

use handrail_assistant::Assistant;
use handrail_assistant::connection::{Card, CardView, MAX_CARD};
use handrail_doors::write_whole;
use serde_json::{Value, json};

use crate::connections::named;
use crate::failure::Failure;
use crate::session::{Session, unreadable};

/// Writes the card of a connection to a file, or to standard output.
pub(crate) async fn export(name: &str, file: Option<&Path>, session: &Session) -> Result<(), Failure> {
    let assistant = session.stored()?;
    let connection = named(name, &assistant.connections().await?)?;
    let text = assistant.card(&connection.id).await?;
    let card: Value = serde_json::from_str(&text).unwrap_or_default();
    let (console, words) = (session.console(), session.words());
    let Some(file) = file else {
        console.answer(text.trim_end())?;
        return console.document(&json!({"card": card, "path": null}));
    };
    let path = std::path::absolute(file).map_err(|error| unreadable(file, &error))?;
    write_whole(&path, text.as_bytes()).map_err(|error| {
        let values = vec![
            ("path", path.display().to_string()),
            ("reason", error.to_string()),
        ];
        Failure::Usage("cli.usage.file_unwritable", values)
    })?;
    let path = path.display().to_string();
    console.say(&words.text("cli.connections.exported", [("path", &path)]));
    console.document(&json!({"card": card, "path": path}))
}

/// Takes a card into the stored connections.
pub(crate) async fn import(file: &Path, trust_hosts: bool, session: &Session) -> Result<(), Failure> {
    let assistant = session.stored()?;
    // Clouds that came with earlier cards are known from here on.
    assistant.connections().await?;
    let card = trusted(&assistant, file, trust_hosts, session).await?;
    let seen = assistant.inspect_card(&card).await?;
    let connection = assistant.import_card(card, None).await?;
    let key = match seen.already {
        Some(_) => "cli.connections.already",
        None => "cli.connections.imported",
    };
    session
        .console()
        .say(&session.words().text(key, [("name", &connection.name)]));
    session
        .console()
        .document(&json!({"imported": connection, "already": seen.already.is_some()}))
}

/// The card of a file. Where it leads to unknown hosts they are told, and the command ends as a finding.
pub(crate) async fn trusted(
    assistant: &Assistant,
    file: &Path,
    trust_hosts: bool,
    session: &Session,
) -> Result<Card, Failure> {
    let card = Card::parse(&bytes(file)?)?;
    let view = assistant.inspect_card(&card).await?;
    if trust_hosts || !view.has_unknown_hosts {
        return Ok(card);
    }
    tell_hosts(&view, session);
    session
        .console()
        .document(&json!({"card": view, "trusted": false}))?;
    Err(Failure::Told)
}

fn tell_hosts(view: &CardView, session: &Session) {
    let (console, words) = (session.console(), session.words());
    console.say(&words.text("cli.connections.unknown_hosts", [("name", &view.name)]));
    for host in view.hosts.iter().filter(|host| !host.known) {
        let receives = serde_json::to_value(host.receives).unwrap_or_default();
        let receives = format!("home.card.receives.{}", receives.as_str().unwrap_or_default());
        let values = [
            ("host", host.host.as_str()),
            ("receives", &words.plain(&receives)),
        ];
        console.say(&words.text("cli.connections.host", values));
    }
    console.say(&words.plain("cli.connections.trust"));
}

/// One byte more than a card has at most: enough to see that it is too long.
fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read;
    let mut bytes = Vec::new();
    handrail_assistant::given::open(file)
        .and_then(|open| open.take(MAX_CARD as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(file, &error))?;
    Ok(bytes)
}
