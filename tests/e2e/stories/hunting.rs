//! Hunting: a query is written with the help of Microsoft's language service, and brings rows.

use fantoccini::Locator;
use serde_json::json;

use super::common::set_up_prepared_application;
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::wait::told;

/// Control, A and the end of Control, as `WebDriver` spells keys.
const SELECT_ALL: &str = "\u{e009}a\u{e000}";
/// Control and Enter.
const RUN: &str = "\u{e009}\u{e007}\u{e000}";
const ENTER: &str = "\u{e007}";

/// Notes what the content security policy refuses from now on. Left out is what `WebKit` itself tries in a line that is
/// written over, to keep the style of the old words: it is refused, and the editor draws the line again anyway.
const WATCH: &str = "window.refused = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile, target }) => {
        if (!target.closest?.('.cm-line')) window.refused.push(`${violatedDirective} ${sourceFile}`);
    });";

#[tokio::test]
async fn a_query_is_completed_marked_and_run_under_the_strict_policy() {
    told(journey()).await;
}

async fn journey() {
    let app = App::open("hunting", Setting::ENGLISH_LIGHT).await;
    set_up_prepared_application(&app).await;
    app.client
        .execute(WATCH, Vec::new())
        .await
        .expect("the page listens");
    app.click("nav-hunting").await;
    write(&app, "DevicePro").await;
    app.find(".cm-tooltip-autocomplete [role='option'][aria-selected='true']")
        .await;
    app.picture("hunting-completion").await;
    write(&app, ENTER).await;
    app.until("the name of the table to be completed", async || {
        query(&app).await.starts_with("DeviceProcessEvents").then_some(())
    })
    .await;

    write(&app, SELECT_ALL).await;
    write(&app, "DeviceProcessEvents | where FilName has 'x'").await;
    // Words that were half written may have been marked before.
    app.until("the unknown column to be marked", async || {
        let marked = app.client.find(Locator::Css(".cm-lintRange-error")).await.ok()?;
        (marked.text().await.ok()? == "FilName").then_some(())
    })
    .await;
    app.picture("hunting-marked").await;

    write(&app, SELECT_ALL).await;
    write(
        &app,
        "DeviceProcessEvents | project Timestamp, DeviceName, FileName | take 25",
    )
    .await;
    app.find("[data-testid='kql-marks'][data-count='0']").await;
    write(&app, RUN).await;
    app.find("[data-testid='hunt-rows'][data-count='25']").await;
    app.find("[role='grid'] [role='row'] [role='gridcell']").await;
    app.picture("hunting-rows").await;
    assert_strict(&app).await;
    app.close().await;
}

/// Presses keys in the editor.
async fn write(app: &App, keys: &str) {
    let editor = app.find("[data-testid='kql-editor'] .cm-content").await;
    editor.send_keys(keys).await.expect("an editor that takes keys");
}

/// What stands in the editor.
async fn query(app: &App) -> String {
    let editor = app.find("[data-testid='kql-editor'] .cm-content").await;
    editor.text().await.unwrap_or_default()
}

/// Prototypes are frozen, and nothing that the policy forbids was tried.
async fn assert_strict(app: &App) {
    let script = "return [Object.isFrozen(Object.prototype), window.refused]";
    let seen = app
        .client
        .execute(script, Vec::new())
        .await
        .expect("the page answers");
    assert_eq!(seen, json!([true, []]));
}
