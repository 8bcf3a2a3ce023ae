//! The way to a service: its certificate, the proxy before it, and answers that grow.

mod bombs;
mod proxies;
mod tls;

use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{Outcome, finish, handrail};

/// What keeps the environment of whoever runs the tests out.
const PROXIES: [&str; 8] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// Writes a cloud whose every address begins alike.
fn write_cloud(home: &TempDir, origin: &str) {
    let audience = json!({"resource_v1": "https://graph.microsoft.com"});
    let cloud = json!({
        "id": "own", "name": "Own", "entra_authority": origin, "graph_base": origin, "token": {"graph": audience},
    });
    std::fs::write(home.path().join("cloud.json"), cloud.to_string()).unwrap();
}

/// Looks for a tenant in that cloud, which needs one answer of its sign-in service.
fn looking(home: &TempDir, more: &str) -> Command {
    let mut command = handrail(home);
    for name in PROXIES.into_iter().chain(["SSL_CERT_FILE", "SSL_CERT_DIR"]) {
        command.env_remove(name);
    }
    let line = "hello-world --json --output out --cloud cloud.json --secret-stdin --log debug \
        --tenant contoso.com --client-id 631a96bc-a705-4eda-9f99-fdaf9f54f6a2";
    command
        .args(line.split_whitespace())
        .args(more.split_whitespace());
    command
}

fn ended(mut command: Command) -> Outcome {
    use std::io::Write as _;
    let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"a-secret-value").unwrap();
    finish(child)
}

/// The code of what a run ended with, be it a finding or an error.
fn code(outcome: &Outcome) -> String {
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap_or_default();
    let error = document.pointer("/error/code").and_then(Value::as_str);
    let finding = document.pointer("/finding/id").and_then(Value::as_str);
    error.or(finding).unwrap_or_default().to_owned()
}
