//! The window as an auditor would try it: each test counts its cases for `cargo xtask trust`.

mod content;
mod secrets;
mod web_view;
