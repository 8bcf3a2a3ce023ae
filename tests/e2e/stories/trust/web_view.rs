//! The web view as an attacker's script would find it: what it may load, whom it may ask, and what it is told.

mod commands;
mod policy;
