//! What a script in the page can load, run, send and open: nothing.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use trust::{Part, Tally};

use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::wait::told;

/// Tries each way out, and says of each whether the policy spoke, an error came, or nothing was heard. `there` is the
/// attacker's own server: whatever asks it for anything has got out.
const ATTEMPTS: &str = include_str!("attempts.js");

#[tokio::test]
async fn a_script_in_the_page_loads_runs_sends_and_opens_nothing() {
    told(async {
        let attacker = Attacker::listens().await;
        let app = App::open("web-view-policy", Setting::ENGLISH_LIGHT).await;
        let before = files(app.desktop.home());
        let mut tally = Tally::of(Part::Attacks, "web view: ways out of the page");
        let outcomes = app
            .client
            .execute_async(ATTEMPTS, vec![attacker.origin().into()])
            .await
            .expect("the page answers");
        let outcomes = outcomes.as_object().expect("an outcome for each attempt");
        for (name, outcome) in outcomes {
            let refused = outcome["violation"] != Value::Null || outcome["error"] != Value::Null;
            let must = outcome["heard"] == true;
            tally.case(
                format!("{name}: {outcome}"),
                outcome["ran"] == false && (refused || !must),
            );
        }
        let url = app.client.current_url().await.expect("the window shows a page");
        tally.case(
            format!("the page is {url}"),
            url.as_str().starts_with("tauri://localhost"),
        );
        tally.case("the page is usable", app.shows("home-start").await);
        // A request of our own shows that the server hears.
        let _ = reqwest::Client::new()
            .get(format!("{}/own", attacker.origin()))
            .timeout(Duration::from_secs(5))
            .send()
            .await;
        // `preconnect` opens a connection and says nothing on it (SECURITY.md names it).
        let mut heard = attacker.heard();
        heard.retain(|request| !request.is_empty());
        tally.case(
            format!("the attacker's server heard {heard:?}"),
            heard == ["GET /own HTTP/1.1"],
        );
        let opened = app.desktop.opened();
        tally.case(format!("opened outside: {opened:?}"), opened.is_empty());
        let new: Vec<_> = files(app.desktop.home())
            .into_iter()
            .filter(|file| !before.contains(file))
            .collect();
        tally.case(format!("downloaded: {new:?}"), new.is_empty());
        tally.tell();
        app.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_page_keeps_nothing_and_has_no_door_but_its_own_commands() {
    const KEPT: &str = r"
        const done = arguments[arguments.length - 1];
        (async () => ({
            cookies: document.cookie,
            databases: (await indexedDB.databases?.())?.map(({ name }) => name) ?? [],
            caches: 'caches' in window ? await caches.keys().catch(() => []) : [],
            workers: (await navigator.serviceWorker?.getRegistrations?.().catch(() => []))?.length ?? 0,
            tauri: typeof window.__TAURI__,
            frozen: Object.isFrozen(Object.prototype),
            local: Object.keys(localStorage), session: Object.keys(sessionStorage),
        }))().then(done, (error) => done(String(error)));";
    told(async {
        let app = App::open("web-view-storage", Setting::ENGLISH_LIGHT).await;
        let kept = app.client.execute_async(KEPT, Vec::new()).await.expect("the page answers");
        let mut tally = Tally::of(Part::Attacks, "web view: what the page keeps");
        for (what, nothing) in [
            ("cookies", json!("")),
            ("databases", json!([])),
            ("caches", json!([])),
            ("workers", json!(0)),
            ("tauri", json!("undefined")),
            ("frozen", json!(true)),
            ("session", json!([])),
        ] {
            tally.case(format!("{what}: {kept}"), kept[what] == nothing);
        }
        // Words of Tauri's that Handrail does not allow.
        for command in [
            "plugin:fs|read_text_file",
            "plugin:shell|execute",
            "plugin:shell|open",
            "plugin:http|fetch",
            "plugin:store|load",
            "plugin:store|get",
            "plugin:dialog|open",
            "plugin:dialog|save",
            "plugin:event|listen",
            "plugin:event|emit",
            "plugin:window|create",
            "plugin:webview|create_webview",
            "plugin:webview|internal_toggle_devtools",
            "plugin:app|version",
            "plugin:path|resolve_directory",
            "plugin:resources|close",
            "plugin:menu|new",
            "plugin:tray|new",
            "plugin:image|new",
        ] {
            let asked = app
                .client
                .execute_async(
                    "const done = arguments[1];
                     window.__TAURI_INTERNALS__.invoke(arguments[0], { path: '/etc/passwd', key: 'connections' })
                         .then((got) => done({ got: got ?? null }), (error) => done({ error: String(error) }))",
                    vec![command.into()],
                )
                .await
                .expect("the page answers");
            let refused = asked["error"]
                .as_str()
                .is_some_and(|error| error.contains("not allowed") || error.contains("not found"));
            tally.case(format!("{command}: {asked}"), refused);
        }
        tally.tell();
        app.close().await;
    })
    .await;
}

/// A server of somebody else's on this computer, which notes the first line of each request.
struct Attacker {
    origin: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Attacker {
    async fn listens() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("a bound port"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let noted = Arc::clone(&noted);
                tokio::spawn(async move {
                    let mut line = String::new();
                    let _ = BufReader::new(stream).read_line(&mut line).await;
                    noted
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(line.trim().to_owned());
                });
            }
        });
        Self { origin, heard }
    }

    fn origin(&self) -> &str {
        &self.origin
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The files at the top of the home folder and where downloads go.
fn files(home: &Path) -> Vec<std::path::PathBuf> {
    [home.to_path_buf(), home.join("Downloads"), home.join("Desktop")]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .collect()
}
