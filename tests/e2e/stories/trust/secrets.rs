//! Nothing that opens a door is where a page, a file, a log or another process could show it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use trust::{Canaries, Part, Tally, holds_token};

use super::super::common::set_up_prepared_application;
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::wait::told;

/// What the page is, and all that it may keep.
const PAGE: &str = "return [document.documentElement.outerHTML, JSON.stringify({...localStorage}), \
    JSON.stringify({...sessionStorage}), document.cookie, location.href].join('\\n')";

#[tokio::test]
async fn neither_secret_nor_token_reaches_the_page_a_file_the_log_or_another_process() {
    told(async {
        let mut tally = Tally::of(Part::Leaks, "window: page, files, log, processes");
        let app = App::open_talkative("secrets", Setting::ENGLISH_LIGHT).await;
        let secret = set_up_prepared_application(&app).await;
        let mut secrets = made_up(&app.practice().await);
        secrets.add("client secret", &secret);
        app.click("nav-token").await;
        app.place("token-verdict").await;
        let page = app
            .client
            .execute(PAGE, Vec::new())
            .await
            .expect("the page answers");
        let page = page.as_str().expect("the page as text");
        assert!(
            page.contains("token-verdict"),
            "this is the page that tells of the token"
        );
        clean("the page", page.as_bytes(), &secrets, &mut tally);

        app.click("nav-home").await;
        app.click("see-incidents").await;
        app.place("saved-path").await;
        of_processes(app.desktop.home(), &secrets, &mut tally);
        of_files(app.desktop.home(), &secrets, &mut tally);
        app.close().await;
        tally.tell();
    })
    .await;
}

fn of_files(home: &Path, secrets: &Canaries, tally: &mut Tally) {
    let files = files(home);
    let there = |name: &str| files.iter().any(|file| file.ends_with(name));
    assert!(
        there("connections.json") && there("handrail.log"),
        "there is something to look into"
    );
    for file in files {
        // The ready line of the practice tenant names its made-up credentials on purpose.
        let ready = file.ends_with("practice.json");
        let bytes = fs::read(&file).unwrap_or_default();
        if ready {
            assert!(!secrets.found_in(&bytes).is_empty(), "the search is blind");
        } else {
            let name = file.display().to_string();
            clean(&name, &[name.as_bytes(), &bytes].concat(), secrets, tally);
        }
    }
}

/// The program and those that it started, the web view's among them: how they were called and what they inherited.
fn of_processes(home: &Path, secrets: &Canaries, tally: &mut Tally) {
    let own = format!("HOME={}", home.display());
    let mut seen = Vec::new();
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let folder = process.path();
        let Ok(environment) = fs::read(folder.join("environ")) else {
            continue;
        };
        if !environment
            .split(|byte| *byte == 0)
            .any(|variable| variable == own.as_bytes())
        {
            continue;
        }
        let line = fs::read(folder.join("cmdline")).unwrap_or_default();
        let name = fs::read_to_string(folder.join("comm")).unwrap_or_default();
        clean(
            &format!("{name} and its environment"),
            &[environment, line].concat(),
            secrets,
            tally,
        );
        seen.push(name.trim().to_owned());
    }
    for name in ["handrail-deskto", "WebKitWebProces", "WebKitNetworkPr"] {
        assert!(
            seen.iter().any(|process| process == name),
            "no {name} among {seen:?}"
        );
    }
}

fn clean(what: &str, bytes: &[u8], secrets: &Canaries, tally: &mut Tally) {
    let hits = secrets.found_in(bytes);
    tally.case(format!("{what}: {}", hits.join("; ")), hits.is_empty());
    tally.case(format!("{what}: a token"), !holds_token(bytes));
}

/// Every credential that the practice tenant has made up.
fn made_up(ready: &Value) -> Canaries {
    let mut secrets = Canaries::default();
    for app in ready["apps"]
        .as_object()
        .into_iter()
        .flat_map(|apps| apps.values())
    {
        secrets.add("client secret", app["clientSecret"].as_str().unwrap_or_default());
    }
    for user in ready["users"].as_array().into_iter().flatten() {
        secrets.add("password", user["password"].as_str().unwrap_or_default());
    }
    assert!(secrets.count("client secret") > 1 && secrets.count("password") > 0);
    secrets
}

/// Every file below `folder`, sockets and links left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(self::files(&entry.path())),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files
}
