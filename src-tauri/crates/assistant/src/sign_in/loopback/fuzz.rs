//! What comes to the loopback listener: from a browser, or from anybody else on this computer.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;

use super::callback::{Expected, Heard, read};
use super::{LandingPage, Listening, hear};

/// What the sign-in under way expects; it stands in the seeds.
const STATE: &str = "MadeUpState-0123456789abcdef";
const PORT: u16 = 4711;

fn expected() -> Expected {
    Expected {
        state: STATE.to_owned(),
        issuer: None,
    }
}

/// Only an answer with the state of this sign-in is one.
pub(crate) fn answer(data: &[u8]) {
    let query = String::from_utf8_lossy(data);
    let states: Vec<_> = url::form_urlencoded::parse(data)
        .filter(|(name, _)| name == "state")
        .map(|(_, value)| value)
        .collect();
    if matches!(read(&query, &expected()), Heard::Answer(_)) {
        assert_eq!(states, [STATE], "{query}");
    }
}

/// Bytes as they may come: what is answered repeats nothing of them, and only an answer to this sign-in ends the waiting.
pub(crate) fn request(data: &[u8]) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return;
    };
    let (sender, mut receiver) = oneshot::channel();
    let listening = Arc::new(Listening {
        port: PORT,
        expected: expected(),
        disturbed: AtomicBool::new(false),
        page: LandingPage {
            language: "en".to_owned(),
            title: "Done".to_owned(),
            message: "Go back".to_owned(),
        },
        answer: Mutex::new(Some(sender)),
        landed: watch::channel(false).0,
        stop: CancellationToken::new(),
    });
    let answered = runtime.block_on(served(data, &listening));
    let text = String::from_utf8_lossy(&answered);
    assert!(!text.contains("MadeUpCode"), "{text}");
    let heard = receiver.try_recv();
    if heard.is_ok() {
        assert!(text.contains(" 303 "), "{text}");
        assert!(String::from_utf8_lossy(data).contains(&PORT.to_string()));
    }
}

async fn served(data: &[u8], listening: &Arc<Listening>) -> Vec<u8> {
    let (mut browser, listener) = duplex(256 * 1024);
    let asked = async {
        let mut answered = Vec::new();
        let _ = browser.write_all(data).await;
        let _ = browser.shutdown().await;
        let _ = browser.read_to_end(&mut answered).await;
        answered
    };
    let ((), answered) = tokio::join!(hear(listener, listening), asked);
    answered
}
