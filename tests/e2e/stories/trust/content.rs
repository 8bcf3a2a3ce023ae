//! What strangers wrote, in the window: it is read, and does nothing.

use serde_json::{Value, json};
use trust::{Part, Tally};

use super::super::common::{hunt, set_up_prepared_application};
use super::super::screens::choose_language;
use crate::harness::app::App;
use crate::harness::desktop::{Language, Setting, Theme};
use crate::harness::wait::told;

/// What markup would make of the page, and nothing of Handrail's own is.
const INJECTED: &str = "script:not([src]), script[src^='http'], iframe, object, embed, base, form[action], link[href*='evil'], \
    meta[http-equiv='refresh'], img[src='x'], animate, [onerror], [onload], [onfocus], [onbegin], [srcdoc], a[href^='javascript']";

/// Notes what the content security policy refuses and where anybody asks something.
const WATCH: &str = "window.refused = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, target }) => {
        if (!target.closest?.('.cm-line')) window.refused.push(`${violatedDirective} ${blockedURI}`);
    });
    for (const ask of ['alert', 'confirm', 'prompt', 'print']) window[ask] = () => window.refused.push(ask);";

/// What is wrong with the page as it is: an empty list where nothing is.
const WRONG: &str = r"
    const wrong = [...window.refused];
    for (const one of document.querySelectorAll(arguments[0])) wrong.push(`element ${one.outerHTML.slice(0, 200)}`);
    if (window.handrailCanary !== undefined) wrong.push(`a script ran: ${window.handrailCanary}`);
    if (!location.href.startsWith('tauri://localhost')) wrong.push(`the page is ${location.href}`);
    const steers = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u206f\ufeff\u00ad]/u;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode.data;
        // The editor of queries holds its place with one of them.
        if (steers.test(text) && !texts.currentNode.parentElement.closest('.cm-editor')) {
            wrong.push(`unseen in ${JSON.stringify(text.slice(0, 120))}`);
        }
    }
    for (const one of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
        for (const name of ['title', 'aria-label', 'placeholder']) {
            if (steers.test(one.getAttribute(name) ?? '')) wrong.push(`unseen in ${name} of ${one.outerHTML.slice(0, 120)}`);
        }
    }
    for (const one of document.querySelectorAll('h1, h2, h3')) {
        if (one.clientHeight > innerHeight / 3) wrong.push(`a heading is ${one.clientHeight} high`);
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth + 1) wrong.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
    return wrong;";

#[tokio::test]
async fn what_strangers_wrote_is_read_and_does_nothing() {
    told(journey("content-en-light", Setting::ENGLISH_LIGHT)).await;
}

#[tokio::test]
async fn what_strangers_wrote_is_read_in_french_and_dark() {
    let setting = Setting {
        language: Language::French,
        theme: Theme::Dark,
    };
    told(journey("content-fr-dark", setting)).await;
}

async fn journey(story: &'static str, setting: Setting) {
    let app = App::open(story, setting).await;
    choose_language(&app, setting.language).await;
    set_up_prepared_application(&app).await;
    app.client
        .execute(WATCH, Vec::new())
        .await
        .expect("the page listens");
    switch_on(&app, "hostile-content").await;
    let mut tally = Tally::of(Part::Attacks, "content: screens of the window");
    incidents(&app, &mut tally).await;
    incident(&app, &mut tally).await;
    hunting(&app, &mut tally).await;
    tally.tell();
    app.close().await;
}

async fn switch_on(app: &App, fault: &str) {
    let practice = app.practice().await;
    let control = practice["control"]
        .as_str()
        .expect("the practice tenant's control");
    let switched = reqwest::Client::new()
        .post(format!("{control}/scenarios"))
        .json(&json!({"name": fault, "on": true}))
        .send()
        .await;
    assert!(switched.is_ok_and(|answer| answer.status().is_success()));
}

/// The table with all that stands around it: charts, values to choose from, the search.
async fn incidents(app: &App, tally: &mut Tally) {
    app.click("see-incidents").await;
    app.place("saved-path").await;
    app.place("result-row").await;
    shown(app, tally, "content-incidents").await;
    for text in ["<script>", "=cmd|", "evil.example", "‹U+202E›"] {
        search(app, text).await;
        check(app, tally, &format!("search for {text}")).await;
    }
    search(app, "A title that does not end").await;
    app.until("the long title alone", async || {
        let first = app.text("result-row").await;
        first.contains("A title that does not end").then_some(())
    })
    .await;
    shown(app, tally, "content-long-title").await;
}

/// Types into the search as a person does who pastes over what was there, and waits for a row that holds the text first.
async fn search(app: &App, text: &str) {
    const PASTE: &str = "const field = document.querySelector(\"input[type='search']\");
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, arguments[0]);
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    const FOUND: &str = "const rows = [...document.querySelectorAll(\"[data-testid='result-row']\")];
        const narrowed = document.querySelector(\"[data-testid='rows-shown']\")?.textContent ?? '';
        return narrowed !== '' && rows.some((row) => row.textContent.includes(arguments[0]));";
    app.find("input[type='search']").await;
    let pasted = app.client.execute(PASTE, vec![text.into()]).await;
    pasted.expect("a field that takes text");
    app.until("a row that holds the text", async || {
        let found = app.client.execute(FOUND, vec![text.into()]).await;
        (found.ok()? == Value::Bool(true)).then_some(())
    })
    .await;
}

/// The incident whose title is a megabyte long: beside the table, and on its own page.
async fn incident(app: &App, tally: &mut Tally) {
    app.click("result-row").await;
    app.place("row-panel").await;
    shown(app, tally, "content-long-details").await;
    app.click("open-incident").await;
    app.place("incident-lead").await;
    shown(app, tally, "content-incident").await;
}

async fn hunting(app: &App, tally: &mut Tally) {
    hunt(app).await;
    shown(app, tally, "content-hunting").await;
}

/// Looks at the page, and keeps a picture for people.
async fn shown(app: &App, tally: &mut Tally, screen: &str) {
    check(app, tally, screen).await;
    app.picture(screen).await;
}

async fn check(app: &App, tally: &mut Tally, what: &str) {
    let wrong = app.client.execute(WRONG, vec![INJECTED.into()]).await;
    let wrong = wrong.expect("the page answers");
    tally.case(format!("{what}: {wrong:#}"), wrong == Value::Array(Vec::new()));
}
