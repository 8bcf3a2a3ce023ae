//! The browser of the system (RFC 8252 section 4).

use handrail_assistant::outside::{Browser, BrowserError};
use url::Url;

/// Opens pages in the browser that the person has chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemBrowser;

impl Browser for SystemBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        open::that_detached(url.as_str()).map_err(|error| BrowserError(error.to_string()))
    }
}
