//! The command line as other programs meet it: the built binary, its streams and its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a run that cannot go on has failed"
)]

mod board;
mod card;
mod check;
mod clinic;
mod connections;
mod consent_link;
mod customers;
mod diagnose;
mod hello_world;
#[cfg(target_os = "linux")]
mod keychain;
mod practice;
mod register;
mod run;
mod snippet;
mod support;
mod sweep;
mod token;
mod trust;
