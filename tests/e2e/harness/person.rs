//! The person in front of the system browser: Chromium, and what one does with a page.

use std::cell::Cell;
use std::process::Command;

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{json, to_value};

use super::companion::{Companion, prepare};
use super::desktop::{Desktop, Language};
use super::wait::{PATIENCE, look};
use super::{driver, screenshot};

pub(crate) struct Person {
    pub(crate) client: Client,
    clicks: Cell<u32>,
    _driver: Companion,
}

impl Person {
    /// Opens the browser, with nothing in it yet.
    pub(crate) async fn sit_down(desktop: &Desktop) -> Self {
        let languages = match desktop.setting.language {
            Language::English => "en-US,en",
            Language::French => "fr-FR,fr",
        };
        let profile = desktop.home().join("browser");
        let mut command: Command = prepare("chromedriver");
        desktop.around(&mut command);
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": "/usr/bin/chromium",
                "args": [
                    "--headless=new",
                    // The tests may run as root and in containers, where Chromium's own sandbox cannot.
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                    "--disable-gpu",
                    "--no-first-run",
                    "--window-size=1200,900",
                    format!("--user-data-dir={}", profile.display()),
                ],
                "prefs": { "intl.accept_languages": languages },
            },
        });
        let (client, driver) = driver::open(&mut command, capabilities).await;
        Self {
            client,
            clicks: Cell::new(0),
            _driver: driver,
        }
    }

    pub(crate) async fn go_to(&self, link: &str) {
        self.client
            .goto(link)
            .await
            .unwrap_or_else(|error| panic!("{link} does not open: {error}"));
    }

    /// What fits the CSS selector, as soon as it is there.
    pub(crate) async fn find(&self, css: &str) -> Element {
        match look(async || self.client.find(Locator::Css(css)).await.ok()).await {
            Some(place) => place,
            None => self.lost(css).await,
        }
    }

    /// Clicks on it as soon as it is there and takes the click.
    pub(crate) async fn press(&self, css: &str) {
        let pressed = look(async || {
            let place = self.client.find(Locator::Css(css)).await.ok()?;
            let into_view = "arguments[0].scrollIntoView({ block: 'center' })";
            self.client
                .execute(into_view, vec![to_value(&place).ok()?])
                .await
                .ok()?;
            place.click().await.ok()
        })
        .await;
        if pressed.is_none() {
            self.lost(css).await;
        }
        self.count();
    }

    /// Waits until nothing fits the CSS selector any more.
    pub(crate) async fn sees_no_more(&self, css: &str) {
        let gone = look(async || {
            let there = self.client.find_all(Locator::Css(css)).await.ok()?;
            there.is_empty().then_some(())
        })
        .await;
        if gone.is_none() {
            self.lost(css).await;
        }
    }

    /// Ticks a box or chooses a button of several, unless it is chosen already.
    pub(crate) async fn choose(&self, css: &str) {
        if !self
            .find(css)
            .await
            .is_selected()
            .await
            .expect("something that can be chosen")
        {
            self.press(css).await;
        }
    }

    /// Chooses from a list by the value that the form sends.
    pub(crate) async fn pick(&self, css: &str, value: &str) {
        let list = self.find(css).await;
        list.select_by_value(value)
            .await
            .unwrap_or_else(|error| panic!("{css} has no {value}: {error}"));
        self.count();
    }

    fn count(&self) {
        self.clicks.set(self.clicks.get() + 1);
    }

    /// Clicks made so far.
    pub(crate) fn clicks(&self) -> u32 {
        self.clicks.get()
    }

    /// Empties the field and types into it.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("a field that can be emptied");
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{css} takes no keys: {error}"));
    }

    pub(crate) async fn read(&self, css: &str) -> String {
        self.find(css)
            .await
            .text()
            .await
            .expect("something with text")
            .trim()
            .to_owned()
    }

    async fn lost(&self, css: &str) -> ! {
        let picture = screenshot::keep_failure(&self.client, "browser").await;
        let address = self
            .client
            .current_url()
            .await
            .map_or_else(|error| error.to_string(), Into::into);
        panic!(
            "waited {} s in vain for {css} at {address}\npicture: {picture:?}",
            PATIENCE.as_secs()
        );
    }
}
