//! Somebody is stuck, reads what Handrail saw, and saves exactly that.

use std::fs;

use serde_json::Value;

use super::common::{begin, give_client_id};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::wait::told;

/// No registration has it.
const UNKNOWN: &str = "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10";

const LINES: &str = "return [...document.querySelectorAll(\"[data-testid='support-text'] > div > div\")].map((line) => line.textContent)";

#[tokio::test]
async fn what_does_not_work_is_read_and_saved_without_names() {
    told(async {
        let app = App::open("support", Setting::ENGLISH_LIGHT).await;
        begin(&app, "application", "graph").await;
        give_client_id(&app, UNKNOWN).await;
        app.problem_is("client_not_found").await;
        app.click("support-link").await;
        app.place("support-text").await;
        app.picture("support-stuck").await;
        app.click("support-save").await;
        let file = app.until("the file of the bundle", async || saved(&app)).await;
        let text = fs::read_to_string(file).expect("the file can be read");
        let practice = app.practice().await;
        for name in ["tenantId", "tenantDomain"] {
            let name = practice[name].as_str().expect("the ready line has it");
            assert!(!text.contains(name), "{name} is in the bundle");
        }
        assert!(!text.contains(UNKNOWN), "the client ID is in the bundle");
        let bundle: Value = serde_json::from_str(&text).expect("the bundle is JSON");
        assert_eq!(bundle["findings"][0]["report"]["code"], "client_not_found");
        // Only the lines in sight are drawn: each of them is one of the file.
        let shown = app
            .client
            .execute(LINES, Vec::new())
            .await
            .expect("the page answers");
        let shown: Vec<String> = serde_json::from_value(shown).expect("a list of lines");
        assert!(shown.len() > 10, "{shown:?}");
        for line in shown {
            assert!(
                text.lines().any(|saved| saved == line),
                "{line} was shown and not saved"
            );
        }
        app.close().await;
    })
    .await;
}

fn saved(app: &App) -> Option<std::path::PathBuf> {
    let files = fs::read_dir(app.desktop.home().join("results")).ok()?;
    let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
    paths.find(|path| path.extension().is_some_and(|end| end == "json"))
}
