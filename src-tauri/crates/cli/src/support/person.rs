//! Whoever signs in when a bundle is played again: somebody of the practice tenant, whose browser shows no page.

use handrail_assistant::outside::{Browser, BrowserError};
use reqwest::header::{COOKIE, HeaderValue, LOCATION};
use reqwest::{Client, redirect};
use tokio::runtime::Handle;
use url::Url;

/// A browser in which somebody is signed in already.
pub(super) struct Person {
    client: Client,
    cookie: HeaderValue,
    runtime: Handle,
}

/// From the sign-in page to Handrail's own listener there are two; more would go round in circles.
const MOST_STEPS: usize = 5;

impl Person {
    /// The one whose browser has this cookie of the practice tenant. `None` where that is no cookie.
    pub(super) fn with(cookie: &str) -> Option<Self> {
        let builder = Client::builder().redirect(redirect::Policy::none()).no_proxy();
        Some(Self {
            client: builder.build().ok()?,
            cookie: HeaderValue::from_str(cookie).ok()?,
            runtime: Handle::current(),
        })
    }
}

impl Browser for Person {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        let (client, cookie, url) = (self.client.clone(), self.cookie.clone(), url.clone());
        self.runtime.spawn(async move {
            if let Err(error) = follow(&client, &cookie, url).await {
                // The address holds a code; the reason does not.
                tracing::warn!(error = %error.without_url(), "the sign-in did not come back");
            }
        });
        Ok(())
    }
}

/// The cookie goes to the practice tenant only.
async fn follow(client: &Client, cookie: &HeaderValue, start: Url) -> reqwest::Result<()> {
    let home = start.origin();
    let mut url = start;
    for _ in 0..MOST_STEPS {
        let mut request = client.get(url.clone());
        if url.origin() == home {
            request = request.header(COOKIE, cookie.clone());
        }
        let response = request.send().await?;
        let next = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        match next.and_then(|to| url.join(to).ok()) {
            Some(next) => url = next,
            None => break,
        }
    }
    Ok(())
}
