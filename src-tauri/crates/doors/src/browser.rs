//! The browser of the system, never an embedded one (RFC 8252 section 8.12).

use std::process::{Child, Command, Stdio};
use std::{io, thread};

use handrail_assistant::is_loopback;
use handrail_assistant::outside::{Browser, BrowserError};
use url::Url;

use crate::environment;

/// Opens pages in the browser that the person has chosen.
#[derive(Clone, Copy, Debug)]
pub struct SystemBrowser;

impl Browser for SystemBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        if !is_web_page(url) {
            return Err(BrowserError(format!("{} is not a web page", url.scheme())));
        }
        begin(open::commands(url.as_str())).map_err(|error| BrowserError(error.to_string()))
    }
}

/// Starts the first of these programs that is there, with nothing of Handrail's in its hands.
fn begin(openers: Vec<Command>) -> io::Result<()> {
    let mut outcome = Err(io::Error::from(io::ErrorKind::NotFound));
    for mut opener in openers {
        environment::clean(&mut opener);
        opener
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        apart(&mut opener);
        outcome = opener.spawn().and_then(awaited);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

/// Ctrl+C in the terminal is meant for Handrail, and not for the browser.
#[cfg(unix)]
fn apart(opener: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    opener.process_group(0);
}

#[cfg(windows)]
fn apart(opener: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    /// `CREATE_NO_WINDOW` of `CreateProcess`: no console flashes up.
    const NO_WINDOW: u32 = 0x0800_0000;
    opener.creation_flags(NO_WINDOW);
}

/// Whoever started a program has to hear of its end, however late that is.
fn awaited(mut opener: Child) -> io::Result<()> {
    let waiting = thread::Builder::new()
        .name("browser".to_owned())
        .stack_size(64 * 1024);
    waiting.spawn(move || drop(opener.wait())).map(drop)
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
