//! What a large tenant costs. The program is a process of its own, so that its memory can be read.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::Client;
use serde_json::Value;

/// The most memory that the process ever held, in megabytes; `None` where the system does not tell.
fn peak_megabytes(process: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024)
}

async fn page(client: &Client, url: &str, token: &str) -> Value {
    let answer = client.get(url).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{url}");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_hundred_thousand_incidents_and_a_thousand_customers_stay_under_500_megabytes() {
    let mut process = Command::new(env!("CARGO_BIN_EXE_practice-tenant"))
        .args([
            "--incidents",
            "100000",
            "--customers",
            "1000",
            "--until-stdin-closes",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(ready["customers"].as_array().unwrap().len(), 1000);

    let client = Client::builder().no_proxy().build().unwrap();
    let (origin, app) = (ready["origin"].as_str().unwrap(), &ready["apps"]["application"]);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", app["clientId"].as_str().unwrap()),
        ("client_secret", app["clientSecret"].as_str().unwrap()),
        ("scope", "https://graph.microsoft.com/.default"),
    ];
    let url = format!(
        "{origin}/{}/oauth2/v2.0/token",
        ready["tenantId"].as_str().unwrap()
    );
    let answer: Value = client
        .post(url)
        .form(&form)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let token = answer["access_token"].as_str().unwrap();
    let list = format!("{origin}/v1.0/security/incidents");
    for (query, count) in [
        ("$top=50", 50),
        ("$top=50&$skip=99980", 20),
        (
            "$filter=severity eq 'high' and status eq 'active'&$count=true",
            50,
        ),
        ("$orderby=lastUpdateDateTime desc&$top=1", 1),
    ] {
        let page = page(&client, &format!("{list}?{query}"), token).await;
        assert_eq!(page["value"].as_array().unwrap().len(), count, "{query}");
    }
    // The truth about them all is larger than the budget; a part of it shows that it comes piece by piece.
    let mut truth = client
        .get(format!("{origin}/practice/truth"))
        .send()
        .await
        .unwrap();
    let mut size = 0;
    while size < 10_000_000 {
        size += truth.chunk().await.unwrap().unwrap().len();
    }
    drop(truth);
    if let Some(peak) = peak_megabytes(&process) {
        assert!(peak < 500, "{peak} MB");
    }
    drop(process.stdin.take());
    assert!(process.wait().unwrap().success());
}
