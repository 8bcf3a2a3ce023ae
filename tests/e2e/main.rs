//! Stories in the real window: the built program, driven by `WebKitWebDriver` as a person would click,
//! with Chromium as the system browser, against the practice tenant inside the program.
//!
//! Each story has a home, a display, a session bus and a keychain of its own, so that they can run side by
//! side and never touch those of the person who runs them.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "this crate is tests all through; a story that cannot go on must say where it stopped"
)]

mod harness;
mod stories;
