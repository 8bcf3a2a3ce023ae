//! Files that a person is made to open.

use std::fs::{self, File};
use std::path::Path;

use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::Card;
use handrail_assistant::error::ErrorCode;
use handrail_practice_tenant::CustomerState;
use serde_json::{Value, json};
use trust::{Part, Tally};

use crate::sweep::partner::{Partner, ids, incidents, rows};

/// Four gigabytes that take no room on the disk.
const HUGE: u64 = 4 << 30;

/// What somebody may have put where a log was.
const LOGS: [&str; 6] = ["empty", "zeros", "deep", "huge", "pipe", "folder"];

fn put(path: &Path, kind: &str) {
    let _ = fs::remove_file(path);
    match kind {
        "empty" => fs::write(path, "").unwrap(),
        "zeros" => fs::write(path, [0; 5000]).unwrap(),
        "deep" => fs::write(path, "[".repeat(200_000) + "\n").unwrap(),
        "huge" => File::create(path).unwrap().set_len(HUGE).unwrap(),
        "pipe" => {
            let made = std::process::Command::new("mkfifo").arg(path).status();
            assert!(made.unwrap().success());
        }
        _ => fs::create_dir(path).unwrap(),
    }
}

#[tokio::test]
async fn a_sweep_whose_folder_somebody_changed_goes_on_or_says_that_it_cannot() {
    let mut tally = Tally::of(Part::Attacks, "files: the folder of a sweep");
    for what in ["pages", "journal.ndjson", "sweep.json"] {
        for kind in LOGS {
            let partner = Partner::of(Api::Graph, 3, 40).await;
            partner.sweep(&incidents()).await.unwrap();
            let place = partner.state().join(what);
            if what == "pages" {
                // Everybody is asked again, and has such a log.
                fs::write(partner.state().join("journal.ndjson"), "").unwrap();
                for log in fs::read_dir(place).unwrap() {
                    put(&log.unwrap().path(), kind);
                }
            } else {
                put(&place, kind);
            }
            let swept = partner.resume().await;
            let held = match &swept {
                Ok(swept) if swept.complete => {
                    let mut all = Vec::new();
                    for domain in partner.domains(CustomerState::Consented) {
                        let sent = rows(&partner.folder().join(format!("{domain}.json")));
                        all.push(ids(&sent, "id") == partner.truth(&domain).await);
                    }
                    all.into_iter().all(|whole| whole)
                }
                Ok(swept) => swept.stopped.is_some() || swept.failed > 0,
                Err(report) => matches!(
                    report.code,
                    ErrorCode::SweepUnreadable | ErrorCode::FileNotWritten
                ),
            };
            tally.case(format!("{what}, {kind}: {swept:?}"), held);
        }
    }
    tally.tell();
}

fn card() -> Value {
    json!({
        "handrailCard": 1, "name": "Contoso", "cloud": "commercial",
        "tenantId": "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7", "tenantDomain": "contoso.com",
        "goal": {"api": "graph", "context": "user"},
    })
}

#[test]
fn a_card_of_another_shape_is_no_card() {
    let mut tally = Tally::of(Part::Attacks, "files: cards of another shape");
    assert!(Card::parse(card().to_string().as_bytes()).is_ok());
    let wrong = [
        ("tenantId", json!("../../../etc/passwd")),
        ("tenantId", json!("8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7/../x")),
        ("tenantId", json!(7)),
        ("clientId", json!("{00000000}")),
        ("goal", json!({"api": "sentinel", "context": "user"})),
        ("goal", json!("user")),
        ("name", json!("\u{2003}")),
        ("name", json!(null)),
        ("clientSecret", json!("a-secret-value")),
        ("accessToken", json!("ey")),
        ("evidence", json!([])),
        ("redirectUri", json!("not an address")),
    ];
    for (field, value) in wrong {
        let mut card = card();
        card[field] = value;
        let code = Card::parse(card.to_string().as_bytes()).map_err(|report| report.code);
        tally.case(card, code == Err(ErrorCode::CardMalformed));
    }
    for version in [2, 99, u64::MAX] {
        let mut card = card();
        card["handrailCard"] = json!(version);
        card["goal"] = json!("of another shape");
        let code = Card::parse(card.to_string().as_bytes()).map_err(|report| report.code);
        tally.case(card, code == Err(ErrorCode::CardTooNew));
    }
    for bytes in [
        Vec::new(),
        vec![0; 5000],
        b"null".to_vec(),
        "[".repeat(60_000).into_bytes(),
        card()
            .to_string()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ] {
        let code = Card::parse(&bytes).map_err(|report| report.code);
        tally.case(
            format!("{} bytes", bytes.len()),
            code == Err(ErrorCode::CardMalformed),
        );
    }
    tally.tell();
}

#[test]
fn a_cloud_that_passes_for_one_of_microsoft_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "files: clouds of another shape");
    let cloud = |field: &str, value: Value| {
        let mut cloud = json!({
            "id": "mine", "name": "Mine", "entra_authority": "https://login.example",
            "graph_base": "https://graph.example", "token": {"graph": {"resource_v1": "https://graph.example"}},
        });
        cloud[field] = value;
        cloud.to_string()
    };
    assert!(Cloud::parse(&cloud("name", json!("Mine"))).is_ok());
    for id in Cloud::microsoft()
        .into_iter()
        .map(|cloud| cloud.id)
        .chain([String::new()])
    {
        let parsed = Cloud::parse(&cloud("id", json!(id))).map_err(|report| report.code);
        tally.case(id, parsed == Err(ErrorCode::CloudFileMalformed));
    }
    for field in [
        "entra_authority",
        "graph_base",
        "azure_portal",
        "defender_portal",
        "entra_admin_center",
    ] {
        for address in [
            "http://login.example",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "https://someone:secret@login.example",
            "https://login.microsoftonline.com@login.example",
            "ftp://login.example",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "//login.example",
            "login.example",
            "",
        ] {
            let parsed = Cloud::parse(&cloud(field, json!(address))).map_err(|report| report.code);
            tally.case(
                format!("{field}: {address}"),
                parsed == Err(ErrorCode::CloudFileMalformed),
            );
        }
    }
    tally.tell();
}
