//! The browser of the system, never an embedded one (RFC 8252 section 8.12).

use handrail_assistant::is_loopback;
use handrail_assistant::outside::{Browser, BrowserError};
use url::Url;

/// Opens pages in the browser that the person has chosen.
#[derive(Clone, Copy, Debug)]
pub struct SystemBrowser;

impl Browser for SystemBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        if !is_web_page(url) {
            return Err(BrowserError(format!("{} is not a web page", url.scheme())));
        }
        open::that_detached(url.as_str()).map_err(|error| BrowserError(error.to_string()))
    }
}

/// Only pages: any other scheme would start whatever program has claimed it. Without TLS only on this computer.
fn is_web_page(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => is_loopback(url),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_are_opened() {
        let allowed = |text: &str| is_web_page(&text.parse().unwrap());
        for page in [
            "https://entra.microsoft.com/#view",
            "http://127.0.0.1:4000/portal",
            "http://[::1]:4000",
            "http://localhost:4000/",
        ] {
            assert!(allowed(page), "{page}");
        }
        for other in [
            "http://contoso.com",
            "file:///etc/passwd",
            "ms-msdt:/id",
            "javascript:alert(1)",
            "http://localhost.evil.example",
        ] {
            assert!(!allowed(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_web_page_is_refused_and_its_address_is_not_repeated() {
        let refused = SystemBrowser
            .open(&"file:///home/somebody".parse().unwrap())
            .unwrap_err();
        assert_eq!(refused.0, "file is not a web page");
    }
}
