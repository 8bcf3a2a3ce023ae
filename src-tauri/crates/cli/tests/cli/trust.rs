//! The built program as an auditor would try it: each test counts its cases for `cargo xtask trust`.

mod content;
#[cfg(target_os = "linux")]
mod files;
mod leaks;
#[cfg(target_os = "linux")]
mod servers;
mod stores;
