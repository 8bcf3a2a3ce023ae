//! What it costs at least: the same pages fetched by curl, and by a loop that only looks for the next link.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;

use crate::Failed;
use crate::practice::Practice;

#[derive(Deserialize)]
struct Page {
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

/// A token as any script gets it, with the made-up secret of the practice tenant.
pub(crate) async fn token(practice: &Practice, http: &reqwest::Client) -> Result<String, Failed> {
    let url = format!(
        "{}/{}/oauth2/v2.0/token",
        practice.text("/origin")?,
        practice.text("/tenantId")?
    );
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", practice.text("/apps/application/clientId")?),
        ("client_secret", practice.text("/apps/application/clientSecret")?),
        ("scope", "https://graph.microsoft.com/.default"),
    ];
    let answer: Value = http.post(url).form(&fields).send().await?.json().await?;
    let token = answer["access_token"].as_str();
    token.map(str::to_owned).ok_or_else(|| answer.to_string().into())
}

/// Follows every next link and keeps nothing but the addresses.
pub(crate) async fn follow(
    http: &reqwest::Client,
    first: &str,
    token: &str,
) -> Result<(Vec<String>, Duration), Failed> {
    let began = Instant::now();
    let mut addresses = vec![first.to_owned()];
    while let Some(address) = addresses.last() {
        let answer = http.get(address).bearer_auth(token).send().await?;
        let page: Page = answer.error_for_status()?.json().await?;
        let Some(next) = page.next_link else { break };
        addresses.push(next);
    }
    Ok((addresses, began.elapsed()))
}

/// One curl for all addresses, over one connection. The token goes through standard input, where nobody lists it.
pub(crate) fn curl(addresses: &[String], token: &str, authority: &str) -> Result<Duration, Failed> {
    let began = Instant::now();
    let mut child = Command::new("curl")
        .args(["--silent", "--fail", "--cacert", authority, "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut config = format!("header = \"Authorization: Bearer {token}\"\n");
    for address in addresses {
        // Writing to a string cannot fail.
        let _ = writeln!(config, "url = \"{address}\"\noutput = \"/dev/null\"");
    }
    if let Some(mut input) = child.stdin.take() {
        input.write_all(config.as_bytes())?;
    }
    let status = child.wait()?;
    if !status.success() {
        return Err(format!("curl ended with {status}").into());
    }
    Ok(began.elapsed())
}
