//! Handrail itself: the built program in its window.

use std::cell::Cell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json, to_value};

use super::companion::{Companion, prepare};
use super::desktop::{Desktop, Setting};
use super::wait::{PATIENCE, look, until};
use super::{driver, screenshot};

/// The window, and where the program keeps its things.
pub(crate) struct App {
    pub(crate) client: Client,
    story: &'static str,
    clicks: Cell<u32>,
    // Dropped in this order: the program before the desktop it runs on.
    _driver: Companion,
    pub(crate) desktop: Desktop,
}

impl App {
    /// Opens Handrail with the practice tenant inside, on a desktop of its own.
    pub(crate) async fn open(story: &'static str, setting: Setting) -> Self {
        Self::start(story, setting, &["--practice"]).await
    }

    /// The same with the log at the level that says most, and whatever else makes programs talk.
    pub(crate) async fn open_talkative(story: &'static str, setting: Setting) -> Self {
        Self::start(story, setting, &["--practice", "--log", "trace"]).await
    }

    /// The same with a practice tenant in which nothing is registered but the app for setting up.
    pub(crate) async fn open_empty(story: &'static str, setting: Setting) -> Self {
        Self::start(story, setting, &["--practice", "--empty"]).await
    }

    async fn start(story: &'static str, setting: Setting, arguments: &[&str]) -> Self {
        let desktop = Desktop::start(setting).await;
        let data = desktop.home().join("data");
        let results = desktop.home().join("results");
        let log = File::create(desktop.home().join("handrail.log")).expect("a log in the story's home");
        let mut command = prepare("WebKitWebDriver");
        desktop
            .around(&mut command)
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("RUST_LOG", "trace")
            .env("HANDRAIL_DATA_DIR", &data)
            .env("HANDRAIL_RESULTS_DIR", &results)
            .stderr(log.try_clone().expect("one log"))
            .stdout(log);
        // The driver starts the program; `setpriv` makes sure that it never outlives the driver.
        let program = program().display().to_string();
        let line = [&["--pdeathsig", "KILL", "--", &program], arguments].concat();
        let capabilities = json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": "/usr/bin/setpriv", "args": line },
        });
        let (client, driver) = driver::open(&mut command, capabilities).await;
        let app = Self {
            client,
            story,
            clicks: Cell::new(0),
            _driver: driver,
            desktop,
        };
        app.place("home-start").await;
        app
    }

    /// Starts Handrail a second time with a file, as a file manager does. The second one hands it over and ends.
    pub(crate) async fn start_again(&self, file: &Path) {
        let mut command = Command::new(program());
        self.desktop
            .around(&mut command)
            .env("HANDRAIL_DATA_DIR", self.data())
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut second = command.spawn().expect("a second start");
        let ended = self
            .until("the second start to end", async || {
                second.try_wait().ok().flatten()
            })
            .await;
        assert!(ended.success(), "the second start ended with {ended}");
    }

    /// Where Handrail keeps connections and preferences.
    pub(crate) fn data(&self) -> PathBuf {
        self.desktop.home().join("data")
    }

    /// The ready line of the practice tenant inside the program.
    pub(crate) async fn practice(&self) -> Value {
        let file = self.data().join("practice.json");
        until("the practice tenant inside the program", async || {
            serde_json::from_slice(&fs::read(&file).ok()?).ok()
        })
        .await
    }

    /// The place with this test id, as soon as it is there.
    pub(crate) async fn place(&self, id: &str) -> Element {
        self.find(&format!("[data-testid='{id}']")).await
    }

    /// The first place that fits the CSS selector, as soon as it is there.
    pub(crate) async fn find(&self, css: &str) -> Element {
        let found = look(async || self.client.find(Locator::Css(css)).await.ok()).await;
        match found {
            Some(place) => place,
            None => self.lost(&format!("{css} to be there")).await,
        }
    }

    /// Whether the place is there now.
    pub(crate) async fn shows(&self, id: &str) -> bool {
        self.client
            .find(Locator::Css(&format!("[data-testid='{id}']")))
            .await
            .is_ok()
    }

    /// Waits until `condition` holds.
    pub(crate) async fn until<T>(&self, what: &str, condition: impl AsyncFnMut() -> Option<T>) -> T {
        match look(condition).await {
            Some(seen) => seen,
            None => self.lost(what).await,
        }
    }

    /// Clicks the place as soon as it is there, enabled and takes the click.
    pub(crate) async fn click(&self, id: &str) {
        self.until(&format!("{id} to take a click"), async || {
            let place = self
                .client
                .find(Locator::Css(&format!("[data-testid='{id}']")))
                .await
                .ok()?;
            if !place.is_enabled().await.ok()?
                || place.attr("aria-disabled").await.ok()?.as_deref() == Some("true")
            {
                return None;
            }
            // What stands below keeps its bar of buttons in sight; the place must not be under it.
            let into_view = "arguments[0].scrollIntoView({ block: 'center' })";
            self.client
                .execute(into_view, vec![to_value(&place).ok()?])
                .await
                .ok()?;
            place.click().await.ok()
        })
        .await;
        self.clicks.set(self.clicks.get() + 1);
    }

    /// Chooses one of several, unless it is chosen already: what Handrail chose well costs no click.
    pub(crate) async fn choose(&self, id: &str) {
        let chosen = format!("[data-testid='{id}'] input");
        let button = self.find(&chosen).await;
        if !button.is_selected().await.expect("something that can be chosen") {
            self.click(id).await;
        }
    }

    /// Waits until this step of the checklist is the one in hand.
    pub(crate) async fn is_at(&self, step: &str) {
        self.find(&format!("[data-testid='step-{step}'][aria-current='step']"))
            .await;
    }

    /// Empties the field and types into it.
    pub(crate) async fn type_into(&self, id: &str, text: &str) {
        let field = self.place(id).await;
        field.clear().await.expect("a field that can be emptied");
        field.send_keys(text).await.expect("a field that takes keys");
    }

    /// The text of the place. The web view calls what Fluent clips invisible, and its visible text empty.
    pub(crate) async fn text(&self, id: &str) -> String {
        let place = self.place(id).await;
        place
            .prop("textContent")
            .await
            .ok()
            .flatten()
            .expect("a place with text")
            .trim()
            .to_owned()
    }

    /// Waits until the step of the checklist is `proved`, `open` or `blocked`.
    pub(crate) async fn step_is(&self, step: &str, state: &str) {
        self.find(&format!("[data-testid='step-{step}'][data-state='{state}']"))
            .await;
    }

    /// Waits until the problem with this code is shown.
    pub(crate) async fn problem_is(&self, code: &str) {
        self.find(&format!("[data-testid='problem'][data-code='{code}']"))
            .await;
    }

    /// Does something that opens a link or folder outside the window, and says which.
    pub(crate) async fn opened_by(&self, action: impl AsyncFnOnce()) -> String {
        let before = self.desktop.opened().len();
        action().await;
        self.until("something to be opened outside the window", async || {
            self.desktop.opened().get(before).cloned()
        })
        .await
    }

    /// Clicks made so far.
    pub(crate) fn clicks(&self) -> u32 {
        self.clicks.get()
    }

    /// Keeps a picture of the window.
    pub(crate) async fn picture(&self, screen: &str) {
        screenshot::keep(&self.client, screen, self.desktop.setting).await;
    }

    /// Ends the program as closing its window does.
    pub(crate) async fn close(self) {
        self.client.close().await.expect("the session ends");
    }

    /// The story cannot go on: says why, and keeps what there is to see.
    async fn lost(&self, what: &str) -> ! {
        let picture = screenshot::keep_failure(&self.client, self.story).await;
        let reading = self.client.execute("return document.body.innerText", Vec::new());
        let page = tokio::time::timeout(screenshot::SHORTLY, reading)
            .await
            .ok()
            .and_then(Result::ok);
        let log = fs::read_to_string(self.desktop.home().join("handrail.log")).unwrap_or_default();
        panic!(
            "waited {} s in vain for {what}\npicture: {picture:?}\nthe window says:\n{}\n\nthe program says:\n{log}",
            PATIENCE.as_secs(),
            page.as_ref().and_then(Value::as_str).unwrap_or("nothing"),
        );
    }
}

/// The program under test, as `cargo build` leaves it.
fn program() -> PathBuf {
    // This test is in `debug/deps`, the program in `debug`.
    let own = std::env::current_exe().expect("the path of this test");
    let folder = own.ancestors().nth(2).expect("cargo's folder of programs");
    let program = folder.join("handrail-desktop");
    assert!(
        Path::is_file(&program),
        "{} is not built: run `cargo xtask test`",
        program.display()
    );
    program
}
