//! A `WebDriver` session: one driver program, one window or browser.

use std::net::TcpListener;
use std::process::Command;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;

use super::companion::Companion;
use super::wait::until;

/// Starts `driver` on a free port and opens a session with `capabilities`.
pub(crate) async fn open(driver: &mut Command, capabilities: Value) -> (Client, Companion) {
    let port = free_port();
    let mut companion = Companion::start(driver.arg(format!("--port={port}")));
    let address = format!("http://127.0.0.1:{port}");
    until("the driver to listen", async || {
        assert!(!companion.is_gone(), "the driver ended: {driver:?}");
        let answer = reqwest::get(format!("{address}/status")).await.ok()?;
        answer.status().is_success().then_some(())
    })
    .await;
    let Value::Object(capabilities) = capabilities else {
        panic!("capabilities are an object")
    };
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(Capabilities::from_iter(capabilities))
        .connect(&address)
        .await
        .unwrap_or_else(|error| panic!("no session: {error}"));
    (client, companion)
}

/// A port that was free a moment ago: the drivers cannot say which one they chose.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("a bound port").port()
}
