//! The command line for a question, and what runs it every morning.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::call::SnippetCall;
use super::literal;
use super::template::{Values, filled};
use crate::connection::{Connection, Context, Credential, Goal};
use crate::defender::{ListQuery, Severity};
use crate::results::ResultKind;

/// What runs the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleKind {
    /// A person, in bash, PowerShell or cmd.
    CommandLine,
    /// A timer of systemd, for the person who set the connection up.
    Systemd,
    /// The Task Scheduler of Windows.
    TaskScheduler,
    /// A job of GitHub Actions.
    GithubActions,
    /// A `CronJob` of Kubernetes.
    Kubernetes,
}

impl ScheduleKind {
    /// All of them, in the order of the window.
    pub const ALL: [Self; 5] = [
        Self::CommandLine,
        Self::Systemd,
        Self::TaskScheduler,
        Self::GithubActions,
        Self::Kubernetes,
    ];

    /// Can the call run there? Elsewhere than on this computer nobody can sign in, and a query has no command yet.
    pub fn offers(self, call: &SnippetCall, goal: Goal) -> bool {
        let here = matches!(self, Self::CommandLine | Self::Systemd | Self::TaskScheduler);
        matches!(call, SnippetCall::List { .. }) && (here || goal.context == Context::Application)
    }
}

/// The text for a schedule; `None` where the call cannot run there.
pub(crate) fn schedule(connection: &Connection, call: &SnippetCall, kind: ScheduleKind) -> Option<String> {
    let (SnippetCall::List { query }, true) = (call, kind.offers(call, connection.goal)) else {
        return None;
    };
    let name = literal::line(&connection.name);
    let stored = ["--connection".to_owned(), connection.id.clone()];
    Some(match kind {
        ScheduleKind::CommandLine => command_line(&arguments(&stored, query, None)),
        ScheduleKind::Systemd => {
            let arguments = arguments(&stored, query, None);
            let values = vec![
                ("name", name.replace('%', "%%")),
                ("command", command(&arguments, systemd)),
            ];
            filled(include_str!("programs/schedule/systemd.txt"), &values)
        }
        ScheduleKind::TaskScheduler => {
            let arguments: Vec<String> = arguments(&stored, query, None)
                .iter()
                .map(|word| windows(word))
                .collect();
            let values = vec![("name", xml(&name)), ("arguments", xml(&arguments.join(" ")))];
            filled(include_str!("programs/schedule/task_scheduler.xml"), &values)
        }
        ScheduleKind::GithubActions => github(connection, query, name),
        ScheduleKind::Kubernetes => kubernetes(connection, query, name),
    })
}

/// The words behind `handrail`.
fn arguments(place: &[String], query: &ListQuery, output: Option<&str>) -> Vec<String> {
    let mut words: Vec<String> = vec!["hello-world".to_owned()];
    words.extend(place.iter().cloned());
    let mut option = |name: &str, value: &str| {
        words.extend([name.to_owned(), literal::line(value)]);
    };
    if query.kind != ResultKind::Incidents {
        option("--read", query.kind.name());
    }
    match query.since {
        Some(since) => option("--since", &since.to_string()),
        None => option("--since", &format!("{}h", query.hours)),
    }
    if !query.severities.is_empty() {
        let names: Vec<&str> = query.severities.iter().map(|one| Severity::name(*one)).collect();
        option("--severity", &names.join(","));
    }
    if !query.statuses.is_empty() {
        option("--status", &query.statuses.join(","));
    }
    if let Some(somebody) = &query.assigned_to {
        option("--assigned-to", somebody);
    }
    if !query.text.is_empty() {
        option("--text", &query.text);
    }
    if let Some(top) = query.top {
        option("--top", &top.to_string());
    }
    if let Some(folder) = output {
        option("--output", folder);
    }
    words.push("--json".to_owned());
    words
}

/// The connection in words, where nothing is stored: its ids, and where its proof is.
fn place(connection: &Connection) -> Vec<String> {
    let client = connection
        .client_id
        .map_or_else(|| "YOUR-CLIENT-ID".to_owned(), |id| id.to_string());
    let tenant = connection.token_tenant().to_string();
    let api = connection.goal.api.name().to_owned();
    let mut words = vec![
        "--tenant".to_owned(),
        tenant,
        "--client-id".to_owned(),
        client,
        "--api".to_owned(),
        api,
    ];
    words.extend(match connection.goal.credential {
        Credential::Secret => ["--secret-env".to_owned(), "CLIENT_SECRET".to_owned()],
        Credential::Certificate => ["--certificate".to_owned(), CERTIFICATE.to_owned()],
    });
    words
}

/// Where a container has the certificate.
const CERTIFICATE: &str = "/credentials/certificate.pem";

fn command_line(words: &[String]) -> String {
    let values = vec![
        ("bash", command(words, bash)),
        ("powershell", command(words, powershell)),
        ("cmd", command(words, windows)),
    ];
    let mut text = filled(include_str!("programs/schedule/command_line.txt"), &values);
    // What cmd would expand has no spelling that holds both at its prompt and in a batch file.
    if !words.iter().any(|word| word.contains(['%', '!', '"', '^'])) {
        text += &filled(include_str!("programs/schedule/command_line_cmd.txt"), &values);
    }
    text
}

fn command(words: &[String], quoted: fn(&str) -> String) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("handrail {}", quoted.join(" "))
}

/// What no shell looks at twice.
fn is_bare(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.:/".contains(c))
}

fn bash(word: &str) -> String {
    if is_bare(word) {
        word.to_owned()
    } else {
        literal::bash(word)
    }
}

fn powershell(word: &str) -> String {
    if is_bare(word) {
        word.to_owned()
    } else {
        literal::powershell(word)
    }
}

/// systemd.service, "Command lines": percent signs and dollars are doubled.
fn systemd(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('%', "%%").replace('$', "$$"))
}

/// How Windows programs read their arguments: backslashes count only in front of a quote.
fn windows(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    let (mut quoted, mut backslashes) = (String::from("\""), 0);
    for c in word.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                quoted.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        quoted.push(c);
    }
    quoted + &"\\".repeat(backslashes) + "\""
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn github(connection: &Connection, query: &ListQuery, name: String) -> String {
    let certificate = connection.goal.credential == Credential::Certificate;
    let variable = if certificate {
        "CERTIFICATE"
    } else {
        "CLIENT_SECRET"
    };
    let mut place = place(connection);
    let prepare = if certificate {
        if let Some(file) = place.last_mut() {
            "certificate.pem".clone_into(file);
        }
        "          umask 077\n          printf '%s' \"$CERTIFICATE\" >certificate.pem\n"
    } else {
        ""
    };
    let words = arguments(&place, query, Some("handrail"));
    let values: Values = vec![
        ("name", name),
        ("proof_github", format!("The repository has a secret {variable}.")),
        ("variable", variable.to_owned()),
        ("prepare", prepare.to_owned()),
        // An expression of GitHub would be put in before any shell sees it.
        ("command", command(&words, bash).replace("${{", "${{ '${{' }}")),
    ];
    filled(include_str!("programs/schedule/github_actions.yml"), &values)
}

fn kubernetes(connection: &Connection, query: &ListQuery, name: String) -> String {
    let certificate = connection.goal.credential == Credential::Certificate;
    let words = arguments(&place(connection), query, Some("/rows"));
    // Kubernetes puts variables in for $(NAME).
    let listed = words.iter().map(|word| {
        let word = serde_json::Value::from(word.replace("$(", "$$("));
        format!("                - {word}\n")
    });
    let (access, mounts, volumes, proof) = if certificate {
        (
            "",
            "                - {name: credentials, mountPath: /credentials, readOnly: true}\n",
            "            - name: credentials\n              secret: {secretName: handrail}",
            "kubectl create secret generic handrail --from-file=certificate.pem",
        )
    } else {
        (
            "              env:\n                - name: CLIENT_SECRET\n                  valueFrom:\n                    \
             secretKeyRef: {name: handrail, key: client-secret}\n",
            "",
            "",
            "kubectl create secret generic handrail --from-file=client-secret",
        )
    };
    let values: Values = vec![
        ("name", name),
        ("proof_kubernetes", proof.to_owned()),
        ("arguments", listed.collect()),
        ("access", access.to_owned()),
        ("mounts", mounts.to_owned()),
        ("volumes", volumes.to_owned()),
    ];
    let text = filled(include_str!("programs/schedule/kubernetes.yml"), &values);
    text.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests;
